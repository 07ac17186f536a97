/* The web page: well-formed, whole, escaped, the same every time. */
#include "report_support.h"

#include <libxml/parser.h>

#include "report/writer.h"
#include "standard/page_words.h"

/* Both standards' samples; `change` may spoil them. */
static char *page_of(sample_kind kind, void (*change)(subject *race)) {
    subject race = subject_new(EH_WRES, 2025, kind);
    eh_return *disability = sample_return(race.catalogue, EH_WDES, 2025, kind);
    char *data = NULL;
    size_t size = 0;
    assert_non_null(disability);
    if (change)
        change(&race);
    const eh_return *const returns[] = {race.ret, disability, NULL};
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    assert_int_equal(eh_write_page(race.catalogue, returns, race.findings, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    assert_int_equal(eh_findings_count(race.findings), 0);
    assert_int_equal(strlen(data), size);
    assert_true(size < 300000);
    eh_return_free(disability);
    subject_free(&race);
    return data;
}

static size_t count_of(const char *whole, const char *part) {
    size_t count = 0;
    for (const char *at = whole; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

/* Walks a document: ids are there once, and what refers to one finds it; headings go down one step at a time. */
typedef struct walk {
    xmlDocPtr doc;
    const char *ids[400];
    unsigned id_count, headings, charts, tables, scripts;
    int level;
} walk;

static const char *attribute(const xmlNode *node, const char *name) {
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, name))
            return a->children ? (const char *)a->children->content : "";
    return NULL;
}

static void visit(walk *w, const xmlNode *node) {
    const char *name = (const char *)node->name, *id = attribute(node, "id");
    if (id) {
        for (unsigned i = 0; i < w->id_count; i++)
            assert_string_not_equal(w->ids[i], id);
        assert_true(w->id_count < sizeof w->ids / sizeof *w->ids);
        w->ids[w->id_count++] = id;
    }
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2]) {
        assert_true(name[1] - '0' <= w->level + 1);
        w->level = name[1] - '0';
        w->headings++;
    }
    w->charts += !strcmp(name, "svg") && attribute(node, "role");
    w->tables += !strcmp(name, "table");
    w->scripts += !strcmp(name, "script");
    assert_true(strcmp(name, "script") != 0 || !attribute(node, "src"));
    assert_string_not_equal(name, "img");
    assert_string_not_equal(name, "link");
}

static void walk_all(walk *w) {
    const xmlNode *root = xmlDocGetRootElement(w->doc), *node = root;
    while (node) {
        if (node->type == XML_ELEMENT_NODE)
            visit(w, node);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node && !node->next)
            node = node == root ? NULL : node->parent;
        node = node ? node->next : NULL;
    }
}

static void test_structure(void **state) {
    (void)state;
    char *page = page_of(SAMPLE_FULL, NULL);
    walk w = {.doc = xmlReadMemory(page, (int)strlen(page), NULL, NULL, XML_PARSE_NONET)};
    assert_non_null(w.doc);
    assert_string_equal(attribute(xmlDocGetRootElement(w.doc), "lang"), "en-GB");
    walk_all(&w);
    assert_true(w.headings > 60);
    assert_true(w.charts > 20);
    assert_true(w.tables > 30);
    assert_int_equal(w.scripts, 1);
    for (const char *at = page; (at = strstr(at, "href=\"#")) != NULL; at += 7) {
        bool found = false;
        for (unsigned i = 0; i < w.id_count; i++)
            found = found || (!strncmp(w.ids[i], at + 7, strlen(w.ids[i])) && at[7 + strlen(w.ids[i])] == '"');
        assert_true(found);
    }
    assert_int_equal(count_of(page, "<desc "), w.charts);
    assert_int_equal(count_of(page, "<caption>"), w.tables);
    assert_null(strstr(page, " src="));
    xmlFreeDoc(w.doc);
    free(page);
}

/* Every item of both standards stands in a row of a table. */
static void test_every_item(void **state) {
    (void)state;
    char *page = page_of(SAMPLE_FULL, NULL);
    for (eh_standard standard = EH_WRES; standard < EH_STANDARD_COUNT; standard++) {
        subject s = subject_new(standard, 2025, SAMPLE_FULL);
        for (size_t i = 0; i < s.ret->item_count; i++) {
            eh_buffer mark = {0};
            eh_buffer_format(&mark, "<small class=\"code\">%s%s", s.ret->items[i].id,
                             *s.ret->items[i].number ? ", " : "<");
            if (!strstr(page, mark.data))
                fail_msg("%s is not on the page", s.ret->items[i].id);
            eh_buffer_free(&mark);
        }
        subject_free(&s);
    }
    says(page, "Internal: holds small numbers, not for publication.");
    says(page, "White applicants were 1.53 times as likely as BME applicants to be appointed from shortlisting");
    says(page, "<td role=\"cell\" data-column=\"95% interval\">1.17 to 2.00</td>");
    says(page, "BME people are 22.6% of the workforce (2,118 of 9,389).");
    free(page);
}

static void test_what_is_missing(void **state) {
    (void)state;
    char *page = page_of(SAMPLE_ODD, NULL);
    says(page, "Not fit to submit: 2 errors stand in the way.");
    says(page, "not supplied (no extract holds what it needs).");
    says(page, "there is nothing to divide by");
    assert_null(strstr(page, "nan"));
    assert_null(strstr(page, "inf\""));
    free(page);
}

static eh_return_finding hostile_finding = {EH_WARNING, "code\"><b>", "2.appointed",
                                            "</td><script>alert(1)</script>\x01\xff &amp; \xe2\x80\xae", 1};

static void be_hostile(subject *race) {
    race->ret->name = "<script>alert(\"x\")</script> & 'Sons' ]]>\x02";
    race->ret->findings = &hostile_finding;
    race->ret->finding_count = 1;
    subject_item(race, "2.relative-likelihood")->indicator = "2\"><i>";
}

static void test_hostile_text(void **state) {
    (void)state;
    char *page = page_of(SAMPLE_FULL, be_hostile);
    assert_null(strstr(page, "<script>alert"));
    assert_null(strstr(page, "<b>"));
    assert_null(strstr(page, "<i>"));
    assert_null(strchr(page, '\x01'));
    says(page, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 'Sons' ]]&gt;\xef\xbf\xbd");
    says(page, "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;\xef\xbf\xbd\xef\xbf\xbd &amp;amp; \xef\xbf\xbd");
    free(page);
}

static void test_same_bytes(void **state) {
    (void)state;
    char *first = page_of(SAMPLE_ODD, NULL);
    char *second = page_of(SAMPLE_ODD, NULL);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void be_unknown(subject *race) {
    race->ret->edition = 1999;
}

static void test_unknown_edition(void **state) {
    (void)state;
    char *page = page_of(SAMPLE_FULL, be_unknown);
    says(page, "This program does not know the WRES of 1999");
    says(page, "2.relative-likelihood");
    free(page);
}

static void test_templates(void **state) {
    (void)state;
    assert_int_equal(read_with("page.css", "body { color: #000000; }\n"), EH_OK);
    assert_int_equal(read_with("page.css", "</style><script>"), EH_BAD);
    assert_int_equal(read_with("page.css", "@import 'other.css';"), EH_BAD);
    assert_int_equal(read_with("page.csv", "name,text\ntitle,{1} {2}\n"), EH_BAD);
    assert_int_equal(read_with("page.csv", "name,text\nno-such-text,x\n"), EH_BAD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structure),    cmocka_unit_test(test_every_item), cmocka_unit_test(test_what_is_missing),
        cmocka_unit_test(test_hostile_text), cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_unknown_edition),
        cmocka_unit_test(test_templates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
