/* Returns built by hand for tests: plausible counts, every other item computed by the catalogue's formulas. */
#ifndef TESTS_UNIT_SAMPLE_RETURN_H
#define TESTS_UNIT_SAMPLE_RETURN_H

#include "return/return.h"

typedef enum sample_kind {
    SAMPLE_FULL, /* everything supplied, fit to submit, last year's values, warnings and notes */
    SAMPLE_ODD, /* awkward: no training extract, nobody appointed in the compared group, empty rows, half counts, hostile text, errors */
} sample_kind;

/* NULL when out of memory or when the catalogue lacks the edition. Free with eh_return_free. */
eh_return *sample_return(const eh_catalogue *catalogue, eh_standard standard, int year, sample_kind kind);

#endif
