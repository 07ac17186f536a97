/* What people read in a comparison's page and workbook: templates/comparison.csv. */
#ifndef EH_STANDARD_COMPARISON_WORDS_H
#define EH_STANDARD_COMPARISON_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_comparison_word {
#define EH_COMPARISON_WORD(name, id) EH_COMPARED_##name,
#include "standard/comparison_words.def"
#undef EH_COMPARISON_WORD
    EH_COMPARISON_WORD_COUNT
} eh_comparison_word;

/* A text; {1} to {3} in it stand for what is put in. Never NULL, lives as long as the catalogue. */
const char *eh_comparison_word_text(const eh_catalogue *catalogue, eh_comparison_word word);

#endif
