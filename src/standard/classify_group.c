/* Whose group: ethnic origin and disability (rules.md section 3). */
#include "standard/vocabulary_private.h"

#include <string.h>

static bool letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Spaces, dashes, the colon, slashes and the bar end the code that a value begins with. */
static bool ends_code(eh_slice rest) {
    uint32_t c;
    if (rest.length == 0)
        return true;
    eh_utf8_next(rest, &c);
    return (c >= '\t' && c <= '\r') || c == ' ' || c == '-' || c == ':' || c == '/' || c == '\\' || c == '|' ||
           c == 0xA0 || (c >= 0x2000 && c <= 0x2015) || c == 0x2212;
}

/* The code that is the first token of a value, or EH_NO_MEANING. The first letter of a word is none. */
static uint32_t leading_code(const struct eh_vocabulary *v, eh_slice value) {
    value = eh_trim(value);
    size_t length = 0;
    while (length < value.length && length < 3 && letter_or_digit(value.at[length]))
        length++;
    if (length < 1 || length > 2 || !ends_code((eh_slice){value.at + length, value.length - length}))
        return EH_NO_MEANING;
    return eh_words_find(&v->words, EH_LIST_ETHNIC_CODE, (eh_slice){value.at, length});
}

static eh_ethnicity as_ethnicity(const eh_ethnic_code *code) {
    eh_ethnicity result = {.known = code->known, .group = code->group, .level = code->level};
    memcpy(result.code, code->code, sizeof result.code);
    return result;
}

eh_ethnicity eh_read_ethnicity(const struct eh_vocabulary *v, eh_slice value) {
    eh_ethnicity nothing = {.known = EH_BLANK, .group = EH_UNKNOWN, .level = EH_LEVEL_NONE};
    if (eh_says_nothing(value))
        return nothing;
    uint32_t number = eh_words_find(&v->words, EH_LIST_ETHNIC, value);
    if (number == EH_NO_MEANING)
        number = leading_code(v, value);
    if (number != EH_NO_MEANING)
        return as_ethnicity(&v->codes[number]);
    nothing.known = EH_UNMAPPED;
    return nothing;
}

eh_ethnicity eh_ethnicity_of(const eh_catalogue *catalogue, eh_slice value) {
    return eh_read_ethnicity(catalogue->vocabulary, eh_mapped(catalogue->vocabulary, EH_MAP_ETHNIC, value));
}

eh_ethnic_level eh_ethnic_level_of(const eh_catalogue *catalogue, const char *code, bool census_2011) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t number = eh_words_find(&v->words, EH_LIST_ETHNIC_CODE, eh_slice_of(code));
    if (number == EH_NO_MEANING)
        return EH_LEVEL_NONE;
    return census_2011 ? v->codes[number].level_2011 : v->codes[number].level;
}

/* What the parts of a value say, as a set of bits: the value whole where it is known, else its parts between the first of the separators, and so
 * on. Names of conditions have commas in them, so bars and semicolons go first. */
static unsigned disability_says(const struct eh_vocabulary *v, eh_slice value, const char *separators) {
    if (eh_says_nothing(value))
        return 1u << EH_SAYS_BLANK;
    uint32_t meaning = eh_words_find(&v->words, EH_LIST_DISABILITY, value);
    if (meaning != EH_NO_MEANING)
        return 1u << meaning;
    if (separators[0] == '\0')
        return 1u << EH_SAYS_UNMAPPED;
    unsigned says = 0;
    bool more = true;
    eh_slice part;
    while (eh_piece_next(&value, &more, separators[0], &part))
        says |= disability_says(v, part, separators + 1);
    return says;
}

eh_disability eh_read_disability(const struct eh_vocabulary *v, eh_slice value) {
    unsigned says = disability_says(v, value, "|;,");
    bool yes = says & (1u << EH_SAYS_DISABLED | 1u << EH_SAYS_CONDITION);
    bool no = says & 1u << EH_SAYS_NON_DISABLED;
    if (says & 1u << EH_SAYS_UNMAPPED || (yes && no))
        return (eh_disability){.known = EH_UNMAPPED, .group = EH_UNKNOWN};
    if (yes)
        return (eh_disability){EH_STATED, 0, !(says & 1u << EH_SAYS_DISABLED)};
    if (no)
        return (eh_disability){EH_STATED, 1, false};
    return (eh_disability){(says & 1u << EH_SAYS_DECLINED) ? EH_DECLINED : EH_BLANK, EH_UNKNOWN, false};
}

eh_disability eh_disability_of(const eh_catalogue *catalogue, eh_slice value) {
    return eh_read_disability(catalogue->vocabulary, eh_mapped(catalogue->vocabulary, EH_MAP_DISABILITY, value));
}

eh_sex eh_sex_of(const eh_catalogue *catalogue, eh_slice value) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t meaning;
    eh_known known = eh_list_find(v, EH_LIST_GENDER, eh_mapped(v, EH_MAP_GENDER, value), &meaning);
    return known == EH_STATED ? (eh_sex)meaning : EH_SEX_OTHER_OR_NOT_STATED;
}
