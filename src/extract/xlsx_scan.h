/* A scanner for the XML that spreadsheet programs write: plain tags, attributes, text, XML's five entities and numeric ones. It reads a window of bytes
 * where they lie. What it does not know for certain to be well-formed and without further meaning (prefixed elements, comments,
 * CDATA, processing instructions, other entities, carriage returns in texts ...) it leaves to a whole XML parser: EH_LEX_UNSURE is no error. */
#ifndef EH_EXTRACT_XLSX_SCAN_H
#define EH_EXTRACT_XLSX_SCAN_H

#include <stdbool.h>

#include "base/text.h"

typedef enum eh_lex {
    EH_LEX_OK,
    EH_LEX_MORE,   /* the window ends too early to tell */
    EH_LEX_UNSURE, /* leave it to the whole parser */
} eh_lex;

/* eh_trim for texts most of which have nothing to trim: those that begin and end with a printable ASCII character. */
static inline eh_slice eh_lex_trim(eh_slice text) {
    bool plain = text.length > 0 && text.at[0] > ' ' && text.at[0] <= '~' && text.at[text.length - 1] > ' ' &&
                 text.at[text.length - 1] <= '~';
    return plain ? text : eh_trim(text);
}

/* Prefixes for attributes that elements around the window declare: all, or as many as there is room for. */
typedef struct eh_prefixes {
    char names[24][16];
    unsigned count;
} eh_prefixes;

/* A window: [at, end), and behind it NULs (EH_AHEAD_PAD of them). */
typedef struct eh_scan {
    const char *at, *end;
    const eh_prefixes *prefixes;
} eh_scan;

#define EH_LEX_ATTRIBUTES 16

typedef struct eh_lex_attribute {
    eh_slice name; /* without its prefix */
    eh_slice value;
    bool prefixed;
} eh_lex_attribute;

typedef struct eh_lex_tag {
    eh_slice name;
    bool empty; /* <name/> */
    unsigned count;
    eh_lex_attribute attributes[EH_LEX_ATTRIBUTES];
} eh_lex_tag;

/* All of these read at scan->at and move it behind what was read, when they give EH_LEX_OK and only then. */

/* A start tag (or that of an empty element). Declarations of namespaces are unsure; so are prefixes that nothing declares. */
eh_lex eh_lex_start(eh_scan *scan, eh_lex_tag *tag);
/* The end tag of an element of this name. */
eh_lex eh_lex_end(eh_scan *scan, eh_slice name);
/* White space up to a '<', which is not passed; anything else is unsure. */
eh_lex eh_lex_space(eh_scan *scan);
/* Text as it stands, up to a '<', a '&' or bytes that XML does not allow, which are not passed. */
eh_lex eh_lex_text(eh_scan *scan, eh_slice *text);
/* A reference at '&' as UTF-8. */
eh_lex eh_lex_entity(eh_scan *scan, char out[4], size_t *length);

/* The first place from `at` to `end` that XML in UTF-8 does not allow: bytes that are no UTF-8, control characters, U+FFFE and U+FFFF; `end` when there is
 * none. Up to EH_LEX_PAD bytes behind `end` may be read. */
const char *eh_lex_allowed(const char *at, const char *end);
/* How many bytes at such a place one U+FFFD is to stand for; 0 when the character is only cut short by `end`. */
size_t eh_lex_not_allowed(const char *at, const char *end);
#define EH_LEX_PAD         16
#define EH_LEX_REPLACEMENT EH_SLICE("\xEF\xBF\xBD")

/* Whether the window begins with this tag ("<row") and something that ends a name. False also when it is too short to tell. */
bool eh_lex_at(const eh_scan *scan, eh_slice tag);

/* The value of an attribute without prefix; {NULL, 0} when it is not there. */
eh_slice eh_lex_attribute_of(const eh_lex_tag *tag, const char *name);

/* The content of an element whose start tag was read, up to and with its end tag, as calls: elements within (depth 1 for a child) and text, with
 * references read. What XML does not allow in text is given as U+FFFD, after `replaced`. `self` goes along. Elements nested beyond 12 are unsure. scan->at is moved on
 * even when it fails. */
typedef struct eh_lex_events {
    void (*start)(void *self, eh_slice name, unsigned depth);
    void (*end)(void *self, unsigned depth);
    void (*text)(void *self, const char *text, size_t length);
    void (*replaced)(void *self);
} eh_lex_events;
eh_lex eh_lex_content(eh_scan *scan, eh_slice name, const eh_lex_events *events, void *self);

#endif
