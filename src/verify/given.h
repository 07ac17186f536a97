/* Figures that are given and not counted: of the survey, of the counts extract, answers (rules.md section 4, "Indicators 5 to 8"; contract). */
#ifndef EH_VERIFY_GIVEN_H
#define EH_VERIFY_GIVEN_H

#include "verify/cells.h"

typedef struct plain_given {
    bool there;
    eh_fraction value;
    int64_t respondents; /* -1 for none */
    const char *answer;
} plain_given;

/* By item of the edition and group: given.survey[item * EH_GROUPS + group]. */
typedef struct plain_givens {
    plain_given *survey, *counts, *answers;
} plain_givens;

/* EH_OK or EH_NOMEM; free with plain_givens_free whether it worked or not. */
eh_status plain_givens_make(const eh_plain_book *book, const eh_plain_question *question, plain_givens *givens);
void plain_givens_free(plain_givens *givens);

#endif
