/* A worksheet's rows, one at a time, in memory that does not grow with the sheet. */
#ifndef EH_EXTRACT_XLSX_SHEET_H
#define EH_EXTRACT_XLSX_SHEET_H

#include "extract/xlsx_cell.h"
#include "extract/xlsx_parts.h"

typedef struct eh_sheet_rows eh_sheet_rows;

/* Starts on a sheet's part. Package, sheet and context stay the caller's and outlive the rows. A part that is missing is told by the first
 * eh_sheet_next. */
eh_status eh_sheet_open(eh_package *package, const eh_sheet *sheet, const eh_cell_context *context,
                        eh_sheet_rows **rows);

/* As eh_rows_next. Once the last row was given, or the sheet is found damaged, what was met in it (formulas without values, cells out
 * of order) is said; `findings` may be NULL. A damaged sheet gives the rows before the damage, then EH_BAD with its finding. */
eh_status eh_sheet_next(eh_sheet_rows *rows, eh_findings *findings, const eh_row **row);
eh_rows_facts eh_sheet_seen(const eh_sheet_rows *rows);
/* How many rows, blank ones too, were read without libxml2 so far; to tell that the fast way is taken. */
uint64_t eh_sheet_scanned(const eh_sheet_rows *rows);
void eh_sheet_close(eh_sheet_rows *rows); /* NULL is allowed */

#endif
