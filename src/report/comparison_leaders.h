/* Leaders, disparity ratios and goals of a comparison, for the files that write them. */
#ifndef EH_REPORT_COMPARISON_LEADERS_H
#define EH_REPORT_COMPARISON_LEADERS_H

#include "compare/leaders.h"
#include "report/comparison_page.h"

/* The name of a row: an organisation's, or a roll-up's; and of a step between tiers. */
void eh_view_leader_name(eh_view *view, const eh_leader *leader);
void eh_disparity_words(const eh_comparison *c, const eh_leadership *l, const eh_ratio_kind *kind, eh_buffer *out);
/* A row for each organisation and roll-up, its cells by `cells`, which is given `which` too. */
void eh_view_leader_rows(eh_view *view, void (*cells)(eh_view *view, const eh_leader *leader, size_t which),
                         size_t which);
/* "<small>1.2 to 3.4", left open. */
void eh_view_bounds(eh_view *view, double lower, double upper, unsigned decimals);

/* The parts of the side at hand. */
void eh_view_leader_says(eh_view *view); /* in the summary */
void eh_view_disparity(eh_view *view);
void eh_view_goals(eh_view *view);

/* From the first year of a leader's lines to the goal year; false when it has none. */
bool eh_goal_years(const eh_leadership *l, const eh_leader *leader, int *first, int *last);

#endif
