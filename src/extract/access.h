/* The audit of a workbook for accessibility: every row of the Analysis Function's checklist for spreadsheets that a machine can judge, as read by
 * aftables and gptables (T tables, N notes, F format, S structure, P document). A finding's code begins with the number of its row. */
#ifndef EH_EXTRACT_ACCESS_H
#define EH_EXTRACT_ACCESS_H

#include "base/finding.h"
#include "evenhand/source.h"

/* What the audit takes for the words of a sentence about empty cells ("blank, empty"), and of one about the number of tables. */
typedef struct eh_access_words {
    const char *empty, *count;
} eh_access_words;

/* Audits a workbook, whoever made it: one finding a rule and sheet, with how often and where first. A sheet's parts are streamed, under the limits of reading
 * workbooks. EH_BAD, with a finding, for what is no workbook or cannot be read to its end. */
eh_status eh_access_audit(eh_source *source, const eh_access_words *words, eh_findings *findings);

#endif
