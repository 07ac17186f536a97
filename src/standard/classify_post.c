/* What post somebody holds: clinical or not, band, medical row, assignment category and status (rules.md sections 2 and 3). */
#include "standard/vocabulary_private.h"

#include <string.h>

enum { OCCUPATION_CODE_LENGTH = 4 };

static bool letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* How many letters and digits a text begins with. */
static size_t leading_token(eh_slice text) {
    size_t length = 0;
    while (length < text.length && (letter(text.at[length]) || digit(text.at[length])))
        length++;
    return length;
}

/* An occupation code by its longest known beginning; `Null` and the like begin as codes do and are none. A mapping may also name a
 * side, as a staff group would. */
eh_known eh_read_occupation(const struct eh_vocabulary *v, eh_slice value, uint32_t *meaning) {
    value = eh_trim(value);
    if (eh_says_nothing(value) || eh_words_find(&v->words, EH_LIST_BLANK, value) != EH_NO_MEANING)
        return EH_BLANK;
    size_t length = leading_token(value);
    if (length == value.length && length <= OCCUPATION_CODE_LENGTH) {
        for (; length > 0; length--) {
            *meaning = eh_words_find(&v->words, EH_LIST_OCCUPATION, (eh_slice){value.at, length});
            if (*meaning != EH_NO_MEANING)
                return EH_STATED;
        }
        return EH_UNMAPPED;
    }
    *meaning = eh_words_find(&v->words, EH_LIST_OCCUPATION, value);
    return *meaning == EH_NO_MEANING ? EH_UNMAPPED : EH_STATED;
}

/* What a source says by itself; EH_NO_SIDE when it leaves it to the other one. */
static eh_side code_side(eh_known known, uint32_t meaning) {
    return known == EH_STATED && meaning < EH_NO_SIDE ? (eh_side)meaning : EH_NO_SIDE;
}

static eh_side group_side(eh_known known, uint32_t meaning) {
    if (known != EH_STATED)
        return EH_NO_SIDE;
    return meaning == EH_SAYS_SUPPLEMENTARY ? EH_CLINICAL : (eh_side)meaning;
}

/* What a code that leaves it to the staff group says in its absence. */
static eh_side side_without_group(eh_known known, uint32_t meaning) {
    if (known == EH_STATED && meaning == EH_SAYS_GROUP_OR_CLINICAL)
        return EH_CLINICAL;
    return known == EH_STATED && meaning == EH_SAYS_GROUP_OR_NON_CLINICAL ? EH_NON_CLINICAL : EH_NO_SIDE;
}

eh_side_reading eh_side_of(const eh_catalogue *catalogue, eh_slice occupation_code, eh_slice staff_group,
                           bool by_staff_group) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t code = EH_NO_MEANING, group = EH_NO_MEANING;
    eh_known code_known = eh_read_occupation(v, eh_mapped(v, EH_MAP_OCCUPATION, occupation_code), &code);
    eh_known group_known = eh_list_find(v, EH_LIST_STAFF_GROUP, eh_mapped(v, EH_MAP_STAFF_GROUP, staff_group), &group);
    eh_side by_code = code_side(code_known, code), by_group = group_side(group_known, group);
    bool group_decides = by_group != EH_NO_SIDE && (by_staff_group || by_code == EH_NO_SIDE);
    eh_side_reading r = {.side = group_decides ? by_group : by_code};
    if (r.side == EH_NO_SIDE)
        r.side = side_without_group(code_known, code);
    r.clash = by_code != EH_NO_SIDE && by_group != EH_NO_SIDE && by_code != by_group;
    r.supplementary = group_decides && group == EH_SAYS_SUPPLEMENTARY;
    r.code_unrecognised = code_known == EH_UNMAPPED || (code_known == EH_STATED && r.side == EH_NO_SIDE);
    r.group_unrecognised = group_known == EH_UNMAPPED;
    return r;
}

static bool is_number(eh_band band) {
    return band >= EH_BAND_1 && band <= EH_BAND_9;
}

/* The band of a scale code that is the part or begins it, before a space or a dash. */
static eh_band band_of_code(const struct eh_vocabulary *v, eh_slice part) {
    size_t length = leading_token(part);
    if (length == 0 || (length < part.length && part.at[length] != ' ' && part.at[length] != '-'))
        return EH_BAND_NONE;
    uint32_t band = eh_words_find(&v->words, EH_LIST_PAY_CODE, (eh_slice){part.at, length});
    return band == EH_NO_MEANING ? EH_BAND_NONE : (eh_band)band;
}

static eh_band band_of_whole(const struct eh_vocabulary *v, eh_slice part) {
    uint32_t band = eh_words_find(&v->words, EH_LIST_PAY_WHOLE, part);
    return band == EH_NO_MEANING ? EH_BAND_NONE : (eh_band)band;
}

/* The first band number among the words of a part, else the first band without one. */
static eh_band band_of_words(const struct eh_vocabulary *v, eh_slice part) {
    eh_tokens tokens;
    eh_tokens_make(part, &tokens);
    eh_band found = EH_BAND_NONE;
    uint32_t band;
    for (unsigned at = 0; (band = eh_phrase_next(&v->words, EH_LIST_PAY_WORDS, &tokens, &at)) != EH_NO_MEANING;) {
        if (is_number((eh_band)band))
            return (eh_band)band;
        if (found == EH_BAND_NONE)
            found = (eh_band)band;
    }
    return found;
}

/* The three readings in the rule's order, each over all parts. Under band 1 (Apprentice) waits for a band number, which beats it. */
eh_band eh_read_band(const struct eh_vocabulary *v, eh_slice pay_grade) {
    static eh_band (*const readings[])(const struct eh_vocabulary *, eh_slice) = {band_of_code, band_of_whole,
                                                                                  band_of_words};
    eh_band apprentice = EH_BAND_NONE;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        eh_band found = EH_BAND_NONE;
        eh_slice rest = pay_grade, part;
        for (bool more = true; eh_piece_next(&rest, &more, '|', &part);) {
            eh_band band = readings[i](v, part);
            if (is_number(band))
                return band;
            if (band == EH_BAND_UNDER_1)
                apprentice = band;
            else if (found == EH_BAND_NONE)
                found = band;
        }
        if (found != EH_BAND_NONE && apprentice == EH_BAND_NONE)
            return found;
    }
    return apprentice;
}

eh_band eh_band_of(const eh_catalogue *catalogue, eh_slice pay_grade) {
    return eh_read_band(catalogue->vocabulary, eh_mapped(catalogue->vocabulary, EH_MAP_PAY_GRADE, pay_grade));
}

uint32_t eh_read_medical(const struct eh_vocabulary *v, eh_slice value) {
    eh_tokens tokens;
    eh_tokens_make(value, &tokens);
    uint32_t best = EH_NO_MEANING, row;
    for (unsigned at = 0; (row = eh_phrase_next(&v->words, EH_LIST_MEDICAL_WORDS, &tokens, &at)) != EH_NO_MEANING;)
        best = row < best ? row : best;
    return best;
}

eh_medical_row eh_medical_row_of(const eh_catalogue *catalogue, eh_slice job_role, eh_slice pay_grade) {
    static const eh_medical_row rows[] = {
        [EH_SAYS_MEDICAL_DIRECTOR] = EH_SENIOR_MEDICAL,
        [EH_SAYS_SENIOR_MEDICAL] = EH_SENIOR_MEDICAL,
        [EH_SAYS_TRAINEE] = EH_TRAINEE,
        [EH_SAYS_CAREER_GRADE] = EH_CAREER_GRADE,
        [EH_SAYS_CONSULTANT] = EH_CONSULTANT,
    };
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t row = eh_read_medical(v, eh_mapped(v, EH_MAP_JOB_ROLE, job_role));
    if (row >= EH_SAYS_MEDICAL)
        row = eh_read_medical(v, eh_mapped(v, EH_MAP_PAY_GRADE, pay_grade));
    return row >= EH_SAYS_MEDICAL ? EH_OTHER_MEDICAL : rows[row];
}

/* A medical scale code: letters of the list, then digits. */
static bool has_medical_scale(const struct eh_vocabulary *v, eh_slice pay_grade) {
    eh_slice part;
    for (bool more = true; eh_piece_next(&pay_grade, &more, '|', &part);) {
        size_t length = leading_token(part), letters = 0, digits;
        while (letters < length && letter(part.at[letters]))
            letters++;
        for (digits = letters; digits < length && digit(part.at[digits]);)
            digits++;
        if (digits == length && digits > letters &&
            eh_words_find(&v->words, EH_LIST_MEDICAL_SCALE, (eh_slice){part.at, letters}) != EH_NO_MEANING)
            return true;
    }
    return false;
}

bool eh_is_medical_grade(const struct eh_vocabulary *v, eh_slice pay_grade) {
    return eh_read_medical(v, pay_grade) != EH_NO_MEANING || has_medical_scale(v, pay_grade);
}

bool eh_medical_director(const eh_catalogue *catalogue, eh_slice job_role, eh_slice pay_grade) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    if (eh_read_medical(v, eh_mapped(v, EH_MAP_JOB_ROLE, job_role)) != EH_SAYS_MEDICAL_DIRECTOR)
        return false;
    eh_slice grade = eh_mapped(v, EH_MAP_PAY_GRADE, pay_grade);
    eh_band band = eh_read_band(v, grade);
    return band == EH_BAND_VSM || (band == EH_BAND_NONE && eh_is_medical_grade(v, grade));
}

const char *eh_category_of(const eh_catalogue *catalogue, eh_slice value, eh_known *known) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t number = 0;
    *known = eh_list_find(v, EH_LIST_CATEGORY, eh_mapped(v, EH_MAP_CATEGORY, value), &number);
    return *known == EH_STATED ? v->categories[number] : NULL;
}

bool eh_says_bank(eh_slice value) {
    eh_tokens tokens;
    eh_tokens_make(value, &tokens);
    for (unsigned i = 0; i < tokens.count; i++) {
        if (eh_slice_equal(eh_token(&tokens, i), EH_SLICE("bank")))
            return true;
    }
    return false;
}

eh_known eh_status_of(const eh_catalogue *catalogue, eh_slice value, bool *gone) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t meaning = EH_SAYS_EMPLOYED;
    eh_known known = eh_list_find(v, EH_LIST_STATUS, eh_mapped(v, EH_MAP_STATUS, value), &meaning);
    *gone = known == EH_STATED && meaning == EH_SAYS_GONE;
    return known;
}
