#include "disclosure/subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "indicator/evaluate.h"
#include "return/relations.h"

const char *eh_declared_name(unsigned which) {
    static const char *const names[EH_DECLARED] = {"declaration.stated", "declaration.declined", "declaration.not-held",
                                                   "declaration.not-recognised"};
    return names[which];
}

bool eh_is_excepted(const eh_exceptions *exceptions, const eh_item *item) {
    bool own = item->operation != EH_OP_SUM || item->term_count != 1; /* not another indicator's under another name */
    for (size_t i = 0; i < exceptions->count; i++)
        if (!strcmp(exceptions->names[i], item->id) || (own && !strcmp(exceptions->names[i], item->indicator)))
            return true;
    return false;
}

/* ---- cells ---- */

static size_t *cell_at(const eh_public_subject *s, unsigned item, unsigned group) {
    return &s->cells[(size_t)item * EH_GROUPS + group];
}

size_t eh_subject_cell(const eh_public_subject *s, unsigned item, unsigned group) {
    return *cell_at(s, item, group);
}

/* A headcount in halves of a person; false for what is missing or no count. */
static bool halves_of(const eh_value *value, int64_t *halves) {
    double twice = value ? 2 * value->value : -1;
    if (!value || value->missing != EH_PRESENT || !(twice >= 0 && twice <= 2.0 * EH_LIMIT_COUNT) ||
        twice != floor(twice))
        return false;
    *halves = (int64_t)twice;
    return true;
}

/* What it costs to hide a count: one, a little more for a large one; what likelihoods rest on is dearer, a total dearest. */
static double cost_of(const eh_edition *edition, unsigned item, double people) {
    const double of_size = 0.02, of_likelihood = 3, of_total = 25;
    double cost = 1 + of_size * log2(1 + people);
    for (unsigned i = 0; i < edition->item_count; i++)
        for (unsigned t = 0; edition->items[i].operation == EH_OP_RATE && t < edition->items[i].term_count; t++)
            if (edition->items[i].terms[t].item == item)
                return cost + of_likelihood;
    return edition->items[item].operation == EH_OP_SUM && edition->items[item].term_count > 1 ? cost + of_total : cost;
}

static size_t add_count(const eh_public_subject *s, const eh_value *value, unsigned item, unsigned units, bool excepted,
                        eh_linked *linked) {
    int64_t halves;
    if (!halves_of(value, &halves) || (units == 1 && halves % 2))
        return SIZE_MAX;
    double cost = item < s->edition->item_count ? cost_of(s->edition, item, value->value) : 1;
    return eh_linked_cell(linked, (eh_count_cell){.value = units == 2 ? halves : halves / 2,
                                                  .units = (uint8_t)units,
                                                  .printed = true,
                                                  .excepted = excepted,
                                                  .cost = cost,
                                                  .displays = 1});
}

/* An item that is another one under another name ("3.workforce") is the same cell. */
static size_t same_cell(const eh_public_subject *s, const eh_item *item, const eh_value *value, unsigned group) {
    int64_t mine, its;
    bool single = item->operation == EH_OP_SUM && item->term_count == 1 && item->terms[0].sign > 0;
    const eh_item *named = single ? &s->edition->items[item->terms[0].item] : NULL;
    const char *group_id = single && named->groups ? eh_group_id(s->edition->standard, group) : "";
    bool same = single && halves_of(value, &mine) && halves_of(eh_return_value(s->ret, named->id, group_id), &its) &&
                mine == its;
    return same ? *cell_at(s, item->terms[0].item, group) : SIZE_MAX;
}

static void add_item(const eh_public_subject *s, unsigned item, const eh_exceptions *exceptions, eh_linked *linked) {
    const eh_item *about = &s->edition->items[item];
    bool counts = about->unit == EH_HEADCOUNT && (about->operation == EH_OP_COUNT || about->operation == EH_OP_SUM);
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const char *group = about->groups ? eh_group_id(s->edition->standard, g) : "";
        bool there = counts && g < (about->groups ? about->groups : 1);
        const eh_value *value = there ? eh_return_value(s->ret, about->id, group) : NULL;
        bool excepted = eh_is_excepted(exceptions, about);
        size_t cell = value ? same_cell(s, about, value, g) : SIZE_MAX;
        if (cell != SIZE_MAX) {
            eh_count_cell *same = &linked->cells[cell];
            same->displays++;
            same->cost += cost_of(s->edition, item, value->value);
            same->excepted = same->excepted || excepted;
        } else if (value) {
            cell = add_count(s, value, item, eh_item_years(s->edition, item) > 1 ? 2 : 1, excepted, linked);
        }
        *cell_at(s, item, g) = cell;
    }
}

/* ---- equations ---- */

static void add_sum(const eh_public_subject *s, unsigned item, unsigned group, eh_sum *sum) {
    const eh_item *about = &s->edition->items[item];
    eh_sum_take(sum, *cell_at(s, item, group), -1);
    for (unsigned t = 0; t < about->term_count; t++)
        eh_sum_take(sum, *cell_at(s, about->terms[t].item, group), about->terms[t].sign);
    eh_sum_end(sum);
}

static bool has_rest(const eh_public_subject *s, const char *part) {
    const eh_row_relation *r;
    for (size_t i = 0; (r = eh_relation_at(i)) != NULL; i++)
        if (r->standard == s->edition->standard && r->rest && (!strcmp(r->part, part) || !strcmp(r->rest, part)))
            return true;
    return false;
}

static void add_of_which(const eh_public_subject *s, eh_sum *sum) {
    const eh_edition *edition = s->edition;
    unsigned whole = edition->item_count;
    for (unsigned i = 0; i < edition->item_count; i++) {
        if (!edition->items[i].of_which)
            whole = i;
        else if (whole < edition->item_count && !has_rest(s, edition->items[i].id))
            for (unsigned g = 0; g < EH_GROUPS; g++)
                eh_sum_rest(sum, *cell_at(s, i, g), *cell_at(s, whole, g), true);
    }
}

static unsigned item_of(const eh_public_subject *s, const char *id, bool *lacks) {
    int item = id ? eh_item_find(s->edition, eh_slice_of(id)) : -1;
    *lacks = *lacks || item < 0;
    return item < 0 ? 0 : (unsigned)item;
}

static void add_relations(const eh_public_subject *s, eh_sum *sum) {
    const eh_row_relation *r;
    for (size_t i = 0; (r = eh_relation_at(i)) != NULL; i++) {
        bool lacks = r->standard != s->edition->standard;
        unsigned part = item_of(s, r->part, &lacks), whole = item_of(s, r->whole, &lacks);
        unsigned rest = r->rest ? item_of(s, r->rest, &lacks) : 0;
        for (unsigned g = 0; g < EH_GROUPS && !lacks; g++) {
            if (r->rest) {
                eh_sum_take(sum, *cell_at(s, part, g), 1);
                eh_sum_take(sum, *cell_at(s, rest, g), 1);
                eh_sum_take(sum, *cell_at(s, whole, g), -1);
                eh_sum_end(sum);
            } else if (!s->edition->items[part].of_which) {
                eh_sum_rest(sum, *cell_at(s, part, g), *cell_at(s, whole, g), false);
            }
        }
    }
}

static void add_declared(eh_public_subject *s, eh_sum *sum) {
    int all = eh_item_find(s->edition, EH_SLICE("1.total"));
    for (unsigned d = 0; d < EH_DECLARED; d++) {
        const eh_detail *detail = eh_return_detail(s->ret, eh_declared_name(d), "");
        s->declared[d] =
            detail ? add_count(s, &detail->value, s->edition->item_count, 1, false, sum->linked) : SIZE_MAX;
    }
    if (all < 0)
        return;
    eh_sum_take(sum, s->declared[EH_DECLARED_STATED], -1);
    for (unsigned g = 0; g < EH_UNKNOWN; g++)
        eh_sum_take(sum, *cell_at(s, (unsigned)all, g), 1);
    eh_sum_end(sum);
    for (unsigned d = EH_DECLARED_DECLINED; d < EH_DECLARED; d++)
        eh_sum_take(sum, s->declared[d], 1);
    eh_sum_take(sum, *cell_at(s, (unsigned)all, EH_UNKNOWN), -1);
    eh_sum_end(sum);
}

void eh_subject_add(eh_public_subject *s, const eh_exceptions *exceptions, eh_linked *linked) {
    eh_sum sum = {.linked = linked};
    /* Items that are others under another name come after these, which need not be the order of the catalogue. */
    for (unsigned later = 0; later < 2; later++)
        for (unsigned i = 0; i < s->edition->item_count; i++) {
            const eh_item *item = &s->edition->items[i];
            bool single = item->operation == EH_OP_SUM && item->term_count == 1;
            if (single == (later == 1))
                add_item(s, i, exceptions, linked);
        }
    for (unsigned i = 0; i < s->edition->item_count; i++)
        for (unsigned g = 0; g < EH_GROUPS && s->edition->items[i].operation == EH_OP_SUM; g++)
            add_sum(s, i, g, &sum);
    add_of_which(s, &sum);
    add_relations(s, &sum);
    add_declared(s, &sum);
    eh_sum_free(&sum);
}

/* ---- two standards ---- */

static bool same_people(const eh_item *a, const eh_item *b) {
    if (a->operation != b->operation || a->groups != EH_GROUPS || b->groups != EH_GROUPS)
        return false;
    return a->operation == EH_OP_COUNT ? !strcmp(a->counter, b->counter)
                                       : a->operation == EH_OP_SUM && !strcmp(a->id, b->id);
}

void eh_subjects_link(const eh_public_subject *one, const eh_public_subject *other, eh_linked *linked) {
    eh_sum sum = {.linked = linked};
    for (unsigned i = 0; i < one->edition->item_count; i++)
        for (unsigned k = 0; k < other->edition->item_count; k++) {
            if (!same_people(&one->edition->items[i], &other->edition->items[k]))
                continue;
            for (unsigned g = 0; g < EH_GROUPS; g++) {
                eh_sum_take(&sum, *cell_at(one, i, g), 1);
                eh_sum_take(&sum, *cell_at(other, k, g), -1);
            }
            eh_sum_end(&sum);
        }
    eh_sum_free(&sum);
}
