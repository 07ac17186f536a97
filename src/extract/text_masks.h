/* Where the bytes that matter lie, 64 at a time: the one part of reading text that knows the processor. */
#ifndef EH_EXTRACT_TEXT_MASKS_H
#define EH_EXTRACT_TEXT_MASKS_H

#include <stddef.h>
#include <stdint.h>

/* Of 64 bytes, a bit each, the first byte's the lowest. */
typedef struct eh_text_masks {
    uint64_t stop;  /* the delimiter or a line feed */
    uint64_t feed;  /* a line feed */
    uint64_t quote; /* a double quote */
    uint64_t odd;   /* a carriage return or a zero byte */
    uint64_t high;  /* beyond ASCII */
} eh_text_masks;

/* A way of looking at bytes: all give the same. */
typedef struct eh_text_kernel {
    const char *name;  /* "AVX2" ... */
    int (*runs)(void); /* whether this processor has it */
    /* The masks of `blocks` times 64 bytes, all of which must be readable. */
    void (*look)(const char *at, size_t blocks, char delimiter, eh_text_masks *masks);
    int counts_bits; /* the processor counts the bits of a word and finds its lowest in one instruction each */
} eh_text_kernel;

/* All that were built in, the fastest first, the portable one last; NULL beyond them. */
const eh_text_kernel *eh_text_kernel_at(size_t i);
/* The first that this processor runs. */
const eh_text_kernel *eh_text_kernel_best(void);

#endif
