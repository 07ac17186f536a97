/* What number formats show. A format code may hold up to four sections; a date or percentage in any of them counts, because a condition may
 * come first ("[=0]\"\";dd/mm/yyyy"). */
#include <stdbool.h>

#include "extract/xlsx_number.h"
#include "extract/xlsx_styles.h"

static const struct {
    uint32_t first, last;
    unsigned shows;
} built_in[] = {
    {9, 10, EH_SHOWS_PERCENT},
    {14, 17, EH_SHOWS_DATE},
    {18, 21, EH_SHOWS_TIME},
    {22, 22, EH_SHOWS_DATE | EH_SHOWS_TIME},
    /* East Asian ones, of which some show dates in one language and times in another */
    {27, 31, EH_SHOWS_DATE},
    {32, 33, EH_SHOWS_TIME},
    {34, 35, EH_SHOWS_DATE | EH_SHOWS_TIME},
    {36, 36, EH_SHOWS_DATE},
    {45, 47, EH_SHOWS_TIME},
    {50, 54, EH_SHOWS_DATE},
    {55, 56, EH_SHOWS_DATE | EH_SHOWS_TIME},
    {57, 58, EH_SHOWS_DATE},
};

unsigned eh_format_id_shows(uint32_t id) {
    for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++) {
        if (id >= built_in[i].first && id <= built_in[i].last) {
            return built_in[i].shows;
        }
    }
    return 0;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool word_at(eh_slice code, size_t i, eh_slice word) {
    if (code.length - i < word.length) {
        return false;
    }
    for (size_t k = 0; k < word.length; k++) {
        if (lower(code.at[i + k]) != word.at[k]) {
            return false;
        }
    }
    return true;
}

/* A bracket at `i`: a colour, a condition or a language shows nothing; [h], [mm], [ss] an elapsed time. Returns where it ends. */
static size_t skip_bracket(eh_slice code, size_t i, unsigned *shows) {
    size_t end = i + 1;
    bool elapsed = true;
    for (; end < code.length && code.at[end] != ']'; end++) {
        char c = lower(code.at[end]);
        elapsed = elapsed && (c == 'h' || c == 'm' || c == 's') && c == lower(code.at[i + 1]);
    }
    if (elapsed && end > i + 1 && end < code.length) {
        *shows |= EH_SHOWS_TIME;
    }
    return end < code.length ? end : code.length - 1;
}

static size_t skip_quoted(eh_slice code, size_t i) {
    size_t end = i + 1;
    while (end < code.length && code.at[end] != '"') {
        end++;
    }
    return end;
}

/* A run of one letter at `i`; m is a month when alone or long, minutes beside hours or seconds, which `months` leaves open. */
static size_t read_letters(eh_slice code, size_t i, unsigned *shows, bool *months) {
    char c = lower(code.at[i]);
    size_t run = 1;
    while (i + run < code.length && lower(code.at[i + run]) == c) {
        run++;
    }
    bool exponent = c == 'e' && i + run < code.length && (code.at[i + run] == '+' || code.at[i + run] == '-');
    if (c == 'y' || c == 'd' || (c == 'e' && !exponent) || (c == 'm' && run >= 3)) {
        *shows |= EH_SHOWS_DATE;
    } else if (c == 'h' || c == 's') {
        *shows |= EH_SHOWS_TIME;
    } else if (c == 'm') {
        *months = true;
    } else if (c == '%') {
        *shows |= EH_SHOWS_PERCENT;
    }
    return i + run - 1;
}

static const struct {
    eh_slice word;
    unsigned shows;
} words[] = {
    {{"general", 7}, 0},
    {{"am/pm", 5}, EH_SHOWS_TIME},
    {{"a/p", 3}, EH_SHOWS_TIME},
};

unsigned eh_format_code_shows(eh_slice code) {
    unsigned shows = 0;
    bool months = false;
    for (size_t i = 0; i < code.length; i++) {
        size_t w = 0, known = sizeof words / sizeof *words;
        while (w < known && !word_at(code, i, words[w].word)) {
            w++;
        }
        if (w < known) {
            shows |= words[w].shows;
            i += words[w].word.length - 1;
        } else if (code.at[i] == '"') {
            i = skip_quoted(code, i);
        } else if (code.at[i] == '[') {
            i = skip_bracket(code, i, &shows);
        } else if (code.at[i] == '\\' || code.at[i] == '_' || code.at[i] == '*') {
            i++; /* the next character is shown as it is, left as a space, or repeated */
        } else {
            i = read_letters(code, i, &shows, &months);
        }
    }
    if (months && (shows & (EH_SHOWS_DATE | EH_SHOWS_TIME)) == 0) {
        shows |= EH_SHOWS_DATE;
    }
    return (shows & (EH_SHOWS_DATE | EH_SHOWS_TIME)) != 0 ? shows & ~(unsigned)EH_SHOWS_PERCENT : shows;
}
