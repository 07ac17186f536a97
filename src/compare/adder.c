/* Members of one edition added up: counts are summed, and everything else is computed from the sums by the code that computes a return. */
#include <stdlib.h>

#include "compare/comparison.h"
#include "indicator/evaluate.h"

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
            sum = eh_fraction_add(sum,
                                  eh_fraction_multiply(eh_fraction_as_written(value->value), eh_fraction_make(n, 1)));
        } else if (eh_member_doubled(value, &one)) {
            doubled += one;
        }
    }
    eh_given *given = eh_given_at(survey ? givens->survey : givens->counts, item, group);
    *given = (eh_given){.there = count > 0, .respondents = survey ? respondents : -1};
    given->value = survey ? eh_fraction_divide(sum, eh_fraction_make(respondents, 1)) : eh_fraction_make(doubled, 2);
    given->there = given->there && eh_fraction_defined(given->value);
}

struct eh_adder {
    const eh_compared *side;
    eh_givens givens;
    eh_given *given; /* room for all three of them */
    eh_tally *tally; /* empty: every count is a given one */
    needs *needs;    /* by item */
};

eh_adder *eh_adder_new(const eh_compared *side) {
    size_t room = (size_t)side->edition->item_count * EH_GROUPS + 1;
    eh_adder *adder = calloc(1, sizeof *adder);
    if (!adder)
        return NULL;
    adder->side = side;
    adder->given = calloc(3 * room, sizeof *adder->given);
    adder->tally = calloc(1, sizeof *adder->tally);
    adder->needs = calloc(room, sizeof *adder->needs);
    if (!adder->given || !adder->tally || !adder->needs) {
        eh_adder_free(adder);
        return NULL;
    }
    for (unsigned i = 0; i < side->edition->item_count; i++)
        adder->needs[i] = needs_of(side->edition, i);
    adder->givens = (eh_givens){adder->given, adder->given + room, adder->given + 2 * room};
    return adder;
}

void eh_adder_free(eh_adder *adder) {
    if (!adder)
        return;
    free(adder->given);
    free(adder->tally);
    free(adder->needs);
    free(adder);
}

bool eh_adder_can(const eh_adder *adder, unsigned item) {
    return adder->needs[item].count > 0;
}

eh_missing eh_adder_lacks(const eh_adder *adder, unsigned item, const eh_member *member) {
    return why_out(adder->side->edition, member, &adder->needs[item]);
}

static eh_status evaluate(eh_adder *adder, unsigned item, eh_arena *arena, eh_value value[EH_GROUPS]) {
    eh_evaluation evaluation;
    const eh_edition *edition = adder->side->edition;
    eh_status status = eh_evaluation_make(edition, adder->tally, &adder->givens, &evaluation);
    unsigned groups = edition->items[item].groups;
    bool above_100 = false;
    for (unsigned g = 0; g < (groups ? groups : 1) && status == EH_OK; g++)
        status = eh_evaluate_value(&evaluation, item, g, arena, &value[g], &above_100);
    eh_evaluation_free(&evaluation);
    return status;
}

eh_status eh_adder_value(eh_adder *adder, unsigned item, const size_t *members, size_t count, eh_arena *arena,
                         eh_value value[EH_GROUPS]) {
    const needs *n = &adder->needs[item];
    for (unsigned i = 0; i < n->count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++)
            if (n->groups[g])
                add_up(adder->side, members, count, n->items[i], g, &adder->givens);
    eh_status status = evaluate(adder, item, arena, value);
    for (unsigned i = 0; i < n->count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            *eh_given_at(adder->givens.counts, n->items[i], g) = (eh_given){.respondents = -1};
            *eh_given_at(adder->givens.survey, n->items[i], g) = (eh_given){.respondents = -1};
        }
    return status;
}
