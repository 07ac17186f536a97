/* Making findings. See include/evenhand/finding.h for what a finding is. */
#ifndef EH_BASE_FINDING_H
#define EH_BASE_FINDING_H

#include <stdbool.h>

#include "evenhand/finding.h"
#include "evenhand/status.h"

/* Every finding there is: EH_F_<NAME>, from the one table. */
typedef enum eh_code {
#define EH_FINDING(name, severity, code, text, advice) EH_F_##name,
#include "base/finding_codes.def"
#undef EH_FINDING
    EH_F_COUNT
} eh_code;

/* Where a finding is. Leave out what does not apply: (eh_place){.file = name, .row = 7}. Strings are copied. */
typedef struct eh_place {
    const char *organisation, *standard, *item, *file, *sheet, *heading;
    uint64_t row;
    unsigned column;
} eh_place;

/* Records a finding `count` times over. Findings that agree in everything but row and count are one: the first row is kept and
 * the counts are added. In the sentence of the code, {value} stands for `value`, {n} for the final count, {1} and {2} for the two
 * further words; each may be NULL; {n|person|people} is the word for one or for more. An advice may hold {1} and {2}. `value` must come from a coded column. Returns EH_OK, or EH_NOMEM. Beyond
 * EH_LIMIT_FINDINGS distinct findings further ones are counted in one last finding, which is an error when one of them was. A count of 0 is no
 * finding. Copies are cut at EH_LIMIT_EXCERPT bytes and freed of control characters and bytes that are not UTF-8. Until the whole list is read, a list
 * must be used by one thread at a time: reading a finding puts its sentence together. */
eh_status eh_found(eh_findings *findings, eh_code code, eh_place place, uint64_t count, const char *value,
                   const char *one, const char *two);

/* A finding that ends what was tried: EH_BAD, or EH_NOMEM when it cannot be recorded. */
eh_status eh_refuse(eh_findings *findings, eh_code code, eh_place place, const char *one, const char *two);

/* A finding on the way: *status becomes EH_NOMEM when it cannot be recorded, EH_BAD by an error where all was well so far. */
void eh_found_along(eh_status *status, eh_findings *findings, eh_code code, eh_place place, uint64_t count,
                    const char *one, const char *two);

/* The same as eh_found; *counter is where the finding is counted, for those who find it again and again and have kept it: they may add to it as long as the list lives. NULL for
 * one that is counted among further ones. */
eh_status eh_found_counter(eh_findings *findings, eh_code code, eh_place place, uint64_t count, const char *value,
                           const char *one, const char *two, uint64_t **counter);

/* Carries the findings that `keep` likes over into another list without their places but for the item, so that what several files or sheets
 * gave becomes one finding. */
eh_status eh_findings_distil(const eh_findings *from, bool (*keep)(void *context, const eh_finding *finding),
                             void *context, eh_findings *to);
/* The same of those from `first` up to `end`. */
eh_status eh_findings_distil_some(const eh_findings *from, size_t first, size_t end,
                                  bool (*keep)(void *context, const eh_finding *finding), void *context,
                                  eh_findings *to);

/* Adds the findings of another list, places and all, as if they were found now. */
eh_status eh_findings_append(const eh_findings *from, eh_findings *to);

/* The sentence of a finding as a publication may carry it: a raw value that fewer than ten bear is not named. The caller frees
 * it; NULL when out of memory. */
char *eh_finding_public_text(const eh_findings *findings, size_t i);

/* The stable code and severity of an eh_code. */
const char *eh_code_name(eh_code code);
eh_severity eh_code_severity(eh_code code);

#endif
