/* Reading a source: which of its tables are extracts of which kind. */
#include <stdlib.h>
#include <string.h>

#include "record/shape.h"
#include "record/trail.h"

typedef struct judging {
    const eh_catalogue *catalogue;
    const eh_kind *only;
} judging;

static int judge(void *context, const eh_row *row) {
    const judging *j = context;
    return eh_headings_fit(j->catalogue, row, j->only).score;
}

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
                             .input = data->inputs,
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
                found = eh_heading_find(data->catalogue, fit->kind, eh_row_cell(row, c).text) == f;
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
    if (partial->score)
        return eh_refuse(data->findings, EH_F_COLUMNS_LACKING, place, eh_kind_word(partial->kind), lacking);
    return eh_refuse(data->findings, EH_F_NO_HEADINGS, place, only ? eh_kind_word(*only) : NULL, NULL);
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
    size_t other[EH_KIND_COUNT]; /* rows of the trail that are no records */
    uint64_t years[EH_YEARS];
} marks;

static marks mark(const eh_dataset *data) {
    marks now = {data->staff.count,
                 data->applications.count,
                 data->cases.count,
                 data->training.count,
                 data->board.count,
                 data->survey.count,
                 data->counts.count,
                 data->answers_given.count,
                 {0},
                 {0}};
    memcpy(now.years, data->application_years, sizeof now.years);
    for (size_t k = 0; data->trail && k < EH_KIND_COUNT; k++)
        now.other[k] = data->trail->other[k].count;
    return now;
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
    memcpy(data->application_years, to->years, sizeof to->years);
    for (size_t k = 0; data->trail && k < EH_KIND_COUNT; k++)
        data->trail->other[k].count = to->other[k];
}

/* Reads a table that was chosen for a kind. One that breaks off leaves no records behind. */
static eh_status read_as(eh_dataset *data, eh_extract *extract, const eh_source *source, unsigned table, eh_kind kind,
                         const eh_shape_kind *shape) {
    size_t number;
    eh_status status = keep_facts(data, source, eh_extract_table(extract, table), &number);
    if (status != EH_OK)
        return status;
    eh_source_facts *facts = &data->sources.at[number];
    facts->kind = kind;
    facts->kind_known = facts->used = true;
    facts->shape = shape ? shape->words : "";
    facts->first_record = kind == EH_KIND_STAFF ? data->staff.count : data->applications.count;
    marks before = mark(data);
    status = data->watch ? data->watch->begin(data->watch->context, kind, facts->system_1904) : EH_OK;
    if (status != EH_OK)
        return status;
    status = eh_records_read(data, extract, table, number, shape);
    if (status == EH_OK && data->plan.hash)
        status = eh_extract_digest(extract, &facts->digest);
    if (status != EH_OK) {
        go_back(data, &before);
        facts->used = false;
    }
    if (data->watch)
        data->watch->end(data->watch->context, status == EH_OK);
    return status;
}

/* Reads all that were chosen; EH_BAD when none of them could be used. */
static eh_status read_chosen(eh_dataset *data, eh_extract *extract, const eh_source *source, const choice *chosen) {
    eh_status status = EH_OK;
    bool any = false;
    for (unsigned t = 0; t < eh_extract_tables(extract); t++)
        for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++) {
            const eh_shape_kind *also = t < EH_LIMIT_SHEETS ? chosen->also[t] : NULL;
            bool of_several = also && also->kind == kind;
            if (chosen->table[kind] != (int)t && !of_several)
                continue;
            status = read_as(data, extract, source, t, kind, of_several ? also : chosen->shape[kind]);
            if (status != EH_OK && status != EH_BAD)
                return status;
            any = any || status == EH_OK;
        }
    return any ? EH_OK : status;
}

eh_status eh_dataset_read(eh_dataset *data, eh_source *source, const eh_kind *kind) {
    judging how = {data->catalogue, kind};
    eh_extract *extract = NULL;
    choice chosen = {0};
    for (size_t k = 0; k < EH_KIND_COUNT; k++)
        chosen.table[k] = -1, chosen.score[k] = 0, chosen.shape[k] = NULL;
    if (data->sources.count + EH_LIMIT_SHEETS > UINT16_MAX)
        return eh_found(data->findings, EH_F_TOO_MANY_FILES, (eh_place){.file = source->name}, 1, NULL, NULL, NULL) ==
                       EH_OK
                   ? EH_BAD
                   : EH_NOMEM;
    eh_status status = eh_extract_open(source, judge, &how, &data->unpacking, data->findings, &extract);
    if (status == EH_OK)
        status = choose_tables(data, extract, source, kind, &chosen);
    if (status == EH_OK) {
        eh_extract_plan(extract, &data->plan);
        status = read_chosen(data, extract, source, &chosen);
    }
    data->inputs++;
    eh_extract_close(extract);
    return status;
}
