/* What people read about a figure traced to its rows: templates/trace.csv. */
#ifndef EH_STANDARD_TRACE_WORDS_H
#define EH_STANDARD_TRACE_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_trace_word {
#define EH_TRACE_WORD(name, id) EH_TRACES_##name,
#include "standard/trace_words.def"
#undef EH_TRACE_WORD
    EH_TRACE_WORD_COUNT
} eh_trace_word;

/* A text; {1} to {3} in it stand for what is put in. Never NULL, lives as long as the catalogue. */
const char *eh_trace_word_text(const eh_catalogue *catalogue, eh_trace_word word);

#endif
