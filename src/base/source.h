/* Helpers for sources and sinks. See include/evenhand/source.h for what they are. */
#ifndef EH_BASE_SOURCE_H
#define EH_BASE_SOURCE_H

#include "base/text.h"
#include "evenhand/source.h"

/* Reads a whole source of at most `limit` bytes: *data is malloc'd (the caller frees it) and NUL-terminated beyond *size. EH_BAD when it is
 * larger than the limit, EH_IO when it could not be read or ended early, EH_NOMEM; then *data is NULL. */
eh_status eh_source_read_all(eh_source *source, uint64_t limit, char **data, size_t *size);

/* Writes a buffer to a sink, which is neither committed nor aborted, and frees the buffer: EH_NOMEM when it lacks something, else what the sink said. */
eh_status eh_buffer_write(eh_buffer *buffer, eh_sink *sink);

/* Writes what has gathered in a buffer once that is much, and empties it: for results that need not stand in memory whole. After a failure, which is kept in *status, nothing is
 * written any more. Ends with eh_buffer_write_rest. */
void eh_buffer_pass(eh_buffer *buffer, eh_sink *sink, eh_status *status);
/* eh_buffer_write for what is left; the status is the first failure that there was. */
eh_status eh_buffer_write_rest(eh_buffer *buffer, eh_sink *sink, eh_status status);

#endif
