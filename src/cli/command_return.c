/* evenhand return: extracts in, returns out. */
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "report/writer.h"

enum { SHOWN_WARNINGS = 12 };

/* ---- arguments ---- */

/* The i-th format: the page, which is of an organisation rather than of a return, and then those of returns. */
static const char *format_name(size_t i) {
    return i == 0 ? "html" : eh_report_format(i - 1);
}

static bool take_format(void *context, const char *word, size_t length) {
    word_list *formats = context;
    for (size_t i = 0; format_name(i); i++) {
        const char *name = format_name(i);
        if (strlen(name) != length || memcmp(name, word, length) != 0)
            continue;
        for (size_t f = 0; f < formats->count; f++)
            if (formats->at[f] == name)
                return true;
        formats->at[formats->count++] = name;
        return true;
    }
    message_usage("there is no format \"%.*s\"; there are xml, xlsx, html, csv, json and text", (int)length, word);
    return false;
}

static bool good_code(const char *code) {
    size_t length = strlen(code);
    if (length < 3 || length > 8)
        return false;
    for (; *code; code++)
        if (!((*code >= 'A' && *code <= 'Z') || (*code >= '0' && *code <= '9')))
            return false;
    return true;
}

static bool codes_are_right(const options *given) {
    for (size_t i = 0; i < given->organisations.count; i++)
        if (!good_code(given->organisations.at[i])) {
            message_usage("\"%s\" is no organisation code: it takes 3 to 8 capital letters and digits",
                          given->organisations.at[i]);
            return false;
        }
    return true;
}

/* ---- last year ---- */

typedef struct previous_returns {
    eh_return **at;
    size_t count;
} previous_returns;

static bool read_previous(const options *given, previous_returns *previous) {
    previous->at = calloc(given->previous.count + 1, sizeof(eh_return *));
    if (!previous->at)
        return false;
    for (size_t i = 0; i < given->previous.count; i++) {
        previous->at[i] = inputs_return(given, given->previous.at[i]);
        if (!previous->at[i])
            return false;
        previous->count++;
    }
    return true;
}

static void free_returns(eh_return **returns) {
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
}

/* ---- results ---- */

static void print_summary(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings) {
    char *text = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&text, &size);
    if (!sink)
        return;
    if (eh_write_text(catalogue, ret, findings, sink) == EH_OK && sink->commit(sink) == EH_OK)
        message_write(text, size);
    else
        message_error("the summary could not be made.");
    free(text);
}

static void print_paths(eh_return *const *returns, const word_list *formats, const char *folder, bool todo) {
    message_print("\nFiles written (internal: they hold small numbers, not for publication):\n");
    for (size_t r = 0; returns[r]; r++)
        for (size_t f = 0; f < formats->count; f++) {
            if (!outputs_has_file(returns, r, formats->at[f]))
                continue;
            char *path = outputs_path(folder, returns[r], formats->at[f]);
            message_print("  %s\n", path ? path : "");
            free(path);
        }
    if (todo)
        message_print(
            "  %s/mapping-todo.csv (values that were not recognised: fill in the column `to`, then --mapping)\n",
            folder);
}

/* Beyond this many returns a line each says enough. */
enum { SUMMARIES = 4 };

static void print_results(const options *given, const eh_catalogue *catalogue, eh_return *const *returns,
                          const word_list *formats, const char *folder, bool todo, eh_findings *findings) {
    size_t count = 0;
    while (returns[count])
        count++;
    if (given->quiet)
        return;
    for (size_t i = 0; i < count; i++) {
        if (i && count <= SUMMARIES)
            message_print("\n");
        if (count <= SUMMARIES)
            print_summary(catalogue, returns[i], findings);
        else
            message_print("%s %s %d: %s\n", eh_return_organisation(returns[i]), eh_return_standard(returns[i]),
                          eh_return_edition(returns[i]),
                          eh_return_complete(returns[i]) ? "fit to submit" : "not fit to submit");
    }
    if (count <= SUMMARIES)
        print_paths(returns, formats, folder, todo);
    else
        message_print("\n%zu returns are in %s.\n", count, folder);
}

/* ---- the command ---- */

static int write_results(const options *given, const eh_catalogue *catalogue, eh_run *run, eh_return *const *returns,
                         const word_list *formats, eh_findings *findings) {
    const char *folder = given->out ? given->out : "evenhand-out";
    bool todo = false;
    eh_trouble trouble = eh_folder_make(folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
        return EXIT_NOTHING;
    }
    size_t failed = outputs_write(given, catalogue, returns, formats, folder, findings);
    failed += !outputs_mapping_todo(run, folder, &todo);
    message_findings(given, findings, 0, SHOWN_WARNINGS);
    print_results(given, catalogue, returns, formats, folder, todo, findings);
    if (failed)
        return EXIT_NOTHING;
    bool fit = eh_findings_of(findings, EH_ERROR) == 0;
    for (size_t i = 0; returns[i]; i++)
        fit = fit && eh_return_complete(returns[i]);
    return fit ? EXIT_DONE : EXIT_WRONG;
}

static int compute(const options *given, const eh_catalogue *catalogue, const previous_returns *previous,
                   const word_list *formats, eh_findings *findings) {
    char now[21];
    message_progress_state progress;
    eh_return **returns = NULL;
    eh_run *run = NULL;
    inputs in = {0};
    int status = EXIT_NOTHING;
    if (!eh_now(now)) {
        message_error("SOURCE_DATE_EPOCH is no number of seconds.");
        return EXIT_NOTHING;
    }
    message_progress_begin(&progress, given);
    eh_run_options how = {.edition = given->edition,
                          .wres = given->wres,
                          .wdes = given->wdes,
                          .organisations = given->organisations.at,
                          .clinical_by_staff_group = given->by_staff_group,
                          .previous = (const eh_return *const *)previous->at,
                          .prepared = now,
                          .strict = given->strict,
                          .progress = message_progress,
                          .progress_context = &progress,
                          .threads = options_threads(given)};
    eh_status done = eh_run_new(catalogue, &how, findings, &run);
    bool opened = done == EH_OK && inputs_add(given, run, &in);
    if (opened)
        done = in.status == EH_OK ? eh_run_compute(run, &returns) : in.status;
    message_progress_end(&progress);
    if (opened && done == EH_OK)
        status = write_results(given, catalogue, run, returns, formats, findings);
    else {
        message_findings(given, findings, 0, SHOWN_WARNINGS);
        if (done != EH_OK && done != EH_BAD)
            message_error("%s.", eh_status_text(done));
        message_error("nothing was written.");
    }
    free_returns(returns);
    eh_run_free(run);
    inputs_free(&in);
    return status;
}

int run_return(const options *given) {
    const char *names[8];
    word_list formats = {names, 0};
    previous_returns previous = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count + given->kinds.count == 0) {
        message_usage("which extracts? `evenhand return EXTRACT...` needs at least one file or folder");
        return EXIT_NOTHING;
    }
    if (!codes_are_right(given) || !inputs_each(given->format ? given->format : "xml,xlsx,html", take_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue && read_previous(given, &previous))
        status = compute(given, catalogue, &previous, &formats, findings);
    free_returns(previous.at);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
