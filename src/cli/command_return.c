/* evenhand return: extracts in, returns out. */
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/reading.h"
#include "report/writer.h"

enum { SHOWN_WARNINGS = 12 };

/* ---- arguments ---- */

/* The i-th format: the page, which is of an organisation rather than of a return, and then those of returns. */
static const char *format_name(size_t i) {
    return i == 0 ? "html" : eh_report_format(i - 1);
}

enum { FORMATS = 16 };

static void add_format(word_list *formats, const char *name) {
    for (size_t f = 0; f < formats->count; f++)
        if (formats->at[f] == name)
            return;
    if (formats->count < FORMATS)
        formats->at[formats->count++] = name;
}

/* The CSV of items has that of the breakdowns beside it. */
static bool take_format(void *context, const char *word, size_t length) {
    bool known = false, csv = length == 3 && memcmp(word, "csv", length) == 0;
    for (size_t i = 0; format_name(i); i++) {
        const char *name = format_name(i);
        bool named = strlen(name) == length && memcmp(name, word, length) == 0;
        if (named || (csv && strcmp(name, "breakdowns") == 0))
            add_format(context, name);
        known = known || named;
    }
    if (!known)
        message_usage("there is no format \"%.*s\"; there are xml, xlsx, html, csv, breakdowns, json, text and easy",
                      (int)length, word);
    return known;
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

static void print_paths(const outputs_order *order, bool todo) {
    message_print("\nFiles written (internal: they hold small numbers, not for publication):\n");
    for (size_t r = 0; order->returns[r]; r++)
        for (size_t f = 0; f < order->formats->count; f++) {
            if (!outputs_has_file(order->returns, r, order->formats->at[f]))
                continue;
            char *path = outputs_path(order->folder, order->returns[r], order->formats->at[f]);
            message_print("  %s\n", path ? path : "");
            free(path);
        }
    if (todo)
        message_print(
            "  %s/mapping-todo.csv (values that were not recognised: fill in the column `to`, then --mapping)\n",
            order->folder);
}

/* Beyond this many returns a line each says enough. */
enum { SUMMARIES = 4 };

static void print_results(const outputs_order *order, bool todo) {
    eh_return *const *returns = order->returns;
    size_t count = 0;
    while (returns[count])
        count++;
    if (order->given->quiet)
        return;
    for (size_t i = 0; i < count; i++) {
        if (i && count <= SUMMARIES)
            message_print("\n");
        if (count <= SUMMARIES)
            print_summary(order->catalogue, returns[i], order->findings);
        else
            message_print("%s %s %d: %s\n", eh_return_organisation(returns[i]), eh_return_standard(returns[i]),
                          eh_return_edition(returns[i]),
                          eh_return_complete(returns[i]) ? "fit to submit" : "not fit to submit");
    }
    if (count <= SUMMARIES)
        print_paths(order, todo);
    else
        message_print("\n%zu returns are in %s.\n", count, order->folder);
}

/* ---- the command ---- */

static int write_results(const options *given, const eh_catalogue *catalogue, reading_state *r,
                         const word_list *formats, eh_findings *findings) {
    outputs_order order = {given,   catalogue, r->run, r->returns, formats, given->out ? given->out : FOLDER_RETURN,
                           findings};
    bool todo = false;
    eh_trouble trouble = eh_folder_make(order.folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", order.folder, eh_trouble_text(trouble));
        return EXIT_NOTHING;
    }
    eh_leftovers_remove(order.folder);
    bool written = outputs_write(&order, &r->progress, &todo);
    if (!written && progress_stopped())
        return progress_say_stopped();
    message_findings(given, findings, 0, SHOWN_WARNINGS);
    if (!written)
        return EXIT_NOTHING;
    print_results(&order, todo);
    bool fit = eh_findings_of(findings, EH_ERROR) == 0;
    for (size_t i = 0; r->returns[i]; i++)
        fit = fit && eh_return_complete(r->returns[i]);
    return fit ? EXIT_DONE : EXIT_WRONG;
}

static int compute(const options *given, const eh_catalogue *catalogue, const previous_returns *previous,
                   const word_list *formats, eh_findings *findings) {
    char now[21];
    reading_state r;
    int status = EXIT_NOTHING;
    if (!eh_now(now)) {
        message_error("SOURCE_DATE_EPOCH is no number of seconds.");
        return EXIT_NOTHING;
    }
    eh_run_options own = {.previous = (const eh_return *const *)previous->at,
                          .prepared = now,
                          .strict = given->strict,
                          .verify = given->verify};
    eh_status done = reading_begin(given, catalogue, own, findings, &r);
    if (done == EH_OK)
        done = eh_run_compute(r.run, &r.returns);
    progress_clear(&r.progress);
    if (progress_stopped())
        status = progress_say_stopped();
    else if (done == EH_OK)
        status = write_results(given, catalogue, &r, formats, findings);
    else {
        message_findings(given, findings, 0, SHOWN_WARNINGS);
        if (done != EH_BAD)
            message_error("%s.", eh_status_text(done));
        message_error("nothing was written.");
    }
    reading_end(&r);
    return status;
}

int run_return(const options *given) {
    const char *names[FORMATS];
    word_list formats = {names, 0};
    previous_returns previous = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count + given->kinds.count == 0) {
        message_usage("which extracts? `evenhand return EXTRACT...` needs at least one file or folder");
        return EXIT_NOTHING;
    }
    if (!inputs_each(given->format ? given->format : "xml,xlsx,html", take_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue && read_previous(given, &previous))
        status = compute(given, catalogue, &previous, &formats, findings);
    for (size_t i = 0; i < previous.count; i++)
        eh_return_free(previous.at[i]);
    free((void *)previous.at);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
