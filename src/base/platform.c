/* POSIX. */
#include "base/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"

enum { SINK_BLOCK = 1 << 16, READ_BLOCK = 1 << 20, NAMES_TRIED = 10000 };

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
        [EH_TROUBLE_OTHER] = "the system could not read or write it",
    };
    size_t i = (size_t)trouble;
    return i < sizeof texts / sizeof *texts ? texts[i] : texts[EH_TROUBLE_OTHER];
}

static eh_trouble trouble_of(int error) {
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

static eh_trouble drain(int descriptor, uint64_t limit, char **data, size_t *size) {
    eh_buffer buffer = {0};
    eh_trouble trouble = EH_TROUBLE_NONE;
    char *block = malloc(READ_BLOCK);
    while (block) {
        ssize_t n = read(descriptor, block, READ_BLOCK);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            trouble = trouble_of(errno);
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
        return trouble_of(errno);
    if (fstat(descriptor, &facts) != 0 || S_ISDIR(facts.st_mode)) {
        eh_trouble trouble = S_ISDIR(facts.st_mode) ? EH_TROUBLE_FOLDER : EH_TROUBLE_OTHER;
        close(descriptor);
        return trouble;
    }
    if (S_ISREG(facts.st_mode))
        return source_new(eh_path_name(path), descriptor, NULL, (uint64_t)facts.st_size, source);
    char *data = NULL;
    size_t size = 0;
    eh_trouble trouble = drain(descriptor, EH_LIMIT_STDIN, &data, &size);
    close(descriptor);
    return trouble ? trouble : source_new(eh_path_name(path), -1, data, size, source);
}

eh_trouble eh_source_open_stdin(eh_source **source) {
    char *data = NULL;
    size_t size = 0;
    *source = NULL;
    eh_trouble trouble = drain(STDIN_FILENO, EH_LIMIT_STDIN, &data, &size);
    return trouble ? trouble : source_new("standard input", -1, data, size, source);
}

/* ---- sinks ---- */

typedef struct file_sink {
    eh_sink base;
    int descriptor;
    bool own;           /* the descriptor is ours to close */
    char *path, *draft; /* the name to be, and the hidden one; NULL when written to directly */
    eh_trouble trouble; /* the first that there was; sticky */
    size_t used;
    unsigned char block[SINK_BLOCK];
} file_sink;

static void write_out(file_sink *sink, const unsigned char *data, size_t size) {
    while (size && !sink->trouble) {
        ssize_t n = write(sink->descriptor, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            sink->trouble = trouble_of(errno);
            return;
        }
        data += n;
        size -= (size_t)n;
    }
}

static void flush_block(file_sink *sink) {
    write_out(sink, sink->block, sink->used);
    sink->used = 0;
}

static eh_status file_write(eh_sink *self, const void *data, size_t size) {
    file_sink *sink = (file_sink *)(void *)self;
    if (size > SINK_BLOCK - sink->used)
        flush_block(sink);
    if (size >= SINK_BLOCK) {
        write_out(sink, data, size);
    } else if (size) {
        memcpy(sink->block + sink->used, data, size);
        sink->used += size;
    }
    return sink->trouble ? EH_IO : EH_OK;
}

static void sink_free(file_sink *sink) {
    free(sink->path);
    free(sink->draft);
    free(sink);
}

static void file_abort(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    if (sink->own)
        close(sink->descriptor);
    if (sink->draft)
        unlink(sink->draft);
    sink_free(sink);
}

eh_trouble eh_sink_file_commit(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    flush_block(sink);
    if (!sink->trouble && sink->draft && fsync(sink->descriptor) != 0)
        sink->trouble = trouble_of(errno);
    if (sink->own && close(sink->descriptor) != 0 &&
        !sink->trouble) /* network file systems report a full disk only here */
        sink->trouble = trouble_of(errno);
    if (!sink->trouble && sink->draft && rename(sink->draft, sink->path) != 0)
        sink->trouble = trouble_of(errno);
    if (sink->trouble && sink->draft)
        unlink(sink->draft);
    eh_trouble trouble = sink->trouble;
    sink_free(sink);
    return trouble;
}

static eh_status file_commit(eh_sink *self) {
    return eh_sink_file_commit(self) ? EH_IO : EH_OK;
}

eh_trouble eh_sink_file_trouble(const eh_sink *self) {
    return ((const file_sink *)(const void *)self)->trouble;
}

static file_sink *sink_new(void) {
    file_sink *sink = malloc(sizeof *sink);
    if (sink) {
        memset(sink, 0, offsetof(file_sink, block));
        sink->base = (eh_sink){file_write, file_commit, file_abort};
        sink->descriptor = -1;
    }
    return sink;
}

eh_sink *eh_sink_to_stdout(void) {
    file_sink *sink = sink_new();
    if (!sink)
        return NULL;
    sink->descriptor = STDOUT_FILENO;
    return &sink->base;
}

/* Opens a new hidden file beside `path`. Several processes may write to one folder, and a killed one may have left its draft: names are tried in turn. */
static eh_trouble open_draft(file_sink *sink, const char *path) {
    size_t folder = (size_t)(eh_path_name(path) - path), room = folder + 64;
    sink->path = strdup(path);
    sink->draft = malloc(room);
    if (!sink->path || !sink->draft)
        return EH_TROUBLE_NOMEM;
    memcpy(sink->draft, path, folder);
    for (unsigned i = 0; i < NAMES_TRIED; i++) {
        snprintf(sink->draft + folder, room - folder, ".evenhand-%ld-%u.part", (long)getpid(), i);
        sink->descriptor = open(sink->draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (sink->descriptor >= 0)
            return EH_TROUBLE_NONE;
        if (errno != EEXIST)
            break;
    }
    eh_trouble trouble = trouble_of(errno);
    free(sink->draft);
    sink->draft = NULL;
    return trouble;
}

eh_trouble eh_sink_create_file(const char *path, eh_sink **sink) {
    struct stat facts;
    eh_trouble trouble = EH_TROUBLE_NONE;
    *sink = NULL;
    bool there = stat(path, &facts) == 0;
    if (!*eh_path_name(path) || (there && S_ISDIR(facts.st_mode)))
        return EH_TROUBLE_FOLDER;
    file_sink *made = sink_new();
    if (!made)
        return EH_TROUBLE_NOMEM;
    if (there && !S_ISREG(facts.st_mode)) {
        made->descriptor = open(path, O_WRONLY | O_CLOEXEC);
        trouble = made->descriptor < 0 ? trouble_of(errno) : EH_TROUBLE_NONE;
    } else {
        trouble = open_draft(made, path);
    }
    if (trouble) {
        sink_free(made);
        return trouble;
    }
    made->own = true;
    *sink = &made->base;
    return EH_TROUBLE_NONE;
}

/* ---- temporary files ---- */

struct eh_temp {
    char *folder, *path;
};

eh_trouble eh_temp_new(eh_temp **temp) {
    const char *base = getenv("TMPDIR");
    eh_temp *made = calloc(1, sizeof *made);
    *temp = NULL;
    if (!made)
        return EH_TROUBLE_NOMEM;
    made->folder = eh_path_join(base && *base ? base : "/tmp", "evenhand-XXXXXX");
    eh_trouble trouble = !made->folder ? EH_TROUBLE_NOMEM : mkdtemp(made->folder) ? EH_TROUBLE_NONE : trouble_of(errno);
    if (!trouble) {
        made->path = eh_path_join(made->folder, "workbook.xlsx");
        if (!made->path) {
            rmdir(made->folder);
            trouble = EH_TROUBLE_NOMEM;
        }
    }
    if (trouble) {
        free(made->folder);
        free(made);
        return trouble;
    }
    *temp = made;
    return EH_TROUBLE_NONE;
}

const char *eh_temp_path(const eh_temp *temp) {
    return temp->path;
}

const char *eh_temp_folder(const eh_temp *temp) {
    return temp->folder;
}

eh_trouble eh_temp_read(const eh_temp *temp, char **data, size_t *size) {
    *data = NULL;
    *size = 0;
    int descriptor = open(temp->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return trouble_of(errno);
    eh_trouble trouble = drain(descriptor, SIZE_MAX / 2, data, size);
    close(descriptor);
    return trouble;
}

void eh_temp_free(eh_temp *temp) {
    if (!temp)
        return;
    DIR *folder = opendir(temp->folder);
    if (folder) {
        for (struct dirent *found; (found = readdir(folder));)
            unlinkat(dirfd(folder), found->d_name, 0); /* fails on "." and "..", as it should */
        closedir(folder);
    }
    rmdir(temp->folder);
    free(temp->folder);
    free(temp->path);
    free(temp);
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
        return trouble_of(errno);
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
        trouble = trouble_of(errno);
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
    return errno == EEXIST ? EH_TROUBLE_NOT_FOLDER : trouble_of(errno);
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

/* ---- the terminal ---- */

unsigned eh_processors(void) {
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 1 ? (unsigned)count : 1;
}

bool eh_is_terminal(int descriptor) {
    return isatty(descriptor) == 1;
}

bool eh_no_colour(void) {
    const char *set = getenv("NO_COLOR");
    return set && *set;
}
