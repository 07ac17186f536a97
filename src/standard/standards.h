/* The standards and their groups as words: templates/standards.csv, which is a part of the program and read when it is built. */
#ifndef EH_STANDARD_STANDARDS_H
#define EH_STANDARD_STANDARDS_H

#include "standard/catalogue.h"

typedef struct eh_group_words {
    const char *id, *name, *meaning;
    const char *const *words; /* further words for it; NULL at the end */
} eh_group_words;

typedef struct eh_standard_words {
    const char *id, *word, *name, *meaning;
    eh_group_words groups[EH_GROUPS];
} eh_standard_words;

extern const eh_standard_words eh_standards_built_in[EH_STANDARD_COUNT];

/* Words of enumerations, as templates write them; *value is the position. False when the text is none of them. */
bool eh_unit_read(const char *text, eh_unit *unit);
bool eh_operation_read(const char *text, eh_operation *operation);
bool eh_certainty_read(const char *text, eh_certainty *certainty);

#endif
