#include "cli/check_result.h"

#include <stdlib.h>
#include <string.h>

#include "return/return.h"

/* ---- findings ---- */

/* What a return would need beyond these files, and what `check` says in its own words. */
static bool is_about_return(const eh_finding *finding) {
    static const eh_code codes[] = {EH_F_MISSING_FIGURES, EH_F_NO_EXTRACT, EH_F_NO_ORGANISATION};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(finding->code, eh_code_name(codes[i])) == 0)
            return true;
    return false;
}

typedef struct ordered {
    const eh_finding *finding;
    uint32_t file;
    size_t at;
} ordered;

static int compare(const void *a, const void *b) {
    const ordered *x = a, *y = b;
    if (x->finding->severity != y->finding->severity)
        return x->finding->severity > y->finding->severity ? -1 : 1;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* Findings on no file come last: EH_INDEX_NONE is the highest number. */
static bool number_files(const eh_findings *findings, ordered *list, check_result *result) {
    eh_index *files = eh_index_new();
    bool ok = files != NULL;
    for (size_t i = 0; i < eh_findings_count(findings) && ok; i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        if (is_about_return(f))
            continue;
        uint32_t file = EH_INDEX_NONE;
        if (*f->file)
            ok = (file = eh_index_add(files, eh_slice_of(f->file), NULL)) != EH_INDEX_NONE;
        list[result->finding_count++] = (ordered){f, file, i};
        result->count_of[f->severity]++;
    }
    eh_index_free(files);
    return ok;
}

static bool order_findings(const eh_findings *findings, check_result *result) {
    size_t count = eh_findings_count(findings);
    ordered *list = calloc(count + 1, sizeof *list);
    result->findings = calloc(count + 1, sizeof *result->findings);
    bool ok = list && result->findings && number_files(findings, list, result);
    if (ok && result->finding_count)
        qsort(list, result->finding_count, sizeof *list, compare);
    for (size_t i = 0; i < result->finding_count && ok; i++)
        result->findings[i] = list[i].finding;
    free(list);
    return ok;
}

/* ---- tables ---- */

static const eh_finding *first_error(const check_result *result, const char *file) {
    for (size_t i = 0; i < result->finding_count; i++)
        if (result->findings[i]->severity == EH_ERROR && strcmp(result->findings[i]->file, file) == 0)
            return result->findings[i];
    return NULL;
}

/* How many tables from `at` on are of one file of this name: a file gives at most one of each kind, but for sheets of a survey workbook, which differ
 * in their names. */
static size_t tables_of(const eh_dataset *data, size_t at, const char *file) {
    bool seen[EH_KIND_COUNT] = {false};
    size_t i = at;
    for (; i < data->sources.count; i++) {
        const eh_source_facts *facts = &data->sources.at[i];
        bool again = seen[facts->kind] && (!facts->many_years || !strcmp(facts->sheet, data->sources.at[at].sheet));
        if (strcmp(facts->file, file) != 0 || again || facts->input != data->sources.at[at].input)
            break;
        seen[facts->kind] = true;
    }
    return i - at;
}

static void add_table(check_result *result, const char *file, const eh_source_facts *facts) {
    bool used = facts && facts->used;
    result->tables[result->table_count++] = (check_table){file, facts, used ? NULL : first_error(result, file)};
    if (used)
        result->given[facts->kind] = true;
}

static bool list_tables(const inputs *in, const eh_dataset *data, check_result *result) {
    result->tables = calloc(data->sources.count + in->count + 1, sizeof *result->tables);
    if (!result->tables)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < in->count; i++) {
        const char *name = in->sources[i]->name;
        size_t count = tables_of(data, at, name);
        bool used = false;
        for (size_t t = at; t < at + count; t++) {
            add_table(result, name, &data->sources.at[t]);
            used = used || data->sources.at[t].used;
        }
        if (count == 0)
            add_table(result, name, NULL);
        result->used_files += used;
        at += count;
    }
    result->files = in->count;
    return true;
}

bool check_result_make(const inputs *in, const eh_run *run, const eh_findings *findings, eh_return **returns,
                       check_result *result) {
    result->returns = returns;
    return order_findings(findings, result) && list_tables(in, eh_run_dataset(run), result);
}

void check_result_free(check_result *result) {
    free(result->tables);
    free((void *)result->findings);
}

/* ---- what the returns say of people ---- */

static bool detail(const eh_return *ret, const char *name, uint64_t *count) {
    const eh_detail *found = eh_return_detail(ret, name, "");
    *count = found && found->value.missing == EH_PRESENT ? (uint64_t)found->value.value : 0;
    return found != NULL;
}

bool check_people_of(const eh_return *ret, check_people *people) {
    bool there = detail(ret, "assignments.kept", &people->kept);
    there = detail(ret, "assignments.folded-in", &people->folded_in) && there;
    people->people = people->kept - people->folded_in;
    return there;
}

bool check_drop_at(const eh_return *ret, size_t i, check_drop *drop) {
    static const char assignments[] = "dropped-assignments.", people[] = "dropped-people.";
    for (size_t d = 0; d < ret->detail_count; d++) {
        const eh_detail *found = &ret->details[d];
        if (strncmp(found->name, assignments, sizeof assignments - 1) != 0 || i-- > 0)
            continue;
        drop->rule = found->name + sizeof assignments - 1;
        drop->assignments = (uint64_t)found->value.value;
        drop->people = 0;
        for (size_t p = 0; p < ret->detail_count; p++)
            if (strncmp(ret->details[p].name, people, sizeof people - 1) == 0 &&
                strcmp(ret->details[p].name + sizeof people - 1, drop->rule) == 0)
                drop->people = (uint64_t)ret->details[p].value.value;
        return true;
    }
    return false;
}

bool check_unknown_of(const eh_return *ret, check_unknown *unknown) {
    bool there = detail(ret, "declaration.stated", &unknown->stated);
    there = detail(ret, "declaration.declined", &unknown->declined) && there;
    there = detail(ret, "declaration.not-held", &unknown->not_held) && there;
    there = detail(ret, "declaration.not-recognised", &unknown->not_recognised) && there;
    unknown->all = unknown->stated + unknown->declined + unknown->not_held + unknown->not_recognised;
    return there;
}

/* ---- duplicates and clashes ---- */

const char *check_duplicate_code(size_t i) {
    static const eh_code codes[] = {EH_F_SAME_ASSIGNMENT_NUMBER, EH_F_DUPLICATE_APPLICATIONS, EH_F_DUPLICATE_FIGURE};
    return i < sizeof codes / sizeof *codes ? eh_code_name(codes[i]) : NULL;
}

const char *check_clash_code(size_t i) {
    static const eh_code codes[] = {
        EH_F_SIDE_CLASH,        EH_F_DIFFERENT_ETHNIC_GROUPS,     EH_F_DIFFERENT_ETHNIC_CODES,
        EH_F_CONTRADICTS_STAFF, EH_F_DIFFERENT_DISABILITY_GROUPS, EH_F_APPOINTED_NOT_SHORTLISTED,
        EH_F_COUNTS_DISAGREE};
    return i < sizeof codes / sizeof *codes ? eh_code_name(codes[i]) : NULL;
}

bool check_has_code(const check_result *result, const char *organisation, const char *code) {
    for (size_t i = 0; i < result->finding_count; i++) {
        const eh_finding *f = result->findings[i];
        if (strcmp(f->code, code) == 0 && (!*f->organisation || strcmp(f->organisation, organisation) == 0))
            return true;
    }
    return false;
}
