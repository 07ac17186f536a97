#include "standard/organisations.h"

#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/words.h"

struct eh_organisations {
    eh_arena *arena;
    eh_index *codes, *names; /* numbers of the lists below */
    eh_organisation *list;
    eh_census_area *areas;
    size_t room, area_room;
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

/* ---- areas ---- */

static eh_status read_area(const eh_table *table, size_t row, eh_findings *findings, eh_census_area *area) {
    static const char *const headings[] = {"residents", "bme", "minority", "residents_of_disability", "disabled"};
    int64_t *const counts[] = {&area->residents, &area->bme, &area->minority, &area->residents_of_disability,
                               &area->disabled};
    area->name = eh_table_cell(table, row, eh_table_column(table, "area"));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const char *cell = eh_table_cell(table, row, eh_table_column(table, headings[i]));
        eh_fraction number = {0, 1};
        bool fine = *cell == '\0' || (eh_decimal_read(eh_slice_of(cell), &number) && number.denominator == 1 &&
                                      number.numerator >= 0 && number.numerator <= EH_LIMIT_COUNT);
        if (!fine)
            return eh_template_bad(findings, table->name, table->lines[row], headings[i],
                                   "this is no headcount:", cell);
        *counts[i] = (int64_t)number.numerator;
    }
    bool parts = area->bme <= area->residents && area->minority <= area->residents &&
                 area->disabled <= area->residents_of_disability;
    if (!parts)
        return eh_template_bad(findings, table->name, table->lines[row], "residents",
                               "a part is greater than the whole", NULL);
    return EH_OK;
}

static eh_status add_areas(eh_organisations *o, const eh_table *table, eh_findings *findings) {
    if (eh_table_column(table, "area") < 0)
        return eh_template_bad(findings, table->name, 1, "area", "the column is missing", NULL);
    for (size_t r = 0; r < table->row_count; r++) {
        char folded[EH_FOLD_ROOM];
        eh_census_area area = {0};
        eh_status status = read_area(table, r, findings, &area);
        if (status != EH_OK)
            return status;
        bool added = false;
        size_t length = eh_fold(eh_slice_of(area.name), folded, sizeof folded);
        uint32_t at = eh_index_add(o->names, (eh_slice){folded, length}, &added);
        if (at == EH_INDEX_NONE || at >= o->area_room)
            return EH_NOMEM;
        if (added)
            o->areas[at] = area;
    }
    return EH_OK;
}

/* ---- making ---- */

/* A CSV of the user's as a table in the arena. */
static eh_status read_more(eh_organisations *o, eh_source *source, eh_findings *findings, eh_table *table) {
    const char *data = NULL;
    size_t size = 0;
    eh_status status = eh_source_load(o->arena, source, findings, &data, &size);
    if (status != EH_OK)
        return status;
    return eh_table_read(o->arena, source->name, data, size, findings, table);
}

static eh_status fill(eh_organisations *o, const eh_catalogue *catalogue, eh_source *more, eh_source *population,
                      eh_findings *findings) {
    eh_table own = {0}, areas = {0};
    eh_status status = more ? read_more(o, more, findings, &own) : EH_OK;
    if (status == EH_OK && population)
        status = read_more(o, population, findings, &areas);
    if (status != EH_OK)
        return status;
    o->room = own.row_count + catalogue->organisations.row_count;
    o->area_room = areas.row_count + catalogue->population.row_count;
    o->list = eh_arena_alloc(o->arena, (o->room + 1) * sizeof *o->list);
    o->areas = eh_arena_alloc(o->arena, (o->area_room + 1) * sizeof *o->areas);
    if (!o->list || !o->areas)
        return EH_NOMEM;
    if (more)
        status = add_organisations(o, &own, findings);
    if (status == EH_OK)
        status = add_organisations(o, &catalogue->organisations, findings);
    if (status == EH_OK && population)
        status = add_areas(o, &areas, findings);
    return status == EH_OK ? add_areas(o, &catalogue->population, findings) : status;
}

eh_status eh_organisations_make(const eh_catalogue *catalogue, eh_source *more, eh_source *population,
                                eh_findings *findings, eh_organisations **organisations) {
    *organisations = NULL;
    eh_organisations *o = calloc(1, sizeof *o);
    if (!o)
        return EH_NOMEM;
    o->arena = eh_arena_new();
    o->codes = eh_index_new();
    o->names = eh_index_new();
    eh_status status = EH_NOMEM;
    if (o->arena && o->codes && o->names)
        status = fill(o, catalogue, more, population, findings);
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
    eh_index_free(o->names);
    eh_arena_free(o->arena);
    free(o);
}

const eh_organisation *eh_organisation_find(const eh_organisations *o, const char *code) {
    uint32_t at = eh_index_find(o->codes, eh_slice_of(code));
    return at == EH_INDEX_NONE ? NULL : &o->list[at];
}

const eh_census_area *eh_census_area_find(const eh_organisations *o, eh_slice name) {
    char folded[EH_FOLD_ROOM];
    size_t length = eh_fold(name, folded, sizeof folded);
    uint32_t at = eh_index_find(o->names, (eh_slice){folded, length});
    return at == EH_INDEX_NONE ? NULL : &o->areas[at];
}

bool eh_population_of(const eh_organisations *o, const char *areas, eh_census_area *sum) {
    eh_slice rest = eh_slice_of(areas), piece;
    bool more = *areas != '\0', known = more;
    *sum = (eh_census_area){.name = areas};
    while (known && eh_piece_next(&rest, &more, ';', &piece)) {
        const eh_census_area *area = eh_census_area_find(o, piece);
        known = area != NULL;
        if (!known)
            break;
        sum->residents += area->residents;
        sum->bme += area->bme;
        sum->minority += area->minority;
        sum->residents_of_disability += area->residents_of_disability;
        sum->disabled += area->disabled;
    }
    return known;
}
