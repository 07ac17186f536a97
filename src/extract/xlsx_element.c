#include "extract/xlsx_element.h"

#include <string.h>

#include "extract/xlsx_scan.h"

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

eh_xml_space eh_xml_space_of(const unsigned char *address) {
    for (size_t i = 0; address != NULL && i < sizeof spaces / sizeof *spaces; i++) {
        if (strcmp((const char *)address, spaces[i].address) == 0) {
            return spaces[i].space;
        }
    }
    return EH_XML_OTHER;
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
        if (attribute[2] != NULL && strcmp((const char *)attribute[0], name) == 0 &&
            eh_xml_space_of(attribute[2]) == space) {
            return attribute_value(attribute);
        }
    }
    return (eh_slice){NULL, 0};
}

int64_t eh_xml_whole(eh_slice value) {
    int64_t number = 0;
    value = eh_lex_trim(value);
    if (value.length == 1 && value.at[0] >= '0' && value.at[0] <= '9') { /* most styles */
        return value.at[0] - '0';
    }
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
    value = eh_lex_trim(value);
    return eh_slice_equal(value, EH_SLICE("1")) || eh_slice_equal(value, EH_SLICE("true"));
}

/* libxml2, which is not to expand entities, leaves every ampersand in an attribute as "&#38;". */
const char *eh_attribute_keep(eh_arena *arena, eh_slice value) {
    static const char escaped[] = "&#38;";
    char *copy = eh_arena_alloc(arena, value.length + 1), *to = copy;
    for (size_t i = 0; copy && i < value.length;) {
        bool ampersand = value.length - i >= 5 && !memcmp(value.at + i, escaped, 5);
        *to++ = value.at[i];
        i += ampersand ? 5 : 1;
    }
    return copy;
}
