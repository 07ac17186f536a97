/* The digest of a submission: SHA-256 of its canonical form with the digest's own element empty. */
#include <string.h>

#include <libxml/c14n.h>

#include "return/xml.h"

bool eh_xml_is(const xmlNode *node, const char *name) {
    return node && node->type == XML_ELEMENT_NODE && node->ns && node->ns->href &&
           !strcmp((const char *)node->ns->href, EH_XML_NAMESPACE) && !strcmp((const char *)node->name, name);
}

static xmlNodePtr child(xmlNodePtr parent, const char *name) {
    for (xmlNodePtr node = parent ? parent->children : NULL; node; node = node->next)
        if (eh_xml_is(node, name))
            return node;
    return NULL;
}

xmlNodePtr eh_xml_digest_element(xmlDocPtr doc) {
    return child(child(xmlDocGetRootElement(doc), "header"), "digest");
}

static void empty(xmlNodePtr node) {
    while (node && node->children) {
        xmlNodePtr first = node->children;
        xmlUnlinkNode(first);
        xmlFreeNode(first);
    }
}

eh_status eh_xml_digest(xmlDocPtr doc, eh_digest *digest) {
    xmlChar *canonical = NULL;
    empty(eh_xml_digest_element(doc));
    eh_xml_silence silence = eh_xml_silence_begin();
    int length = xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 0, &canonical);
    eh_xml_silence_end(silence);
    if (length < 0 || !canonical) {
        xmlFree(canonical);
        return EH_BAD;
    }
    *digest = eh_digest_of(canonical, (size_t)length);
    xmlFree(canonical);
    return EH_OK;
}
