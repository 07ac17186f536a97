/* What people read in pages and workbooks of progress: templates/progress.csv. */
#ifndef EH_STANDARD_PROGRESS_WORDS_H
#define EH_STANDARD_PROGRESS_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_progress_word {
#define EH_PROGRESS_WORD(name, id) EH_SAYS_##name,
#include "standard/progress_words.def"
#undef EH_PROGRESS_WORD
    EH_PROGRESS_WORD_COUNT
} eh_progress_word;

/* A text; {1} to {3} in it stand for what is put in. Never NULL, lives as long as the catalogue. */
const char *eh_progress_word_text(const eh_catalogue *catalogue, eh_progress_word word);

#endif
