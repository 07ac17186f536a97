/* Texts that a template gives by name, as templates/page.csv does: the program knows the names and needs all of them. */
#ifndef EH_STANDARD_NAMED_WORDS_H
#define EH_STANDARD_NAMED_WORDS_H

#include "standard/catalogue_private.h"

/* Reads the template `file` (columns name and text) into *words, an array in the catalogue's arena in the order of `ids`. EH_BAD with a finding for each name that is
 * unknown, given twice or missing; EH_NOMEM. */
eh_status eh_named_words_read(eh_catalogue *catalogue, const eh_template *templates, const char *file,
                              const char *const *ids, unsigned count, eh_findings *findings, const char *const **words);

#endif
