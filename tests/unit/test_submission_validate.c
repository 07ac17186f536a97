/* Checking submissions: a clean file gives no finding, and each fault planted gives its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalogue_support.h"
#include "return/xml.h"
#include "right_return.h"

/* The text of a return with a digest that fits it, whatever its schema says. */
static char *text_of(const eh_return *ret) {
    char *xml = NULL;
    size_t size = 0;
    xmlDocPtr doc = NULL;
    eh_digest digest;
    eh_findings *findings = eh_findings_new();
    assert_int_equal(eh_xml_text(ret, "", &xml, &size), EH_OK);
    assert_int_equal(eh_xml_parse(xml, size, "", findings, &doc), EH_OK);
    assert_int_equal(eh_xml_digest(doc, &digest), EH_OK);
    xmlFreeDoc(doc);
    free(xml);
    assert_int_equal(eh_xml_text(ret, digest.hex, &xml, &size), EH_OK);
    eh_findings_free(findings);
    return xml;
}

static eh_status validate(const char *xml, eh_findings *findings) {
    eh_source *source = eh_source_from_memory("return.xml", xml, strlen(xml));
    eh_status status = eh_submission_validate(catalogue, source, findings);
    eh_source_close(source);
    return status;
}

static void show(const eh_findings *findings) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        print_message("  %s [%s] line %u: %s\n", f->code, f->item, (unsigned)f->row, f->text);
    }
}

static void clean_files(void **state) {
    (void)state;
    for (int standard = EH_WRES; standard < EH_STANDARD_COUNT; standard++) {
        int first, last;
        assert_true(eh_catalogue_years(catalogue, eh_standard_id((eh_standard)standard), &first, &last));
        for (int year = first; year <= last; year++) {
            eh_findings *findings = eh_findings_new();
            eh_return *ret = right_return(eh_edition_find(catalogue, (eh_standard)standard, year));
            char *xml = text_of(ret);
            assert_int_equal(validate(xml, findings), EH_OK);
            show(findings);
            assert_int_equal(eh_findings_count(findings), 0);
            free(xml);
            eh_return_free(ret);
            eh_findings_free(findings);
        }
    }
}

static eh_return_item *item_of(eh_return *ret, const char *id) {
    for (size_t i = 0; i < ret->item_count; i++)
        if (!strcmp(ret->items[i].id, id))
            return &ret->items[i];
    fail_msg("no item %s", id);
    return NULL;
}

/* Faults, one by one. Where only a value changes, its display does too. */
static void set(eh_return *ret, const char *id, unsigned group, double value, const char *display) {
    item_of(ret, id)->value[group].value = value;
    item_of(ret, id)->value[group].display = display;
}
static void sum(eh_return *r) {
    eh_value *v = value_in(r, "1.total", 0);
    set(r, "1.total", 0, v->value + 1, "1");
}
static void rate(eh_return *r) {
    set(r, "2.likelihood", 0, 21.8, "21.80");
    value_in(r, "2.likelihood", 0)->lower = (double)NAN;
}
static void relative(eh_return *r) {
    set(r, "2.relative-likelihood", 0, 1.53, "1.53");
}
static void last_digit(eh_return *r) {
    value_in(r, "2.relative-likelihood", 0)->value = nextafter(1.5256410256410255, 2);
}
static void ratio_of_rounded(eh_return *r) {
    set(r, "3.relative-likelihood", 0, 1.7, "1.70");
}
static void share(eh_return *r) {
    set(r, "9.board-percentage", 1, 30, "30.0");
}
static void gap(eh_return *r) {
    set(r, "9.difference", 1, 0.5, "0.5");
}
static void rate_numerator(eh_return *r) {
    value_in(r, "2.likelihood", 1)->numerator = 61;
}
static void rate_no_denominator(eh_return *r) {
    value_in(r, "4.likelihood", 1)->denominator = (double)NAN;
}
static void share_denominator(eh_return *r) {
    value_in(r, "9.board-percentage", 0)->denominator = 12;
}
static void display(eh_return *r) {
    value_in(r, "2.relative-likelihood", 0)->display = "1.52";
}
static void display_of_count(eh_return *r) {
    value_in(r, "2.appointed", 2)->display = "5.0";
}
static void display_of_survey(eh_return *r) {
    set(r, "5.percentage", 0, 34.15, "34.1");
    value_in(r, "5.percentage", 0)->lower = (double)NAN;
    value_in(r, "5.percentage", 0)->upper = (double)NAN;
}
static void percent(eh_return *r) {
    value_in(r, "1a.band-5", 1)->percent += 0.5;
}
static void percent_absent(eh_return *r) {
    value_in(r, "1a.band-5", 1)->percent = (double)NAN;
}
static void percent_of_nothing(eh_return *r) {
    value_in(r, "1a.band-9", 1)->percent = 0;
}
static void verdict(eh_return *r) {
    value_in(r, "2.relative-likelihood", 0)->verdict = EH_VERDICT_WITHIN;
}
static void verdict_absent(eh_return *r) {
    value_in(r, "2.relative-likelihood", 0)->verdict = EH_VERDICT_NONE;
}
static void interval_without_value(eh_return *r) {
    value_in(r, "2.relative-likelihood", 0)->lower = 1.6;
}
static void interval_upside_down(eh_return *r) {
    value_in(r, "2.likelihood", 0)->lower = 90;
    value_in(r, "2.likelihood", 0)->upper = 10;
}
static void half_a_person(eh_return *r) {
    eh_value *v = value_in(r, "9.non-executive", 2);
    v->value = 1.5;
    v->display = "1.5";
}
static void negative(eh_return *r) {
    set(r, "1b.senior-medical-managers", 0, -3, "-3");
}
static void too_many(eh_return *r) {
    set(r, "1b.senior-medical-managers", 0, 1e300, "3");
}
static void appointed_beyond(eh_return *r) {
    set(r, "2.appointed", 2, 31, "31");
}
static void medical_directors(eh_return *r) {
    set(r, "1b.senior-medical-managers", 0, 41, "41");
    value_in(r, "1b.senior-medical-managers", 0)->percent = (double)NAN;
}
static void ill_health(eh_return *r) {
    set(r, "3.entered-ill-health", 1, 10.5, "10.5");
}
static void voting(eh_return *r) {
    set(r, "9.non-voting", 0, 3, "3");
}
static void executive(eh_return *r) {
    set(r, "9.executive", 0, 3, "3");
}
static void voting_beyond(eh_return *r) {
    set(r, "9.voting", 0, 8, "8");
}
static void should_be_undefined(eh_return *r) {
    set(r, "3.entered", 0, 0, "0"); /* the comparator has no events */
}
static void should_have_value(eh_return *r) {
    *value_in(r, "2.relative-likelihood", 0) = eh_value_missing(EH_UNDEFINED);
}
static void wrong_reason(eh_return *r) {
    *value_in(r, "4.accessed", 0) = eh_value_missing(EH_NOT_SUPPLIED);
    *value_in(r, "4.likelihood", 0) = eh_value_missing(EH_UNDEFINED);
    *value_in(r, "4.relative-likelihood", 0) = eh_value_missing(EH_NOT_SUPPLIED);
}
static void complete_with_error(eh_return *r) {
    r->findings[0].severity = EH_ERROR;
}
static void no_item(eh_return *r) {
    item_of(r, "5.percentage")->id = "5.percentages";
}
static void fewer_groups(eh_return *r) {
    item_of(r, "5.percentage")->count = 1;
}
static void other_group(eh_return *r) {
    item_of(r, "2.relative-likelihood")->top = "bme";
}
static void group_of_other_standard(eh_return *r) {
    item_of(r, "5.percentage")->group[0] = "disabled";
}
static void other_unit(eh_return *r) {
    item_of(r, "5.percentage")->unit = EH_POINTS;
}
static void other_number(eh_return *r) {
    item_of(r, "5.percentage")->number = "47";
}
static void snapshot(eh_return *r) {
    r->snapshot -= 1;
}
static void period(eh_return *r) {
    r->period_start += 1;
}
static void survey_scale(eh_return *r) {
    set(r, "5.percentage", 0, 342, "342.0");
    value_in(r, "5.percentage", 0)->lower = (double)NAN;
    value_in(r, "5.percentage", 0)->upper = (double)NAN;
}
static void unknown_edition(eh_return *r) {
    r->edition = 1999;
}

/* `alone`: nothing else is found. */
static const struct fault {
    const char *name;
    void (*plant)(eh_return *ret);
    eh_standard standard;
    const char *code, *item;
    bool alone;
} faults[] = {
    {"sum", sum, EH_WRES, "submission-sum", "1.total", false},
    {"rate", rate, EH_WRES, "submission-value", "2.likelihood", true},
    {"relative", relative, EH_WRES, "submission-value", "2.relative-likelihood", true},
    {"last digit", last_digit, EH_WRES, "submission-value", "2.relative-likelihood", true},
    {"ratio of rounded rates", ratio_of_rounded, EH_WRES, "submission-value", "3.relative-likelihood", false},
    {"share", share, EH_WRES, "submission-value", "9.board-percentage", false},
    {"gap", gap, EH_WRES, "submission-value", "9.difference", false},
    {"numerator", rate_numerator, EH_WRES, "submission-counts-behind", "2.likelihood", true},
    {"no denominator", rate_no_denominator, EH_WRES, "submission-counts-behind", "4.likelihood", true},
    {"share's denominator", share_denominator, EH_WRES, "submission-counts-behind", "9.board-percentage", true},
    {"display", display, EH_WRES, "submission-display", "2.relative-likelihood", true},
    {"display of a count", display_of_count, EH_WRES, "submission-display", "2.appointed", true},
    {"display of a survey figure", display_of_survey, EH_WRES, "submission-display", "5.percentage", true},
    {"percent", percent, EH_WRES, "submission-percent", "1a.band-5", true},
    {"percent absent", percent_absent, EH_WRES, "submission-percent", "1a.band-5", true},
    {"percent of nothing", percent_of_nothing, EH_WRES, "submission-percent", "1a.band-9", true},
    {"verdict", verdict, EH_WRES, "submission-verdict", "2.relative-likelihood", true},
    {"verdict absent", verdict_absent, EH_WRES, "submission-verdict", "2.relative-likelihood", true},
    {"interval beside its value", interval_without_value, EH_WRES, "submission-interval", "2.relative-likelihood",
     true},
    {"interval upside down", interval_upside_down, EH_WRES, "submission-interval", "2.likelihood", true},
    {"half a person", half_a_person, EH_WRES, "submission-count", "9.non-executive", false},
    {"negative", negative, EH_WRES, "submission-count", "1b.senior-medical-managers", false},
    {"too many", too_many, EH_WRES, "submission-count", "1b.senior-medical-managers", false},
    {"appointed beyond shortlisted", appointed_beyond, EH_WRES, "submission-within", "2.appointed", false},
    {"of which beyond whole", medical_directors, EH_WRES, "submission-within", "1b.senior-medical-managers", false},
    {"ill health beyond entered", ill_health, EH_WDES, "submission-within", "3.entered-ill-health", false},
    {"voting and not", voting, EH_WRES, "submission-board", "9.board", false},
    {"executive and not", executive, EH_WRES, "submission-board", "9.board", false},
    {"voting beyond board", voting_beyond, EH_WRES, "submission-within", "9.voting", false},
    {"undefined", should_be_undefined, EH_WRES, "submission-undefined", "3.relative-likelihood", false},
    {"missing", should_have_value, EH_WRES, "submission-missing", "2.relative-likelihood", true},
    {"reason", wrong_reason, EH_WRES, "submission-reason", "4.likelihood", true},
    {"status", complete_with_error, EH_WRES, "submission-status", "", true},
    {"no item", no_item, EH_WRES, "submission-item-missing", "5.percentage", false},
    {"other item", no_item, EH_WRES, "submission-item-unknown", "5.percentages", false},
    {"fewer groups", fewer_groups, EH_WRES, "submission-groups", "5.percentage", true},
    {"top group", other_group, EH_WRES, "submission-item-differs", "2.relative-likelihood", true},
    {"other standard's group", group_of_other_standard, EH_WRES, "submission-groups", "5.percentage", true},
    {"unit", other_unit, EH_WRES, "submission-item-differs", "5.percentage", true},
    {"number", other_number, EH_WRES, "submission-item-differs", "5.percentage", true},
    {"snapshot", snapshot, EH_WRES, "submission-period", "", true},
    {"period", period, EH_WRES, "submission-period", "", true},
    {"survey scale", survey_scale, EH_WRES, "submission-range", "5.percentage", true},
    {"unknown edition", unknown_edition, EH_WRES, "submission-edition-unknown", "", true},
};

static bool found(const eh_findings *findings, const char *code, const char *item) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        if (!strcmp(f->code, code) && !strcmp(f->item, item))
            return true;
    }
    return false;
}

static void planted_faults(void **state) {
    bool failed = false;
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const struct fault *f = &faults[i];
        eh_findings *findings = eh_findings_new();
        eh_return *ret = right_return(eh_edition_find(catalogue, f->standard, 2025));
        f->plant(ret);
        char *xml = text_of(ret);
        assert_int_equal(validate(xml, findings), EH_OK);
        if (!found(findings, f->code, f->item) || (f->alone && eh_findings_count(findings) != 1)) {
            print_message("fault \"%s\": wanted %s [%s]\n", f->name, f->code, f->item);
            show(findings);
            failed = true;
        }
        free(xml);
        eh_return_free(ret);
        eh_findings_free(findings);
    }
    assert_false(failed);
}

/* What cannot be reckoned again is let be: figures held as totals, suppressed parts. */
static void let_be(void **state) {
    eh_findings *findings = eh_findings_new();
    eh_return *ret = right_return(eh_edition_find(catalogue, EH_WRES, 2025));
    (void)state;
    for (unsigned g = 0; g < EH_GROUPS; g++) { /* the likelihoods are held as totals alone */
        *value_in(ret, "2.appointed", g) = eh_value_missing(EH_NOT_SUPPLIED);
        value_in(ret, "9.board-percentage", g)->numerator = (double)NAN;
    }
    *value_in(ret, "9.voting", 0) = eh_value_missing(EH_SUPPRESSED);
    *value_in(ret, "4.relative-likelihood", 0) = eh_value_missing(EH_SUPPRESSED);
    char *xml = text_of(ret);
    assert_int_equal(validate(xml, findings), EH_OK);
    show(findings);
    assert_int_equal(eh_findings_count(findings), 0);
    free(xml);
    eh_return_free(ret);
    eh_findings_free(findings);
}

/* Two zero rates: nothing to compare, and a top group without events is exactly 0. */
static void zeros(void **state) {
    eh_findings *findings = eh_findings_new();
    const eh_edition *edition = eh_edition_find(catalogue, EH_WRES, 2025);
    eh_return *ret = right_return(edition);
    eh_value *ratio = value_in(ret, "3.relative-likelihood", 0), *rate_of_bme = value_in(ret, "3.likelihood", 1);
    (void)state;
    set(ret, "3.entered", 1, 0, "0");
    set(ret, "3.likelihood", 1, 0, "0.00");
    rate_of_bme->numerator = 0;
    rate_of_bme->lower = 0;
    *ratio = eh_value_missing(EH_PRESENT);
    ratio->display = "0.00";
    ratio->verdict = EH_VERDICT_BELOW;
    char *xml = text_of(ret);
    assert_int_equal(validate(xml, findings), EH_OK);
    show(findings);
    assert_int_equal(eh_findings_count(findings), 0);
    free(xml);
    *ratio = eh_value_missing(EH_UNDEFINED); /* undefined would be wrong: the comparator has events */
    xml = text_of(ret);
    assert_int_equal(validate(xml, findings), EH_OK);
    assert_true(found(findings, "submission-missing", "3.relative-likelihood"));
    free(xml);
    eh_return_free(ret);
    eh_findings_free(findings);
}

static char *replaced(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    assert_non_null(at);
    size_t before = (size_t)(at - text), room = strlen(text) + strlen(to) + 1;
    char *made = malloc(room);
    memcpy(made, text, before);
    strcpy(made + before, to);
    strcat(made, at + strlen(from));
    return made;
}

/* Changes to the text itself. A change that canonical XML does not see keeps the digest. */
static void edited_text(void **state) {
    static const struct {
        const char *from, *to, *code;
        eh_status status;
    } cases[] = {
        {"name=\"Caf\xc3\xa9", "name=\"Cafe", "submission-digest", EH_OK},
        {"  <item", "   <item", "submission-digest", EH_OK},
        {"<submission version=\"1.0\" status=\"complete\"", "<submission status='complete'\n version='1.0'", NULL,
         EH_OK},
        {"<submission", "<!-- a remark -->\n<submission", NULL, EH_OK},
        {"Caf\xc3\xa9", "Caf&#233;", NULL, EH_OK},
        {"form=\"c14n\">", "form=\"c14n\">0", "submission-digest", EH_OK},
        {"<organisation ", "<organisation colour=\"red\" ", "submission-schema", EH_OK},
        {"code=\"RR8\"", "code=\"rr8\"", "submission-schema", EH_OK},
        {"2025-05-20T09:00:00Z", "yesterday", "submission-schema", EH_OK},
        {"version=\"1.0\" status", "version=\"1.1\" colour=\"red\" status", "submission-newer", EH_OK},
        {"</header>", "</heading>", "submission-not-xml", EH_BAD},
        {"urn:evenhand:submission:1", "urn:x", "submission-other-xml", EH_BAD},
    };
    eh_return *ret = right_return(eh_edition_find(catalogue, EH_WRES, 2025));
    char *xml = text_of(ret);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_findings *findings = eh_findings_new();
        char *text = replaced(xml, cases[i].from, cases[i].to);
        assert_int_equal(validate(text, findings), cases[i].status);
        if (cases[i].code ? !found(findings, cases[i].code, "") : eh_findings_count(findings) != 0) {
            show(findings);
            fail_msg("change %u of the text", (unsigned)i);
        }
        free(text);
        eh_findings_free(findings);
    }
    free(xml);
    eh_return_free(ret);
}

/* A fault of the schema says the line that it is on. */
static void schema_faults_have_lines(void **state) {
    eh_findings *findings = eh_findings_new();
    eh_return *ret = right_return(eh_edition_find(catalogue, EH_WRES, 2025));
    (void)state;
    ret->organisation = "rr8";
    char *xml = text_of(ret);
    assert_int_equal(validate(xml, findings), EH_OK);
    assert_true(eh_findings_count(findings) > 0);
    assert_string_equal(eh_findings_at(findings, 0)->code, "submission-schema");
    assert_int_equal(eh_findings_at(findings, 0)->row, 4);
    assert_null(strstr(eh_findings_at(findings, 0)->text, "{urn:"));
    free(xml);
    eh_return_free(ret);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_files), cmocka_unit_test(planted_faults), cmocka_unit_test(let_be),
        cmocka_unit_test(zeros),       cmocka_unit_test(edited_text),    cmocka_unit_test(schema_faults_have_lines),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
