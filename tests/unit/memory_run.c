#include "memory_run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NURSE ",Nursing and Midwifery Registered,Band 5,"

const char memory_staff[] = "Organisation Code,Employee Number,Staff Group,Pay Grade,Ethnic Origin,Disability\n"
                            "XMM,0001" NURSE "A White - British,Yes\n"
                            "XMM,0002" NURSE "A White - British,No\n"
                            "XMM,0003" NURSE "B White - Irish,No\n"
                            "XMM,0004" NURSE "C White - Any other White background,No\n"
                            "XMM,0005" NURSE "A White - British,No\n"
                            "XMM,0006,Administrative and Clerical,Band 2,A White - British,Not Declared\n"
                            "XMM,0007" NURSE "H Asian or Asian British - Indian,No\n"
                            "XMM,0008" NURSE "N Black or Black British - African,Yes\n"
                            "XMM,0009" NURSE "R Chinese,No\n"
                            "XMM,0010" NURSE "Z Not Stated,No\n";

#define WHITE ",A White - British,No\n"
#define BME   ",M Black or Black British - Caribbean,Yes\n"

const char memory_applicants[] =
    "Organisation Code,Application ID,Date Shortlisted,Shortlisted,Appointed,Ethnic Origin,Disability\n"
    "XMM,A1,01/05/2024,Yes,Yes" WHITE "XMM,A2,02/05/2024,Yes,Yes" WHITE "XMM,A3,03/05/2024,Yes,Yes" WHITE
    "XMM,A4,04/05/2024,Yes,Yes" WHITE "XMM,A5,05/05/2024,Yes,No" WHITE "XMM,A6,06/05/2024,Yes,No" WHITE
    "XMM,A7,07/05/2024,Yes,No" WHITE "XMM,A8,08/05/2024,Yes,No" WHITE "XMM,A9,09/05/2024,Yes,No" WHITE
    "XMM,A10,10/05/2024,Yes,No" WHITE "XMM,A11,11/05/2024,Yes,Yes" BME "XMM,A12,12/05/2024,Yes,No" BME
    "XMM,A13,13/05/2024,Yes,No" BME "XMM,A14,14/05/2024,Yes,No" BME "XMM,A15,15/05/2024,Yes,No" BME;

eh_status memory_compute(const eh_catalogue *catalogue, eh_source *const *sources, size_t count, eh_findings *findings,
                         eh_progress progress, eh_return ***returns) {
    eh_run *run = NULL;
    const eh_run_options how = {.edition = 2025, .prepared = "2025-05-20T09:00:00Z", .progress = progress};
    eh_status status = eh_run_new(catalogue, &how, findings, &run);
    *returns = NULL;
    for (size_t i = 0; i < count && status == EH_OK; i++)
        status = eh_run_add(run, sources[i], NULL);
    if (status == EH_OK)
        status = eh_run_compute(run, returns);
    eh_run_free(run);
    return status;
}

eh_return **memory_returns(const eh_catalogue *catalogue, eh_findings *findings) {
    eh_return **returns = NULL;
    eh_source *sources[] = {eh_source_from_memory("staff.csv", memory_staff, strlen(memory_staff)),
                            eh_source_from_memory("applicants.csv", memory_applicants, strlen(memory_applicants))};
    assert_non_null(sources[0]);
    assert_non_null(sources[1]);
    assert_int_equal(memory_compute(catalogue, sources, 2, findings, NULL, &returns), EH_OK);
    eh_source_close(sources[0]);
    eh_source_close(sources[1]);
    assert_non_null(returns);
    assert_non_null(returns[0]);
    assert_non_null(returns[1]);
    assert_null(returns[2]);
    return returns;
}

void memory_free(eh_return **returns) {
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
}

eh_status memory_write(const eh_catalogue *catalogue, const eh_return *ret, const char *format, eh_findings *findings,
                       char **data, size_t *size) {
    eh_sink *sink = eh_sink_to_memory(data, size);
    assert_non_null(sink);
    eh_status status = eh_report_write(catalogue, ret, format, findings, sink);
    if (status == EH_OK)
        return sink->commit(sink);
    sink->abort(sink);
    return status;
}
