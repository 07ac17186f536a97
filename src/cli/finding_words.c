#include "cli/finding_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "standard/catalogue.h"

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

/* What two findings must have in common to be said once, but for the standard. */
static bool key_of(eh_buffer *key, const eh_finding *f) {
    const char *const parts[] = {f->code, f->organisation, f->file, f->sheet, f->item, f->text};
    key->length = 0;
    eh_buffer_char(key, (char)f->severity);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        eh_buffer_text(key, parts[i]);
        eh_buffer_char(key, '\0');
    }
    return !key->failed;
}

/* A bit for each standard, and one for none. */
static unsigned standard_bit(const eh_finding *f) {
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++)
        if (!strcmp(f->standard, eh_standard_id(s)))
            return 2u << s;
    return 1;
}

finding_show *findings_show(const eh_finding *const *list, size_t count) {
    finding_show *show = calloc(count + 1, sizeof *show);
    uint32_t *same = malloc((count + 1) * sizeof *same); /* the number of each finding's key */
    unsigned *seen = calloc(count + 1, sizeof *seen);    /* the standards of each key so far */
    eh_index *keys = eh_index_new();
    eh_buffer key = {0};
    bool fine = show && same && seen && keys;
    for (size_t i = 0; i < count && fine; i++) {
        fine = key_of(&key, list[i]);
        same[i] = fine ? eh_index_add(keys, (eh_slice){key.data, key.length}, NULL) : EH_INDEX_NONE;
        fine = same[i] != EH_INDEX_NONE;
        if (fine && (seen[same[i]] & ~standard_bit(list[i])))
            show[i] = FINDING_SAID;
        if (fine)
            seen[same[i]] |= standard_bit(list[i]);
    }
    for (size_t i = 0; i < count && fine; i++)
        if (show[i] != FINDING_SAID && (seen[same[i]] & ~standard_bit(list[i])))
            show[i] = FINDING_OF_SEVERAL;
    eh_buffer_free(&key);
    eh_index_free(keys);
    free(same);
    free(seen);
    if (fine)
        return show;
    free(show);
    return NULL;
}

bool finding_shown(const eh_finding *finding, finding_show show, eh_finding *shown) {
    *shown = *finding;
    if (show == FINDING_OF_SEVERAL)
        shown->standard = "";
    return show != FINDING_SAID;
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
