/* Words around the data: totals below them, everybody beside the groups, the edition in a title. */
#include "standard/vocabulary_private.h"

static uint32_t find(const eh_catalogue *catalogue, eh_list list, eh_slice value) {
    return eh_words_find(&catalogue->vocabulary->words, list, value);
}

bool eh_begins_with_total(const eh_catalogue *catalogue, eh_slice value) {
    eh_tokens tokens;
    eh_tokens_make(value, &tokens);
    for (unsigned n = 1; n <= tokens.count && n <= EH_PHRASE_TOKENS; n++)
        if (find(catalogue, EH_LIST_TOTAL_ROW, (eh_slice){tokens.text, tokens.starts[n]}) != EH_NO_MEANING)
            return true;
    return false;
}

bool eh_means_applications(const eh_catalogue *catalogue, eh_slice heading) {
    return find(catalogue, EH_LIST_APPLICATIONS, heading) != EH_NO_MEANING;
}

bool eh_means_everybody(const eh_catalogue *catalogue, eh_slice value) {
    return find(catalogue, EH_LIST_EVERYBODY, value) != EH_NO_MEANING;
}

enum { YEAR_DIGITS = 4 };

/* The year that a word ends with, and how long the word is before it; 0 for none. */
static int year_at_end(eh_slice word, size_t *before) {
    int year = 0;
    size_t digits = 0;
    while (digits < word.length && word.at[word.length - digits - 1] >= '0' && word.at[word.length - digits - 1] <= '9')
        digits++;
    if (digits != YEAR_DIGITS)
        return 0;
    *before = word.length - digits;
    for (size_t i = *before; i < word.length; i++)
        year = year * 10 + (word.at[i] - '0');
    return year;
}

unsigned eh_title_years(const eh_catalogue *catalogue, eh_slice title, int *years, unsigned room) {
    const eh_words *words = &catalogue->vocabulary->words;
    unsigned count = 0;
    size_t before;
    eh_tokens tokens;
    eh_tokens_make(title, &tokens);
    for (unsigned i = 0; i < tokens.count && count < room; i++) { /* "WRES2025" */
        eh_slice word = eh_token(&tokens, i);
        int year = year_at_end(word, &before);
        if (year && before && find(catalogue, EH_LIST_TITLE_YEAR, (eh_slice){word.at, before}) != EH_NO_MEANING)
            years[count++] = year;
    }
    for (unsigned at = 0; eh_phrase_next(words, EH_LIST_TITLE_YEAR, &tokens, &at) != EH_NO_MEANING && count < room;) {
        int year = at < tokens.count ? year_at_end(eh_token(&tokens, at), &before) : 0;
        if (year && before == 0)
            years[count++] = year;
    }
    return count;
}
