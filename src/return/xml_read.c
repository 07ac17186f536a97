/* A submission's document as a return. What is unknown is passed over; what is needed and lost makes it no return. */
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "base/fraction.h"
#include "base/limits.h"
#include "return/breakdown.h"
#include "return/xml.h"
#include "return/xml_node.h"

static const char *unit_word(unsigned i) {
    return eh_unit_id((eh_unit)i);
}

static const char *severity_word(unsigned i) {
    return eh_severity_text((eh_severity)i);
}

static void read_organisation(eh_node_reader *r, const xmlNode *node) {
    r->ret->organisation = eh_node_needed(r, node, "code");
    r->ret->name = eh_node_attribute(r, node, "name", "");
}

static void read_standard(eh_node_reader *r, const xmlNode *node) {
    uint64_t edition = 0;
    if (!eh_standard_read(eh_slice_of(eh_node_needed(r, node, "id")), &r->ret->standard))
        eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, "id", "standard");
    if (!eh_whole_of_text(eh_node_needed(r, node, "edition"), &edition) || edition < 1 || edition > 9999)
        eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, "edition", "standard");
    else
        r->ret->edition = (int)edition;
}

static void read_period(eh_node_reader *r, const xmlNode *node) {
    r->ret->period_start = eh_node_date(r, node, "start");
    r->ret->period_end = eh_node_date(r, node, "end");
    r->ret->snapshot = eh_node_date(r, node, "snapshot");
}

static void read_prepared(eh_node_reader *r, const xmlNode *node) {
    r->ret->prepared = eh_node_content(r, node);
}

static void read_software(eh_node_reader *r, const xmlNode *node) {
    r->ret->version = eh_node_attribute(r, node, "version", "");
}

static void read_rules(eh_node_reader *r, const xmlNode *node) {
    r->ret->rules = eh_node_attribute(r, node, "sha256", "");
    r->ret->custom = !strcmp(eh_node_attribute(r, node, "custom", "no"), "yes");
    r->ret->clinical_by = eh_node_attribute(r, node, "clinical-by", "occupation-code");
}

static void read_source(eh_node_reader *r, const xmlNode *node) {
    r->ret->sources[r->ret->source_count++] = (eh_source_note){
        .kind = eh_node_attribute(r, node, "kind", ""),
        .file = eh_node_attribute(r, node, "file", ""),
        .sheet = eh_node_attribute(r, node, "sheet", ""),
        .sha256 = eh_node_attribute(r, node, "sha256", ""),
        .rows = eh_node_whole(r, node, "rows"),
        .used = eh_node_whole(r, node, "used"),
    };
}

static void read_digest(eh_node_reader *r, const xmlNode *node) {
    r->ret->digest = eh_node_content(r, node);
}

/* One <value> or <missing> of an item. */
static void read_member(eh_node_reader *r, const xmlNode *node, eh_return_item *item) {
    const char *group = eh_node_attribute(r, node, "group", NULL);
    unsigned n = item->count;
    if (n == 0)
        item->grouped = group != NULL;
    if (n == EH_GROUPS || item->grouped != (group != NULL) || (n > 0 && !group)) {
        eh_node_lost(r, node, item->id, EH_F_SUBMISSION_GROUPS_UNREADABLE, NULL, NULL);
        return;
    }
    item->group[n] = group ? group : "";
    if (n == 0) {
        item->top = eh_node_attribute(r, node, "top", NULL);
        item->bottom = eh_node_attribute(r, node, "bottom", NULL);
    }
    if (eh_xml_is(node, "value"))
        item->value[n] = eh_node_value(r, node, item->id, item->unit);
    else
        item->value[n] =
            eh_value_missing((eh_missing)eh_node_word(r, node, "reason", eh_missing_word, EH_SUPPRESSED, "unreadable"));
    if (eh_xml_is(node, "missing") && item->value[n].missing == EH_PRESENT && !r->bad)
        eh_node_lost(r, node, item->id, EH_F_SUBMISSION_LOST, "reason", "missing");
    item->count++;
}

static void read_item(eh_node_reader *r, const xmlNode *node) {
    eh_return_item *item = &r->ret->items[r->ret->item_count];
    bool added = false;
    item->id = eh_node_needed(r, node, "id");
    item->number = eh_node_attribute(r, node, "number", "");
    item->indicator = eh_node_attribute(r, node, "indicator", "");
    item->unit = (eh_unit)eh_node_word(r, node, "unit", unit_word, EH_TEXT, "");
    if (eh_index_add(r->ids, eh_slice_of(item->id), &added) == EH_INDEX_NONE)
        r->no_memory = true;
    else if (!added)
        eh_node_lost(r, node, item->id, EH_F_SUBMISSION_TWICE, NULL, NULL);
    for (const xmlNode *child = node->children; child && !r->no_memory; child = child->next)
        if (eh_xml_is(child, "value") || eh_xml_is(child, "missing"))
            read_member(r, child, item);
    if (item->count == 0 && !r->no_memory)
        eh_node_lost(r, node, item->id, EH_F_SUBMISSION_LOST, "value", "item");
    r->ret->item_count++;
}

static void read_figure(eh_node_reader *r, const xmlNode *node) {
    eh_detail *detail = &r->ret->details[r->ret->detail_count++];
    detail->name = eh_node_needed(r, node, "name");
    detail->group = eh_node_attribute(r, node, "group", "");
    detail->unit = (eh_unit)eh_node_word(r, node, "unit", unit_word, EH_TEXT, "");
    eh_missing reason = (eh_missing)eh_node_word(r, node, "missing", eh_missing_word, EH_SUPPRESSED, "");
    detail->value = reason == EH_PRESENT ? eh_node_value(r, node, "", detail->unit) : eh_value_missing(reason);
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
static const char *const *words_of(eh_node_reader *r, const char *text, unsigned count) {
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
        if (eh_slice_equal(word, eh_slice_of(eh_missing_word(i)))) {
            cell->missing = (eh_missing)i;
            return true;
        }
    return eh_double_read(word, &cell->value);
}

static void read_breakdown_row(eh_node_reader *r, const xmlNode *node, eh_breakdown *b) {
    const char *of = eh_node_attribute(r, node, "of", ""), *group = eh_node_attribute(r, node, "group", "");
    const char *step = eh_node_attribute(r, node, "step", ""), *text = eh_node_content(r, node);
    eh_breakdown_cell *cells = r->no_memory ? NULL : eh_breakdown_add_row(r->ret, b, of, group, step);
    bool whole = count_words(text) == b->columns;
    for (unsigned c = 0; cells && whole && c < b->columns; c++)
        whole = read_cell(next_word(&text), &cells[c]);
    r->no_memory = r->no_memory || !cells;
    if (!whole && !r->no_memory)
        eh_node_lost(r, node, "", EH_F_SUBMISSION_NUMBER, "row", "breakdown");
}

static void read_breakdown(eh_node_reader *r, const xmlNode *node) {
    const char *name = eh_node_needed(r, node, "name"), *by = eh_node_attribute(r, node, "by", "");
    const char *columns = eh_node_attribute(r, node, "columns", "");
    eh_unit unit = (eh_unit)eh_node_word(r, node, "unit", unit_word, EH_TEXT, "");
    unsigned count = count_words(columns);
    eh_breakdown *b = eh_breakdown_add(r->ret, name, by, unit, words_of(r, columns, count), count);
    r->no_memory = r->no_memory || !b;
    if (!b)
        return;
    b->top = eh_node_attribute(r, node, "top", "");
    b->bottom = eh_node_attribute(r, node, "bottom", "");
    b->missing = (eh_missing)eh_node_word(r, node, "missing", eh_missing_word, EH_SUPPRESSED, "");
    for (const xmlNode *child = node->children; child && !r->no_memory; child = child->next)
        if (eh_xml_is(child, "row"))
            read_breakdown_row(r, child, b);
}

static void read_previous(eh_node_reader *r, const xmlNode *node) {
    eh_previous *previous = &r->ret->previous[r->ret->previous_count++];
    uint64_t edition = eh_node_whole(r, node, "edition");
    previous->item = eh_node_needed(r, node, "item");
    previous->group = eh_node_attribute(r, node, "group", "");
    previous->missing = (eh_missing)eh_node_word(r, node, "missing", eh_missing_word, EH_SUPPRESSED, "");
    previous->display = previous->missing == EH_PRESENT ? eh_node_attribute(r, node, "display", "") : "";
    uint32_t now = eh_index_find(r->ids, eh_slice_of(previous->item));
    bool words = now != EH_INDEX_NONE && r->ret->items[now].unit == EH_TEXT;
    if (previous->missing == EH_PRESENT && !words)
        previous->value = eh_node_number_of(r, node, previous->item, eh_node_content(r, node), "value");
    if (edition < 1 || edition > 9999)
        eh_node_lost(r, node, "", EH_F_SUBMISSION_LOST, "edition", "previous");
    else
        r->ret->previous_edition = (int)edition;
}

static void read_finding(eh_node_reader *r, const xmlNode *node) {
    r->ret->findings[r->ret->finding_count++] = (eh_return_finding){
        .severity = (eh_severity)eh_node_word(r, node, "severity", severity_word, EH_ERROR, "unknown"),
        .code = eh_node_needed(r, node, "code"),
        .item = eh_node_attribute(r, node, "item", ""),
        .count = eh_node_whole(r, node, "count"),
        .text = eh_node_content(r, node),
    };
}

/* An element and what reads it, and whether it must be there. */
typedef struct element {
    const char *name;
    void (*read)(eh_node_reader *r, const xmlNode *node);
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
static void read_children(eh_node_reader *r, const xmlNode *parent, const element *elements) {
    for (const xmlNode *node = parent->children; node && !r->no_memory; node = node->next)
        for (const element *e = elements; e->name; e++)
            if (eh_xml_is(node, e->name))
                e->read(r, node);
    for (const element *e = elements; e->name; e++) {
        bool there = !e->needed;
        for (const xmlNode *node = parent->children; node && !there; node = node->next)
            there = eh_xml_is(node, e->name);
        if (!there)
            eh_node_lost(r, parent, "", EH_F_SUBMISSION_LOST, e->name, (const char *)parent->name);
    }
}

static void read_header(eh_node_reader *r, const xmlNode *node) {
    read_children(r, node, in_header);
}

static void read_detail(eh_node_reader *r, const xmlNode *node) {
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
static void *room(eh_node_reader *r, size_t count, size_t size) {
    void *made = eh_arena_alloc(r->ret->arena, (count + 1) * size);
    if (!made)
        r->no_memory = true;
    return made;
}

static void make_room(eh_node_reader *r, const xmlNode *root) {
    eh_return *ret = r->ret;
    ret->sources = room(r, count_elements(root, "source", 2), sizeof *ret->sources);
    ret->items = room(r, count_elements(root, "item", 1), sizeof *ret->items);
    ret->details = room(r, count_elements(root, "figure", 2), sizeof *ret->details);
    ret->previous = room(r, count_elements(root, "previous", 2), sizeof *ret->previous);
    ret->findings = room(r, count_elements(root, "finding", 1), sizeof *ret->findings);
}

static void read_submission(eh_node_reader *r, const xmlNode *root, const element *parts) {
    if (!eh_xml_is(root, "submission")) {
        eh_node_lost(r, root, "", EH_F_SUBMISSION_OTHER_XML, NULL, NULL);
        return;
    }
    const char *version = eh_node_attribute(r, root, "version", "");
    if (strncmp(version, "1.", 2) != 0) {
        eh_node_lost(r, root, "", EH_F_SUBMISSION_VERSION, NULL, NULL);
        return;
    }
    r->ret->complete = !strcmp(eh_node_attribute(r, root, "status", ""), "complete");
    make_room(r, root);
    if (!r->no_memory)
        read_children(r, root, parts);
}

static eh_status to_return(xmlDocPtr doc, const char *file, eh_findings *findings, const element *parts,
                           eh_return **ret) {
    eh_node_reader r = {eh_return_new(), eh_index_new(), file, findings, false, false};
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
