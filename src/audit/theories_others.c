/* What would explain a value that its counts do not give: counts of other rows. */
#include <string.h>

#include "audit/inquiry.h"

static bool is_percentage(const eh_inquiry *q) {
    return q->f->form == EH_FORM_RATE || q->f->form == EH_FORM_SHARE || q->f->form == EH_FORM_OTHER;
}

static void say_right(eh_inquiry *q) {
    eh_say_value(&q->expected, q->f, q->low);
    eh_say_arithmetic(&q->evidence, q);
}

static void say_division(eh_inquiry *q, eh_fraction n, eh_fraction d) {
    eh_say_number(&q->evidence, n);
    eh_buffer_text(&q->evidence, " / ");
    eh_say_number(&q->evidence, d);
    eh_buffer_text(&q->evidence, " = ");
    eh_say_number(&q->evidence, eh_percent_of(n, d));
    eh_buffer_char(&q->evidence, '%');
}

/* The item whose people a share divides up. */
static unsigned operand_of(const eh_claim *f) {
    return f->item->operation == EH_OP_SHARE ? f->item->terms[0].item : f->place;
}

/* ---- the figure of another group ---- */

static bool swapped_with(eh_inquiry *q, eh_fraction n, eh_fraction d, const char *who) {
    if (!eh_fraction_defined(n) || !eh_fraction_defined(d) || !eh_inquiry_is(q, eh_percent_of(n, d)))
        return false;
    say_right(q);
    eh_buffer_text(&q->evidence, "; ");
    say_division(q, n, d);
    eh_buffer_format(&q->more, "it is that of %s", who);
    return true;
}

bool eh_theory_swapped(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (!is_percentage(q) || f->form == EH_FORM_OTHER)
        return false;
    if (f->cn.given && f->cd.given && swapped_with(q, f->cn.value, f->cd.value, "the group that it is compared with"))
        return true;
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (other == f || other->item != f->item || !f->item || other->form != f->form || other->group == f->group ||
            other->group >= EH_GROUPS || !other->n.given || f->group >= EH_GROUPS)
            continue;
        q->other_row = other->row;
        if (swapped_with(q, other->n.value, other->d.given ? other->d.value : q->d,
                         eh_group_name(f->standard, other->group)))
            return true;
    }
    q->other_row = 0;
    return false;
}

/* ---- people left out ---- */

bool eh_theory_unknowns(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->form != EH_FORM_SHARE || !f->item || f->group >= EH_UNKNOWN)
        return false;
    eh_fact unknown = eh_fact_find(q->facts, operand_of(f), EH_UNKNOWN),
            stated = eh_fact_stated(q->facts, operand_of(f));
    eh_fraction whole = unknown.known ? eh_fraction_subtract(q->d, unknown.value) : stated.value;
    if ((!unknown.known && !stated.known) || !eh_fraction_defined(whole) || whole.numerator <= 0 ||
        eh_fraction_compare(whole, q->d) == 0 || !eh_inquiry_is(q, eh_percent_of(q->n, whole)))
        return false;
    say_right(q);
    eh_buffer_text(&q->evidence, "; of people whose group is known ");
    say_division(q, q->n, whole);
    return true;
}

/* ---- the share of the group ---- */

bool eh_theory_group_share(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->form != EH_FORM_SHARE || !f->item || strcmp(f->item->indicator, "1") != 0 || f->group >= EH_GROUPS)
        return false;
    for (unsigned i = 0; i < f->edition->item_count; i++) {
        const eh_item *item = &f->edition->items[i];
        if (strcmp(item->indicator, "1") != 0 || item->operation != EH_OP_SUM || item == f->item)
            continue;
        eh_fact group = eh_fact_find(q->facts, i, f->group);
        if (!group.known || !eh_inquiry_is(q, eh_percent_of(q->n, group.value)))
            continue;
        q->other_row = group.from ? group.from->row : 0;
        say_right(q);
        eh_buffer_format(&q->evidence, "; of all %s staff ", eh_group_name(f->standard, f->group));
        say_division(q, q->n, group.value);
        return true;
    }
    return false;
}

/* ---- another denominator ---- */

/* Whether the figure follows with `x` in the place of a denominator, and says so. */
static bool follows_from(eh_inquiry *q, eh_fraction x, uint64_t row, bool fractional) {
    bool ratio = q->f->form == EH_FORM_RELATIVE;
    if (!eh_fraction_defined(x) || x.numerator <= 0 || (x.denominator == 1) == fractional)
        return false;
    eh_fraction first = ratio ? eh_ratio_of(q->n, x, q->cn, q->cd) : eh_percent_of(q->n, x);
    eh_fraction second = ratio ? eh_ratio_of(q->n, q->d, q->cn, x) : (eh_fraction){0, 0};
    bool above = eh_fraction_compare(x, q->d) != 0 && eh_inquiry_is(q, first),
         below = ratio && eh_fraction_compare(x, q->cd) != 0 && eh_inquiry_is(q, second);
    if (!above && !below)
        return false;
    q->other_row = row;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    say_right(q);
    eh_buffer_text(&q->evidence, "; with ");
    eh_say_number(&q->evidence, x);
    eh_buffer_format(&q->evidence, " (row %llu) it is ", (unsigned long long)row);
    eh_say_number(&q->evidence, above ? first : second);
    eh_buffer_text(&q->evidence, ratio ? "" : "%");
    eh_say_number(&q->more, x);
    return true;
}

/* Tries the denominators and headcounts of all figures of the set. */
static bool some_count_follows(eh_inquiry *q, bool fractional) {
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        const eh_count_given *const counts[] = {&other->d, &other->cd};
        if (q->f->form == EH_FORM_RELATIVE &&
            (!q->f->item || !other->item || strcmp(q->f->item->indicator, other->item->indicator) != 0))
            continue; /* a ratio follows from too many pairs of numbers for all of them to be tried */
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            if (counts[c]->given && follows_from(q, counts[c]->value, other->row, fractional))
                return true;
        bool people = other->form == EH_FORM_COUNT && other->value.state == EH_PRINTED_NUMBER && other != q->f;
        if (people && follows_from(q, other->value.value, other->row, fractional))
            return true;
    }
    return false;
}

/* Everybody instead of the group, as all who were shortlisted. */
static bool everybody_follows(eh_inquiry *q) {
    const eh_claim *f = q->f;
    int below = f->item && f->item->operation == EH_OP_RATE ? eh_item_term(f->item, true) : -1;
    eh_fact all = below >= 0 ? eh_fact_find(q->facts, (unsigned)below, EH_GROUP_ALL) : (eh_fact){.known = false};
    return all.known && all.from && follows_from(q, all.value, all.from->row, false);
}

/* One whole less another, as everybody who is not clinical. */
static bool some_rest_follows(eh_inquiry *q) {
    const eh_edition *edition = q->f->edition;
    if (q->f->form != EH_FORM_SHARE || !q->facts->at || !q->f->item || strcmp(q->f->item->indicator, "1") != 0)
        return false;
    for (unsigned a = 0; a < edition->item_count; a++)
        for (unsigned b = 0; b < edition->item_count; b++) {
            if (strcmp(edition->items[a].indicator, "1") != 0 || strcmp(edition->items[b].indicator, "1") != 0)
                continue;
            const eh_fact *whole = &q->facts->at[(size_t)a * EH_SLOTS + EH_GROUP_ALL],
                          *part = &q->facts->at[(size_t)b * EH_SLOTS + EH_GROUP_ALL];
            if (whole->known && part->known && whole != part &&
                follows_from(q, eh_fraction_subtract(whole->value, part->value), part->from->row, false))
                return true;
        }
    return false;
}

static bool takes_denominators(const eh_inquiry *q) {
    return !q->rates && q->f->value.value.numerator != 0 && (is_percentage(q) || q->f->form == EH_FORM_RELATIVE);
}

bool eh_theory_fte(eh_inquiry *q) {
    return takes_denominators(q) && some_count_follows(q, true);
}

bool eh_theory_other_denominator(eh_inquiry *q) {
    if (!takes_denominators(q))
        return false;
    if (q->f->form == EH_FORM_RELATIVE && eh_inquiry_is(q, eh_ratio_of(q->n, q->cd, q->cn, q->d))) {
        say_right(q);
        eh_buffer_text(&q->evidence, "; with the two denominators in each other's place it is ");
        eh_say_number(&q->evidence, eh_ratio_of(q->n, q->cd, q->cn, q->d));
        eh_buffer_text(&q->more, "that of the other group");
        return true;
    }
    return some_count_follows(q, false) || everybody_follows(q) || some_rest_follows(q);
}
