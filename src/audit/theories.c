/* What would explain a value that its counts do not give: its own counts put together otherwise. */
#include "audit/inquiry.h"

static const eh_fraction one = {1, 1}, hundred = {100, 1};

static bool is_percentage(eh_form form) {
    return form == EH_FORM_RATE || form == EH_FORM_SHARE || form == EH_FORM_OTHER;
}

static bool is_difference(const eh_inquiry *q) {
    return q->f->form == EH_FORM_GAP || (q->f->form == EH_FORM_CHANGE && eh_fraction_defined(q->d));
}

/* What the counts give, and the arithmetic. */
static void say_right(eh_inquiry *q) {
    bool ratio_of_rates = q->rates && q->f->form == EH_FORM_RELATIVE;
    eh_fraction middle = q->low;
    if (ratio_of_rates)
        middle = eh_ratio_of(q->n, q->d, q->cn, q->cd);
    else if (q->rates)
        middle = eh_fraction_divide(eh_fraction_add(q->low, q->high), (eh_fraction){2, 1});
    eh_say_value(&q->expected, q->f, middle);
    eh_say_arithmetic(&q->evidence, q);
}

bool eh_theory_ratio_percent(eh_inquiry *q) {
    if (q->f->form != EH_FORM_RELATIVE || q->f->value.unit != EH_PRINTED_PERCENT ||
        !eh_printed_fits_range(&q->f->value, q->low, q->high))
        return false;
    say_right(q);
    return true;
}

bool eh_theory_fraction_percent(eh_inquiry *q) {
    if (!is_percentage(q->f->form) || q->f->value.unit != EH_PRINTED_PERCENT || q->f->value.decimals == 0 ||
        !eh_inquiry_is(q, eh_fraction_divide(q->low, hundred)))
        return false;
    say_right(q);
    return true;
}

bool eh_theory_percent_points(eh_inquiry *q) {
    if (!is_difference(q) || q->f->value.unit != EH_PRINTED_PERCENT ||
        !eh_printed_fits_range(&q->f->value, q->low, q->high))
        return false;
    say_right(q);
    return true;
}

bool eh_theory_points_percent(eh_inquiry *q) {
    if (q->f->value.unit != EH_PRINTED_POINTS)
        return false;
    bool plain = is_percentage(q->f->form) && eh_printed_fits_range(&q->f->value, q->low, q->high);
    eh_fraction was = eh_fraction_defined(q->cd) ? eh_fraction_divide(q->cn, q->cd) : q->cn,
                is = eh_fraction_defined(q->d) ? eh_fraction_divide(q->n, q->d) : q->n;
    bool relative = !is_percentage(q->f->form) && eh_inquiry_is(q, eh_percent_of(eh_fraction_subtract(is, was), was));
    if (!plain && !relative)
        return false;
    say_right(q);
    if (relative) {
        eh_buffer_text(&q->evidence, "; of the earlier figure that is ");
        eh_say_number(&q->evidence, eh_percent_of(eh_fraction_subtract(is, was), was));
        eh_buffer_char(&q->evidence, '%');
    }
    return true;
}

bool eh_theory_truncated(eh_inquiry *q) {
    if (q->rates || q->f->form == EH_FORM_COUNT || !eh_printed_cut(&q->f->value, q->low))
        return false;
    say_right(q);
    return true;
}

/* A likelihood of one group, as a percentage or a fraction. */
static bool is_likelihood(const eh_inquiry *q, eh_fraction n, eh_fraction d) {
    return eh_inquiry_is(q, eh_percent_of(n, d)) || (q->f->value.unit == EH_PRINTED_PLAIN && q->f->value.decimals > 1 &&
                                                     eh_inquiry_is(q, eh_fraction_divide(n, d)));
}

bool eh_theory_likelihood(eh_inquiry *q) {
    bool first = is_likelihood(q, q->n, q->d);
    if (q->f->form != EH_FORM_RELATIVE || q->f->value.value.numerator == 0 ||
        (!first && !is_likelihood(q, q->cn, q->cd)))
        return false;
    say_right(q);
    eh_buffer_text(&q->evidence, "; the likelihood of one group is ");
    eh_say_number(&q->evidence, first ? q->n : q->cn);
    eh_buffer_text(&q->evidence, " / ");
    eh_say_number(&q->evidence, first ? q->d : q->cd);
    eh_buffer_text(&q->evidence, " = ");
    eh_say_number(&q->evidence, first ? eh_percent_of(q->n, q->d) : eh_percent_of(q->cn, q->cd));
    eh_buffer_char(&q->evidence, '%');
    return true;
}

bool eh_theory_upside_down(eh_inquiry *q) {
    if (q->f->form != EH_FORM_RELATIVE || q->low.numerator <= 0)
        return false;
    eh_fraction low = eh_fraction_divide(one, q->high), high = eh_fraction_divide(one, q->low);
    if (!eh_printed_fits_range(&q->f->value, low, high))
        return false;
    say_right(q);
    eh_buffer_text(&q->evidence, "; the other way up ");
    eh_say_number(&q->evidence, eh_ratio_of(q->cn, q->cd, q->n, q->d));
    return true;
}

/* A percentage rounded half away from zero to some decimals. */
static eh_fraction rounded(eh_fraction percent, unsigned decimals) {
    char text[EH_FRACTION_ROOM];
    eh_fraction read = {0, 0};
    if (!eh_fraction_defined(percent))
        return read;
    size_t length = eh_fraction_display(percent, decimals, text);
    return eh_decimal_read((eh_slice){text, length}, &read) ? read : (eh_fraction){0, 0};
}

bool eh_theory_rounded_rates(eh_inquiry *q) {
    enum { MOST = 3 };
    bool ratio = q->f->form == EH_FORM_RELATIVE;
    if (q->rates || (!ratio && !is_difference(q)))
        return false;
    for (unsigned decimals = 0; decimals <= MOST; decimals++) {
        /* From the most exact to the roughest: the more exact one is the likelier way. */
        unsigned places = MOST - decimals;
        eh_fraction top = rounded(eh_percent_of(q->n, q->d), places),
                    bottom = rounded(eh_percent_of(q->cn, q->cd), places);
        eh_fraction made = ratio ? eh_fraction_divide(top, bottom) : eh_fraction_subtract(top, bottom);
        if (!eh_fraction_defined(made) || !eh_inquiry_is(q, made))
            continue;
        say_right(q);
        eh_buffer_text(&q->evidence, "; from rounded rates ");
        eh_say_number(&q->evidence, top);
        eh_buffer_text(&q->evidence, ratio ? "% / " : "% - ");
        eh_say_number(&q->evidence, bottom);
        eh_buffer_text(&q->evidence, "% = ");
        eh_say_number(&q->evidence, made);
        return true;
    }
    return false;
}

/* A share of another row's whole: what is wrong may be either. */
bool eh_theory_workforces(eh_inquiry *q) {
    if (q->origin != EH_ORIGIN_OTHERS || q->f->form != EH_FORM_SHARE || q->f->d.given == q->f->n.given)
        return false;
    say_right(q);
    eh_say_number(&q->more, q->n);
    eh_buffer_text(&q->more, " people are that percentage of about ");
    char text[EH_FRACTION_ROOM];
    eh_fraction whole = eh_fraction_divide(eh_fraction_multiply(q->n, hundred), q->f->value.value);
    if (eh_fraction_defined(whole) && whole.numerator > 0)
        eh_buffer_add(&q->more, text, eh_fraction_display(whole, 0, text));
    eh_buffer_text(&q->more, ", and elsewhere there are ");
    eh_say_number(&q->more, q->d);
    return true;
}

bool eh_theory_change(eh_inquiry *q) {
    if (q->f->form != EH_FORM_CHANGE)
        return false;
    say_right(q);
    return true;
}

bool eh_theory_none(eh_inquiry *q) {
    say_right(q);
    return true;
}
