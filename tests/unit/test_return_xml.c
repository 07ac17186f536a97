/* The submission: written, read back, held to its schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "catalogue_support.h"
#include "return/schema.h"
#include "right_return.h"

static char *written(const eh_return *ret, size_t *size) {
    char *data = NULL;
    eh_sink *sink = eh_sink_to_memory(&data, size);
    assert_int_equal(eh_return_write_xml(ret, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    return data;
}

static eh_status read_text(const char *text, size_t size, eh_findings *findings, eh_return **ret) {
    eh_source *source = eh_source_from_memory("return.xml", text, size);
    eh_status status = eh_return_read_xml(source, findings, ret);
    eh_source_close(source);
    return status;
}

static void same_value(const eh_value *a, const eh_value *b) {
    assert_int_equal(a->missing, b->missing);
    assert_true(same_double(a->value, b->value));
    assert_string_equal(a->display, b->display);
    assert_int_equal(a->text != NULL, b->text != NULL);
    if (a->text)
        assert_string_equal(a->text, b->text);
    assert_true(same_double(a->numerator, b->numerator));
    assert_true(same_double(a->denominator, b->denominator));
    assert_true(same_double(a->percent, b->percent));
    assert_true(same_double(a->lower, b->lower));
    assert_true(same_double(a->upper, b->upper));
    assert_true(same_double(a->p, b->p));
    assert_int_equal(a->test, b->test);
    assert_int_equal(a->verdict, b->verdict);
    assert_int_equal(a->approximate, b->approximate);
}

static void same_items(const eh_return *a, const eh_return *b) {
    assert_int_equal(a->item_count, b->item_count);
    for (size_t i = 0; i < a->item_count; i++) {
        const eh_return_item *x = &a->items[i], *y = &b->items[i];
        assert_string_equal(x->id, y->id);
        assert_string_equal(x->number, y->number);
        assert_string_equal(x->indicator, y->indicator);
        assert_int_equal(x->unit, y->unit);
        assert_int_equal(x->count, y->count);
        assert_int_equal(x->grouped, y->grouped);
        assert_string_equal(x->top ? x->top : "-", y->top ? y->top : "-");
        assert_string_equal(x->bottom ? x->bottom : "-", y->bottom ? y->bottom : "-");
        for (unsigned g = 0; g < x->count; g++) {
            assert_string_equal(x->group[g], y->group[g]);
            same_value(&x->value[g], &y->value[g]);
        }
    }
}

static void same_header(const eh_return *a, const eh_return *b) {
    assert_int_equal(a->complete, b->complete);
    assert_string_equal(a->organisation, b->organisation);
    assert_string_equal(a->name, b->name);
    assert_int_equal(a->standard, b->standard);
    assert_int_equal(a->edition, b->edition);
    assert_int_equal(a->period_start, b->period_start);
    assert_int_equal(a->period_end, b->period_end);
    assert_int_equal(a->snapshot, b->snapshot);
    assert_string_equal(a->prepared, b->prepared);
    assert_string_equal(a->version, b->version);
    assert_string_equal(a->rules, b->rules);
    assert_int_equal(a->custom, b->custom);
    assert_string_equal(a->clinical_by, b->clinical_by);
    assert_int_equal(a->source_count, b->source_count);
    for (size_t i = 0; i < a->source_count; i++) {
        assert_string_equal(a->sources[i].kind, b->sources[i].kind);
        assert_string_equal(a->sources[i].file, b->sources[i].file);
        assert_string_equal(a->sources[i].sheet, b->sources[i].sheet);
        assert_string_equal(a->sources[i].sha256, b->sources[i].sha256);
        assert_int_equal(a->sources[i].rows, b->sources[i].rows);
        assert_int_equal(a->sources[i].used, b->sources[i].used);
    }
}

static void same_breakdown(const eh_breakdown *a, const eh_breakdown *b) {
    assert_string_equal(a->name, b->name);
    assert_string_equal(a->by, b->by);
    assert_string_equal(a->top, b->top);
    assert_string_equal(a->bottom, b->bottom);
    assert_int_equal(a->unit, b->unit);
    assert_int_equal(a->missing, b->missing);
    assert_int_equal(a->columns, b->columns);
    assert_int_equal(a->rows, b->rows);
    for (unsigned c = 0; c < a->columns; c++)
        assert_string_equal(a->column[c], b->column[c]);
    for (size_t i = 0; i < a->rows; i++) {
        assert_string_equal(a->row[i].of, b->row[i].of);
        assert_string_equal(a->row[i].group, b->row[i].group);
        assert_string_equal(a->row[i].step, b->row[i].step);
        for (unsigned c = 0; c < a->columns; c++) {
            assert_int_equal(a->row[i].cell[c].missing, b->row[i].cell[c].missing);
            assert_memory_equal(&a->row[i].cell[c].value, &b->row[i].cell[c].value, sizeof(double));
        }
    }
}

static void same_rest(const eh_return *a, const eh_return *b) {
    assert_int_equal(a->breakdown_count, b->breakdown_count);
    for (size_t i = 0; i < a->breakdown_count; i++)
        same_breakdown(a->breakdowns[i], b->breakdowns[i]);
    assert_int_equal(a->detail_count, b->detail_count);
    for (size_t i = 0; i < a->detail_count; i++) {
        assert_string_equal(a->details[i].name, b->details[i].name);
        assert_string_equal(a->details[i].group, b->details[i].group);
        assert_int_equal(a->details[i].unit, b->details[i].unit);
        same_value(&a->details[i].value, &b->details[i].value);
    }
    assert_int_equal(a->previous_edition, b->previous_edition);
    assert_int_equal(a->previous_count, b->previous_count);
    for (size_t i = 0; i < a->previous_count; i++) {
        assert_string_equal(a->previous[i].item, b->previous[i].item);
        assert_string_equal(a->previous[i].group, b->previous[i].group);
        assert_int_equal(a->previous[i].missing, b->previous[i].missing);
        assert_true(same_double(a->previous[i].value, b->previous[i].value));
        assert_string_equal(a->previous[i].display, b->previous[i].display);
    }
    assert_int_equal(a->finding_count, b->finding_count);
    for (size_t i = 0; i < a->finding_count; i++) {
        assert_int_equal(a->findings[i].severity, b->findings[i].severity);
        assert_string_equal(a->findings[i].code, b->findings[i].code);
        assert_string_equal(a->findings[i].item, b->findings[i].item);
        assert_string_equal(a->findings[i].text, b->findings[i].text);
        assert_int_equal(a->findings[i].count, b->findings[i].count);
    }
}

/* Every edition of both standards: what is read is what was written, and written again it is the same bytes. */
static void round_trip(void **state) {
    (void)state;
    for (int standard = EH_WRES; standard < EH_STANDARD_COUNT; standard++) {
        int first, last;
        assert_true(eh_catalogue_years(catalogue, eh_standard_id((eh_standard)standard), &first, &last));
        for (int year = first; year <= last; year++) {
            size_t size, size2;
            eh_findings *findings = eh_findings_new();
            eh_return *again = NULL, *made = right_return(eh_edition_find(catalogue, (eh_standard)standard, year));
            *value_in(made, "2.likelihood", 1) = eh_value_missing(EH_NOT_SUPPLIED);
            *value_in(made, "2.relative-likelihood", 0) = eh_value_missing(EH_NOT_SUPPLIED);
            value_in(made, "3.relative-likelihood", 0)->upper = (double)INFINITY;
            char *xml = written(made, &size);
            value_in(made, "3.relative-likelihood", 0)->upper = (double)NAN; /* no bound is no attribute */
            assert_int_equal(read_text(xml, size, findings, &again), EH_OK);
            assert_int_equal(eh_findings_count(findings), 0);
            same_header(made, again);
            same_items(made, again);
            same_rest(made, again);
            assert_int_equal(strlen(again->digest), 64);
            char *xml2 = written(again, &size2);
            assert_int_equal(size, size2);
            assert_memory_equal(xml, xml2, size);
            free(xml);
            free(xml2);
            eh_return_free(made);
            eh_return_free(again);
            eh_findings_free(findings);
        }
    }
}

static eh_return *sample(void) {
    return right_return(eh_edition_find(catalogue, EH_WRES, 2025));
}

/* The text is the contract's, to the byte. */
static void text_is_the_contract(void **state) {
    static const char *const lines[] = {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<submission version=\"1.0\" status=\"complete\" "
        "xmlns=\"urn:evenhand:submission:1\">\n  <header>\n    <organisation code=\"RR8\" name=\"Caf\xc3\xa9 &amp; "
        "Sons "
        "&lt;NHS&gt; Trust\"/>\n    <standard id=\"WRES\" edition=\"2025\"/>\n    <period start=\"2024-04-01\" "
        "end=\"2025-03-31\" snapshot=\"2025-03-31\"/>\n    <prepared>2025-05-20T09:00:00Z</prepared>\n    <software "
        "name=\"evenhand\" version=\"0.1.0\"/>\n    <rules sha256=\"" SOME_SHA "\" custom=\"no\" "
        "clinical-by=\"occupation-code\"/>\n    <source kind=\"staff\" file=\"donn\xc3\xa9"
        "es &quot;1&quot;.csv\" sha256=\"" SOME_SHA "\" rows=\"15000\" used=\"13890\"/>\n    <source kind=\"board\" "
        "file=\"board.xlsx\" sheet=\"Sheet&#9;1\" sha256=",
        "\n    <digest algorithm=\"sha256\" form=\"c14n\">",
        "</digest>\n  </header>\n  <item id=\"1a.under-band-1\" number=\"1\" indicator=\"1\" unit=\"headcount\">\n",
        "\n  <item id=\"2.appointed\" number=\"35\" indicator=\"2\" unit=\"headcount\">\n    <value group=\"white\" "
        "display=\"170\">170</value>\n    <value group=\"bme\" display=\"60\">60</value>\n    <value group=\"unknown\" "
        "display=\"5\">5</value>\n  </item>\n",
        "\n    <value group=\"white\" numerator=\"170\" denominator=\"780\" lower=\"21.484871794871797\" upper=",
        " display=\"21.79\">21.794871794871796</value>\n",
        "\n    <value top=\"white\" bottom=\"bme\" lower=\"1.2156410256410255\" upper=\"1.9956410256410255\" "
        "p=\"0.0417\" "
        "test=\"chi-square\" verdict=\"above\" display=\"1.53\">1.5256410256410255</value>\n",
        "\n    <missing group=\"white\" reason=\"not-supplied\"/>\n",
        "\n  <detail>\n    <figure name=\"declaration.declined\" group=\"unknown\" unit=\"headcount\" "
        "display=\"12\">12</figure>\n"
        "    <figure name=\"survey-gap\" unit=\"points\" missing=\"undefined\"/>\n",
        "\n    <breakdown name=\"funnel\" by=\"staff-group\" unit=\"headcount\" columns=\"applied shortlisted\">\n"
        "      <row of=\"Allied &amp; &quot;others&quot;\" group=\"unknown\">not-supplied 40</row>\n    </breakdown>\n"
        "    <breakdown name=\"funnel-ratios\" unit=\"ratio\" top=\"white\" bottom=\"bme\" columns=\"ratio upper\">\n"
        "      <row step=\"applied-to-shortlisted\">1.5256410256410255 not-applicable</row>\n    </breakdown>\n"
        "    <breakdown name=\"funnel\" by=\"band\" unit=\"headcount\" missing=\"not-supplied\" columns=\"applied "
        "shortlisted\"/>\n",
        "\n    <previous edition=\"2024\" item=\"2.appointed\" group=\"bme\" display=\"55\">55</previous>\n",
        ("\n  <finding severity=\"note\" code=\"of-which\" item=\"2.appointed\" count=\"1\">A note with "
         "&lt;markup&gt;.</finding>\n</submission>\n"),
    };
    size_t size;
    eh_return *ret = sample();
    (void)state;
    *value_in(ret, "4.accessed", 0) = eh_value_missing(EH_NOT_SUPPLIED);
    char *xml = written(ret, &size);
    assert_int_equal(strlen(xml), size);
    assert_null(strchr(xml, '\r'));
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (!strstr(xml, lines[i]))
            fail_msg("not in the submission: %s", lines[i]);
    assert_true(xml == strstr(xml, lines[0]));
    free(xml);
    eh_return_free(ret);
}

/* Bytes that XML cannot hold do not make a file that nothing reads. */
static void unholdable_characters(void **state) {
    size_t size;
    eh_return *again = NULL, *ret = sample();
    eh_findings *findings = eh_findings_new();
    (void)state;
    ret->sources[0].file = "a\x01"
                           "b\xff"
                           "c\xef\xbf\xbf"
                           "d\xed\xa0\x80.csv";
    ret->findings[0].text = "line\r\nbreak \x1f";
    char *xml = written(ret, &size);
    assert_int_equal(read_text(xml, size, findings, &again), EH_OK);
    assert_string_equal(again->findings[0].text, "line\r\nbreak \xef\xbf\xbd");
    assert_true(!strncmp(again->sources[0].file,
                         "a\xef\xbf\xbd"
                         "b\xef\xbf\xbd"
                         "c\xef\xbf\xbd",
                         12));
    free(xml);
    eh_return_free(ret);
    eh_return_free(again);
    eh_findings_free(findings);
}

/* What would be no valid submission is not written. */
static void invalid_is_not_written(void **state) {
    (void)state;
    for (int fault = 0; fault < 6; fault++) {
        char *data = NULL;
        size_t size = 0;
        eh_return *ret = sample();
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        if (fault == 0)
            ret->organisation = "rr8 ";
        if (fault == 1)
            value_in(ret, "2.appointed", 0)->value = (double)NAN;
        if (fault == 2)
            ret->rules = "";
        if (fault == 3)
            ret->items[3].id = ret->items[4].id;
        if (fault == 4)
            ret->snapshot = EH_NO_DATE;
        if (fault == 5)
            ret->items[3].group[0] = ret->items[3].group[1];
        assert_int_equal(eh_return_write_xml(ret, sink), EH_BAD);
        sink->abort(sink);
        eh_return_free(ret);
    }
}

/* Replaces the first `from` in a text; the result is freed with free. */
static char *replaced(const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    if (!at)
        fail_msg("nothing to replace: %s", from);
    size_t before = (size_t)(at - text), room = strlen(text) + strlen(to) + 1;
    char *made = malloc(room);
    memcpy(made, text, before);
    strcpy(made + before, to);
    strcat(made, at + strlen(from));
    return made;
}

/* Files that are no submission, or have lost something. */
static void refused(void **state) {
    static const struct {
        const char *from, *to, *code;
        uint64_t line;
    } cases[] = {
        {"<submission", "<!DOCTYPE submission [<!ENTITY a \"b\">]>\n<submission", "submission-doctype", 2},
        {"<submission", "<!DOCTYPE s SYSTEM \"file:///etc/passwd\">\n<submission", "submission-doctype", 2},
        {"</header>", "</heading>", "submission-not-xml", 0},
        {"urn:evenhand:submission:1", "urn:other", "submission-other-xml", 2},
        {"version=\"1.0\" status", "version=\"2.0\" status", "submission-version", 2},
        {"version=\"1.0\" status", "version=\"10\" status", "submission-version", 2},
        {"code=\"RR8\"", "", "submission-lost", 4},
        {"<standard id=\"WRES\" edition=\"2025\"/>", "", "submission-lost", 3},
        {"id=\"WRES\"", "id=\"XYZ\"", "submission-lost", 5},
        {"snapshot=\"2025-03-31\"", "snapshot=\"31/03/2025\"", "submission-lost", 6},
        {"edition=\"2025\"", "edition=\"99999999999999999999\"", "submission-lost", 5},
        {"display=\"170\">170<", "display=\"170\">NaN<", "submission-number", 0},
        {"display=\"170\">170<", "display=\"170\">1,70<", "submission-number", 0},
        {"display=\"170\">170<", "display=\"170\"><", "submission-number", 0},
        {"rows=\"15000\"", "rows=\"-1\"", "submission-number", 0},
        {"id=\"1a.band-1\"", "id=\"1a.under-band-1\"", "submission-item-twice", 0},
        {"unit=\"headcount\"", "unit=\"furlong\"", "submission-lost", 0},
        {"<value group=\"white\"", "<value", "submission-groups-unreadable", 0},
        {"<value group=\"white\" display=\"170\">",
         "<missing group=\"white\" reason=\"\"/><value group=\"x\" display=\"170\">", "submission-lost", 0},
        {"test=\"chi-square\"", "test=\"coin\"", "submission-lost", 0},
    };
    size_t size;
    eh_return *made = sample();
    char *xml = written(made, &size);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        eh_return *ret = NULL;
        eh_findings *findings = eh_findings_new();
        char *text = replaced(xml, cases[i].from, cases[i].to);
        assert_int_equal(read_text(text, strlen(text), findings, &ret), EH_BAD);
        assert_null(ret);
        assert_true(eh_findings_count(findings) > 0);
        assert_string_equal(eh_findings_at(findings, 0)->code, cases[i].code);
        assert_string_equal(eh_findings_at(findings, 0)->file, "return.xml");
        if (cases[i].line > 0)
            assert_int_equal(eh_findings_at(findings, 0)->row, cases[i].line);
        free(text);
        eh_findings_free(findings);
    }
    free(xml);
    eh_return_free(made);
}

/* A file cut off anywhere is refused, and so is what is no XML at all. */
static void truncated(void **state) {
    size_t size;
    eh_return *made = sample();
    char *xml = written(made, &size);
    (void)state;
    for (size_t cut = 0; cut + 2 < size; cut += 997) {
        eh_return *ret = NULL;
        eh_findings *findings = eh_findings_new();
        assert_int_equal(read_text(xml, cut, findings, &ret), EH_BAD);
        assert_int_equal(eh_findings_count(findings), 1);
        assert_string_equal(eh_findings_at(findings, 0)->code, "submission-not-xml");
        eh_findings_free(findings);
    }
    free(xml);
    eh_return_free(made);
}

/* Unknown elements and attributes within major version 1 are passed over. */
static void unknown_is_ignored(void **state) {
    static const char *const changes[][2] = {
        {"version=\"1.0\" status", "version=\"1.7\" fresh=\"yes\" status"},
        {"<header>", "<novelty><item id=\"2.appointed\"/></novelty><header fresh=\"1\"><gender/>"},
        {"<value group=\"white\"", "<remark>5</remark><value x=\"9\" group=\"white\""},
        {"</detail>", "<other xmlns=\"urn:x\"><figure/></other></detail>"},
    };
    size_t size;
    eh_return *ret = NULL, *made = sample();
    eh_findings *findings = eh_findings_new();
    char *xml = written(made, &size);
    (void)state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *next = replaced(xml, changes[i][0], changes[i][1]);
        free(xml);
        xml = next;
    }
    assert_int_equal(read_text(xml, strlen(xml), findings, &ret), EH_OK);
    same_header(made, ret);
    same_items(made, ret);
    same_rest(made, ret);
    free(xml);
    eh_return_free(made);
    eh_return_free(ret);
    eh_findings_free(findings);
}

static void accessors(void **state) {
    eh_return *ret = sample();
    eh_figure figure;
    size_t count = 0, values = 0;
    (void)state;
    *value_in(ret, "2.likelihood", 1) = eh_value_missing(EH_UNDEFINED);
    for (; eh_return_figure(ret, count, &figure); count++) {
        if (!strcmp(figure.item, "2.likelihood") && !strcmp(figure.group, "bme")) {
            assert_string_equal(figure.missing, "undefined");
            assert_string_equal(figure.display, "");
        }
        if (!strcmp(figure.item, "2.relative-likelihood")) {
            assert_string_equal(figure.group, "");
            assert_string_equal(figure.display, "1.53");
            assert_string_equal(figure.unit, "ratio");
        }
    }
    for (size_t i = 0; i < ret->item_count; i++)
        values += ret->items[i].count;
    assert_int_equal(count, values);
    assert_true(eh_return_value(ret, "2.appointed", "bme")->value == 60);
    assert_null(eh_return_value(ret, "2.appointed", ""));
    assert_null(eh_return_value(ret, "2.appointed", "disabled"));
    assert_null(eh_return_value(ret, "2.relative-likelihood", "bme"));
    assert_null(eh_return_value(ret, "2.nothing", ""));
    assert_non_null(eh_return_detail(ret, "survey-gap", ""));
    assert_null(eh_return_detail(ret, "survey-gap", "white"));
    assert_string_equal(eh_return_previous(ret, "2.appointed", "bme")->display, "55");
    assert_null(eh_return_previous(ret, "2.appointed", "white"));
    assert_string_equal(eh_return_organisation(ret), "RR8");
    assert_string_equal(eh_return_standard(ret), "WRES");
    assert_int_equal(eh_return_edition(ret), 2025);
    assert_true(eh_return_complete(ret));
    eh_return_free(ret);
    eh_return_free(NULL);
}

/* One compiled schema serves many returns. */
static void one_schema_for_many(void **state) {
    eh_xml_schema *schema = NULL;
    eh_return *ret = sample();
    char *first = NULL;
    (void)state;
    assert_int_equal(eh_xml_schema_new(&schema), EH_OK);
    for (int i = 0; i < 20; i++) {
        char *data = NULL;
        size_t size = 0;
        eh_sink *sink = eh_sink_to_memory(&data, &size);
        assert_int_equal(eh_return_write_xml_with(schema, ret, sink), EH_OK);
        sink->commit(sink);
        if (first)
            assert_string_equal(first, data);
        free(first);
        first = data;
    }
    free(first);
    eh_xml_schema_free(schema);
    eh_xml_schema_free(NULL);
    eh_return_free(ret);
}

static eh_status short_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    (void)self;
    (void)offset;
    (void)buffer;
    (void)want;
    *got = 0;
    return EH_OK;
}

static void unreadable_sources(void **state) {
    eh_source large = {.name = "big.xml", .size = EH_LIMIT_SUBMISSION + 1, .read_at = short_read};
    eh_source cut = {.name = "cut.xml", .size = 10, .read_at = short_read};
    eh_findings *findings = eh_findings_new();
    eh_return *ret = NULL;
    (void)state;
    assert_int_equal(eh_return_read_xml(&large, findings, &ret), EH_BAD);
    assert_string_equal(eh_findings_at(findings, 0)->code, "submission-too-large");
    assert_int_equal(eh_return_read_xml(&cut, findings, &ret), EH_IO);
    assert_string_equal(eh_findings_at(findings, 1)->code, "submission-unreadable");
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(text_is_the_contract),
        cmocka_unit_test(unholdable_characters),
        cmocka_unit_test(refused),
        cmocka_unit_test(invalid_is_not_written),
        cmocka_unit_test(truncated),
        cmocka_unit_test(unknown_is_ignored),
        cmocka_unit_test(accessors),
        cmocka_unit_test(one_schema_for_many),
        cmocka_unit_test(unreadable_sources),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
