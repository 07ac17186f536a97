/* What breakdowns say, in words that people read. */
#ifndef EH_REPORT_BREAKDOWN_WORDS_H
#define EH_REPORT_BREAKDOWN_WORDS_H

#include "report/words.h"
#include "return/breakdown.h"

/* A column, a step, a way of breaking down: "shortlisted-to-appointed" as "Shortlisted to appointed". */
void eh_words_of_id(eh_buffer *out, const char *id);
/* A table, and a way of breaking it down, as the catalogue names them. */
void eh_words_breakdown(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *breakdown);
void eh_words_by(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *breakdown);
/* What a table, or with `by` the way that it is broken down, is and counts; nothing where the catalogue does not say. */
void eh_words_meaning(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret,
                      const eh_breakdown *breakdown, const char *by);
/* A part of the organisation: a band or an item by its label, a staff group as it is written. `edition` may be NULL. */
void eh_words_part(eh_buffer *out, const eh_catalogue *catalogue, const eh_edition *edition,
                   const eh_breakdown *breakdown, const char *of);
/* A column of a table: of one about the standard's groups by their names. */
void eh_words_column(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *breakdown, const char *column);
/* A row: "Band 5, BME"; of a likelihood ratio "Band 5, Shortlisted to appointed"; nothing for the only row of a table. */
void eh_words_row(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const eh_breakdown *breakdown,
                  const eh_breakdown_row *row);
/* A figure: "Recruitment, stage by stage (funnel): Band of the post applied for, Band 5, BME, Shortlisted". */
void eh_words_figure(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret,
                     const eh_breakdown_figure *figure);
/* A group of people: the standard's name of it, else its id in words; nothing for "". */
void eh_words_group(eh_buffer *out, eh_standard standard, const char *group);

/* A row of likelihood ratios as a value: with its interval, p and verdict. */
eh_value eh_breakdown_ratio(const eh_breakdown *ratios, const eh_breakdown_row *row);

#endif
