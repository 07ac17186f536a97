#include "standard/page_words.h"

#include <string.h>

#include "standard/named_words.h"

static const char *const ids[EH_PAGE_WORD_COUNT] = {
#define EH_PAGE_WORD(name, id) [EH_PAGE_##name] = (id),
#include "standard/page_words.def"
#undef EH_PAGE_WORD
};

/* What must not stand in a style sheet or a script: the first two would end it or break the page, the others would load something. */
static const char *const forbidden[] = {"<", "&", "@import", "url(http", "url(\"", "url('", "url(/", "url(data"};

/* Reads the style sheet or the script: text that can stand in a page. */
static eh_status read_text(eh_catalogue *catalogue, const eh_template *templates, const char *name,
                           eh_findings *findings, const char **text) {
    const eh_template *file = eh_template_find(templates, name);
    if (file == NULL) {
        return eh_template_bad(findings, name, 0, NULL, "the file is missing", NULL);
    }
    if (memchr(file->data, '\0', file->size) != NULL || !eh_utf8_valid(file->data, file->size)) {
        return eh_template_bad(findings, file->name, 0, NULL, "it is no UTF-8 text", NULL);
    }
    *text = eh_arena_slice(catalogue->arena, file->data, file->size);
    if (*text == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (strstr(*text, forbidden[i]) != NULL) {
            return eh_template_bad(findings, file->name, 0, NULL, "a page that loads nothing cannot hold",
                                   forbidden[i]);
        }
    }
    return EH_OK;
}

eh_status eh_page_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_status status = eh_named_words_read(catalogue, templates, "page.csv", ids, EH_PAGE_WORD_COUNT, findings,
                                           &catalogue->page_words);
    if (status != EH_NOMEM) {
        status = eh_worse(status, read_text(catalogue, templates, "page.css", findings, &catalogue->page_style));
    }
    if (status != EH_NOMEM) {
        status = eh_worse(status, read_text(catalogue, templates, "page.js", findings, &catalogue->page_script));
    }
    return status;
}

const char *eh_page_word_text(const eh_catalogue *catalogue, eh_page_word word) {
    return catalogue->page_words[word];
}

const char *eh_page_script(const eh_catalogue *catalogue) {
    return catalogue->page_script;
}

const char *eh_page_style(const eh_catalogue *catalogue) {
    return catalogue->page_style;
}
