/* The sheets of figures of a comparison's workbook. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/comparison_book.h"
#include "report/comparison_page.h"
#include "report/words.h"

#define COUNT(array) (unsigned)(sizeof(array) / sizeof *(array))

/* ---- organisations in series ---- */

static const eh_compared_column who_columns[] = {
    {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_LABEL_COLUMN, 46, false},
    {EH_COMPARED_CODE_COLUMN, 9, false},      {EH_COMPARED_NAME_COLUMN, 44, false},
    {EH_COMPARED_TYPE_COLUMN, 24, false},
};

static void who_cells(eh_compared_sheet *s, const eh_compared *side, const eh_series *series, size_t member) {
    const eh_member *of = &side->members[member];
    eh_compared_text(s, eh_standard_id(side->edition->standard));
    eh_compared_text(s, series->item->label);
    eh_compared_text(s, of->ret->organisation);
    eh_compared_text(s, of->who->name);
    eh_compared_text(s, of->who->type);
}

static const eh_compared_column rank_columns[] = {
    {EH_COMPARED_RANK_PLAIN_COLUMN, 9, true},
    {EH_COMPARED_RANK_FROM_COLUMN, 11, true},
    {EH_COMPARED_RANK_TO_COLUMN, 11, true},
};

static void rank_cells(eh_compared_sheet *s, const eh_rank *rank) {
    bool ranked = rank->rank > 0;
    eh_compared_number(s, ranked ? (double)rank->rank : (double)NAN, EH_STYLE_PLAIN);
    eh_compared_number(s, ranked ? (double)rank->from : (double)NAN, EH_STYLE_PLAIN);
    eh_compared_number(s, ranked ? (double)rank->to : (double)NAN, EH_STYLE_PLAIN);
}

static const eh_compared_column shortfall_columns[] = {
    {EH_COMPARED_SHORTFALL_COLUMN, 12, true},
    {EH_COMPARED_SHORTFALL_LOWER_COLUMN, 12, true},
    {EH_COMPARED_SHORTFALL_UPPER_COLUMN, 12, true},
    {EH_COMPARED_DIRECTION_COLUMN, 10, false},
};

static void shortfall_cells(eh_compared_sheet *s, const eh_series *series, const eh_standing *at) {
    eh_compared_number(s, at->shortfall, EH_STYLE_TENTH);
    eh_compared_number(s, at->shortfall_lower, EH_STYLE_TENTH);
    eh_compared_number(s, at->shortfall_upper, EH_STYLE_TENTH);
    if (!isnan(at->shortfall))
        eh_compared_word(s, series->more ? EH_COMPARED_MORE : EH_COMPARED_FEWER);
    else
        s->column++;
}

typedef void row_writer(eh_compared_sheet *s, const eh_compared *side, const eh_series *series, size_t member);

/* Every organisation of every series that `wanted` likes. */
static void series_rows(eh_compared_sheet *s, bool (*wanted)(const eh_compared *side, const eh_series *series),
                        row_writer *row) {
    for (size_t i = 0; i < s->c->side_count; i++) {
        const eh_compared *side = &s->c->sides[i];
        for (size_t k = 0; k < side->series_count; k++)
            for (size_t m = 0; m < side->member_count && wanted(side, &side->series[k]); m++) {
                who_cells(s, side, &side->series[k], m);
                row(s, side, &side->series[k], m);
                eh_compared_next(s);
            }
    }
}

static bool is_ratio(const eh_compared *side, const eh_series *series) {
    (void)side;
    return series->item->operation == EH_OP_RELATIVE;
}

static void ratio_row(eh_compared_sheet *s, const eh_compared *side, const eh_series *series, size_t member) {
    const eh_standing *at = &series->of[member];
    (void)side;
    eh_compared_value(s, at->value, series->item);
    eh_compared_number(s, at->value->missing == EH_PRESENT ? at->value->lower : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->value->missing == EH_PRESENT ? at->value->upper : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, series->average, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->p, EH_STYLE_P);
    eh_compared_number(s, at->adjusted, EH_STYLE_P);
    eh_compared_text(s, at->value->missing == EH_PRESENT ? eh_verdict_words(at->value->verdict) : "");
    rank_cells(s, &at->rank);
    shortfall_cells(s, series, at);
    eh_compared_number(s, series->dispersion.phi, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, series->dispersion.tau2, EH_STYLE_P);
}

static const eh_compared_column spread_columns[] = {
    {EH_COMPARED_PHI_COLUMN, 9, true},
    {EH_COMPARED_TAU_COLUMN, 9, true},
};

void eh_sheet_of_ratios(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_RATIO_COLUMN, 11, true},    {EH_COMPARED_LOWER_COLUMN, 11, true},
        {EH_COMPARED_UPPER_COLUMN, 11, true},    {EH_COMPARED_TOGETHER_COLUMN, 11, true},
        {EH_COMPARED_P_RAW_COLUMN, 9, true},     {EH_COMPARED_P_ADJUSTED_COLUMN, 11, true},
        {EH_COMPARED_VERDICT_COLUMN, 20, false},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_RATIOS, 0, EH_COMPARED_LINES_RATIOS);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    eh_compared_columns(&s, rank_columns, COUNT(rank_columns));
    eh_compared_columns(&s, shortfall_columns, COUNT(shortfall_columns));
    eh_compared_columns(&s, spread_columns, COUNT(spread_columns));
    eh_compared_rows(&s);
    series_rows(&s, is_ratio, ratio_row);
    eh_compared_end(&s, "Ratios", 3);
}

static bool is_percentage(const eh_compared *side, const eh_series *series) {
    (void)side;
    return series->item->unit == EH_PERCENT;
}

static void outcome_cell(eh_compared_sheet *s, eh_outcome outcome) {
    if (outcome == EH_OUTCOME_NONE)
        s->column++;
    else
        eh_compared_word(s, eh_outcome_word(outcome));
}

static void percentage_row(eh_compared_sheet *s, const eh_compared *side, const eh_series *series, size_t member) {
    const eh_standing *at = &series->of[member];
    eh_compared_text(s, eh_group_start(side->edition->standard, series->group));
    eh_compared_value(s, at->value, series->item);
    eh_compared_number(s, at->n, EH_STYLE_COUNT);
    eh_compared_number(s, series->average, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->inner.lower, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->inner.upper, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->outer.lower, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, at->outer.upper, EH_STYLE_HUNDREDTH);
    outcome_cell(s, at->outcome);
    outcome_cell(s, at->dispersed);
    eh_compared_number(s, at->adjusted, EH_STYLE_P);
    rank_cells(s, &at->rank);
    eh_compared_number(s, series->dispersion.phi, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, series->dispersion.tau2, EH_STYLE_P);
}

void eh_sheet_of_percentages(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_GROUP_COLUMN, 13, false},
        {EH_COMPARED_VALUE_COLUMN, 11, true},
        {EH_COMPARED_N_COLUMN, 10, true},
        {EH_COMPARED_AVERAGE_COLUMN, 11, true},
        {EH_COMPARED_LIMIT_LOWER_95_COLUMN, 11, true},
        {EH_COMPARED_LIMIT_UPPER_95_COLUMN, 11, true},
        {EH_COMPARED_LIMIT_LOWER_998_COLUMN, 11, true},
        {EH_COMPARED_LIMIT_UPPER_998_COLUMN, 11, true},
        {EH_COMPARED_AGAINST_COLUMN, 24, false},
        {EH_COMPARED_DISPERSED_COLUMN, 24, false},
        {EH_COMPARED_P_ADJUSTED_COLUMN, 11, true},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_PERCENTAGES, 0, EH_COMPARED_LINES_PERCENTAGES);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    eh_compared_columns(&s, rank_columns, COUNT(rank_columns));
    eh_compared_columns(&s, spread_columns, COUNT(spread_columns));
    eh_compared_rows(&s);
    series_rows(&s, is_percentage, percentage_row);
    eh_compared_end(&s, "Percentages", 3);
}

static bool is_gap(const eh_compared *side, const eh_series *series) {
    return series->item->operation == EH_OP_GAP && series->group == eh_focus_group(side->edition->standard);
}

static void gap_row(eh_compared_sheet *s, const eh_compared *side, const eh_series *series, size_t member) {
    const eh_standing *at = &series->of[member];
    eh_compared_text(s, eh_group_start(side->edition->standard, series->group));
    eh_compared_value(s, at->value, series->item);
    eh_compared_number(s, at->value->missing == EH_PRESENT ? at->value->lower : (double)NAN, EH_STYLE_TENTH);
    eh_compared_number(s, at->value->missing == EH_PRESENT ? at->value->upper : (double)NAN, EH_STYLE_TENTH);
    eh_compared_number(s, series->average, EH_STYLE_TENTH);
    rank_cells(s, &at->rank);
    shortfall_cells(s, series, at);
}

void eh_sheet_of_differences(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_GROUP_COLUMN, 13, false},   {EH_COMPARED_DIFFERENCE_COLUMN, 11, true},
        {EH_COMPARED_LOWER_COLUMN, 11, true},    {EH_COMPARED_UPPER_COLUMN, 11, true},
        {EH_COMPARED_TOGETHER_COLUMN, 11, true},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_DIFFERENCES, 0, EH_COMPARED_LINES_DIFFERENCES);
    eh_compared_columns(&s, who_columns, COUNT(who_columns));
    eh_compared_columns(&s, columns, COUNT(columns));
    eh_compared_columns(&s, rank_columns, COUNT(rank_columns));
    eh_compared_columns(&s, shortfall_columns, COUNT(shortfall_columns));
    eh_compared_rows(&s);
    series_rows(&s, is_gap, gap_row);
    eh_compared_end(&s, "Differences", 3);
}

/* ---- every item side by side ---- */

enum {
    BEFORE = 5,
    ACROSS = EH_TABLE_COLUMNS - BEFORE
}; /* columns before the organisations; organisations of one sheet */

/* One sheet of the organisations from `first` on, which are told by their codes over all standards. */
typedef struct across {
    eh_compared_sheet sheet;
    const char *codes[ACROSS];
    size_t count;
} across;

static const eh_member *member_of(const eh_compared *side, const char *code) {
    for (size_t i = 0; i < side->member_count; i++)
        if (strcmp(side->members[i].ret->organisation, code) == 0)
            return &side->members[i];
    return NULL;
}

static void across_row(across *a, const eh_compared *side, unsigned place, unsigned group,
                       const eh_member *const *members) {
    const eh_item *item = &side->edition->items[place];
    static const eh_value absent = {.missing = EH_NOT_APPLICABLE};
    eh_compared_text(&a->sheet, eh_standard_id(side->edition->standard));
    eh_compared_text(&a->sheet, item->id);
    eh_compared_text(&a->sheet, item->label);
    eh_compared_text(&a->sheet, item->groups ? eh_group_start(side->edition->standard, group) : "");
    eh_compared_value(&a->sheet, &side->rollups[0].items[place].value[group], item);
    for (size_t i = 0; i < a->count; i++) {
        const eh_value *value = members[i] ? members[i]->values[(size_t)place * EH_GROUPS + group] : NULL;
        eh_compared_value(&a->sheet, value ? value : &absent, item);
    }
    eh_compared_next(&a->sheet);
}

static void write_across(eh_book *book, const eh_comparison *c, across *a, unsigned number) {
    static const eh_compared_column columns[BEFORE] = {
        {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_ITEM_COLUMN, 28, false},
        {EH_COMPARED_LABEL_COLUMN, 46, false},    {EH_COMPARED_GROUP_COLUMN, 13, false},
        {EH_COMPARED_TOGETHER_COLUMN, 12, true},
    };
    eh_buffer name = {0};
    eh_compared_start(&a->sheet, book, c, EH_COMPARED_SHEET_FIGURES, number > 1 ? number : 0,
                      EH_COMPARED_LINES_FIGURES);
    eh_compared_columns(&a->sheet, columns, BEFORE);
    for (size_t i = 0; i < a->count; i++)
        eh_compared_column_named(&a->sheet, a->codes[i], 12, true);
    eh_compared_rows(&a->sheet);
    for (size_t s = 0; s < c->side_count; s++) {
        const eh_compared *side = &c->sides[s];
        const eh_member *members[ACROSS] = {NULL};
        for (size_t i = 0; i < a->count; i++)
            members[i] = member_of(side, a->codes[i]);
        for (unsigned i = 0; i < side->edition->item_count; i++) {
            unsigned groups = side->edition->items[i].groups;
            for (unsigned g = 0; g < (groups ? groups : 1); g++)
                across_row(a, side, i, g, members);
        }
    }
    eh_buffer_format(&name, "Figures_%u", number);
    if (name.failed)
        eh_book_fail(book, EH_NOMEM, "no memory for a table's name");
    else
        eh_compared_end(&a->sheet, name.data, 4);
    eh_buffer_free(&name);
}

static int by_code(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void eh_sheet_of_figures(eh_book *book, const eh_comparison *c, unsigned *sheets) {
    size_t room = 1, count = 0, different = 0;
    for (size_t s = 0; s < c->side_count; s++)
        room += c->sides[s].member_count;
    const char **codes = calloc(room, sizeof *codes);
    across *a = calloc(1, sizeof *a);
    *sheets = 0;
    if (!codes || !a)
        eh_book_fail(book, EH_NOMEM, "no memory for a sheet");
    for (size_t s = 0; s < c->side_count && codes; s++)
        for (size_t i = 0; i < c->sides[s].member_count; i++)
            codes[count++] = c->sides[s].members[i].ret->organisation;
    if (codes)
        qsort((void *)codes, count, sizeof *codes, by_code);
    for (size_t i = 0; i < count; i++)
        if (different == 0 || strcmp(codes[different - 1], codes[i]) != 0)
            codes[different++] = codes[i];
    for (size_t first = 0; first < different && a; first += ACROSS) {
        a->count = different - first < ACROSS ? different - first : ACROSS;
        memcpy((void *)a->codes, (const void *)(codes + first), a->count * sizeof *codes);
        write_across(book, c, a, ++*sheets);
    }
    free((void *)codes);
    free(a);
}

/* ---- roll-ups ---- */

static void rollup_row(void *context, const eh_comparison_row *row) {
    eh_compared_sheet *s = context;
    static const eh_comparison_word kinds[EH_ROLLUP_KINDS] = {EH_COMPARED_ALL_ORGANISATIONS, EH_COMPARED_ICB_COLUMN,
                                                              EH_COMPARED_PLACE_COLUMN, EH_COMPARED_TYPE_COLUMN};
    eh_buffer words = {0};
    bool present = row->value->missing == EH_PRESENT;
    if (!row->rollup || row->item->unit == EH_TEXT)
        return;
    eh_compared_text(s, eh_standard_id(row->side->edition->standard));
    eh_compared_word(s, kinds[row->rollup->kind]);
    eh_compared_text(s, eh_rollup_name(row->rollup));
    eh_compared_text(s, row->item->label);
    eh_compared_text(s, row->item->groups ? eh_group_start(row->side->edition->standard, row->group) : "");
    eh_compared_value(s, row->value, row->item);
    eh_compared_number(s, present ? row->value->lower : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, present ? row->value->upper : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, (double)row->rolled->counted, EH_STYLE_PLAIN);
    eh_left_out_words(&words, row->side, row->rolled);
    if (words.failed)
        eh_book_fail(s->book, EH_NOMEM, "no memory for a cell");
    else if (words.length > 0)
        eh_compared_text(s, words.data);
    eh_buffer_free(&words);
    eh_compared_next(s);
}

void eh_sheet_of_rollups(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_KIND_COLUMN, 17, false},
        {EH_COMPARED_ROLLUP_COLUMN, 40, false},   {EH_COMPARED_LABEL_COLUMN, 46, false},
        {EH_COMPARED_GROUP_COLUMN, 13, false},    {EH_COMPARED_VALUE_COLUMN, 11, true},
        {EH_COMPARED_LOWER_COLUMN, 11, true},     {EH_COMPARED_UPPER_COLUMN, 11, true},
        {EH_COMPARED_COUNTED_COLUMN, 13, true},   {EH_COMPARED_LEFT_OUT_COLUMN, 40, false},
    };
    eh_compared_sheet s;
    eh_compared_start(&s, book, c, EH_COMPARED_SHEET_ROLLUPS, 0, EH_COMPARED_LINES_ROLLUPS);
    eh_compared_columns(&s, columns, COUNT(columns));
    eh_compared_rows(&s);
    for (size_t i = 0; i < c->side_count; i++)
        eh_comparison_rows(&c->sides[i], rollup_row, &s);
    eh_compared_end(&s, "Added_up", 3);
}
