#include "extract/xlsx_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/xlsx_queue.h"

/* What is counted in a sheet and said once at its end. */
enum { COUNT_CUT, COUNT_CELL_ORDER, COUNT_ROW_ORDER, COUNT_POSITION, COUNT_UNCALCULATED, COUNTS };
static const eh_code count_codes[COUNTS] = {
    [COUNT_CUT] = EH_F_XLSX_CELL_CUT,
    [COUNT_CELL_ORDER] = EH_F_XLSX_CELL_ORDER,
    [COUNT_ROW_ORDER] = EH_F_XLSX_ROW_ORDER,
    [COUNT_POSITION] = EH_F_XLSX_POSITION,
    [COUNT_UNCALCULATED] = EH_F_XLSX_UNCALCULATED,
};

struct eh_sheet_rows {
    eh_xml *xml;
    eh_package *package;
    const eh_sheet *sheet;
    const eh_cell_context *context;

    /* The row and the cell that the parser is in. */
    bool in_data, in_row, in_cell, in_inline, in_run, in_text;
    bool row_unnumbered; /* the row does not say its number: its first cell may */
    bool row_hidden;
    uint64_t row_number;  /* of this row, or of the one before */
    uint64_t last_number; /* of the row before */
    uint64_t blank;       /* rows passed over since the last one that holds something */
    uint32_t column;
    eh_raw_cell raw;

    eh_row_queue queue;
    eh_row row; /* the one given out */
    eh_rows_facts facts;
    struct {
        uint64_t count, first_row;
    } counts[COUNTS];
    eh_status ended; /* EH_OK while there may be more */
    bool said;
};

static void count(eh_sheet_rows *rows, int what) {
    if (rows->counts[what].count++ == 0) {
        rows->counts[what].first_row = rows->row_number;
    }
}

/* ---- rows and cells, as they begin and end ---- */

static void start_row(eh_sheet_rows *rows, const eh_xml_element *element) {
    eh_slice r = eh_xml_attribute(element, "r");
    int64_t number = eh_xml_whole(r);
    rows->in_row = true;
    rows->last_number = rows->row_number;
    rows->row_number = rows->last_number + 1;
    rows->row_unnumbered = r.at == NULL;
    rows->row_hidden = eh_xml_true(eh_xml_attribute(element, "hidden"));
    rows->column = 0;
    eh_queue_start_row(&rows->queue);
    if (number > 0 && number <= (int64_t)EH_LIMIT_ROWS) {
        rows->row_number = (uint64_t)number;
        if (rows->row_number <= rows->last_number) {
            count(rows, COUNT_ROW_ORDER);
        }
    } else if (!rows->row_unnumbered) {
        count(rows, COUNT_POSITION);
    }
}

/* Where the cell stands: what it says, else behind the one before. False when that is beyond the last column. */
static bool place_cell(eh_sheet_rows *rows, eh_slice reference) {
    uint32_t column = rows->column + 1;
    uint64_t number = 0;
    if (reference.at != NULL && !eh_cell_reference(reference, &column, &number)) {
        column = rows->column + 1;
        number = 0;
        count(rows, COUNT_POSITION);
    }
    if (rows->row_unnumbered && number > rows->last_number && number <= EH_LIMIT_ROWS) {
        rows->row_number = number;
    }
    rows->row_unnumbered = false;
    if (column > EH_LIMIT_COLUMNS) {
        count(rows, COUNT_POSITION);
        return false;
    }
    if (column <= rows->column) {
        count(rows, COUNT_CELL_ORDER);
    }
    rows->column = column;
    return true;
}

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
    int64_t number = eh_xml_whole(style);
    rows->in_cell = place_cell(rows, reference);
    rows->raw.kind = eh_cell_kind_of(type);
    rows->raw.style = number < 0 || number > UINT32_MAX ? 0 : (uint32_t)number;
    rows->raw.formula = rows->raw.value = rows->raw.inlined = false;
    eh_cell_text_start(&rows->raw.text);
}

/* What may stand in a cell: f, v, is, and (though it should be within is) t. */
static void start_in_cell(eh_sheet_rows *rows, const char *name) {
    eh_raw_cell *raw = &rows->raw;
    if (strcmp(name, "v") == 0) {
        raw->value = true;
        rows->in_text = !raw->inlined;
        if (rows->in_text) {
            eh_cell_text_start(&raw->text);
        }
    } else if (strcmp(name, "f") == 0) {
        raw->formula = true;
    } else if (strcmp(name, "is") == 0 || strcmp(name, "t") == 0) {
        raw->inlined = true;
        eh_cell_text_start(&raw->text);
        rows->in_inline = name[0] == 'i';
        rows->in_text = !rows->in_inline;
    }
}

/* Passes on what the queue says. */
static void queued(eh_sheet_rows *rows, eh_status status) {
    if (status == EH_BAD) {
        eh_xml_refuse(rows->xml, EH_F_XLSX_ROW_TOO_LARGE);
    } else if (status != EH_OK) {
        eh_xml_out_of_memory(rows->xml);
    }
}

static void end_cell(eh_sheet_rows *rows) {
    char room[EH_NUMBER_ROOM];
    eh_cell cell;
    bool shared;
    rows->in_cell = false;
    if (rows->raw.text.bytes.failed) {
        eh_xml_out_of_memory(rows->xml);
        return;
    }
    if (!eh_cell_decode(&rows->raw, rows->context, room, &cell, &shared)) {
        eh_xml_refuse(rows->xml, EH_F_XLSX_STRING_MISSING);
        return;
    }
    if (rows->raw.text.cut) {
        count(rows, COUNT_CUT);
        rows->facts.cut_cells++;
    }
    if (cell.type == EH_CELL_UNCALCULATED) {
        count(rows, COUNT_UNCALCULATED);
    }
    queued(rows, eh_queue_add(&rows->queue, rows->column, &cell, shared));
}

static void end_row(eh_sheet_rows *rows) {
    uint64_t gap = rows->row_number > rows->last_number ? rows->row_number - rows->last_number - 1 : 0;
    rows->in_row = false;
    rows->blank += gap;
    if (eh_queue_row_blank(&rows->queue)) {
        rows->blank++;
        return;
    }
    queued(rows, eh_queue_end_row(&rows->queue, rows->row_number, rows->blank, rows->row_hidden));
    rows->blank = 0;
}

/* ---- events: worksheet > sheetData > row > c > v, is > t, is > r > t ---- */

static void on_start(void *self, const eh_xml_element *element) {
    eh_sheet_rows *rows = self;
    const char *name = element->name;
    bool main = element->space == EH_XML_MAIN;
    rows->in_text = false;
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
            start_row(rows, element);
        }
        break;
    case 4:
        if (rows->in_row && main && strcmp(name, "c") == 0) {
            start_cell(rows, element);
        }
        break;
    case 5:
        if (rows->in_cell && main) {
            start_in_cell(rows, name);
        }
        break;
    case 6:
        rows->in_run = rows->in_inline && main && strcmp(name, "r") == 0;
        rows->in_text = rows->in_inline && main && strcmp(name, "t") == 0;
        break;
    case 7: /* the t of a run, and not that of rPh, which says how a text is spoken */
        rows->in_text = rows->in_run && main && strcmp(name, "t") == 0;
        break;
    default:
        break;
    }
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space;
    eh_sheet_rows *rows = self;
    if (rows->in_text && (rows->raw.inlined || rows->raw.kind == EH_KIND_TEXT)) {
        eh_cell_text_end_run(&rows->raw.text);
    }
    rows->in_text = false;
    switch (depth) {
    case 2:
        rows->in_data = false;
        break;
    case 3:
        if (rows->in_row) {
            end_row(rows);
        }
        break;
    case 4:
        if (rows->in_cell) {
            end_cell(rows);
        }
        break;
    case 5:
        rows->in_inline = false;
        break;
    case 6:
        rows->in_run = false;
        break;
    default:
        break;
    }
}

static void on_text(void *self, const char *text, size_t length) {
    eh_sheet_rows *rows = self;
    if (rows->in_text) {
        eh_cell_text_add(&rows->raw.text, text, length);
    }
}

/* ---- giving out ---- */

eh_status eh_sheet_open(eh_package *package, const eh_sheet *sheet, const eh_cell_context *context,
                        eh_sheet_rows **rows) {
    static const eh_xml_events events = {on_start, on_end, on_text};
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
    for (int i = 0; i < COUNTS && status == EH_OK && findings != NULL; i++) {
        eh_place place = {
            .file = eh_package_file(rows->package),
            .sheet = rows->sheet->name,
            .row = rows->counts[i].first_row,
        };
        if (rows->counts[i].count > 0) {
            status = eh_found(findings, count_codes[i], place, rows->counts[i].count, NULL, NULL, NULL);
        }
    }
    if (status == EH_OK && rows->ended == EH_BAD) {
        status = eh_xml_report(rows->xml, findings, rows->sheet->name, rows->row_number);
    } else if (status == EH_OK && rows->ended == EH_IO && findings != NULL) {
        eh_place place = {.file = eh_package_file(rows->package), .sheet = rows->sheet->name, .row = rows->row_number};
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
        rows->facts.blank_rows += rows->blank;
        eh_status status = say(rows, findings);
        rows->ended = status == EH_OK ? rows->ended : status;
    }
    return rows->ended;
}

eh_rows_facts eh_sheet_seen(const eh_sheet_rows *rows) {
    return rows->facts;
}

void eh_sheet_close(eh_sheet_rows *rows) {
    if (rows == NULL) {
        return;
    }
    eh_xml_close(rows->xml);
    eh_buffer_free(&rows->raw.text.bytes);
    eh_queue_free(&rows->queue);
    free(rows);
}
