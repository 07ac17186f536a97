/* See text_layout.h. */
#include "report/text_layout.h"

#include <string.h>

enum { PAIR_COLUMN = 18 };

/* How many columns `length` bytes of UTF-8 take: one a code point, which is right for the languages of these returns. */
static size_t columns_of(const char *bytes, size_t length) {
    size_t columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return columns;
}

static void spaces(eh_buffer *out, size_t count) {
    while (count-- > 0)
        eh_buffer_char(out, ' ');
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* Words of `text` from column `at`, further lines indented by `indent`. A word longer than a line stands alone. */
static void wrap(eh_buffer *out, const char *text, size_t at, size_t indent) {
    bool first = true;
    while (*text) {
        while (is_space(*text))
            text++;
        size_t length = 0;
        while (text[length] && !is_space(text[length]))
            length++;
        if (length == 0)
            break;
        size_t columns = columns_of(text, length);
        if (!first && at + 1 + columns > EH_LINE_WIDTH) {
            eh_buffer_char(out, '\n');
            spaces(out, indent);
            at = indent;
        } else if (!first) {
            eh_buffer_char(out, ' ');
            at++;
        }
        eh_buffer_add(out, text, length);
        at += columns;
        text += length;
        first = false;
    }
    eh_buffer_char(out, '\n');
}

void eh_lines_title(eh_lines *lines, const char *text) {
    wrap(&lines->out, text, 0, 0);
    size_t columns = columns_of(text, strlen(text));
    for (size_t i = 0; i < columns && i < EH_LINE_WIDTH; i++)
        eh_buffer_char(&lines->out, '=');
    eh_buffer_text(&lines->out, "\n");
}

void eh_lines_heading(eh_lines *lines, const char *text) {
    eh_buffer_char(&lines->out, '\n');
    wrap(&lines->out, text, 0, 0);
}

void eh_lines_paragraph(eh_lines *lines, const char *text) {
    wrap(&lines->out, text, 0, 0);
}

void eh_lines_item(eh_lines *lines, const char *text) {
    eh_buffer_text(&lines->out, "  - ");
    wrap(&lines->out, text, 4, 4);
}

void eh_lines_pair(eh_lines *lines, const char *name, const char *text) {
    size_t columns = columns_of(name, strlen(name));
    eh_buffer_text(&lines->out, "  ");
    eh_buffer_text(&lines->out, name);
    spaces(&lines->out, columns < PAIR_COLUMN ? PAIR_COLUMN - columns : 1);
    wrap(&lines->out, text, 2 + PAIR_COLUMN, 2 + PAIR_COLUMN);
}

void eh_lines_blank(eh_lines *lines) {
    eh_buffer_char(&lines->out, '\n');
}

eh_status eh_lines_write(eh_lines *lines, eh_sink *sink) {
    return eh_buffer_write(&lines->out, sink);
}
