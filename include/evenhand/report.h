/* Writers: a return as a file. One table, a row a format. */
#ifndef EVENHAND_REPORT_H
#define EVENHAND_REPORT_H

#include "evenhand/return.h"

/* Writes a return in a format ("xml", "xlsx", "csv", "breakdowns", "json", "text", "easy") to a sink, which is neither committed nor aborted. The catalogue gives labels
 * and formulas. EH_BAD with a finding when what was written does not pass the format's own check (a workbook is reopened first). */
EH_API eh_status eh_report_write(const eh_catalogue *catalogue, const eh_return *ret, const char *format,
                                 eh_findings *findings, eh_sink *sink);

/* Writes the internal web page of one organisation and edition: one HTML file (XML as well) for all of `returns`, which ends with NULL, has at least
 * one return and no two of the same standard. It loads nothing and runs nothing, and says that it is not for publication. The sink is neither committed
 * nor aborted. EH_BAD with a finding when the page made is not well-formed, a fault of the program; EH_NOMEM, or what the sink returned. */
EH_API eh_status eh_write_page(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                               eh_sink *sink);

/* A public product: its format's name ("xlsx", "html", "easy", "csv", "json", "share"), the ending of its files ("publication.xlsx"), and whether it is of one return or of all of an
 * organisation and edition. */
typedef struct eh_publication_format {
    const char *name, *ending;
    bool single;
} eh_publication_format;
EH_API const eh_publication_format *eh_publication_format_at(size_t i); /* NULL at the end */

/* Writes a public product of public copies (evenhand/disclosure.h; NULL-terminated, one organisation and edition, no two of the same standard; one alone for a
 * single format). The sink is neither committed nor aborted. EH_BAD with a finding for an unknown format, EH_BAD for a return that is no public copy, and as
 * the other writers. */
EH_API eh_status eh_publish(const eh_catalogue *catalogue, const eh_return *const *returns, const char *format,
                            eh_findings *findings, eh_sink *sink);

/* The ending of a format's files ("xlsx"; "txt" for text), or NULL when there is no such format; the i-th format's name, NULL at the end. */
EH_API const char *eh_report_ending(const char *format);
EH_API const char *eh_report_format(size_t i);

#endif
