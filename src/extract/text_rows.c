#include "extract/text_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/text_dialect.h"
#include "extract/text_record.h"

typedef struct {
    eh_reader_rows rows;
    eh_text_reader *reader;
    eh_findings *findings; /* of the call under way; may be NULL */
    eh_text_input input;
    eh_text_record record;
    size_t used;                  /* bytes of the record given last, to be passed over */
    bool windows_1252, multibyte; /* how bytes beyond ASCII are read; whether characters of UTF-8 were met */
    bool separator;               /* the next record is `sep=;` */
    bool skip_line;               /* the record was cut: the rest of its line is passed over */
    eh_cell *cells;
    uint32_t room;
    char *scratch; /* cells that had to be decoded */
    size_t scratch_used, scratch_room;
    eh_row row;
    eh_rows_facts facts;
} text_rows;

static eh_status tell(const text_rows *rows, eh_code code, uint64_t row, uint32_t column) {
    if (rows->findings == NULL) {
        return EH_OK;
    }
    eh_place place = {.file = rows->reader->source->name, .row = row, .column = column};
    return eh_found(rows->findings, code, place, 1, NULL, NULL, NULL);
}

static unsigned text_tables(const eh_reader *reader) {
    (void)reader;
    return 1;
}

static eh_table_info *text_info(eh_reader *reader, unsigned table) {
    (void)table;
    return &((eh_text_reader *)reader)->info;
}

static void text_rows_close(eh_reader_rows *base) {
    text_rows *rows = (text_rows *)base;
    eh_text_input_free(&rows->input);
    eh_text_record_free(&rows->record);
    free(rows->cells);
    free(rows->scratch);
    free(rows);
}

static eh_status text_rows_open(eh_reader *base, unsigned table, eh_findings *findings, eh_reader_rows **opened) {
    (void)table;
    (void)findings;
    eh_text_reader *reader = (eh_text_reader *)base;
    text_rows *rows = calloc(1, sizeof *rows);
    if (rows == NULL) {
        return EH_NOMEM;
    }
    rows->rows.kind = reader->reader.kind;
    rows->reader = reader;
    rows->windows_1252 = reader->guess.encoding == EH_WINDOWS_1252;
    rows->multibyte = reader->guess.multibyte;
    rows->separator = reader->separator;
    eh_text_record_begin(&rows->record, reader->info.delimiter);
    eh_status status =
        eh_text_input_open(&rows->input, reader->source, reader->guess, reader->sizes.block, reader->stop);
    if (status != EH_OK) {
        text_rows_close(&rows->rows);
        return status;
    }
    *opened = &rows->rows;
    return EH_OK;
}

static eh_status more(text_rows *rows) {
    eh_status status = eh_text_input_more(&rows->input);
    if (status == EH_IO) {
        eh_status told = tell(rows, EH_F_FILE_UNREADABLE, rows->row.number + 1, 0);
        return told == EH_OK ? EH_IO : told;
    }
    return status;
}

/* Passes over what is left of a line, its end included. */
static eh_status skip_line(text_rows *rows) {
    eh_text_input *in = &rows->input;
    for (;;) {
        while (in->start < in->end && in->window[in->start] != '\n' && in->window[in->start] != '\r') {
            in->start++;
        }
        bool feed_may_follow = in->start + 1 == in->end && in->window[in->start] == '\r';
        if (in->at_end || (in->start < in->end && !feed_may_follow)) {
            break;
        }
        eh_status status = more(rows);
        if (status != EH_OK) {
            return status;
        }
    }
    if (in->start < in->end) {
        bool both = in->window[in->start] == '\r' && in->start + 1 < in->end && in->window[in->start + 1] == '\n';
        in->start += both ? 2 : 1;
    }
    return EH_OK;
}

static const char *const line_ends[8] = {"", "LF", "CRLF", "mixed", "CR", "mixed", "mixed", "mixed"};

static void note_line_end(text_rows *rows) {
    /* Where a file is cut for a trial its last line end may be half of one. */
    bool cut = rows->reader->stop != UINT64_MAX && rows->input.start + rows->record.length == rows->input.end;
    unsigned bit = rows->record.line == EH_LINE_NONE || cut ? 0 : 1u << rows->record.line;
    rows->reader->ends |= bit;
    rows->reader->info.line_ends = line_ends[rows->reader->ends & 7];
}

/* The record is longer than a row may be: what was scanned of it is the row. */
static eh_status cut_record(text_rows *rows) {
    eh_text_record *record = &rows->record;
    rows->skip_line = true;
    if (record->count > 0) {
        eh_text_mark *last = &record->marks[record->count - 1];
        const char *at = rows->input.window + rows->input.start;
        if (last->end == record->content) {
            last->end = last->start + (uint32_t)eh_utf8_cut(at + last->start, last->end - last->start);
        }
    }
    return tell(rows, EH_F_TEXT_ROW_TOO_LONG, rows->row.number + 1, 0);
}

/* A quote was left open: from it to where the scan gave up, no quote reaches beyond its line. */
static eh_status give_up_quote(text_rows *rows, size_t scanned) {
    uint64_t base = rows->input.base + rows->input.start;
    rows->record.lines_from = base + rows->record.open;
    rows->record.lines_to = base + scanned;
    uint32_t column = rows->record.count + 1;
    return tell(rows, EH_F_TEXT_UNCLOSED_QUOTE, rows->row.number + 1, column);
}

/* Scans what is in the window, as far as a row may reach. */
static eh_scan scan_window(text_rows *rows, size_t *scanned, bool *limited) {
    eh_text_input *in = &rows->input;
    size_t length = in->end - in->start;
    char *at = in->window + in->start;
    *limited = length > rows->reader->sizes.row;
    *scanned = *limited ? rows->reader->sizes.row : length;
    *scanned -= *limited && at[*scanned - 1] == '\r'; /* never between the two halves of a line end */
    char kept = at[*scanned];
    at[*scanned] = '\n';
    eh_scan scan = eh_text_record_scan(&rows->record, at, *scanned, in->at_end || *limited, in->base + in->start);
    at[*scanned] = kept;
    return scan;
}

/* Gets the next record whole into the window. */
static eh_status next_record(text_rows *rows) {
    eh_text_input *in = &rows->input;
    in->start += rows->used;
    rows->used = 0;
    eh_status status = rows->skip_line ? skip_line(rows) : EH_OK;
    rows->skip_line = false;
    while (status == EH_OK) {
        size_t scanned;
        bool limited;
        if (in->start == in->end && in->at_end) {
            return EH_END;
        }
        switch (in->start == in->end ? EH_SCAN_MORE : scan_window(rows, &scanned, &limited)) {
        case EH_SCAN_RECORD:
            rows->used = rows->record.length;
            note_line_end(rows);
            return limited && rows->record.line == EH_LINE_NONE ? cut_record(rows) : EH_OK;
        case EH_SCAN_OPEN:
            status = give_up_quote(rows, scanned);
            break;
        case EH_SCAN_MORE:
            status = more(rows);
            break;
        default:
            return EH_NOMEM;
        }
    }
    return status;
}

/* Zero bytes are what fixed-width systems pad with: each becomes a space. */
static eh_status replace_zeros(text_rows *rows, char *at) {
    for (uint32_t i = 0; i < rows->record.count; i++) {
        const eh_text_mark *mark = &rows->record.marks[i];
        char *zero = memchr(at + mark->start, 0, mark->end - mark->start);
        if (zero == NULL) {
            continue;
        }
        for (; zero < at + mark->end; zero++) {
            rows->facts.invalid_bytes += *zero == 0;
            *zero = *zero == 0 ? ' ' : *zero;
        }
        eh_status status = tell(rows, EH_F_TEXT_ZERO_BYTES, rows->row.number, i + 1);
        if (status != EH_OK) {
            return status;
        }
    }
    return EH_OK;
}

/* A cell with bytes beyond ASCII, as UTF-8. */
static eh_status decode(text_rows *rows, uint32_t cell, eh_slice *text) {
    if (eh_utf8_valid(text->at, text->length)) {
        /* In a Windows-1252 file that is next to none by chance: parts of the file were written in UTF-8. */
        rows->multibyte = !rows->windows_1252;
        return rows->windows_1252 ? tell(rows, EH_F_TEXT_MIXED_ENCODINGS, rows->row.number, cell + 1) : EH_OK;
    }
    eh_status status = EH_OK;
    if (!rows->windows_1252 && !rows->multibyte) {
        /* All was plain ASCII so far, so that nothing spoke for UTF-8; this speaks against it. */
        rows->windows_1252 = true;
        rows->reader->info.encoding = eh_encoding_name(EH_WINDOWS_1252);
        status = tell(rows, EH_F_TEXT_ENCODING_CHANGED, rows->row.number, cell + 1);
    }
    /* Room for the whole row, so that no cell before this one has to move. */
    size_t room = rows->record.content * 3;
    if (status == EH_OK && rows->scratch_room < room) {
        free(rows->scratch);
        rows->scratch = malloc(room);
        rows->scratch_room = rows->scratch == NULL ? 0 : room;
    }
    if (status != EH_OK || rows->scratch == NULL) {
        return status == EH_OK ? EH_NOMEM : status;
    }
    char *out = rows->scratch + rows->scratch_used;
    uint64_t before = rows->facts.invalid_bytes;
    size_t length =
        (rows->windows_1252 ? eh_windows_1252_decode : eh_utf8_repair)(*text, out, &rows->facts.invalid_bytes);
    rows->scratch_used += length;
    *text = (eh_slice){out, length};
    return rows->facts.invalid_bytes == before ? EH_OK
                                               : tell(rows, EH_F_TEXT_INVALID_BYTES, rows->row.number, cell + 1);
}

static eh_status cut_cell(text_rows *rows, uint32_t cell, eh_slice *text) {
    text->length = rows->reader->sizes.cell;
    if (!rows->windows_1252) {
        text->length = eh_utf8_cut(text->at, text->length);
    }
    rows->facts.cut_cells++;
    return tell(rows, EH_F_TEXT_CELL_CUT, rows->row.number, cell + 1);
}

static bool make_cells(text_rows *rows) {
    if (rows->record.count <= rows->room) {
        return true;
    }
    free(rows->cells);
    rows->cells = malloc(rows->record.room * sizeof *rows->cells);
    rows->room = rows->cells == NULL ? 0 : rows->record.room;
    return rows->cells != NULL;
}

/* Most cells begin and end with a plain character. */
static bool trimmed(eh_slice text) {
    return text.length == 0 ||
           (text.at[0] > ' ' && text.at[0] <= '~' && text.at[text.length - 1] > ' ' && text.at[text.length - 1] <= '~');
}

/* Makes cells of the record in the window; *blank when they all are. */
static eh_status make_row(text_rows *rows, bool *blank) {
    char *at = rows->input.window + rows->input.start;
    bool high = eh_bytes_high(at, rows->record.content);
    eh_status status = make_cells(rows) ? EH_OK : EH_NOMEM;
    if (status == EH_OK && memchr(at, 0, rows->record.content) != NULL) {
        status = replace_zeros(rows, at);
    }
    rows->scratch_used = 0;
    *blank = true;
    for (uint32_t i = 0; i < rows->record.count && status == EH_OK; i++) {
        eh_slice text = eh_text_record_cell(&rows->record, at, i);
        if (text.length > rows->reader->sizes.cell) {
            status = cut_cell(rows, i, &text);
        }
        if (status == EH_OK && high && eh_bytes_high(text.at, text.length)) {
            status = decode(rows, i, &text);
        }
        text = trimmed(text) ? text : eh_trim(text);
        rows->cells[i] = (eh_cell){.text = text, .type = text.length == 0 ? EH_CELL_BLANK : EH_CELL_TEXT};
        *blank = *blank && text.length == 0;
    }
    if (status == EH_OK && rows->record.beyond > 0) {
        status = tell(rows, EH_F_TEXT_TOO_MANY_COLUMNS, rows->row.number, 0);
    }
    rows->row.count = rows->record.count;
    rows->row.cells = rows->cells;
    return status;
}

/* The byte 1A alone at the very end is how old programs mark the end of a file. */
static bool end_mark(const text_rows *rows) {
    const eh_text_input *in = &rows->input;
    return in->at_end && in->end - in->start == 1 && in->window[in->start] == '\x1A';
}

static eh_status text_rows_next(eh_reader_rows *base, eh_findings *findings, const eh_row **row) {
    text_rows *rows = (text_rows *)base;
    rows->findings = findings;
    for (;;) {
        eh_status status = next_record(rows);
        if (status != EH_OK || end_mark(rows)) {
            return status == EH_OK ? EH_END : status;
        }
        if (rows->separator) {
            rows->separator = false;
            continue;
        }
        if (rows->row.number == EH_LIMIT_ROWS) {
            status = tell(rows, EH_F_TEXT_TOO_MANY_ROWS, rows->row.number, 0);
            return status == EH_OK ? EH_BAD : status;
        }
        rows->row.number++;
        bool blank;
        status = make_row(rows, &blank);
        if (status != EH_OK) {
            return status;
        }
        if (!blank) {
            rows->facts.rows++;
            *row = &rows->row;
            return EH_OK;
        }
        rows->facts.blank_rows++;
    }
}

static eh_rows_facts text_rows_seen(const eh_reader_rows *rows) {
    return ((const text_rows *)rows)->facts;
}

static void text_close(eh_reader *reader) {
    free(reader);
}

static const eh_reader_kind text_kind = {
    .tables = text_tables,
    .info = text_info,
    .rows_open = text_rows_open,
    .next = text_rows_next,
    .seen = text_rows_seen,
    .rows_close = text_rows_close,
    .close = text_close,
};

eh_status eh_text_open(eh_source *source, const char *head, size_t length, eh_judge judge, void *context,
                       const eh_text_sizes *sizes, eh_reader **opened) {
    eh_text_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return EH_NOMEM;
    }
    reader->reader.kind = &text_kind;
    reader->source = source;
    reader->guess = eh_encoding_sniff(head, length, length < EH_LIMIT_SNIFF);
    reader->sizes = sizes != NULL ? *sizes : (eh_text_sizes){EH_TEXT_BLOCK, EH_LIMIT_ROW, EH_LIMIT_CELL};
    reader->stop = UINT64_MAX;
    reader->info = (eh_table_info){
        .format = EH_FORMAT_TEXT, .encoding = eh_encoding_name(reader->guess.encoding), .line_ends = "", .sheet = ""};
    eh_status status = eh_text_dialect_choose(reader, judge, context);
    if (status != EH_OK) {
        text_close(&reader->reader);
        return status;
    }
    *opened = &reader->reader;
    return EH_OK;
}
