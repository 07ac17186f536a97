/* Writing an audit. */
#ifndef EH_REPORT_AUDIT_H
#define EH_REPORT_AUDIT_H

#include "audit/audit.h"

/* Writes an audit to a sink, which is neither committed nor aborted. EH_NOMEM, what the sink returned, or EH_BAD with a finding when what was made does not pass the
 * format's own check. */
typedef eh_status eh_audit_writer(const eh_audit *audit, eh_findings *findings, eh_sink *sink);

eh_audit_writer eh_write_audit_text, eh_write_audit_json, eh_write_audit_page, eh_write_audit_workbook;

/* "RRA, WRES 2025, 2.relative-likelihood, white": what a remark is about, as far as it is known. */
void eh_audit_subject(eh_buffer *out, const eh_remark *remark);

#endif
