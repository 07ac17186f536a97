/* The sheets of representation: the rows of one section of indicator 1 against the whole workforce, and how each group spreads over them. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"

enum { MOST_ROWS = 64, WIDE = 640, FROZEN = 1, BAR_HEIGHT = 26, FEW_BARS = 8, WIDE_BAR_HEIGHT = 44, AROUND = 112 };

enum column {
    LABEL,
    PEOPLE,
    SHARE = PEOPLE + EH_GROUPS,
    LEVEL = SHARE + EH_GROUPS,
    MINE,
    THEIRS,
    CAUTION,
    CHARTS = CAUTION + 2
};

/* The rows in their order on the sheet: those that are counted together, then parts of others and sums. */
typedef struct shares {
    eh_list list;
    const eh_working *working;
    size_t rows[MOST_ROWS];
    unsigned counted, count;
    int workforce;              /* position in the return, or -1 */
    unsigned groups[EH_GROUPS]; /* in the order of the columns: the focus first */
} shares;

/* Whether an item is a sum that others are made of: a total, which stands for all rows of its section. */
static bool is_total(const eh_edition *edition, const eh_item *item) {
    unsigned position = (unsigned)(item - edition->items);
    if (item->operation != EH_OP_SUM)
        return false;
    for (unsigned i = position + 1; i < edition->item_count; i++)
        for (unsigned t = 0; t < edition->items[i].term_count; t++)
            if (edition->items[i].terms[t].item == position)
                return true;
    return false;
}

static bool is_row(const eh_working *working, size_t i) {
    const eh_return_item *item = &working->ret->items[i];
    const eh_item *entry = eh_working_entry(working, i);
    return entry && entry->percent_of_row && item->unit == EH_HEADCOUNT && item->grouped && item->count == EH_GROUPS;
}

/* The end of the section that begins at item `from`. */
static size_t section_end(const eh_working *working, size_t from) {
    const eh_item *first = eh_working_entry(working, from);
    size_t to = from + 1;
    while (first && to < working->ret->item_count) {
        const eh_item *entry = eh_working_entry(working, to);
        if (!entry || strcmp(entry->section, first->section) != 0)
            break;
        to++;
    }
    return to;
}

/* A sheet for a section: not for that of the whole workforce, and only when somebody is in it. */
static bool worth_a_sheet(const eh_working *working, size_t from, size_t to) {
    int workforce = eh_working_workforce(working);
    double people = 0;
    unsigned rows = 0;
    for (size_t i = from; i < to; i++) {
        double total = is_row(working, i) ? eh_working_number(working, i, 0, EH_PART_TOTAL) : NAN;
        rows += is_row(working, i);
        people += isfinite(total) ? total : 0;
        if ((int)i == workforce)
            return false;
    }
    return rows > 1 && people > 0;
}

/* The section's name, cut to what the name of a sheet may be. */
static void name_sheet(eh_plan *plan, const char *section) {
    const char *name = eh_section_name(section);
    size_t length = 0;
    for (unsigned letters = 0; length < sizeof plan->name - 1 && name[length]; length++) {
        letters += ((unsigned char)name[length] & 0xC0) != 0x80;
        if (letters > EH_SHEET_NAME)
            break;
        plan->name[length] = strchr("[]:*?/\\'", name[length]) ? ' ' : name[length];
    }
    plan->name[length] = '\0';
}

unsigned eh_plan_shares(const eh_working *working, eh_plan *plans, unsigned room) {
    unsigned count = 0;
    for (size_t from = 0, to = 0; working->edition && from < working->ret->item_count && count < room; from = to) {
        to = section_end(working, from);
        if (!is_row(working, from) || !worth_a_sheet(working, from, to))
            continue;
        const char *section = eh_working_entry(working, from)->section;
        plans[count] = (eh_plan){.purpose = EH_BOOK_PURPOSE_SHARES,
                                 .subject = eh_section_name(section),
                                 .write = eh_sheet_shares,
                                 .from = from,
                                 .to = to};
        name_sheet(&plans[count++], section);
    }
    return count;
}

static void choose_rows(shares *s, const eh_plan *plan) {
    const eh_working *working = s->working;
    for (unsigned extra = 0; extra < 2; extra++)
        for (size_t i = plan->from; i < plan->to && s->count < MOST_ROWS; i++) {
            const eh_item *entry = eh_working_entry(working, i);
            if (!is_row(working, i) || (entry->of_which || is_total(working->edition, entry)) != (extra == 1))
                continue;
            s->rows[s->count++] = i;
            s->counted += extra == 0;
        }
}

static void make_columns(shares *s) {
    eh_list *list = &s->list;
    eh_standard standard = s->working->ret->standard;
    const char *mine = eh_group_start(standard, s->groups[0]), *theirs = eh_group_start(standard, s->groups[1]);
    eh_list_column(list, EH_BOOK_COLUMN_ROW, 28, EH_STYLE_HEADING, NULL, NULL);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_PEOPLE, 9, EH_STYLE_HEADING_OF_NUMBERS,
                       eh_group_start(standard, s->groups[g]), NULL);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_list_column(list, EH_BOOK_COLUMN_GROUP_PERCENT, 9.5, EH_STYLE_HEADING_OF_NUMBERS,
                       eh_group_start(standard, s->groups[g]), NULL);
    eh_list_column(list, EH_BOOK_COLUMN_LEVEL, 11, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_SPREAD, 10, EH_STYLE_HEADING_OF_NUMBERS, mine, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_SPREAD_LEFT, 10, EH_STYLE_HEADING_OF_NUMBERS, theirs, NULL);
    eh_list_column(list, EH_BOOK_COLUMN_CAUTION, 12, EH_STYLE_HEADING_INDENTED, NULL, NULL);
}

/* 100 x this row / all rows that are counted together, over the cells of this sheet; `sign` -1 draws to the left. */
static void spread_cell(shares *s, unsigned row, unsigned at, unsigned column, int sign) {
    eh_buffer formula = {0}, all = {0}, cell = {0};
    unsigned first = s->list.heading_row + 1, people = PEOPLE + (column == THEIRS ? 1 : 0),
             group = s->groups[people - PEOPLE];
    double sum = 0, mine = eh_working_number(s->working, s->rows[at], group, EH_PART_VALUE);
    for (unsigned i = 0; i < s->counted; i++) {
        double number = eh_working_number(s->working, s->rows[i], group, EH_PART_VALUE);
        sum += isfinite(number) ? number : 0;
    }
    if (!isfinite(mine))
        return;
    eh_buffer_text(&all, "SUM(");
    eh_absolute_cell(&all, first, people);
    eh_buffer_char(&all, ':');
    eh_absolute_cell(&all, first + s->counted - 1, people);
    eh_buffer_char(&all, ')');
    eh_cell_name(&cell, row, people);
    eh_buffer_format(&formula, "=IF(%s=0,\"%s\",%s100*%s/%s)", all.data, eh_missing_words(EH_UNDEFINED),
                     sign < 0 ? "-" : "", cell.data, all.data);
    if (formula.failed || all.failed || cell.failed)
        eh_book_fail(s->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else if (sum > 0)
        eh_sheet_formula(&s->list.sheet, row, column, formula.data, mine > 0 ? sign * 100 * mine / sum : 0,
                         sign < 0 ? EH_STYLE_TENTH_LEFT : EH_STYLE_TENTH);
    else
        eh_sheet_formula_word(&s->list.sheet, row, column, formula.data, eh_missing_words(EH_UNDEFINED));
    eh_buffer_free(&formula);
    eh_buffer_free(&all);
    eh_buffer_free(&cell);
}

/* Whether the row has few people or none, live, in words. */
static void caution_cell(shares *s, unsigned row, double people) {
    const eh_catalogue *catalogue = s->working->catalogue;
    const char *few = eh_book_word_text(catalogue, EH_BOOK_FEW_PEOPLE);
    const char *none = eh_book_word_text(catalogue, EH_BOOK_NO_CAUTION);
    const char *nobody = eh_book_word_text(catalogue, EH_BOOK_NOBODY);
    eh_buffer formula = {0}, all = {0};
    eh_buffer_text(&all, "SUM(");
    eh_cell_name(&all, row, PEOPLE);
    eh_buffer_char(&all, ':');
    eh_cell_name(&all, row, PEOPLE + EH_GROUPS - 1);
    eh_buffer_char(&all, ')');
    eh_buffer_format(&formula, "=IF(%s=0,", all.data);
    eh_formula_quote(&formula, nobody);
    eh_buffer_format(&formula, ",IF(%s<%d,", all.data, (int)EH_FEW);
    eh_formula_quote(&formula, few);
    eh_buffer_char(&formula, ',');
    eh_formula_quote(&formula, none);
    eh_buffer_text(&formula, "))");
    if (formula.failed || all.failed)
        eh_book_fail(s->list.sheet.book, EH_NOMEM, "no memory for a formula");
    else
        eh_sheet_formula_text(&s->list.sheet, row, CAUTION, formula.data,
                              people > 0 ? people < EH_FEW ? few : none : nobody, EH_STYLE_INDENTED);
    eh_buffer_free(&formula);
    eh_buffer_free(&all);
}

static void row_cells(shares *s, size_t item, unsigned at) {
    eh_sheet *sheet = &s->list.sheet;
    unsigned row = s->list.row++;
    double people = 0;
    eh_sheet_text(sheet, row, LABEL, eh_working_label(s->working, item), EH_STYLE_TEXT);
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (eh_sheet_figure(sheet, s->working, row, PEOPLE + g, item, s->groups[g], EH_PART_VALUE, 0))
            people += eh_working_number(s->working, item, s->groups[g], EH_PART_VALUE);
        eh_sheet_figure(sheet, s->working, row, SHARE + g, item, s->groups[g], EH_PART_PERCENT, 1);
    }
    if (s->workforce >= 0)
        eh_sheet_figure(sheet, s->working, row, LEVEL, (size_t)s->workforce, s->groups[0], EH_PART_PERCENT, 1);
    if (at < s->counted) {
        spread_cell(s, row, at, MINE, 1);
        spread_cell(s, row, at, THEIRS, -1);
    }
    caution_cell(s, row, people);
}

/* What the chart of shares shows, in words: the lowest and the highest row, and the whole workforce. */
static void describe_shares(const shares *s, eh_buffer *out) {
    double low = NAN, high = NAN;
    size_t lowest = 0, highest = 0;
    for (unsigned i = 0; i < s->counted; i++) {
        double share = eh_working_number(s->working, s->rows[i], s->groups[0], EH_PART_PERCENT);
        if (isfinite(share) && !(share >= low)) {
            low = share;
            lowest = s->rows[i];
        }
        if (isfinite(share) && !(share <= high)) {
            high = share;
            highest = s->rows[i];
        }
    }
    eh_buffer least = {0}, most = {0}, level = {0};
    eh_words_number(&least, isfinite(low) ? low : 0, 1);
    eh_buffer_format(&least, "%% (%s)", eh_working_label(s->working, lowest));
    eh_words_number(&most, isfinite(high) ? high : 0, 1);
    eh_buffer_format(&most, "%% (%s)", eh_working_label(s->working, highest));
    eh_working_words(s->working, out, EH_BOOK_ALT_SHARES, eh_group_inside(s->working->ret->standard, s->groups[0]),
                     least.data, most.data);
    double whole =
        s->workforce < 0 ? NAN : eh_working_number(s->working, (size_t)s->workforce, s->groups[0], EH_PART_PERCENT);
    if (isfinite(whole)) {
        eh_words_number(&level, whole, 1);
        eh_buffer_char(out, ' ');
        eh_working_words(s->working, out, EH_BOOK_ALT_LEVEL, level.data, NULL, NULL);
    }
    eh_buffer_done(&least, out);
    eh_buffer_done(&most, out);
    eh_buffer_done(&level, out);
}

static void chart_of_shares(shares *s, const char *subject, unsigned height) {
    eh_buffer title = {0}, words = {0};
    eh_list *list = &s->list;
    const char *mine = eh_group_inside(s->working->ret->standard, s->groups[0]);
    unsigned first = list->heading_row + 1, last = list->heading_row + s->count;
    eh_area names = {first, LABEL, last, LABEL}, share = {first, SHARE, last, SHARE},
            level = {first, LEVEL, last, LEVEL};
    eh_working_words(s->working, &title, EH_BOOK_CHART_SHARES, subject, mine, NULL);
    describe_shares(s, &words);
    if (title.failed || words.failed) {
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a chart");
    } else {
        eh_chart chart = eh_chart_new(&list->sheet, list->name, LXW_CHART_BAR, title.data,
                                      eh_book_word_text(s->working->catalogue, EH_BOOK_AXIS_SHARES), NULL);
        eh_chart_series(&chart, &names, &share, list->heading_row, SHARE, EH_LOOK_FOCUS);
        eh_chart_labels(&chart, "0.0;;");
        if (s->workforce >= 0)
            eh_chart_series(&chart, &names, &level, list->heading_row, LEVEL, EH_LOOK_LEVEL);
        eh_chart_bars(&chart, "0\"%\"", 35, 0);
        eh_chart_place(&chart, list->heading_row, CHARTS, 0, WIDE, height, words.data);
    }
    eh_buffer_free(&title);
    eh_buffer_free(&words);
}

/* Back to back: the group compared with to the left, the focus to the right. */
static void chart_of_spread(shares *s, const char *subject, unsigned down, unsigned height) {
    eh_buffer title = {0}, words = {0};
    eh_list *list = &s->list;
    eh_standard standard = s->working->ret->standard;
    const char *mine = eh_group_inside(standard, s->groups[0]), *theirs = eh_group_inside(standard, s->groups[1]);
    unsigned first = list->heading_row + 1, last = list->heading_row + s->counted;
    eh_area names = {first, LABEL, last, LABEL}, left = {first, THEIRS, last, THEIRS},
            right = {first, MINE, last, MINE};
    eh_working_words(s->working, &title, EH_BOOK_CHART_SPREAD, subject, mine, theirs);
    eh_working_words(s->working, &words, EH_BOOK_ALT_SPREAD, mine, theirs, subject);
    if (title.failed || words.failed) {
        eh_book_fail(list->sheet.book, EH_NOMEM, "no memory for a chart");
    } else {
        eh_chart chart = eh_chart_new(&list->sheet, list->name, LXW_CHART_BAR, title.data,
                                      eh_book_word_text(s->working->catalogue, EH_BOOK_AXIS_SPREAD), NULL);
        eh_chart_series(&chart, &names, &left, list->heading_row, THEIRS, EH_LOOK_OTHER);
        eh_chart_labels(&chart, "0.0;0.0;");
        eh_chart_series(&chart, &names, &right, list->heading_row, MINE, EH_LOOK_FOCUS);
        eh_chart_labels(&chart, "0.0;0.0;");
        eh_chart_bars(&chart, "0\"%\";0\"%\"", 25, 0);
        eh_chart_place(&chart, list->heading_row, CHARTS, down, WIDE, height, words.data);
    }
    eh_buffer_free(&title);
    eh_buffer_free(&words);
}

void eh_sheet_shares(const eh_working *working, const eh_plan *plan) {
    shares s = {.working = working,
                .workforce = eh_working_workforce(working),
                .groups = {working->focus, working->other, EH_UNKNOWN}};
    eh_standard standard = working->ret->standard;
    const char *mine = eh_group_inside(standard, working->focus);
    choose_rows(&s, plan);
    eh_list_start(&s.list, working, plan, EH_BOOK_TITLE_SHARES, plan->subject, mine, NULL);
    make_columns(&s);
    eh_list_line(&s.list, EH_BOOK_SHARES_TABLE, mine, NULL, NULL);
    eh_list_line(&s.list, EH_BOOK_SHARES_SPREAD, eh_group_inside(standard, working->other), NULL, NULL);
    eh_list_line(&s.list, EH_BOOK_SHARES_SMALL, NULL, NULL, NULL);
    eh_list_rows(&s.list);
    for (unsigned i = 0; i < s.count; i++)
        row_cells(&s, s.rows[i], i);
    if (s.workforce >= 0)
        row_cells(&s, (size_t)s.workforce, MOST_ROWS);
    eh_area caution = {s.list.heading_row + 1, CAUTION, s.list.row - 1, CAUTION};
    eh_sheet_mark_words(&s.list.sheet, &caution, eh_book_word_text(working->catalogue, EH_BOOK_FEW_PEOPLE),
                        EH_MARK_CARE);
    char table[sizeof plan->name + 8] = "Shares_";
    for (size_t i = 0, at = strlen(table); plan->name[i]; i++)
        table[at++] = (plan->name[i] >= '0' && plan->name[i] <= '9') ||
                              ((plan->name[i] | 0x20) >= 'a' && (plan->name[i] | 0x20) <= 'z')
                          ? plan->name[i]
                          : '_';
    eh_list_end(&s.list, table, false, FROZEN);
    unsigned bar = s.count > FEW_BARS ? BAR_HEIGHT : WIDE_BAR_HEIGHT;
    unsigned high = AROUND + bar * s.count, low = AROUND + bar * s.counted;
    chart_of_shares(&s, plan->subject, high);
    chart_of_spread(&s, plan->subject, high + 12, low);
    eh_list_print_charts(&s.list, CHARTS, WIDE, high + 12 + low);
}
