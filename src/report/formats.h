/* Tables of writers: an array of rows whose first member is the name of the format. */
#ifndef EH_REPORT_FORMATS_H
#define EH_REPORT_FORMATS_H

#include <stddef.h>

#include "base/finding.h"

typedef struct eh_formats {
    const void *rows;
    size_t count, row_size;
} eh_formats;

#define EH_FORMATS(table) ((eh_formats){(table), sizeof(table) / sizeof *(table), sizeof *(table)})

/* The name of the i-th format; NULL at the end. */
const char *eh_format_at(eh_formats formats, size_t i);
/* The row of a format, or NULL. */
const void *eh_format_find(eh_formats formats, const char *name);
/* What a writer says when there is no such format: EH_BAD with the finding, or EH_NOMEM. */
eh_status eh_format_unknown(eh_findings *findings, const char *name);

#endif
