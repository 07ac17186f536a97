/* Progress: the returns of one organisation, or of several together, over their editions. Returns in, one report out, written as a page, a workbook, CSV, JSON or
 * text. */
#ifndef EVENHAND_PROGRESS_H
#define EVENHAND_PROGRESS_H

#include "evenhand/catalogue.h"
#include "evenhand/compare.h"
#include "evenhand/return.h"

typedef struct eh_progress_report eh_progress_report;

typedef struct eh_progress_options {
    bool wres, wdes;          /* both false: both */
    const char *organisation; /* code of the only organisation to follow, or NULL: all that are given, added up */
    const char *prepared;     /* now, as "2025-05-20T09:00:00Z"; actions are overdue against it */
    eh_source *organisations; /* more rows of organisations.csv, or NULL */
    eh_source
        *actions; /* the action plan: a table (CSV or workbook) as `evenhand template actions` writes it, or NULL */
    int goal_year, baseline_edition; /* as in eh_compare_options: the same returns give the same goals */
    eh_source *baseline;
    const char *parity;
} eh_progress_options;

/* Follows returns (NULL-terminated; they and the catalogue must outlive the report) over their editions. EH_BAD with findings when two returns are of the same
 * organisation, standard and edition, when no standard has two editions, when the organisation asked for has no return, or when the table of actions or of
 * organisations cannot be used. Editions that the catalogue does not know are left out, with a finding. */
EH_API eh_status eh_progress_over(const eh_catalogue *catalogue, const eh_return *const *returns,
                                  const eh_progress_options *options, eh_findings *findings,
                                  eh_progress_report **report);
/* Follows the organisations of a comparison over the earlier editions that are among the returns given to it, so that what is written of it says who got better. Where
 * there are none, *report is NULL and nothing is said. The report is the caller's, is freed after the comparison was written, and its organisations bear their codes alone. */
EH_API eh_status eh_comparison_follow(eh_comparison *comparison, const eh_return *const *returns,
                                      eh_progress_report **report);
EH_API void eh_progress_free(eh_progress_report *report); /* NULL is allowed */

/* Whether a full return is in it, one in which nothing is suppressed: what is written then is internal. */
EH_API bool eh_progress_internal(const eh_progress_report *report);

/* Writes it in a format ("html", "xlsx", "csv", "json", "text") to a sink, which is neither committed nor aborted. EH_BAD with a finding when what was made
 * does not pass the format's own check. */
EH_API eh_status eh_progress_write(const eh_progress_report *report, const char *format, eh_findings *findings,
                                   eh_sink *sink);
/* The i-th format, NULL at the end. */
EH_API const char *eh_progress_format(size_t i);

#endif
