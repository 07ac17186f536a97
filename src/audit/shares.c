/* Percentages of one whole beside each other. */
#include <string.h>

#include "audit/inquiry.h"

static const eh_fraction hundred = {100, 1}, one = {1, 1};

typedef struct parts {
    eh_claim *at[EH_GROUPS];
    unsigned known;
    eh_fraction low, high; /* what they add up to */
} parts;

/* The first figure of a group that is a share of the same whole as `of`, from the same source; NULL for none. */
static eh_claim *share_of(const eh_set *set, const eh_claim *of, unsigned group) {
    for (size_t i = 0; i < set->count; i++) {
        eh_claim *f = set->at[i];
        if (f->group == group && f->form == EH_FORM_SHARE && f->item == of->item &&
            strcmp(f->item_key, of->item_key) == 0 && f->value.state == EH_PRINTED_NUMBER &&
            f->value.unit == of->value.unit && !f->value.about &&
            strcmp(f->cells[EH_COLUMN_SOURCE], of->cells[EH_COLUMN_SOURCE]) == 0)
            return f;
    }
    return NULL;
}

/* The parts beside a figure; false where one of them is wrong already, or one of the two groups is not there. */
static bool gather(const eh_set *set, const eh_claim *of, parts *p) {
    *p = (parts){.low = {0, 1}, .high = {0, 1}};
    if (of->value.unit > EH_PRINTED_PERCENT)
        return false;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        p->at[g] = share_of(set, of, g);
        if (!p->at[g])
            continue;
        if (p->at[g]->wrong)
            return false;
        p->low = eh_fraction_add(p->low, p->at[g]->value.low);
        p->high = eh_fraction_add(p->high, p->at[g]->value.high);
        p->known++;
    }
    return p->at[0] && p->at[1];
}

static bool holds_hundred(eh_fraction low, eh_fraction high) {
    return eh_at_most(low, hundred) && eh_at_most(hundred, high);
}

/* ---- which of them ---- */

static unsigned root_of(const eh_inquiry *q, const eh_claim *f) {
    return eh_facts_root(q->facts->edition, f->item->operation == EH_OP_SHARE ? f->item->terms[0].item : f->place);
}

/* The same share printed for another item, as the workforce's is for the board's; NULL for none. */
static const eh_claim *twin_of(const eh_inquiry *q, const eh_claim *f) {
    for (size_t i = 0; i < q->set->count; i++) {
        const eh_claim *other = q->set->at[i];
        if (other->item && other->item != f->item && other->form == EH_FORM_SHARE && other->group == f->group &&
            other->value.state == EH_PRINTED_NUMBER && other->value.unit == f->value.unit &&
            root_of(q, other) == root_of(q, f))
            return other;
    }
    return NULL;
}

static eh_fraction gap(eh_fraction a, eh_fraction b) {
    eh_fraction d = eh_fraction_subtract(a, b);
    d.numerator = d.numerator < 0 ? -d.numerator : d.numerator;
    return d;
}

/* The least whole, of a board's size, of which whole numbers of people are printed as all parts but one; 0 for none. */
static int least_whole(const parts *p, unsigned but) {
    enum { LARGEST = 40 };
    for (int whole = 1; whole <= LARGEST; whole++) {
        bool all = true;
        for (unsigned g = 0; g < EH_GROUPS && all; g++) {
            bool some = g == but || !p->at[g];
            for (int people = 0; people <= whole && !some; people++)
                some =
                    eh_printed_fits(&p->at[g]->value, eh_percent_of((eh_fraction){people, 1}, (eh_fraction){whole, 1}));
            all = some;
        }
        if (all)
            return whole;
    }
    return 0;
}

/* Of a board, whose few members give few percentages: the one without which the others are of the smallest board. */
static eh_claim *odd_one(const parts *p) {
    eh_claim *odd = NULL;
    int least = 0;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        int whole = p->at[g] ? least_whole(p, g) : 0;
        if (whole > 0 && (!odd || whole < least)) {
            odd = p->at[g];
            least = whole;
        }
    }
    return odd;
}

/* Whether the percentage of the unknown is itself the odd one: printed otherwise for another item, or of no board on which the other two could be. */
static bool unknown_is_odd(const eh_inquiry *q, const parts *p) {
    const eh_claim *unknown = p->at[EH_UNKNOWN], *twin = twin_of(q, unknown);
    int whole = unknown->item->operation == EH_OP_SHARE && odd_one(p) == unknown ? least_whole(p, EH_UNKNOWN) : 0;
    bool fits = whole == 0;
    for (int people = 0; people <= whole && !fits; people++)
        fits = eh_printed_fits(&unknown->value, eh_percent_of((eh_fraction){people, 1}, (eh_fraction){whole, 1}));
    return !fits || (twin && !eh_printed_fits_range(&unknown->value, twin->value.low, twin->value.high));
}

/* The figure to blame: one that another item prints otherwise; one whose own counts do not vouch for it; the one furthest from another year's; the last. */
static eh_claim *to_blame(eh_inquiry *q, const parts *p) {
    eh_claim *last = NULL, *far = NULL, *bare = NULL;
    eh_fraction furthest = {0, 1};
    unsigned bare_count = 0;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        eh_claim *f = p->at[g];
        if (!f)
            continue;
        const eh_claim *twin = twin_of(q, f);
        if (twin && !eh_printed_fits_range(&f->value, twin->value.low, twin->value.high))
            return f;
        if (!eh_claim_has_counts(f, false)) {
            bare = f;
            bare_count++;
        }
        q->f = f;
        const eh_claim *year = eh_other_year(q, g, false);
        eh_fraction away =
            year && year->value.unit == f->value.unit ? gap(f->value.value, year->value.value) : (eh_fraction){0, 1};
        if (eh_fraction_defined(away) && eh_fraction_compare(away, furthest) > 0) {
            furthest = away;
            far = f;
        }
        last = f;
    }
    if (bare_count == p->known && last->item->operation == EH_OP_SHARE && p->known == EH_GROUPS && odd_one(p))
        return odd_one(p);
    return bare_count == 1 ? bare : far ? far : bare ? bare : last;
}

/* The part that makes the whole when it is taken for a fraction: 0.13% for 13%; NULL for none. */
static eh_claim *a_fraction(const parts *p) {
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const eh_claim *f = p->at[g];
        if (!f || f->value.unit != EH_PRINTED_PERCENT || p->known < EH_GROUPS || !eh_at_most(f->value.value, one) ||
            f->value.value.numerator == 0)
            continue;
        eh_fraction low =
            eh_fraction_add(eh_fraction_subtract(p->low, f->value.low), eh_fraction_multiply(f->value.low, hundred));
        eh_fraction high =
            eh_fraction_add(eh_fraction_subtract(p->high, f->value.high), eh_fraction_multiply(f->value.high, hundred));
        if (holds_hundred(low, high))
            return p->at[g];
    }
    bool all = p->known == EH_GROUPS && p->at[0]->value.unit == EH_PRINTED_PERCENT && eh_at_most(p->low, one) &&
               eh_at_most(one, p->high);
    return all ? p->at[0] : NULL;
}

/* ---- sums ---- */

static eh_status say_sum(eh_inquiry *q, const parts *p) {
    const eh_claim *unknown = p->at[EH_UNKNOWN];
    eh_fraction sum = {0, 1};
    eh_claim *fraction = a_fraction(p);
    bool without = unknown && unknown->value.low.numerator > 0 &&
                   holds_hundred(eh_fraction_subtract(p->low, unknown->value.low),
                                 eh_fraction_subtract(p->high, unknown->value.high)) &&
                   !unknown_is_odd(q, p);
    q->f = fraction ? fraction : without ? p->at[1] : to_blame(q, p);
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (!p->at[g])
            continue;
        sum = eh_fraction_add(sum, p->at[g]->value.value);
        eh_buffer_format(&q->evidence, "%s%s", q->evidence.length > 0 ? " + " : "", p->at[g]->cells[EH_COLUMN_VALUE]);
        q->other_row = p->at[g] != q->f ? p->at[g]->row : q->other_row;
    }
    eh_buffer_text(&q->evidence, " = ");
    eh_say_number(&q->evidence, sum);
    eh_buffer_char(&q->evidence, '%');
    eh_say_number(&q->more, sum);
    eh_buffer_char(&q->more, '%');
    if (fraction)
        eh_say_value(&q->expected, q->f, eh_fraction_multiply(q->f->value.value, hundred));
    else if (!without)
        eh_buffer_text(&q->expected, "100%");
    return eh_inquiry_remark(q, fraction  ? EH_REMARK_FRACTION_PERCENT
                                : without ? EH_REMARK_UNKNOWNS
                                          : EH_REMARK_COMPLEMENTS);
}

/* Whether the house leaves the unknown out: some pair of the set makes a whole without a third, and none has a third. */
static bool without_unknown(const eh_set *set, const eh_claim *of) {
    bool whole = false;
    for (size_t i = 0; i < set->count; i++) {
        const eh_claim *f = set->at[i];
        parts p;
        if (f->form != EH_FORM_SHARE || !f->item)
            continue;
        if (f->group == EH_UNKNOWN && f->value.state == EH_PRINTED_NUMBER)
            return false;
        whole = whole || (f->group == 0 && f->item != of->item && gather(set, f, &p) && holds_hundred(p.low, p.high));
    }
    return whole;
}

static eh_status audit_sum(eh_inquiry *q, const eh_claim *of) {
    parts p;
    if (!gather(q->set, of, &p))
        return EH_OK;
    bool too_much = !eh_at_most(p.low, hundred), too_little = !eh_at_most(hundred, p.high);
    if (too_little && p.known < EH_GROUPS)
        too_little = without_unknown(q->set, of);
    if (!too_much && !too_little)
        return EH_OK;
    eh_inquiry_clear(q);
    q->other_row = 0;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    return say_sum(q, &p);
}

/* ---- wholes that the parts imply ---- */

/* The wholes of which `n` people are the printed percentage. */
static bool implied(const eh_claim *f, eh_fraction *low, eh_fraction *high) {
    if (!f || !f->n.given || !f->n.whole || f->d.given || f->value.low.numerator <= 0 || f->n.value.numerator == 0)
        return false;
    *low = eh_percent_of(f->n.value, f->value.high);
    *high = eh_percent_of(f->n.value, f->value.low);
    return eh_fraction_defined(*low) && eh_fraction_defined(*high);
}

/* Two groups whose people and percentages imply different wholes. */
static eh_status audit_implied(eh_inquiry *q, const eh_claim *of) {
    parts p;
    eh_fraction low[EH_GROUPS], high[EH_GROUPS];
    bool apart[EH_GROUPS][EH_GROUPS] = {{false}};
    unsigned disagreeing[EH_GROUPS] = {0}, worst = 0;
    if (!gather(q->set, of, &p))
        return EH_OK;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        for (unsigned k = 0; k < EH_GROUPS; k++) {
            apart[g][k] = g != k && implied(p.at[g], &low[g], &high[g]) && implied(p.at[k], &low[k], &high[k]) &&
                          (!eh_at_most(low[g], high[k]) || !eh_at_most(low[k], high[g]));
            disagreeing[g] += apart[g][k];
        }
    for (unsigned g = 1; g < EH_GROUPS; g++)
        worst = disagreeing[g] > disagreeing[worst] || (disagreeing[g] == disagreeing[worst] && disagreeing[g] > 0)
                    ? g
                    : worst;
    if (disagreeing[worst] == 0)
        return EH_OK;
    eh_inquiry_clear(q);
    q->f = p.at[worst];
    q->confidence = EH_CONFIDENCE_MEDIUM;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (g != worst && !apart[worst][g])
            continue;
        char text[EH_FRACTION_ROOM];
        q->other_row = g != worst ? p.at[g]->row : q->other_row;
        eh_buffer_format(&q->evidence, "%s%s people are %s of about ", q->evidence.length > 0 ? ", and " : "",
                         p.at[g]->cells[EH_COLUMN_NUMERATOR], p.at[g]->cells[EH_COLUMN_VALUE]);
        eh_buffer_add(&q->evidence, text,
                      eh_fraction_display(eh_percent_of(p.at[g]->n.value, p.at[g]->value.value), 0, text));
    }
    if (!q->evidence.failed && q->evidence.data)
        eh_buffer_text(&q->more, q->evidence.data);
    return eh_inquiry_remark(q, EH_REMARK_WORKFORCES);
}

/* ---- the usual direction ---- */

/* Hardly any organisation has so many more people of the group that a standard is about than of the other. */
static eh_status audit_usual(eh_inquiry *q, const eh_claim *of) {
    static const eh_fraction most = {60, 1}; /* percentage points */
    parts p;
    if (!of->has_standard || !gather(q->set, of, &p) ||
        strcmp(q->facts->edition->items[root_of(q, of)].id, "1.total") != 0)
        return EH_OK;
    eh_claim *focus = p.at[eh_focus_group(of->standard)], *other = p.at[eh_other_group(of->standard)];
    if (focus->n.given || other->n.given ||
        !eh_at_most(most, eh_fraction_subtract(focus->value.value, other->value.value)))
        return EH_OK;
    q->f = focus;
    const eh_claim *year = eh_other_year(q, focus->group, false);
    if (year && eh_at_most(gap(year->value.value, focus->value.value), (eh_fraction){20, 1}))
        return EH_OK;
    eh_inquiry_clear(q);
    q->confidence = EH_CONFIDENCE_LOW;
    q->other_row = other->row;
    eh_buffer_format(&q->more, "it looks like that of the %s group", eh_group_name(of->standard, other->group));
    eh_buffer_format(&q->evidence,
                     "%s for the %s group and %s for the %s group, where it is usually the other way round",
                     focus->cells[EH_COLUMN_VALUE], eh_group_name(of->standard, focus->group),
                     other->cells[EH_COLUMN_VALUE], eh_group_name(of->standard, other->group));
    other->wrong = true; /* of one cause: it is not said of both */
    return eh_inquiry_remark(q, EH_REMARK_SWAPPED);
}

eh_status eh_audit_shares(eh_inquiry *q) {
    static eh_status (*const questions[])(eh_inquiry *, const eh_claim *) = {audit_implied, audit_sum, audit_usual};
    eh_status status = EH_OK;
    for (size_t k = 0; k < sizeof questions / sizeof *questions; k++)
        for (size_t i = 0; i < q->set->count && status == EH_OK; i++) {
            const eh_claim *f = q->set->at[i];
            if (f->group == 0 && f->form == EH_FORM_SHARE && f->item)
                status = questions[k](q, f);
        }
    return status;
}

eh_fraction eh_set_workforce(const eh_set *set, const eh_facts *facts, eh_claim **from) {
    eh_fraction none = {0, 0};
    int item = facts->at ? eh_item_find(facts->edition, EH_SLICE("1.total")) : -1;
    if (item < 0)
        return none;
    eh_fact all = eh_fact_find(facts, (unsigned)item, EH_GROUP_ALL);
    for (size_t i = 0; i < set->count && all.known; i++) {
        eh_claim *f = set->at[i];
        bool whole = !all.soft || (f->form == EH_FORM_SHARE && f->group == EH_UNKNOWN && f->d.given && f->item &&
                                   eh_fraction_compare(f->d.value, all.value) == 0 && f->value.low.numerator > 0);
        if (!whole || f->wrong || !f->item || (!all.soft && f != all.from))
            continue;
        *from = f;
        return all.value;
    }
    return none;
}
