#include "report/page_svg.h"

#include <string.h>

enum { LABEL_WIDTH = 34, LINE_HEIGHT = 17 };

void eh_drawing_begin(eh_drawing *drawing, eh_page *page) {
    *drawing = (eh_drawing){.page = page, .before = page->out};
    page->out = (eh_buffer){0};
    page->charts++;
}

static void id(eh_page *page, const char *part) {
    eh_buffer_format(&page->out, "chart-%u-%s", page->charts, part);
}

void eh_drawing_open(eh_drawing *drawing, double height, eh_buffer *title, eh_buffer *description) {
    eh_page *page = drawing->page;
    drawing->marks = page->out;
    page->out = drawing->before;
    eh_page_raw(page, "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"");
    eh_page_number(page, height, 0);
    eh_page_raw(page, "\" aria-labelledby=\"");
    id(page, "title");
    eh_page_raw(page, "\" aria-describedby=\"");
    id(page, "text");
    eh_page_raw(page, "\" xmlns=\"http://www.w3.org/2000/svg\">\n<title id=\"");
    id(page, "title");
    eh_page_raw(page, "\">");
    eh_page_words(page, title);
    eh_page_raw(page, "</title>\n<desc id=\"");
    id(page, "text");
    eh_page_raw(page, "\">");
    eh_page_words(page, description);
    eh_page_raw(page, "</desc>\n");
}

void eh_drawing_end(eh_drawing *drawing) {
    eh_page *page = drawing->page;
    if (drawing->marks.length > 0)
        eh_buffer_add(&page->out, drawing->marks.data, drawing->marks.length);
    eh_buffer_done(&drawing->marks, &page->out);
    eh_page_raw(page, "</svg>\n");
}

static void percent(eh_page *page, const char *name, double value) {
    eh_buffer_format(&page->out, " %s=\"", name);
    eh_page_number(page, value, 2);
    eh_page_raw(page, "%\"");
}

static void pixels(eh_page *page, const char *name, double value) {
    eh_buffer_format(&page->out, " %s=\"", name);
    eh_page_number(page, value, 0);
    eh_page_raw(page, "\"");
}

static void start(eh_page *page, const char *element, const char *style) {
    eh_buffer_format(&page->out, "<%s class=\"%s\"", element, style);
}

void eh_draw_rect(eh_drawing *drawing, const char *style, double x, double y, double width, double height) {
    eh_page *page = drawing->page;
    start(page, "rect", style);
    percent(page, "x", x);
    pixels(page, "y", y);
    percent(page, "width", width);
    pixels(page, "height", height);
    eh_page_raw(page, "/>\n");
}

void eh_draw_line(eh_drawing *drawing, const char *style, double x1, double y1, double x2, double y2) {
    eh_page *page = drawing->page;
    start(page, "line", style);
    percent(page, "x1", x1);
    pixels(page, "y1", y1);
    percent(page, "x2", x2);
    pixels(page, "y2", y2);
    eh_page_raw(page, "/>\n");
}

void eh_draw_dot(eh_drawing *drawing, const char *style, double x, double y) {
    eh_page *page = drawing->page;
    start(page, "circle", style);
    percent(page, "cx", x);
    pixels(page, "cy", y);
    eh_page_raw(page, " r=\"5\"/>\n");
}

/* A shape measured in pixels at a place measured in percent needs a coordinate system of its own. */
static void at(eh_page *page, double x, double y, const char *shape, const char *style) {
    eh_page_raw(page, "<svg overflow=\"visible\"");
    percent(page, "x", x);
    pixels(page, "y", y);
    eh_buffer_format(&page->out, "><%s class=\"%s\"/></svg>\n", shape, style);
}

void eh_draw_box(eh_drawing *drawing, const char *style, double x, double y) {
    at(drawing->page, x, y, "rect x=\"-5\" y=\"-5\" width=\"10\" height=\"10\"", style);
}

void eh_draw_arrow(eh_drawing *drawing, const char *style, double x, double y, int direction) {
    const char *shape =
        direction < 0 ? "path d=\"M6 -5L0 0L6 5\" fill=\"none\"" : "path d=\"M-6 -5L0 0L-6 5\" fill=\"none\"";
    at(drawing->page, x, y, shape, style);
}

static void text_slice(eh_drawing *drawing, const char *style, double x, double y, eh_anchor anchor, eh_slice text) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    eh_page *page = drawing->page;
    start(page, "text", style);
    percent(page, "x", x);
    pixels(page, "y", y);
    eh_page_raw(page, anchors[anchor]);
    eh_page_raw(page, ">");
    eh_page_slice(page, text);
    eh_page_raw(page, "</text>\n");
}

void eh_draw_text(eh_drawing *drawing, const char *style, double x, double y, eh_anchor anchor, const char *text) {
    text_slice(drawing, style, x, y, anchor, eh_slice_of(text));
}

/* How much of a label goes into a line: up to a space if there is one. */
static size_t line_of(const char *label) {
    size_t length = strlen(label), cut = 0;
    if (length <= LABEL_WIDTH)
        return length;
    for (size_t i = 1; i <= LABEL_WIDTH; i++)
        if (label[i] == ' ')
            cut = i;
    if (cut > 0)
        return cut;
    for (cut = LABEL_WIDTH; cut < length && ((unsigned char)label[cut] & 0xc0) == 0x80;)
        cut++; /* never within a character */
    return cut;
}

void eh_draw_heading(eh_drawing *drawing, const char *label, const char *right) {
    double first = drawing->y + 13;
    do {
        size_t length = line_of(label);
        text_slice(drawing, "label", 0, drawing->y + 13, EH_ANCHOR_START, (eh_slice){label, length});
        label += length + (label[length] == ' ');
        drawing->y += LINE_HEIGHT;
    } while (*label);
    if (*right)
        eh_draw_text(drawing, "strong", 100, first, EH_ANCHOR_END, right);
}

void eh_draw_heading_words(eh_drawing *drawing, const char *label, eh_buffer *right) {
    eh_draw_heading(drawing, label, eh_buffer_words(right));
    eh_buffer_done(right, &drawing->page->out);
}
