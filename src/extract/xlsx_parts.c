#include "extract/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/xlsx_xml.h"

typedef enum relation_kind {
    RELATION_OTHER,
    RELATION_WORKBOOK,
    RELATION_WORKSHEET,
    RELATION_OTHER_SHEET,
    RELATION_STRINGS,
    RELATION_STYLES,
} relation_kind;

/* One relationship; a target outside the package, or none that can be, is "". */
typedef struct relation {
    const char *id, *target;
    relation_kind kind;
} relation;

typedef struct parts_parser {
    eh_xml *xml;
    eh_package *package;
    eh_arena *arena;
    eh_workbook *workbook;
    eh_slice folder; /* of the part whose relationships these are */
    relation *relations;
    unsigned relation_count, relation_room, sheet_room;
    bool in_sheets;
} parts_parser;

/* Room for one more of `size` bytes; NULL when out of memory, with the array left as it was. */
static void *grown(void *array, unsigned count, unsigned *room, size_t size) {
    if (count < *room) {
        return array;
    }
    unsigned wanted = *room == 0 ? 16 : *room * 2;
    void *larger = realloc(array, wanted * size);
    *room = larger != NULL ? wanted : *room;
    return larger;
}

static relation_kind kind_of(eh_slice type) {
    static const eh_slice roots[] = {
        {"http://schemas.openxmlformats.org/officeDocument/2006/relationships/", 68},
        {"http://purl.oclc.org/ooxml/officeDocument/relationships/", 56},
    };
    static const struct {
        eh_slice word;
        relation_kind kind;
    } kinds[] = {
        {{"officeDocument", 14}, RELATION_WORKBOOK}, {{"worksheet", 9}, RELATION_WORKSHEET},
        {{"chartsheet", 10}, RELATION_OTHER_SHEET},  {{"dialogsheet", 11}, RELATION_OTHER_SHEET},
        {{"sharedStrings", 13}, RELATION_STRINGS},   {{"styles", 6}, RELATION_STYLES},
    };
    for (size_t r = 0; r < sizeof roots / sizeof *roots; r++) {
        if (type.length <= roots[r].length || memcmp(type.at, roots[r].at, roots[r].length) != 0) {
            continue;
        }
        eh_slice word = {type.at + roots[r].length, type.length - roots[r].length};
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
            if (eh_slice_equal(word, kinds[k].word)) {
                return kinds[k].kind;
            }
        }
    }
    /* Excel 4 macro sheets and what other vendors add have roots of their own. */
    static const eh_slice macro = {"acrosheet", 9};
    bool other =
        type.length > macro.length && memcmp(type.at + type.length - macro.length, macro.at, macro.length) == 0;
    return other ? RELATION_OTHER_SHEET : RELATION_OTHER;
}

/* A copy of an attribute's value in the arena; NULL when out of memory. libxml2, which is not to expand entities, leaves every ampersand in
 * an attribute as "&#38;". */
static char *keep(parts_parser *parser, eh_slice value) {
    static const eh_slice ampersand = {"&#38;", 5};
    char *copy = eh_arena_alloc(parser->arena, value.length + 1);
    char *to = copy;
    for (size_t i = 0; copy != NULL && i < value.length;) {
        bool escaped =
            value.length - i >= ampersand.length && memcmp(value.at + i, ampersand.at, ampersand.length) == 0;
        *to++ = value.at[i];
        i += escaped ? ampersand.length : 1;
    }
    return copy;
}

/* The target of a relationship as a part's name in the arena; NULL when out of memory. */
static const char *target_of(parts_parser *parser, const eh_xml_element *element) {
    if (eh_slice_equal(eh_xml_attribute(element, "TargetMode"), EH_SLICE("External"))) {
        return "";
    }
    const char *written = keep(parser, eh_xml_attribute(element, "Target"));
    if (written == NULL) {
        return NULL;
    }
    eh_buffer form = {0};
    eh_status status = eh_part_name(parser->folder, eh_slice_of(written), &form);
    const char *target = status == EH_OK    ? eh_arena_slice(parser->arena, form.data, form.length)
                         : status == EH_BAD ? ""
                                            : NULL;
    eh_buffer_free(&form);
    return target;
}

static void relation_start(void *self, const eh_xml_element *element) {
    parts_parser *parser = self;
    if (element->space != EH_XML_PACKAGE || strcmp(element->name, "Relationship") != 0) {
        return;
    }
    if (parser->relation_count == EH_LIMIT_PARTS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_TOO_MANY_PARTS);
        return;
    }
    relation new = {
        .id = keep(parser, eh_xml_attribute(element, "Id")),
        .target = target_of(parser, element),
        .kind = kind_of(eh_xml_attribute(element, "Type")),
    };
    relation *array = grown(parser->relations, parser->relation_count, &parser->relation_room, sizeof *array);
    if (array != NULL) {
        parser->relations = array;
    }
    if (new.id == NULL || new.target == NULL || array == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    array[parser->relation_count++] = new;
}

static void nothing_ends(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)self, (void)name, (void)space, (void)depth;
}

static eh_status read_part(parts_parser *parser, const char *part, const eh_xml_events *events, eh_findings *findings) {
    eh_status status = eh_xml_open(parser->package, part, events, parser, &parser->xml);
    if (status == EH_OK) {
        status = eh_xml_run(parser->xml, findings);
    }
    eh_xml_close(parser->xml);
    parser->xml = NULL;
    return status;
}

/* Reads the relationships of a part ("" for the package): FOLDER/_rels/NAME.rels. */
static eh_status read_relations(parts_parser *parser, const char *part, eh_findings *findings) {
    static const eh_xml_events events = {relation_start, nothing_ends, NULL, NULL, NULL};
    const char *slash = strrchr(part, '/');
    size_t folder = slash != NULL ? (size_t)(slash - part) + 1 : 0;
    eh_buffer name = {0};
    eh_buffer_add(&name, part, folder);
    eh_buffer_text(&name, "_rels/");
    eh_buffer_text(&name, part + folder);
    eh_buffer_text(&name, ".rels");
    parser->folder = (eh_slice){part, folder};
    parser->relation_count = 0;
    eh_status status = name.failed ? EH_NOMEM : read_part(parser, name.data, &events, findings);
    eh_buffer_free(&name);
    return status;
}

static const relation *relation_by_kind(const parts_parser *parser, relation_kind kind) {
    for (unsigned i = 0; i < parser->relation_count; i++) {
        if (parser->relations[i].kind == kind && parser->relations[i].target[0] != '\0') {
            return &parser->relations[i];
        }
    }
    return NULL;
}

static const relation *relation_by_id(const parts_parser *parser, const char *id) {
    for (unsigned i = 0; i < parser->relation_count; i++) {
        if (strcmp(parser->relations[i].id, id) == 0) {
            return &parser->relations[i];
        }
    }
    return NULL;
}

static void add_sheet(parts_parser *parser, const eh_xml_element *element) {
    eh_workbook *workbook = parser->workbook;
    const char *id = keep(parser, eh_xml_attribute_in(element, EH_XML_LINK, "id"));
    if (id == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    const relation *where = relation_by_id(parser, id);
    if (where != NULL && where->kind == RELATION_OTHER_SHEET) {
        return;
    }
    if (workbook->sheet_count == EH_LIMIT_SHEETS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_TOO_MANY_SHEETS);
        return;
    }
    eh_slice state = eh_xml_attribute(element, "state");
    eh_sheet new = {
        .name = keep(parser, eh_xml_attribute(element, "name")),
        .part = where != NULL && where->kind == RELATION_WORKSHEET ? where->target : "",
        .hidden = eh_slice_equal(state, EH_SLICE("hidden")) || eh_slice_equal(state, EH_SLICE("veryHidden")),
    };
    eh_sheet *array = grown(workbook->sheets, workbook->sheet_count, &parser->sheet_room, sizeof *array);
    if (array != NULL) {
        workbook->sheets = array;
    }
    if (new.name == NULL || array == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    array[workbook->sheet_count++] = new;
}

static void workbook_start(void *self, const eh_xml_element *element) {
    parts_parser *parser = self;
    bool main = element->space == EH_XML_MAIN;
    if (element->depth == 1 && (!main || strcmp(element->name, "workbook") != 0)) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_NOT_A_WORKBOOK);
    } else if (main && strcmp(element->name, "workbookPr") == 0) {
        parser->workbook->system_1904 = eh_xml_true(eh_xml_attribute(element, "date1904"));
    } else if (main && strcmp(element->name, "sheets") == 0) {
        parser->in_sheets = true;
    } else if (main && parser->in_sheets && strcmp(element->name, "sheet") == 0) {
        add_sheet(parser, element);
    }
}

static void workbook_end(void *self, const char *name, eh_xml_space space, unsigned depth) {
    (void)depth;
    parts_parser *parser = self;
    if (space == EH_XML_MAIN && strcmp(name, "sheets") == 0) {
        parser->in_sheets = false;
    }
}

static eh_status refuse(const parts_parser *parser, eh_findings *findings, eh_code code) {
    return eh_refuse(findings, code, (eh_place){.file = eh_package_file(parser->package)}, NULL, NULL);
}

/* Finds the workbook's own part. */
static eh_status find_workbook(parts_parser *parser, eh_findings *findings, const char **part) {
    if (!eh_package_has(parser->package, "_rels/.rels")) {
        return refuse(parser, findings, EH_F_XLSX_NOT_A_WORKBOOK); /* some other zip file */
    }
    eh_status status = read_relations(parser, "", findings);
    if (status != EH_OK) {
        return status;
    }
    const relation *found = relation_by_kind(parser, RELATION_WORKBOOK);
    if (found == NULL) {
        return refuse(parser, findings, EH_F_XLSX_NOT_A_WORKBOOK);
    }
    size_t length = strlen(found->target);
    if (length > 4 && strcmp(found->target + length - 4, ".bin") == 0) {
        return refuse(parser, findings, EH_F_XLSX_BINARY);
    }
    *part = found->target;
    return EH_OK;
}

static eh_status read_workbook(parts_parser *parser, eh_findings *findings) {
    static const eh_xml_events events = {workbook_start, workbook_end, NULL, NULL, NULL};
    const char *part = NULL;
    eh_status status = find_workbook(parser, findings, &part);
    if (status == EH_OK) {
        status = read_relations(parser, part, findings);
    }
    if (status == EH_OK) {
        status = read_part(parser, part, &events, findings);
    }
    if (status != EH_OK) {
        return status;
    }
    if (parser->workbook->sheet_count == 0) {
        return refuse(parser, findings, EH_F_XLSX_NO_SHEETS);
    }
    const relation *strings = relation_by_kind(parser, RELATION_STRINGS);
    const relation *styles = relation_by_kind(parser, RELATION_STYLES);
    /* Some programs announce texts and write none: a cell that needs one will tell. Formats that are announced must be there, because
     * without them dates are numbers. */
    bool texts = strings != NULL && eh_package_has(parser->package, strings->target);
    parser->workbook->strings = texts ? strings->target : NULL;
    parser->workbook->styles = styles != NULL ? styles->target : NULL;
    return EH_OK;
}

/* Moves the sheets into the arena, with all the rest. */
static eh_status keep_sheets(eh_workbook *workbook, eh_arena *arena) {
    eh_sheet *kept = NULL;
    if (workbook->sheet_count > 0) {
        kept = eh_arena_alloc(arena, workbook->sheet_count * sizeof *kept);
        if (kept != NULL) {
            memcpy(kept, workbook->sheets, workbook->sheet_count * sizeof *kept);
        }
    }
    free(workbook->sheets);
    workbook->sheets = kept;
    return kept != NULL ? EH_OK : EH_NOMEM;
}

eh_status eh_workbook_read(eh_package *package, eh_arena *arena, eh_findings *findings, eh_workbook *workbook) {
    *workbook = (eh_workbook){0};
    parts_parser parser = {.package = package, .arena = arena, .workbook = workbook};
    eh_status status = read_workbook(&parser, findings);
    free(parser.relations);
    if (status == EH_OK) {
        return keep_sheets(workbook, arena);
    }
    free(workbook->sheets);
    *workbook = (eh_workbook){0};
    return status;
}
