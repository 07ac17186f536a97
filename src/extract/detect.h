/* What a file is, by its content: names lie, and people are sent all sorts of files. */
#ifndef EH_EXTRACT_DETECT_H
#define EH_EXTRACT_DETECT_H

#include <stddef.h>

#include "evenhand/finding.h"
#include "evenhand/source.h"

typedef enum eh_file_kind {
    EH_FILE_TEXT,    /* delimited text, as far as can be told */
    EH_FILE_PACKAGE, /* a zip file that may well be a workbook: its reader knows */
} eh_file_kind;

/* Tells what a source is, of which `head` are the first `length` bytes (as far as EH_LIMIT_SNIFF). EH_BAD, with a finding that names it and says what to do,
 * for what is neither text nor perhaps a workbook; EH_IO, with a finding, when it cannot be read. */
eh_status eh_detect(eh_source *source, const char *head, size_t length, eh_findings *findings, eh_file_kind *kind);

#endif
