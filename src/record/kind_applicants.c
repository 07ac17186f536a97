/* Recruitment: one row an application. Shortlisted and Appointed alone are read; Interviewed and Offered imply nothing (rules.md section 4). */
#include <string.h>

#include "record/reading.h"

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

static eh_status keep(eh_reading *reading, eh_identifier application, const eh_application_traits *traits,
                      eh_date date) {
    eh_dataset *data = reading->data;
    unsigned year = eh_collection_year(date);
    if (year < EH_YEARS)
        data->application_years[year]++;
    if (!traits->shortlisted && !traits->appointed)
        return EH_OK;
    uint32_t number = number_of_traits(data, traits);
    eh_application_row *row =
        number == EH_INDEX_NONE ? NULL : eh_chunks_reach(&data->applications, data->applications.count, sizeof *row);
    if (!row)
        return EH_NOMEM;
    *row = (eh_application_row){application, number, (uint16_t)reading->organisation, nearest_code(date)};
    return EH_OK;
}

eh_status eh_read_applicant(eh_reading *reading) {
    eh_application_traits traits = {0};
    eh_identifier application;
    eh_date date = EH_NO_DATE, closing = EH_NO_DATE;
    eh_status status = eh_reading_identifier(reading, EH_APPLICANTS_APPLICATION_ID, &application);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_APPLICANTS_SHORTLISTED, &traits.shortlisted, NULL);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_APPLICANTS_APPOINTED, &traits.appointed, NULL);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_DATE_SHORTLISTED, &date);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_CLOSING_DATE, &closing);
    if (status == EH_OK)
        status = eh_reading_groups(reading, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, &traits.ethnicity,
                                   &traits.disability);
    return status == EH_OK ? keep(reading, application, &traits, date == EH_NO_DATE ? closing : date) : status;
}
