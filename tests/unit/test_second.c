/* The second reckoning: it finds every counter that is one too many, every formula and display that is wrong, and says nothing where all is right.
 * The linker puts the functions below in the place of the program's own, so that faults can be planted in the first reckoning. */
#include "run_support.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "indicator/second.h"
#include "return/formula.h"
#include "tally/tally.h"

eh_status __real_eh_tally_make(eh_tallying *tallying);
eh_status __wrap_eh_tally_make(eh_tallying *tallying);
size_t __real_eh_formula_display(const eh_item *item, eh_fraction exact, char out[EH_FRACTION_ROOM]);
size_t __wrap_eh_formula_display(const eh_item *item, eh_fraction exact, char out[EH_FRACTION_ROOM]);
eh_verdict __real_eh_verdict_of(eh_fraction ratio);
eh_verdict __wrap_eh_verdict_of(eh_fraction ratio);
eh_operand_value __real_eh_formula(const eh_edition *edition, unsigned item, unsigned group, eh_operand_source source,
                                   void *context);
eh_operand_value __wrap_eh_formula(const eh_edition *edition, unsigned item, unsigned group, eh_operand_source source,
                                   void *context);

/* The fault that is planted. */
static struct fault {
    int counter; /* one too many, or -1 */
    unsigned group;
    bool supplied; /* whether the counter was, in some return */
    bool display, verdict, formula;
} fault = {.counter = -1};

eh_status __wrap_eh_tally_make(eh_tallying *tallying) {
    eh_status status = __real_eh_tally_make(tallying);
    if (fault.counter >= 0 && tallying->tally->supplied[fault.counter]) {
        fault.supplied = true;
        tallying->tally->count[fault.counter][fault.group]++;
    }
    return status;
}

size_t __wrap_eh_formula_display(const eh_item *item, eh_fraction exact, char out[EH_FRACTION_ROOM]) {
    size_t length = __real_eh_formula_display(item, exact, out);
    if (fault.display && strcmp(item->id, "2.relative-likelihood") == 0)
        out[length - 1] = out[length - 1] == '9' ? '8' : (char)(out[length - 1] + 1);
    return length;
}

eh_verdict __wrap_eh_verdict_of(eh_fraction ratio) {
    eh_verdict verdict = __real_eh_verdict_of(ratio);
    return fault.verdict && verdict != EH_VERDICT_NONE ? EH_VERDICT_WITHIN : verdict;
}

eh_operand_value __wrap_eh_formula(const eh_edition *edition, unsigned item, unsigned group, eh_operand_source source,
                                   void *context) {
    eh_operand_value value = __real_eh_formula(edition, item, group, source, context);
    if (fault.formula && edition->items[item].operation == EH_OP_GAP && value.missing == EH_PRESENT)
        value.exact = eh_fraction_multiply(value.exact, eh_fraction_make(-1, 1));
    return value;
}

static const char staff[] =
    "Employee Number,Pay Grade,Staff Group,Job Role,Ethnic Origin,Disability\n"
    "1,Band 5,Administrative and Clerical,Clerk,A,No\n2,Band 5,Administrative and Clerical,Clerk,H,Yes\n"
    "3,Band 6,Nursing and Midwifery Registered,Nurse,A,No\n4,Band 6,Nursing and Midwifery Registered,Nurse,H,Yes\n"
    "5,MD|YM72|Consultant,Medical and Dental,Consultant,A,Yes\n6,Unheard of,Estates and Ancillary,Porter,H,\n";
static const char applicants[] = "Application ID,Shortlisted,Appointed,Closing Date,Ethnic Origin,Disability\n"
                                 "1,Yes,Yes,01/05/2024,A,No\n2,Yes,No,01/05/2024,A,No\n3,Yes,Yes,01/05/2024,H,Yes\n"
                                 "4,Yes,No,01/05/2024,H,Yes\n5,Yes,No,01/06/2024,H,Yes\n";
static const char cases[] =
    "Employee Number,Case Type,Formal,Grounds,Date Opened\n"
    "1,Disciplinary,Yes,,01/05/2024\n2,Disciplinary,Yes,,01/06/2024\n3,Capability,Yes,Performance,01/05/2024\n"
    "4,Capability,Yes,Ill health,01/05/2023\n5,Capability,Yes,Performance,01/05/2023\n";
static const char training[] =
    "Employee Number,Mandatory,Date Completed\n1,No,01/05/2024\n2,No,01/05/2024\n3,Yes,01/05/2024\n";
static const char board[] =
    "Name,Executive,Voting,Ethnic Origin,Disability\na,Yes,Yes,A,No\nb,No,Yes,H,Yes\nc,No,No,A,\n";

/* A run over everything; what came of it. */
static eh_status reckon(test_run *t, bool verify) {
    eh_run_options options = usual_options();
    options.verify = verify;
    run_start(t, &options);
    assert_int_equal(run_add(t, "staff.csv", staff, NULL), EH_OK);
    assert_int_equal(run_add(t, "applicants.csv", applicants, NULL), EH_OK);
    assert_int_equal(run_add(t, "cases.csv", cases, NULL), EH_OK);
    assert_int_equal(run_add(t, "training.csv", training, NULL), EH_OK);
    assert_int_equal(run_add(t, "board.csv", board, NULL), EH_OK);
    return run_compute(t);
}

static void all_is_right(void **state) {
    test_run t;
    (void)state;
    assert_int_equal(reckon(&t, true), EH_OK);
    expect_found(&t, "!verify-differs");
    expect_found(&t, "!verify-unknown-item");
    run_end(&t);
}

/* Each counter of both standards, one too many in each group, is found; without --verify it goes through. */
static void a_counter_too_many(void **state) {
    unsigned planted = 0;
    (void)state;
    for (int counter = 0; counter < EH_COUNTER_COUNT; counter++)
        for (unsigned group = 0; group < EH_GROUPS; group++) {
            test_run t;
            fault = (struct fault){.counter = counter, .group = group};
            eh_status status = reckon(&t, true);
            assert_true(fault.supplied);
            if (status != EH_BAD)
                fail_msg("counter %d of group %u is one too many, and the second reckoning agrees", counter, group);
            assert_true(first_found(&t, "verify-differs") != NULL);
            run_end(&t);
            planted++;
        }
    assert_int_equal(planted, EH_COUNTER_COUNT * EH_GROUPS);
    test_run t;
    assert_int_equal(reckon(&t, false), EH_OK);
    run_end(&t);
    fault = (struct fault){.counter = -1};
}

/* The finding names item, group and both values. */
static void what_is_said(void **state) {
    test_run t;
    (void)state;
    fault = (struct fault){.counter = EH_COUNT_SHORTLISTED, .group = 1};
    assert_int_equal(reckon(&t, true), EH_BAD);
    const eh_finding *first = first_found(&t, "verify-differs");
    assert_string_equal(first->item, "2.shortlisted");
    assert_string_equal(first->text,
                        "A figure came out otherwise when it was reckoned a second time: 2.shortlisted, BME is 4, "
                        "and 3 the second time.");
    assert_non_null(strstr(first->advice, "fault of the program"));
    run_end(&t);
    fault = (struct fault){.counter = -1};
}

static void faults_beyond_counters(void **state) {
    static const struct fault faults[] = {
        {.counter = -1, .display = true}, {.counter = -1, .verdict = true}, {.counter = -1, .formula = true}};
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        test_run t;
        fault = faults[i];
        assert_int_equal(reckon(&t, true), EH_BAD);
        expect_found(&t, "verify-differs");
        run_end(&t);
    }
    fault = (struct fault){.counter = -1};
}

/* Its own rounding against the first one's, at and around halves. */
static void rounding(void **state) {
    (void)state;
    for (int64_t n = -1200; n <= 1200; n++)
        for (int64_t d = 1; d <= 400; d += d < 20 ? 1 : 19)
            for (unsigned places = 0; places <= 3; places++) {
                char one[EH_FRACTION_ROOM], two[EH_FRACTION_ROOM];
                eh_fraction_display(eh_fraction_make(n, d), places, one);
                eh_plain_display(eh_fraction_make(n, d), places, two);
                assert_string_equal(one, two);
            }
    char out[EH_FRACTION_ROOM];
    eh_plain_display(eh_fraction_make((eh_wide)1 << 119, 3), 9, out);
    assert_string_equal(out, "221537999297485978817301176713390762.666666667");
    eh_plain_display(eh_fraction_make(-1, 2000), 2, out);
    assert_string_equal(out, "0.00");
}

/* Beyond its limit a book lets everything go and says so, and takes nothing more. */
static void too_large(void **state) {
    static const char *const cells[] = {"Employee Number", "Pay Grade"};
    eh_cell texts[2];
    (void)state;
    for (size_t c = 0; c < 2; c++)
        texts[c] = (eh_cell){.text = eh_slice_of(cells[c]), .type = EH_CELL_TEXT};
    eh_plain_book *book = eh_plain_new(the_catalogue(), 100000);
    assert_non_null(book);
    assert_int_equal(eh_plain_begin(book, EH_KIND_STAFF, false), EH_OK);
    eh_row row = {.number = 1, .count = 2, .cells = texts};
    assert_int_equal(eh_plain_add(book, &row), EH_OK);
    for (unsigned i = 0; i < 10000; i++) {
        char number[16];
        snprintf(number, sizeof number, "%u", i);
        texts[0].text = eh_slice_of(number);
        row.number++;
        assert_int_equal(eh_plain_add(book, &row), EH_OK);
        assert_true(i < 5000 || eh_plain_too_large(book));
        assert_true(i > 10 || !eh_plain_too_large(book));
    }
    eh_plain_end(book, true);
    assert_int_equal(eh_plain_begin(book, EH_KIND_STAFF, false), EH_OK);
    eh_plain_end(book, false);
    eh_findings *findings = eh_findings_new();
    eh_run_options options = usual_options();
    eh_return *const none[] = {NULL};
    assert_int_equal(eh_second_check(book, the_catalogue(), &options, NULL, findings, none), EH_BAD);
    assert_string_equal(eh_findings_at(findings, 0)->code, "too-large-to-verify");
    eh_findings_free(findings);
    eh_plain_free(book);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_right), cmocka_unit_test(a_counter_too_many),     cmocka_unit_test(what_is_said),
        cmocka_unit_test(rounding),     cmocka_unit_test(faults_beyond_counters), cmocka_unit_test(too_large),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
