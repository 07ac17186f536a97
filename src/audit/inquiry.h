/* One figure under question: the counts in force, what they give, and what would explain the value that is printed. */
#ifndef EH_AUDIT_INQUIRY_H
#define EH_AUDIT_INQUIRY_H

#include "audit/facts.h"

/* Where the counts in force come from. */
typedef enum eh_origin {
    EH_ORIGIN_NONE,
    EH_ORIGIN_ROW,    /* the row itself */
    EH_ORIGIN_OTHERS, /* other rows of the set, in part or all */
    EH_ORIGIN_PRINTED /* what other rows print */
} eh_origin;

typedef struct eh_inquiry {
    eh_claims *figures;
    eh_claim *f;
    const eh_set *set;
    const eh_facts *facts;
    const eh_set *kin; /* all figures of the organisation */
    eh_origin origin;
    eh_fraction n, d, cn, cd; /* in force; the last two {0, 0} when nothing is compared */
    bool rates;               /* they are printed rates rather than counts, each standing for what rounds to it */
    eh_fraction low, high;    /* what they give, in the unit of the form: a percentage as 58.5; equal unless rates */
    eh_buffer evidence, expected, more;
    eh_buffer also; /* codes of further explanations that fit */
    eh_confidence confidence;
    uint64_t other_row;
} eh_inquiry;

/* Asks what the figure's own counts give. False when they give nothing that the value could be held against. */
bool eh_inquiry_own(eh_inquiry *q);
/* The same with counts that other rows give, and then with the rates and shares that other rows print. */
bool eh_inquiry_at_hand(eh_inquiry *q);
bool eh_inquiry_printed(eh_inquiry *q);
/* Sets what the counts in force give. False where they give nothing. */
bool eh_inquiry_reckon(eh_inquiry *q);
/* Makes room for another question about the same figure. */
void eh_inquiry_clear(eh_inquiry *q);
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
    eh_theory_unknowns, eh_theory_group_share, eh_theory_other_denominator, eh_theory_fte, eh_theory_workforces,
    eh_theory_change, eh_theory_none;

/* Holds a figure against its own counts, or those at hand, or the rates that are printed beside it, and remarks the first explanation that fits. These and the
 * following: EH_OK or EH_NOMEM; a figure of which an error is remarked already is left alone. */
eh_status eh_audit_arithmetic(eh_inquiry *q);
/* What a figure shows by itself: people who are no whole numbers, parts beyond the whole, a unit that is not the item's, another process, a percentage that no whole
 * number of people gives. */
eh_status eh_audit_counts(eh_inquiry *q);
eh_status eh_audit_process(eh_inquiry *q);
eh_status eh_audit_unit(eh_inquiry *q);
eh_status eh_audit_possible(eh_inquiry *q);
/* Whether some whole number of people can have these people as this percentage. */
eh_status eh_audit_some_whole(eh_inquiry *q);
/* Words that say the opposite of the number. */
eh_status eh_audit_direction(eh_inquiry *q);
/* What the figure cannot bear: decimals, conclusions. */
eh_status eh_audit_cautions(eh_inquiry *q);
/* Against other years and other sources. */
eh_status eh_audit_years(eh_inquiry *q);
eh_status eh_audit_sources(eh_inquiry *q);
/* Figures of one set beside each other: percentages that do not add up, counts that contradict each other. */
eh_status eh_audit_set(eh_claims *claims, const eh_set *set, const eh_set *kin, const eh_facts *facts);
eh_status eh_audit_shares(eh_inquiry *q);
/* What the note says of the change since another year. */
eh_status eh_audit_changes(eh_inquiry *q);
/* Everybody in the workforce, where a set tells it beyond doubt; *from is the figure that does. Undefined otherwise. */
eh_fraction eh_set_workforce(const eh_set *set, const eh_facts *facts, eh_claim **from);
/* The same item's figure of another year nearest to this one, of a group (of an earlier year alone with `before`); NULL for none. */
const eh_claim *eh_other_year(const eh_inquiry *q, unsigned group, bool before);
/* Whether a printed change is the difference of two printed figures, or with `percent` the change in percent of the earlier; `turned`: printed without its minus. */
bool eh_fits_change(const eh_printed *change, const eh_printed *is, const eh_printed *was, bool percent, bool turned);

#endif
