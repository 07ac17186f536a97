/* What unknown people could make of a figure, held to every way of dividing them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue_support.h"
#include "evenhand/catalogue.h"
#include "report/words_trust.h"
#include "sample_return.h"

/* a number below `limit`, by a generator of its own */
static int64_t below(uint64_t *seed, int64_t limit) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((*seed >> 33) % (uint64_t)limit);
}

/* What every way of dividing the unknown gives: kinds of unknown are people with their event, people without one, events without a person. */
typedef struct all_ways {
    bool any, unlimited;
    int64_t least[2], most[2]; /* as numerator and denominator */
    int64_t fewest;            /* -1 for none */
} all_ways;

static int sign_of(int64_t x) {
    return (x > 0) - (x < 0);
}

static void try_whole_division(all_ways *w, int64_t a, int64_t n, int64_t b, int64_t m) {
    int64_t up = a * m, down = n * b;
    if (down == 0) {
        w->unlimited = w->unlimited || up > 0;
        return;
    }
    if (!w->any || up * w->least[1] < w->least[0] * down)
        memcpy(w->least, (int64_t[]){up, down}, sizeof w->least);
    if (!w->any || up * w->most[1] > w->most[0] * down)
        memcpy(w->most, (int64_t[]){up, down}, sizeof w->most);
    w->any = true;
}

static all_ways every_way(const eh_split *s) {
    const int64_t a = s->events[0], n = s->people[0], b = s->events[1], m = s->people[1];
    int64_t pairs = s->events[2] < s->people[2] ? s->events[2] : s->people[2];
    const int64_t room[3] = {pairs, s->people[2] - pairs, s->events[2] - pairs};
    all_ways w = {.fewest = -1};
    int now = sign_of(a * m - n * b);
    for (int64_t p = 0; p <= room[0]; p++)
        for (int64_t q = 0; p + q <= room[0]; q++)
            for (int64_t i = 0; i <= room[1]; i++)
                for (int64_t k = 0; i + k <= room[1]; k++)
                    for (int64_t x = 0; x <= room[2]; x++)
                        for (int64_t y = 0; x + y <= room[2]; y++) {
                            int64_t aa = a + p + x, nn = n + p + i, bb = b + q + y, mm = m + q + k;
                            int64_t moved = p + q + i + k + x + y;
                            int then = sign_of(aa * mm - nn * bb);
                            if (moved == room[0] + room[1] + room[2])
                                try_whole_division(&w, aa, nn, bb, mm);
                            if (now != 0 && then != now && (w.fewest < 0 || moved < w.fewest))
                                w.fewest = moved;
                        }
    return w;
}

static void same(eh_fraction f, const int64_t expected[2]) {
    assert_true(eh_fraction_defined(f));
    assert_int_equal(eh_fraction_compare(f, eh_fraction_make(expected[0], expected[1])), 0);
}

/* Placing those that it names brings the ratio to parity or past it. */
static void named_ones_suffice(const eh_split *s, const eh_bounds *b) {
    int64_t events[2] = {s->events[0], s->events[1]}, people[2] = {s->people[0], s->people[1]};
    int64_t strays = s->events[2] > s->people[2] ? s->events[2] - s->people[2] : 0;
    assert_int_equal(b->fewest, b->fewest_events + b->fewest_others);
    assert_int_equal(b->events_to + b->others_to, 1);
    events[b->events_to] += b->fewest_events;
    people[b->events_to] += b->fewest_events > strays ? b->fewest_events - strays : 0;
    people[b->others_to] += b->fewest_others;
    int now = sign_of(s->events[0] * s->people[1] - s->people[0] * s->events[1]);
    assert_int_not_equal(sign_of(events[0] * people[1] - people[0] * events[1]), now);
}

static void ratios(void **state) {
    uint64_t seed = 7;
    unsigned reached = 0, not_reached = 0, strayed = 0, unlimited = 0;
    (void)state;
    for (unsigned round = 0; round < 4000; round++) {
        eh_split s = {{0}, {0}};
        for (unsigned i = 0; i < 2; i++) {
            s.people[i] = 1 + below(&seed, round % 2 ? 12 : 60);
            s.events[i] = below(&seed, s.people[i] + 1);
        }
        s.people[2] = below(&seed, 7);
        s.events[2] = below(&seed, 5);
        eh_bounds b = eh_bounds_of_ratio(&s);
        int64_t strays = s.events[2] > s.people[2] ? s.events[2] - s.people[2] : 0;
        assert_int_equal(b.told, s.events[0] + strays <= s.people[0] && s.events[1] + strays <= s.people[1]);
        if (!b.told)
            continue;
        all_ways w = every_way(&s);
        if (w.any && s.events[1] + s.events[2] > 0)
            same(b.least, w.least);
        assert_int_equal(eh_fraction_defined(b.most), !w.unlimited && w.any);
        if (eh_fraction_defined(b.most))
            same(b.most, w.most);
        assert_int_equal(b.fewest, w.fewest);
        if (b.fewest >= 0)
            named_ones_suffice(&s, &b);
        reached += b.fewest > 0;
        not_reached += b.fewest < 0;
        strayed += strays > 0;
        unlimited += w.unlimited;
    }
    assert_true(reached > 500 && not_reached > 500 && strayed > 100 && unlimited > 50);
}

static void scenarios(void **state) {
    const eh_split s = {{30, 10, 4}, {100, 50, 20}};
    eh_bounds b = eh_bounds_of_ratio(&s);
    (void)state;
    same(b.given, (int64_t[]){30 * 50, 100 * 10});
    same(b.all_first, (int64_t[]){34 * 50, 120 * 10});
    same(b.all_second, (int64_t[]){30 * 70, 100 * 14});
    /* 30 of 116 is below 14 of 54, 30 of 115 is not */
    assert_int_equal(b.fewest, 20);
    assert_int_equal(b.fewest_events, 4);
    assert_int_equal(b.events_to, EH_SECOND);
    const eh_split level = {{10, 5, 1}, {100, 50, 9}}, nobody = {{0, 5, 1}, {0, 50, 9}}, gone = {{3, 0, 0}, {9, 9, 0}};
    assert_true(eh_bounds_of_ratio(&level).level);
    assert_int_equal(eh_bounds_of_ratio(&level).fewest, -1);
    assert_false(eh_bounds_of_ratio(&nobody).told);
    assert_true(eh_bounds_of_ratio(&gone).told);
    assert_false(eh_fraction_defined(eh_bounds_of_ratio(&gone).given));
    const eh_split vast = {{INT64_MAX, 1, 1}, {INT64_MAX, 2, 2}}, minus = {{-1, 1, 1}, {2, 2, 2}};
    assert_false(eh_bounds_of_ratio(&vast).told);
    assert_false(eh_bounds_of_ratio(&minus).told);
}

/* Large counts are quick and exact: the fewest found suffice, and one fewer does not, whichever way it is made up. */
static void large(void **state) {
    const eh_split s = {{400000, 350000, 60000}, {1000000, 990000, 200000}};
    eh_bounds b = eh_bounds_of_ratio(&s);
    (void)state;
    assert_true(b.fewest > 0);
    named_ones_suffice(&s, &b);
    for (int64_t x = 0; x <= b.fewest - 1 && x <= s.events[2]; x++) {
        int64_t y = b.fewest - 1 - x, most = s.people[2] - s.events[2];
        y = y < most ? y : most;
        assert_true(s.events[0] * (s.people[1] + x) > (s.people[0] + y) * (s.events[1] + x));
    }
}

static void differences(void **state) {
    uint64_t seed = 11;
    unsigned reached = 0;
    (void)state;
    for (unsigned round = 0; round < 2000; round++) {
        eh_split s = {{0}, {0}};
        for (unsigned i = 0; i < 3; i++) {
            s.events[i] = below(&seed, i < 2 ? 9 : 4);
            s.people[i] = below(&seed, i < 2 ? 40 : 9);
        }
        eh_bounds b = eh_bounds_of_difference(&s);
        int64_t board = s.events[0] + s.events[1] + s.events[2], staff = s.people[0] + s.people[1] + s.people[2];
        assert_int_equal(b.told, board && staff);
        if (!b.told)
            continue;
        int64_t least = INT64_MAX, most = INT64_MIN, fewest = -1, now = s.events[0] * staff - s.people[0] * board;
        for (int64_t e = 0; e <= s.events[2]; e++)
            for (int64_t p = 0; p <= s.people[2]; p++) {
                int64_t lead = (s.events[0] + e) * staff - (s.people[0] + p) * board;
                least = lead < least ? lead : least;
                most = lead > most ? lead : most;
                if (now && sign_of(lead) != sign_of(now) && (fewest < 0 || e + p < fewest))
                    fewest = e + p;
            }
        same(b.least, (int64_t[]){100 * least, board * staff});
        same(b.most, (int64_t[]){100 * most, board * staff});
        same(b.given, (int64_t[]){100 * now, board * staff});
        assert_int_equal(b.fewest, fewest);
        assert_int_equal(b.level, now == 0);
        reached += fewest > 0;
    }
    assert_true(reached > 200);
}

/* All sentences of a return. */
static void told(const eh_return *ret, eh_buffer *all) {
    eh_trust trust;
    const char *about;
    assert_int_equal(eh_trust_make(catalogue, ret, &trust), EH_OK);
    for (size_t i = 0;; i++) {
        eh_buffer words = {0};
        about = eh_words_trust(&words, catalogue, ret, &trust, i);
        if (!about)
            break;
        assert_true(words.length > 0);
        assert_null(strstr(words.data, "{"));
        eh_buffer_format(all, "%s: %s\n", about, words.data);
        eh_buffer_free(&words);
    }
    eh_trust_free(&trust);
}

/* A return read back from its submission says the same. */
static void same_from_xml(void **state) {
    (void)state;
    for (eh_standard standard = 0; standard < EH_STANDARD_COUNT; standard++) {
        char *xml = NULL;
        size_t size = 0;
        eh_buffer before = {0}, after = {0};
        eh_findings *findings = eh_findings_new();
        eh_return *ret = sample_return(catalogue, standard, 2025, SAMPLE_FULL), *back = NULL;
        eh_sink *sink = eh_sink_to_memory(&xml, &size);
        assert_int_equal(eh_return_write_xml(ret, sink), EH_OK);
        assert_int_equal(sink->commit(sink), EH_OK);
        eh_source *source = eh_source_from_memory("back.xml", xml, size);
        assert_int_equal(eh_return_read_xml(source, findings, &back), EH_OK);
        told(ret, &before);
        told(back, &after);
        assert_string_equal(before.data, after.data);
        assert_non_null(strstr(before.data, "However they are divided"));
        eh_buffer_free(&before);
        eh_buffer_free(&after);
        eh_source_close(source);
        eh_findings_free(findings);
        eh_return_free(ret);
        eh_return_free(back);
        free(xml);
    }
}

/* What a return says of itself: its own counts, whichever way they came. */
static void of_returns(void **state) {
    (void)state;
    for (eh_standard standard = 0; standard < EH_STANDARD_COUNT; standard++)
        for (int kind = SAMPLE_FULL; kind <= SAMPLE_ODD; kind++) {
            eh_trust trust;
            eh_return *ret = sample_return(catalogue, standard, 2025, (sample_kind)kind);
            assert_int_equal(eh_trust_make(catalogue, ret, &trust), EH_OK);
            assert_true(trust.told && trust.count > 0);
            for (size_t i = 0; i < trust.count; i++) {
                const eh_trust_figure *f = &trust.figures[i];
                const eh_value *value =
                    eh_return_value(ret, f->item->id, f->item->grouped ? eh_group_id(standard, f->group[0]) : "");
                assert_non_null(value);
                if (f->bounds.told && value->missing == EH_PRESENT)
                    assert_true(eh_fraction_double(f->bounds.given) == value->value);
                else if (f->bounds.told)
                    assert_false(eh_fraction_defined(f->bounds.given));
            }
            eh_trust_free(&trust);
            ret->edition = 1066; /* no catalogue knows its formulas */
            assert_int_equal(eh_trust_make(catalogue, ret, &trust), EH_OK);
            assert_true(trust.told && trust.count == 0);
            eh_trust_free(&trust);
            eh_return_free(ret);
        }
}

/* What is shown as parity is parity, and nothing else is. */
static void never_shown_as_parity(void **state) {
    static const struct {
        eh_fraction bound;
        int parity;
        unsigned decimals;
        const char *shown;
    } cases[] = {
        {{1, 1}, 1, 2, "1.00"},          {{1002, 1000}, 1, 2, "1.002"},
        {{9996, 10000}, 1, 2, "0.9996"}, {{121, 100}, 1, 2, "1.21"},
        {{0, 1}, 0, 1, "0.0"},           {{-3, 100}, 0, 1, "-0.03"},
        {{4, 10000}, 0, 1, "0.0004"},    {{1000000001, 1000000000}, 1, 2, "1.000000001"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[EH_FRACTION_ROOM];
        eh_bound_display(cases[i].bound, cases[i].parity, cases[i].decimals, text);
        assert_string_equal(text, cases[i].shown);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios),
        cmocka_unit_test(scenarios),
        cmocka_unit_test(large),
        cmocka_unit_test(differences),
        cmocka_unit_test(never_shown_as_parity),
        cmocka_unit_test_setup_teardown(of_returns, open_catalogue, close_catalogue),
        cmocka_unit_test_setup_teardown(same_from_xml, open_catalogue, close_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
