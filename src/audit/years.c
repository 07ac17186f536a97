/* Figures against other years and other sources. */
#include <string.h>

#include "audit/inquiry.h"

static const eh_fraction one = {1, 1};

/* Whether two figures are of one thing, apart from the year. */
static bool same_thing(const eh_claim *a, const eh_claim *b) {
    return a->has_standard == b->has_standard && (!a->has_standard || a->standard == b->standard) &&
           a->group == b->group && *a->item_key && strcmp(a->item_key, b->item_key) == 0 &&
           (a->group != EH_GROUP_NONE || strcmp(a->cells[EH_COLUMN_GROUP], b->cells[EH_COLUMN_GROUP]) == 0);
}

static bool is_number(const eh_claim *f) {
    return f->value.state == EH_PRINTED_NUMBER && !f->value.about;
}

/* ---- groups swapped against another year ---- */

const eh_claim *eh_other_year(const eh_inquiry *q, unsigned group, bool before) {
    const eh_claim *f = q->f, *best = NULL;
    int distance = 0;
    for (size_t i = 0; i < q->kin->count; i++) {
        const eh_claim *other = q->kin->at[i];
        int away = other->year > f->year ? other->year - f->year : f->year - other->year;
        if (other->year == 0 || away == 0 || (before && other->year > f->year) || other->group != group ||
            other->wrong || !is_number(other) || other->form != f->form || !f->has_standard || !other->has_standard ||
            other->standard != f->standard || strcmp(other->item_key, f->item_key) != 0)
            continue;
        if (!best || away < distance) {
            best = other;
            distance = away;
        }
    }
    return best;
}

static eh_fraction distance(eh_fraction a, eh_fraction b) {
    eh_fraction d = eh_fraction_subtract(a, b);
    d.numerator = d.numerator < 0 ? -d.numerator : d.numerator;
    return d;
}

/* Whether a share is of many people: of the members of a board, a few make much of a difference. */
static bool of_workforce(const eh_claim *f) {
    unsigned item = f->item->operation == EH_OP_SHARE ? f->item->terms[0].item : f->place;
    return strcmp(f->edition->items[eh_facts_root(f->edition, item)].indicator, "1") == 0;
}

/* A share far from its own of another year, and near the other group's. */
static bool share_swapped(eh_inquiry *q) {
    static const eh_fraction far = {20, 1} /* percentage points: no workforce changes so in a year */, near = {3, 20};
    const eh_claim *f = q->f;
    if (f->form != EH_FORM_SHARE || f->group >= EH_UNKNOWN || !of_workforce(f) || f->value.unit > EH_PRINTED_PERCENT)
        return false;
    const eh_claim *same = eh_other_year(q, f->group, false), *other = eh_other_year(q, 1 - f->group, false);
    if (!same || !other || same->value.unit != f->value.unit || other->value.unit != f->value.unit)
        return false;
    eh_fraction off = distance(f->value.value, same->value.value), close = distance(f->value.value, other->value.value);
    if (!eh_at_most(far, off) || !eh_at_most(close, eh_fraction_multiply(off, near)))
        return false;
    q->other_row = other->row;
    eh_buffer_format(&q->more, "in %d the %s group had %s", other->year, eh_group_name(f->standard, other->group),
                     other->cells[EH_COLUMN_VALUE]);
    eh_buffer_format(&q->evidence, "%s in %d; %d: %s for this group, %s for the other", f->cells[EH_COLUMN_VALUE],
                     f->year, same->year, same->cells[EH_COLUMN_VALUE], other->cells[EH_COLUMN_VALUE]);
    return true;
}

/* A ratio that is the other year's turned over, both being far from 1; only where no counts tell. */
static bool ratio_swapped(eh_inquiry *q) {
    static const eh_fraction far = {7, 5}, low = {97, 100}, high = {103, 100};
    const eh_claim *f = q->f, *other;
    if (f->form != EH_FORM_RELATIVE || f->n.given || f->value.decimals < 2 || f->value.value.numerator <= 0 ||
        !(other = eh_other_year(q, f->group, true)) || other->value.value.numerator <= 0)
        return false;
    eh_fraction product = eh_fraction_multiply(f->value.value, other->value.value);
    eh_fraction apart = eh_at_most(one, f->value.value) ? f->value.value : eh_fraction_divide(one, f->value.value);
    if (!eh_at_most(far, apart) || !eh_at_most(low, product) || !eh_at_most(product, high))
        return false;
    q->other_row = other->row;
    eh_buffer_format(&q->more, "it is the ratio of %d turned over", other->year);
    eh_buffer_format(&q->evidence, "%s in %d and %s in %d: multiplied, they give ", f->cells[EH_COLUMN_VALUE], f->year,
                     other->cells[EH_COLUMN_VALUE], other->year);
    eh_say_number(&q->evidence, product);
    return true;
}

/* ---- changes ---- */

static eh_fraction percent_change(eh_fraction is, eh_fraction was) {
    return eh_fraction_multiply((eh_fraction){100, 1}, eh_fraction_divide(eh_fraction_subtract(is, was), was));
}

bool eh_fits_change(const eh_printed *v, const eh_printed *is, const eh_printed *was, bool percent, bool turned) {
    eh_fraction low = percent ? percent_change(is->low, was->high) : eh_fraction_subtract(is->low, was->high);
    eh_fraction high = percent ? percent_change(is->high, was->low) : eh_fraction_subtract(is->high, was->low);
    if (!turned)
        return eh_printed_fits_range(v, low, high);
    low.numerator = -low.numerator, high.numerator = -high.numerator;
    return eh_printed_fits_range(v, high, low);
}

static eh_remark_code explain_change(eh_inquiry *q, const eh_claim *is, const eh_claim *was) {
    const eh_claim *f = q->f;
    bool percents = is->value.unit == EH_PRINTED_PERCENT && was->value.unit == EH_PRINTED_PERCENT;
    bool fall = eh_tokens_say(q->figures->audit->catalogue, f->item_tokens, EH_USE_REMARK, "fall") ||
                eh_tokens_say(q->figures->audit->catalogue, f->note_tokens, EH_USE_REMARK, "fall");
    bool difference = eh_fits_change(&f->value, &is->value, &was->value, false, false) ||
                      (fall && eh_fits_change(&f->value, &is->value, &was->value, false, true));
    bool relative =
        was->value.low.numerator > 0 && (eh_fits_change(&f->value, &is->value, &was->value, true, false) ||
                                         (fall && eh_fits_change(&f->value, &is->value, &was->value, true, true)));
    bool in_percent = f->value.unit == EH_PRINTED_PERCENT, in_points = f->value.unit == EH_PRINTED_POINTS;
    if ((in_percent && relative) || (!in_percent && difference))
        return EH_REMARK_COUNT;
    if (in_percent && difference && percents)
        return EH_REMARK_PERCENT_POINTS;
    return in_points && relative ? EH_REMARK_POINTS_PERCENT : EH_REMARK_CHANGE;
}

static eh_status audit_change(eh_inquiry *q) {
    const eh_claim *f = q->f, *is = NULL, *was = NULL;
    if (f->form != EH_FORM_CHANGE || f->n.given || f->year == 0 || !*f->item_key)
        return EH_OK;
    for (size_t i = 0; i < q->kin->count; i++) {
        const eh_claim *other = q->kin->at[i];
        if (other->form == EH_FORM_CHANGE || !is_number(other) || !same_thing(f, other) || other->wrong)
            continue;
        if (other->year == f->year && (!is || other->value.decimals > is->value.decimals))
            is = other;
        if (other->year > 0 && other->year < f->year && (!was || other->year > was->year))
            was = other;
    }
    eh_remark_code code = is && was && is->value.unit == was->value.unit ? explain_change(q, is, was) : EH_REMARK_COUNT;
    if (code == EH_REMARK_COUNT)
        return EH_OK;
    eh_claim shown = *f;
    shown.d.given = is->value.unit == EH_PRINTED_PERCENT;
    q->other_row = was->row;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    eh_fraction change = eh_fraction_subtract(is->value.value, was->value.value);
    if (code == EH_REMARK_CHANGE && f->value.unit == EH_PRINTED_PERCENT) {
        change = percent_change(is->value.value, was->value.value);
        shown.d.given = false;
    }
    eh_say_value(&q->expected, &shown, change);
    if (code == EH_REMARK_CHANGE && f->value.unit == EH_PRINTED_PERCENT)
        eh_buffer_char(&q->expected, '%');
    eh_buffer_format(&q->evidence, "%s in %d, %s in %d: ", was->cells[EH_COLUMN_VALUE], was->year,
                     is->cells[EH_COLUMN_VALUE], is->year);
    eh_say_number(&q->evidence, change);
    return eh_inquiry_remark(q, code);
}

eh_status eh_audit_years(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->wrong || !is_number(f) || f->year == 0)
        return EH_OK;
    eh_inquiry_clear(q);
    q->confidence = EH_CONFIDENCE_MEDIUM;
    if (f->item && f->has_standard && (share_swapped(q) || ratio_swapped(q)))
        return eh_inquiry_remark(q, EH_REMARK_SWAPPED);
    eh_inquiry_clear(q);
    return audit_change(q);
}

/* ---- the same figure from two sources ---- */

/* Whether a figure printed like this one is wrong already: then the difference is explained. */
static bool explained(const eh_inquiry *q, const eh_claim *like) {
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (other->wrong && same_thing(other, like) && other->form == like->form &&
            other->value.state == EH_PRINTED_NUMBER && eh_fraction_compare(other->value.value, like->value.value) == 0)
            return true;
    }
    return false;
}

static bool restated(const eh_inquiry *q, const eh_claim *other) {
    const eh_claim *f = q->f;
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    if (!same_thing(f, other) || f->form != other->form || !is_number(other) || other->wrong ||
        f->value.unit != other->value.unit || eh_printed_fits_range(&f->value, other->value.low, other->value.high))
        return false;
    return !eh_tokens_say(catalogue, f->note_tokens, EH_USE_REMARK, "restated") &&
           !eh_tokens_say(catalogue, other->note_tokens, EH_USE_REMARK, "restated") && !explained(q, f) &&
           !explained(q, other);
}

eh_status eh_audit_sources(eh_inquiry *q) {
    eh_claim *f = q->f;
    if (f->wrong || !is_number(f) || f->year == 0 || f->form == EH_FORM_OTHER)
        return EH_OK;
    for (size_t i = 0; i < q->set->count && q->set->at[i] != f; i++) {
        const eh_claim *other = q->set->at[i];
        if (!restated(q, other))
            continue;
        bool apart = strcmp(f->cells[EH_COLUMN_SOURCE], other->cells[EH_COLUMN_SOURCE]) != 0;
        eh_inquiry_clear(q);
        q->other_row = other->row;
        q->confidence = EH_CONFIDENCE_HIGH;
        eh_buffer_text(&q->more, other->cells[EH_COLUMN_VALUE]);
        eh_buffer_format(&q->evidence, "row %llu has %s%s%s", (unsigned long long)other->row,
                         other->cells[EH_COLUMN_VALUE], *other->cells[EH_COLUMN_SOURCE] ? " from " : "",
                         other->cells[EH_COLUMN_SOURCE]);
        return eh_inquiry_remark(q, apart ? EH_REMARK_RESTATED : EH_REMARK_TWO_VALUES);
    }
    return EH_OK;
}
