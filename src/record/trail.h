/* The trail: what became of each row of the extracts, for tracing a figure back to its rows. Kept on demand alone; a run that has none pays nothing. A row is 32
 * bytes: its numbers, never its text. */
#ifndef EH_RECORD_TRAIL_H
#define EH_RECORD_TRAIL_H

#include "record/chunks.h"
#include "record/dataset.h"

/* Why a row is or is not counted. What a person reads about each stands in templates/trace.csv. */
typedef enum eh_fate {
    EH_FATE_NONE,    /* nobody asked: another organisation's, or none of the standard's */
    EH_FATE_COUNTED, /* in some counter */
    EH_FATE_BAD_ORGANISATION,
    EH_FATE_NOT_STARTED,
    EH_FATE_ENDED,
    EH_FATE_STATUS,
    EH_FATE_SECOND, /* a further assignment of a person who is counted */
    EH_FATE_NOT_SHORTLISTED,
    EH_FATE_DUPLICATE,
    EH_FATE_OUTSIDE,
    EH_FATE_OTHER_TYPE,
    EH_FATE_NOT_FORMAL,
    EH_FATE_FORMAL_BLANK,
    EH_FATE_MANDATORY,
    EH_FATE_MANDATORY_BLANK,
    EH_FATE_UNDATED,
    EH_FATE_ONLY_DROPPED, /* of a person who held only dropped categories */
    EH_FATE_FURTHER,      /* a further case or course of a person who is counted */
    EH_FATE_OTHER_EDITION,
    EH_FATE_ABROAD, /* of breakdowns alone: an application of somebody recruited from abroad, where a table is without them */
    EH_FATE_CATEGORY, /* the first of the edition's dropped categories; further ones follow */
    EH_FATES = EH_FATE_CATEGORY + 24
} eh_fate;

typedef struct eh_trail_row {
    eh_identifier id;      /* Assignment Number, Application ID, Case ID; EH_NO_IDENTIFIER for none */
    uint64_t counters;     /* those that count it, a bit each */
    uint32_t row;          /* of the file, from 1 */
    uint32_t wanted;       /* the wanted figures of breakdowns that count it, a bit each */
    uint16_t organisation; /* its number; EH_NOWHERE when its code is none */
    uint16_t source;
    uint8_t fate, group;
    uint8_t year;   /* of several, from 0 for the period itself: the one that it counts for */
    uint8_t of_all; /* of applications, shortlisted or not, which breakdowns count: their fate there */
} eh_trail_row;
#define EH_NOWHERE UINT16_MAX

/* A figure of a breakdown that a trace is about: its table, row and column. Strings live as long as the return that they come from. */
typedef struct eh_wanted {
    const char *name, *by, *of, *group, *column;
} eh_wanted;
enum { EH_WANTED = 16 };

/* By kind of extract: `record` by position of the record in the dataset's list; `other` those that are no record, in the order of the files. */
typedef struct eh_trail {
    eh_chunks record[EH_KIND_COUNT], other[EH_KIND_COUNT];
    eh_wanted wanted[EH_WANTED];
    unsigned wanted_count;
} eh_trail;

eh_trail *eh_trail_new(void);        /* NULL when out of memory */
void eh_trail_free(eh_trail *trail); /* NULL is allowed */
bool eh_trail_has(eh_kind kind);     /* whether rows of this kind have a trail: those that are counted */

static inline eh_trail_row *eh_trail_record(eh_trail *trail, eh_kind kind, size_t position) {
    return EH_CHUNKS_AT(eh_trail_row, trail->record[kind], position);
}
/* Whether figures of a table of breakdowns are wanted: the rows behind them are to be noted then. */
bool eh_trail_wants(const eh_trail *trail, const char *name, const char *by);
/* Notes that a figure of a breakdown counts a record, where it is wanted; there must be a trail. */
void eh_trail_note_figure(eh_trail *trail, eh_kind kind, size_t position, const eh_wanted *figure);

/* Notes why a record is not counted; does nothing without a trail. */
static inline void eh_trail_mark(eh_trail *trail, eh_kind kind, size_t position, eh_fate fate) {
    if (trail)
        eh_trail_record(trail, kind, position)->fate = (uint8_t)fate;
}

#endif
