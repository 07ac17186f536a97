#include "standard/action_words.h"

#include <stdlib.h>
#include <string.h>

#include "standard/catalogue_private.h"
#include "standard/words.h"

enum { HEADINGS, STATUSES };

typedef struct column {
    const char *id, *heading;
} column;

static const column columns[EH_ACTION_FIELDS] = {
    [EH_ACTION_ITEM] = {"item", "Item"},
    [EH_ACTION_STANDARD] = {"standard", "Standard"},
    [EH_ACTION_WHAT] = {"action", "Action"},
    [EH_ACTION_OWNER] = {"owner", "Owner Role"},
    [EH_ACTION_DUE] = {"due", "Due"},
    [EH_ACTION_STATUS] = {"status", "Status"},
    [EH_ACTION_MEASURE] = {"measure", "Measure"},
    [EH_ACTION_ORGANISATION] = {"organisation", "Organisation Code"},
};

static const char *const statuses[EH_ACTION_STATUSES] = {"not-started", "in-progress", "done", "stopped"};

struct eh_action_words {
    eh_words words;
};

const char *eh_action_heading(eh_action_field field) {
    return columns[field].heading;
}

const char *eh_action_status_id(eh_action_status status) {
    return statuses[status];
}

/* What `to` names in a list: the number of a column or status, or as many as there are. */
static uint32_t meaning_of(unsigned list, const char *to) {
    uint32_t i = 0;
    if (list == HEADINGS)
        while (i < EH_ACTION_FIELDS && strcmp(columns[i].id, to) != 0)
            i++;
    else
        while (i < EH_ACTION_STATUSES && strcmp(statuses[i], to) != 0)
            i++;
    return i;
}

static eh_status add_row(const eh_table *table, size_t row, eh_words *words) {
    const char *kind = eh_table_cell(table, row, eh_table_column(table, "kind"));
    const char *from = eh_table_cell(table, row, eh_table_column(table, "from"));
    const char *to = eh_table_cell(table, row, eh_table_column(table, "to"));
    unsigned list = strcmp(kind, "heading") == 0 ? HEADINGS : STATUSES;
    uint32_t meaning = meaning_of(list, to), most = list == HEADINGS ? EH_ACTION_FIELDS : EH_ACTION_STATUSES;
    return meaning == most ? EH_BAD : eh_words_add(words, list, eh_slice_of(from), meaning);
}

eh_status eh_action_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_status status = eh_template_table(catalogue, templates, "actions.csv", findings, &catalogue->actions);
    eh_words words = {0};
    for (size_t r = 0; r < catalogue->actions.row_count && status == EH_OK; r++) {
        status = add_row(&catalogue->actions, r, &words);
        if (status == EH_BAD)
            eh_template_bad(findings, "actions.csv", catalogue->actions.lines[r], "to",
                            "it is no meaning of its kind, or the word has another one already:",
                            eh_table_cell(&catalogue->actions, r, eh_table_column(&catalogue->actions, "to")));
    }
    eh_words_free(&words);
    return status;
}

eh_action_words *eh_action_words_new(const eh_catalogue *catalogue) {
    eh_action_words *words = calloc(1, sizeof *words);
    eh_status status = words ? EH_OK : EH_NOMEM;
    for (size_t r = 0; r < catalogue->actions.row_count && status == EH_OK; r++)
        status = add_row(&catalogue->actions, r, &words->words);
    if (status == EH_OK)
        return words;
    eh_action_words_free(words);
    return NULL;
}

void eh_action_words_free(eh_action_words *words) {
    if (!words)
        return;
    eh_words_free(&words->words);
    free(words);
}

eh_action_field eh_action_field_of(const eh_action_words *words, eh_slice heading) {
    uint32_t meaning = eh_words_find(&words->words, HEADINGS, heading);
    return meaning == EH_NO_MEANING ? EH_ACTION_FIELDS : (eh_action_field)meaning;
}

eh_action_status eh_action_status_of(const eh_action_words *words, eh_slice text) {
    uint32_t meaning = eh_words_find(&words->words, STATUSES, text);
    return meaning == EH_NO_MEANING ? EH_ACTION_STATUSES : (eh_action_status)meaning;
}
