/* Many submissions at once: the returns that `compare` and `progress` take. */
#ifndef EH_CLI_SUBMISSIONS_H
#define EH_CLI_SUBMISSIONS_H

#include "cli/options.h"
#include "evenhand/return.h"

typedef struct submissions {
    eh_return **at; /* NULL-terminated, in the order of the arguments; of a folder by name */
    size_t count;
} submissions;

/* For the edition: all of them. */
enum { EVERY_EDITION = -1 };

/* Reads every submission that the arguments name: files, and of folders the files that end in .xml; those of the collection year `edition`, or else of the newest
 * edition of their standard, (with EVERY_EDITION all) and those of the edition `also` (0 for none) are read whole and validated, of the others their headers. Several threads read; what is wrong with any is said, in their order, and then it is
 * false. Free with submissions_free either way. */
bool submissions_read(const options *given, const eh_catalogue *catalogue, int edition, int also, submissions *list);
void submissions_free(submissions *list);

#endif
