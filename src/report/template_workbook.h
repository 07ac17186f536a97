/* Empty extracts with the right headings: as CSV, and as a workbook with notes on each column. */
#ifndef EH_REPORT_TEMPLATE_WORKBOOK_H
#define EH_REPORT_TEMPLATE_WORKBOOK_H

#include "base/date.h"
#include "evenhand/source.h"
#include "standard/vocabulary.h"

/* What goes into a column, one sentence, and which values are understood, in short ("" for anything). */
typedef struct eh_field_note {
    const char *holds, *values;
    enum { EH_FIELD_PLAIN, EH_FIELD_IDENTIFIER, EH_FIELD_DATE } sort; /* how a spreadsheet is to treat the column */
} eh_field_note;
const eh_field_note *eh_field_note_of(eh_field field);

/* The headings of a kind as CSV (UTF-8, CRLF), written to a sink that is neither committed nor aborted. */
eh_status eh_template_csv(eh_kind kind, eh_sink *sink);
/* Those of an action plan, likewise. */
eh_status eh_template_actions(eh_sink *sink);

/* The same as a workbook: a sheet with the headings, identifiers formatted as text so that no zero is lost, coded columns with drop-down lists (which warn and do not
 * forbid: other wordings are understood too) and days checked for being days; a sheet "Notes"; and where there are drop-down lists a sheet "Lists" with their values. `day` is stated as the day of its making.
 * EH_BAD or EH_IO with *fault, static text, when the workbook could not be made. */
eh_status eh_template_workbook(const eh_catalogue *catalogue, eh_kind kind, eh_date day, eh_sink *sink,
                               const char **fault);

#endif
