/* The reader of delimited text files (see reader.h): streams in blocks, holds one record and one block. */
#ifndef EH_EXTRACT_TEXT_ROWS_H
#define EH_EXTRACT_TEXT_ROWS_H

#include "extract/reader.h"
#include "extract/text_encoding.h"
#include "extract/text_input.h"

/* Sizes that tests make small. */
typedef struct eh_text_sizes {
    size_t block; /* EH_TEXT_BLOCK */
    size_t row;   /* EH_LIMIT_ROW */
    size_t cell;  /* EH_LIMIT_CELL */
} eh_text_sizes;

/* The reader's own struct; text_dialect.c tries delimiters on it. */
typedef struct eh_text_reader {
    eh_reader reader;
    eh_source *source;
    eh_encoding_guess guess;
    eh_text_sizes sizes;
    uint64_t stop;  /* where the file is taken to end: UINT64_MAX, or less while trying */
    bool separator; /* the first record is `sep=;` and no row */
    unsigned ends;  /* line ends met, a bit each (1 << eh_line_end) */
    eh_table_info info;
} eh_text_reader;

/* Opens a text file of which `head` are the first `length` bytes (as far as EH_LIMIT_SNIFF): tells encoding and dialect. `sizes` may be NULL.
 * The source must outlive the reader; `head` is not needed afterwards. EH_NOMEM, EH_IO. */
eh_status eh_text_open(eh_source *source, const char *head, size_t length, eh_judge judge, void *context,
                       const eh_text_sizes *sizes, eh_reader **reader);

#endif
