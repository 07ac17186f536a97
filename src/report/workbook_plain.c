/* See workbook_plain.h. */
#include "report/workbook_plain.h"

#include <string.h>

#include "extract/xlsx_scan.h"

enum { DEPTH = 32, ATTRIBUTES = 24 };

typedef struct walk {
    const char *at, *end;
    eh_slice open[DEPTH];
    unsigned depth;
    bool has_root;
    eh_plain_xml *seen;
} walk;

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name(char c) {
    return starts_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

/* A name in ASCII letters, with or without a prefix; of no length when there is none. What follows it is looked at by the caller. */
static eh_slice name(walk *w) {
    const char *start = w->at;
    if (w->at < w->end && starts_name(*w->at))
        while (w->at < w->end && is_name(*w->at))
            w->at++;
    return (eh_slice){start, (size_t)(w->at - start)};
}

static void space(walk *w) {
    while (w->at < w->end && is_space(*w->at))
        w->at++;
}

static bool take(walk *w, char c) {
    if (w->at >= w->end || *w->at != c)
        return false;
    w->at++;
    return true;
}

/* One of XML's own five references; others are left to the parser. */
static bool reference(walk *w) {
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i]);
        if ((size_t)(w->end - w->at) >= length && !memcmp(w->at, known[i], length)) {
            w->at += length;
            return true;
        }
    }
    return false;
}

/* A value in quotes. */
static bool value(walk *w) {
    char quote = w->at < w->end ? *w->at : '\0';
    if (quote != '"' && quote != '\'')
        return false;
    for (w->at++; w->at < w->end && *w->at != quote;) {
        if (*w->at == '<' || (*w->at == '&' && !reference(w)))
            return false;
        w->at += w->at < w->end && *w->at != quote && *w->at != '&';
    }
    return take(w, quote);
}

/* The attributes of a tag, each once. */
static bool attributes(walk *w) {
    eh_slice names[ATTRIBUTES];
    unsigned count = 0;
    for (;;) {
        const char *before = w->at;
        space(w);
        if (w->at < w->end && (*w->at == '>' || *w->at == '/'))
            return true;
        eh_slice found = name(w);
        if (before == found.at || found.length == 0 || count == ATTRIBUTES)
            return false;
        for (unsigned i = 0; i < count; i++)
            if (eh_slice_equal(names[i], found))
                return false;
        names[count++] = found;
        if (!take(w, '=') || !value(w))
            return false;
    }
}

static bool start(walk *w) {
    eh_slice element = name(w);
    if (element.length == 0 || w->depth == DEPTH || !attributes(w) || (w->depth == 0 && w->has_root))
        return false;
    if (w->depth == 0)
        w->seen->root = element;
    w->has_root = true;
    w->seen->has_cells = w->seen->has_cells || (w->depth == 1 && eh_slice_equal(element, EH_SLICE("sheetData")));
    w->open[w->depth] = element;
    if (take(w, '/'))
        return take(w, '>');
    w->depth++;
    return take(w, '>');
}

static bool end(walk *w) {
    eh_slice element = name(w);
    if (w->depth == 0 || !eh_slice_equal(element, w->open[w->depth - 1]))
        return false;
    w->depth--;
    space(w);
    return take(w, '>');
}

/* Text up to the next tag: outside of the root nothing but space. */
static bool text(walk *w) {
    for (const char *start = w->at; w->at < w->end && *w->at != '<';) {
        if (w->depth == 0 && !is_space(*w->at))
            return false;
        if (*w->at == '>' && w->at - start >= 2 && w->at[-1] == ']' && w->at[-2] == ']')
            return false;
        if (*w->at != '&')
            w->at++;
        else if (!reference(w))
            return false;
    }
    return true;
}

/* A tag, at its '<'. */
static bool tag(walk *w) {
    w->at++;
    return take(w, '/') ? end(w) : start(w);
}

/* Whether there are none but characters that XML allows, but for what is skipped. */
static bool allowed(eh_slice xml, eh_slice skipped) {
    const char *end_of_xml = xml.at + xml.length;
    if (skipped.length == 0)
        return eh_lex_allowed(xml.at, end_of_xml) == end_of_xml;
    const char *behind = skipped.at + skipped.length;
    return eh_lex_allowed(xml.at, skipped.at) == skipped.at && eh_lex_allowed(behind, end_of_xml) == end_of_xml;
}

bool eh_plain_xml_is(eh_slice xml, eh_slice skipped, eh_plain_xml *seen) {
    const eh_slice declaration = EH_SLICE("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    *seen = (eh_plain_xml){.has_cells = false};
    if (xml.length < declaration.length || memcmp(xml.at, declaration.at, declaration.length) != 0 ||
        !allowed(xml, skipped))
        return false;
    walk w = {.at = xml.at + declaration.length, .end = xml.at + xml.length, .seen = seen};
    while (w.at < w.end) {
        if (!text(&w))
            return false;
        if (skipped.length > 0 && w.at == skipped.at) /* it begins with a tag */
            w.at += skipped.length;
        else if (w.at < w.end && !tag(&w))
            return false;
    }
    return w.has_root && w.depth == 0;
}
