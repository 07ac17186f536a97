#include "extract/xlsx_xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/limits.h"
#include "base/xml_guard.h"
#include "base/xml_quiet.h"
#include "extract/xlsx_ahead.h"
#include "extract/xlsx_utf8.h"

#define MOST_KEPT EH_LIMIT_CELL /* bytes of one child that are kept for scanning it; a larger one is left to libxml2 */

/* Who reads what comes next. */
typedef enum reading {
    READ_START, /* libxml2, until the container to be scanned begins */
    READ_SCAN,  /* the owner's scanner */
    READ_REST,  /* libxml2, to the end */
} reading;

struct eh_xml {
    const eh_package *package;
    eh_ahead *ahead;
    xmlParserCtxtPtr parser;
    const eh_xml_events *events;
    void *self;
    char *name;
    unsigned depth;
    eh_status status;
    eh_code trouble;
    const xmlChar *seen; /* the last namespace, which libxml2 keeps as one string a parser */
    eh_xml_space seen_space;

    eh_xml_guard guard;
    reading reading;
    bool any;  /* something was read */
    bool utf8; /* bytes that XML does not allow can be told and replaced */
    bool in_container;
    bool short_of; /* the window ends too early for the scanner */
    eh_prefixes prefixes;
    eh_scan window; /* what was read and is not parsed yet */
};

static void stop(eh_xml *xml, eh_status status, eh_code code) {
    if (xml->status == EH_OK) {
        xml->status = status;
        xml->trouble = code;
        xmlStopParser(xml->parser);
    }
}

void eh_xml_refuse(eh_xml *xml, eh_code code) {
    stop(xml, EH_BAD, code);
}

void eh_xml_out_of_memory(eh_xml *xml) {
    stop(xml, EH_NOMEM, EH_F_XLSX_MALFORMED);
}

bool eh_xml_refused(const eh_xml *xml) {
    return xml->status != EH_OK;
}

static eh_xml_space remembered_space(eh_xml *xml, const xmlChar *address) {
    if (address != xml->seen) {
        xml->seen = address;
        xml->seen_space = eh_xml_space_of(address);
    }
    return xml->seen_space;
}

/* Remembers the prefixes declared where the container's children can use them. */
static void note_prefixes(eh_xml *xml, int count, const xmlChar **declared) {
    eh_prefixes *prefixes = &xml->prefixes;
    for (int i = 0; i < count; i++) {
        const char *prefix = (const char *)declared[(size_t)i * 2];
        size_t length = prefix != NULL ? strlen(prefix) : 0;
        if (length == 0) {
            continue;
        }
        if (prefixes->count == sizeof prefixes->names / sizeof *prefixes->names ||
            length >= sizeof prefixes->names[0]) {
            continue; /* its use will be unsure */
        }
        memcpy(prefixes->names[prefixes->count++], prefix, length + 1);
    }
}

/* Whether this is the element whose children can be scanned. */
static void look_for_container(eh_xml *xml, const eh_xml_element *element, bool prefixed, int count,
                               const xmlChar **declared) {
    const eh_xml_scanning *scanning = xml->events->scanning;
    bool found = element->depth == scanning->depth && element->space == EH_XML_MAIN && !prefixed &&
                 strcmp(element->name, scanning->tag.at + 1) == 0;
    if (element->depth == 1 || found) {
        note_prefixes(xml, count, declared);
    }
    xml->in_container = found;
}

static void on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *address, int namespaces,
                     const xmlChar **declared, int attribute_count, int defaulted, const xmlChar **attributes) {
    (void)defaulted;
    eh_xml *xml = self;
    if (xml->status != EH_OK) {
        return;
    }
    /* An undeclared prefix does not stop libxml2 by itself. */
    if (++xml->depth > EH_LIMIT_XML_DEPTH || !xml->parser->nsWellFormed ||
        xml->parser->nsNr > 2 * EH_LIMIT_NAMESPACES) {
        stop(xml, EH_BAD, EH_F_XLSX_MALFORMED);
        return;
    }
    eh_xml_element element = {
        .name = (const char *)name,
        .space = remembered_space(xml, address),
        .depth = xml->depth,
        .attribute_count = (unsigned)attribute_count,
        .attributes = attributes,
    };
    if (xml->reading == READ_START) {
        look_for_container(xml, &element, prefix != NULL, namespaces, declared);
    }
    xml->events->start(xml->self, &element);
}

static void on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
    (void)prefix;
    eh_xml *xml = self;
    if (xml->status != EH_OK) {
        return;
    }
    if (xml->events->end != NULL) {
        xml->events->end(xml->self, (const char *)name, remembered_space(xml, address), xml->depth);
    }
    xml->depth--;
    xml->in_container = false;
}

static void on_text(void *self, const xmlChar *text, int length) {
    eh_xml *xml = self;
    if (xml->status == EH_OK && xml->events->text != NULL) {
        xml->events->text(xml->self, (const char *)text, (size_t)length);
    }
}

static void on_doctype(void *self, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name, (void)external, (void)system;
    stop(self, EH_BAD, EH_F_XLSX_DOCTYPE);
}

static eh_status make_parser(eh_xml *xml) {
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_doctype;
    sax.serror = eh_xml_ignore; /* errors are looked for after each block */
    xmlInitParser();            /* safe from any thread, any number of times */
    xml->parser = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
    if (xml->parser == NULL) {
        return EH_NOMEM;
    }
    xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
    return EH_OK;
}

/* Opens the part; that it cannot be read is kept for the first step. */
static eh_status open_part(eh_xml *xml, eh_package *package, const char *name) {
    eh_part *part;
    xml->status = eh_part_open(package, name, &part, &xml->trouble);
    if (xml->status == EH_OK) {
        xml->ahead = eh_ahead_new(part);
    }
    return xml->status == EH_NOMEM || (xml->status == EH_OK && xml->ahead == NULL) ? EH_NOMEM : EH_OK;
}

eh_status eh_xml_open(eh_package *package, const char *name, const eh_xml_events *events, void *self, eh_xml **xml) {
    *xml = NULL;
    eh_xml *new = calloc(1, sizeof *new);
    size_t length = strlen(name) + 1;
    if (new == NULL) {
        return EH_NOMEM;
    }
    new->package = package;
    new->events = events;
    new->self = self;
    new->reading = events->scanning != NULL ? READ_START : READ_REST;
    new->window.prefixes = &new->prefixes;
    new->name = malloc(length);
    if (new->name == NULL || make_parser(new) != EH_OK || open_part(new, package, name) != EH_OK) {
        eh_xml_close(new);
        return EH_NOMEM;
    }
    memcpy(new->name, name, length);
    *xml = new;
    return EH_OK;
}

void eh_xml_close(eh_xml *xml) {
    if (xml == NULL) {
        return;
    }
    if (xml->parser != NULL) {
        xmlFreeParserCtxt(xml->parser);
    }
    eh_ahead_close(xml->ahead);
    free(xml->name);
    free(xml);
}

/* What libxml2 made of the block just given to it. */
static void look_for_errors(eh_xml *xml) {
    xmlParserCtxtPtr parser = xml->parser;
    if (xml->status != EH_OK) {
        return;
    }
    if (parser->errNo == XML_ERR_NO_MEMORY) {
        xml->status = EH_NOMEM;
    } else if (!parser->wellFormed || !parser->nsWellFormed ||
               /* a tag or comment that does not end: libxml2 would keep all of it */
               (parser->input != NULL && parser->input->end - parser->input->cur > (ptrdiff_t)EH_LIMIT_TAG)) {
        stop(xml, EH_BAD, EH_F_XLSX_MALFORMED);
    }
}

static void parse_bytes(eh_xml *xml, const char *bytes, size_t length, bool last) {
    if (xml->status == EH_OK && !eh_xml_guard_pass(&xml->guard, bytes, length)) {
        stop(xml, EH_BAD, EH_F_XLSX_MALFORMED);
    }
    if (xml->status == EH_OK && (length > 0 || last)) {
        xmlParseChunk(xml->parser, length > 0 ? bytes : "", (int)length, last);
        look_for_errors(xml);
    }
}

/* Gives libxml2 the character in the place of what XML does not allow, `length` bytes at the window's beginning, and what belongs with it: further such places,
 * and what stands between them within one text, one value or one name. A call of libxml2 for each of them would have it look through all of a long text each time. */
static void parse_replaced(eh_xml *xml, const char *end, size_t length) {
    enum { ROOM = 4096 };
    char repaired[ROOM];
    size_t used = 0;
    eh_scan *window = &xml->window;
    while (used + EH_LEX_REPLACEMENT.length <= ROOM) {
        xml->events->replaced(xml->self);
        memcpy(repaired + used, EH_LEX_REPLACEMENT.at, EH_LEX_REPLACEMENT.length);
        used += EH_LEX_REPLACEMENT.length;
        window->at += length > 0 ? length : 1;
        const char *bad = eh_lex_allowed(window->at, end);
        size_t between = (size_t)(bad - window->at);
        length = bad < end ? eh_lex_not_allowed(bad, window->end) : 0;
        if (length == 0 || between > ROOM - used || memchr(window->at, '<', between) != NULL ||
            (xml->guard.in != 0 && memchr(window->at, '>', between) != NULL)) {
            break; /* nothing more, or a tag begins or ends */
        }
        memcpy(repaired + used, window->at, between);
        used += between;
        window->at = bad;
    }
    parse_bytes(xml, repaired, used, false);
}

/* Gives libxml2 what comes next, up to `end`, with what XML does not allow replaced. A character that the window's end cuts short is left for the next one. */
static void parse_to(eh_xml *xml, const char *end, bool last) {
    eh_scan *window = &xml->window;
    while (xml->utf8 && xml->status == EH_OK) {
        const char *bad = eh_lex_allowed(window->at, end);
        if (bad == end) {
            break;
        }
        size_t length = eh_lex_not_allowed(bad, window->end);
        parse_bytes(xml, window->at, (size_t)(bad - window->at), false);
        window->at = bad;
        if (length == 0 && !last) {
            xml->short_of = true;
            return;
        }
        if (xml->status == EH_OK) {
            parse_replaced(xml, end, length);
        }
    }
    parse_bytes(xml, window->at, (size_t)(end - window->at), last);
    window->at = end;
}

/* Reads on, keeping what is not parsed yet. When there is no more, or no more can be read, libxml2 gets what is left and says how it ends. */
static void read_on(eh_xml *xml) {
    const char *window;
    size_t kept = (size_t)(xml->window.end - xml->window.at), length;
    eh_status status = eh_ahead_next(xml->ahead, kept, &window, &length, &xml->trouble);
    if (status == EH_NOMEM) {
        xml->status = EH_NOMEM;
        return;
    }
    xml->window.at = window;
    xml->window.end = window + length;
    if (status == EH_OK && length > kept) {
        return;
    }
    eh_code trouble = xml->trouble;
    xml->reading = READ_REST;
    parse_to(xml, xml->window.end, status == EH_OK);
    if (xml->status == EH_OK) {
        xml->status = status == EH_OK ? EH_END : status;
        xml->trouble = trouble;
    }
}

/* Where the container's start tag begins in the window, or a DOCTYPE, which is no plain part's; else the last '<', else the window's end. */
static const char *find_container(const eh_xml *xml, bool *found, bool *doctype) {
    eh_scan at = xml->window;
    const char *last = at.end;
    *found = *doctype = false;
    for (; (at.at = memchr(at.at, '<', (size_t)(at.end - at.at))) != NULL; at.at++) {
        last = at.at;
        if (at.at[1] == '!' && at.at[2] == 'D') { /* there is room behind the window */
            *doctype = true;
            return last;
        }
        if (eh_lex_at(&at, xml->events->scanning->tag)) {
            *found = true;
            return last;
        }
    }
    return last;
}

/* Lets libxml2 read up to the children to be scanned: the first start tag that looks like their container's must be it. */
static void parse_start(eh_xml *xml) {
    bool found, doctype;
    eh_slice read = {xml->window.at, (size_t)(xml->window.end - xml->window.at)};
    if (!xml->any && !eh_begins_utf8(read)) {
        xml->reading = READ_REST;
    }
    xml->utf8 = xml->any ? xml->utf8 : xml->events->replaced != NULL && eh_says_utf8(read);
    xml->any = true;
    const char *tag = find_container(xml, &found, &doctype);
    const char *end = found ? memchr(tag, '>', (size_t)(xml->window.end - tag)) : NULL;
    bool whole = end != NULL;
    if (doctype || xml->window.end - tag > (ptrdiff_t)MOST_KEPT) {
        xml->reading = READ_REST;
    }
    if (xml->reading == READ_REST) {
        parse_to(xml, xml->window.end, false);
        return;
    }
    parse_to(xml, whole ? end + 1 : tag, false);
    if (whole && xml->status == EH_OK) {
        xml->reading = xml->in_container ? READ_SCAN : READ_REST;
    } else {
        xml->short_of = true;
    }
}

static void scan_on(eh_xml *xml) {
    size_t before = (size_t)(xml->window.end - xml->window.at);
    eh_scanned scanned = before == 0 ? EH_SCANNED_ALL : xml->events->scanning->scan(xml->self, &xml->window);
    if (scanned == EH_SCANNED_ALL && xml->window.end - xml->window.at > (ptrdiff_t)MOST_KEPT) {
        scanned = EH_SCANNED_UNSURE;
    }
    xml->short_of = scanned == EH_SCANNED_ALL;
    if (scanned == EH_SCANNED_END || scanned == EH_SCANNED_UNSURE) {
        xml->reading = READ_REST;
    }
}

eh_status eh_xml_step(eh_xml *xml) {
    if (xml->status == EH_OK && (xml->window.at == xml->window.end || xml->short_of)) {
        xml->short_of = false;
        read_on(xml);
    }
    if (xml->status != EH_OK) {
        return xml->status;
    }
    switch (xml->reading) {
    case READ_START:
        parse_start(xml);
        break;
    case READ_SCAN:
        scan_on(xml);
        break;
    case READ_REST:
        parse_to(xml, xml->window.end, false);
        break;
    }
    return xml->status;
}

eh_status eh_xml_read(eh_package *package, const char *name, const eh_xml_events *events, void *self, eh_xml **xml,
                      eh_findings *findings) {
    eh_status status = eh_xml_open(package, name, events, self, xml);
    while (status == EH_OK) {
        status = eh_xml_step(*xml);
    }
    if (status == EH_BAD && eh_xml_report(*xml, findings, NULL, 0) != EH_OK) {
        status = EH_NOMEM;
    }
    eh_xml_close(*xml);
    *xml = NULL;
    return status == EH_END ? EH_OK : status;
}

eh_status eh_xml_report(const eh_xml *xml, eh_findings *findings, const char *sheet, uint64_t row) {
    if (findings == NULL) {
        return EH_OK;
    }
    eh_place place = {.file = eh_package_file(xml->package), .sheet = sheet, .row = row};
    char limit[EH_LIMIT_ROOM];
    eh_package_limit(xml->package, xml->trouble, limit);
    return eh_found(findings, xml->trouble, place, 1, NULL, xml->name, limit);
}
