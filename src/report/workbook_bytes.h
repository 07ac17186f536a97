/* A workbook as bytes: the one seam between us and a library that writes only to files, in the locale of the process. */
#ifndef EH_REPORT_WORKBOOK_BYTES_H
#define EH_REPORT_WORKBOOK_BYTES_H

#include "base/finding.h"
#include "evenhand/source.h"
#include "report/workbook_book.h"

/* Fills an open workbook with sheets; faults go to book. */
typedef void eh_book_filler(eh_book *book, void *context);

/* Makes a workbook: lets `fill` write it, with '.' as decimal point whatever locale the process has set, in a private temporary file that is gone afterwards,
 * and states its language ("en-GB"). *data is malloc'd and the caller's. On failure *data is NULL and *fault says why: EH_IO for the temporary
 * folder, EH_BAD for what cannot be written into a workbook, EH_NOMEM. */
eh_status eh_workbook_bytes(eh_book_filler *fill, void *context, const char *language, char **data, size_t *size,
                            const char **fault);

/* Opens a finished workbook as a reader would: every part unpacked and its checksum compared, every part well-formed XML, `sheets` worksheets, in A1 of each
 * a title, and no number that is none. EH_OK; EH_BAD, or EH_NOMEM where it could not be looked at; *fault says what is wrong then, static text, and is NULL else. */
eh_status eh_workbook_check(const char *data, size_t size, unsigned sheets, const char **fault);

/* Makes a workbook by eh_workbook_bytes in English, checks it by eh_workbook_check for the *sheets worksheets that `fill` has made by then, and writes it to
 * the sink, which is neither committed nor aborted. A workbook that cannot be made or does not pass is a finding at `place`; EH_NOMEM and the sink's own failures
 * are the status alone. */
eh_status eh_workbook_write(eh_book_filler *fill, void *context, const unsigned *sheets, eh_place place,
                            eh_findings *findings, eh_sink *sink);

#endif
