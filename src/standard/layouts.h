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

#endif
