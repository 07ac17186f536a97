/* editions.csv, questions.csv and changes.csv. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/standards.h"

/* Finds the positions of columns by their headings. The schema has found them all to be there. */
static void find_columns(const eh_table *table, const char *const *headings, size_t count, int *columns) {
    for (size_t i = 0; i < count; i++) {
        columns[i] = eh_table_column(table, headings[i]);
    }
}

enum edition_column {
    E_STANDARD,
    E_EDITION,
    E_SNAPSHOT,
    E_START,
    E_END,
    E_SURVEY,
    E_CASES,
    E_DROPPED,
    E_SUBMISSION,
    E_PUBLICATION,
    E_CERTAINTY,
    E_NOTE,
    E_SOURCE,
    E_COLUMNS
};
static const char *const edition_headings[E_COLUMNS] = {
    "standard",    "edition",    "snapshot", "period_start",        "period_end",
    "survey_year", "case_years", "dropped",  "submission_deadline", "publication_deadline",
    "certainty",   "note",       "source"};

static eh_date read_date(const char *text) {
    eh_date date = EH_NO_DATE;
    eh_date_read(eh_slice_of(text), &date);
    return date;
}

/* A list of words separated by semicolons, NULL-terminated; NULL when out of memory. */
static const char *const *read_words(eh_arena *arena, const char *text) {
    size_t count = 1;
    for (const char *at = text; *at != '\0'; at++) {
        count += *at == ';';
    }
    const char **words = eh_arena_alloc(arena, (count + 1) * sizeof *words);
    size_t used = 0;
    while (words != NULL && *text != '\0') {
        size_t length = strcspn(text, ";");
        eh_slice word = eh_trim((eh_slice){text, length});
        if (word.length > 0 && (words[used++] = eh_arena_slice(arena, word.at, word.length)) == NULL) {
            return NULL;
        }
        text += length + (text[length] == ';');
    }
    return words;
}

static eh_status read_edition(eh_catalogue *catalogue, const eh_table *table, size_t row, const int *columns,
                              eh_edition *edition) {
    const char *cells[E_COLUMNS];
    for (size_t i = 0; i < E_COLUMNS; i++) {
        cells[i] = eh_table_cell(table, row, columns[i]);
    }
    *edition = (eh_edition){
        .year = eh_cell_whole(cells[E_EDITION], 0),
        .snapshot = read_date(cells[E_SNAPSHOT]),
        .period_start = read_date(cells[E_START]),
        .period_end = read_date(cells[E_END]),
        .survey_year = eh_cell_whole(cells[E_SURVEY], 0),
        .case_years = eh_cell_whole(cells[E_CASES], 1),
        .dropped = read_words(catalogue->arena, cells[E_DROPPED]),
        .submission_deadline = cells[E_SUBMISSION],
        .publication_deadline = cells[E_PUBLICATION],
        .note = cells[E_NOTE],
        .source = cells[E_SOURCE],
    };
    if (edition->dropped == NULL) {
        return EH_NOMEM;
    }
    bool read = eh_standard_read(eh_slice_of(cells[E_STANDARD]), &edition->standard) &&
                eh_certainty_read(cells[E_CERTAINTY], &edition->certainty);
    return read ? EH_OK : EH_BAD;
}

static int by_edition(const void *a, const void *b) {
    const eh_edition *x = a, *y = b;
    if (x->standard != y->standard) {
        return x->standard < y->standard ? -1 : 1;
    }
    return (x->year > y->year) - (x->year < y->year);
}

/* What is wrong with an edition beside those before it, or NULL. */
static const char *edition_fault(const eh_catalogue *catalogue, const eh_edition *edition) {
    if (eh_edition_find(catalogue, edition->standard, edition->year) != NULL) {
        return "the edition is there twice:";
    }
    if (edition->period_start > edition->period_end) {
        return "the period ends before it begins, in the edition";
    }
    if (edition->snapshot < edition->period_start) {
        return "the snapshot is before the period, in the edition";
    }
    if (edition->survey_year > edition->year) {
        return "the survey comes after the collection, in the edition";
    }
    return NULL;
}

eh_status eh_editions_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    int columns[E_COLUMNS];
    eh_status result = eh_template_table(catalogue, templates, "editions.csv", findings, &table);
    if (result != EH_OK) {
        return result;
    }
    find_columns(&table, edition_headings, E_COLUMNS, columns);
    if (table.row_count == 0 || table.row_count > EH_LIMIT_EDITIONS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are no editions, or too many", NULL);
    }
    catalogue->editions = eh_arena_alloc(catalogue->arena, table.row_count * sizeof *catalogue->editions);
    if (catalogue->editions == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && result != EH_NOMEM; i++) {
        eh_edition edition;
        eh_status status = read_edition(catalogue, &table, i, columns, &edition);
        const char *wrong = status == EH_BAD ? "a word of this row is unknown, in the edition" : NULL;
        if (status == EH_OK) {
            wrong = edition_fault(catalogue, &edition);
        }
        if (wrong != NULL) {
            status = eh_template_bad(findings, table.name, table.lines[i], NULL, wrong,
                                     eh_table_cell(&table, i, columns[E_EDITION]));
        }
        if (status == EH_OK) {
            catalogue->editions[catalogue->edition_count++] = edition;
        }
        result = eh_worse(result, status);
    }
    qsort(catalogue->editions, catalogue->edition_count, sizeof *catalogue->editions, by_edition);
    return result;
}

enum question_column { Q_STANDARD, Q_ITEM, Q_YEAR, Q_QUESTION, Q_CERTAINTY, Q_SOURCE, Q_COLUMNS };
static const char *const question_headings[Q_COLUMNS] = {"standard", "item",      "survey_year",
                                                         "question", "certainty", "source"};

eh_status eh_questions_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    int columns[Q_COLUMNS];
    eh_status result = eh_template_table(catalogue, templates, "questions.csv", findings, &table);
    if (result != EH_OK) {
        return result;
    }
    if (table.row_count > EH_LIMIT_CHANGES) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    find_columns(&table, question_headings, Q_COLUMNS, columns);
    catalogue->questions = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *catalogue->questions);
    if (catalogue->questions == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && result != EH_NOMEM; i++) {
        eh_question_row row = {
            .item = eh_table_cell(&table, i, columns[Q_ITEM]),
            .survey_year = eh_cell_whole(eh_table_cell(&table, i, columns[Q_YEAR]), 0),
            .question = eh_table_cell(&table, i, columns[Q_QUESTION]),
            .source = eh_table_cell(&table, i, columns[Q_SOURCE]),
        };
        const char *wrong = NULL;
        if (!eh_standard_read(eh_slice_of(eh_table_cell(&table, i, columns[Q_STANDARD])), &row.standard) ||
            !eh_certainty_read(eh_table_cell(&table, i, columns[Q_CERTAINTY]), &row.certainty)) {
            wrong = "a word of this row is unknown, for the item";
        } else if (!eh_item_known(catalogue, row.standard, row.item)) {
            wrong = "the standard has no item";
        } else if (eh_question(catalogue, row.standard, row.item, row.survey_year)[0] != '\0') {
            wrong = "the survey year is there twice for the item";
        }
        if (wrong != NULL) {
            result = eh_worse(result, eh_template_bad(findings, table.name, table.lines[i], "item", wrong, row.item));
        } else {
            catalogue->questions[catalogue->question_count++] = row;
        }
    }
    return result;
}

enum change_column { C_STANDARD, C_EDITION, C_ITEM, C_BREAKS, C_TEXT, C_CERTAINTY, C_SOURCE, C_COLUMNS };
static const char *const change_headings[C_COLUMNS] = {"standard", "edition",   "item",  "breaks_series",
                                                       "text",     "certainty", "source"};

/* Puts a change behind those of its edition and of earlier ones: the file's order is kept within an edition. */
static void place_change(eh_catalogue *catalogue, eh_change change) {
    size_t at = catalogue->change_count++;
    for (; at > 0; at--) {
        const eh_change *before = &catalogue->changes[at - 1];
        if (before->standard < change.standard ||
            (before->standard == change.standard && before->year <= change.year)) {
            break;
        }
        catalogue->changes[at] = *before;
    }
    catalogue->changes[at] = change;
}

eh_status eh_changes_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    int columns[C_COLUMNS];
    eh_status result = eh_template_table(catalogue, templates, "changes.csv", findings, &table);
    if (result != EH_OK) {
        return result;
    }
    find_columns(&table, change_headings, C_COLUMNS, columns);
    if (table.row_count > EH_LIMIT_CHANGES) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    catalogue->changes = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *catalogue->changes);
    if (catalogue->changes == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && result != EH_NOMEM; i++) {
        eh_change change = {
            .year = eh_cell_whole(eh_table_cell(&table, i, columns[C_EDITION]), 0),
            .item = eh_table_cell(&table, i, columns[C_ITEM]),
            .text = eh_table_cell(&table, i, columns[C_TEXT]),
            .source = eh_table_cell(&table, i, columns[C_SOURCE]),
            .breaks_series = strcmp(eh_table_cell(&table, i, columns[C_BREAKS]), "yes") == 0,
        };
        const char *wrong = NULL;
        if (!eh_standard_read(eh_slice_of(eh_table_cell(&table, i, columns[C_STANDARD])), &change.standard) ||
            !eh_certainty_read(eh_table_cell(&table, i, columns[C_CERTAINTY]), &change.certainty)) {
            wrong = "a word of this row is unknown";
        } else if (eh_edition_find(catalogue, change.standard, change.year) == NULL) {
            wrong = "the standard has no edition of this year";
        } else if (change.item[0] != '\0' && !eh_item_known(catalogue, change.standard, change.item)) {
            wrong = "the standard has no item or indicator";
        }
        if (wrong != NULL) {
            result = eh_worse(result, eh_template_bad(findings, table.name, table.lines[i], NULL, wrong, change.item));
        } else {
            place_change(catalogue, change);
        }
    }
    return result;
}
