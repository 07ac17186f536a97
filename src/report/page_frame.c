#include "report/page_frame.h"

#include <string.h>

#include "base/date.h"

static void say(eh_page *page, const char *open, const char *text, const char *close) {
    eh_page_raw(page, open);
    eh_page_text(page, text);
    eh_page_raw(page, close);
}

void eh_frame_top(eh_page *page, const char *handling, eh_buffer *title) {
    eh_page_say_in(page, "<body data-sort=\"", EH_PAGE_SORT_HINT, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copy=\"", EH_PAGE_COPY, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copied=\"", EH_PAGE_COPIED, NULL, NULL, NULL, "\">\n");
    eh_page_say_in(page, "<a class=\"skip\" href=\"#main\">", EH_PAGE_SKIP, NULL, NULL, NULL, "</a>\n<header>\n");
    say(page, "<p class=\"handling\">", handling, "</p>\n");
    eh_page_say_in(page, "<div class=\"top\">\n<div class=\"wide\">\n<p>", EH_PAGE_SERVICE, NULL, NULL, NULL,
                   "</p>\n<h1>");
    eh_page_words(page, title);
    eh_page_raw(page, "</h1>\n<dl>\n");
}

void eh_frame_fact(eh_page *page, const char *name, eh_buffer *words) {
    say(page, "<div><dt>", name, "</dt><dd>");
    eh_page_words(page, words);
    eh_page_raw(page, "</dd></div>\n");
}

void eh_frame_end_top(eh_page *page) {
    eh_page_raw(page, "</dl>\n</div>\n</div>\n</header>\n");
}

void eh_frame_bottom(eh_page *page, const char *footer, const char *prepared, const char *handling) {
    eh_date date = EH_NO_DATE;
    eh_buffer words = {0};
    char day[24] = "";
    if (strlen(prepared) >= 10 && eh_date_read((eh_slice){prepared, 10}, &date) == EH_DATE_READ)
        eh_date_words(date, day);
    eh_words_put(&words, footer, EVENHAND_VERSION, day, NULL);
    eh_page_raw(page, "<footer>\n<div class=\"wide\">\n<p>");
    eh_page_words(page, &words);
    say(page, "</p>\n<p>", handling, "</p>\n</div>\n</footer>\n<script>");
    eh_page_raw(page, eh_page_script(page->catalogue));
    eh_page_raw(page, "</script>\n</body>\n</html>\n");
}
