/* Makes an invented HR extract; see extract_maker.h.
 *
 *     make_extract staff|applicants ROWS csv|shuffled|shared|inline FILE
 *
 * csv: text, rows in the order of organisations; shuffled: the same rows in no order; shared, inline: a workbook whose texts are shared strings, or stand
 * in the cells, with employee numbers, hours and rates as numbers and dates as dates. Shared strings are made in memory: about 2 GB for a million rows. The
 * library's temporary files go to TMPDIR. Prints what was made as one JSON object. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "extract_maker.h"

enum { BLOCK = 1 << 20, LONGEST_ROW = 4096 };

/* Text in a block that is written out when full, or kept whole for shuffling. */
typedef struct text_file {
    FILE *file;
    char *block;
    size_t used, room;
    size_t *starts; /* where the rows begin in a kept block; NULL when not kept */
    size_t rows, rows_room;
} text_file;

static bool write_out(text_file *out) {
    bool done = fwrite(out->block, 1, out->used, out->file) == out->used;
    out->used = 0;
    return done;
}

static bool have_room(text_file *out) {
    if (out->room - out->used >= LONGEST_ROW)
        return true;
    if (!out->starts)
        return write_out(out);
    char *more = realloc(out->block, out->room * 2);
    if (!more)
        return false;
    out->block = more;
    out->room *= 2;
    return true;
}

static bool note_start(text_file *out) {
    if (out->rows == out->rows_room) {
        size_t *more = realloc(out->starts, out->rows_room * 2 * sizeof *more);
        if (!more)
            return false;
        out->starts = more;
        out->rows_room *= 2;
    }
    out->starts[out->rows++] = out->used;
    return true;
}

static char *put_quoted(char *at, const cell *value) {
    *at++ = '"';
    for (uint32_t i = 0; i < value->length; i++) {
        if (value->text[i] == '"')
            *at++ = '"';
        *at++ = value->text[i];
    }
    *at++ = '"';
    return at;
}

static bool put_text_row(text_file *out, const cell *row, size_t count) {
    if (!have_room(out) || (out->starts && !note_start(out)))
        return false;
    char *at = out->block + out->used;
    for (size_t i = 0; i < count; i++) {
        if (row[i].quoted) {
            at = put_quoted(at, &row[i]);
        } else {
            memcpy(at, row[i].text, row[i].length);
            at += row[i].length;
        }
        *at++ = i + 1 < count ? ',' : '\n';
    }
    out->used = (size_t)(at - out->block);
    return true;
}

static bool write_shuffled(text_file *out) {
    uint64_t random = 7;
    for (size_t i = out->rows; i > 1; i--) {
        size_t other = maker_draw(&random, i), start = out->starts[other];
        out->starts[other] = out->starts[i - 1];
        out->starts[i - 1] = start;
    }
    for (size_t i = 0; i < out->rows; i++) {
        const char *row = out->block + out->starts[i], *end = memchr(row, '\n', out->used - out->starts[i]);
        if (!end || fwrite(row, 1, (size_t)(end - row) + 1, out->file) != (size_t)(end - row) + 1)
            return false;
    }
    return true;
}

static bool make_text(extract_maker *maker, bool shuffled, const char *path) {
    text_file out = {.file = fopen(path, "wb"), .block = malloc(BLOCK), .room = BLOCK, .rows_room = 1024};
    size_t count;
    const cell *row = maker_headings(maker, &count);
    bool done = out.file && out.block && put_text_row(&out, row, count) && write_out(&out);
    if (done && shuffled)
        done = (out.starts = malloc(out.rows_room * sizeof *out.starts)) != NULL;
    while (done && (row = maker_next(maker)) != NULL)
        done = put_text_row(&out, row, count);
    if (done)
        done = shuffled ? write_shuffled(&out) : write_out(&out);
    if (out.file && fclose(out.file) != 0)
        done = false;
    free(out.block);
    free(out.starts);
    return done;
}

static lxw_error put_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const cell *value, lxw_format *date) {
    char text[LONGEST_ROW];
    memcpy(text, value->text, value->length);
    text[value->length] = '\0';
    switch (value->kind) {
    case CELL_NUMBER:
        return worksheet_write_number(sheet, row, column, strtod(text, NULL), NULL);
    case CELL_DATE:
        return worksheet_write_number(sheet, row, column, value->serial, date);
    case CELL_TEXT:
        break;
    }
    return worksheet_write_string(sheet, row, column, text, NULL);
}

static bool make_workbook(extract_maker *maker, bool shared, const char *path) {
    lxw_workbook_options options = {.constant_memory = shared ? LXW_FALSE : LXW_TRUE, .tmpdir = getenv("TMPDIR")};
    lxw_workbook *workbook = workbook_new_opt(path, &options);
    lxw_worksheet *sheet = workbook ? workbook_add_worksheet(workbook, "Staff") : NULL;
    if (!sheet)
        return false;
    lxw_doc_properties properties = {.created = 1743379200}; /* the same bytes whenever it is made */
    workbook_set_properties(workbook, &properties);
    lxw_format *date = workbook_add_format(workbook);
    format_set_num_format(date, "dd/mm/yyyy");
    size_t count;
    const cell *row = maker_headings(maker, &count);
    lxw_error error = LXW_NO_ERROR;
    for (lxw_row_t number = 0; row && !error; row = maker_next(maker), number++)
        for (size_t i = 0; i < count && !error; i++)
            error = put_cell(sheet, number, (lxw_col_t)i, &row[i], date);
    return workbook_close(workbook) == LXW_NO_ERROR && !error;
}

int main(int count, char **arguments) {
    char *end = NULL;
    uint64_t rows = count == 5 ? strtoull(arguments[2], &end, 10) : 0;
    if (rows == 0 || *end != '\0') {
        fputs("usage: make_extract staff|applicants ROWS csv|shuffled|shared|inline FILE\n", stderr);
        return 2;
    }
    const char *form = arguments[3], *path = arguments[4];
    extract_maker *maker = maker_new(strcmp(arguments[1], "staff") == 0 ? MAKER_STAFF : MAKER_APPLICANTS, rows);
    bool book = strcmp(form, "shared") == 0 || strcmp(form, "inline") == 0;
    bool done = maker && (book ? make_workbook(maker, form[0] == 's', path)
                               : make_text(maker, strcmp(form, "shuffled") == 0, path));
    if (!done)
        fprintf(stderr, "make_extract: %s could not be made\n", path);
    else
        printf("{\"rows\": %" PRIu64 ", \"people\": %" PRIu64 ", \"organisations\": %" PRIu64 "}\n", rows,
               maker_people(maker), maker_organisations(maker));
    maker_free(maker);
    return done ? 0 : 1;
}
