/* Progress over editions, for the rooms that make and write it. Nothing in it is computed from rounded figures, and no change across a break in a series. */
#ifndef EH_PROGRESS_PROGRESS_H
#define EH_PROGRESS_PROGRESS_H

#include "compare/comparison.h"
#include "compare/leaders.h"
#include "evenhand/progress.h"
#include "progress/actions.h"

/* Why a change is told, or is not. */
typedef enum eh_step_state {
    EH_STEP_NONE,       /* nothing came before */
    EH_STEP_TOLD,       /* there is a change */
    EH_STEP_BROKEN,     /* a break in the series lies between: never bridged */
    EH_STEP_MISSING,    /* a figure is missing here or there */
    EH_STEP_SUPPRESSED, /* one of them is suppressed */
    EH_STEP_NO_SCALE,   /* a ratio of 0 has no distance from 1 */
    EH_STEP_PLAIN       /* an answer in words: nothing to compute */
} eh_step_state;
const char *eh_step_id(eh_step_state state); /* "", "told", "break", "missing", "suppressed", "no-scale", "" */

/* Which way it went: by the item's own direction, or by its distance from parity. */
typedef enum eh_turn { EH_TURN_NONE, EH_TURN_BETTER, EH_TURN_SAME, EH_TURN_WORSE } eh_turn;
const char *eh_turn_id(eh_turn turn); /* "", "better", "no-change", "worse" */

/* The change of a figure from one edition to a later one. Numbers that do not apply are NaN. */
typedef struct eh_step {
    eh_step_state state;
    size_t from;             /* position of the edition that it is counted from */
    const eh_change *broken; /* of EH_STEP_BROKEN: what broke it */
    /* Later less earlier in the item's unit; of a ratio later over earlier, so that 1 is no change. With its 95% interval and p where counts allow it. */
    double change, lower, upper, p;
    /* The same of the distance from parity (of ratios on the log scale), below 0 for nearer; of an item with a direction of its own, below 0 for better. */
    double moved, moved_p;
    double adjusted; /* moved_p by Benjamini and Hochberg across organisations, where several are told of */
    bool crossed;    /* the two figures lie on different sides of parity */
    bool overlap;    /* averages of two years that share one: not independent, so that chance is not judged */
    eh_turn turn;    /* EH_TURN_SAME when the two distances are shown alike, with the item's decimals */
} eh_step;

/* What a series of figures is of. */
typedef enum eh_track_kind {
    EH_TRACK_VALUE, /* the item's figure, of a group or without groups */
    EH_TRACK_GAP /* the figure of the group that the standard is about less that of the other one, in percentage points (score) */
} eh_track_kind;

/* One item and group over the editions. */
typedef struct eh_track {
    const eh_item *item; /* of the newest edition */
    unsigned place;      /* in that edition */
    unsigned group;      /* 0 for an item without groups */
    eh_track_kind kind;
    bool main;              /* the series that tells of the item as a whole */
    const eh_value **value; /* by edition, never NULL */
    eh_step *last, *first;  /* by edition: from the edition before; from the first with a figure since the last break */
} eh_track;

/* Why an organisation is not in a roll-up's item: in which edition it lacks what the figure needs. */
typedef struct eh_absence {
    size_t organisation, year; /* positions */
    bool no_return;            /* it has no return of that edition at all */
    eh_missing why;
} eh_absence;

/* Who is counted in an item of a roll-up: those who have it in every edition. */
typedef struct eh_counted {
    size_t *organisations, count;
    eh_absence *absences;
    size_t absence_count;
} eh_counted;

/* An edition with its returns. */
typedef struct eh_year {
    eh_compared side; /* edition and members, nothing else */
    size_t *member;   /* by organisation: its place among the members, or SIZE_MAX where it has no return */
} eh_year;

/* A change of the rules that breaks series between two of the editions. */
typedef struct eh_break {
    const eh_change *change;
    size_t year; /* position of the first edition to which it applies */
} eh_break;

/* A figure of last year's column that is not what last year's return itself says. */
typedef struct eh_restated {
    const eh_return *ret;   /* that gives it */
    const eh_return *own;   /* last year's own */
    const eh_item *item;    /* of the newest edition */
    unsigned group;         /* 0 for an item without groups */
    const eh_previous *now; /* what is given now */
    const eh_value *then;   /* what was given then */
} eh_restated;

/* One organisation within a roll-up, with the series that tell of items as a whole. */
typedef struct eh_walker {
    const eh_organisation *who;
    eh_track *tracks; /* as many as there are main ones, in their order */
} eh_walker;

/* A level (band) on its way to its goal of representation: the straight line from its baseline (compare/baselines.h) to the goal's year, beside what came. The goal is
 * of the newest edition: the workforce's share of the group times the level's people. */
typedef struct eh_path {
    const eh_level *level;
    eh_missing *missing; /* by edition: why there are no people */
    eh_people *people;   /* by edition: of the level */
    size_t start;        /* position of the first edition since the last break */
    size_t *
        left_out; /* of several organisations together: those not counted, since an edition of theirs lacks the level or the workforce */
    size_t left_out_count;
    eh_missing why_not; /* why there is no goal; else: */
    eh_goal goal;
    int64_t wanted, due,
        needed; /* people of the group: by the goal's year; what the newest edition should have been; more from it to the goal; -1 for none */
    bool has_line; /* there is a baseline before the goal's year */
} eh_path;

/* One standard over its editions. */
typedef struct eh_course {
    eh_standard standard;
    unsigned focus, other; /* its groups */
    eh_year *years;        /* in order; at least one */
    size_t year_count;
    eh_walker *walkers; /* by code; one when it is of one organisation */
    size_t walker_count;
    int *places; /* by item of the newest edition x edition: its place there, or -1 */
    const eh_change *
        *broken; /* by item of the newest edition x edition: what broke its series since the edition before, or NULL */
    eh_break *breaks; /* all of them, by edition */
    size_t break_count;
    eh_counted *counted; /* by item of the newest edition */
    eh_track *tracks;    /* in the order of the items; then groups, then the gap */
    size_t track_count, main_count;
    eh_restated *restated;
    size_t restated_count;
    eh_path *paths; /* in the order of templates/levels.csv */
    size_t path_count;
    eh_goal_terms terms;
    bool own_goals; /* no national strategy sets them */
} eh_course;

struct eh_progress_report {
    eh_arena *arena;
    const eh_catalogue *catalogue;
    eh_organisations *organisations;
    const char *prepared;
    eh_date today;      /* the day of `prepared` */
    const char *chosen; /* the organisation asked for, or NULL */
    bool rolled;        /* of several organisations together */
    const char *title;  /* the organisation's name, or NULL for a roll-up */
    const char *code;   /* its code, or NULL */
    size_t organisation_count;
    eh_course courses[EH_STANDARD_COUNT];
    size_t course_count;
    size_t full_count; /* returns in which nothing is suppressed */
    eh_actions actions;
    int goal_year;      /* asked for, or 0 */
    const char *parity; /* likewise, or NULL */
    eh_baselines baselines;
};

/* The edition of a course, the newest one, and the item of an edition that has the newest one's id (-1 when it has none). */
const eh_edition *eh_course_edition(const eh_course *course, size_t year);
const eh_edition *eh_course_newest(const eh_course *course);
int eh_course_item(const eh_course *course, size_t year, unsigned place);
/* What broke an item's series between the edition before and this one, or NULL. */
const eh_change *eh_course_broken(const eh_course *course, unsigned place, size_t year);
/* The i-th track that tells of an item as a whole, or NULL. */
const eh_track *eh_course_main(const eh_course *course, size_t i);
/* Whether a change is more than chance alone would do, by `p` (which may be NaN). */
bool eh_step_certain(double p);

/* The parts of eh_progress_over, one file each: EH_OK or EH_NOMEM. In this order. */
eh_status eh_breaks_make(eh_progress_report *report, eh_course *course);
eh_status eh_tracks_make(eh_progress_report *report, eh_course *course);
eh_status eh_walkers_make(eh_progress_report *report, eh_course *course);
eh_status eh_restated_make(eh_progress_report *report, eh_course *course);
eh_status eh_paths_make(eh_progress_report *report, eh_course *course);

/* The steps of a track whose values are there. `counted` are the organisations whose counts are behind it. EH_OK or EH_NOMEM. */
eh_status eh_steps_make(eh_progress_report *report, const eh_course *course, eh_track *track, const size_t *counted,
                        size_t count);

/* Reads the action plan and joins it to the items, after the courses are there. EH_BAD with a finding when it is no such table. */
eh_status eh_actions_read(eh_progress_report *report, eh_source *source, eh_findings *findings);
/* Whether an action names anything of an indicator. */
bool eh_action_belongs(const eh_action *action, const eh_course *course, const char *indicator);
/* Whether the newest figure that tells of an item is, as shown, worse than parity for the group that the standard is about, and there is a plan with no action
 * about its indicator but such as were stopped. */
bool eh_track_unattended(const eh_progress_report *report, const eh_course *course, const eh_track *track);

#endif
