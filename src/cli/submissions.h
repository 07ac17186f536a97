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

/* Which returns are read whole. */
typedef struct submissions_wish {
    int edition;  /* of a collection year; 0: of the newest edition of each standard; or EVERY_EDITION */
    int also;     /* those of this edition too, or 0 */
    bool earlier; /* those of earlier editions too, where there are at most EH_LIMIT_BESIDE organisations */
} submissions_wish;

/* Reads every submission that the arguments name: files, and of folders the files that end in .xml. Those that are wished for are read whole and validated, of the others their
 * headers. Several threads read; what is wrong with any is said, in their order, and then it is false;
 * false also when a signal asked to stop (progress_stopped), of which nothing is said. Free with submissions_free either way. */
bool submissions_read(const options *given, const eh_catalogue *catalogue, const submissions_wish *wish,
                      submissions *list);
void submissions_free(submissions *list);

#endif
