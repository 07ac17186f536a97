#include "standard/mapping_text.h"

#include <string.h>

/* Takes a quoted cell whose opening quote is taken already, with what follows the closing quote up to the cell's end. */
static eh_status quoted_cell(eh_mapping_text *text, eh_slice *cell) {
    const char *from = text->rest.at;
    size_t size = 0, length = 0;
    bool inside = true;
    for (; size < text->rest.length; size++) {
        char c = from[size];
        if (!inside && (c == text->separator || c == '\n' || c == '\r'))
            break;
        if (c == '"')
            inside = !inside;
    }
    char *out = eh_arena_alloc(text->arena, size + 1);
    if (!out)
        return EH_NOMEM;
    bool quote = false; /* the character before was a quote that closed, or begins a doubled one */
    for (size_t i = 0; i < size; i++) {
        quote = from[i] == '"' && !quote;
        if (!quote)
            out[length++] = from[i];
    }
    text->open_quote = text->open_quote || inside;
    text->rest.at += size;
    text->rest.length -= size;
    *cell = (eh_slice){out, length};
    return EH_OK;
}

static void plain_cell(eh_mapping_text *text, eh_slice *cell) {
    size_t at = 0;
    while (at < text->rest.length && text->rest.at[at] != text->separator && text->rest.at[at] != '\n' &&
           text->rest.at[at] != '\r')
        at++;
    *cell = (eh_slice){text->rest.at, at};
    text->rest.at += at;
    text->rest.length -= at;
}

/* Takes the end of a row, when it is one. */
static bool row_ends(eh_mapping_text *text) {
    if (text->rest.length == 0)
        return true;
    char c = text->rest.at[0];
    if (c != '\n' && c != '\r')
        return false;
    size_t length = c == '\r' && text->rest.length > 1 && text->rest.at[1] == '\n' ? 2 : 1;
    text->rest.at += length;
    text->rest.length -= length;
    return true;
}

eh_status eh_mapping_row(eh_mapping_text *text, eh_slice *cells, unsigned room, unsigned *count) {
    *count = 0;
    if (text->rest.length == 0)
        return EH_END;
    text->row++;
    for (;;) {
        eh_slice cell;
        if (text->rest.length && text->rest.at[0] == '"') {
            text->rest.at++;
            text->rest.length--;
            if (quoted_cell(text, &cell) != EH_OK)
                return EH_NOMEM;
        } else {
            plain_cell(text, &cell);
        }
        if (*count < room)
            cells[(*count)++] = eh_trim(cell);
        if (row_ends(text))
            return EH_OK;
        text->rest.at++; /* the separator */
        text->rest.length--;
    }
}
