/* A finished workbook, looked at as a reader would. See workbook_bytes.h. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "extract/xlsx_ahead.h"
#include "extract/xlsx_inflate.h"
#include "extract/xlsx_scan.h"
#include "report/workbook_bytes.h"
#include "report/workbook_plain.h"

typedef struct check {
    zip_t *zip;
    unsigned worksheets;
    eh_status status; /* EH_BAD with a fault, or EH_NOMEM */
    const char *fault;
} check;

static void fail(check *c, eh_status status, const char *fault) {
    c->status = status;
    c->fault = status == EH_NOMEM ? "there is not enough memory to look at it" : fault;
}

/* ---- a part's XML, as it is parsed: a tree of it would cost several times as much ---- */

enum {
    NUMBER_ROOM = 64,     /* no number that reads back exactly is as long */
    MOST_BYTES = 1 << 30, /* of a part, and of what it is packed to */
};

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

/* EH_OK when the part is well-formed; what is in it goes to `p`. */
static eh_status parse(const char *data, size_t size, part *p) {
    static const xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                                          .startElementNs = on_start,
                                          .endElementNs = on_end,
                                          .characters = on_text,
                                          .ignorableWhitespace = on_text};
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, (int)size);
    if (!parser)
        return EH_NOMEM;
    *p = (part){0};
    *parser->sax = handler;
    parser->_private = p;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    bool fine = xmlParseDocument(parser) == 0 && parser->wellFormed;
    eh_status status = fine ? EH_OK : parser->errNo == XML_ERR_NO_MEMORY ? EH_NOMEM : EH_BAD;
    if (parser->myDoc)
        xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    return status;
}

/* ---- the cells of a worksheet, which are nearly all there is of a workbook, scanned where they are written plainly ---- */

/* An element of text alone, <f> or <v>; *text is what stands in it. */
static bool scan_leaf(eh_scan *scan, eh_lex_tag *tag, eh_slice *text) {
    if (eh_lex_start(scan, tag) != EH_LEX_OK)
        return false;
    const char *start = scan->at;
    while (!tag->empty && *scan->at != '<') {
        const char *before = scan->at;
        char letter[4];
        size_t length;
        eh_slice run;
        eh_lex found = *before == '&' ? eh_lex_entity(scan, letter, &length) : eh_lex_text(scan, &run);
        if (found != EH_LEX_OK || scan->at == before) /* it stands still before what XML does not allow */
            return false;
    }
    *text = (eh_slice){start, (size_t)(scan->at - start)};
    return tag->empty || eh_lex_end(scan, tag->name) == EH_LEX_OK;
}

/* Digits with at most a point among them and a sign before them, which is a number however it is read. */
static bool is_digits(eh_slice text) {
    enum { MOST = 20 };
    unsigned points = 0;
    size_t i = text.length > 1 && text.at[0] == '-';
    if (text.length == 0 || text.length > MOST || text.at[i] == '.' || text.at[text.length - 1] == '.')
        return false;
    for (; i < text.length && ((text.at[i] >= '0' && text.at[i] <= '9') || text.at[i] == '.'); i++)
        points += text.at[i] == '.';
    return i == text.length && points <= 1;
}

/* One cell; false when it is not as plain as can be told. */
static bool scan_cell(eh_scan *scan, part *p) {
    eh_lex_tag cell, leaf;
    eh_slice text;
    double number;
    if (eh_lex_start(scan, &cell) != EH_LEX_OK || !eh_slice_equal(cell.name, EH_SLICE("c")))
        return false;
    eh_slice type = eh_lex_attribute_of(&cell, "t");
    bool is_number = !type.at || eh_slice_equal(type, EH_SLICE("n"));
    bool is_first = eh_slice_equal(eh_lex_attribute_of(&cell, "r"), EH_SLICE("A1"));
    while (!cell.empty && scan->at[0] == '<' && scan->at[1] != '/') {
        if (!scan_leaf(scan, &leaf, &text))
            return false;
        if (!eh_slice_equal(leaf.name, EH_SLICE("v")))
            continue;
        p->has_title = p->has_title || (is_first && text.length > 0);
        p->bad_number = p->bad_number || (is_number && !is_digits(text) && !eh_double_read(text, &number));
    }
    return cell.empty || eh_lex_end(scan, cell.name) == EH_LEX_OK;
}

static bool scan_rows(eh_scan *scan, part *p) {
    while (scan->at < scan->end) {
        eh_lex_tag row;
        if (eh_lex_start(scan, &row) != EH_LEX_OK || !eh_slice_equal(row.name, EH_SLICE("row")))
            return false;
        while (!row.empty && scan->at[0] == '<' && scan->at[1] != '/')
            if (!scan_cell(scan, p))
                return false;
        if (!row.empty && eh_lex_end(scan, row.name) != EH_LEX_OK)
            return false;
    }
    return true;
}

/* A worksheet: its cells are scanned, and the rest around them. False when it is not that plain, *p being as it was. */
static bool scan_worksheet(const char *data, size_t size, part *p) {
    static const char first[] = "<sheetData>", last[] = "</sheetData>";
    static const eh_prefixes none = {0};
    const char *from = strstr(data, first), *to = from ? strstr(from, last) : NULL;
    if (!to || strlen(data) != size)
        return false;
    from += strlen(first);
    part cells = {0};
    eh_plain_xml frame;
    eh_scan scan = {from, to, &none};
    eh_slice skipped = {from, (size_t)(to - from)};
    if (!scan_rows(&scan, &cells) || scan.at != to || !eh_plain_xml_is((eh_slice){data, size}, skipped, &frame))
        return false;
    cells.root_is_worksheet = eh_slice_equal(frame.root, EH_SLICE("worksheet"));
    cells.has_cells = frame.has_cells;
    *p = cells;
    return true;
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

/* Why libzip failed. */
static eh_status zip_status(const zip_error_t *error) {
    return zip_error_code_zip(error) == ZIP_ER_MEMORY ? EH_NOMEM : EH_BAD;
}

/* Unpacks a part into `data`; EH_OK when it is as long as the directory says, and of the checksum. */
static eh_status unpack(zip_file_t *file, const zip_stat_t *stat, unsigned char *data) {
    eh_inflater *inflater = eh_inflater_new();
    unsigned char *packed = malloc((size_t)stat->comp_size + 1);
    unsigned char beyond;
    size_t made = 0, more = 0;
    eh_status status = inflater && packed ? EH_BAD : EH_NOMEM;
    bool whole = inflater && packed && zip_fread(file, packed, stat->comp_size) == (zip_int64_t)stat->comp_size;
    eh_packed left = {packed, (size_t)stat->comp_size};
    whole = whole && eh_inflate(inflater, &left, data, (size_t)stat->size, &made) && made == stat->size;
    if (whole && !eh_inflater_ended(inflater))
        whole = eh_inflate(inflater, &left, &beyond, 1, &more) && more == 0 && eh_inflater_ended(inflater);
    eh_inflater_free(inflater);
    free(packed);
    return whole && eh_checksum(0, data, made) == stat->crc ? EH_OK : status;
}

/* Reads a part to its end and compares its checksum; malloc'd, with NULs behind it that a scanner may look at. */
static char *whole_part(check *c, zip_uint64_t index, size_t *size) {
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
    zip_stat_t stat;
    if (zip_stat_index(c->zip, index, 0, &stat) != 0 || (stat.valid & needed) != needed || stat.size > MOST_BYTES ||
        stat.comp_size > MOST_BYTES) {
        fail(c, EH_BAD, "a part cannot be opened");
        return NULL;
    }
    *size = (size_t)stat.size;
    bool packed = stat.comp_method == ZIP_CM_DEFLATE;
    char *data = malloc(*size + EH_AHEAD_PAD);
    zip_file_t *file = data ? zip_fopen_index(c->zip, index, packed ? ZIP_FL_COMPRESSED : 0) : NULL;
    eh_status status = data ? zip_status(zip_get_error(c->zip)) : EH_NOMEM;
    if (file && packed)
        status = unpack(file, &stat, (unsigned char *)data);
    else if (file)
        status = zip_fread(file, data, stat.size) == (zip_int64_t)stat.size && eh_checksum(0, data, *size) == stat.crc
                     ? EH_OK
                     : zip_status(zip_file_get_error(file));
    if (file && zip_fclose(file) != 0 && status == EH_OK)
        status = EH_BAD;
    if (status == EH_OK) {
        memset(data + *size, 0, EH_AHEAD_PAD);
        return data;
    }
    fail(c, status, "a part cannot be unpacked whole");
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
        eh_plain_xml unused;
        bool worksheet = !strncmp(name, "xl/worksheets/", 14) && ends_with(name, ".xml");
        bool plain = worksheet ? scan_worksheet(data, size, &found)
                               : eh_plain_xml_is((eh_slice){data, size}, (eh_slice){NULL, 0}, &unused);
        eh_status status = plain ? EH_OK : parse(data, size, &found);
        c->worksheets += worksheet && status == EH_OK;
        if (status != EH_OK)
            fail(c, status, "a part is no well-formed XML");
        else if (worksheet && worksheet_fault(&found))
            fail(c, EH_BAD, worksheet_fault(&found));
    }
    free(data);
}

eh_status eh_workbook_check(const char *data, size_t size, unsigned sheets, const char **fault) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(data, size, 0, &error);
    check c = {.zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL};
    if (!c.zip) {
        if (source)
            zip_source_free(source);
        fail(&c, zip_status(&error), "it is no whole zip archive");
    } else {
        zip_int64_t parts = zip_get_num_entries(c.zip, 0);
        if (parts <= 0 || parts > EH_LIMIT_PARTS)
            fail(&c, EH_BAD, "it has no parts");
        for (zip_int64_t i = 0; i < parts && c.status == EH_OK; i++)
            check_part(&c, (zip_uint64_t)i);
        if (c.status == EH_OK && c.worksheets != sheets)
            fail(&c, EH_BAD, "worksheets are missing");
        zip_discard(c.zip);
    }
    zip_error_fini(&error);
    *fault = c.fault;
    return c.status;
}
