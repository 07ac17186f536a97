/* POSIX: reading, folders, the clock, the process. What is written stands in platform_output.c. */
#include "base/platform.h"
#include "base/platform_own.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"

enum { READ_BLOCK = 1 << 20 };

const char *eh_trouble_text(eh_trouble trouble) {
    static const char *const texts[] = {
        [EH_TROUBLE_NONE] = "done",
        [EH_TROUBLE_NOT_FOUND] = "there is no such file or folder",
        [EH_TROUBLE_FOLDER] = "this is a folder, not a file",
        [EH_TROUBLE_NOT_FOLDER] = "this, or something on the way to it, is not a folder",
        [EH_TROUBLE_DENIED] = "there is no permission for it",
        [EH_TROUBLE_FULL] = "the disk is full",
        [EH_TROUBLE_TOO_LARGE] = "it is too large",
        [EH_TROUBLE_NOMEM] = "out of memory",
        [EH_TROUBLE_STOPPED] = "it was stopped",
        [EH_TROUBLE_OTHER] = "the system could not read or write it",
    };
    size_t i = (size_t)trouble;
    return i < sizeof texts / sizeof *texts ? texts[i] : texts[EH_TROUBLE_OTHER];
}

eh_trouble eh_trouble_of(int error) {
    switch (error) {
    case 0:
        return EH_TROUBLE_NONE;
    case ENOENT:
    case ENXIO:
        return EH_TROUBLE_NOT_FOUND;
    case EISDIR:
        return EH_TROUBLE_FOLDER;
    case ENOTDIR:
        return EH_TROUBLE_NOT_FOLDER;
    case EACCES:
    case EPERM:
    case EROFS:
        return EH_TROUBLE_DENIED;
    case ENOSPC:
    case EDQUOT:
        return EH_TROUBLE_FULL;
    case EFBIG:
        return EH_TROUBLE_TOO_LARGE;
    case ENOMEM:
        return EH_TROUBLE_NOMEM;
    case EINTR:
        return EH_TROUBLE_STOPPED;
    default:
        return EH_TROUBLE_OTHER;
    }
}

/* ---- sources ---- */

typedef struct file_source {
    eh_source base;
    int descriptor;
    char *drained; /* the bytes of what is no regular file, else NULL */
    char name[];
} file_source;

static eh_status file_read_at(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    const file_source *source = (const file_source *)(const void *)self;
    uint64_t left = offset < self->size ? self->size - offset : 0;
    size_t need = left < want ? (size_t)left : want, done = 0;
    *got = 0;
    if (source->drained) {
        if (need)
            memcpy(buffer, source->drained + offset, need);
        *got = need;
        return EH_OK;
    }
    while (done < need) {
        ssize_t n = pread(source->descriptor, (char *)buffer + done, need - done, (off_t)(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) /* an error, or the file has shrunk under our hands */
            return EH_IO;
        done += (size_t)n;
    }
    *got = done;
    return EH_OK;
}

static void file_close(eh_source *self) {
    file_source *source = (file_source *)(void *)self;
    if (source->descriptor >= 0)
        close(source->descriptor);
    free(source->drained);
    free(source);
}

eh_trouble eh_drain(int descriptor, uint64_t limit, char **data, size_t *size) {
    eh_buffer buffer = {0};
    eh_trouble trouble = EH_TROUBLE_NONE;
    char *block = malloc(READ_BLOCK);
    while (block) {
        ssize_t n = read(descriptor, block, READ_BLOCK);
        if (n < 0 && errno == EINTR && !eh_signal_held())
            continue;
        if (n < 0)
            trouble = eh_trouble_of(errno);
        else if (buffer.length + (size_t)n > limit)
            trouble = EH_TROUBLE_TOO_LARGE;
        else if (!eh_buffer_add(&buffer, block, (size_t)n))
            trouble = EH_TROUBLE_NOMEM;
        if (n <= 0 || trouble)
            break;
    }
    if (!block)
        trouble = EH_TROUBLE_NOMEM;
    free(block);
    if (trouble) {
        eh_buffer_free(&buffer);
        return trouble;
    }
    *data = buffer.data;
    *size = buffer.length;
    return EH_TROUBLE_NONE;
}

/* Makes a source of a descriptor, which is the source's from here on, whether this succeeds or not; -1 once it has been drained. */
static eh_trouble source_new(const char *name, int descriptor, char *drained, uint64_t size, eh_source **source) {
    size_t length = strlen(name);
    file_source *made = calloc(1, sizeof *made + length + 1);
    if (!made) {
        if (descriptor >= 0)
            close(descriptor);
        free(drained);
        return EH_TROUBLE_NOMEM;
    }
    memcpy(made->name, name, length);
    made->base = (eh_source){made->name, size, file_read_at, file_close};
    made->descriptor = descriptor;
    made->drained = drained;
    *source = &made->base;
    return EH_TROUBLE_NONE;
}

eh_trouble eh_source_open_file(const char *path, eh_source **source) {
    struct stat facts;
    *source = NULL;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return eh_trouble_of(errno);
    if (fstat(descriptor, &facts) != 0 || S_ISDIR(facts.st_mode)) {
        eh_trouble trouble = S_ISDIR(facts.st_mode) ? EH_TROUBLE_FOLDER : EH_TROUBLE_OTHER;
        close(descriptor);
        return trouble;
    }
    if (S_ISREG(facts.st_mode))
        return source_new(eh_path_name(path), descriptor, NULL, (uint64_t)facts.st_size, source);
    char *data = NULL;
    size_t size = 0;
    eh_trouble trouble = eh_drain(descriptor, EH_LIMIT_STDIN, &data, &size);
    close(descriptor);
    return trouble ? trouble : source_new(eh_path_name(path), -1, data, size, source);
}

eh_trouble eh_source_open_stdin(eh_source **source) {
    char *data = NULL;
    size_t size = 0;
    *source = NULL;
    eh_trouble trouble = eh_drain(STDIN_FILENO, EH_LIMIT_STDIN, &data, &size);
    return trouble ? trouble : source_new("standard input", -1, data, size, source);
}

/* ---- folders and names ---- */

void eh_names_free(eh_names *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free((void *)names->names);
    *names = (eh_names){0};
}

static eh_trouble add_name(eh_names *names, size_t *room, const char *name) {
    if (names->count >= EH_LIMIT_FOLDER)
        return EH_TROUBLE_TOO_LARGE;
    if (names->count == *room) {
        size_t more = *room ? *room * 2 : 32;
        char **grown = realloc((void *)names->names, more * sizeof *grown);
        if (!grown)
            return EH_TROUBLE_NOMEM;
        names->names = grown;
        *room = more;
    }
    names->names[names->count] = strdup(name);
    return names->names[names->count] ? (names->count++, EH_TROUBLE_NONE) : EH_TROUBLE_NOMEM;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

eh_trouble eh_folder_list(const char *path, eh_names *names) {
    *names = (eh_names){0};
    DIR *folder = opendir(path);
    if (!folder)
        return eh_trouble_of(errno);
    eh_trouble trouble = EH_TROUBLE_NONE;
    size_t room = 0;
    struct dirent *found;
    for (errno = 0; !trouble && (found = readdir(folder)); errno = 0) {
        struct stat facts;
        if (found->d_name[0] != '.' && fstatat(dirfd(folder), found->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(facts.st_mode))
            trouble = add_name(names, &room, found->d_name);
    }
    if (!trouble)
        trouble = eh_trouble_of(errno);
    closedir(folder);
    if (trouble)
        eh_names_free(names);
    else if (names->count)
        qsort((void *)names->names, names->count, sizeof *names->names, by_bytes);
    return trouble;
}

static eh_trouble make_one(const char *path) {
    if (mkdir(path, 0777) == 0 || eh_is_folder(path)) /* asked second: it may be there and its parent read-only */
        return EH_TROUBLE_NONE;
    return errno == EEXIST ? EH_TROUBLE_NOT_FOLDER : eh_trouble_of(errno);
}

eh_trouble eh_folder_make(const char *path) {
    char *copy = strdup(path);
    if (!copy)
        return EH_TROUBLE_NOMEM;
    eh_trouble trouble = *copy ? EH_TROUBLE_NONE : EH_TROUBLE_NOT_FOUND;
    for (char *p = copy + (*copy == '/'); !trouble && *p; p++) {
        if (*p != '/' || p[-1] == '/')
            continue;
        *p = '\0';
        trouble = make_one(copy);
        *p = '/';
    }
    if (!trouble)
        trouble = make_one(copy);
    free(copy);
    return trouble;
}

bool eh_is_folder(const char *path) {
    struct stat facts;
    int before = errno;
    bool is = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
    errno = before;
    return is;
}

bool eh_is_file(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

char *eh_path_join(const char *folder, const char *name) {
    size_t first = strlen(folder), second = strlen(name);
    bool slash = first && folder[first - 1] != '/';
    char *path = malloc(first + slash + second + 1);
    if (!path)
        return NULL;
    memcpy(path, folder, first);
    if (slash)
        path[first] = '/';
    memcpy(path + first + slash, name, second + 1);
    return path;
}

const char *eh_path_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- time ---- */

static eh_date day_of(int64_t seconds) {
    return (eh_date)((seconds >= 0 ? seconds : seconds - 86399) / 86400);
}

eh_date eh_file_date(const char *path) {
    struct stat facts;
    return stat(path, &facts) == 0 ? day_of((int64_t)facts.st_mtime) : EH_NO_DATE;
}

/* SOURCE_DATE_EPOCH as seconds; -1 when it is no such number. */
static int64_t epoch_of(const char *text) {
    int64_t seconds = 0;
    if (!*text || strlen(text) > 12)
        return -1;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return -1;
        seconds = seconds * 10 + (*text - '0');
    }
    return day_of(seconds) <= eh_date_make(9999, 12, 31) ? seconds : -1;
}

bool eh_now(char out[21]) {
    struct timespec clock = {0};
    const char *set = getenv("SOURCE_DATE_EPOCH");
    int64_t wanted = set ? epoch_of(set) : -1;
    clock_gettime(CLOCK_REALTIME, &clock);
    int64_t seconds = wanted >= 0 ? wanted : (int64_t)clock.tv_sec;
    int of_day = (int)(seconds - (int64_t)day_of(seconds) * 86400);
    eh_date_write(day_of(seconds), out);
    const int parts[] = {of_day / 3600, of_day / 60 % 60, of_day % 60};
    for (size_t i = 0; i < 3; i++) {
        out[10 + 3 * i] = i ? ':' : 'T';
        out[11 + 3 * i] = (char)('0' + parts[i] / 10);
        out[12 + 3 * i] = (char)('0' + parts[i] % 10);
    }
    out[19] = 'Z';
    out[20] = '\0';
    return !set || wanted >= 0;
}

double eh_seconds(void) {
    struct timespec clock = {0};
    clock_gettime(CLOCK_MONOTONIC, &clock);
    return (double)clock.tv_sec + (double)clock.tv_nsec / 1e9;
}

/* ---- the process and its terminal ---- */

unsigned eh_processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 1 ? (unsigned)count : 1;
}

bool eh_is_terminal(int descriptor) {
    return isatty(descriptor) == 1;
}

void eh_process_begin(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            break;
    signal(SIGXFSZ, SIG_IGN);
}

/* Set by a signal, asked by any thread. */
static atomic_int held;

static void hold(int number) {
    atomic_store(&held, number);
}

static const int stopping[] = {SIGINT, SIGTERM, SIGHUP};

void eh_signals_hold(void) {
    for (size_t i = 0; i < sizeof stopping / sizeof *stopping; i++) {
        struct sigaction before, action = {.sa_handler = hold, .sa_flags = (int)SA_RESETHAND};
        sigemptyset(&action.sa_mask);
        if (sigaction(stopping[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(stopping[i], &action, NULL);
    }
}

int eh_signal_held(void) {
    return atomic_load(&held);
}
