/* Whether a part of a workbook is well-formed XML, told in one pass without a tree, for XML that is as plain as libraries write it. */
#ifndef EH_REPORT_WORKBOOK_PLAIN_H
#define EH_REPORT_WORKBOOK_PLAIN_H

#include <stdbool.h>

#include "base/text.h"

/* What was seen on the way. */
typedef struct eh_plain_xml {
    eh_slice root;  /* the name of the outermost element */
    bool has_cells; /* there is a sheetData within it */
} eh_plain_xml;

/* True when `xml` is well-formed for certain. False says nothing: comments, sections of other kinds, deep nesting, many attributes or a fault; a whole parser will tell. `skipped`,
 * which lies within, is taken for well-formed content that was looked at elsewhere; {NULL, 0} for none. EH_LEX_PAD bytes behind the end may be read. */
bool eh_plain_xml_is(eh_slice xml, eh_slice skipped, eh_plain_xml *seen);

#endif
