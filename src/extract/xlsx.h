/* Workbooks (XLSX, XLSM, XLTX: Office Open XML, transitional and strict) as a reader behind extract/reader.h. */
#ifndef EH_EXTRACT_XLSX_H
#define EH_EXTRACT_XLSX_H

#include "evenhand/finding.h"
#include "evenhand/source.h"
#include "extract/reader.h"

/* Opens a workbook that is a zip file by its content. `unpacking` may be NULL. The source stays the caller's and must outlive the reader. Worksheets are the
 * tables, in the workbook's order, hidden ones included and marked; sheets of charts and dialogs are left out.
 * EH_BAD, with a finding, for a zip file that is no workbook, is damaged or goes beyond a limit; *reader is then NULL.
 * A worksheet that is damaged itself is told by the reading of its rows. One reader and its rows belong to one thread at a time. */
eh_status eh_xlsx_open(eh_source *source, const eh_unpacking *unpacking, eh_findings *findings, eh_reader **reader);

#endif
