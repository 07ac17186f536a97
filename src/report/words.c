/* Words for single things: numbers, reasons, verdicts, groups. The sentences are in words_items.c. */
#include "report/words.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/fraction.h"

const char *eh_missing_words(eh_missing missing) {
    static const char *const words[] = {"", "not supplied", "not applicable", "undefined", "[c]"};
    return words[missing];
}

const char *eh_missing_why(eh_missing missing) {
    static const char *const words[] = {"", "no extract holds what it needs", "this figure does not exist here",
                                        "there is nothing to divide by",
                                        "hidden, so that nobody can be recognised in a small number"};
    return words[missing];
}

const char *eh_verdict_words(eh_verdict verdict) {
    static const char *const words[] = {"", "below 0.80", "within 0.80 to 1.25", "above 1.25"};
    return words[verdict];
}

const char *eh_severity_words(eh_severity severity) {
    static const char *const words[] = {"Note", "Warning", "Error"};
    return words[severity];
}

const char *eh_test_words(eh_test test) {
    static const char *const words[] = {"", "chi-square test", "mid-p exact test"};
    return words[test];
}

eh_significance eh_significance_of(const eh_value *ratio) {
    if (ratio->missing != EH_PRESENT || isnan(ratio->p))
        return EH_NOT_TESTED;
    bool unlikely = ratio->p < 0.05;
    bool known = !isnan(ratio->lower) || !isnan(ratio->upper);
    /* An interval without an upper bound is open at the top. */
    bool excludes = (!isnan(ratio->lower) && ratio->lower > 1) || (!isnan(ratio->upper) && ratio->upper < 1);
    if (known && unlikely != excludes)
        return EH_BORDERLINE;
    return unlikely ? EH_UNLIKELY_CHANCE : EH_PERHAPS_CHANCE;
}

const char *eh_significance_words(eh_significance significance) {
    static const char *const words[] = {"", "could be chance alone", "unlikely to be chance alone", "borderline"};
    return words[significance];
}

const char *eh_group_inside(eh_standard standard, unsigned group) {
    static const char *const words[EH_STANDARD_COUNT][EH_GROUPS] = {
        [EH_WRES] = {"White", "BME", "unknown"},
        [EH_WDES] = {"Disabled", "non-disabled", "unknown"},
    };
    return words[standard][group];
}

const char *eh_group_start(eh_standard standard, unsigned group) {
    static const char *const words[EH_STANDARD_COUNT][EH_GROUPS] = {
        [EH_WRES] = {"White", "BME", "Unknown"},
        [EH_WDES] = {"Disabled", "Non-disabled", "Unknown"},
    };
    return words[standard][group];
}

const char *eh_subject(eh_standard standard) {
    return standard == EH_WRES ? "Ethnicity" : "Disability";
}

void eh_words_number(eh_buffer *out, double value, unsigned decimals) {
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
    if (!isfinite(value) || fabs(value) > 1e12 || decimals > 6)
        return;
    double scaled = round(value * (double)powers[decimals]);
    char text[EH_FRACTION_ROOM];
    eh_fraction_display((eh_fraction){(eh_wide)scaled, powers[decimals]}, decimals, text);
    eh_buffer_text(out, text);
}

void eh_words_count(eh_buffer *out, double count) {
    if (!isfinite(count) || count < 0 || count > 1e12)
        return;
    double whole = floor(count);
    char digits[EH_FRACTION_ROOM];
    size_t length = eh_double_write(whole, digits);
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            eh_buffer_char(out, ',');
        eh_buffer_char(out, digits[i]);
    }
    if (count - whole > 0) {
        char rest[EH_FRACTION_ROOM];
        eh_double_write(count - whole, rest);
        eh_buffer_text(out, rest + 1); /* without the 0 before the point */
    }
}

void eh_words_p(eh_buffer *out, double p) {
    if (p < 0.001) {
        eh_buffer_text(out, "p < 0.001");
        return;
    }
    /* 0.0496 must not read as 0.050. */
    unsigned decimals = fabs(p - 0.05) < 0.0006 ? 5 : 3;
    eh_buffer_text(out, "p = ");
    eh_words_number(out, p, decimals);
}

bool eh_words_interval(eh_buffer *out, const eh_value *value, unsigned decimals) {
    bool low = isfinite(value->lower), high = isfinite(value->upper);
    if (!low && !high)
        return false;
    eh_buffer_text(out, value->approximate ? "approximate 95% interval " : "95% interval ");
    if (low)
        eh_words_number(out, value->lower, decimals);
    eh_buffer_text(out, high ? (low ? " to " : "up to ") : " upwards");
    if (high)
        eh_words_number(out, value->upper, decimals);
    return true;
}

bool eh_words_difference(eh_buffer *out, const eh_value *a, const eh_value *b, unsigned decimals, int *sign) {
    if (a->missing != EH_PRESENT || b->missing != EH_PRESENT)
        return false;
    eh_fraction difference = eh_fraction_subtract(eh_exact_of(a->value), eh_exact_of(b->value));
    if (!eh_fraction_defined(difference))
        return false;
    *sign = difference.numerator < 0 ? -1 : difference.numerator > 0;
    if (*sign < 0)
        difference.numerator = -difference.numerator;
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(difference, decimals, text);
    eh_buffer_text(out, text);
    return true;
}

void eh_words_name(eh_buffer *out, const char *name) {
    unsigned parts = 0;
    for (size_t i = 0; name[i]; i++) {
        char c = name[i];
        if (c == '.')
            eh_buffer_text(out, parts++ == 0 ? ": " : ", ");
        else if (c == '-' || c == '_')
            eh_buffer_char(out, ' ');
        else
            eh_buffer_char(out, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

void eh_words_value(eh_buffer *out, const eh_value *value, eh_unit unit) {
    if (value->missing != EH_PRESENT) {
        eh_buffer_text(out, eh_missing_words(value->missing));
        return;
    }
    if (unit == EH_POINTS && value->value > 0)
        eh_buffer_char(out, '+');
    eh_buffer_text(out, value->display);
    if (unit == EH_PERCENT)
        eh_buffer_char(out, '%');
    else if (unit == EH_POINTS)
        eh_buffer_text(out, " percentage points");
}

const eh_item *eh_item_of(const eh_edition *edition, const char *id) {
    int place = edition ? eh_item_find(edition, eh_slice_of(id)) : -1;
    return place < 0 ? NULL : &edition->items[place];
}

const char *eh_item_label(const eh_edition *edition, const char *id) {
    const eh_item *item = eh_item_of(edition, id);
    return item ? item->label : id;
}

const eh_value *eh_item_value(const eh_return *ret, const eh_return_item *item, unsigned group) {
    if (!item->grouped)
        return item->count ? &item->value[0] : NULL;
    for (unsigned g = 0; g < item->count; g++)
        if (!strcmp(item->group[g], eh_group_id(ret->standard, group)))
            return &item->value[g];
    return NULL;
}

void eh_words_fitness(eh_buffer *out, const eh_return *ret) {
    size_t of[3] = {0, 0, 0};
    for (size_t i = 0; i < ret->finding_count; i++)
        of[ret->findings[i].severity]++;
    eh_buffer_text(out, ret->complete ? "Fit to submit" : "Not fit to submit");
    eh_buffer_text(out, ": ");
    if (of[EH_ERROR])
        eh_buffer_format(out, "%zu %s in the way", of[EH_ERROR], of[EH_ERROR] == 1 ? "error stands" : "errors stand");
    else
        eh_buffer_text(out, ret->complete ? "nothing stands in the way" : "warnings count as errors in this run");
    if (of[EH_WARNING])
        eh_buffer_format(out, "; %zu %s to look at", of[EH_WARNING], of[EH_WARNING] == 1 ? "warning" : "warnings");
    eh_buffer_char(out, '.');
}

void eh_words_organisation(eh_buffer *out, const eh_return *ret) {
    if (*ret->name)
        eh_buffer_format(out, "%s (%s)", ret->name, ret->organisation);
    else
        eh_buffer_text(out, ret->organisation);
}

void eh_words_period(eh_buffer *out, const eh_return *ret) {
    char start[20], end[20];
    eh_date_words(ret->period_start, start);
    eh_date_words(ret->period_end, end);
    eh_buffer_format(out, "%s to %s", start, end);
}

void eh_words_put(eh_buffer *out, const char *text, const char *one, const char *two, const char *three) {
    const char *const given[] = {one, two, three};
    for (const char *at = text; *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}') {
            const char *put = given[at[1] - '1'];
            eh_buffer_text(out, put ? put : "");
            at += 2;
        } else {
            eh_buffer_char(out, *at);
        }
    }
}
