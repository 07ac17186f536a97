#include "audit/inquiry.h"

#include <string.h>

static const eh_fraction hundred = {100, 1};

eh_fraction eh_percent_of(eh_fraction n, eh_fraction d) {
    return eh_fraction_multiply(hundred, eh_fraction_divide(n, d));
}

eh_fraction eh_ratio_of(eh_fraction n, eh_fraction d, eh_fraction cn, eh_fraction cd) {
    return eh_fraction_divide(eh_fraction_divide(n, d), eh_fraction_divide(cn, cd));
}

eh_fraction eh_points_of(eh_fraction n, eh_fraction d, eh_fraction cn, eh_fraction cd) {
    return eh_fraction_subtract(eh_percent_of(n, d), eh_percent_of(cn, cd));
}

/* ---- what the row's own counts give ---- */

/* A printed rate stands for half a step around it; a count for itself. */
static eh_fraction lower(eh_count_given given, bool rates) {
    eh_fraction half = eh_fraction_multiply(eh_printed_step(given.decimals), (eh_fraction){1, 2});
    return rates ? eh_fraction_subtract(given.value, half) : given.value;
}

static eh_fraction upper(eh_count_given given, bool rates) {
    eh_fraction half = eh_fraction_multiply(eh_printed_step(given.decimals), (eh_fraction){1, 2});
    return rates ? eh_fraction_add(given.value, half) : given.value;
}

static bool own_ratio(eh_inquiry *q) {
    const eh_claim *f = q->f;
    eh_fraction d = f->d.given ? f->d.value : hundred, cd = f->cd.given ? f->cd.value : hundred;
    q->rates = eh_claim_has_rates(f);
    if (!f->n.given || !f->cn.given || (!q->rates && !eh_claim_has_counts(f, true)))
        return false;
    q->n = f->n.value, q->d = d, q->cn = f->cn.value, q->cd = cd;
    /* A group that the item divides by, named, has its own counts first. */
    bool other_way =
        f->item && f->item->operation == EH_OP_RELATIVE && f->group < EH_GROUPS && f->group == f->item->bottom;
    eh_count_given top = other_way ? f->cn : f->n, bottom = other_way ? f->n : f->cn;
    if (other_way) {
        q->n = f->cn.value, q->d = cd, q->cn = f->n.value, q->cd = d;
    }
    q->low = eh_ratio_of(lower(top, q->rates), q->d, upper(bottom, q->rates), q->cd);
    q->high = eh_ratio_of(upper(top, q->rates), q->d, lower(bottom, q->rates), q->cd);
    return true;
}

static bool own_points(eh_inquiry *q) {
    const eh_claim *f = q->f;
    q->rates = eh_claim_has_rates(f);
    if (!f->n.given || !f->cn.given)
        return false;
    if (!eh_claim_has_counts(f, true) && !(q->rates || (q->f->form == EH_FORM_CHANGE && !f->d.given && !f->cd.given)))
        return false;
    q->n = f->n.value, q->cn = f->cn.value;
    if (!f->d.given) { /* two counts, or two rates, one taken from the other */
        q->low = eh_fraction_subtract(lower(f->n, q->rates), upper(f->cn, q->rates));
        q->high = eh_fraction_subtract(upper(f->n, q->rates), lower(f->cn, q->rates));
        return true;
    }
    q->d = f->d.value, q->cd = f->cd.value;
    q->low = eh_points_of(lower(f->n, q->rates), q->d, upper(f->cn, q->rates), q->cd);
    q->high = eh_points_of(upper(f->n, q->rates), q->d, lower(f->cn, q->rates), q->cd);
    return true;
}

static bool own_percent(eh_inquiry *q) {
    if (!eh_claim_has_counts(q->f, false))
        return false;
    q->n = q->f->n.value, q->d = q->f->d.value;
    q->low = q->high = eh_percent_of(q->n, q->d);
    return true;
}

static bool own_count(eh_inquiry *q) {
    if (!q->f->n.given || (q->f->d.given && q->f->item == NULL))
        return false;
    q->n = q->f->n.value;
    q->low = q->high = q->n;
    return true;
}

bool eh_inquiry_own(eh_inquiry *q) {
    if (q->f->value.state != EH_PRINTED_NUMBER)
        return false;
    q->origin = EH_ORIGIN_ROW;
    q->confidence = EH_CONFIDENCE_HIGH;
    switch (q->f->form) {
    case EH_FORM_RATE:
    case EH_FORM_SHARE:
    case EH_FORM_OTHER:
        return own_percent(q);
    case EH_FORM_RELATIVE:
        return own_ratio(q);
    case EH_FORM_GAP:
    case EH_FORM_CHANGE:
        return own_points(q);
    case EH_FORM_COUNT:
        return own_count(q);
    case EH_FORM_SCORE:
    case EH_FORM_NONE:
        break;
    }
    return false;
}

bool eh_inquiry_reckon(eh_inquiry *q) {
    switch (q->f->form) {
    case EH_FORM_RATE:
    case EH_FORM_SHARE:
    case EH_FORM_OTHER:
        q->low = eh_percent_of(q->n, q->d);
        break;
    case EH_FORM_RELATIVE:
        q->low = eh_ratio_of(q->n, q->d, q->cn, q->cd);
        break;
    case EH_FORM_GAP:
    case EH_FORM_CHANGE:
        q->low = eh_points_of(q->n, q->d, q->cn, q->cd);
        break;
    case EH_FORM_COUNT:
    case EH_FORM_SCORE:
    case EH_FORM_NONE:
        return false;
    }
    q->high = q->low;
    return eh_fraction_defined(q->low);
}

/* ---- comparing ---- */

/* A value given in hundredths is printed as a fraction or as odds. */
static bool fits_fraction(const eh_inquiry *q) {
    return eh_printed_fits_range(&q->f->value, eh_fraction_divide(q->low, hundred),
                                 eh_fraction_divide(q->high, hundred));
}

static bool is_percentage(eh_form form) {
    return form == EH_FORM_RATE || form == EH_FORM_SHARE || form == EH_FORM_OTHER;
}

static bool agrees(const eh_inquiry *q) {
    const eh_printed *value = &q->f->value;
    bool fits = eh_printed_fits_range(value, q->low, q->high);
    if (is_percentage(q->f->form))
        return value->unit == EH_PRINTED_ODDS    ? fits_fraction(q)
               : value->unit == EH_PRINTED_PLAIN ? fits || (value->decimals >= 2 && fits_fraction(q))
                                                 : fits && value->unit == EH_PRINTED_PERCENT;
    if (q->f->form == EH_FORM_RELATIVE)
        return fits && (value->unit == EH_PRINTED_PLAIN || value->unit == EH_PRINTED_TIMES);
    if (q->f->form == EH_FORM_CHANGE &&
        value->unit == EH_PRINTED_PERCENT) /* a change in percent is of the earlier figure */
        return eh_inquiry_is(
            q,
            eh_percent_of(eh_fraction_subtract(eh_fraction_divide(q->n, eh_fraction_defined(q->d) ? q->d : hundred),
                                               eh_fraction_divide(q->cn, eh_fraction_defined(q->cd) ? q->cd : hundred)),
                          eh_fraction_divide(q->cn, eh_fraction_defined(q->cd) ? q->cd : hundred)));
    if (q->f->form == EH_FORM_GAP || (q->f->form == EH_FORM_CHANGE && eh_fraction_defined(q->d)))
        return fits && (value->unit == EH_PRINTED_PLAIN || value->unit == EH_PRINTED_POINTS);
    return fits;
}

/* A fall may be printed without its minus where the words say that it is one. */
static bool agrees_as_fall(const eh_inquiry *q) {
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    if (q->f->form != EH_FORM_CHANGE || q->high.numerator > 0 ||
        !(eh_tokens_say(catalogue, q->f->item_tokens, EH_USE_REMARK, "fall") ||
          eh_tokens_say(catalogue, q->f->note_tokens, EH_USE_REMARK, "fall")))
        return false;
    eh_inquiry turned = *q;
    turned.low = (eh_fraction){-q->high.numerator, q->high.denominator};
    turned.high = (eh_fraction){-q->low.numerator, q->low.denominator};
    turned.n = q->cn, turned.d = q->cd, turned.cn = q->n, turned.cd = q->d;
    return agrees(&turned);
}

bool eh_inquiry_agrees(const eh_inquiry *q) {
    return agrees(q) || agrees_as_fall(q);
}

bool eh_inquiry_is(const eh_inquiry *q, eh_fraction number) {
    return eh_printed_fits(&q->f->value, number);
}

/* ---- words ---- */

void eh_say_number(eh_buffer *out, eh_fraction number) {
    char text[EH_FRACTION_ROOM];
    unsigned decimals = 0;
    if (!eh_fraction_defined(number)) {
        eh_buffer_text(out, "nothing");
        return;
    }
    eh_fraction plain = eh_fraction_make(number.numerator, number.denominator);
    if (eh_fraction_defined(plain) && plain.denominator != 1)
        decimals = 4;
    size_t length = eh_fraction_display(number, decimals, text);
    while (decimals > 0 && text[length - 1] == '0')
        length--;
    if (decimals > 0 && text[length - 1] == '.')
        length--;
    eh_buffer_add(out, text, length);
}

void eh_say_value(eh_buffer *out, const eh_claim *f, eh_fraction value) {
    static const char *const units[] = {
        [EH_FORM_RATE] = "%", [EH_FORM_SHARE] = "%", [EH_FORM_OTHER] = "%", [EH_FORM_GAP] = " percentage points"};
    char text[EH_FRACTION_ROOM];
    unsigned decimals = f->value.decimals;
    if (!eh_fraction_defined(value))
        return;
    if (f->value.unit == EH_PRINTED_ODDS || f->value.computed)
        decimals = f->item ? f->item->decimals : 1;
    if (f->form == EH_FORM_RELATIVE && (decimals == 0 || (decimals == 1 && eh_at_most(value, (eh_fraction){1, 1}))))
        decimals = 2;
    size_t length = eh_fraction_display(value, decimals, text);
    eh_buffer_add(out, text, length);
    const char *unit = f->form < sizeof units / sizeof *units ? units[f->form] : NULL;
    if (f->form == EH_FORM_CHANGE && f->d.given)
        unit = units[EH_FORM_GAP];
    if (unit)
        eh_buffer_text(out, unit);
}

static void say_rate(eh_buffer *out, eh_fraction n, eh_fraction d) {
    eh_say_number(out, n);
    if (!eh_fraction_defined(d))
        return;
    eh_buffer_text(out, " / ");
    eh_say_number(out, d);
}

void eh_say_arithmetic(eh_buffer *out, const eh_inquiry *q) {
    bool compared = eh_fraction_defined(q->cn),
         percent =
             is_percentage(q->f->form) || (compared && q->f->form != EH_FORM_RELATIVE && eh_fraction_defined(q->d));
    if (compared)
        eh_buffer_char(out, '(');
    say_rate(out, q->n, q->d);
    if (compared) {
        eh_buffer_text(out, q->f->form == EH_FORM_RELATIVE ? ") / (" : ") - (");
        say_rate(out, q->cn, q->cd);
        eh_buffer_char(out, ')');
    }
    eh_fraction exact =
        q->rates ? (q->f->form == EH_FORM_RELATIVE ? eh_ratio_of(q->n, q->d, q->cn, q->cd) : q->low) : q->low;
    eh_buffer_text(out, " = ");
    eh_say_number(out, exact);
    if (percent)
        eh_buffer_char(out, '%');
}

/* ---- remarking ---- */

eh_status eh_inquiry_remark(eh_inquiry *q, eh_remark_code code) {
    if (q->evidence.failed || q->expected.failed || q->more.failed || q->also.failed)
        return EH_NOMEM;
    size_t at = (size_t)(q->f - q->figures->at);
    eh_remark_draft draft = {.code = code,
                             .confidence = q->confidence,
                             .expected = q->expected.data,
                             .more = q->more.data,
                             .evidence = q->evidence.data,
                             .also = q->also.data,
                             .other_row = q->other_row,
                             .column = q->f->columns[EH_COLUMN_VALUE]};
    if (eh_remark_severity(code) == EH_ERROR)
        q->f->wrong = true;
    return eh_audit_remark(q->figures->audit, &q->figures->audit->figures[at], &draft) ? EH_OK : EH_NOMEM;
}

void eh_inquiry_clear(eh_inquiry *q) {
    eh_buffer *const texts[] = {&q->evidence, &q->expected, &q->more, &q->also};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        texts[i]->length = 0;
        if (texts[i]->data)
            texts[i]->data[0] = '\0';
    }
}

void eh_inquiry_free(eh_inquiry *q) {
    eh_buffer_free(&q->evidence);
    eh_buffer_free(&q->expected);
    eh_buffer_free(&q->more);
    eh_buffer_free(&q->also);
}
