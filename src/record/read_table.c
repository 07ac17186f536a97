/* Reading a table: each of its rows into a record. */
#include <stdlib.h>
#include <string.h>

#include "record/quick.h"
#include "record/shape.h"
#include "record/trail.h"

enum { PROGRESS_EVERY = 1 << 15, TITLE_ROOM = 4096, ENOUGH_COLUMNS = 4, FEWEST_REPEATED = 2 };

static eh_record_reader *const readers[EH_KIND_COUNT] = {
    [EH_KIND_STAFF] = eh_read_staff,       [EH_KIND_APPLICANTS] = eh_read_applicant, [EH_KIND_CASES] = eh_read_case,
    [EH_KIND_TRAINING] = eh_read_training, [EH_KIND_BOARD] = eh_read_board,          [EH_KIND_SURVEY] = eh_read_survey,
    [EH_KIND_COUNTS] = eh_read_counts,     [EH_KIND_ANSWERS] = eh_read_answer,
};

static const eh_field organisation_field[EH_KIND_COUNT] = {
    [EH_KIND_STAFF] = EH_STAFF_ORGANISATION,   [EH_KIND_APPLICANTS] = EH_APPLICANTS_ORGANISATION,
    [EH_KIND_CASES] = EH_CASES_ORGANISATION,   [EH_KIND_TRAINING] = EH_TRAINING_ORGANISATION,
    [EH_KIND_BOARD] = EH_BOARD_ORGANISATION,   [EH_KIND_SURVEY] = EH_SURVEY_ORGANISATION,
    [EH_KIND_COUNTS] = EH_COUNTS_ORGANISATION, [EH_KIND_ANSWERS] = EH_ANSWERS_ORGANISATION,
};

/* ---- one row ---- */

bool eh_organisation_read(eh_slice text, char code[EH_CODE_ROOM]) {
    text = eh_trim(text);
    if (text.length < 3 || text.length >= EH_CODE_ROOM)
        return false;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            return false;
        code[i] = c;
    }
    code[text.length] = '\0';
    return true;
}

static bool grow_counts(eh_source_facts *facts, uint32_t organisation) {
    if (organisation < facts->rows_of_room)
        return true;
    size_t room = (size_t)organisation + 16;
    uint32_t *rows = realloc(facts->rows_of, room * sizeof *rows);
    if (!rows)
        return false;
    facts->rows_of = rows;
    memset(rows + facts->rows_of_room, 0, (room - facts->rows_of_room) * sizeof *rows);
    facts->rows_of_room = room;
    return true;
}

/* Sets the row's organisation; *skip when its code is none. */
static eh_status read_organisation(eh_reading *reading, bool *skip) {
    eh_dataset *data = reading->data;
    eh_slice text = eh_reading_text(reading, organisation_field[reading->kind]);
    char code[EH_CODE_ROOM] = "";
    *skip = false;
    reading->organisation_code = "";
    reading->organisation = 0;
    if (text.length && !eh_organisation_read(text, code)) {
        *skip = true;
        return eh_reading_found_slice(reading, EH_F_BAD_ORGANISATION, organisation_field[reading->kind], text);
    }
    if (text.length) {
        reading->organisation = eh_index_add(data->organisations, eh_slice_of(code), NULL);
        if (reading->organisation == EH_INDEX_NONE)
            return EH_NOMEM;
        reading->organisation_code = eh_index_key(data->organisations, reading->organisation).at;
        if (reading->organisation > EH_LIMIT_ORGANISATIONS) {
            *skip = true;
            return eh_reading_found(reading, EH_F_TOO_MANY_ORGANISATIONS, EH_FIELD_NONE, NULL);
        }
    }
    if (!grow_counts(reading->facts, reading->organisation))
        return EH_NOMEM;
    reading->facts->rows_of[reading->organisation]++;
    return EH_OK;
}

typedef enum row_sort { ROW_RECORD, ROW_TOTAL, ROW_REMARK, ROW_HEADINGS } row_sort;

/* Totals below the data, remarks of one cell, and headings repeated page by page are no records. */
static row_sort sort_row(const eh_reading *reading, const eh_row *row, unsigned matched) {
    eh_field first, last;
    eh_kind_fields(reading->kind, &first, &last);
    unsigned filled = 0, headings = 0; /* cells other than the organisation's; cells that repeat their heading */
    for (eh_field f = first; f <= last; f++) {
        eh_slice text = eh_reading_text(reading, f);
        if (text.length == 0)
            continue;
        if (eh_slice_equal(text, eh_slice_of(reading->facts->heading[f])))
            headings++;
        if (f != organisation_field[reading->kind])
            filled++;
    }
    if (headings >= FEWEST_REPEATED && headings == matched) /* all: Executive and Voting are values too */
        return ROW_HEADINGS;
    unsigned cells = 0;
    eh_slice leading = {NULL, 0};
    for (uint32_t c = 0; c < row->count; c++)
        if (eh_row_cell(row, c).text.length && cells++ == 0)
            leading = eh_row_cell(row, c).text;
    if (filled * 2 <= matched && eh_begins_with_total(reading->data->catalogue, leading))
        return ROW_TOTAL;
    if (filled == 0 || (cells == 1 && matched >= ENOUGH_COLUMNS))
        return ROW_REMARK;
    return ROW_RECORD;
}

/* Cells with errors, formulas never calculated, and cells beyond the headings would be lost in silence. */
static eh_status look_for_lost_cells(eh_reading *reading, const eh_row *row, uint32_t width) {
    eh_field first, last;
    eh_kind_fields(reading->kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        if (reading->column[f] >= row->count)
            continue;
        eh_cell_type type = eh_row_cell(row, reading->column[f]).type;
        if (type != EH_CELL_ERROR && type != EH_CELL_UNCALCULATED)
            continue;
        eh_code code = type == EH_CELL_ERROR ? EH_F_ERROR_CELL : EH_F_UNCALCULATED_CELL;
        eh_status status = eh_reading_found(reading, code, f, NULL);
        if (status != EH_OK)
            return status;
    }
    for (uint32_t c = width; c < row->count; c++)
        if (eh_row_cell(row, c).text.length)
            return eh_reading_found(reading, EH_F_CELLS_BEYOND_HEADINGS, EH_FIELD_NONE, NULL);
    return EH_OK;
}

static eh_status read_row(eh_reading *reading, const eh_row *row, uint32_t width, unsigned matched) {
    reading->row = row;
    reading->organisation_code = "";
    switch (sort_row(reading, row, matched)) {
    case ROW_HEADINGS:
        return EH_OK;
    case ROW_TOTAL:
        reading->facts->total_rows++;
        return eh_reading_found(reading, EH_F_TOTAL_ROW, EH_FIELD_NONE, NULL);
    case ROW_REMARK:
        reading->facts->remark_rows++;
        return eh_reading_found(reading, EH_F_REMARK_ROW, EH_FIELD_NONE, NULL);
    case ROW_RECORD:
        break;
    }
    reading->facts->rows++;
    bool skip;
    eh_status status = read_organisation(reading, &skip);
    if (skip)
        reading->organisation = EH_INDEX_NONE;
    if (status != EH_OK || skip)
        return status;
    status = look_for_lost_cells(reading, row, width);
    return status != EH_OK ? status : readers[reading->kind](reading);
}

/* ---- one table ---- */

static eh_status keep_titles(eh_dataset *data, eh_source_facts *facts, eh_buffer *titles) {
    if (titles->failed)
        return EH_NOMEM;
    facts->titles = eh_arena_slice(data->arena, eh_buffer_words(titles), titles->length);
    return facts->titles ? EH_OK : EH_NOMEM;
}

static void add_title(eh_buffer *titles, const eh_row *row) {
    for (uint32_t c = 0; c < row->count && titles->length < TITLE_ROOM; c++)
        if (eh_row_cell(row, c).text.length && eh_row_cell(row, c).text.length < TITLE_ROOM) {
            eh_buffer_add(titles, eh_row_cell(row, c).text.at, eh_row_cell(row, c).text.length);
            eh_buffer_char(titles, '\n');
        }
}

static eh_status report_progress(eh_dataset *data) {
    if (++data->rows_read % PROGRESS_EVERY != 0 || !data->progress)
        return EH_OK;
    return data->progress(data->progress_context, data->rows_read, -1.0) ? EH_OK : EH_CANCELLED;
}

static unsigned count_matched(const eh_reading *reading) {
    eh_field first, last;
    unsigned matched = 0;
    eh_kind_fields(reading->kind, &first, &last);
    for (eh_field f = first; f <= last; f++)
        matched += reading->column[f] != EH_NO_COLUMN;
    return matched;
}

/* A row below the headings, in the quick way or with care. */
static eh_status take_row(eh_reading *reading, eh_quick *quick, const eh_row *row, uint32_t width, unsigned matched) {
    const eh_dataset *data = reading->data;
    bool done = false, trail = data->trail && eh_trail_has(reading->kind);
    uint64_t rows = reading->facts->rows;
    size_t records = trail ? eh_dataset_records(data, reading->kind) : 0;
    eh_status status = EH_OK;
    reading->row = row;
    if (quick)
        status = eh_quick_read(quick, reading, &done);
    if (status == EH_OK && !done)
        status = read_row(reading, row, width, matched);
    if (status == EH_OK && trail && reading->facts->rows > rows)
        status = eh_trail_note(reading, records);
    return status;
}

static eh_status read_rows(eh_reading *reading, eh_rows *rows, eh_shaped *shaped, eh_buffer *titles) {
    const eh_row *row;
    eh_status status;
    uint32_t width = 0;
    unsigned matched = 0;
    bool headed = false;
    eh_quick *quick = NULL;
    while ((status = shaped ? shaped->kind->next(shaped, &row) : eh_rows_next(rows, &row)) == EH_OK) {
        if (row->number >= reading->facts->heading_row && reading->data->watch &&
            (status = reading->data->watch->row(reading->data->watch->context, row)) != EH_OK)
            break;
        if (row->number < reading->facts->heading_row) {
            add_title(titles, row);
        } else if (!headed) {
            headed = true;
            reading->row = row;
            status = eh_headings_match(reading, row);
            width = row->count;
            matched = count_matched(reading);
            for (size_t f = 0; shaped && f < EH_FIELD_COUNT; f++)
                reading->facts->column[f] = 0; /* the columns are ours, not the file's */
            if (status == EH_OK)
                status = eh_quick_new(reading, width, matched, organisation_field[reading->kind], &quick);
        } else {
            status = take_row(reading, quick, row, width, matched);
            if (status == EH_OK)
                status = report_progress(reading->data);
        }
        if (status != EH_OK)
            break;
    }
    eh_quick_free(quick);
    return status == EH_END ? EH_OK : status;
}

static eh_status finish_table(eh_reading *reading) {
    reading->organisation_code = "";
    static const eh_row no_row;
    reading->row = &no_row;
    if (reading->facts->rows == 0) {
        eh_status status = eh_reading_found(reading, EH_F_NO_ROWS, EH_FIELD_NONE, NULL);
        if (status != EH_OK)
            return status;
    }
    if (reading->facts->hidden) {
        eh_status status = eh_reading_found(reading, EH_F_HIDDEN_SHEET, EH_FIELD_NONE, NULL);
        if (status != EH_OK)
            return status;
    }
    if (reading->facts->hidden_rows)
        return eh_found(reading->data->findings, EH_F_HIDDEN_ROWS,
                        (eh_place){.file = reading->facts->file, .sheet = reading->facts->sheet},
                        reading->facts->hidden_rows, NULL, NULL, NULL);
    return EH_OK;
}

eh_status eh_records_read(eh_dataset *data, eh_extract *extract, unsigned table, size_t source,
                          const eh_shape_kind *shape) {
    eh_reading reading = {.data = data,
                          .facts = &data->sources.at[source],
                          .kind = data->sources.at[source].kind,
                          .source = (uint16_t)source};
    eh_rows *rows = NULL;
    eh_shaped *shaped = NULL;
    eh_buffer titles = {0};
    eh_status status = eh_rows_open(extract, table, &rows);
    if (status == EH_OK && shape)
        status = shape->open(&reading, extract, table, rows, &shaped);
    if (status == EH_OK)
        status = read_rows(&reading, rows, shaped, &titles);
    if (shaped)
        shape->close(shaped);
    if (rows) {
        const eh_table_info *info = eh_extract_table(extract, table); /* more exact once all of it was read */
        reading.facts->encoding = eh_arena_text(data->arena, info->encoding);
        reading.facts->line_ends = eh_arena_text(data->arena, info->line_ends);
        if (!reading.facts->encoding || !reading.facts->line_ends)
            status = EH_NOMEM;
        eh_rows_facts seen = eh_rows_seen(rows);
        reading.facts->blank_rows = seen.blank_rows;
        reading.facts->hidden_rows = seen.hidden_rows;
    }
    if (status == EH_OK)
        status = keep_titles(data, reading.facts, &titles);
    if (status == EH_OK)
        status = finish_table(&reading);
    eh_buffer_free(&titles);
    eh_rows_close(rows);
    return status;
}
