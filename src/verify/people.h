/* Sections 2 and 3 of rules.md: assignments, the people who hold them, and whom a number in another extract means. */
#ifndef EH_VERIFY_PEOPLE_H
#define EH_VERIFY_PEOPLE_H

#include "base/date.h"
#include "verify/cells.h"

/* One row of a staff extract. */
typedef struct plain_assignment {
    const plain_table *table;
    const plain_row *row;
    eh_slice employee, number; /* Employee Number, Assignment Number */
    eh_date start, end;
    bool primary;
    int64_t fte; /* thousand-millionths; -1 for blank */
    eh_side side;
    eh_band band;
    eh_medical_row medical;
    unsigned rank;
    unsigned group; /* what the row states */
    bool dates_keep, category_drops;
} plain_assignment;

typedef enum plain_state { PLAIN_IN_WORKFORCE, PLAIN_LEAVER, PLAIN_NOT_COUNTED } plain_state;

/* Rows `first` up to `end` of the assignments, in the order of section 2, rule 3. */
typedef struct plain_person {
    size_t first, end;
    const plain_assignment *chosen;
    eh_slice employee;   /* empty for a row without a number */
    eh_slice bare;       /* without leading zeros */
    eh_slice assignment; /* of the chosen one */
    plain_state state;
    unsigned group;
} plain_person;

typedef struct plain_people {
    plain_assignment *assignment;
    size_t assignments;
    plain_person *person; /* by number; those without one last */
    size_t count, numbered;
    const plain_person **by_bare;       /* numbered people by their number without leading zeros */
    const plain_person **by_assignment; /* by the number of the chosen assignment, those that have one */
    size_t bare_count, assignment_count;
} plain_people;

/* EH_OK or EH_NOMEM; free with plain_people_free whether it worked or not. */
eh_status plain_people_make(const eh_plain_book *book, const eh_plain_question *question, plain_people *people);
void plain_people_free(plain_people *people);

/* Whether an assignment is kept: rules 1 and 2. */
bool plain_is_kept(const plain_assignment *a);
/* Section 4, "Whose group": whom a number means, or NULL. */
const plain_person *plain_person_of(const plain_people *people, eh_slice number);
/* A number without the "-n" of an assignment. */
eh_slice plain_without_suffix(eh_slice number);

#endif
