/* The return's type, for the rooms that make and use it. */
#ifndef EH_RETURN_RETURN_H
#define EH_RETURN_RETURN_H

#include "base/arena.h"
#include "base/finding.h"
#include "evenhand/return.h"
#include "standard/catalogue.h"

/* Why a value is missing; not-supplied takes precedence, then not-applicable, then undefined. */
typedef enum eh_missing { EH_PRESENT, EH_NOT_SUPPLIED, EH_NOT_APPLICABLE, EH_UNDEFINED, EH_SUPPRESSED } eh_missing;
const char *eh_missing_id(eh_missing missing); /* "not-supplied"; "" for EH_PRESENT */

typedef enum eh_test { EH_TEST_NONE, EH_TEST_CHI_SQUARE, EH_TEST_MID_P } eh_test;
const char *eh_test_id(eh_test test); /* "chi-square", "mid-p", "" */

typedef enum eh_verdict { EH_VERDICT_NONE, EH_VERDICT_BELOW, EH_VERDICT_WITHIN, EH_VERDICT_ABOVE } eh_verdict;
const char *eh_verdict_id(eh_verdict verdict); /* "below", "within", "above", "" */

/* One value. What does not apply is absent: a NaN for the doubles below (never written anywhere), none for the enums. */
typedef struct eh_value {
    eh_missing missing;
    double value;        /* the double nearest to the exact value */
    const char *display; /* rounded from the exact fraction */
    const char *text;    /* of unit text: the answer in words beyond display ("Yes"), or NULL */
    double numerator,
        denominator; /* counts behind a percentage (may end in .5), or respondents as denominator with numerator absent */
    double percent;      /* of a headcount: 100 x this / its row */
    double lower, upper; /* 95% interval in the unit of the value (of `percent` for a headcount) */
    double p;
    eh_test test;
    eh_verdict verdict;
    bool approximate; /* interval from survey respondents; written as approximate="yes" */
} eh_value;

typedef struct eh_return_item {
    const char *id, *number, *indicator; /* as in the catalogue, or as read */
    eh_unit unit;
    unsigned count; /* 3, 2, 1 with groups; 1 without */
    bool grouped;
    const char *group[EH_GROUPS]; /* ids */
    const char *top, *bottom;     /* of a ratio, else NULL */
    eh_value value[EH_GROUPS];
} eh_return_item;

typedef struct eh_source_note {
    const char *kind, *file, *sheet, *sha256; /* sheet "" when there is none */
    uint64_t rows, used;
} eh_source_note;

/* The detail of a public return that names the rule by which small numbers were taken out of it ("none": by none). */
#define EH_PUBLIC_RULE "publication.suppression"
/* The one that says to which multiple the counts of a public return were rounded; not there when they were not. */
#define EH_PUBLIC_BASE "publication.rounded-to"

/* A figure beyond the items, in <detail>: `name` as "declaration.ethnicity.declined", "dropped.bank", "survey-gap"; group may be "". */
typedef struct eh_detail {
    const char *name, *group;
    eh_unit unit;
    eh_value value;
} eh_detail;

/* A number of a breakdown, or why there is none. An interval without an upper bound has EH_NOT_APPLICABLE there. */
typedef struct eh_breakdown_cell {
    double value;
    eh_missing missing;
} eh_breakdown_cell;

/* One line of a breakdown: which part of the organisation it is `of`, the `group` of people, and of a likelihood ratio the `step` that it is about
 * ("shortlisted-to-appointed"); "" where that does not apply. */
typedef struct eh_breakdown_row {
    const char *of, *group, *step;
    eh_breakdown_cell *cell; /* one a column */
} eh_breakdown_row;

/* A table of figures beyond the items, in <detail>: what it is about ("funnel"), what it is broken down by ("staff-group"; "" for the whole), what its columns are, and its
 * rows. One that cannot be made has no rows and a reason. `top` and `bottom` are the groups of ratios, else "". */
typedef struct eh_breakdown {
    const char *name, *by, *top, *bottom;
    eh_unit unit;
    eh_missing missing; /* EH_PRESENT unless nothing is there */
    const char *const *column;
    unsigned columns;
    eh_breakdown_row *row;
    size_t rows, room;
} eh_breakdown;

/* Last year's value of an item and group ("" without groups), from that year's return. */
typedef struct eh_previous {
    const char *item, *group;
    eh_missing missing;
    double value;
    const char *display;
} eh_previous;

/* A finding as the submission carries it: no file, no row, no raw value that fewer than ten bear. */
typedef struct eh_return_finding {
    eh_severity severity;
    const char *code, *item, *text;
    uint64_t count;
} eh_return_finding;

struct eh_return {
    eh_arena *arena; /* owns this and all below */
    bool complete;
    const char *organisation, *name; /* name "" when not known */
    eh_standard standard;
    int edition;
    eh_date period_start, period_end, snapshot;
    const char *prepared; /* "2025-05-20T09:00:00Z" */
    const char *version;  /* of the software that made it */
    const char *rules;    /* sha256 of the templates and mapping */
    bool custom;
    const char *clinical_by; /* "occupation-code" or "staff-group" */
    const char *digest;      /* as read; NULL when just computed */
    eh_source_note *sources;
    size_t source_count;
    eh_return_item *items; /* in the catalogue's order */
    size_t item_count;
    eh_detail *details;
    size_t detail_count;
    eh_breakdown **breakdowns;
    size_t breakdown_count, breakdown_room;
    int previous_edition; /* 0 for none, and when previous_count is 0 */
    eh_previous *previous;
    size_t previous_count;
    eh_return_finding *findings;
    size_t finding_count;
};

/* An empty return that lives, like all its strings, in an arena of its own; eh_return_free frees it. NULL when out of memory. */
eh_return *eh_return_new(void);

/* A value with nothing in it: missing for this reason, all else absent. A missing value carries nothing else anywhere. */
eh_value eh_value_missing(eh_missing reason);
/* An item by id, or NULL; a value of it by group id ("" for none), or NULL. */
const eh_return_item *eh_return_item_find(const eh_return *ret, const char *id);
const eh_value *eh_return_value(const eh_return *ret, const char *id, const char *group);
const eh_detail *eh_return_detail(const eh_return *ret, const char *name, const char *group);
const eh_previous *eh_return_previous(const eh_return *ret, const char *item, const char *group);
/* Whether a return holds all its small numbers: nothing is suppressed in it, and no rule of suppression was used. */
bool eh_return_is_full(const eh_return *ret);
/* Where a finding about a return is, or about an item of it (NULL or "": of none); nowhere for no return (NULL). */
eh_place eh_return_place(const eh_return *ret, const char *item);

#endif
