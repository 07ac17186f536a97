/* A comparison: the returns of many organisations side by side. Returns in, one comparison out, written as a page, a workbook, CSV or JSON. */
#ifndef EVENHAND_COMPARE_H
#define EVENHAND_COMPARE_H

#include "evenhand/catalogue.h"
#include "evenhand/return.h"

typedef struct eh_comparison eh_comparison;

typedef struct eh_compare_options {
    int edition;                           /* collection year, or 0: of each standard the newest that there is */
    bool wres, wdes;                       /* both false: both */
    const char *focus;                     /* code of an organisation to mark, with its peers, or NULL */
    const char *prepared;                  /* now, as "2025-05-20T09:00:00Z" */
    eh_source *organisations, *population; /* more rows of organisations.csv and population.csv, or NULL */
    int goal_year;        /* by which leaders are to reflect the workforce, or 0: as the templates say */
    int baseline_edition; /* the edition whose returns are the goals' baseline, or 0: of each organisation the first return given since the last break */
    eh_source *
        baseline; /* a CSV with the columns organisation, standard, level, year, people, which goes before such returns; or NULL */
    const char *
        parity; /* "all": percentages of leaders are of everyone; "known": of those whose group is known; NULL: as the templates say */
} eh_compare_options;

/* Compares returns (NULL-terminated; they and the catalogue must outlive the comparison). EH_BAD with findings when two returns are of the same organisation,
 * standard and edition, when none is left to compare, or when the tables of organisations cannot be used. Returns of other editions, and organisations that no table
 * describes, are findings; earlier returns that were read whole are where the lines to goals begin, and what eh_comparison_follow follows. */
EH_API eh_status eh_compare(const eh_catalogue *catalogue, const eh_return *const *returns,
                            const eh_compare_options *options, eh_findings *findings, eh_comparison **comparison);
EH_API void eh_comparison_free(eh_comparison *comparison); /* NULL is allowed */

/* Whether a full return is in it, one in which nothing is suppressed: what is written then is internal. */
EH_API bool eh_comparison_internal(const eh_comparison *comparison);

/* Writes a comparison in a format ("html", "xlsx", "csv", "json") to a sink, which is neither committed nor aborted. EH_BAD with a finding when what was
 * made does not pass the format's own check. */
EH_API eh_status eh_comparison_write(const eh_comparison *comparison, const char *format, eh_findings *findings,
                                     eh_sink *sink);
/* The i-th format, NULL at the end. */
EH_API const char *eh_comparison_format(size_t i);

#endif
