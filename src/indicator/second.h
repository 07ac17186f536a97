/* The second reckoning of a run (verify/plain.h): its rows are kept as text while they are read, and its returns are held against them. */
#ifndef EH_INDICATOR_SECOND_H
#define EH_INDICATOR_SECOND_H

#include "evenhand/run.h"
#include "record/dataset.h"
#include "verify/plain.h"

/* Shows a book everything that is read from now on. The watch must live as long as the dataset reads. */
eh_row_watch eh_second_watch(eh_plain_book *book);

/* Reckons each return (NULL-terminated) a second time; `only` is the code that blank ones mean, or NULL. EH_BAD with a finding each where a figure differs, and
 * where the extracts were too large; EH_NOMEM. */
eh_status eh_second_check(const eh_plain_book *book, const eh_catalogue *catalogue, const eh_run_options *options,
                          const char *only, eh_findings *findings, eh_return *const *returns);

#endif
