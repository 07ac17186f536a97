/* Recruitment: one row an application. Shortlisted and Appointed alone are read; Interviewed and Offered imply nothing (rules.md section 4). */
#include <string.h>

#include "record/quick.h"

/* The number of what an application says; a new combination is kept. EH_INDEX_NONE when out of memory. */
static uint32_t number_of_traits(eh_dataset *data, const eh_application_traits *traits) {
    const uint32_t key[] = {traits->ethnicity, traits->disability, traits->shortlisted, traits->appointed};
    bool added;
    uint32_t number = eh_index_add(data->application_trait_keys, (eh_slice){(const char *)key, sizeof key}, &added);
    return number != EH_INDEX_NONE && added && !EH_PUSH(data->application_traits, *traits) ? EH_INDEX_NONE : number;
}

/* The nearest day that a code can hold: no period reaches beyond. */
static uint16_t nearest_code(eh_date date) {
    uint16_t code = eh_day_code(date);
    return code != EH_ASIDE ? code : date < EH_FIRST_DAY ? 1 : EH_ASIDE - 1;
}

/* `traits` as a number. */
static eh_status keep(eh_reading *reading, eh_identifier application, uint32_t traits, eh_date date) {
    eh_dataset *data = reading->data;
    const eh_application_traits *says = &data->application_traits.at[traits];
    unsigned year = eh_collection_year(date);
    if (year < EH_YEARS)
        data->application_years[year]++;
    if (!says->shortlisted && !says->appointed)
        return EH_OK;
    eh_application_row *row = eh_chunks_reach(&data->applications, data->applications.count, sizeof *row);
    if (!row)
        return EH_NOMEM;
    *row = (eh_application_row){application, traits, (uint16_t)reading->organisation, nearest_code(date)};
    return EH_OK;
}

static eh_status read_stages(eh_reading *reading, eh_application_traits *traits) {
    eh_status status = eh_reading_yes(reading, EH_APPLICANTS_SHORTLISTED, &traits->shortlisted, NULL);
    return status == EH_OK ? eh_reading_yes(reading, EH_APPLICANTS_APPOINTED, &traits->appointed, NULL) : status;
}

static eh_status read_groups(eh_reading *reading, eh_application_traits *traits) {
    return eh_reading_groups(reading, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, &traits->ethnicity,
                             &traits->disability);
}

eh_status eh_read_applicant(eh_reading *reading) {
    eh_application_traits traits = {0};
    eh_identifier application;
    eh_date date = EH_NO_DATE, closing = EH_NO_DATE;
    eh_status status = eh_reading_identifier(reading, EH_APPLICANTS_APPLICATION_ID, &application);
    if (status == EH_OK)
        status = read_stages(reading, &traits);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_DATE_SHORTLISTED, &date);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_CLOSING_DATE, &closing);
    if (status == EH_OK)
        status = read_groups(reading, &traits);
    if (status != EH_OK)
        return status;
    uint32_t number = number_of_traits(reading->data, &traits);
    return number == EH_INDEX_NONE ? EH_NOMEM : keep(reading, application, number, date == EH_NO_DATE ? closing : date);
}

/* ---- the quick way ---- */

static eh_status understand_traits(eh_reading *reading, uint32_t *meaning, bool *says) {
    eh_application_traits traits = {0};
    bool ethnic, disability;
    eh_status status = eh_reading_group(reading, EH_APPLICANTS_ETHNIC_ORIGIN, true, &traits.ethnicity, &ethnic);
    if (status == EH_OK)
        status = eh_reading_group(reading, EH_APPLICANTS_DISABILITY, false, &traits.disability, &disability);
    if (status != EH_OK)
        return status;
    eh_known shortlisted = eh_reading_is_yes(reading, EH_APPLICANTS_SHORTLISTED, &traits.shortlisted);
    eh_known appointed = eh_reading_is_yes(reading, EH_APPLICANTS_APPOINTED, &traits.appointed);
    *says = !ethnic || !disability || shortlisted == EH_UNMAPPED || appointed == EH_UNMAPPED;
    *meaning = number_of_traits(reading->data, &traits);
    return *meaning == EH_INDEX_NONE ? EH_NOMEM : EH_OK;
}

static eh_status say_of_traits(eh_reading *reading, uint32_t meaning) {
    (void)meaning;
    eh_application_traits traits;
    eh_status status = read_stages(reading, &traits);
    return status == EH_OK ? read_groups(reading, &traits) : status;
}

enum { APPLICATION, SHORTLISTED, CLOSING };

static bool understand_dates(const eh_reading *reading, const eh_slice *text, eh_date *date) {
    return eh_reading_date_of(reading, EH_APPLICANTS_DATE_SHORTLISTED, text[SHORTLISTED], &date[SHORTLISTED]) &&
           eh_reading_date_of(reading, EH_APPLICANTS_CLOSING_DATE, text[CLOSING], &date[CLOSING]);
}

static eh_status make(eh_reading *reading, const uint32_t *meaning, const eh_slice *text, const eh_date *date) {
    eh_identifier application;
    eh_status status = eh_identifier_make(reading->data->identifiers, text[APPLICATION], &application);
    eh_date day = date[SHORTLISTED] == EH_NO_DATE ? date[CLOSING] : date[SHORTLISTED];
    return status == EH_OK ? keep(reading, application, meaning[0], day) : status;
}

static const eh_field traits_fields[] = {EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY,
                                         EH_APPLICANTS_SHORTLISTED, EH_APPLICANTS_APPOINTED};

const eh_quick_kind eh_quick_applicants = {
    .group = {{traits_fields, sizeof traits_fields / sizeof *traits_fields, understand_traits, say_of_traits}},
    .single = {[APPLICATION] = EH_APPLICANTS_APPLICATION_ID,
               [SHORTLISTED] = EH_APPLICANTS_DATE_SHORTLISTED,
               [CLOSING] = EH_APPLICANTS_CLOSING_DATE,
               EH_FIELD_NONE},
    .understand = understand_dates,
    .make = make,
};
