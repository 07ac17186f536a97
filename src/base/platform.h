/* The system: files, folders, the clock, the terminal, the environment. platform.c, platform_output.c and platform_guard.c alone touch any of them; tests and other hosts may
 * leave them out. */
#ifndef EH_BASE_PLATFORM_H
#define EH_BASE_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "evenhand/source.h"
#include "evenhand/status.h"

/* What can go wrong with a file. */
typedef enum eh_trouble {
    EH_TROUBLE_NONE = 0,
    EH_TROUBLE_NOT_FOUND,  /* no such file, or no such folder on the way to it */
    EH_TROUBLE_FOLDER,     /* it is a folder */
    EH_TROUBLE_NOT_FOLDER, /* it, or something on the way to it, is no folder */
    EH_TROUBLE_DENIED,     /* no permission, or a read-only file system */
    EH_TROUBLE_FULL,       /* no space left, or over quota */
    EH_TROUBLE_TOO_LARGE,  /* more than the limit */
    EH_TROUBLE_NOMEM,      /* an allocation failed */
    EH_TROUBLE_STOPPED,    /* a signal asked the program to stop (eh_signals_hold) */
    EH_TROUBLE_OTHER,      /* anything else of the system's */
} eh_trouble;

/* "there is no such file" ...: plain English, static storage, to follow "NAME: ". */
const char *eh_trouble_text(eh_trouble trouble);

/* Sources. On success *source is the caller's to close, else NULL. What is no regular file (a pipe, a device) is drained into memory first. */
eh_trouble eh_source_open_file(const char *path, eh_source **source);
/* Drains standard input, at most EH_LIMIT_STDIN bytes; named "standard input". */
eh_trouble eh_source_open_stdin(eh_source **source);

/* A sink for a file. What is written goes to a hidden file in the same folder (".evenhand-PROCESS-N.part", locked); commit brings it to the disk and gives it
 * its name in one step, in place of an earlier one; abort, or a failed commit, removes it. What is there and is no regular file (a device, a pipe) is
 * written to directly. */
eh_trouble eh_sink_create_file(const char *path, eh_sink **sink);
/* The same; a file that is new or put in the place of an earlier one can be read by its owner alone, from its first byte. */
eh_trouble eh_sink_create_private(const char *path, eh_sink **sink);
/* What went wrong with such a sink so far; ask before commit or abort. */
eh_trouble eh_sink_file_trouble(const eh_sink *sink);
/* Commits such a sink and says what went wrong (the sink's own commit only says EH_IO). The sink is gone afterwards either way. */
eh_trouble eh_sink_file_commit(eh_sink *sink);
/* A sink for standard output: commit writes out what is left; abort drops it. NULL when out of memory. The file functions above may be used on it. */
eh_sink *eh_sink_to_stdout(void);

/* Commit in its steps, for files that are to appear together and not wait for the disk one by one. `finish`, when all is written: what is left goes to the system.
 * `settle` waits until they are there; it may be called for many sinks from as many threads at a time. Both leave a sink that is to be aborted when they fail.
 * `reveal`, after settle, gives the file its name and ends the sink, also when it fails. A name so given is safe from a loss of power once
 * eh_folder_settle has returned; that does nothing where folders cannot be brought to the disk. */
eh_trouble eh_sink_file_finish(eh_sink *sink);
eh_trouble eh_sink_file_settle(eh_sink *sink);
eh_trouble eh_sink_file_reveal(eh_sink *sink);
eh_trouble eh_folder_settle(const char *path);

/* Removes what killed runs left: hidden files of sinks in `folder` (NULL: none) and private folders of eh_temp_new. Only what bears a name of ours, belongs to this
 * user, is locked by nobody and names a process that is gone, or this one: so it is called before the first sink is made. Returns how many there were. */
size_t eh_leftovers_remove(const char *folder);

/* A place for a temporary file, for libraries that write only to paths: in a private folder ("evenhand-PROCESS-XXXXXX") under TMPDIR; when that is not set, in memory
 * (/dev/shm) where there is room, else under /tmp. */
typedef struct eh_temp eh_temp;
eh_trouble eh_temp_new(eh_temp **temp);
const char *eh_temp_path(const eh_temp *temp);   /* of a file that does not exist yet */
const char *eh_temp_folder(const eh_temp *temp); /* the private folder itself, for a library's own scratch files */
/* Reads the whole file: *data is malloc'd and the caller's. */
eh_trouble eh_temp_read(const eh_temp *temp, char **data, size_t *size);
void eh_temp_free(eh_temp *temp); /* removes the folder with all that is in it; NULL is allowed */

/* Names, malloc'd: free with eh_names_free. */
typedef struct eh_names {
    char **names;
    size_t count;
} eh_names;
void eh_names_free(eh_names *names);

/* The names (without the folder) of the regular files of a folder, sorted by bytes: no links followed, no folders in it entered, hidden files (a
 * leading '.') left out. More than EH_LIMIT_FOLDER are EH_TROUBLE_TOO_LARGE. */
eh_trouble eh_folder_list(const char *path, eh_names *names);
/* Makes a folder and those above it; one that is there already is success. */
eh_trouble eh_folder_make(const char *path);
bool eh_is_folder(const char *path);
bool eh_is_file(const char *path); /* a regular file, links followed */
/* "folder/name", malloc'd; NULL when out of memory. */
char *eh_path_join(const char *folder, const char *name);
/* The part of a path behind its last '/'; points into it. */
const char *eh_path_name(const char *path);
/* The day (UTC) on which a file was last written; EH_NO_DATE when it is not there. */
eh_date eh_file_date(const char *path);

/* Now, as "2025-05-20T09:00:00Z"; SOURCE_DATE_EPOCH takes its place when set. False when that is set to no number of seconds up to the year 9999. */
bool eh_now(char out[21]);
/* Seconds of a clock that only goes forward, for measuring. */
double eh_seconds(void);
/* How many processors there are for this program; at least 1. */
unsigned eh_processors(void);
/* Whether standard output (1) or error (2) is a terminal. */
bool eh_is_terminal(int descriptor);

/* To be called first by a program: standard streams that are closed fail when used, rather than be whatever file is opened first; and a file that grows beyond
 * the limit of its size (RLIMIT_FSIZE) is an error of that file, not the end of the program. */
void eh_process_begin(void);
/* To be called next: from here on this process, its threads and what it starts can open no socket and run no other program (Linux on x86-64 and arm64; seccomp). False where
 * the system has no such thing or does not allow it: then nothing has changed, and the program does neither all the same. */
bool eh_process_guard(void);
/* From here on the first SIGINT, SIGTERM or SIGHUP that is not ignored does nothing but be known to eh_signal_held (its number; 0 before); the second of
 * a kind ends the program as ever. Reading a pipe ends with EH_TROUBLE_STOPPED then. */
void eh_signals_hold(void);
int eh_signal_held(void);

#endif
