#include "extract/xlsx_scan.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define DEPTH     12
#define REFERENCE 12 /* bytes between & and ; */

/* What ended a reading at `p`: the window, or something that is not known. */
static eh_lex stopped(const eh_scan *scan, const char *p) {
    return p >= scan->end ? EH_LEX_MORE : EH_LEX_UNSURE;
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name(char c) {
    return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static const char *skip_space(const char *p) {
    while (is_space(*p)) {
        p++;
    }
    return p;
}

/* A name without colons, in ASCII letters; NULL when there is none. */
static const char *skip_name(const char *p) {
    if (!is_name_start(*p)) {
        return NULL;
    }
    while (is_name(*p)) {
        p++;
    }
    return p;
}

/* ---- tags ---- */

/* An attribute's prefix: one that is declared around the window, or xml:space. */
static bool prefix_known(const eh_scan *scan, eh_slice prefix, eh_slice name) {
    if (eh_slice_equal(prefix, EH_SLICE("xml"))) {
        return eh_slice_equal(name, EH_SLICE("space"));
    }
    for (unsigned i = 0; i < scan->prefixes->count; i++) {
        if (eh_slice_equal(prefix, eh_slice_of(scan->prefixes->names[i]))) {
            return true;
        }
    }
    return false;
}

/* The name of an attribute and its equals sign. */
static eh_lex read_attribute_name(const eh_scan *scan, const char **at, eh_lex_attribute *attribute) {
    const char *start = *at, *p = skip_name(start);
    if (p == NULL) {
        return stopped(scan, start);
    }
    attribute->prefixed = *p == ':';
    attribute->name = (eh_slice){start, (size_t)(p - start)};
    if (attribute->prefixed) {
        eh_slice prefix = attribute->name;
        start = p + 1;
        p = skip_name(start);
        if (p == NULL) {
            return stopped(scan, start);
        }
        attribute->name = (eh_slice){start, (size_t)(p - start)};
        if (*p == '=' && !prefix_known(scan, prefix, attribute->name)) {
            return EH_LEX_UNSURE;
        }
    } else if (*p == '=' && eh_slice_equal(attribute->name, EH_SLICE("xmlns"))) {
        return EH_LEX_UNSURE;
    }
    *at = p + 1;
    return *p == '=' ? EH_LEX_OK : stopped(scan, p);
}

/* A value in quotes: printable ASCII without references. */
static eh_lex read_value(const eh_scan *scan, const char **at, eh_slice *value) {
    char quote = **at;
    const char *start = *at + 1, *p = start;
    if (quote != '"' && quote != '\'') {
        return stopped(scan, *at);
    }
    while (*p != quote && (unsigned char)*p >= ' ' && (unsigned char)*p < 0x7F && *p != '<' && *p != '&') {
        p++;
    }
    *value = (eh_slice){start, (size_t)(p - start)};
    *at = p + 1;
    return *p == quote ? EH_LEX_OK : stopped(scan, p);
}

/* Two attributes of one name are malformed, and two with prefixes may be. */
static bool is_repeated(const eh_lex_tag *tag, const eh_lex_attribute *attribute) {
    for (unsigned i = 0; i < tag->count; i++) {
        if (tag->attributes[i].prefixed == attribute->prefixed &&
            eh_slice_equal(tag->attributes[i].name, attribute->name)) {
            return true;
        }
    }
    return false;
}

eh_lex eh_lex_start(eh_scan *scan, eh_lex_tag *tag) {
    const char *p = scan->at;
    tag->count = 0;
    if (*p != '<') {
        return stopped(scan, p);
    }
    const char *start = p + 1;
    p = skip_name(start);
    if (p == NULL) {
        return stopped(scan, start);
    }
    tag->name = (eh_slice){start, (size_t)(p - start)};
    for (;;) {
        const char *behind = skip_space(p);
        if (*behind == '>' || (*behind == '/' && behind[1] == '>')) {
            tag->empty = *behind == '/';
            scan->at = behind + (tag->empty ? 2 : 1);
            return EH_LEX_OK;
        }
        if (behind == p || *behind == '/' || tag->count == EH_LEX_ATTRIBUTES) {
            return stopped(scan, *behind == '/' ? behind + 1 : behind);
        }
        eh_lex_attribute *attribute = &tag->attributes[tag->count];
        p = behind;
        eh_lex read = read_attribute_name(scan, &p, attribute);
        read = read == EH_LEX_OK ? read_value(scan, &p, &attribute->value) : read;
        if (read != EH_LEX_OK || is_repeated(tag, attribute)) {
            return read != EH_LEX_OK ? read : EH_LEX_UNSURE;
        }
        tag->count++;
    }
}

eh_lex eh_lex_end(eh_scan *scan, eh_slice name) {
    const char *p = scan->at;
    if (*p != '<' || p[1] != '/') {
        return stopped(scan, *p == '<' ? p + 1 : p);
    }
    if ((size_t)(scan->end - p) < name.length + 3) {
        return EH_LEX_MORE;
    }
    if (memcmp(p + 2, name.at, name.length) != 0) {
        return EH_LEX_UNSURE;
    }
    p = skip_space(p + 2 + name.length);
    if (*p != '>') {
        return stopped(scan, p);
    }
    scan->at = p + 1;
    return EH_LEX_OK;
}

bool eh_lex_at(const eh_scan *scan, eh_slice tag) {
    if ((size_t)(scan->end - scan->at) <= tag.length || memcmp(scan->at, tag.at, tag.length) != 0) {
        return false;
    }
    char c = scan->at[tag.length];
    return c == '>' || c == '/' || is_space(c);
}

eh_slice eh_lex_attribute_of(const eh_lex_tag *tag, const char *name) {
    eh_slice wanted = eh_slice_of(name);
    for (unsigned i = 0; i < tag->count; i++) {
        if (!tag->attributes[i].prefixed && eh_slice_equal(tag->attributes[i].name, wanted)) {
            return tag->attributes[i].value;
        }
    }
    return (eh_slice){NULL, 0};
}

/* ---- text ---- */

eh_lex eh_lex_space(eh_scan *scan) {
    const char *p = skip_space(scan->at);
    if (*p != '<') {
        return stopped(scan, p);
    }
    scan->at = p;
    return EH_LEX_OK;
}

/* How many bytes from `p` on are plain: printable ASCII but for < & >. May stop early. */
static size_t plain_run(const char *p) {
#ifdef __SSE2__
    /* The pad behind the window lets sixteen bytes be loaded anywhere in it. */
    const __m128i less = _mm_set1_epi8('<'), ampersand = _mm_set1_epi8('&'), greater = _mm_set1_epi8('>');
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i special = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* signed: control characters, and all beyond ASCII */
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, less));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, ampersand));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, greater));
    int mask = _mm_movemask_epi8(special);
    return mask == 0 ? 16 : (size_t)__builtin_ctz((unsigned)mask);
#else
    size_t i = 0;
    while (i < 16 && (unsigned char)p[i] >= ' ' && (unsigned char)p[i] < 0x80 && p[i] != '<' && p[i] != '&' &&
           p[i] != '>') {
        i++;
    }
    return i;
#endif
}

/* A character beyond ASCII that XML allows: how many bytes it has; 0 for what is not. */
static size_t wide_character(const char *p, const char *end) {
    uint32_t code;
    size_t length = eh_utf8_next((eh_slice){p, (size_t)(end - p)}, &code);
    return length < 2 || code == 0xFFFE || code == 0xFFFF ? 0 : length;
}

static bool is_control(char c) {
    return (unsigned char)c < ' ' && c != '\n' && c != '\r' && c != '\t';
}

const char *eh_lex_allowed(const char *at, const char *end) {
    while (at < end) {
        size_t run = plain_run(at);
        at += run;
        if (run == EH_LEX_PAD || at >= end) {
            continue;
        }
        size_t length = (unsigned char)*at >= 0x80 ? wide_character(at, end) : !is_control(*at);
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return end;
}

size_t eh_lex_not_allowed(const char *at, const char *end) {
    static const unsigned char least[] = {0, 0xC2, 0xE0, 0xF0}, most[] = {0, 0xDF, 0xEF, 0xF4};
    unsigned char first = (unsigned char)*at;
    size_t length = 1, there = (size_t)(end - at);
    while (length < 4 && (first < least[length] || first > most[length])) {
        length++;
    }
    if (length < 4 && length + 1 > there) { /* all that is there may be the beginning of a character */
        size_t i = 1;
        while (i < there && ((unsigned char)at[i] & 0xC0) == 0x80) {
            i++;
        }
        return i == there ? 0 : 1;
    }
    uint32_t code;
    return eh_utf8_next((eh_slice){at, there}, &code); /* U+FFFE whole, else a byte */
}

eh_lex eh_lex_text(eh_scan *scan, eh_slice *text) {
    const char *start = scan->at, *p = start;
    for (;;) {
        size_t run = plain_run(p);
        p += run;
        if (run == 16) {
            continue;
        }
        if (*p == '<' || *p == '&') {
            break;
        }
        if ((unsigned char)*p >= 0x80) {
            size_t length = wide_character(p, scan->end);
            if (length == 0) {
                if (eh_lex_not_allowed(p, scan->end) == 0) {
                    return EH_LEX_MORE;
                }
                break;
            }
            p += length;
        } else if (*p == '\n' || *p == '\t' || (*p == '>' && !(p - start >= 2 && p[-1] == ']' && p[-2] == ']'))) {
            p++;
        } else if (p < scan->end && is_control(*p)) {
            break;
        } else {
            return stopped(scan, p); /* the window's end, a carriage return or "]]>" */
        }
    }
    *text = (eh_slice){start, (size_t)(p - start)};
    scan->at = p;
    return EH_LEX_OK;
}

/* The character of a numeric reference; 0 when it is none that is certain. */
static uint32_t numbered_character(eh_slice digits) {
    bool hexadecimal = digits.length > 0 && digits.at[0] == 'x';
    uint32_t code = 0;
    size_t i = hexadecimal ? 1 : 0;
    if (digits.length == i || digits.length > i + 7) {
        return 0;
    }
    for (; i < digits.length; i++) {
        char c = digits.at[i];
        if (c >= '0' && c <= '9') {
            code = code * (hexadecimal ? 16 : 10) + (uint32_t)(c - '0');
        } else if (hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
            code = code * 16 + (uint32_t)((c | 0x20) - 'a') + 10;
        } else {
            return 0;
        }
    }
    bool allowed = code == '\t' || code == '\n' || code == '\r' || (code >= ' ' && code < 0xD800) ||
                   (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code <= 0x10FFFF);
    return allowed ? code : 0;
}

eh_lex eh_lex_entity(eh_scan *scan, char out[4], size_t *length) {
    static const struct {
        eh_slice name;
        char character;
    } five[] = {{{"amp", 3}, '&'}, {{"lt", 2}, '<'}, {{"gt", 2}, '>'}, {{"quot", 4}, '"'}, {{"apos", 4}, '\''}};
    const char *start = scan->at + 1, *p = start;
    while (p - start <= REFERENCE && (is_name(*p) || *p == '#')) {
        p++;
    }
    if (*p != ';') {
        return stopped(scan, p);
    }
    eh_slice name = {start, (size_t)(p - start)};
    uint32_t code = 0;
    if (name.length > 1 && name.at[0] == '#') {
        code = numbered_character((eh_slice){name.at + 1, name.length - 1});
    }
    for (size_t i = 0; i < sizeof five / sizeof *five; i++) {
        if (eh_slice_equal(name, five[i].name)) {
            code = (unsigned char)five[i].character;
        }
    }
    if (code == 0) {
        return EH_LEX_UNSURE;
    }
    *length = eh_utf8_put(code, out);
    scan->at = p + 1;
    return EH_LEX_OK;
}

/* ---- content ---- */

/* Bytes that XML does not allow, as the character for what cannot be read. */
static void replace(eh_scan *scan, const eh_lex_events *events, void *self) {
    events->replaced(self);
    events->text(self, EH_LEX_REPLACEMENT.at, EH_LEX_REPLACEMENT.length);
    scan->at += eh_lex_not_allowed(scan->at, scan->end);
}

static eh_lex pass_text(eh_scan *scan, const eh_lex_events *events, void *self) {
    eh_slice text;
    eh_lex read = eh_lex_text(scan, &text);
    if (read == EH_LEX_OK && text.length > 0) {
        events->text(self, text.at, text.length);
    }
    if (read != EH_LEX_OK) {
        return read;
    }
    if (*scan->at == '&') {
        char character[4];
        size_t length;
        read = eh_lex_entity(scan, character, &length);
        if (read == EH_LEX_OK) {
            events->text(self, character, length);
        }
    } else if (*scan->at != '<') {
        replace(scan, events, self);
    }
    return read;
}

eh_lex eh_lex_content(eh_scan *scan, eh_slice name, const eh_lex_events *events, void *self) {
    eh_slice names[DEPTH + 1] = {name};
    unsigned depth = 0;
    for (;;) {
        eh_lex read = EH_LEX_OK;
        eh_lex_tag tag;
        if (*scan->at != '<') {
            read = pass_text(scan, events, self);
        } else if (scan->at[1] == '/') {
            read = eh_lex_end(scan, names[depth]);
            if (read == EH_LEX_OK && depth == 0) {
                return EH_LEX_OK;
            }
            if (read == EH_LEX_OK) {
                events->end(self, depth--);
            }
        } else {
            read = depth == DEPTH ? EH_LEX_UNSURE : eh_lex_start(scan, &tag);
            if (read == EH_LEX_OK) {
                names[++depth] = tag.name;
                events->start(self, tag.name, depth);
            }
            if (read == EH_LEX_OK && tag.empty) {
                events->end(self, depth--);
            }
        }
        if (read != EH_LEX_OK) {
            return read;
        }
    }
}
