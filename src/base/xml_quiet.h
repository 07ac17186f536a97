/* libxml2 prints what nobody listens to: the listener for those who look for errors afterwards. */
#ifndef EH_BASE_XML_QUIET_H
#define EH_BASE_XML_QUIET_H

#include <libxml/xmlerror.h>

/* libxml2 2.12 made the error that its handlers are given constant. */
#if LIBXML_VERSION >= 21200
typedef const xmlError eh_xml_error;
#else
typedef xmlError eh_xml_error;
#endif

static inline void eh_xml_ignore(void *context, eh_xml_error *error) {
    (void)context, (void)error;
}

#endif
