#include "return/xml_node.h"

#include <string.h>

#include "base/fraction.h"

/* Says that something is lost, unreadable or twice there. */
void eh_node_lost(eh_node_reader *r, const xmlNode *node, const char *item, eh_code code, const char *what,
                  const char *where) {
    long line = xmlGetLineNo(node);
    eh_place place = {
        .organisation = r->ret->organisation, .item = item, .file = r->file, .row = line > 0 ? (uint64_t)line : 0};
    r->bad = true;
    if (eh_found(r->findings, code, place, 1, NULL, what, where) != EH_OK)
        r->no_memory = true;
}

/* Takes over a string that libxml2 gave, into the arena; NULL stays NULL. */
static const char *keep(eh_node_reader *r, xmlChar *text) {
    char *copy = text ? eh_arena_text(r->ret->arena, (const char *)text) : NULL;
    if (text && !copy)
        r->no_memory = true;
    xmlFree(text);
    return copy;
}

/* An attribute without a namespace, or `otherwise`. */
const char *eh_node_attribute(eh_node_reader *r, const xmlNode *node, const char *name, const char *otherwise) {
    const char *value = keep(r, xmlGetNoNsProp(node, (const xmlChar *)name));
    return value ? value : otherwise;
}

const char *eh_node_needed(eh_node_reader *r, const xmlNode *node, const char *name) {
    const char *value = eh_node_attribute(r, node, name, "");
    if (!*value && !r->no_memory)
        eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return value;
}

const char *eh_node_content(eh_node_reader *r, const xmlNode *node) {
    const char *text = keep(r, xmlNodeGetContent(node));
    return text ? text : "";
}

/* A whole number of at most 18 digits. */
bool eh_whole_of_text(const char *text, uint64_t *number) {
    size_t length = strlen(text);
    *number = 0;
    if (length == 0 || length > 18 || strspn(text, "0123456789") != length)
        return false;
    for (size_t i = 0; i < length; i++)
        *number = *number * 10 + (uint64_t)(text[i] - '0');
    return true;
}

uint64_t eh_node_whole(eh_node_reader *r, const xmlNode *node, const char *name) {
    const char *text = eh_node_attribute(r, node, name, "0");
    uint64_t number = 0;
    if (!eh_whole_of_text(text, &number))
        eh_node_lost(r, node, "", EH_F_SUBMISSION_NUMBER, name, (const char *)node->name);
    return number;
}

double eh_node_number_of(eh_node_reader *r, const xmlNode *node, const char *item, const char *text, const char *what) {
    double number = 0;
    if (!eh_double_read(eh_trim(eh_slice_of(text)), &number))
        eh_node_lost(r, node, item, EH_F_SUBMISSION_NUMBER, what, (const char *)node->name);
    return number;
}

static void number_attribute(eh_node_reader *r, const xmlNode *node, const char *item, const char *name,
                             double *number) {
    const char *text = eh_node_attribute(r, node, name, NULL);
    if (text)
        *number = eh_node_number_of(r, node, item, text, name);
}

/* The position of a word among those that `id` gives for 0 to last, or -1. */
static int position(const char *word, const char *(*id)(unsigned), unsigned last) {
    for (unsigned i = 0; i <= last; i++)
        if (!strcmp(word, id(i)))
            return (int)i;
    return -1;
}

const char *eh_missing_word(unsigned i) {
    return eh_missing_id((eh_missing)i);
}

static const char *test_word(unsigned i) {
    return eh_test_id((eh_test)i);
}

static const char *verdict_word(unsigned i) {
    return eh_verdict_id((eh_verdict)i);
}

/* An attribute that is one of a few words; 0 with a finding when it is none of them. */
unsigned eh_node_word(eh_node_reader *r, const xmlNode *node, const char *name, const char *(*id)(unsigned),
                      unsigned last, const char *otherwise) {
    int found = position(eh_node_attribute(r, node, name, otherwise), id, last);
    if (found < 0 && !r->no_memory)
        eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return found < 0 ? 0 : (unsigned)found;
}

eh_date eh_node_date(eh_node_reader *r, const xmlNode *node, const char *name) {
    const char *text = eh_node_needed(r, node, name);
    eh_date day = EH_NO_DATE;
    char again[11];
    if (!*text)
        return EH_NO_DATE;
    if (eh_date_read(eh_slice_of(text), &day) == EH_DATE_READ) {
        eh_date_write(day, again);
        if (!strcmp(again, text))
            return day;
    }
    eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return EH_NO_DATE;
}

/* A value's attributes and content. */
eh_value eh_node_value(eh_node_reader *r, const xmlNode *node, const char *item, eh_unit unit) {
    eh_value value = eh_value_missing(EH_PRESENT);
    const char *text = eh_node_content(r, node);
    number_attribute(r, node, item, "numerator", &value.numerator);
    number_attribute(r, node, item, "denominator", &value.denominator);
    number_attribute(r, node, item, "percent", &value.percent);
    number_attribute(r, node, item, "lower", &value.lower);
    number_attribute(r, node, item, "upper", &value.upper);
    number_attribute(r, node, item, "p", &value.p);
    value.test = (eh_test)eh_node_word(r, node, "test", test_word, EH_TEST_MID_P, "");
    value.verdict = (eh_verdict)eh_node_word(r, node, "verdict", verdict_word, EH_VERDICT_ABOVE, "");
    value.approximate = !strcmp(eh_node_attribute(r, node, "approximate", "no"), "yes");
    value.text = eh_node_attribute(r, node, "text", NULL);
    value.display = eh_node_attribute(r, node, "display", text);
    if (unit != EH_TEXT)
        value.value = eh_node_number_of(r, node, item, text, "value");
    return value;
}
