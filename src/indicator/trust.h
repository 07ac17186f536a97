/* How far a return can be trusted, from the return alone: what the people whose group is not known could do to its figures, who has no row, and what rests
 * on few events. A return read back from its submission says the same as the one that was written. */
#ifndef EH_INDICATOR_TRUST_H
#define EH_INDICATOR_TRUST_H

#include "base/fraction.h"
#include "return/return.h"
#include "standard/catalogue.h"

/* Fewer events than this behind one of the groups compared: one more or one fewer moves the ratio far. */
enum { EH_FEW_EVENTS = 10 };

/* The places of a split: the two groups compared, and those of whom it is not known which they belong to. */
enum { EH_FIRST, EH_SECOND, EH_NEITHER, EH_SPLIT };

/* What a ratio or a difference is made of. Of a ratio: those to whom it happened, and all who are counted for it (of an average over years, once for
 * each year). Of a difference: the members of the board, and the workforce. */
typedef struct eh_split {
    int64_t events[EH_SPLIT], people[EH_SPLIT];
} eh_split;

/* What the unknown could make of a figure. */
typedef struct eh_bounds {
    bool told;         /* false: a group has nobody, or a likelihood could exceed 100%; nothing below holds then */
    eh_fraction given; /* as it stands; undefined when the second group has no events */
    eh_fraction all_first, all_second; /* if each of the unknown were of the first group, or of the second; likewise */
    eh_fraction least, most;           /* over all ways of dividing them; `most` undefined: without limit */
    bool level;                        /* it stands at parity */
    /* The fewest of the unknown whose groups, once known, would bring it to parity or past it, the rest staying unknown: -1 when they cannot. Of these
     * `fewest_events` are among those to whom it happened (of a difference: members), and would be of the group `events_to`; the others would be of
     * `others_to` (of a difference: the workforce's). */
    int64_t fewest, fewest_events, fewest_others;
    unsigned events_to, others_to;
} eh_bounds;

/* Bounds of the ratio (events of the first / people of the first) / (events of the second / people of the second). An unknown person's event goes where the
 * person goes, as far as there are as many unknown people as events; the events beyond that are of people who are not counted (they left). Counts are at
 * most twice EH_LIMIT_COUNT and not negative. */
eh_bounds eh_bounds_of_ratio(const eh_split *split);
/* Bounds of 100 x (the first group's share of all events - its share of all people), the unknown being part of the whole. */
eh_bounds eh_bounds_of_difference(const eh_split *split);

/* Writes a defined bound with `decimals` places, or with as many more (9 in all at most) as it takes to tell it from parity when it is not parity: 1.002 is not 1.00.
 * `parity` is 1 of a ratio and 0 of a difference. */
void eh_bound_display(eh_fraction bound, int parity, unsigned decimals, char out[EH_FRACTION_ROOM]);

/* A ratio or a difference of the return. */
typedef struct eh_trust_figure {
    const eh_return_item *item;
    const eh_item *entry;
    unsigned group[2]; /* of the standard: the split's first and second */
    unsigned years;    /* that its counts are added up over */
    eh_split split;
    eh_bounds bounds;
    bool few; /* of a ratio: fewer than EH_FEW_EVENTS events a year in a group */
} eh_trust_figure;

typedef struct eh_trust {
    bool told;                  /* the workforce is known by group */
    int64_t workforce, unknown; /* people */
    eh_fraction share_least,
        share_most; /* percentage of the workforce that the standard's focus group is at least and at most */
    bool unplaced_told;
    int64_t unplaced; /* people without a row */
    bool matching;    /* there is a staff extract, and another one whose people are looked up in it */
    uint64_t unmatched;
    eh_trust_figure *figures; /* in the order of the return; those whose counts are all there */
    size_t count;
} eh_trust;

/* Free with eh_trust_free whether it worked or not; points into the return and the catalogue. EH_OK or EH_NOMEM. A return whose edition the catalogue
 * does not know has no figures. */
eh_status eh_trust_make(const eh_catalogue *catalogue, const eh_return *ret, eh_trust *trust);
void eh_trust_free(eh_trust *trust);

#endif
