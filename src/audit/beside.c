/* Figures of one organisation, standard and edition beside each other. */
#include <string.h>

#include "audit/inquiry.h"

/* ---- counts that contradict each other ---- */

typedef struct contradicting {
    eh_inquiry *q;
    eh_status status;
} contradicting;

/* Whether two wholes may both be right: one with people whose group is unknown, one without. */
static bool may_be_unknowns(const eh_facts *facts, unsigned item, const eh_fact *a, const eh_fact *b) {
    eh_fraction larger = eh_at_most(a->value, b->value) ? b->value : a->value;
    eh_fraction smaller = eh_at_most(a->value, b->value) ? a->value : b->value;
    eh_fact unknown = eh_fact_find(facts, item, EH_UNKNOWN), stated = eh_fact_stated(facts, item);
    if (!a->soft && !b->soft)
        return false;
    if (unknown.known && eh_fraction_compare(eh_fraction_subtract(larger, smaller), unknown.value) == 0)
        return true;
    if (stated.known)
        return eh_fraction_compare(smaller, stated.value) == 0;
    return !unknown.known && eh_at_most(larger, eh_fraction_multiply(smaller, (eh_fraction){2, 1}));
}

static bool contradict(void *context, unsigned item, unsigned slot, const eh_fact *fact) {
    contradicting *c = context;
    eh_inquiry *q = c->q;
    const eh_fact *known = &q->facts->at[(size_t)item * EH_SLOTS + slot];
    if (c->status != EH_OK || q->f->wrong || !known->known || known->from == q->f || known->from->wrong ||
        eh_fraction_compare(known->value, fact->value) == 0)
        return true;
    if (slot == EH_GROUP_ALL && may_be_unknowns(q->facts, item, known, fact))
        return true;
    if (strcmp(q->f->item_key, known->from->item_key) == 0 && q->f->form == known->from->form &&
        q->f->group == known->from->group)
        return true; /* one figure twice: said of the two sources */
    eh_inquiry_clear(q);
    q->other_row = known->from->row;
    q->confidence = EH_CONFIDENCE_HIGH;
    const char *who = slot == EH_GROUP_ALL ? "all" : eh_group_name(q->f->standard, slot);
    eh_buffer_format(&q->more, "%s (%s) ", q->facts->edition->items[item].label, who);
    eh_say_number(&q->more, fact->value);
    eh_buffer_format(&q->more, " in row %llu and ", (unsigned long long)q->f->row);
    eh_say_number(&q->more, known->value);
    eh_buffer_format(&q->more, " in row %llu", (unsigned long long)known->from->row);
    eh_buffer_add(&q->evidence, q->more.data, q->more.length);
    c->status = eh_inquiry_remark(q, EH_REMARK_WORKFORCES);
    return false;
}

/* ---- wholes and their parts ---- */

/* Says that parts of `whole`, of which its claim speaks, come to something else; `from` is one of the parts. Of the workforce several items tell: then two of them
 * contradict each other. */
static eh_status say_parts(eh_inquiry *q, const eh_fact *whole, const eh_fact *from, eh_fraction sum, const char *what,
                           bool exceed) {
    eh_claim *f = &q->figures->at[whole->from - q->figures->at];
    if (f->wrong)
        return EH_OK;
    eh_inquiry_clear(q);
    q->f = f;
    q->other_row = 0;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    eh_say_number(&q->evidence, sum);
    eh_buffer_format(&q->evidence, " %s, and ", what);
    eh_say_number(&q->evidence, whole->value);
    eh_buffer_text(&q->evidence, " together");
    if (from && from->from->item != f->item) {
        q->other_row = from->from->row;
        eh_buffer_add(&q->more, q->evidence.data, q->evidence.length);
        return eh_inquiry_remark(q, EH_REMARK_WORKFORCES);
    }
    if (exceed) {
        eh_buffer_add(&q->more, q->evidence.data, q->evidence.length);
    } else {
        eh_say_number(&q->more, sum);
        eh_say_number(&q->expected, whole->value);
    }
    return eh_inquiry_remark(q, exceed ? EH_REMARK_PARTS : EH_REMARK_COMPLEMENTS);
}

/* The groups of an item against everybody. */
static eh_status audit_groups(eh_inquiry *q, unsigned item) {
    const eh_fact *all = &q->facts->at[(size_t)item * EH_SLOTS + EH_GROUP_ALL], *other = NULL;
    eh_fraction sum = {0, 1};
    unsigned known = 0;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const eh_fact *part = all - EH_GROUP_ALL + g;
        if (!part->known || part->from->wrong)
            continue;
        sum = eh_fraction_add(sum, part->value);
        other = !other || (all->known && part->from->item != all->from->item) ? part : other;
        known++;
    }
    if (!all->known || known == 0 || !eh_fraction_defined(sum))
        return EH_OK;
    int order = eh_fraction_compare(sum, all->value);
    bool stated = all->soft && known == EH_GROUPS && eh_fact_stated(q->facts, item).known &&
                  eh_fraction_compare(eh_fact_stated(q->facts, item).value, all->value) == 0;
    if (order == 0 || stated || (order < 0 && known < EH_GROUPS))
        return EH_OK;
    return say_parts(q, all, other, sum, "in the groups", order > 0);
}

/* The terms of a sum against it, group by group. */
static eh_status audit_terms(eh_inquiry *q, unsigned place, unsigned slot) {
    const eh_item *item = &q->facts->edition->items[place];
    const eh_fact *whole = &q->facts->at[(size_t)place * EH_SLOTS + slot];
    eh_fraction sum = {0, 1};
    unsigned known = 0;
    if (item->operation != EH_OP_SUM || item->term_count < 2 || !whole->known || whole->soft)
        return EH_OK;
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_fact *part =
            &q->facts->at[(size_t)eh_facts_root(q->facts->edition, item->terms[i].item) * EH_SLOTS + slot];
        if (!part->known || part->from->wrong || part->soft)
            continue;
        sum = eh_fraction_add(sum, part->value);
        known++;
    }
    int order = known > 0 && eh_fraction_defined(sum) ? eh_fraction_compare(sum, whole->value) : 0;
    if (order == 0 || (order < 0 && known < item->term_count))
        return EH_OK;
    return say_parts(q, whole, NULL, sum, "in its rows", order > 0);
}

/* What is above the stroke of a rate against what is below: appointed and shortlisted. */
static eh_status audit_rate(eh_inquiry *q, const eh_item *item, unsigned group) {
    int above = eh_item_term(item, false), below = eh_item_term(item, true);
    if (item->operation != EH_OP_RATE || above < 0 || below < 0)
        return EH_OK;
    eh_fact part = eh_fact_find(q->facts, (unsigned)above, group),
            whole = eh_fact_find(q->facts, (unsigned)below, group);
    if (!part.known || !whole.known || !part.from || !whole.from || part.from->wrong ||
        eh_fraction_compare(part.value, whole.value) <= 0)
        return EH_OK;
    return say_parts(q, &part, NULL, whole.value, "were there at all", true);
}

static eh_status audit_wholes(eh_inquiry *q) {
    const eh_edition *edition = q->facts->edition;
    eh_status status = EH_OK;
    for (unsigned i = 0; i < edition->item_count && status == EH_OK; i++) {
        if (edition->items[i].operation == EH_OP_COUNT || edition->items[i].operation == EH_OP_SUM)
            status = audit_groups(q, i);
        for (unsigned slot = 0; slot < EH_SLOTS && status == EH_OK; slot++) {
            status = audit_terms(q, i, slot);
            if (status == EH_OK && slot < EH_GROUPS)
                status = audit_rate(q, &edition->items[i], slot);
        }
    }
    return status;
}

eh_status eh_audit_set(eh_claims *claims, const eh_set *set, const eh_set *kin, const eh_facts *facts) {
    eh_inquiry q = {.figures = claims, .set = set, .kin = kin, .facts = facts};
    eh_status status = EH_OK;
    for (size_t i = 0; i < set->count && status == EH_OK && facts->at; i++) {
        contradicting c = {&q, EH_OK};
        q.f = set->at[i];
        eh_facts_of(q.f, contradict, &c);
        status = c.status;
    }
    if (status == EH_OK && facts->at)
        status = audit_wholes(&q);
    if (status == EH_OK)
        status = eh_audit_shares(&q);
    eh_inquiry_free(&q);
    return status;
}
