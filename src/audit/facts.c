#include "audit/facts.h"

#include <stdlib.h>
#include <string.h>

unsigned eh_facts_root(const eh_edition *edition, unsigned item) {
    for (unsigned i = 0; i < edition->item_count; i++) { /* at most as many names as items */
        const eh_item *at = &edition->items[item];
        if (at->operation != EH_OP_SUM || at->term_count != 1 || at->terms[0].sign < 0)
            break;
        item = at->terms[0].item;
    }
    return item;
}

int eh_item_term(const eh_item *item, bool below) {
    int found = -1;
    for (unsigned i = 0; i < item->term_count; i++)
        if (item->terms[i].below == below) {
            if (found >= 0 || item->terms[i].sign < 0)
                return -1;
            found = (int)item->terms[i].item;
        }
    return found;
}

/* ---- what a figure says ---- */

typedef struct taking {
    const eh_claim *claim;
    eh_take_fact *take;
    void *context;
} taking;

static bool tell(const taking *t, int item, unsigned slot, const eh_count_given *count, bool soft) {
    if (item < 0 || slot >= EH_SLOTS || !count->given || !count->whole)
        return true;
    eh_fact fact = {.known = true, .soft = soft, .value = count->value, .from = t->claim};
    return t->take(t->context, eh_facts_root(t->claim->edition, (unsigned)item), slot, &fact);
}

static bool tell_value(const taking *t) {
    const eh_claim *f = t->claim;
    eh_count_given value = {.given = f->value.state == EH_PRINTED_NUMBER && !f->value.about &&
                                     f->value.unit == EH_PRINTED_PLAIN,
                            .whole = f->value.decimals == 0,
                            .value = f->value.value};
    unsigned slot = f->group == EH_GROUP_NONE && f->cells[EH_COLUMN_GROUP][0] == '\0' ? EH_GROUP_ALL : f->group;
    return tell(t, (int)f->place, slot, &value, false) && tell(t, (int)f->place, slot, &f->n, false);
}

static bool tell_share(const taking *t, int item, const eh_count_given *n, const eh_count_given *d) {
    return tell(t, item, t->claim->group, n, false) && tell(t, item, EH_GROUP_ALL, d, true);
}

static bool tell_rate(const taking *t, unsigned group, const eh_count_given *n, const eh_count_given *d) {
    const eh_item *item = t->claim->item;
    return tell(t, eh_item_term(item, false), group, n, false) && tell(t, eh_item_term(item, true), group, d, false);
}

bool eh_facts_of(const eh_claim *f, eh_take_fact *take, void *context) {
    taking t = {f, take, context};
    if (!f->item || f->form == EH_FORM_CHANGE || f->form == EH_FORM_OTHER || eh_claim_has_rates(f))
        return true;
    switch (f->item->operation) {
    case EH_OP_COUNT:
    case EH_OP_SUM:
        return f->form == EH_FORM_COUNT ? tell_value(&t) : tell_share(&t, (int)f->place, &f->n, &f->d);
    case EH_OP_SHARE:
        return tell_share(&t, (int)f->item->terms[0].item, &f->n, &f->d);
    case EH_OP_RATE:
        return tell_rate(&t, f->group, &f->n, &f->d);
    case EH_OP_RELATIVE: {
        bool other_way = f->group == f->item->bottom;
        return tell_rate(&t, other_way ? f->item->bottom : f->item->top, &f->n, &f->d) &&
               tell_rate(&t, other_way ? f->item->top : f->item->bottom, &f->cn, &f->cd);
    }
    case EH_OP_GAP:
        return f->item->term_count < 2 || (tell_share(&t, (int)f->item->terms[0].item, &f->n, &f->d) &&
                                           tell_share(&t, (int)f->item->terms[1].item, &f->cn, &f->cd));
    case EH_OP_SURVEY:
    case EH_OP_ANSWER:
        break;
    }
    return true;
}

/* ---- gathering ---- */

static bool keep(void *context, unsigned item, unsigned slot, const eh_fact *fact) {
    eh_facts *facts = context;
    eh_fact *at = &facts->at[(size_t)item * EH_SLOTS + slot];
    if (!at->known || (at->soft && !fact->soft))
        *at = *fact;
    return true;
}

eh_status eh_facts_gather(const eh_set *set, eh_facts *facts) {
    *facts = (eh_facts){.edition = set->at[0]->edition};
    if (!facts->edition)
        return EH_OK;
    facts->at = calloc((size_t)facts->edition->item_count * EH_SLOTS, sizeof *facts->at);
    if (!facts->at)
        return EH_NOMEM;
    for (size_t i = 0; i < set->count; i++)
        eh_facts_of(set->at[i], keep, facts);
    return EH_OK;
}

void eh_facts_free(eh_facts *facts) {
    free(facts->at);
    facts->at = NULL;
}

/* ---- looking up ---- */

static eh_fact direct(const eh_facts *facts, unsigned item, unsigned slot) {
    return facts->at[(size_t)eh_facts_root(facts->edition, item) * EH_SLOTS + slot];
}

/* Some groups of an item together. */
static eh_fact together(const eh_facts *facts, unsigned item, unsigned groups) {
    eh_fact sum = {.known = true, .value = {0, 1}};
    for (unsigned g = 0; g < groups; g++) {
        eh_fact part = direct(facts, item, g);
        if (!part.known)
            return part;
        sum.from = part.from;
        sum.value = eh_fraction_add(sum.value, part.value);
    }
    return sum;
}

eh_fact eh_fact_stated(const eh_facts *facts, unsigned item) {
    return facts->at ? together(facts, item, EH_UNKNOWN) : (eh_fact){.known = false};
}

eh_fact eh_fact_find(const eh_facts *facts, unsigned item, unsigned slot) {
    eh_fact sum = {.known = true, .value = {0, 1}};
    if (!facts->at)
        return (eh_fact){.known = false};
    eh_fact found = direct(facts, item, slot);
    if (found.known)
        return found;
    if (slot == EH_GROUP_ALL && (found = together(facts, item, EH_GROUPS)).known)
        return found;
    const eh_item *at = &facts->edition->items[eh_facts_root(facts->edition, item)];
    if (at->operation != EH_OP_SUM)
        return (eh_fact){.known = false};
    for (unsigned i = 0; i < at->term_count; i++) {
        eh_fact part = direct(facts, at->terms[i].item, slot);
        if (!part.known)
            return (eh_fact){.known = false};
        sum.from = part.from;
        sum.value = eh_fraction_add(sum.value, part.value);
    }
    return sum;
}
