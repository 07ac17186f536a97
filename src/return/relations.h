/* Rows that are parts of others though no formula says so (rules.md section 7). */
#ifndef EH_RETURN_RELATIONS_H
#define EH_RETURN_RELATIONS_H

#include "standard/catalogue.h"

/* Of each group: without `rest`, part is at most whole; with it, both together are the whole. Ids of items. */
typedef struct eh_row_relation {
    eh_standard standard;
    const char *part, *rest, *whole; /* rest may be NULL */
} eh_row_relation;

/* The i-th relation, NULL at the end. */
const eh_row_relation *eh_relation_at(size_t i);

#endif
