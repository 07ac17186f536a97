#include "standard/named_words.h"

#include <string.h>

static unsigned find_word(const char *const *ids, unsigned count, const char *id) {
    unsigned i = 0;
    while (i < count && strcmp(ids[i], id) != 0) {
        i++;
    }
    return i;
}

eh_status eh_named_words_read(eh_catalogue *catalogue, const eh_template *templates, const char *file,
                              const char *const *ids, unsigned count, eh_findings *findings,
                              const char *const **words) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, file, findings, &table);
    const char **texts = status == EH_OK ? eh_arena_alloc(catalogue->arena, count * sizeof *texts) : NULL;
    if (texts == NULL) {
        return status == EH_OK ? EH_NOMEM : status;
    }
    int name = eh_table_column(&table, "name"), text = eh_table_column(&table, "text");
    for (size_t i = 0; i < table.row_count; i++) {
        const char *id = eh_table_cell(&table, i, name);
        unsigned word = find_word(ids, count, id);
        if (word == count || texts[word] != NULL) {
            const char *wrong = word == count ? "the program has no text of this name:" : "a text is given twice:";
            status = eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], "name", wrong, id));
        } else {
            texts[word] = eh_table_cell(&table, i, text);
        }
    }
    for (unsigned i = 0; i < count; i++) {
        if (texts[i] == NULL) {
            status = eh_worse(status, eh_template_bad(findings, table.name, 0, "name", "a text is missing:", ids[i]));
        }
    }
    *words = texts;
    return status;
}
