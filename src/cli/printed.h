/* What a command has to say, as text or JSON: on standard output, or in the folder that --out names. */
#ifndef EH_CLI_PRINTED_H
#define EH_CLI_PRINTED_H

#include "base/text.h"
#include "cli/options.h"

/* Which form --format asks for: *json is false for text and when it asks for none. False, and said, for a form that the command `name` does not have. */
bool printed_format(const options *given, const char *name, bool *json);

/* Prints what was made; with --out it is the file FOLDER/STEM.txt or FOLDER/STEM.json instead, which is named unless --quiet. False, and said, when memory or the
 * disk did not do. */
bool printed(const options *given, const char *stem, bool json, const eh_buffer *made);

#endif
