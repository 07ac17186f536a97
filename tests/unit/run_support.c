#include "run_support.h"

#include <stdlib.h>
#include <string.h>

#include "evenhand/source.h"

static eh_catalogue *catalogue;

int catalogue_setup(void **state) {
    eh_findings *findings = eh_findings_new();
    (void)state;
    eh_status status = eh_catalogue_read(NULL, NULL, findings, &catalogue);
    eh_findings_free(findings);
    return status == EH_OK ? 0 : 1;
}

int catalogue_teardown(void **state) {
    (void)state;
    eh_catalogue_free(catalogue);
    return 0;
}

const eh_catalogue *the_catalogue(void) {
    return catalogue;
}

/* ---- runs ---- */

eh_run_options usual_options(void) {
    static const char *const organisations[] = {"RR8", NULL};
    return (eh_run_options){
        .edition = 2025, .organisations = organisations, .prepared = "2025-05-20T09:00:00Z", .verify = true};
}

void run_start(test_run *t, const eh_run_options *options) {
    *t = (test_run){.findings = eh_findings_new()};
    assert_non_null(t->findings);
    assert_int_equal(eh_run_new(catalogue, options, t->findings, &t->run), EH_OK);
}

eh_status run_add(test_run *t, const char *name, const char *text, const char *kind) {
    assert_true(t->source_count < RUN_FILES);
    eh_source *source = eh_source_from_memory(name, text, strlen(text));
    assert_non_null(source);
    t->sources[t->source_count++] = source;
    return eh_run_add(t->run, source, kind);
}

eh_status run_compute(test_run *t) {
    t->status = eh_run_compute(t->run, &t->returns);
    assert_true((t->status == EH_OK) == (t->returns != NULL));
    return t->status;
}

void run_end(test_run *t) {
    for (size_t i = 0; t->returns && t->returns[i]; i++)
        eh_return_free(t->returns[i]);
    free((void *)t->returns);
    eh_run_free(t->run);
    for (unsigned i = 0; i < t->source_count; i++)
        eh_source_close(t->sources[i]);
    eh_findings_free(t->findings);
}

void run_one(test_run *t, const char *name, const char *text) {
    eh_run_options options = usual_options();
    run_start(t, &options);
    assert_int_equal(run_add(t, name, text, NULL), EH_OK);
    assert_int_equal(run_compute(t), EH_OK);
}

const eh_return *return_of(const test_run *t, const char *organisation, eh_standard standard) {
    for (size_t i = 0; t->returns && t->returns[i]; i++)
        if (t->returns[i]->standard == standard &&
            (!organisation || strcmp(t->returns[i]->organisation, organisation) == 0))
            return t->returns[i];
    return NULL;
}

const char *figures(const eh_return *ret, const char *item, char out[FIGURES_ROOM]) {
    const eh_return_item *found = ret ? eh_return_item_find(ret, item) : NULL;
    if (!found)
        return "no such item";
    eh_buffer buffer = {0};
    for (unsigned g = 0; g < found->count; g++) {
        const eh_value *value = &found->value[g];
        eh_buffer_text(&buffer, g ? " " : "");
        eh_buffer_text(&buffer, value->missing == EH_PRESENT ? value->display : eh_missing_id(value->missing));
    }
    assert_true(buffer.length < FIGURES_ROOM);
    memcpy(out, buffer.data, buffer.length + 1);
    eh_buffer_free(&buffer);
    return out;
}

void expect_figures(const test_run *t, eh_standard standard, const char *item, const char *wanted) {
    char out[FIGURES_ROOM];
    const char *got = figures(return_of(t, NULL, standard), item, out);
    if (strcmp(got, wanted) != 0)
        fail_msg("%s %s is %s and not %s", eh_standard_id(standard), item, got, wanted);
}

/* ---- findings ---- */

const eh_finding *first_found(const test_run *t, const char *code) {
    for (size_t i = 0; i < eh_findings_count(t->findings); i++)
        if (strcmp(eh_findings_at(t->findings, i)->code, code) == 0)
            return eh_findings_at(t->findings, i);
    return NULL;
}

uint64_t times_found(const test_run *t, const char *code) {
    uint64_t times = 0;
    for (size_t i = 0; i < eh_findings_count(t->findings); i++)
        if (strcmp(eh_findings_at(t->findings, i)->code, code) == 0)
            times += eh_findings_at(t->findings, i)->count;
    return times;
}

void expect_found(const test_run *t, const char *wanted) {
    char code[80];
    size_t length = strcspn(wanted, " ");
    bool absent = *wanted == '!';
    assert_true(length < sizeof code);
    memcpy(code, wanted + absent, length - absent);
    code[length - absent] = '\0';
    uint64_t times = times_found(t, code);
    bool right = absent ? times == 0 : wanted[length] ? times == strtoull(wanted + length, NULL, 10) : times > 0;
    if (!right)
        fail_msg("wanted \"%s\", found %s %llu times", wanted, code, (unsigned long long)times);
}

/* ---- tables of cases ---- */

void check_cases(const run_case *cases, size_t count) {
    for (const run_case *c = cases; c < cases + count; c++) {
        test_run t;
        eh_run_options options = usual_options();
        print_message("         %s\n", c->what);
        options.edition = c->edition ? c->edition : options.edition;
        for (size_t i = 0; i < sizeof c->wanted / sizeof *c->wanted && c->wanted[i].item; i++)
            *(c->wanted[i].standard == EH_WRES ? &options.wres : &options.wdes) = true;
        run_start(&t, &options);
        for (size_t i = 0; i < sizeof c->files / sizeof *c->files && c->files[i].name; i++)
            assert_int_equal(run_add(&t, c->files[i].name, c->files[i].text, NULL), EH_OK);
        assert_int_equal(run_compute(&t), EH_OK);
        for (size_t i = 0; i < sizeof c->wanted / sizeof *c->wanted && c->wanted[i].item; i++)
            expect_figures(&t, c->wanted[i].standard, c->wanted[i].item, c->wanted[i].figures);
        for (size_t i = 0; i < sizeof c->found / sizeof *c->found && c->found[i]; i++)
            expect_found(&t, c->found[i]);
        run_end(&t);
    }
}

/* ---- reading ---- */

void reading_of_bytes(test_reading *r, const char *name, const void *data, size_t size, const eh_kind *kind) {
    r->findings = eh_findings_new();
    assert_non_null(r->findings);
    r->data = eh_dataset_new(catalogue, r->findings, false);
    assert_non_null(r->data);
    eh_source *source = eh_source_from_memory(name, data, size);
    assert_non_null(source);
    r->status = eh_dataset_read(r->data, source, kind);
    eh_source_close(source);
}

void reading_of(test_reading *r, const char *name, const char *text) {
    reading_of_bytes(r, name, text, strlen(text), NULL);
}

void reading_end(test_reading *r) {
    eh_dataset_free(r->data);
    eh_findings_free(r->findings);
}
