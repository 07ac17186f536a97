/* The smaller parts that the audit reads: tables, drawings, the document's properties, and which shared strings are raised. */
#include <stdlib.h>
#include <string.h>

#include "extract/access_audit.h"

static void nothing_ends(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)self, (void)name, (void)space, (void)depth;
}

/* What all these parsers begin with. */
typedef struct part_parser {
    eh_xml *xml;
    eh_audit *audit;
    eh_access_table *table;
    uint32_t column_room;
    unsigned *silent, *boxes;
    unsigned filled, current;
    bool text_seen;
    uint32_t raised_room;
} part_parser;

static eh_status run(part_parser *parser, const char *part, const eh_xml_events *events) {
    return eh_xml_read(parser->audit->package, part, events, parser, &parser->xml, parser->audit->findings);
}

static bool is(const eh_xml_element *element, const char *name) {
    return strcmp(element->name, name) == 0;
}

/* ---- a table ---- */

static void table_itself(part_parser *parser, const eh_xml_element *element) {
    eh_access_table *table = parser->table;
    const char *name = eh_attribute_keep(parser->audit->arena, eh_xml_attribute(element, "displayName"));
    table->name = name;
    table->headed = !eh_slice_equal(eh_xml_attribute(element, "headerRowCount"), EH_SLICE("0"));
    if (!name)
        eh_xml_out_of_memory(parser->xml);
    else if (!eh_access_range(eh_xml_attribute(element, "ref"), &table->left, &table->top, &table->right,
                              &table->bottom) ||
             table->right > EH_LIMIT_COLUMNS)
        eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
}

static void table_column(part_parser *parser, const eh_xml_element *element) {
    eh_access_table *table = parser->table;
    void *array = (void *)table->columns;
    const char *name = eh_attribute_keep(parser->audit->arena, eh_xml_attribute(element, "name"));
    if (!eh_array_grow(&array, table->column_count, &parser->column_room, sizeof *table->columns, EH_LIMIT_COLUMNS) ||
        !name) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    table->columns = array;
    table->columns[table->column_count++] = name;
}

static bool begins(eh_slice text, const char *with) {
    size_t length = strlen(with);
    return text.length >= length && memcmp(text.at, with, length) == 0;
}

static void table_start(void *self, const eh_xml_element *element) {
    part_parser *parser = self;
    if (element->space != EH_XML_MAIN)
        return;
    if (element->depth == 1)
        table_itself(parser, element);
    else if (is(element, "autoFilter"))
        parser->table->filter = true;
    else if (is(element, "tableColumn"))
        table_column(parser, element);
    else if (is(element, "tableStyleInfo")) {
        eh_slice name = eh_xml_attribute(element, "name");
        bool stripes = eh_xml_true(eh_xml_attribute(element, "showRowStripes")) ||
                       eh_xml_true(eh_xml_attribute(element, "showColumnStripes"));
        bool light = begins(name, "TableStyleLight");
        parser->table->filled = name.length && (!light || stripes);
        parser->table->lined = name.length && light && !stripes;
    }
}

eh_status eh_access_table_read(eh_audit *audit, const char *part, eh_access_table *table) {
    static const eh_xml_events events = {table_start, nothing_ends, NULL, NULL, NULL};
    part_parser parser = {.audit = audit, .table = table};
    return run(&parser, part, &events);
}

/* ---- a drawing ---- */

static void drawing_start(void *self, const eh_xml_element *element) {
    part_parser *parser = self;
    if (is(element, "cNvPr")) {
        eh_slice said = eh_trim(eh_xml_attribute(element, "descr"));
        parser->current = said.length == 0;
    } else if (is(element, "cNvPicPr") || is(element, "cNvGraphicFramePr")) {
        *parser->silent += parser->current;
    } else if (is(element, "cNvSpPr")) {
        *parser->boxes += 1;
    }
}

/* NOLINTNEXTLINE(readability-non-const-parameter): both are counted up through the parser */
eh_status eh_access_drawing_read(eh_audit *audit, const char *part, unsigned *silent, unsigned *boxes) {
    static const eh_xml_events events = {drawing_start, nothing_ends, NULL, NULL, NULL};
    part_parser parser = {.audit = audit, .silent = silent, .boxes = boxes};
    return run(&parser, part, &events);
}

/* ---- properties ---- */

static const char *const wanted[] = {"title", "subject", "creator", "language"};
enum { WANTED = sizeof wanted / sizeof *wanted };

static void property_start(void *self, const eh_xml_element *element) {
    part_parser *parser = self;
    parser->current = WANTED;
    for (unsigned i = 0; i < WANTED && element->depth == 2; i++)
        if (is(element, wanted[i]))
            parser->current = i;
    parser->text_seen = false;
}

static void property_text(void *self, const char *text, size_t length) {
    part_parser *parser = self;
    if (parser->current == WANTED || parser->text_seen || !eh_trim((eh_slice){text, length}).length)
        return;
    parser->text_seen = true;
    parser->filled |= 1u << parser->current;
}

static void property_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space, (void)depth;
    ((part_parser *)self)->current = WANTED;
}

eh_status eh_access_properties(eh_audit *audit, const char *part, bool *filled) {
    static const eh_xml_events events = {property_start, property_end, property_text, NULL, NULL};
    part_parser parser = {.audit = audit, .current = WANTED};
    eh_status status = run(&parser, part, &events);
    *filled = parser.filled == (1u << WANTED) - 1;
    return status;
}

/* ---- raised letters ---- */

static void string_start(void *self, const eh_xml_element *element) {
    part_parser *parser = self;
    eh_audit *audit = parser->audit;
    if (element->space != EH_XML_MAIN)
        return;
    if (is(element, "si")) {
        void *array = audit->raised;
        if (!eh_array_grow(&array, audit->raised_count, &parser->raised_room, 1, UINT32_MAX / 2)) {
            eh_xml_out_of_memory(parser->xml);
            return;
        }
        audit->raised = array;
        audit->raised[audit->raised_count++] = 0;
    } else if (is(element, "vertAlign") && audit->raised_count &&
               eh_slice_equal(eh_xml_attribute(element, "val"), EH_SLICE("superscript"))) {
        audit->raised[audit->raised_count - 1] = 1;
    }
}

eh_status eh_access_raised(eh_audit *audit, const char *part) {
    static const eh_xml_events events = {string_start, nothing_ends, NULL, NULL, NULL};
    part_parser parser = {.audit = audit};
    return run(&parser, part, &events);
}
