/* One figure under question: the counts in force, what they give, and what would explain the value that is printed. */
#ifndef EH_AUDIT_INQUIRY_H
#define EH_AUDIT_INQUIRY_H

#include "audit/claims.h"

/* Figures of one organisation, standard and edition, in the order of the input; at most EH_LIMIT_NEIGHBOURS of them. */
typedef struct eh_set {
    eh_claim *const *at;
    size_t count;
} eh_set;

/* Where the counts in force come from. */
typedef enum eh_origin {
    EH_ORIGIN_NONE,
    EH_ORIGIN_ROW,   /* the row itself */
    EH_ORIGIN_OTHERS /* other rows of the set */
} eh_origin;

typedef struct eh_inquiry {
    eh_claims *figures;
    eh_claim *f;
    const eh_set *set;
    eh_origin origin;
    eh_fraction n, d, cn, cd; /* in force; the last two {0, 0} when nothing is compared */
    bool rates;               /* they are printed rates rather than counts, each standing for what rounds to it */
    eh_fraction low, high;    /* what they give, in the unit of the form: a percentage as 58.5; equal unless rates */
    eh_buffer evidence, expected, more;
    eh_confidence confidence;
    uint64_t other_row;
} eh_inquiry;

/* Asks what the figure's own counts give. False when they give nothing that the value could be held against. */
bool eh_inquiry_own(eh_inquiry *q);
/* 100 n / d; (n / d) / (cn / cd); 100 (n / d - cn / cd): undefined where a count is, and where something is divided by nothing. */
eh_fraction eh_percent_of(eh_fraction n, eh_fraction d);
eh_fraction eh_ratio_of(eh_fraction n, eh_fraction d, eh_fraction cn, eh_fraction cd);
eh_fraction eh_points_of(eh_fraction n, eh_fraction d, eh_fraction cn, eh_fraction cd);

/* Whether the value is printed as the counts in force give it, in its unit or as a plain fraction. */
bool eh_inquiry_agrees(const eh_inquiry *q);
/* Whether the printed number, whatever its unit, is this one rounded. */
bool eh_inquiry_is(const eh_inquiry *q, eh_fraction number);

/* Numbers in words: a count or an exact value with at most four decimals; a value as the figure would print it, its unit behind. */
void eh_say_number(eh_buffer *out, eh_fraction number);
void eh_say_value(eh_buffer *out, const eh_claim *f, eh_fraction value);
/* "9 / 725 = 1.2414%" and the like, of the counts in force. */
void eh_say_arithmetic(eh_buffer *out, const eh_inquiry *q);

/* Remarks about the figure with what the inquiry has gathered, and marks it as wrong when the remark is an error. EH_OK or EH_NOMEM. */
eh_status eh_inquiry_remark(eh_inquiry *q, eh_remark_code code);
void eh_inquiry_free(eh_inquiry *q);

/* An explanation of a value that does not agree: whether it fits; then evidence, expected and more say how. */
typedef bool eh_theory(eh_inquiry *q);
eh_theory eh_theory_ratio_percent, eh_theory_fraction_percent, eh_theory_percent_points, eh_theory_points_percent,
    eh_theory_truncated, eh_theory_likelihood, eh_theory_upside_down, eh_theory_swapped, eh_theory_rounded_rates,
    eh_theory_unknowns, eh_theory_group_share, eh_theory_other_denominator, eh_theory_fte, eh_theory_none;

/* Holds a figure against its counts and remarks the first explanation that fits. EH_OK or EH_NOMEM. */
eh_status eh_audit_arithmetic(eh_claims *figures, const eh_set *set, eh_claim *figure);

#endif
