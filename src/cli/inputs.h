/* The extracts named on the command line: files, standard input, folders. */
#ifndef EH_CLI_INPUTS_H
#define EH_CLI_INPUTS_H

#include "cli/progress.h"
#include "evenhand/run.h"

/* Opens every extract that the options name and adds it to the run; what is read of them is reported to the progress. The sources are kept, NULL-terminated, until
 * inputs_free; `added` counts those that could be used. False when an argument names nothing that can be opened (said already), or memory ran out. */
typedef struct inputs {
    eh_source **sources;
    size_t count, added;
    eh_status status; /* EH_OK, EH_NOMEM or EH_CANCELLED */
    progress_state *progress;
} inputs;
bool inputs_add(const options *given, eh_run *run, progress_state *progress, inputs *in);
void inputs_free(inputs *in);

/* The catalogue that --templates and --mapping ask for; NULL after saying what is wrong. */
eh_catalogue *inputs_catalogue(const options *given, eh_findings *findings);

/* Opens a file; NULL after saying why it could not be. */
eh_source *inputs_open(const char *path);
/* Opens a table that an option names, if it does; false after saying why it could not be. */
bool inputs_table(const char *path, eh_source **source);
/* Reads a submission; NULL after saying what is wrong with it. */
eh_return *inputs_return(const options *given, const char *path);

/* The list of a comma-separated option: calls `take` for each word; false as soon as it is false. */
bool inputs_each(const char *list, bool (*take)(void *context, const char *word, size_t length), void *context);

#endif
