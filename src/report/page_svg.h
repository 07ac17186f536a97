/* Drawings in the web page: inline SVG whose widths are percentages and whose heights are pixels, so that text never shrinks.
 *
 * A drawing is made from the inside: what is drawn after eh_drawing_begin is kept until the height is known. */
#ifndef EH_REPORT_PAGE_SVG_H
#define EH_REPORT_PAGE_SVG_H

#include "report/page.h"

typedef struct eh_drawing {
    eh_page *page;
    eh_buffer before, marks; /* the page so far; what was drawn in front */
    double y;                /* how far down the drawing has come, in pixels */
} eh_drawing;

void eh_drawing_begin(eh_drawing *drawing, eh_page *page);
/* Writes the start of the element with its title and description, both emptied. What is drawn from now on lies behind what was drawn before. */
void eh_drawing_open(eh_drawing *drawing, double height, eh_buffer *title, eh_buffer *description);
void eh_drawing_end(eh_drawing *drawing);

typedef enum eh_anchor { EH_ANCHOR_START, EH_ANCHOR_MIDDLE, EH_ANCHOR_END } eh_anchor;

/* `x` and `width` in percent, `y` and `height` in pixels; `style` is a class of page.css. */
void eh_draw_rect(eh_drawing *drawing, const char *style, double x, double y, double width, double height);
void eh_draw_line(eh_drawing *drawing, const char *style, double x1, double y1, double x2, double y2);
void eh_draw_dot(eh_drawing *drawing, const char *style, double x, double y);
void eh_draw_box(eh_drawing *drawing, const char *style, double x, double y);
/* The head of an arrow that points to the left (-1) or to the right (1). */
void eh_draw_arrow(eh_drawing *drawing, const char *style, double x, double y, int direction);
void eh_draw_text(eh_drawing *drawing, const char *style, double x, double y, eh_anchor anchor, const char *text);

/* A label at the left, in lines of at most about 34 characters, and a text at the right of its first line; y moves below them. */
void eh_draw_heading(eh_drawing *drawing, const char *label, const char *right);
/* The same with the text from a buffer, which is emptied. */
void eh_draw_heading_words(eh_drawing *drawing, const char *label, eh_buffer *right);

#endif
