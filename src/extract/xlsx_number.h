/* A worksheet's numbers as text: plain decimals, and serial numbers as dates. Integer arithmetic; no locale. */
#ifndef EH_EXTRACT_XLSX_NUMBER_H
#define EH_EXTRACT_XLSX_NUMBER_H

#include <stdbool.h>

#include "base/text.h"

#define EH_NUMBER_ROOM 400

/* What a cell's format shows of a number. */
enum { EH_SHOWS_DATE = 1, EH_SHOWS_TIME = 2, EH_SHOWS_PERCENT = 4 };

/* Writes the number that a cell holds ("2.0000001E7", "0.53333000000000004") rounded to 15 significant digits, half away from zero, which
 * is what Excel itself keeps, as a plain decimal ("20000001", "0.53333"); NUL-terminated. Returns its length, 0 for what is no number
 * or beyond what a double can be. */
size_t eh_number_plain(eh_slice raw, char out[EH_NUMBER_ROOM]);

/* Whether a number stands there as it is to be written: at most 15 digits, none of them idle, and perhaps a minus and a point. Not empty. */
bool eh_number_is_plain(eh_slice raw);

/* Writes a plain decimal (as eh_number_plain gives it) that a format shows as a day or a time: "2025-03-31", or "2025-03-31 14:05:00" when
 * the format shows times and the time is not midnight, rounded to the second. Returns its length; 0 when it stays a number: it is
 * negative, beyond the year 9999, or below one day under a format that shows times alone. */
size_t eh_number_date(eh_slice plain, unsigned shows, bool system_1904, char out[EH_NUMBER_ROOM]);

/* The same for a date written as ISO 8601 (t="d"): "2025-03-31", "2025-03-31T14:05:00.000Z". 0 for anything else. */
size_t eh_number_iso_date(eh_slice text, unsigned shows, char out[EH_NUMBER_ROOM]);

#endif
