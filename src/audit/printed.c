#include "audit/printed.h"

#include <string.h>

#include "standard/audit_words.h"

enum { MOST_DECIMALS = 6 /* that anybody prints */ };

eh_fraction eh_printed_step(unsigned decimals) {
    eh_wide below = 1;
    for (unsigned i = 0; i < decimals; i++)
        below *= 10;
    return (eh_fraction){1, below};
}

bool eh_at_most(eh_fraction a, eh_fraction b) {
    return eh_fraction_defined(a) && eh_fraction_defined(b) && eh_fraction_compare(a, b) <= 0;
}

/* ---- the number ---- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The end of the number that begins at `start`: digits with points and commas between. */
static size_t number_end(eh_slice text, size_t start) {
    size_t i = start;
    while (i < text.length && (is_digit(text.at[i]) || ((text.at[i] == '.' || text.at[i] == ',') &&
                                                        i + 1 < text.length && is_digit(text.at[i + 1]))))
        i++;
    return i;
}

/* How many decimals the digits of a number show: none behind a comma that only parts thousands. */
static unsigned decimals_of(eh_slice digits, eh_fraction value) {
    size_t point = digits.length;
    for (size_t i = 0; i < digits.length; i++)
        if (digits.at[i] == '.' || digits.at[i] == ',')
            point = i;
    if (point == digits.length || (digits.at[point] == ',' && value.denominator == 1 && digits.length - point == 4))
        return 0;
    return (unsigned)(digits.length - point - 1);
}

/* Whether a minus stands before the number: '-', U+2212 or U+2013. */
static bool is_negative(eh_slice before) {
    before = eh_trim(before);
    if (before.length >= 1 && before.at[before.length - 1] == '-')
        return true;
    if (before.length < 3)
        return false;
    const char *last = before.at + before.length - 3;
    return memcmp(last, "\xE2\x88\x92", 3) == 0 || memcmp(last, "\xE2\x80\x93", 3) == 0;
}

/* ---- the words around it ---- */

/* The meaning of the words of a use that the tokens begin with, or NULL. */
static const char *leading(const eh_catalogue *catalogue, eh_audit_use use, const char *tokens) {
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, use); (word = eh_audit_word_at(catalogue, i)) && word->use == use; i++)
        if (strncmp(tokens, word->tokens, strlen(word->tokens)) == 0)
            return word->to;
    return NULL;
}

static bool says(const eh_catalogue *catalogue, const char *tokens, const char *stance, bool whole) {
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_STANCE);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_STANCE; i++)
        if (strcmp(word->to, stance) == 0 &&
            (whole ? strcmp(tokens, word->tokens) == 0 : strstr(tokens, word->tokens) != NULL))
            return true;
    return false;
}

/* "in 5" behind a number without a unit; "in 2025" is a year. */
static bool odds_below(eh_slice rest, const char *tokens, eh_fraction *below) {
    static const eh_fraction most = {1000, 1};
    if (strncmp(tokens, " in ", 4) != 0 || !is_digit(tokens[4]) || rest.at[0] == '%')
        return false;
    size_t length = strcspn(tokens + 4, " ");
    return eh_decimal_read((eh_slice){tokens + 4, length}, below) && below->numerator > 0 && eh_at_most(*below, most);
}

static eh_printed_unit unit_behind(const eh_catalogue *catalogue, eh_slice rest, const char *tokens) {
    static const struct {
        const char *word;
        eh_printed_unit unit;
    } units[] = {{"percent", EH_PRINTED_PERCENT}, {"points", EH_PRINTED_POINTS}, {"times", EH_PRINTED_TIMES}};
    const char *word = leading(catalogue, EH_USE_UNIT, tokens);
    bool sign = rest.length > 0 && rest.at[0] == '%';
    for (size_t i = 0; word && i < sizeof units / sizeof *units; i++)
        if (strcmp(word, units[i].word) == 0)
            return units[i].unit;
    if (sign)
        return EH_PRINTED_PERCENT;
    return rest.length > 1 && rest.at[0] == ':' ? EH_PRINTED_TIMES : EH_PRINTED_PLAIN;
}

/* ---- ranges ---- */

static void set_range(eh_printed *p) {
    static const eh_fraction half = {1, 2}, twentieth = {1, 20};
    eh_fraction reach = eh_fraction_multiply(eh_printed_step(p->decimals), half);
    if (p->about)
        reach = eh_fraction_add(
            reach, eh_fraction_multiply(p->value, p->value.numerator < 0 ? (eh_fraction){-1, 20} : twentieth));
    p->low = eh_fraction_subtract(p->value, reach);
    p->high = eh_fraction_add(p->value, reach);
}

/* "1 in 5" stands for 1 in 4.5 to 1 in 5.5. */
static void set_odds(eh_printed *p, eh_fraction below) {
    static const eh_fraction half = {1, 2};
    eh_fraction above = p->value;
    p->unit = EH_PRINTED_ODDS;
    p->value = eh_fraction_divide(above, below);
    p->low = eh_fraction_divide(above, eh_fraction_add(below, half));
    p->high = eh_fraction_divide(above, eh_fraction_subtract(below, half));
    p->decimals = 2;
}

eh_printed eh_printed_read(const eh_catalogue *catalogue, eh_slice text) {
    eh_printed p = {.state = EH_PRINTED_UNREAD};
    char tokens[EH_TOKENS_ROOM];
    size_t start = 0;
    text = eh_trim(text);
    if (text.length == 0)
        return (eh_printed){.state = EH_PRINTED_BLANK};
    eh_tokens(text, tokens);
    while (start < text.length && !is_digit(text.at[start]))
        start++;
    if (start == text.length) {
        bool nothing =
            strcmp(tokens, "  ") == 0 || strcmp(tokens, " ") == 0 || says(catalogue, tokens, "missing", true);
        p.state = nothing ? EH_PRINTED_MISSING : EH_PRINTED_UNREAD;
        return p;
    }
    eh_slice before = {text.at, start};
    if (memchr(before.at, '<', before.length) || memchr(before.at, '>', before.length))
        return (eh_printed){.state = EH_PRINTED_MISSING};
    bool point = start > 0 && text.at[start - 1] == '.' && (start == 1 || !is_digit(text.at[start - 2]));
    size_t from = point ? start - 1 : start, end = number_end(text, start);
    eh_slice digits = {text.at + from, end - from}, rest = eh_trim((eh_slice){text.at + end, text.length - end});
    if (digits.length > 30 || !eh_decimal_read(digits, &p.value))
        return p;
    p.state = EH_PRINTED_NUMBER;
    p.decimals = decimals_of(digits, p.value);
    p.computed = p.decimals > MOST_DECIMALS;
    p.decimals = p.decimals > 9 ? 9 : p.decimals;
    if (is_negative((eh_slice){text.at, from}))
        p.value.numerator = -p.value.numerator;
    eh_tokens(before, tokens);
    p.about = says(catalogue, tokens, "about", false) || memchr(before.at, '~', before.length) != NULL;
    eh_tokens(rest, tokens);
    p.unit = unit_behind(catalogue, rest, tokens);
    eh_fraction below;
    if (odds_below(rest, tokens, &below))
        set_odds(&p, below);
    else
        set_range(&p);
    return p;
}

/* ---- comparing ---- */

bool eh_printed_fits_range(const eh_printed *p, eh_fraction low, eh_fraction high) {
    return p->state == EH_PRINTED_NUMBER && eh_at_most(p->low, high) && eh_at_most(low, p->high);
}

bool eh_printed_fits(const eh_printed *p, eh_fraction exact) {
    return eh_printed_fits_range(p, exact, exact);
}

bool eh_printed_cut(const eh_printed *p, eh_fraction exact) {
    if (p->state != EH_PRINTED_NUMBER || p->about || p->unit == EH_PRINTED_ODDS || !eh_fraction_defined(exact))
        return false;
    eh_fraction value = p->value, step = eh_printed_step(p->decimals);
    if (value.numerator < 0 || (value.numerator == 0 && exact.numerator < 0)) {
        value.numerator = -value.numerator;
        exact.numerator = -exact.numerator;
    }
    eh_fraction end = eh_fraction_add(value, step);
    return eh_at_most(value, exact) && eh_fraction_defined(end) && eh_fraction_compare(exact, end) < 0;
}
