/* The arithmetic of items, and printed figures reckoned again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "return/formula.h"

/* A small edition of our own: positions are used as ids. */
enum {
    SHORTLISTED,
    APPOINTED,
    ILL,
    RATE,
    NET_RATE,
    RATIO,
    RATIO_OF_RATE,
    NET_RATIO,
    BOARD,
    STAFF,
    SHARE,
    GAP,
    GAP_OF_SHARES,
    TOTAL,
    SURVEY,
    ITEMS
};

static const eh_term rate_terms[] = {{APPOINTED, 1, false}, {SHORTLISTED, 1, true}};
static const eh_term net_terms[] = {{APPOINTED, 1, false}, {ILL, -1, false}, {SHORTLISTED, 1, true}};
static const eh_term of_rate[] = {{RATE, 1, false}};
static const eh_term of_board[] = {{BOARD, 1, false}}, of_both[] = {{BOARD, 1, false}, {STAFF, 1, false}};
static const eh_term of_shares[] = {{SHARE, 1, false}, {STAFF, 1, false}};
static const eh_term parts[] = {{BOARD, 1, false}, {STAFF, 1, false}, {ILL, -1, false}};

static const eh_item items[ITEMS] = {
    [SHORTLISTED] = {.operation = EH_OP_COUNT, .groups = 3},
    [APPOINTED] = {.operation = EH_OP_COUNT, .groups = 3},
    [ILL] = {.operation = EH_OP_COUNT, .groups = 3},
    [RATE] = {.operation = EH_OP_RATE, .groups = 3, .terms = rate_terms, .term_count = 2},
    [NET_RATE] = {.operation = EH_OP_RATE, .groups = 3, .terms = net_terms, .term_count = 3},
    [RATIO] = {.operation = EH_OP_RELATIVE, .terms = rate_terms, .term_count = 2, .top = 0, .bottom = 1},
    [RATIO_OF_RATE] = {.operation = EH_OP_RELATIVE, .terms = of_rate, .term_count = 1, .top = 1, .bottom = 0},
    [NET_RATIO] = {.operation = EH_OP_RELATIVE, .terms = net_terms, .term_count = 3, .top = 0, .bottom = 1},
    [BOARD] = {.operation = EH_OP_COUNT, .groups = 3},
    [STAFF] = {.operation = EH_OP_COUNT, .groups = 3},
    [SHARE] = {.operation = EH_OP_SHARE, .groups = 3, .terms = of_board, .term_count = 1},
    [GAP] = {.operation = EH_OP_GAP, .groups = 3, .terms = of_both, .term_count = 2},
    [GAP_OF_SHARES] = {.operation = EH_OP_GAP, .groups = 3, .terms = of_shares, .term_count = 2},
    [TOTAL] = {.operation = EH_OP_SUM, .groups = 3, .terms = parts, .term_count = 3},
    [SURVEY] = {.operation = EH_OP_SURVEY, .groups = 2},
};
static const eh_edition edition = {.standard = EH_WRES, .year = 2025, .items = items, .item_count = ITEMS};

/* Counts in halves; below 0 a reason for having none, negated. */
typedef struct counts {
    int64_t halves[ITEMS][EH_GROUPS];
} counts;

static eh_operand_value source(void *context, unsigned item, unsigned group) {
    const counts *c = context;
    int64_t halves = c->halves[item][group];
    if (halves < 0)
        return (eh_operand_value){(eh_missing)-halves, {0, 0}};
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(halves, 2)};
}

static counts plain(void) {
    return (counts){{
        [SHORTLISTED] = {1560, 840, 60},
        [APPOINTED] = {340, 120, 10},
        [ILL] = {5, 3, 0},
        [BOARD] = {14, 6, 2},
        [STAFF] = {2000, 800, 400},
        [SURVEY] = {69, 80, 0},
    }};
}

static void gives(const counts *c, unsigned item, unsigned group, int64_t n, int64_t d) {
    counts copy = *c;
    eh_operand_value value = eh_formula(&edition, item, group, source, &copy);
    assert_int_equal(value.missing, EH_PRESENT);
    assert_int_equal(eh_fraction_compare(value.exact, eh_fraction_make(n, d)), 0);
}

static void lacks(const counts *c, unsigned item, unsigned group, eh_missing reason) {
    counts copy = *c;
    eh_operand_value value = eh_formula(&edition, item, group, source, &copy);
    assert_int_equal(value.missing, reason);
    assert_false(eh_fraction_defined(value.exact));
}

static void every_operation(void **state) {
    counts c = plain();
    (void)state;
    gives(&c, APPOINTED, 1, 60, 1);
    gives(&c, SURVEY, 0, 69, 2);
    gives(&c, TOTAL, 0, 14 + 2000 - 5, 2);
    gives(&c, RATE, 0, 17000, 780);
    gives(&c, NET_RATE, 1, 100 * 117, 840);
    gives(&c, RATIO, 0, 170 * 420, 780 * 60);
    gives(&c, RATIO, 2, 170 * 420, 780 * 60); /* the group is ignored */
    gives(&c, RATIO_OF_RATE, 0, 780 * 60, 170 * 420);
    gives(&c, NET_RATIO, 0, 335 * 840, 1560 * 117);
    gives(&c, SHARE, 1, 600, 22);
    gives(&c, GAP, 1, 600 * 3200 - 80000 * 22, 22 * 3200);
    gives(&c, GAP_OF_SHARES, 2, 200 * 3200 - 40000 * 22, 22 * 3200);
}

static void undefined_and_zero(void **state) {
    counts c = plain();
    (void)state;
    c.halves[APPOINTED][0] = 0; /* a top group without events: exactly 0 */
    gives(&c, RATIO, 0, 0, 1);
    gives(&c, RATE, 0, 0, 1);
    c.halves[APPOINTED][1] = 0; /* and then nobody to compare with */
    lacks(&c, RATIO, 0, EH_UNDEFINED);
    gives(&c, RATE, 1, 0, 1);
    c = plain();
    c.halves[APPOINTED][1] = 0; /* a comparator without events */
    lacks(&c, RATIO, 0, EH_UNDEFINED);
    gives(&c, RATIO_OF_RATE, 0, 0, 1);
    c = plain();
    c.halves[SHORTLISTED][0] = 0; /* nobody in the top group */
    lacks(&c, RATE, 0, EH_UNDEFINED);
    lacks(&c, RATIO, 0, EH_UNDEFINED);
    c = plain();
    c.halves[SHORTLISTED][1] = 0; /* nobody in the comparator, though it has events: (a x m) / (n x b) would be 0 */
    lacks(&c, RATE, 1, EH_UNDEFINED);
    lacks(&c, RATIO, 0, EH_UNDEFINED);
    c = plain();
    c.halves[ILL][1] = 120; /* a net count of none */
    lacks(&c, NET_RATIO, 0, EH_UNDEFINED);
    c = plain();
    for (unsigned g = 0; g < EH_GROUPS; g++)
        c.halves[BOARD][g] = 0;
    lacks(&c, SHARE, 0, EH_UNDEFINED);
    lacks(&c, GAP, 0, EH_UNDEFINED);
    gives(&c, TOTAL, 0, 1995, 2);
}

/* not-supplied before not-applicable before undefined before suppressed, wherever they stand. */
static void precedence(void **state) {
    static const eh_missing reasons[] = {EH_NOT_SUPPLIED, EH_NOT_APPLICABLE, EH_UNDEFINED, EH_SUPPRESSED};
    (void)state;
    for (size_t a = 0; a < 4; a++)
        for (size_t b = 0; b < 4; b++) {
            counts c = plain();
            eh_missing first = reasons[a < b ? a : b];
            c.halves[APPOINTED][1] = -(int64_t)reasons[a];
            c.halves[SHORTLISTED][1] = -(int64_t)reasons[b];
            lacks(&c, RATE, 1, first);
            lacks(&c, RATIO, 0, first);
            lacks(&c, RATIO_OF_RATE, 0, first);
            gives(&c, RATE, 0, 17000, 780);
            c.halves[STAFF][2] = -(int64_t)reasons[a];
            c.halves[BOARD][0] = -(int64_t)reasons[b];
            lacks(&c, GAP, 1, first);
            lacks(&c, SHARE, 1, reasons[b]);
            lacks(&c, TOTAL, 0, reasons[b]);
        }
    counts c = plain();
    c.halves[SHORTLISTED][0] = 0; /* undefined in itself, but what is not supplied comes first */
    c.halves[APPOINTED][1] = -(int64_t)EH_NOT_SUPPLIED;
    lacks(&c, RATIO, 0, EH_NOT_SUPPLIED);
}

static void parts_of_proportions(void **state) {
    counts c = plain();
    (void)state;
    eh_parts p = eh_formula_parts(&edition, RATE, 1, 0, source, &c);
    assert_int_equal(eh_fraction_compare(p.numerator.exact, eh_fraction_make(60, 1)), 0);
    assert_int_equal(eh_fraction_compare(p.denominator.exact, eh_fraction_make(420, 1)), 0);
    p = eh_formula_parts(&edition, NET_RATIO, 0, 0, source, &c);
    assert_int_equal(eh_fraction_compare(p.numerator.exact, eh_fraction_make(335, 2)), 0);
    p = eh_formula_parts(&edition, RATIO_OF_RATE, 1, 0, source, &c);
    assert_int_equal(eh_fraction_compare(p.denominator.exact, eh_fraction_make(420, 1)), 0);
    p = eh_formula_parts(&edition, SHARE, 2, 0, source, &c);
    assert_int_equal(eh_fraction_compare(p.denominator.exact, eh_fraction_make(11, 1)), 0);
    p = eh_formula_parts(&edition, GAP, 1, 1, source, &c);
    assert_int_equal(eh_fraction_compare(p.numerator.exact, eh_fraction_make(400, 1)), 0);
    assert_int_equal(eh_fraction_compare(p.denominator.exact, eh_fraction_make(1600, 1)), 0);
    p = eh_formula_parts(&edition, APPOINTED, 1, 0, source, &c);
    assert_int_equal(p.numerator.missing, EH_NOT_APPLICABLE);
    c.halves[APPOINTED][1] = -(int64_t)EH_NOT_SUPPLIED;
    p = eh_formula_parts(&edition, RATE, 1, 0, source, &c);
    assert_int_equal(p.numerator.missing, EH_NOT_SUPPLIED);
    assert_int_equal(p.denominator.missing, EH_PRESENT);
}

/* The ends of the band are within it; a hair's breadth outside is not. */
/* Ratios (a/n) / (b/m) at the ends of the band and as near to them as counts below 2^25 come: judged from the nearest double as from the fraction. */
static void verdicts_from_doubles(void **state) {
    (void)state;
    static const int64_t limits[][2] = {{4, 5}, {5, 4}};
    for (size_t end = 0; end < 2; end++)
        for (int64_t n = (1 << 25) - 41; n < 1 << 25; n++)
            for (int64_t m = n - 40; m <= n; m++) {
                eh_wide q = (eh_wide)n * m, p = q * limits[end][0] / limits[end][1];
                for (eh_wide top = p - 1; top <= p + 1; top++) {
                    eh_fraction ratio = eh_fraction_make(top, q);
                    assert_int_equal(eh_verdict_of_nearest(eh_fraction_double(ratio)), eh_verdict_of(ratio));
                }
            }
    assert_int_equal(eh_verdict_of_nearest(0.8), EH_VERDICT_WITHIN);
    assert_int_equal(eh_verdict_of_nearest(1.25), EH_VERDICT_WITHIN);
    assert_int_equal(eh_verdict_of_nearest(0.7999999999999999), EH_VERDICT_BELOW);
    assert_int_equal(eh_verdict_of_nearest(1.2500000000000002), EH_VERDICT_ABOVE);
    assert_true(EH_BAND_LOWER == 0.8 && EH_BAND_UPPER == 1.25);
}

static void verdicts(void **state) {
    const int64_t big = INT64_C(1000000000000);
    (void)state;
    assert_int_equal(eh_verdict_of(eh_fraction_make(4, 5)), EH_VERDICT_WITHIN);
    assert_int_equal(eh_verdict_of(eh_fraction_make(5, 4)), EH_VERDICT_WITHIN);
    assert_int_equal(eh_verdict_of(eh_fraction_make(1, 1)), EH_VERDICT_WITHIN);
    assert_int_equal(eh_verdict_of(eh_fraction_make(4 * big - 1, 5 * big)), EH_VERDICT_BELOW);
    assert_int_equal(eh_verdict_of(eh_fraction_make(5 * big + 1, 4 * big)), EH_VERDICT_ABOVE);
    assert_int_equal(eh_verdict_of(eh_fraction_make(0, 1)), EH_VERDICT_BELOW);
    assert_int_equal(eh_verdict_of((eh_fraction){0, 0}), EH_VERDICT_NONE);
}

static void displays(void **state) {
    static const struct {
        eh_unit unit;
        unsigned decimals;
        int64_t n, d;
        const char *text;
    } cases[] = {
        {EH_HEADCOUNT, 0, 170, 1, "170"}, {EH_HEADCOUNT, 0, 7, 2, "3.5"},    {EH_HEADCOUNT, 0, 8, 2, "4"},
        {EH_RATIO, 2, 201, 200, "1.01"},  {EH_PERCENT, 1, 700, 2000, "0.4"}, {EH_POINTS, 1, -1, 20, "-0.1"},
        {EH_POINTS, 1, -1, 21, "0.0"},
    };
    char text[EH_FRACTION_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const eh_item item = {.unit = cases[i].unit, .decimals = cases[i].decimals};
        size_t length = eh_formula_display(&item, eh_fraction_make(cases[i].n, cases[i].d), text);
        assert_string_equal(text, cases[i].text);
        assert_int_equal(length, strlen(cases[i].text));
    }
}

/* Printed figures: tests/data/published.csv. */
enum {
    CASE = 0,
    TOP_NUMBER = 8,
    TOP_OF,
    BOTTOM_NUMBER,
    BOTTOM_OF,
    PRINTED,
    DECIMALS,
    UNIT,
    FORMULA,
    BASIS,
    RECKONED,
    AGREES,
    COLUMNS = 21
};

/* Cuts a line of CSV into its cells, in place. */
static unsigned cut(char *line, char *cells[COLUMNS]) {
    unsigned count = 0;
    char *to = line;
    for (char *from = line; count < COLUMNS;) {
        bool quoted = *from == '"';
        cells[count++] = to;
        from += quoted;
        while (*from && *from != '\n' && (quoted || *from != ',')) {
            if (quoted && *from == '"') {
                if (from[1] != '"') {
                    quoted = false;
                    from++;
                    continue;
                }
                from++;
            }
            *to++ = *from++;
        }
        bool more = *from == ',';
        from += more;
        *to++ = '\0';
        if (!more)
            break;
    }
    return count;
}

static eh_fraction read_number(const char *text, int64_t otherwise) {
    eh_fraction value = eh_fraction_make(otherwise, 1);
    if (*text)
        assert_true(eh_decimal_read(eh_slice_of(text), &value));
    return value;
}

/* The figure of a line, from its counts. */
static eh_fraction reckoned(char *const cells[COLUMNS]) {
    eh_fraction top = eh_fraction_divide(read_number(cells[TOP_NUMBER], 0), read_number(cells[TOP_OF], 1));
    eh_fraction bottom = eh_fraction_divide(read_number(cells[BOTTOM_NUMBER], 0), read_number(cells[BOTTOM_OF], 1));
    eh_fraction hundred = eh_fraction_make(100, 1);
    const char *formula = cells[FORMULA];
    if (!strcmp(formula, "percent"))
        return eh_fraction_multiply(top, hundred);
    if (!strcmp(formula, "ratio"))
        return eh_fraction_divide(top, bottom);
    if (!strcmp(formula, "difference"))
        return eh_fraction_subtract(top, bottom);
    if (!strcmp(formula, "pp"))
        return eh_fraction_multiply(eh_fraction_subtract(top, bottom), hundred);
    assert_string_equal(formula, "sum");
    return top;
}

static void printed_figures(void **state) {
    char path[1024], line[4096], text[EH_FRACTION_ROOM];
    unsigned agreed = 0, differed = 0;
    const char *folder = getenv("EVENHAND_TOP");
    (void)state;
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/tests/data/published.csv", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        char *cells[COLUMNS] = {0};
        assert_int_equal(cut(line, cells), COLUMNS);
        unsigned decimals = (unsigned)(cells[DECIMALS][0] - '0');
        eh_fraction value = reckoned(cells);
        assert_true(eh_fraction_defined(value));
        eh_fraction_display(value, decimals, text);
        eh_fraction printed = read_number(cells[PRINTED], 0);
        bool same = eh_fraction_compare(read_number(text, 0), printed) == 0;
        if (same != !strcmp(cells[AGREES], "yes"))
            fail_msg("%s: printed %s, reckoned %s", cells[CASE], cells[PRINTED], text);
        eh_fraction_display(value, 6, text);
        assert_string_equal(text, cells[RECKONED]);
        agreed += same;
        differed += !same;
    }
    fclose(file);
    assert_int_equal(agreed, 16);
    assert_int_equal(differed, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation), cmocka_unit_test(undefined_and_zero),
        cmocka_unit_test(precedence),      cmocka_unit_test(parts_of_proportions),
        cmocka_unit_test(verdicts),        cmocka_unit_test(verdicts_from_doubles),
        cmocka_unit_test(displays),        cmocka_unit_test(printed_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
