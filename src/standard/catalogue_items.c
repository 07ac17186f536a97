/* items.csv and counters.csv: the rows as written, then each edition out of them. */
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/standards.h"

enum item_column {
    I_STANDARD,
    I_ID,
    I_SINCE,
    I_UNTIL,
    I_NUMBER,
    I_INDICATOR,
    I_SECTION,
    I_LABEL,
    I_MEANING,
    I_UNIT,
    I_DECIMALS,
    I_GROUPS,
    I_OPERATION,
    I_OPERANDS,
    I_TOP,
    I_BOTTOM,
    I_BETTER,
    I_OF_WHICH,
    I_PERCENT,
    I_NATIONAL,
    I_CERTAINTY,
    I_COLUMNS
};
static const char *const item_headings[I_COLUMNS] = {
    "standard", "id",      "since",  "until",    "number",         "indicator", "section",
    "label",    "meaning", "unit",   "decimals", "groups",         "operation", "operands",
    "top",      "bottom",  "better", "of_which", "percent_of_row", "national",  "certainty"};

/* What the reader of rows holds on to. `index` numbers ids, as "WRES 2.likelihood". */
typedef struct reader {
    eh_catalogue *catalogue;
    eh_findings *findings;
    eh_index *index;
    eh_table items, counters;
    int columns[I_COLUMNS], counter;
} reader;

static uint32_t key_of(reader *r, eh_standard standard, eh_slice id) {
    char text[160];
    size_t length = strlen(eh_standard_id(standard));
    if (length + 1 + id.length > sizeof text) {
        id.length = sizeof text - length - 1;
    }
    memcpy(text, eh_standard_id(standard), length);
    text[length] = ' ';
    memcpy(text + length + 1, id.at, id.length);
    return eh_index_add(r->index, (eh_slice){text, length + 1 + id.length}, NULL);
}

static eh_status bad(const reader *r, const eh_item_row *row, const char *heading, const char *wrong,
                     const char *value) {
    return eh_template_bad(r->findings, r->items.name, row->line, heading, wrong, value);
}

static eh_status read_counter(reader *r, eh_item_row *row, const char *operands) {
    for (size_t i = 0; i < r->counters.row_count; i++) {
        if (strcmp(eh_table_cell(&r->counters, i, r->counter), operands) == 0) {
            row->item.counter = operands;
            return EH_OK;
        }
    }
    return bad(r, row, "operands", "counters.csv has no counter", operands);
}

/* Reads the operands "3.entered -3.entered-ill-health / 3.workforce" into terms that name items by key. */
static eh_status read_terms(reader *r, eh_item_row *row, const char *operands) {
    bool divided = row->item.operation == EH_OP_RATE || row->item.operation == EH_OP_RELATIVE;
    size_t room = strlen(operands) / 2 + 1;
    eh_term *terms = eh_arena_alloc(r->catalogue->arena, room * sizeof *terms);
    bool below = false;
    if (terms == NULL) {
        return EH_NOMEM;
    }
    row->terms = terms;
    for (const char *at = operands; *at != '\0'; at += *at == ' ') {
        eh_slice word = {at, strcspn(at, " ")};
        at += word.length;
        if (word.length == 0) {
            continue;
        }
        if (eh_slice_equal(word, EH_SLICE("/"))) {
            if (below || !divided || row->term_count == 0) {
                return bad(r, row, "operands", "a stroke is out of place in", operands);
            }
            below = true;
            continue;
        }
        int sign = word.at[0] == '-' ? -1 : 1;
        if (sign < 0) {
            word.at++;
            word.length--;
        }
        if (word.length == 0 || (sign < 0 && !divided)) {
            return bad(r, row, "operands", "a minus is out of place in", operands);
        }
        uint32_t key = key_of(r, row->standard, word);
        if (key == EH_INDEX_NONE) {
            return EH_NOMEM;
        }
        terms[row->term_count++] = (eh_term){.item = key, .sign = sign, .below = below};
    }
    return EH_OK;
}

static eh_status read_group(reader *r, const eh_item_row *row, const char *heading, const char *text, unsigned *group) {
    *group = 0;
    if ((row->item.operation == EH_OP_RELATIVE) != (text[0] != '\0')) {
        return bad(r, row, heading, "a ratio, and nothing but a ratio, has a top and a bottom group", text);
    }
    for (unsigned i = 0; text[0] != '\0' && i < EH_GROUPS; i++) {
        if (strcmp(eh_group_id(row->standard, i), text) == 0) {
            *group = i;
            return EH_OK;
        }
    }
    return text[0] == '\0' ? EH_OK : bad(r, row, heading, "the standard has no group", text);
}

static bool is_yes(const char *text) {
    return strcmp(text, "yes") == 0;
}

static eh_status read_words(reader *r, const char *const *cells, eh_item_row *row) {
    eh_item *item = &row->item;
    static const char *const better[] = {"lower", "neither", "higher"};
    item->better = 2;
    for (int i = 0; i < 3; i++) {
        item->better = strcmp(better[i], cells[I_BETTER]) == 0 ? i - 1 : item->better;
    }
    if (!eh_standard_read(eh_slice_of(cells[I_STANDARD]), &row->standard) ||
        !eh_unit_read(cells[I_UNIT], &item->unit) || !eh_operation_read(cells[I_OPERATION], &item->operation) ||
        !eh_certainty_read(cells[I_CERTAINTY], &item->certainty) || item->better == 2) {
        return bad(r, row, NULL, "a word of this row is unknown, for the item", item->id);
    }
    return EH_OK;
}

static eh_status read_row(reader *r, size_t i, eh_item_row *row) {
    const char *cells[I_COLUMNS];
    for (size_t k = 0; k < I_COLUMNS; k++) {
        cells[k] = eh_table_cell(&r->items, i, r->columns[k]);
    }
    *row = (eh_item_row){
        .item = {.id = cells[I_ID],
                 .number = cells[I_NUMBER],
                 .indicator = cells[I_INDICATOR],
                 .section = cells[I_SECTION],
                 .label = cells[I_LABEL],
                 .meaning = cells[I_MEANING],
                 .decimals = (unsigned)eh_cell_whole(cells[I_DECIMALS], 0),
                 .groups = (unsigned)eh_cell_whole(cells[I_GROUPS], 0),
                 .counter = "",
                 .of_which = is_yes(cells[I_OF_WHICH]),
                 .percent_of_row = is_yes(cells[I_PERCENT]),
                 .national = is_yes(cells[I_NATIONAL])},
        .since = eh_cell_whole(cells[I_SINCE], 0),
        .until = eh_cell_whole(cells[I_UNTIL], 9999),
        .line = r->items.lines[i],
    };
    eh_status status = read_words(r, cells, row);
    if (status != EH_OK) {
        return status;
    }
    if (row->since > row->until) {
        return bad(r, row, "since", "the row ends before it begins, for the item", row->item.id);
    }
    row->key = key_of(r, row->standard, eh_slice_of(row->item.id));
    if (row->key == EH_INDEX_NONE) {
        return EH_NOMEM;
    }
    if (row->item.operation == EH_OP_COUNT) {
        status = read_counter(r, row, cells[I_OPERANDS]);
    } else {
        status = read_terms(r, row, cells[I_OPERANDS]);
    }
    if (status != EH_NOMEM) {
        status = eh_worse(status, read_group(r, row, "top", cells[I_TOP], &row->item.top));
    }
    if (status != EH_NOMEM) {
        status = eh_worse(status, read_group(r, row, "bottom", cells[I_BOTTOM], &row->item.bottom));
    }
    return status;
}

/* The ids without their standard, by key, for findings. They live as long as the index. */
static const char *const *ids_by_key(reader *r) {
    uint32_t count = eh_index_count(r->index);
    const char **ids = eh_arena_alloc(r->catalogue->arena, (count + 1) * sizeof *ids);
    for (uint32_t i = 0; ids != NULL && i < count; i++) {
        ids[i] = strchr(eh_index_key(r->index, i).at, ' ') + 1;
    }
    return ids;
}

static eh_status read_rows(reader *r, eh_item_row *rows) {
    eh_status result = EH_OK;
    for (size_t i = 0; i < r->items.row_count && result != EH_NOMEM; i++) {
        result = eh_worse(result, read_row(r, i, &rows[i]));
    }
    if (result != EH_OK) {
        return result;
    }
    eh_item_rows all = {.rows = rows,
                        .count = r->items.row_count,
                        .key_count = eh_index_count(r->index),
                        .ids = ids_by_key(r),
                        .file = r->items.name};
    if (all.ids == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < r->catalogue->edition_count && result != EH_NOMEM; i++) {
        result = eh_worse(result, eh_edition_resolve(r->catalogue, &r->catalogue->editions[i], &all, r->findings));
    }
    return result;
}

eh_status eh_items_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    reader r = {.catalogue = catalogue, .findings = findings};
    eh_status status = eh_template_table(catalogue, templates, "counters.csv", findings, &r.counters);
    if (status == EH_OK) {
        status = eh_template_table(catalogue, templates, "items.csv", findings, &r.items);
    }
    if (status != EH_OK) {
        return status;
    }
    if (r.items.row_count > EH_LIMIT_ITEMS) {
        return eh_template_bad(findings, r.items.name, 0, NULL, "there are too many rows", NULL);
    }
    r.counter = eh_table_column(&r.counters, "counter");
    for (size_t i = 0; i < I_COLUMNS; i++) {
        r.columns[i] = eh_table_column(&r.items, item_headings[i]);
    }
    eh_item_row *rows = eh_arena_alloc(catalogue->arena, (r.items.row_count + 1) * sizeof *rows);
    r.index = eh_index_new();
    status = rows != NULL && r.index != NULL ? read_rows(&r, rows) : EH_NOMEM;
    eh_index_free(r.index);
    return status;
}
