/* A part of a workbook as windows of bytes, unpacked ahead of whoever reads them: by a second thread once a part turns out to be large, if the package allows one. The windows
 * are the same with and without it. */
#ifndef EH_EXTRACT_XLSX_AHEAD_H
#define EH_EXTRACT_XLSX_AHEAD_H

#include "extract/xlsx_zip.h"

#define EH_AHEAD_BLOCK ((size_t)256 << 10) /* bytes that a window adds, but for the last */
#define EH_AHEAD_PAD   ((size_t)64) /* NULs behind a window, so that a scanner need not look for its end at every byte */

typedef struct eh_ahead eh_ahead;

/* Takes the part over: it is closed with this, or at once when out of memory (NULL). */
eh_ahead *eh_ahead_new(eh_part *part);
void eh_ahead_close(eh_ahead *ahead); /* NULL is allowed */

/* The next window: the last `kept` bytes of the one before (they are still wanted) and what follows them. *length is `kept` at the part's end. The window
 * is valid until the next call. When the part cannot be read (as eh_part_read; said on every further call too), it holds the bytes
 * that were kept and no more. EH_NOMEM leaves no window, and
 * is the last call. */
eh_status eh_ahead_next(eh_ahead *ahead, size_t kept, const char **window, size_t *length, eh_code *trouble);

#endif
