/* Which organisations are added up, and which of them count for an item. */
#include <stdlib.h>
#include <string.h>

#include "compare/comparison.h"
#include "standard/words.h"

/* ---- which there are ---- */

typedef struct grouping {
    eh_rollup_kind kind;
    eh_slice name;
    size_t member;
} grouping;

typedef struct groupings {
    grouping *at;
    size_t count, room;
    bool failed;
} groupings;

static void add_grouping(groupings *list, eh_rollup_kind kind, eh_slice name, size_t member) {
    name = eh_trim(name);
    if (list->failed || (name.length == 0 && kind != EH_ROLLUP_ALL))
        return;
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 256;
        grouping *grown = realloc(list->at, room * sizeof *grown);
        list->failed = !grown;
        if (!grown)
            return;
        list->at = grown;
        list->room = room;
    }
    list->at[list->count++] = (grouping){kind, name, member};
}

static void add_member(const eh_comparison *c, const eh_compared *side, size_t member, groupings *list) {
    const eh_organisation *who = side->members[member].who;
    const eh_organisation *icb = eh_organisation_find(c->organisations, who->icb);
    eh_slice rest = eh_slice_of(who->place), piece;
    bool more = true;
    add_grouping(list, EH_ROLLUP_ALL, EH_SLICE(""), member);
    add_grouping(list, EH_ROLLUP_ICB, eh_slice_of(icb && *icb->name ? icb->name : who->icb), member);
    add_grouping(list, EH_ROLLUP_TYPE, eh_slice_of(who->type), member);
    while (eh_piece_next(&rest, &more, ';', &piece))
        add_grouping(list, EH_ROLLUP_PLACE, piece, member);
}

static int same_rollup(const grouping *x, const grouping *y) {
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return eh_slice_compare(x->name, y->name);
}

static int by_rollup(const void *a, const void *b) {
    const grouping *x = a, *y = b;
    int order = same_rollup(x, y);
    return order ? order : x->member < y->member ? -1 : x->member > y->member;
}

static eh_status add_rollup(eh_comparison *c, eh_compared *side, const grouping *first, size_t count) {
    eh_rollup *rollup = &side->rollups[side->rollup_count++];
    *rollup = (eh_rollup){.kind = first->kind, .name = eh_arena_slice(c->arena, first->name.at, first->name.length)};
    rollup->members = eh_arena_alloc(c->arena, count * sizeof *rollup->members);
    rollup->items = eh_arena_alloc(c->arena, (size_t)side->edition->item_count * sizeof *rollup->items);
    if (!rollup->name || !rollup->members || !rollup->items)
        return EH_NOMEM;
    for (size_t i = 0; i < count; i++) /* an organisation whose places are twice the same stands there once */
        if (i == 0 || first[i].member != first[i - 1].member)
            rollup->members[rollup->member_count++] = first[i].member;
    return EH_OK;
}

static eh_status list_rollups(eh_comparison *c, eh_compared *side) {
    groupings list = {0};
    eh_status status = EH_OK;
    for (size_t i = 0; i < side->member_count; i++)
        add_member(c, side, i, &list);
    side->rollups = eh_arena_alloc(c->arena, (list.count + 1) * sizeof *side->rollups);
    if (list.failed || !side->rollups) {
        free(list.at);
        return EH_NOMEM;
    }
    if (list.count)
        qsort(list.at, list.count, sizeof *list.at, by_rollup);
    for (size_t i = 0, from = 0; i < list.count && status == EH_OK; i++)
        if (i + 1 == list.count || same_rollup(&list.at[i], &list.at[i + 1]) != 0) {
            status = add_rollup(c, side, &list.at[from], i + 1 - from);
            from = i + 1;
        }
    free(list.at);
    return status;
}

/* ---- one item ---- */

typedef struct workshop {
    eh_comparison *c;
    eh_compared *side;
    eh_adder *adder;
    size_t *members; /* those that count for the item at hand */
} workshop;

static eh_status roll(workshop *w, const eh_rollup *rollup, unsigned item) {
    eh_rolled *rolled = &rollup->items[item];
    rolled->left_out = eh_arena_alloc(w->c->arena, rollup->member_count * sizeof *rolled->left_out);
    if (!rolled->left_out)
        return EH_NOMEM;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        rolled->value[g] = eh_value_missing(EH_NOT_APPLICABLE);
    if (!eh_adder_can(w->adder, item))
        return EH_OK;
    for (size_t i = 0; i < rollup->member_count; i++) {
        size_t member = rollup->members[i];
        eh_missing why = eh_adder_lacks(w->adder, item, &w->side->members[member]);
        if (why == EH_PRESENT)
            w->members[rolled->counted++] = member;
        else
            rolled->left_out[rolled->left_out_count++] = (eh_left_out){member, why};
    }
    if (rolled->counted == 0) {
        for (unsigned g = 0; g < EH_GROUPS; g++)
            rolled->value[g] = eh_value_missing(rolled->left_out_count ? rolled->left_out[0].why : EH_NOT_SUPPLIED);
        return EH_OK;
    }
    return eh_adder_value(w->adder, item, w->members, rolled->counted, w->c->arena, rolled->value);
}

eh_status eh_rollups_make(eh_comparison *c, eh_compared *side) {
    eh_adder *adder = eh_adder_new(side);
    size_t *members = calloc(side->member_count + 1, sizeof *members);
    workshop w = {.c = c, .side = side, .adder = adder, .members = members};
    eh_status status = adder && members ? list_rollups(c, side) : EH_NOMEM;
    for (size_t r = 0; r < side->rollup_count && status == EH_OK; r++)
        for (unsigned i = 0; i < side->edition->item_count && status == EH_OK; i++)
            status = roll(&w, &side->rollups[r], i);
    eh_adder_free(adder);
    free(members);
    return status;
}
