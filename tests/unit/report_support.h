/* What the tests of the writers share: a catalogue, a sample return, and text caught in memory. */
#ifndef TESTS_UNIT_REPORT_SUPPORT_H
#define TESTS_UNIT_REPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample_return.h"

typedef struct subject {
    eh_findings *findings;
    eh_catalogue *catalogue;
    eh_return *ret;
} subject;

static inline subject subject_new(eh_standard standard, int year, sample_kind kind) {
    subject s = {eh_findings_new(), NULL, NULL};
    assert_int_equal(eh_catalogue_read(NULL, NULL, s.findings, &s.catalogue), EH_OK);
    s.ret = sample_return(s.catalogue, standard, year, kind);
    assert_non_null(s.ret);
    return s;
}

static inline void subject_free(subject *s) {
    eh_return_free(s->ret);
    eh_catalogue_free(s->catalogue);
    eh_findings_free(s->findings);
}

/* What reading the built-in templates with one file replaced gives; findings must say so. */
static inline eh_status read_with(const char *name, const char *text) {
    eh_template templates[100];
    size_t count = 0;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = NULL;
    for (const eh_template *t = eh_templates_built_in(); t->name; t++) {
        assert_true(count + 1 < sizeof templates / sizeof *templates);
        templates[count++] = strcmp(t->name, name) != 0 ? *t : (eh_template){name, text, strlen(text)};
    }
    templates[count] = (eh_template){NULL, NULL, 0};
    eh_status status = eh_catalogue_read(templates, NULL, findings, &catalogue);
    assert_int_equal(eh_findings_of(findings, EH_ERROR) > 0, status == EH_BAD);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}

/* An item that a test may change. */
static inline eh_return_item *subject_item(subject *s, const char *id) {
    for (size_t i = 0; i < s->ret->item_count; i++)
        if (!strcmp(s->ret->items[i].id, id))
            return &s->ret->items[i];
    fail_msg("no item %s", id);
    return NULL;
}

/* Whether `part` is in `whole` when line breaks with their indents are read as one space. */
static inline void says(const char *whole, const char *part) {
    char *flat = malloc(strlen(whole) + 1), *to = flat;
    for (const char *at = whole; *at; at++) {
        bool space = *at == ' ' || *at == '\n';
        if (!space || (to > flat && to[-1] != ' '))
            *to++ = space ? ' ' : *at;
    }
    *to = '\0';
    bool found = strstr(flat, part) != NULL;
    free(flat);
    if (!found)
        fail_msg("\"%s\" is not in:\n%s", part, whole);
}

#endif
