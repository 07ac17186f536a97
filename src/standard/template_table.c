#include "standard/template_table.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"

/* Where the reader stands. Cells are unquoted in place: `write` never runs ahead of `read`. */
typedef struct scan {
    char *read, *end;
    uint32_t line;
    const char *name;
    eh_findings *findings;
} scan;

/* What the file's cells are, as it is read: how many there are is known when it has been. */
typedef struct growing {
    const char **cells; /* malloc */
    size_t count, room;
} growing;

typedef enum cell_end { CELL_NEXT, CELL_LAST, CELL_BROKEN } cell_end;

eh_status eh_template_bad(eh_findings *findings, const char *name, uint32_t line, const char *heading,
                          const char *wrong, const char *value) {
    enum { LONGEST = 100 };
    eh_buffer text = {0};
    eh_buffer_text(&text, wrong);
    if (value != NULL && value[0] != '\0') {
        size_t length = strlen(value);
        bool cut = length > LONGEST;
        if (cut) {
            length = LONGEST;
            while (length > 0 && ((unsigned char)value[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        eh_buffer_text(&text, " \"");
        eh_buffer_add(&text, value, length);
        eh_buffer_text(&text, cut ? "...\"" : "\"");
    }
    eh_status status = EH_NOMEM;
    if (!text.failed && text.data != NULL) {
        eh_place place = {.file = name, .row = line, .heading = heading};
        status = eh_refuse(findings, EH_F_BROKEN_TEMPLATE, place, text.data, NULL);
    }
    eh_buffer_free(&text);
    return status;
}

/* Reads one quoted cell; s->read stands behind the opening quote and afterwards behind the closing one. */
static bool quoted(scan *s, char **write, eh_status *status) {
    uint32_t begun = s->line;
    while (s->read < s->end) {
        char c = *s->read++;
        if (c == '"') {
            if (s->read == s->end || *s->read != '"') {
                return true;
            }
            s->read++;
        }
        s->line += c == '\n';
        *(*write)++ = c;
    }
    *status = eh_template_bad(s->findings, s->name, begun, NULL, "a quote is opened and never closed", NULL);
    return false;
}

/* Where a cell that does not begin with a quote ends. Not strcspn: it may look at all that follows (with strict string checks it does, for each cell). */
static char *plain_end(char *read, const char *end) {
    static const bool ends[UCHAR_MAX + 1] = {[','] = true, ['\n'] = true, ['\r'] = true, ['"'] = true};
    while (read < end && !ends[(unsigned char)*read]) {
        read++;
    }
    return read;
}

/* Reads one cell up to its comma or line end, which it passes; NUL-terminates it. */
static cell_end cell(scan *s, const char **text, eh_status *status) {
    char *write = s->read;
    *text = write;
    if (s->read < s->end && *s->read == '"') {
        s->read++;
        if (!quoted(s, &write, status)) {
            return CELL_BROKEN;
        }
    } else {
        s->read = plain_end(s->read, s->end); /* nothing to unquote: the cell stays where it is */
        write = s->read;
    }
    if (s->read == s->end) {
        *write = '\0';
        return CELL_LAST;
    }
    char c = *s->read++;
    if (c == '\r' && s->read < s->end && *s->read == '\n') {
        c = *s->read++;
    }
    if (c != ',' && c != '\n') {
        const char *wrong = c == '"'    ? "a quote stands in the middle of a cell"
                            : c == '\r' ? "a line ends with a carriage return alone"
                                        : "something follows a closing quote";
        *status = eh_template_bad(s->findings, s->name, s->line, NULL, wrong, NULL);
        return CELL_BROKEN;
    }
    s->line += c == '\n';
    *write = '\0';
    return c == ',' ? CELL_NEXT : CELL_LAST;
}

enum { FIRST_ROOM = 256 };

static bool add_cell(growing *list, const char *text) {
    if (list->count == list->room) {
        size_t room = list->room * 2;
        const char **cells = realloc((void *)list->cells, room * sizeof *cells);
        if (cells == NULL) {
            return false;
        }
        list->cells = cells;
        list->room = room;
    }
    list->cells[list->count++] = text;
    return true;
}

/* Reads one row, whose cells it adds to the list. */
static eh_status row(scan *s, growing *list) {
    for (;;) {
        const char *text = NULL;
        eh_status status = EH_BAD;
        cell_end end = cell(s, &text, &status);
        if (end == CELL_BROKEN) {
            return status;
        }
        if (!add_cell(list, text)) {
            return EH_NOMEM;
        }
        if (end == CELL_LAST) {
            return EH_OK;
        }
    }
}

static eh_status check_bytes(const char *name, const char *data, size_t size, eh_findings *findings) {
    if (size > EH_LIMIT_TEMPLATE) {
        return eh_template_bad(findings, name, 0, NULL, "it is larger than a file of rules may be", NULL);
    }
    if (memchr(data, '\0', size) == NULL && eh_utf8_valid(data, size)) {
        return EH_OK;
    }
    uint32_t line = 1;
    size_t at = 0;
    while (at < size) {
        const char *end = memchr(data + at, '\n', size - at);
        size_t length = end != NULL ? (size_t)(end - data) - at : size - at;
        if (memchr(data + at, '\0', length) != NULL || !eh_utf8_valid(data + at, length)) {
            break;
        }
        at += length + 1;
        line++;
    }
    return eh_template_bad(findings, name, line, NULL, "these bytes are not UTF-8 text", NULL);
}

static eh_status check_headings(const scan *s, uint32_t line, const char *const *headings, size_t count) {
    if (count > EH_LIMIT_COLUMNS) {
        return eh_template_bad(s->findings, s->name, line, NULL, "there are too many columns", NULL);
    }
    for (size_t i = 0; i < count; i++) {
        if (headings[i][0] == '\0') {
            return eh_template_bad(s->findings, s->name, line, NULL, "a column has no heading", NULL);
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(headings[i], headings[k]) == 0) {
                return eh_template_bad(s->findings, s->name, line, NULL, "two columns have the heading", headings[i]);
            }
        }
    }
    return EH_OK;
}

static eh_status bad_width(const scan *s, uint32_t line, size_t found, size_t wanted) {
    eh_buffer text = {0};
    eh_buffer_format(&text, "the row has %zu cells and the headings are %zu", found, wanted);
    eh_status status = EH_NOMEM;
    if (!text.failed) {
        status = eh_template_bad(s->findings, s->name, line, NULL, text.data, NULL);
    }
    eh_buffer_free(&text);
    return status;
}

static void skip_comments(scan *s) {
    while (s->read < s->end && (*s->read == '#' || *s->read == '\n' || *s->read == '\r')) {
        char *newline = memchr(s->read, '\n', (size_t)(s->end - s->read));
        s->read = newline != NULL ? newline + 1 : s->end;
        s->line += newline != NULL;
    }
}

/* The rows below the headings; every fault in the number of cells is told, a fault in the quotes ends the reading. */
static eh_status read_rows(scan *s, eh_table *table, growing *list, uint32_t *lines) {
    eh_status result = EH_OK;
    while (s->read < s->end) {
        uint32_t line = s->line;
        size_t begin = list->count;
        eh_status status = row(s, list);
        if (status != EH_OK) {
            return status;
        }
        size_t count = list->count - begin; /* one at least */
        bool blank = count <= 1 && (count == 0 || list->cells[begin][0] == '\0');
        if (count == table->column_count && !blank) {
            lines[table->row_count++] = line;
            continue;
        }
        list->count = begin;
        if (!blank) {
            result = bad_width(s, line, count, table->column_count);
        }
        if (result == EH_NOMEM) {
            return result;
        }
    }
    return result;
}

static const char *const *keep(eh_arena *arena, const growing *list) {
    const char **kept = eh_arena_alloc(arena, (list->count + 1) * sizeof *kept);
    if (kept != NULL && list->count > 0) {
        memcpy((void *)kept, (const void *)list->cells, list->count * sizeof *kept);
    }
    return kept;
}

/* The headings, kept in the arena. */
static eh_status read_headings(scan *s, eh_arena *arena, eh_table *table, growing *list) {
    skip_comments(s);
    if (s->read == s->end) {
        return eh_template_bad(s->findings, s->name, s->line, NULL, "there is no row of headings", NULL);
    }
    uint32_t line = s->line;
    eh_status status = row(s, list);
    if (status == EH_OK) {
        status = check_headings(s, line, list->cells, list->count);
    }
    if (status != EH_OK) {
        return status;
    }
    table->headings = keep(arena, list);
    table->column_count = (unsigned)list->count;
    list->count = 0;
    return table->headings != NULL ? EH_OK : EH_NOMEM;
}

static size_t lines_of(const char *bytes, size_t size) {
    size_t lines = 1;
    for (const char *at = bytes, *end = bytes + size; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++) {
        lines++;
    }
    return lines;
}

eh_status eh_table_read(eh_arena *arena, const char *name, const void *data, size_t size, eh_findings *findings,
                        eh_table *table) {
    const char *bytes = size > 0 ? data : "";
    eh_status status = check_bytes(name, bytes, size, findings);
    if (status != EH_OK) {
        return status;
    }
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    char *copy = eh_arena_slice(arena, bytes, size);
    uint32_t *lines = eh_arena_alloc(arena, lines_of(bytes, size) * sizeof *lines);
    char *kept_name = eh_arena_text(arena, name);
    if (copy == NULL || lines == NULL || kept_name == NULL) {
        return EH_NOMEM;
    }
    scan s = {.read = copy, .end = copy + size, .line = 1, .name = name, .findings = findings};
    growing list = {malloc(FIRST_ROOM * sizeof *list.cells), 0, FIRST_ROOM};
    if (list.cells == NULL) {
        return EH_NOMEM;
    }
    *table = (eh_table){.name = kept_name, .lines = lines};
    status = read_headings(&s, arena, table, &list);
    if (status == EH_OK) {
        status = read_rows(&s, table, &list, lines);
    }
    if (status != EH_NOMEM) {
        table->cells = keep(arena, &list);
        status = table->cells != NULL ? status : EH_NOMEM;
    }
    free((void *)list.cells);
    return status;
}

int eh_table_column(const eh_table *table, const char *heading) {
    for (unsigned i = 0; i < table->column_count; i++) {
        if (strcmp(table->headings[i], heading) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const char *eh_table_cell(const eh_table *table, size_t row_number, int column) {
    return column < 0 ? "" : table->cells[row_number * table->column_count + (size_t)column];
}

const eh_template *eh_template_find(const eh_template *templates, const char *name) {
    for (; templates->name != NULL; templates++) {
        if (strcmp(templates->name, name) == 0) {
            return templates;
        }
    }
    return NULL;
}

bool eh_template_same(const eh_template *a, const eh_template *b) {
    return strcmp(a->name, b->name) == 0 && a->size == b->size &&
           (a->data == b->data || memcmp(a->data, b->data, a->size) == 0);
}

eh_status eh_source_load(eh_arena *arena, eh_source *source, eh_findings *findings, const char **data, size_t *size) {
    if (source->size > EH_LIMIT_TEMPLATE) {
        return eh_template_bad(findings, source->name, 0, NULL, "it is larger than a file of rules may be", NULL);
    }
    size_t want = (size_t)source->size;
    char *buffer = eh_arena_alloc(arena, want + 1);
    if (buffer == NULL) {
        return EH_NOMEM;
    }
    size_t filled = 0;
    while (filled < want) {
        size_t got = 0;
        eh_status status = source->read_at(source, filled, buffer + filled, want - filled, &got);
        if (status != EH_OK) {
            eh_template_bad(findings, source->name, 0, NULL, "it cannot be read", NULL);
            return status;
        }
        if (got == 0) {
            break;
        }
        filled += got;
    }
    *data = buffer;
    *size = filled;
    return EH_OK;
}
