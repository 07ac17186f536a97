/* The windows of a text file one after the other: cut by a second thread ahead of whoever takes them, and hashed by a third, once a file turns out to be large. The
 * windows are the same with and without threads. */
#ifndef EH_EXTRACT_TEXT_AHEAD_H
#define EH_EXTRACT_TEXT_AHEAD_H

#include "base/hash.h"
#include "extract/text_cut.h"

#define EH_TEXT_ALONE 4 /* windows that are cut before threads pay */

typedef struct eh_text_ahead eh_text_ahead;

/* Takes the cutter over. `alone`: windows until threads are started, UINT_MAX for none. NULL when out of memory. */
eh_text_ahead *eh_text_ahead_new(const eh_text_cutter *cutter, unsigned alone);
void eh_text_ahead_close(eh_text_ahead *ahead); /* NULL is allowed */

/* Has all bytes of the file hashed as they pass; to be asked for before the first window, of a file that is not UTF-16. EH_NOMEM, EH_IO. */
eh_status eh_text_ahead_hash(eh_text_ahead *ahead, size_t mark);
/* Their digest, once, after a window with the status EH_END was taken; false when they were not hashed. */
bool eh_text_ahead_digest(eh_text_ahead *ahead, eh_digest *digest);

/* The next window, valid until the next call; not to be asked for behind one whose status is not EH_OK. */
const eh_text_window *eh_text_ahead_next(eh_text_ahead *ahead);

#endif
