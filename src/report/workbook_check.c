/* A finished workbook, looked at as a reader would. See workbook_bytes.h. */
#include <libxml/parser.h>
#include <libxml/tree.h>
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

static bool named(const xmlNode *node, const char *name) {
    return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static const xmlNode *child(const xmlNode *node, const char *name) {
    for (const xmlNode *n = node ? node->children : NULL; n; n = n->next)
        if (named(n, name))
            return n;
    return NULL;
}

/* The text directly in an element; "" when there is none. */
static const char *text_of(const xmlNode *node) {
    return node && node->children && node->children->content ? (const char *)node->children->content : "";
}

static const char *attribute(const xmlNode *node, const char *name) {
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (!strcmp((const char *)a->name, name))
            return a->children && a->children->content ? (const char *)a->children->content : "";
    return "";
}

/* Whether a cell that holds a number holds one. */
static bool number_is_one(const xmlNode *cell) {
    const xmlNode *value = child(cell, "v");
    const char *type = attribute(cell, "t");
    double number = 0;
    if (!value || (*type && strcmp(type, "n") != 0))
        return true;
    return eh_double_read(eh_slice_of(text_of(value)), &number);
}

/* A worksheet has rows, a value in A1, and no number that is none. */
static const char *check_worksheet(const xmlNode *root) {
    const xmlNode *data = child(root, "sheetData");
    bool title = false;
    if (!named(root, "worksheet") || !data)
        return "a worksheet holds no cells";
    for (const xmlNode *row = data->children; row; row = row->next)
        for (const xmlNode *cell = row->children; cell; cell = cell->next) {
            if (!number_is_one(cell))
                return "a cell holds no number";
            title = title || (!strcmp(attribute(cell, "r"), "A1") && *text_of(child(cell, "v")));
        }
    return title ? NULL : "a worksheet has no title";
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
        xmlDoc *doc =
            xmlReadMemory(data, (int)size, name, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
        if (!root) {
            c->fault = "a part is no well-formed XML";
        } else if (!strncmp(name, "xl/worksheets/", 14) && ends_with(name, ".xml")) {
            c->worksheets++;
            c->fault = check_worksheet(root);
        }
        xmlFreeDoc(doc);
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
