/* What a writer of one format is. The table of them all is src/report/report.c. */
#ifndef EH_REPORT_WRITER_H
#define EH_REPORT_WRITER_H

#include "base/json.h"
#include "base/source.h"
#include "base/text.h"
#include "evenhand/report.h"
#include "return/return.h"
#include "return/schema.h"

/* Writes a return to a sink, which is neither committed nor aborted. The catalogue gives labels and formulas; an edition it does not know is written
 * all the same, without them. EH_BAD with a finding when what was written does not pass the format's own check, EH_NOMEM, or what the sink returned. */
typedef eh_status eh_writer(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink);

eh_writer eh_write_csv, eh_write_breakdowns_csv, eh_write_json, eh_write_easy, eh_write_text, eh_write_workbook;

/* Writes the submission, held to a schema that is compiled already; NULL: it compiles its own. */
eh_status eh_write_submission(const eh_xml_schema *schema, const eh_return *ret, eh_findings *findings, eh_sink *sink);

/* A cell of a CSV: text, in quotes where it must be and harmless to spreadsheets; a number in full, nothing when it is not finite. */
void eh_csv_text(eh_buffer *out, const char *text);
void eh_csv_number(eh_buffer *out, double number);
/* The cell of a figure: the unrounded number, or the words of an answer; nothing when it is missing. */
void eh_csv_value(eh_buffer *out, eh_unit unit, const eh_value *value);

/* The members of a figure that every writer of JSON gives first: "missing", and then false is returned; else "value", "display", "numerator", "denominator",
 * "percent", "lower" and "upper" as far as there are such. */
bool eh_json_figure(eh_json *j, eh_unit unit, const eh_value *value);

#endif
