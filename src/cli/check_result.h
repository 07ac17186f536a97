/* What `evenhand check` found out, ready to be written as text or JSON. */
#ifndef EH_CLI_CHECK_RESULT_H
#define EH_CLI_CHECK_RESULT_H

#include "cli/inputs.h"
#include "indicator/run.h"

/* One table of a file, or a file of which no table could be used. */
typedef struct check_table {
    const char *file;
    const eh_source_facts *facts; /* NULL: nothing is known of it */
    const eh_finding *why_not;    /* the first error on a file that was not used, or NULL */
} check_table;

typedef struct check_result {
    const eh_catalogue *catalogue;
    check_table *tables; /* in the order of the input */
    size_t table_count, files, used_files;
    eh_return **returns; /* NULL-terminated, by organisation; NULL when there are none */
    int edition;         /* 0: not told */
    bool edition_given;
    const eh_finding *
        *findings; /* errors first, then warnings, then notes; within them by file in the order of the input */
    size_t finding_count, count_of[EH_ERROR + 1];
    bool given[EH_KIND_COUNT]; /* an extract of the kind was used */
} check_result;

/* Puts together what a run knows. `returns` may be NULL; whatever is handed over stays the caller's and must outlive the result. False when out of memory;
 * check_result_free is right either way. Findings that speak of what a return would need beyond these files are left out: a check judges the files. */
bool check_result_make(const inputs *in, const eh_run *run, const eh_findings *findings, eh_return **returns,
                       check_result *result);
void check_result_free(check_result *result);

/* The people of one return: every assignment kept, less those folded in. False when the return has no staff extract. */
typedef struct check_people {
    uint64_t people, kept, folded_in;
} check_people;
bool check_people_of(const eh_return *ret, check_people *people);

/* The i-th rule that drops assignments, with how many and how many people are out by it; false at the end. */
typedef struct check_drop {
    const char *rule; /* "not-started", "ended", "status", or a category's word */
    uint64_t assignments, people;
} check_drop;
bool check_drop_at(const eh_return *ret, size_t i, check_drop *drop);

/* How many said what they are. False when the return has no workforce with the standard's column. */
typedef struct check_unknown {
    uint64_t stated, declined, not_held, not_recognised, all;
} check_unknown;
bool check_unknown_of(const eh_return *ret, check_unknown *unknown);

/* Codes of findings that are duplicates, and that are clashes; the i-th, NULL at the end. */
const char *check_duplicate_code(size_t i);
const char *check_clash_code(size_t i);
/* Whether an organisation has a finding with this code (findings without an organisation are everybody's). */
bool check_has_code(const check_result *result, const char *organisation, const char *code);

/* The result as text and as JSON, appended; memory failure is sticky in the buffer. */
void check_write_text(const check_result *result, eh_buffer *out);
void check_write_json(const check_result *result, eh_buffer *out);

#endif
