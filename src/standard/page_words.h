/* What people read on the web page, and how it looks: templates/page.csv, page.css and page.js. */
#ifndef EH_STANDARD_PAGE_WORDS_H
#define EH_STANDARD_PAGE_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_page_word {
#define EH_PAGE_WORD(name, id) EH_PAGE_##name,
#include "standard/page_words.def"
#undef EH_PAGE_WORD
    EH_PAGE_WORD_COUNT
} eh_page_word;

/* A text of the page; {1}, {2}, {3} in it stand for what the page puts in. Never NULL, lives as long as the catalogue. */
const char *eh_page_word_text(const eh_catalogue *catalogue, eh_page_word word);
/* The style sheet: free of `<` and `&`, so that it can stand in HTML and XML alike, and of anything that would be loaded. */
const char *eh_page_style(const eh_catalogue *catalogue);

/* The script, on the same terms: for comfort alone. */
const char *eh_page_script(const eh_catalogue *catalogue);

#endif
