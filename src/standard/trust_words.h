/* What people read about how far a return can be trusted: templates/trust.csv. */
#ifndef EH_STANDARD_TRUST_WORDS_H
#define EH_STANDARD_TRUST_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_trust_word {
#define EH_TRUST_WORD(name, id) EH_TRUST_##name,
#include "standard/trust_words.def"
#undef EH_TRUST_WORD
    EH_TRUST_WORD_COUNT
} eh_trust_word;

/* A text; {1} to {3} in it stand for what is put in. Never NULL, lives as long as the catalogue. */
const char *eh_trust_word_text(const eh_catalogue *catalogue, eh_trust_word word);

#endif
