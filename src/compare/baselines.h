/* What goals of representation are set by: the year, which share is parity, and the baselines from which their straight lines run. Comparisons and progress have theirs
 * from here, so that the same returns give the same goals. */
#ifndef EH_COMPARE_BASELINES_H
#define EH_COMPARE_BASELINES_H

#include "base/arena.h"
#include "base/source.h"
#include "indicator/goals.h"
#include "return/return.h"

/* The goal year and the basis of parity of a standard. */
typedef struct eh_goal_terms {
    eh_parity_basis basis;
    int year;
} eh_goal_terms;
/* As asked for: `parity` "all", "known" or NULL, `year` or 0; what is not asked for is as goals.csv says. */
eh_goal_terms eh_goal_terms_of(const eh_catalogue *catalogue, eh_standard standard, const char *parity, int year);

/* The people of the standard's group in a level with a goal, in the year from which its line runs. */
typedef struct eh_baseline {
    const char *organisation, *level;
    eh_standard standard;
    int year;
    int64_t people;
    size_t order; /* of several of one organisation and level the least goes first */
} eh_baseline;

typedef struct eh_baselines {
    eh_baseline *at; /* one of an organisation and level, by standard, organisation, level */
    size_t count;
} eh_baselines;

/* Where baselines are to come from. */
typedef struct eh_baseline_wish {
    int edition; /* returns of this edition; 0: of each organisation its first return since the last break in the level's series */
    eh_source *table; /* the user's, which goes before returns: organisation, standard, level, year, people; or NULL */
    int newest[EH_STANDARD_COUNT]; /* the edition that the goals are of; 0: none, later ones are no baseline */
} eh_baseline_wish;

/* Finds them in NULL-terminated returns (those of which the header alone was read have none): EH_OK, EH_NOMEM, or EH_BAD with a finding. */
eh_status eh_baselines_make(eh_arena *arena, const eh_catalogue *catalogue, const eh_return *const *returns,
                            const eh_baseline_wish *wish, eh_findings *findings, eh_baselines *baselines);
/* Of an organisation and level, or NULL. */
const eh_baseline *eh_baseline_find(const eh_baselines *baselines, eh_standard standard, const char *organisation,
                                    const char *level);

/* Baselines of several organisations added up, one after the other, beginning with all zero. */
typedef struct eh_baseline_sum {
    int year;
    int64_t people;
    size_t with, without; /* organisations that have one, and that have none */
    bool mixed;           /* of different years, which cannot be added up */
} eh_baseline_sum;
void eh_baseline_add(eh_baseline_sum *sum, const eh_baseline *baseline); /* NULL: the organisation has none */
/* Where the line begins: the sum's, undefined when only some have a baseline or their years differ; where nobody has one, `now` people in `year`. *from is the year. */
eh_fraction eh_baseline_of(const eh_baseline_sum *sum, int64_t now, int year, int *from);

#endif
