#include "report/formats.h"

#include <string.h>

static const void *row_at(eh_formats formats, size_t i) {
    return i < formats.count ? (const char *)formats.rows + i * formats.row_size : NULL;
}

const char *eh_format_at(eh_formats formats, size_t i) {
    const char *const *name = row_at(formats, i);
    return name ? *name : NULL;
}

const void *eh_format_find(eh_formats formats, const char *name) {
    for (size_t i = 0; i < formats.count; i++)
        if (strcmp(eh_format_at(formats, i), name) == 0)
            return row_at(formats, i);
    return NULL;
}

eh_status eh_format_unknown(eh_findings *findings, const char *name) {
    return eh_refuse(findings, EH_F_REPORT_UNKNOWN_FORMAT, (eh_place){0}, name, NULL);
}
