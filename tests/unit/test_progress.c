/* Progress over returns made by hand: real breaks in series, suppression, restated figures, and the statistics of a change. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/finding.h"
#include "progress/progress.h"
#include "progress/shift.h"
#include "sample_return.h"

enum { MOST = 4 };

typedef struct fixture {
    eh_catalogue *catalogue;
    eh_findings *findings;
    eh_return *returns[MOST + 1];
    eh_progress_report *report;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->findings = eh_findings_new();
    assert_int_equal(eh_catalogue_read(NULL, NULL, f->findings, &f->catalogue), EH_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    eh_progress_free(f->report);
    for (unsigned i = 0; i < MOST; i++)
        eh_return_free(f->returns[i]);
    eh_catalogue_free(f->catalogue);
    eh_findings_free(f->findings);
    free(f);
    return 0;
}

static void add(fixture *f, unsigned at, eh_standard standard, int year) {
    f->returns[at] = sample_return(f->catalogue, standard, year, SAMPLE_FULL);
    assert_non_null(f->returns[at]);
    f->returns[at]->previous_count = 0;
}

static const eh_course *follow(fixture *f) {
    eh_progress_options options = {.prepared = "2025-06-01T00:00:00Z"};
    assert_int_equal(
        eh_progress_over(f->catalogue, (const eh_return *const *)f->returns, &options, f->findings, &f->report), EH_OK);
    return &f->report->courses[0];
}

static eh_value *value_of(fixture *f, unsigned at, const char *id, unsigned group) {
    for (size_t i = 0; i < f->returns[at]->item_count; i++)
        if (strcmp(f->returns[at]->items[i].id, id) == 0)
            return &f->returns[at]->items[i].value[group];
    fail_msg("there is no item %s", id);
    return NULL;
}

static const eh_track *track_of(const eh_course *course, const char *id, eh_track_kind kind, unsigned group) {
    for (size_t t = 0; t < course->track_count; t++)
        if (strcmp(course->tracks[t].item->id, id) == 0 && course->tracks[t].kind == kind &&
            course->tracks[t].group == group)
            return &course->tracks[t];
    fail_msg("there is no series of %s", id);
    return NULL;
}

/* cmocka's own compares as floats. */
static void assert_near(double found, double expected) {
    if (!(fabs(found - expected) <= 1e-9 * fmax(1, fabs(expected))))
        fail_msg("%.17g is not %.17g", found, expected);
}

/* "Don't know" came into the percentages of indicator 7 with the edition of 2022: what lies before it is never compared, what lies after is. */
static void breaks_are_never_bridged(void **state) {
    fixture *f = *state;
    for (unsigned i = 0; i < 4; i++)
        add(f, i, EH_WRES, 2020 + (int)i);
    const eh_course *course = follow(f);
    const eh_track *seven = track_of(course, "7.percentage", EH_TRACK_GAP, course->focus);
    assert_int_equal(seven->last[1].state, EH_STEP_TOLD);
    assert_int_equal(seven->last[2].state, EH_STEP_BROKEN);
    assert_int_equal(seven->last[2].broken->year, 2022);
    assert_true(isnan(seven->last[2].change) && isnan(seven->last[2].p));
    assert_int_equal(seven->last[2].turn, EH_TURN_NONE);
    assert_int_equal(seven->first[3].from, 2); /* counted from after the break */
    assert_int_equal(seven->first[3].state, EH_STEP_TOLD);
    const eh_track *two = track_of(course, "2.relative-likelihood", EH_TRACK_VALUE, 0);
    assert_int_equal(two->last[2].state, EH_STEP_TOLD);
    assert_int_equal(two->first[3].from, 0);
}

/* Bank staff left metric 1 of the disability standard in 2023: everything that is computed from the workforce is broken too, and a year left out between does not
 * hide it. */
static void breaks_spread(void **state) {
    fixture *f = *state;
    add(f, 0, EH_WDES, 2022);
    add(f, 1, EH_WDES, 2024);
    const eh_course *course = follow(f);
    static const char *const broken[] = {"1a.band-5", "1a.cluster-2", "1.total", "10.difference", "3.likelihood"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_int_equal(track_of(course, broken[i], EH_TRACK_VALUE, 0)->last[1].state, EH_STEP_BROKEN);
    assert_int_equal(track_of(course, "2.appointed", EH_TRACK_VALUE, 0)->last[1].state, EH_STEP_TOLD);
    assert_true(course->break_count >= 4);
    assert_int_equal(course->paths[0].goal.baseline_year, 2024); /* a goal's line does not begin before the break */
}

/* A suppressed count is said to be, and no change is computed from it; the ratio that was published is compared, without a test. */
static void suppressed_figures(void **state) {
    fixture *f = *state;
    add(f, 0, EH_WRES, 2024);
    add(f, 1, EH_WRES, 2025);
    *value_of(f, 0, "2.appointed", 1) = eh_value_missing(EH_SUPPRESSED);
    *value_of(f, 1, "3.relative-likelihood", 0) = eh_value_missing(EH_SUPPRESSED);
    const eh_course *course = follow(f);
    assert_int_equal(track_of(course, "2.appointed", EH_TRACK_VALUE, 1)->last[1].state, EH_STEP_SUPPRESSED);
    const eh_track *ratio = track_of(course, "2.relative-likelihood", EH_TRACK_VALUE, 0);
    assert_int_equal(ratio->last[1].state, EH_STEP_TOLD);
    assert_true(isfinite(ratio->last[1].change) && isnan(ratio->last[1].p));
    assert_int_equal(track_of(course, "3.relative-likelihood", EH_TRACK_VALUE, 0)->last[1].state, EH_STEP_SUPPRESSED);
    assert_false(eh_progress_internal(f->report)); /* both were suppressed somewhere */
    for (size_t i = 0; eh_progress_format(i); i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        assert_int_equal(eh_progress_write(f->report, eh_progress_format(i), f->findings, sink), EH_OK);
        assert_int_equal(sink->commit(sink), EH_OK);
        if (strcmp(eh_progress_format(i), "html") == 0) {
            assert_non_null(strstr(data, "Made from public returns alone"));
            assert_non_null(strstr(data, "not compared: suppressed"));
            assert_null(strstr(data, "Contains small numbers"));
        }
        free(data);
    }
}

static void full_returns_are_internal(void **state) {
    fixture *f = *state;
    add(f, 0, EH_WRES, 2024);
    add(f, 1, EH_WRES, 2025);
    follow(f);
    assert_true(eh_progress_internal(f->report));
}

static void restated_figures(void **state) {
    fixture *f = *state;
    eh_previous previous[] = {{"2.shortlisted", "bme", EH_PRESENT, 0, "0"}, {"2.appointed", "bme", EH_PRESENT, 7, "7"}};
    add(f, 0, EH_WRES, 2024);
    add(f, 1, EH_WRES, 2025);
    previous[0].value = value_of(f, 0, "2.shortlisted", 1)->value;
    f->returns[1]->previous_edition = 2024;
    f->returns[1]->previous = previous;
    f->returns[1]->previous_count = 2;
    const eh_course *course = follow(f);
    assert_int_equal(course->restated_count, 1);
    assert_string_equal(course->restated[0].item->id, "2.appointed");
    assert_true(course->restated[0].now->value < 8 && course->restated[0].then == value_of(f, 0, "2.appointed", 1));
}

/* From 0.90 to 1.10 is no improvement of 0.2: the distances are alike but for a hundredth, and it says that parity was crossed. */
static void distance_from_parity(void **state) {
    fixture *f = *state;
    add(f, 0, EH_WRES, 2024);
    add(f, 1, EH_WRES, 2025);
    eh_value *then = value_of(f, 0, "2.relative-likelihood", 0), *now = value_of(f, 1, "2.relative-likelihood", 0);
    then->value = 0.90;
    now->value = 1.10;
    const eh_course *course = follow(f);
    const eh_step *step = &track_of(course, "2.relative-likelihood", EH_TRACK_VALUE, 0)->last[1];
    assert_true(step->crossed);
    assert_near(step->moved, log(1.10) + log(0.90));
    assert_int_equal(step->turn, EH_TURN_BETTER);
    eh_progress_free(f->report);
    then->value = 0.80;
    now->value = 1.25;
    course = follow(f);
    step = &track_of(course, "2.relative-likelihood", EH_TRACK_VALUE, 0)->last[1];
    assert_int_equal(step->turn, EH_TURN_SAME);
    eh_progress_free(f->report);
    now->value = 0;
    course = follow(f);
    assert_int_equal(track_of(course, "2.relative-likelihood", EH_TRACK_VALUE, 0)->last[1].state, EH_STEP_NO_SCALE);
}

/* 170/780 over 60/420 is 1.5256; 180/780 over 80/420 is 1.2115: worked out by hand on the log scale. */
static void ratios(void **state) {
    const eh_pair before = {{170, 780}, {60, 420}}, after = {{180, 780}, {80, 420}};
    eh_shift shift;
    (void)state;
    assert_true(eh_shift_of_ratios(&before, &after, false, &shift));
    double error = sqrt(1.0 / 170 - 1.0 / 780 + 1.0 / 60 - 1.0 / 420 + 1.0 / 180 - 1.0 / 780 + 1.0 / 80 - 1.0 / 420);
    assert_near(shift.change, log(1.2115384615384615 / 1.5256410256410255));
    assert_near(shift.lower, shift.change - 1.959963984540054 * error);
    assert_near(shift.upper, shift.change + 1.959963984540054 * error);
    assert_near(shift.p, erfc(fabs(shift.change) / error / sqrt(2)));
    assert_true(eh_shift_of_ratios(&before, &after, true, &shift));
    assert_near(shift.change, log(1.2115384615384615 * 1.5256410256410255));
    const eh_pair nobody = {{0, 780}, {60, 420}};
    assert_false(eh_shift_of_ratios(&nobody, &after, false, &shift));
}

/* Newcombe's own example (1998, table II, a): 56/70 less 48/80 is 0.2, from 0.0524 to 0.3339. */
static void proportions(void **state) {
    const eh_proportion before = {48, 80}, after = {56, 70};
    eh_shift shift;
    (void)state;
    eh_shift_of_proportions(&before, &after, &shift);
    assert_near(shift.change, 0.2);
    assert_true(fabs(shift.lower - 0.0524) < 5e-5 && fabs(shift.upper - 0.3339) < 5e-5);
    assert_true(shift.p < 0.05);
}

/* The p of a change of gaps is 0.05 just where its interval ends at 0; no change has p 1; the mirror image of a gap is at no distance from it. */
static void gaps(void **state) {
    const eh_pair before = {{300, 1000}, {200, 1000}}, after = {{260, 1000}, {220, 1000}};
    const eh_pair other_way = {{200, 1000}, {300, 1000}};
    eh_shift shift;
    (void)state;
    eh_shift_of_gaps(&before, &after, false, &shift);
    assert_near(shift.change, -0.06);
    assert_int_equal(shift.p < 0.05, shift.upper < 0);
    eh_shift_of_gaps(&before, &before, false, &shift);
    assert_near(shift.p, 1);
    eh_shift_of_gaps(&before, &other_way, true, &shift);
    assert_near(shift.change, 0);
    eh_shift_of_gaps(&before, &other_way, false, &shift);
    assert_near(shift.change, -0.2);
    assert_true(shift.p < 1e-6);
}

int main(void) {
#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(breaks_are_never_bridged),
        WITH_FIXTURE(breaks_spread),
        WITH_FIXTURE(suppressed_figures),
        WITH_FIXTURE(full_returns_are_internal),
        WITH_FIXTURE(restated_figures),
        WITH_FIXTURE(distance_from_parity),
        cmocka_unit_test(ratios),
        cmocka_unit_test(proportions),
        cmocka_unit_test(gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
