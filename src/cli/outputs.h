/* Writing the files of a run: whole or not at all, on several threads. */
#ifndef EH_CLI_OUTPUTS_H
#define EH_CLI_OUTPUTS_H

#include "base/platform.h"
#include "cli/progress.h"
#include "evenhand/report.h"
#include "evenhand/run.h"

/* The files of a run: every return in every format, and mapping-todo.csv when some value was not recognised, into one folder. */
typedef struct outputs_order {
    const options *given;
    const eh_catalogue *catalogue;
    const eh_run *run;
    eh_return *const *returns;
    const word_list *formats;
    const char *folder;
    eh_findings *findings; /* takes the writers' findings */
} outputs_order;

/* Writes them. All get their names together, once every one is whole and on the disk: when anything fails before, or a signal asks to stop, none of them is there and
 * earlier files stay as they were, which is said. Only when a name that could be given when its file was begun cannot be given at the end (a folder has been put
 * in its place, or its folder is gone) are some files new and others not; that is said too. *todo says whether there is a mapping-todo.csv. */
bool outputs_write(const outputs_order *order, progress_state *progress, bool *todo);

/* Whether the i-th return has a file of this format of its own: the page stands under the first return of an organisation and edition; breakdowns have one when
 * there are any. */
bool outputs_has_file(eh_return *const *returns, size_t i, const char *format);

/* "FOLDER/ORG-standard-edition.ENDING", or "FOLDER/ORG-edition.html" for the page; malloc'd; NULL when out of memory. */
char *outputs_path(const char *folder, const eh_return *ret, const char *format);

/* One file in two steps, for those that are made beside each other. `begin` makes it by `write` under a hidden name and waits until it is on the disk; it says nothing, and may be called by
 * several threads for a draft each. `end` gives it its name, or says what went wrong and returns false. */
typedef struct outputs_draft {
    eh_sink *sink; /* NULL when there is nothing to be named */
    eh_status status;
    eh_trouble trouble;
} outputs_draft;
void outputs_begin(outputs_draft *draft, const char *path, bool private,
                   eh_status (*write)(void *context, eh_sink *sink), void *context);
bool outputs_end(outputs_draft *draft, const char *path);
/* In place of `end`, or for a draft that was never begun ({0}): nothing is left. */
void outputs_drop(outputs_draft *draft);

/* Writes one file through `write`; says what went wrong and returns false then. */
bool outputs_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context);
/* The same; only its owner can read it. */
bool outputs_private_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context);

/* Writes FOLDER/mapping-todo.csv alone, when some value was not recognised; *written says whether. Where nothing is left to do and an earlier run's list is
 * still there, says that it is out of date. False, and said, when it could not be written. */
bool outputs_mapping_todo(const eh_run *run, const char *folder, bool *written);

#endif
