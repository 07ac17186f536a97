/* The inside of the vocabularies, for the files of this room alone. */
#ifndef EH_STANDARD_VOCABULARY_PRIVATE_H
#define EH_STANDARD_VOCABULARY_PRIVATE_H

#include "standard/catalogue_private.h"
#include "standard/vocabulary.h"
#include "standard/words.h"

/* Every list of words; vocabulary.c says which file each comes from. */
typedef enum eh_list {
    EH_LIST_BLANK,
    EH_LIST_ETHNIC,
    EH_LIST_ETHNIC_CODE,
    EH_LIST_DISABILITY,
    EH_LIST_CATEGORY,
    EH_LIST_STATUS,
    EH_LIST_STAFF_GROUP,
    EH_LIST_OCCUPATION,
    EH_LIST_PAY_CODE,
    EH_LIST_PAY_WHOLE,
    EH_LIST_PAY_WORDS,
    EH_LIST_MEDICAL_WORDS,
    EH_LIST_MEDICAL_SCALE,
    EH_LIST_CASE_WHOLE,
    EH_LIST_CASE_WORDS,
    EH_LIST_GROUNDS,
    EH_LIST_YES_NO,
    EH_LIST_PRIMARY,
    EH_LIST_FORMAL,
    EH_LIST_MANDATORY,
    EH_LIST_EXECUTIVE,
    EH_LIST_VOTING,
    EH_LIST_SHORTLISTED,
    EH_LIST_INTERVIEWED,
    EH_LIST_OFFERED,
    EH_LIST_APPOINTED,
    EH_LIST_SOURCE_WHOLE,
    EH_LIST_SOURCE_WORDS,
    EH_LIST_TOTAL_ROW,
    EH_LIST_EVERYBODY,
    EH_LIST_TITLE_YEAR,
    EH_LIST_APPLICATIONS,
    EH_LIST_GENDER,
    EH_LIST_COUNT,
    EH_LIST_HEADINGS = 64, /* and one for every kind behind it */
    EH_LIST_MAPPED = 128   /* and one for every subject behind it */
} eh_list;

/* Meanings, in the order of their words in vocabulary.c; those that are not here are enumerations of vocabulary.h. */
enum { EH_SAYS_DISABLED, EH_SAYS_NON_DISABLED, EH_SAYS_CONDITION, EH_SAYS_DECLINED, EH_SAYS_BLANK, EH_SAYS_UNMAPPED };
enum { EH_SAYS_GONE, EH_SAYS_EMPLOYED };
enum { EH_SAYS_SUPPLEMENTARY = EH_NO_SIDE }; /* staff groups: a side or this */
/* Occupation codes: a side, or by the staff group, with what holds in its absence. */
enum { EH_SAYS_BY_GROUP = EH_NO_SIDE, EH_SAYS_GROUP_OR_NON_CLINICAL, EH_SAYS_GROUP_OR_CLINICAL };
/* In the order in which the rule tries them. */
enum {
    EH_SAYS_MEDICAL_DIRECTOR,
    EH_SAYS_SENIOR_MEDICAL,
    EH_SAYS_TRAINEE,
    EH_SAYS_CAREER_GRADE,
    EH_SAYS_CONSULTANT,
    EH_SAYS_MEDICAL
};
enum { EH_SAYS_ILL_HEALTH, EH_SAYS_NOT_ILL_HEALTH };
enum { EH_SAYS_NO, EH_SAYS_YES };
enum { EH_SAYS_HOME, EH_SAYS_INTERNATIONAL };

/* A code of ethnic-codes.csv; beyond them one that stands for the group BME alone, and one for nothing held. */
typedef struct eh_ethnic_code {
    char code[3];
    eh_known known;
    unsigned group;
    eh_ethnic_level level, level_2011;
} eh_ethnic_code;

struct eh_vocabulary {
    eh_words words;
    eh_ethnic_code *codes; /* in the catalogue's arena, as all below */
    uint32_t code_count;
    const char **categories; /* canonical words */
    uint32_t category_count;
    const char **mapped; /* what values are mapped to */
    uint32_t mapped_count;
};

/* What a value of a list means: EH_STATED with *meaning, EH_BLANK for nothing there or a word for it, EH_UNMAPPED. */
eh_known eh_list_find(const struct eh_vocabulary *vocabulary, eh_list list, eh_slice value, uint32_t *meaning);

/* The columns whose values a mapping may explain. */
typedef enum eh_subject {
    EH_MAP_ETHNIC,
    EH_MAP_DISABILITY,
    EH_MAP_CATEGORY,
    EH_MAP_STATUS,
    EH_MAP_STAFF_GROUP,
    EH_MAP_OCCUPATION,
    EH_MAP_PAY_GRADE,
    EH_MAP_JOB_ROLE,
    EH_MAP_CASE_TYPE,
    EH_MAP_GROUNDS,
    EH_MAP_PRIMARY,
    EH_MAP_FORMAL,
    EH_MAP_MANDATORY,
    EH_MAP_EXECUTIVE,
    EH_MAP_VOTING,
    EH_MAP_SHORTLISTED,
    EH_MAP_INTERVIEWED,
    EH_MAP_OFFERED,
    EH_MAP_APPOINTED,
    EH_MAP_ANSWER,
    EH_MAP_SOURCE,
    EH_MAP_GENDER,
    EH_MAP_COUNT
} eh_subject;

/* The value that the mapping puts in the place of this one, or this one. */
eh_slice eh_mapped(const struct eh_vocabulary *vocabulary, eh_subject subject, eh_slice value);

/* Reads the mapping over the vocabulary: headings and values. Nothing of it is in force while its own values are looked up. */
eh_status eh_mapping_read(eh_catalogue *catalogue, eh_source *mapping, eh_findings *findings);

/* Gives a heading of a kind its field, before a built-in one. */
eh_status eh_heading_set(struct eh_vocabulary *vocabulary, eh_kind kind, eh_slice heading, eh_field field);
/* The field of a kind that has this plain heading (folded), or EH_FIELD_NONE. */
eh_field eh_plain_heading(eh_kind kind, eh_slice heading);

/* Readings without the mapping, for the public functions and for checking what a mapping maps to. */
eh_ethnicity eh_read_ethnicity(const struct eh_vocabulary *vocabulary, eh_slice value);
eh_disability eh_read_disability(const struct eh_vocabulary *vocabulary, eh_slice value);
eh_known eh_read_occupation(const struct eh_vocabulary *vocabulary, eh_slice value, uint32_t *meaning);
eh_band eh_read_band(const struct eh_vocabulary *vocabulary, eh_slice pay_grade);
/* EH_SAYS_MEDICAL_DIRECTOR to EH_SAYS_MEDICAL, or EH_NO_MEANING: the words of a job role or a pay grade. */
uint32_t eh_read_medical(const struct eh_vocabulary *vocabulary, eh_slice value);
/* Whether a pay grade is a medical one, by its words or its scale code. */
bool eh_is_medical_grade(const struct eh_vocabulary *vocabulary, eh_slice pay_grade);
eh_known eh_read_case_type(const struct eh_vocabulary *vocabulary, eh_slice value, uint32_t *type);
eh_known eh_read_yes_no(const struct eh_vocabulary *vocabulary, eh_subject subject, eh_slice value, bool *yes);

#endif
