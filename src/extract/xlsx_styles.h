/* A workbook's cell formats: which of them show a number as a day, a time or a percentage. */
#ifndef EH_EXTRACT_XLSX_STYLES_H
#define EH_EXTRACT_XLSX_STYLES_H

#include "extract/xlsx_xml.h"

/* What each cell format shows (EH_SHOWS_..., see xlsx_number.h), by its number. Start from {0}, which is a workbook without formats. */
typedef struct eh_styles {
    unsigned char *shows;
    uint32_t count;
} eh_styles;

/* Reads the part of the formats. EH_BAD with its finding. More than EH_LIMIT_STYLES formats are not read: it is EH_BAD. */
eh_status eh_styles_read(eh_package *package, const char *part, eh_findings *findings, eh_styles *styles);
void eh_styles_free(eh_styles *styles);

/* What a number format's code shows: "dd/mm/yyyy" a date, "[h]:mm" a time, "0.0%" a percentage, "0 \"days\"" nothing. */
unsigned eh_format_code_shows(eh_slice code);
/* The same of a number format that Excel has built in (ECMA-376 part 1, 18.8.30). */
unsigned eh_format_id_shows(uint32_t id);

#endif
