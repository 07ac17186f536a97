/* Writers of comparisons, for the files that make them. The table of them all is comparison.c. */
#ifndef EH_REPORT_COMPARISON_H
#define EH_REPORT_COMPARISON_H

#include "base/json.h"
#include "compare/comparison.h"
#include "standard/comparison_words.h"

typedef eh_status eh_comparison_writer(const eh_comparison *comparison, eh_findings *findings, eh_sink *sink);
eh_comparison_writer eh_write_comparison_csv, eh_write_comparison_json, eh_write_comparison_page,
    eh_write_comparison_text, eh_write_comparison_workbook;

/* One row of figures: an organisation's, or organisations' added up. */
typedef struct eh_comparison_row {
    const eh_compared *side;
    const eh_item *item;
    unsigned place, group;       /* of the item in the edition; 0 for an item without groups */
    const eh_member *member;     /* or NULL */
    const eh_rollup *rollup;     /* or NULL */
    const eh_rolled *rolled;     /* of a roll-up */
    const eh_series *series;     /* or NULL where the item only stands side by side */
    const eh_standing *standing; /* of a member in a series, or NULL */
    const eh_value *value;       /* never NULL */
    double against;              /* the percentage that a difference among leaders is taken from, else NaN */
    bool own;                    /* a measure of Evenhand's own, which no national guidance defines */
} eh_comparison_row;

/* Calls `take` for every row: by item and group, the organisations and then the roll-ups. */
void eh_comparison_rows(const eh_compared *side, void (*take)(void *context, const eh_comparison_row *row),
                        void *context);

/* The rows of leaders, disparity ratios and goals, whose items comparison_rows_leaders.c makes up: of each, the organisations and then the roll-ups. False when out of memory. */
bool eh_comparison_leader_rows(const eh_compared *side, void (*take)(void *context, const eh_comparison_row *row),
                               void *context);
/* The same as members of a JSON object. */
void eh_json_leadership(eh_json *json, const eh_compared *side);
/* Who got better, as a member of it; nothing where no earlier editions are followed. */
void eh_json_better(eh_json *json, const eh_comparison *c, const eh_compared *side);

/* "RAE (suppressed), RCF (not-supplied)": who is left out of a roll-up's item. */
void eh_left_out_words(eh_buffer *out, const eh_compared *side, const eh_rolled *rolled);

/* "All organisations", or the roll-up's name. */
const char *eh_rollup_name(const eh_rollup *rollup);
/* The i-th note on method: its subject and what it means; NULL at the end. */
const eh_comparison_word *eh_comparison_note(size_t i);

#endif
