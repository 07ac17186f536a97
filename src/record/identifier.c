/* A packed identifier, from the top: a zero bit, the number of its letters (10 bits), how many digits (4), their value (40), and 1 + n of a "-n" behind them or
 * 0 (9). Every text has one form, so that equal identifiers are equal texts. What does not pack is a number of a table, under a one bit. */
#include "record/identifier.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    SUFFIX_BITS = 9,
    VALUE_BITS = 40,
    COUNT_BITS = 4,
    PREFIX_BITS = 10,
    LARGEST_SUFFIX = (1 << SUFFIX_BITS) - 2,
    LONGEST_PREFIX = 16,
    MOST_DIGITS = 12, /* 999,999,999,999 is below 2^40 */
    MOST_PREFIXES = 1 << PREFIX_BITS,
};
#define IN_TABLE    (UINT64_C(1) << 63)
#define SUFFIX_MASK ((UINT64_C(1) << SUFFIX_BITS) - 1)

struct eh_identifiers {
    eh_index *prefixes; /* number 0 is "" */
    eh_index *texts;
    char last[LONGEST_PREFIX]; /* the letters met last */
    size_t last_length;
    uint32_t last_number;
};

eh_identifiers *eh_identifiers_new(void) {
    eh_identifiers *known = calloc(1, sizeof *known);
    if (!known)
        return NULL;
    known->prefixes = eh_index_new();
    known->texts = eh_index_new();
    if (!known->prefixes || !known->texts || eh_index_add(known->prefixes, EH_SLICE(""), NULL) != 0) {
        eh_identifiers_free(known);
        return NULL;
    }
    return known;
}

void eh_identifiers_free(eh_identifiers *known) {
    if (!known)
        return;
    eh_index_free(known->prefixes);
    eh_index_free(known->texts);
    free(known);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The parts of a text that packs, its letters still a text. */
typedef struct parts {
    size_t prefix;
    unsigned digits, suffix;
    uint64_t value;
} parts;

/* "-2" as 1 + 2; false for what is no such thing or could be written another way. */
static bool read_suffix(eh_slice text, unsigned *suffix) {
    unsigned n = 0;
    *suffix = 0;
    if (text.length == 0)
        return true;
    if (text.length < 2 || text.length > 4 || text.at[0] != '-' || (text.at[1] == '0' && text.length > 2))
        return false;
    for (size_t i = 1; i < text.length; i++) {
        if (!is_digit(text.at[i]))
            return false;
        n = n * 10 + (unsigned)(text.at[i] - '0');
    }
    *suffix = n + 1;
    return n <= LARGEST_SUFFIX;
}

static bool split(eh_slice text, parts *p) {
    size_t i = 0;
    while (i < text.length && !is_digit(text.at[i]))
        if (++i > LONGEST_PREFIX)
            return false;
    p->prefix = i;
    p->value = 0;
    for (; i < text.length && is_digit(text.at[i]); i++) {
        if (i - p->prefix == MOST_DIGITS)
            return false;
        p->value = p->value * 10 + (uint64_t)(text.at[i] - '0');
    }
    p->digits = (unsigned)(i - p->prefix);
    return p->digits && read_suffix((eh_slice){text.at + i, text.length - i}, &p->suffix);
}

/* The number of the letters; MOST_PREFIXES when there is no room for more, EH_INDEX_NONE when out of memory. */
static uint32_t prefix_of(eh_identifiers *known, eh_slice letters) {
    if (letters.length == 0)
        return 0;
    if (letters.length == known->last_length && memcmp(letters.at, known->last, letters.length) == 0)
        return known->last_number;
    uint32_t number = eh_index_find(known->prefixes, letters);
    if (number == EH_INDEX_NONE) {
        if (eh_index_count(known->prefixes) == MOST_PREFIXES)
            return MOST_PREFIXES;
        number = eh_index_add(known->prefixes, letters, NULL);
    }
    if (number == EH_INDEX_NONE)
        return number;
    memcpy(known->last, letters.at, letters.length);
    known->last_length = letters.length;
    return known->last_number = number;
}

eh_status eh_identifier_make(eh_identifiers *known, eh_slice text, eh_identifier *made) {
    parts p;
    uint32_t number = MOST_PREFIXES;
    *made = EH_NO_IDENTIFIER;
    if (text.length == 0)
        return EH_OK;
    if (split(text, &p))
        number = prefix_of(known, (eh_slice){text.at, p.prefix});
    if (number < MOST_PREFIXES) {
        uint64_t above = (uint64_t)number << COUNT_BITS | p.digits;
        *made = (above << VALUE_BITS | p.value) << SUFFIX_BITS | p.suffix;
        return EH_OK;
    }
    if (number == MOST_PREFIXES)
        number = eh_index_add(known->texts, text, NULL);
    if (number == EH_INDEX_NONE)
        return EH_NOMEM;
    *made = IN_TABLE | number;
    return EH_OK;
}

/* `digits` digits of a number, with leading zeros. */
static char *put(char *out, uint64_t number, unsigned digits) {
    for (unsigned i = digits; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + digits;
}

eh_slice eh_identifier_text(const eh_identifiers *known, eh_identifier identifier, char room[EH_IDENTIFIER_ROOM]) {
    if (identifier & IN_TABLE)
        return eh_index_key(known->texts, (uint32_t)identifier);
    unsigned suffix = (unsigned)(identifier & SUFFIX_MASK);
    uint64_t value = identifier >> SUFFIX_BITS & ((UINT64_C(1) << VALUE_BITS) - 1);
    uint64_t above = identifier >> (SUFFIX_BITS + VALUE_BITS);
    eh_slice letters = eh_index_key(known->prefixes, (uint32_t)(above >> COUNT_BITS));
    char *out = room;
    for (size_t i = 0; i < letters.length; i++)
        *out++ = letters.at[i];
    out = put(out, value, (unsigned)(above & ((1u << COUNT_BITS) - 1)));
    if (suffix) {
        unsigned n = suffix - 1;
        *out++ = '-';
        out = put(out, n, n < 10 ? 1 : n < 100 ? 2 : 3);
    }
    return (eh_slice){room, (size_t)(out - room)};
}

int eh_identifier_compare(const eh_identifiers *known, eh_identifier a, eh_identifier b) {
    char x[EH_IDENTIFIER_ROOM], y[EH_IDENTIFIER_ROOM];
    if (a == b)
        return 0;
    if (a == EH_NO_IDENTIFIER || b == EH_NO_IDENTIFIER)
        return a == EH_NO_IDENTIFIER ? -1 : 1;
    return eh_slice_compare(eh_identifier_text(known, a, x), eh_identifier_text(known, b, y));
}

eh_status eh_identifier_base(eh_identifiers *known, eh_identifier identifier, eh_identifier *base) {
    char room[EH_IDENTIFIER_ROOM] = "";
    *base = identifier;
    if (identifier == EH_NO_IDENTIFIER)
        return EH_OK;
    eh_slice text = eh_identifier_text(known, identifier, room);
    size_t end = text.length;
    while (end > 0 && is_digit(text.at[end - 1]))
        end--;
    if (end < 2 || end == text.length || text.at[end - 1] != '-')
        return EH_OK;
    return eh_identifier_make(known, (eh_slice){text.at, end - 1}, base);
}

unsigned eh_identifier_relation(eh_identifier employee, eh_identifier assignment) {
    bool related =
        !(employee & IN_TABLE) && !(employee & SUFFIX_MASK) && employee >> SUFFIX_BITS == assignment >> SUFFIX_BITS;
    return related ? 1 + (unsigned)(assignment & SUFFIX_MASK) : 0;
}
