/* Who is in the workforce (rules.md section 2): one person once, with their group and their row. */
#ifndef EH_TALLY_WORKFORCE_H
#define EH_TALLY_WORKFORCE_H

#include "tally/by_organisation.h"
#include "tally/counters.h"

/* The rows of all extracts by organisation; those of staff within it by employee, people without a number last, then by position. */
typedef struct eh_roster {
    uint32_t only; /* the organisation that rows without a code belong to, or 0 when they belong to none */
    eh_by_organisation of[EH_KIND_COUNT];
} eh_roster;

/* EH_OK or EH_NOMEM; free with eh_roster_free whether it worked or not. */
eh_status eh_roster_make(const eh_dataset *data, uint32_t only, eh_roster *roster);
void eh_roster_free(eh_roster *roster);
/* The rows of one kind that are an organisation's. */
eh_some_rows eh_roster_rows(const eh_roster *roster, eh_kind kind, uint32_t organisation);

/* Why an assignment is not in the workforce; of the categories, which. */
typedef enum eh_drop {
    EH_KEPT,
    EH_DROP_NOT_STARTED,
    EH_DROP_ENDED,
    EH_DROP_STATUS,
    EH_DROP_CATEGORY, /* the first of the edition's dropped categories; further ones follow */
    EH_DROP_LIMIT = EH_DROP_CATEGORY + 24
} eh_drop;

typedef enum eh_person_state {
    EH_IN_WORKFORCE,
    EH_LEAVER,      /* dropped by date or status alone: known, but not counted in the workforce */
    EH_NOT_COUNTED, /* held only dropped categories */
} eh_person_state;

typedef struct eh_person {
    eh_identifier employee; /* or EH_NO_IDENTIFIER */
    uint32_t chosen;        /* index of the chosen assignment in data->staff */
    uint8_t state;
    uint8_t counter; /* eh_counter of the row */
    bool senior_medical;
    uint8_t ethnic_group, disability_group;
    uint8_t ethnic_known, disability_known; /* eh_known: of unknown ones, declined, blank or unmapped */
    uint8_t level;                          /* eh_ethnic_level */
    char code[3];                           /* ethnic code */
} eh_person;

typedef struct eh_workforce {
    eh_person *person; /* sorted by employee number, people without one last */
    size_t count;
    size_t numbered; /* how many of them have a number: they come first */
    uint64_t in_workforce;
    uint64_t assignments[EH_DROP_LIMIT]; /* rows kept and dropped, by rule */
    uint64_t people[EH_DROP_LIMIT]; /* people not in the workforce by the rule that dropped their first assignment */
    uint64_t folded_in;             /* kept assignments beyond each person's first */
    uint64_t without_number;
    uint64_t same_assignment_number;
    uint64_t blank_category, unknown_category, blank_status, unknown_status;
    uint64_t different_ethnic_groups, different_disability_groups, different_ethnic_codes;
    uint64_t clashes, supplementary; /* people */
    uint64_t future_starts;
    uint64_t *used; /* kept assignments by source */
    const eh_edition *edition;
} eh_workforce;

/* Decides the workforce of an organisation. */
eh_status eh_workforce_make(const eh_dataset *data, const eh_roster *roster, uint32_t organisation,
                            const eh_edition *edition, eh_workforce *workforce);
void eh_workforce_free(eh_workforce *workforce);

/* What a person should know about it, as findings; `place` holds the organisation and perhaps the standard. */
eh_status eh_workforce_findings(const eh_dataset *data, const eh_workforce *workforce, eh_place place);

/* The name of a rule that drops: "not-started", "ended", "status", or the category's word; "kept". */
const char *eh_drop_name(const eh_edition *edition, unsigned drop);

#endif
