/* Recruitment: one row an application. Interviewed and Offered serve the funnel alone: for the return they imply nothing (rules.md section 4). */
#include <string.h>

#include "record/quick.h"

/* The nearest day that a code can hold: no period reaches beyond. */
static uint16_t nearest_code(eh_date date) {
    uint16_t code = eh_day_code(date);
    return code != EH_ASIDE ? code : date < EH_FIRST_DAY ? 1 : EH_ASIDE - 1;
}

/* Whether an item of a return counts the application: the others are of the funnel alone. */
static bool is_of_an_item(uint32_t traits) {
    eh_application_traits says = eh_application_traits_of(traits);
    return says.shortlisted || says.appointed;
}

static eh_status keep(eh_reading *reading, eh_identifier application, uint32_t traits, eh_date date) {
    eh_dataset *data = reading->data;
    unsigned year = eh_collection_year(date);
    if (year < EH_YEARS)
        data->application_years[year]++;
    if (data->figures_alone && !is_of_an_item(traits))
        return EH_OK;
    eh_application_row *row = eh_chunks_reach(&data->applications, data->applications.count, sizeof *row);
    if (!row)
        return EH_NOMEM;
    *row = (eh_application_row){application, traits, (uint16_t)reading->organisation, nearest_code(date)};
    return EH_OK;
}

/* ---- the person and the stages ---- */

static const eh_field stage_fields[] = {EH_APPLICANTS_SHORTLISTED, EH_APPLICANTS_INTERVIEWED, EH_APPLICANTS_OFFERED,
                                        EH_APPLICANTS_APPOINTED};
enum { STAGES = sizeof stage_fields / sizeof *stage_fields };

static bool *stage_of(eh_application_traits *traits, size_t stage) {
    bool *const stages[STAGES] = {&traits->shortlisted, &traits->interviewed, &traits->offered, &traits->appointed};
    return stages[stage];
}

/* The groups that two values stand for. */
static void note_groups(const eh_dataset *data, uint32_t ethnicity, uint32_t disability,
                        eh_application_traits *traits) {
    const eh_ethnicity *ethnic = &data->answers[EH_APPLICANTS_ETHNIC_ORIGIN].at[ethnicity].ethnicity;
    traits->ethnic_group = ethnic->group;
    traits->level = eh_ethnic_level_of(data->catalogue, ethnic->code, true);
    traits->disability_group = data->answers[EH_APPLICANTS_DISABILITY].at[disability].disability.group;
}

static eh_status read_stages(eh_reading *reading, eh_application_traits *traits) {
    eh_status status = EH_OK;
    for (size_t i = 0; i < STAGES && status == EH_OK; i++)
        status = eh_reading_yes(reading, stage_fields[i], stage_of(traits, i), NULL);
    return status;
}

static eh_status read_groups(eh_reading *reading, eh_application_traits *traits) {
    uint32_t ethnicity, disability;
    eh_status status =
        eh_reading_groups(reading, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, &ethnicity, &disability);
    if (status == EH_OK)
        note_groups(reading->data, ethnicity, disability, traits);
    return status;
}

/* ---- the vacancy ---- */

/* Of a pay grade without a band, the words of a medical grade make the vacancy medical; else its staff group decides. */
static eh_status read_vacancy(eh_reading *reading, eh_application_traits *traits) {
    const eh_catalogue *catalogue = reading->data->catalogue;
    const eh_slice none = {NULL, 0};
    eh_slice grade = eh_reading_text(reading, EH_APPLICANTS_PAY_GRADE);
    eh_slice group = eh_reading_text(reading, EH_APPLICANTS_STAFF_GROUP);
    bool added;
    traits->staff_group = eh_reading_value(reading, EH_APPLICANTS_STAFF_GROUP, &added);
    if (traits->staff_group == EH_INDEX_NONE)
        return EH_NOMEM;
    traits->band = eh_band_of(catalogue, grade);
    traits->medical = eh_side_of(catalogue, none, group, true).side == EH_MEDICAL ||
                      (traits->band == EH_BAND_NONE && eh_medical_row_of(catalogue, none, grade) != EH_OTHER_MEDICAL);
    if (traits->medical)
        traits->band = EH_BAND_NONE;
    traits->international = eh_source_is_international(catalogue, eh_reading_text(reading, EH_APPLICANTS_SOURCE));
    return EH_OK;
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
    if (status == EH_OK)
        status = read_vacancy(reading, &traits);
    if (status != EH_OK)
        return status;
    return keep(reading, application, eh_application_pack(&traits), date == EH_NO_DATE ? closing : date);
}

/* ---- the quick way ---- */

static eh_status understand_person(eh_reading *reading, uint32_t *meaning, bool *says) {
    eh_application_traits traits = {0};
    bool ethnic_plain, disability_plain, unknown = false;
    uint32_t ethnicity, disability;
    eh_status status = eh_reading_group(reading, EH_APPLICANTS_ETHNIC_ORIGIN, true, &ethnicity, &ethnic_plain);
    if (status == EH_OK)
        status = eh_reading_group(reading, EH_APPLICANTS_DISABILITY, false, &disability, &disability_plain);
    if (status != EH_OK)
        return status;
    note_groups(reading->data, ethnicity, disability, &traits);
    for (size_t i = 0; i < STAGES; i++)
        unknown = eh_reading_is_yes(reading, stage_fields[i], stage_of(&traits, i)) == EH_UNMAPPED || unknown;
    *says = !ethnic_plain || !disability_plain || unknown;
    *meaning = eh_application_pack(&traits);
    return EH_OK;
}

static eh_status say_of_person(eh_reading *reading, uint32_t meaning) {
    (void)meaning;
    eh_application_traits traits;
    eh_status status = read_stages(reading, &traits);
    return status == EH_OK ? read_groups(reading, &traits) : status;
}

static eh_status understand_vacancy(eh_reading *reading, uint32_t *meaning, bool *says) {
    eh_application_traits traits = {0};
    eh_status status = read_vacancy(reading, &traits);
    *says = false;
    *meaning = eh_application_pack(&traits);
    return status;
}

static eh_status say_of_vacancy(eh_reading *reading, uint32_t meaning) {
    (void)reading;
    (void)meaning;
    return EH_OK;
}

enum { APPLICATION, SHORTLISTED, CLOSING };

static bool understand_dates(const eh_reading *reading, const eh_slice *text, eh_date *date) {
    return eh_reading_date_of(reading, EH_APPLICANTS_DATE_SHORTLISTED, text[SHORTLISTED], &date[SHORTLISTED]) &&
           eh_reading_date_of(reading, EH_APPLICANTS_CLOSING_DATE, text[CLOSING], &date[CLOSING]);
}

/* What the person and what the vacancy says are each a part of the packed traits, the other part being 0. */
static eh_status make(eh_reading *reading, const uint32_t *meaning, const eh_slice *text, const eh_date *date) {
    eh_identifier application;
    eh_status status = eh_identifier_make(reading->data->identifiers, text[APPLICATION], &application);
    eh_date day = date[SHORTLISTED] == EH_NO_DATE ? date[CLOSING] : date[SHORTLISTED];
    return status == EH_OK ? keep(reading, application, meaning[0] | meaning[1], day) : status;
}

static const eh_field person_fields[] = {EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY,
                                         EH_APPLICANTS_SHORTLISTED,   EH_APPLICANTS_INTERVIEWED,
                                         EH_APPLICANTS_OFFERED,       EH_APPLICANTS_APPOINTED};
static const eh_field vacancy_fields[] = {EH_APPLICANTS_STAFF_GROUP, EH_APPLICANTS_PAY_GRADE, EH_APPLICANTS_SOURCE};

const eh_quick_kind eh_quick_applicants = {
    .group = {{person_fields, sizeof person_fields / sizeof *person_fields, understand_person, say_of_person},
              {vacancy_fields, sizeof vacancy_fields / sizeof *vacancy_fields, understand_vacancy, say_of_vacancy}},
    .single = {[APPLICATION] = EH_APPLICANTS_APPLICATION_ID,
               [SHORTLISTED] = EH_APPLICANTS_DATE_SHORTLISTED,
               [CLOSING] = EH_APPLICANTS_CLOSING_DATE,
               EH_FIELD_NONE},
    .understand = understand_dates,
    .make = make,
};
