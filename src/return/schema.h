/* The schema of submissions, compiled: one may serve many documents, one after the other. */
#ifndef EH_RETURN_SCHEMA_H
#define EH_RETURN_SCHEMA_H

#include "return/xml.h"

typedef struct eh_xml_schema eh_xml_schema;

/* Compiles the built-in schema, templates/submission-1.xsd. EH_BAD when it is not there or is no schema: a fault of the program. */
eh_status eh_xml_schema_new(eh_xml_schema **schema);
void eh_xml_schema_free(eh_xml_schema *schema); /* NULL is allowed */

/* Called for each fault with its line and libxml2's sentence, without a line end. */
typedef void eh_xml_schema_fault(void *context, uint64_t line, const char *sentence);

/* Holds a document against the schema. EH_OK when it is valid, EH_BAD when not. `fault` may be NULL. */
eh_status eh_xml_schema_check(const eh_xml_schema *schema, xmlDocPtr doc, eh_xml_schema_fault *fault, void *context);

/* eh_return_write_xml with a schema that is compiled already, for writing many. */
eh_status eh_return_write_xml_with(const eh_xml_schema *schema, const eh_return *ret, eh_sink *sink);

/* eh_submission_read with a schema that is compiled already (NULL: it compiles its own), for reading many. */
eh_status eh_submission_read_with(const eh_xml_schema *schema, const eh_catalogue *catalogue, eh_source *source,
                                  eh_findings *findings, eh_return **ret);

#endif
