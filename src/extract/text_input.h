/* A text file as a window of UTF-8 (or Windows-1252) bytes that moves over it; never the whole file. */
#ifndef EH_EXTRACT_TEXT_INPUT_H
#define EH_EXTRACT_TEXT_INPUT_H

#include "evenhand/source.h"
#include "extract/text_encoding.h"

#define EH_TEXT_BLOCK ((size_t)1 << 20) /* bytes read from the source at a time */

/* window[start] to window[end] are the bytes not yet used up; window[end] is a line feed that ends every scan. */
typedef struct eh_text_input {
    eh_source *source;
    uint64_t offset, stop; /* of the next byte to read; where the file is taken to end */
    size_t block;
    bool utf16;
    eh_utf16 decoder;
    char *raw; /* of UTF-16: the block before it is decoded */
    char *window;
    size_t start, end, room;
    uint64_t base; /* how many decoded bytes lie before window[0] */
    bool at_end;   /* all that there is is in the window */
} eh_text_input;

/* Begins after the byte order mark. `stop` limits the bytes read (UINT64_MAX for all). EH_NOMEM when there is no memory; free with
 * eh_text_input_free in any case. */
eh_status eh_text_input_open(eh_text_input *input, eh_source *source, eh_encoding_guess guess, size_t block,
                             uint64_t stop);
void eh_text_input_free(eh_text_input *input);

/* Gets more into the window, at least one byte or at_end; what is not used up stays, but may move. EH_NOMEM, EH_IO. */
eh_status eh_text_input_more(eh_text_input *input);

/* Reads `want` bytes even from a source that gives fewer at a time; *got is less only at the end. */
eh_status eh_source_read_fully(eh_source *source, uint64_t offset, void *buffer, size_t want, size_t *got);

#endif
