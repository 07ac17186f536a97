#include "verify/given.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* The item that a cell names: its id, with or without its usual ending; -1 for none. */
static int item_named(const eh_edition *edition, eh_slice text) {
    static const char *const endings[] = {"", ".percentage", ".score", ".action"};
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++)
        for (unsigned i = 0; i < edition->item_count; i++) {
            const char *id = edition->items[i].id;
            size_t length = strlen(id), ending = strlen(endings[e]), c = 0;
            if (length != text.length + ending || strcmp(id + length - ending, endings[e]) != 0)
                continue;
            while (c < text.length &&
                   (text.at[c] >= 'A' && text.at[c] <= 'Z' ? text.at[c] - 'A' + 'a' : text.at[c]) == id[c])
                c++;
            if (c == text.length)
                return (int)i;
        }
    return -1;
}

/* A figure, and whether it is marked as a percentage: by its sign, or by the format of its cell. False for none. */
static bool read_figure(eh_cell cell, eh_fraction *value, bool *marked) {
    eh_slice text = cell.text;
    *marked = text.length && text.at[text.length - 1] == '%';
    if (*marked)
        text = eh_trim((eh_slice){text.at, text.length - 1});
    if (text.length == 0 || !eh_decimal_read(text, value))
        return false;
    if (cell.type == EH_CELL_PERCENT) {
        *marked = true;
        *value = eh_fraction_multiply(*value, eh_fraction_make(100, 1));
    }
    return eh_fraction_defined(*value);
}

static int64_t read_respondents(eh_slice text) {
    eh_fraction n;
    bool whole = text.length && eh_decimal_read(text, &n) && n.numerator >= 0 && n.numerator % n.denominator == 0 &&
                 n.numerator / n.denominator <= EH_LIMIT_COUNT;
    return whole ? (int64_t)(n.numerator / n.denominator) : -1;
}

/* The group of a row that names an item; a score of everybody goes to the item without groups. False when the item has no such group. */
static bool find_group(const eh_plain_book *book, const eh_edition *edition, eh_slice text, int *item,
                       unsigned *group) {
    const eh_item *named = &edition->items[*item];
    *group = 0;
    if (named->groups == 0)
        return true;
    if (eh_means_everybody(book->catalogue, text))
        for (unsigned i = 0; i < edition->item_count; i++) {
            const eh_item *other = &edition->items[i];
            if (other->groups == 0 && other->operation == EH_OP_SURVEY && other->unit == named->unit) {
                *item = (int)i;
                return true;
            }
        }
    return eh_group_read(edition->standard, text, group) && *group < named->groups;
}

static bool in_range(const eh_item *item, eh_fraction value) {
    eh_fraction highest = eh_fraction_make(item->unit == EH_SCORE ? 10 : 100, 1);
    return value.numerator >= 0 && eh_fraction_compare(value, highest) <= 0;
}

/* ---- the survey ---- */

/* A survey all at or under 1 that is not marked as percent, some above 0: fractions or percentages, nobody knows. Scores do not tell. */
static bool scale_is_doubtful(const eh_plain_book *book, const plain_table *table, int year) {
    bool above_0 = false;
    for (size_t r = 0; r < table->count; r++) {
        const plain_row *row = &table->row[r];
        eh_standard standard;
        eh_fraction value;
        bool marked;
        if (!eh_standard_read(plain_text(table, row, EH_SURVEY_STANDARD), &standard) ||
            !read_figure(plain_cell(table, row, EH_SURVEY_PERCENTAGE), &value, &marked))
            continue;
        const eh_edition *edition = eh_edition_find(book->catalogue, standard, year);
        int item = edition ? item_named(edition, plain_text(table, row, EH_SURVEY_ITEM)) : -1;
        if (item >= 0 && edition->items[item].unit != EH_PERCENT)
            continue;
        if (marked || eh_fraction_compare(value, eh_fraction_make(1, 1)) > 0)
            return false;
        above_0 = above_0 || value.numerator > 0;
    }
    return above_0;
}

static void take_survey_row(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                            const plain_row *row, bool doubtful, plain_givens *givens) {
    eh_standard standard;
    unsigned group;
    eh_fraction value;
    bool marked;
    int year = plain_year(table, row, EH_SURVEY_SURVEY_YEAR);
    int item = item_named(q->edition, plain_text(table, row, EH_SURVEY_ITEM));
    if (!eh_standard_read(plain_text(table, row, EH_SURVEY_STANDARD), &standard) || standard != q->edition->standard ||
        (year && year != q->edition->survey_year) || item < 0 || q->edition->items[item].operation != EH_OP_SURVEY ||
        !find_group(book, q->edition, plain_text(table, row, EH_SURVEY_GROUP), &item, &group) ||
        !read_figure(plain_cell(table, row, EH_SURVEY_PERCENTAGE), &value, &marked))
        return;
    const eh_item *about = &q->edition->items[item];
    plain_given *given = &givens->survey[(size_t)item * EH_GROUPS + group];
    if ((doubtful && about->unit == EH_PERCENT) || !in_range(about, value) || given->there)
        return;
    *given = (plain_given){
        .there = true, .value = value, .respondents = read_respondents(plain_text(table, row, EH_SURVEY_RESPONDENTS))};
}

/* ---- counts ---- */

/* Counts are whole; what is an average of two years may end in .5. */
static bool can_be(const eh_edition *edition, const eh_item *item, eh_fraction value) {
    if (item->unit == EH_POINTS)
        return true;
    if (item->operation == EH_OP_SURVEY)
        return in_range(item, value);
    if (value.numerator < 0 || eh_fraction_compare(value, eh_fraction_make(EH_LIMIT_COUNT, 1)) > 0)
        return false;
    bool average = strncmp(item->id, "3.entered", 9) == 0 && edition->case_years == 2;
    return item->unit != EH_HEADCOUNT || value.denominator == 1 || (average && value.denominator == 2);
}

static void take_count(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                       const plain_row *row, plain_givens *givens) {
    eh_standard standard;
    unsigned group;
    eh_fraction value;
    bool marked;
    int year = plain_year(table, row, EH_COUNTS_EDITION);
    int item = item_named(q->edition, plain_text(table, row, EH_COUNTS_ITEM));
    if (!eh_standard_read(plain_text(table, row, EH_COUNTS_STANDARD), &standard) || standard != q->edition->standard ||
        (year && year != q->edition->year) || item < 0 || q->edition->items[item].operation == EH_OP_ANSWER ||
        !find_group(book, q->edition, plain_text(table, row, EH_COUNTS_GROUP), &item, &group) ||
        !read_figure(plain_cell(table, row, EH_COUNTS_VALUE), &value, &marked))
        return;
    plain_given *given = &givens->counts[(size_t)item * EH_GROUPS + group];
    if (!given->there && can_be(q->edition, &q->edition->items[item], value))
        *given = (plain_given){.there = true, .value = value, .respondents = -1};
}

/* ---- answers ---- */

static void take_answer(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                        const plain_row *row, plain_givens *givens) {
    int year = plain_year(table, row, EH_ANSWERS_EDITION);
    int item = item_named(q->edition, plain_text(table, row, EH_ANSWERS_ITEM));
    bool stated;
    if (item < 0 || q->edition->items[item].operation != EH_OP_ANSWER || (year && year != q->edition->year))
        return;
    bool yes = plain_yes(book, table, row, EH_ANSWERS_ANSWER, &stated);
    plain_given *given = &givens->answers[(size_t)item * EH_GROUPS];
    if (!given->there && stated)
        *given = (plain_given){.there = true, .respondents = -1, .answer = yes ? "Yes" : "No"};
}

eh_status plain_givens_make(const eh_plain_book *book, const eh_plain_question *q, plain_givens *givens) {
    size_t room = (size_t)q->edition->item_count * EH_GROUPS + 1;
    *givens = (plain_givens){calloc(room, sizeof(plain_given)), calloc(room, sizeof(plain_given)),
                             calloc(room, sizeof(plain_given))};
    if (!givens->survey || !givens->counts || !givens->answers)
        return EH_NOMEM;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        bool doubtful = table->kind == EH_KIND_SURVEY && scale_is_doubtful(book, table, q->edition->year);
        for (size_t r = 0; r < table->count; r++) {
            const plain_row *row = &table->row[r];
            if (!plain_ours(row, q))
                continue;
            if (table->kind == EH_KIND_SURVEY)
                take_survey_row(book, q, table, row, doubtful, givens);
            else if (table->kind == EH_KIND_COUNTS)
                take_count(book, q, table, row, givens);
            else if (table->kind == EH_KIND_ANSWERS)
                take_answer(book, q, table, row, givens);
        }
    }
    return EH_OK;
}

void plain_givens_free(plain_givens *givens) {
    free(givens->survey);
    free(givens->counts);
    free(givens->answers);
    *givens = (plain_givens){0};
}
