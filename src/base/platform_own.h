/* What the files of the platform share. */
#ifndef EH_BASE_PLATFORM_OWN_H
#define EH_BASE_PLATFORM_OWN_H

#include "base/platform.h"

/* What an errno means. */
eh_trouble eh_trouble_of(int error);

/* Reads a descriptor to its end, at most `limit` bytes: *data is malloc'd and the caller's, untouched when there was trouble. */
eh_trouble eh_drain(int descriptor, uint64_t limit, char **data, size_t *size);

#endif
