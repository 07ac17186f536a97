/* survey-columns.csv: which column of the Staff Survey's benchmark workbook is which figure. */
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/standards.h"

enum survey_column { S_STANDARD, S_ITEM, S_GROUP, S_COLUMN, S_RESPONDENTS, S_SCALE, S_CERTAINTY, S_COLUMNS };
static const char *const survey_headings[S_COLUMNS] = {"standard",    "item",  "group",    "column",
                                                       "respondents", "scale", "certainty"};

static bool read_scale(const char *word, eh_survey_scale *scale) {
    static const char *const words[] = {"organisation", "fraction", "score"};
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            *scale = (eh_survey_scale)i;
            return true;
        }
    }
    return false;
}

/* What is wrong with a row, or NULL. */
static const char *read_row(const eh_catalogue *catalogue, const char *const *cells, eh_survey_column *row) {
    if (!read_scale(cells[S_SCALE], &row->scale) || !eh_certainty_read(cells[S_CERTAINTY], &row->certainty)) {
        return "a word of this row is unknown, for the column";
    }
    row->item = cells[S_ITEM];
    row->group = cells[S_GROUP];
    row->column = cells[S_COLUMN];
    row->respondents = cells[S_RESPONDENTS];
    if (row->scale == EH_SCALE_ORGANISATION) {
        return NULL;
    }
    unsigned group;
    if (!eh_standard_read(eh_slice_of(cells[S_STANDARD]), &row->standard) ||
        !eh_item_known(catalogue, row->standard, row->item)) {
        return "the standard has no such item, for the column";
    }
    if (row->group[0] != '\0' && !eh_group_read(row->standard, eh_slice_of(row->group), &group)) {
        return "the standard has no such group, for the column";
    }
    return strstr(row->column, "{year}") == NULL ? "there is no {year} in the column" : NULL;
}

eh_status eh_survey_columns_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    eh_status result = eh_template_table(catalogue, templates, "survey-columns.csv", findings, &table);
    if (result != EH_OK) {
        return result;
    }
    if (table.row_count > EH_LIMIT_LAYOUT_ROWS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    catalogue->survey_columns =
        eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *catalogue->survey_columns);
    if (catalogue->survey_columns == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && result != EH_NOMEM; i++) {
        const char *cells[S_COLUMNS];
        for (size_t c = 0; c < S_COLUMNS; c++) {
            cells[c] = eh_table_cell(&table, i, eh_table_column(&table, survey_headings[c]));
        }
        eh_survey_column row = {.scale = EH_SCALE_ORGANISATION};
        const char *wrong = read_row(catalogue, cells, &row);
        if (wrong != NULL) {
            result = eh_worse(result,
                              eh_template_bad(findings, table.name, table.lines[i], "column", wrong, cells[S_COLUMN]));
        } else {
            catalogue->survey_columns[catalogue->survey_column_count++] = row;
        }
    }
    return result;
}

const eh_survey_column *eh_survey_columns(const eh_catalogue *catalogue, size_t *count) {
    *count = catalogue->survey_column_count;
    return catalogue->survey_columns;
}

/* ---- patterns ---- */

enum { PATTERN_ROOM = 256 };

/* The pattern with year and question put in; false when it does not fit or the question is of several parts. */
static bool fill(const char *pattern, int year, const char *question, char out[PATTERN_ROOM]) {
    size_t length = 0;
    while (*pattern != '\0') {
        char digits[5] = {(char)('0' + year / 1000 % 10), (char)('0' + year / 100 % 10), (char)('0' + year / 10 % 10),
                          (char)('0' + year % 10), '\0'};
        const char *piece = NULL;
        if (strncmp(pattern, "{year}", 6) == 0) {
            piece = digits;
            pattern += 6;
        } else if (strncmp(pattern, "{question}", 10) == 0) {
            piece = question;
            pattern += 10;
            if (piece[0] == '\0' || strpbrk(piece, " &,;") != NULL) {
                return false;
            }
        }
        char one[2] = {'\0', '\0'};
        if (piece == NULL) {
            one[0] = *pattern++;
            piece = one;
        }
        size_t size = strlen(piece);
        if (length + size >= PATTERN_ROOM) {
            return false;
        }
        memcpy(out + length, piece, size);
        length += size;
    }
    out[length] = '\0';
    return true;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Stars go back to the last one alone: the text is walked through once a star. */
static bool matches(const char *pattern, eh_slice text) {
    const char *star = NULL;
    size_t at = 0, from = 0;
    while (at < text.length) {
        if (*pattern == '*') {
            star = pattern++;
            from = at;
        } else if (*pattern != '\0' && lower(*pattern) == lower(text.at[at])) {
            pattern++;
            at++;
        } else if (star != NULL) {
            pattern = star + 1;
            at = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0';
}

bool eh_survey_column_fits(const eh_catalogue *catalogue, const eh_survey_column *column, const char *pattern, int year,
                           eh_slice heading) {
    char filled[PATTERN_ROOM];
    const char *question =
        column->scale == EH_SCALE_ORGANISATION ? "" : eh_question(catalogue, column->standard, column->item, year);
    return heading.length < PATTERN_ROOM && fill(pattern, year, question, filled) && matches(filled, heading);
}
