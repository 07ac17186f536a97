/* The arithmetic of the returns: an item from its operands, as one exact fraction (rules.md section 6).
 *
 * Whoever computes a return and whoever checks one use the same functions; they differ in their source of operands alone (tallies; the
 * figures of a submission). Nothing here rounds. */
#ifndef EH_RETURN_FORMULA_H
#define EH_RETURN_FORMULA_H

#include "base/fraction.h"
#include "return/return.h"
#include "standard/catalogue.h"

/* A value or why there is none. `exact` is defined exactly when `missing` is EH_PRESENT. */
typedef struct eh_operand_value {
    eh_missing missing;
    eh_fraction exact;
} eh_operand_value;

/* Gives the count of an item (its position in the edition) for a group (0 to 2; 0 for an item without groups). It is asked for operands only, which may
 * be SUMs themselves: a source that holds no sums may call eh_formula for them. For COUNT, SURVEY and ANSWER items eh_formula asks it for
 * the item itself. */
typedef eh_operand_value (*eh_operand_source)(void *context, unsigned item, unsigned group);

/* The exact value of an item for a group (ignored by RELATIVE):
 *   COUNT, SURVEY, ANSWER  what the source gives;
 *   SUM                    the operands with their signs;
 *   RATE                   100 x upper terms / lower terms;
 *   RELATIVE               (a x m) / (n x b) for the rates a/n of the item's top group and b/m of its bottom one. Terms that name a RATE stand for that
 *                          item's terms;
 *   SHARE                  100 x the group / all three groups of the terms;
 *   GAP                    share of the first term less share of the second, in points; a term that names a SHARE stands for that item's terms.
 * A missing operand makes the result missing, with the reason that comes first of not-supplied, not-applicable, undefined, suppressed. Otherwise
 * a zero denominator, or a bottom group without events, gives EH_UNDEFINED; a top group without events and a bottom one with some is exactly 0. */
eh_operand_value eh_formula(const eh_edition *edition, unsigned item, unsigned group, eh_operand_source source,
                            void *context);

/* The counts behind a proportion. Each may be missing for itself. */
typedef struct eh_parts {
    eh_operand_value numerator, denominator;
} eh_parts;

/* The counts behind a RATE or SHARE item for a group; of a RELATIVE those of the group's rate (ask for top and for bottom); of a GAP those of
 * the first share (`which` 0) or of the second (`which` 1). For other items both are missing as not-applicable. `which` is ignored but for GAP. */
eh_parts eh_formula_parts(const eh_edition *edition, unsigned item, unsigned group, unsigned which,
                          eh_operand_source source, void *context);

/* An exact value as people see it: with the item's decimals, but a headcount that is an average of two years and not whole with one. Returns the
 * length. */
size_t eh_formula_display(const eh_item *item, eh_fraction exact, char out[EH_FRACTION_ROOM]);

/* The band of the four-fifths rule: from 4/5 to 5/4, both ends included. */
enum { EH_BAND_SMALLER = 4, EH_BAND_LARGER = 5 };
#define EH_BAND_LOWER ((double)EH_BAND_SMALLER / EH_BAND_LARGER)
#define EH_BAND_UPPER ((double)EH_BAND_LARGER / EH_BAND_SMALLER)
/* Where a ratio lies, by whole numbers; none when undefined. */
eh_verdict eh_verdict_of(eh_fraction ratio);
/* The same from the double nearest to a ratio, where only that is kept. Of (a/n) / (b/m) with n and b below 2^25 it is the verdict on the fraction, which, where it is
 * not an end of the band, is more than half a step of doubles away from it. */
eh_verdict eh_verdict_of_nearest(double ratio);

#endif
