#include "extract/xlsx_pattern.h"

void eh_pattern_learn(eh_patterns *patterns, uint32_t column, eh_slice written, eh_pattern_how how) {
    const size_t word = sizeof(uint64_t);
    if (column == 0 || column > EH_PATTERN_COLUMNS || written.length == 0 || written.length > EH_PATTERN_WORDS * word) {
        return;
    }
    eh_pattern pattern = {
        .word_count = (uint32_t)((written.length + word - 1) / word),
        .length = (uint32_t)written.length,
        .how = how,
    };
    memcpy(pattern.words, written.at, written.length);
    memset(&pattern.last, 0xFF, written.length - (pattern.word_count - 1) * word);
    unsigned char *next = &patterns->next[column - 1];
    patterns->of[column - 1][*next] = pattern;
    *next = (unsigned char)((*next + 1) % EH_PATTERNS_A_COLUMN);
}
