/* Cutting a text file into records: what is plain by masks of 64 bytes, everything else record by record. Knows no rows, findings or encodings. */
#ifndef EH_EXTRACT_TEXT_CUT_H
#define EH_EXTRACT_TEXT_CUT_H

#include "extract/text_input.h"
#include "extract/text_masks.h"
#include "extract/text_record.h"

typedef struct eh_text_cutter {
    eh_text_input input;
    eh_text_record record;
    const eh_text_kernel *kernel; /* NULL: every record is taken with care */
    size_t row, cell;             /* bytes that a record, and a cell, may have */
    bool trial;                   /* the input ends before the file does */
    bool skip_line;               /* the record before was cut: the rest of its line is passed over */
} eh_text_cutter;

/* Fills a window: with what is left of the one before (NULL: this is the first), which stays as it is, and the next bytes of the file, as many as it takes to hold an
 * item; says how far it got in window->status. */
void eh_text_cut(eh_text_cutter *cutter, const eh_text_window *before, eh_text_window *window);

#endif
