/* What is looked at before an XML parser sees it: libxml2 compares the attributes of a tag each with each, so that one tag with some hundred thousand of them takes it
 * minutes. */
#ifndef EH_BASE_XML_GUARD_H
#define EH_BASE_XML_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Start from {0}. */
typedef struct eh_xml_guard {
    bool begun;
    bool wide; /* UTF-16 and the like */
    char in;   /* what the bytes so far end in: 0 text, '<' the start of a tag, '>' a tag, or the quote of a value */
    unsigned signs; /* equals signs of the tag */
} eh_xml_guard;

/* Looks at the next bytes of a document, the first time at its beginning. False when a tag has more than EH_LIMIT_ATTRIBUTES, or when the document is in an encoding in
 * which that cannot be told: other than UTF-8, UTF-16, ASCII, ISO 8859 and Windows' own. */
bool eh_xml_guard_pass(eh_xml_guard *guard, const char *bytes, size_t length);

#endif
