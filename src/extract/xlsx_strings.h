/* A workbook's shared strings, each kept once, and the texts of cells. */
#ifndef EH_EXTRACT_XLSX_STRINGS_H
#define EH_EXTRACT_XLSX_STRINGS_H

#include "extract/xlsx_xml.h"

/* All strings, trimmed, end to end. Start from {0}, which is a workbook without shared strings. */
typedef struct eh_strings {
    eh_buffer bytes;
    uint32_t *ends;
    uint32_t count, room;
    /* Numbers of those in which U+FFFD stands for bytes that are no characters, ascending. */
    uint32_t *repaired;
    uint32_t repaired_count, repaired_room;
} eh_strings;

/* Reads the part of the shared strings: of each the text of its runs, phonetic ones left out. EH_BAD with its finding, also beyond
 * EH_LIMIT_STRINGS. Strings longer than EH_LIMIT_CELL are cut, with a finding. */
eh_status eh_strings_read(eh_package *package, const char *part, eh_findings *findings, eh_strings *strings);
void eh_strings_free(eh_strings *strings);

/* The string of a number below `count`. Valid as long as the strings. */
static inline eh_slice eh_strings_at(const eh_strings *strings, uint32_t number) {
    uint32_t start = number == 0 ? 0 : strings->ends[number - 1], end = strings->ends[number];
    return end == start ? (eh_slice){NULL, 0} : (eh_slice){strings->bytes.data + start, end - start};
}
/* Whether it is one of the repaired. */
bool eh_strings_repaired(const eh_strings *strings, uint32_t number);

/* The text of one cell or string while its pieces come in. */
typedef struct eh_cell_text {
    eh_buffer bytes;
    size_t run; /* where the present run begins: escapes do not reach over runs */
    bool cut;   /* longer than EH_LIMIT_CELL */
} eh_cell_text;

void eh_cell_text_start(eh_cell_text *text);
void eh_cell_text_add(eh_cell_text *text, const char *bytes, size_t length); /* failure is sticky in bytes.failed */
/* Ends a run: reads its escapes _xHHHH_ (ECMA-376 part 1, 22.9.2.19), surrogate pairs together. */
void eh_cell_text_end_run(eh_cell_text *text);

#endif
