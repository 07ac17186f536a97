#include "standard/breakdown_names.h"

#include <string.h>

#include "standard/catalogue_private.h"
#include "standard/words.h"

static const char *cell(const eh_table *table, size_t row, const char *heading) {
    return eh_table_cell(table, row, eh_table_column(table, heading));
}

static bool is_about(const eh_breakdown_name *name, const char *breakdown) {
    eh_slice rest = eh_slice_of(name->breakdowns), piece;
    for (bool more = true; eh_piece_next(&rest, &more, ';', &piece);)
        if (eh_slice_equal(piece, eh_slice_of(breakdown)))
            return true;
    return false;
}

/* A row of a table has an extract and nothing else has; a row is about one thing. */
static bool is_sound(const eh_breakdown_name *name) {
    bool table = !*name->by && !*name->column && !*name->part;
    return table == (*name->extract != '\0') && !(*name->column && (*name->by || *name->part));
}

eh_status eh_breakdown_names_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "breakdowns.csv", findings, &table);
    if (status != EH_OK)
        return status;
    eh_breakdown_name *names = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *names);
    if (!names)
        return EH_NOMEM;
    for (size_t i = 0; i < table.row_count; i++) {
        names[i] = (eh_breakdown_name){.breakdowns = cell(&table, i, "breakdowns"),
                                       .by = cell(&table, i, "by"),
                                       .column = cell(&table, i, "column"),
                                       .part = cell(&table, i, "part"),
                                       .extract = cell(&table, i, "extract"),
                                       .name = cell(&table, i, "name"),
                                       .meaning = cell(&table, i, "meaning")};
        if (!is_sound(&names[i]))
            return eh_template_bad(findings, table.name, table.lines[i], "extract",
                                   "a row is of a table, which has an extract, or of a way, a column or a part of it",
                                   NULL);
    }
    catalogue->breakdown_names = names;
    catalogue->breakdown_name_count = table.row_count;
    return EH_OK;
}

const eh_breakdown_name *eh_breakdown_name_find(const eh_catalogue *catalogue, const char *breakdown, const char *by,
                                                const char *column, const char *part) {
    for (size_t i = 0; i < catalogue->breakdown_name_count; i++) {
        const eh_breakdown_name *name = &catalogue->breakdown_names[i];
        bool way = !strcmp(name->by, by) || (!*name->by && *part); /* a part may be one of any way */
        if (way && !strcmp(name->column, column) && !strcmp(name->part, part) && is_about(name, breakdown))
            return name;
    }
    return NULL;
}
