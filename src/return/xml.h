/* The submission as XML, for this room alone: text, documents, the digest, the schema. */
#ifndef EH_RETURN_XML_H
#define EH_RETURN_XML_H

#include <libxml/tree.h>

#include "base/hash.h"
#include "base/xml_quiet.h"
#include "return/return.h"

#define EH_XML_NAMESPACE "urn:evenhand:submission:1"
#define EH_XML_VERSION   "1.0"

/* libxml2 prints what nobody listens to. Between begin and end nothing is printed in this thread; end puts back what the host program had set. */
typedef struct eh_xml_silence {
    xmlStructuredErrorFunc function;
    void *context;
} eh_xml_silence;
eh_xml_silence eh_xml_silence_begin(void);
void eh_xml_silence_end(eh_xml_silence silence);

/* The whole submission as UTF-8 text, two spaces an indentation, LF, with this digest ("" leaves its element empty). The same return gives the same
 * bytes. Characters that XML cannot hold become U+FFFD. *xml is freed with free. EH_BAD when a value that is there is not a finite number. */
eh_status eh_xml_text(const eh_return *ret, const char *digest, char **xml, size_t *size);

/* Parses a submission's text with no network, no external entity and no DOCTYPE. EH_BAD with a finding (line in `row`, `file` as the file) for what is not
 * well-formed. The caller frees *doc with xmlFreeDoc. */
eh_status eh_xml_parse(const char *text, size_t size, const char *file, eh_findings *findings, xmlDocPtr *doc);
/* The same of a source, at most EH_LIMIT_SUBMISSION bytes. */
eh_status eh_xml_parse_source(eh_source *source, eh_findings *findings, xmlDocPtr *doc);

/* Makes a return of a document. EH_BAD with findings for what is not a submission or has lost what a return needs. */
eh_status eh_xml_to_return(xmlDocPtr doc, const char *file, eh_findings *findings, eh_return **ret);

/* Whether a node is this element of the submission. */
bool eh_xml_is(const xmlNode *node, const char *name);
/* The digest element of a document, or NULL. */
xmlNodePtr eh_xml_digest_element(xmlDocPtr doc);
/* SHA-256 of the canonical form (C14N 1.0, inclusive, without comments) of the document with its digest element empty. Empties it. EH_BAD when
 * there is no canonical form. */
eh_status eh_xml_digest(xmlDocPtr doc, eh_digest *digest);

#endif
