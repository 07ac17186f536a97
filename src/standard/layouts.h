/* Layouts of files that are no plain tables, as data: templates/esr-layouts.csv and templates/survey-columns.csv. */
#ifndef EH_STANDARD_LAYOUTS_H
#define EH_STANDARD_LAYOUTS_H

#include "standard/vocabulary.h"

/* What a record of an interface file is about. */
typedef enum eh_layout_role {
    EH_ROLE_HEADER,
    EH_ROLE_FOOTER,
    EH_ROLE_PERSON,
    EH_ROLE_ASSIGNMENT,
    EH_ROLE_DISABILITY,
    EH_ROLE_PERSON_GONE,
    EH_ROLE_ASSIGNMENT_GONE,
    EH_ROLE_OTHER, /* known, and passed over */
    EH_ROLE_COUNT
} eh_layout_role;

/* What stands in a position: a field of the staff extract, or what holds the records together. */
typedef enum eh_layout_use {
    EH_USE_FIELD,
    EH_USE_PERSON,
    EH_USE_ASSIGNMENT,
    EH_USE_SINCE,
    EH_USE_CONTRACTED_HOURS,
    EH_USE_STANDARD_HOURS,
    EH_USE_FILE_NAME,
    EH_USE_RECORD_COUNT,
    EH_USE_LINE_COUNT,
    EH_USE_NOTHING, /* of a record that is passed over */
} eh_layout_use;

/* One row of esr-layouts.csv. */
typedef struct eh_layout_row {
    char delimiter;
    const char *record;
    eh_layout_role role;
    unsigned position, part; /* from 1; 0 for none, for the whole */
    eh_layout_use use;
    eh_field field; /* of EH_USE_FIELD */
    eh_certainty certainty;
} eh_layout_row;

/* The rows in the order of the file. */
const eh_layout_row *eh_layout_rows(const eh_catalogue *catalogue, size_t *count);

/* What a column of the survey's benchmark workbook holds. */
typedef enum eh_survey_scale { EH_SCALE_ORGANISATION, EH_SCALE_FRACTION, EH_SCALE_SCORE } eh_survey_scale;

/* One row of survey-columns.csv; column and respondents are patterns. */
typedef struct eh_survey_column {
    eh_survey_scale scale;
    eh_standard standard; /* these three not of the column of organisations */
    const char *item, *group;
    const char *column, *respondents;
    eh_certainty certainty;
} eh_survey_column;

const eh_survey_column *eh_survey_columns(const eh_catalogue *catalogue, size_t *count);

/* Whether a heading fits a pattern of such a row, without case, in the survey year `year`. False when the pattern needs a question and the item has none of one
 * part in that year. */
bool eh_survey_column_fits(const eh_catalogue *catalogue, const eh_survey_column *column, const char *pattern, int year,
                           eh_slice heading);

#endif
