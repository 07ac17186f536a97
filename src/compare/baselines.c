/* From where goals of representation run: earlier returns, or a table of the user's. */
#include <string.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "compare/comparison.h"
#include "standard/levels.h"
#include "standard/template_table.h"
#include "standard/words.h"

const eh_baseline *eh_baseline_find(const eh_comparison *c, eh_standard standard, const char *organisation,
                                    const char *level) {
    for (size_t i = 0; i < c->baseline_count; i++) {
        const eh_baseline *b = &c->baselines[i];
        if (b->standard == standard && strcmp(b->organisation, organisation) == 0 && strcmp(b->level, level) == 0)
            return b;
    }
    return NULL;
}

static void add(eh_comparison *c, eh_baseline baseline) {
    if (!eh_baseline_find(c, baseline.standard, baseline.organisation, baseline.level))
        c->baselines[c->baseline_count++] = baseline;
}

/* ---- a table ---- */

static const char *cell(const eh_table *table, size_t row, const char *heading) {
    return eh_table_cell(table, row, eh_table_column(table, heading));
}

static bool read_whole(const char *text, int64_t least, int64_t most, int64_t *number) {
    eh_fraction value;
    if (!eh_decimal_read(eh_slice_of(text), &value) || value.denominator != 1 || value.numerator < least ||
        value.numerator > most)
        return false;
    *number = (int64_t)value.numerator;
    return true;
}

static eh_status add_row(eh_comparison *c, const eh_table *table, size_t row, eh_findings *findings) {
    enum { FIRST_YEAR = 2000, LAST_YEAR = 2100 };
    const char *level = cell(table, row, "level"), *wrong = NULL, *heading = "people";
    eh_baseline baseline = {.organisation = cell(table, row, "organisation"), .level = level};
    int64_t year = 0;
    if (!eh_standard_read(eh_slice_of(cell(table, row, "standard")), &baseline.standard)) {
        wrong = "this is no standard:";
        heading = "standard";
    } else if (!eh_level_find(c->catalogue, baseline.standard, eh_slice_of(level))) {
        wrong = "no level is called so:";
        heading = "level";
    } else if (!read_whole(cell(table, row, "year"), FIRST_YEAR, LAST_YEAR, &year)) {
        wrong = "this is no year:";
        heading = "year";
    } else if (!read_whole(cell(table, row, "people"), 0, EH_LIMIT_COUNT, &baseline.people)) {
        wrong = "this is no headcount:";
    } else if (eh_baseline_find(c, baseline.standard, baseline.organisation, level)) {
        wrong = "this level has two baselines:";
        heading = "level";
    }
    if (wrong)
        return eh_template_bad(findings, table->name, table->lines[row], heading, wrong, cell(table, row, heading));
    baseline.year = (int)year;
    add(c, baseline);
    return EH_OK;
}

static eh_status read_table(eh_comparison *c, eh_source *source, eh_findings *findings, eh_table *table) {
    const char *data = NULL;
    size_t size = 0;
    eh_status status = eh_source_load(c->arena, source, findings, &data, &size);
    return status == EH_OK ? eh_table_read(c->arena, source->name, data, size, findings, table) : status;
}

/* ---- earlier returns ---- */

/* The group's people in the rows of a level; false where one is missing. */
static bool count(const eh_return *ret, const eh_level *level, int64_t *people) {
    enum { ID_ROOM = 64 };
    eh_slice rest = eh_slice_of(level->items), piece;
    bool more = true;
    *people = 0;
    while (eh_piece_next(&rest, &more, ' ', &piece)) {
        char id[ID_ROOM];
        int64_t doubled;
        if (piece.length >= ID_ROOM)
            return false;
        memcpy(id, piece.at, piece.length);
        id[piece.length] = '\0';
        const eh_value *value = eh_return_value(ret, id, eh_group_id(ret->standard, eh_focus_group(ret->standard)));
        if (!value || !eh_member_doubled(value, &doubled) || doubled < 0 || doubled % 2 != 0)
            return false;
        *people += doubled / 2;
    }
    return true;
}

static void add_return(eh_comparison *c, const eh_return *ret) {
    size_t level_count;
    const eh_level *levels = eh_levels(c->catalogue, &level_count);
    for (size_t i = 0; i < level_count; i++) {
        eh_baseline baseline = {ret->organisation, levels[i].id, ret->standard, ret->edition, 0};
        if (levels[i].standard == ret->standard && levels[i].uses & EH_LEVEL_GOAL &&
            count(ret, &levels[i], &baseline.people))
            add(c, baseline);
    }
}

eh_status eh_baselines_make(eh_comparison *c, const eh_return *const *returns, int edition, eh_source *source,
                            eh_findings *findings) {
    eh_table table = {0};
    size_t level_count, return_count = 0;
    eh_levels(c->catalogue, &level_count);
    eh_status status = source ? read_table(c, source, findings, &table) : EH_OK;
    if (status != EH_OK)
        return status;
    for (size_t i = 0; returns[i]; i++)
        return_count += edition != 0 && returns[i]->edition == edition;
    size_t room = table.row_count + return_count * level_count + 1;
    c->baselines = eh_arena_alloc(c->arena, room * sizeof *c->baselines);
    if (!c->baselines)
        return EH_NOMEM;
    for (size_t i = 0; i < table.row_count && status == EH_OK; i++)
        status = add_row(c, &table, i, findings);
    for (size_t i = 0; returns[i] && status == EH_OK; i++)
        if (edition != 0 && returns[i]->edition == edition)
            add_return(c, returns[i]);
    return status;
}
