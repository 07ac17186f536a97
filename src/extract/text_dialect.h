/* Which character parts the cells of a text file. */
#ifndef EH_EXTRACT_TEXT_DIALECT_H
#define EH_EXTRACT_TEXT_DIALECT_H

#include "extract/text_rows.h"

/* Fills in the delimiter (comma, semicolon, tab, bar, tilde) and the line ends of a reader, from its first EH_LIMIT_SNIFF bytes: the delimiter that a first
 * line `sep=;` names; else the one under which a row is judged best as headings (`judge` may be NULL); else the one that gives
 * the most even rows, then the most columns; else the comma. EH_NOMEM, EH_IO. */
eh_status eh_text_dialect_choose(eh_text_reader *reader, eh_judge judge, void *context);

#endif
