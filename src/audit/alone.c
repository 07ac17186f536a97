/* What a figure shows by itself. */
#include <string.h>

#include "audit/inquiry.h"

static const eh_fraction one = {1, 1}, hundred = {100, 1};

static bool is_percentage(const eh_claim *f) {
    return f->form == EH_FORM_RATE || f->form == EH_FORM_SHARE || f->form == EH_FORM_OTHER;
}

/* ---- people who are no whole numbers ---- */

static bool of_hundred(const eh_count_given *below) {
    return !below->given || eh_fraction_compare(below->value, hundred) == 0;
}

/* The first count of the row that is no number of people; rates of a hundred are none. */
static const eh_count_given *part_of_people(const eh_claim *f) {
    const eh_count_given *const above[] = {&f->n, &f->cn}, *const below[] = {&f->d, &f->cd};
    for (size_t i = 0; i < 2; i++) {
        if (below[i]->given && !below[i]->whole)
            return below[i];
        if (above[i]->given && !above[i]->whole && !of_hundred(below[i]) && !eh_claim_may_be_half(f, above[i]->value))
            return above[i];
    }
    return NULL;
}

static bool says(const eh_inquiry *q, const char *what) {
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    return eh_tokens_say(catalogue, q->f->item_tokens, EH_USE_REMARK, what) ||
           eh_tokens_say(catalogue, q->f->note_tokens, EH_USE_REMARK, what);
}

static bool is_fte(eh_inquiry *q) {
    const eh_claim *f = q->f;
    const eh_count_given *part = part_of_people(f);
    bool counts = f->form == EH_FORM_COUNT && f->value.state == EH_PRINTED_NUMBER &&
                  f->value.unit == EH_PRINTED_PLAIN && f->value.value.denominator != 1 &&
                  !eh_claim_may_be_half(f, f->value.value);
    q->confidence = EH_CONFIDENCE_HIGH;
    if (part || counts) {
        eh_say_number(&q->more, part ? part->value : f->value.value);
        eh_buffer_text(&q->evidence, "people are whole numbers, and ");
        eh_say_number(&q->evidence, part ? part->value : f->value.value);
        eh_buffer_text(&q->evidence, " is none");
        return true;
    }
    q->confidence = EH_CONFIDENCE_LOW;
    if (f->form == EH_FORM_SCORE || f->form == EH_FORM_NONE || !f->item || !says(q, "fte") || says(q, "headcount"))
        return false;
    eh_buffer_text(&q->more, "the words say so");
    eh_buffer_format(&q->evidence, "%s",
                     *f->cells[EH_COLUMN_NOTE] ? f->cells[EH_COLUMN_NOTE] : f->cells[EH_COLUMN_ITEM]);
    return true;
}

/* ---- parts beyond the whole ---- */

static bool exceeds(eh_inquiry *q, const eh_count_given *part, const eh_count_given *whole) {
    if (!part->given || !whole->given || eh_fraction_compare(part->value, whole->value) <= 0)
        return false;
    eh_say_number(&q->more, part->value);
    eh_buffer_text(&q->more, " are more than the ");
    eh_say_number(&q->more, whole->value);
    eh_buffer_text(&q->more, " that they are a part of");
    eh_say_number(&q->evidence, part->value);
    eh_buffer_text(&q->evidence, " > ");
    eh_say_number(&q->evidence, whole->value);
    return true;
}

static bool is_beyond(eh_inquiry *q) {
    const eh_claim *f = q->f;
    q->confidence = EH_CONFIDENCE_HIGH;
    bool parts = is_percentage(f) || f->form == EH_FORM_RELATIVE || f->form == EH_FORM_GAP;
    if (parts && (exceeds(q, &f->n, &f->d) || exceeds(q, &f->cn, &f->cd)))
        return true;
    bool share = is_percentage(f) && f->value.state == EH_PRINTED_NUMBER && f->value.unit == EH_PRINTED_PERCENT;
    if (!share || eh_at_most(f->value.low, hundred))
        return false;
    eh_buffer_text(&q->more, "a percentage of people cannot be more than 100");
    eh_say_number(&q->evidence, f->value.value);
    eh_buffer_text(&q->evidence, " > 100");
    return true;
}

eh_status eh_audit_counts(eh_inquiry *q) {
    if (q->f->wrong)
        return EH_OK;
    q->other_row = 0;
    eh_inquiry_clear(q);
    if (is_fte(q))
        return eh_inquiry_remark(q, EH_REMARK_FTE);
    eh_inquiry_clear(q);
    return is_beyond(q) ? eh_inquiry_remark(q, EH_REMARK_PARTS) : EH_OK;
}

/* ---- another process ---- */

/* Words for an indicator that some standard has, in the item's words or the note's; NULL for none. */
static const eh_audit_word *process_words(const eh_inquiry *q, eh_standard standard, const char *indicator, bool note) {
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_INDICATOR);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_INDICATOR; i++)
        if (word->standard == (int)standard && strcmp(word->to, indicator) == 0 &&
            (strstr(q->f->item_tokens, word->tokens) || (note && strstr(q->f->note_tokens, word->tokens))))
            return word;
    return NULL;
}

/* Indicator 3 and metric 3 are of two processes; training is asked of the race standard alone. */
eh_status eh_audit_process(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->wrong || !f->has_standard || f->form == EH_FORM_OTHER)
        return EH_OK;
    eh_standard other = f->standard == EH_WRES ? EH_WDES : EH_WRES;
    bool third = f->item && strcmp(f->item->indicator, "3") == 0;
    const eh_audit_word *wrong = NULL;
    if ((third || !f->item) && !process_words(q, f->standard, "3", true))
        wrong = process_words(q, other, "3", third);
    if (!wrong && !f->item && f->standard == EH_WDES)
        wrong = process_words(q, other, "4", false);
    if (!wrong)
        return EH_OK;
    eh_inquiry_clear(q);
    q->other_row = 0;
    q->confidence = third ? EH_CONFIDENCE_MEDIUM : EH_CONFIDENCE_LOW;
    eh_slice word = eh_trim(eh_slice_of(wrong->tokens));
    eh_buffer_format(&q->more, "\"%.*s\"", (int)word.length, word.at);
    eh_buffer_format(&q->evidence, "\"%.*s\" is a word of %s %s %s", (int)word.length, word.at, eh_standard_id(other),
                     other == EH_WRES ? "indicator" : "metric", wrong->to);
    return eh_inquiry_remark(q, EH_REMARK_WRONG_PROCESS);
}

/* ---- units, where there are no counts to hold them against ---- */

eh_status eh_audit_unit(eh_inquiry *q) {
    static const eh_fraction high = {5, 1}; /* ratios of likelihoods are hardly ever higher, likelihoods mostly are */
    const eh_claim *f = q->f;
    if (f->wrong || f->value.state != EH_PRINTED_NUMBER)
        return EH_OK;
    eh_inquiry_clear(q);
    q->other_row = 0;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    bool percent = f->value.unit == EH_PRINTED_PERCENT, points = f->value.unit == EH_PRINTED_POINTS;
    if (f->form == EH_FORM_RELATIVE && percent) {
        bool likelihood = !eh_at_most(f->value.value, high);
        eh_buffer_format(&q->evidence, "the item is a ratio, and \"%s\" a percentage", f->cells[EH_COLUMN_VALUE]);
        if (!likelihood)
            eh_say_value(&q->expected, f, f->value.value);
        return eh_inquiry_remark(q, likelihood ? EH_REMARK_LIKELIHOOD : EH_REMARK_RATIO_PERCENT);
    }
    bool stated = f->item && f->item->operation == EH_OP_GAP;
    if (f->form == EH_FORM_GAP && percent && stated) {
        eh_say_value(&q->expected, f, f->value.value);
        eh_buffer_text(&q->evidence, "the item is a difference of two percentages");
        return eh_inquiry_remark(q, EH_REMARK_PERCENT_POINTS);
    }
    if (is_percentage(f) && points && f->item) {
        eh_say_value(&q->expected, f, f->value.value);
        eh_buffer_text(&q->evidence, "the item is a percentage and no difference");
        return eh_inquiry_remark(q, EH_REMARK_POINTS_PERCENT);
    }
    return EH_OK;
}

/* ---- percentages that nobody can be ---- */

/* The whole number at or above a fraction that is not negative. */
static eh_fraction ceiling(eh_fraction f) {
    return (eh_fraction){(f.numerator + f.denominator - 1) / f.denominator, 1};
}

/* Whether some number of people, or half of one, is printed so of `whole`; *near is the first that is not too few. */
static bool is_possible(const eh_claim *f, eh_fraction whole, bool halves, eh_fraction *near) {
    eh_fraction step = {1, halves ? 2 : 1};
    eh_fraction least =
        eh_fraction_divide(eh_fraction_multiply(f->value.low, whole), eh_fraction_multiply(hundred, step));
    if (!eh_fraction_defined(least) || least.numerator < 0)
        return true;
    *near = eh_fraction_multiply(ceiling(least), step);
    return eh_printed_fits(&f->value, eh_percent_of(*near, whole));
}

/* The whole that the percentage is of: given, or known from other rows. */
static eh_fraction whole_of(eh_inquiry *q, eh_fraction *stated) {
    const eh_claim *f = q->f;
    *stated = (eh_fraction){0, 0};
    if (f->d.given)
        return f->d.value;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    eh_fact fact = {.known = false};
    if (f->form == EH_FORM_SHARE && f->item) {
        unsigned item = f->item->operation == EH_OP_SHARE ? f->item->terms[0].item : f->place;
        fact = eh_fact_find(q->facts, item, EH_GROUP_ALL);
        eh_fact known = eh_fact_stated(q->facts, item);
        *stated = known.known ? known.value : *stated;
    } else if (f->form == EH_FORM_RATE && f->item && f->item->operation == EH_OP_RATE && f->group < EH_GROUPS) {
        int below = eh_item_term(f->item, true);
        fact = below >= 0 ? eh_fact_find(q->facts, (unsigned)below, f->group) : fact;
    }
    /* A share's whole that another row gives may leave out people whose group is unknown, and this one not. */
    if (fact.known && fact.soft && !eh_fraction_defined(*stated))
        fact.known = false;
    q->other_row = fact.known && fact.from ? fact.from->row : 0;
    return fact.known ? fact.value : (eh_fraction){0, 0};
}

static void say_near(eh_inquiry *q, eh_fraction near, eh_fraction whole) {
    eh_fraction below = eh_fraction_subtract(near, one);
    const eh_fraction nearest[] = {below, near};
    for (size_t i = 0; i < 2; i++) {
        if (nearest[i].numerator < 0 || !eh_at_most(nearest[i], whole))
            continue;
        if (q->evidence.length > 0) {
            eh_buffer_text(&q->evidence, "; ");
            eh_buffer_text(&q->expected, " or ");
        }
        eh_say_number(&q->evidence, nearest[i]);
        eh_buffer_text(&q->evidence, " of ");
        eh_say_number(&q->evidence, whole);
        eh_buffer_text(&q->evidence, " are ");
        eh_say_number(&q->evidence, eh_percent_of(nearest[i], whole));
        eh_buffer_char(&q->evidence, '%');
        eh_say_value(&q->expected, q->f, eh_percent_of(nearest[i], whole));
    }
}

/* People without a whole: "12 people are 58.5%" needs one between 20.5 and 20.6. */
static bool no_whole(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (!f->n.given || f->d.given || !f->n.whole || f->value.low.numerator <= 0 || f->n.value.numerator == 0)
        return false;
    eh_fraction people = eh_fraction_multiply(f->n.value, hundred);
    eh_fraction whole = ceiling(eh_fraction_divide(people, f->value.high));
    if (!eh_fraction_defined(whole) || eh_printed_fits(&f->value, eh_percent_of(f->n.value, whole)))
        return false;
    eh_fraction below = eh_fraction_subtract(whole, one);
    eh_say_number(&q->more, f->n.value);
    eh_buffer_text(&q->more, " out of any whole number");
    for (size_t i = 0; i < 2; i++) {
        eh_fraction of = i == 0 ? below : whole;
        if (of.numerator <= 0 || eh_fraction_compare(of, f->n.value) < 0)
            continue;
        eh_buffer_text(&q->evidence, q->evidence.length > 0 ? "; " : "");
        eh_say_number(&q->evidence, f->n.value);
        eh_buffer_text(&q->evidence, " of ");
        eh_say_number(&q->evidence, of);
        eh_buffer_text(&q->evidence, " are ");
        eh_say_number(&q->evidence, eh_percent_of(f->n.value, of));
        eh_buffer_char(&q->evidence, '%');
    }
    return true;
}

eh_status eh_audit_possible(eh_inquiry *q) {
    const eh_claim *f = q->f;
    eh_fraction near = {0, 1}, stated;
    if (f->wrong || !is_percentage(f) || f->value.state != EH_PRINTED_NUMBER || f->value.unit != EH_PRINTED_PERCENT ||
        f->value.about || f->value.computed)
        return EH_OK;
    if (f->item && f->item->operation == EH_OP_SURVEY)
        return EH_OK; /* answers are weighted: any percentage can be */
    eh_inquiry_clear(q);
    q->confidence = EH_CONFIDENCE_HIGH;
    q->other_row = 0;
    if (f->n.given)
        return EH_OK;
    eh_fraction whole = whole_of(q, &stated);
    bool halves = f->edition && f->edition->case_years == 2 && f->item && strcmp(f->item->indicator, "3") == 0;
    if (!eh_fraction_defined(whole) || whole.numerator <= 0 || whole.denominator != 1)
        return EH_OK;
    if (eh_fraction_defined(stated) && stated.numerator > 0 && is_possible(f, stated, halves, &near))
        return EH_OK;
    if (is_possible(f, whole, halves, &near))
        return EH_OK;
    say_near(q, near, whole);
    eh_say_number(&q->more, whole);
    return eh_inquiry_remark(q, EH_REMARK_IMPOSSIBLE);
}

eh_status eh_audit_some_whole(eh_inquiry *q) {
    const eh_claim *f = q->f;
    if (f->wrong || !is_percentage(f) || f->value.state != EH_PRINTED_NUMBER || f->value.unit != EH_PRINTED_PERCENT ||
        f->value.about || f->value.computed || (f->item && f->item->operation == EH_OP_SURVEY))
        return EH_OK;
    eh_inquiry_clear(q);
    q->confidence = EH_CONFIDENCE_HIGH;
    q->other_row = 0;
    return no_whole(q) ? eh_inquiry_remark(q, EH_REMARK_IMPOSSIBLE) : EH_OK;
}
