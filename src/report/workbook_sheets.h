/* The sheets of the working workbook, in their order. */
#ifndef EH_REPORT_WORKBOOK_SHEETS_H
#define EH_REPORT_WORKBOOK_SHEETS_H

#include "report/workbook_book.h"
#include "return/return.h"

void eh_sheet_cover(eh_book *book, const eh_edition *edition, const eh_return *ret);
/* Return and Intervals: the second refers to the cells of the first. */
void eh_sheet_return(eh_book *book, const eh_edition *edition, const eh_return *ret);
void eh_sheet_notes(eh_book *book, const eh_edition *edition, const eh_return *ret);
void eh_sheet_quality(eh_book *book, const eh_return *ret);
void eh_sheet_details(eh_book *book, const eh_return *ret);
void eh_sheet_sources(eh_book *book, const eh_return *ret);

/* The names and purposes of the sheets, for the cover; ends with a NULL name. */
typedef struct eh_sheet_purpose {
    const char *name, *purpose;
} eh_sheet_purpose;
extern const eh_sheet_purpose eh_sheet_purposes[];

#endif
