/* The Staff Survey's benchmark workbook as a survey extract: a row an organisation, a column a figure, group and year, several years beside each other. Which column
 * is which figure is data (templates/survey-columns.csv). Each figure becomes a row. */
#include <stdlib.h>
#include <string.h>

#include "record/shape.h"
#include "standard/layouts.h"

enum { YEAR_DIGITS = 4, YEAR_ROOM = 12 };

/* A column that holds figures. */
typedef struct figure_column {
    const eh_survey_column *what;
    int year;
    uint32_t value, respondents; /* EH_NO_COLUMN for none */
} figure_column;

enum { COLUMNS = 7 };
static const eh_field columns[COLUMNS] = {EH_SURVEY_ORGANISATION, EH_SURVEY_SURVEY_YEAR, EH_SURVEY_STANDARD,
                                          EH_SURVEY_ITEM,         EH_SURVEY_GROUP,       EH_SURVEY_PERCENTAGE,
                                          EH_SURVEY_RESPONDENTS};

typedef struct benchmark {
    eh_shaped shaped;
    const eh_reading *reading;
    eh_rows *rows;
    uint32_t organisation;
    EH_LIST(figure_column) figures;
    const eh_row *from; /* the row under way, or NULL */
    size_t at;          /* of figures, the next to be given of it */
    bool headed;
    char year[YEAR_ROOM];
    eh_cell cells[COLUMNS];
    eh_row row;
} benchmark;

static uint32_t find_organisation(const eh_catalogue *catalogue, const eh_row *row) {
    size_t count;
    const eh_survey_column *known = eh_survey_columns(catalogue, &count);
    for (size_t i = 0; i < count; i++)
        for (uint32_t c = 0; known[i].scale == EH_SCALE_ORGANISATION && c < row->count; c++)
            if (eh_survey_column_fits(catalogue, &known[i], known[i].column, 0, eh_row_cell(row, c).text))
                return c;
    return EH_NO_COLUMN;
}

/* The year that a heading ends in, or 0. */
static int year_of(eh_slice heading) {
    int year = 0;
    if (heading.length <= YEAR_DIGITS)
        return 0;
    for (size_t i = heading.length - YEAR_DIGITS; i < heading.length; i++) {
        if (heading.at[i] < '0' || heading.at[i] > '9')
            return 0;
        year = year * 10 + (heading.at[i] - '0');
    }
    return year;
}

/* Whether a heading is that of a figure, and of which kind of column; one that counts respondents is none, however loose the patterns are. */
static bool is_figure(const eh_catalogue *catalogue, const eh_survey_column *what, int year, eh_slice heading) {
    return what->scale != EH_SCALE_ORGANISATION &&
           !eh_survey_column_fits(catalogue, what, what->respondents, year, heading) &&
           eh_survey_column_fits(catalogue, what, what->column, year, heading);
}

static bool benchmark_begins(const eh_catalogue *catalogue, const eh_row *row) {
    size_t count;
    const eh_survey_column *known = eh_survey_columns(catalogue, &count);
    if (find_organisation(catalogue, row) == EH_NO_COLUMN)
        return false;
    for (uint32_t c = 0; c < row->count; c++) {
        int year = year_of(eh_row_cell(row, c).text);
        for (size_t i = 0; year && i < count; i++)
            if (is_figure(catalogue, &known[i], year, eh_row_cell(row, c).text))
                return true;
    }
    return false;
}

static eh_status benchmark_open(const eh_reading *reading, eh_extract *extract, unsigned table, eh_rows *rows,
                                eh_shaped **shaped) {
    (void)extract;
    (void)table;
    benchmark *b = calloc(1, sizeof *b);
    if (!b)
        return EH_NOMEM;
    b->shaped.kind = &eh_survey_benchmark;
    b->reading = reading;
    b->rows = rows;
    b->row = (eh_row){.count = COLUMNS, .cells = b->cells};
    reading->facts->many_years = true;
    *shaped = &b->shaped;
    return EH_OK;
}

static void benchmark_close(eh_shaped *shaped) {
    benchmark *b = (benchmark *)shaped;
    free(b->figures.at);
    free(b);
}

/* ---- the headings ---- */

static eh_status found(const benchmark *b, eh_code code, uint64_t count, const char *standard, const char *item,
                       eh_slice heading) {
    eh_place place = {.standard = standard,
                      .item = item,
                      .file = b->reading->facts->file,
                      .sheet = b->reading->facts->sheet,
                      .row = b->reading->facts->heading_row};
    eh_buffer text = {0};
    eh_status status = EH_NOMEM;
    if (eh_buffer_add(&text, heading.at, heading.length))
        status = eh_found(b->reading->data->findings, code, place, count, NULL, text.data, NULL);
    eh_buffer_free(&text);
    return status;
}

/* Whether there is a column already of this figure, group and year. */
static bool is_taken(const benchmark *b, const eh_survey_column *what, int year) {
    for (size_t i = 0; i < b->figures.count; i++) {
        const figure_column *f = &b->figures.at[i];
        if (f->year == year && f->what->standard == what->standard && strcmp(f->what->item, what->item) == 0 &&
            strcmp(f->what->group, what->group) == 0)
            return true;
    }
    return false;
}

static uint32_t find_respondents(const benchmark *b, const eh_survey_column *what, int year, const eh_row *row) {
    const eh_catalogue *catalogue = b->reading->data->catalogue;
    for (uint32_t c = 0; what->respondents[0] && c < row->count; c++)
        if (year_of(eh_row_cell(row, c).text) == year &&
            eh_survey_column_fits(catalogue, what, what->respondents, year, eh_row_cell(row, c).text))
            return c;
    return EH_NO_COLUMN;
}

/* Takes the columns of one row of the template. */
static eh_status take_columns(benchmark *b, const eh_survey_column *what, const eh_row *row) {
    for (uint32_t c = 0; c < row->count; c++) {
        eh_slice heading = eh_row_cell(row, c).text;
        int year = year_of(heading);
        if (!year || !is_figure(b->reading->data->catalogue, what, year, heading) || is_taken(b, what, year))
            continue;
        figure_column made = {what, year, c, find_respondents(b, what, year, row)};
        if (!EH_PUSH(b->figures, made))
            return EH_NOMEM;
        eh_status status = what->certainty != EH_UNCERTAIN ? EH_OK
                                                           : found(b, EH_F_SURVEY_UNCERTAIN_COLUMN, 1,
                                                                   eh_standard_id(what->standard), what->item, heading);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

static const eh_row *give_headings(benchmark *b) {
    for (unsigned c = 0; c < COLUMNS; c++)
        b->cells[c] = (eh_cell){.text = eh_slice_of(eh_field_heading(columns[c])), .type = EH_CELL_TEXT};
    b->headed = true;
    b->row.number = b->reading->facts->heading_row;
    return &b->row;
}

static eh_status take_headings(benchmark *b, const eh_row *row) {
    size_t count;
    const eh_survey_column *known = eh_survey_columns(b->reading->data->catalogue, &count);
    eh_status status = EH_OK;
    b->organisation = find_organisation(b->reading->data->catalogue, row);
    for (size_t i = 0; i < count && status == EH_OK; i++)
        if (known[i].scale != EH_SCALE_ORGANISATION)
            status = take_columns(b, &known[i], row);
    return status;
}

/* ---- the figures ---- */

static eh_slice text_at(const eh_row *row, uint32_t column) {
    return column < row->count ? eh_row_cell(row, column).text : (eh_slice){NULL, 0};
}

/* A figure: of a fraction a percentage, however its cell is formatted. False for a mark such as "-", which stands for none. */
static bool take_value(benchmark *b, const figure_column *f, const eh_row *row) {
    eh_fraction value;
    eh_slice text = text_at(row, f->value), respondents = text_at(row, f->respondents);
    eh_cell_type type = f->what->scale == EH_SCALE_FRACTION ? EH_CELL_PERCENT : EH_CELL_NUMBER;
    if (text.length && text.at[text.length - 1] == '%')
        type = EH_CELL_TEXT;
    else if (!eh_decimal_read(text, &value))
        return false;
    b->cells[5] = (eh_cell){.text = text, .type = type};
    bool counted = eh_decimal_read(respondents, &value);
    b->cells[6] = counted ? (eh_cell){.text = respondents, .type = EH_CELL_NUMBER} : (eh_cell){.type = EH_CELL_BLANK};
    return true;
}

/* Makes the next row out of the row under way; false when nothing is left of it. */
static bool give(benchmark *b) {
    while (b->from && b->at < b->figures.count) {
        const figure_column *f = &b->figures.at[b->at++];
        eh_slice organisation = text_at(b->from, b->organisation);
        if (organisation.length == 0 || !take_value(b, f, b->from))
            continue;
        size_t length = 0;
        for (int scale = 1000; scale > 0; scale /= 10)
            b->year[length++] = (char)('0' + f->year / scale % 10);
        const eh_slice texts[] = {organisation,
                                  {b->year, length},
                                  eh_slice_of(eh_standard_id(f->what->standard)),
                                  eh_slice_of(f->what->item),
                                  eh_slice_of(f->what->group)};
        for (unsigned c = 0; c < sizeof texts / sizeof *texts; c++)
            b->cells[c] = (eh_cell){.text = texts[c], .type = texts[c].length ? EH_CELL_TEXT : EH_CELL_BLANK};
        b->row.number = b->from->number;
        return true;
    }
    b->from = NULL;
    return false;
}

static eh_status benchmark_next(eh_shaped *shaped, const eh_row **row) {
    benchmark *b = (benchmark *)shaped;
    while (!give(b)) {
        const eh_row *next;
        eh_status status = eh_rows_next(b->rows, &next);
        if (status != EH_OK)
            return status;
        if (next->number < b->reading->facts->heading_row) {
            *row = next;
            return EH_OK;
        }
        if (!b->headed) {
            status = take_headings(b, next);
            *row = give_headings(b);
            return status;
        }
        b->from = next;
        b->at = 0;
    }
    *row = &b->row;
    return EH_OK;
}

const eh_shape_kind eh_survey_benchmark = {
    .words = "benchmark workbook of the Staff Survey, a row made of each figure",
    .kind = EH_KIND_SURVEY,
    .several = true,
    .score = 3000000,
    .begins = benchmark_begins,
    .open = benchmark_open,
    .next = benchmark_next,
    .close = benchmark_close,
};
