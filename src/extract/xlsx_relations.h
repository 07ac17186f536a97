/* The relationships of a package's parts (ECMA-376 part 2, 9.3). */
#ifndef EH_EXTRACT_XLSX_RELATIONS_H
#define EH_EXTRACT_XLSX_RELATIONS_H

#include "base/arena.h"
#include "extract/xlsx_xml.h"

typedef struct eh_relation {
    const char *id;
    const char *type;   /* an address */
    const char *kind;   /* what comes after its last slash: "worksheet", "table", "core-properties" */
    const char *target; /* a part's name in its one form, or "" for what lies outside the package or nowhere */
} eh_relation;

typedef struct eh_relations {
    eh_relation *at;
    unsigned count, room;
} eh_relations;

/* Reads the relationships of a part ("" for the package); with `needed` it is EH_BAD, with its finding, that there are none to read. Strings live in the arena; free
 * `at` with free, whatever is returned. */
eh_status eh_relations_read(eh_package *package, const char *part, bool needed, eh_arena *arena, eh_findings *findings,
                            eh_relations *relations);

/* Room for one more of `size` bytes at `*at`; false when out of memory or beyond `most`. */
bool eh_array_grow(void **at, uint32_t count, uint32_t *room, size_t size, uint32_t most);

#endif
