/* Returns from memory to memory, through the public headers alone: what a program that embeds the library does. */
#ifndef EH_TESTS_MEMORY_RUN_H
#define EH_TESTS_MEMORY_RUN_H

#include "evenhand/report.h"
#include "evenhand/run.h"

/* A staff extract of ten people (6 White, 3 BME, 1 unknown; 2 Disabled, 7 non-disabled, 1 unknown), all nurses in band 5 but for one clerk in band 2,
 * and their 15 applications (White 4 appointed of 10, BME 1 of 5). Organisation XMM. */
extern const char memory_staff[], memory_applicants[];

/* Computes the returns of 2025 from sources. Findings go to `findings`. */
eh_status memory_compute(const eh_catalogue *catalogue, eh_source *const *sources, size_t count, eh_findings *findings,
                         eh_progress progress, eh_return ***returns);
/* The two extracts above: WRES first, then WDES. Fails the test when they cannot be computed. */
eh_return **memory_returns(const eh_catalogue *catalogue, eh_findings *findings);
void memory_free(eh_return **returns);

/* One return in one format: malloc'd, NUL-terminated beyond *size; NULL when the status is not EH_OK. */
eh_status memory_write(const eh_catalogue *catalogue, const eh_return *ret, const char *format, eh_findings *findings,
                       char **data, size_t *size);

#endif
