#include "extract/xlsx_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/xlsx_sheet_state.h"

static const eh_code count_codes[EH_COUNTS] = {
    [EH_COUNT_CUT] = EH_F_XLSX_CELL_CUT,          [EH_COUNT_REPAIRED] = EH_F_XLSX_INVALID_BYTES,
    [EH_COUNT_CELL_ORDER] = EH_F_XLSX_CELL_ORDER, [EH_COUNT_ROW_ORDER] = EH_F_XLSX_ROW_ORDER,
    [EH_COUNT_POSITION] = EH_F_XLSX_POSITION,     [EH_COUNT_UNCALCULATED] = EH_F_XLSX_UNCALCULATED,
};

static void count(eh_sheet_rows *rows, int what) {
    if (rows->place.counts[what].count++ == 0) {
        rows->place.counts[what].first_row = rows->place.row_number;
    }
}

/* ---- rows and cells, as they begin and end ---- */

void eh_sheet_start_row(eh_sheet_rows *rows, eh_slice number, eh_slice hidden) {
    eh_sheet_place *place = &rows->place;
    int64_t said = eh_xml_whole(number);
    place->last_number = place->row_number;
    place->row_number = place->last_number + 1;
    place->row_unnumbered = number.at == NULL;
    place->row_hidden = eh_xml_true(hidden);
    place->column = 0;
    if (rows->scanning) {
        eh_queue_start_alone(&rows->queue);
    } else {
        eh_queue_start_row(&rows->queue);
    }
    if (said > 0 && said <= (int64_t)EH_LIMIT_ROWS) {
        place->row_number = (uint64_t)said;
        if (place->row_number <= place->last_number) {
            count(rows, EH_COUNT_ROW_ORDER);
        }
    } else if (!place->row_unnumbered) {
        count(rows, EH_COUNT_POSITION);
    }
}

static void use_column(eh_sheet_rows *rows, uint32_t column) {
    if (column <= rows->place.column) {
        count(rows, EH_COUNT_CELL_ORDER);
    }
    rows->place.column = column;
}

/* Where the cell stands: what it says, else behind the one before. False when that is beyond the last column. */
static bool place_cell(eh_sheet_rows *rows, eh_slice reference) {
    eh_sheet_place *place = &rows->place;
    uint32_t column = place->column + 1;
    uint64_t number = 0;
    if (reference.at != NULL && !eh_cell_reference(reference, &column, &number)) {
        column = place->column + 1;
        number = 0;
        count(rows, EH_COUNT_POSITION);
    }
    if (place->row_unnumbered && number > place->last_number && number <= EH_LIMIT_ROWS) {
        place->row_number = number;
    }
    place->row_unnumbered = false;
    if (column > EH_LIMIT_COLUMNS) {
        count(rows, EH_COUNT_POSITION);
        return false;
    }
    use_column(rows, column);
    return true;
}

static void start_raw(eh_sheet_rows *rows, eh_slice type, eh_slice style) {
    int64_t number = style.at == NULL ? 0 : eh_xml_whole(style);
    rows->repaired = false;
    rows->raw = (eh_raw_cell){
        .kind = eh_cell_kind_of(type),
        .style = number < 0 || number > UINT32_MAX ? 0 : (uint32_t)number,
    };
}

bool eh_sheet_start_cell(eh_sheet_rows *rows, eh_slice reference, eh_slice type, eh_slice style) {
    start_raw(rows, type, style);
    return place_cell(rows, reference);
}

void eh_sheet_start_cell_at(eh_sheet_rows *rows, uint32_t column, eh_slice type, eh_slice style) {
    start_raw(rows, type, style);
    use_column(rows, column);
}

bool eh_sheet_queued(eh_sheet_rows *rows, eh_status status) {
    if (status == EH_BAD) {
        eh_xml_refuse(rows->xml, EH_F_XLSX_ROW_TOO_LARGE);
    } else if (status != EH_OK) {
        eh_xml_out_of_memory(rows->xml);
    }
    rows->refused = rows->refused || status != EH_OK;
    return status == EH_OK;
}

bool eh_sheet_end_cell(eh_sheet_rows *rows, bool cut) {
    char room[EH_NUMBER_ROOM];
    eh_cell cell;
    if (!eh_cell_decode(&rows->raw, rows->context, room, &cell)) {
        eh_xml_refuse(rows->xml, EH_F_XLSX_STRING_MISSING);
        return false;
    }
    if (cut) {
        count(rows, EH_COUNT_CUT);
        rows->place.cut_cells++;
    }
    if (cell.type == EH_CELL_UNCALCULATED) {
        count(rows, EH_COUNT_UNCALCULATED);
    }
    const eh_strings *strings = &rows->context->strings;
    bool shared = cell.code != 0;
    if (rows->repaired || (shared && strings->repaired_count > 0 && eh_strings_repaired(strings, cell.code - 1))) {
        count(rows, EH_COUNT_REPAIRED);
    }
    bool stays = shared || (rows->raw.stays && cell.text.at != room);
    return eh_sheet_queued(rows, eh_queue_add(&rows->queue, rows->place.column, &cell, stays));
}

void eh_sheet_end_row(eh_sheet_rows *rows) {
    eh_sheet_place *place = &rows->place;
    uint64_t gap = place->row_number > place->last_number ? place->row_number - place->last_number - 1 : 0;
    place->blank += gap;
    if (eh_queue_row_blank(&rows->queue)) {
        place->blank++;
        return;
    }
    eh_sheet_queued(rows, eh_queue_end_row(&rows->queue, place->row_number, place->blank, place->row_hidden));
    place->blank = 0;
}

/* ---- what stands in a cell ---- */

static bool is(eh_slice name, char one) {
    return name.length == 1 && name.at[0] == one;
}

/* What may stand in a cell: f, v, is, and (though it should be within is) t. */
static void start_in_cell(eh_sheet_rows *rows, eh_slice name) {
    eh_raw_cell *raw = &rows->raw;
    bool inlines = eh_slice_equal(name, EH_SLICE("is"));
    if (is(name, 'v')) {
        raw->value = true;
        rows->in_text = !raw->inlined;
        if (rows->in_text) {
            eh_cell_text_start(&rows->text);
        }
    } else if (is(name, 'f')) {
        raw->formula = true;
    } else if (inlines || is(name, 't')) {
        raw->inlined = true;
        eh_cell_text_start(&rows->text);
        rows->in_inline = inlines;
        rows->in_text = !inlines;
    }
}

void eh_sheet_start_inner(eh_sheet_rows *rows, eh_slice name, bool main, unsigned depth) {
    rows->in_text = false;
    if (depth == 1 && main) {
        start_in_cell(rows, name);
    } else if (depth == 2) {
        rows->in_run = rows->in_inline && main && is(name, 'r');
        rows->in_text = rows->in_inline && main && is(name, 't');
    } else if (depth == 3) { /* the t of a run, and not that of rPh, which says how a text is spoken */
        rows->in_text = rows->in_run && main && is(name, 't');
    }
}

void eh_sheet_end_inner(eh_sheet_rows *rows, unsigned depth) {
    if (rows->in_text && (rows->raw.inlined || rows->raw.kind == EH_KIND_TEXT)) {
        eh_cell_text_end_run(&rows->text);
    }
    rows->in_text = false;
    if (depth == 1) {
        rows->in_inline = false;
    } else if (depth == 2) {
        rows->in_run = false;
    }
}

void eh_sheet_inner_text(eh_sheet_rows *rows, const char *text, size_t length) {
    if (rows->in_text) {
        eh_cell_text_add(&rows->text, text, length);
    }
}

void eh_sheet_replaced(eh_sheet_rows *rows) {
    if (rows->refused) {
        return;
    }
    if (!rows->in_cell) {
        rows->refused = true;
        eh_xml_refuse(rows->xml, EH_F_XLSX_MALFORMED);
    }
    rows->repaired = true;
    rows->place.invalid_bytes++;
}

bool eh_sheet_end_built_cell(eh_sheet_rows *rows) {
    if (rows->text.bytes.failed) {
        eh_xml_out_of_memory(rows->xml);
        return false;
    }
    rows->raw.text = (eh_slice){rows->text.bytes.data, rows->text.bytes.length};
    rows->raw.stays = false;
    return eh_sheet_end_cell(rows, rows->text.cut);
}

/* ---- libxml2's events: worksheet > sheetData > row > c > v, is > t, is > r > t ---- */

static void start_cell(eh_sheet_rows *rows, const eh_xml_element *element) {
    eh_slice reference = {NULL, 0}, type = {NULL, 0}, style = {NULL, 0};
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const unsigned char **attribute = element->attributes + (size_t)i * 5;
        if (attribute[2] != NULL || attribute[0][0] == '\0' || attribute[0][1] != '\0') {
            continue; /* the ones that matter have one letter and no namespace */
        }
        eh_slice value = {(const char *)attribute[3], (size_t)(attribute[4] - attribute[3])};
        switch (attribute[0][0]) {
        case 'r':
            reference = value;
            break;
        case 't':
            type = value;
            break;
        case 's':
            style = value;
            break;
        default:
            break;
        }
    }
    rows->in_cell = eh_sheet_start_cell(rows, reference, type, style);
    eh_cell_text_start(&rows->text);
}

static void on_start(void *self, const eh_xml_element *element) {
    eh_sheet_rows *rows = self;
    const char *name = element->name;
    bool main = element->space == EH_XML_MAIN;
    switch (element->depth) {
    case 1:
        if (!main || strcmp(name, "worksheet") != 0) {
            eh_xml_refuse(rows->xml, EH_F_XLSX_MALFORMED);
        }
        break;
    case 2:
        rows->in_data = main && strcmp(name, "sheetData") == 0;
        break;
    case 3:
        if (rows->in_data && main && strcmp(name, "row") == 0) {
            rows->in_row = true;
            eh_sheet_start_row(rows, eh_xml_attribute(element, "r"), eh_xml_attribute(element, "hidden"));
        }
        break;
    case 4:
        if (rows->in_row && main && strcmp(name, "c") == 0) {
            start_cell(rows, element);
        }
        break;
    default:
        if (rows->in_cell) {
            eh_sheet_start_inner(rows, eh_slice_of(name), main, element->depth - 4);
        }
        break;
    }
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space;
    eh_sheet_rows *rows = self;
    if (depth > 4 && rows->in_cell) {
        eh_sheet_end_inner(rows, depth - 4);
    } else if (depth == 4 && rows->in_cell) {
        rows->in_cell = false;
        eh_sheet_end_built_cell(rows);
    } else if (depth == 3 && rows->in_row) {
        rows->in_row = false;
        eh_sheet_end_row(rows);
    } else if (depth == 2) {
        rows->in_data = false;
    }
}

static void on_text(void *self, const char *text, size_t length) {
    eh_sheet_inner_text(self, text, length);
}

static void on_replaced(void *self) {
    eh_sheet_replaced(self);
}

/* ---- giving out ---- */

eh_status eh_sheet_open(eh_package *package, const eh_sheet *sheet, const eh_cell_context *context,
                        eh_sheet_rows **rows) {
    static const eh_xml_scanning scanning = {{"<sheetData", 10}, 2, eh_sheet_scan};
    static const eh_xml_events events = {on_start, on_end, on_text, on_replaced, &scanning};
    *rows = NULL;
    eh_sheet_rows *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return EH_NOMEM;
    }
    new->package = package;
    new->sheet = sheet;
    new->context = context;
    if (eh_xml_open(package, sheet->part, &events, new, &new->xml) != EH_OK) {
        free(new);
        return EH_NOMEM;
    }
    *rows = new;
    return EH_OK;
}

/* What was met in the sheet, and what ended it. */
static eh_status say(eh_sheet_rows *rows, eh_findings *findings) {
    eh_status status = EH_OK;
    for (int i = 0; i < EH_COUNTS && status == EH_OK && findings != NULL; i++) {
        eh_place place = {
            .file = eh_package_file(rows->package),
            .sheet = rows->sheet->name,
            .row = rows->place.counts[i].first_row,
        };
        if (rows->place.counts[i].count > 0) {
            status = eh_found(findings, count_codes[i], place, rows->place.counts[i].count, NULL, NULL, NULL);
        }
    }
    if (status == EH_OK && rows->ended == EH_BAD) {
        status = eh_xml_report(rows->xml, findings, rows->sheet->name, rows->place.row_number);
    } else if (status == EH_OK && rows->ended == EH_IO && findings != NULL) {
        eh_place place = {
            .file = eh_package_file(rows->package), .sheet = rows->sheet->name, .row = rows->place.row_number};
        status = eh_found(findings, EH_F_FILE_UNREADABLE, place, 1, NULL, NULL, NULL);
    }
    return status;
}

eh_status eh_sheet_next(eh_sheet_rows *rows, eh_findings *findings, const eh_row **row) {
    while (eh_queue_empty(&rows->queue) && rows->ended == EH_OK) {
        eh_queue_make_room(&rows->queue);
        rows->ended = eh_xml_step(rows->xml);
    }
    if (!eh_queue_empty(&rows->queue)) {
        *row = &rows->row;
        return eh_queue_take(&rows->queue, &rows->row, &rows->facts);
    }
    if (!rows->said) {
        rows->said = true;
        rows->facts.blank_rows += rows->place.blank;
        eh_status status = say(rows, findings);
        rows->ended = status == EH_OK ? rows->ended : status;
    }
    return rows->ended;
}

eh_rows_facts eh_sheet_seen(const eh_sheet_rows *rows) {
    eh_rows_facts facts = rows->facts;
    facts.cut_cells = rows->place.cut_cells;
    facts.invalid_bytes = rows->place.invalid_bytes;
    return facts;
}

uint64_t eh_sheet_scanned(const eh_sheet_rows *rows) {
    return rows->scanned;
}

void eh_sheet_close(eh_sheet_rows *rows) {
    if (rows == NULL) {
        return;
    }
    eh_xml_close(rows->xml);
    eh_buffer_free(&rows->text.bytes);
    eh_queue_free(&rows->queue);
    free(rows);
}
