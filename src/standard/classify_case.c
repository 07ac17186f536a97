/* Cases, sources of applications, and columns that say yes or no. */
#include "standard/vocabulary_private.h"

#include "base/date.h"

/* Whole types first; else the words in it, when they all mean the same. */
eh_known eh_read_case_type(const struct eh_vocabulary *v, eh_slice value, uint32_t *type) {
    eh_known known = eh_list_find(v, EH_LIST_CASE_WHOLE, value, type);
    if (known != EH_UNMAPPED)
        return known;
    eh_tokens tokens;
    eh_tokens_make(value, &tokens);
    uint32_t meaning;
    for (unsigned at = 0; (meaning = eh_phrase_next(&v->words, EH_LIST_CASE_WORDS, &tokens, &at)) != EH_NO_MEANING;) {
        if (known == EH_STATED && meaning != *type)
            return EH_UNMAPPED;
        known = EH_STATED;
        *type = meaning;
    }
    return known;
}

eh_known eh_case_type_of(const eh_catalogue *catalogue, eh_slice value, eh_case_type *type) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t meaning = EH_CASE_OTHER;
    eh_known known = eh_read_case_type(v, eh_mapped(v, EH_MAP_CASE_TYPE, value), &meaning);
    *type = known == EH_STATED ? (eh_case_type)meaning : EH_CASE_OTHER;
    return known;
}

eh_known eh_grounds_of(const eh_catalogue *catalogue, eh_slice value, bool *ill_health) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t meaning = EH_SAYS_NOT_ILL_HEALTH;
    eh_known known = eh_list_find(v, EH_LIST_GROUNDS, eh_mapped(v, EH_MAP_GROUNDS, value), &meaning);
    *ill_health = known == EH_STATED && meaning == EH_SAYS_ILL_HEALTH;
    return known;
}

bool eh_source_is_international(const eh_catalogue *catalogue, eh_slice value) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    uint32_t meaning = EH_NO_MEANING;
    value = eh_mapped(v, EH_MAP_SOURCE, value);
    if (eh_list_find(v, EH_LIST_SOURCE_WHOLE, value, &meaning) != EH_UNMAPPED)
        return meaning == EH_SAYS_INTERNATIONAL;
    eh_tokens tokens;
    eh_tokens_make(value, &tokens);
    unsigned at = 0;
    return eh_phrase_next(&v->words, EH_LIST_SOURCE_WORDS, &tokens, &at) == EH_SAYS_INTERNATIONAL;
}

/* Columns that say yes or no: their own words beside those that hold everywhere, and what else they take. */
static const struct yes_no_row {
    eh_field field;
    eh_subject subject;
    eh_list list;
    bool date;  /* a date is a yes: the day on which it happened */
    bool parts; /* also one of the parts between bars: the framework of a competence */
} columns[] = {
    {EH_STAFF_PRIMARY_ASSIGNMENT, EH_MAP_PRIMARY, EH_LIST_PRIMARY, false, false},
    {EH_CASES_FORMAL, EH_MAP_FORMAL, EH_LIST_FORMAL, false, false},
    {EH_TRAINING_MANDATORY, EH_MAP_MANDATORY, EH_LIST_MANDATORY, false, true},
    {EH_BOARD_EXECUTIVE, EH_MAP_EXECUTIVE, EH_LIST_EXECUTIVE, false, false},
    {EH_BOARD_VOTING, EH_MAP_VOTING, EH_LIST_VOTING, false, false},
    {EH_APPLICANTS_SHORTLISTED, EH_MAP_SHORTLISTED, EH_LIST_SHORTLISTED, true, false},
    {EH_APPLICANTS_INTERVIEWED, EH_MAP_INTERVIEWED, EH_LIST_INTERVIEWED, true, false},
    {EH_APPLICANTS_OFFERED, EH_MAP_OFFERED, EH_LIST_OFFERED, true, false},
    {EH_APPLICANTS_APPOINTED, EH_MAP_APPOINTED, EH_LIST_APPOINTED, true, false},
    {EH_ANSWERS_ANSWER, EH_MAP_ANSWER, EH_LIST_YES_NO, false, false},
};

enum { COLUMNS = sizeof columns / sizeof *columns, SERIAL_DIGITS = 5 };

/* A date, but not a small number, which as a spreadsheet's serial would be a day of long ago and here is more likely a count. */
static bool is_day(eh_slice value) {
    size_t digits = 0, points = 0, whole = 0;
    value = eh_trim(value);
    for (size_t i = 0; i < value.length; i++) {
        bool digit = value.at[i] >= '0' && value.at[i] <= '9';
        digits += digit;
        points += value.at[i] == '.';
        whole += digit && points == 0;
    }
    bool number = digits + points == value.length && points <= 1;
    eh_date date = EH_NO_DATE;
    return !(number && whole < SERIAL_DIGITS) && eh_date_read(value, &date) == EH_DATE_READ;
}

/* The meaning of one of the parts between bars. */
static uint32_t find_in_parts(const struct eh_vocabulary *v, eh_list list, eh_slice value) {
    eh_slice part;
    for (bool more = true; eh_piece_next(&value, &more, '|', &part);) {
        uint32_t meaning = eh_words_find(&v->words, list, part);
        if (meaning != EH_NO_MEANING)
            return meaning;
    }
    return EH_NO_MEANING;
}

static eh_known read_column(const struct eh_vocabulary *v, const struct yes_no_row *column, eh_slice value, bool *yes) {
    uint32_t meaning = EH_NO_MEANING;
    eh_known known = eh_list_find(v, EH_LIST_YES_NO, value, &meaning);
    if (known == EH_UNMAPPED && column)
        known = eh_list_find(v, column->list, value, &meaning);
    if (known == EH_UNMAPPED && column && column->parts) {
        meaning = find_in_parts(v, column->list, value);
        known = meaning == EH_NO_MEANING ? EH_UNMAPPED : EH_STATED;
    }
    if (known == EH_UNMAPPED && column && column->date && is_day(value)) {
        meaning = EH_SAYS_YES;
        known = EH_STATED;
    }
    *yes = known == EH_STATED && meaning == EH_SAYS_YES;
    return known;
}

eh_known eh_read_yes_no(const struct eh_vocabulary *v, eh_subject subject, eh_slice value, bool *yes) {
    const struct yes_no_row *column = NULL;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (columns[i].subject == subject)
            column = &columns[i];
    }
    return read_column(v, column, value, yes);
}

eh_known eh_yes_no_of(const eh_catalogue *catalogue, eh_field field, eh_slice value, bool *yes) {
    const struct eh_vocabulary *v = catalogue->vocabulary;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (columns[i].field == field)
            return read_column(v, &columns[i], eh_mapped(v, columns[i].subject, value), yes);
    }
    return read_column(v, NULL, value, yes);
}
