/* The vocabularies: headings to fields, values to codes. The words are in templates/vocabularies/, headings.csv and mapping files; the rules for
 * reading them are rules.md sections 2 and 3. Every function is pure: the same value gives the same answer, so callers may keep
 * answers per distinct value. */
#ifndef EH_STANDARD_VOCABULARY_H
#define EH_STANDARD_VOCABULARY_H

#include "base/text.h"
#include "standard/catalogue.h"

typedef enum eh_kind {
#define EH_KIND(name, word, meaning) EH_KIND_##name,
#include "standard/fields.def"
    EH_KIND_COUNT
} eh_kind;

/* EH_STAFF_PAY_GRADE, EH_CASES_FORMAL ...; one enumeration over all kinds. */
typedef enum eh_field {
#define EH_FIELD(kind, name, heading, required) EH_##kind##_##name,
#include "standard/fields.def"
    EH_FIELD_COUNT,
    EH_FIELD_NONE = EH_FIELD_COUNT
} eh_field;

const char *eh_kind_word(eh_kind kind);
const char *eh_kind_meaning(eh_kind kind);
bool eh_kind_read(eh_slice word, eh_kind *kind);
eh_kind eh_field_kind(eh_field field);
const char *eh_field_heading(eh_field field);
bool eh_field_required(eh_field field);
/* The fields of a kind are consecutive: from *first to *last, both included. */
void eh_kind_fields(eh_kind kind, eh_field *first, eh_field *last);

/* The field of a kind that a column's heading names (folded, with synonyms), or EH_FIELD_NONE. */
eh_field eh_heading_find(const eh_catalogue *catalogue, eh_kind kind, eh_slice heading);

/* How a value was understood. */
typedef enum eh_known {
    EH_STATED,   /* a value that says something */
    EH_DECLINED, /* says that the person would not say, or was not asked */
    EH_BLANK,    /* nothing there, or a word for nothing held (Unspecified, NULL) */
    EH_UNMAPPED, /* no vocabulary knows it */
} eh_known;

typedef enum eh_ethnic_level {
    EH_LEVEL_WHITE,
    EH_LEVEL_MIXED,
    EH_LEVEL_ASIAN,
    EH_LEVEL_BLACK,
    EH_LEVEL_OTHER,
    EH_LEVEL_NONE
} eh_ethnic_level;

typedef struct eh_ethnicity {
    eh_known known;
    unsigned group; /* 0 white, 1 bme, 2 unknown */
    char code[3];   /* "A", "CP", "99", "" */
    eh_ethnic_level level;
} eh_ethnicity;
eh_ethnicity eh_ethnicity_of(const eh_catalogue *catalogue, eh_slice value);
/* The heading of a code on the census form of 2001, which eh_ethnicity carries, or on that of 2011 and 2021, where Chinese stands under Asian. */
eh_ethnic_level eh_ethnic_level_of(const eh_catalogue *catalogue, const char *code, bool census_2011);

typedef struct eh_disability {
    eh_known known;
    unsigned group;    /* 0 disabled, 1 non-disabled, 2 unknown */
    bool by_condition; /* the value names a kind of disability rather than saying yes */
} eh_disability;
eh_disability eh_disability_of(const eh_catalogue *catalogue, eh_slice value);

/* What the column Gender says; in the order of its words. */
typedef enum eh_sex { EH_FEMALE, EH_MALE, EH_SEX_OTHER_OR_NOT_STATED, EH_SEXES } eh_sex;
eh_sex eh_sex_of(const eh_catalogue *catalogue, eh_slice value);

typedef enum eh_side { EH_NON_CLINICAL, EH_CLINICAL, EH_MEDICAL, EH_NO_SIDE } eh_side;

/* What the occupation code and the staff group say, and what was decided. A clash is two decided but different sides. */
typedef struct eh_side_reading {
    eh_side side;
    bool clash;                                 /* the other source says another side */
    bool supplementary;                         /* clinical because of a Supplementary Roles staff group */
    bool code_unrecognised, group_unrecognised; /* there is a value and nothing knows it */
} eh_side_reading;
/* `by_staff_group`: the staff group decides, the code only in its absence. */
eh_side_reading eh_side_of(const eh_catalogue *catalogue, eh_slice occupation_code, eh_slice staff_group,
                           bool by_staff_group);

/* In this order; a medical grade is above VSM for choosing an assignment, no band below all. */
typedef enum eh_band {
    EH_BAND_NONE,
    EH_BAND_UNDER_1,
    EH_BAND_1,
    EH_BAND_2,
    EH_BAND_3,
    EH_BAND_4,
    EH_BAND_5,
    EH_BAND_6,
    EH_BAND_7,
    EH_BAND_8A,
    EH_BAND_8B,
    EH_BAND_8C,
    EH_BAND_8D,
    EH_BAND_9,
    EH_BAND_VSM,
    EH_BAND_COUNT
} eh_band;
eh_band eh_band_of(const eh_catalogue *catalogue, eh_slice pay_grade);
const char *eh_band_id(eh_band band); /* "under-band-1", "band-8a", "vsm"; "" for none */

typedef enum eh_medical_row {
    EH_CONSULTANT,
    EH_SENIOR_MEDICAL,
    EH_CAREER_GRADE,
    EH_TRAINEE,
    EH_OTHER_MEDICAL
} eh_medical_row;
eh_medical_row eh_medical_row_of(const eh_catalogue *catalogue, eh_slice job_role, eh_slice pay_grade);
/* A Job Role naming a Medical Director, with a medical or VSM grade, is medical whatever the rest says. */
bool eh_medical_director(const eh_catalogue *catalogue, eh_slice job_role, eh_slice pay_grade);

/* Assignment category: the canonical word ("bank", "permanent"), NULL when blank or unmapped (*known says which). */
const char *eh_category_of(const eh_catalogue *catalogue, eh_slice value, eh_known *known);
/* Whether a Position Title, Job Role or Area of Work says Bank as a word. */
bool eh_says_bank(eh_slice value);
/* Assignment status: EH_STATED with *gone, EH_BLANK or EH_UNMAPPED (kept, counted). */
eh_known eh_status_of(const eh_catalogue *catalogue, eh_slice value, bool *gone);

typedef enum eh_case_type { EH_CASE_DISCIPLINARY, EH_CASE_CAPABILITY, EH_CASE_OTHER } eh_case_type;
eh_known eh_case_type_of(const eh_catalogue *catalogue, eh_slice value, eh_case_type *type);
/* Grounds of a capability case. */
eh_known eh_grounds_of(const eh_catalogue *catalogue, eh_slice value, bool *ill_health);

/* Whether the source of an application says that the applicant was recruited from abroad: by the whole value, else by the words in it. Any other value, and none,
 * does not. */
bool eh_source_is_international(const eh_catalogue *catalogue, eh_slice value);

/* Yes or no in a column of this field: words and 1/0 for all; Formal, Informal for Formal; mandatory words, competence frameworks and Essential marks
 * for Mandatory; Executive, Non-executive, NED, Chair for Executive; Voting, Non-voting for Voting; a date counts as yes for the
 * stages of an application (Shortlisted to Appointed). EH_BLANK for nothing there, EH_UNMAPPED for anything else. */
eh_known eh_yes_no_of(const eh_catalogue *catalogue, eh_field field, eh_slice value, bool *yes);

/* Whether the first cell of a row says that the row is a total: whether it begins with words of total-row.csv. */
bool eh_begins_with_total(const eh_catalogue *catalogue, eh_slice value);
/* Whether a heading is that of a report's column of all applications. */
bool eh_means_applications(const eh_catalogue *catalogue, eh_slice heading);
/* Whether the group of a figure is everybody. */
bool eh_means_everybody(const eh_catalogue *catalogue, eh_slice value);
/* The years of four digits in a title that stand behind words which tell the edition ("31 March 2025", "WRES 2025"), as far as there is room; returns how
 * many. */
unsigned eh_title_years(const eh_catalogue *catalogue, eh_slice title, int *years, unsigned room);

#endif
