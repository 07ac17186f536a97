#include "cli/progress.h"

#include <stdio.h>

#include "base/platform.h"
#include "base/text.h"
#include "cli/message.h"
#include "report/words.h"

enum { PERCENT = 100, MINUTE = 60 };

void progress_begin(progress_state *state, const options *given) {
    enum { ERRORS = 2 };
    *state = (progress_state){.began = eh_seconds(),
                              .wanted = !given->quiet && !given->no_progress && eh_is_terminal(ERRORS),
                              .busy = ATOMIC_FLAG_INIT};
    if (!progress_stopped()) /* else a second signal would not end the program either */
        eh_signals_hold();
}

/* The time left, when so much of the work took so long; nothing while that would be a guess. */
static void add_time_left(eh_buffer *line, double seconds, double share) {
    static const double sure_after = 1, sure_share = 0.02;
    if (seconds < sure_after || share < sure_share)
        return;
    const uint64_t minute = MINUTE;
    uint64_t left = (uint64_t)(seconds * (1 - share) / share) + 1;
    eh_buffer_text(line, ", ");
    eh_buffer_whole(line, (int64_t)(left < 2 * minute ? left : (left + minute / 2) / minute));
    eh_buffer_text(line, left < 2 * minute ? " s left" : " min left");
}

/* Whether it is time to draw. When it is, the caller has `busy` and gives it back by `draw`. */
static bool is_time(progress_state *state, double *now) {
    static const double after = 0.5, every = 0.1;
    if (!state->wanted)
        return false;
    *now = eh_seconds();
    if (*now - state->began < after || atomic_flag_test_and_set(&state->busy))
        return false;
    if (*now - state->shown >= every)
        return true;
    atomic_flag_clear(&state->busy);
    return false;
}

static void draw(progress_state *state, eh_buffer *line, double now) {
    state->shown = now;
    if (!line->failed && line->data) {
        atomic_store(&state->drawn, true);
        fprintf(stderr, "\r%s\033[K", line->data);
        fflush(stderr);
    }
    eh_buffer_free(line);
    atomic_flag_clear(&state->busy);
}

static void show_reading(progress_state *state) {
    double now;
    eh_buffer line = {0};
    if (!is_time(state, &now))
        return;
    uint64_t rows = atomic_load(&state->rows), bytes = atomic_load(&state->bytes), size = atomic_load(&state->size);
    double share = size ? (double)(bytes < size ? bytes : size) / (double)size : 0;
    eh_buffer_text(&line, rows ? "" : "reading");
    if (rows) {
        eh_words_count(&line, (double)rows);
        eh_buffer_text(&line, " rows read");
    }
    eh_buffer_format(&line, ", %d%%", (int)(share * (PERCENT - 1))); /* the last is for what comes after reading */
    add_time_left(&line, now - state->began, share);
    draw(state, &line, now);
}

void progress_expect(progress_state *state, uint64_t bytes) {
    atomic_fetch_add(&state->size, bytes);
}

void progress_read(progress_state *state, uint64_t bytes) {
    atomic_fetch_add(&state->bytes, bytes);
    show_reading(state);
}

bool progress_rows(void *context, uint64_t rows, double share) {
    progress_state *state = context;
    (void)share; /* told from the bytes of all inputs here */
    atomic_store(&state->rows, rows);
    show_reading(state);
    return !progress_stopped();
}

void progress_files(progress_state *state, const char *doing, uint64_t done, uint64_t files) {
    double now;
    eh_buffer line = {0};
    if (!is_time(state, &now))
        return;
    eh_buffer_text(&line, doing);
    eh_buffer_char(&line, ' ');
    eh_words_count(&line, (double)done);
    eh_buffer_text(&line, " of ");
    eh_words_count(&line, (double)files);
    eh_buffer_text(&line, " files");
    draw(state, &line, now);
}

void progress_clear(progress_state *state) {
    if (atomic_exchange(&state->drawn, false))
        fputs("\r\033[K", stderr);
}

bool progress_stopped(void) {
    return eh_signal_held() != 0;
}

int progress_say_stopped(void) {
    message_error("stopped; nothing was written.");
    return EXIT_STOPPED + eh_signal_held();
}
