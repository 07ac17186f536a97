/* What the cells of a printed figure mean, for the files that find it out: words are those of templates/audit-words.csv. */
#ifndef EH_AUDIT_UNDERSTAND_H
#define EH_AUDIT_UNDERSTAND_H

#include "audit/claims.h"
#include "base/finding.h"
#include "base/limits.h"

/* Whether words may be meant: those of one standard only where the figure's is that or not known. */
bool eh_claim_suits(const eh_claim *f, const eh_audit_word *word);
/* The first (longest) words of a use that the tokens hold, or with `whole` are; NULL when there are none. */
const eh_audit_word *eh_claim_word(const eh_catalogue *catalogue, const eh_claim *f, eh_audit_use use,
                                   const char *tokens, bool whole);
/* The finding that a cell was not understood: EH_OK or EH_NOMEM. */
eh_status eh_claim_doubt(const eh_claims *figures, const eh_claim *f, eh_code code, eh_column column);

/* Sets the item, as far as it is told, and the form of a figure whose standard, edition, group and numbers are read. EH_OK, with a finding when words name no item, or
 * EH_NOMEM. */
eh_status eh_claim_read_item(const eh_claims *figures, eh_claim *f);

#endif
