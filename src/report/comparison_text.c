/* What a comparison says, as plain text: the sentences at the beginning of its page, without its tables. */
#include <limits.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/xml_quiet.h"
#include "report/comparison_page.h"
#include "report/text_layout.h"

typedef void line_maker(eh_lines *lines, const char *text);

/* How an element of the page stands in lines of text. */
static const struct element {
    const char *name;
    line_maker *make;
} elements[] = {
    {"h2", eh_lines_heading}, {"h3", eh_lines_title},    {"h4", eh_lines_heading},
    {"li", eh_lines_item},    {"p", eh_lines_paragraph},
};

static line_maker *maker_of(const xmlChar *name) {
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(elements[i].name, (const char *)name) == 0)
            return elements[i].make;
    return NULL;
}

typedef struct telling {
    eh_lines lines;
    eh_buffer words;   /* of the element that is open */
    unsigned left_out; /* elements open within one that is left out, itself among them */
} telling;

/* Tables and what is folded away are for the page. */
static bool is_left_out(const char *name) {
    return strcmp(name, "table") == 0 || strcmp(name, "details") == 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int spaces,
                     const xmlChar **spaces_at, int count, int defaulted, const xmlChar **attributes) {
    telling *t = context;
    (void)prefix, (void)space, (void)spaces, (void)spaces_at, (void)count, (void)defaulted, (void)attributes;
    if (t->left_out > 0 || is_left_out((const char *)name))
        t->left_out++;
    if (maker_of(name))
        t->words.length = 0; /* what stands between elements only lays the page out */
}

static void on_text(void *context, const xmlChar *text, int length) {
    telling *t = context;
    if (t->left_out == 0)
        eh_buffer_add(&t->words, (const char *)text, (size_t)length);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
    telling *t = context;
    (void)prefix, (void)space;
    if (t->left_out > 0) {
        t->left_out--;
        return;
    }
    line_maker *make = maker_of(name);
    if (make == eh_lines_title)
        eh_lines_blank(&t->lines);
    if (make)
        make(&t->lines, eh_buffer_words(&t->words));
}

/* Writes the page's parts, which are XML, as lines. */
static eh_status tell(const eh_buffer *page, eh_lines *lines) {
    xmlSAXHandler listener = {.initialized = XML_SAX2_MAGIC,
                              .startElementNs = on_start,
                              .endElementNs = on_end,
                              .characters = on_text,
                              .serror = eh_xml_ignore};
    telling t = {.lines = *lines};
    if (page->failed || page->length > INT_MAX)
        return EH_NOMEM;
    int wrong = xmlSAXUserParseMemory(&listener, &t, page->data, (int)page->length);
    t.lines.out.failed = t.lines.out.failed || t.words.failed;
    eh_buffer_free(&t.words);
    *lines = t.lines;
    bool no_memory = wrong == XML_ERR_NO_MEMORY || wrong < 0; /* below 0: there is no parser */
    return no_memory ? EH_NOMEM : wrong ? EH_BAD : EH_OK;
}

eh_status eh_write_comparison_text(const eh_comparison *c, eh_findings *findings, eh_sink *sink) {
    const eh_return *const first[] = {c->sides[0].members[0].ret, NULL};
    eh_view view = {.page = {.catalogue = c->catalogue, .returns = first}, .c = c};
    eh_lines lines = {{0}};
    eh_buffer title = {0};
    (void)findings;
    eh_view_title(&view, &title);
    eh_lines_title(&lines, eh_buffer_words(&title));
    eh_lines_paragraph(&lines, eh_view_handling(&view));
    eh_view_done(&view, &title);
    eh_page_raw(&view.page, "<div>");
    eh_view_summary(&view);
    eh_view_better(&view);
    eh_page_raw(&view.page, "</div>");
    eh_status status = tell(&view.page.out, &lines);
    eh_buffer_free(&view.page.out);
    if (status == EH_OK)
        return eh_lines_write(&lines, sink);
    eh_buffer_free(&lines.out);
    return status;
}
