/* The people of an ESR interface file: gathered on a first reading, so that on a second each assignment finds its own wherever the person stands. People are held
 * once and compactly, assignments not at all. */
#ifndef EH_RECORD_ESR_PEOPLE_H
#define EH_RECORD_ESR_PEOPLE_H

#include "record/reading.h"
#include "standard/layouts.h"

/* One kind of record of the layout in force. */
typedef struct eh_esr_record {
    eh_slice word;
    eh_layout_role role;
    const eh_layout_row *at[EH_LIMIT_LAYOUT_FIELDS];
    unsigned count;
} eh_esr_record;

enum { EH_ESR_RECORDS = 64 };

typedef struct eh_esr_person {
    eh_date since;       /* from when the record holds that the values are of */
    bool known;          /* a record of the person was met, not of a disability alone */
    uint32_t disability; /* of its disability records the one that says most: a text, 0 for none */
} eh_esr_person;

typedef struct eh_esr_people {
    const eh_reading *reading;
    eh_esr_record records[EH_ESR_RECORDS];
    unsigned record_count;
    uint32_t widest[EH_ROLE_COUNT]; /* cells of the longest record of a role */
    eh_index *keys, *texts;         /* of people; distinct values, number 0 the blank */
    EH_LIST(eh_esr_person) people;
    EH_LIST(uint32_t) values; /* of all people, `fields` each */
    eh_field field[EH_LIMIT_LAYOUT_FIELDS];
    unsigned fields;
    eh_index *gone[EH_ROLE_COUNT];            /* keys of what was deleted, by the role that says so */
    EH_LIST(uint64_t) gone_at[EH_ROLE_COUNT]; /* the last row that does */
    uint64_t lines, count[EH_ROLE_COUNT], unknown;
    eh_buffer header_file, footer_file; /* the name that they give */
    int64_t records_said, lines_said;   /* -1 for not said */
} eh_esr_people;

/* Reads a table from its beginning to its end. Findings: what the file as a whole lacks. EH_NOMEM, EH_IO, EH_BAD. Free in any case. */
eh_status eh_esr_people_read(eh_esr_people *esr, const eh_reading *reading, eh_extract *extract, unsigned table);
void eh_esr_people_free(eh_esr_people *esr);

/* What kind of record a row is, or NULL. */
const eh_esr_record *eh_esr_record_of(const eh_esr_people *esr, const eh_row *row);
/* A cell, or its part; empty when it is not there. */
eh_slice eh_esr_cell(const eh_row *row, const eh_layout_row *at);
/* The first that is filled of a record's positions with this use. */
eh_slice eh_esr_used(const eh_esr_record *record, const eh_row *row, eh_layout_use use);
/* A person's number by key, or EH_INDEX_NONE: of nobody of whom there is a record. */
uint32_t eh_esr_person_of(const eh_esr_people *esr, eh_slice key);
/* A person's value of a field; empty when there is none. */
eh_slice eh_esr_value(const eh_esr_people *esr, uint32_t person, eh_field field);
/* Whether a later row deletes this key. */
bool eh_esr_gone(const eh_esr_people *esr, eh_layout_role role, eh_slice key, uint64_t row);

#endif
