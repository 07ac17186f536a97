/* The organisation's action plan, joined to the items that it is about. */
#ifndef EH_PROGRESS_ACTIONS_H
#define EH_PROGRESS_ACTIONS_H

#include "base/arena.h"
#include "standard/action_words.h"

/* One action. Strings are never NULL. */
typedef struct eh_action {
    const char *item;              /* as it was written */
    bool about[EH_STANDARD_COUNT]; /* of which standards that are followed it names an item or indicator */
    int place[EH_STANDARD_COUNT];  /* the item's, in the newest edition; of an indicator its first item; -1 for none */
    bool whole;                    /* it names an indicator, not one item of it */
    const char *what, *owner, *measure, *organisation; /* organisation "" for all */
    eh_date due;                                       /* or EH_NO_DATE */
    const char *due_text;                              /* as it was written, for a day that could not be read */
    eh_action_status status;
    bool overdue; /* the day is gone, and it is neither done nor stopped */
    uint64_t row; /* where it stands in the file */
} eh_action;

typedef struct eh_actions {
    bool given; /* there is a plan, with or without actions in it */
    const char *file;
    eh_action *at; /* in the order of the file */
    size_t count;
} eh_actions;

#endif
