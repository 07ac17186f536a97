/* evenhand audit: cross-examine figures that somebody printed. */
#include <string.h>

#include "cli/audit_return.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/products.h"
#include "cli/progress.h"
#include "evenhand/audit.h"

/* ---- writing ---- */

/* Formats that people read in a terminal go to standard output, one of them alone. */
static bool to_standard_output(const options *given, const product_formats *formats) {
    return !given->out && formats->count == 1 &&
           (strcmp(formats->at[0], "text") == 0 || strcmp(formats->at[0], "json") == 0);
}

static eh_status write_audit(const void *audit, const char *format, eh_findings *findings, eh_sink *sink) {
    return eh_audit_write(audit, format, findings, sink);
}

static bool write_or_print(const options *given, const product_formats *formats, const eh_audit *audit,
                           eh_findings *findings) {
    const product_order order = {
        .thing = audit, .write = write_audit, .folder = given->out ? given->out : FOLDER_AUDIT, .stem = "audit"};
    if (to_standard_output(given, formats))
        return products_print(&order, formats->at[0], findings);
    return products_write(given, &order, formats);
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
    const eh_unpacking limits = {.most_bytes = given->max_unpacked, .most_ratio = (uint32_t)given->max_ratio};
    eh_status status = source ? eh_audit_figures(catalogue, source, &limits, findings, audit) : EH_BAD;
    eh_source_close(source);
    return status;
}

static int audit_and_write(const options *given, const product_formats *formats, const eh_catalogue *catalogue,
                           eh_findings *findings) {
    eh_audit *audit = NULL;
    int status = EXIT_NOTHING;
    bool of_return = audit_is_return(given->inputs.at[0]);
    eh_status made = (of_return ? audit_return : audit_figures)(given, catalogue, findings, &audit);
    size_t said = eh_findings_count(findings);
    message_findings(given, findings, 0, 0);
    if (made == EH_OK && write_or_print(given, formats, audit, findings))
        status = verdict(given, audit, findings);
    else if (made == EH_CANCELLED || progress_stopped())
        status = progress_say_stopped();
    else if (made != EH_OK && made != EH_BAD)
        message_error("%s.", eh_status_text(made));
    message_findings(given, findings, said, 0);
    eh_audit_free(audit);
    return status;
}

int run_audit(const options *given) {
    product_formats formats = {.count = 0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0 || (given->inputs.count > 1 && !audit_is_return(given->inputs.at[0]))) {
        message_usage("which figures? `evenhand audit FIGURES.csv` takes one table, `evenhand audit RETURN.xml "
                      "[EXTRACT...]` a submission and what it was made from");
        return EXIT_NOTHING;
    }
    if (!product_formats_read(given, "audit", "text", eh_audit_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue)
        status = audit_and_write(given, &formats, catalogue, findings);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
