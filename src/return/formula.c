/* See formula.h. */
#include "return/formula.h"

/* What a formula is reckoned with. */
typedef struct setting {
    const eh_edition *edition;
    eh_operand_source source;
    void *context;
} setting;

static const eh_fraction nothing = {0, 0};

static eh_operand_value absent(eh_missing reason) {
    return (eh_operand_value){reason, nothing};
}

/* A fraction that overflowed or divided by zero is undefined; never a made-up number. */
static eh_operand_value present(eh_fraction exact) {
    return eh_fraction_defined(exact) ? (eh_operand_value){EH_PRESENT, exact} : absent(EH_UNDEFINED);
}

/* The reason that takes precedence of two; EH_PRESENT when both are there. The enumeration is in order of precedence. */
static eh_missing first_reason(eh_missing a, eh_missing b) {
    if (a == EH_PRESENT || b == EH_PRESENT)
        return a == EH_PRESENT ? b : a;
    return a < b ? a : b;
}

static eh_operand_value plus(eh_operand_value sum, eh_operand_value operand, int sign) {
    eh_missing reason = first_reason(sum.missing, operand.missing);
    if (reason != EH_PRESENT)
        return absent(reason);
    return present(sign < 0 ? eh_fraction_subtract(sum.exact, operand.exact)
                            : eh_fraction_add(sum.exact, operand.exact));
}

/* The terms of an item on one side of the line, by sign, for a group. */
static eh_operand_value sum_of_terms(const setting *s, const eh_item *item, bool below, unsigned group) {
    eh_operand_value sum = present(eh_fraction_make(0, 1));
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_term *term = &item->terms[i];
        if (term->below == below)
            sum = plus(sum, s->source(s->context, term->item, group), term->sign);
    }
    return sum;
}

/* The item whose terms a single term stands for: itself an item of the operation `operation`, or else `item`. */
static const eh_item *expanded(const setting *s, const eh_item *item, eh_operation operation) {
    if (item->term_count == 1) {
        const eh_item *named = &s->edition->items[item->terms[0].item];
        if (named->operation == operation)
            return named;
    }
    return item;
}

static eh_parts rate_parts(const setting *s, const eh_item *item, unsigned group) {
    const eh_item *rate = expanded(s, item, EH_OP_RATE);
    return (eh_parts){sum_of_terms(s, rate, false, group), sum_of_terms(s, rate, true, group)};
}

static eh_parts share_parts(const setting *s, const eh_item *item, unsigned group) {
    eh_parts parts = {sum_of_terms(s, item, false, group), present(eh_fraction_make(0, 1))};
    for (unsigned g = 0; g < EH_GROUPS; g++)
        parts.denominator = plus(parts.denominator, sum_of_terms(s, item, false, g), 1);
    return parts;
}

/* The parts of the first or second share of a GAP, each of which is a term of its own. */
static eh_parts gap_parts(const setting *s, const eh_item *item, unsigned which, unsigned group) {
    if (which >= item->term_count)
        return (eh_parts){absent(EH_NOT_APPLICABLE), absent(EH_NOT_APPLICABLE)};
    eh_term term = {item->terms[which].item, 1, false};
    const eh_item single = {.operation = EH_OP_SHARE, .terms = &term, .term_count = 1};
    return share_parts(s, expanded(s, &single, EH_OP_SHARE), group);
}

static eh_operand_value hundredfold(eh_parts parts) {
    eh_missing reason = first_reason(parts.numerator.missing, parts.denominator.missing);
    if (reason != EH_PRESENT)
        return absent(reason);
    return present(eh_fraction_divide(eh_fraction_multiply(eh_fraction_make(100, 1), parts.numerator.exact),
                                      parts.denominator.exact));
}

/* Top's rate over bottom's: (a x m) / (n x b). Whether a denominator is zero matters even when the other one would cancel it. */
static eh_operand_value relative(eh_parts top, eh_parts bottom) {
    eh_missing reason = first_reason(first_reason(top.numerator.missing, top.denominator.missing),
                                     first_reason(bottom.numerator.missing, bottom.denominator.missing));
    if (reason != EH_PRESENT)
        return absent(reason);
    if (top.denominator.exact.numerator == 0 || bottom.denominator.exact.numerator == 0)
        return absent(EH_UNDEFINED);
    return present(eh_fraction_divide(eh_fraction_multiply(top.numerator.exact, bottom.denominator.exact),
                                      eh_fraction_multiply(top.denominator.exact, bottom.numerator.exact)));
}

static eh_operand_value gap(const setting *s, const eh_item *item, unsigned group) {
    eh_operand_value first = hundredfold(gap_parts(s, item, 0, group));
    eh_operand_value second = hundredfold(gap_parts(s, item, 1, group));
    return plus(first, second, -1);
}

eh_operand_value eh_formula(const eh_edition *edition, unsigned item, unsigned group, eh_operand_source source,
                            void *context) {
    const setting s = {edition, source, context};
    const eh_item *it = &edition->items[item];
    switch (it->operation) {
    case EH_OP_SUM:
        return sum_of_terms(&s, it, false, group);
    case EH_OP_RATE:
        return hundredfold(rate_parts(&s, it, group));
    case EH_OP_RELATIVE:
        return relative(rate_parts(&s, it, it->top), rate_parts(&s, it, it->bottom));
    case EH_OP_SHARE:
        return hundredfold(share_parts(&s, it, group));
    case EH_OP_GAP:
        return gap(&s, it, group);
    case EH_OP_COUNT:
    case EH_OP_SURVEY:
    case EH_OP_ANSWER:
        break;
    }
    return source(context, item, group);
}

eh_parts eh_formula_parts(const eh_edition *edition, unsigned item, unsigned group, unsigned which,
                          eh_operand_source source, void *context) {
    const setting s = {edition, source, context};
    const eh_item *it = &edition->items[item];
    if (it->operation == EH_OP_RATE || it->operation == EH_OP_RELATIVE)
        return rate_parts(&s, it, group);
    if (it->operation == EH_OP_SHARE)
        return share_parts(&s, it, group);
    return gap_parts(&s, it, it->operation == EH_OP_GAP ? which : it->term_count, group);
}

size_t eh_formula_display(const eh_item *item, eh_fraction exact, char out[EH_FRACTION_ROOM]) {
    bool half = item->unit == EH_HEADCOUNT && item->decimals == 0 && exact.numerator % exact.denominator != 0;
    return eh_fraction_display(exact, half ? 1 : item->decimals, out);
}

eh_verdict eh_verdict_of(eh_fraction ratio) {
    if (!eh_fraction_defined(ratio))
        return EH_VERDICT_NONE;
    if (eh_fraction_compare(ratio, (eh_fraction){EH_BAND_SMALLER, EH_BAND_LARGER}) < 0)
        return EH_VERDICT_BELOW;
    bool above = eh_fraction_compare(ratio, (eh_fraction){EH_BAND_LARGER, EH_BAND_SMALLER}) > 0;
    return above ? EH_VERDICT_ABOVE : EH_VERDICT_WITHIN;
}

eh_verdict eh_verdict_of_nearest(double ratio) {
    return ratio < EH_BAND_LOWER ? EH_VERDICT_BELOW : ratio > EH_BAND_UPPER ? EH_VERDICT_ABOVE : EH_VERDICT_WITHIN;
}
