/* Whose leaders reflect whom: the group that a standard is about at the levels of templates/levels.csv, of organisations and of organisations added up, against
 * the whole workforce, the level below, the people of the place, and organisations of the same type; disparity ratios between tiers; goals of representation.
 *
 * Everything comes from headcounts. Added up, a level counts the organisations that have it, the workforce and the levels below, and names the others. */
#ifndef EH_COMPARE_LEADERS_H
#define EH_COMPARE_LEADERS_H

#include "compare/comparison.h"
#include "indicator/disparity.h"
#include "indicator/goals.h"
#include "standard/levels.h"
#include "standard/population.h"

typedef enum eh_yardstick {
    EH_AGAINST_WORKFORCE, /* of the same organisation */
    EH_AGAINST_BELOW,     /* the level below, in the same organisation */
    EH_AGAINST_PLACE,     /* the people of the areas that it serves; BME as the WRES means it, disabled people */
    EH_AGAINST_PEERS,     /* that level in the other organisations of its type, added up */
    EH_YARDSTICKS
} eh_yardstick;
const char *eh_yardstick_id(eh_yardstick yardstick); /* "workforce", "below", "place", "peers" */

/* What the interval of a difference says: all of it below 0, 0 within it, all of it above. */
typedef enum eh_likeness { EH_LIKENESS_NONE, EH_LIKENESS_FEWER, EH_LIKENESS_CHANCE, EH_LIKENESS_MORE } eh_likeness;
const char *eh_likeness_id(eh_likeness likeness); /* "", "fewer", "within-chance", "more" */

/* A level beside a yardstick. Values are missing together. */
typedef struct eh_against {
    eh_value share; /* the yardstick's percentage, with its counts, which a weighted one has not */
    eh_value
        difference; /* the level's percentage less that, in points, with its interval: Newcombe's, against the place Wilson's of the level, since a census is no sample */
    eh_likeness likeness;
    double needed, needed_lower,
        needed_upper; /* how many more people of the group the level takes to have the yardstick's share, its size as it is; below 0 there are more already */
} eh_against;

/* A level of an organisation, or of several added up. */
typedef struct eh_level_figures {
    eh_value value; /* the group's percentage, with its counts and Wilson's interval */
    eh_people people;
    eh_against against[EH_YARDSTICKS];
} eh_level_figures;

/* From the tier below to the one above; the value is of unit ratio. */
typedef struct eh_ratio_figures {
    eh_value value;
    double adjusted; /* Benjamini and Hochberg's, across the organisations; NaN for those added up */
} eh_ratio_figures;

/* A level on its way to its goal. Numbers are people; -1 when there is none. */
typedef struct eh_goal_figures {
    eh_missing missing; /* why there is none of it */
    eh_people people;   /* now */
    eh_goal goal;
    int64_t wanted, due,
        needed;    /* by the goal year; what this edition's year should have been; more from now to the goal */
    bool has_line; /* there is a baseline, so that years have figures */
} eh_goal_figures;

typedef struct eh_ratio_kind {
    size_t below, above; /* levels, by their positions in `all` */
} eh_ratio_kind;

/* Who of a roll-up counts for a level, and who does not. */
typedef struct eh_level_set {
    eh_left_out *left_out;
    size_t left_out_count, counted;
} eh_level_set;

/* An organisation, or several added up: one of the two is NULL. */
typedef struct eh_leader {
    const eh_member *member;
    const eh_rollup *rollup;
    eh_place_people place;
    eh_level_figures *levels; /* by eh_leadership.levels */
    eh_ratio_figures *ratios; /* by eh_leadership.ratios */
    eh_goal_figures *goals;   /* by eh_leadership.goals */
    eh_level_set *sets;       /* of a roll-up, by eh_leadership.all; else NULL */
} eh_leader;

/* A level of the standard with its rows in the edition: none where the edition does not have them all. */
typedef struct eh_level_rows {
    const eh_level *level;
    unsigned *items; /* positions in the edition */
    unsigned count;
    size_t *below; /* positions in `all` */
    size_t below_count;
} eh_level_rows;

/* The people of a level, or why there are none. */
typedef struct eh_level_count {
    eh_missing missing;
    eh_people people;
} eh_level_count;

typedef struct eh_leadership {
    eh_parity_basis basis;
    int goal_year;
    eh_level_rows *all; /* every level of the standard, in the order of the template */
    size_t all_count, workforce;
    size_t *levels, *goals; /* positions in `all`: those shown among the leaders, those with a goal */
    size_t level_count, goal_count;
    eh_ratio_kind *ratios;
    size_t ratio_count;
    eh_level_count *counts; /* by member and level of `all` */
    eh_leader *of;          /* the members in their order, then the roll-ups in theirs */
    size_t count;
} eh_leadership;

/* Finds the rows of rows->level in an edition, in the arena; none where it does not have them all. False when out of memory. The people in them of one member, or
 * why there are none. */
bool eh_level_find_rows(eh_arena *arena, const eh_edition *edition, eh_level_rows *rows);
eh_missing eh_level_people(const eh_level_rows *rows, const eh_member *of, eh_standard standard, eh_people *people);

/* The disparity ratio of two levels' counts, or why there is none; strings in the arena. False when out of memory. */
bool eh_disparity_value(eh_arena *arena, const eh_level_count *below, const eh_level_count *above, eh_value *value);

/* The disparity ratios of one return by itself, in the order of templates/levels.csv: none when no template describes its edition. In the arena. EH_OK or EH_NOMEM. */
typedef struct eh_disparity_step {
    const eh_level *below, *above;
    eh_value value; /* of unit ratio */
} eh_disparity_step;
eh_status eh_disparities_of(eh_arena *arena, const eh_catalogue *catalogue, const eh_return *ret,
                            eh_disparity_step **steps, size_t *count);

/* The counts of a level of one member. */
const eh_level_count *eh_level_count_of(const eh_leadership *l, size_t member, size_t level);
/* The counts of `level` over the organisations that count for the level `set`: of a member its own, of a roll-up those added up. `leader` is one of l->of. */
eh_level_count eh_level_count_in(const eh_leadership *l, const eh_leader *leader, size_t set, size_t level);

bool eh_level_is_left_out(const eh_level_set *set, size_t member);

/* The parts, one file each, called in this order once members and roll-ups are there: EH_OK or EH_NOMEM. */
eh_status eh_levels_make(eh_comparison *comparison, eh_compared *side); /* side->leadership with all but the figures */
eh_status eh_leaders_make(eh_comparison *comparison, eh_compared *side);
eh_status eh_ratios_make(eh_comparison *comparison, eh_compared *side);
eh_status eh_goals_make(eh_comparison *comparison, eh_compared *side);

#endif
