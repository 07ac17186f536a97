/* Calendar dates as days; no time zone, no locale, no time_t. */
#ifndef EH_BASE_DATE_H
#define EH_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Days since 1 January 1970 in the proleptic Gregorian calendar. */
typedef int32_t eh_date;
#define EH_NO_DATE INT32_MIN

eh_date eh_date_make(int year, int month, int day); /* EH_NO_DATE when there is no such day; years 1 to 9999 */
void eh_date_split(eh_date date, int *year, int *month, int *day);
/* "2025-03-31" into `out` (11 bytes of room). */
void eh_date_write(eh_date date, char out[11]);
/* "31 March 2025" into `out` (20 bytes of room). */
void eh_date_words(eh_date date, char out[20]);

typedef enum eh_date_reading {
    EH_DATE_BLANK,      /* nothing there */
    EH_DATE_READ,       /* a day */
    EH_DATE_IMPOSSIBLE, /* of a known form but no such day read day-first, as 03/31/2025: perhaps month-first */
    EH_DATE_UNREADABLE, /* nothing that is known as a date */
} eh_date_reading;

/* Reads a date as extracts write it: 2025-03-31, 2025/03/31, 31/03/2025, 31-03-2025, 31.03.2025, 31/03/25 (two digits: 00-49 are 20xx), 31-Mar-2025,
 * 31 March 2025, 31-Mar-25, 20250331, any of them with a time behind (space or T), and an Excel serial of the 1900 system (a plain number from 1 to
 * 2958465, with or without a fraction; eight digits that make a yyyymmdd are that). Day first always. */
eh_date_reading eh_date_read(eh_slice text, eh_date *date);

/* The day of an Excel serial number (whole part), in the 1900 system (serial 60, a day that never was, is 28 February 1900) or the 1904 one;
 * EH_NO_DATE outside 0 to 2958465. */
eh_date eh_date_from_serial(int64_t serial, bool system_1904);

#endif
