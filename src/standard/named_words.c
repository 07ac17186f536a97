#include "standard/named_words.h"

#include <string.h>

/* The place of a name; `count` when there is none. The rows of a file mostly stand in the order of the names, so the search begins at `likely`. */
static unsigned find_word(const char *const *ids, unsigned count, size_t likely, const char *id) {
    for (unsigned i = 0; i < count; i++) {
        unsigned at = (unsigned)((likely + i) % count);
        if (strcmp(ids[at], id) == 0) {
            return at;
        }
    }
    return count;
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
    size_t likely = 0;
    for (size_t i = 0; i < table.row_count; i++) {
        const char *id = eh_table_cell(&table, i, name);
        unsigned word = find_word(ids, count, likely, id);
        likely = word + 1;
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
