/* evenhand check --accessibility: an audit of workbooks, whoever made them.
 *
 * As JSON: {"format": "evenhand-accessibility", "version": 1, "files": [{"file", "read": true | false, "findings": [as with --log json]}]}. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/platform.h"
#include "cli/finding_words.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "extract/access.h"
#include "standard/page_words.h"

typedef struct audits {
    const options *given;
    eh_access_words words;
    eh_json json; /* of all files; unused for text */
    bool is_json;
    size_t files, findings, unread;
} audits;

/* ---- what is said ---- */

static void say_text(const audits *a, const eh_findings *findings, const char *path) {
    size_t count = eh_findings_count(findings);
    eh_buffer words = {0};
    if (a->given->quiet)
        return;
    message_print("%s: %s%zu %s.\n", path, count ? "" : "passes; ", count, count == 1 ? "finding" : "findings");
    for (size_t i = 0; i < count; i++) {
        eh_finding shown = *eh_findings_at(findings, i);
        shown.file = "";
        eh_buffer_format(&words, "  %zu. %s, ", i + 1, eh_severity_text(shown.severity));
        finding_words(&words, &shown);
        eh_buffer_char(&words, '\n');
    }
    if (words.length)
        message_write(words.data, words.length);
    eh_buffer_free(&words);
}

static void say_json(audits *a, const eh_findings *findings, const char *path, bool read) {
    eh_json_open(&a->json, NULL, '{');
    eh_json_text(&a->json, "file", eh_path_name(path));
    eh_json_yes(&a->json, "read", read);
    eh_json_open(&a->json, "findings", '[');
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        eh_json_open(&a->json, NULL, '{');
        finding_members(&a->json, eh_findings_at(findings, i));
        eh_json_close(&a->json, '}');
    }
    eh_json_close(&a->json, ']');
    eh_json_close(&a->json, '}');
}

/* ---- files ---- */

static bool audit_file(audits *a, const char *path) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = findings ? inputs_open(path) : NULL;
    eh_status status = source ? eh_access_audit(source, &a->words, findings) : EH_IO;
    bool read = status == EH_OK, ok = status != EH_NOMEM && source;
    if (ok) {
        a->files++;
        a->unread += !read;
        a->findings += eh_findings_count(findings);
        if (a->is_json)
            say_json(a, findings, path, read);
        else
            say_text(a, findings, path);
        for (size_t i = 0; i < eh_findings_count(findings) && a->given->log; i++)
            message_finding(a->given, eh_findings_at(findings, i));
    } else if (source)
        message_error("%s.", eh_status_text(status));
    eh_source_close(source);
    eh_findings_free(findings);
    return ok;
}

static bool is_workbook(const char *name) {
    static const char *const endings[] = {".xlsx", ".xlsm", ".xltx"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (length > 5 && strcmp(name + length - 5, endings[i]) == 0)
            return true;
    return false;
}

/* Of a folder the workbooks, by their names. */
static bool audit_folder(audits *a, const char *path) {
    eh_names names = {0};
    eh_trouble trouble = eh_folder_list(path, &names);
    bool ok = trouble == EH_TROUBLE_NONE;
    if (!ok)
        message_error("%s: %s.", path, eh_trouble_text(trouble));
    for (size_t i = 0; i < names.count; i++) {
        char *whole = is_workbook(names.names[i]) ? eh_path_join(path, names.names[i]) : NULL;
        if (whole)
            ok = audit_file(a, whole) && ok;
        free(whole);
    }
    eh_names_free(&names);
    return ok;
}

static bool audit_all(audits *a) {
    bool ok = true;
    if (a->is_json) {
        eh_json_open(&a->json, NULL, '{');
        eh_json_text(&a->json, "format", "evenhand-accessibility");
        eh_json_whole(&a->json, "version", 1);
        eh_json_open(&a->json, "files", '[');
    }
    for (size_t i = 0; i < a->given->inputs.count; i++) {
        const char *path = a->given->inputs.at[i];
        ok = (eh_is_folder(path) ? audit_folder(a, path) : audit_file(a, path)) && ok;
    }
    if (a->is_json) {
        eh_json_close(&a->json, ']');
        eh_json_close(&a->json, '}');
        eh_buffer_char(&a->json.out, '\n');
        ok = ok && !a->json.out.failed;
        if (ok)
            message_write(a->json.out.data, a->json.out.length);
    } else if (!a->given->quiet && a->files)
        message_print("Rows F1 (plain writing), P1 (spelling) and P2 (the spreadsheet program's own checker) need a "
                      "person.\n");
    return ok;
}

int run_accessibility(const options *given) {
    audits a = {.given = given, .is_json = given->format && strcmp(given->format, "json") == 0};
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    bool ok = false;
    if (catalogue) {
        a.words = (eh_access_words){eh_page_word_text(catalogue, EH_PAGE_AUDIT_EMPTY_WORDS),
                                    eh_page_word_text(catalogue, EH_PAGE_AUDIT_COUNT_WORDS)};
        ok = audit_all(&a);
        if (ok && !a.files)
            message_error("there is no workbook (.xlsx) to audit.");
    }
    eh_buffer_free(&a.json.out);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return !ok || a.unread == a.files ? EXIT_NOTHING : a.findings ? EXIT_WRONG : EXIT_DONE;
}
