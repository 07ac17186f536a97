/* Comparisons of returns made by hand: who is compared, what is added up, what suppression leaves out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/finding.h"
#include "compare/leaders.h"
#include "sample_return.h"

enum { ORGANISATIONS = 3 };

typedef struct fixture {
    eh_catalogue *catalogue;
    eh_findings *findings;
    eh_return *returns[ORGANISATIONS + 1];
    eh_source *table;
    eh_comparison *comparison;
} fixture;

static const char table[] = "code,name,type,icb,place\n"
                            "XAA,Alpha (invented),Acute trust,XIC,North;South\n"
                            "XBB,Beta (invented),Acute trust,XIC,North\n"
                            "XCC,Gamma (invented),Community trust,XIC,South\n";

static int set_up(void **state) {
    static const char *const codes[] = {"XAA", "XBB", "XCC"};
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->findings = eh_findings_new();
    assert_int_equal(eh_catalogue_read(NULL, NULL, f->findings, &f->catalogue), EH_OK);
    for (unsigned i = 0; i < ORGANISATIONS; i++) {
        f->returns[i] = sample_return(f->catalogue, EH_WRES, 2025, SAMPLE_FULL);
        assert_non_null(f->returns[i]);
        f->returns[i]->organisation = codes[i];
    }
    f->table = eh_source_from_memory("organisations.csv", table, sizeof table - 1);
    assert_non_null(f->table);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    eh_comparison_free(f->comparison);
    for (unsigned i = 0; i < ORGANISATIONS; i++)
        eh_return_free(f->returns[i]);
    eh_source_close(f->table);
    eh_catalogue_free(f->catalogue);
    eh_findings_free(f->findings);
    free(f);
    return 0;
}

static eh_status compare_with(fixture *f, eh_compare_options options) {
    options.prepared = "2025-06-01T00:00:00Z";
    options.organisations = f->table;
    return eh_compare(f->catalogue, (const eh_return *const *)f->returns, &options, f->findings, &f->comparison);
}

static const eh_rollup *rollup(const fixture *f, eh_rollup_kind kind, const char *name) {
    const eh_compared *side = &f->comparison->sides[0];
    for (size_t i = 0; i < side->rollup_count; i++)
        if (side->rollups[i].kind == kind && !strcmp(side->rollups[i].name, name))
            return &side->rollups[i];
    fail_msg("there is no roll-up %s", name);
    return NULL;
}

static const eh_rolled *rolled(const fixture *f, const eh_rollup *r, const char *item) {
    int at = eh_item_find(f->comparison->sides[0].edition, eh_slice_of(item));
    assert_true(at >= 0);
    return &r->items[at];
}

static bool has_finding(const fixture *f, const char *code) {
    for (size_t i = 0; i < eh_findings_count(f->findings); i++)
        if (!strcmp(eh_findings_at(f->findings, i)->code, code))
            return true;
    return false;
}

/* Three times the same organisation: counts are three times as great, ratios the same, intervals narrower. */
static void adds_up(void **state) {
    fixture *f = *state;
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_OK);
    const eh_rollup *all = rollup(f, EH_ROLLUP_ALL, "");
    const eh_value *one = eh_return_value(f->returns[0], "2.appointed", "bme");
    assert_true(rolled(f, all, "2.appointed")->value[1].value == 3 * one->value);
    const eh_value *ratio = eh_return_value(f->returns[0], "2.relative-likelihood", "");
    const eh_value *sum = &rolled(f, all, "2.relative-likelihood")->value[0];
    assert_true(sum->value == ratio->value);
    assert_true(sum->upper < ratio->upper && sum->lower > ratio->lower && sum->p < ratio->p);
    assert_string_equal(sum->display, ratio->display);
    assert_int_equal(rolled(f, all, "2.appointed")->counted, 3);
    assert_int_equal(rollup(f, EH_ROLLUP_PLACE, "North")->member_count, 2);
    assert_int_equal(rollup(f, EH_ROLLUP_PLACE, "South")->member_count, 2);
    assert_int_equal(rollup(f, EH_ROLLUP_TYPE, "Acute trust")->member_count, 2);
    assert_int_equal(rollup(f, EH_ROLLUP_ICB, "XIC")->member_count, 3);
    assert_true(eh_comparison_internal(f->comparison));
}

/* What suppression takes out of one organisation's return leaves it out of that figure, and it is named. */
static void names_what_is_suppressed(void **state) {
    fixture *f = *state;
    for (unsigned g = 0; g < 2; g++) {
        eh_return_item *item = NULL;
        for (size_t i = 0; i < f->returns[1]->item_count; i++)
            if (!strcmp(f->returns[1]->items[i].id, "2.appointed"))
                item = &f->returns[1]->items[i];
        assert_non_null(item);
        item->value[g] = eh_value_missing(EH_SUPPRESSED);
    }
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_OK);
    const eh_rollup *all = rollup(f, EH_ROLLUP_ALL, "");
    const eh_rolled *ratio = rolled(f, all, "2.relative-likelihood");
    assert_int_equal(ratio->counted, 2);
    assert_int_equal(ratio->left_out_count, 1);
    assert_int_equal(ratio->left_out[0].member, 1);
    assert_int_equal(ratio->left_out[0].why, EH_SUPPRESSED);
    assert_int_equal(rolled(f, all, "2.shortlisted")->counted, 3);
    assert_int_equal(rolled(f, all, "4.relative-likelihood")->counted, 3);
    assert_true(eh_comparison_internal(f->comparison)); /* the others are full */
}

static size_t level_at(const eh_leadership *l, const char *id) {
    for (size_t k = 0; k < l->level_count; k++)
        if (!strcmp(l->all[l->levels[k]].level->id, id))
            return k;
    fail_msg("there is no level %s", id);
    return 0;
}

/* Three times the same organisation: percentages stay, sums grow; what one row's suppression takes out of a level is named in the sum. */
static void levels_of_leaders(void **state) {
    fixture *f = *state;
    eh_return_item *item = NULL;
    for (size_t i = 0; i < f->returns[1]->item_count; i++)
        if (!strcmp(f->returns[1]->items[i].id, "1a.band-8b"))
            item = &f->returns[1]->items[i];
    assert_non_null(item);
    item->value[0] = eh_value_missing(EH_SUPPRESSED);
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_OK);
    const eh_compared *side = &f->comparison->sides[0];
    const eh_leadership *l = side->leadership;
    size_t senior = level_at(l, "band-8a-up"), board = level_at(l, "board"), higher = level_at(l, "band-8c-up");
    assert_int_equal(l->of[1].levels[senior].value.missing, EH_SUPPRESSED);
    assert_int_equal(l->of[1].levels[senior].against[EH_AGAINST_WORKFORCE].difference.missing, EH_SUPPRESSED);
    assert_int_equal(l->of[1].levels[board].value.missing, EH_PRESENT);
    /* 8c and above is there, and the band below it is not */
    assert_int_equal(l->of[1].levels[higher].value.missing, EH_PRESENT);
    assert_int_equal(l->of[1].levels[higher].against[EH_AGAINST_BELOW].difference.missing, EH_SUPPRESSED);
    const eh_leader *all = &l->of[side->member_count];
    assert_int_equal(all->rollup->kind, EH_ROLLUP_ALL);
    const eh_level_set *set = &all->sets[l->levels[senior]];
    assert_int_equal(set->counted, 2);
    assert_int_equal(set->left_out_count, 1);
    assert_int_equal(set->left_out[0].member, 1);
    assert_int_equal(set->left_out[0].why, EH_SUPPRESSED);
    assert_true(all->levels[senior].people.focus == 2 * l->of[0].levels[senior].people.focus);
    assert_true(all->levels[board].people.focus == 3 * l->of[0].levels[board].people.focus);
    assert_string_equal(all->levels[senior].value.display, l->of[0].levels[senior].value.display);
    assert_int_equal(all->sets[l->levels[higher]].counted, 2);
    for (size_t k = 0; k < l->goal_count; k++) {
        bool lost = !strcmp(l->all[l->goals[k]].level->id, "band-8b");
        assert_int_equal(l->of[1].goals[k].missing, lost ? EH_SUPPRESSED : EH_PRESENT);
        assert_true((l->of[1].goals[k].wanted < 0) == lost);
    }
    /* places: no table has their areas */
    assert_int_equal(l->of[0].levels[board].against[EH_AGAINST_PLACE].difference.missing, EH_NOT_SUPPLIED);
    /* peers: Alpha's is Beta, whose band is suppressed; Gamma is the only one of its type */
    assert_int_equal(l->of[0].levels[senior].against[EH_AGAINST_PEERS].difference.missing, EH_NOT_APPLICABLE);
    assert_int_equal(l->of[0].levels[board].against[EH_AGAINST_PEERS].difference.missing, EH_PRESENT);
    assert_true(l->of[0].levels[board].against[EH_AGAINST_PEERS].difference.value == 0);
    assert_int_equal(l->of[0].levels[board].against[EH_AGAINST_PEERS].likeness, EH_LIKENESS_CHANCE);
    assert_int_equal(l->of[2].levels[board].against[EH_AGAINST_PEERS].difference.missing, EH_NOT_APPLICABLE);
}

static void refuses_doubles(void **state) {
    fixture *f = *state;
    f->returns[1]->organisation = "XAA";
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_BAD);
    assert_true(has_finding(f, "compared-twice"));
    assert_null(f->comparison);
}

static void leaves_other_editions_out(void **state) {
    fixture *f = *state;
    eh_return_free(f->returns[2]);
    f->returns[2] = sample_return(f->catalogue, EH_WRES, 2024, SAMPLE_FULL);
    assert_non_null(f->returns[2]);
    f->returns[2]->organisation = "XCC";
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_OK);
    assert_int_equal(f->comparison->sides[0].member_count, 2);
    assert_int_equal(f->comparison->other_count, 0); /* an earlier one is where goals and progress begin */
    assert_false(has_finding(f, "other-edition-left-out"));
    eh_comparison_free(f->comparison);
    f->comparison = NULL;
    assert_int_equal(compare_with(f, (eh_compare_options){.edition = 2024}), EH_OK);
    assert_true(has_finding(f, "other-edition-left-out"));
    assert_int_equal(f->comparison->other_count, 2);
    assert_string_equal(f->comparison->others[0]->organisation, "XAA");
    assert_int_equal(f->comparison->sides[0].member_count, 1);
    eh_comparison_free(f->comparison);
    f->comparison = NULL;
    assert_int_equal(compare_with(f, (eh_compare_options){.edition = 2019}), EH_BAD);
    assert_true(has_finding(f, "nothing-to-compare"));
}

static void marks_peers(void **state) {
    fixture *f = *state;
    assert_int_equal(compare_with(f, (eh_compare_options){.focus = "XBB"}), EH_OK);
    const eh_member *members = f->comparison->sides[0].members;
    assert_true(members[0].peer && !members[0].focus);
    assert_true(members[1].focus && !members[1].peer);
    assert_false(members[2].peer || members[2].focus);
    eh_comparison_free(f->comparison);
    f->comparison = NULL;
    assert_int_equal(compare_with(f, (eh_compare_options){.focus = "XZZ"}), EH_BAD);
    assert_true(has_finding(f, "focus-not-compared"));
}

/* The ratio's shortfall: with b of m appointed against a of n, parity takes m a / n - b more. */
static void shortfall(void **state) {
    fixture *f = *state;
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_OK);
    const eh_series *series = eh_series_find(&f->comparison->sides[0], "2.relative-likelihood", 0);
    assert_non_null(series);
    assert_true(series->more && series->has_shortfall);
    double a = eh_return_value(f->returns[0], "2.appointed", "white")->value;
    double n = eh_return_value(f->returns[0], "2.shortlisted", "white")->value;
    double b = eh_return_value(f->returns[0], "2.appointed", "bme")->value;
    double m = eh_return_value(f->returns[0], "2.shortlisted", "bme")->value;
    assert_true(fabs(series->of[0].shortfall - (m * a / n - b)) < 1e-9);
    assert_true(series->of[0].shortfall_lower < series->of[0].shortfall);
    assert_true(series->of[0].shortfall_upper > series->of[0].shortfall);
    series = eh_series_find(&f->comparison->sides[0], "3.relative-likelihood", 0);
    assert_false(series->more);
}

static void refuses_a_bad_table(void **state) {
    fixture *f = *state;
    static const char bad[] = "code,name\nxx,Too short\n";
    eh_source_close(f->table);
    f->table = eh_source_from_memory("organisations.csv", bad, sizeof bad - 1);
    assert_int_equal(compare_with(f, (eh_compare_options){0}), EH_BAD);
    assert_true(has_finding(f, "broken-template"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(adds_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_what_is_suppressed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(levels_of_leaders, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_doubles, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaves_other_editions_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(marks_peers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shortfall, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_bad_table, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
