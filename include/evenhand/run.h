/* A run: extracts in, returns out. */
#ifndef EVENHAND_RUN_H
#define EVENHAND_RUN_H

#include "evenhand/catalogue.h"
#include "evenhand/return.h"
#include "evenhand/source.h"

typedef struct eh_run eh_run;

/* Called now and then during long work with the rows read so far and the share done (0 to 1, or below 0 when unknown); false stops the run. Where the
 * run has threads of its own it may be one of them that calls, but only one at a time. */
typedef bool (*eh_progress)(void *context, uint64_t rows, double share);

typedef struct eh_run_options {
    int edition;     /* collection year, or 0 to infer it from the extracts */
    bool wres, wdes; /* both false: both */
    const char *const *
        organisations; /* codes, NULL-terminated, or NULL: only these; one also serves extracts without an organisation column */
    bool clinical_by_staff_group;     /* the staff group decides clinical and non-clinical, not the occupation code */
    const eh_return *const *previous; /* last year's returns, NULL-terminated, or NULL */
    const char *prepared;             /* now, as "2025-05-20T09:00:00Z" (the library has no clock) */
    bool strict;                      /* warnings count as errors */
    eh_unpacking unpacking;           /* limits of workbooks */
    eh_progress progress;             /* or NULL */
    void *progress_context;
    unsigned threads; /* that may read an extract at one time, the caller's included; 0: the caller's alone */
    bool
        verify; /* reckon every item a second time by a plain path; a difference is a finding and EH_BAD. Slow, and takes memory by the cell */
    bool keep_rows; /* remember what became of each row, so that a figure can be traced to its rows */
    const char *
        by; /* the workforce is broken down by this column too: "directorate", "staff-group", "area-of-work"; or NULL */
    bool
        figures_alone; /* the returns are only looked at: the SHA-256 of each extract is not made and is "" in them, and there are no breakdowns */
} eh_run_options;

/* A new run. The catalogue and findings stay the caller's and must outlive it; options are copied, but the strings and returns in them are not. */
EH_API eh_status eh_run_new(const eh_catalogue *catalogue, const eh_run_options *options, eh_findings *findings,
                            eh_run **run);
EH_API void eh_run_free(eh_run *run); /* NULL is allowed */

/* Adds an extract; `kind` is NULL (told from the headings) or one of the kinds' words, "staff" ... The source stays the caller's and must live until
 * eh_run_compute. EH_BAD, with a finding, for a file that cannot be used; the run goes on with the others. */
EH_API eh_status eh_run_add(eh_run *run, eh_source *source, const char *kind);

/* Reads everything and computes. *returns (NULL-terminated, sorted by organisation, WRES before WDES) belongs to the run's caller: free each
 * with eh_return_free and the array with free. EH_BAD when no return can be made at all (no usable extract, no edition, no organisation), and when a second
 * reckoning was asked for and differs. */
EH_API eh_status eh_run_compute(eh_run *run, eh_return ***returns);

/* Values that no vocabulary knew, after eh_run_compute: a CSV in the shape that a mapping is read in (kind,field,from,to,count), written to the sink
 * (neither committed nor aborted). *count says how many rows there are; nothing is written when 0. */
EH_API eh_status eh_run_write_mapping_todo(const eh_run *run, eh_sink *sink, size_t *count);

#endif
