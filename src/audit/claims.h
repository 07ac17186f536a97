/* The table of figures, read and understood. */
#ifndef EH_AUDIT_CLAIMS_H
#define EH_AUDIT_CLAIMS_H

#include "audit/audit.h"
#include "audit/printed.h"
#include "extract/rows.h"

typedef enum eh_column {
    EH_COLUMN_ORGANISATION,
    EH_COLUMN_CODE,
    EH_COLUMN_STANDARD,
    EH_COLUMN_EDITION,
    EH_COLUMN_ITEM,
    EH_COLUMN_GROUP,
    EH_COLUMN_VALUE,
    EH_COLUMN_NUMERATOR,
    EH_COLUMN_DENOMINATOR,
    EH_COLUMN_COMPARATOR_NUMERATOR,
    EH_COLUMN_COMPARATOR_DENOMINATOR,
    EH_COLUMN_SOURCE,
    EH_COLUMN_NOTE,
    EH_COLUMN_COUNT
} eh_column;
const char *eh_column_heading(eh_column column); /* "Organisation Code" */

/* What a figure says, whichever item it is of. */
typedef enum eh_form {
    EH_FORM_NONE,     /* cannot be told */
    EH_FORM_COUNT,    /* people */
    EH_FORM_RATE,     /* a likelihood or a survey's percentage: of a hundred of the group */
    EH_FORM_SHARE,    /* the group's part of all groups */
    EH_FORM_RELATIVE, /* a ratio of two likelihoods */
    EH_FORM_GAP,      /* one percentage less another */
    EH_FORM_CHANGE,   /* this year's less last year's */
    EH_FORM_SCORE,
    EH_FORM_OTHER /* a percentage of something that no item counts */
} eh_form;

enum { EH_GROUP_ALL = EH_GROUPS, EH_GROUP_NONE, EH_SLOTS = EH_GROUPS + 1 };

/* A count cell. */
typedef struct eh_count_given {
    bool given, whole;
    unsigned decimals;
    eh_fraction value;
} eh_count_given;

typedef struct eh_claim {
    const char *cells[EH_COLUMN_COUNT]; /* as given, never NULL */
    unsigned columns[EH_COLUMN_COUNT];  /* where each stands, 1 for A; 0 for a column that is not there */
    uint64_t row;
    const char *organisation, *key; /* code; code or folded name */
    bool has_standard;
    eh_standard standard;
    int year;
    const eh_edition *edition; /* the edition itself or the one nearest to it; NULL without a standard */
    const eh_item *item;       /* or NULL */
    unsigned place;            /* of the item in the edition */
    const char *item_key;      /* id, or the tokens of the words */
    eh_form form;
    unsigned group; /* of the standard, EH_GROUP_ALL or EH_GROUP_NONE */
    eh_printed value;
    eh_count_given n, d, cn, cd;
    const char *item_tokens, *note_tokens; /* see eh_tokens */
    bool wrong;                            /* an error is remarked of it */
} eh_claim;

typedef struct eh_claims {
    eh_audit *audit;
    eh_findings *findings;
    eh_claim *at; /* in the order of the input */
    size_t count, room;
} eh_claims;

/* Reads the table. EH_BAD with a finding when there is none in the source. Free with eh_claims_free in every case. */
eh_status eh_claims_read(eh_claims *figures, eh_source *source, const eh_unpacking *unpacking);
void eh_claims_free(eh_claims *figures);

/* Writes an empty table of figures: the headings, as CSV. EH_NOMEM or what the sink returned. */
eh_status eh_claims_template(eh_sink *sink);

/* What the words of a figure's cells mean: standard, edition, item, group, form, numbers. Findings for cells that cannot be understood. EH_OK or EH_NOMEM. */
eh_status eh_claim_understand(eh_claims *figures, eh_claim *figure);

/* Adds the figures to the audit, each with how it was understood. False when out of memory. */
bool eh_claims_show(const eh_claims *figures);

/* Whether tokens hold some words of this use that mean `to`. */
bool eh_tokens_say(const eh_catalogue *catalogue, const char *tokens, eh_audit_use use, const char *to);
/* Whether both counts of the figure (with `compared` all four) are there and can be divided. */
bool eh_claim_has_counts(const eh_claim *figure, bool compared);
/* Whether what stands for counts are rates instead: of a hundred, or without denominators. */
bool eh_claim_has_rates(const eh_claim *figure);
/* Whether a count may be this half: cases of two years are averaged. */
bool eh_claim_may_be_half(const eh_claim *figure, eh_fraction count);

#endif
