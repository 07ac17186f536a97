/* Tallies: the counters of one organisation and standard. Knows who is counted and once; knows nothing of items. */
#ifndef EH_TALLY_TALLY_H
#define EH_TALLY_TALLY_H

#include "record/trail.h"
#include "tally/lookup.h"
#include "tally/workforce.h"

/* How many applications of the period say the same, each application once. */
typedef struct eh_applied {
    uint32_t traits; /* packed: eh_application_traits_of */
    uint32_t count;
} eh_applied;

typedef struct eh_tally {
    int64_t count[EH_COUNTER_COUNT][EH_GROUPS]; /* added up over eh_counter_years */
    bool supplied[EH_COUNTER_COUNT];            /* an extract supplies it */
    bool has_workforce; /* the staff extract has this organisation and the column of the groups */
    int64_t unknown_declined, unknown_blank, unknown_unmapped; /* of the workforce whose group is unknown */
    uint64_t *used;                                            /* rows that some item rests on, by source */
    eh_applied *applied;  /* all applications of the period, shortlisted or not, in the order of the traits */
    size_t applied_count; /* 0 when no extract supplies them */
} eh_tally;

/* What is being tallied. `workforce` is NULL when the organisation has no staff extract. */
typedef struct eh_tallying {
    const eh_dataset *data;
    const eh_roster *roster;
    const eh_workforce *workforce;
    const eh_edition *edition;
    uint32_t organisation;
    const char *code; /* of the organisation */
    eh_tally *tally;
} eh_tallying;

/* Counts everything; findings go to data->findings. `tally` is zeroed first; free it with eh_tally_free. */
eh_status eh_tally_make(eh_tallying *tallying);
void eh_tally_free(eh_tally *tally);

/* Its parts, one file each. */
eh_status eh_tally_applications(eh_tallying *tallying);
eh_status eh_tally_events(eh_tallying *tallying);
eh_status eh_tally_board(eh_tallying *tallying);

/* Counts a record in a counter and group. Every count goes through here, so that a trail tells of each. */
static inline void eh_tally_count(const eh_tallying *t, eh_kind kind, size_t position, eh_counter counter,
                                  unsigned group) {
    t->tally->count[counter][group]++;
    if (t->data->trail) {
        eh_trail_row *row = eh_trail_record(t->data->trail, kind, position);
        row->fate = EH_FATE_COUNTED;
        row->counters |= UINT64_C(1) << counter;
        row->group = (uint8_t)group;
    }
}

/* The stated group of a row for the standard being tallied. */
unsigned eh_tally_group(const eh_tallying *tallying, eh_field ethnic, eh_field disability, uint32_t ethnicity,
                        uint32_t disability_value);
/* The organisation's rows of a kind that is not staff: positions in its list of the dataset. */
eh_some_rows eh_tally_rows(const eh_tallying *tallying, eh_kind kind);
/* How many rows of the organisation a source holds. */
uint64_t eh_tally_source_rows(const eh_tallying *tallying, const eh_source_facts *source);
/* Whether an extract of a kind is there at all. */
bool eh_tally_has_kind(const eh_tallying *tallying, eh_kind kind);
/* *there: whether one of the extracts of the field's kind that hold rows of the organisation (when none does: of all of that kind) has a column that figures
 * need. That it lacks is a finding of `lacking`, that some of the extracts have it and some not another one. */
eh_status eh_tally_need_column(const eh_tallying *tallying, eh_field field, eh_code lacking, bool *there);
/* Whether all extracts of the field's kind that hold rows of the organisation have the column; says nothing. */
bool eh_tally_has_column(const eh_tallying *tallying, eh_field field);
/* A finding about the organisation and standard. */
eh_status eh_tally_found(const eh_tallying *tallying, eh_code code, uint64_t count, const char *value, const char *one,
                         const char *two);

#endif
