/* The start tags of rows: most are as the one before but for the number, and what was parsed once is compared from then on. */
#ifndef EH_EXTRACT_XLSX_ROW_TAG_H
#define EH_EXTRACT_XLSX_ROW_TAG_H

#include "extract/xlsx_scan.h"

/* What follows the number in the start tag of a row that was read; length 0: nothing is known. */
typedef struct eh_row_tail {
    char bytes[64];
    size_t length;
} eh_row_tail;

/* Reads a start tag that ends as the one that was learnt, of a row that is neither hidden nor empty. False when it is another: nothing is read then. */
bool eh_row_tag_take(const eh_row_tail *tail, eh_scan *scan, eh_slice *number);

/* Learns from a start tag that eh_lex_start has read from `begin` to `end`, in place of what was known: nothing when its number does not lead it in double quotes, or when it is
 * hidden, empty or too long. */
void eh_row_tag_learn(eh_row_tail *tail, const char *begin, const char *end, const eh_lex_tag *tag);

#endif
