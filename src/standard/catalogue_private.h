/* The inside of a catalogue, for the files of this room alone. */
#ifndef EH_STANDARD_CATALOGUE_PRIVATE_H
#define EH_STANDARD_CATALOGUE_PRIVATE_H

#include "base/arena.h"
#include "base/hash.h"
#include "standard/catalogue.h"
#include "standard/template_table.h"

/* The survey question behind an item in a survey year. */
typedef struct eh_question_row {
    eh_standard standard;
    const char *item;
    int survey_year;
    const char *question, *source;
    eh_certainty certainty;
} eh_question_row;

struct eh_vocabulary; /* vocabulary.c's own */

struct eh_catalogue {
    eh_arena *arena;      /* holds everything below; read-only once the catalogue is made, so threads may share it */
    eh_digest digest;     /* of the templates and the mapping */
    bool custom;          /* they are not the built-in ones alone */
    eh_edition *editions; /* by standard, then year */
    size_t edition_count;
    eh_question_row *questions; /* in the order of the file */
    size_t question_count;
    eh_change *changes; /* by standard, then year, then the order of the file */
    size_t change_count;
    struct eh_vocabulary *vocabulary;
};

/* Reads headings.csv, the files of vocabularies/ in `templates` (NULL-named at the end, checked against schema.csv before) and the mapping (NULL for none) into
 * catalogue->vocabulary; small data may go into catalogue->arena. EH_BAD with findings for a template or mapping that breaks its rules. On
 * failure whatever was made is in catalogue->vocabulary, or it is NULL: the caller frees the catalogue whole. */
eh_status eh_vocabulary_read(eh_catalogue *catalogue, const eh_template *templates, eh_source *mapping,
                             eh_findings *findings);
void eh_vocabulary_free(struct eh_vocabulary *vocabulary); /* NULL is allowed */

#endif
