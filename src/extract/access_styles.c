/* A workbook's formats as the audit looks at them: fonts, fills, borders, wrapping, headings, conditional formats. */
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "extract/access_audit.h"

typedef enum part_of { NOWHERE, FONTS, FILLS, BORDERS, NAMED_FORMATS, FORMATS, NAMES, DIFFERENCES } part_of;

typedef struct styles_parser {
    eh_xml *xml;
    eh_access_styles *styles;
    part_of part;
} styles_parser;

static const struct {
    const char *name;
    part_of part;
} parts[] = {
    {"fonts", FONTS},     {"fills", FILLS},      {"borders", BORDERS},  {"cellStyleXfs", NAMED_FORMATS},
    {"cellXfs", FORMATS}, {"cellStyles", NAMES}, {"dxfs", DIFFERENCES},
};

/* One more in a list, of zeros; NULL, and the parser knows, when there is no room. */
static void *more(styles_parser *parser, eh_access_list *list, size_t size) {
    if (!eh_array_grow(&list->at, list->count, &list->room, size, EH_LIMIT_STYLES)) {
        if (list->count >= EH_LIMIT_STYLES)
            eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
        else
            eh_xml_out_of_memory(parser->xml);
        return NULL;
    }
    char *new = (char *)list->at + size * list->count++;
    memset(new, 0, size);
    return new;
}

static void *last(const eh_access_list *list, size_t size) {
    return list->count ? (char *)list->at + size * (list->count - 1) : NULL;
}

static bool is(const eh_xml_element *element, const char *name) {
    return strcmp(element->name, name) == 0;
}

static eh_slice value_of(const eh_xml_element *element) {
    return eh_xml_attribute(element, "val");
}

static int hex(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* rgb="FF0563C1"; the theme's first two colours are white and black, others would need the theme. */
static int32_t colour_of(const eh_xml_element *element) {
    eh_slice rgb = eh_xml_attribute(element, "rgb"), theme = eh_xml_attribute(element, "theme");
    int32_t colour = 0;
    if (rgb.length == 8) {
        for (size_t i = 2; i < 8; i++) {
            if (hex(rgb.at[i]) < 0)
                return EH_UNKNOWN_COLOUR;
            colour = colour * 16 + hex(rgb.at[i]);
        }
        return colour;
    }
    if (eh_xml_attribute(element, "tint").at)
        return EH_UNKNOWN_COLOUR;
    return eh_slice_equal(theme, EH_SLICE("1"))   ? 0x000000
           : eh_slice_equal(theme, EH_SLICE("0")) ? 0xffffff
                                                  : EH_UNKNOWN_COLOUR;
}

static void in_font(styles_parser *parser, const eh_xml_element *element) {
    eh_access_styles *styles = parser->styles;
    if (is(element, "font")) {
        eh_access_font *new = more(parser, &styles->fonts, sizeof(eh_access_font));
        if (new)
            *new = (eh_access_font){.name = EH_INDEX_NONE, .colour = EH_NO_COLOUR};
        return;
    }
    eh_access_font *font = last(&styles->fonts, sizeof(eh_access_font));
    if (!font)
        return;
    if (is(element, "sz")) {
        if (!eh_double_read(value_of(element), &font->size))
            font->size = 0;
    } else if (is(element, "name")) {
        char folded[EH_FOLD_ROOM];
        size_t length = eh_fold(value_of(element), folded, sizeof folded);
        font->name = eh_index_add(styles->names, (eh_slice){folded, length}, NULL);
        if (font->name == EH_INDEX_NONE)
            eh_xml_out_of_memory(parser->xml);
    } else if (is(element, "family")) {
        int64_t family = eh_xml_whole(value_of(element));
        font->serif = family == 1 || family == 3 || family == 4 || family == 5;
    } else if (is(element, "b")) {
        font->bold = !value_of(element).at || eh_xml_true(value_of(element));
    } else if (is(element, "color")) {
        font->colour = colour_of(element);
    }
}

static void in_fill(styles_parser *parser, const eh_xml_element *element) {
    eh_access_styles *styles = parser->styles;
    if (is(element, "fill")) {
        eh_access_fill *new = more(parser, &styles->fills, sizeof(eh_access_fill));
        if (new)
            new->colour = EH_NO_COLOUR;
        return;
    }
    eh_access_fill *fill = last(&styles->fills, sizeof(eh_access_fill));
    if (fill && is(element, "patternFill")) {
        eh_slice type = eh_xml_attribute(element, "patternType");
        fill->solid = eh_slice_equal(type, EH_SLICE("solid"));
        fill->pattern = type.length && !fill->solid && !eh_slice_equal(type, EH_SLICE("none"));
    } else if (fill && is(element, "gradientFill")) {
        fill->solid = true;
        fill->colour = EH_UNKNOWN_COLOUR;
    } else if (fill && is(element, "fgColor") && fill->colour == EH_NO_COLOUR) {
        fill->colour = colour_of(element);
    }
}

static void in_border(styles_parser *parser, const eh_xml_element *element) {
    if (is(element, "border")) {
        more(parser, &parser->styles->borders, sizeof(bool));
        return;
    }
    bool *border = last(&parser->styles->borders, sizeof(bool));
    eh_slice style = eh_xml_attribute(element, "style");
    if (border && style.length && !eh_slice_equal(style, EH_SLICE("none")))
        *border = true;
}

static uint32_t number_of(const eh_xml_element *element, const char *name) {
    int64_t number = eh_xml_whole(eh_xml_attribute(element, name));
    return number < 0 || number >= EH_LIMIT_STYLES ? 0 : (uint32_t)number;
}

static void in_format(styles_parser *parser, const eh_xml_element *element) {
    eh_access_styles *styles = parser->styles;
    if (is(element, "xf")) {
        eh_access_format *new = more(parser, &styles->formats, sizeof(eh_access_format));
        if (new)
            *new = (eh_access_format){.font = number_of(element, "fontId"),
                                      .fill = number_of(element, "fillId"),
                                      .border = number_of(element, "borderId"),
                                      .style = number_of(element, "xfId")};
        return;
    }
    eh_access_format *format = last(&styles->formats, sizeof(eh_access_format));
    if (!format || !is(element, "alignment"))
        return;
    eh_slice side = eh_xml_attribute(element, "horizontal");
    format->wrap = eh_xml_true(eh_xml_attribute(element, "wrapText"));
    format->odd_side = side.length && !eh_slice_equal(side, EH_SLICE("left")) &&
                       !eh_slice_equal(side, EH_SLICE("right")) && !eh_slice_equal(side, EH_SLICE("general"));
}

static void in_names(styles_parser *parser, const eh_xml_element *element) {
    eh_slice name = eh_xml_attribute(element, "name");
    if (!is(element, "cellStyle") || !eh_access_has_word(name, "heading, title"))
        return;
    uint32_t *new = more(parser, &parser->styles->headings, sizeof(uint32_t));
    if (new)
        *new = number_of(element, "xfId");
}

static void in_difference(styles_parser *parser, const eh_xml_element *element) {
    static const char *const seen[] = {"b", "i", "u", "strike", "numFmt"};
    if (is(element, "dxf")) {
        more(parser, &parser->styles->differences, sizeof(eh_access_difference));
        return;
    }
    eh_access_difference *difference = last(&parser->styles->differences, sizeof(eh_access_difference));
    if (!difference)
        return;
    difference->colour = difference->colour || is(element, "color") || is(element, "bgColor") || is(element, "fgColor");
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        difference->other =
            difference->other || (is(element, seen[i]) && !eh_slice_equal(value_of(element), EH_SLICE("0")));
}

static void on_start(void *self, const eh_xml_element *element) {
    static void (*const in[])(styles_parser *, const eh_xml_element *) = {
        [FONTS] = in_font,     [FILLS] = in_fill,  [BORDERS] = in_border,
        [FORMATS] = in_format, [NAMES] = in_names, [DIFFERENCES] = in_difference,
    };
    styles_parser *parser = self;
    if (element->space != EH_XML_MAIN)
        return;
    for (size_t i = 0; element->depth == 2 && i < sizeof parts / sizeof *parts; i++)
        if (is(element, parts[i].name))
            parser->part = parts[i].part;
    if (element->depth > 2 && in[parser->part])
        in[parser->part](parser, element);
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)name, (void)space;
    if (depth == 2)
        ((styles_parser *)self)->part = NOWHERE;
}

eh_status eh_access_styles_read(eh_package *package, const char *part, eh_findings *findings,
                                eh_access_styles *styles) {
    static const eh_xml_events events = {on_start, on_end, NULL, NULL, NULL};
    styles_parser parser = {.styles = styles};
    *styles = (eh_access_styles){.names = eh_index_new()};
    return styles->names ? eh_xml_read(package, part, &events, &parser, &parser.xml, findings) : EH_NOMEM;
}

void eh_access_styles_free(eh_access_styles *styles) {
    free(styles->fonts.at);
    free(styles->fills.at);
    free(styles->borders.at);
    free(styles->formats.at);
    free(styles->differences.at);
    free(styles->headings.at);
    eh_index_free(styles->names);
}
