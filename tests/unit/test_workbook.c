/* The working workbook: reopened with other libraries, its formulas, words and structure. */
#include "report_support.h"

#include <zip.h>

#include "base/text.h"
#include "report/workbook_bytes.h"
#include "report/writer.h"

/* Cover, Return, three or five of representation, ratios, survey, board, Audit, Notes, Data quality, Details, Sources. */
enum { WRES_SHEETS = 13, WDES_SHEETS = 15 };

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
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(F44=0,\"undefined\",100*F45/F44)</f><v>21.794871794871");
    has(m, "xl/worksheets/sheet2.xml",
        "<f>IF(OR(F44=0,G44=0,G45=0),\"undefined\",(F45*G44)/(F44*G45))</f><v>1.5256410256410");
    has(m, "xl/worksheets/sheet2.xml", "<f>SUM(F7:F20)</f>"); /* all non-clinical staff */
    has(m, "xl/worksheets/sheet2.xml",
        "<f>SUM(F21:F35)+SUM(F37:F39)</f>");                  /* all clinical staff, without the part "of which" */
    has(m, "xl/worksheets/sheet2.xml", "<f>F41+F42+F40</f>"); /* everyone */
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(I7=0,\"undefined\",100*F7/I7)</f>"); /* of the row */
    has(m, "xl/worksheets/sheet2.xml", "<f>IF(SUM(F60:H60)=0,\"undefined\",100*F60/SUM(F60:H60))</f>");
    has(m, "xl/worksheets/sheet9.xml", "<f>Return!");
    has(m, "xl/worksheets/sheet12.xml", "<f>IF(F5=0,\"undefined\",100*E5/F5)</f><v>4.25</v>"); /* a declaration rate */
    free(m.data);
}

static const char *fault_of(made m, unsigned sheets) {
    const char *fault = NULL;
    eh_status status = eh_workbook_check(m.data ? m.data : "", m.size, sheets, &fault);
    assert_int_equal(status, fault ? EH_BAD : EH_OK);
    return fault;
}

static void test_structure(void **state) {
    (void)state;
    made m = sample_workbook(EH_WDES, SAMPLE_FULL);
    for (unsigned i = 1; i <= WDES_SHEETS; i++) {
        char name[64];
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", i);
        has_not(m, name, "mergeCell");
        has_not(m, name, "headerFooter");
        has_not(m, name, "hidden");
        has_not(m, name, "NAN");
        has(m, name, "<c r=\"A1\"");
        has(m, name, "<pageSetup paperSize=\"9\"");
        has(m, name, "<pageSetUpPr fitToPage=\"1\"/>");
        has(m, name, "<tableParts count=\"1\">");
        has(m, name, "state=\"frozen\"");
    }
    has(m, "xl/worksheets/sheet1.xml", "tabSelected=\"1\"");
    has_not(m, "xl/styles.xml", "patternType=\"solid\"");
    has(m, "docProps/core.xml",
        "<dc:subject>Workforce Disability Equality Standard, working workbook for internal use");
    has(m, "xl/workbook.xml", "name=\"_xlnm.Print_Area\"");
    has(m, "xl/workbook.xml", "name=\"_xlnm.Print_Titles\"");
    has(m, "xl/workbook.xml", "name=\"Item_2_relative_likelihood\">Return!$J$");
    has(m, "xl/tables/table2.xml", "<autoFilter ref=\"A6:");
    has(m, "docProps/core.xml", "<dc:language>en-GB</dc:language>");
    has(m, "docProps/core.xml", "<dc:creator>Evenhand</dc:creator>");
    has(m, "docProps/core.xml", "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2025-05-20T09:00:00Z");
    has(m, "xl/workbook.xml", "name=\"Data quality\"");
    has(m, "xl/sharedStrings.xml", "Internal: holds small numbers, not for publication");
    assert_null(fault_of(m, WDES_SHEETS));
    free(m.data);
}

/* Each chart says in words what it shows, and holds its figures as they are cached in the cells. */
static void test_charts(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    has(m, "xl/drawings/drawing1.xml", "descr=\"Bar chart of the percentage of BME people in each row.");
    has(m, "xl/drawings/drawing4.xml", "descr=\"A point for each ratio");
    has(m, "xl/drawings/drawing4.xml", "1.53, 95% interval 1.1");
    has(m, "xl/charts/chart1.xml", "<c:f>'Non-clinical staff'!$E$6:$E$19</c:f><c:numCache>");
    has(m, "xl/charts/chart7.xml", "<c:v>1.5256410256410");
    has(m, "xl/charts/chart7.xml", "<c:logBase val=\"2\"/>");
    has_not(m, "xl/charts/chart7.xml", "nan");
    free(m.data);
}

/* Marks never speak by colour alone: the words that they go by are those of the cells. */
static void test_marks(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    has(m, "xl/worksheets/sheet2.xml", "operator=\"beginsWith\" text=\"above 1.25\"");
    has(m, "xl/worksheets/sheet2.xml", "operator=\"beginsWith\" text=\"under 11\"");
    has(m, "xl/worksheets/sheet2.xml", "IF(J47&lt;0.8,\"below 0.80\",IF(J47&gt;1.25,\"above 1.25\"");
    has(m, "xl/worksheets/sheet2.xml",
        "t=\"str\"><f>IF(COUNTIFS(F7:H7,\"&gt;0\",F7:H7,\"&lt;11\")&gt;0,\"under 11\",\"no\")</f>");
    has(m, "xl/sharedStrings.xml", "of the headcounts in this workbook are of fewer than 11 people");
    free(m.data);
}

static void test_templates(void **state) {
    (void)state;
    assert_int_equal(read_with("workbook.csv", "name,text\nsheet-cover,Cover\n"), EH_BAD);
    assert_int_equal(read_with("workbook.csv", "name,text\nno-such-text,x\n"), EH_BAD);
    assert_int_equal(read_with("workbook-notes.csv", "subject,text\nHalf counts,They are right.\n"), EH_OK);
    assert_int_equal(read_with("workbook-notes.csv", "subject\nHalf counts\n"), EH_BAD);
}

static void test_missing_and_undefined(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_ODD);
    /* Nobody of the bottom group was appointed: a formula that says so, not an error and not a number. */
    has(m, "xl/worksheets/sheet2.xml", "t=\"str\"><f>IF(OR(F44=0,G44=0,G45=0),\"undefined\"");
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

/* The workbook with this text in place of a part, packed anew. */
static made with_part(made m, const char *name, const char *text) {
    zip_error_t error;
    zip_stat_t stat;
    made changed = {NULL, 0};
    char *copy = malloc(m.size);
    assert_non_null(copy);
    memcpy(copy, m.data, m.size);
    zip_source_t *source = zip_source_buffer_create(copy, m.size, 1, &error);
    zip_t *zip = zip_open_from_source(source, 0, &error);
    assert_non_null(zip);
    zip_source_keep(source);
    zip_int64_t at = zip_name_locate(zip, name, 0);
    assert_true(at >= 0);
    assert_int_equal(zip_file_replace(zip, (zip_uint64_t)at, zip_source_buffer(zip, text, strlen(text), 0), 0), 0);
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(source, &stat), 0);
    changed.size = (size_t)stat.size;
    changed.data = malloc(changed.size);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, changed.data, stat.size), (zip_int64_t)stat.size);
    zip_source_close(source);
    zip_source_free(source);
    return changed;
}

/* Faults within the cells of a worksheet, whose archive is sound. */
static void test_check_cells(void **state) {
    (void)state;
    static const struct {
        const char *find, *put; /* put NULL: the part ends there */
        const char *fault;
    } cases[] = {
        {"<v>", "<v>", NULL},
        {"</v></c></row>", NULL, "a part is no well-formed XML"},
        {"</row>", "</rov>", "a part is no well-formed XML"},
        {"</v></c>", "</c></v>", "a part is no well-formed XML"},
        {"</v>", "\x01</v>", "a part is no well-formed XML"},
        {"</v>", "&nope;</v>", "a part is no well-formed XML"},
        {"</f><v>", "</f><v>&amp;", "a cell holds no number"},
        {"</f><v>", "</f><v>nan", "a cell holds no number"},
        {"<c r=\"A1\"", "<c r=\"AA1\"", "a worksheet has no title"},
        {"</sheetData>", "</sheetDate>", "a part is no well-formed XML"},
    };
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    char *sheet = part(m, "xl/worksheets/sheet2.xml");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *at = strstr(sheet, cases[i].find);
        assert_non_null(at);
        eh_buffer text = {0};
        eh_buffer_add(&text, sheet, (size_t)(at - sheet));
        eh_buffer_text(&text, cases[i].put ? cases[i].put : "");
        eh_buffer_text(&text, cases[i].put ? at + strlen(cases[i].find) : "");
        made changed = with_part(m, "xl/worksheets/sheet2.xml", text.data);
        const char *fault = fault_of(changed, WRES_SHEETS);
        if (cases[i].fault == NULL)
            assert_null(fault);
        else
            assert_string_equal(fault ? fault : "nothing", cases[i].fault);
        free(changed.data);
        eh_buffer_free(&text);
    }
    free(sheet);
    free(m.data);
}

/* Faults of the parts that are no worksheets, and what is fine in them though it is not plain. */
static void test_check_parts(void **state) {
    (void)state;
    static const struct {
        const char *find, *put;
        bool fine;
    } cases[] = {
        {"<si>", "<si>", true},
        {"<si>", "<!-- a comment --><si>", true},
        {"<si><t>", "<si><t>&#65;]]&gt;", true},
        {"<si><t>", "<si><t>\xC3\xA9", true},
        {"<si><t>", "<si><t a='1' x:b=\"&lt;\">", true},
        {"<si><t>", "<si><t>]]>", false},
        {"<si><t>", "<si><t>&nope;", false},
        {"<si><t>", "<si><t>&", false},
        {"<si><t>", "<si><t>\x01", false},
        {"<si><t>", "<si><t>\xC3", false},
        {"<si><t>", "<si><t a=\"1\" a=\"2\">", false},
        {"<si><t>", "<si><t a=\"<\">", false},
        {"<si><t>", "<si><t a>", false},
        {"<si><t>", "<si><t a=\"1\"b=\"2\">", false},
        {"</t></si>", "</si></t>", false},
        {"</sst>", "", false},
        {"</sst>", "</sst>x", false},
        {"</sst>", "</sst><sst/>", false},
    };
    static const char name[] = "xl/sharedStrings.xml";
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    char *whole = part(m, name);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *at = strstr(whole, cases[i].find);
        assert_non_null(at);
        eh_buffer text = {0};
        eh_buffer_add(&text, whole, (size_t)(at - whole));
        eh_buffer_text(&text, cases[i].put);
        eh_buffer_text(&text, at + strlen(cases[i].find));
        made changed = with_part(m, name, text.data);
        const char *fault = fault_of(changed, WRES_SHEETS);
        if (cases[i].fine != (fault == NULL))
            fail_msg("%s: %s", cases[i].put, fault ? fault : "no fault");
        free(changed.data);
        eh_buffer_free(&text);
    }
    free(whole);
    free(m.data);
}

static void test_check_fails(void **state) {
    (void)state;
    made m = sample_workbook(EH_WRES, SAMPLE_FULL);
    assert_non_null(fault_of(m, WRES_SHEETS + 1));
    assert_non_null(fault_of((made){m.data, m.size / 2}, WRES_SHEETS));
    assert_non_null(fault_of((made){NULL, 0}, WRES_SHEETS));
    m.data[m.size / 3] = (char)(m.data[m.size / 3] ^ 0x55);
    assert_non_null(fault_of(m, WRES_SHEETS));
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
    has_not(m, "xl/worksheets/sheet2.xml", "(F45*G44)/(F44*G45)");
    free(m.data);
    /* An edition that the catalogue does not know is written without formulas but for the totals. */
    ret->edition = 1999;
    m = write_return(catalogue, ret, findings);
    has_not(m, "xl/worksheets/sheet2.xml", "100*F45/F44");
    has(m, "xl/worksheets/sheet2.xml", "<v>21.794871794871");
    free(m.data);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

/* What was not supplied has no sheet of its own and one row in the audit, whatever its groups. */
static void test_not_supplied(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = catalogue_new(findings);
    eh_return *ret = sample_return(catalogue, EH_WRES, 2025, SAMPLE_FULL);
    made m = write_return(catalogue, ret, findings);
    char *before = part(m, "xl/worksheets/sheet9.xml");
    assert_non_null(strstr(before, "<f>Return!F48</f>")); /* the likelihood of appointment, for each group */
    assert_non_null(strstr(before, "<f>Return!G48</f>"));
    free(before);
    free(m.data);
    for (size_t i = 0; i < ret->item_count; i++)
        for (unsigned g = 0; g < ret->items[i].count && strcmp(ret->items[i].indicator, "1") != 0; g++)
            if (strcmp(ret->items[i].id, "9.workforce") != 0)
                ret->items[i].value[g] = eh_value_missing(EH_NOT_SUPPLIED);
    m = write_return(catalogue, ret, findings);
    assert_null(fault_of(m, WRES_SHEETS - 3));
    has_not(m, "xl/workbook.xml", "name=\"Survey\"");
    has_not(m, "xl/workbook.xml", "name=\"Board\"");
    has_not(m, "xl/workbook.xml", "name=\"Likelihood ratios\"");
    has_not(m, "xl/sharedStrings.xml", "<t>Survey</t>"); /* nor does the cover lead there */
    has(m, "xl/worksheets/sheet6.xml", "<f>Return!F48</f><v>not supplied</v>");
    has_not(m, "xl/worksheets/sheet6.xml", "<f>Return!G48</f>");
    has(m, "xl/worksheets/sheet2.xml", "<c r=\"G48\"");
    free(m.data);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas),       cmocka_unit_test(test_structure),
        cmocka_unit_test(test_charts),         cmocka_unit_test(test_marks),
        cmocka_unit_test(test_templates),      cmocka_unit_test(test_missing_and_undefined),
        cmocka_unit_test(test_same_bytes),     cmocka_unit_test(test_check_cells),
        cmocka_unit_test(test_check_parts),    cmocka_unit_test(test_check_fails),
        cmocka_unit_test(test_faults),         cmocka_unit_test(test_no_temporary_folder),
        cmocka_unit_test(test_supplied_total), cmocka_unit_test(test_not_supplied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
