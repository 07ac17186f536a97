#include "extract/text_ahead.h"

#include <limits.h>
#include <stdlib.h>

#include <pthread.h>

#define WINDOWS 8
#define WAKE                                                                                                           \
    4 /* windows that must be waiting, or free, before another thread is woken: waking for each costs more than it gains */

/* Windows are numbered from 0 and lie in a ring. Those from `freed` to `taken` are in the caller's hands (at most one), those up to `cut` wait; those
 * up to `hashed` are hashed. A window is used again when it is freed and hashed. */
struct eh_text_ahead {
    eh_text_cutter cutter;
    eh_text_window windows[WINDOWS];
    eh_hasher *hasher; /* NULL: nothing is hashed */
    unsigned alone;
    uint64_t taken; /* the caller's own */

    bool cut_apart, hashed_apart; /* by a thread of its own */
    pthread_t cut_thread, hash_thread;
    pthread_mutex_t lock; /* over what follows, while there are threads */
    pthread_cond_t cut_some, freed_some, hash_some;
    uint64_t cut, freed, hashed;
    bool last_cut, stop, taker_waits, cutter_waits, hasher_waits;
};

static eh_text_window *window_of(eh_text_ahead *ahead, uint64_t number) {
    return &ahead->windows[number % WINDOWS];
}

/* Cuts the window of that number; whether another may follow. */
static bool cut_window(eh_text_ahead *ahead, uint64_t number) {
    eh_text_window *window = window_of(ahead, number);
    eh_text_cut(&ahead->cutter, number == 0 ? NULL : window_of(ahead, number - 1), window);
    return window->status == EH_OK;
}

static void hash_window(eh_text_ahead *ahead, uint64_t number) {
    const eh_text_window *window = window_of(ahead, number);
    if (window->status != EH_OK && window->status != EH_END) {
        return; /* it could not be cut: its bytes are nothing to go by */
    }
    eh_hasher_add(ahead->hasher, window->bytes + window->fresh, window->length - window->fresh);
}

/* ---- the other threads; the lock is held where nothing else is said ---- */

static uint64_t in_use(const eh_text_ahead *ahead) {
    uint64_t done = ahead->hasher != NULL && ahead->hashed < ahead->freed ? ahead->hashed : ahead->freed;
    return ahead->cut - done;
}

static void wake_cutter(eh_text_ahead *ahead) {
    if (ahead->cutter_waits && WINDOWS - in_use(ahead) >= WAKE) {
        pthread_cond_signal(&ahead->freed_some);
    }
}

static void *cut_ahead(void *self) {
    eh_text_ahead *ahead = self;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->last_cut && !ahead->stop) {
        if (in_use(ahead) == WINDOWS) {
            ahead->cutter_waits = true;
            pthread_cond_wait(&ahead->freed_some, &ahead->lock);
            ahead->cutter_waits = false;
            continue;
        }
        uint64_t number = ahead->cut;
        pthread_mutex_unlock(&ahead->lock);
        bool more = cut_window(ahead, number);
        pthread_mutex_lock(&ahead->lock);
        ahead->cut++;
        ahead->last_cut = !more;
        if (ahead->taker_waits && (ahead->cut - ahead->freed >= WAKE || !more)) {
            pthread_cond_signal(&ahead->cut_some);
        }
        if (ahead->hasher_waits && (ahead->cut - ahead->hashed >= WAKE || !more)) {
            pthread_cond_signal(&ahead->hash_some);
        }
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

static void *hash_behind(void *self) {
    eh_text_ahead *ahead = self;
    pthread_mutex_lock(&ahead->lock);
    while (!ahead->stop && !(ahead->last_cut && ahead->hashed == ahead->cut)) {
        if (ahead->hashed == ahead->cut) {
            ahead->hasher_waits = true;
            pthread_cond_wait(&ahead->hash_some, &ahead->lock);
            ahead->hasher_waits = false;
            continue;
        }
        uint64_t number = ahead->hashed;
        pthread_mutex_unlock(&ahead->lock);
        hash_window(ahead, number);
        pthread_mutex_lock(&ahead->lock);
        ahead->hashed++;
        wake_cutter(ahead);
    }
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

static bool make_conditions(eh_text_ahead *ahead) {
    pthread_cond_t *conditions[] = {&ahead->cut_some, &ahead->freed_some, &ahead->hash_some};
    if (pthread_mutex_init(&ahead->lock, NULL) != 0) {
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        if (pthread_cond_init(conditions[i], NULL) != 0) {
            while (i-- > 0) {
                pthread_cond_destroy(conditions[i]);
            }
            pthread_mutex_destroy(&ahead->lock);
            return false;
        }
    }
    return true;
}

static void drop_conditions(eh_text_ahead *ahead) {
    pthread_cond_destroy(&ahead->cut_some);
    pthread_cond_destroy(&ahead->freed_some);
    pthread_cond_destroy(&ahead->hash_some);
    pthread_mutex_destroy(&ahead->lock);
}

/* Without threads everything works the same, so that failing to make one is no failure. Called without the lock. */
static void start_threads(eh_text_ahead *ahead) {
    ahead->alone = UINT_MAX;
    if (!make_conditions(ahead)) {
        return;
    }
    ahead->cut_apart = pthread_create(&ahead->cut_thread, NULL, cut_ahead, ahead) == 0;
    if (!ahead->cut_apart) {
        drop_conditions(ahead);
        return;
    }
    ahead->hashed_apart = ahead->hasher != NULL && pthread_create(&ahead->hash_thread, NULL, hash_behind, ahead) == 0;
}

static void end_threads(eh_text_ahead *ahead) {
    pthread_mutex_lock(&ahead->lock);
    ahead->stop = true;
    pthread_cond_signal(&ahead->freed_some);
    pthread_cond_signal(&ahead->hash_some);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->cut_thread, NULL);
    if (ahead->hashed_apart) {
        pthread_join(ahead->hash_thread, NULL);
    }
    drop_conditions(ahead);
}

/* ---- the caller's thread ---- */

eh_text_ahead *eh_text_ahead_new(const eh_text_cutter *cutter, unsigned alone) {
    eh_text_ahead *ahead = calloc(1, sizeof *ahead);
    if (ahead != NULL) {
        ahead->cutter = *cutter;
        ahead->alone = alone;
    }
    return ahead;
}

void eh_text_ahead_close(eh_text_ahead *ahead) {
    if (ahead == NULL) {
        return;
    }
    if (ahead->cut_apart) {
        end_threads(ahead);
    }
    if (ahead->hasher != NULL) {
        eh_hasher_finish(ahead->hasher);
    }
    for (size_t i = 0; i < WINDOWS; i++) {
        eh_text_window_free(&ahead->windows[i]);
    }
    eh_text_input_free(&ahead->cutter.input);
    eh_text_record_free(&ahead->cutter.record);
    free(ahead);
}

eh_status eh_text_ahead_hash(eh_text_ahead *ahead, size_t mark) {
    char bytes[8];
    size_t got = 0;
    eh_source *source = ahead->cutter.input.source;
    eh_status status = mark == 0 ? EH_OK : eh_source_read_fully(source, 0, bytes, mark, &got);
    if (status == EH_OK) {
        ahead->hasher = eh_hasher_new();
        status = ahead->hasher == NULL ? EH_NOMEM : EH_OK;
    }
    if (status == EH_OK) {
        eh_hasher_add(ahead->hasher, bytes, got);
    }
    return status;
}

/* Hashes the window that the caller is done with, unless a thread does it. */
static void hash_taken(eh_text_ahead *ahead) {
    if (ahead->hasher != NULL && !ahead->hashed_apart && ahead->taken > 0) {
        hash_window(ahead, ahead->taken - 1);
    }
}

bool eh_text_ahead_digest(eh_text_ahead *ahead, eh_digest *digest) {
    if (ahead->hasher == NULL) {
        return false;
    }
    hash_taken(ahead);
    if (ahead->hashed_apart) {
        pthread_join(ahead->hash_thread, NULL);
        ahead->hashed_apart = false;
    }
    *digest = eh_hasher_finish(ahead->hasher);
    ahead->hasher = NULL;
    return true;
}

/* Gives the window back that was taken last and waits until another one is cut. */
static void await_window(eh_text_ahead *ahead) {
    uint64_t enough = 1;
    pthread_mutex_lock(&ahead->lock);
    ahead->hashed = ahead->hashed_apart ? ahead->hashed : ahead->taken;
    ahead->freed = ahead->taken;
    wake_cutter(ahead);
    while (ahead->cut - ahead->taken < enough && !ahead->last_cut) {
        enough = WAKE;
        ahead->taker_waits = true;
        pthread_cond_wait(&ahead->cut_some, &ahead->lock);
        ahead->taker_waits = false;
    }
    pthread_mutex_unlock(&ahead->lock);
}

const eh_text_window *eh_text_ahead_next(eh_text_ahead *ahead) {
    hash_taken(ahead);
    if (!ahead->cut_apart) {
        ahead->freed = ahead->hashed = ahead->taken;
        if (ahead->taken >= ahead->alone) {
            start_threads(ahead);
        }
    }
    if (ahead->cut_apart) {
        await_window(ahead);
    } else {
        cut_window(ahead, ahead->taken);
        ahead->cut++;
    }
    return window_of(ahead, ahead->taken++);
}
