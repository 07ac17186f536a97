#include "extract/text_rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/text_ahead.h"
#include "extract/text_dialect.h"

typedef struct {
    eh_reader_rows rows;
    eh_text_reader *reader;
    eh_findings *findings; /* of the call under way; may be NULL */
    eh_text_ahead *ahead;
    const eh_text_window *window; /* NULL before the first */
    size_t next;                  /* of its items */
    eh_text_record record;        /* the one taken with care */
    char *careful;                /* its bytes, which making cells may change */
    size_t careful_room;
    bool windows_1252, multibyte; /* how bytes beyond ASCII are read; whether characters of UTF-8 were met */
    bool separator;               /* the next record is `sep=;` */
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
    eh_text_ahead_close(rows->ahead);
    eh_text_record_free(&rows->record);
    free(rows->careful);
    free(rows->cells);
    free(rows->scratch);
    free(rows);
}

/* The file in windows. */
static eh_status open_windows(text_rows *rows) {
    const eh_text_reader *reader = rows->reader;
    const eh_text_sizes *sizes = &reader->sizes;
    bool trial = reader->stop != UINT64_MAX;
    eh_text_cutter cutter = {.kernel = sizes->kernel, .row = sizes->row, .cell = sizes->cell, .trial = trial};
    eh_text_record_begin(&cutter.record, reader->info.delimiter);
    eh_text_input_open(&cutter.input, reader->source, reader->guess, sizes->block, reader->stop);
    rows->ahead = eh_text_ahead_new(&cutter, reader->plan.threads > 1 && !trial ? sizes->alone : UINT_MAX);
    if (rows->ahead == NULL) {
        return EH_NOMEM;
    }
    bool hash = reader->plan.hash && !reader->hashed && !trial && !cutter.input.utf16;
    return hash ? eh_text_ahead_hash(rows->ahead, reader->guess.mark) : EH_OK;
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
    eh_status status = open_windows(rows);
    if (status != EH_OK) {
        text_rows_close(&rows->rows);
        return status;
    }
    *opened = &rows->rows;
    return EH_OK;
}

static const char *const line_ends[8] = {"", "LF", "CRLF", "mixed", "CR", "mixed", "mixed", "mixed"};

static void note_line_end(text_rows *rows, unsigned line) {
    unsigned bit = line == EH_LINE_NONE ? 0 : 1u << line;
    if ((rows->reader->ends | bit) != rows->reader->ends) {
        rows->reader->ends |= bit;
        rows->reader->info.line_ends = line_ends[rows->reader->ends & 7];
    }
}

/* The file is at its end: the digest of all of it is there, if it was made. */
static eh_status end(text_rows *rows) {
    if (eh_text_ahead_digest(rows->ahead, &rows->reader->digest)) {
        rows->reader->hashed = true;
    }
    return EH_END;
}

/* The next record, and whatever was found before it. */
static eh_status next_item(text_rows *rows, const eh_text_item **item) {
    for (;;) {
        while (rows->window == NULL || rows->next == rows->window->item_count) {
            eh_status status = rows->window == NULL ? EH_OK : rows->window->status;
            if (status != EH_OK) {
                eh_status told = status == EH_IO ? tell(rows, EH_F_FILE_UNREADABLE, rows->row.number + 1, 0) : EH_OK;
                return told != EH_OK ? told : status == EH_END ? end(rows) : status;
            }
            rows->window = eh_text_ahead_next(rows->ahead);
            rows->next = 0;
        }
        *item = &rows->window->items[rows->next++];
        if ((*item)->sort != EH_TEXT_UNCLOSED) {
            note_line_end(rows, (*item)->line);
            return EH_OK;
        }
        rows->record.lines_from = rows->window->base + (*item)->start;
        rows->record.lines_to = rows->record.lines_from + (*item)->length;
        eh_status status = tell(rows, EH_F_TEXT_UNCLOSED_QUOTE, rows->row.number + 1, (*item)->count);
        if (status != EH_OK) {
            return status;
        }
    }
}

/* The bytes of a record of their own, with a line feed behind them. */
static char *copy_record(text_rows *rows, const eh_text_item *item) {
    size_t needed = (size_t)item->length + 1;
    if (needed > rows->careful_room) {
        free(rows->careful);
        rows->careful = malloc(needed * 2);
        rows->careful_room = rows->careful == NULL ? 0 : needed * 2;
    }
    if (rows->careful != NULL) {
        memcpy(rows->careful, rows->window->bytes + item->start, item->length);
        rows->careful[item->length] = '\n';
    }
    return rows->careful;
}

/* The record is longer than a row may be: what was scanned of it is the row. */
static eh_status cut_record(text_rows *rows, const char *at) {
    eh_text_record *record = &rows->record;
    if (record->count > 0) {
        eh_text_mark *last = &record->marks[record->count - 1];
        if (last->end == record->content) {
            last->end = last->start + (uint32_t)eh_utf8_cut(at + last->start, last->end - last->start);
        }
    }
    return tell(rows, EH_F_TEXT_ROW_TOO_LONG, rows->row.number + 1, 0);
}

/* Scans a record again, on its own. */
static eh_status scan_record(text_rows *rows, const eh_text_item *item, char **at) {
    *at = copy_record(rows, item);
    uint64_t base = rows->window->base + item->start;
    if (*at == NULL || eh_text_record_scan(&rows->record, *at, item->length, true, base) != EH_SCAN_RECORD) {
        return EH_NOMEM; /* that it is a record was found when the file was cut */
    }
    return item->sort == EH_TEXT_CUT ? cut_record(rows, *at) : EH_OK;
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

/* Makes cells of a record taken with care; *blank when they all are. */
static eh_status make_row(text_rows *rows, char *at, bool *blank) {
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

/* Whether a plain record can be given as it is: bytes beyond ASCII are read as they are only in UTF-8. */
static bool plain(text_rows *rows, const eh_text_item *item) {
    if (item->sort != EH_TEXT_PLAIN || (item->high && rows->windows_1252)) {
        return false;
    }
    rows->multibyte = rows->multibyte || item->high;
    return true;
}

static void give_plain(text_rows *rows, const eh_text_item *item) {
    rows->row.count = item->count;
    rows->row.cells = NULL;
    rows->row.bytes = rows->window->bytes + item->start;
    rows->row.ends = rows->window->ends + item->ends;
}

static eh_status text_rows_next(eh_reader_rows *base, eh_findings *findings, const eh_row **row) {
    text_rows *rows = (text_rows *)base;
    rows->findings = findings;
    for (;;) {
        const eh_text_item *item;
        char *at = NULL;
        eh_status status = next_item(rows, &item);
        bool as_it_is = status == EH_OK && plain(rows, item), blank = status == EH_OK && item->blank;
        if (status == EH_OK && !as_it_is) {
            status = scan_record(rows, item, &at);
        }
        if (status != EH_OK) {
            return status;
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
        if (as_it_is) {
            give_plain(rows, item);
        } else if ((status = make_row(rows, at, &blank)) != EH_OK) {
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

static void text_plan(eh_reader *reader, const eh_reading_plan *plan) {
    ((eh_text_reader *)reader)->plan = *plan;
}

static const eh_digest *text_digest(const eh_reader *reader) {
    const eh_text_reader *text = (const eh_text_reader *)reader;
    return text->hashed ? &text->digest : NULL;
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
    .plan = text_plan,
    .digest = text_digest,
};

eh_text_sizes eh_text_usual_sizes(void) {
    return (eh_text_sizes){EH_TEXT_BLOCK, EH_LIMIT_ROW, EH_LIMIT_CELL, eh_text_kernel_best(), EH_TEXT_ALONE};
}

eh_status eh_text_open(eh_source *source, const char *head, size_t length, eh_judge judge, void *context,
                       const eh_text_sizes *sizes, eh_reader **opened) {
    eh_text_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return EH_NOMEM;
    }
    reader->reader.kind = &text_kind;
    reader->source = source;
    reader->guess = eh_encoding_sniff(head, length, length < EH_LIMIT_SNIFF);
    reader->sizes = sizes != NULL ? *sizes : eh_text_usual_sizes();
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
