/* evenhand publish: the public products, from returns alone. */
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "evenhand/disclosure.h"
#include "evenhand/report.h"

/* Formats that were asked for. */
enum { MOST_FORMATS = 8 };
typedef struct chosen_formats {
    const eh_publication_format *at[MOST_FORMATS];
    size_t count;
} chosen_formats;

/* ---- arguments ---- */

static bool take_format(void *context, const char *word, size_t length) {
    chosen_formats *formats = context;
    eh_buffer known = {0};
    const eh_publication_format *format;
    for (size_t i = 0; (format = eh_publication_format_at(i)) != NULL; i++) {
        eh_buffer_format(&known, "%s%s", i ? ", " : "", format->name);
        if (strlen(format->name) != length || memcmp(format->name, word, length) != 0)
            continue;
        bool had = formats->count == MOST_FORMATS;
        for (size_t f = 0; f < formats->count; f++)
            had = had || formats->at[f] == format;
        if (!had)
            formats->at[formats->count++] = format;
        eh_buffer_free(&known);
        return true;
    }
    message_usage("`evenhand publish` has no format \"%.*s\"; there are %s", (int)length, word,
                  eh_buffer_words(&known));
    eh_buffer_free(&known);
    return false;
}

/* Nobody publishes small numbers unawares: the rule has to be said, even that there is none. */
static bool rule_is_right(const eh_catalogue *catalogue, const char *rule) {
    eh_buffer known = {0};
    const char *name;
    bool right = rule && eh_suppression_known(catalogue, rule);
    for (size_t i = 0; (name = eh_suppression_name(catalogue, i)) != NULL; i++)
        eh_buffer_format(&known, "%s`%s`", i ? ", " : "", name);
    eh_buffer_text(&known, " and numbers: `5` or `below-5` (1 to 4 are hidden), `0-9`, `1-7,base=5`");
    if (!right && rule)
        message_usage("there is no rule of suppression \"%s\"; the rules are: %s", rule, eh_buffer_words(&known));
    else if (!right)
        message_usage("say with --suppress how small numbers are kept from showing who somebody is, for a return holds "
                      "them.\nThe rules are: %s. `--suppress none` publishes every figure as it is, and each product "
                      "says so",
                      eh_buffer_words(&known));
    eh_buffer_free(&known);
    return right;
}

/* ---- returns ---- */

typedef struct return_list {
    eh_return **at; /* NULL-terminated */
    size_t count;
} return_list;

static void free_list(return_list *list) {
    for (size_t i = 0; i < list->count; i++)
        eh_return_free(list->at[i]);
    free((void *)list->at);
}

/* Reads a submission that passes its own validation; NULL after saying what is wrong with it. */
static eh_return *read_valid(const options *given, const eh_catalogue *catalogue, const char *path) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = findings ? inputs_open(path) : NULL;
    eh_return *ret = NULL;
    if (source) {
        eh_status status = eh_submission_validate(catalogue, source, findings);
        message_findings(given, findings, 0, 0);
        size_t wrong = eh_findings_of(findings, EH_ERROR) + (given->strict ? eh_findings_of(findings, EH_WARNING) : 0);
        if (status == EH_OK && !wrong)
            ret = inputs_return(given, path);
        else
            message_error("%s: it does not pass `evenhand validate`, so nothing is published of it.", path);
    }
    eh_source_close(source);
    eh_findings_free(findings);
    return ret;
}

static bool read_list(const options *given, const eh_catalogue *catalogue, const word_list *paths, return_list *list) {
    bool ok = true;
    list->at = calloc(paths->count + 1, sizeof(eh_return *));
    if (!list->at)
        return false;
    for (size_t i = 0; i < paths->count; i++) {
        eh_return *ret = read_valid(given, catalogue, paths->at[i]);
        if (ret)
            list->at[list->count++] = ret;
        ok = ok && ret;
    }
    return ok;
}

/* By organisation, then edition, then standard (WRES first). */
static int compare(const void *a, const void *b) {
    const eh_return *x = *(eh_return *const *)a, *y = *(eh_return *const *)b;
    int order = strcmp(eh_return_organisation(x), eh_return_organisation(y));
    if (order == 0)
        order = eh_return_edition(x) - eh_return_edition(y);
    return order ? order : strcmp(eh_return_standard(y), eh_return_standard(x));
}

static bool sort_returns(const return_list *list) {
    qsort((void *)list->at, list->count, sizeof(eh_return *), compare);
    for (size_t i = 1; i < list->count; i++)
        if (compare(&list->at[i - 1], &list->at[i]) == 0) {
            message_error("two of the files are the %s return of %s for %d: give one of them.",
                          eh_return_standard(list->at[i]), eh_return_organisation(list->at[i]),
                          eh_return_edition(list->at[i]));
            return false;
        }
    return true;
}

static bool same_product(const eh_return *a, const eh_return *b) {
    return strcmp(eh_return_organisation(a), eh_return_organisation(b)) == 0 &&
           eh_return_edition(a) == eh_return_edition(b);
}

/* A return given for last year's column that no product can use is said. */
static void say_unused(const return_list *lasts, const return_list *returns) {
    for (size_t l = 0; l < lasts->count; l++) {
        const eh_return *last = lasts->at[l];
        bool used = false, year_before = false;
        for (size_t r = 0; r < returns->count; r++) {
            const eh_return *ret = returns->at[r];
            bool fits = strcmp(eh_return_organisation(last), eh_return_organisation(ret)) == 0 &&
                        strcmp(eh_return_standard(last), eh_return_standard(ret)) == 0 &&
                        eh_return_edition(last) != eh_return_edition(ret);
            used = used || fits;
            year_before = year_before || (fits && eh_return_edition(last) + 1 == eh_return_edition(ret));
        }
        if (!used)
            message_error("the %s return of %s for %d is another year's of none of the returns published, and was not "
                          "used.",
                          eh_return_standard(last), eh_return_organisation(last), eh_return_edition(last));
        else if (!year_before)
            message_error("the %s return of %s given for last year is of %d, not of the year before.",
                          eh_return_standard(last), eh_return_organisation(last), eh_return_edition(last));
    }
}

/* ---- writing ---- */

/* One product: the returns that it is of, NULL-terminated. */
typedef struct product {
    const eh_catalogue *catalogue;
    const eh_return *returns[8];
    eh_findings *findings;
} product;

/* Public copies, of all returns together. */
typedef struct copies {
    const eh_return *const *at; /* NULL-terminated */
    size_t count;
    eh_disclosure_extent extent;
} copies;

/* "FOLDER/ORG-2025-publication.xlsx", or with the standard for a product of one return. */
static char *path_of(const char *folder, const eh_return *ret, const eh_publication_format *format) {
    eh_buffer name = {0};
    const char *standard = !format->single ? "" : strcmp(eh_return_standard(ret), "WRES") == 0 ? "wres-" : "wdes-";
    eh_buffer_format(&name, "%s-%s%d-%s", eh_return_organisation(ret), standard, eh_return_edition(ret),
                     format->ending);
    char *path = name.failed ? NULL : eh_path_join(folder, name.data);
    eh_buffer_free(&name);
    return path;
}

/* A file that is written and has no name yet. */
typedef struct pending {
    char *path;
    eh_sink *sink; /* NULL once it is ended */
} pending;

typedef struct pending_files {
    pending *at;
    size_t count;
} pending_files;

/* Begins a file; NULL, and said, when it cannot be. */
static eh_sink *begin(pending_files *files, char *path) {
    pending *grown = path ? realloc(files->at, (files->count + 1) * sizeof *grown) : NULL;
    if (!grown) {
        message_error("%s.", eh_status_text(EH_NOMEM));
        free(path);
        return NULL;
    }
    files->at = grown;
    grown[files->count] = (pending){path, NULL};
    eh_trouble trouble = eh_sink_create_file(path, &grown[files->count].sink);
    if (trouble != EH_TROUBLE_NONE)
        message_error("%s could not be written: %s.", path, eh_trouble_text(trouble));
    return grown[files->count++].sink;
}

/* Writes a product of the returns from `first` up to `end`. */
static bool write_one(const char *folder, product *p, const copies *returns, size_t first, size_t end,
                      const eh_publication_format *format, pending_files *files) {
    size_t count = 0;
    for (size_t i = first; i < end && count + 1 < sizeof p->returns / sizeof *p->returns; i++)
        p->returns[count++] = returns->at[i];
    p->returns[count] = NULL;
    char *path = path_of(folder, returns->at[first], format);
    eh_sink *sink = begin(files, path);
    if (!sink)
        return false;
    eh_status status = eh_publish(p->catalogue, p->returns, format->name, p->findings, sink);
    eh_trouble trouble = status == EH_OK ? eh_sink_file_finish(sink) : eh_sink_file_trouble(sink);
    if (status == EH_OK && trouble == EH_TROUBLE_NONE)
        return true;
    message_error("%s could not be written: %s.", path,
                  trouble != EH_TROUBLE_NONE ? eh_trouble_text(trouble) : eh_status_text(status));
    return false;
}

static bool write_all(const char *folder, product *p, const copies *returns, const chosen_formats *formats,
                      pending_files *files) {
    bool ok = true;
    for (size_t first = 0, end; first < returns->count && ok; first = end) {
        for (end = first + 1; end < returns->count && same_product(returns->at[first], returns->at[end]);)
            end++;
        for (size_t f = 0; f < formats->count && ok && !progress_stopped(); f++) {
            const eh_publication_format *format = formats->at[f];
            size_t step = format->single ? 1 : end - first;
            for (size_t i = first; i < end && ok; i += step)
                ok = write_one(folder, p, returns, i, i + step, format, files);
        }
    }
    return ok;
}

/* Gives all files their names together, once every one is on the disk; or none. */
static bool reveal_all(const options *given, const char *folder, pending_files *files, bool ok) {
    for (size_t i = 0; i < files->count && ok; i++) {
        eh_trouble trouble = eh_sink_file_settle(files->at[i].sink);
        ok = trouble == EH_TROUBLE_NONE;
        if (!ok)
            message_error("%s could not be written: %s.", files->at[i].path, eh_trouble_text(trouble));
    }
    for (size_t i = 0; i < files->count; i++) {
        eh_sink *sink = files->at[i].sink;
        if (!ok && sink)
            sink->abort(sink);
        if (!ok)
            continue;
        eh_trouble trouble = eh_sink_file_reveal(sink);
        if (trouble != EH_TROUBLE_NONE) {
            message_error("%s could not be written: %s.", files->at[i].path, eh_trouble_text(trouble));
            ok = false;
        } else if (!given->quiet)
            message_print("  %s\n", files->at[i].path);
    }
    return ok && eh_folder_settle(folder) == EH_TROUBLE_NONE;
}

/* What was hidden, for the one who publishes. */
static void say_extent(const options *given, const eh_disclosure_extent *extent) {
    size_t hidden = extent->small + extent->further;
    char share[EH_FRACTION_ROOM] = "0";
    if (extent->counts > 0)
        eh_fraction_display(eh_fraction_make((eh_wide)hidden * 100, (eh_wide)extent->counts), 1, share);
    if (hidden > 0)
        message_print(
            "Hidden: %zu of %zu counts (%s%%), %zu of them by the rule and %zu to protect these; with them %zu of %zu "
            "percentages, ratios and survey figures. An attack on everything published together found none "
            "of the hidden counts.\n",
            hidden, extent->counts, share, extent->small, extent->further, extent->others_hidden, extent->others);
    else
        message_print("No count was hidden by --suppress %s.\n", given->suppress);
    if (extent->in_tables_hidden > 0 || extent->tables_left_out > 0)
        message_print("Of breakdowns: %zu of %zu counts hidden; %zu of %zu tables left out.\n",
                      extent->in_tables_hidden, extent->in_tables, extent->tables_left_out, extent->tables);
}

static int publish(const options *given, product *p, const copies *returns, const chosen_formats *formats) {
    const char *folder = given->out ? given->out : FOLDER_PUBLISH;
    eh_trouble trouble = eh_folder_make(folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
        return EXIT_NOTHING;
    }
    eh_leftovers_remove(folder);
    pending_files files = {0};
    progress_state progress;
    progress_begin(&progress, given);
    bool ok = write_all(folder, p, returns, formats, &files) && !progress_stopped(), fit = true;
    if (ok && !given->quiet)
        message_print("Files written for publication (--suppress %s):\n", given->suppress);
    ok = reveal_all(given, folder, &files, ok);
    if (ok && !given->quiet)
        say_extent(given, &returns->extent);
    for (size_t i = 0; i < files.count; i++)
        free(files.at[i].path);
    free(files.at);
    if (!ok && progress_stopped())
        return progress_say_stopped();
    message_findings(given, p->findings, 0, 0);
    for (size_t i = 0; i < returns->count; i++) {
        if (!eh_return_complete(returns->at[i]))
            message_error("the %s return of %s is not fit to submit; what was published of it says that it is not "
                          "complete.",
                          eh_return_standard(returns->at[i]), eh_return_organisation(returns->at[i]));
        fit = fit && eh_return_complete(returns->at[i]);
    }
    return !ok ? EXIT_NOTHING : fit ? EXIT_DONE : EXIT_WRONG;
}

/* Whether the attacker found something out: then the rule is at fault and not what was asked. */
static bool was_unsafe(const eh_findings *findings) {
    bool unsafe = false;
    for (size_t i = 0; i < eh_findings_count(findings); i++)
        unsafe = unsafe || strncmp(eh_findings_at(findings, i)->code, "disclosure-unsafe", 17) == 0;
    return unsafe;
}

/* Makes the public copies of all returns together, and publishes them. */
static int disclose(const options *given, const eh_catalogue *catalogue, const return_list *returns,
                    const return_list *lasts, const chosen_formats *formats, eh_findings *findings) {
    product p = {.catalogue = catalogue, .findings = findings};
    eh_disclosure *disclosure = NULL;
    eh_status status =
        eh_disclose(catalogue, (const eh_return *const *)returns->at, (const eh_return *const *)lasts->at,
                    given->suppress, given->suppress_except, findings, &disclosure);
    if (status != EH_OK) {
        message_findings(given, findings, 0, 0);
        if (status == EH_NOMEM)
            message_error("%s.", eh_status_text(status));
        message_error("nothing was published.");
        return was_unsafe(findings) ? EXIT_WRONG : EXIT_NOTHING;
    }
    copies made = {eh_disclosed(disclosure), returns->count, eh_disclosed_extent(disclosure)};
    int result = publish(given, &p, &made, formats);
    eh_disclosure_free(disclosure);
    return result;
}

int run_publish(const options *given) {
    chosen_formats formats = {.count = 0};
    return_list returns = {0}, lasts = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0) {
        message_usage("which returns? `evenhand publish RETURN.xml...` needs at least one");
        return EXIT_NOTHING;
    }
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    bool asked = catalogue && rule_is_right(catalogue, given->suppress) &&
                 inputs_each(given->format ? given->format : "xlsx,html", take_format, &formats);
    bool read = asked && read_list(given, catalogue, &given->inputs, &returns) &&
                read_list(given, catalogue, &given->previous, &lasts) && sort_returns(&returns);
    if (read) {
        say_unused(&lasts, &returns);
        status = disclose(given, catalogue, &returns, &lasts, &formats, findings);
    } else if (asked) {
        message_error("nothing was published.");
    }
    free_list(&returns);
    free_list(&lasts);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
