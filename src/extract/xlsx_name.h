/* The names of a package's parts (ECMA-376 part 2). */
#ifndef EH_EXTRACT_XLSX_NAME_H
#define EH_EXTRACT_XLSX_NAME_H

#include "base/text.h"

/* Writes the one form of a part's name (ECMA-376 part 2, 9.1.1): lower case, forward slashes, no leading slash, percent escapes
 * read, "." and ".." resolved. `folder` is in that form already, "" or ending in a slash; a `name` with a leading slash leaves it out.
 * The buffer is overwritten. EH_BAD for a name that is empty or climbs out of the package. */
eh_status eh_part_name(eh_slice folder, eh_slice name, eh_buffer *out);

#endif
