/* An element of a part's XML as its events give it: its namespace and its attributes. */
#ifndef EH_EXTRACT_XLSX_ELEMENT_H
#define EH_EXTRACT_XLSX_ELEMENT_H

#include "base/arena.h"
#include "base/text.h"

typedef enum eh_xml_space {
    EH_XML_OTHER,   /* some other namespace or none */
    EH_XML_MAIN,    /* spreadsheetml/main */
    EH_XML_LINK,    /* officeDocument/relationships: the r in r:id */
    EH_XML_PACKAGE, /* package/relationships: what .rels parts are written in */
} eh_xml_space;

/* The start of an element; valid during the call. `attributes` is libxml2's array: five pointers an attribute, name, prefix, address, value and its end. */
typedef struct eh_xml_element {
    const char *name; /* without prefix */
    eh_xml_space space;
    unsigned depth; /* 1 for the root */
    unsigned attribute_count;
    const unsigned char **attributes;
} eh_xml_element;

/* The namespace that an address is of; NULL is none. */
eh_xml_space eh_xml_space_of(const unsigned char *address);

/* The value of an attribute without a namespace, or of one in `space`; {NULL, 0} when it is not there. Valid during the call.
 * Every ampersand stands there as "&#38;": libxml2 leaves that to whoever needs it. */
eh_slice eh_xml_attribute(const eh_xml_element *element, const char *name);
eh_slice eh_xml_attribute_in(const eh_xml_element *element, eh_xml_space space, const char *name);

/* An attribute's value as a whole number of at most 18 digits; -1 when it is none. */
int64_t eh_xml_whole(eh_slice value);
/* xsd:boolean: "1" and "true". */
bool eh_xml_true(eh_slice value);
/* A copy of a value in the arena, its ampersands read; NULL when out of memory. */
const char *eh_attribute_keep(eh_arena *arena, eh_slice value);

#endif
