/* Recruitment: one row an application. Shortlisted and Appointed alone are read; Interviewed and Offered imply nothing (rules.md section 4). */
#include "record/reading.h"

eh_status eh_read_applicant(eh_reading *reading) {
    eh_application_row row = {
        .organisation = reading->organisation, .row = (uint32_t)reading->row->number, .source = reading->source};
    eh_date closing = EH_NO_DATE;
    eh_status status;
    row.application = eh_reading_number(reading, EH_APPLICANTS_APPLICATION_ID, &status);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_APPLICANTS_SHORTLISTED, &row.shortlisted, NULL);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_APPLICANTS_APPOINTED, &row.appointed, NULL);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_DATE_SHORTLISTED, &row.date);
    if (status == EH_OK)
        status = eh_reading_date(reading, EH_APPLICANTS_CLOSING_DATE, &closing);
    if (row.date == EH_NO_DATE)
        row.date = closing;
    if (status == EH_OK)
        status = eh_reading_groups(reading, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY, &row.ethnicity,
                                   &row.disability);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->applications, row) ? EH_OK : EH_NOMEM;
}
