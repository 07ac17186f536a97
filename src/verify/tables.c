/* Tables kept as text: which column is which field, which rows are records. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "verify/cells.h"

eh_plain_book *eh_plain_new(const eh_catalogue *catalogue, size_t limit) {
    eh_plain_book *book = calloc(1, sizeof *book);
    if (!book)
        return NULL;
    book->catalogue = catalogue;
    book->limit = limit ? limit : EH_LIMIT_VERIFIED;
    book->arena = eh_arena_new();
    if (book->arena)
        return book;
    free(book);
    return NULL;
}

static void free_table(plain_table *table) {
    free(table->column);
    free(table->heading);
    free(table->row);
}

static void let_go(eh_plain_book *book) {
    for (size_t t = 0; t < book->count; t++)
        free_table(&book->table[t]);
    free(book->table);
    book->table = NULL;
    book->count = book->room = 0;
    eh_arena_free(book->arena);
    book->arena = NULL;
}

void eh_plain_free(eh_plain_book *book) {
    if (!book)
        return;
    let_go(book);
    free(book);
}

bool eh_plain_too_large(const eh_plain_book *book) {
    return book->too_large;
}

/* A list of elements of `size` with room for one more; NULL when out of memory. */
static void *with_room(void *at, size_t count, size_t *room, size_t size) {
    if (count < *room)
        return at;
    size_t more = *room ? *room * 2 : 16;
    void *grown = realloc(at, more * size);
    if (grown)
        *room = more;
    return grown;
}

eh_status eh_plain_begin(eh_plain_book *book, eh_kind kind, bool system_1904) {
    if (book->too_large)
        return EH_OK;
    plain_table *grown = with_room(book->table, book->count, &book->room, sizeof *grown);
    if (!grown)
        return EH_NOMEM;
    book->table = grown;
    plain_table *table = &book->table[book->count++];
    *table = (plain_table){.kind = kind, .system_1904 = system_1904};
    for (size_t f = 0; f < EH_FIELD_COUNT; f++)
        table->place[f] = -1;
    return EH_OK;
}

void eh_plain_end(eh_plain_book *book, bool kept) {
    if (!book->too_large && !kept && book->count)
        free_table(&book->table[--book->count]);
}

/* ---- headings ---- */

/* Whether a heading is the field's own and no synonym. */
static bool is_plain(eh_field field, eh_slice heading) {
    char a[EH_FOLD_ROOM], b[EH_FOLD_ROOM];
    size_t n = eh_fold(heading, a, sizeof a), m = eh_fold(eh_slice_of(eh_field_heading(field)), b, sizeof b);
    return n == m && memcmp(a, b, n) == 0;
}

static bool keep_text(eh_plain_book *book, eh_slice *text) {
    char *copy = eh_arena_bytes(book->arena, text->length + 1);
    if (!copy)
        return false;
    if (text->length)
        memcpy(copy, text->at, text->length);
    copy[text->length] = '\0';
    text->at = copy;
    return true;
}

/* Of two columns that could be one field, the first with the plain heading is taken, else the first. */
static eh_status read_headings(eh_plain_book *book, plain_table *table, const eh_row *row) {
    table->headed = true;
    table->column = calloc(row->count + 1, sizeof *table->column);
    table->heading = calloc(row->count + 1, sizeof *table->heading);
    if (!table->column || !table->heading)
        return EH_NOMEM;
    for (uint32_t c = 0; c < row->count; c++) {
        eh_slice heading = eh_row_cell(row, c).text;
        eh_field field = heading.length ? eh_heading_find(book->catalogue, table->kind, heading) : EH_FIELD_NONE;
        if (field == EH_FIELD_NONE)
            continue;
        int place = table->place[field];
        if (place >= 0 && (is_plain(field, table->heading[place]) || !is_plain(field, heading)))
            continue;
        if (place < 0)
            place = table->place[field] = (int)table->matched++;
        table->column[place] = c;
        table->heading[place] = heading;
        if (!keep_text(book, &table->heading[place]))
            return EH_NOMEM;
    }
    return EH_OK;
}

/* ---- rows ---- */

static const eh_field organisation_column[EH_KIND_COUNT] = {
    [EH_KIND_STAFF] = EH_STAFF_ORGANISATION,   [EH_KIND_APPLICANTS] = EH_APPLICANTS_ORGANISATION,
    [EH_KIND_CASES] = EH_CASES_ORGANISATION,   [EH_KIND_TRAINING] = EH_TRAINING_ORGANISATION,
    [EH_KIND_BOARD] = EH_BOARD_ORGANISATION,   [EH_KIND_SURVEY] = EH_SURVEY_ORGANISATION,
    [EH_KIND_COUNTS] = EH_COUNTS_ORGANISATION, [EH_KIND_ANSWERS] = EH_ANSWERS_ORGANISATION,
};

/* Trimmed, in capitals, 3 to 8 letters and digits; a blank one is "". */
static bool read_code(eh_slice text, char code[9]) {
    text = eh_trim(text);
    code[0] = '\0';
    if (text.length == 0)
        return true;
    if (text.length < 3 || text.length > 8)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
        code[i] = c;
    }
    code[text.length] = '\0';
    return true;
}

/* Whether a row is a record, and no total below the data, no remark in one cell, no headings repeated on a further page. */
static bool is_record(const eh_plain_book *book, const plain_table *table, const plain_row *made, const eh_row *row) {
    enum { FEWEST_REPEATED = 2, ENOUGH_COLUMNS = 4 };
    unsigned filled = 0, repeated = 0, cells = 0;
    eh_slice leading = {NULL, 0};
    eh_field first, last;
    eh_kind_fields(table->kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        eh_slice text = plain_text(table, made, f);
        if (text.length == 0)
            continue;
        repeated += eh_slice_equal(text, table->heading[table->place[f]]);
        filled += f != organisation_column[table->kind];
    }
    for (uint32_t c = 0; c < row->count; c++)
        if (eh_row_cell(row, c).text.length && cells++ == 0)
            leading = eh_row_cell(row, c).text;
    bool headings = repeated >= FEWEST_REPEATED && repeated == table->matched;
    bool total = filled * 2 <= table->matched && eh_begins_with_total(book->catalogue, leading);
    bool remark = filled == 0 || (cells == 1 && table->matched >= ENOUGH_COLUMNS);
    return !headings && !total && !remark;
}

/* A row's cells as they are in the reader's hands; `cell` has room for the columns that matter. */
static void take_cells(const plain_table *table, const eh_row *row, eh_cell *cell) {
    for (unsigned p = 0; p < table->matched; p++)
        cell[p] = table->column[p] < row->count ? eh_row_cell(row, table->column[p]) : (eh_cell){0};
}

static eh_status keep_row(eh_plain_book *book, plain_table *table, const eh_cell *cells, plain_row row) {
    plain_row *grown = with_room(table->row, table->count, &table->room, sizeof *grown);
    eh_cell *copy = eh_arena_alloc(book->arena, (table->matched + 1) * sizeof *copy);
    if (grown)
        table->row = grown;
    if (!grown || !copy)
        return EH_NOMEM;
    memcpy(copy, cells, table->matched * sizeof *copy);
    for (unsigned p = 0; p < table->matched; p++)
        if (copy[p].text.length && !keep_text(book, &copy[p].text))
            return EH_NOMEM;
    row.cell = copy;
    table->row[table->count++] = row;
    if (eh_arena_size(book->arena) > book->limit) {
        book->too_large = true;
        let_go(book);
    }
    return EH_OK;
}

eh_status eh_plain_add(eh_plain_book *book, const eh_row *row) {
    enum { FIELDS_OF_A_KIND = 32 };
    eh_cell cells[FIELDS_OF_A_KIND];
    if (book->too_large)
        return EH_OK;
    plain_table *table = &book->table[book->count - 1];
    if (!table->headed)
        return read_headings(book, table, row);
    plain_row made = {.cell = cells};
    take_cells(table, row, cells);
    if (!is_record(book, table, &made, row) ||
        !read_code(plain_text(table, &made, organisation_column[table->kind]), made.organisation))
        return EH_OK;
    return keep_row(book, table, cells, made);
}
