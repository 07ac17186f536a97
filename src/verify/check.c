/* A return held against the plain reckoning (section 6: what is shown, the verdict). */
#include <math.h>
#include <string.h>

#include "verify/plain.h"

/* ---- how a value is shown ---- */

void eh_plain_display(eh_fraction exact, unsigned places, char out[EH_FRACTION_ROOM]) {
    char digits[EH_FRACTION_ROOM]; /* from the last to the first, the point left out */
    eh_wide whole = exact.numerator < 0 ? -exact.numerator : exact.numerator;
    eh_wide rest = whole % exact.denominator;
    unsigned n = 0, at = 0, last = places;
    whole /= exact.denominator;
    for (unsigned p = 0; p < places; p++) {
        rest *= 10;
        digits[--last] = (char)('0' + rest / exact.denominator);
        rest %= exact.denominator;
    }
    n = places;
    do
        digits[n++] = (char)('0' + whole % 10);
    while ((whole /= 10) > 0 && n < EH_FRACTION_ROOM - 4);
    if (rest * 2 >= exact.denominator) { /* half away from zero: one more at the end */
        unsigned i = 0;
        while (i < n && digits[i] == '9')
            digits[i++] = '0';
        if (i == n)
            digits[n++] = '0';
        digits[i]++;
    }
    bool some = false;
    for (unsigned i = 0; i < n; i++)
        some = some || digits[i] != '0';
    if (exact.numerator < 0 && some)
        out[at++] = '-';
    for (unsigned i = n; i-- > 0;) {
        out[at++] = digits[i];
        if (i == places && places)
            out[at++] = '.';
    }
    out[at] = '\0';
}

/* A headcount that is an average of two years and not whole has one place. */
static unsigned places_of(const eh_item *about, eh_fraction exact) {
    bool half = about->unit == EH_HEADCOUNT && about->decimals == 0 && exact.numerator % exact.denominator != 0;
    return half ? 1 : about->decimals;
}

/* Below 0.80, within 0.80 to 1.25 with both ends, above 1.25. */
static eh_verdict verdict_on(eh_fraction ratio) {
    if (ratio.numerator * 5 < ratio.denominator * 4)
        return EH_VERDICT_BELOW;
    return ratio.numerator * 4 > ratio.denominator * 5 ? EH_VERDICT_ABOVE : EH_VERDICT_WITHIN;
}

/* ---- differences ---- */

typedef struct comparing {
    const eh_edition *edition;
    const eh_return *ret;
    eh_findings *findings;
    size_t *differences;
    const eh_item *about;
    const eh_plain_item *again;
    const eh_value *value; /* of the return, being compared */
    unsigned group;
    eh_status status;
} comparing;

static bool grouped(const comparing *c) {
    return c->about->groups > 0;
}

/* A difference in `what`: as the return has it, and as the plain path does. */
static void differs(comparing *c, const char *what, const char *first, const char *second) {
    eh_buffer subject = {0}, values = {0};
    ++*c->differences;
    eh_buffer_format(&subject, "%s%s%s", c->about->id, grouped(c) ? ", " : "",
                     grouped(c) ? eh_group_name(c->edition->standard, c->group) : "");
    eh_buffer_format(&values, "%s%s%s, and %s the second time", what, *what ? " " : "", first, second);
    eh_place place = {
        .organisation = c->ret->organisation, .standard = eh_standard_id(c->edition->standard), .item = c->about->id};
    eh_status status = subject.failed || values.failed
                           ? EH_NOMEM
                           : eh_found(c->findings, EH_F_VERIFY_DIFFERS, place, 1, NULL, subject.data, values.data);
    c->status = c->status == EH_OK ? status : c->status;
    eh_buffer_free(&subject);
    eh_buffer_free(&values);
}

static void compare_doubles(comparing *c, const char *what, double first, double second) {
    char a[EH_FRACTION_ROOM] = "none", b[EH_FRACTION_ROOM] = "none";
    if (first == second || (isnan(first) && isnan(second)))
        return;
    if (isfinite(first))
        eh_double_write(first, a);
    if (isfinite(second))
        eh_double_write(second, b);
    differs(c, what, a, b);
}

static void compare_texts(comparing *c, const char *what, const char *first, const char *second) {
    if (strcmp(first ? first : "", second ? second : "") != 0)
        differs(c, what, first && *first ? first : "none", second && *second ? second : "none");
}

/* ---- one value ---- */

static double double_of(eh_fraction f) {
    return eh_fraction_defined(f) ? eh_fraction_double(f) : (double)NAN;
}

/* The counts behind a likelihood or a share; a survey's percentage has its respondents. */
static void compare_parts(comparing *c, const eh_plain_value *again) {
    bool proportion = eh_fraction_defined(again->denominator) && again->denominator.numerator > 0 &&
                      eh_fraction_defined(again->numerator) && again->numerator.numerator >= 0;
    const eh_fraction none = {0, 0};
    compare_doubles(c, "its numerator is", c->value->numerator, double_of(proportion ? again->numerator : none));
    double below =
        again->respondents > 0 ? (double)again->respondents : double_of(proportion ? again->denominator : none);
    compare_doubles(c, "its denominator is", c->value->denominator, below);
}

/* A row's percentage: 100 x group / (all three); an empty row has none. */
static void compare_percent(comparing *c) {
    eh_fraction all = eh_fraction_make(0, 1), none = {0, 0};
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (c->again->value[g].missing != EH_PRESENT)
            all = none;
        else
            all = eh_fraction_add(all, c->again->value[g].exact);
    }
    bool there = eh_fraction_defined(all) && all.numerator > 0;
    compare_doubles(c, "its percentage of the row is", c->value->percent,
                    double_of(there ? eh_plain_percent(c->again->value[c->group].exact, all) : none));
}

static void compare_present(comparing *c, const eh_plain_value *again) {
    char display[EH_FRACTION_ROOM];
    size_t before = *c->differences;
    if (again->answer) {
        compare_texts(c, "", c->value->display, again->answer);
        return;
    }
    eh_plain_display(again->exact, places_of(c->about, again->exact), display);
    compare_texts(c, "", c->value->display, display);
    if (*c->differences == before)
        compare_doubles(c, "", c->value->value, double_of(again->exact));
    if (c->again->top >= 0)
        compare_texts(c, "its verdict is", eh_verdict_id(c->value->verdict), eh_verdict_id(verdict_on(again->exact)));
    if (c->again->row)
        compare_percent(c);
    else
        compare_parts(c, again);
}

static void compare_value(comparing *c) {
    const eh_plain_value *again = &c->again->value[c->group];
    char display[EH_FRACTION_ROOM] = "";
    if (again->missing == EH_PRESENT && !again->answer)
        eh_plain_display(again->exact, places_of(c->about, again->exact), display);
    if (c->value->missing == again->missing) {
        if (again->missing == EH_PRESENT)
            compare_present(c, again);
        return;
    }
    differs(c, "", c->value->missing == EH_PRESENT ? c->value->display : eh_missing_id(c->value->missing),
            again->missing != EH_PRESENT ? eh_missing_id(again->missing)
            : again->answer              ? again->answer
                                         : display);
}

/* ---- a return ---- */

static void compare_item(comparing *c, const eh_return_item *item) {
    if (c->again->top >= 0) {
        c->group = 0;
        compare_texts(c, "above the line stands", item->top,
                      eh_group_id(c->edition->standard, (unsigned)c->again->top));
        compare_texts(c, "below the line stands", item->bottom,
                      eh_group_id(c->edition->standard, (unsigned)c->again->bottom));
    }
    for (unsigned g = 0; g < item->count; g++) {
        c->group = g;
        c->value = &item->value[g];
        compare_value(c);
    }
}

eh_status eh_plain_compare(const eh_plain_items *items, const eh_edition *edition, const eh_return *ret,
                           eh_findings *findings, size_t *differences) {
    comparing c = {.edition = edition, .ret = ret, .findings = findings, .differences = differences};
    eh_buffer strangers = {0};
    uint64_t strange = 0;
    *differences = 0;
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_return_item *item = eh_return_item_find(ret, edition->items[i].id);
        c.about = &edition->items[i];
        c.again = eh_plain_item_find(items, c.about->id);
        if (!c.again) {
            eh_buffer_format(&strangers, "%s%s", strange++ ? ", " : "", c.about->id);
            continue;
        }
        if (item)
            compare_item(&c, item);
        else
            differs(&c, "", "nothing", "something");
    }
    if (c.status == EH_OK && strange) {
        eh_place place = {.organisation = ret->organisation, .standard = eh_standard_id(edition->standard)};
        c.status = strangers.failed
                       ? EH_NOMEM
                       : eh_found(findings, EH_F_VERIFY_UNKNOWN, place, strange, NULL, strangers.data, NULL);
    }
    eh_buffer_free(&strangers);
    return c.status;
}
