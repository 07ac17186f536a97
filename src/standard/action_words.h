/* The words of action plans: headings and statuses, templates/actions.csv. */
#ifndef EH_STANDARD_ACTION_WORDS_H
#define EH_STANDARD_ACTION_WORDS_H

#include "standard/catalogue.h"

/* A column of an action plan. */
typedef enum eh_action_field {
    EH_ACTION_ITEM,
    EH_ACTION_STANDARD,
    EH_ACTION_WHAT,
    EH_ACTION_OWNER,
    EH_ACTION_DUE,
    EH_ACTION_STATUS,
    EH_ACTION_MEASURE,
    EH_ACTION_ORGANISATION,
    EH_ACTION_FIELDS
} eh_action_field;
/* The plain heading of a column: "Owner Role". */
const char *eh_action_heading(eh_action_field field);

typedef enum eh_action_status {
    EH_ACTION_NOT_STARTED,
    EH_ACTION_IN_PROGRESS,
    EH_ACTION_DONE,
    EH_ACTION_STOPPED,
    EH_ACTION_STATUSES
} eh_action_status;
const char *eh_action_status_id(eh_action_status status); /* "not-started" */

/* What a heading or a status means, compared folded; EH_ACTION_FIELDS or EH_ACTION_STATUSES for what no template knows. */
typedef struct eh_action_words eh_action_words;
eh_action_words *eh_action_words_new(const eh_catalogue *catalogue); /* NULL when out of memory */
void eh_action_words_free(eh_action_words *words);                   /* NULL is allowed */
eh_action_field eh_action_field_of(const eh_action_words *words, eh_slice heading);
eh_action_status eh_action_status_of(const eh_action_words *words, eh_slice text);

#endif
