/* A strict reader for the small CSV files of templates/: RFC 4180, UTF-8, comma, a heading row; lines that begin with `#` are comments,
 * allowed before the heading row only. Whole files in memory; messy extracts are read elsewhere. */
#ifndef EH_STANDARD_TEMPLATE_TABLE_H
#define EH_STANDARD_TEMPLATE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/finding.h"
#include "evenhand/catalogue.h"
#include "evenhand/source.h"

/* A table in memory. Cells are NUL-terminated, never NULL, without their quotes and otherwise as they stand. */
typedef struct eh_table {
    const char *name; /* the template's, "items.csv" */
    unsigned column_count;
    const char *const *headings;
    size_t row_count;         /* without the heading row and without lines that are wholly empty */
    const char *const *cells; /* row after row, column_count each */
    const uint32_t *lines;    /* of each row: the line it begins on, 1-based */
} eh_table;

/* Reads `size` bytes into `table`, everything in the arena (`data` is not needed afterwards). EH_BAD with a finding that names file
 * and line for bytes that are no UTF-8, a quote that is open or out of place, a row with another number of cells than the
 * headings, a blank or doubled heading, no heading at all, a NUL. A byte order mark, CRLF and a missing last newline are fine. */
eh_status eh_table_read(eh_arena *arena, const char *name, const void *data, size_t size, eh_findings *findings,
                        eh_table *table);

/* The position of a column by its exact heading, or -1. */
int eh_table_column(const eh_table *table, const char *heading);
/* A cell; `column` as eh_table_column gives it: "" for a column that is not there (-1). */
const char *eh_table_cell(const eh_table *table, size_t row, int column);

/* The template of this name, or NULL. `templates` ends with a NULL name. */
const eh_template *eh_template_find(const eh_template *templates, const char *name);
/* Whether two templates have the same name and bytes. */
bool eh_template_same(const eh_template *a, const eh_template *b);

/* Reads a whole source into the arena (NUL-terminated beyond *size). EH_BAD with a finding when it is larger than EH_LIMIT_TEMPLATE, EH_IO
 * with a finding when it cannot be read. */
eh_status eh_source_load(eh_arena *arena, eh_source *source, eh_findings *findings, const char **data, size_t *size);

/* Records that a template is broken: the finding broken-template, with the file, the line, what is wrong ("operand 9.x is no item") and the cell's
 * heading or NULL. Returns EH_BAD, or EH_NOMEM, for the caller to return. */
eh_status eh_template_bad(eh_findings *findings, const char *name, uint32_t line, const char *heading,
                          const char *wrong, const char *value);

#endif
