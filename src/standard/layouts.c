/* esr-layouts.csv: which position of which record is which field. */
#include "standard/layouts.h"

#include <string.h>

#include "base/limits.h"
#include "standard/standards.h"
#include "standard/vocabulary_private.h"

enum layout_column { L_LAYOUT, L_RECORD, L_ROLE, L_POSITION, L_PART, L_FIELD, L_CERTAINTY, L_COLUMNS };
static const char *const layout_headings[L_COLUMNS] = {"layout", "record", "role",     "position",
                                                       "part",   "field",  "certainty"};

static const char *const role_words[EH_ROLE_COUNT] = {
    [EH_ROLE_HEADER] = "header",         [EH_ROLE_FOOTER] = "footer",
    [EH_ROLE_PERSON] = "person",         [EH_ROLE_ASSIGNMENT] = "assignment",
    [EH_ROLE_DISABILITY] = "disability", [EH_ROLE_PERSON_GONE] = "person-gone",
    [EH_ROLE_OTHER] = "other",           [EH_ROLE_ASSIGNMENT_GONE] = "assignment-gone",
};

static const char *const use_words[EH_USE_NOTHING + 1] = {
    [EH_USE_FIELD] = NULL,
    [EH_USE_PERSON] = "Person",
    [EH_USE_ASSIGNMENT] = "Assignment",
    [EH_USE_SINCE] = "Since",
    [EH_USE_CONTRACTED_HOURS] = "Contracted Hours",
    [EH_USE_STANDARD_HOURS] = "Standard Hours",
    [EH_USE_FILE_NAME] = "File Name",
    [EH_USE_RECORD_COUNT] = "Record Count",
    [EH_USE_LINE_COUNT] = "Line Count",
    [EH_USE_NOTHING] = "",
};

static bool read_role(const char *word, eh_layout_role *role) {
    for (unsigned i = 0; i < EH_ROLE_COUNT; i++) {
        if (strcmp(role_words[i], word) == 0) {
            *role = (eh_layout_role)i;
            return true;
        }
    }
    return false;
}

/* A word of its own, or a field of the staff extract. */
static bool read_use(const char *word, eh_layout_row *row) {
    for (unsigned i = EH_USE_FIELD + 1; i <= EH_USE_NOTHING; i++) {
        if (strcmp(use_words[i], word) == 0) {
            row->use = (eh_layout_use)i;
            row->field = EH_FIELD_NONE;
            return true;
        }
    }
    row->use = EH_USE_FIELD;
    row->field = eh_plain_heading(EH_KIND_STAFF, eh_slice_of(word));
    return row->field != EH_FIELD_NONE;
}

/* What is wrong with a row beside those before it, or NULL. */
static const char *fault(const eh_catalogue *catalogue, const eh_layout_row *row) {
    if ((row->use == EH_USE_NOTHING) != (row->role == EH_ROLE_OTHER)) {
        return "a record of the role other has no fields, and any other one has: see";
    }
    if ((row->position == 0) != (row->use == EH_USE_NOTHING)) {
        return "a field stands in a position, in the record";
    }
    unsigned same = 0;
    for (size_t i = 0; i < catalogue->layout_row_count; i++) {
        const eh_layout_row *other = &catalogue->layout_rows[i];
        if (other->delimiter == row->delimiter && strcmp(other->record, row->record) == 0) {
            same++;
            if (other->role != row->role) {
                return "there are two roles for the record";
            }
        }
    }
    return same >= EH_LIMIT_LAYOUT_FIELDS ? "there are too many positions of the record" : NULL;
}

eh_status eh_layouts_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    int columns[L_COLUMNS];
    eh_status result = eh_template_table(catalogue, templates, "esr-layouts.csv", findings, &table);
    if (result != EH_OK) {
        return result;
    }
    if (table.row_count > EH_LIMIT_LAYOUT_ROWS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    for (size_t i = 0; i < L_COLUMNS; i++) {
        columns[i] = eh_table_column(&table, layout_headings[i]);
    }
    catalogue->layout_rows = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *catalogue->layout_rows);
    if (catalogue->layout_rows == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && result != EH_NOMEM; i++) {
        eh_layout_row row = {
            .delimiter = strcmp(eh_table_cell(&table, i, columns[L_LAYOUT]), "tilde") == 0 ? '~' : ',',
            .record = eh_table_cell(&table, i, columns[L_RECORD]),
            .position = (unsigned)eh_cell_whole(eh_table_cell(&table, i, columns[L_POSITION]), 0),
            .part = (unsigned)eh_cell_whole(eh_table_cell(&table, i, columns[L_PART]), 0),
        };
        const char *field = eh_table_cell(&table, i, columns[L_FIELD]);
        const char *wrong = NULL;
        if (!read_role(eh_table_cell(&table, i, columns[L_ROLE]), &row.role) || !read_use(field, &row) ||
            !eh_certainty_read(eh_table_cell(&table, i, columns[L_CERTAINTY]), &row.certainty)) {
            wrong = "a word of this row is unknown, for the record";
        } else {
            wrong = fault(catalogue, &row);
        }
        if (wrong != NULL) {
            result =
                eh_worse(result, eh_template_bad(findings, table.name, table.lines[i], "record", wrong, row.record));
        } else {
            catalogue->layout_rows[catalogue->layout_row_count++] = row;
        }
    }
    return result;
}

const eh_layout_row *eh_layout_rows(const eh_catalogue *catalogue, size_t *count) {
    *count = catalogue->layout_row_count;
    return catalogue->layout_rows;
}
