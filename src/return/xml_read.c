/* A submission's document as a return. What is unknown is passed over; what is needed and lost makes it no return. */
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "return/breakdown.h"
#include "return/xml.h"

typedef struct reader {
    eh_return *ret;
    eh_index *ids; /* of the items so far: their positions */
    const char *file;
    eh_findings *findings;
    bool bad, no_memory;
} reader;

/* Says that something is lost, unreadable or twice there. */
static void lost(reader *r, const xmlNode *node, const char *item, eh_code code, const char *what, const char *where) {
    long line = xmlGetLineNo(node);
    eh_place place = {
        .organisation = r->ret->organisation, .item = item, .file = r->file, .row = line > 0 ? (uint64_t)line : 0};
    r->bad = true;
    if (eh_found(r->findings, code, place, 1, NULL, what, where) != EH_OK)
        r->no_memory = true;
}

/* Takes over a string that libxml2 gave, into the arena; NULL stays NULL. */
static const char *keep(reader *r, xmlChar *text) {
    char *copy = text ? eh_arena_text(r->ret->arena, (const char *)text) : NULL;
    if (text && !copy)
        r->no_memory = true;
    xmlFree(text);
    return copy;
}

/* An attribute without a namespace, or `otherwise`. */
static const char *attribute(reader *r, const xmlNode *node, const char *name, const char *otherwise) {
    const char *value = keep(r, xmlGetNoNsProp(node, (const xmlChar *)name));
    return value ? value : otherwise;
}

static const char *needed(reader *r, const xmlNode *node, const char *name) {
    const char *value = attribute(r, node, name, "");
    if (!*value && !r->no_memory)
        lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return value;
}

static const char *content(reader *r, const xmlNode *node) {
    const char *text = keep(r, xmlNodeGetContent(node));
    return text ? text : "";
}

/* A whole number of at most 18 digits. */
static bool whole(const char *text, uint64_t *number) {
    size_t length = strlen(text);
    *number = 0;
    if (length == 0 || length > 18 || strspn(text, "0123456789") != length)
        return false;
    for (size_t i = 0; i < length; i++)
        *number = *number * 10 + (uint64_t)(text[i] - '0');
    return true;
}

static uint64_t whole_attribute(reader *r, const xmlNode *node, const char *name) {
    const char *text = attribute(r, node, name, "0");
    uint64_t number = 0;
    if (!whole(text, &number))
        lost(r, node, "", EH_F_SUBMISSION_NUMBER, name, (const char *)node->name);
    return number;
}

static double number_of(reader *r, const xmlNode *node, const char *item, const char *text, const char *what) {
    double number = 0;
    if (!eh_double_read(eh_trim(eh_slice_of(text)), &number))
        lost(r, node, item, EH_F_SUBMISSION_NUMBER, what, (const char *)node->name);
    return number;
}

static void number_attribute(reader *r, const xmlNode *node, const char *item, const char *name, double *number) {
    const char *text = attribute(r, node, name, NULL);
    if (text)
        *number = number_of(r, node, item, text, name);
}

/* The position of a word among those that `id` gives for 0 to last, or -1. */
static int position(const char *word, const char *(*id)(unsigned), unsigned last) {
    for (unsigned i = 0; i <= last; i++)
        if (!strcmp(word, id(i)))
            return (int)i;
    return -1;
}

static const char *missing_word(unsigned i) {
    return eh_missing_id((eh_missing)i);
}

static const char *test_word(unsigned i) {
    return eh_test_id((eh_test)i);
}

static const char *verdict_word(unsigned i) {
    return eh_verdict_id((eh_verdict)i);
}

static const char *unit_word(unsigned i) {
    return eh_unit_id((eh_unit)i);
}

static const char *severity_word(unsigned i) {
    return eh_severity_text((eh_severity)i);
}

/* An attribute that is one of a few words; 0 with a finding when it is none of them. */
static unsigned word_attribute(reader *r, const xmlNode *node, const char *name, const char *(*id)(unsigned),
                               unsigned last, const char *otherwise) {
    int found = position(attribute(r, node, name, otherwise), id, last);
    if (found < 0 && !r->no_memory)
        lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return found < 0 ? 0 : (unsigned)found;
}

static eh_date date_attribute(reader *r, const xmlNode *node, const char *name) {
    const char *text = needed(r, node, name);
    eh_date day = EH_NO_DATE;
    char again[11];
    if (!*text)
        return EH_NO_DATE;
    if (eh_date_read(eh_slice_of(text), &day) == EH_DATE_READ) {
        eh_date_write(day, again);
        if (!strcmp(again, text))
            return day;
    }
    lost(r, node, "", EH_F_SUBMISSION_LOST, name, (const char *)node->name);
    return EH_NO_DATE;
}

static void read_organisation(reader *r, const xmlNode *node) {
    r->ret->organisation = needed(r, node, "code");
    r->ret->name = attribute(r, node, "name", "");
}

static void read_standard(reader *r, const xmlNode *node) {
    uint64_t edition = 0;
    if (!eh_standard_read(eh_slice_of(needed(r, node, "id")), &r->ret->standard))
        lost(r, node, "", EH_F_SUBMISSION_LOST, "id", "standard");
    if (!whole(needed(r, node, "edition"), &edition) || edition < 1 || edition > 9999)
        lost(r, node, "", EH_F_SUBMISSION_LOST, "edition", "standard");
    else
        r->ret->edition = (int)edition;
}

static void read_period(reader *r, const xmlNode *node) {
    r->ret->period_start = date_attribute(r, node, "start");
    r->ret->period_end = date_attribute(r, node, "end");
    r->ret->snapshot = date_attribute(r, node, "snapshot");
}

static void read_prepared(reader *r, const xmlNode *node) {
    r->ret->prepared = content(r, node);
}

static void read_software(reader *r, const xmlNode *node) {
    r->ret->version = attribute(r, node, "version", "");
}

static void read_rules(reader *r, const xmlNode *node) {
    r->ret->rules = attribute(r, node, "sha256", "");
    r->ret->custom = !strcmp(attribute(r, node, "custom", "no"), "yes");
    r->ret->clinical_by = attribute(r, node, "clinical-by", "occupation-code");
}

static void read_source(reader *r, const xmlNode *node) {
    r->ret->sources[r->ret->source_count++] = (eh_source_note){
        .kind = attribute(r, node, "kind", ""),
        .file = attribute(r, node, "file", ""),
        .sheet = attribute(r, node, "sheet", ""),
        .sha256 = attribute(r, node, "sha256", ""),
        .rows = whole_attribute(r, node, "rows"),
        .used = whole_attribute(r, node, "used"),
    };
}

static void read_digest(reader *r, const xmlNode *node) {
    r->ret->digest = content(r, node);
}

/* A value's attributes and content. */
static eh_value read_value(reader *r, const xmlNode *node, const char *item, eh_unit unit) {
    eh_value value = eh_value_missing(EH_PRESENT);
    const char *text = content(r, node);
    number_attribute(r, node, item, "numerator", &value.numerator);
    number_attribute(r, node, item, "denominator", &value.denominator);
    number_attribute(r, node, item, "percent", &value.percent);
    number_attribute(r, node, item, "lower", &value.lower);
    number_attribute(r, node, item, "upper", &value.upper);
    number_attribute(r, node, item, "p", &value.p);
    value.test = (eh_test)word_attribute(r, node, "test", test_word, EH_TEST_MID_P, "");
    value.verdict = (eh_verdict)word_attribute(r, node, "verdict", verdict_word, EH_VERDICT_ABOVE, "");
    value.approximate = !strcmp(attribute(r, node, "approximate", "no"), "yes");
    value.text = attribute(r, node, "text", NULL);
    value.display = attribute(r, node, "display", text);
    if (unit != EH_TEXT)
        value.value = number_of(r, node, item, text, "value");
    return value;
}

/* One <value> or <missing> of an item. */
static void read_member(reader *r, const xmlNode *node, eh_return_item *item) {
    const char *group = attribute(r, node, "group", NULL);
    unsigned n = item->count;
    if (n == 0)
        item->grouped = group != NULL;
    if (n == EH_GROUPS || item->grouped != (group != NULL) || (n > 0 && !group)) {
        lost(r, node, item->id, EH_F_SUBMISSION_GROUPS_UNREADABLE, NULL, NULL);
        return;
    }
    item->group[n] = group ? group : "";
    if (n == 0) {
        item->top = attribute(r, node, "top", NULL);
        item->bottom = attribute(r, node, "bottom", NULL);
    }
    if (eh_xml_is(node, "value"))
        item->value[n] = read_value(r, node, item->id, item->unit);
    else
        item->value[n] =
            eh_value_missing((eh_missing)word_attribute(r, node, "reason", missing_word, EH_SUPPRESSED, "unreadable"));
    if (eh_xml_is(node, "missing") && item->value[n].missing == EH_PRESENT && !r->bad)
        lost(r, node, item->id, EH_F_SUBMISSION_LOST, "reason", "missing");
    item->count++;
}

static void read_item(reader *r, const xmlNode *node) {
    eh_return_item *item = &r->ret->items[r->ret->item_count];
    bool added = false;
    item->id = needed(r, node, "id");
    item->number = attribute(r, node, "number", "");
    item->indicator = attribute(r, node, "indicator", "");
    item->unit = (eh_unit)word_attribute(r, node, "unit", unit_word, EH_TEXT, "");
    if (eh_index_add(r->ids, eh_slice_of(item->id), &added) == EH_INDEX_NONE)
        r->no_memory = true;
    else if (!added)
        lost(r, node, item->id, EH_F_SUBMISSION_TWICE, NULL, NULL);
    for (const xmlNode *child = node->children; child && !r->no_memory; child = child->next)
        if (eh_xml_is(child, "value") || eh_xml_is(child, "missing"))
            read_member(r, child, item);
    if (item->count == 0 && !r->no_memory)
        lost(r, node, item->id, EH_F_SUBMISSION_LOST, "value", "item");
    r->ret->item_count++;
}

static void read_figure(reader *r, const xmlNode *node) {
    eh_detail *detail = &r->ret->details[r->ret->detail_count++];
    detail->name = needed(r, node, "name");
    detail->group = attribute(r, node, "group", "");
    detail->unit = (eh_unit)word_attribute(r, node, "unit", unit_word, EH_TEXT, "");
    eh_missing reason = (eh_missing)word_attribute(r, node, "missing", missing_word, EH_SUPPRESSED, "");
    detail->value = reason == EH_PRESENT ? read_value(r, node, "", detail->unit) : eh_value_missing(reason);
}

/* The next word of a text, and what is left behind it; nothing at the end. */
static eh_slice next_word(const char **text) {
    *text += strspn(*text, " \t\r\n");
    eh_slice word = {*text, strcspn(*text, " \t\r\n")};
    *text += word.length;
    return word;
}

static unsigned count_words(const char *text) {
    unsigned count = 0;
    while (next_word(&text).length)
        count++;
    return count;
}

/* The words of a text as strings of their own. */
static const char *const *words_of(reader *r, const char *text, unsigned count) {
    const char **words = eh_arena_alloc(r->ret->arena, (count + 1) * sizeof *words);
    for (unsigned i = 0; words && i < count && !r->no_memory; i++) {
        eh_slice word = next_word(&text);
        words[i] = eh_arena_slice(r->ret->arena, word.at, word.length);
        r->no_memory = !words[i];
    }
    r->no_memory = r->no_memory || !words;
    return words;
}

/* A cell: a number, or the word for why there is none. */
static bool read_cell(eh_slice word, eh_breakdown_cell *cell) {
    for (unsigned i = EH_NOT_SUPPLIED; i <= EH_SUPPRESSED; i++)
        if (eh_slice_equal(word, eh_slice_of(missing_word(i)))) {
            cell->missing = (eh_missing)i;
            return true;
        }
    return eh_double_read(word, &cell->value);
}

static void read_breakdown_row(reader *r, const xmlNode *node, eh_breakdown *b) {
    const char *of = attribute(r, node, "of", ""), *group = attribute(r, node, "group", "");
    const char *step = attribute(r, node, "step", ""), *text = content(r, node);
    eh_breakdown_cell *cells = r->no_memory ? NULL : eh_breakdown_add_row(r->ret, b, of, group, step);
    bool whole = count_words(text) == b->columns;
    for (unsigned c = 0; cells && whole && c < b->columns; c++)
        whole = read_cell(next_word(&text), &cells[c]);
    r->no_memory = r->no_memory || !cells;
    if (!whole && !r->no_memory)
        lost(r, node, "", EH_F_SUBMISSION_NUMBER, "row", "breakdown");
}

static void read_breakdown(reader *r, const xmlNode *node) {
    const char *name = needed(r, node, "name"), *by = attribute(r, node, "by", "");
    const char *columns = attribute(r, node, "columns", "");
    eh_unit unit = (eh_unit)word_attribute(r, node, "unit", unit_word, EH_TEXT, "");
    unsigned count = count_words(columns);
    eh_breakdown *b = eh_breakdown_add(r->ret, name, by, unit, words_of(r, columns, count), count);
    r->no_memory = r->no_memory || !b;
    if (!b)
        return;
    b->top = attribute(r, node, "top", "");
    b->bottom = attribute(r, node, "bottom", "");
    b->missing = (eh_missing)word_attribute(r, node, "missing", missing_word, EH_SUPPRESSED, "");
    for (const xmlNode *child = node->children; child && !r->no_memory; child = child->next)
        if (eh_xml_is(child, "row"))
            read_breakdown_row(r, child, b);
}

static void read_previous(reader *r, const xmlNode *node) {
    eh_previous *previous = &r->ret->previous[r->ret->previous_count++];
    uint64_t edition = whole_attribute(r, node, "edition");
    previous->item = needed(r, node, "item");
    previous->group = attribute(r, node, "group", "");
    previous->missing = (eh_missing)word_attribute(r, node, "missing", missing_word, EH_SUPPRESSED, "");
    previous->display = previous->missing == EH_PRESENT ? attribute(r, node, "display", "") : "";
    uint32_t now = eh_index_find(r->ids, eh_slice_of(previous->item));
    bool words = now != EH_INDEX_NONE && r->ret->items[now].unit == EH_TEXT;
    if (previous->missing == EH_PRESENT && !words)
        previous->value = number_of(r, node, previous->item, content(r, node), "value");
    if (edition < 1 || edition > 9999)
        lost(r, node, "", EH_F_SUBMISSION_LOST, "edition", "previous");
    else
        r->ret->previous_edition = (int)edition;
}

static void read_finding(reader *r, const xmlNode *node) {
    r->ret->findings[r->ret->finding_count++] = (eh_return_finding){
        .severity = (eh_severity)word_attribute(r, node, "severity", severity_word, EH_ERROR, "unknown"),
        .code = needed(r, node, "code"),
        .item = attribute(r, node, "item", ""),
        .count = whole_attribute(r, node, "count"),
        .text = content(r, node),
    };
}

/* An element and what reads it. `repeated`: there may be more than one. */
typedef struct element {
    const char *name;
    void (*read)(reader *r, const xmlNode *node);
    bool needed;
} element;

static const element in_header[] = {
    {"organisation", read_organisation, true},
    {"standard", read_standard, true},
    {"period", read_period, true},
    {"prepared", read_prepared, false},
    {"software", read_software, false},
    {"rules", read_rules, false},
    {"source", read_source, false},
    {"digest", read_digest, false},
    {NULL, NULL, false},
};
static const element in_detail[] = {
    {"figure", read_figure, false},
    {"breakdown", read_breakdown, false},
    {"previous", read_previous, false},
    {NULL, NULL, false},
};

/* Reads the children of an element that the table knows, in their order. */
static void read_children(reader *r, const xmlNode *parent, const element *elements) {
    for (const xmlNode *node = parent->children; node && !r->no_memory; node = node->next)
        for (const element *e = elements; e->name; e++)
            if (eh_xml_is(node, e->name))
                e->read(r, node);
    for (const element *e = elements; e->name; e++) {
        bool there = !e->needed;
        for (const xmlNode *node = parent->children; node && !there; node = node->next)
            there = eh_xml_is(node, e->name);
        if (!there)
            lost(r, parent, "", EH_F_SUBMISSION_LOST, e->name, (const char *)parent->name);
    }
}

static void read_header(reader *r, const xmlNode *node) {
    read_children(r, node, in_header);
}

static void read_detail(reader *r, const xmlNode *node) {
    read_children(r, node, in_detail);
}

static const element in_submission[] = {
    {"header", read_header, true},    {"item", read_item, true}, {"detail", read_detail, false},
    {"finding", read_finding, false}, {NULL, NULL, false},
};

static const element only_header[] = {{"header", read_header, true}, {NULL, NULL, false}};

/* How many elements of a name stand two or three levels deep: room for them is made once. */
static size_t count_elements(const xmlNode *parent, const char *name, unsigned depth) {
    size_t count = 0;
    for (const xmlNode *node = parent->children; node; node = node->next) {
        count += eh_xml_is(node, name);
        if (depth > 1 && node->type == XML_ELEMENT_NODE)
            count += count_elements(node, name, depth - 1);
    }
    return count;
}

/* Room for `count` of what `size` says; never NULL unless out of memory. */
static void *room(reader *r, size_t count, size_t size) {
    void *made = eh_arena_alloc(r->ret->arena, (count + 1) * size);
    if (!made)
        r->no_memory = true;
    return made;
}

static void make_room(reader *r, const xmlNode *root) {
    eh_return *ret = r->ret;
    ret->sources = room(r, count_elements(root, "source", 2), sizeof *ret->sources);
    ret->items = room(r, count_elements(root, "item", 1), sizeof *ret->items);
    ret->details = room(r, count_elements(root, "figure", 2), sizeof *ret->details);
    ret->previous = room(r, count_elements(root, "previous", 2), sizeof *ret->previous);
    ret->findings = room(r, count_elements(root, "finding", 1), sizeof *ret->findings);
}

static void read_submission(reader *r, const xmlNode *root, const element *parts) {
    if (!eh_xml_is(root, "submission")) {
        lost(r, root, "", EH_F_SUBMISSION_OTHER_XML, NULL, NULL);
        return;
    }
    const char *version = attribute(r, root, "version", "");
    if (strncmp(version, "1.", 2) != 0) {
        lost(r, root, "", EH_F_SUBMISSION_VERSION, NULL, NULL);
        return;
    }
    r->ret->complete = !strcmp(attribute(r, root, "status", ""), "complete");
    make_room(r, root);
    if (!r->no_memory)
        read_children(r, root, parts);
}

static eh_status to_return(xmlDocPtr doc, const char *file, eh_findings *findings, const element *parts,
                           eh_return **ret) {
    reader r = {eh_return_new(), eh_index_new(), file, findings, false, false};
    *ret = NULL;
    if (r.ret && r.ids)
        read_submission(&r, xmlDocGetRootElement(doc), parts);
    else
        r.no_memory = true;
    eh_index_free(r.ids);
    if (!r.no_memory && !r.bad) {
        *ret = r.ret;
        return EH_OK;
    }
    eh_return_free(r.ret);
    return r.no_memory ? EH_NOMEM : EH_BAD;
}

eh_status eh_xml_to_return(xmlDocPtr doc, const char *file, eh_findings *findings, eh_return **ret) {
    return to_return(doc, file, findings, in_submission, ret);
}

eh_status eh_return_read_xml(eh_source *source, eh_findings *findings, eh_return **ret) {
    xmlDocPtr doc = NULL;
    *ret = NULL;
    eh_status status = eh_xml_parse_source(source, findings, &doc);
    if (status == EH_OK)
        status = eh_xml_to_return(doc, source->name, findings, ret);
    xmlFreeDoc(doc);
    return status;
}

/* The text up to the end of the header, with the submission closed behind it; false when it does not begin so plainly. Freed by the caller in any case. */
static bool cut_header(eh_source *source, eh_buffer *text) {
    static const char end[] = "</header>";
    char start[EH_LIMIT_HEADER + 1];
    size_t got = 0;
    if (source->read_at(source, 0, start, EH_LIMIT_HEADER, &got) != EH_OK)
        return false;
    start[got] = '\0';
    const char *at = strstr(start, end);
    return at && eh_buffer_add(text, start, (size_t)(at - start) + sizeof end - 1) &&
           eh_buffer_text(text, "</submission>");
}

eh_status eh_return_read_header(eh_source *source, eh_findings *findings, eh_return **ret) {
    eh_buffer text = {0};
    eh_findings *unheard = eh_findings_new();
    xmlDocPtr doc = NULL;
    *ret = NULL;
    eh_status status = unheard ? EH_BAD : EH_NOMEM;
    if (unheard && cut_header(source, &text))
        status = eh_xml_parse(text.data, text.length, source->name, unheard, &doc);
    if (status == EH_OK)
        status = to_return(doc, source->name, unheard, only_header, ret);
    xmlFreeDoc(doc);
    eh_buffer_free(&text);
    eh_findings_free(unheard);
    return status == EH_BAD ? eh_return_read_xml(source, findings, ret) : status;
}
