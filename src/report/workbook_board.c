/* The sheet of the board: what part of it each group is, against the whole workforce. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"

enum { MOST_ROWS = 16, WIDE = 780, BAR_HEIGHT = 36, AROUND = 130, FROZEN = 1 };

enum column { LABEL, MEMBERS, SHARE, LEVEL = SHARE + EH_GROUPS, DIFFERENCE, CAUTION };

typedef struct board {
    eh_list list;
    const eh_working *working;
    size_t items[MOST_ROWS];
    unsigned count;
    int level;                  /* the share of the whole workforce: a row of them, or -1 */
    unsigned groups[EH_GROUPS]; /* in the order of the columns: the focus first */
} board;

/* The headcount that a share is the share of, by position in the edition. */
static unsigned headcount_of(const eh_working *working, size_t i) {
    return eh_working_entry(working, i)->terms[0].item;
}

static void collect(board *b) {
    const eh_working *working = b->working;
    b->level = -1;
    for (size_t i = 0; i < working->ret->item_count && b->count < MOST_ROWS; i++) {
        const eh_item *entry = eh_working_entry(working, i);
        if (!entry || entry->operation != EH_OP_SHARE || entry->term_count != 1 ||
            working->ret->items[i].count != EH_GROUPS)
            continue;
        if (working->edition->items[headcount_of(working, i)].operation == EH_OP_SUM)
            b->level = (int)b->count; /* counted elsewhere: the workforce that the board is compared with */
        b->items[b->count++] = i;
    }
}

bool eh_has_board(const eh_working *working) {
    board b = {.working = working};
    bool has = false;
    collect(&b);
    for (unsigned i = 0; i < b.count && !has; i++)
        has = (int)i != b.level && eh_working_has(working, b.items[i]);
    return has;
}

static double share(const board *b, unsigned row, unsigned group) {
    return eh_working_number(b->working, b->items[row], group, EH_PART_VALUE);
}

static void difference_cell(board *b, unsigned row, unsigned i) {
    eh_buffer formula = {0};
    double mine = share(b, i, b->groups[0]), level = share(b, (unsigned)b->level, b->groups[0]),
           difference = mine - level;
    if (!isfinite(difference))
        return;
    if (fabs(difference) < 1e-12 * fmax(fabs(mine), fabs(level)))
        difference = 0;
    eh_buffer_char(&formula, '=');
    eh_cell_name(&formula, row, SHARE);
    eh_buffer_char(&formula, '-');
    eh_cell_name(&formula, row, LEVEL);
    if (formula.failed)
        eh_book_fail(b->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula(&b->list.sheet, row, DIFFERENCE, formula.data, difference, EH_STYLE_POINTS);
    eh_buffer_free(&formula);
}

static void caution_cell(board *b, unsigned row, double members) {
    eh_buffer test = {0};
    eh_cell_name(&test, row, MEMBERS);
    eh_buffer_format(&test, "<%d", (int)EH_FEW);
    if (test.failed)
        eh_book_fail(b->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_choice(
            &b->list.sheet, row, CAUTION, test.data, eh_book_word_text(b->working->catalogue, EH_BOOK_FEW_PEOPLE),
            eh_book_word_text(b->working->catalogue, EH_BOOK_NO_CAUTION), members < EH_FEW, EH_STYLE_INDENTED);
    eh_buffer_free(&test);
}

static void row_cells(board *b, unsigned i) {
    const eh_working *working = b->working;
    eh_sheet *sheet = &b->list.sheet;
    unsigned row = b->list.row++;
    int headcount = eh_working_place(working, headcount_of(working, b->items[i]));
    eh_sheet_text(sheet, row, LABEL,
                  headcount < 0 ? eh_working_label(working, b->items[i]) : eh_working_label(working, (size_t)headcount),
                  EH_STYLE_TEXT);
    if (headcount >= 0 && eh_sheet_figure(sheet, working, row, MEMBERS, (size_t)headcount, 0, EH_PART_TOTAL, 0))
        caution_cell(b, row, eh_working_number(working, (size_t)headcount, 0, EH_PART_TOTAL));
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_sheet_figure(sheet, working, row, SHARE + g, b->items[i], b->groups[g], EH_PART_VALUE, 1);
    if (b->level < 0)
        return;
    eh_sheet_figure(sheet, working, row, LEVEL, b->items[b->level], b->groups[0], EH_PART_VALUE, 1);
    if ((int)i != b->level)
        difference_cell(b, row, i);
}

static void describe(const board *b, eh_buffer *out) {
    eh_standard standard = b->working->ret->standard;
    eh_working_words(b->working, out, EH_BOOK_ALT_BOARD, eh_group_inside(standard, b->groups[0]),
                     eh_group_inside(standard, b->groups[1]), NULL);
    for (unsigned i = 0; i < b->count; i++) {
        eh_buffer figure[2] = {{0}, {0}};
        const eh_return_item *item = &b->working->ret->items[b->items[i]];
        for (unsigned g = 0; g < 2; g++) {
            eh_buffer_format(&figure[g], "%s ", eh_group_inside(standard, b->groups[g]));
            eh_words_value(&figure[g], eh_item_value(b->working->ret, item, b->groups[g]), EH_PERCENT);
        }
        eh_buffer_char(out, ' ');
        eh_working_words(b->working, out, EH_BOOK_ALT_ROW, eh_working_label(b->working, b->items[i]), figure[0].data,
                         figure[1].data);
        eh_buffer_done(&figure[0], out);
        eh_buffer_done(&figure[1], out);
    }
}

static unsigned draw(board *b) {
    eh_list *list = &b->list;
    static const eh_look looks[EH_GROUPS] = {EH_LOOK_FOCUS, EH_LOOK_OTHER, EH_LOOK_UNKNOWN};
    unsigned first = list->heading_row + 1, last = list->heading_row + b->count,
             height = AROUND + BAR_HEIGHT * b->count;
    eh_area names = {first, LABEL, last, LABEL};
    eh_buffer words = {0};
    const eh_catalogue *catalogue = b->working->catalogue;
    describe(b, &words);
    eh_chart chart =
        eh_chart_new(&list->sheet, list->name, LXW_CHART_BAR_STACKED, eh_book_word_text(catalogue, EH_BOOK_CHART_BOARD),
                     eh_book_word_text(catalogue, EH_BOOK_AXIS_BOARD), NULL);
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        eh_area values = {first, SHARE + g, last, SHARE + g};
        eh_chart_series(&chart, &names, &values, list->heading_row, SHARE + g, looks[g]);
        eh_chart_labels_on(&chart, "0.0;;", looks[g]);
    }
    eh_chart_bars(&chart, "0\"%\"", 45, 0);
    eh_chart_downwards(&chart);
    eh_chart_scale(&chart, 0, 100);
    if (words.failed)
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a chart");
    else
        eh_chart_place(&chart, list->row + 1, 0, 0, WIDE, height, words.data);
    eh_buffer_free(&words);
    return height;
}

static void make_columns(board *b) {
    eh_list *list = &b->list;
    eh_standard standard = b->working->ret->standard;
    const char *mine = eh_group_start(standard, b->groups[0]);
    eh_list_column(list, EH_BOOK_COLUMN_ROW, 28, EH_STYLE_HEADING, NULL, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_MEMBERS, 10, EH_STYLE_HEADING_OF_NUMBERS, NULL, NULL);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_GROUP_PERCENT, 10, EH_STYLE_HEADING_OF_NUMBERS,
                       eh_group_start(standard, b->groups[g]), NULL);
    eh_list_column(list, EH_BOOK_COLUMN_LEVEL, 12, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_DIFFERENCE, 12, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_CAUTION, 15, EH_STYLE_HEADING_INDENTED, NULL, NULL);
}

void eh_sheet_board(const eh_working *working, const eh_plan *plan) {
    board b = {.working = working, .groups = {working->focus, working->other, EH_UNKNOWN}};
    const char *mine = eh_group_inside(working->ret->standard, working->focus);
    bool any = false;
    collect(&b);
    for (unsigned i = 0; i < b.count; i++)
        any = any || isfinite(share(&b, i, b.groups[0]));
    eh_list_start(&b.list, working, plan, EH_BOOK_TITLE_BOARD, NULL, NULL, NULL);
    make_columns(&b);
    eh_list_line(&b.list, EH_BOOK_BOARD_TABLE, mine, NULL, NULL);
    eh_list_line(&b.list, EH_BOOK_BOARD_SMALL, NULL, NULL, NULL);
    eh_list_rows(&b.list);
    for (unsigned i = 0; i < b.count; i++)
        row_cells(&b, i);
    eh_area caution = {b.list.heading_row + 1, CAUTION, b.list.row - 1, CAUTION};
    eh_sheet_mark_words(&b.list.sheet, &caution, eh_book_word_text(working->catalogue, EH_BOOK_FEW_PEOPLE),
                        EH_MARK_CARE);
    eh_list_end(&b.list, "Board_shares", false, FROZEN);
    if (any)
        eh_list_print_below(&b.list, draw(&b));
}
