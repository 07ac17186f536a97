/* The rows of a worksheet by the scanner. Cells as nearly all are written are read in one go; any other is taken through the same steps as
 * libxml2's events. A row is read wholly or not at all. */
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "extract/xlsx_sheet_state.h"

/* The row's number as its cells repeat it, with the quote behind it: eight bytes to compare at once. */
typedef struct row_digits {
    uint64_t digits, mask; /* 0 when the row does not say its number plainly */
    size_t length;
} row_digits;

/* A cell that was read in one go. */
typedef struct quick_cell {
    uint32_t column; /* 0 when it is not known; the reference says it then, if there is one */
    eh_slice reference, type, style;
    eh_slice text;
    bool value, inlined;
} quick_cell;

static bool begins(const eh_scan *scan, const char *word, size_t length) {
    return memcmp(scan->at, word, length) == 0; /* the pad behind the window is longer than any word here */
}

/* Takes a word; false when something else is there. */
#define take(scan, word) (begins(scan, word, sizeof(word) - 1) && ((scan)->at += sizeof(word) - 1, true))

static row_digits digits_of(eh_slice number) {
    row_digits row = {0, 0, number.length};
    char digits[sizeof row.digits] = "", mask[sizeof row.mask] = "";
    if (number.length == 0 || number.length >= sizeof digits || number.at[0] < '1') {
        return row;
    }
    for (size_t i = 0; i < number.length; i++) {
        if (number.at[i] < '0' || number.at[i] > '9') {
            return row;
        }
    }
    memcpy(digits, number.at, number.length);
    digits[number.length] = '"';
    memset(mask, 0xFF, number.length + 1);
    memcpy(&row.digits, digits, sizeof row.digits);
    memcpy(&row.mask, mask, sizeof row.mask);
    return row;
}

/* The column of a reference at `p` that ends in the row's number and a quote, and where it ends; 0 for any other. */
static uint32_t quick_reference(const char **at, const row_digits *row) {
    const char *p = *at;
    uint32_t column = 0;
    uint64_t eight;
    while (*p >= 'A' && *p <= 'Z' && p - *at < 3) {
        column = column * 26 + (uint32_t)(*p++ - 'A') + 1;
    }
    memcpy(&eight, p, sizeof eight);
    if (row->mask == 0 || (eight & row->mask) != row->digits || column > EH_LIMIT_COLUMNS) {
        return 0;
    }
    *at = p + row->length;
    return column;
}

/* The attributes r, s and t, each at most once, in double quotes, and the end of the tag. */
static bool quick_tag(eh_scan *scan, const row_digits *row, quick_cell *cell, bool *empty) {
    const char *p = scan->at;
    while (*p == ' ' && p[1] != '\0' && p[2] == '=' && p[3] == '"') {
        eh_slice *value = p[1] == 'r'   ? &cell->reference
                          : p[1] == 's' ? &cell->style
                          : p[1] == 't' ? &cell->type
                                        : NULL;
        if (value == NULL || value->at != NULL) {
            return false;
        }
        const char *start = p += 4;
        if (value == &cell->reference) {
            cell->column = quick_reference(&p, row);
        }
        while ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z')) {
            p++;
        }
        if (*p != '"') {
            return false;
        }
        *value = (eh_slice){start, (size_t)(p - start)};
        p++;
    }
    *empty = *p == '/';
    p += *empty;
    scan->at = p + 1;
    return *p == '>';
}

/* Text without references up to a '<'. */
static bool quick_text(eh_scan *scan, eh_slice *text) {
    const char *start = scan->at, *p = start;
    while (*p >= '0' && *p <= '9') {
        p++;
    }
    if (*p == '<') { /* most often a number */
        *text = (eh_slice){start, (size_t)(p - start)};
        scan->at = p;
        return true;
    }
    return eh_lex_text(scan, text) == EH_LEX_OK && *scan->at == '<' && text->length <= EH_LIMIT_CELL;
}

/* <c r="A1" s="1" t="s"><v>5</v></c>, <c r="A1" s="1"/>, <c t="inlineStr"><is><t>text</t></is></c>; scan->at stands behind "<c". */
static bool quick_content(eh_scan *scan, const row_digits *row, quick_cell *cell) {
    bool empty;
    if (!quick_tag(scan, row, cell, &empty)) {
        return false;
    }
    if (empty) {
        return true;
    }
    if (take(scan, "<v>")) {
        cell->value = true;
        return quick_text(scan, &cell->text) && take(scan, "</v></c>");
    }
    if (take(scan, "<is><t>") || take(scan, "<is><t xml:space=\"preserve\">")) {
        cell->inlined = true;
        return quick_text(scan, &cell->text) && take(scan, "</t></is></c>");
    }
    return take(scan, "</c>");
}

/* Escapes in a text are read where it can be written to. */
static bool read_escapes(eh_sheet_rows *rows) {
    eh_cell_text_start(&rows->text);
    eh_cell_text_add(&rows->text, rows->raw.text.at, rows->raw.text.length);
    eh_cell_text_end_run(&rows->text);
    return eh_sheet_end_built_cell(rows);
}

/* False when it was refused. */
static bool give_quick(eh_sheet_rows *rows, const quick_cell *cell) {
    if (cell->column > 0) {
        eh_sheet_start_cell_at(rows, cell->column, cell->type, cell->style);
    } else if (!eh_sheet_start_cell(rows, cell->reference, cell->type, cell->style)) {
        return true;
    }
    eh_raw_cell *raw = &rows->raw;
    raw->value = cell->value;
    raw->inlined = cell->inlined;
    raw->stays = true;
    raw->text = cell->text;
    if ((raw->inlined || raw->kind == EH_KIND_TEXT) && cell->text.length > 0 &&
        memchr(cell->text.at, '_', cell->text.length) != NULL) {
        return read_escapes(rows);
    }
    return eh_sheet_end_cell(rows, false);
}

/* ---- any other cell ---- */

static void on_start(void *self, eh_slice name, unsigned depth) {
    eh_sheet_rows *rows = self;
    if (rows->in_cell) {
        eh_sheet_start_inner(rows, name, true, depth);
    }
}

static void on_end(void *self, unsigned depth) {
    eh_sheet_rows *rows = self;
    if (rows->in_cell) {
        eh_sheet_end_inner(rows, depth);
    }
}

static void on_text(void *self, const char *text, size_t length) {
    eh_sheet_inner_text(self, text, length);
}

static void on_replaced(void *self) {
    eh_sheet_replaced(self);
}

static eh_lex scan_cell(eh_sheet_rows *rows, eh_scan *scan) {
    static const eh_lex_events events = {on_start, on_end, on_text, on_replaced};
    eh_lex_tag tag;
    eh_lex read = eh_lex_start(scan, &tag);
    if (read != EH_LEX_OK) {
        return read;
    }
    rows->in_cell = eh_sheet_start_cell(rows, eh_lex_attribute_of(&tag, "r"), eh_lex_attribute_of(&tag, "t"),
                                        eh_lex_attribute_of(&tag, "s"));
    eh_cell_text_start(&rows->text);
    read = tag.empty ? EH_LEX_OK : eh_lex_content(scan, tag.name, &events, rows);
    if (read == EH_LEX_OK && (rows->refused || (rows->in_cell && !eh_sheet_end_built_cell(rows)))) {
        read = EH_LEX_UNSURE;
    }
    rows->in_cell = false;
    return read;
}

/* ---- cells written as those above them ---- */

/* How a cell holds its value, as far as it can be taken as it stands. */
static eh_pattern_how how_of(const eh_sheet_rows *rows, const quick_cell *cell) {
    const eh_raw_cell *raw = &rows->raw;
    const eh_styles *styles = &rows->context->styles;
    unsigned shows = raw->style < styles->count ? styles->shows[raw->style] : 0;
    if (cell->inlined) {
        return EH_PATTERN_INLINED;
    }
    if (!cell->value) {
        return EH_PATTERN_EMPTY;
    }
    if (raw->kind == EH_KIND_SHARED) {
        return EH_PATTERN_SHARED;
    }
    if (raw->kind != EH_KIND_NUMBER) {
        return EH_PATTERN_NONE;
    }
    if ((shows & (EH_SHOWS_DATE | EH_SHOWS_TIME)) != 0) {
        return EH_PATTERN_DATE;
    }
    return (shows & EH_SHOWS_PERCENT) != 0 ? EH_PATTERN_PERCENT : EH_PATTERN_NUMBER;
}

/* Keeps how a cell from `start` to `end` was written that was read in one go and given. */
static void learn(eh_sheet_rows *rows, const char *start, const char *end, const quick_cell *cell) {
    eh_pattern_how how = how_of(rows, cell);
    if (how != EH_PATTERN_NONE && cell->column > 0 && cell->reference.at == start + 6) {
        const char *behind = cell->reference.at + cell->reference.length;
        eh_pattern_learn(&rows->patterns, cell->column,
                         (eh_slice){behind, (size_t)((how == EH_PATTERN_EMPTY ? end : cell->text.at) - behind)}, how);
    }
}

/* The value of a shared string's cell, and the cell's end. */
static bool take_shared(eh_scan *scan, const eh_strings *strings, eh_cell *cell) {
    const char *p = scan->at, *start = p;
    uint32_t number = 0;
    for (; *p >= '0' && *p <= '9'; p++) {
        number = number * 10 + (uint32_t)(*p - '0');
    }
    if (p == start || p - start > 9 || memcmp(p, "</v></c>", 8) != 0 || number >= strings->count ||
        strings->repaired_count > 0) {
        return false;
    }
    eh_slice text = eh_strings_at(strings, number);
    *cell = (eh_cell){text, text.length > 0 ? EH_CELL_TEXT : EH_CELL_BLANK, number + 1};
    scan->at = p + 8;
    return true;
}

static bool take_inlined(eh_scan *scan, eh_cell *cell) {
    eh_slice text;
    if (!quick_text(scan, &text) || !take(scan, "</t></is></c>") || memchr(text.at, '_', text.length) != NULL) {
        return false;
    }
    text = eh_lex_trim(text);
    *cell = (eh_cell){text, text.length > 0 ? EH_CELL_TEXT : EH_CELL_BLANK, 0};
    return true;
}

/* Where the digits from `p` on end, of which there are DIGITS at most; NULL when there are more. */
static const char *skip_digits(const char *p) {
    enum { DIGITS = 14 };
    const char *start = p;
    while (*p >= '0' && *p <= '9') {
        p++;
    }
    return p - start <= DIGITS ? p : NULL;
}

/* The end of a number without a sign that is written as it is given out (eh_number_is_plain), and of 15 characters at most; NULL for any other. */
static const char *plain_number_end(const char *start) {
    enum { LONGEST = 15 };
    const char *p = skip_digits(start);
    if (p == NULL || p == start || (*start == '0' && p > start + 1)) {
        return NULL;
    }
    if (*p != '.') {
        return p;
    }
    const char *end = skip_digits(p + 1);
    return end == NULL || end == p + 1 || end[-1] == '0' || end - start > LONGEST ? NULL : end;
}

static bool take_number(eh_scan *scan, eh_cell_type type, eh_cell *cell) {
    const char *start = scan->at, *end = plain_number_end(start);
    if (end == NULL || memcmp(end, "</v></c>", 8) != 0) {
        return false;
    }
    *cell = (eh_cell){{start, (size_t)(end - start)}, type, 0};
    scan->at = end + 8;
    return true;
}

/* A whole number of days, which is a date without a time whatever the format shows. Its text is made in `text`. */
static bool take_date(eh_scan *scan, bool system_1904, char text[16], eh_cell *cell) {
    const char *p = scan->at, *start = p;
    int64_t serial = 0;
    for (; *p >= '0' && *p <= '9' && p - start < 6; p++) {
        serial = serial * 10 + (*p - '0');
    }
    eh_date day = serial > 0 ? eh_date_from_serial(serial, system_1904) : EH_NO_DATE;
    if (day == EH_NO_DATE || memcmp(p, "</v></c>", 8) != 0) {
        return false;
    }
    eh_date_write(day, text);
    *cell = (eh_cell){{text, 10}, EH_CELL_DATE, 0};
    scan->at = p + 8;
    return true;
}

static bool take_value(eh_sheet_rows *rows, eh_pattern_how how, uint32_t column, eh_scan *scan, eh_cell *cell) {
    switch (how) {
    case EH_PATTERN_SHARED:
        return take_shared(scan, &rows->context->strings, cell);
    case EH_PATTERN_INLINED:
        return take_inlined(scan, cell);
    case EH_PATTERN_NUMBER:
        return take_number(scan, EH_CELL_NUMBER, cell);
    case EH_PATTERN_PERCENT:
        return take_number(scan, EH_CELL_PERCENT, cell);
    case EH_PATTERN_DATE:
        return take_date(scan, rows->context->system_1904, rows->days[column - 1], cell);
    case EH_PATTERN_EMPTY:
    case EH_PATTERN_NONE:
        break;
    }
    return true;
}

/* Reads a cell that is written as one above it: false when it is not, or when there is more to it; nothing is changed then. */
static bool scan_as_above(eh_sheet_rows *rows, const row_digits *row, eh_scan *scan) {
    eh_scan at = {scan->at + 6, scan->end, scan->prefixes};
    uint32_t column = begins(scan, "<c r=\"", 6) ? quick_reference(&at.at, row) : 0;
    const eh_pattern *pattern = eh_pattern_find(&rows->patterns, column, at.at);
    if (pattern == NULL || column <= rows->place.column || column <= rows->queue.width) {
        return false;
    }
    eh_cell cell = {.type = EH_CELL_BLANK};
    at.at += pattern->length;
    if (!take_value(rows, pattern->how, column, &at, &cell)) {
        return false;
    }
    rows->place.column = column;
    scan->at = at.at;
    if (cell.type != EH_CELL_BLANK) {
        eh_status status = eh_queue_append(&rows->queue, column, &cell);
        if (status != EH_OK) {
            eh_sheet_queued(rows, status);
        }
    }
    return true;
}

/* ---- rows ---- */

static eh_lex scan_cells(eh_sheet_rows *rows, const row_digits *row, eh_scan *scan) {
    for (;;) {
        eh_lex read = *scan->at == '<' ? EH_LEX_OK : eh_lex_space(scan);
        if (read != EH_LEX_OK) {
            return read;
        }
        if (!begins(scan, "<c ", 3) && !eh_lex_at(scan, EH_SLICE("<c"))) {
            return scan->end - scan->at > 2 ? eh_lex_end(scan, EH_SLICE("row")) : EH_LEX_MORE;
        }
        if (scan_as_above(rows, row, scan)) {
            if (rows->refused) {
                return EH_LEX_UNSURE;
            }
            continue;
        }
        eh_scan quick = {scan->at + 2, scan->end, scan->prefixes};
        quick_cell cell = {.column = 0};
        if (quick_content(&quick, row, &cell)) {
            if (!give_quick(rows, &cell)) {
                return EH_LEX_UNSURE;
            }
            learn(rows, scan->at, quick.at, &cell);
            scan->at = quick.at;
        } else if ((read = scan_cell(rows, scan)) != EH_LEX_OK) {
            return read;
        }
    }
}

static eh_lex scan_row(eh_sheet_rows *rows, eh_scan *scan) {
    eh_lex_tag tag = {.empty = false};
    eh_slice number = {NULL, 0}, hidden = {NULL, 0};
    if (!eh_row_tag_take(&rows->tail, scan, &number)) {
        const char *begin = scan->at;
        eh_lex read = eh_lex_start(scan, &tag);
        if (read != EH_LEX_OK) {
            return read;
        }
        number = eh_lex_attribute_of(&tag, "r");
        hidden = eh_lex_attribute_of(&tag, "hidden");
        eh_row_tag_learn(&rows->tail, begin, scan->at, &tag);
    }
    eh_sheet_start_row(rows, number, hidden);
    const row_digits row = digits_of(number);
    eh_lex read = tag.empty ? EH_LEX_OK : scan_cells(rows, &row, scan);
    if (read == EH_LEX_OK) {
        eh_sheet_end_row(rows);
        rows->scanned++;
    }
    return read;
}

/* As if nothing had been read of the row. */
static void undo_row(eh_sheet_rows *rows, const eh_sheet_place *before) {
    rows->place = *before;
    rows->in_inline = rows->in_run = rows->in_text = false;
    eh_queue_start_row(&rows->queue);
}

static eh_scanned scan_rows(eh_sheet_rows *rows, eh_scan *scan) {
    do {
        eh_scan at = *scan;
        eh_lex read = eh_lex_space(&at);
        if (read == EH_LEX_OK && at.at[1] == '/') {
            *scan = at;
            return EH_SCANNED_END;
        }
        if (read == EH_LEX_OK && !eh_lex_at(&at, EH_SLICE("<row"))) {
            read = at.end - at.at > 4 ? EH_LEX_UNSURE : EH_LEX_MORE;
        }
        const eh_sheet_place before = rows->place;
        read = read == EH_LEX_OK ? scan_row(rows, &at) : read;
        if (eh_xml_refused(rows->xml)) {
            return EH_SCANNED_UNSURE; /* which ends it */
        }
        if (read != EH_LEX_OK) {
            undo_row(rows, &before);
            return read == EH_LEX_MORE ? EH_SCANNED_ALL : EH_SCANNED_UNSURE;
        }
        scan->at = at.at;
    } while (eh_queue_empty(&rows->queue));
    return EH_SCANNED_SOME;
}

eh_scanned eh_sheet_scan(void *self, eh_scan *scan) {
    eh_sheet_rows *rows = self;
    rows->scanning = true;
    eh_scanned scanned = scan_rows(rows, scan);
    rows->scanning = false;
    return scanned;
}
