/* Findings: everything that a person should know about the input and the figures.
 *
 * Errors are findings. A finding has a severity, a stable code, a place, what is wrong and what to do about it. The codes with
 * their sentences are one table, src/base/finding_codes.def. */
#ifndef EVENHAND_FINDING_H
#define EVENHAND_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "evenhand/status.h"

typedef enum eh_severity { EH_NOTE, EH_WARNING, EH_ERROR } eh_severity;

/* "note", "warning", "error". */
EH_API const char *eh_severity_text(eh_severity severity);

/* One finding. Strings are never NULL ("" when they do not apply) and live as long as the list. */
typedef struct eh_finding {
    eh_severity severity;
    const char *code;         /* stable, kebab-case: "unreadable-date" */
    const char *organisation; /* its code, or "" when it concerns the whole run */
    const char *standard;     /* "WRES", "WDES" or "" for both */
    const char *item;         /* item id or "" */
    const char *file;         /* name of the source or "" */
    const char *sheet;        /* name of the worksheet or "" */
    uint64_t row;             /* first row concerned, as a spreadsheet numbers it; 0 for none */
    unsigned column;          /* 1 for A; 0 for none */
    const char *heading;      /* heading of the column or "" */
    const char *value;  /* the coded value concerned or ""; never an identifier, a name, a date of birth or free text */
    uint64_t count;     /* how many rows, people or values; at least 1 */
    const char *text;   /* what is wrong, a whole sentence, the value included */
    const char *advice; /* what to do about it, a whole sentence, or "" */
} eh_finding;

typedef struct eh_findings eh_findings;

/* An empty list; NULL when out of memory. */
EH_API eh_findings *eh_findings_new(void);
EH_API void eh_findings_free(eh_findings *findings); /* NULL is allowed */

/* How many distinct findings there are, and the i-th (0-based, in the order of the input); valid until the list is freed. */
EH_API size_t eh_findings_count(const eh_findings *findings);
EH_API const eh_finding *eh_findings_at(const eh_findings *findings, size_t i);

/* How many findings have exactly this severity. */
EH_API size_t eh_findings_of(const eh_findings *findings, eh_severity severity);

#endif
