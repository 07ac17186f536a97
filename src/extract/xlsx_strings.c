#include "extract/xlsx_strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

typedef struct strings_parser {
    eh_xml *xml;
    eh_strings *strings;
    eh_cell_text text;
    uint64_t cut;
    bool in_item, in_run, in_text;
    bool repaired; /* the item held bytes that are no characters */
} strings_parser;

void eh_cell_text_start(eh_cell_text *text) {
    text->bytes.length = 0;
    text->run = 0;
    text->cut = false;
}

void eh_cell_text_add(eh_cell_text *text, const char *bytes, size_t length) {
    size_t left = EH_LIMIT_CELL - text->bytes.length;
    if (text->cut || length <= left) {
        if (!text->cut) {
            eh_buffer_add(&text->bytes, bytes, length);
        }
        return;
    }
    text->cut = true;
    while (left > 0 && ((unsigned char)bytes[left] & 0xC0) == 0x80) {
        left--; /* not within a character */
    }
    eh_buffer_add(&text->bytes, bytes, left);
}

/* The code of an escape _xHHHH_ at `at`; -1 when there is none. */
static int32_t escape_at(const char *at, size_t length) {
    int32_t code = 0;
    if (length < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_') {
        return -1;
    }
    for (int i = 2; i < 6; i++) {
        char c = at[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) {
            return -1;
        }
        code = code * 16 + digit;
    }
    return code;
}

/* Writes the character of the escape `code` to `out`, with the low surrogate behind it if there is one. Returns how many bytes were read;
 * an escape is longer than what it stands for. A NUL or half a pair is U+FFFD. */
static size_t put_escape(const char *at, size_t length, int32_t code, char **out) {
    size_t used = 7;
    uint32_t character = (uint32_t)code;
    if (character >= 0xD800 && character < 0xDC00) {
        int32_t low = escape_at(at + 7, length - 7);
        if (low >= 0xDC00 && low < 0xE000) {
            character = 0x10000 + ((character - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
            used = 14;
        }
    }
    *out += eh_utf8_put(character == 0 ? 0xFFFD : character, *out);
    return used;
}

void eh_cell_text_end_run(eh_cell_text *text) {
    if (text->bytes.length <= text->run) {
        return;
    }
    char *start = text->bytes.data + text->run, *end = text->bytes.data + text->bytes.length;
    char *from = memchr(start, '_', (size_t)(end - start)), *to = from;
    while (from != NULL && from < end) {
        int32_t code = *from == '_' ? escape_at(from, (size_t)(end - from)) : -1;
        if (code < 0) {
            *to++ = *from++;
        } else {
            from += put_escape(from, (size_t)(end - from), code, &to);
        }
    }
    if (to != NULL) {
        text->bytes.length = (size_t)(to - text->bytes.data);
        *to = '\0';
    }
    text->run = text->bytes.length;
}

/* Room for one more; NULL when out of memory, with the array left as it was. */
static uint32_t *grown(uint32_t *array, uint32_t count, uint32_t *room) {
    if (count < *room) {
        return array;
    }
    uint32_t wanted = *room == 0 ? 1024 : *room * 2;
    uint32_t *larger = realloc(array, wanted * sizeof *larger);
    *room = larger != NULL ? wanted : *room;
    return larger;
}

/* One more string; its number is its place, so that an empty one takes a place too. */
static void add_string(strings_parser *parser, eh_slice text) {
    eh_strings *strings = parser->strings;
    text = eh_lex_trim(text);
    uint64_t size =
        strings->bytes.length + (uint64_t)text.length + ((uint64_t)strings->count + 1) * sizeof *strings->ends;
    if (size > EH_LIMIT_STRINGS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_STRINGS_TOO_LARGE);
        return;
    }
    uint32_t *ends = grown(strings->ends, strings->count, &strings->room);
    if (ends == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    strings->ends = ends;
    if (text.length > 0 && !eh_buffer_add(&strings->bytes, text.at, text.length)) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    strings->ends[strings->count++] = (uint32_t)strings->bytes.length;
}

/* ---- an item's parts: si > t, or si > r > t (depth 1 for a child of si); the t of rPh says how a text is spoken and is no part of it ---- */

static void start_item(strings_parser *parser) {
    parser->in_run = parser->in_text = parser->repaired = false;
    eh_cell_text_start(&parser->text);
}

static void start_in_item(strings_parser *parser, eh_slice name, bool main, unsigned depth) {
    bool text = main && eh_slice_equal(name, EH_SLICE("t"));
    if (depth == 1) {
        parser->in_run = main && eh_slice_equal(name, EH_SLICE("r"));
        parser->in_text = text;
    } else if (depth == 2) {
        parser->in_text = parser->in_run && text;
    }
}

static void end_in_item(strings_parser *parser, unsigned depth) {
    if (parser->in_text && depth <= 2) {
        eh_cell_text_end_run(&parser->text);
        parser->in_text = false;
    }
}

/* Remembers that the item that ends was repaired. */
static void note_repaired(strings_parser *parser) {
    eh_strings *strings = parser->strings;
    uint32_t *numbers = grown(strings->repaired, strings->repaired_count, &strings->repaired_room);
    if (numbers == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    strings->repaired = numbers;
    numbers[strings->repaired_count++] = strings->count;
}

static void end_item(strings_parser *parser) {
    if (parser->text.bytes.failed) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    if (parser->repaired) {
        note_repaired(parser);
    }
    add_string(parser, (eh_slice){parser->text.bytes.data, parser->text.bytes.length});
    parser->cut += parser->text.cut;
}

/* ---- libxml2's events ---- */

static void on_start(void *self, const eh_xml_element *element) {
    strings_parser *parser = self;
    bool main = element->space == EH_XML_MAIN;
    if (element->depth == 1) {
        if (!main || strcmp(element->name, "sst") != 0) {
            eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
        }
    } else if (element->depth == 2) {
        parser->in_item = main && strcmp(element->name, "si") == 0;
        start_item(parser);
    } else if (parser->in_item) {
        start_in_item(parser, eh_slice_of(element->name), main, element->depth - 2);
    }
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space;
    strings_parser *parser = self;
    if (depth > 2) {
        end_in_item(parser, depth - 2);
    } else if (parser->in_item && depth == 2) {
        parser->in_item = false;
        end_item(parser);
    }
}

static void on_text(void *self, const char *text, size_t length) {
    strings_parser *parser = self;
    if (parser->in_text) {
        eh_cell_text_add(&parser->text, text, length);
    }
}

static void on_replaced(void *self) {
    strings_parser *parser = self;
    if (!parser->in_item) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
    }
    parser->repaired = true;
}

/* ---- the scanner ---- */

static void on_scanned_start(void *self, eh_slice name, unsigned depth) {
    start_in_item(self, name, true, depth);
}

static void on_scanned_end(void *self, unsigned depth) {
    end_in_item(self, depth);
}

static void on_scanned_replaced(void *self) {
    ((strings_parser *)self)->repaired = true;
}

static bool passed(eh_scan *scan, eh_slice word) {
    bool there = memcmp(scan->at, word.at, word.length) == 0; /* words are shorter than the pad behind the window */
    scan->at += there ? word.length : 0;
    return there;
}

/* An item as nearly all are: one text without references and escapes. */
static bool scan_plain_item(eh_scan *scan, eh_slice *text) {
    return (passed(scan, EH_SLICE("<si><t>")) || passed(scan, EH_SLICE("<si><t xml:space=\"preserve\">"))) &&
           eh_lex_text(scan, text) == EH_LEX_OK && text->length <= EH_LIMIT_CELL &&
           (text->length == 0 || memchr(text->at, '_', text->length) == NULL) && passed(scan, EH_SLICE("</t></si>"));
}

static eh_lex scan_item(strings_parser *parser, eh_scan *scan) {
    static const eh_lex_events events = {on_scanned_start, on_scanned_end, on_text, on_scanned_replaced};
    eh_scan at = *scan;
    eh_slice text;
    if (scan_plain_item(&at, &text)) {
        add_string(parser, text);
        *scan = at;
        return EH_LEX_OK;
    }
    eh_lex_tag tag;
    if (!eh_lex_at(scan, EH_SLICE("<si"))) {
        return scan->end - scan->at > 3 ? EH_LEX_UNSURE : EH_LEX_MORE;
    }
    at = *scan;
    eh_lex read = eh_lex_start(&at, &tag);
    start_item(parser);
    if (read == EH_LEX_OK && !tag.empty) {
        read = eh_lex_content(&at, tag.name, &events, parser);
    }
    if (read == EH_LEX_OK) {
        end_item(parser);
        *scan = at;
    }
    return read;
}

static eh_scanned scan_items(void *self, eh_scan *scan) {
    strings_parser *parser = self;
    for (;;) {
        eh_scan at = *scan;
        eh_lex read = eh_lex_space(&at);
        if (read == EH_LEX_OK && at.at[1] == '/') {
            *scan = at;
            return EH_SCANNED_END;
        }
        read = read == EH_LEX_OK ? scan_item(parser, &at) : read;
        if (read != EH_LEX_OK || eh_xml_refused(parser->xml)) {
            start_item(parser);
            return read == EH_LEX_MORE ? EH_SCANNED_ALL : EH_SCANNED_UNSURE;
        }
        scan->at = at.at;
    }
}

eh_status eh_strings_read(eh_package *package, const char *part, eh_findings *findings, eh_strings *strings) {
    static const eh_xml_scanning scanning = {{"<sst", 4}, 1, scan_items};
    static const eh_xml_events events = {on_start, on_end, on_text, on_replaced, &scanning};
    strings_parser parser = {.strings = strings};
    *strings = (eh_strings){0};
    eh_status status = eh_xml_read(package, part, &events, &parser, &parser.xml, findings);
    if (status == EH_OK && parser.cut > 0) {
        eh_place place = {.file = eh_package_file(package)};
        status = eh_found(findings, EH_F_XLSX_CELL_CUT, place, parser.cut, NULL, NULL, NULL);
    }
    eh_buffer_free(&parser.text.bytes);
    if (status != EH_OK) {
        eh_strings_free(strings);
    }
    return status;
}

void eh_strings_free(eh_strings *strings) {
    eh_buffer_free(&strings->bytes);
    free(strings->ends);
    free(strings->repaired);
    *strings = (eh_strings){0};
}

bool eh_strings_repaired(const eh_strings *strings, uint32_t number) {
    uint32_t low = 0, high = strings->repaired_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strings->repaired[middle] < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < strings->repaired_count && strings->repaired[low] == number;
}
