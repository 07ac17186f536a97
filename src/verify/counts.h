/* What is counted, by group: sections 4 and 5 of rules.md, before any item is made of it. */
#ifndef EH_VERIFY_COUNTS_H
#define EH_VERIFY_COUNTS_H

#include "verify/people.h"

/* Counts of the groups; `supplied` is false when no extract gives them. */
typedef struct plain_count {
    bool supplied;
    int64_t of[EH_GROUPS];
} plain_count;

enum { PLAIN_BANDS = EH_BAND_VSM };
typedef struct plain_counts {
    plain_count non_clinical[PLAIN_BANDS], clinical[PLAIN_BANDS]; /* under band 1 to VSM */
    plain_count consultants, senior_medical, career_grade, trainee, other_medical, unplaced;
    plain_count shortlisted, appointed;
    plain_count entered, entered_ill_health; /* a process; added up over `years` */
    plain_count accessed;
    plain_count board, voting, non_voting, executive, non_executive;
    unsigned years; /* over which cases are added up and shall be averaged */
} plain_counts;

/* Each fills its part. EH_OK or EH_NOMEM. */
void plain_count_workforce(const eh_plain_book *book, const eh_plain_question *question, const plain_people *people,
                           plain_counts *counts);
eh_status plain_count_applications(const eh_plain_book *book, const eh_plain_question *question, plain_counts *counts);
eh_status plain_count_events(const eh_plain_book *book, const eh_plain_question *question, const plain_people *people,
                             plain_counts *counts);
void plain_count_board(const eh_plain_book *book, const eh_plain_question *question, plain_counts *counts);

#endif
