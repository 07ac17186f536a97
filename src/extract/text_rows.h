/* The reader of delimited text files (see reader.h): streams in blocks, holds one record and one block. */
#ifndef EH_EXTRACT_TEXT_ROWS_H
#define EH_EXTRACT_TEXT_ROWS_H

#include "base/hash.h"
#include "extract/reader.h"
#include "extract/text_encoding.h"
#include "extract/text_input.h"
#include "extract/text_masks.h"

/* Sizes and ways that tests choose otherwise. */
typedef struct eh_text_sizes {
    size_t block;                 /* EH_TEXT_BLOCK */
    size_t row;                   /* EH_LIMIT_ROW */
    size_t cell;                  /* EH_LIMIT_CELL */
    const eh_text_kernel *kernel; /* eh_text_kernel_best(); NULL: no record is plain, each is taken with care */
    unsigned alone;               /* EH_TEXT_ALONE */
} eh_text_sizes;

eh_text_sizes eh_text_usual_sizes(void);

/* The reader's own struct; text_dialect.c tries delimiters on it. */
typedef struct eh_text_reader {
    eh_reader reader;
    eh_source *source;
    eh_encoding_guess guess;
    eh_text_sizes sizes;
    uint64_t stop;  /* where the file is taken to end: UINT64_MAX, or less while trying */
    bool separator; /* the first record is `sep=;` and no row */
    unsigned ends;  /* line ends met, a bit each (1 << eh_line_end) */
    eh_reading_plan plan;
    bool hashed; /* the digest is there */
    eh_digest digest;
    eh_table_info info;
} eh_text_reader;

/* Opens a text file of which `head` are the first `length` bytes (as far as EH_LIMIT_SNIFF): tells encoding and dialect. `sizes` may be NULL.
 * The source must outlive the reader; `head` is not needed afterwards. EH_NOMEM, EH_IO. */
eh_status eh_text_open(eh_source *source, const char *head, size_t length, eh_judge judge, void *context,
                       const eh_text_sizes *sizes, eh_reader **reader);

#endif
