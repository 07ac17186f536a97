#include "extract/xlsx_xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include "base/limits.h"

#define BLOCK ((size_t)64 << 10)

struct eh_xml {
    const eh_package *package;
    eh_part *part;
    xmlParserCtxtPtr parser;
    const eh_xml_events *events;
    void *self;
    char *name;
    unsigned char *block;
    unsigned depth;
    eh_status status;
    eh_code trouble;
    const xmlChar *seen; /* the last namespace, which libxml2 keeps as one string a parser */
    eh_xml_space seen_space;
};

static const struct {
    eh_xml_space space;
    const char *address;
} spaces[] = {
    {EH_XML_MAIN, "http://schemas.openxmlformats.org/spreadsheetml/2006/main"},
    {EH_XML_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"},
    {EH_XML_LINK, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {EH_XML_LINK, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    {EH_XML_PACKAGE, "http://schemas.openxmlformats.org/package/2006/relationships"},
};

static eh_xml_space space_of(const xmlChar *address) {
    for (size_t i = 0; address != NULL && i < sizeof spaces / sizeof *spaces; i++) {
        if (strcmp((const char *)address, spaces[i].address) == 0) {
            return spaces[i].space;
        }
    }
    return EH_XML_OTHER;
}

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

static eh_xml_space remembered_space(eh_xml *xml, const xmlChar *address) {
    if (address != xml->seen) {
        xml->seen = address;
        xml->seen_space = space_of(address);
    }
    return xml->seen_space;
}

static void on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *address, int namespaces,
                     const xmlChar **declared, int attribute_count, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)namespaces, (void)declared, (void)defaulted;
    eh_xml *xml = self;
    if (xml->status != EH_OK) {
        return;
    }
    if (++xml->depth > EH_LIMIT_XML_DEPTH) {
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
    xml->events->start(xml->self, &element);
}

static void on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *address) {
    (void)prefix;
    eh_xml *xml = self;
    if (xml->status != EH_OK) {
        return;
    }
    xml->events->end(xml->self, (const char *)name, remembered_space(xml, address), xml->depth);
    xml->depth--;
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

/* Errors are looked for after each block; this only keeps libxml2 from printing them. */
#if LIBXML_VERSION >= 21200
static void on_error(void *self, const xmlError *error) {
#else
static void on_error(void *self, xmlErrorPtr error) {
#endif
    (void)self, (void)error;
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
    sax.serror = on_error;
    xmlInitParser(); /* safe from any thread, any number of times */
    xml->parser = xmlCreatePushParserCtxt(&sax, xml, NULL, 0, NULL);
    if (xml->parser == NULL) {
        return EH_NOMEM;
    }
    xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
    return EH_OK;
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
    new->block = malloc(BLOCK);
    new->name = malloc(length);
    if (new->block == NULL || new->name == NULL || make_parser(new) != EH_OK) {
        eh_xml_close(new);
        return EH_NOMEM;
    }
    memcpy(new->name, name, length);
    new->status = eh_part_open(package, name, &new->part, &new->trouble);
    if (new->status == EH_NOMEM) {
        eh_xml_close(new);
        return EH_NOMEM;
    }
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
    eh_part_close(xml->part);
    free(xml->block);
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

eh_status eh_xml_step(eh_xml *xml) {
    size_t got = 0;
    if (xml->status != EH_OK) {
        return xml->status;
    }
    eh_status status = eh_part_read(xml->part, xml->block, BLOCK, &got, &xml->trouble);
    if (status != EH_OK) {
        xml->status = status;
        return status;
    }
    xmlParseChunk(xml->parser, (const char *)xml->block, (int)got, got == 0);
    look_for_errors(xml);
    if (xml->status == EH_OK && got == 0) {
        xml->status = EH_END;
    }
    return xml->status;
}

eh_status eh_xml_run(eh_xml *xml, eh_findings *findings) {
    eh_status status;
    do {
        status = eh_xml_step(xml);
    } while (status == EH_OK);
    if (status == EH_BAD) {
        eh_status said = eh_xml_report(xml, findings, NULL, 0);
        return said == EH_OK ? EH_BAD : said;
    }
    return status == EH_END ? EH_OK : status;
}

eh_status eh_xml_report(const eh_xml *xml, eh_findings *findings, const char *sheet, uint64_t row) {
    if (findings == NULL) {
        return EH_OK;
    }
    eh_place place = {.file = eh_package_file(xml->package), .sheet = sheet, .row = row};
    return eh_found(findings, xml->trouble, place, 1, NULL, xml->name, NULL);
}

static eh_slice attribute_value(const unsigned char **attribute) {
    return (eh_slice){(const char *)attribute[3], (size_t)(attribute[4] - attribute[3])};
}

eh_slice eh_xml_attribute(const eh_xml_element *element, const char *name) {
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const unsigned char **attribute = element->attributes + (size_t)i * 5;
        if (attribute[2] == NULL && strcmp((const char *)attribute[0], name) == 0) {
            return attribute_value(attribute);
        }
    }
    return (eh_slice){NULL, 0};
}

eh_slice eh_xml_attribute_in(const eh_xml_element *element, eh_xml_space space, const char *name) {
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const unsigned char **attribute = element->attributes + (size_t)i * 5;
        if (attribute[2] != NULL && strcmp((const char *)attribute[0], name) == 0 && space_of(attribute[2]) == space) {
            return attribute_value(attribute);
        }
    }
    return (eh_slice){NULL, 0};
}

int64_t eh_xml_whole(eh_slice value) {
    int64_t number = 0;
    value = eh_trim(value);
    if (value.length == 0 || value.length > 18) {
        return -1;
    }
    for (size_t i = 0; i < value.length; i++) {
        if (value.at[i] < '0' || value.at[i] > '9') {
            return -1;
        }
        number = number * 10 + (value.at[i] - '0');
    }
    return number;
}

bool eh_xml_true(eh_slice value) {
    value = eh_trim(value);
    return eh_slice_equal(value, EH_SLICE("1")) || eh_slice_equal(value, EH_SLICE("true"));
}
