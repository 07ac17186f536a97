/* Publications: the files that say what a return may say in public (disclosure/). See evenhand/report.h for the way in. */
#ifndef EH_REPORT_PUBLICATION_H
#define EH_REPORT_PUBLICATION_H

#include "disclosure/copy.h"
#include "evenhand/report.h"
#include "report/page.h"
#include "return/return.h"
#include "standard/page_words.h"

/* The statement of a public return's rule; NULL for a return that is none. */
const char *eh_public_statement(const eh_return *ret);

/* An answer by the names that page.csv lists for it ("board-lead, lead"), of all returns of a page: the first that was given, else the words for none. */
const char *eh_public_answer_of(const eh_page *page, eh_page_word names);

/* The publication workbook of all public returns of an organisation and edition. */
eh_status eh_write_publication(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                               eh_sink *sink);

#endif
