#include "standard/page_words.h"

#include <string.h>

#include "standard/catalogue_private.h"

static const char *const ids[EH_PAGE_WORD_COUNT] = {
#define EH_PAGE_WORD(name, id) [EH_PAGE_##name] = (id),
#include "standard/page_words.def"
#undef EH_PAGE_WORD
};

static int find_word(const char *id) {
    for (int i = 0; i < EH_PAGE_WORD_COUNT; i++) {
        if (strcmp(ids[i], id) == 0) {
            return i;
        }
    }
    return -1;
}

static eh_status read_words(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "page.csv", findings, &table);
    const char **words = status == EH_OK ? eh_arena_alloc(catalogue->arena, EH_PAGE_WORD_COUNT * sizeof *words) : NULL;
    if (words == NULL) {
        return status == EH_OK ? EH_NOMEM : status;
    }
    int name = eh_table_column(&table, "name"), text = eh_table_column(&table, "text");
    for (size_t i = 0; i < table.row_count; i++) {
        const char *id = eh_table_cell(&table, i, name);
        int word = find_word(id);
        if (word < 0 || words[word] != NULL) {
            const char *wrong = word < 0 ? "the page has no text of this name:" : "a text is given twice:";
            status = eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], "name", wrong, id));
        } else {
            words[word] = eh_table_cell(&table, i, text);
        }
    }
    for (int i = 0; i < EH_PAGE_WORD_COUNT; i++) {
        if (words[i] == NULL) {
            status = eh_worse(status, eh_template_bad(findings, table.name, 0, "name", "a text is missing:", ids[i]));
        }
    }
    catalogue->page_words = words;
    return status;
}

/* What must not stand in a style sheet: the first two would end it or break the page, the others would load something. */
static const char *const forbidden[] = {"<", "&", "@import", "url(http", "url(\"", "url('", "url(/", "url(data"};

static eh_status read_style(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    const eh_template *file = eh_template_find(templates, "page.css");
    if (file == NULL) {
        return eh_template_bad(findings, "page.css", 0, NULL, "the file is missing", NULL);
    }
    if (memchr(file->data, '\0', file->size) != NULL || !eh_utf8_valid(file->data, file->size)) {
        return eh_template_bad(findings, file->name, 0, NULL, "it is no UTF-8 text", NULL);
    }
    catalogue->page_style = eh_arena_slice(catalogue->arena, file->data, file->size);
    if (catalogue->page_style == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++) {
        if (strstr(catalogue->page_style, forbidden[i]) != NULL) {
            return eh_template_bad(findings, file->name, 0, NULL, "a page that loads nothing cannot hold",
                                   forbidden[i]);
        }
    }
    return EH_OK;
}

eh_status eh_page_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_status status = read_words(catalogue, templates, findings);
    return status == EH_NOMEM ? status : eh_worse(status, read_style(catalogue, templates, findings));
}

const char *eh_page_word_text(const eh_catalogue *catalogue, eh_page_word word) {
    return catalogue->page_words[word];
}

const char *eh_page_style(const eh_catalogue *catalogue) {
    return catalogue->page_style;
}
