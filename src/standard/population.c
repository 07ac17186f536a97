#include "standard/population.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/words.h"

/* An area of an organisation's people, and how much of them it is. */
typedef struct weighted {
    const char *organisation;
    uint32_t area;
    double weight;
} weighted;

struct eh_census {
    eh_arena *arena;
    eh_index *names; /* numbers of the areas */
    eh_census_area *areas;
    size_t room, area_count, weighted_count;
    weighted *weighted; /* in the order of the file */
};

/* ---- reading ---- */

static const char *cell(const eh_table *table, size_t row, const char *heading) {
    return eh_table_cell(table, row, eh_table_column(table, heading));
}

static eh_status read_area(const eh_table *table, size_t row, eh_findings *findings, eh_census_area *area) {
    static const char *const headings[] = {"residents", "bme", "minority", "residents_of_disability", "disabled"};
    int64_t *const counts[] = {&area->residents, &area->bme, &area->minority, &area->residents_of_disability,
                               &area->disabled};
    area->name = cell(table, row, "area");
    area->within = cell(table, row, "within");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const char *text = cell(table, row, headings[i]);
        eh_fraction number = {0, 1};
        bool fine = *text == '\0' || (eh_decimal_read(eh_slice_of(text), &number) && number.denominator == 1 &&
                                      number.numerator >= 0 && number.numerator <= EH_LIMIT_COUNT);
        if (!fine)
            return eh_template_bad(findings, table->name, table->lines[row], headings[i],
                                   "this is no headcount:", text);
        *counts[i] = (int64_t)number.numerator;
    }
    bool parts = area->bme <= area->residents && area->minority <= area->residents &&
                 area->disabled <= area->residents_of_disability;
    if (!parts)
        return eh_template_bad(findings, table->name, table->lines[row], "residents",
                               "a part is greater than the whole", NULL);
    return EH_OK;
}

static uint32_t number_of(const eh_census *c, eh_slice name) {
    char folded[EH_FOLD_ROOM];
    size_t length = eh_fold(name, folded, sizeof folded);
    uint32_t at = eh_index_find(c->names, (eh_slice){folded, length});
    return at < c->area_count ? at : EH_INDEX_NONE;
}

/* What is there already stays: the user's rows come first. */
static eh_status add_area(eh_census *c, const eh_census_area *area) {
    char folded[EH_FOLD_ROOM];
    bool added = false;
    size_t length = eh_fold(eh_slice_of(area->name), folded, sizeof folded);
    uint32_t at = eh_index_add(c->names, (eh_slice){folded, length}, &added);
    if (at == EH_INDEX_NONE || at >= c->room)
        return EH_NOMEM;
    if (added)
        c->areas[c->area_count++] = *area;
    return EH_OK;
}

static eh_status add_areas(eh_census *c, const eh_table *table, eh_findings *findings) {
    if (eh_table_column(table, "area") < 0)
        return eh_template_bad(findings, table->name, 1, "area", "the column is missing", NULL);
    for (size_t r = 0; r < table->row_count; r++) {
        eh_census_area area = {0};
        eh_status status = read_area(table, r, findings, &area);
        bool figures = area.residents > 0 || area.residents_of_disability > 0;
        if (status == EH_OK && (figures || *cell(table, r, "organisation") == '\0'))
            status = add_area(c, &area);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

/* Once all areas are there. */
static eh_status add_weights(eh_census *c, const eh_table *table, eh_findings *findings) {
    c->weighted = eh_arena_alloc(c->arena, (table->row_count + 1) * sizeof *c->weighted);
    if (!c->weighted)
        return EH_NOMEM;
    for (size_t r = 0; r < table->row_count; r++) {
        const char *organisation = cell(table, r, "organisation"), *text = cell(table, r, "weight");
        uint32_t area = number_of(c, eh_slice_of(cell(table, r, "area")));
        eh_fraction weight = {0, 0};
        if (*organisation == '\0' && *text == '\0')
            continue;
        if (*organisation == '\0')
            return eh_template_bad(findings, table->name, table->lines[r], "organisation",
                                   "a weight is of an organisation's area, and there is none", NULL);
        if (!eh_decimal_read(eh_slice_of(text), &weight) || weight.numerator <= 0)
            return eh_template_bad(findings, table->name, table->lines[r], "weight",
                                   "this is no number above 0:", text);
        if (area == EH_INDEX_NONE)
            return eh_template_bad(findings, table->name, table->lines[r], "area",
                                   "no area has this name:", cell(table, r, "area"));
        c->weighted[c->weighted_count++] = (weighted){organisation, area, eh_fraction_double(weight)};
    }
    return EH_OK;
}

static eh_status fill(eh_census *c, const eh_catalogue *catalogue, eh_source *more, eh_findings *findings) {
    eh_table own = {0};
    const char *data = NULL;
    size_t size = 0;
    eh_status status = more ? eh_source_load(c->arena, more, findings, &data, &size) : EH_OK;
    if (status == EH_OK && more)
        status = eh_table_read(c->arena, more->name, data, size, findings, &own);
    if (status != EH_OK)
        return status;
    c->room = own.row_count + catalogue->population.row_count;
    c->areas = eh_arena_alloc(c->arena, (c->room + 1) * sizeof *c->areas);
    if (!c->areas)
        return EH_NOMEM;
    if (more)
        status = add_areas(c, &own, findings);
    if (status == EH_OK)
        status = add_areas(c, &catalogue->population, findings);
    return status == EH_OK && more ? add_weights(c, &own, findings) : status;
}

eh_status eh_census_make(const eh_catalogue *catalogue, eh_source *more, eh_findings *findings, eh_census **census) {
    *census = NULL;
    eh_census *c = calloc(1, sizeof *c);
    if (!c)
        return EH_NOMEM;
    c->arena = eh_arena_new();
    c->names = eh_index_new();
    eh_status status = c->arena && c->names ? fill(c, catalogue, more, findings) : EH_NOMEM;
    if (status == EH_OK)
        *census = c;
    else
        eh_census_free(c);
    return status;
}

void eh_census_free(eh_census *c) {
    if (!c)
        return;
    eh_index_free(c->names);
    eh_arena_free(c->arena);
    free(c);
}

const eh_census_area *eh_census_area_find(const eh_census *c, eh_slice name) {
    uint32_t at = number_of(c, name);
    return at == EH_INDEX_NONE ? NULL : &c->areas[at];
}

/* ---- places ---- */

static double share(int64_t part, int64_t whole) {
    return whole > 0 ? (double)part / (double)whole : (double)NAN;
}

/* Marks the areas of one organisation; false when it has none, or one that is not known. */
static bool mark(const eh_census *c, const eh_served *served, bool *marked) {
    bool own = false;
    for (size_t i = 0; i < c->weighted_count; i++)
        if (strcmp(c->weighted[i].organisation, served->organisation) == 0)
            own = marked[c->weighted[i].area] = true;
    if (own)
        return true;
    eh_slice rest = eh_slice_of(served->areas), piece;
    bool more = *served->areas != '\0', known = more;
    while (known && eh_piece_next(&rest, &more, ';', &piece)) {
        uint32_t at = number_of(c, piece);
        known = at != EH_INDEX_NONE;
        if (known)
            marked[at] = true;
    }
    return known;
}

static bool is_within_marked(const eh_census *c, const eh_census_area *area, const bool *marked) {
    eh_slice rest = eh_slice_of(area->within), piece;
    bool more = *area->within != '\0';
    while (eh_piece_next(&rest, &more, ';', &piece)) {
        uint32_t at = number_of(c, piece);
        if (at != EH_INDEX_NONE && marked[at])
            return true;
    }
    return false;
}

static void add_up(const eh_census *c, const bool *marked, eh_place_people *place) {
    eh_census_area *sum = &place->sum;
    for (size_t i = 0; i < c->area_count; i++) {
        const eh_census_area *area = &c->areas[i];
        if (!marked[i] || is_within_marked(c, area, marked))
            continue;
        sum->residents += area->residents;
        sum->bme += area->bme;
        sum->minority += area->minority;
        sum->residents_of_disability += area->residents_of_disability;
        sum->disabled += area->disabled;
    }
    place->bme = share(sum->bme, sum->residents);
    place->minority = share(sum->minority, sum->residents);
    place->disabled = share(sum->disabled, sum->residents_of_disability);
}

/* The mean of the areas' shares by their weights; false for an organisation without weights. */
static bool weigh(const eh_census *c, const char *organisation, eh_place_people *place) {
    double whole = 0, bme = 0, minority = 0, disabled = 0;
    for (size_t i = 0; i < c->weighted_count; i++) {
        const weighted *w = &c->weighted[i];
        const eh_census_area *area = &c->areas[w->area];
        if (strcmp(w->organisation, organisation) != 0)
            continue;
        whole += w->weight;
        bme += w->weight * share(area->bme, area->residents);
        minority += w->weight * share(area->minority, area->residents);
        disabled += w->weight * share(area->disabled, area->residents_of_disability);
    }
    if (!(whole > 0))
        return false;
    *place = (eh_place_people){true, true, {0}, bme / whole, minority / whole, disabled / whole};
    return true;
}

eh_status eh_place_of(const eh_census *c, const eh_served *served, size_t count, eh_place_people *place) {
    *place = (eh_place_people){.known = count > 0};
    if (count == 1 && weigh(c, served->organisation, place))
        return EH_OK;
    bool *marked = calloc(c->area_count + 1, sizeof *marked);
    if (!marked)
        return EH_NOMEM;
    for (size_t i = 0; i < count && place->known; i++)
        place->known = mark(c, &served[i], marked);
    if (place->known)
        add_up(c, marked, place);
    free(marked);
    return EH_OK;
}
