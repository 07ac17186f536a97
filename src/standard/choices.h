/* The values that a template's drop-down lists offer: templates/choices.csv. */
#ifndef EH_STANDARD_CHOICES_H
#define EH_STANDARD_CHOICES_H

#include "standard/vocabulary.h"

/* A value offered in columns of this heading; both live as long as the catalogue. */
typedef struct eh_choice {
    const char *heading, *value;
} eh_choice;

/* The i-th choice, those of a heading beside each other and in their order; NULL at the end. */
const eh_choice *eh_choice_at(const eh_catalogue *catalogue, size_t i);

/* Calls `offer` with every value of a field's list in its order: the choices of its heading; of Item the ids of the latest editions that the kind can supply (survey
 * figures; answers; headcounts). Returns how many there were; 0 for a column into which anything may go. */
size_t eh_choices_of(const eh_catalogue *catalogue, eh_field field, void (*offer)(void *context, const char *value),
                     void *context);

#endif
