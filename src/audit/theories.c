/* What would explain a value that its counts do not give: its own counts put together otherwise. */
#include "audit/inquiry.h"

/* What the counts give, and the arithmetic. */
static void say_right(eh_inquiry *q) {
    eh_say_value(&q->expected, q->f,
                 q->rates && q->f->form == EH_FORM_RELATIVE ? eh_ratio_of(q->n, q->d, q->cn, q->cd) : q->low);
    eh_say_arithmetic(&q->evidence, q);
}

bool eh_theory_truncated(eh_inquiry *q) {
    if (q->rates || !eh_printed_cut(&q->f->value, q->low))
        return false;
    say_right(q);
    return true;
}

bool eh_theory_upside_down(eh_inquiry *q) {
    if (q->f->form != EH_FORM_RELATIVE || q->low.numerator <= 0)
        return false;
    eh_fraction low = eh_fraction_divide((eh_fraction){1, 1}, q->high),
                high = eh_fraction_divide((eh_fraction){1, 1}, q->low);
    if (!eh_printed_fits_range(&q->f->value, low, high))
        return false;
    say_right(q);
    eh_buffer_text(&q->evidence, "; the other way up ");
    eh_say_number(&q->evidence, low);
    return true;
}

bool eh_theory_none(eh_inquiry *q) {
    say_right(q);
    return true;
}
