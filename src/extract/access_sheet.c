/* A sheet under audit: its tables and drawings, then its part as a stream. */
#include <stdlib.h>
#include <string.h>

#include "extract/access_sheet.h"
#include "extract/xlsx_cell.h"

static bool is(const eh_xml_element *element, const char *name) {
    return strcmp(element->name, name) == 0;
}

static void mark(eh_access_sheet_state *state, eh_code code) {
    eh_access_mark_at(state, code, 0, 0);
}

/* ---- rows and cells ---- */

static void row_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    int64_t said = eh_xml_whole(eh_xml_attribute(element, "r"));
    eh_access_row_done(state, state->cell.row);
    state->cell.row = said > 0 && said <= (int64_t)EH_LIMIT_ROWS ? (uint64_t)said : state->cell.row + 1;
    state->cell.column = 0;
    if (eh_xml_true(eh_xml_attribute(element, "hidden")))
        eh_access_mark_at(state, EH_F_ACCESS_T9, state->cell.row, 0);
}

static void cell_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    eh_access_cell *cell = &state->cell;
    eh_cell_kind kind = eh_cell_kind_of(eh_xml_attribute(element, "t"));
    int64_t style = eh_xml_whole(eh_xml_attribute(element, "s"));
    uint32_t column = cell->column + 1;
    uint64_t row = 0;
    if (!eh_cell_reference(eh_xml_attribute(element, "r"), &column, &row))
        column = cell->column + 1;
    if (column > EH_LIMIT_COLUMNS) {
        eh_xml_refuse(state->xml, EH_F_XLSX_MALFORMED);
        return;
    }
    cell->column = column;
    cell->style = style < 0 || style >= EH_LIMIT_STYLES ? 0 : (uint32_t)style;
    cell->number = kind != EH_KIND_SHARED && kind != EH_KIND_TEXT;
    cell->raised = false;
    state->shared = kind == EH_KIND_SHARED;
    state->in_cell = true;
    eh_cell_text_start(&state->text);
}

static void cell_end(eh_access_sheet_state *state) {
    const eh_audit *audit = state->audit;
    eh_access_cell *cell = &state->cell;
    eh_cell_text_end_run(&state->text);
    cell->text = (eh_slice){state->text.bytes.data, state->text.bytes.length};
    if (state->text.bytes.failed)
        eh_xml_out_of_memory(state->xml);
    if (state->shared) {
        int64_t number = eh_xml_whole(eh_trim(cell->text));
        bool there = number >= 0 && number < (int64_t)audit->strings.count;
        cell->text = there ? eh_strings_at(&audit->strings, (uint32_t)number) : (eh_slice){NULL, 0};
        cell->raised = there && number < (int64_t)audit->raised_count && audit->raised[number];
    }
    state->in_cell = false;
    eh_access_cell_done(state);
}

/* ---- what stands around the cells ---- */

static void column_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    int64_t from = eh_xml_whole(eh_xml_attribute(element, "min")), to = eh_xml_whole(eh_xml_attribute(element, "max"));
    bool wide = eh_xml_attribute(element, "width").length > 0;
    to = to > EH_LIMIT_COLUMNS ? EH_LIMIT_COLUMNS : to;
    if (from < 1)
        return;
    if (eh_xml_true(eh_xml_attribute(element, "hidden")))
        eh_access_mark_at(state, EH_F_ACCESS_T9, 0, (uint32_t)from);
    for (int64_t c = from; c <= to; c++)
        state->wide[c] = state->wide[c] || wide;
}

static void filter_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    (void)element;
    mark(state, EH_F_ACCESS_T7);
}

static void pane_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    (void)element;
    mark(state, EH_F_ACCESS_T7);
}

static void merge_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    uint32_t left = 0, right;
    uint64_t top = 0, bottom;
    if (eh_access_range(eh_xml_attribute(element, "ref"), &left, &top, &right, &bottom))
        eh_access_mark_at(state, EH_F_ACCESS_T3, top, left);
}

static bool at_home(eh_slice cell) {
    return !cell.at || eh_slice_equal(cell, EH_SLICE("A1"));
}

static void view_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    if (!at_home(eh_xml_attribute(element, "topLeftCell")))
        mark(state, EH_F_ACCESS_P4);
}

static void selection_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    eh_slice pane = eh_xml_attribute(element, "pane");
    if (!at_home(eh_xml_attribute(element, "activeCell")) && !pane.at)
        mark(state, EH_F_ACCESS_P4);
}

static void header_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    (void)element;
    mark(state, EH_F_ACCESS_F6);
}

/* Conditions that show themselves by their colours alone. */
static void condition_start(eh_access_sheet_state *state, const eh_xml_element *element) {
    const eh_access_list *list = &state->audit->styles.differences;
    int64_t number = eh_xml_whole(eh_xml_attribute(element, "dxfId"));
    bool scale = eh_slice_equal(eh_xml_attribute(element, "type"), EH_SLICE("colorScale")), alone = false;
    if (number >= 0 && number < (int64_t)list->count) {
        const eh_access_difference *difference = &((const eh_access_difference *)list->at)[number];
        alone = difference->colour && !difference->other;
    }
    if (scale || alone)
        mark(state, EH_F_ACCESS_F9);
}

typedef struct on_element {
    const char *name;
    void (*start)(eh_access_sheet_state *state, const eh_xml_element *element);
} on_element;

static const on_element elements[] = {
    {"c", cell_start},
    {"row", row_start},
    {"col", column_start},
    {"autoFilter", filter_start},
    {"pane", pane_start},
    {"mergeCell", merge_start},
    {"sheetView", view_start},
    {"selection", selection_start},
    {"oddHeader", header_start},
    {"oddFooter", header_start},
    {"evenHeader", header_start},
    {"evenFooter", header_start},
    {"cfRule", condition_start},
};

static void on_start(void *self, const eh_xml_element *element) {
    eh_access_sheet_state *state = self;
    if (element->space != EH_XML_MAIN)
        return;
    if (state->in_cell) {
        state->in_value = is(element, "v") || is(element, "t");
        state->cell.raised =
            state->cell.raised ||
            (is(element, "vertAlign") && eh_slice_equal(eh_xml_attribute(element, "val"), EH_SLICE("superscript")));
        return;
    }
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (is(element, elements[i].name)) {
            elements[i].start(state, element);
            return;
        }
}

static void on_text(void *self, const char *text, size_t length) {
    eh_access_sheet_state *state = self;
    if (state->in_value && state->text.bytes.length < EH_LIMIT_VALUE)
        eh_cell_text_add(&state->text, text, length);
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)depth;
    eh_access_sheet_state *state = self;
    state->in_value = false;
    if (space == EH_XML_MAIN && state->in_cell && strcmp(name, "c") == 0)
        cell_end(state);
}

/* ---- the sheet ---- */

static eh_status add_table(eh_access_sheet_state *state, const char *part) {
    eh_access_table ignored = {0};
    bool room = state->table_count < EH_ACCESS_TABLES;
    eh_access_table *table = room ? &state->tables[state->table_count++] : &ignored;
    eh_status status = eh_access_table_read(state->audit, part, table);
    if (!room) {
        mark(state, EH_F_ACCESS_S6);
        free((void *)ignored.columns);
        return status;
    }
    if (status == EH_OK && table->right >= table->left && table->left)
        table->in_column = calloc(table->right - table->left + 1, sizeof *table->in_column);
    return status == EH_OK && !table->in_column ? EH_NOMEM : status;
}

static eh_status read_relations(eh_access_sheet_state *state) {
    eh_relations all;
    eh_audit *audit = state->audit;
    eh_status status =
        eh_relations_read(audit->package, state->sheet->part, false, audit->arena, audit->findings, &all);
    for (unsigned i = 0; i < all.count && status == EH_OK; i++) {
        if (!*all.at[i].target)
            continue;
        if (strcmp(all.at[i].kind, "table") == 0)
            status = add_table(state, all.at[i].target);
        else if (strcmp(all.at[i].kind, "drawing") == 0)
            status = eh_access_drawing_read(audit, all.at[i].target, &state->silent, &state->boxes);
    }
    free(all.at);
    return status;
}

static eh_status read_part(eh_access_sheet_state *state) {
    static const eh_xml_events events = {on_start, on_end, on_text, NULL, NULL};
    return eh_xml_read(state->audit->package, state->sheet->part, &events, state, &state->xml, state->audit->findings);
}

static void free_state(eh_access_sheet_state *state) {
    for (unsigned i = 0; i < state->table_count; i++) {
        free((void *)state->tables[i].columns);
        free(state->tables[i].in_column);
    }
    eh_buffer_free(&state->text.bytes);
    free(state->wide);
    free(state->seen);
    free(state->in_row);
    free(state);
}

static eh_status tell(const eh_access_sheet_state *state) {
    eh_status status = EH_OK;
    for (unsigned i = 0; i < EH_ACCESS_CODES && status == EH_OK; i++)
        if (state->marks[i].count)
            status = eh_access_found(state->audit, (eh_code)(EH_F_ACCESS_T1 + i), state->sheet->name, &state->marks[i]);
    return status;
}

eh_status eh_access_sheet(eh_audit *audit, unsigned number) {
    eh_access_sheet_state *state = calloc(1, sizeof *state);
    if (!state)
        return EH_NOMEM;
    state->audit = audit;
    state->sheet = &audit->workbook.sheets[number];
    state->notes = eh_access_has_word(eh_slice_of(state->sheet->name), "note");
    state->wide = calloc(EH_LIMIT_COLUMNS + 1, 1);
    state->seen = calloc(EH_LIMIT_COLUMNS + 1, 1);
    state->in_row = calloc(EH_LIMIT_COLUMNS + 1, 1);
    eh_status status = state->wide && state->seen && state->in_row ? EH_OK : EH_NOMEM;
    if (status == EH_OK)
        status = read_relations(state);
    if (status == EH_OK)
        status = read_part(state);
    if (status == EH_OK) {
        eh_access_row_done(state, state->cell.row);
        for (unsigned i = 0; i < state->silent; i++)
            mark(state, EH_F_ACCESS_F11);
        for (unsigned i = 0; i < state->boxes; i++)
            mark(state, EH_F_ACCESS_F6);
        eh_access_sheet_done(state);
        if (state->sheet->hidden)
            mark(state, EH_F_ACCESS_T9);
        status = audit->no_memory ? EH_NOMEM : tell(state);
    }
    free_state(state);
    return status;
}
