/* Words and what they mean: one table for all lists of words, looked up folded, and the search for words within a text. */
#ifndef EH_STANDARD_WORDS_H
#define EH_STANDARD_WORDS_H

#include "base/hash.h"
#include "base/text.h"

/* Many lists in one table: a list is a number from 0 to 255, a meaning a number of the caller's. Start from {0}; eh_words_free ends it. */
typedef struct eh_words {
    eh_index *index;
    uint32_t *meanings;
    size_t room;
} eh_words;

#define EH_NO_MEANING UINT32_MAX

void eh_words_free(eh_words *words);

/* Gives a value of a list its meaning. A value that has one keeps it: EH_BAD when that is another one, and when nothing of the value is left
 * folded; EH_NOMEM. */
eh_status eh_words_add(eh_words *words, unsigned list, eh_slice value, uint32_t meaning);
/* The same, but the new meaning goes before an old one. */
eh_status eh_words_set(eh_words *words, unsigned list, eh_slice value, uint32_t meaning);
/* The meaning of a value, compared folded, or EH_NO_MEANING. */
uint32_t eh_words_find(const eh_words *words, unsigned list, eh_slice value);

/* Whether nothing of a text is left when it is folded: empty, spaces, signs. */
bool eh_says_nothing(eh_slice value);

/* A text cut into its words, each folded; `&` is the word "and". What does not fit is left off. */
enum { EH_TOKENS = 48, EH_PHRASE_TOKENS = 8 };
typedef struct eh_tokens {
    char text[EH_FOLD_ROOM]; /* the words, one behind the other */
    uint16_t starts[EH_TOKENS + 1];
    unsigned count;
} eh_tokens;
void eh_tokens_make(eh_slice text, eh_tokens *tokens);
eh_slice eh_token(const eh_tokens *tokens, unsigned i);

/* The next phrase of a list from word *at on, as whole words ("Band 8a" is found in "Band 8A - Range" and in "band8a", never in "Band 8
 * apples"); of phrases that begin at the same word the longest. Its meaning, *at behind it; EH_NO_MEANING when there is none. */
uint32_t eh_phrase_next(const eh_words *words, unsigned list, const eh_tokens *tokens, unsigned *at);

/* The next piece of a text that is cut at a character; false at the end. An empty text is one empty piece. Start with *rest the text and *more true. */
bool eh_piece_next(eh_slice *rest, bool *more, char separator, eh_slice *piece);

#endif
