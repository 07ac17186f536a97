/* What the cells of invented extracts say, and how often: the shares are near those of the NHS workforce, the wordings those of its HR system. */
#ifndef EXTRACT_WORDS_H
#define EXTRACT_WORDS_H

#include <stddef.h>

typedef struct weighted {
    const char *text;
    unsigned weight;
} weighted;

typedef struct word_list {
    const weighted *words;
    size_t count;
} word_list;

/* A pay grade: its text and the pence an hour at its foot. */
typedef struct pay_grade {
    const char *text;
    unsigned weight, pence;
} pay_grade;

/* A staff group: its grades are `grades` of the bands from `first_grade`, or of the medical grades. */
typedef struct staff_group {
    const char *text;
    unsigned weight;
    const char *occupation; /* how its occupation codes begin */
    const char *roles[5];   /* NULL after the last */
    unsigned first_grade, grades;
    int medical;
} staff_group;

extern const word_list ethnic_origins, disabilities, categories, hours, orientations, beliefs;
extern const pay_grade bands[11], medical_grades[6];
extern const staff_group staff_groups[9];

#endif
