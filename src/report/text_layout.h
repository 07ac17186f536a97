/* Plain text as lines of at most EH_LINE_WIDTH columns: titles, headings, items with a hanging indent. */
#ifndef EH_REPORT_TEXT_LAYOUT_H
#define EH_REPORT_TEXT_LAYOUT_H

#include "base/source.h"

enum { EH_LINE_WIDTH = 92 };

/* Start from {0}; memory failure is sticky in `out`. */
typedef struct eh_lines {
    eh_buffer out;
} eh_lines;

void eh_lines_title(eh_lines *lines, const char *text);                  /* underlined with = */
void eh_lines_heading(eh_lines *lines, const char *text);                /* a blank line before it */
void eh_lines_paragraph(eh_lines *lines, const char *text);              /* from the margin */
void eh_lines_item(eh_lines *lines, const char *text);                   /* "  - " and a hanging indent */
void eh_lines_pair(eh_lines *lines, const char *name, const char *text); /* the name in a column of its own */
void eh_lines_blank(eh_lines *lines);

/* Writes all lines to a sink and frees them: EH_NOMEM or what the sink said. */
eh_status eh_lines_write(eh_lines *lines, eh_sink *sink);

#endif
