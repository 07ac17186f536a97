/* What an edition asks. The data are in templates/: editions.csv, items.csv, questions.csv, changes.csv. */
#ifndef EH_STANDARD_CATALOGUE_H
#define EH_STANDARD_CATALOGUE_H

#include "base/date.h"
#include "base/text.h"
#include "evenhand/catalogue.h"

typedef enum eh_standard { EH_WRES, EH_WDES, EH_STANDARD_COUNT } eh_standard;

const char *eh_standard_id(eh_standard standard);   /* "WRES" */
const char *eh_standard_word(eh_standard standard); /* "wres": in file names */
/* Reads "WRES" or "wdes" without case; false for anything else. */
bool eh_standard_read(eh_slice text, eh_standard *standard);

/* The three groups of a standard, in this order everywhere: white, bme, unknown; disabled, non-disabled, unknown. */
enum { EH_GROUPS = 3, EH_UNKNOWN = 2 };
const char *eh_group_id(eh_standard standard, unsigned group);   /* "bme" */
const char *eh_group_name(eh_standard standard, unsigned group); /* "BME", "Non-disabled": as people read it */
/* The group that the standard is about (bme, disabled), and the one it is compared with (white, non-disabled). */
unsigned eh_focus_group(eh_standard standard);
unsigned eh_other_group(eh_standard standard);
bool eh_group_read(eh_standard standard, eh_slice text, unsigned *group); /* by id or name, folded */

typedef enum eh_unit { EH_HEADCOUNT, EH_PERCENT, EH_POINTS, EH_RATIO, EH_SCORE, EH_TEXT } eh_unit;
const char *eh_unit_id(eh_unit unit); /* "headcount" ... */

/* How an item comes about. Operands are items, but for COUNT's, which is the name of a counter of the tallies. */
typedef enum eh_operation {
    EH_OP_COUNT,    /* a counter of the tallies, by group */
    EH_OP_SUM,      /* the sum of the operands, by group */
    EH_OP_RATE,     /* 100 x numerators / denominators, by group: a likelihood */
    EH_OP_RELATIVE, /* the rate of the group `top` over that of the group `bottom` */
    EH_OP_SHARE,    /* 100 x the group / all groups of the operand */
    EH_OP_GAP,      /* share of the first operand less share of the second, in points */
    EH_OP_SURVEY,   /* copied from the survey */
    EH_OP_ANSWER,   /* copied from the answers */
} eh_operation;

/* One operand: an item (by its position in the edition) taken with a sign; `below` when it is part of the denominator. */
typedef struct eh_term {
    unsigned item;
    int sign;
    bool below;
} eh_term;

typedef enum eh_certainty { EH_CERTAIN, EH_LIKELY, EH_UNCERTAIN } eh_certainty;
const char *eh_certainty_id(eh_certainty certainty); /* "certain", "likely", "uncertain" */

typedef struct eh_item {
    const char *id;        /* "2.relative-likelihood" */
    const char *number;    /* national row number or "" */
    const char *indicator; /* "2", "4a" */
    const char *section;   /* the heading it stands under, "1b Clinical staff" */
    const char *label;     /* the row's name in our own words */
    const char *meaning;   /* one sentence: what the figure says, for explain and notes */
    eh_unit unit;
    unsigned decimals; /* places shown */
    unsigned
        groups; /* how many of the standard's groups it has, from the first: 3, 2, 1, or 0 for an item without groups */
    eh_operation operation;
    const char *counter; /* of COUNT: the counter's name, else "" */
    const eh_term *terms;
    unsigned term_count;
    unsigned top, bottom; /* groups of RELATIVE */
    int better; /* +1 higher is better, -1 lower is, 0 neither (for ratios and gaps: the distance from parity counts) */
    bool of_which;       /* a part of another row, never added to totals */
    bool percent_of_row; /* a headcount that carries its row's percentages */
    bool national;       /* a row of the national return */
    eh_certainty certainty;
} eh_item;

typedef struct eh_edition {
    eh_standard standard;
    int year;
    eh_date snapshot, period_start, period_end;
    int survey_year;
    int case_years; /* 1: the period; 2: the average of the period and the year before (indicator 3; metric 3 is always 2) */
    const char *const *dropped; /* canonical assignment categories that are not workforce; NULL-terminated */
    const char *submission_deadline, *publication_deadline; /* ISO dates or "" */
    eh_certainty certainty;
    const char *note, *source;
    const eh_item *items;
    unsigned item_count;
} eh_edition;

/* NULL when there is no such edition. */
const eh_edition *eh_edition_find(const eh_catalogue *catalogue, eh_standard standard, int year);
/* Position of an item in the edition, by id (exact), or -1. */
int eh_item_find(const eh_edition *edition, eh_slice id);

/* The survey question behind an item in a survey year ("q14b & q14c"), or "". */
const char *eh_question(const eh_catalogue *catalogue, eh_standard standard, const char *item, int survey_year);

/* What changed in an edition: the i-th change, NULL at the end. */
typedef struct eh_change {
    eh_standard standard;
    int year;
    const char *item; /* id, indicator or "" for all */
    const char *text, *source;
    bool breaks_series;
    eh_certainty certainty;
} eh_change;
const eh_change *eh_change_at(const eh_catalogue *catalogue, size_t i);
/* Whether a change is about an item: by its id, by its indicator, or about all items. */
bool eh_change_names(const eh_change *change, const eh_item *item);

#endif
