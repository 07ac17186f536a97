/* Helpers for sources. See include/evenhand/source.h for what a source is. */
#ifndef EH_BASE_SOURCE_H
#define EH_BASE_SOURCE_H

#include "evenhand/source.h"

/* Reads a whole source of at most `limit` bytes: *data is malloc'd (the caller frees it) and NUL-terminated beyond *size. EH_BAD when it is
 * larger than the limit, EH_IO when it could not be read or ended early, EH_NOMEM; then *data is NULL. */
eh_status eh_source_read_all(eh_source *source, uint64_t limit, char **data, size_t *size);

#endif
