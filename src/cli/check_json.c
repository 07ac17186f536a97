/* The result of a check as JSON. All names are stable; what does not apply is left out.
 *
 * {"format": "evenhand-check", "version": 1,
 *  "edition": 2025, "edition-from": "option" | "extracts",         (left out when it is not told)
 *  "files": [{"file", "used", "kind", "sheet", "hidden", "format": "text" | "xlsx", "shape": what it is when it is no plain table, "encoding", "separator", "line-ends",
 *             "days-from": 1900 | 1904, "heading-row", "rows", "blank-rows", "total-rows", "remark-rows", "hidden-rows",
 *             "columns": [{"column": "Ethnic Origin", "heading": as written, "at": "K"}],
 *             "not-needed": [headings as written], "absent": [columns of the kind that are not there]}],
 *  "organisations": [{"organisation", "edition", "duplicates": [codes], "clashes": [codes],
 *             "standards": [{"standard", "people", "assignments-kept", "folded-in",
 *                            "dropped": [{"rule", "assignments", "people"}],
 *                            "stated", "declined", "not-held", "not-recognised", and of the last four the percentages
 *                            "stated-percentage" ...}]}],
 *  "kinds-missing": [kinds of extract that a whole return needs and no file is],
 *  "findings": [as with --log json; errors first]} */
#include <string.h>

#include "base/fraction.h"
#include "cli/check_result.h"
#include "cli/finding_words.h"
#include "return/return.h"

static void columns_members(eh_json *json, const eh_source_facts *facts) {
    eh_field first, last;
    char letters[8];
    eh_kind_fields(facts->kind, &first, &last);
    eh_json_open(json, "columns", '[');
    for (eh_field f = first; f <= last; f++) {
        if (!facts->has[f])
            continue;
        column_letters(facts->column[f], letters);
        eh_json_open(json, NULL, '{');
        eh_json_text(json, "column", eh_field_heading(f));
        eh_json_text(json, "heading", facts->heading[f]);
        if (facts->column[f])
            eh_json_text(json, "at", letters);
        eh_json_close(json, '}');
    }
    eh_json_close(json, ']');
    eh_json_open(json, "not-needed", '[');
    for (unsigned i = 0; i < facts->unmatched_count; i++)
        eh_json_text(json, NULL, facts->unmatched[i]);
    eh_json_close(json, ']');
    eh_json_open(json, "absent", '[');
    for (eh_field f = first; f <= last; f++)
        if (!facts->has[f])
            eh_json_text(json, NULL, eh_field_heading(f));
    eh_json_close(json, ']');
}

static void facts_members(eh_json *json, const eh_source_facts *facts) {
    const char separator[2] = {facts->delimiter, '\0'};
    eh_json_text(json, "kind", eh_kind_word(facts->kind));
    eh_json_text_if(json, "sheet", facts->sheet);
    if (facts->format == EH_FORMAT_XLSX)
        eh_json_yes(json, "hidden", facts->hidden);
    eh_json_text(json, "format", facts->format == EH_FORMAT_XLSX ? "xlsx" : "text");
    eh_json_text_if(json, "shape", facts->shape);
    eh_json_text_if(json, "encoding", facts->encoding);
    eh_json_text_if(json, "separator", separator);
    eh_json_text_if(json, "line-ends", facts->line_ends);
    if (facts->format == EH_FORMAT_XLSX)
        eh_json_whole(json, "days-from", facts->system_1904 ? 1904 : 1900);
    eh_json_whole(json, "heading-row", facts->heading_row);
    eh_json_whole(json, "rows", facts->rows);
    eh_json_whole(json, "blank-rows", facts->blank_rows);
    eh_json_whole(json, "total-rows", facts->total_rows);
    eh_json_whole(json, "remark-rows", facts->remark_rows);
    eh_json_whole(json, "hidden-rows", facts->hidden_rows);
    columns_members(json, facts);
}

static void percentage(eh_json *json, const char *name, uint64_t part, uint64_t all) {
    eh_fraction value = eh_fraction_make((eh_wide)part * 100, (eh_wide)all);
    if (eh_fraction_defined(value))
        eh_json_number(json, name, eh_fraction_double(value));
}

static void unknown_members(eh_json *json, const check_unknown *unknown) {
    eh_json_whole(json, "stated", unknown->stated);
    eh_json_whole(json, "declined", unknown->declined);
    eh_json_whole(json, "not-held", unknown->not_held);
    eh_json_whole(json, "not-recognised", unknown->not_recognised);
    percentage(json, "stated-percentage", unknown->stated, unknown->all);
    percentage(json, "declined-percentage", unknown->declined, unknown->all);
    percentage(json, "not-held-percentage", unknown->not_held, unknown->all);
    percentage(json, "not-recognised-percentage", unknown->not_recognised, unknown->all);
}

static void standard_members(eh_json *json, const eh_return *ret) {
    check_people people;
    check_unknown unknown;
    check_drop drop;
    eh_json_open(json, NULL, '{');
    eh_json_text(json, "standard", eh_standard_id(ret->standard));
    if (check_people_of(ret, &people)) {
        eh_json_whole(json, "people", people.people);
        eh_json_whole(json, "assignments-kept", people.kept);
        eh_json_whole(json, "folded-in", people.folded_in);
        eh_json_open(json, "dropped", '[');
        for (size_t i = 0; check_drop_at(ret, i, &drop); i++) {
            eh_json_open(json, NULL, '{');
            eh_json_text(json, "rule", drop.rule);
            eh_json_whole(json, "assignments", drop.assignments);
            eh_json_whole(json, "people", drop.people);
            eh_json_close(json, '}');
        }
        eh_json_close(json, ']');
    }
    if (check_unknown_of(ret, &unknown))
        unknown_members(json, &unknown);
    eh_json_close(json, '}');
}

static void codes_members(eh_json *json, const check_result *result, const char *organisation, const char *name,
                          const char *(*code_at)(size_t)) {
    eh_json_open(json, name, '[');
    for (size_t i = 0; code_at(i); i++)
        if (check_has_code(result, organisation, code_at(i)))
            eh_json_text(json, NULL, code_at(i));
    eh_json_close(json, ']');
}

static void organisations_members(eh_json *json, const check_result *result) {
    eh_json_open(json, "organisations", '[');
    for (size_t i = 0; result->returns && result->returns[i];) {
        const char *organisation = result->returns[i]->organisation;
        eh_json_open(json, NULL, '{');
        eh_json_text(json, "organisation", organisation);
        eh_json_whole(json, "edition", (uint64_t)result->returns[i]->edition);
        codes_members(json, result, organisation, "duplicates", check_duplicate_code);
        codes_members(json, result, organisation, "clashes", check_clash_code);
        eh_json_open(json, "standards", '[');
        for (; result->returns[i] && strcmp(result->returns[i]->organisation, organisation) == 0; i++)
            standard_members(json, result->returns[i]);
        eh_json_close(json, ']');
        eh_json_close(json, '}');
    }
    eh_json_close(json, ']');
}

static void files_members(eh_json *json, const check_result *result) {
    eh_json_open(json, "files", '[');
    for (size_t i = 0; i < result->table_count; i++) {
        const check_table *table = &result->tables[i];
        eh_json_open(json, NULL, '{');
        eh_json_text(json, "file", table->file);
        eh_json_yes(json, "used", table->facts && table->facts->used);
        if (table->facts)
            facts_members(json, table->facts);
        eh_json_close(json, '}');
    }
    eh_json_close(json, ']');
}

void check_write_json(const check_result *result, eh_buffer *out) {
    eh_json json = {.out = *out};
    eh_json_open(&json, NULL, '{');
    eh_json_text(&json, "format", "evenhand-check");
    eh_json_whole(&json, "version", 1);
    if (result->edition) {
        eh_json_whole(&json, "edition", (uint64_t)result->edition);
        eh_json_text(&json, "edition-from", result->edition_given ? "option" : "extracts");
    }
    files_members(&json, result);
    organisations_members(&json, result);
    eh_json_open(&json, "kinds-missing", '[');
    for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++)
        if (!result->given[kind] && kind != EH_KIND_COUNTS)
            eh_json_text(&json, NULL, eh_kind_word(kind));
    eh_json_close(&json, ']');
    eh_json_open(&json, "findings", '[');
    for (size_t i = 0; i < result->finding_count; i++) {
        eh_json_open(&json, NULL, '{');
        finding_members(&json, result->findings[i]);
        eh_json_close(&json, '}');
    }
    eh_json_close(&json, ']');
    eh_json_end(&json);
    *out = json.out;
}
