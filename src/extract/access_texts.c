/* Ranges of cells, and texts: what the parts of the audit share. */
#include <string.h>

#include "extract/access_audit.h"
#include "extract/xlsx_cell.h"

/* ---- ranges ---- */

bool eh_access_range(eh_slice text, uint32_t *left, uint64_t *top, uint32_t *right, uint64_t *bottom) {
    const char *colon = text.length ? memchr(text.at, ':', text.length) : NULL;
    eh_slice first = {text.at, colon ? (size_t)(colon - text.at) : text.length};
    if (!eh_cell_reference(first, left, top))
        return false;
    *right = *left;
    *bottom = *top;
    if (!colon)
        return true;
    eh_slice second = {colon + 1, text.length - first.length - 1};
    return eh_cell_reference(second, right, bottom) && *right >= *left && *bottom >= *top;
}

/* ---- texts ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether `word` stands at `text`, whatever the case. */
static bool stands(eh_slice text, size_t at, const char *word, size_t length) {
    if (text.length - at < length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (lower(text.at[at + i]) != lower(word[i]))
            return false;
    return true;
}

static bool has(eh_slice text, const char *word, size_t length) {
    for (size_t i = 0; i + length <= text.length; i++)
        if (stands(text, i, word, length))
            return true;
    return false;
}

bool eh_access_has_word(eh_slice text, const char *words) {
    while (*words) {
        words += strspn(words, ", ");
        size_t length = strcspn(words, ",");
        if (length && has(text, words, length))
            return true;
        words += length;
    }
    return false;
}

/* Marks of notes that are no words: an asterisk, daggers, section and pilcrow signs, raised digits and letters. */
static bool is_note_symbol(uint32_t code) {
    return code == '*' || code == 0x2020 || code == 0x2021 || code == 0xa7 || code == 0xb6 || code == 0xaa ||
           code == 0xb9 || code == 0xb2 || code == 0xb3 || code == 0xba || (code >= 0x2070 && code <= 0x207f);
}

/* A number in brackets, "[note 12]" or "[12]", at an opening bracket: how long it is, 0 for none. */
static size_t marker_at(eh_slice text, size_t at, bool *word, unsigned *number) {
    size_t i = at + 1;
    *word = stands(text, i, "note ", 5);
    i += *word ? 5 : 0;
    size_t digits = 0;
    *number = 0;
    for (; i < text.length && is_digit(text.at[i]) && digits < 4; i++, digits++)
        *number = *number * 10 + (unsigned)(text.at[i] - '0');
    return digits && i < text.length && text.at[i] == ']' ? i + 1 - at : 0;
}

/* "note 3" outside brackets. */
static bool loose_note_at(eh_slice text, size_t at) {
    bool begins = at == 0 || text.at[at - 1] == ' ' || text.at[at - 1] == '(';
    return begins && stands(text, at, "note ", 5) && at + 5 < text.length && is_digit(text.at[at + 5]);
}

static void take_marker(eh_audit *audit, eh_access_text *found, bool word, unsigned number, bool defines) {
    found->marker = found->marker || word;
    found->loose_note = found->loose_note || !word;
    if (!word || number >= EH_ACCESS_NOTES)
        return;
    (defines ? audit->defined : audit->used)[number] = true;
}

eh_access_text eh_access_judge(eh_audit *audit, eh_slice text, bool defines) {
    static const char *const addresses[] = {"http://", "https://", "www."};
    eh_access_text found = {.only_symbols = text.length > 0};
    for (size_t a = 0; a < sizeof addresses / sizeof *addresses; a++)
        found.bare_address = found.bare_address || has(text, addresses[a], strlen(addresses[a]));
    for (size_t i = 0; i < text.length;) {
        uint32_t code;
        bool word;
        unsigned number;
        size_t length = eh_utf8_next((eh_slice){text.at + i, text.length - i}, &code), marker = 0;
        found.symbol = found.symbol || is_note_symbol(code);
        if (code == '[')
            marker = marker_at(text, i, &word, &number);
        if (marker)
            take_marker(audit, &found, word, number, defines);
        else if (code < 0x80 && lower((char)code) == 'n')
            found.loose_note = found.loose_note || loose_note_at(text, i);
        bool sign = (code < 0x80 && !is_digit((char)code) && (lower((char)code) < 'a' || lower((char)code) > 'z')) ||
                    (code >= 0x80 && code < 0xc0) || (code >= 0x2000 && code < 0x2c00);
        found.only_symbols = found.only_symbols && sign && !marker;
        i += marker ? marker : length;
    }
    return found;
}
