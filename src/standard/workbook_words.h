/* What people read in the working workbook: templates/workbook.csv and templates/workbook-notes.csv. */
#ifndef EH_STANDARD_WORKBOOK_WORDS_H
#define EH_STANDARD_WORKBOOK_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_book_word {
#define EH_BOOK_WORD(name, id) EH_BOOK_##name,
#include "standard/workbook_words.def"
#undef EH_BOOK_WORD
    EH_BOOK_WORD_COUNT
} eh_book_word;

/* A text of the workbook; {1}, {2}, {3} in it stand for what the workbook puts in. Never NULL, lives as long as the catalogue. */
const char *eh_book_word_text(const eh_catalogue *catalogue, eh_book_word word);

/* A note of the sheet of notes: what a word or figure means. */
typedef struct eh_book_note {
    const char *subject, *text;
} eh_book_note;
/* The notes in the order of the file. */
const eh_book_note *eh_book_notes(const eh_catalogue *catalogue, size_t *count);

#endif
