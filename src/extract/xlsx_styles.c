#include "extract/xlsx_styles.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/xlsx_number.h"

/* A number format that the workbook defines. */
typedef struct own_format {
    uint32_t id, order;
    unsigned shows;
} own_format;

typedef struct styles_parser {
    eh_xml *xml;
    own_format *formats;
    uint32_t format_count, format_room;
    uint32_t *ids; /* the number format of each cell format */
    uint32_t id_count, id_room;
    bool in_formats, in_cells;
    bool had_cells; /* an alternative copy of the list for other programs is not a second list */
} styles_parser;

/* Room for one more of `size` bytes in an array; false when refused. */
static bool grow(styles_parser *parser, void **array, uint32_t count, uint32_t *room, size_t size) {
    if (count >= EH_LIMIT_STYLES) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_MALFORMED);
        return false;
    }
    if (count == *room) {
        uint32_t wanted = *room == 0 ? 64 : *room * 2;
        void *larger = realloc(*array, wanted * size);
        if (larger == NULL) {
            eh_xml_out_of_memory(parser->xml);
            return false;
        }
        *array = larger;
        *room = wanted;
    }
    return true;
}

static uint32_t format_id(const eh_xml_element *element) {
    int64_t id = eh_xml_whole(eh_xml_attribute(element, "numFmtId"));
    return id < 0 || id > UINT32_MAX ? 0 : (uint32_t)id;
}

static void add_format(styles_parser *parser, const eh_xml_element *element) {
    void *array = parser->formats;
    if (grow(parser, &array, parser->format_count, &parser->format_room, sizeof *parser->formats)) {
        parser->formats = array;
        parser->formats[parser->format_count] = (own_format){
            .id = format_id(element),
            .order = parser->format_count,
            .shows = eh_format_code_shows(eh_xml_attribute(element, "formatCode")),
        };
        parser->format_count++;
    }
}

static void add_cell_format(styles_parser *parser, const eh_xml_element *element) {
    void *array = parser->ids;
    if (grow(parser, &array, parser->id_count, &parser->id_room, sizeof *parser->ids)) {
        parser->ids = array;
        parser->ids[parser->id_count++] = format_id(element);
    }
}

static void on_start(void *self, const eh_xml_element *element) {
    styles_parser *parser = self;
    if (element->space != EH_XML_MAIN) {
        return;
    }
    if (strcmp(element->name, "numFmts") == 0) {
        parser->in_formats = true;
    } else if (strcmp(element->name, "cellXfs") == 0) {
        parser->in_cells = !parser->had_cells;
        parser->had_cells = true;
    } else if (parser->in_formats && strcmp(element->name, "numFmt") == 0) {
        add_format(parser, element);
    } else if (parser->in_cells && strcmp(element->name, "xf") == 0) {
        add_cell_format(parser, element);
    }
}

static void on_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)depth;
    styles_parser *parser = self;
    if (space == EH_XML_MAIN && strcmp(name, "numFmts") == 0) {
        parser->in_formats = false;
    } else if (space == EH_XML_MAIN && strcmp(name, "cellXfs") == 0) {
        parser->in_cells = false;
    }
}

static int compare_formats(const void *a, const void *b) {
    const own_format *x = a, *y = b;
    if (x->id != y->id) {
        return x->id < y->id ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

/* A format that the workbook defines, else one that is built in. */
static unsigned shows_of(const styles_parser *parser, uint32_t id) {
    uint32_t low = 0, high = parser->format_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (parser->formats[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < parser->format_count && parser->formats[low].id == id) {
        return parser->formats[low].shows;
    }
    return eh_format_id_shows(id);
}

static eh_status resolve(styles_parser *parser, eh_styles *styles) {
    if (parser->format_count > 0) {
        qsort(parser->formats, parser->format_count, sizeof *parser->formats, compare_formats);
    }
    styles->shows = malloc((size_t)parser->id_count + 1);
    if (styles->shows == NULL) {
        return EH_NOMEM;
    }
    for (uint32_t i = 0; i < parser->id_count; i++) {
        styles->shows[i] = (unsigned char)shows_of(parser, parser->ids[i]);
    }
    styles->count = parser->id_count;
    return EH_OK;
}

eh_status eh_styles_read(eh_package *package, const char *part, eh_findings *findings, eh_styles *styles) {
    static const eh_xml_events events = {on_start, on_end, NULL, NULL, NULL};
    styles_parser parser = {0};
    *styles = (eh_styles){0};
    eh_status status = eh_xml_read(package, part, &events, &parser, &parser.xml, findings);
    if (status == EH_OK) {
        status = resolve(&parser, styles);
    }
    free(parser.formats);
    free(parser.ids);
    return status;
}

void eh_styles_free(eh_styles *styles) {
    free(styles->shows);
    *styles = (eh_styles){0};
}
