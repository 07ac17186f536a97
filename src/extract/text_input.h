/* A text file as windows of UTF-8 (or Windows-1252) bytes, each with the records that it holds whole; never the whole file. */
#ifndef EH_EXTRACT_TEXT_INPUT_H
#define EH_EXTRACT_TEXT_INPUT_H

#include "evenhand/source.h"
#include "extract/text_encoding.h"

#define EH_TEXT_BLOCK ((size_t)256 << 10) /* bytes that a window reads from the source, but for the last */
#define EH_TEXT_PAD   ((size_t)64) /* zeros behind a window's bytes, so that a scan need not look for their end */

typedef enum eh_text_sort {
    EH_TEXT_PLAIN,   /* a record whose cells lie as they are (see eh_row in rows.h) */
    EH_TEXT_CAREFUL, /* any other record: to be scanned with eh_text_record_scan and its cells made one by one */
    EH_TEXT_CUT,     /* the same, longer than a row may be: what is kept of it */
    EH_TEXT_UNCLOSED, /* no record: in the next one a quote, at `start`, was left open; none reaches beyond its line for `length` bytes */
} eh_text_sort;

/* What was found in a window, in the file's order. */
typedef struct eh_text_item {
    uint32_t start, length; /* its bytes in the window, line end included */
    uint32_t ends;          /* of a plain one: where in the window's list of ends its own begin */
    uint32_t count;         /* of a plain one: its cells; of UNCLOSED: the cell that the quote opened, from 1 */
    uint8_t sort, line;     /* eh_text_sort, eh_line_end */
    bool high;              /* of a plain one: characters beyond ASCII, all of them UTF-8 */
    bool blank;             /* of a plain one: all cells are */
} eh_text_item;

typedef struct eh_text_window {
    char *room; /* `bytes` lies in it, EH_TEXT_PAD bytes shorter at its end */
    size_t room_size;
    char *bytes;
    size_t length;
    size_t fresh;  /* where in `bytes` those begin that no earlier window held */
    size_t done;   /* how far the items reach; what is behind belongs to the next window */
    uint64_t base; /* how many decoded bytes of the file lie before bytes[0] */
    uint32_t *ends;
    size_t ends_count, ends_room;
    eh_text_item *items;
    size_t item_count, item_room;
    eh_status status; /* EH_OK: another window follows; EH_END: none does; EH_IO and EH_NOMEM: none can be had */
} eh_text_window;

void eh_text_window_free(eh_text_window *window);

/* The bytes of a file as they come in. */
typedef struct eh_text_input {
    eh_source *source;
    uint64_t offset, stop; /* of the next byte to read; where the file is taken to end */
    size_t block;
    bool utf16;
    eh_utf16 decoder;
    char *raw; /* of UTF-16: the block before it is decoded */
    size_t raw_room;
    bool at_end; /* there are no more bytes */
} eh_text_input;

/* Begins after the byte order mark. `stop` limits the bytes read (UINT64_MAX for all). Free with eh_text_input_free. */
void eh_text_input_open(eh_text_input *input, eh_source *source, eh_encoding_guess guess, size_t block, uint64_t stop);
void eh_text_input_free(eh_text_input *input);

/* Begins a window with what `before` (NULL: nothing) holds behind its `done`. EH_NOMEM. */
eh_status eh_text_window_begin(eh_text_window *window, const eh_text_window *before);

/* Gets more into the window, at least one byte or at_end: a block, or as much as is there already if that is more. EH_NOMEM, EH_IO. */
eh_status eh_text_input_more(eh_text_input *input, eh_text_window *window);

/* Reads `want` bytes even from a source that gives fewer at a time; *got is less only at the end. */
eh_status eh_source_read_fully(eh_source *source, uint64_t offset, void *buffer, size_t want, size_t *got);

#endif
