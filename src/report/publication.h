/* Publications: what a return may say in public, and the files that say it. See evenhand/report.h for the way in. */
#ifndef EH_REPORT_PUBLICATION_H
#define EH_REPORT_PUBLICATION_H

#include "evenhand/report.h"
#include "report/page.h"
#include "return/return.h"
#include "standard/page_words.h"

/* A rule of suppression: its name on the command line, the sentence printed on every product, and what it does to a public return. */
typedef struct eh_suppression {
    const char *name;
    eh_page_word statement;
    eh_status (*apply)(eh_return *ret); /* NULL: nothing is taken out */
} eh_suppression;

/* By name, or NULL when there is no such rule. */
const eh_suppression *eh_suppression_find(const char *name);

/* The answers and completeness figures that a public return keeps. */
#define EH_PUBLIC_ANSWERS  "answer."
#define EH_PUBLIC_COMPLETE "declaration."

/* What may be said in public of a return: its items, its answers, how complete its records are, and last year's figures from `last`, when that is the
 * same organisation's and standard's return of another year (else those that it holds itself). Without findings, and without the names of files. The rule is
 * applied and named. The copy borrows from both returns and is freed with eh_return_free before them. */
eh_status eh_public_return(const eh_catalogue *catalogue, const eh_return *ret, const eh_return *last,
                           const eh_suppression *rule, eh_return **copy);

/* The statement of a public return's rule; NULL for a return that is none. */
const char *eh_public_statement(const eh_return *ret);
/* An answer by the names that page.csv lists for it ("board-lead, lead"); NULL when nobody gave it. */
const eh_detail *eh_public_answer(const eh_return *ret, const char *names);

/* The same of all returns of a page: the first that was given, else the words for none. */
const char *eh_public_answer_of(const eh_page *page, eh_page_word names);

/* The publication workbook of all public returns of an organisation and edition. */
eh_status eh_write_publication(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                               eh_sink *sink);

#endif
