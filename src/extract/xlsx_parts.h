/* What a workbook consists of: from the package's relationships to its sheets, its texts and its formats. */
#ifndef EH_EXTRACT_XLSX_PARTS_H
#define EH_EXTRACT_XLSX_PARTS_H

#include "base/arena.h"
#include "extract/xlsx_zip.h"

/* A worksheet. */
typedef struct eh_sheet {
    const char *name;
    const char *part; /* in its one form; "" when the workbook does not say where it is */
    bool hidden;      /* or very hidden */
} eh_sheet;

typedef struct eh_workbook {
    eh_sheet *sheets; /* in the order of the workbook; charts, dialogs and macro sheets left out */
    unsigned sheet_count;
    bool system_1904;
    const char *strings, *styles; /* their parts, or NULL when the workbook has none */
} eh_workbook;

/* Follows the relationships (ECMA-376 part 2, 9.3) from the package to the workbook and from there to its parts. All strings are put in the
 * arena. EH_BAD, with its finding, when the package holds no workbook or a part cannot be read. */
eh_status eh_workbook_read(eh_package *package, eh_arena *arena, eh_findings *findings, eh_workbook *workbook);

#endif
