/* The web page, for the files that make it: text out, escaped, and the parts in the order of the page.
 *
 * The page is HTML that is XML too. Everything goes into one buffer, whose sticky `failed` tells of memory; nothing here depends on a locale. */
#ifndef EH_REPORT_PAGE_H
#define EH_REPORT_PAGE_H

#include "base/text.h"
#include "report/words.h"
#include "standard/page_words.h"

/* `ret`, `edition` and `focus` are those of the standard that is being written. */
typedef struct eh_page {
    eh_buffer out;
    const eh_catalogue *catalogue;
    const eh_return *const *returns; /* NULL-terminated */
    const eh_return *ret;
    const eh_edition *edition; /* NULL when the catalogue does not know it */
    unsigned focus, other;     /* the group that the standard is about, and the one it is compared with */
    unsigned charts;           /* how many were drawn: their ids are made of it */
    /* Of a table whose columns are named once: the names, each ended by a NUL; how many; which the next cell belongs to (1 after the row's heading). */
    eh_buffer names;
    unsigned columns, next;
    bool named;
    const char *statement; /* of a public page: what its rule of suppression says; NULL for an internal one */
} eh_page;

/* Makes `ret` the return that is being written. */
void eh_page_turn_to(eh_page *page, const eh_return *ret);

/* Markup as it stands; and text, escaped. Characters that XML cannot hold, and those that turn the direction of writing, become U+FFFD. */
void eh_page_raw(eh_page *page, const char *markup);
void eh_page_text(eh_page *page, const char *text);
void eh_page_slice(eh_page *page, eh_slice text);
/* The text in a buffer, which is emptied. */
void eh_page_words(eh_page *page, eh_buffer *words);
/* A text of page.csv with up to three further texts put in (NULL for none). */
void eh_page_say(eh_page *page, eh_page_word word, const char *one, const char *two, const char *three);
/* The same between a start tag and an end tag. */
void eh_page_say_in(eh_page *page, const char *open, eh_page_word word, const char *one, const char *two,
                    const char *three, const char *close);
/* Appends such a text to a buffer, not escaped. */
void eh_page_put(const eh_page *page, eh_buffer *out, eh_page_word word, const char *one, const char *two,
                 const char *three);
/* A count with thousands separated, and a number rounded half away from zero. */
void eh_page_count(eh_page *page, double count);
void eh_page_number(eh_page *page, double value, unsigned decimals);

/* "WRES", and the name of a group at the start of a sentence, of the return that is being written. */
const char *eh_page_standard(const eh_page *page);
const char *eh_page_group(const eh_page *page, unsigned group);

/* Items that stand together: of one indicator, or of one section within it. */
typedef struct eh_page_span {
    size_t from, to;  /* items of the return, `to` not included */
    const char *name; /* of a section: the catalogue's, without the number that it begins with */
} eh_page_span;

/* The span of items that begins at `from` and shares the indicator; and the section. False when there is none. */
bool eh_page_indicator(const eh_page *page, size_t from, eh_page_span *span);
bool eh_page_section(const eh_page *page, const eh_page_span *indicator, size_t from, eh_page_span *span);
/* Writes the id that an indicator has on the page: "wres-2". */
void eh_page_anchor(eh_page *page, const char *indicator);
/* "Indicator 2: Appointment from shortlisting". */
void eh_page_indicator_name(eh_page *page, const eh_page_span *indicator);

/* All three groups of a headcount. False when one is missing. */
bool eh_page_people(const eh_page *page, const eh_return_item *item, double people[EH_GROUPS]);
/* 100 x part / whole, exact, as text; false when there is no whole. */
bool eh_page_percent(double part, double whole, char text[EH_FRACTION_ROOM]);
/* The headcount that a section of headcounts is compared with: the whole workforce. NULL when there is none. */
const eh_return_item *eh_page_whole_workforce(const eh_page *page, const char *indicator);
bool eh_page_is_survey(const eh_page *page, const eh_return_item *item);

/* Tables. On a narrow screen their rows become blocks, in which each cell bears the name of its column; the roles say that they stay tables. */
void eh_page_open_table(eh_page *page, eh_page_word caption, const char *subject);
/* The table that begins has rows of a heading and a cell a column, in their order: its body says the names of columns once, for cells that bear them in that order; any other
 * cell, and all behind it, say theirs themselves. */
void eh_page_name_columns(eh_page *page);
void eh_page_column(eh_page *page, bool number, const char *name);
void eh_page_open_rows(eh_page *page); /* after the columns */
void eh_page_close_table(eh_page *page);
void eh_page_cell(eh_page *page, bool number, const char *column); /* opens it; `column` may be NULL */

/* A row's heading, which is emptied; the columns of a ratio behind the first ones, up to the rows; and its cells: ratio, interval, chance. */
void eh_page_row_heading(eh_page *page, eh_buffer *words);
void eh_page_ratio_columns(eh_page *page);
void eh_page_ratio_cells(eh_page *page, const eh_value *value);

/* The parts. Each writes for `ret`, or for all returns where it says so. */
void eh_page_summary(eh_page *page);                               /* all returns */
void eh_page_indicators(eh_page *page);                            /* `ret` */
void eh_page_tables(eh_page *page, const eh_page_span *section);   /* `ret` */
void eh_page_limits(eh_page *page, const eh_page_span *indicator); /* `ret` */
bool eh_page_chart_of_ratios(eh_page *page, const eh_page_span *span, eh_page_word caption, const char *subject);
bool eh_page_chart_of_survey(eh_page *page, const eh_page_span *span, eh_page_word caption, const char *subject);
bool eh_page_chart_of_shares(eh_page *page, const eh_page_span *span);
bool eh_page_has_recruitment(const eh_page *page); /* `ret` holds recruitment stage by stage */
void eh_page_disparity(eh_page *page);             /* `ret`, when it is full and has such ratios */
void eh_page_recruitment(eh_page *page);           /* `ret`; nothing when it does not */
bool eh_page_has_breakdowns(
    const eh_page *page);               /* `ret`, of an internal page: other tables beyond the national rows */
void eh_page_breakdowns(eh_page *page); /* `ret`; nothing when it does not */
/* A paragraph that says what a table, or the way `by` of breaking it down, is. */
void eh_page_breakdown_meaning(eh_page *page, const eh_breakdown *breakdown, const char *by);
void eh_page_quality(eh_page *page); /* all returns */
void eh_page_sources(eh_page *page); /* all returns */

/* The page up to its body, and the title in it: a text with {1} the organisation and {2} the edition. */
void eh_page_head(eh_page *page, eh_page_word title);
void eh_page_title(eh_page *page, eh_page_word title);
/* The same with any title, which is emptied. */
void eh_page_head_titled(eh_page *page, eh_buffer *title);
/* Checks the page, writes it to the sink and frees it. EH_BAD with a finding when it is not well-formed. */
eh_status eh_page_finish(eh_page *page, eh_findings *findings, eh_sink *sink);

/* EH_OK when the text is well-formed, EH_BAD when not: a fault of the program. */
eh_status eh_page_check(const char *text, size_t size);

#endif
