/* A part of a workbook as a stream of XML events: libxml2's push parser over an unpacking part, a block at a time.
 *
 * No entity is loaded or expanded beyond XML's five, a DOCTYPE is refused, nothing goes to the network or to standard error. Namespaces are
 * told by their address, whatever the prefix, transitional and strict alike (ISO/IEC 29500-1 and -4). */
#ifndef EH_EXTRACT_XLSX_XML_H
#define EH_EXTRACT_XLSX_XML_H

#include "extract/xlsx_element.h"
#include "extract/xlsx_scan.h"
#include "extract/xlsx_zip.h"

typedef struct eh_xml_events {
    void (*start)(void *self, const eh_xml_element *element);
    void (*end)(void *self, const char *name, eh_xml_space space, unsigned depth); /* may be NULL */
    void (*text)(void *self, const char *text, size_t length); /* may be NULL; comes in pieces, CDATA included */
    /* Bytes that XML does not allow in a part that is in UTF-8 (see eh_lex_allowed), before the U+FFFD that is read instead of them: all tags before it
     * have made their events. NULL when such a part is refused as malformed; the function itself may refuse, and should where no text is to stand. */
    void (*replaced)(void *self);
    const struct eh_xml_scanning *scanning; /* NULL when all is left to libxml2 */
} eh_xml_events;

/* What `scan` below met. */
typedef enum eh_scanned {
    EH_SCANNED_SOME,   /* whole children; there may be more in the window */
    EH_SCANNED_ALL,    /* the window ends within the child at scan->at, or at its start */
    EH_SCANNED_END,    /* scan->at is at the container's end tag */
    EH_SCANNED_UNSURE, /* what is at scan->at is left to libxml2 */
} eh_scanned;

/* Much the largest part of some parts is many small children of one element, written plainly. Their owner may scan them itself, which is many times
 * faster; libxml2 reads what comes before and behind, and all from a child on that the owner is not sure of. Both ways must come to the same: what
 * `scan` takes as read must be well-formed, and what it undoes of a child that it is not sure of leaves no trace. The container is an element of
 * the main namespace that has no prefix, in a part written in UTF-8. */
typedef struct eh_xml_scanning {
    eh_slice tag;   /* "<sheetData" */
    unsigned depth; /* of that element */
    /* Reads children from scan->at on, which it moves behind the last whole one. May refuse. */
    eh_scanned (*scan)(void *self, eh_scan *scan);
} eh_xml_scanning;

typedef struct eh_xml eh_xml;

/* Opens a part by its name (in its one form, see eh_part_name), which is copied. `self` goes to the events. EH_NOMEM alone leaves *xml NULL: any
 * other failure is kept and told by eh_xml_step. */
eh_status eh_xml_open(eh_package *package, const char *name, const eh_xml_events *events, void *self, eh_xml **xml);
void eh_xml_close(eh_xml *xml); /* NULL is allowed */

/* Parses more of the part, a block or less, making events. EH_OK: there may be more; EH_END: the part ended as it should; EH_BAD and
 * the like: no more can be had, now and on every further call. */
eh_status eh_xml_step(eh_xml *xml);

/* Opens, reads and closes a part at once: EH_OK when it ended as it should, else with its finding made (eh_xml_report). *xml is there for the events, and NULL
 * afterwards. */
eh_status eh_xml_read(eh_package *package, const char *name, const eh_xml_events *events, void *self, eh_xml **xml,
                      eh_findings *findings);

/* From within an event: stop with EH_BAD and this finding's code, or with EH_NOMEM. */
void eh_xml_refuse(eh_xml *xml, eh_code code);
void eh_xml_out_of_memory(eh_xml *xml);
/* Whether one of these was called, or anything else ended the part. */
bool eh_xml_refused(const eh_xml *xml);

/* Makes the finding of a step that gave EH_BAD, with {1} the part's name. `sheet` and `row` may be NULL and 0. */
eh_status eh_xml_report(const eh_xml *xml, eh_findings *findings, const char *sheet, uint64_t row);

#endif
