/* From masks of 64 bytes to records and the ends of their cells. */
#ifndef EH_EXTRACT_TEXT_WALK_H
#define EH_EXTRACT_TEXT_WALK_H

#include "extract/text_cut.h"

/* Makes items of the records from window->done on as long as they can be told by masks alone, and moves `done` behind them. EH_OK: the record at `done` must be
 * looked at with care; EH_END: it is not whole in the window; EH_NOMEM. */
eh_status eh_text_walk(const eh_text_cutter *cutter, eh_text_window *window);

#endif
