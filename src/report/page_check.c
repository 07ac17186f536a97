/* A finished page, looked at as a reader would: HTML that is XML too. */
#include <limits.h>

#include <libxml/parser.h>

#include "base/xml_quiet.h"
#include "report/page.h"

eh_status eh_page_check(const char *text, size_t size) {
    if (size > INT_MAX)
        return EH_BAD;
    xmlSAXHandler listener = {.initialized = XML_SAX2_MAGIC,
                              .serror = eh_xml_ignore}; /* nothing is kept: no tree is made */
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&listener, NULL, NULL, 0, NULL);
    if (!parser)
        return EH_NOMEM;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
    xmlParseChunk(parser, text, (int)size, 1);
    bool no_memory = parser->errNo == XML_ERR_NO_MEMORY, fine = parser->wellFormed;
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    return fine ? EH_OK : no_memory ? EH_NOMEM : EH_BAD;
}
