/* The comparison, for the rooms that make and write it. Nothing in it is computed from rounded figures, and nothing by averaging ratios. */
#ifndef EH_COMPARE_COMPARISON_H
#define EH_COMPARE_COMPARISON_H

#include "base/arena.h"
#include "compare/baselines.h"
#include "evenhand/compare.h"
#include "indicator/statistics_many.h"
#include "return/formula.h"
#include "return/return.h"
#include "standard/organisations.h"
#include "standard/population.h"

/* Where a figure lies against the funnel's limits: 95% are the inner ones, 99.8% the outer ones. */
typedef enum eh_outcome {
    EH_OUTCOME_NONE,
    EH_OUTCOME_FAR_BELOW,
    EH_OUTCOME_BELOW,
    EH_OUTCOME_WITHIN,
    EH_OUTCOME_ABOVE,
    EH_OUTCOME_FAR_ABOVE
} eh_outcome;
const char *eh_outcome_id(eh_outcome outcome); /* "below-99.8", "below-95", "within", "above-95", "above-99.8"; "" */

/* One organisation's figure in a series. What does not apply is NaN, none or 0. */
typedef struct eh_standing {
    const eh_value *value;         /* never NULL */
    double x, n;                   /* the counts behind a percentage */
    eh_interval inner, outer;      /* the funnel's limits for its n, as percentages */
    eh_outcome outcome, dispersed; /* against the funnel; the same with the spread among organisations allowed for */
    double p;                      /* of a ratio against 1, of a percentage against the average */
    double adjusted;               /* Benjamini and Hochberg's, across the organisations */
    eh_rank rank; /* of ratios above 0 by their distance from 1, of others by their value; 1 is the greatest */
    double shortfall, shortfall_lower, shortfall_upper; /* people for parity, see eh_series.more */
} eh_standing;

/* One item and group over all organisations of a standard. */
typedef struct eh_series {
    const eh_item *item;
    unsigned group;  /* 0 for an item without groups */
    eh_standing *of; /* by member */
    size_t count;    /* members that have a figure */
    double
        average; /* percentage: of all counts together; ratio: of all together, weighted by precision on the log scale. NaN for none */
    eh_dispersion dispersion; /* NaN where it cannot be told */
    bool has_shortfall, more; /* a shortfall is of events that are good (appointments): more are needed; else fewer */
} eh_series;

/* An organisation with its return of a standard. */
typedef struct eh_member {
    const eh_return *ret;
    const eh_organisation *who; /* never NULL; of one that no table describes only code and name are there */
    const eh_value **values;    /* by item of the edition x EH_GROUPS + group; NULL where the return has none */
    bool focus, peer;           /* the organisation to mark; one of its type */
} eh_member;

/* Why a member is not in a roll-up's item. */
typedef struct eh_left_out {
    size_t member;
    eh_missing why;
} eh_left_out;

typedef struct eh_rolled {
    eh_value value[EH_GROUPS]; /* as many as the item has groups; one without groups */
    eh_left_out *left_out;
    size_t left_out_count, counted;
} eh_rolled;

typedef enum eh_rollup_kind {
    EH_ROLLUP_ALL,
    EH_ROLLUP_ICB,
    EH_ROLLUP_PLACE,
    EH_ROLLUP_TYPE,
    EH_ROLLUP_KINDS
} eh_rollup_kind;
const char *eh_rollup_kind_id(eh_rollup_kind kind); /* "all", "icb", "place", "type" */

/* Organisations added up. */
typedef struct eh_rollup {
    eh_rollup_kind kind;
    const char *name;
    size_t *members; /* by their positions */
    size_t member_count;
    eh_rolled *items; /* by item of the edition */
} eh_rollup;

/* One standard of the comparison. */
typedef struct eh_compared {
    const eh_edition *edition;
    eh_member *members; /* by code */
    size_t member_count;
    eh_series *series; /* in the order of the items, then of the groups */
    size_t series_count;
    eh_rollup *rollups; /* all, then by kind and name */
    size_t rollup_count;
    struct eh_leadership *leadership; /* compare/leaders.h */
} eh_compared;

struct eh_comparison {
    eh_arena *arena;
    const eh_catalogue *catalogue;
    eh_organisations *organisations;
    eh_census *census;
    const char *parity; /* the basis asked for; NULL: what goals.csv says */
    int goal_year;      /* 0: the same */
    eh_baselines baselines;
    const char *prepared;
    eh_compared sides[EH_STANDARD_COUNT];
    size_t side_count;
    const eh_return **others; /* of other editions, left out */
    size_t other_count;
    size_t full_count; /* returns in which nothing is suppressed */
    const char *focus; /* or NULL */
    const struct eh_progress_report
        *progress; /* of the members over earlier editions (eh_comparison_follow), or NULL */
};

/* The parts of eh_compare, one file each: EH_OK or EH_NOMEM. Members must be there first. */
eh_status eh_members_make(eh_comparison *comparison, eh_compared *side);
eh_status eh_series_make(eh_comparison *comparison, eh_compared *side);
eh_status eh_rollups_make(eh_comparison *comparison, eh_compared *side);

/* Twice a headcount, which may be an average of two years; false for one that is missing or neither whole nor half. */
bool eh_member_doubled(const eh_value *value, int64_t *doubled);

/* Gives a member its `values`: those of its return that the edition has, in the arena. False when out of memory. */
bool eh_member_place_values(const eh_edition *edition, eh_arena *arena, eh_member *member);

/* Counts behind a percentage, x of n. */
typedef struct eh_proportion {
    double x, n;
} eh_proportion;

/* The counts behind a member's figure (see eh_formula_parts; those of an average of years are the years' totals). False when a count is missing, there is
 * nothing to divide by, or the proportion is above 1. The same of a survey percentage and its respondents. */
bool eh_member_proportion(const eh_edition *edition, const eh_member *member, unsigned item, unsigned group,
                          unsigned which, eh_proportion *proportion);
bool eh_survey_proportion(const eh_value *value, eh_proportion *proportion);

/* Members of one edition added up, item by item: counts are summed, survey figures weighted by respondents, and everything else is computed from the sums by the
 * code that computes a return. */
typedef struct eh_adder eh_adder;
eh_adder *eh_adder_new(const eh_compared *side); /* which must outlive it; NULL when out of memory */
void eh_adder_free(eh_adder *adder);             /* NULL is allowed */
/* Why a member cannot be part of an item's sum; EH_PRESENT when it can. */
eh_missing eh_adder_lacks(const eh_adder *adder, unsigned item, const eh_member *member);
/* Whether an item can be added up at all: an answer in words cannot. */
bool eh_adder_can(const eh_adder *adder, unsigned item);
/* The item of `count` (at least one) members that lack nothing, strings in the arena. */
eh_status eh_adder_value(eh_adder *adder, unsigned item, const size_t *members, size_t count, eh_arena *arena,
                         eh_value value[EH_GROUPS]);

/* The series of an item and group, or NULL. */
const eh_series *eh_series_find(const eh_compared *side, const char *item, unsigned group);

#endif
