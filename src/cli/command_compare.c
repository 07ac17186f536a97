/* evenhand compare: the returns of many organisations side by side. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "base/text.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/submissions.h"
#include "evenhand/compare.h"

#define FOLDER "evenhand-comparison"

enum { MOST_FORMATS = 8 };
typedef struct chosen_formats {
    const char *at[MOST_FORMATS];
    size_t count;
} chosen_formats;

static bool take_format(void *context, const char *word, size_t length) {
    chosen_formats *formats = context;
    for (size_t i = 0; eh_comparison_format(i); i++) {
        const char *name = eh_comparison_format(i);
        if (strlen(name) != length || memcmp(name, word, length) != 0)
            continue;
        for (size_t f = 0; f < formats->count; f++)
            if (formats->at[f] == name)
                return true;
        if (formats->count < MOST_FORMATS)
            formats->at[formats->count++] = name;
        return true;
    }
    message_usage("`evenhand compare` has no format \"%.*s\"; there are html, xlsx, csv and json", (int)length, word);
    return false;
}

/* ---- writing ---- */

/* One product, made in memory by a thread of its own and written by the main one. */
typedef struct product {
    const eh_comparison *comparison;
    const char *format;
    eh_findings *findings;
    char *data;
    size_t size;
    eh_status status;
} product;

static void *make_product(void *context) {
    product *p = context;
    eh_sink *sink = eh_sink_to_memory(&p->data, &p->size);
    p->status = sink && p->findings ? eh_comparison_write(p->comparison, p->format, p->findings, sink) : EH_NOMEM;
    if (p->status == EH_OK)
        p->status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    return NULL;
}

/* As many at a time as there are threads; where one cannot be had, the calling thread does it. */
static void make_products(const options *given, product *products, size_t count) {
    pthread_t thread[MOST_FORMATS];
    bool started[MOST_FORMATS] = {false};
    unsigned most = options_threads(given);
    for (size_t first = 0; first < count; first += most) {
        size_t end = first + most < count ? first + most : count;
        for (size_t i = first; i + 1 < end; i++)
            started[i] = pthread_create(&thread[i], NULL, make_product, &products[i]) == 0;
        for (size_t i = first; i < end; i++)
            if (!started[i])
                make_product(&products[i]);
        for (size_t i = first; i < end; i++)
            if (started[i])
                pthread_join(thread[i], NULL);
    }
}

static eh_status write_product(void *context, eh_sink *sink) {
    const product *p = context;
    return p->status == EH_OK ? sink->write(sink, p->data, p->size) : p->status;
}

static bool write_file(const options *given, const char *folder, product *p) {
    eh_buffer name = {0};
    eh_buffer_format(&name, "comparison.%s", p->format);
    char *path = name.failed ? NULL : eh_path_join(folder, name.data);
    if (p->findings)
        message_findings(given, p->findings, 0, 0);
    bool written = path && outputs_file(path, write_product, p);
    if (written && !given->quiet)
        message_print("  %s\n", path);
    free(path);
    eh_buffer_free(&name);
    return written;
}

static bool write_files(const options *given, const eh_comparison *comparison, const chosen_formats *formats) {
    const char *folder = given->out ? given->out : FOLDER;
    product products[MOST_FORMATS] = {{0}};
    eh_trouble trouble = eh_folder_make(folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
        return false;
    }
    for (size_t f = 0; f < formats->count; f++)
        products[f] = (product){.comparison = comparison, .format = formats->at[f], .findings = eh_findings_new()};
    make_products(given, products, formats->count);
    if (!given->quiet)
        message_print(eh_comparison_internal(comparison)
                          ? "Files written (internal: they contain small numbers, not for publication):\n"
                          : "Files written:\n");
    bool ok = true;
    for (size_t f = 0; f < formats->count; f++) {
        ok = write_file(given, folder, &products[f]) && ok;
        eh_findings_free(products[f].findings);
        free(products[f].data);
    }
    return ok;
}

/* ---- the command ---- */

/* Opens a table that an option names; false after saying why it could not be. */
static bool open_table(const char *path, eh_source **source) {
    *source = path ? inputs_open(path) : NULL;
    return !path || *source;
}

static int compare(const options *given, const eh_catalogue *catalogue, const submissions *list,
                   const chosen_formats *formats, eh_findings *findings) {
    eh_comparison *comparison = NULL;
    char now[21];
    eh_compare_options wanted = {.edition = given->edition, .wres = given->wres, .wdes = given->wdes, .prepared = now};
    wanted.focus = given->organisations.count > 0 ? given->organisations.at[0] : NULL;
    if (!eh_now(now)) {
        message_error("SOURCE_DATE_EPOCH is set, and is no number of seconds up to the year 9999.");
        return EXIT_NOTHING;
    }
    int status = EXIT_NOTHING;
    if (open_table(given->organisation_table, &wanted.organisations) &&
        open_table(given->population, &wanted.population)) {
        eh_status made = eh_compare(catalogue, (const eh_return *const *)list->at, &wanted, findings, &comparison);
        message_findings(given, findings, 0, 0);
        if (made == EH_OK && write_files(given, comparison, formats))
            status = given->strict && eh_findings_of(findings, EH_WARNING) > 0 ? EXIT_WRONG : EXIT_DONE;
        else if (made == EH_NOMEM)
            message_error("%s.", eh_status_text(EH_NOMEM));
    }
    eh_comparison_free(comparison);
    eh_source_close(wanted.organisations);
    eh_source_close(wanted.population);
    return status;
}

int run_compare(const options *given) {
    chosen_formats formats = {.count = 0};
    submissions list = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0) {
        message_usage("which returns? `evenhand compare RETURN.xml...` needs at least one");
        return EXIT_NOTHING;
    }
    if (given->organisations.count > 1) {
        message_usage("`evenhand compare` marks one organisation: give --organisation once");
        return EXIT_NOTHING;
    }
    if (!inputs_each(given->format ? given->format : "html,xlsx,csv,json", take_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue && submissions_read(given, catalogue, given->edition, &list))
        status = compare(given, catalogue, &list, &formats, findings);
    else if (catalogue)
        message_error("nothing was compared.");
    submissions_free(&list);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
