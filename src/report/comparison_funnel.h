/* Recruitment stage by stage in a comparison, for the files that write it. The ratios are the returns' own, from their breakdowns: nothing is computed anew and nothing is
 * added up. */
#ifndef EH_REPORT_COMPARISON_FUNNEL_H
#define EH_REPORT_COMPARISON_FUNNEL_H

#include "report/comparison.h"

/* Of all applications, and of those of applicants who were not recruited from abroad, which is not statutory. */
typedef enum eh_funnel_kind { EH_FUNNEL_ALL, EH_FUNNEL_AT_HOME, EH_FUNNELS } eh_funnel_kind;
enum { EH_FUNNEL_STEPS = 10 };

/* "shortlisted-to-appointed". The steps from one stage to the next come first, in their order, then the whole way. */
const char *eh_funnel_step(unsigned step);

/* EH_PRESENT when a member's return holds the funnel, else why not: EH_SUPPRESSED when it was left out of a public copy. Single steps of one that it holds may be hidden. */
eh_missing eh_funnel_missing(const eh_member *member, eh_funnel_kind funnel);

/* Which steps some member's return holds; how many those are. */
unsigned eh_funnel_steps(const eh_compared *side, eh_funnel_kind funnel, bool has[EH_FUNNEL_STEPS]);

/* One step of one organisation; the item, "funnel.shortlisted-to-appointed", is made up. A step without a ratio of its own in the return is not supplied when a stage of it is
 * not, and not applicable when the return tells of a stage in between. */
typedef struct eh_funnel_row {
    eh_comparison_row figure;
    const char *step;
} eh_funnel_row;

/* Calls `take` for every member and step that some member has: by member, then by step. False when out of memory. */
bool eh_comparison_funnel_rows(const eh_compared *side, eh_funnel_kind funnel,
                               void (*take)(void *context, const eh_funnel_row *row), void *context);

/* Both funnels as a member of a JSON object; comparison_json.c says how it is made up. */
void eh_json_recruitment(eh_json *json, const eh_compared *side);

#endif
