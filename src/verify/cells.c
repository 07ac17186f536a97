/* What a cell says (contract, columns of extracts). */
#include "verify/cells.h"

#include <string.h>

#include "base/date.h"
#include "base/limits.h"

eh_cell plain_cell(const plain_table *table, const plain_row *row, eh_field field) {
    if (table->place[field] < 0)
        return (eh_cell){0};
    eh_cell cell = row->cell[table->place[field]];
    if (cell.type == EH_CELL_ERROR || cell.type == EH_CELL_UNCALCULATED)
        cell = (eh_cell){0};
    return cell;
}

eh_slice plain_text(const plain_table *table, const plain_row *row, eh_field field) {
    return plain_cell(table, row, field).text;
}

/* A bare number of a workbook that counts its days from 1904. */
static eh_date day_of_1904(eh_slice text) {
    eh_fraction serial;
    if (!eh_decimal_read(text, &serial) || serial.numerator < 0 ||
        serial.numerator / serial.denominator > EH_LIMIT_COUNT)
        return EH_NO_DATE;
    return eh_date_from_serial((int64_t)(serial.numerator / serial.denominator), true);
}

eh_date plain_date(const plain_table *table, const plain_row *row, eh_field field) {
    eh_cell cell = plain_cell(table, row, field);
    eh_date date = EH_NO_DATE;
    if (table->system_1904 && cell.type == EH_CELL_NUMBER)
        date = day_of_1904(cell.text);
    if (date != EH_NO_DATE)
        return date;
    return eh_date_read(cell.text, &date) == EH_DATE_READ ? date : EH_NO_DATE;
}

bool plain_yes(const eh_plain_book *book, const plain_table *table, const plain_row *row, eh_field field,
               bool *stated) {
    eh_cell cell = plain_cell(table, row, field);
    bool yes = false;
    eh_known known = eh_yes_no_of(book->catalogue, field, cell.text, &yes);
    if (known == EH_UNMAPPED && table->system_1904 && cell.type == EH_CELL_NUMBER &&
        plain_date(table, row, field) != EH_NO_DATE) /* the day of a stage: what any date says there */
        known = eh_yes_no_of(book->catalogue, field, EH_SLICE("2000-01-01"), &yes);
    *stated = known == EH_STATED;
    return *stated && yes;
}

/* Digits from `at` on: how many, and their number. */
static size_t digits_at(eh_slice text, size_t at, int *number) {
    size_t n = 0;
    *number = 0;
    for (; at + n < text.length && text.at[at + n] >= '0' && text.at[at + n] <= '9'; n++)
        *number = n < 8 ? *number * 10 + (text.at[at + n] - '0') : 0;
    return n;
}

int plain_year(const plain_table *table, const plain_row *row, eh_field field) {
    enum { NEAR = 3 }; /* bytes between the years of "2024/25" */
    eh_slice text = plain_text(table, row, field);
    int found = 0, number;
    size_t end = 0;
    for (size_t i = 0; i < text.length;) {
        size_t n = digits_at(text, i, &number);
        if (n == 4 && number >= 1990 && number <= 2100) {
            found = number;
            end = i + n;
        } else if (n == 2 && found && number == (found + 1) % 100 && i - end <= NEAR)
            found++;
        i += n ? n : 1;
    }
    return found;
}

unsigned plain_group(const eh_plain_book *book, const plain_table *table, const plain_row *row, eh_standard standard,
                     eh_field ethnic, eh_field disability) {
    if (standard == EH_WRES)
        return eh_ethnicity_of(book->catalogue, plain_text(table, row, ethnic)).group;
    return eh_disability_of(book->catalogue, plain_text(table, row, disability)).group;
}

bool plain_ours(const plain_row *row, const eh_plain_question *question) {
    return row->organisation[0] ? strcmp(row->organisation, question->organisation) == 0 : question->blank_too;
}

bool plain_has_kind(const eh_plain_book *book, eh_kind kind) {
    for (size_t t = 0; t < book->count; t++)
        if (book->table[t].kind == kind)
            return true;
    return false;
}

static bool holds_ours(const plain_table *table, const eh_plain_question *question) {
    for (size_t r = 0; r < table->count; r++)
        if (plain_ours(&table->row[r], question))
            return true;
    return false;
}

bool plain_has_column(const eh_plain_book *book, const eh_plain_question *question, eh_field field) {
    bool ours = false, ours_have = false, all_have = false;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        if (table->kind != eh_field_kind(field))
            continue;
        all_have = all_have || plain_has(table, field);
        if (holds_ours(table, question)) {
            ours = true;
            ours_have = ours_have || plain_has(table, field);
        }
    }
    return ours ? ours_have : all_have;
}
