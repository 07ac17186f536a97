/* The publication workbook, for the files that make it: its notes, its sheets, and what they share. */
#ifndef EH_REPORT_PUBLICATION_BOOK_H
#define EH_REPORT_PUBLICATION_BOOK_H

#include "base/hash.h"
#include "report/page.h"
#include "report/publication.h"
#include "report/workbook_book.h"

enum { EH_PUBLIC_SHEETS = 32, EH_PUBLIC_COLUMNS = 24 };

/* A sheet of data: its name, which its table bears too, and its title. */
typedef struct eh_public_sheet {
    const char *name, *title;
} eh_public_sheet;

typedef struct eh_public_book {
    eh_book *book;
    eh_page page;    /* the words, and the return that is being written */
    eh_arena *arena; /* of what lives until the workbook is written */
    eh_index *notes; /* texts of notes in the order of their first use: number 0 is [note 1] */
    eh_public_sheet sheets[EH_PUBLIC_SHEETS];
    unsigned sheet_count;
    lxw_format *link;
    unsigned worksheets;
} eh_public_book;

/* A text of page.csv, made up, in the arena; "" when out of memory, which the book knows then. */
const char *eh_public_text(eh_public_book *b, eh_page_word word, const char *one, const char *two, const char *three);
/* The number of the note with this text, from 1; 0 for "" and when out of memory. */
unsigned eh_public_note(eh_public_book *b, const char *text);
/* A new sheet whose columns have these widths. */
eh_sheet eh_public_sheet_new(eh_public_book *b, const char *name, const eh_column *columns, unsigned count);

/* The sheets of data of `page.ret`. */
void eh_public_data(eh_public_book *b);

#endif
