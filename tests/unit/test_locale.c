/* A host program that has called setlocale gets the same bytes: numbers, names and order do not follow its locale. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "memory_run.h"

enum { RETURNS = 2, FORMATS = 7, PAGE = FORMATS, OUTPUTS };

typedef struct output {
    char *data;
    size_t size;
} output;

static void write_page(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, output *o) {
    const eh_return *only[] = {ret, NULL};
    eh_sink *sink = eh_sink_to_memory(&o->data, &o->size);
    assert_non_null(sink);
    assert_int_equal(eh_write_page(catalogue, only, findings, sink), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
}

/* Everything anew in the locale of the moment: catalogue, run, writers. */
static void write_everything(output out[RETURNS][OUTPUTS]) {
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = NULL;
    assert_non_null(findings);
    assert_int_equal(eh_catalogue_read(NULL, NULL, findings, &catalogue), EH_OK);
    eh_return **returns = memory_returns(catalogue, findings);
    for (size_t r = 0; r < RETURNS; r++) {
        write_page(catalogue, returns[r], findings, &out[r][PAGE]);
        for (size_t f = 0; f < FORMATS; f++) {
            output *o = &out[r][f];
            assert_non_null(eh_report_format(f));
            assert_int_equal(memory_write(catalogue, returns[r], eh_report_format(f), findings, &o->data, &o->size),
                             EH_OK);
            assert_true(o->size > 1000);
        }
    }
    assert_null(eh_report_format(FORMATS));
    memory_free(returns);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
}

static void command(const char *words, const char *folder, const char *name) {
    char text[200];
    snprintf(text, sizeof text, "%s %s%s", words, folder, name);
    if (system(text) != 0)
        fail_msg("%s failed (localedef and its sources: Debian packages libc-bin, locales)", text);
}

/* Writes everything under a locale that a bare machine has as source only: compiled for this test then. */
static void changes_nothing(const char *locale, const char *source) {
    output plain[RETURNS][OUTPUTS], theirs[RETURNS][OUTPUTS];
    char folder[] = "/tmp/evenhand-locale-XXXXXX", comma[16], words[64], name[64];
    unsetenv("LOCPATH");
    bool made = !setlocale(LC_ALL, locale);
    setlocale(LC_ALL, "C");
    write_everything(plain);
    if (made) {
        assert_non_null(mkdtemp(folder));
        snprintf(words, sizeof words, "localedef -i %s -f UTF-8", source);
        snprintf(name, sizeof name, "/%s", locale);
        command(words, folder, name);
        assert_int_equal(setenv("LOCPATH", folder, 1), 0);
    }
    assert_non_null(setlocale(LC_ALL, locale));
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    assert_string_equal(comma, "0,5"); /* the C library does follow it */
    write_everything(theirs);
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    assert_string_equal(comma, "0,5"); /* and is left as it was */
    setlocale(LC_ALL, "C");
    if (made)
        command("rm -r", folder, "");
    for (size_t r = 0; r < RETURNS; r++)
        for (size_t f = 0; f < OUTPUTS; f++) {
            print_message("%s\n", f == PAGE ? "html" : eh_report_format(f));
            assert_int_equal(plain[r][f].size, theirs[r][f].size);
            assert_memory_equal(plain[r][f].data, theirs[r][f].data, plain[r][f].size);
            free(plain[r][f].data);
            free(theirs[r][f].data);
        }
}

static void french_changes_nothing(void **state) {
    (void)state;
    changes_nothing("fr_FR.UTF-8", "fr_FR");
}

/* Where the capital of i is no I, and the small letter of I no i. */
static void turkish_changes_nothing(void **state) {
    (void)state;
    changes_nothing("tr_TR.UTF-8", "tr_TR");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(french_changes_nothing),
                                       cmocka_unit_test(turkish_changes_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
