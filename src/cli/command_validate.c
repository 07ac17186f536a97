/* evenhand validate: submissions against the schema, their digest and their own arithmetic. */
#include "cli/inputs.h"
#include "cli/message.h"

/* 0 right, 1 with errors, 2 unreadable. */
static int validate(const options *given, const eh_catalogue *catalogue, const char *path) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = findings ? inputs_open(path) : NULL;
    int status = EXIT_NOTHING;
    if (source) {
        eh_status done = eh_submission_validate(catalogue, source, findings);
        size_t errors = eh_findings_of(findings, EH_ERROR), warnings = eh_findings_of(findings, EH_WARNING);
        message_findings(given, findings, 0, 0);
        bool wrong = errors > 0 || (given->strict && warnings > 0);
        status = done == EH_OK ? (wrong ? EXIT_WRONG : EXIT_DONE) : done == EH_BAD ? EXIT_WRONG : EXIT_NOTHING;
        if (!given->quiet && status == EXIT_DONE)
            message_print("%s: valid; its digest and its arithmetic agree.\n", path);
        else if (!given->quiet && status == EXIT_WRONG)
            message_print("%s: not valid: %zu %s.\n", path, errors ? errors : warnings,
                          errors + warnings == 1 ? "finding" : "findings");
    }
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

int run_validate(const options *given) {
    int worst = EXIT_DONE;
    if (given->inputs.count == 0) {
        message_usage("which submissions? `evenhand validate RETURN.xml...` needs at least one");
        return EXIT_NOTHING;
    }
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    for (size_t i = 0; i < given->inputs.count && catalogue; i++) {
        int status = validate(given, catalogue, given->inputs.at[i]);
        worst = status > worst ? status : worst;
    }
    if (!catalogue)
        worst = EXIT_NOTHING;
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return worst;
}
