#include "extract/xlsx_relations.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

bool eh_array_grow(void **at, uint32_t count, uint32_t *room, size_t size, uint32_t most) {
    if (count < *room)
        return true;
    uint32_t wanted = *room ? *room * 2 : 16;
    void *larger = count < most ? realloc(*at, wanted * size) : NULL;
    if (!larger)
        return false;
    *at = larger;
    *room = wanted;
    return true;
}

typedef struct relations_parser {
    eh_xml *xml;
    eh_arena *arena;
    eh_slice folder; /* of the part whose relationships these are */
    eh_relations *relations;
} relations_parser;

/* NULL when out of memory. */
static const char *target_of(const relations_parser *parser, const eh_xml_element *element) {
    eh_buffer form = {0};
    if (eh_slice_equal(eh_xml_attribute(element, "TargetMode"), EH_SLICE("External")))
        return "";
    const char *written = eh_attribute_keep(parser->arena, eh_xml_attribute(element, "Target"));
    eh_status status = written ? eh_part_name(parser->folder, eh_slice_of(written), &form) : EH_NOMEM;
    const char *target = status == EH_OK    ? eh_arena_slice(parser->arena, form.data, form.length)
                         : status == EH_BAD ? ""
                                            : NULL;
    eh_buffer_free(&form);
    return target;
}

static void relation_start(void *self, const eh_xml_element *element) {
    relations_parser *parser = self;
    eh_relations *all = parser->relations;
    if (element->space != EH_XML_PACKAGE || strcmp(element->name, "Relationship") != 0)
        return;
    if (all->count == EH_LIMIT_PARTS) {
        eh_xml_refuse(parser->xml, EH_F_XLSX_TOO_MANY_PARTS);
        return;
    }
    void *array = all->at;
    bool room = eh_array_grow(&array, all->count, &all->room, sizeof *all->at, EH_LIMIT_PARTS);
    eh_relation new = {.id = eh_attribute_keep(parser->arena, eh_xml_attribute(element, "Id")),
                       .type = eh_attribute_keep(parser->arena, eh_xml_attribute(element, "Type")),
                       .target = target_of(parser, element)};
    const char *slash = new.type ? strrchr(new.type, '/') : NULL;
    new.kind = slash ? slash + 1 : new.type;
    all->at = array;
    if (!room || !new.id || !new.type || !new.target)
        eh_xml_out_of_memory(parser->xml);
    else
        all->at[all->count++] = new;
}

eh_status eh_relations_read(eh_package *package, const char *part, bool needed, eh_arena *arena, eh_findings *findings,
                            eh_relations *relations) {
    static const eh_xml_events events = {relation_start, NULL, NULL, NULL, NULL};
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    relations_parser parser = {.arena = arena, .folder = {part, folder}, .relations = relations};
    eh_buffer name = {0};
    *relations = (eh_relations){0};
    eh_buffer_add(&name, part, folder);
    eh_buffer_format(&name, "_rels/%s.rels", part + folder);
    eh_status status = name.failed ? EH_NOMEM : EH_OK;
    if (status == EH_OK && (needed || eh_package_has(package, name.data)))
        status = eh_xml_read(package, name.data, &events, &parser, &parser.xml, findings);
    eh_buffer_free(&name);
    return status;
}
