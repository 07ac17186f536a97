#include "extract/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/xlsx_relations.h"

typedef enum relation_kind {
    RELATION_OTHER,
    RELATION_WORKBOOK,
    RELATION_WORKSHEET,
    RELATION_OTHER_SHEET,
    RELATION_STRINGS,
    RELATION_STYLES,
} relation_kind;

typedef struct parts_parser {
    eh_xml *xml;
    eh_package *package;
    eh_arena *arena;
    eh_workbook *workbook;
    eh_relations relations; /* of the package, then of the workbook */
    unsigned sheet_room;
    bool in_sheets;
} parts_parser;

static relation_kind kind_of(const eh_relation *relation) {
    const eh_slice type = eh_slice_of(relation->type);
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

static const eh_relation *relation_by_kind(const parts_parser *parser, relation_kind kind) {
    for (unsigned i = 0; i < parser->relations.count; i++) {
        const eh_relation *relation = &parser->relations.at[i];
        if (kind_of(relation) == kind && relation->target[0] != '\0') {
            return relation;
        }
    }
    return NULL;
}

static const eh_relation *relation_by_id(const parts_parser *parser, const char *id) {
    for (unsigned i = 0; i < parser->relations.count; i++) {
        if (strcmp(parser->relations.at[i].id, id) == 0) {
            return &parser->relations.at[i];
        }
    }
    return NULL;
}

static void add_sheet(parts_parser *parser, const eh_xml_element *element) {
    eh_workbook *workbook = parser->workbook;
    const char *id = eh_attribute_keep(parser->arena, eh_xml_attribute_in(element, EH_XML_LINK, "id"));
    if (id == NULL) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    const eh_relation *where = relation_by_id(parser, id);
    relation_kind kind = where != NULL ? kind_of(where) : RELATION_OTHER;
    if (kind == RELATION_OTHER_SHEET) {
        return;
    }
    if (workbook->sheet_count == EH_LIMIT_SHEETS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_TOO_MANY_SHEETS);
        return;
    }
    eh_slice state = eh_xml_attribute(element, "state");
    eh_sheet new = {
        .name = eh_attribute_keep(parser->arena, eh_xml_attribute(element, "name")),
        .part = kind == RELATION_WORKSHEET ? where->target : "",
        .hidden = eh_slice_equal(state, EH_SLICE("hidden")) || eh_slice_equal(state, EH_SLICE("veryHidden")),
    };
    void *array = workbook->sheets;
    bool room = eh_array_grow(&array, workbook->sheet_count, &parser->sheet_room, sizeof new, EH_LIMIT_SHEETS);
    workbook->sheets = array;
    if (new.name == NULL || !room) {
        eh_xml_out_of_memory(parser->xml);
        return;
    }
    workbook->sheets[workbook->sheet_count++] = new;
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
    eh_status status = eh_relations_read(parser->package, "", true, parser->arena, findings, &parser->relations);
    if (status != EH_OK) {
        return status;
    }
    const eh_relation *found = relation_by_kind(parser, RELATION_WORKBOOK);
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
        free(parser->relations.at);
        status = eh_relations_read(parser->package, part, true, parser->arena, findings, &parser->relations);
    }
    if (status == EH_OK) {
        status = eh_xml_read(parser->package, part, &events, parser, &parser->xml, findings);
    }
    if (status != EH_OK) {
        return status;
    }
    if (parser->workbook->sheet_count == 0) {
        return refuse(parser, findings, EH_F_XLSX_NO_SHEETS);
    }
    const eh_relation *strings = relation_by_kind(parser, RELATION_STRINGS);
    const eh_relation *styles = relation_by_kind(parser, RELATION_STYLES);
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
    free(parser.relations.at);
    if (status == EH_OK) {
        return keep_sheets(workbook, arena);
    }
    free(workbook->sheets);
    *workbook = (eh_workbook){0};
    return status;
}
