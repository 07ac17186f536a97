/* The web page of progress, for the files that make it. */
#ifndef EH_REPORT_PROGRESS_PAGE_H
#define EH_REPORT_PROGRESS_PAGE_H

#include "report/page_svg.h"
#include "report/progress.h"

typedef struct eh_walk {
    eh_page page;
    const eh_progress_report *report;
    const eh_course *course; /* the standard that is being written */
} eh_walk;

/* A text of progress.csv between markup that stands as it is; a text in a buffer likewise, which is emptied. */
void eh_walk_say(eh_walk *walk, const char *open, eh_progress_word word, const char *one, const char *two,
                 const char *three, const char *close);
void eh_walk_words(eh_walk *walk, const char *open, eh_buffer *words, const char *close);
/* Frees a buffer, its failure being the page's. */
void eh_walk_done(eh_walk *walk, eh_buffer *words);
/* Tables: a caption with up to two texts in it, then columns by their words (the first `texts` of them of text), then rows of cells. */
void eh_walk_open_table(eh_walk *walk, eh_progress_word caption, const char *one, const char *two);
void eh_walk_columns(eh_walk *walk, const eh_progress_word *columns, size_t count, size_t texts);
void eh_walk_open_row(eh_walk *walk, eh_buffer *name); /* with its heading, which is emptied */
void eh_walk_cell(eh_walk *walk, bool number, eh_progress_word column, eh_buffer *words);
void eh_walk_text_cell(eh_walk *walk, eh_progress_word column, const char *text);
void eh_walk_close_row(eh_walk *walk);

/* The id of an indicator's section: "wres-2". */
void eh_walk_anchor(const eh_course *course, const eh_item *item, eh_buffer *out);

/* The parts. */
void eh_walk_summary(eh_walk *walk);    /* all standards */
void eh_walk_indicators(eh_walk *walk); /* the course at hand: a section an indicator */
/* The figure of a main series over the editions, of a survey item both groups'; nothing where there is no figure to draw. */
void eh_walk_chart(eh_walk *walk, const eh_track *track);
/* The levels on their way to their goals of representation, of the course at hand. */
void eh_walk_goals(eh_walk *walk);
/* Actions about an indicator; those that name none that is followed. */
void eh_walk_actions(eh_walk *walk, const char *indicator);
void eh_walk_other_actions(eh_walk *walk);

#endif
