/* What stands around a page about several returns (a comparison, progress): its top and its bottom. */
#ifndef EH_REPORT_PAGE_FRAME_H
#define EH_REPORT_PAGE_FRAME_H

#include "report/page.h"

/* From the body's start to its title; facts follow, and then eh_frame_end_top. `handling` says how the page may be used. The title is emptied. */
void eh_frame_top(eh_page *page, const char *handling, eh_buffer *title);
/* A name with its text, which is emptied. */
void eh_frame_fact(eh_page *page, const char *name, eh_buffer *words);
void eh_frame_end_top(eh_page *page);

/* The footer, a text with {1} the version and {2} the day of `prepared`; the script; the end. */
void eh_frame_bottom(eh_page *page, const char *footer, const char *prepared, const char *handling);

#endif
