/* Relationships of any part, ranges of cells, and texts: what the parts of the audit share. */
#include <stdlib.h>
#include <string.h>

#include "extract/access_audit.h"
#include "extract/xlsx_cell.h"

bool eh_access_grow(void **at, uint32_t count, uint32_t *room, size_t size, uint32_t most) {
    if (count < *room)
        return true;
    uint32_t wanted = *room ? *room * 2 : 16;
    void *larger = count < most ? realloc(*at, wanted * size) : NULL;
    if (!larger)
        return false;
    *at = larger;
    *room = wanted;
    return true;
}

/* libxml2, which is not to expand entities, leaves every ampersand in an attribute as "&#38;". */
const char *eh_access_keep(eh_arena *arena, eh_slice value) {
    static const char escaped[] = "&#38;";
    char *copy = eh_arena_alloc(arena, value.length + 1), *to = copy;
    for (size_t i = 0; copy && i < value.length;) {
        bool ampersand = value.length - i >= 5 && !memcmp(value.at + i, escaped, 5);
        *to++ = value.at[i];
        i += ampersand ? 5 : 1;
    }
    return copy;
}

typedef struct relations_parser {
    eh_xml *xml;
    eh_arena *arena;
    eh_slice folder;
    eh_relations *relations;
} relations_parser;

static const char *target_of(relations_parser *parser, const eh_xml_element *element) {
    eh_buffer form = {0};
    if (eh_slice_equal(eh_xml_attribute(element, "TargetMode"), EH_SLICE("External")))
        return "";
    const char *written = eh_access_keep(parser->arena, eh_xml_attribute(element, "Target"));
    eh_status status = written ? eh_part_name(parser->folder, eh_slice_of(written), &form) : EH_NOMEM;
    const char *target = status == EH_OK    ? eh_arena_slice(parser->arena, form.data, form.length)
                         : status == EH_BAD ? ""
                                            : NULL;
    eh_buffer_free(&form);
    return target;
}

static void relation_start(void *self, const eh_xml_element *element) {
    relations_parser *parser = self;
    eh_relations *all = parser->relations;
    if (element->space != EH_XML_PACKAGE || strcmp(element->name, "Relationship") != 0)
        return;
    if (all->count == EH_LIMIT_PARTS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_TOO_MANY_PARTS);
        return;
    }
    void *array = all->at;
    bool room = eh_access_grow(&array, all->count, &all->room, sizeof *all->at, EH_LIMIT_PARTS);
    const char *type = eh_access_keep(parser->arena, eh_xml_attribute(element, "Type"));
    const char *target = target_of(parser, element), *slash = type ? strrchr(type, '/') : NULL;
    all->at = array;
    if (!room || !type || !target)
        eh_xml_out_of_memory(parser->xml);
    else
        all->at[all->count++] = (eh_relation){slash ? slash + 1 : type, target};
}

static void nothing_ends(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)self, (void)name, (void)space, (void)depth;
}

eh_status eh_access_relations(eh_package *package, const char *part, eh_arena *arena, eh_findings *findings,
                              eh_relations *relations) {
    static const eh_xml_events events = {relation_start, nothing_ends, NULL, NULL, NULL};
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    relations_parser parser = {.arena = arena, .folder = {part, folder}, .relations = relations};
    eh_buffer name = {0};
    *relations = (eh_relations){0};
    eh_buffer_add(&name, part, folder);
    eh_buffer_format(&name, "_rels/%s.rels", part + folder);
    eh_status status = name.failed ? EH_NOMEM : EH_OK;
    if (status == EH_OK && eh_package_has(package, name.data)) {
        status = eh_xml_open(package, name.data, &events, &parser, &parser.xml);
        if (status == EH_OK)
            status = eh_xml_run(parser.xml, findings);
        eh_xml_close(parser.xml);
    }
    eh_buffer_free(&name);
    return status;
}

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
