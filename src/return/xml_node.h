/* What stands in an element of a submission: attributes and contents as texts, numbers, dates, words and values. What is lost or unreadable is a finding at the
 * element's line, and makes the document no return. */
#ifndef EH_RETURN_XML_NODE_H
#define EH_RETURN_XML_NODE_H

#include <libxml/tree.h>

#include "base/hash.h"
#include "return/return.h"

typedef struct eh_node_reader {
    eh_return *ret;
    eh_index *ids; /* of the items so far: their positions */
    const char *file;
    eh_findings *findings;
    bool bad, no_memory;
} eh_node_reader;

/* Says that something is lost, unreadable or twice there. */
void eh_node_lost(eh_node_reader *r, const xmlNode *node, const char *item, eh_code code, const char *what,
                  const char *where);

/* Texts live in the return's arena. An attribute without a namespace, or `otherwise`; one that must be there ("" where it is lost); the content. */
const char *eh_node_attribute(eh_node_reader *r, const xmlNode *node, const char *name, const char *otherwise);
const char *eh_node_needed(eh_node_reader *r, const xmlNode *node, const char *name);
const char *eh_node_content(eh_node_reader *r, const xmlNode *node);

/* A whole number of at most 18 digits. */
bool eh_whole_of_text(const char *text, uint64_t *number);
/* An attribute that is one; 0 where it is not there, or is none, which is said. */
uint64_t eh_node_whole(eh_node_reader *r, const xmlNode *node, const char *name);
/* The number that `text` is; 0 where it is none, which is said as of `what`. */
double eh_node_number_of(eh_node_reader *r, const xmlNode *node, const char *item, const char *text, const char *what);
/* A date of the form YYYY-MM-DD that must be there; EH_NO_DATE where it is lost. */
eh_date eh_node_date(eh_node_reader *r, const xmlNode *node, const char *name);

/* An attribute that is one of the words that `id` gives for 0 to `last`: its number; 0 with a finding when it is none of them. */
unsigned eh_node_word(eh_node_reader *r, const xmlNode *node, const char *name, const char *(*id)(unsigned),
                      unsigned last, const char *otherwise);
const char *eh_missing_word(unsigned i); /* the words for reasons, as eh_missing_id */

/* A value's attributes and content. */
eh_value eh_node_value(eh_node_reader *r, const xmlNode *node, const char *item, eh_unit unit);

#endif
