/* How the cells of a column are written: as a rule like the one above them, but for the number of the row and the value. What was parsed once of a cell's
 * start is kept as bytes, and the cells below are compared with it. */
#ifndef EH_EXTRACT_XLSX_PATTERN_H
#define EH_EXTRACT_XLSX_PATTERN_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { EH_PATTERN_COLUMNS = 128, EH_PATTERN_WORDS = 4, EH_PATTERNS_A_COLUMN = 2 };

/* How the value stands behind the pattern, and what it is. */
typedef enum eh_pattern_how {
    EH_PATTERN_NONE,    /* in a way that takes more care */
    EH_PATTERN_EMPTY,   /* there is none, and the cell ends with the pattern */
    EH_PATTERN_SHARED,  /* in v, the number of a shared string */
    EH_PATTERN_INLINED, /* a text within is, t */
    EH_PATTERN_NUMBER,  /* in v */
    EH_PATTERN_PERCENT,
    EH_PATTERN_DATE, /* in v, as the number of a day */
} eh_pattern_how;

typedef struct eh_pattern {
    uint64_t words[EH_PATTERN_WORDS]; /* from the quote behind the reference to the value: `" s="1" t="s"><v>` */
    uint64_t last;                    /* the bytes that count of the last word; 0 for no pattern */
    uint32_t word_count, length;
    eh_pattern_how how;
} eh_pattern;

typedef struct eh_patterns {
    eh_pattern of[EH_PATTERN_COLUMNS][EH_PATTERNS_A_COLUMN];
    unsigned char next[EH_PATTERN_COLUMNS]; /* which is forgotten next */
} eh_patterns;

/* Whether the bytes at `at` are the pattern's; 8 bytes behind those may be read. */
static inline bool eh_pattern_fits(const eh_pattern *pattern, const char *at) {
    uint64_t word;
    for (uint32_t i = 0; i + 1 < pattern->word_count; i++) {
        memcpy(&word, at + (size_t)i * sizeof word, sizeof word);
        if (word != pattern->words[i]) {
            return false;
        }
    }
    memcpy(&word, at + (size_t)(pattern->word_count - 1) * sizeof word, sizeof word);
    return (word & pattern->last) == pattern->words[pattern->word_count - 1];
}

/* The pattern of a column (from 1) that fits, or NULL. */
static inline const eh_pattern *eh_pattern_find(const eh_patterns *patterns, uint32_t column, const char *at) {
    if (column == 0 || column > EH_PATTERN_COLUMNS) {
        return NULL;
    }
    const eh_pattern *pair = patterns->of[column - 1];
    for (int i = 0; i < EH_PATTERNS_A_COLUMN; i++) {
        if (pair[i].last != 0 && eh_pattern_fits(&pair[i], at)) {
            return &pair[i];
        }
    }
    return NULL;
}

/* Remembers how the cells of a column are written, when it is short enough. */
void eh_pattern_learn(eh_patterns *patterns, uint32_t column, eh_slice written, eh_pattern_how how);

#endif
