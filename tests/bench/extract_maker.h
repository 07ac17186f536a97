/* Rows of invented HR extracts, for measuring. The same kind and number of rows give the same rows on every machine: whole numbers alone decide, and nothing is
 * asked of the host.
 *
 * Up to 20,000 rows are one organisation's, more are those of 210 organisations of uneven size, one after the other. Staff beyond 2 million rows are yearly
 * files of 1.5 million, in which everybody is new. About one staff row in thirty is a second assignment of the person before, one row in five has a
 * text that needs quotes. */
#ifndef EXTRACT_MAKER_H
#define EXTRACT_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAKER_COLUMNS = 17 }; /* of the wider kind */

typedef enum maker_kind { MAKER_STAFF, MAKER_APPLICANTS } maker_kind;
typedef enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_DATE } cell_kind;

typedef struct cell {
    const char *text; /* what a text file shows, without quotes */
    uint32_t length;
    int32_t serial; /* of a date: the day as a spreadsheet counts it */
    cell_kind kind;
    bool quoted; /* the text has a comma or a quote */
} cell;

typedef struct extract_maker extract_maker;

extract_maker *maker_new(maker_kind kind, uint64_t rows); /* NULL when out of memory */
void maker_free(extract_maker *maker);
/* The headings, *count of them; they belong to the maker. */
const cell *maker_headings(const extract_maker *maker, size_t *count);
/* The next row, as many cells as headings, which lasts until the next call; NULL after the last. */
const cell *maker_next(extract_maker *maker);
/* Of the rows made so far: people (staff) or applications, and organisations. */
uint64_t maker_people(const extract_maker *maker);
uint64_t maker_organisations(const extract_maker *maker);
/* A number below limit, of a sequence that `state` begins and carries on. */
uint64_t maker_draw(uint64_t *state, uint64_t limit);

#endif
