/* evenhand audit: cross-examine figures that somebody printed. */
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "base/text.h"
#include "cli/audit_return.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "evenhand/audit.h"

#define FOLDER "evenhand-audit"

enum { MOST_FORMATS = 8 };
typedef struct chosen_formats {
    const char *at[MOST_FORMATS];
    size_t count;
} chosen_formats;

static bool take_format(void *context, const char *word, size_t length) {
    chosen_formats *formats = context;
    for (size_t i = 0; eh_audit_format(i); i++) {
        const char *name = eh_audit_format(i);
        if (strlen(name) != length || memcmp(name, word, length) != 0)
            continue;
        for (size_t f = 0; f < formats->count; f++)
            if (formats->at[f] == name)
                return true;
        if (formats->count < MOST_FORMATS)
            formats->at[formats->count++] = name;
        return true;
    }
    eh_buffer names = {0};
    for (size_t i = 0; eh_audit_format(i); i++)
        eh_buffer_format(&names, "%s%s", i ? ", " : "", eh_audit_format(i));
    message_usage("`evenhand audit` has no format \"%.*s\"; there are %s", (int)length, word, eh_buffer_words(&names));
    eh_buffer_free(&names);
    return false;
}

/* ---- writing ---- */

/* Formats that people read in a terminal go to standard output, one of them alone. */
static bool to_standard_output(const options *given, const chosen_formats *formats) {
    return !given->out && formats->count == 1 &&
           (strcmp(formats->at[0], "text") == 0 || strcmp(formats->at[0], "json") == 0);
}

typedef struct product {
    const eh_audit *audit;
    const char *format;
    eh_findings *findings;
} product;

static eh_status write_product(void *context, eh_sink *sink) {
    const product *p = context;
    return eh_audit_write(p->audit, p->format, p->findings, sink);
}

static bool print(const product *p) {
    char *data = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&data, &size);
    eh_status status = sink ? write_product((void *)(uintptr_t)p, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        message_write(data, size);
    else
        message_error("%s.", eh_status_text(status));
    free(data);
    return status == EH_OK;
}

static bool write_file(const options *given, const char *folder, product *p) {
    eh_buffer name = {0};
    eh_buffer_format(&name, "audit.%s", strcmp(p->format, "text") == 0 ? "txt" : p->format);
    char *path = name.failed ? NULL : eh_path_join(folder, name.data);
    bool written = path && outputs_file(path, write_product, p);
    if (written && !given->quiet)
        message_print("  %s\n", path);
    free(path);
    eh_buffer_free(&name);
    return written;
}

static bool write_audit(const options *given, const chosen_formats *formats, const eh_audit *audit,
                        eh_findings *findings) {
    product p = {.audit = audit, .format = formats->at[0], .findings = findings};
    if (to_standard_output(given, formats))
        return print(&p);
    const char *folder = given->out ? given->out : FOLDER;
    eh_trouble trouble = eh_folder_make(folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
        return false;
    }
    if (!given->quiet)
        message_print("Files written:\n");
    bool ok = true;
    for (size_t f = 0; f < formats->count; f++) {
        p.format = formats->at[f];
        ok = write_file(given, folder, &p) && ok;
    }
    return ok;
}

/* ---- the command ---- */

static int verdict(const options *given, const eh_audit *audit, const eh_findings *findings) {
    bool wrong = eh_audit_remarks_of(audit, EH_ERROR) > 0 || eh_findings_of(findings, EH_ERROR) > 0;
    if (given->strict)
        wrong = wrong || eh_audit_remarks_of(audit, EH_WARNING) > 0 || eh_findings_of(findings, EH_WARNING) > 0;
    return wrong ? EXIT_WRONG : EXIT_DONE;
}

/* Audits a table of printed figures. */
static eh_status audit_figures(const options *given, const eh_catalogue *catalogue, eh_findings *findings,
                               eh_audit **audit) {
    eh_source *source = inputs_open(given->inputs.at[0]);
    *audit = NULL;
    eh_status status = source ? eh_audit_figures(catalogue, source, NULL, findings, audit) : EH_BAD;
    eh_source_close(source);
    return status;
}

static int audit_and_write(const options *given, const chosen_formats *formats, const eh_catalogue *catalogue,
                           eh_findings *findings) {
    eh_audit *audit = NULL;
    int status = EXIT_NOTHING;
    bool of_return = audit_is_return(given->inputs.at[0]);
    eh_status made = (of_return ? audit_return : audit_figures)(given, catalogue, findings, &audit);
    size_t said = eh_findings_count(findings);
    message_findings(given, findings, 0, 0);
    if (made == EH_OK && write_audit(given, formats, audit, findings))
        status = verdict(given, audit, findings);
    else if (made == EH_CANCELLED)
        status = progress_say_stopped();
    else if (made != EH_OK && made != EH_BAD)
        message_error("%s.", eh_status_text(made));
    message_findings(given, findings, said, 0);
    eh_audit_free(audit);
    return status;
}

int run_audit(const options *given) {
    chosen_formats formats = {.count = 0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0 || (given->inputs.count > 1 && !audit_is_return(given->inputs.at[0]))) {
        message_usage("which figures? `evenhand audit FIGURES.csv` takes one table, `evenhand audit RETURN.xml "
                      "[EXTRACT...]` a submission and what it was made from");
        return EXIT_NOTHING;
    }
    if (!inputs_each(given->format ? given->format : "text", take_format, &formats) || formats.count == 0)
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue)
        status = audit_and_write(given, &formats, catalogue, findings);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
