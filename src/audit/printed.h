/* Numbers as people print them: with signs, units, words. A printed decimal stands for every number that rounds to it. */
#ifndef EH_AUDIT_PRINTED_H
#define EH_AUDIT_PRINTED_H

#include "base/fraction.h"
#include "standard/catalogue.h"

typedef enum eh_printed_unit {
    EH_PRINTED_PLAIN,
    EH_PRINTED_PERCENT, /* "%", "per cent" */
    EH_PRINTED_POINTS,  /* "percentage points", "pp" */
    EH_PRINTED_TIMES,   /* "times", "x", "1.8:1" */
    EH_PRINTED_ODDS     /* "1 in 5": the value is 1/5 */
} eh_printed_unit;

typedef enum eh_printed_state {
    EH_PRINTED_BLANK,
    EH_PRINTED_NUMBER,
    EH_PRINTED_MISSING, /* "n/a", "<5", "[c]": nothing that could be held against anything */
    EH_PRINTED_UNREAD   /* not understood */
} eh_printed_state;

typedef struct eh_printed {
    eh_printed_state state;
    eh_printed_unit unit;
    eh_fraction value;     /* the number before the unit: 58.5 for "58.5%" */
    unsigned decimals;     /* that are printed */
    bool about;            /* "nearly", "over": not to be held to its last digit */
    bool computed;         /* more digits than anybody prints: a worksheet's number in full */
    eh_fraction low, high; /* what rounds to it, ends included, so that halves may go either way */
} eh_printed;

/* Reads a value; a minus may be U+2212. */
eh_printed eh_printed_read(const eh_catalogue *catalogue, eh_slice text);

/* Whether a number, or some number from `low` to `high`, is printed so when it is rounded; false for what is undefined. */
bool eh_printed_fits(const eh_printed *printed, eh_fraction exact);
bool eh_printed_fits_range(const eh_printed *printed, eh_fraction low, eh_fraction high);
/* Whether a number is printed so when its further digits are cut off. */
bool eh_printed_cut(const eh_printed *printed, eh_fraction exact);

/* 10^-decimals */
eh_fraction eh_printed_step(unsigned decimals);
/* Compares without minding what is undefined (then false). */
bool eh_at_most(eh_fraction a, eh_fraction b);

#endif
