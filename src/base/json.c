#include "base/json.h"

#include <math.h>

#include "base/fraction.h"

static void new_line(eh_json *j) {
    if (j->one_line)
        return;
    static const char deep[] = "\n                                ";
    enum { DEEPEST = (sizeof deep - 2) / 2 };
    eh_buffer_add(&j->out, deep, 1 + 2 * (size_t)(j->depth < DEEPEST ? j->depth : DEEPEST));
    for (unsigned i = DEEPEST; i < j->depth; i++)
        eh_buffer_text(&j->out, "  ");
}

/* How many bytes from the beginning stand in JSON as they are, one a character. */
static size_t plain(eh_slice text) {
    size_t n = 0;
    while (n < text.length && text.at[n] >= ' ' && text.at[n] < 0x7f && text.at[n] != '"' && text.at[n] != '\\')
        n++;
    return n;
}

static void string(eh_json *j, const char *text) {
    eh_slice left = eh_slice_of(text);
    eh_buffer_char(&j->out, '"');
    while (left.length > 0) {
        uint32_t code;
        size_t run = plain(left);
        eh_buffer_add(&j->out, left.at, run);
        left.at += run;
        left.length -= run;
        if (left.length == 0)
            break;
        size_t length = eh_utf8_next(left, &code);
        if (code == '"' || code == '\\')
            eh_buffer_char(&j->out, '\\');
        if (code < 0x20 || code == 0x7f)
            eh_buffer_format(&j->out, "\\u%04x", (unsigned)code);
        else if (code == 0xfffd)
            eh_buffer_text(&j->out, "\xef\xbf\xbd"); /* also for bytes that are no UTF-8 */
        else
            eh_buffer_add(&j->out, left.at, length);
        left.at += length;
        left.length -= length;
    }
    eh_buffer_char(&j->out, '"');
}

static void begin(eh_json *j, const char *name) {
    if (j->open)
        eh_buffer_text(&j->out, j->one_line ? ", " : ",");
    if (j->depth)
        new_line(j);
    j->open = true;
    if (name) {
        string(j, name);
        eh_buffer_text(&j->out, ": ");
    }
}

void eh_json_open(eh_json *j, const char *name, char bracket) {
    begin(j, name);
    eh_buffer_char(&j->out, bracket);
    j->open = false;
    j->depth++;
}

void eh_json_close(eh_json *j, char bracket) {
    j->depth--;
    if (j->open)
        new_line(j);
    eh_buffer_char(&j->out, bracket);
    j->open = true;
    if (j->sink)
        eh_buffer_pass(&j->out, j->sink, &j->status);
}

void eh_json_open_line(eh_json *j, const char *name, char bracket) {
    eh_json_open(j, name, bracket);
    j->one_line = true;
}

void eh_json_close_line(eh_json *j, char bracket) {
    eh_json_close(j, bracket);
    j->one_line = false;
}

void eh_json_text(eh_json *j, const char *name, const char *text) {
    begin(j, name);
    string(j, text);
}

void eh_json_text_if(eh_json *j, const char *name, const char *text) {
    if (text && *text)
        eh_json_text(j, name, text);
}

void eh_json_whole(eh_json *j, const char *name, uint64_t number) {
    begin(j, name);
    eh_buffer_whole(&j->out, (int64_t)number);
}

void eh_json_number(eh_json *j, const char *name, double number) {
    char digits[EH_FRACTION_ROOM];
    if (!isfinite(number))
        return;
    begin(j, name);
    eh_buffer_add(&j->out, digits, eh_double_write(number, digits));
}

void eh_json_date(eh_json *j, const char *name, eh_date day) {
    char iso[11];
    eh_date_write(day, iso);
    eh_json_text(j, name, iso);
}

void eh_json_yes(eh_json *j, const char *name, bool yes) {
    begin(j, name);
    eh_buffer_text(&j->out, yes ? "true" : "false");
}

void eh_json_begin(eh_json *j, const char *format) {
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "format", format);
    eh_json_text(j, "version", "1.0");
}

void eh_json_end(eh_json *j) {
    eh_json_close(j, '}');
    eh_buffer_char(&j->out, '\n');
}

eh_status eh_json_write_rest(eh_json *j) {
    return eh_buffer_write_rest(&j->out, j->sink, j->status);
}
