/* Writes the sample returns as workbooks and texts into a folder, for tests that look at them with other programs. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/platform.h"
#include "report/explain.h"
#include "report/writer.h"
#include "sample_return.h"

static int write_one(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, const char *path,
                     eh_writer *writer) {
    eh_sink *sink = NULL;
    if (eh_sink_create_file(path, &sink) != EH_TROUBLE_NONE)
        return 1;
    eh_status status = writer(catalogue, ret, findings, sink);
    if (status == EH_OK)
        return sink->commit(sink) != EH_OK;
    fprintf(stderr, "%s: %s\n", path, eh_status_text(status));
    sink->abort(sink);
    return 1;
}

int main(int argc, char **argv) {
    static const int years[] = {2019, 2025};
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = NULL;
    int failed = argc != 2 || eh_catalogue_read(NULL, NULL, findings, &catalogue) != EH_OK;
    setlocale(LC_ALL, "");
    for (int n = 0; n < 8 && !failed; n++) {
        eh_standard standard = n & 1 ? EH_WDES : EH_WRES;
        sample_kind kind = n & 2 ? SAMPLE_ODD : SAMPLE_FULL;
        int year = years[n >> 2];
        char path[4096];
        eh_return *ret = sample_return(catalogue, standard, year, kind);
        snprintf(path, sizeof path, "%s/%s-%d-%s.xlsx", argv[1], eh_standard_word(standard), year,
                 n & 2 ? "odd" : "full");
        failed = !ret || write_one(catalogue, ret, findings, path, eh_write_workbook);
        snprintf(path, sizeof path, "%s/%s-%d-%s.txt", argv[1], eh_standard_word(standard), year,
                 n & 2 ? "odd" : "full");
        failed = failed || write_one(catalogue, ret, findings, path, eh_write_text);
        eh_return_free(ret);
    }
    for (size_t i = 0; i < eh_findings_count(findings); i++)
        fprintf(stderr, "%s\n", eh_findings_at(findings, i)->text);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return failed;
}
