/* All output of the program: results on standard output, messages and findings on standard error. */
#ifndef EH_CLI_MESSAGE_H
#define EH_CLI_MESSAGE_H

#include <stdbool.h>

#include "cli/options.h"
#include "evenhand/finding.h"

#if defined(__GNUC__)
#define LIKE_PRINTF __attribute__((format(printf, 1, 2)))
#else
#define LIKE_PRINTF
#endif

/* Results. */
LIKE_PRINTF void message_print(const char *format, ...);
void message_write(const char *text, size_t length);
/* False when standard output could not take everything; to be asked last. */
bool message_flush(void);

/* A mistake in the arguments, with a hint at the help; a plain error. Both begin "evenhand: ". */
LIKE_PRINTF void message_usage(const char *format, ...);
LIKE_PRINTF void message_error(const char *format, ...);
/* Something worth knowing, not for --quiet. */
LIKE_PRINTF void message_note(const char *format, ...);

/* Prints the findings from the `from`-th on that the options ask for: errors always, warnings and notes unless --quiet; as JSON lines with --log json.
 * `limit` is the most warnings and notes printed as text (0: all). */
void message_findings(const options *given, const eh_findings *findings, size_t from, unsigned limit);

/* Prints one finding, as text or, with --log json, as a JSON line. */
void message_finding(const options *given, const eh_finding *finding);

#endif
