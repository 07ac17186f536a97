/* CSV and JSON, and the table of writers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalogue_support.h"
#include "report/writer.h"
#include "right_return.h"

static char *written(const eh_return *ret, const char *format, eh_status expected) {
    char *data = NULL;
    size_t size = 0;
    eh_findings *findings = eh_findings_new();
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_report_write(catalogue, ret, format, findings, sink), expected);
    assert_int_equal(eh_findings_count(findings), expected == EH_OK ? 0 : 1);
    if (expected == EH_OK) {
        assert_int_equal(sink->commit(sink), EH_OK);
        assert_int_equal(strlen(data), size);
    } else {
        sink->abort(sink);
    }
    eh_findings_free(findings);
    return data;
}

static eh_return *return_of(eh_standard standard) {
    return right_return(eh_edition_find(catalogue, standard, 2025));
}

static void holds(const char *text, const char *piece) {
    if (!strstr(text, piece))
        fail_msg("not there: %s", piece);
}

static const char heading[] =
    "organisation,standard,edition,item,number,indicator,group,unit,value,display,missing,numerator,"
    "denominator,percent,lower,upper,p,test,verdict,top,bottom\r\n";

static void csv_rows(void **state) {
    eh_return *ret = return_of(EH_WRES);
    (void)state;
    *value_in(ret, "4.accessed", 1) = eh_value_missing(EH_NOT_SUPPLIED);
    value_in(ret, "3.relative-likelihood", 0)->upper = (double)INFINITY;
    char *csv = written(ret, "csv", EH_OK);
    assert_true(csv == strstr(csv, heading));
    holds(csv, "\r\nRR8,WRES,2025,2.appointed,35,2,bme,headcount,60,60,,,,,,,,,,,\r\n");
    holds(csv,
          "\r\nRR8,WRES,2025,2.likelihood,36,2,white,percent,21.794871794871796,21.79,,170,780,,21.484871794871797,");
    holds(csv, "\r\nRR8,WRES,2025,2.relative-likelihood,37,2,,ratio,1.5256410256410255,1.53,,,,,1.2156410256410255,"
               "1.9956410256410255,0.0417,chi-square,above,white,bme\r\n");
    holds(csv, "\r\nRR8,WRES,2025,4.accessed,43,4,bme,headcount,,,not-supplied,,,,,,,,,,\r\n");
    assert_null(strstr(csv, "inf"));
    assert_null(strstr(csv, "nan"));
    size_t rows = 0, values = 1;
    for (const char *c = csv; *c; c++) {
        rows += *c == '\n';
        assert_true(*c != '\n' || c[-1] == '\r');
    }
    for (size_t i = 0; i < ret->item_count; i++)
        values += ret->items[i].count;
    assert_int_equal(rows, values);
    free(csv);
    eh_return_free(ret);
}

/* Text that a spreadsheet would run gets an apostrophe; numbers below 0 do not. */
static void csv_text(void **state) {
    static const struct {
        const char *answer, *cell;
    } cases[] = {
        {"=1+1", ",'=1+1,'=1+1,"},
        {"+44", ",+44,+44,"},
        {"-", ",'-,'-,"},
        {"-3.5", ",-3.5,-3.5,"},
        {"-3.5 or so", ",'-3.5 or so,'-3.5 or so,"},
        {"@now", ",'@now,'@now,"},
        {"\tx", ",'\tx,'\tx,"},
        {"\rx", ",\"'\rx\",\"'\rx\","},
        {"=a,\"b\"", ",\"'=a,\"\"b\"\"\",\"'=a,\"\"b\"\"\","},
        {"a \"b\"\r\nc", ",\"a \"\"b\"\"\r\nc\",\"a \"\"b\"\"\r\nc\","},
        {"plain", ",plain,plain,"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[200];
        eh_return *ret = return_of(EH_WDES);
        value_in(ret, "9b.action", 0)->display = cases[i].answer;
        char *csv = written(ret, "csv", EH_OK);
        strcpy(expected, "9b.action,,9b,,text");
        strcat(expected, cases[i].cell);
        holds(csv, expected);
        free(csv);
        eh_return_free(ret);
    }
}

/* Reads over one JSON value; NULL when it is none. Strict enough for what a writer can do wrong. */
static const char *json_value(const char *at, unsigned depth);

static const char *blank(const char *at) {
    return at + strspn(at, " \n");
}

static const char *json_string(const char *at) {
    if (*at++ != '"')
        return NULL;
    for (; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            return NULL;
        if (*at != '\\')
            continue;
        at++;
        if (*at == 'u' && strspn(at + 1, "0123456789abcdef") >= 4)
            at += 4;
        else if (!strchr("\"\\/bfnrt", *at) || !*at)
            return NULL;
    }
    return at + 1;
}

static const char *json_members(const char *at, char end, unsigned depth) {
    at = blank(at);
    if (*at == end)
        return at + 1;
    for (;;) {
        if (end == '}') {
            at = json_string(blank(at));
            if (!at || *(at = blank(at)) != ':')
                return NULL;
            at++;
        }
        at = json_value(blank(at), depth);
        if (!at)
            return NULL;
        at = blank(at);
        if (*at == end)
            return at + 1;
        if (*at++ != ',')
            return NULL;
    }
}

static const char *json_value(const char *at, unsigned depth) {
    if (depth == 0)
        return NULL;
    if (*at == '{' || *at == '[')
        return json_members(at + 1, *at == '{' ? '}' : ']', depth - 1);
    if (*at == '"')
        return json_string(at);
    if (!strncmp(at, "true", 4))
        return at + 4;
    if (!strncmp(at, "false", 5))
        return at + 5;
    size_t sign = *at == '-', digits = strspn(at + sign, "0123456789"), rest = strspn(at + sign, "0123456789.e+-");
    return digits > 0 && (at[sign] != '0' || digits == 1) ? at + sign + rest : NULL;
}

static void json_mirrors(void **state) {
    eh_return *ret = return_of(EH_WRES);
    (void)state;
    *value_in(ret, "4.accessed", 1) = eh_value_missing(EH_NOT_SUPPLIED);
    value_in(ret, "3.relative-likelihood", 0)->upper = (double)INFINITY;
    ret->sources[0].file = "a\\b\"\x01\n\x7f\xff\xc3\xa9.csv";
    char *json = written(ret, "json", EH_OK);
    const char *end = json_value(json, 20);
    assert_non_null(end);
    assert_string_equal(end, "\n");
    holds(json, "{\n  \"format\": \"evenhand-submission\",\n  \"version\": \"1.0\",\n  \"status\": \"complete\",\n  "
                "\"header\": {\n");
    holds(json, "\"code\": \"RR8\",\n      \"name\": \"Caf\xc3\xa9 & Sons <NHS> Trust\"\n");
    holds(json, "\"file\": \"a\\\\b\\\"\\u0001\\u000a\\u007f\xef\xbf\xbd\xc3\xa9.csv\",\n");
    holds(json, "\"sheet\": \"Sheet\\u00091\",\n");
    holds(
        json,
        "\"id\": \"2.relative-likelihood\",\n      \"number\": \"37\",\n      \"indicator\": \"2\",\n      \"unit\": "
        "\"ratio\",\n      \"top\": \"white\",\n      \"bottom\": \"bme\",\n      \"values\": [\n        {\n          "
        "\"value\": 1.5256410256410255,\n          \"display\": \"1.53\",\n          \"lower\": ");
    holds(json, "{\n          \"group\": \"bme\",\n          \"missing\": \"not-supplied\"\n        }");
    holds(json, "\"name\": \"survey-gap\",\n        \"unit\": \"points\",\n        \"missing\": \"undefined\"\n");
    holds(json,
          "\"edition\": 2024,\n        \"item\": \"2.appointed\",\n        \"group\": \"bme\",\n        \"display\": "
          "\"55\",\n        \"value\": 55\n");
    holds(json, "\"text\": \"A note with <markup>.\"\n    }\n  ]\n}\n");
    assert_null(strstr(json, "inf"));
    assert_null(strstr(json, "nan"));
    free(json);
    eh_return_free(ret);
}

/* Nothing beyond what every return has: empty lists, no last year. */
static void bare_json(void **state) {
    eh_return *ret = return_of(EH_WDES);
    (void)state;
    ret->detail_count = ret->breakdown_count = ret->previous_count = ret->finding_count = ret->source_count = 0;
    ret->name = "";
    ret->complete = false;
    char *json = written(ret, "json", EH_OK);
    assert_string_equal(json_value(json, 20), "\n");
    holds(json, "\"sources\": []\n");
    holds(json, "\"figures\": [],\n    \"breakdowns\": [],\n    \"previous\": []\n");
    holds(json, "\"findings\": []\n}\n");
    holds(json, "\"status\": \"incomplete\"");
    holds(json, "\"value\": \"Yes\",\n          \"display\": \"Yes\",\n          \"text\": \"A staff network, <heard> "
                "& \\\"funded\\\".\"");
    assert_null(strstr(json, "\"name\": \"\""));
    free(json);
    eh_return_free(ret);
}

static void same_twice(void **state) {
    static const char *const formats[] = {"csv", "json", "xml"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        eh_return *ret = return_of(EH_WDES);
        char *first = written(ret, formats[i], EH_OK), *second = written(ret, formats[i], EH_OK);
        assert_string_equal(first, second);
        free(first);
        free(second);
        eh_return_free(ret);
    }
}

static void table(void **state) {
    static const char *const expected[][2] = {
        {"xml", "xml"},   {"xlsx", "xlsx"}, {"csv", "csv"},       {"breakdowns", "breakdowns.csv"},
        {"json", "json"}, {"text", "txt"},  {"easy", "easy.html"}};
    enum { FORMATS = sizeof expected / sizeof *expected };
    (void)state;
    for (size_t i = 0; i < FORMATS; i++) {
        assert_string_equal(eh_report_format(i), expected[i][0]);
        assert_string_equal(eh_report_ending(expected[i][0]), expected[i][1]);
    }
    assert_null(eh_report_format(FORMATS));
    assert_null(eh_report_ending("pdf"));
    assert_null(eh_report_ending(""));
    eh_return *ret = return_of(EH_WRES);
    assert_null(written(ret, "pdf", EH_BAD));
    ret->organisation =
        "not a code"; /* a submission that would break its schema is said to be a fault of the program */
    assert_null(written(ret, "xml", EH_BAD));
    eh_return_free(ret);
}

/* A sink that fails stops the writer with its own status. */
static eh_status full(eh_sink *self, const void *data, size_t size) {
    (void)self;
    (void)data;
    (void)size;
    return EH_IO;
}

static void failing_sink(void **state) {
    static const char *const formats[] = {"csv", "json", "xml"};
    eh_return *ret = return_of(EH_WRES);
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        eh_sink sink = {.write = full};
        eh_findings *findings = eh_findings_new();
        assert_int_equal(eh_report_write(catalogue, ret, formats[i], findings, &sink), EH_IO);
        eh_findings_free(findings);
    }
    eh_return_free(ret);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_rows),     cmocka_unit_test(csv_text),   cmocka_unit_test(json_mirrors),
        cmocka_unit_test(bare_json),    cmocka_unit_test(same_twice), cmocka_unit_test(table),
        cmocka_unit_test(failing_sink),
    };
    return cmocka_run_group_tests(tests, open_catalogue, close_catalogue);
}
