#include "cli/finding_words.h"

#include <string.h>

void column_letters(unsigned column, char out[8]) {
    char letters[8];
    size_t n = 0;
    for (; column && n + 1 < sizeof letters; column = (column - 1) / 26)
        letters[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = letters[n - 1 - i];
    out[n] = '\0';
}

/* One part of the place, a comma (or what `gap` says) before it unless it is the first. */
static void part(eh_buffer *out, size_t start, const char *gap, const char *before, const char *text) {
    if (!*text)
        return;
    if (out->length > start)
        eh_buffer_text(out, gap);
    eh_buffer_text(out, before);
    eh_buffer_text(out, text);
}

static void place_words(eh_buffer *out, const eh_finding *f) {
    size_t start = out->length;
    char letters[8];
    column_letters(f->column, letters);
    part(out, start, ", ", "", f->organisation);
    part(out, start, " ", "", f->standard);
    part(out, start, ", ", "", f->item);
    part(out, start, ", ", "", f->file);
    part(out, start, ", ", "sheet ", f->sheet);
    if (f->row) {
        eh_buffer_text(out, out->length > start ? ", row " : "row ");
        eh_buffer_whole(out, (int64_t)f->row);
    }
    part(out, start, ", ", "column ", letters);
    if (out->length > start)
        eh_buffer_text(out, ": ");
}

void finding_words(eh_buffer *out, const eh_finding *f) {
    place_words(out, f);
    eh_buffer_text(out, f->text);
    if (*f->advice)
        eh_buffer_char(out, ' ');
    eh_buffer_text(out, f->advice);
}

static bool says_the_same(const eh_finding *a, const eh_finding *b) {
    return a->code == b->code && a->severity == b->severity && strcmp(a->standard, b->standard) != 0 &&
           strcmp(a->organisation, b->organisation) == 0 && strcmp(a->file, b->file) == 0 &&
           strcmp(a->sheet, b->sheet) == 0 && strcmp(a->item, b->item) == 0 && strcmp(a->text, b->text) == 0;
}

bool finding_shown(const eh_finding *const *list, size_t count, size_t i, eh_finding *shown) {
    *shown = *list[i];
    for (size_t other = 0; other < count; other++) {
        if (other == i || !says_the_same(list[i], list[other]))
            continue;
        if (other < i)
            return false;
        shown->standard = "";
    }
    return true;
}

void finding_members(eh_json *json, const eh_finding *f) {
    eh_json_text(json, "severity", eh_severity_text(f->severity));
    eh_json_text(json, "code", f->code);
    eh_json_text_if(json, "organisation", f->organisation);
    eh_json_text_if(json, "standard", f->standard);
    eh_json_text_if(json, "item", f->item);
    eh_json_text_if(json, "file", f->file);
    eh_json_text_if(json, "sheet", f->sheet);
    if (f->row)
        eh_json_whole(json, "row", f->row);
    if (f->column)
        eh_json_whole(json, "column", f->column);
    eh_json_text_if(json, "heading", f->heading);
    eh_json_text_if(json, "value", f->value);
    eh_json_whole(json, "count", f->count);
    eh_json_text(json, "text", f->text);
    eh_json_text_if(json, "advice", f->advice);
}
