/* A finished workbook, looked at as a reader would. See workbook_bytes.h. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "report/workbook_bytes.h"

typedef struct check {
    zip_t *zip;
    unsigned worksheets;
    const char *fault;
} check;

/* ---- a part's XML, as it is parsed: a tree of it would cost several times as much ---- */

enum { NUMBER_ROOM = 64 }; /* no number that reads back exactly is as long */

typedef struct part {
    unsigned depth;
    bool root_is_worksheet, has_cells, has_title, bad_number; /* what was found */
    bool is_first, is_number, in_value;                       /* the cell that is open */
    size_t length;
    char value[NUMBER_ROOM]; /* its value as far as there is room */
} part;

static bool is(const xmlChar *name, const char *wanted) {
    return !strcmp((const char *)name, wanted);
}

/* Attributes come as name, prefix, address, value and its end. */
static bool attribute_is(const xmlChar **attribute, const char *name, const char *value) {
    size_t length = (size_t)(attribute[4] - attribute[3]);
    return is(attribute[0], name) && length == strlen(value) && !memcmp(attribute[3], value, length);
}

static void open_cell(part *p, int count, const xmlChar **attributes) {
    p->is_first = false;
    p->is_number = true;
    for (int i = 0; i < count; i++) {
        const xmlChar **attribute = attributes + 5 * (ptrdiff_t)i;
        if (is(attribute[0], "t"))
            p->is_number = attribute_is(attribute, "t", "n");
        p->is_first = p->is_first || attribute_is(attribute, "r", "A1");
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address, int spaces,
                     const xmlChar **space, int count, int defaulted, const xmlChar **attributes) {
    part *p = ((xmlParserCtxtPtr)context)->_private;
    (void)prefix, (void)address, (void)spaces, (void)space, (void)defaulted;
    p->depth++;
    if (p->depth == 1)
        p->root_is_worksheet = is(name, "worksheet");
    else if (p->depth == 2 && is(name, "sheetData"))
        p->has_cells = true;
    else if (p->depth == 4 && is(name, "c"))
        open_cell(p, count, attributes);
    else if (p->depth == 5 && is(name, "v")) {
        p->in_value = true;
        p->length = 0;
    }
}

static void on_text(void *context, const xmlChar *text, int length) {
    part *p = ((xmlParserCtxtPtr)context)->_private;
    for (int i = 0; p->in_value && i < length; i++, p->length++)
        if (p->length < NUMBER_ROOM)
            p->value[p->length] = (char)text[i];
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
    part *p = ((xmlParserCtxtPtr)context)->_private;
    double number;
    (void)name, (void)prefix, (void)address;
    if (p->in_value && p->depth == 5) {
        p->in_value = false;
        p->has_title = p->has_title || (p->is_first && p->length > 0);
        if (p->is_number && (p->length > NUMBER_ROOM || !eh_double_read((eh_slice){p->value, p->length}, &number)))
            p->bad_number = true;
    }
    p->depth--;
}

/* Whether the part is well-formed; what is in it goes to `p`. */
static bool parse(const char *data, size_t size, part *p) {
    static const xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                                          .startElementNs = on_start,
                                          .endElementNs = on_end,
                                          .characters = on_text,
                                          .ignorableWhitespace = on_text};
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, (int)size);
    if (!parser)
        return false;
    *p = (part){0};
    *parser->sax = handler;
    parser->_private = p;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    bool fine = xmlParseDocument(parser) == 0 && parser->wellFormed;
    if (parser->myDoc)
        xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    return fine;
}

/* ---- the parts ---- */

/* A worksheet has rows, a value in A1, and no number that is none. */
static const char *worksheet_fault(const part *p) {
    if (!p->root_is_worksheet || !p->has_cells)
        return "a worksheet holds no cells";
    if (p->bad_number)
        return "a cell holds no number";
    return p->has_title ? NULL : "a worksheet has no title";
}

/* Reads a part to its end, whereby its checksum is compared; malloc'd. */
static char *whole_part(check *c, zip_uint64_t index, size_t *size) {
    zip_stat_t stat;
    if (zip_stat_index(c->zip, index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || stat.size > INT32_MAX) {
        c->fault = "a part cannot be opened";
        return NULL;
    }
    *size = (size_t)stat.size;
    char *data = malloc(*size + 1);
    zip_file_t *file = data ? zip_fopen_index(c->zip, index, 0) : NULL;
    char beyond;
    bool whole = file && zip_fread(file, data, stat.size) == (zip_int64_t)stat.size && zip_fread(file, &beyond, 1) == 0;
    if (file && zip_fclose(file) != 0)
        whole = false;
    if (whole)
        return data;
    c->fault = "a part cannot be unpacked whole";
    free(data);
    return NULL;
}

static bool ends_with(const char *text, const char *ending) {
    size_t length = strlen(text), tail = strlen(ending);
    return length >= tail && !strcmp(text + length - tail, ending);
}

static void check_part(check *c, zip_uint64_t index) {
    size_t size = 0;
    const char *name = zip_get_name(c->zip, index, 0);
    char *data = whole_part(c, index, &size);
    if (!data)
        return;
    if (name && (ends_with(name, ".xml") || ends_with(name, ".rels"))) {
        part found;
        if (!parse(data, size, &found)) {
            c->fault = "a part is no well-formed XML";
        } else if (!strncmp(name, "xl/worksheets/", 14) && ends_with(name, ".xml")) {
            c->worksheets++;
            c->fault = worksheet_fault(&found);
        }
    }
    free(data);
}

const char *eh_workbook_check(const char *data, size_t size, unsigned sheets) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(data, size, 0, &error);
    check c = {source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL, 0, NULL};
    zip_error_fini(&error);
    if (!c.zip) {
        if (source)
            zip_source_free(source);
        return "it is no whole zip archive";
    }
    zip_int64_t parts = zip_get_num_entries(c.zip, 0);
    if (parts <= 0 || parts > EH_LIMIT_PARTS)
        c.fault = "it has no parts";
    for (zip_int64_t i = 0; i < parts && !c.fault; i++)
        check_part(&c, (zip_uint64_t)i);
    if (!c.fault && c.worksheets != sheets)
        c.fault = "worksheets are missing";
    zip_discard(c.zip);
    return c.fault;
}
