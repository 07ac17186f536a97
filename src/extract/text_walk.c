#include "extract/text_walk.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/text.h"
#include "extract/rows.h"

#if defined(__GNUC__)
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

enum {
    BLOCK = 64,       /* bytes of a mask */
    MOST_BLOCKS = 64, /* blocks looked at in one go */
    FEW_BLOCKS = 4,   /* the same where a record had to be taken with care: there the next may have to be, too */
    AT_ONCE = 8       /* ends written in one go, wanted or not */
};

typedef struct walk {
    const eh_text_cutter *cutter;
    eh_text_window *window;
    size_t row;                     /* where the record under way begins */
    size_t ends;                    /* where its ends begin in the window's list */
    uint64_t inside;                /* all ones: the bytes so far end within quotes */
    bool stopped, closed, returned; /* the byte before was: a stop, a closing quote, a carriage return or zero */
    bool high, doubled;             /* of the record under way: bytes beyond ASCII, doubled quotes */
} walk;

/* Bit i of the result is the parity of bits 0 to i. */
INLINE uint64_t parities(uint64_t bits) {
    for (unsigned by = 1; by < BLOCK; by *= 2) {
        bits ^= bits << by;
    }
    return bits;
}

/* What the masks of a block come to once quotes are taken into account. */
typedef struct found {
    uint64_t stops, feeds;
    uint64_t doubled; /* the second of two quotes */
    uint64_t wrong;   /* from the lowest of these on, masks do not tell what is what */
} found;

/* Of quotes that open within a cell, those that open it behind a '='. */
static uint64_t behind_equals(const walk *w, size_t offset, uint64_t opens) {
    const char *bytes = w->window->bytes;
    uint64_t excused = 0;
    for (; opens != 0; opens &= opens - 1) {
        size_t at = offset + (size_t)__builtin_ctzll(opens);
        bool equals = at > w->row && bytes[at - 1] == '=';
        bool first =
            equals && (at - 1 == w->row || bytes[at - 2] == w->cutter->record.delimiter || bytes[at - 2] == '\n');
        excused |= first ? opens & (0 - opens) : 0;
    }
    return excused;
}

/* A block with quotes in it, or within quotes, or behind one. */
INLINE found find_quoted(walk *w, const eh_text_masks *m, size_t offset) {
    uint64_t in = parities(m->quote) ^ w->inside;
    uint64_t opens = m->quote & in, closes = m->quote & ~in;
    found f = {.stops = m->stop & ~in, .feeds = m->feed & ~in};
    uint64_t follows = closes << 1 | (w->closed ? 1 : 0);
    uint64_t starts = f.stops << 1 | (w->stopped ? 1 : 0);
    f.doubled = opens & follows;
    uint64_t within = opens & ~starts & ~follows;
    if (within != 0) {
        within &= ~behind_equals(w, offset, within);
    }
    f.wrong = within | (follows & ~(m->stop | m->quote | m->odd)) | (m->odd & in);
    w->inside = 0 - (in >> (BLOCK - 1));
    w->closed = closes >> (BLOCK - 1) != 0;
    w->stopped = f.stops >> (BLOCK - 1) != 0;
    return f;
}

INLINE found find(walk *w, const eh_text_masks *m, size_t offset) {
    found f;
    if ((m->quote | w->inside) != 0 || w->closed) {
        f = find_quoted(w, m, offset);
    } else {
        f = (found){.stops = m->stop, .feeds = m->feed};
        w->stopped = m->stop >> (BLOCK - 1) != 0;
    }
    if (m->odd != 0 || w->returned) {
        /* Nothing but a line feed may follow a carriage return. */
        f.wrong |= (m->odd << 1 | (w->returned ? 1 : 0)) & ~f.feeds;
        w->returned = m->odd >> (BLOCK - 1) != 0;
    }
    return f;
}

/* Writes where the bits lie, from `base` on. */
INLINE void put_ends(eh_text_window *window, uint64_t bits, uint32_t base) {
    uint32_t *to = window->ends + window->ends_count;
    window->ends_count += (size_t)__builtin_popcountll(bits);
    do {
        for (unsigned i = 0; i < AT_ONCE; i++) {
            to[i] = base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << (BLOCK - 1));
            bits &= bits - 1;
        }
        to += AT_ONCE;
    } while (bits != 0);
}

/* Whether all cells of a plain record are blank. */
static bool blank(const char *bytes, const uint32_t *ends, uint32_t count) {
    if (bytes[0] > ' ' && bytes[0] <= '~' && ends[0] > 0 && bytes[0] != '"' && bytes[0] != '=') {
        return false;
    }
    const eh_row row = {.count = count, .bytes = bytes, .ends = ends};
    for (uint32_t i = 0; i < count; i++) {
        if (eh_row_cell(&row, i).text.length > 0) {
            return false;
        }
    }
    return true;
}

/* The record under way ends with the line feed at `feed`; false when it must be taken with care. */
INLINE bool put_record(walk *w, size_t feed) {
    eh_text_window *window = w->window;
    const char *bytes = window->bytes + w->row;
    uint32_t *ends = window->ends + w->ends;
    size_t content = feed - w->row, count = window->ends_count - w->ends;
    uint8_t line = EH_LINE_LF;
    if (content > 0 && bytes[content - 1] <= '\r') {
        if (bytes[content - 1] == '\r') {
            line = EH_LINE_CRLF;
            content--;
            ends[count - 1]--;
        } else if (bytes[content - 1] == 0) {
            return false;
        }
    }
    size_t length = feed + 1 - w->row;
    if (length > w->cutter->row || count > EH_LIMIT_COLUMNS) {
        return false;
    }
    bool plain = !w->doubled && content <= w->cutter->cell && (!w->high || eh_utf8_valid(bytes, content));
    window->items[window->item_count++] = (eh_text_item){.start = (uint32_t)w->row,
                                                         .length = (uint32_t)length,
                                                         .ends = (uint32_t)w->ends,
                                                         .count = (uint32_t)count,
                                                         .sort = plain ? EH_TEXT_PLAIN : EH_TEXT_CAREFUL,
                                                         .line = line,
                                                         .high = w->high,
                                                         .blank = plain && blank(bytes, ends, (uint32_t)count)};
    w->row = feed + 1;
    w->ends = window->ends_count;
    w->high = w->doubled = false;
    return true;
}

/* Takes the records that end in a block; false when the one under way must be taken with care. */
INLINE bool take_block(walk *w, const eh_text_masks *m, size_t offset) {
    found f = find(w, m, offset);
    uint64_t left = ~UINT64_C(0);
    if (f.wrong != 0) {
        left = (f.wrong & (0 - f.wrong)) - 1;
        f.feeds &= left;
        f.stops &= left;
    }
    while (f.feeds != 0) {
        uint64_t part = f.feeds ^ (f.feeds - 1); /* up to the first line feed */
        put_ends(w->window, f.stops & part, (uint32_t)(offset - w->row));
        w->high |= (m->high & part & left) != 0;
        w->doubled |= (f.doubled & part & left) != 0;
        if (!put_record(w, offset + (size_t)__builtin_ctzll(f.feeds))) {
            return false;
        }
        f.stops &= ~part;
        left &= ~part;
        f.feeds &= f.feeds - 1;
    }
    put_ends(w->window, f.stops, (uint32_t)(offset - w->row));
    w->high |= (m->high & left) != 0;
    w->doubled |= (f.doubled & left) != 0;
    return f.wrong == 0;
}

INLINE bool take_blocks(walk *w, const eh_text_masks *masks, size_t blocks, size_t offset) {
    for (size_t i = 0; i < blocks; i++) {
        if (!take_block(w, &masks[i], offset + i * BLOCK)) {
            return false;
        }
    }
    return true;
}

#if defined(__x86_64__) && defined(__GNUC__)
__attribute__((target("popcnt,bmi")))
#endif
static bool
take_blocks_counting(walk *w, const eh_text_masks *masks, size_t blocks, size_t offset) {
    return take_blocks(w, masks, blocks, offset);
}

static bool take_blocks_plainly(walk *w, const eh_text_masks *masks, size_t blocks, size_t offset) {
    return take_blocks(w, masks, blocks, offset);
}

/* Room for all that so many blocks can hold. */
static bool make_room(eh_text_window *window, size_t blocks) {
    size_t ends = window->ends_count + blocks * BLOCK + (size_t)2 * AT_ONCE,
           items = window->item_count + blocks * BLOCK;
    if (ends > window->ends_room) {
        uint32_t *larger = realloc(window->ends, ends * 2 * sizeof *larger);
        if (larger == NULL) {
            return false;
        }
        window->ends = larger;
        window->ends_room = ends * 2;
    }
    if (items > window->item_room) {
        eh_text_item *larger = realloc(window->items, items * 2 * sizeof *larger);
        if (larger == NULL) {
            return false;
        }
        window->items = larger;
        window->item_room = items * 2;
    }
    return true;
}

/* What is behind the window's end is nothing. */
static void cut_masks(eh_text_masks *last, size_t bytes) {
    uint64_t there = (UINT64_C(1) << bytes) - 1;
    last->stop &= there;
    last->feed &= there;
    last->quote &= there;
    last->odd &= there;
    last->high &= there;
}

eh_status eh_text_walk(const eh_text_cutter *cutter, eh_text_window *window) {
    walk w = {.cutter = cutter, .window = window, .row = window->done, .ends = window->ends_count, .stopped = true};
    const eh_text_kernel *kernel = cutter->kernel;
    size_t most = FEW_BLOCKS;
    bool going = true;
    for (size_t at = window->done; going && at < window->length;
         most = most * 2 < MOST_BLOCKS ? most * 2 : MOST_BLOCKS) {
        eh_text_masks masks[MOST_BLOCKS];
        size_t left = window->length - at, blocks = (left + BLOCK - 1) / BLOCK;
        blocks = blocks < most ? blocks : most;
        if (!make_room(window, blocks)) {
            return EH_NOMEM;
        }
        kernel->look(window->bytes + at, blocks, cutter->record.delimiter, masks);
        if (left < blocks * BLOCK) {
            cut_masks(&masks[blocks - 1], left % BLOCK);
        }
        going = (kernel->counts_bits ? take_blocks_counting : take_blocks_plainly)(&w, masks, blocks, at);
        at += blocks * BLOCK;
    }
    window->done = w.row;
    window->ends_count = w.ends;
    return going ? EH_END : EH_OK;
}
