/* The catalogue: the built-in templates hold what rules.md asks for, and broken ones are refused with file and line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue_support.h"
#include "standard/catalogue.h"
#include "standard/schema.h"
#include "standard/template_table.h"

/* The ids of rules.md section 7, in return order. B stands for the fourteen bands. */
static const char *const bands[] = {"under-band-1", "band-1",  "band-2",  "band-3",  "band-4",  "band-5", "band-6",
                                    "band-7",       "band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm"};
static const char *const wres_ids[] = {"1a.B",
                                       "1b.B",
                                       "1b.consultants",
                                       "1b.senior-medical-managers",
                                       "1b.non-consultant-career-grade",
                                       "1b.trainee-grades",
                                       "1b.other-medical",
                                       "1.unplaced",
                                       "1a.total",
                                       "1b.total",
                                       "1.total",
                                       "2.shortlisted",
                                       "2.appointed",
                                       "2.likelihood",
                                       "2.relative-likelihood",
                                       "3.workforce",
                                       "3.entered",
                                       "3.likelihood",
                                       "3.relative-likelihood",
                                       "4.workforce",
                                       "4.accessed",
                                       "4.likelihood",
                                       "4.relative-likelihood",
                                       "5.percentage",
                                       "6.percentage",
                                       "7.percentage",
                                       "8.percentage",
                                       "9.board",
                                       "9.voting",
                                       "9.non-voting",
                                       "9.executive",
                                       "9.non-executive",
                                       "9.workforce",
                                       "9.board-percentage",
                                       "9.voting-percentage",
                                       "9.non-voting-percentage",
                                       "9.executive-percentage",
                                       "9.non-executive-percentage",
                                       "9.workforce-percentage",
                                       "9.difference",
                                       "9.voting-difference",
                                       "9.executive-difference",
                                       NULL};
static const char *const wdes_ids[] = {"1a.B",
                                       "1a.cluster-1",
                                       "1a.cluster-2",
                                       "1a.cluster-3",
                                       "1a.cluster-4",
                                       "1a.total",
                                       "1b.B",
                                       "1b.consultants",
                                       "1b.non-consultant-career-grade",
                                       "1b.trainee-grades",
                                       "1b.other-medical",
                                       "1b.cluster-1",
                                       "1b.cluster-2",
                                       "1b.cluster-3",
                                       "1b.cluster-4",
                                       "1b.cluster-5",
                                       "1b.cluster-6",
                                       "1b.cluster-7",
                                       "1b.total",
                                       "1.unplaced",
                                       "1.total",
                                       "2.shortlisted",
                                       "2.appointed",
                                       "2.likelihood",
                                       "2.relative-likelihood",
                                       "3.workforce",
                                       "3.entered",
                                       "3.entered-ill-health",
                                       "3.likelihood",
                                       "3.relative-likelihood",
                                       "3.any-reason-relative-likelihood",
                                       "4a.i.percentage",
                                       "4a.ii.percentage",
                                       "4a.iii.percentage",
                                       "4b.percentage",
                                       "5.percentage",
                                       "6.percentage",
                                       "7.percentage",
                                       "8.percentage",
                                       "9a.score",
                                       "9a.overall",
                                       "9b.action",
                                       "10.board",
                                       "10.voting",
                                       "10.non-voting",
                                       "10.executive",
                                       "10.non-executive",
                                       "10.workforce",
                                       "10.board-percentage",
                                       "10.voting-percentage",
                                       "10.non-voting-percentage",
                                       "10.executive-percentage",
                                       "10.non-executive-percentage",
                                       "10.workforce-percentage",
                                       "10.difference",
                                       "10.voting-difference",
                                       "10.executive-difference",
                                       NULL};

static const eh_item *item_of(eh_standard standard, int year, const char *id) {
    const eh_edition *edition = eh_edition_find(catalogue, standard, year);
    assert_non_null(edition);
    int at = eh_item_find(edition, eh_slice_of(id));
    assert_true(at >= 0);
    return &edition->items[at];
}

/* The operands of an item as a template writes them, to compare them in one go. */
static const char *formula(eh_standard standard, int year, const char *id, char *out, size_t room) {
    const eh_item *item = item_of(standard, year, id);
    const eh_edition *edition = eh_edition_find(catalogue, standard, year);
    bool below = false;
    out[0] = '\0';
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_term *term = &item->terms[i];
        size_t length = strlen(out);
        snprintf(out + length, room - length, "%s%s%s%s", i > 0 ? " " : "", term->below && !below ? "/ " : "",
                 term->sign < 0 ? "-" : "", edition->items[term->item].id);
        below = below || term->below;
    }
    return out;
}

static void built_in_templates_pass_the_schema(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    assert_int_equal(eh_schema_check(eh_templates_built_in(), NULL, findings), EH_OK);
    assert_int_equal(eh_findings_count(findings), 0);
    eh_findings_free(findings);
}

static void every_edition_is_there(void **state) {
    (void)state;
    for (int year = 2019; year <= 2026; year++) {
        for (int s = 0; s < EH_STANDARD_COUNT; s++) {
            const eh_edition *edition = eh_edition_find(catalogue, (eh_standard)s, year);
            assert_non_null(edition);
            assert_int_equal(edition->snapshot, eh_date_make(year, 3, 31));
            assert_int_equal(edition->period_start, eh_date_make(year - 1, 4, 1));
            assert_int_equal(edition->period_end, eh_date_make(year, 3, 31));
            assert_int_equal(edition->survey_year, year - 1);
            assert_int_equal(edition->case_years, s == EH_WDES || year == 2019 ? 2 : 1);
        }
    }
    assert_null(eh_edition_find(catalogue, EH_WRES, 2018));
    assert_null(eh_edition_find(catalogue, EH_WDES, 2027));
    int first = 0, last = 0;
    assert_true(eh_catalogue_years(catalogue, "wdes", &first, &last));
    assert_int_equal(first, 2019);
    assert_int_equal(last, 2026);
    assert_false(eh_catalogue_years(catalogue, "WXES", &first, &last));
    assert_string_equal(eh_edition_find(catalogue, EH_WDES, 2019)->submission_deadline, "2019-08-01");
    assert_string_equal(eh_edition_find(catalogue, EH_WRES, 2026)->submission_deadline, "");
    assert_int_equal(eh_edition_find(catalogue, EH_WRES, 2026)->certainty, EH_UNCERTAIN);
}

static bool drops(eh_standard standard, int year, const char *word) {
    const char *const *dropped = eh_edition_find(catalogue, standard, year)->dropped;
    while (*dropped != NULL && strcmp(*dropped, word) != 0) {
        dropped++;
    }
    return *dropped != NULL;
}

static void bank_staff_leave_metric_1_in_2023(void **state) {
    (void)state;
    assert_false(drops(EH_WDES, 2022, "bank"));
    assert_true(drops(EH_WDES, 2023, "bank"));
    assert_true(drops(EH_WRES, 2019, "bank"));
    static const char *const always[] = {"honorary", "agency", "non-executive", "widow", "casual", "student-placement"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        assert_true(drops(EH_WDES, 2022, always[i]));
        assert_true(drops(EH_WRES, 2026, always[i]));
    }
    assert_false(drops(EH_WRES, 2025, "permanent"));
}

/* Every id of the list is in every edition, in its order, and nothing else is. */
static void check_ids(eh_standard standard, const char *const *ids) {
    for (int year = 2019; year <= 2026; year++) {
        const eh_edition *edition = eh_edition_find(catalogue, standard, year);
        unsigned at = 0;
        for (const char *const *id = ids; *id != NULL; id++) {
            bool many = strchr(*id, 'B') != NULL;
            for (unsigned k = 0; k < (many ? 14u : 1u); k++) {
                char text[64];
                snprintf(text, sizeof text, "%.*s%s", many ? 3 : 63, *id, many ? bands[k] : "");
                assert_true(at < edition->item_count);
                assert_string_equal(edition->items[at].id, text);
                assert_int_equal(eh_item_find(edition, eh_slice_of(text)), at);
                at++;
            }
        }
        assert_int_equal(at, edition->item_count);
    }
}

static void every_item_is_there_in_order(void **state) {
    (void)state;
    check_ids(EH_WRES, wres_ids);
    check_ids(EH_WDES, wdes_ids);
    assert_int_equal(eh_item_find(eh_edition_find(catalogue, EH_WRES, 2025), EH_SLICE("2.Likelihood")), -1);
    assert_int_equal(eh_item_find(eh_edition_find(catalogue, EH_WRES, 2025), EH_SLICE("")), -1);
}

static void national_rows_are_numbered_1_to_63_without_53(void **state) {
    (void)state;
    for (int year = 2019; year <= 2026; year++) {
        const eh_edition *edition = eh_edition_find(catalogue, EH_WRES, year);
        int expected = 1;
        for (unsigned i = 0; i < edition->item_count; i++) {
            const eh_item *item = &edition->items[i];
            assert_int_equal(item->national, item->number[0] != '\0');
            if (item->national) {
                expected += expected == 53;
                assert_int_equal(atoi(item->number), expected);
                expected++;
            }
        }
        assert_int_equal(expected, 64);
    }
    assert_string_equal(item_of(EH_WRES, 2025, "2.appointed")->number, "35");
    assert_string_equal(item_of(EH_WRES, 2025, "9.executive")->number, "54");
    assert_string_equal(item_of(EH_WDES, 2025, "2.appointed")->number, "");
}

static void formulas_are_those_of_the_rules(void **state) {
    (void)state;
    static const struct {
        eh_standard standard;
        const char *id, *operands;
        eh_operation operation;
        unsigned top, bottom;
    } cases[] = {
        {EH_WRES, "2.likelihood", "2.appointed / 2.shortlisted", EH_OP_RATE, 0, 0},
        {EH_WRES, "2.relative-likelihood", "2.appointed / 2.shortlisted", EH_OP_RELATIVE, 0, 1},
        {EH_WRES, "3.relative-likelihood", "3.entered / 3.workforce", EH_OP_RELATIVE, 1, 0},
        {EH_WRES, "4.relative-likelihood", "4.accessed / 4.workforce", EH_OP_RELATIVE, 0, 1},
        {EH_WRES, "3.workforce", "1.total", EH_OP_SUM, 0, 0},
        {EH_WRES, "1.total", "1a.total 1b.total 1.unplaced", EH_OP_SUM, 0, 0},
        {EH_WRES, "9.board-percentage", "9.board", EH_OP_SHARE, 0, 0},
        {EH_WRES, "9.difference", "9.board 9.workforce", EH_OP_GAP, 0, 0},
        {EH_WRES, "9.voting-difference", "9.voting 9.workforce", EH_OP_GAP, 0, 0},
        {EH_WDES, "2.relative-likelihood", "2.appointed / 2.shortlisted", EH_OP_RELATIVE, 1, 0},
        {EH_WDES, "3.likelihood", "3.entered -3.entered-ill-health / 3.workforce", EH_OP_RATE, 0, 0},
        {EH_WDES, "3.relative-likelihood", "3.entered -3.entered-ill-health / 3.workforce", EH_OP_RELATIVE, 0, 1},
        {EH_WDES, "3.any-reason-relative-likelihood", "3.entered / 3.workforce", EH_OP_RELATIVE, 0, 1},
        {EH_WDES, "1a.cluster-1", "1a.under-band-1 1a.band-1 1a.band-2 1a.band-3 1a.band-4", EH_OP_SUM, 0, 0},
        {EH_WDES, "1b.cluster-2", "1b.band-5 1b.band-6 1b.band-7", EH_OP_SUM, 0, 0},
        {EH_WDES, "1b.cluster-3", "1b.band-8a 1b.band-8b", EH_OP_SUM, 0, 0},
        {EH_WDES, "1a.cluster-4", "1a.band-8c 1a.band-8d 1a.band-9 1a.vsm", EH_OP_SUM, 0, 0},
        {EH_WDES, "1b.cluster-5", "1b.consultants", EH_OP_SUM, 0, 0},
        {EH_WDES, "1b.cluster-6", "1b.non-consultant-career-grade", EH_OP_SUM, 0, 0},
        {EH_WDES, "1b.cluster-7", "1b.trainee-grades", EH_OP_SUM, 0, 0},
        {EH_WDES, "10.executive-difference", "10.executive 10.workforce", EH_OP_GAP, 0, 0},
        {EH_WDES, "9a.score", "", EH_OP_SURVEY, 0, 0},
        {EH_WDES, "9b.action", "", EH_OP_ANSWER, 0, 0},
    };
    char text[512];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const eh_item *item = item_of(cases[i].standard, 2025, cases[i].id);
        assert_string_equal(formula(cases[i].standard, 2025, cases[i].id, text, sizeof text), cases[i].operands);
        assert_int_equal(item->operation, cases[i].operation);
        assert_int_equal(item->top, cases[i].top);
        assert_int_equal(item->bottom, cases[i].bottom);
    }
}

static void totals_leave_out_what_is_of_which(void **state) {
    (void)state;
    assert_int_equal(item_of(EH_WRES, 2025, "1a.total")->term_count, 14);
    assert_int_equal(item_of(EH_WRES, 2025, "1b.total")->term_count, 18);
    assert_int_equal(item_of(EH_WDES, 2025, "1b.total")->term_count, 18);
    assert_true(item_of(EH_WRES, 2025, "1b.senior-medical-managers")->of_which);
    for (int s = 0; s < EH_STANDARD_COUNT; s++) {
        const eh_edition *edition = eh_edition_find(catalogue, (eh_standard)s, 2025);
        for (unsigned i = 0; i < edition->item_count; i++) {
            const eh_item *item = &edition->items[i];
            for (unsigned k = 0; item->operation == EH_OP_SUM && k < item->term_count; k++) {
                assert_false(edition->items[item->terms[k].item].of_which);
            }
        }
    }
}

static void units_places_and_groups(void **state) {
    (void)state;
    static const struct {
        eh_standard standard;
        const char *id;
        eh_unit unit;
        unsigned decimals, groups;
        int better;
    } cases[] = {
        {EH_WRES, "1a.band-5", EH_HEADCOUNT, 0, 3, 0},   {EH_WRES, "2.likelihood", EH_PERCENT, 2, 3, 1},
        {EH_WRES, "3.likelihood", EH_PERCENT, 2, 3, -1}, {EH_WRES, "4.relative-likelihood", EH_RATIO, 2, 0, 0},
        {EH_WRES, "5.percentage", EH_PERCENT, 1, 2, -1}, {EH_WRES, "7.percentage", EH_PERCENT, 1, 2, 1},
        {EH_WRES, "9.difference", EH_POINTS, 1, 3, 0},   {EH_WDES, "4b.percentage", EH_PERCENT, 1, 2, 1},
        {EH_WDES, "6.percentage", EH_PERCENT, 1, 2, -1}, {EH_WDES, "8.percentage", EH_PERCENT, 1, 1, 1},
        {EH_WDES, "9a.score", EH_SCORE, 2, 2, 1},        {EH_WDES, "9a.overall", EH_SCORE, 2, 0, 1},
        {EH_WDES, "9b.action", EH_TEXT, 0, 0, 0},        {EH_WDES, "10.board-percentage", EH_PERCENT, 1, 3, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const eh_item *item = item_of(cases[i].standard, 2025, cases[i].id);
        assert_int_equal(item->unit, cases[i].unit);
        assert_int_equal(item->decimals, cases[i].decimals);
        assert_int_equal(item->groups, cases[i].groups);
        assert_int_equal(item->better, cases[i].better);
    }
    assert_string_equal(item_of(EH_WRES, 2025, "1b.band-8a")->counter, "clinical-band-8a");
    assert_string_equal(item_of(EH_WDES, 2025, "3.entered-ill-health")->counter, "capability-ill-health");
    assert_true(item_of(EH_WRES, 2025, "1.total")->percent_of_row);
    assert_false(item_of(EH_WRES, 2025, "2.shortlisted")->percent_of_row);
    assert_string_equal(eh_unit_id(EH_POINTS), "points");
}

static void wording_follows_the_edition(void **state) {
    (void)state;
    assert_non_null(strstr(item_of(EH_WDES, 2022, "8.percentage")->label, "adequate"));
    assert_non_null(strstr(item_of(EH_WDES, 2023, "8.percentage")->label, "reasonable"));
    assert_non_null(strstr(item_of(EH_WRES, 2019, "3.entered")->meaning, "average"));
    assert_null(strstr(item_of(EH_WRES, 2020, "3.entered")->meaning, "average"));
}

static void groups_are_read_in_many_words(void **state) {
    (void)state;
    static const struct {
        eh_standard standard;
        const char *text;
        int group; /* -1: not read */
    } cases[] = {
        {EH_WRES, "White", 0},
        {EH_WRES, "bme", 1},
        {EH_WRES, "B.A.M.E.", 1},
        {EH_WRES, "Ethnic minority", 1},
        {EH_WRES, "Global Majority", 1},
        {EH_WRES, "All other ethnic groups*", 1},
        {EH_WRES, "Black & minority ethnic", 1},
        {EH_WRES, "Not stated", 2},
        {EH_WRES, "Ethnicity unknown/null", 2},
        {EH_WRES, "Disabled", -1},
        {EH_WRES, "Mixed", -1},
        {EH_WRES, "", -1},
        {EH_WRES, " - ", -1},
        {EH_WDES, "Disabled", 0},
        {EH_WDES, "YES", 0},
        {EH_WDES, "Staff with a LTC or illness", 0},
        {EH_WDES, "non-disabled", 1},
        {EH_WDES, "Non disabled", 1},
        {EH_WDES, "no", 1},
        {EH_WDES, "Unknown", 2},
        {EH_WDES, "White", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned group = 99;
        bool read = eh_group_read(cases[i].standard, eh_slice_of(cases[i].text), &group);
        assert_int_equal(read, cases[i].group >= 0);
        if (read) {
            assert_int_equal(group, cases[i].group);
        }
    }
    assert_string_equal(eh_group_id(EH_WDES, 1), "non-disabled");
    assert_string_equal(eh_group_name(EH_WRES, 1), "BME");
    eh_standard standard = EH_WRES;
    assert_true(eh_standard_read(EH_SLICE(" wdes "), &standard));
    assert_int_equal(standard, EH_WDES);
    assert_false(eh_standard_read(EH_SLICE("WRESTLE"), &standard));
    assert_string_equal(eh_standard_word(EH_WRES), "wres");
}

static void questions_follow_the_survey(void **state) {
    (void)state;
    assert_string_equal(eh_question(catalogue, EH_WRES, "6.percentage", 2024), "q14b & q14c");
    assert_string_equal(eh_question(catalogue, EH_WRES, "6.percentage", 2020), "q13b & q13c");
    assert_string_equal(eh_question(catalogue, EH_WDES, "8.percentage", 2021), "q28b");
    assert_string_equal(eh_question(catalogue, EH_WDES, "8.percentage", 2022), "q30b");
    assert_string_equal(eh_question(catalogue, EH_WDES, "8.percentage", 2025), "q31b");
    assert_string_equal(eh_question(catalogue, EH_WRES, "6.percentage", 2017), "");
    assert_string_equal(eh_question(catalogue, EH_WRES, "9.board", 2024), "");
    for (int s = 0; s < EH_STANDARD_COUNT; s++) {
        for (int year = 2019; year <= 2026; year++) {
            const eh_edition *edition = eh_edition_find(catalogue, (eh_standard)s, year);
            for (unsigned i = 0; i < edition->item_count; i++) {
                const eh_item *item = &edition->items[i];
                const char *question = eh_question(catalogue, (eh_standard)s, item->id, edition->survey_year);
                assert_int_equal(question[0] != '\0', item->operation == EH_OP_SURVEY);
            }
        }
    }
}

static void changes_come_by_standard_and_year(void **state) {
    (void)state;
    const eh_change *before = NULL, *change = NULL;
    unsigned bank = 0;
    for (size_t i = 0; (change = eh_change_at(catalogue, i)) != NULL; i++) {
        if (before != NULL) {
            assert_true(before->standard < change->standard ||
                        (before->standard == change->standard && before->year <= change->year));
        }
        bank += change->standard == EH_WDES && change->year == 2023 && strcmp(change->item, "1") == 0 &&
                change->breaks_series && strstr(change->text, "Bank") != NULL;
        before = change;
    }
    assert_int_equal(bank, 1);
}

/* Templates of the test's own: the built-in ones with one file changed. */
typedef struct changed {
    eh_template list[64];
    char *text; /* of the changed file */
} changed;

static changed *change_file(const char *name, const char *find, const char *put, unsigned *line) {
    changed *c = calloc(1, sizeof *c);
    assert_non_null(c);
    size_t count = 0;
    for (const eh_template *file = eh_templates_built_in(); file->name != NULL; file++) {
        assert_true(count < 63);
        c->list[count] = *file;
        if (strcmp(file->name, name) == 0) {
            const char *data = file->data;
            const char *at = strstr(data, find);
            assert_non_null(at);
            size_t before = (size_t)(at - data), after = file->size - before - strlen(find);
            *line = 1;
            for (const char *k = data; k < at; k++) {
                *line += *k == '\n';
            }
            c->text = malloc(before + strlen(put) + after + 1);
            assert_non_null(c->text);
            memcpy(c->text, data, before);
            memcpy(c->text + before, put, strlen(put));
            memcpy(c->text + before + strlen(put), at + strlen(find), after);
            c->list[count].data = c->text;
            c->list[count].size = before + strlen(put) + after;
        }
        count++;
    }
    assert_non_null(c->text);
    return c;
}

static void free_changed(changed *c) {
    free(c->text);
    free(c);
}

static void broken_templates_are_refused_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *file, *find, *put, *says;
        int below; /* the fault is so many lines below the change; -1: it has no line */
    } cases[] = {
        {"items.csv", "2.appointed / 2.shortlisted", "2.appointed / 2.longlisted", "no item \"2.longlisted\"", 0},
        {"items.csv", "sum,1a.total 1b.total 1.unplaced", "sum,1a.total 1.total 1.unplaced", "comes back to itself", 0},
        {"items.csv", ",headcount,0,3,count,shortlisted", ",heads,0,3,count,shortlisted", "none of the words", 0},
        {"items.csv", ",headcount,0,3,count,shortlisted", ",percent,0,3,count,shortlisted", "does not make this unit",
         0},
        {"items.csv", ",headcount,0,3,count,shortlisted", ",headcount,0,3,count,short-listed", "no counter", 0},
        {"items.csv", ",headcount,0,3,count,shortlisted", ",headcount,0,9,count,shortlisted", "no whole number", 0},
        {"items.csv", ",headcount,0,3,count,shortlisted", ",headcount,0,2,count,shortlisted", "lacks groups", 2},
        {"items.csv", ",headcount,0,3,count,appointed", ",headcount,0,0,count,appointed", "lacks groups", 1},
        {"items.csv", "WRES,2.appointed,", "WRES,2.shortlisted,", "twice", 0},
        {"items.csv", "WRES,2.appointed,,,35", "WRES,2.appointed,,,34", "do not rise", 0},
        {"items.csv", "WRES,2.appointed,,", "WRES,2.appointed,2024,2023", "ends before it begins", 0},
        {"items.csv", "WRES,2.appointed,,", "WRES,2.appointed,2020,", "no item \"2.appointed\"", 1},
        {"items.csv", "sum,1.total", "sum,1.total / 1.unplaced", "stroke is out of place", 0},
        {"items.csv", "sum,1.total", "sum,-1.total", "minus is out of place", 0},
        {"items.csv", "sum,1.total", "sum,", "too few", 0},
        {"items.csv", "sum,1.total", "sum,2.likelihood", "no headcount", 0},
        {"items.csv", "white,bme,neither", "white,white,neither", "two different groups", 0},
        {"items.csv", "white,bme,neither", "white,disabled,neither", "no group", 0},
        {"items.csv", "white,bme,neither", ",bme,neither", "top and a bottom", 0},
        {"items.csv", ",Shortlisted,", ",,", "nothing is written", 0},
        {"items.csv", ",Shortlisted,", ",Short\"listed,", "a quote", 0},
        {"items.csv", ",Shortlisted,", ",\"Short\"listed,", "follows a closing quote", 0},
        {"items.csv", ",Shortlisted,", ",\"Shortlisted,", "out of place", -2},
        {"items.csv", ",Shortlisted,", ",Shortlisted,Longlisted,", "cells", 0},
        {"items.csv", "standard,id,since", "standard,id,from", "no column \"since\"", -1},
        {"items.csv", ",better,", ",better,better,", "two columns", 0},
        {"items.csv", ",certainty\n", ",certainty,\n", "no heading", 0},
        {"items.csv", "WRES,2.appointed,", "WRES,appointed,", "not of the form", 0},
        {"items.csv", ",Shortlisted,", ",Short\xFFlisted,", "UTF-8", 0},
        {"editions.csv", "2025-03-31", "2025-02-30", "no date", 0},
        {"editions.csv", "WRES,2025,2025-03-31,2024-04-01", "WRES,2025,2025-03-31,2025-04-01", "period ends", 0},
        {"editions.csv", "WRES,2025,2025-03-31", "WRES,2024,2025-03-31", "twice", 0},
        {"editions.csv", "bank; honorary", "bank; honourary", "not words allowed", 0},
        {"editions.csv", "WRES,2025,", "WRES,twenty,", "no whole number", 0},
        {"questions.csv", "WRES,5.percentage,2018", "WRES,5.ratio,2018", "no item", 0},
        {"questions.csv", "WRES,5.percentage,2019", "WRES,5.percentage,2018", "twice", 0},
        {"changes.csv", "WDES,2023,1,yes", "WDES,2023,1z,yes", "no item or indicator", 0},
        {"changes.csv", "WDES,2023,1,yes", "WDES,2018,1,yes", "no edition", 0},
        {"changes.csv", "WDES,2023,1,yes", "WDES,2023,1,perhaps", "neither yes nor no", 0},
        {"standards.csv", "WRES,white,White", "WRES,white,Whites", "differs", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned line = 0;
        changed *c = change_file(cases[i].file, cases[i].find, cases[i].put, &line);
        eh_findings *findings = eh_findings_new();
        eh_catalogue *made = catalogue;
        eh_status status = eh_catalogue_read(c->list, NULL, findings, &made);
        bool told = false;
        for (size_t k = 0; k < eh_findings_count(findings); k++) {
            const eh_finding *finding = eh_findings_at(findings, k);
            bool there = cases[i].below == -2   ? finding->row >= line
                         : cases[i].below == -1 ? finding->row == 0
                                                : finding->row == line + (unsigned)cases[i].below;
            bool says = strstr(finding->text, cases[i].says) != NULL || cases[i].below == -2;
            told = told || (there && says && finding->severity == EH_ERROR &&
                            strcmp(finding->code, "broken-template") == 0 && strcmp(finding->file, cases[i].file) == 0);
        }
        if (status != EH_BAD || made != NULL || !told) {
            const eh_finding *first = eh_findings_count(findings) > 0 ? eh_findings_at(findings, 0) : NULL;
            fail_msg("case %u (%s, \"%s\"): %s; first finding %s:%u %s; expected line %u", (unsigned)i, cases[i].file,
                     cases[i].put, eh_status_text(status), first != NULL ? first->file : "",
                     first != NULL ? (unsigned)first->row : 0, first != NULL ? first->text : "", line);
        }
        eh_findings_free(findings);
        free_changed(c);
    }
}

static void a_missing_file_and_an_unknown_one_are_told(void **state) {
    (void)state;
    eh_template list[64];
    size_t count = 0;
    for (const eh_template *file = eh_templates_built_in(); file->name != NULL; file++) {
        if (strcmp(file->name, "changes.csv") != 0) {
            list[count++] = *file;
        }
    }
    list[count++] = (eh_template){"extra.csv", "a\n", 2};
    list[count] = (eh_template){NULL, NULL, 0};
    eh_findings *findings = eh_findings_new();
    eh_catalogue *made = NULL;
    assert_int_equal(eh_catalogue_read(list, NULL, findings, &made), EH_BAD);
    assert_int_equal(eh_findings_count(findings), 2);
    assert_string_equal(eh_findings_at(findings, 0)->file, "extra.csv");
    assert_string_equal(eh_findings_at(findings, 1)->file, "changes.csv");
    assert_non_null(strstr(eh_findings_at(findings, 1)->text, "missing"));
    eh_findings_free(findings);
}

static void the_digest_tells_what_is_in_force(void **state) {
    (void)state;
    assert_int_equal(strlen(eh_catalogue_digest(catalogue)), 64);
    assert_false(eh_catalogue_custom(catalogue));
    eh_findings *findings = eh_findings_new();
    eh_catalogue *same = NULL, *other = NULL, *mapped = NULL;
    unsigned line = 0;
    /* The same files read from elsewhere, and in another order, are the same rules. */
    changed *copy = change_file("items.csv", "standard,id", "standard,id", &line);
    eh_template first = copy->list[0];
    copy->list[0] = copy->list[1];
    copy->list[1] = first;
    assert_int_equal(eh_catalogue_read(copy->list, NULL, findings, &same), EH_OK);
    assert_string_equal(eh_catalogue_digest(same), eh_catalogue_digest(catalogue));
    assert_false(eh_catalogue_custom(same));
    changed *label = change_file("items.csv", ",Shortlisted,", ",Shortlisted applications,", &line);
    assert_int_equal(eh_catalogue_read(label->list, NULL, findings, &other), EH_OK);
    assert_string_not_equal(eh_catalogue_digest(other), eh_catalogue_digest(catalogue));
    assert_true(eh_catalogue_custom(other));
    static const char mapping[] = "kind,field,from,to\nstaff,Ethnic Origin,Martian,S\n";
    eh_source *source = eh_source_from_memory("mapping.csv", mapping, sizeof mapping - 1);
    assert_int_equal(eh_catalogue_read(NULL, source, findings, &mapped), EH_OK);
    assert_string_not_equal(eh_catalogue_digest(mapped), eh_catalogue_digest(catalogue));
    assert_true(eh_catalogue_custom(mapped));
    eh_source_close(source);
    eh_catalogue_free(same);
    eh_catalogue_free(other);
    eh_catalogue_free(mapped);
    free_changed(copy);
    free_changed(label);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_in_templates_pass_the_schema),
        cmocka_unit_test(every_edition_is_there),
        cmocka_unit_test(bank_staff_leave_metric_1_in_2023),
        cmocka_unit_test(every_item_is_there_in_order),
        cmocka_unit_test(national_rows_are_numbered_1_to_63_without_53),
        cmocka_unit_test(formulas_are_those_of_the_rules),
        cmocka_unit_test(totals_leave_out_what_is_of_which),
        cmocka_unit_test(units_places_and_groups),
        cmocka_unit_test(wording_follows_the_edition),
        cmocka_unit_test(groups_are_read_in_many_words),
        cmocka_unit_test(questions_follow_the_survey),
        cmocka_unit_test(changes_come_by_standard_and_year),
        cmocka_unit_test(broken_templates_are_refused_with_their_line),
        cmocka_unit_test(a_missing_file_and_an_unknown_one_are_told),
        cmocka_unit_test(the_digest_tells_what_is_in_force),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
