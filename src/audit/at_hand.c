/* What other rows give for a figure: counts first, and then what they print. */
#include <string.h>

#include "audit/inquiry.h"

static const eh_fraction none = {0, 0}, hundred = {100, 1};

/* One side of a rate for a group: its terms added up; undefined when one is not known. */
static eh_fraction side_of(eh_inquiry *q, unsigned group, bool below) {
    const eh_item *item = q->f->item;
    eh_fraction sum = {0, 1};
    for (unsigned i = 0; i < item->term_count; i++) {
        if (item->terms[i].below != below)
            continue;
        eh_fact fact = eh_fact_find(q->facts, item->terms[i].item, group);
        if (!fact.known)
            return none;
        if (fact.from != NULL && fact.from != q->f)
            q->other_row = fact.from->row;
        sum = item->terms[i].sign < 0 ? eh_fraction_subtract(sum, fact.value) : eh_fraction_add(sum, fact.value);
    }
    return sum;
}

static bool rate_at_hand(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->group >= EH_GROUPS)
        return false;
    q->n = f->n.given ? f->n.value : side_of(q, f->group, false);
    q->d = f->d.given ? f->d.value : side_of(q, f->group, true);
    return true;
}

static bool relative_at_hand(eh_inquiry *q) {
    const eh_item *item = q->f->item;
    q->n = side_of(q, item->top, false), q->d = side_of(q, item->top, true);
    q->cn = side_of(q, item->bottom, false), q->cd = side_of(q, item->bottom, true);
    return true;
}

/* Whether the percentages beside this one are of everybody: one of them is of those whose group is unknown, or follows from nothing else. */
static bool of_everybody(const eh_inquiry *q, unsigned item, eh_fraction all, eh_fraction stated) {
    const eh_claim *f = q->f;
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (other == f || other->item != f->item || other->form != EH_FORM_SHARE ||
            other->value.state != EH_PRINTED_NUMBER || other->group >= EH_GROUPS ||
            strcmp(other->cells[EH_COLUMN_SOURCE], f->cells[EH_COLUMN_SOURCE]) != 0)
            continue;
        if (other->group == EH_UNKNOWN)
            return other->value.low.numerator > 0;
        eh_fact n = eh_fact_find(q->facts, item, other->group);
        if (n.known && eh_printed_fits(&other->value, eh_percent_of(n.value, all)) &&
            !eh_printed_fits(&other->value, eh_percent_of(n.value, stated)))
            return true;
    }
    return false;
}

/* The whole that a share is of: everybody, or everybody whose group is known where only that gives what is printed. */
static bool share_at_hand(eh_inquiry *q, unsigned item) {
    const eh_claim *f = q->f;
    if (f->group >= EH_GROUPS)
        return false;
    eh_fact n = eh_fact_find(q->facts, item, f->group), all = eh_fact_find(q->facts, item, EH_GROUP_ALL),
            stated = eh_fact_stated(q->facts, item);
    q->n = f->n.given ? f->n.value : n.known ? n.value : none;
    if (!f->n.given && n.known && n.from)
        q->other_row = n.from->row;
    if (!f->d.given && all.known && all.from)
        q->other_row = all.from->row;
    q->d = f->d.given ? f->d.value : all.known ? all.value : none;
    if (f->d.given || !eh_fraction_defined(q->n) || !stated.known ||
        (all.known && of_everybody(q, item, all.value, stated.value)))
        return true;
    eh_fraction whole = q->d;
    q->d = stated.value;
    if (eh_inquiry_reckon(q) && eh_inquiry_agrees(q))
        return false;
    q->d = whole;
    return true;
}

static bool gap_at_hand(eh_inquiry *q) {
    const eh_item *item = q->f->item;
    if (item->term_count < 2 || q->f->group >= EH_GROUPS)
        return false;
    const eh_fact facts[] = {eh_fact_find(q->facts, item->terms[0].item, q->f->group),
                             eh_fact_find(q->facts, item->terms[0].item, EH_GROUP_ALL),
                             eh_fact_find(q->facts, item->terms[1].item, q->f->group),
                             eh_fact_find(q->facts, item->terms[1].item, EH_GROUP_ALL)};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (!facts[i].known)
            return false;
    if (facts[3].soft && !eh_fact_find(q->facts, item->terms[1].item, EH_UNKNOWN).known)
        return false; /* it may leave out people whose group is unknown, and the difference count them */
    q->n = facts[0].value, q->d = facts[1].value, q->cn = facts[2].value, q->cd = facts[3].value;
    q->other_row = facts[0].from ? facts[0].from->row : 0;
    /* With or without people whose group is unknown, on either side. */
    const eh_fact stated[] = {eh_fact_stated(q->facts, item->terms[0].item),
                              eh_fact_stated(q->facts, item->terms[1].item)};
    for (unsigned way = 0; way < 4; way++) {
        q->d = way & 1 && stated[0].known ? stated[0].value : facts[1].value;
        q->cd = way & 2 && stated[1].known ? stated[1].value : facts[3].value;
        if (eh_inquiry_reckon(q) && eh_inquiry_agrees(q))
            return false;
    }
    q->d = facts[1].value, q->cd = facts[3].value;
    return true;
}

bool eh_inquiry_at_hand(eh_inquiry *q) {
    const eh_claim *f = q->f;
    q->origin = EH_ORIGIN_OTHERS;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    q->rates = false;
    q->n = q->d = q->cn = q->cd = none;
    if (f->value.state != EH_PRINTED_NUMBER || !f->item || !q->facts->at)
        return false;
    bool asked = false;
    if (f->form == EH_FORM_RATE && f->item->operation == EH_OP_RATE)
        asked = rate_at_hand(q);
    else if (f->form == EH_FORM_RELATIVE && f->item->operation == EH_OP_RELATIVE && !f->n.given && !f->cn.given)
        asked = relative_at_hand(q);
    else if (f->form == EH_FORM_SHARE)
        asked = share_at_hand(q, f->item->operation == EH_OP_SHARE ? f->item->terms[0].item : f->place);
    else if (f->form == EH_FORM_GAP && f->item->operation == EH_OP_GAP && !f->n.given && !f->cn.given)
        asked = gap_at_hand(q);
    return asked && eh_inquiry_reckon(q);
}

/* ---- what other rows print ---- */

static bool is_percentage(const eh_claim *claim) {
    return claim->value.state == EH_PRINTED_NUMBER && !claim->wrong && !claim->value.about &&
           (claim->value.unit == EH_PRINTED_PERCENT ||
            (claim->value.unit == EH_PRINTED_PLAIN && eh_at_most((eh_fraction){1, 1}, claim->value.value)));
}

/* The printed likelihood of a group for the indicator of a relative likelihood. */
static const eh_claim *printed_rate(const eh_inquiry *q, unsigned group) {
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (other->item && other->form == EH_FORM_RATE && other->item->operation == EH_OP_RATE &&
            other->group == group && strcmp(other->item->indicator, q->f->item->indicator) == 0 && is_percentage(other))
            return other;
    }
    return NULL;
}

/* The printed share of a group of what an operand of a difference counts. */
static const eh_claim *printed_share(const eh_inquiry *q, unsigned operand, unsigned group) {
    unsigned wanted = eh_facts_root(q->facts->edition, operand);
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (!other->item || other->form != EH_FORM_SHARE || other->group != group || !is_percentage(other))
            continue;
        unsigned of = other->item->operation == EH_OP_SHARE ? other->item->terms[0].item : other->place;
        if (eh_facts_root(q->facts->edition, of) == wanted)
            return other;
    }
    return NULL;
}

bool eh_inquiry_printed(eh_inquiry *q) {
    const eh_claim *f = q->f, *above = NULL, *below = NULL;
    q->origin = EH_ORIGIN_PRINTED;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    if (f->value.state != EH_PRINTED_NUMBER || !f->item || f->n.given || f->cn.given)
        return false;
    bool ratio = f->form == EH_FORM_RELATIVE && f->item->operation == EH_OP_RELATIVE;
    if (ratio) {
        above = printed_rate(q, f->item->top);
        below = printed_rate(q, f->item->bottom);
    } else if (f->form == EH_FORM_GAP && f->item->operation == EH_OP_GAP && f->item->term_count > 1 &&
               f->group < EH_GROUPS) {
        /* The unknown printed beside the others shows that all three are of everybody, as the difference is. */
        bool whole = printed_share(q, f->item->terms[1].item, EH_UNKNOWN) != NULL;
        above = whole ? printed_share(q, f->item->terms[0].item, f->group) : NULL;
        below = whole ? printed_share(q, f->item->terms[1].item, f->group) : NULL;
    }
    if (!above || !below || (ratio && (above->value.low.numerator <= 0 || below->value.low.numerator <= 0)))
        return false;
    q->rates = true;
    q->other_row = above->row;
    q->n = above->value.value, q->cn = below->value.value, q->d = q->cd = hundred;
    q->low = ratio ? eh_fraction_divide(above->value.low, below->value.high)
                   : eh_fraction_subtract(above->value.low, below->value.high);
    q->high = ratio ? eh_fraction_divide(above->value.high, below->value.low)
                    : eh_fraction_subtract(above->value.high, below->value.low);
    return true;
}
