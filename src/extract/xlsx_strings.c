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

/* One more string; its number is its place, so that an empty one takes a place too. */
static void add_string(strings_parser *parser) {
    eh_strings *strings = parser->strings;
    eh_slice text = eh_trim((eh_slice){parser->text.bytes.data, parser->text.bytes.length});
    uint64_t size =
        strings->bytes.length + (uint64_t)text.length + ((uint64_t)strings->count + 1) * sizeof *strings->ends;
    if (size > EH_LIMIT_STRINGS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_STRINGS_TOO_LARGE);
        return;
    }
    if (strings->count == strings->room) {
        uint32_t room = strings->room == 0 ? 1024 : strings->room * 2;
        uint32_t *larger = realloc(strings->ends, room * sizeof *larger);
        if (larger == NULL) {
            eh_xml_out_of_memory(parser->xml);
            return;
        }
        strings->ends = larger;
        strings->room = room;
    }
    if (parser->text.bytes.failed || (text.length > 0 && !eh_buffer_add(&strings->bytes, text.at, text.length))) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    strings->ends[strings->count++] = (uint32_t)strings->bytes.length;
    parser->cut += parser->text.cut;
}

/* sst > si > t, or sst > si > r > t; the t of rPh says how a text is spoken and is no part of it. */
static void on_start(void *self, const eh_xml_element *element) {
    strings_parser *parser = self;
    bool main = element->space == EH_XML_MAIN;
    if (element->depth == 1) {
        if (!main || strcmp(element->name, "sst") != 0) {
            eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
        }
    } else if (element->depth == 2) {
        parser->in_item = main && strcmp(element->name, "si") == 0;
        eh_cell_text_start(&parser->text);
    } else if (parser->in_item && element->depth == 3) {
        parser->in_run = main && strcmp(element->name, "r") == 0;
        parser->in_text = main && strcmp(element->name, "t") == 0;
    } else if (parser->in_item && element->depth == 4) {
        parser->in_text = main && parser->in_run && strcmp(element->name, "t") == 0;
    }
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space;
    strings_parser *parser = self;
    if (parser->in_text && (depth == 3 || depth == 4)) {
        eh_cell_text_end_run(&parser->text);
        parser->in_text = false;
    }
    if (parser->in_item && depth == 2) {
        parser->in_item = false;
        add_string(parser);
    }
}

static void on_text(void *self, const char *text, size_t length) {
    strings_parser *parser = self;
    if (parser->in_text) {
        eh_cell_text_add(&parser->text, text, length);
    }
}

eh_status eh_strings_read(eh_package *package, const char *part, eh_findings *findings, eh_strings *strings) {
    static const eh_xml_events events = {on_start, on_end, on_text};
    strings_parser parser = {.strings = strings};
    *strings = (eh_strings){0};
    eh_status status = eh_xml_open(package, part, &events, &parser, &parser.xml);
    if (status == EH_OK) {
        status = eh_xml_run(parser.xml, findings);
    }
    if (status == EH_OK && parser.cut > 0) {
        eh_place place = {.file = eh_package_file(package)};
        status = eh_found(findings, EH_F_XLSX_CELL_CUT, place, parser.cut, NULL, NULL, NULL);
    }
    eh_xml_close(parser.xml);
    eh_buffer_free(&parser.text.bytes);
    if (status != EH_OK) {
        eh_strings_free(strings);
    }
    return status;
}

void eh_strings_free(eh_strings *strings) {
    eh_buffer_free(&strings->bytes);
    free(strings->ends);
    *strings = (eh_strings){0};
}

eh_slice eh_strings_at(const eh_strings *strings, uint32_t number) {
    uint32_t start = number == 0 ? 0 : strings->ends[number - 1];
    size_t length = strings->ends[number] - start;
    return length == 0 ? (eh_slice){NULL, 0} : (eh_slice){strings->bytes.data + start, length};
}
