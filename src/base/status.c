#include "evenhand/status.h"

#include <stddef.h>

const char *eh_status_text(eh_status status) {
    static const char *const texts[] = {
        [EH_OK] = "done",
        [EH_END] = "no more",
        [EH_BAD] = "the input cannot be used",
        [EH_NOMEM] = "out of memory",
        [EH_IO] = "could not read or write",
        [EH_CANCELLED] = "cancelled",
    };
    size_t i = (size_t)status;
    return i < sizeof texts / sizeof *texts ? texts[i] : "unknown status";
}
