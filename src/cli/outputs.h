/* Writing the files of a run: whole or not at all, on several threads. */
#ifndef EH_CLI_OUTPUTS_H
#define EH_CLI_OUTPUTS_H

#include "cli/options.h"
#include "evenhand/report.h"
#include "evenhand/run.h"

/* Writes every return in every format into the folder. What went wrong is said; findings of the writers go to `findings`. Returns how many files could not be
 * written. */
size_t outputs_write(const options *given, const eh_catalogue *catalogue, eh_return *const *returns,
                     const word_list *formats, const char *folder, eh_findings *findings);

/* Whether the i-th return has a file of this format of its own: the page stands under the first return of an organisation and edition. */
bool outputs_has_file(eh_return *const *returns, size_t i, const char *format);

/* "FOLDER/ORG-standard-edition.ENDING", or "FOLDER/ORG-edition.html" for the page; malloc'd; NULL when out of memory. */
char *outputs_path(const char *folder, const eh_return *ret, const char *format);

/* Writes one file through `write`; says what went wrong and returns false then. */
bool outputs_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context);

/* Writes FOLDER/mapping-todo.csv when some value was not recognised; *written says whether. Where nothing is left to do and an earlier run's list is
 * still there, says that it is out of date. False, and said, when it could not be written. */
bool outputs_mapping_todo(const eh_run *run, const char *folder, bool *written);

#endif
