/* Organisations added up: counts are summed, and everything else is computed from the sums by the code that computes a return. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "compare/comparison.h"
#include "indicator/evaluate.h"
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

/* What an item rests on: the headcounts (or the survey figure) that are added up. */
enum { MOST_NEEDED = 64 };
typedef struct needs {
    unsigned items[MOST_NEEDED], count;
    bool groups[EH_GROUPS];
} needs;

static void add_need(const eh_edition *edition, unsigned item, needs *n) {
    eh_operation operation = edition->items[item].operation;
    bool is_added_up = operation == EH_OP_COUNT || operation == EH_OP_SUM || operation == EH_OP_SURVEY;
    for (unsigned i = 0; i < edition->items[item].term_count && !is_added_up; i++)
        add_need(edition, edition->items[item].terms[i].item, n);
    if (!is_added_up || n->count == MOST_NEEDED)
        return;
    for (unsigned i = 0; i < n->count; i++)
        if (n->items[i] == item)
            return;
    n->items[n->count++] = item;
}

static needs needs_of(const eh_edition *edition, unsigned item) {
    const eh_item *about = &edition->items[item];
    needs n = {.count = 0};
    unsigned groups = about->groups ? about->groups : 1;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        bool part = about->operation == EH_OP_SHARE || about->operation == EH_OP_GAP || g < groups;
        n.groups[g] = about->operation == EH_OP_RELATIVE ? g == about->top || g == about->bottom : part;
    }
    add_need(edition, item, &n);
    return n;
}

/* A figure to add up: a headcount; or a survey's percentage (score), which needs its respondents as a weight. */
static eh_missing usable(const eh_item *item, const eh_value *value) {
    int64_t doubled;
    if (!value || value->missing != EH_PRESENT)
        return value ? value->missing : EH_NOT_APPLICABLE;
    if (item->operation == EH_OP_SURVEY)
        return value->denominator >= 1 ? EH_PRESENT : EH_NOT_SUPPLIED;
    return eh_member_doubled(value, &doubled) ? EH_PRESENT : EH_UNDEFINED;
}

static eh_missing why_out(const eh_edition *edition, const eh_member *member, const needs *n) {
    eh_missing first = EH_PRESENT;
    for (unsigned i = 0; i < n->count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            if (!n->groups[g])
                continue;
            eh_missing why = usable(&edition->items[n->items[i]], member->values[n->items[i] * EH_GROUPS + g]);
            if (why != EH_PRESENT && (first == EH_PRESENT || why < first))
                first = why;
        }
    return first;
}

static eh_fraction exact(double value) {
    char text[EH_FRACTION_ROOM];
    eh_fraction fraction = {0, 0};
    size_t length = eh_double_write(value, text);
    if (!eh_decimal_read((eh_slice){text, length}, &fraction))
        return (eh_fraction){0, 0};
    return fraction;
}

/* Adds up one figure of the members that count. The survey's is weighted by its respondents, which comes to the people who said so over all asked. */
static void add_up(const eh_compared *side, const size_t *members, size_t count, unsigned item, unsigned group,
                   eh_givens *givens) {
    bool survey = side->edition->items[item].operation == EH_OP_SURVEY;
    eh_fraction sum = {0, 1};
    int64_t doubled = 0, respondents = 0;
    for (size_t i = 0; i < count; i++) {
        const eh_value *value = side->members[members[i]].values[item * EH_GROUPS + group];
        int64_t one = 0;
        if (survey) {
            int64_t n = (int64_t)value->denominator;
            respondents += n;
            sum = eh_fraction_add(sum, eh_fraction_multiply(exact(value->value), eh_fraction_make(n, 1)));
        } else if (eh_member_doubled(value, &one)) {
            doubled += one;
        }
    }
    eh_given *given = eh_given_at(survey ? givens->survey : givens->counts, item, group);
    *given = (eh_given){.there = count > 0, .respondents = survey ? respondents : -1};
    given->value = survey ? eh_fraction_divide(sum, eh_fraction_make(respondents, 1)) : eh_fraction_make(doubled, 2);
    given->there = given->there && eh_fraction_defined(given->value);
}

/* ---- making ---- */

typedef struct workshop {
    eh_comparison *c;
    eh_compared *side;
    eh_givens givens;
    eh_tally *tally; /* empty: every count is a given one */
    size_t *members; /* those that count for the item at hand */
} workshop;

static eh_status evaluate(workshop *w, unsigned item, eh_rolled *rolled) {
    eh_evaluation evaluation;
    eh_status status = eh_evaluation_make(w->side->edition, w->tally, &w->givens, &evaluation);
    unsigned groups = w->side->edition->items[item].groups;
    bool above_100 = false;
    for (unsigned g = 0; g < (groups ? groups : 1) && status == EH_OK; g++)
        status = eh_evaluate_value(&evaluation, item, g, w->c->arena, &rolled->value[g], &above_100);
    eh_evaluation_free(&evaluation);
    return status;
}

static eh_status roll(workshop *w, const eh_rollup *rollup, unsigned item) {
    const eh_edition *edition = w->side->edition;
    eh_rolled *rolled = &rollup->items[item];
    needs n = needs_of(edition, item);
    rolled->left_out = eh_arena_alloc(w->c->arena, rollup->member_count * sizeof *rolled->left_out);
    if (!rolled->left_out)
        return EH_NOMEM;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        rolled->value[g] = eh_value_missing(EH_NOT_APPLICABLE);
    if (n.count == 0) /* an answer in words */
        return EH_OK;
    for (size_t i = 0; i < rollup->member_count; i++) {
        size_t member = rollup->members[i];
        eh_missing why = why_out(edition, &w->side->members[member], &n);
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
    for (unsigned i = 0; i < n.count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++)
            if (n.groups[g])
                add_up(w->side, w->members, rolled->counted, n.items[i], g, &w->givens);
    eh_status status = evaluate(w, item, rolled);
    for (unsigned i = 0; i < n.count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            *eh_given_at(w->givens.counts, n.items[i], g) = (eh_given){.respondents = -1};
            *eh_given_at(w->givens.survey, n.items[i], g) = (eh_given){.respondents = -1};
        }
    return status;
}

eh_status eh_rollups_make(eh_comparison *c, eh_compared *side) {
    size_t room = (size_t)side->edition->item_count * EH_GROUPS + 1;
    eh_given *given = calloc(3 * room, sizeof *given);
    eh_tally *tally = calloc(1, sizeof *tally);
    size_t *members = calloc(side->member_count + 1, sizeof *members);
    workshop w = {.c = c, .side = side, .tally = tally, .members = members};
    eh_status status = EH_NOMEM;
    if (given && tally && members) {
        w.givens.counts = given;
        w.givens.survey = given + room;
        w.givens.answers = given + 2 * room;
        status = list_rollups(c, side);
    }
    for (size_t r = 0; r < side->rollup_count && status == EH_OK; r++)
        for (unsigned i = 0; i < side->edition->item_count && status == EH_OK; i++)
            status = roll(&w, &side->rollups[r], i);
    free(given);
    free(tally);
    free(members);
    return status;
}
