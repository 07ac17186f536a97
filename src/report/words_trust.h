/* How far a return can be trusted, in sentences of templates/trust.csv: for the workbook's cover, the page and the summary. */
#ifndef EH_REPORT_WORDS_TRUST_H
#define EH_REPORT_WORDS_TRUST_H

#include "indicator/trust.h"
#include "report/words.h"
#include "standard/trust_words.h"

/* The i-th thing that is to be said: what it is about (a label, which lives as long as the catalogue), and the sentences, appended to `out`. NULL when there is
 * nothing more to say. Out of memory is `out->failed`. */
const char *eh_words_trust(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const eh_trust *trust,
                           size_t i);

#endif
