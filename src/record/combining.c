#include "record/combining.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    LONGEST = 1024,    /* bytes of a stretch */
    SMALL = 8,         /* bytes that are looked up as a number */
    SMALL_SLOTS = 256, /* powers of two */
    PAIR_SLOTS = 4096,
    WINDOW = 8192,  /* look-ups after which it is judged whether they pay */
    MANY = 1 << 16, /* combinations that must be there before looking up is given up */
    WIDEST = 16,    /* columns */
    BESIDE = 8,     /* bytes of a cell's key that are not its text, at most */
};

#define NOT_THIS_WAY (EH_INDEX_NONE - 1) /* in place of a number */
/* In place of a length: what is kept is the number of a cell with a code, or of one without, and no plain text's. */
#define OF_CODE UINT32_MAX
#define OF_CELL (UINT32_MAX - 1)

/* A number that was looked up before, by a key of 64 bits. */
typedef struct memo {
    uint64_t key;
    uint32_t number; /* plus one; 0: none */
    uint32_t length;
} memo;

/* Columns beside each other. */
typedef struct stretch {
    uint32_t first, last;
    eh_index *texts;
    memo *small;
    uint32_t judged; /* how many texts there were at the start of the window */
} stretch;

struct eh_combining {
    stretch stretch[WIDEST];
    unsigned stretches;
    eh_index *tuples; /* of numbers of several stretches */
    memo *tuple_memo;
    eh_combination *at;
    uint32_t room, judged;
    uint32_t look_ups; /* in this window */
    bool given_up;
    bool begun; /* something was looked up */
};

static void free_stretch(stretch *s) {
    eh_index_free(s->texts);
    free(s->small);
    *s = (stretch){0};
}

static bool make_stretch(eh_combining *c, uint32_t first, uint32_t last) {
    stretch *s = &c->stretch[c->stretches++];
    *s = (stretch){.first = first, .last = last, .texts = eh_index_new(), .small = calloc(SMALL_SLOTS, sizeof(memo))};
    return s->texts && s->small;
}

eh_combining *eh_combining_new(const uint32_t *columns, size_t count) {
    eh_combining *c = calloc(1, sizeof *c);
    bool made = c != NULL && count <= WIDEST;
    for (size_t i = 0; made && i < count;) {
        size_t end = i + 1;
        while (end < count && columns[end] == columns[end - 1] + 1)
            end++;
        made = make_stretch(c, columns[i], columns[end - 1]);
        i = end;
    }
    if (made) {
        c->tuples = eh_index_new();
        c->tuple_memo = calloc(PAIR_SLOTS, sizeof *c->tuple_memo);
    }
    if (made && c->tuples && c->tuple_memo)
        return c;
    eh_combining_free(c);
    return NULL;
}

void eh_combining_free(eh_combining *c) {
    if (!c)
        return;
    for (unsigned i = 0; i < c->stretches; i++)
        free_stretch(&c->stretch[i]);
    eh_index_free(c->tuples);
    free(c->tuple_memo);
    free(c->at);
    free(c);
}

/* ---- what a row holds ---- */

/* The first `length` bytes, up to 8, as a number; bytes behind a plain row may be read. */
static uint64_t few_bytes(const char *at, size_t length) {
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return length == SMALL ? bytes : bytes >> (64 - 8 * length);
#else
    return length == SMALL ? bytes : bytes & ((UINT64_C(1) << 8 * length) - 1);
#endif
}

static uint64_t four_bytes(const char *at) {
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static uint32_t slot_of(uint64_t key, uint32_t slots) {
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 40) & (slots - 1);
}

/* The number of a short text. */
static uint32_t small_number(stretch *s, eh_slice text) {
    uint64_t key = text.length ? few_bytes(text.at, text.length) : 0;
    memo *m = &s->small[slot_of(key, SMALL_SLOTS)];
    if (m->number && m->key == key && m->length == text.length)
        return m->number - 1;
    uint32_t number = eh_index_add(s->texts, text, NULL);
    if (number != EH_INDEX_NONE)
        *m = (memo){key, number + 1, (uint32_t)text.length};
    return number;
}

static uint32_t plain_number(stretch *s, const eh_row *row) {
    uint32_t start = s->first ? row->ends[s->first - 1] + 1 : 0;
    eh_slice text = {row->bytes + start, row->ends[s->last] - start};
    if (text.length <= SMALL)
        return small_number(s, text);
    return text.length > LONGEST ? NOT_THIS_WAY : eh_index_add(s->texts, text, NULL);
}

static bool can_look_up(const eh_cell *cell) {
    return cell->type != EH_CELL_ERROR && cell->type != EH_CELL_UNCALCULATED;
}

/* The key of a cell: its code, or behind another first byte its type and text. Behind a zero byte, which no plain row has. */
static size_t write_key(const eh_cell *cell, char *key) {
    size_t length = 0;
    key[length++] = '\0';
    key[length++] = cell->code ? '\1' : '\0';
    if (cell->code) {
        memcpy(key + length, &cell->code, sizeof cell->code);
        return length + sizeof cell->code;
    }
    key[length++] = (char)cell->type;
    if (cell->text.length)
        memcpy(key + length, cell->text.at, cell->text.length);
    return length + cell->text.length;
}

/* What is at hand of a cell without going through its text: its code, or its length, its first eight bytes and its last. Cells with the same text have the same. */
static uint64_t sketch_of(const eh_cell *cell) {
    eh_slice text = cell->text;
    uint64_t first = 0, last = 0;
    if (cell->code)
        return cell->code;
    if (text.length > SMALL) {
        memcpy(&first, text.at, sizeof first);
        memcpy(&last, text.at + text.length - sizeof last, sizeof last);
    } else if (text.length >= 4) {
        first = four_bytes(text.at);
        last = four_bytes(text.at + text.length - 4);
    } else if (text.length) {
        first = (uint64_t)(unsigned char)text.at[0] << 16 | (uint64_t)(unsigned char)text.at[text.length / 2] << 8 |
                (unsigned char)text.at[text.length - 1];
    }
    return (first * UINT64_C(0x9E3779B97F4A7C15) ^ last) * 2 + ((uint64_t)text.length << 56 ^ cell->type);
}

/* Whether the number is that of a cell without a code. */
static bool is_key_of(const stretch *s, uint32_t number, const eh_cell *cell) {
    eh_slice key = eh_index_key(s->texts, number);
    return key.length == cell->text.length + 3 && key.at[1] == '\0' && key.at[2] == (char)cell->type &&
           (cell->text.length == 0 || memcmp(key.at + 3, cell->text.at, cell->text.length) == 0);
}

/* The number of a cell among those of its column. */
static uint32_t cell_number(stretch *s, const eh_row *row) {
    const eh_cell *cell = &row->cells[s->first];
    if (!can_look_up(cell) || cell->text.length > LONGEST - BESIDE)
        return NOT_THIS_WAY;
    uint64_t sketch = sketch_of(cell);
    memo *m = &s->small[slot_of(sketch, SMALL_SLOTS)];
    if (m->number && m->key == sketch && m->length == (cell->code ? OF_CODE : OF_CELL) &&
        (cell->code || is_key_of(s, m->number - 1, cell)))
        return m->number - 1;
    char key[LONGEST];
    uint32_t number = eh_index_add(s->texts, (eh_slice){key, write_key(cell, key)}, NULL);
    if (number != EH_INDEX_NONE)
        *m = (memo){sketch, number + 1, cell->code ? OF_CODE : OF_CELL};
    return number;
}

static uint32_t cells_number(stretch *s, const eh_row *row) {
    char keys[LONGEST];
    size_t length = 0;
    if (s->first == s->last)
        return cell_number(s, row);
    for (uint32_t c = s->first; c <= s->last; c++) {
        const eh_cell *cell = &row->cells[c];
        if (!can_look_up(cell) || cell->text.length + BESIDE > LONGEST - length)
            return NOT_THIS_WAY;
        uint16_t bytes = (uint16_t)cell->text.length;
        memcpy(keys + length, &bytes, sizeof bytes);
        length += sizeof bytes;
        length += write_key(cell, keys + length);
    }
    return eh_index_add(s->texts, (eh_slice){keys, length}, NULL);
}

/* The number of several stretches' numbers. */
static uint32_t tuple_number(eh_combining *c, const uint32_t *numbers) {
    const eh_slice key = {(const char *)numbers, c->stretches * sizeof *numbers};
    unsigned bits = 64 / c->stretches;
    uint64_t packed = 0;
    for (unsigned i = 0; i < c->stretches; i++) {
        if (bits < 32 && numbers[i] >> bits)
            return eh_index_add(c->tuples, key, NULL);
        packed = (bits < 64 ? packed << bits : 0) | numbers[i];
    }
    memo *m = &c->tuple_memo[slot_of(packed, PAIR_SLOTS)];
    if (m->number && m->key == packed)
        return m->number - 1;
    uint32_t number = eh_index_add(c->tuples, key, NULL);
    if (number != EH_INDEX_NONE)
        *m = (memo){packed, number + 1, 0};
    return number;
}

/* ---- whether it pays ---- */

static bool forget_tuples(eh_combining *c) {
    eh_index_free(c->tuples);
    c->tuples = eh_index_new();
    memset(c->tuple_memo, 0, PAIR_SLOTS * sizeof *c->tuple_memo);
    if (c->room)
        memset(c->at, 0, c->room * sizeof *c->at);
    c->judged = 0;
    return c->tuples != NULL;
}

/* Breaks a stretch whose texts rarely come again up into its columns. False when out of memory. */
static bool split(eh_combining *c, unsigned which) {
    stretch old = c->stretch[which];
    if (c->stretches + old.last - old.first > WIDEST) {
        c->given_up = true;
        return true;
    }
    free_stretch(&c->stretch[which]);
    c->stretch[which] = c->stretch[c->stretches - 1];
    c->stretch[--c->stretches] = (stretch){0};
    for (uint32_t column = old.first; column <= old.last; column++)
        if (!make_stretch(c, column, column))
            return false;
    return forget_tuples(c);
}

/* Cells of a workbook, which lie apart, are looked up a column at a time. False when out of memory. */
static bool split_all(eh_combining *c) {
    for (unsigned i = 0; i < c->stretches && !c->given_up;) {
        if (c->stretch[i].last == c->stretch[i].first)
            i++;
        else if (!split(c, i))
            return false;
    }
    return true;
}

/* Whether looking up pays is judged now and then. False when out of memory. */
static bool judge(eh_combining *c) {
    bool whole = true;
    c->look_ups = 0;
    for (unsigned i = c->stretches; i-- > 0;) {
        stretch *s = &c->stretch[i];
        uint32_t texts = eh_index_count(s->texts), fresh = texts - s->judged;
        s->judged = texts;
        if (s->last > s->first && texts > WINDOW && fresh > WINDOW / 4) {
            if (!split(c, i))
                return false;
            whole = false;
        }
    }
    uint32_t count = c->stretches == 1 ? eh_index_count(c->stretch[0].texts) : eh_index_count(c->tuples);
    c->given_up = c->given_up || (whole && count > MANY && count - c->judged > WINDOW / 2);
    c->judged = count;
    return true;
}

static bool reserve(eh_combining *c, uint32_t number) {
    if (number < c->room)
        return true;
    uint32_t room = number + number / 2 + 64;
    eh_combination *at = realloc(c->at, room * sizeof *at);
    if (!at)
        return false;
    memset(at + c->room, 0, (room - c->room) * sizeof *at);
    c->at = at;
    c->room = room;
    return true;
}

eh_status eh_combining_find(eh_combining *c, const eh_row *row, eh_combination **found) {
    uint32_t numbers[WIDEST] = {0};
    *found = NULL;
    if (c->look_ups++ == WINDOW && !judge(c))
        return EH_NOMEM;
    if (c->given_up)
        return EH_OK;
    if (!c->begun && row->cells && !split_all(c))
        return EH_NOMEM;
    c->begun = true;
    for (unsigned i = 0; i < c->stretches; i++) {
        numbers[i] = row->cells ? cells_number(&c->stretch[i], row) : plain_number(&c->stretch[i], row);
        if (numbers[i] >= NOT_THIS_WAY)
            return numbers[i] == NOT_THIS_WAY ? EH_OK : EH_NOMEM;
    }
    uint32_t number = c->stretches > 1 ? tuple_number(c, numbers) : numbers[0];
    if (number >= NOT_THIS_WAY || !reserve(c, number))
        return EH_NOMEM;
    *found = &c->at[number];
    return EH_OK;
}
