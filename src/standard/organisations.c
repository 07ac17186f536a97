#include "standard/organisations.h"

#include <stdlib.h>
#include <string.h>

#include "standard/catalogue_private.h"

struct eh_organisations {
    eh_arena *arena;
    eh_index *codes; /* numbers of the list below */
    eh_organisation *list;
    size_t room;
};

/* ---- the templates ---- */

eh_status eh_organisation_tables_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_status status =
        eh_template_table(catalogue, templates, "organisations.csv", findings, &catalogue->organisations);
    return status == EH_OK ? eh_template_table(catalogue, templates, "population.csv", findings, &catalogue->population)
                           : status;
}

/* ---- organisations ---- */

enum { COLUMNS = 6 };
static const char *const columns[COLUMNS] = {"code", "name", "type", "icb", "place", "areas"};

/* A code as returns write it: 3 to 8 capital letters and digits. */
static bool is_code(const char *code) {
    size_t length = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return length >= 3 && length <= 8 && code[length] == '\0';
}

/* A row is told in the user's words first: what is there already stays. */
static bool add_organisation(eh_organisations *o, const char *const cells[COLUMNS]) {
    bool added = false;
    uint32_t at = eh_index_add(o->codes, eh_slice_of(cells[0]), &added);
    if (at == EH_INDEX_NONE || at >= o->room)
        return false;
    eh_organisation *row = &o->list[at];
    const char **const fields[COLUMNS] = {&row->code, &row->name, &row->type, &row->icb, &row->place, &row->areas};
    for (unsigned i = 0; i < COLUMNS; i++) {
        if (added)
            *fields[i] = "";
        if (**fields[i] == '\0')
            *fields[i] = cells[i];
    }
    return true;
}

static eh_status add_organisations(eh_organisations *o, const eh_table *table, eh_findings *findings) {
    int at[COLUMNS];
    for (unsigned i = 0; i < COLUMNS; i++)
        at[i] = eh_table_column(table, columns[i]);
    if (at[0] < 0)
        return eh_template_bad(findings, table->name, 1, "code", "the column is missing", NULL);
    for (size_t r = 0; r < table->row_count; r++) {
        const char *cells[COLUMNS];
        for (unsigned i = 0; i < COLUMNS; i++)
            cells[i] = eh_table_cell(table, r, at[i]);
        if (!is_code(cells[0]))
            return eh_template_bad(findings, table->name, table->lines[r], "code",
                                   "a code takes 3 to 8 capital letters and digits, and this is none:", cells[0]);
        if (!add_organisation(o, cells))
            return EH_NOMEM;
    }
    return EH_OK;
}

/* ---- making ---- */

static eh_status fill(eh_organisations *o, const eh_catalogue *catalogue, eh_source *more, eh_findings *findings) {
    eh_table own = {0};
    const char *data = NULL;
    size_t size = 0;
    eh_status status = more ? eh_source_load(o->arena, more, findings, &data, &size) : EH_OK;
    if (status == EH_OK && more)
        status = eh_table_read(o->arena, more->name, data, size, findings, &own);
    if (status != EH_OK)
        return status;
    o->room = own.row_count + catalogue->organisations.row_count;
    o->list = eh_arena_alloc(o->arena, (o->room + 1) * sizeof *o->list);
    if (!o->list)
        return EH_NOMEM;
    if (more)
        status = add_organisations(o, &own, findings);
    return status == EH_OK ? add_organisations(o, &catalogue->organisations, findings) : status;
}

eh_status eh_organisations_make(const eh_catalogue *catalogue, eh_source *more, eh_findings *findings,
                                eh_organisations **organisations) {
    *organisations = NULL;
    eh_organisations *o = calloc(1, sizeof *o);
    if (!o)
        return EH_NOMEM;
    o->arena = eh_arena_new();
    o->codes = eh_index_new();
    eh_status status = EH_NOMEM;
    if (o->arena && o->codes)
        status = fill(o, catalogue, more, findings);
    if (status == EH_OK)
        *organisations = o;
    else
        eh_organisations_free(o);
    return status;
}

void eh_organisations_free(eh_organisations *o) {
    if (!o)
        return;
    eh_index_free(o->codes);
    eh_arena_free(o->arena);
    free(o);
}

const eh_organisation *eh_organisation_find(const eh_organisations *o, const char *code) {
    uint32_t at = eh_index_find(o->codes, eh_slice_of(code));
    return at == EH_INDEX_NONE ? NULL : &o->list[at];
}
