/* The second pair of eyes: the items of a return reckoned again from the text of the extracts, by a plain path that shares neither records nor tallies nor
 * formulas with the first. Its functions are named after the sections of rules.md and are meant to be read beside it. It is slow and takes memory by the cell;
 * what it shares with the first path is the reading of files and the lists of words. */
#ifndef EH_VERIFY_PLAIN_H
#define EH_VERIFY_PLAIN_H

#include "base/fraction.h"
#include "extract/rows.h"
#include "return/return.h"
#include "standard/vocabulary.h"

/* ---- the text of the extracts ---- */

typedef struct eh_plain_book eh_plain_book;

/* An empty book that holds at most `limit` bytes of cells (0: EH_LIMIT_VERIFIED). The catalogue stays the caller's. NULL when out of memory. */
eh_plain_book *eh_plain_new(const eh_catalogue *catalogue, size_t limit);
void eh_plain_free(eh_plain_book *book); /* NULL is allowed */

/* A table: begun, its rows from the row of headings on, ended. One that is not `kept` leaves nothing behind. Beyond the limit everything is let go and nothing
 * more is kept (eh_plain_too_large). EH_OK or EH_NOMEM. */
eh_status eh_plain_begin(eh_plain_book *book, eh_kind kind, bool system_1904);
eh_status eh_plain_add(eh_plain_book *book, const eh_row *row);
void eh_plain_end(eh_plain_book *book, bool kept);
bool eh_plain_too_large(const eh_plain_book *book);

/* ---- the items ---- */

/* Departures from the rules, each of which somebody has made; `audit` tries them to explain a figure. The rules themselves are none. */
enum {
    EH_VARY_BANK = 1 << 0,             /* bank staff are workforce */
    EH_VARY_ASSIGNMENTS = 1 << 1,      /* every assignment is counted, not every person */
    EH_VARY_DAY_BEFORE = 1 << 2,       /* the snapshot is a day early */
    EH_VARY_DAY_AFTER = 1 << 3,        /* or a day late */
    EH_VARY_LEAVERS = 1 << 4,          /* those who had left are workforce */
    EH_VARY_NON_EXECUTIVES = 1 << 5,   /* non-executives are workforce */
    EH_VARY_UNKNOWN_LEFT_OUT = 1 << 6, /* people whose group is unknown are in no total */
    EH_VARY_UNKNOWN_OTHER = 1 << 7,    /* they are counted as white, as non-disabled */
    EH_VARY_ILL_HEALTH = 1 << 8,       /* capability on the grounds of ill health is included */
    EH_VARY_OTHER_PROCESS = 1 << 9,    /* disciplinary cases for capability ones, and the other way round */
    EH_VARY_INFORMAL = 1 << 10,        /* cases that are not formal are counted */
    EH_VARY_CASES = 1 << 11,           /* every case or course is counted, not every person */
    EH_VARY_ONE_YEAR = 1 << 12,        /* of an average of two years the last alone */
    EH_VARY_TWO_YEARS = 1 << 13,       /* both years' sum, and of what counts one year that and the year before */
    EH_VARY_YEAR_BEFORE = 1 << 14,     /* applications, cases and courses of the year before the period */
    EH_VARY_WHOLE_EXTRACT = 1 << 15,   /* of whatever day */
    EH_VARY_MANDATORY = 1 << 16,       /* mandatory training is counted */
    EH_VARY_GROUPS_SWAPPED = 1 << 17,  /* one group's figure stands in the other's place */
    EH_VARY_UPSIDE_DOWN = 1 << 18,     /* the ratio is the other way up */
};

/* Whose items are asked for. */
typedef struct eh_plain_question {
    const eh_edition *edition;
    const char *organisation;
    bool blank_too;      /* rows without an organisation code are its own */
    bool by_staff_group; /* the staff group decides clinical and non-clinical, not the occupation code */
    unsigned vary;       /* EH_VARY_... */
} eh_plain_question;

/* One value: exact, or why there is none. What does not apply is undefined ({0, 0}), NULL or -1. */
typedef struct eh_plain_value {
    eh_missing missing;
    eh_fraction exact;
    eh_fraction numerator, denominator; /* counts behind a likelihood or a share */
    int64_t respondents;
    const char *answer; /* "Yes" or "No" */
} eh_plain_value;

enum { EH_PLAIN_ID = 48 };
typedef struct eh_plain_item {
    char id[EH_PLAIN_ID];
    bool row;        /* of indicator 1: it carries the percentages of its row */
    int top, bottom; /* groups of a ratio, else -1 */
    eh_plain_value value[EH_GROUPS];
} eh_plain_item;

typedef struct eh_plain_items {
    eh_plain_item *item;
    size_t count, room;
} eh_plain_items;

/* Reckons all items; free with eh_plain_items_free whether it worked or not. EH_OK or EH_NOMEM. */
eh_status eh_plain_reckon(const eh_plain_book *book, const eh_plain_question *question, eh_plain_items *items);
void eh_plain_items_free(eh_plain_items *items);
/* NULL for an item that the plain path does not know. */
const eh_plain_item *eh_plain_item_find(const eh_plain_items *items, const char *id);

/* The display of an exact value, half away from zero, by a routine of its own; EH_FRACTION_ROOM bytes. */
void eh_plain_display(eh_fraction exact, unsigned places, char out[EH_FRACTION_ROOM]);
/* 100 x part / whole; undefined when the whole is 0. */
eh_fraction eh_plain_percent(eh_fraction part, eh_fraction whole);

/* ---- held against a return ---- */

/* Finds every value, display, percentage, count and verdict of the return that the plain path reckons otherwise: a finding of verify-differs each, which names
 * item, group and both. *differences counts them; items that the plain path does not know are named in a warning. EH_OK or EH_NOMEM. */
eh_status eh_plain_compare(const eh_plain_items *items, const eh_edition *edition, const eh_return *ret,
                           eh_findings *findings, size_t *differences);

#endif
