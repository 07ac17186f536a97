/* A finished page, looked at as a reader would: HTML that is XML too. */
#include <limits.h>

#include <libxml/parser.h>

#include "report/page.h"

/* The parser's own list of errors is silent when it has a listener of its own. */
#if LIBXML_VERSION >= 21200
static void ignore(void *context, const xmlError *error) {
#else
static void ignore(void *context, xmlError *error) {
#endif
    (void)context;
    (void)error;
}

eh_status eh_page_check(const char *text, size_t size) {
    if (size > INT_MAX)
        return EH_BAD;
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (!parser)
        return EH_NOMEM;
    parser->sax->serror = ignore;
    xmlDocPtr doc = xmlCtxtReadMemory(parser, text, (int)size, NULL, NULL, XML_PARSE_NONET);
    bool no_memory = parser->errNo == XML_ERR_NO_MEMORY, fine = doc && parser->wellFormed;
    xmlFreeDoc(doc);
    xmlFreeParserCtxt(parser);
    return fine ? EH_OK : no_memory ? EH_NOMEM : EH_BAD;
}
