/* The working workbook: reopened with other libraries, its formulas, words and structure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include <cmocka.h>

#include "base/text.h"
#include "report/workbook_bytes.h"
#include "report/writer.h"
#include "sample_return.h"

typedef struct made {
    char *data;
    size_t size;
} made;

static eh_catalogue *catalogue_new(eh_findings *findings) {
    eh_catalogue *catalogue = NULL;
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    return catalogue;
}

static made write_return(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings) {
    made m = {NULL, 0};
    eh_sink *sink = eh_sink_to_memory(&m.data, &m.size);
    assert_non_null(sink);
    assert_int_equal(eh_write_workbook(catalogue, ret, findings, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    return m;
}

static made sample_workbook(eh_standard standard, sample_kind kind) {
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = catalogue_new(findings);
    eh_return *ret = sample_return(catalogue, standard, 2025, kind);
    assert_non_null(ret);
    made m = write_return(catalogue, ret, findings);
    assert_int_equal(eh_findings_of(findings, EH_ERROR), 0);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return m;
}

/* A part of a workbook, malloc'd. */
static char *part(made m, const char *name) {
    zip_error_t error;
    zip_stat_t stat;
    zip_source_t *source = zip_source_buffer_create(m.data, m.size, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    assert_non_null(zip);
    assert_int_equal(zip_stat(zip, name, 0, &stat), 0);
    char *text = malloc((size_t)stat.size + 1);
    zip_file_t *file = zip_fopen(zip, name, 0);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, text, stat.size), (zip_int64_t)stat.size);
    text[stat.size] = '\0';
    zip_fclose(file);
    zip_discard(zip);
    return text;
}

static void has(made m, const char *name, const char *text) {
    char *whole = part(m, name);
    if (!strstr(whole, text))
        fail_msg("%s does not hold %s", name, text);
    free(whole);
}

static void has_not(made m, const char *name, const char *text) {
    char *whole = part(m, name);
    if (strstr(whole, text))
        fail_msg("%s holds %s", name, text);
    free(whole);
}

static void test_formulas(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    /* 170 of 780 White and 60 of 420 BME applicants, in the rows that follow 36 of indicator 1. */
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(F43=0,\"undefined\",100*F44/F43)</f><v>21.794871794871");
    has(m, "xl/worksheets/sheet2.xml",
        "<f>IF(OR(F43=0,G43=0,G44=0),\"undefined\",(F44*G43)/(F43*G44))</f><v>1.5256410256410");
    has(m, "xl/worksheets/sheet2.xml", "<f>SUM(F6:F19)</f>"); /* all non-clinical staff */
    has(m, "xl/worksheets/sheet2.xml",
        "<f>SUM(F20:F34)+SUM(F36:F38)</f>");                  /* all clinical staff, without the part "of which" */
    has(m, "xl/worksheets/sheet2.xml", "<f>F40+F41+F39</f>"); /* everyone */
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(I6=0,\"undefined\",100*F6/I6)</f>"); /* of the row */
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(SUM(F59:H59)=0,\"undefined\",100*F59/SUM(F59:H59))</f>");
    has(m, "xl/worksheets/sheet3.xml", "<f>Return!");
    has(m, "xl/worksheets/sheet6.xml", "<f>IF(F5=0,\"undefined\",100*E5/F5)</f><v>4.25</v>"); /* a declaration rate */
    free(m.data);
}

static void test_structure(void **state) {
    (void)state;
    made m = sample_workbook(EH_WDES, SAMPLE_FULL);
    static const char *const sheets[] = {"sheet1", "sheet2", "sheet3", "sheet4", "sheet5", "sheet6", "sheet7"};
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/%s.xml", sheets[i]);
        has_not(m, name, "mergeCell");
        has_not(m, name, "headerFooter");
        has_not(m, name, "hidden");
        has_not(m, name, "autoFilter");
        has_not(m, name, "NAN");
        has(m, name, "<c r=\"A1\"");
        if (i > 0)
            has(m, name, "<tableParts count=\"1\">");
    }
    has(m, "xl/worksheets/sheet1.xml", "tabSelected=\"1\"");
    has_not(m, "xl/styles.xml", "patternType=\"solid\"");
    has(m, "docProps/core.xml", "<dc:language>en-GB</dc:language>");
    has(m, "docProps/core.xml", "<dc:creator>Evenhand</dc:creator>");
    has(m, "docProps/core.xml", "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2025-05-20T09:00:00Z");
    has(m, "xl/workbook.xml", "name=\"Data quality\"");
    has(m, "xl/sharedStrings.xml", "Internal: holds small numbers, not for publication");
    assert_null(eh_workbook_check(m.data, m.size, 7));
    free(m.data);
}

static void test_missing_and_undefined(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_ODD);
    /* Nobody of the bottom group was appointed: a formula that says so, not an error and not a number. */
    has(m, "xl/worksheets/sheet2.xml", "t=\"str\"><f>IF(OR(F43=0,G43=0,G44=0),\"undefined\"");
    has(m, "xl/sharedStrings.xml", "not supplied");
    /* Text that looks like a formula stays text. */
    has(m, "xl/sharedStrings.xml",
        "=Tr\xC3\xA9"
        "fle &amp; \"Sons\" &lt;NHS&gt;");
    has_not(m, "xl/worksheets/sheet1.xml", "<f>");
    free(m.data);
}

static void test_same_bytes(void **state) {
    (void)state;
    made first = sample_workbook(EH_WRES, SAMPLE_FULL), second = sample_workbook(EH_WRES, SAMPLE_FULL);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    free(second.data);
    free(first.data);
}

static void test_check_fails(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    assert_non_null(eh_workbook_check(m.data, m.size, 8));
    assert_non_null(eh_workbook_check(m.data, m.size / 2, 7));
    assert_non_null(eh_workbook_check("", 0, 7));
    m.data[m.size / 3] = (char)(m.data[m.size / 3] ^ 0x55);
    assert_non_null(eh_workbook_check(m.data, m.size, 7));
    free(m.data);
}

static void invalid_text(eh_book *book, void *context) {
    eh_sheet sheet = eh_book_sheet(book, "Sheet");
    eh_sheet_text(&sheet, 0, 0, context, EH_STYLE_TEXT);
}

static void not_a_number(eh_book *book, void *context) {
    eh_sheet sheet = eh_book_sheet(book, "Sheet");
    eh_sheet_number(&sheet, 0, 0, *(double *)context / 0.0, EH_STYLE_TENTH);
}

static void test_faults(void **state) {
    (void)state;
    char *data = NULL, latin[] = "Tr\xE9"
                                 "fle";
    size_t size = 1;
    const char *fault = NULL;
    double zero = 0;
    assert_int_equal(eh_workbook_bytes(invalid_text, latin, "en-GB", &data, &size, &fault), EH_BAD);
    assert_string_equal(fault, "a text is not valid UTF-8");
    assert_null(data);
    assert_int_equal(eh_workbook_bytes(not_a_number, &zero, "en-GB", &data, &size, &fault), EH_BAD);
    assert_string_equal(fault, "a figure is not a finite number");
}

/* A temporary folder that is not there is a finding with advice, and nothing is written. */
static void test_no_temporary_folder(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = catalogue_new(findings);
    eh_return *ret = sample_return(catalogue, EH_WRES, 2025, SAMPLE_FULL);
    made m = {NULL, 0};
    eh_sink *sink = eh_sink_to_memory(&m.data, &m.size);
    setenv("TMPDIR", "/nonexistent/folder", 1);
    eh_status status = eh_write_workbook(catalogue, ret, findings, sink);
    unsetenv("TMPDIR");
    sink->abort(sink);
    assert_int_equal(status, EH_IO);
    assert_null(m.data);
    assert_int_equal(eh_findings_count(findings), 1);
    assert_string_equal(eh_findings_at(findings, 0)->code, "workbook-temporary-file");
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* A figure that does not follow from its counts is written as it is, without a formula that says otherwise. */
static void test_supplied_total(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = catalogue_new(findings);
    eh_return *ret = sample_return(catalogue, EH_WRES, 2025, SAMPLE_FULL);
    eh_return_item *item = NULL;
    for (size_t i = 0; i < ret->item_count; i++)
        if (!strcmp(ret->items[i].id, "2.relative-likelihood"))
            item = &ret->items[i];
    assert_non_null(item);
    item->value[0].value = 1.875;
    made m = write_return(catalogue, ret, findings);
    has(m, "xl/worksheets/sheet2.xml", "<v>1.875</v>");
    has_not(m, "xl/worksheets/sheet2.xml", "(F44*G43)/(F43*G44)");
    free(m.data);
    /* An edition that the catalogue does not know is written without formulas but for the totals. */
    ret->edition = 1999;
    m = write_return(catalogue, ret, findings);
    has_not(m, "xl/worksheets/sheet2.xml", "100*F44/F43");
    has(m, "xl/worksheets/sheet2.xml", "<v>21.794871794871");
    free(m.data);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_structure),
        cmocka_unit_test(test_missing_and_undefined),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_check_fails),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_no_temporary_folder),
        cmocka_unit_test(test_supplied_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
