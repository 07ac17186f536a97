/* Breakdowns being made out of tallies: tables beyond the items, of the organisation or of parts of it (rules.md section 8). */
#ifndef EH_INDICATOR_BREAKDOWNS_H
#define EH_INDICATOR_BREAKDOWNS_H

#include "return/breakdown.h"
#include "tally/tally.h"

/* What all of them share. Out of memory is sticky. */
typedef struct eh_breakdowns {
    const eh_tallying *t;
    eh_return *ret;
    const char *by; /* the column of the staff extract to break down by, as in eh_run_options; NULL for none */
    bool failed;
} eh_breakdowns;

/* Whether a person of this counter is in a band or VSM, clinical or not; *senior: in bands 8a to 9 or VSM. */
bool eh_breakdowns_is_banded(unsigned counter, bool *senior);

/* The columns of a table of likelihood ratios: the ratio, its interval, its p-value. */
enum { EH_RATIO_COLUMNS = 4 };

/* A table of headcounts; of likelihood ratios of the group that the standard is about, as its indicator of appointment has them. Strings are not copied. NULL when
 * out of memory. */
eh_breakdown *eh_breakdowns_counts(eh_breakdowns *all, const char *name, const char *by, const char *const *column,
                                   unsigned columns);
eh_breakdown *eh_breakdowns_ratios(eh_breakdowns *all, const char *name, const char *by);
/* A table that cannot be made. */
void eh_breakdowns_missing(eh_breakdowns *all, const char *name, const char *by, const char *const *column,
                           unsigned columns);

/* Events out of how many, in each group. */
typedef struct eh_rates {
    const int64_t *events, *of;
} eh_rates;
/* What stands in a row of ratios: exact, with Koopman's interval and a test (rules.md section 6); undefined where there is no rate, or the bottom group has no
 * events. `rates` by group. */
void eh_breakdowns_ratio_of(eh_standard standard, eh_rates rates, eh_breakdown_cell cells[EH_RATIO_COLUMNS]);
/* A row of a table of ratios. */
void eh_breakdowns_ratio(eh_breakdowns *all, eh_breakdown *table, const char *of, const char *step, eh_rates rates);

/* Values of a column that people wrote, as parts of the organisation: spellings that fold to the same are one part, named by the first of them in order. */
typedef struct eh_parts_of {
    const char **name;   /* sorted by what they fold to; behind them "others" and "not-stated" */
    uint16_t *part_of;   /* by number of the value */
    size_t named, count; /* parts with a name of their own; all of them */
    size_t together;     /* how many are with the others */
} eh_parts_of;
/* From the numbers of values that are wanted. Beyond EH_LIMIT_PARTS_OF parts (those with the fewest behind them, then the last in order) the values are with the
 * others. The names live as long as the return, the lists are freed with eh_parts_of_free, whether it worked or not. */
eh_status eh_parts_of_make(eh_breakdowns *all, eh_field field, const uint64_t *weight, size_t numbers,
                           eh_parts_of *parts);
void eh_parts_of_free(eh_parts_of *parts);

/* The tables, one file each. */
void eh_breakdowns_ethnic(eh_breakdowns *all);
void eh_breakdowns_workforce(eh_breakdowns *all);
void eh_breakdowns_sex(eh_breakdowns *all);
void eh_breakdowns_recruitment(eh_breakdowns *all);

#endif
