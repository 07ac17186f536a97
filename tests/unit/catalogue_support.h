/* The built-in catalogue, for the tests of one file: made in a group's setup, freed in its teardown. */
#ifndef TESTS_UNIT_CATALOGUE_SUPPORT_H
#define TESTS_UNIT_CATALOGUE_SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "evenhand/catalogue.h"

static eh_catalogue *catalogue;

static int open_catalogue(void **state) {
    (void)state;
    eh_findings *findings = eh_findings_new();
    eh_status status = eh_catalogue_read(NULL, NULL, findings, &catalogue);
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        print_error("%s:%u: %s\n", finding->file, (unsigned)finding->row, finding->text);
    }
    eh_findings_free(findings);
    return status == EH_OK ? 0 : -1;
}

static int close_catalogue(void **state) {
    (void)state;
    eh_catalogue_free(catalogue);
    return 0;
}

#endif
