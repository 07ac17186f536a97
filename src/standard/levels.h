/* Levels of an organisation: leaders, tiers of disparity ratios, bands with a goal of representation. templates/levels.csv, templates/goals.csv. */
#ifndef EH_STANDARD_LEVELS_H
#define EH_STANDARD_LEVELS_H

#include "standard/catalogue.h"

/* The level that is the whole workforce, which every standard has. */
#define EH_LEVEL_WORKFORCE "workforce"

/* What a level is for. */
typedef enum eh_level_use {
    EH_LEVEL_LEADERS = 1, /* shown among the leaders */
    EH_LEVEL_TOLD = 2,    /* of those: has a sentence */
    EH_LEVEL_BELOW = 4,   /* stands beneath others alone */
    EH_LEVEL_TIER = 8,    /* of a disparity ratio */
    EH_LEVEL_GOAL = 16    /* has a goal of representation */
} eh_level_use;

/* Strings are never NULL and live as long as the catalogue. */
typedef struct eh_level {
    eh_standard standard;
    const char *id, *name;
    const char *items; /* ids of headcounts with all groups, separated by spaces, which are added up */
    const char *below; /* ids of levels of the same standard, separated by semicolons, or "" */
    unsigned uses;     /* eh_level_use, added up */
    bool own;          /* the tier or goal is a measure of Evenhand's own */
} eh_level;

/* All of them in the order of the file. */
const eh_level *eh_levels(const eh_catalogue *catalogue, size_t *count);
/* By id, or NULL. */
const eh_level *eh_level_find(const eh_catalogue *catalogue, eh_standard standard, eh_slice id);

/* The goal of a standard. */
typedef struct eh_goal_rule {
    int year;   /* by which the share is to be the workforce's */
    bool known; /* of those whose group is known, rather than of everyone */
} eh_goal_rule;
const eh_goal_rule *eh_goal_rule_of(const eh_catalogue *catalogue, eh_standard standard);

#endif
