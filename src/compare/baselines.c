/* From where goals of representation run: earlier returns, or a table of the user's. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/fraction.h"
#include "base/limits.h"
#include "compare/baselines.h"
#include "compare/comparison.h"
#include "standard/levels.h"
#include "standard/template_table.h"
#include "standard/words.h"

eh_goal_terms eh_goal_terms_of(const eh_catalogue *catalogue, eh_standard standard, const char *parity, int year) {
    const eh_goal_rule *rule = eh_goal_rule_of(catalogue, standard);
    bool known = parity ? strcmp(parity, eh_parity_basis_id(EH_PARITY_OF_KNOWN)) == 0 : rule && rule->known;
    return (eh_goal_terms){.basis = known ? EH_PARITY_OF_KNOWN : EH_PARITY_OF_ALL,
                           .year = year ? year : (rule ? rule->year : 0)};
}

/* What is being made. */
typedef struct making {
    eh_arena *arena;
    const eh_catalogue *catalogue;
    const eh_baseline_wish *wish;
    eh_findings *findings;
    eh_baselines *made;
} making;

/* By standard, organisation and level alone. */
static int of_the_same(const void *a, const void *b) {
    const eh_baseline *x = a, *y = b;
    if (x->standard != y->standard)
        return x->standard < y->standard ? -1 : 1;
    int order = strcmp(x->organisation, y->organisation);
    return order ? order : strcmp(x->level, y->level);
}

static int in_order(const void *a, const void *b) {
    const eh_baseline *x = a, *y = b;
    int order = of_the_same(a, b);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

const eh_baseline *eh_baseline_find(const eh_baselines *baselines, eh_standard standard, const char *organisation,
                                    const char *level) {
    const eh_baseline key = {.standard = standard, .organisation = organisation, .level = level};
    return baselines->count ? bsearch(&key, baselines->at, baselines->count, sizeof key, of_the_same) : NULL;
}

/* Puts them in order and keeps the first of each organisation and level. */
static void keep_first(eh_baselines *b) {
    size_t kept = 0;
    if (b->count > 0)
        qsort(b->at, b->count, sizeof *b->at, in_order);
    for (size_t i = 0; i < b->count; i++)
        if (i == 0 || of_the_same(&b->at[kept - 1], &b->at[i]) != 0)
            b->at[kept++] = b->at[i];
    b->count = kept;
}

void eh_baseline_add(eh_baseline_sum *sum, const eh_baseline *baseline) {
    if (!baseline) {
        sum->without++;
        return;
    }
    sum->mixed = sum->mixed || (sum->with > 0 && baseline->year != sum->year);
    sum->with++;
    sum->people += baseline->people;
    sum->year = baseline->year;
}

eh_fraction eh_baseline_of(const eh_baseline_sum *sum, int64_t now, int year, int *from) {
    *from = sum->with > 0 ? sum->year : year;
    if (sum->with == 0)
        return eh_fraction_make(now, 1);
    return sum->mixed || sum->without > 0 ? (eh_fraction){0, 0} : eh_fraction_make(sum->people, 1);
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

/* Whether an earlier row is of the same organisation and level. */
static bool is_twice(const making *m, const eh_baseline *baseline) {
    for (size_t i = 0; i < m->made->count; i++)
        if (of_the_same(&m->made->at[i], baseline) == 0)
            return true;
    return false;
}

static eh_status add_row(const making *m, const eh_table *table, size_t row) {
    enum { FIRST_YEAR = 2000, LAST_YEAR = 2100 };
    const char *level = cell(table, row, "level"), *wrong = NULL, *heading = "people";
    eh_baseline baseline = {.organisation = cell(table, row, "organisation"), .level = level};
    int64_t year = 0;
    if (!eh_standard_read(eh_slice_of(cell(table, row, "standard")), &baseline.standard)) {
        wrong = "this is no standard:";
        heading = "standard";
    } else if (!eh_level_find(m->catalogue, baseline.standard, eh_slice_of(level))) {
        wrong = "no level is called so:";
        heading = "level";
    } else if (!read_whole(cell(table, row, "year"), FIRST_YEAR, LAST_YEAR, &year)) {
        wrong = "this is no year:";
        heading = "year";
    } else if (!read_whole(cell(table, row, "people"), 0, EH_LIMIT_COUNT, &baseline.people)) {
        wrong = "this is no headcount:";
    } else if (is_twice(m, &baseline)) {
        wrong = "this level has two baselines:";
        heading = "level";
    }
    if (wrong)
        return eh_template_bad(m->findings, table->name, table->lines[row], heading, wrong, cell(table, row, heading));
    baseline.year = (int)year;
    m->made->at[m->made->count++] = baseline;
    return EH_OK;
}

static eh_status read_table(const making *m, eh_table *table) {
    const char *data = NULL;
    size_t size = 0;
    eh_source *source = m->wish->table;
    eh_status status = eh_source_load(m->arena, source, m->findings, &data, &size);
    return status == EH_OK ? eh_table_read(m->arena, source->name, data, size, m->findings, table) : status;
}

/* ---- returns ---- */

/* Whether a row of a level was counted otherwise between a return's edition and the newest. */
static bool is_broken(const making *m, const eh_return *ret, const char *id) {
    int newest = m->wish->newest[ret->standard];
    const eh_edition *edition = eh_edition_find(m->catalogue, ret->standard, newest);
    int at = edition ? eh_item_find(edition, eh_slice_of(id)) : -1;
    const eh_change *change;
    for (size_t i = 0; at >= 0 && (change = eh_change_at(m->catalogue, i)) != NULL; i++)
        if (change->breaks_series && change->standard == ret->standard && change->year > ret->edition &&
            change->year <= newest && eh_change_names(change, &edition->items[at]))
            return true;
    return false;
}

/* The group's people in the rows of a level; false where one is missing, or `unbroken` and one was counted otherwise. */
static bool count(const making *m, const eh_return *ret, const eh_level *level, bool unbroken, int64_t *people) {
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
        if (unbroken && is_broken(m, ret, id))
            return false;
        *people += doubled / 2;
    }
    return true;
}

/* Nobody has a return of the edition asked for. */
static eh_status find_none(const making *m) {
    eh_buffer year = {0};
    eh_buffer_whole(&year, m->wish->edition);
    eh_status status = EH_NOMEM;
    if (!year.failed)
        status = eh_found(m->findings, EH_F_COMPARE_NO_BASELINE, (eh_place){0}, 1, NULL, year.data, NULL);
    eh_buffer_free(&year);
    return status;
}

static bool is_wanted(const eh_baseline_wish *wish, const eh_return *ret) {
    int newest = wish->newest[ret->standard];
    if (wish->edition)
        return ret->edition == wish->edition;
    return newest && ret->edition <= newest;
}

static void add_return(const making *m, const eh_return *ret) {
    size_t level_count;
    const eh_level *levels = eh_levels(m->catalogue, &level_count);
    for (size_t i = 0; i < level_count; i++) {
        eh_baseline baseline = {.organisation = ret->organisation,
                                .level = levels[i].id,
                                .standard = ret->standard,
                                .year = ret->edition,
                                .order = (size_t)ret->edition};
        if (levels[i].standard == ret->standard && levels[i].uses & EH_LEVEL_GOAL &&
            count(m, ret, &levels[i], m->wish->edition == 0, &baseline.people))
            m->made->at[m->made->count++] = baseline;
    }
}

eh_status eh_baselines_make(eh_arena *arena, const eh_catalogue *catalogue, const eh_return *const *returns,
                            const eh_baseline_wish *wish, eh_findings *findings, eh_baselines *baselines) {
    making m = {arena, catalogue, wish, findings, baselines};
    eh_table table = {0};
    size_t level_count, return_count = 0;
    *baselines = (eh_baselines){0};
    eh_levels(catalogue, &level_count);
    eh_status status = wish->table ? read_table(&m, &table) : EH_OK;
    if (status != EH_OK)
        return status;
    for (size_t i = 0; returns[i]; i++)
        return_count += is_wanted(wish, returns[i]);
    size_t room = table.row_count + return_count * level_count + 1;
    baselines->at = eh_arena_alloc(arena, room * sizeof *baselines->at);
    if (!baselines->at)
        return EH_NOMEM;
    for (size_t i = 0; i < table.row_count && status == EH_OK; i++)
        status = add_row(&m, &table, i);
    for (size_t i = 0; returns[i] && status == EH_OK; i++)
        if (is_wanted(wish, returns[i]))
            add_return(&m, returns[i]);
    keep_first(baselines);
    return status == EH_OK && wish->edition && baselines->count == 0 ? find_none(&m) : status;
}
