/* The catalogue: the standards, their editions and items, as templates/ describes them. */
#ifndef EVENHAND_CATALOGUE_H
#define EVENHAND_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evenhand/finding.h"
#include "evenhand/source.h"
#include "evenhand/status.h"

typedef struct eh_catalogue eh_catalogue;

/* One file of templates/: its name as "items.csv" or "vocabularies/ethnic-origin.csv", and its bytes. */
typedef struct eh_template {
    const char *name;
    const void *data;
    size_t size;
} eh_template;

/* The templates compiled into the library; ends with a NULL name. */
EH_API const eh_template *eh_templates_built_in(void);

/* Reads a catalogue from templates (ending with a NULL name; NULL for the built-in ones). A fault in a template is a finding and makes
 * it EH_BAD: a catalogue is whole or not there. The templates are not needed afterwards.
 * `mapping` may be NULL: a CSV with the columns kind,field,from,to (further ones ignored) that adds headings (field `heading`) and
 * values; it goes before the built-in vocabularies. Rows with an empty `to` are passed over, with one note. */
EH_API eh_status eh_catalogue_read(const eh_template *templates, eh_source *mapping, eh_findings *findings,
                                   eh_catalogue **catalogue);
EH_API void eh_catalogue_free(eh_catalogue *catalogue); /* NULL is allowed */

/* SHA-256 (64 hexadecimal digits) of the templates and mapping in force; whether they differ from the built-in ones. */
EH_API const char *eh_catalogue_digest(const eh_catalogue *catalogue);
EH_API bool eh_catalogue_custom(const eh_catalogue *catalogue);

/* The first and the last collection year known of a standard ("WRES", "WDES"); false when the standard is unknown. */
EH_API bool eh_catalogue_years(const eh_catalogue *catalogue, const char *standard, int *first, int *last);

#endif
