#include "standard/words.h"

#include <stdlib.h>
#include <string.h>

/* A key of the table: the list's number and the folded value. */
typedef struct word_key {
    char text[1 + EH_FOLD_ROOM];
    size_t length;
} word_key;

static eh_slice make_key(word_key *key, unsigned list, eh_slice value) {
    key->text[0] = (char)list;
    key->length = 1 + eh_fold(value, key->text + 1, EH_FOLD_ROOM);
    return (eh_slice){key->text, key->length};
}

void eh_words_free(eh_words *words) {
    eh_index_free(words->index);
    free(words->meanings);
    *words = (eh_words){0};
}

static bool make_room(eh_words *words, size_t count) {
    if (count <= words->room)
        return true;
    size_t room = words->room ? words->room * 2 : 4096;
    uint32_t *meanings = realloc(words->meanings, room * sizeof *meanings);
    if (!meanings)
        return false;
    words->meanings = meanings;
    words->room = room;
    return true;
}

/* Adds or finds a value; *place is where its meaning is kept. */
static eh_status place_of(eh_words *words, unsigned list, eh_slice value, bool *added, uint32_t **place) {
    word_key key;
    eh_slice text = make_key(&key, list, value);
    if (text.length == 1)
        return EH_BAD;
    if (!words->index && !(words->index = eh_index_new()))
        return EH_NOMEM;
    if (!make_room(words, (size_t)eh_index_count(words->index) + 1))
        return EH_NOMEM;
    uint32_t number = eh_index_add(words->index, text, added);
    if (number == EH_INDEX_NONE)
        return EH_NOMEM;
    *place = &words->meanings[number];
    return EH_OK;
}

eh_status eh_words_add(eh_words *words, unsigned list, eh_slice value, uint32_t meaning) {
    bool added = false;
    uint32_t *place = NULL;
    eh_status status = place_of(words, list, value, &added, &place);
    if (status != EH_OK)
        return status;
    if (added)
        *place = meaning;
    return *place == meaning ? EH_OK : EH_BAD;
}

eh_status eh_words_set(eh_words *words, unsigned list, eh_slice value, uint32_t meaning) {
    bool added = false;
    uint32_t *place = NULL;
    eh_status status = place_of(words, list, value, &added, &place);
    if (status == EH_OK)
        *place = meaning;
    return status;
}

uint32_t eh_words_find(const eh_words *words, unsigned list, eh_slice value) {
    if (!words->index)
        return EH_NO_MEANING;
    word_key key;
    uint32_t number = eh_index_find(words->index, make_key(&key, list, value));
    return number == EH_INDEX_NONE ? EH_NO_MEANING : words->meanings[number];
}

bool eh_says_nothing(eh_slice value) {
    char some[8];
    return eh_fold(value, some, sizeof some) == 0;
}

/* Ends the word that is being read, if there is one. */
static void end_token(eh_tokens *tokens, size_t length) {
    if (length > tokens->starts[tokens->count])
        tokens->starts[++tokens->count] = (uint16_t)length;
}

void eh_tokens_make(eh_slice text, eh_tokens *tokens) {
    size_t length = 0;
    tokens->count = 0;
    tokens->starts[0] = 0;
    while (text.length && tokens->count < EH_TOKENS) {
        uint32_t code;
        size_t size = eh_utf8_next(text, &code);
        char piece[8];
        size_t n = eh_fold((eh_slice){text.at, size}, piece, sizeof piece);
        if (n > sizeof tokens->text - length)
            break;
        if (n == 0 || code == '&')
            end_token(tokens, length);
        if (n && tokens->count < EH_TOKENS) {
            memcpy(tokens->text + length, piece, n);
            length += n;
        }
        if (code == '&' && tokens->count < EH_TOKENS)
            end_token(tokens, length);
        text.at += size;
        text.length -= size;
    }
    if (tokens->count < EH_TOKENS)
        end_token(tokens, length);
}

eh_slice eh_token(const eh_tokens *tokens, unsigned i) {
    return (eh_slice){tokens->text + tokens->starts[i], (size_t)(tokens->starts[i + 1] - tokens->starts[i])};
}

uint32_t eh_phrase_next(const eh_words *words, unsigned list, const eh_tokens *tokens, unsigned *at) {
    for (unsigned start = *at; start < tokens->count; start++) {
        unsigned most = tokens->count - start < EH_PHRASE_TOKENS ? tokens->count - start : EH_PHRASE_TOKENS;
        for (unsigned taken = most; taken > 0; taken--) {
            size_t length = (size_t)(tokens->starts[start + taken] - tokens->starts[start]);
            uint32_t meaning = eh_words_find(words, list, (eh_slice){tokens->text + tokens->starts[start], length});
            if (meaning != EH_NO_MEANING) {
                *at = start + taken;
                return meaning;
            }
        }
    }
    *at = tokens->count;
    return EH_NO_MEANING;
}

bool eh_piece_next(eh_slice *rest, bool *more, char separator, eh_slice *piece) {
    if (!*more)
        return false;
    const char *end = rest->length ? memchr(rest->at, separator, rest->length) : NULL;
    *more = end != NULL;
    size_t length = end ? (size_t)(end - rest->at) : rest->length;
    *piece = eh_trim((eh_slice){rest->at, length});
    if (end) {
        rest->at = end + 1;
        rest->length -= length + 1;
    }
    return true;
}
