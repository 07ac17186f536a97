/* The web page of a comparison, for the files that make it. */
#ifndef EH_REPORT_COMPARISON_PAGE_H
#define EH_REPORT_COMPARISON_PAGE_H

#include "report/comparison.h"
#include "report/page_svg.h"
#include "standard/comparison_words.h"

typedef struct eh_view {
    eh_page page;
    const eh_comparison *c;
    const eh_compared *side; /* the standard that is being written */
    unsigned focus, other;   /* its groups: the one it is about, and the one it is compared with */
} eh_view;

void eh_view_turn_to(eh_view *view, const eh_compared *side);
/* A text of comparison.csv between markup that stands as it is. */
void eh_view_say(eh_view *view, const char *open, eh_comparison_word word, const char *one, const char *two,
                 const char *three, const char *close);
/* Appends such a text, not escaped. */
void eh_view_put(const eh_view *view, eh_buffer *out, eh_comparison_word word, const char *one, const char *two,
                 const char *three);
const char *eh_view_word(const eh_view *view, eh_comparison_word word);
/* Frees a buffer, its failure being the page's. */
void eh_view_done(eh_view *view, eh_buffer *words);

/* Tables: the caption, the columns by their words (NULL-terminated names), then the rows. */
void eh_view_open_table(eh_view *view, eh_comparison_word caption, const char *subject);
void eh_view_close_table(eh_view *view);
/* A row's name: an organisation with its code, and whether it is marked or a peer. */
void eh_view_organisation(eh_view *view, const eh_member *member);
/* "Place: Leeds". */
void eh_view_rollup_name(const eh_view *view, const eh_rollup *rollup, eh_buffer *out);
void eh_view_cell(eh_view *view, bool number, eh_comparison_word column, eh_buffer *words);

/* Members of a series in an order: by value, the highest first; those without one last. malloc'd; NULL when out of memory. */
size_t *eh_view_order(const eh_view *view, const eh_series *series);
/* "Ashmere Hospitals (XP1)". */
void eh_member_words(eh_buffer *out, const eh_member *member);
/* "95% interval 1.17 to 2.00", or why there is none. */
void eh_interval_words(eh_buffer *out, const eh_value *value, unsigned decimals);
/* "p = 0.002 adjusted", and "could be 2 to 7". */
void eh_rank_words(const eh_view *view, eh_buffer *out, const eh_rank *rank);
eh_comparison_word eh_outcome_word(eh_outcome outcome);

/* "Organisations compared: WRES 2025", and whether it may be published. */
void eh_view_title(eh_view *view, eh_buffer *out);
const char *eh_view_handling(const eh_view *view);

/* The parts. */
void eh_view_summary(eh_view *view);                             /* all standards */
void eh_view_ratio_says(eh_view *view, const eh_series *series); /* sentences as list items */
void eh_view_figures(eh_view *view);                             /* the side at hand */
void eh_view_chart_of_ratios(eh_view *view, const eh_series *series);
void eh_view_chart_of_funnel(eh_view *view, const eh_series *series);
void eh_view_better(eh_view *view);      /* who got better, all standards */
void eh_view_rollups(eh_view *view);     /* all standards */
void eh_view_leaders(eh_view *view);     /* the side at hand */
void eh_view_recruitment(eh_view *view); /* the side at hand */

#endif
