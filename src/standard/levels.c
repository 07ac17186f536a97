#include "standard/levels.h"

#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/words.h"

static const char *cell(const eh_table *table, size_t row, const char *heading) {
    return eh_table_cell(table, row, eh_table_column(table, heading));
}

static unsigned read_uses(const char *text) {
    static const char *const words[] = {"leaders", "told", "below", "tier", "goal"};
    eh_slice rest = eh_slice_of(text), piece;
    bool more = true;
    unsigned uses = 0;
    while (eh_piece_next(&rest, &more, ';', &piece))
        for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
            if (eh_slice_equal(piece, eh_slice_of(words[i])))
                uses |= 1u << i;
    return uses;
}

/* Whether some edition has it as a headcount of all groups. */
static bool is_headcount(const eh_catalogue *catalogue, eh_standard standard, eh_slice id) {
    for (size_t i = 0; i < catalogue->edition_count; i++) {
        const eh_edition *edition = &catalogue->editions[i];
        int at = edition->standard == standard ? eh_item_find(edition, id) : -1;
        if (at >= 0 && edition->items[at].unit == EH_HEADCOUNT && edition->items[at].groups == EH_GROUPS)
            return true;
    }
    return false;
}

static bool known_items(const eh_catalogue *catalogue, const eh_level *level) {
    eh_slice rest = eh_slice_of(level->items), piece;
    bool more = true;
    while (eh_piece_next(&rest, &more, ' ', &piece))
        if (!is_headcount(catalogue, level->standard, piece))
            return false;
    return true;
}

static bool known_below(const eh_catalogue *catalogue, const eh_level *level) {
    eh_slice rest = eh_slice_of(level->below), piece;
    bool more = *level->below != '\0';
    while (eh_piece_next(&rest, &more, ';', &piece))
        if (!eh_level_find(catalogue, level->standard, piece))
            return false;
    return true;
}

/* What is wrong with a level once all are there, or NULL. */
static const char *fault(const eh_catalogue *catalogue, const eh_level *level) {
    if (eh_level_find(catalogue, level->standard, eh_slice_of(level->id)) != level)
        return "the standard has this level twice:";
    if (!known_items(catalogue, level))
        return "no edition has these headcounts of all groups:";
    return known_below(catalogue, level) ? NULL : "the standard has no such level below:";
}

eh_status eh_levels_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "levels.csv", findings, &table);
    if (status != EH_OK)
        return status;
    if (table.row_count > EH_LIMIT_LEVELS)
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    eh_level *levels = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *levels);
    if (!levels)
        return EH_NOMEM;
    catalogue->levels = levels;
    for (size_t i = 0; i < table.row_count; i++) {
        eh_level *level = &levels[catalogue->level_count++];
        *level = (eh_level){.id = cell(&table, i, "level"),
                            .name = cell(&table, i, "name"),
                            .items = cell(&table, i, "items"),
                            .below = cell(&table, i, "below"),
                            .uses = read_uses(cell(&table, i, "use")),
                            .own = strcmp(cell(&table, i, "own"), "yes") == 0};
        if (!eh_standard_read(eh_slice_of(cell(&table, i, "standard")), &level->standard))
            return eh_template_bad(findings, table.name, table.lines[i], "standard", "a word of this row is unknown",
                                   NULL);
    }
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        if (!eh_level_find(catalogue, (eh_standard)s, EH_SLICE(EH_LEVEL_WORKFORCE)))
            return eh_template_bad(findings, table.name, 0, "level",
                                   "a standard lacks the level workforce:", eh_standard_id((eh_standard)s));
    for (size_t i = 0; i < table.row_count && status != EH_NOMEM; i++) {
        const char *wrong = fault(catalogue, &levels[i]);
        if (wrong)
            status =
                eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], "level", wrong, levels[i].id));
    }
    return status;
}

eh_status eh_goal_rules_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "goals.csv", findings, &table);
    eh_goal_rule *rules = status == EH_OK ? eh_arena_alloc(catalogue->arena, EH_STANDARD_COUNT * sizeof *rules) : NULL;
    if (!rules)
        return status == EH_OK ? EH_NOMEM : status;
    catalogue->goal_rules = rules;
    for (size_t i = 0; i < table.row_count; i++) {
        eh_standard standard;
        if (!eh_standard_read(eh_slice_of(cell(&table, i, "standard")), &standard) || rules[standard].year != 0)
            return eh_template_bad(findings, table.name, table.lines[i], "standard",
                                   "a standard is unknown or there twice", NULL);
        rules[standard].year = eh_cell_whole(cell(&table, i, "goal_year"), 0);
        rules[standard].known = strcmp(cell(&table, i, "basis"), "known") == 0;
    }
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        if (rules[s].year == 0)
            return eh_template_bad(findings, table.name, 0, "standard",
                                   "a standard is missing:", eh_standard_id((eh_standard)s));
    return EH_OK;
}

const eh_level *eh_levels(const eh_catalogue *catalogue, size_t *count) {
    *count = catalogue->level_count;
    return catalogue->levels;
}

const eh_level *eh_level_find(const eh_catalogue *catalogue, eh_standard standard, eh_slice id) {
    for (size_t i = 0; i < catalogue->level_count; i++)
        if (catalogue->levels[i].standard == standard && eh_slice_equal(eh_slice_of(catalogue->levels[i].id), id))
            return &catalogue->levels[i];
    return NULL;
}

const eh_goal_rule *eh_goal_rule_of(const eh_catalogue *catalogue, eh_standard standard) {
    return &catalogue->goal_rules[standard];
}
