/* evenhand check: what each file is, how it was read, and what is wrong with it. */
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/check_result.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/printed.h"
#include "cli/reading.h"
#include "indicator/infer.h"

/* ---- the edition ---- */

/* Tells the edition as a run would, on a list of findings of its own: files that say no year are no fault. */
static eh_status tell_edition(const options *given, const eh_run *run, int *year) {
    *year = given->edition;
    if (*year)
        return EH_OK;
    eh_findings *aside = eh_findings_new();
    eh_dataset data = *eh_run_dataset(run);
    data.findings = aside;
    eh_status status = aside ? eh_infer_edition(&data, year) : EH_NOMEM;
    for (size_t i = 0; aside && i < eh_findings_count(aside) && status == EH_BAD; i++)
        if (strcmp(eh_findings_at(aside, i)->code, eh_code_name(EH_F_EDITION_UNCLEAR)) == 0)
            status = EH_END;
    eh_findings_free(aside);
    return status;
}

/* Computes the returns, which is what finds most of what is wrong. Nothing to compute, or nothing that can be, is success: the files are shown all the same. */
static eh_status compute(const options *given, eh_run *run, const inputs *in, int *year, eh_return ***returns) {
    eh_status status = in->added ? tell_edition(given, run, year) : EH_END;
    if (status == EH_OK || status == EH_BAD)
        status = eh_run_compute(run, returns);
    return status == EH_BAD || status == EH_END ? EH_OK : status;
}

/* ---- what is said ---- */

static bool print_result(const options *given, const check_result *result) {
    eh_buffer out = {0};
    bool json = given->format && strcmp(given->format, "json") == 0;
    for (size_t i = 0; i < result->finding_count; i++)
        if (given->log || (given->quiet && result->findings[i]->severity == EH_ERROR))
            message_finding(given, result->findings[i]);
    if (json)
        check_write_json(result, &out);
    else if (!given->quiet)
        check_write_text(result, &out);
    bool ok = !out.failed;
    if (ok && out.length)
        message_write(out.data, out.length);
    eh_buffer_free(&out);
    return ok;
}

static bool write_todo(const options *given, const eh_run *run) {
    bool written = false;
    if (!given->out)
        return true;
    eh_trouble trouble = eh_folder_make(given->out);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", given->out, eh_trouble_text(trouble));
        return false;
    }
    eh_leftovers_remove(given->out);
    bool ok = outputs_mapping_todo(run, given->out, &written);
    if (written && !given->quiet)
        message_note("%s/mapping-todo.csv lists what was not recognised: fill in the column `to`, then --mapping.",
                     given->out);
    return ok;
}

static int show(const options *given, const inputs *in, const eh_run *run, const eh_findings *findings, int year,
                eh_return **returns) {
    check_result result = {.edition = year, .edition_given = given->edition != 0};
    int status = EXIT_NOTHING;
    if (!check_result_make(in, run, findings, returns, &result) || !print_result(given, &result))
        message_error("%s.", eh_status_text(EH_NOMEM));
    else if (write_todo(given, run) && in->added) {
        size_t wrong = result.count_of[EH_ERROR] + (given->strict ? result.count_of[EH_WARNING] : 0);
        status = wrong ? EXIT_WRONG : EXIT_DONE;
    }
    check_result_free(&result);
    return status;
}

/* ---- the command ---- */

static int check(const options *given, const eh_catalogue *catalogue, eh_findings *findings) {
    reading_state r;
    int status = EXIT_NOTHING, year = 0;
    eh_status done = reading_begin(given, catalogue, (eh_run_options){.figures_alone = true}, findings, &r);
    bool opened = done != EH_BAD;
    if (done == EH_OK)
        done = compute(given, r.run, &r.in, &year, &r.returns);
    progress_clear(&r.progress);
    if (progress_stopped())
        status = progress_say_stopped();
    else if (done == EH_OK)
        status = show(given, &r.in, r.run, findings, year, r.returns);
    else if (opened)
        message_error("%s.", eh_status_text(done));
    else
        message_findings(given, findings, 0, 0);
    reading_end(&r);
    return status;
}

int run_check(const options *given) {
    int status = EXIT_NOTHING;
    if (given->inputs.count + given->kinds.count == 0) {
        message_usage("which extracts? `evenhand check EXTRACT...` needs at least one file or folder");
        return EXIT_NOTHING;
    }
    bool json;
    if (!printed_format(given, "check", &json))
        return EXIT_NOTHING;
    if (given->accessibility)
        return run_accessibility(given);
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue)
        status = check(given, catalogue, findings);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
