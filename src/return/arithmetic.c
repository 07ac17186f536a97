/* The arithmetic of a submission, reckoned again from its own counts (rules.md sections 4 to 6). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "return/check.h"
#include "return/formula.h"
#include "return/relations.h"

static const eh_fraction nothing = {0, 0};

static bool present(const eh_value *value) {
    return value && value->missing == EH_PRESENT;
}

static const eh_value *value_at(const eh_check *check, unsigned item, unsigned group) {
    return check->values[(size_t)item * EH_GROUPS + group];
}

/* What findings call a group of an item. */
static const char *group_word(const eh_check *check, const eh_item *item, unsigned group) {
    if (item->groups > 0)
        return eh_group_name(check->edition->standard, group);
    return item->operation == EH_OP_RELATIVE ? "the ratio" : "everybody";
}

/* A count as an exact fraction; undefined when it is none. Averages of two years end in .5. */
static eh_fraction exact_count(double value) {
    double twice = 2 * value;
    if (!(twice >= 0 && twice <= 2.0 * EH_LIMIT_COUNT) || twice != floor(twice))
        return nothing;
    return eh_fraction_make((eh_wide)twice, 2);
}

/* A value as the decimal fraction that it is written as; undefined beyond reason. */
static eh_fraction exact_decimal(double value) {
    return fabs(value) > EH_LIMIT_COUNT ? nothing : eh_fraction_as_written(value);
}

/* The submission's counts as operands; `unusable` is set by one that is not there or is no count, which has its finding already. */
typedef struct operands {
    const eh_check *check;
    bool unusable;
} operands;

static eh_operand_value operand(void *context, unsigned item, unsigned group) {
    operands *o = context;
    const eh_value *value = value_at(o->check, item, o->check->edition->items[item].groups > 0 ? group : 0);
    if (!value) {
        o->unusable = true;
        return (eh_operand_value){EH_NOT_SUPPLIED, nothing};
    }
    if (value->missing != EH_PRESENT)
        return (eh_operand_value){value->missing, nothing};
    eh_fraction exact = exact_count(value->value);
    if (eh_fraction_defined(exact))
        return (eh_operand_value){EH_PRESENT, exact};
    o->unusable = true;
    return (eh_operand_value){EH_NOT_SUPPLIED, nothing};
}

/* Whether an item may be an average of two years: it is the events of indicator 3, where the edition averages. */
static bool may_be_half(const eh_edition *edition, unsigned position) {
    if (edition->standard == EH_WRES && edition->case_years < 2)
        return false;
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_item *item = &edition->items[i];
        if (strcmp(item->indicator, "3") != 0 || item->operation != EH_OP_RATE)
            continue;
        for (unsigned t = 0; t < item->term_count; t++)
            if (item->terms[t].item == position && !item->terms[t].below)
                return true;
    }
    return false;
}

static void check_count(eh_check *check, unsigned position, unsigned group, const eh_value *value) {
    const eh_item *item = &check->edition->items[position];
    eh_fraction exact = exact_count(value->value);
    bool good =
        exact.denominator != 0 && (exact.numerator % exact.denominator == 0 || may_be_half(check->edition, position));
    if (!good)
        eh_check_found(check, EH_F_SUBMISSION_COUNT, item->id, group_word(check, item, group), NULL);
}

/* Survey percentages and scores have a scale; likelihoods may exceed 100%. */
static void check_range(eh_check *check, const eh_item *item, unsigned group, const eh_value *value) {
    double top = item->unit == EH_SCORE ? 10 : 100;
    if (item->operation == EH_OP_SURVEY && !(value->value >= 0 && value->value <= top))
        eh_check_found(check, EH_F_SUBMISSION_RANGE, item->id, group_word(check, item, group),
                       top > 10 ? "0 to 100" : "0 to 10");
}

static void check_display(eh_check *check, const eh_item *item, unsigned group, const eh_value *value,
                          eh_fraction exact) {
    char text[EH_FRACTION_ROOM];
    if (!eh_fraction_defined(exact))
        return;
    eh_formula_display(item, exact, text);
    if (strcmp(text, value->display) != 0)
        eh_check_found(check, EH_F_SUBMISSION_DISPLAY, item->id, group_word(check, item, group), text);
}

/* Intervals hold the value that they are of; allow for the last digits of their arithmetic. */
static void check_interval(eh_check *check, const eh_item *item, unsigned group, const eh_value *value) {
    double centre = item->unit == EH_HEADCOUNT ? value->percent : value->value;
    double slack = 1e-9 * fmax(1, fabs(centre));
    bool bad = value->lower > value->upper || value->lower > centre + slack || value->upper < centre - slack;
    bad |= value->p < 0 || value->p > 1;
    if (bad) /* comparisons with what is absent (NaN) are false */
        eh_check_found(check, EH_F_SUBMISSION_INTERVAL, item->id, group_word(check, item, group), NULL);
}

static void check_verdict(eh_check *check, const eh_item *item, const eh_value *value, eh_fraction exact) {
    eh_verdict expected = eh_verdict_of(exact);
    if (item->operation == EH_OP_RELATIVE && expected != EH_VERDICT_NONE && value->verdict != expected)
        eh_check_found(check, EH_F_SUBMISSION_VERDICT, item->id, eh_verdict_id(expected), NULL);
}

/* A headcount's percentage of its row, where the row is known. */
static void check_percent(eh_check *check, unsigned position, unsigned group, const eh_value *value) {
    const eh_item *item = &check->edition->items[position];
    operands o = {check, false};
    eh_fraction row = eh_fraction_make(0, 1);
    if (!item->percent_of_row)
        return;
    for (unsigned g = 0; g < item->groups; g++)
        row = eh_fraction_add(row, operand(&o, position, g).exact);
    if (!eh_fraction_defined(row))
        return;
    eh_fraction share =
        eh_fraction_divide(eh_fraction_multiply(exact_count(value->value), eh_fraction_make(100, 1)), row);
    bool good = eh_fraction_defined(share) ? value->percent == eh_fraction_double(share) : isnan(value->percent);
    if (!good)
        eh_check_found(check, EH_F_SUBMISSION_PERCENT, item->id, group_word(check, item, group), NULL);
}

static void check_part(eh_check *check, const eh_item *item, unsigned group, double given, eh_operand_value part,
                       const char *name) {
    bool needed = item->operation == EH_OP_RATE;
    if (part.missing != EH_PRESENT || (isnan(given) && !needed))
        return;
    if (given != eh_fraction_double(part.exact))
        eh_check_found(check, EH_F_SUBMISSION_COUNTS_BEHIND, item->id, group_word(check, item, group), name);
}

/* The counts that a percentage names as its own are those of the rows it comes from. */
static void check_parts(eh_check *check, unsigned position, unsigned group, const eh_value *value) {
    const eh_item *item = &check->edition->items[position];
    operands o = {check, false};
    if (item->operation != EH_OP_RATE && item->operation != EH_OP_SHARE)
        return;
    eh_parts parts = eh_formula_parts(check->edition, position, group, 0, operand, &o);
    check_part(check, item, group, value->numerator, parts.numerator, "numerator");
    check_part(check, item, group, value->denominator, parts.denominator, "denominator");
}

/* Whether the counts of a suppressed copy were rounded. */
static bool is_rounded(const eh_check *check) {
    return eh_return_detail(check->ret, EH_PUBLIC_BASE, "") != NULL;
}

/* Compares a value with what its operands give; the exact value when both agree, else undefined. Where operands are not supplied the value may be one
 * that the organisation holds as a total, and where something is suppressed nothing can be said. */
static eh_fraction check_formula(eh_check *check, const eh_item *item, unsigned group, const eh_value *value,
                                 eh_operand_value expected) {
    const char *word = group_word(check, item, group);
    char text[EH_FRACTION_ROOM] = "";
    if (expected.missing == EH_SUPPRESSED || value->missing == EH_SUPPRESSED)
        return nothing;
    if (item->operation == EH_OP_SUM && is_rounded(check)) /* totals are rounded by themselves */
        return nothing;
    if (expected.missing == EH_PRESENT)
        eh_formula_display(item, expected.exact, text);
    if (value->missing != EH_PRESENT) {
        if (expected.missing == EH_PRESENT)
            eh_check_found(check, EH_F_SUBMISSION_MISSING, item->id, word, text);
        else if (expected.missing != value->missing)
            eh_check_found(check, EH_F_SUBMISSION_REASON, item->id, word, eh_missing_id(expected.missing));
        return nothing;
    }
    if (expected.missing == EH_UNDEFINED)
        eh_check_found(check, EH_F_SUBMISSION_UNDEFINED, item->id, word, NULL);
    if (expected.missing != EH_PRESENT)
        return nothing;
    if (value->value == eh_fraction_double(expected.exact))
        return expected.exact;
    eh_check_found(check, item->operation == EH_OP_SUM ? EH_F_SUBMISSION_SUM : EH_F_SUBMISSION_VALUE, item->id, word,
                   text);
    return nothing;
}

static bool derived(const eh_item *item) {
    return item->operation != EH_OP_COUNT && item->operation != EH_OP_SURVEY && item->operation != EH_OP_ANSWER;
}

static void check_value(eh_check *check, unsigned position, unsigned group, const eh_value *value) {
    const eh_item *item = &check->edition->items[position];
    operands o = {check, false};
    eh_fraction exact = nothing;
    if (item->unit == EH_TEXT)
        return;
    if (derived(item)) {
        eh_operand_value expected = eh_formula(check->edition, position, group, operand, &o);
        if (!o.unusable)
            exact = check_formula(check, item, group, value, expected);
    }
    if (!present(value))
        return;
    if (!eh_fraction_defined(exact))
        exact = exact_decimal(value->value);
    if (item->unit == EH_HEADCOUNT)
        check_count(check, position, group, value);
    check_range(check, item, group, value);
    check_display(check, item, group, value, exact);
    check_percent(check, position, group, value);
    check_parts(check, position, group, value);
    check_interval(check, item, group, value);
    check_verdict(check, item, value, exact);
}

/* The value of an item by its id when it is there. */
static const eh_value *named(const eh_check *check, const char *id, unsigned group) {
    int position = id ? eh_item_find(check->edition, eh_slice_of(id)) : -1;
    const eh_value *value = position < 0 ? NULL : value_at(check, (unsigned)position, group);
    return present(value) ? value : NULL;
}

static void check_relation(eh_check *check, const eh_row_relation *r, unsigned group) {
    const eh_value *part = named(check, r->part, group), *whole = named(check, r->whole, group);
    const eh_value *rest = named(check, r->rest, group);
    const char *word = eh_group_name(check->edition->standard, group);
    char sentence[120];
    if (!part || !whole)
        return;
    if (!r->rest && part->value > whole->value)
        eh_check_found(check, EH_F_SUBMISSION_WITHIN, r->part, word, r->whole);
    if (r->rest && rest && !is_rounded(check) && part->value + rest->value != whole->value) {
        snprintf(sentence, sizeof sentence, "%s and %s are not %s", r->part, r->rest, r->whole);
        eh_check_found(check, EH_F_SUBMISSION_BOARD, r->whole, word, sentence);
    }
}

void eh_check_arithmetic(eh_check *check) {
    if (!check->edition)
        return;
    for (unsigned i = 0; i < check->edition->item_count; i++)
        for (unsigned g = 0; g < EH_GROUPS; g++)
            if (value_at(check, i, g))
                check_value(check, i, g, value_at(check, i, g));
    const eh_row_relation *relation;
    for (size_t i = 0; (relation = eh_relation_at(i)) != NULL; i++)
        for (unsigned g = 0; g < EH_GROUPS && relation->standard == check->edition->standard; g++)
            check_relation(check, relation, g);
}
