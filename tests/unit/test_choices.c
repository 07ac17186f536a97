/* What a template's drop-down lists offer is understood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue_support.h"
#include "standard/choices.h"

/* Whether a value stands for something in this column; a band's or a medical grade's name in Pay Grade. */
static bool understood(eh_field field, eh_slice value) {
    eh_known known = EH_UNMAPPED;
    bool flag;
    eh_case_type type;
    eh_standard standard;
    unsigned group;
    switch (field) {
    case EH_STAFF_ASSIGNMENT_CATEGORY:
        return eh_category_of(catalogue, value, &known) != NULL;
    case EH_STAFF_ASSIGNMENT_STATUS:
        return eh_status_of(catalogue, value, &flag) == EH_STATED;
    case EH_STAFF_STAFF_GROUP:
    case EH_APPLICANTS_STAFF_GROUP:
        return !eh_side_of(catalogue, EH_SLICE(""), value, false).group_unrecognised;
    case EH_STAFF_PAY_GRADE:
    case EH_APPLICANTS_PAY_GRADE:
        return eh_band_of(catalogue, value) != EH_BAND_NONE ||
               eh_medical_row_of(catalogue, EH_SLICE(""), value) != EH_OTHER_MEDICAL;
    case EH_STAFF_ETHNIC_ORIGIN:
    case EH_APPLICANTS_ETHNIC_ORIGIN:
    case EH_CASES_ETHNIC_ORIGIN:
    case EH_TRAINING_ETHNIC_ORIGIN:
    case EH_BOARD_ETHNIC_ORIGIN:
        return eh_ethnicity_of(catalogue, value).known != EH_UNMAPPED;
    case EH_STAFF_DISABILITY:
    case EH_APPLICANTS_DISABILITY:
    case EH_CASES_DISABILITY:
    case EH_TRAINING_DISABILITY:
    case EH_BOARD_DISABILITY:
        return eh_disability_of(catalogue, value).known != EH_UNMAPPED;
    case EH_CASES_CASE_TYPE:
        return eh_case_type_of(catalogue, value, &type) == EH_STATED;
    case EH_CASES_GROUNDS:
        return eh_grounds_of(catalogue, value, &flag) == EH_STATED;
    case EH_SURVEY_STANDARD:
    case EH_COUNTS_STANDARD:
        return eh_standard_read(value, &standard);
    case EH_SURVEY_GROUP:
    case EH_COUNTS_GROUP:
        return eh_group_read(EH_WRES, value, &group) || eh_group_read(EH_WDES, value, &group) ||
               eh_means_everybody(catalogue, value);
    default:
        return eh_yes_no_of(catalogue, field, value, &flag) == EH_STATED;
    }
}

/* Every column of a choice's heading. */
static void test_understood(void **state) {
    (void)state;
    size_t looked = 0;
    const eh_choice *choice;
    for (size_t i = 0; (choice = eh_choice_at(catalogue, i)) != NULL; i++) {
        for (unsigned f = 0; f < EH_FIELD_COUNT; f++) {
            if (strcmp(eh_field_heading((eh_field)f), choice->heading) != 0 || f == EH_ANSWERS_ANSWER)
                continue;
            if (!understood((eh_field)f, eh_slice_of(choice->value)))
                fail_msg("%s \"%s\" is not understood", choice->heading, choice->value);
            looked++;
        }
    }
    assert_true(looked > 150);
    assert_false(understood(EH_STAFF_PAY_GRADE, EH_SLICE("Band 12")));
    assert_false(understood(EH_CASES_GROUNDS, EH_SLICE("Fnord")));
}

typedef struct heard {
    size_t count;
    bool percentage, answer;
} heard;

static void hear(void *context, const char *value) {
    heard *h = context;
    h->count++;
    h->percentage |= strcmp(value, "5.percentage") == 0;
    h->answer |= strcmp(value, "9b.action") == 0;
}

/* Items are those that the kind of extract can supply, each once. */
static void test_items(void **state) {
    (void)state;
    heard survey = {0}, answers = {0}, none = {0};
    size_t count = eh_choices_of(catalogue, EH_SURVEY_ITEM, hear, &survey);
    assert_int_equal(count, survey.count);
    assert_true(survey.percentage && !survey.answer);
    eh_choices_of(catalogue, EH_ANSWERS_ITEM, hear, &answers);
    assert_true(answers.answer && !answers.percentage);
    assert_int_equal(eh_choices_of(catalogue, EH_STAFF_EMPLOYEE_NUMBER, hear, &none), 0);
    assert_int_equal(none.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_understood),
        cmocka_unit_test(test_items),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
