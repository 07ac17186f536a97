/* A figure traced to its rows: the extracts of a return read again, and for each count behind the figure the rows that it counts and those that it does not, by
 * the rule that dropped them. Nothing is given out that does not add up. */
#ifndef EH_INDICATOR_TRACE_H
#define EH_INDICATOR_TRACE_H

#include "indicator/run.h"
#include "record/trail.h"
#include "return/breakdown.h"

/* What a count is to the figure. */
typedef enum eh_trace_role { EH_TRACE_COUNTED, EH_TRACE_NUMERATOR, EH_TRACE_OFF, EH_TRACE_DENOMINATOR } eh_trace_role;

/* One count behind the figure: an item's, of one group or of all, or a breakdown's. */
typedef struct eh_trace_cell {
    const eh_item *item;         /* NULL for a breakdown's */
    eh_breakdown_figure figured; /* of a breakdown; its table is NULL for an item's */
    unsigned group;              /* of the standard; EH_GROUPS for all */
    eh_trace_role role;
    eh_kind kind;
    uint64_t counters; /* of an item: a bit each */
    uint32_t wanted;   /* of a breakdown: its bit in the trail */
    unsigned years;    /* of an average: a row counts for one of them, and the figure is their mean */
    eh_fraction figure;
    /* rows of the extracts of that kind */
    uint64_t counted;           /* by this count: its figure times the years */
    uint64_t elsewhere;         /* by other counts: another row of the return or table, another group */
    uint64_t dropped[EH_FATES]; /* of the organisation, by no count */
    uint64_t others;            /* of other organisations, or of none */
    uint64_t all;               /* of the files */
} eh_trace_cell;

enum { EH_TRACE_CELLS = EH_WANTED };
typedef struct eh_trace {
    const eh_return *ret;
    const eh_dataset *data; /* the run's */
    uint32_t organisation, only;
    eh_trace_cell cell[EH_TRACE_CELLS];
    size_t count;
} eh_trace;

/* A row to be named. Strings live as long as the dataset, or in `room`. */
typedef struct eh_traced_row {
    const char *file, *sheet;
    uint32_t row;
    unsigned year;
    eh_slice record, employee; /* Assignment Number, Application ID, Case ID; Employee Number: empty for none */
    char room[2][EH_IDENTIFIER_ROOM];
} eh_traced_row;

/* What is traced: an item of a return, of one group by id or of all when NULL; or figures of a breakdown, of a likelihood ratio for one group or both. */
typedef struct eh_traced {
    const char *item, *group;
    const eh_breakdown_figure *figure; /* NULL for an item */
    size_t figures;
} eh_traced;

/* Traces figures of a return in a run that keeps rows and to which the extracts were added, its options those of the
 * return: edition, standard, what decides clinical. `organisations` is the array of its options: the return's own and two places that are NULL, the first of which
 * is filled where rows without a code were nobody's then. EH_BAD, with findings, when an extract is not the return's, one lacks, the rules are others, or the rows do not add up. The trace points into the
 * return and the run. */
eh_status eh_trace_make(eh_run *run, const eh_catalogue *catalogue, const eh_return *ret, const eh_traced *what,
                        const char *organisations[3], eh_findings *findings, eh_trace *trace);

/* Calls `each` for every row of a cell with this fate, in the order of the files: EH_FATE_COUNTED for those that the cell counts. Stops at what is not EH_OK. */
eh_status eh_trace_rows(const eh_trace *trace, const eh_trace_cell *cell, unsigned fate,
                        eh_status (*each)(void *context, const eh_traced_row *row), void *context);

/* The id of what a cell counts: the item's, or the breakdown's. */
const char *eh_trace_cell_id(const eh_trace_cell *cell);
/* A figure of a cell as people read it. */
void eh_trace_cell_display(const eh_trace_cell *cell, eh_fraction figure, char out[EH_FRACTION_ROOM]);

/* Of the room: finds the cells, not yet counted; those of breakdowns (trace_figures.c) are made known to the trail. EH_BAD with a finding. */
eh_status eh_trace_find_cells(eh_trace *trace, const eh_edition *edition, unsigned item, const char *group,
                              eh_findings *findings);
eh_status eh_trace_find_figures(eh_trace *trace, const eh_catalogue *catalogue, const eh_traced *what,
                                eh_findings *findings);
/* What became of a row where a cell of a breakdown does not count it: EH_FATE_COUNTED when another one does. */
eh_fate eh_trace_fate_beside(const eh_trace_cell *cell, const eh_trail_row *row);

#endif
