/* evenhand validate: submissions against the schema, their digest and their own arithmetic.
 *
 * As JSON: {"format": "evenhand-validation", "version": 1, "files": [{"file", "verdict": "valid" | "not-valid" | "unreadable", "findings": [as with --log json]}]} */
#include "cli/finding_words.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/printed.h"

typedef struct validation {
    const options *given;
    eh_catalogue *catalogue;
    bool json;
    eh_json made; /* as text, in `out` alone */
    int worst;
} validation;

/* By exit status. */
static const char *const verdicts[] = {
    [EXIT_DONE] = "valid", [EXIT_WRONG] = "not-valid", [EXIT_NOTHING] = "unreadable"};

static void tell_json(validation *v, const char *path, int status, const eh_findings *findings) {
    eh_json *json = &v->made;
    eh_json_open(json, NULL, '{');
    eh_json_text(json, "file", path);
    eh_json_text(json, "verdict", verdicts[status]);
    eh_json_open(json, "findings", '[');
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        eh_json_open(json, NULL, '{');
        finding_members(json, eh_findings_at(findings, i));
        eh_json_close(json, '}');
    }
    eh_json_close(json, ']');
    eh_json_close(json, '}');
}

static void tell_text(validation *v, const char *path, int status, const eh_findings *findings) {
    size_t errors = eh_findings_of(findings, EH_ERROR), warnings = eh_findings_of(findings, EH_WARNING);
    if (status == EXIT_DONE)
        eh_buffer_format(&v->made.out, "%s: valid; its digest and its arithmetic agree.\n", path);
    else if (status == EXIT_WRONG)
        eh_buffer_format(&v->made.out, "%s: not valid: %zu %s.\n", path, errors ? errors : warnings,
                         errors + warnings == 1 ? "finding" : "findings");
}

/* 0 right, 1 with errors, 2 unreadable. */
static int validate(validation *v, const char *path) {
    const options *given = v->given;
    eh_findings *findings = eh_findings_new();
    eh_source *source = findings ? inputs_open(path) : NULL;
    int status = EXIT_NOTHING;
    if (source) {
        eh_status done = eh_submission_validate(v->catalogue, source, findings);
        bool wrong =
            eh_findings_of(findings, EH_ERROR) > 0 || (given->strict && eh_findings_of(findings, EH_WARNING) > 0);
        status = done == EH_OK ? (wrong ? EXIT_WRONG : EXIT_DONE) : done == EH_BAD ? EXIT_WRONG : EXIT_NOTHING;
        message_findings(given, findings, 0, 0);
    }
    if (findings)
        (v->json ? tell_json : tell_text)(v, path, status, findings);
    eh_source_close(source);
    eh_findings_free(findings);
    return status;
}

static void validate_all(validation *v) {
    const word_list *paths = &v->given->inputs;
    if (v->json) {
        eh_json_open(&v->made, NULL, '{');
        eh_json_text(&v->made, "format", "evenhand-validation");
        eh_json_whole(&v->made, "version", 1);
        eh_json_open(&v->made, "files", '[');
    }
    for (size_t i = 0; i < paths->count; i++) {
        int status = validate(v, paths->at[i]);
        v->worst = status > v->worst ? status : v->worst;
    }
    if (v->json) {
        eh_json_close(&v->made, ']');
        eh_json_close(&v->made, '}');
        eh_buffer_char(&v->made.out, '\n');
    }
}

int run_validate(const options *given) {
    validation v = {.given = given, .worst = EXIT_DONE};
    if (given->inputs.count == 0) {
        message_usage("which submissions? `evenhand validate RETURN.xml...` needs at least one");
        return EXIT_NOTHING;
    }
    if (!printed_format(given, "validate", &v.json))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    v.catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (v.catalogue)
        validate_all(&v);
    bool told =
        v.catalogue && ((given->quiet && !v.json && !given->out) || printed(given, "validation", v.json, &v.made.out));
    eh_buffer_free(&v.made.out);
    eh_catalogue_free(v.catalogue);
    eh_findings_free(findings);
    return told ? v.worst : EXIT_NOTHING;
}
