#include "extract/xlsx_ahead.h"

#include <stdlib.h>
#include <string.h>

#include <pthread.h>

#define BLOCKS 8 /* of the ring; one of them is the present window */
#define WAKE                                                                                                           \
    4 /* blocks that must be waiting, or free, before the other thread is woken: waking for each costs more than it gains */
#define FRONT ((size_t)64 << 10) /* room before a block for what is kept of the one before it */
#define ALONE 4                  /* blocks that are unpacked before a second thread pays */

typedef struct block {
    char *room; /* FRONT, EH_AHEAD_BLOCK, EH_AHEAD_PAD bytes; made when first needed */
    size_t length;
    eh_status status;
    eh_code trouble;
} block;

struct eh_ahead {
    eh_part *part;
    block blocks[BLOCKS];
    unsigned present; /* the block that the window ends in; those behind it wait */
    bool started;     /* there is a present block */
    unsigned alone;   /* blocks that were unpacked without the thread */
    bool ended;       /* the present block is the last */
    const char *window;
    size_t length;
    char *large; /* a window that keeps more than FRONT bytes */
    size_t large_room;

    bool threaded;
    pthread_t thread;
    pthread_mutex_t lock; /* over what follows */
    pthread_cond_t filled_some, freed_some;
    unsigned filled; /* blocks that wait behind the present one */
    bool last_filled, stop, reader_waits, filler_waits;
};

/* ---- filling ---- */

/* Unpacks the next block; whether there may be more behind it. */
static bool fill(eh_part *part, block *b) {
    b->length = 0;
    b->trouble = EH_F_XLSX_PART_DAMAGED;
    if (b->room == NULL && (b->room = malloc(FRONT + EH_AHEAD_BLOCK + EH_AHEAD_PAD)) == NULL) {
        b->status = EH_NOMEM;
        return false;
    }
    b->status = eh_part_read(part, b->room + FRONT, EH_AHEAD_BLOCK, &b->length, &b->trouble);
    memset(b->room + FRONT + b->length, 0, EH_AHEAD_PAD);
    return b->status == EH_OK && b->length > 0;
}

static void *fill_ahead(void *self) {
    eh_ahead *ahead = self;
    unsigned at = ahead->present;
    bool more = true;
    pthread_mutex_lock(&ahead->lock);
    while (more && !ahead->stop) {
        if (ahead->filled == BLOCKS - 1) {
            ahead->filler_waits = true;
            pthread_cond_wait(&ahead->freed_some, &ahead->lock);
            ahead->filler_waits = false;
            continue;
        }
        at = (at + 1) % BLOCKS;
        pthread_mutex_unlock(&ahead->lock);
        more = fill(ahead->part, &ahead->blocks[at]);
        pthread_mutex_lock(&ahead->lock);
        ahead->filled++;
        ahead->last_filled = !more;
        if (ahead->reader_waits && (ahead->filled >= WAKE || !more)) {
            pthread_cond_signal(&ahead->filled_some);
        }
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* Without a thread everything works the same, so that failing to make one is no failure. */
static void start_thread(eh_ahead *ahead) {
    if (pthread_mutex_init(&ahead->lock, NULL) != 0) {
        return;
    }
    if (pthread_cond_init(&ahead->filled_some, NULL) == 0) {
        if (pthread_cond_init(&ahead->freed_some, NULL) == 0) {
            ahead->threaded = pthread_create(&ahead->thread, NULL, fill_ahead, ahead) == 0;
            if (ahead->threaded) {
                return;
            }
            pthread_cond_destroy(&ahead->freed_some);
        }
        pthread_cond_destroy(&ahead->filled_some);
    }
    pthread_mutex_destroy(&ahead->lock);
}

static void end_thread(eh_ahead *ahead) {
    pthread_mutex_lock(&ahead->lock);
    ahead->stop = true;
    pthread_cond_signal(&ahead->freed_some);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    pthread_cond_destroy(&ahead->freed_some);
    pthread_cond_destroy(&ahead->filled_some);
    pthread_mutex_destroy(&ahead->lock);
}

/* ---- taking ---- */

eh_ahead *eh_ahead_new(eh_part *part) {
    eh_ahead *new = calloc(1, sizeof *new);
    if (new == NULL) {
        eh_part_close(part);
        return NULL;
    }
    new->part = part;
    return new;
}

void eh_ahead_close(eh_ahead *ahead) {
    if (ahead == NULL) {
        return;
    }
    if (ahead->threaded) {
        end_thread(ahead);
    }
    eh_part_close(ahead->part);
    for (size_t i = 0; i < BLOCKS; i++) {
        free(ahead->blocks[i].room);
    }
    free(ahead->large);
    free(ahead);
}

/* Waits until a block stands behind the present one. */
static void await_block(eh_ahead *ahead) {
    unsigned enough = 1;
    pthread_mutex_lock(&ahead->lock);
    while (ahead->filled < enough && !ahead->last_filled) {
        enough = WAKE;
        ahead->reader_waits = true;
        pthread_cond_wait(&ahead->filled_some, &ahead->lock);
        ahead->reader_waits = false;
    }
    pthread_mutex_unlock(&ahead->lock);
}

/* Gives the block behind the window back and makes the next one the present. */
static void move_on(eh_ahead *ahead) {
    ahead->present = (ahead->present + 1) % BLOCKS;
    if (ahead->threaded) {
        pthread_mutex_lock(&ahead->lock);
        ahead->filled--;
        if (ahead->filler_waits && BLOCKS - 1 - ahead->filled >= WAKE) {
            pthread_cond_signal(&ahead->freed_some);
        }
        pthread_mutex_unlock(&ahead->lock);
    }
}

/* A window of its own for the bytes kept, which are too many to stand before their block, and the block. */
static eh_status build_large(eh_ahead *ahead, const char *keep, size_t kept, const block *next) {
    size_t needed = kept + next->length + EH_AHEAD_PAD;
    if (needed > ahead->large_room) {
        char *larger = malloc(needed * 2);
        if (larger == NULL) {
            return EH_NOMEM;
        }
        memcpy(larger, keep, kept);
        free(ahead->large);
        ahead->large = larger;
        ahead->large_room = needed * 2;
    } else {
        memmove(ahead->large, keep, kept);
    }
    memcpy(ahead->large + kept, next->room + FRONT, next->length + EH_AHEAD_PAD);
    ahead->window = ahead->large;
    return EH_OK;
}

eh_status eh_ahead_next(eh_ahead *ahead, size_t kept, const char **window, size_t *length, eh_code *trouble) {
    const char *keep = kept > 0 ? ahead->window + ahead->length - kept : "";
    block *next = &ahead->blocks[ahead->started ? (ahead->present + 1) % BLOCKS : ahead->present];
    if (ahead->ended) { /* said once more */
        const block *last = &ahead->blocks[ahead->present];
        *window = keep;
        *length = kept;
        *trouble = last->trouble;
        return last->status;
    }
    if (ahead->threaded) {
        await_block(ahead);
    } else {
        fill(ahead->part, next);
        ahead->alone++;
    }
    *trouble = next->trouble;
    ahead->ended = next->status != EH_OK || next->length == 0;
    if (next->status == EH_NOMEM) {
        return EH_NOMEM;
    }
    if (kept > FRONT) {
        if (build_large(ahead, keep, kept, next) != EH_OK) {
            return EH_NOMEM;
        }
    } else {
        ahead->window = next->room + FRONT - kept;
        if (kept > 0) {
            memcpy(next->room + FRONT - kept, keep, kept);
        }
    }
    ahead->length = kept + next->length;
    eh_status status = next->status;
    if (ahead->started) {
        move_on(ahead);
    }
    ahead->started = true;
    if (!ahead->threaded && ahead->alone == ALONE && !ahead->ended && !eh_part_alone(ahead->part)) {
        start_thread(ahead);
    }
    *window = ahead->window;
    *length = ahead->length;
    return status;
}
