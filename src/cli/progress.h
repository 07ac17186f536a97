/* What is shown while long work goes on, and whether it was asked to stop. */
#ifndef EH_CLI_PROGRESS_H
#define EH_CLI_PROGRESS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "cli/options.h"

/* A line on standard error when that is a terminal: from half a second on, ten times a second at most, taken away again at the end. Any thread may report. */
typedef struct progress_state {
    bool wanted;
    double began, shown; /* eh_seconds; `shown` is that of whoever holds `busy` */
    atomic_flag busy;
    atomic_bool drawn;
    atomic_uint_least64_t rows, bytes; /* read so far */
    atomic_uint_least64_t size;        /* bytes there are to read */
} progress_state;

/* Begins (each part of the work may have one of its own), and takes over Ctrl-C (SIGINT, SIGTERM): see progress_stopped. */
void progress_begin(progress_state *state, const options *given);
/* So many bytes more are there to read; so many more have been read. */
void progress_expect(progress_state *state, uint64_t bytes);
void progress_read(progress_state *state, uint64_t bytes);
/* An eh_progress: so many rows have been read. False when the work is to stop. */
bool progress_rows(void *state, uint64_t rows, double share);
/* So many of the files are done: "writing 3 of 420 files". */
void progress_files(progress_state *state, const char *doing, uint64_t done, uint64_t files);
/* Takes the line away, to make room for a message or for good. */
void progress_clear(progress_state *state);

/* Whether a signal asked to stop. */
bool progress_stopped(void);
/* Says so, and returns the exit status for it: 128 and the number of the signal, as shells have it. */
int progress_say_stopped(void);

#endif
