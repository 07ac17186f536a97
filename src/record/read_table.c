/* Reading a source: which of its tables are extracts of which kind, and each of their rows into a record. */
#include <stdlib.h>
#include <string.h>

#include "record/shape.h"

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

typedef struct judging {
    const eh_catalogue *catalogue;
    const eh_kind *only;
} judging;

static int judge(void *context, const eh_row *row) {
    const judging *j = context;
    return eh_headings_fit(j->catalogue, row, j->only).score;
}

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
        if (row->cells[c].text.length && cells++ == 0)
            leading = row->cells[c].text;
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
        eh_cell_type type = row->cells[reading->column[f]].type;
        if (type != EH_CELL_ERROR && type != EH_CELL_UNCALCULATED)
            continue;
        eh_code code = type == EH_CELL_ERROR ? EH_F_ERROR_CELL : EH_F_UNCALCULATED_CELL;
        eh_status status = eh_reading_found(reading, code, f, NULL);
        if (status != EH_OK)
            return status;
    }
    for (uint32_t c = width; c < row->count; c++)
        if (row->cells[c].text.length)
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
    if (status != EH_OK || skip)
        return status;
    status = look_for_lost_cells(reading, row, width);
    return status != EH_OK ? status : readers[reading->kind](reading);
}

/* ---- one table ---- */

static eh_status keep_titles(eh_dataset *data, eh_source_facts *facts, eh_buffer *titles) {
    if (titles->failed)
        return EH_NOMEM;
    facts->titles = eh_arena_slice(data->arena, titles->data ? titles->data : "", titles->length);
    return facts->titles ? EH_OK : EH_NOMEM;
}

static void add_title(eh_buffer *titles, const eh_row *row) {
    for (uint32_t c = 0; c < row->count && titles->length < TITLE_ROOM; c++)
        if (row->cells[c].text.length && row->cells[c].text.length < TITLE_ROOM) {
            eh_buffer_add(titles, row->cells[c].text.at, row->cells[c].text.length);
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

static eh_status read_rows(eh_reading *reading, eh_rows *rows, eh_shaped *shaped, eh_buffer *titles) {
    const eh_row *row;
    eh_status status;
    uint32_t width = 0;
    unsigned matched = 0;
    bool headed = false;
    while ((status = shaped ? shaped->kind->next(shaped, &row) : eh_rows_next(rows, &row)) == EH_OK) {
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
        } else {
            status = read_row(reading, row, width, matched);
            if (status == EH_OK)
                status = report_progress(reading->data);
        }
        if (status != EH_OK)
            return status;
    }
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

static eh_status read_table(eh_dataset *data, eh_extract *extract, unsigned table, size_t source,
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

/* ---- one source ---- */

static eh_status keep_facts(eh_dataset *data, const eh_source *source, const eh_table_info *info, size_t *number) {
    eh_source_facts facts = {.file = eh_arena_text(data->arena, source->name),
                             .sheet = eh_arena_text(data->arena, info->sheet),
                             .encoding = eh_arena_text(data->arena, info->encoding),
                             .line_ends = eh_arena_text(data->arena, info->line_ends),
                             .delimiter = info->delimiter,
                             .format = info->format,
                             .hidden = info->hidden,
                             .system_1904 = info->system_1904,
                             .heading_row = info->heading_row,
                             .shape = "",
                             .titles = ""};
    if (!facts.file || !facts.sheet || !facts.encoding || !facts.line_ends || !EH_PUSH(data->sources, facts))
        return EH_NOMEM;
    *number = data->sources.count - 1;
    return EH_OK;
}

static eh_status say_if_unclear(eh_dataset *data, const char *file, const eh_table_info *info, const eh_row *row,
                                const eh_heading_fit *fit) {
    eh_kind other;
    if (!fit->complete || !eh_headings_unclear(data->catalogue, row, fit, &other))
        return EH_OK;
    eh_place place = {.file = file, .sheet = info->sheet, .row = row->number};
    return eh_found(data->findings, EH_F_KIND_UNCLEAR, place, 1, NULL, eh_kind_word(fit->kind), eh_kind_word(other));
}

/* Finds the heading row of a table again and tells what it fits; an incomplete fit names the columns that lack. */
static eh_status fit_table(eh_dataset *data, eh_extract *extract, const char *file, unsigned table, const eh_kind *only,
                           eh_heading_fit *fit, eh_buffer *lacking) {
    const eh_table_info *info = eh_extract_table(extract, table);
    eh_rows *rows = NULL;
    const eh_row *row;
    eh_status status = eh_rows_open(extract, table, &rows);
    while (status == EH_OK && (status = eh_rows_next(rows, &row)) == EH_OK) {
        if (row->number < info->heading_row)
            continue;
        *fit = eh_headings_fit(data->catalogue, row, only);
        status = only ? EH_OK : say_if_unclear(data, file, info, row, fit);
        eh_field first, last;
        eh_kind_fields(fit->kind, &first, &last);
        for (eh_field f = first; f <= last && !fit->shape; f++) {
            bool found = !eh_field_required(f);
            for (uint32_t c = 0; c < row->count && !found; c++)
                found = eh_heading_find(data->catalogue, fit->kind, row->cells[c].text) == f;
            if (!found && (lacking->length == 0 || eh_buffer_text(lacking, ", ")))
                eh_buffer_text(lacking, eh_field_heading(f));
        }
        break;
    }
    eh_rows_close(rows);
    return lacking->failed ? EH_NOMEM : status == EH_END ? EH_OK : status;
}

/* Of each kind the table that fits best; -1 for none. */
typedef struct choice {
    int table[EH_KIND_COUNT];
    int score[EH_KIND_COUNT];
    const eh_shape_kind *shape[EH_KIND_COUNT];
    const eh_shape_kind *also[EH_LIMIT_SHEETS]; /* tables of a shape of which all are read */
} choice;

static eh_status choose_table(eh_dataset *data, eh_extract *extract, const eh_source *source, unsigned table,
                              const eh_heading_fit *fit, choice *chosen) {
    int *best = &chosen->table[fit->kind];
    int loser = (int)table;
    if (*best < 0 || fit->score > chosen->score[fit->kind]) {
        loser = *best;
        *best = (int)table;
        chosen->score[fit->kind] = fit->score;
        chosen->shape[fit->kind] = fit->shape;
    }
    if (loser < 0)
        return EH_OK;
    const eh_table_info *info = eh_extract_table(extract, (unsigned)loser);
    return eh_found(data->findings, EH_F_SECOND_SHEET_OF_KIND, (eh_place){.file = source->name, .sheet = info->sheet},
                    1, NULL, eh_kind_word(fit->kind), eh_extract_table(extract, (unsigned)*best)->sheet);
}

/* EH_BAD when a table breaks off among the rows searched for headings; the finding that says why is made on the way. */
static eh_status look_for_break(eh_extract *extract, unsigned table) {
    eh_rows *rows = NULL;
    const eh_row *row;
    eh_status status = eh_rows_open(extract, table, &rows);
    for (unsigned i = 0; i < EH_LIMIT_HEADING_ROWS && status == EH_OK; i++)
        status = eh_rows_next(rows, &row);
    eh_rows_close(rows);
    return status == EH_END ? EH_OK : status;
}

/* No table was of use: says why. */
static eh_status nothing_fits(eh_dataset *data, eh_extract *extract, const eh_source *source, const eh_kind *only,
                              const eh_heading_fit *partial, const char *lacking) {
    eh_place place = {.file = source->name};
    eh_status status = EH_OK;
    for (unsigned t = 0; t < eh_extract_tables(extract) && status == EH_OK; t++)
        status = look_for_break(extract, t);
    if (status != EH_OK)
        return status;
    status = partial->score
                 ? eh_found(data->findings, EH_F_COLUMNS_LACKING, place, 1, NULL, eh_kind_word(partial->kind), lacking)
                 : eh_found(data->findings, EH_F_NO_HEADINGS, place, 1, NULL, only ? eh_kind_word(*only) : NULL, NULL);
    return status == EH_OK ? EH_BAD : status;
}

static eh_status choose_tables(eh_dataset *data, eh_extract *extract, const eh_source *source, const eh_kind *only,
                               choice *chosen) {
    eh_heading_fit partial = {0};
    eh_buffer partial_lacks = {0};
    eh_status status = EH_OK;
    bool any = false;
    for (unsigned t = 0; t < eh_extract_tables(extract) && status == EH_OK; t++) {
        if (eh_extract_table(extract, t)->score <= 0)
            continue;
        eh_heading_fit fit = {0};
        eh_buffer lacking = {0};
        status = fit_table(data, extract, source->name, t, only, &fit, &lacking);
        if (status == EH_OK && fit.shape && fit.shape->several && t < EH_LIMIT_SHEETS) {
            any = true;
            chosen->also[t] = fit.shape;
        } else if (status == EH_OK && fit.complete) {
            any = true;
            status = choose_table(data, extract, source, t, &fit, chosen);
        } else if (status == EH_OK && fit.score > partial.score) {
            eh_buffer swap = partial_lacks;
            partial_lacks = lacking;
            lacking = swap;
            partial = fit;
        }
        eh_buffer_free(&lacking);
    }
    if (status == EH_OK && !any)
        status = nothing_fits(data, extract, source, only, &partial, partial_lacks.data);
    eh_buffer_free(&partial_lacks);
    return status;
}

/* How many records of each kind there are, so that a table that breaks off leaves none behind. */
typedef struct marks {
    size_t staff, applications, cases, training, board, survey, counts, answers;
} marks;

static marks mark(const eh_dataset *data) {
    return (marks){data->staff.count, data->applications.count, data->cases.count,  data->training.count,
                   data->board.count, data->survey.count,       data->counts.count, data->answers_given.count};
}

static void go_back(eh_dataset *data, const marks *to) {
    data->staff.count = to->staff;
    data->applications.count = to->applications;
    data->cases.count = to->cases;
    data->training.count = to->training;
    data->board.count = to->board;
    data->survey.count = to->survey;
    data->counts.count = to->counts;
    data->answers_given.count = to->answers;
}

/* Reads a table that was chosen for a kind. One that breaks off leaves no records behind. */
static eh_status read_as(eh_dataset *data, eh_extract *extract, const eh_source *source, const eh_digest *digest,
                         unsigned table, eh_kind kind, const eh_shape_kind *shape) {
    size_t number;
    eh_status status = keep_facts(data, source, eh_extract_table(extract, table), &number);
    if (status != EH_OK)
        return status;
    eh_source_facts *facts = &data->sources.at[number];
    facts->kind = kind;
    facts->kind_known = facts->used = true;
    facts->digest = *digest;
    facts->shape = shape ? shape->words : "";
    marks before = mark(data);
    status = read_table(data, extract, table, number, shape);
    if (status != EH_OK) {
        go_back(data, &before);
        facts->used = false;
    }
    return status;
}

/* Reads all that were chosen; EH_BAD when none of them could be used. */
static eh_status read_chosen(eh_dataset *data, eh_extract *extract, const eh_source *source, const eh_digest *digest,
                             const choice *chosen) {
    eh_status status = EH_OK;
    bool any = false;
    for (unsigned t = 0; t < eh_extract_tables(extract); t++)
        for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++) {
            const eh_shape_kind *also = t < EH_LIMIT_SHEETS ? chosen->also[t] : NULL;
            bool of_several = also && also->kind == kind;
            if (chosen->table[kind] != (int)t && !of_several)
                continue;
            status = read_as(data, extract, source, digest, t, kind, of_several ? also : chosen->shape[kind]);
            if (status != EH_OK && status != EH_BAD)
                return status;
            any = any || status == EH_OK;
        }
    return any ? EH_OK : status;
}

eh_status eh_dataset_read(eh_dataset *data, eh_source *source, const eh_kind *kind) {
    judging how = {data->catalogue, kind};
    eh_digest digest;
    eh_extract *extract = NULL;
    choice chosen = {0};
    for (size_t k = 0; k < EH_KIND_COUNT; k++)
        chosen.table[k] = -1, chosen.score[k] = 0, chosen.shape[k] = NULL;
    if (data->sources.count + EH_LIMIT_SHEETS > UINT16_MAX)
        return eh_found(data->findings, EH_F_TOO_MANY_FILES, (eh_place){.file = source->name}, 1, NULL, NULL, NULL) ==
                       EH_OK
                   ? EH_BAD
                   : EH_NOMEM;
    eh_status status = eh_extract_open(source, judge, &how, data->findings, &extract);
    if (status == EH_OK)
        status = choose_tables(data, extract, source, kind, &chosen);
    if (status == EH_OK)
        status = eh_digest_source(source, &digest);
    if (status == EH_OK)
        status = read_chosen(data, extract, source, &digest, &chosen);
    eh_extract_close(extract);
    return status;
}
