/* Recruitment systems' equality report: blocks, one a characteristic, each with rows of values and columns of how many applied, were shortlisted, were appointed.
 * Presented as counts: the two figures of indicator and metric 2 by group. The headings are those of the applicants extract. */
#include <stdlib.h>

#include "record/shape.h"

/* The characteristics that are counted, and what they fill. */
enum { BY_ETHNICITY, BY_DISABILITY, BLOCKS, NO_BLOCK = BLOCKS };
static const eh_standard standard_of[BLOCKS] = {EH_WRES, EH_WDES};
static const eh_field field_of[BLOCKS] = {EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY};

enum { SHORTLISTED, APPOINTED, STAGES };
static const eh_field stage_field[STAGES] = {EH_APPLICANTS_SHORTLISTED, EH_APPLICANTS_APPOINTED};
static const char *const stage_item[STAGES] = {"2.shortlisted", "2.appointed"}; /* ids of items never change */

/* Beside the groups: kinds of disability, which count where no row says Yes; and the block's own total. */
enum { CONDITIONS = EH_GROUPS, TOTAL, SUMS };

typedef struct sum {
    int64_t count;
    uint64_t row; /* the first that gave to it; 0 for none */
    uint64_t unreadable;
} sum;

enum { FIGURE_ROOM = 24, COLUMNS = 4, ROWS = BLOCKS * STAGES * EH_GROUPS };
static const eh_field columns[COLUMNS] = {EH_COUNTS_STANDARD, EH_COUNTS_ITEM, EH_COUNTS_GROUP, EH_COUNTS_VALUE};

typedef struct equality {
    eh_shaped shaped;
    const eh_reading *reading;
    eh_rows *rows;
    sum sums[BLOCKS][STAGES][SUMS];
    bool done[BLOCKS];
    unsigned block;   /* that the rows belong to */
    unsigned titled;  /* block named by a title of one cell just above, else NO_BLOCK */
    bool title_above; /* the row before was such a title, of whatever */
    uint32_t label;   /* columns of the block */
    uint32_t stage[STAGES];
    bool read, headed;
    unsigned at; /* of ROWS, the next to be given */
    char figure[FIGURE_ROOM];
    eh_cell cells[COLUMNS];
    eh_row row;
} equality;

static eh_field heading_of(const eh_catalogue *catalogue, const eh_row *row, uint32_t column) {
    return eh_row_cell(row, column).type == EH_CELL_TEXT
               ? eh_heading_find(catalogue, EH_KIND_APPLICANTS, eh_row_cell(row, column).text)
               : EH_FIELD_NONE;
}

static unsigned block_of(eh_field field) {
    for (unsigned b = 0; b < BLOCKS; b++)
        if (field_of[b] == field)
            return b;
    return NO_BLOCK;
}

/* The heading row of a block: after what the rows are values of, a column of all applications and the stages, and no other column of the applicants
 * extract: those tell one application from another. */
static bool equality_begins(const eh_catalogue *catalogue, const eh_row *row) {
    bool applications = false, stage[STAGES] = {false}, first = true;
    for (uint32_t c = 0; c < row->count; c++) {
        if (eh_row_cell(row, c).text.length == 0)
            continue;
        eh_field field = heading_of(catalogue, row, c);
        bool is_stage = field == EH_APPLICANTS_INTERVIEWED || field == EH_APPLICANTS_OFFERED;
        for (unsigned s = 0; s < STAGES; s++)
            if (field == stage_field[s])
                stage[s] = is_stage = true;
        bool all =
            eh_row_cell(row, c).type == EH_CELL_TEXT && eh_means_applications(catalogue, eh_row_cell(row, c).text);
        if (first ? is_stage || all : field != EH_FIELD_NONE && !is_stage && !all)
            return false;
        applications = applications || all;
        first = false;
    }
    return applications && stage[SHORTLISTED] && stage[APPOINTED];
}

static eh_status equality_open(const eh_reading *reading, eh_extract *extract, unsigned table, eh_rows *rows,
                               eh_shaped **shaped) {
    (void)extract;
    (void)table;
    equality *e = calloc(1, sizeof *e);
    if (!e)
        return EH_NOMEM;
    *e = (equality){.reading = reading, .rows = rows, .block = NO_BLOCK, .titled = NO_BLOCK};
    e->shaped.kind = &eh_equality_report;
    e->row = (eh_row){.count = COLUMNS, .cells = e->cells};
    *shaped = &e->shaped;
    return EH_OK;
}

static void equality_close(eh_shaped *shaped) {
    free(shaped);
}

/* ---- reading the blocks ---- */

static eh_status found(const equality *e, eh_code code, uint64_t row, uint64_t count, const char *value,
                       const char *one, const char *two) {
    eh_place place = {.file = e->reading->facts->file, .sheet = e->reading->facts->sheet, .row = row};
    return eh_found(e->reading->data->findings, code, place, count, value, one, two);
}

static eh_status start_block(equality *e, const eh_row *row) {
    const eh_catalogue *catalogue = e->reading->data->catalogue;
    bool seen[STAGES] = {false};
    unsigned named = NO_BLOCK;
    e->label = UINT32_MAX;
    for (uint32_t c = 0; c < row->count; c++) {
        if (eh_row_cell(row, c).text.length == 0)
            continue;
        eh_field field = heading_of(catalogue, row, c);
        if (e->label == UINT32_MAX) {
            e->label = c;
            named = block_of(field);
        }
        for (unsigned s = 0; s < STAGES; s++)
            if (field == stage_field[s] && !seen[s]) {
                seen[s] = true;
                e->stage[s] = c;
            }
    }
    e->block = named != NO_BLOCK ? named : e->title_above ? e->titled : NO_BLOCK;
    if (e->block == NO_BLOCK || !e->done[e->block])
        return EH_OK;
    unsigned again = e->block;
    e->block = NO_BLOCK;
    return found(e, EH_F_EQUALITY_AGAIN, row->number, 1, NULL, eh_field_heading(field_of[again]), NULL);
}

/* A figure is whole and not negative; anything else makes its sum useless, and is counted. */
static void add_figure(sum *to, eh_slice text, uint64_t row) {
    eh_fraction value;
    if (to->row == 0)
        to->row = row;
    if (!eh_decimal_read(text, &value) || value.denominator != 1 || value.numerator < 0 ||
        value.numerator > EH_LIMIT_COUNT || to->count > EH_LIMIT_COUNT)
        to->unreadable++;
    else
        to->count += (int64_t)value.numerator;
}

/* Which sum a row's value belongs to. */
static eh_status sum_of(const equality *e, eh_slice label, uint64_t row, unsigned *at) {
    const eh_catalogue *catalogue = e->reading->data->catalogue;
    eh_known known;
    if (e->block == BY_ETHNICITY) {
        eh_ethnicity read = eh_ethnicity_of(catalogue, label);
        known = read.known;
        *at = read.group;
    } else {
        eh_disability read = eh_disability_of(catalogue, label);
        known = read.known;
        *at = read.by_condition ? CONDITIONS : read.group;
    }
    if (known != EH_UNMAPPED)
        return EH_OK;
    enum { LONGEST = 120 };
    char text[LONGEST + 1] = "";
    for (size_t i = 0; i < label.length && i < LONGEST; i++)
        text[i] = label.at[i];
    return found(e, EH_F_EQUALITY_LABEL, row, 1, text, NULL, NULL);
}

static eh_status take_values(equality *e, const eh_row *row) {
    eh_slice label = e->label < row->count ? eh_row_cell(row, e->label).text : (eh_slice){NULL, 0};
    unsigned at = TOTAL;
    eh_status status = EH_OK;
    if (label.length == 0)
        return EH_OK;
    if (!eh_begins_with_total(e->reading->data->catalogue, label))
        status = sum_of(e, label, row->number, &at);
    e->done[e->block] = true;
    for (unsigned s = 0; s < STAGES; s++)
        add_figure(&e->sums[e->block][s][at],
                   e->stage[s] < row->count ? eh_row_cell(row, e->stage[s]).text : (eh_slice){NULL, 0}, row->number);
    return status;
}

static eh_status take_row(equality *e, const eh_row *row) {
    const eh_catalogue *catalogue = e->reading->data->catalogue;
    uint32_t filled = 0, first = 0;
    for (uint32_t c = row->count; c-- > 0;)
        if (eh_row_cell(row, c).text.length) {
            filled++;
            first = c;
        }
    eh_status status = EH_OK;
    bool title = filled == 1;
    if (title) {
        e->titled = block_of(heading_of(catalogue, row, first));
        e->block = NO_BLOCK;
    } else if (equality_begins(catalogue, row))
        status = start_block(e, row);
    else if (e->block != NO_BLOCK)
        status = take_values(e, row);
    e->title_above = title;
    return status;
}

/* ---- what comes of them ---- */

/* Kinds of disability stand in for a Yes where none is; else they are parts of it. */
static void settle_conditions(equality *e) {
    for (unsigned s = 0; s < STAGES; s++) {
        sum *plain = &e->sums[BY_DISABILITY][s][0], *kinds = &e->sums[BY_DISABILITY][s][CONDITIONS];
        if (kinds->row && !plain->row)
            *plain = *kinds;
    }
}

static eh_status check_block(const equality *e, unsigned block) {
    const char *name = eh_field_heading(field_of[block]);
    eh_status status = found(e, EH_F_EQUALITY_TOTALS, 0, 1, NULL, name, "shortlisted and appointed");
    for (unsigned s = 0; s < STAGES && status == EH_OK; s++) {
        const sum *sums = e->sums[block][s];
        int64_t count = 0;
        uint64_t unreadable = 0;
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            count += sums[g].count;
            unreadable += sums[g].unreadable;
        }
        status = found(e, EH_F_EQUALITY_NO_FIGURE, 0, unreadable, NULL, name, NULL);
        const sum *total = &sums[TOTAL];
        if (status == EH_OK && total->row && !total->unreadable && !unreadable && total->count != count)
            status = found(e, EH_F_EQUALITY_SUM, total->row, 1, NULL, name, eh_field_heading(stage_field[s]));
    }
    return status;
}

static eh_status finish(equality *e) {
    eh_status status = EH_OK;
    settle_conditions(e);
    for (unsigned b = 0; b < BLOCKS && status == EH_OK; b++)
        if (e->done[b])
            status = check_block(e, b);
    return status;
}

static void set_cell(equality *e, unsigned column, const char *text) {
    e->cells[column] = (eh_cell){.text = eh_slice_of(text), .type = EH_CELL_TEXT};
}

static const eh_row *headings(equality *e) {
    for (unsigned c = 0; c < COLUMNS; c++)
        set_cell(e, c, eh_field_heading(columns[c]));
    e->headed = true;
    e->row.number = e->reading->facts->heading_row;
    return &e->row;
}

/* A group that a block does not name has no applications; one with a figure that cannot be read has no sum. */
static eh_status give(equality *e, const eh_row **row) {
    for (; e->at < ROWS; e->at++) {
        unsigned block = e->at / (STAGES * EH_GROUPS), stage = e->at / EH_GROUPS % STAGES, group = e->at % EH_GROUPS;
        const sum *s = &e->sums[block][stage][group];
        if (!e->done[block] || s->unreadable)
            continue;
        eh_buffer figure = {0};
        if (!eh_buffer_whole(&figure, s->count) || figure.length >= FIGURE_ROOM) {
            eh_buffer_free(&figure);
            return EH_NOMEM;
        }
        for (size_t i = 0; i <= figure.length; i++)
            e->figure[i] = figure.data[i];
        eh_buffer_free(&figure);
        set_cell(e, 0, eh_standard_id(standard_of[block]));
        set_cell(e, 1, stage_item[stage]);
        set_cell(e, 2, eh_group_id(standard_of[block], group));
        set_cell(e, 3, e->figure);
        e->row.number = s->row ? s->row : e->reading->facts->heading_row;
        e->at++;
        *row = &e->row;
        return EH_OK;
    }
    return EH_END;
}

static eh_status equality_next(eh_shaped *shaped, const eh_row **row) {
    equality *e = (equality *)shaped;
    eh_status status = EH_OK;
    while (!e->read && status == EH_OK) {
        status = eh_rows_next(e->rows, row);
        e->read = status == EH_END;
        if (status == EH_OK)
            status = take_row(e, *row);
        if (status == EH_OK && (*row)->number < e->reading->facts->heading_row)
            return EH_OK;
        if (e->read)
            status = finish(e);
    }
    if (status != EH_OK)
        return status;
    if (e->headed)
        return give(e, row);
    *row = headings(e);
    return EH_OK;
}

const eh_shape_kind eh_equality_report = {
    .words = "equality report, its totals taken as counts",
    .kind = EH_KIND_COUNTS,
    .score = 3000000, /* above any row of headings: a report's have those that applications must have */
    .begins = equality_begins,
    .open = equality_open,
    .next = equality_next,
    .close = equality_close,
};
