/* POSIX: what is written. Files that appear whole or not at all, temporary files, and what killed runs left of both. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/platform_own.h"

enum { SINK_BLOCK = 1 << 16, NAMES_TRIED = 10000 };

static const char draft_begin[] = ".evenhand-", draft_end[] = ".part", temp_begin[] = "evenhand-";

/* ---- sinks ---- */

typedef struct file_sink {
    eh_sink base;
    int descriptor;     /* -1 once it is settled */
    bool own;           /* the descriptor is ours to close */
    char *path, *draft; /* the name to be, and the hidden one; NULL when written to directly */
    eh_trouble trouble; /* the first that there was; sticky */
    size_t used;
    unsigned char *block; /* SINK_BLOCK bytes; NULL once finished */
} file_sink;

static void write_out(file_sink *sink, const unsigned char *data, size_t size) {
    while (size && !sink->trouble) {
        ssize_t n = write(sink->descriptor, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            sink->trouble = eh_trouble_of(errno);
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
    free(sink->block);
    free(sink->path);
    free(sink->draft);
    free(sink);
}

static void close_own(file_sink *sink) {
    if (sink->own && sink->descriptor >= 0 && close(sink->descriptor) != 0 && !sink->trouble)
        sink->trouble = eh_trouble_of(errno); /* network file systems report a full disk only here */
    sink->descriptor = -1;
}

static void file_abort(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    close_own(sink);
    if (sink->draft)
        unlink(sink->draft);
    sink_free(sink);
}

/* Brings a file, or a folder's names, to the disk. Some file systems cannot be asked to (EINVAL): theirs is there as soon as it ever is. */
static eh_trouble settle_descriptor(int descriptor) {
    int result;
    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result == 0 || errno == EINVAL ? EH_TROUBLE_NONE : eh_trouble_of(errno);
}

eh_trouble eh_sink_file_settle(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    if (sink->draft && sink->descriptor >= 0) {
        eh_trouble trouble = sink->trouble ? sink->trouble : settle_descriptor(sink->descriptor);
        sink->trouble = trouble;
        close_own(sink);
    }
    return sink->trouble;
}

/* Files wait for the disk with their descriptors open, as far as the process may have so many. */
static bool many_are_open(int descriptor) {
    long limit = sysconf(_SC_OPEN_MAX);
    return limit > 0 && descriptor > limit / 2;
}

eh_trouble eh_sink_file_finish(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    flush_block(sink);
    free(sink->block);
    sink->block = NULL;
    return many_are_open(sink->descriptor) ? eh_sink_file_settle(self) : sink->trouble;
}

eh_trouble eh_sink_file_reveal(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    close_own(sink);
    if (!sink->trouble && sink->draft && rename(sink->draft, sink->path) != 0)
        sink->trouble = eh_trouble_of(errno);
    if (sink->trouble && sink->draft)
        unlink(sink->draft);
    eh_trouble trouble = sink->trouble;
    sink_free(sink);
    return trouble;
}

eh_trouble eh_folder_settle(const char *path) {
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return EH_TROUBLE_NONE; /* a folder may be one to write to and not to read */
    eh_trouble trouble = settle_descriptor(descriptor);
    close(descriptor);
    return trouble;
}

eh_trouble eh_sink_file_commit(eh_sink *self) {
    file_sink *sink = (file_sink *)(void *)self;
    char *folder = sink->draft ? strdup(sink->path) : NULL;
    if (folder)
        folder[eh_path_name(folder) - folder] = '\0';
    eh_trouble trouble = eh_sink_file_finish(self);
    if (!trouble)
        eh_sink_file_settle(self);
    trouble = eh_sink_file_reveal(self);
    if (!trouble && folder)
        trouble = eh_folder_settle(*folder ? folder : ".");
    free(folder);
    return trouble;
}

static eh_status file_commit(eh_sink *self) {
    return eh_sink_file_commit(self) ? EH_IO : EH_OK;
}

eh_trouble eh_sink_file_trouble(const eh_sink *self) {
    return ((const file_sink *)(const void *)self)->trouble;
}

static file_sink *sink_new(void) {
    file_sink *sink = calloc(1, sizeof *sink);
    unsigned char *block = sink ? malloc(SINK_BLOCK) : NULL;
    if (!block) {
        free(sink);
        return NULL;
    }
    *sink = (file_sink){.base = {file_write, file_commit, file_abort}, .descriptor = -1, .block = block};
    return sink;
}

eh_sink *eh_sink_to_stdout(void) {
    file_sink *sink = sink_new();
    if (!sink)
        return NULL;
    sink->descriptor = STDOUT_FILENO;
    return &sink->base;
}

/* Opens a new hidden file beside `path`, and locks it for as long as it is open. The sink's own address tells it from the process's others; where an earlier
 * process of this number left such a name, the next ones are tried. */
static eh_trouble open_draft(file_sink *sink, const char *path, mode_t mode) {
    size_t folder = (size_t)(eh_path_name(path) - path), room = folder + 64;
    sink->path = strdup(path);
    sink->draft = malloc(room);
    if (!sink->path || !sink->draft)
        return EH_TROUBLE_NOMEM;
    memcpy(sink->draft, path, folder);
    uintptr_t number = (uintptr_t)sink / sizeof(max_align_t);
    for (unsigned i = 0; i < NAMES_TRIED; i++) {
        snprintf(sink->draft + folder, room - folder, "%s%ld-%ju%s", draft_begin, (long)getpid(), (uintmax_t)number + i,
                 draft_end);
        sink->descriptor = open(sink->draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (sink->descriptor >= 0) {
            flock(sink->descriptor, LOCK_EX | LOCK_NB);
            return EH_TROUBLE_NONE;
        }
        if (errno != EEXIST)
            break;
    }
    eh_trouble trouble = eh_trouble_of(errno);
    free(sink->draft);
    sink->draft = NULL;
    return trouble;
}

static eh_trouble create_file(const char *path, mode_t mode, eh_sink **sink) {
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
        trouble = made->descriptor < 0 ? eh_trouble_of(errno) : EH_TROUBLE_NONE;
    } else {
        trouble = open_draft(made, path, mode);
    }
    if (trouble) {
        sink_free(made);
        return trouble;
    }
    made->own = true;
    *sink = &made->base;
    return EH_TROUBLE_NONE;
}

eh_trouble eh_sink_create_file(const char *path, eh_sink **sink) {
    return create_file(path, 0644, sink);
}

eh_trouble eh_sink_create_private(const char *path, eh_sink **sink) {
    return create_file(path, 0600, sink);
}

/* ---- temporary files ---- */

struct eh_temp {
    char *folder, *path;
    int lock; /* the folder itself, locked for as long as it is in use */
};

/* Memory is the place for what lives for milliseconds; where it is scarce (a container's may be), a disk. */
static const char *temp_base(void) {
    static const char memory[] = "/dev/shm";
    enum { ENOUGH = 32 << 20 };
    const char *set = getenv("TMPDIR");
    struct statvfs facts;
    if (set && *set)
        return set;
    if (access(memory, W_OK | X_OK) == 0 && statvfs(memory, &facts) == 0 && facts.f_frsize > 0 &&
        facts.f_bavail > ENOUGH / facts.f_frsize)
        return memory;
    return "/tmp";
}

static eh_trouble make_temp(eh_temp *temp, const char *base) {
    char name[48];
    snprintf(name, sizeof name, "%s%ld-XXXXXX", temp_begin, (long)getpid());
    temp->folder = eh_path_join(base, name);
    if (!temp->folder)
        return EH_TROUBLE_NOMEM;
    if (!mkdtemp(temp->folder))
        return eh_trouble_of(errno);
    temp->lock = open(temp->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (temp->lock >= 0)
        flock(temp->lock, LOCK_EX | LOCK_NB);
    temp->path = eh_path_join(temp->folder, "workbook.xlsx");
    if (temp->path)
        return EH_TROUBLE_NONE;
    rmdir(temp->folder);
    return EH_TROUBLE_NOMEM;
}

eh_trouble eh_temp_new(eh_temp **temp) {
    eh_temp *made = calloc(1, sizeof *made);
    *temp = NULL;
    if (!made)
        return EH_TROUBLE_NOMEM;
    made->lock = -1;
    eh_trouble trouble = make_temp(made, temp_base());
    if (!trouble) {
        *temp = made;
        return EH_TROUBLE_NONE;
    }
    if (made->lock >= 0)
        close(made->lock);
    free(made->folder);
    free(made);
    return trouble;
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
        return eh_trouble_of(errno);
    eh_trouble trouble = eh_drain(descriptor, SIZE_MAX / 2, data, size);
    close(descriptor);
    return trouble;
}

/* Removes a folder of ours with the files that are in it. */
static bool remove_folder(const char *path) {
    DIR *folder = opendir(path);
    if (folder) {
        for (struct dirent *found; (found = readdir(folder));)
            unlinkat(dirfd(folder), found->d_name, 0); /* fails on "." and "..", as it should */
        closedir(folder);
    }
    return rmdir(path) == 0;
}

void eh_temp_free(eh_temp *temp) {
    if (!temp)
        return;
    remove_folder(temp->folder);
    if (temp->lock >= 0)
        close(temp->lock);
    free(temp->folder);
    free(temp->path);
    free(temp);
}

/* ---- what killed runs left ---- */

/* The process in a name of ours, "BEGIN" PROCESS "-" ...; what follows the dash is *rest. 0 when it is no such name. */
static long process_in(const char *name, const char *begin, const char **rest) {
    enum { HIGHEST = 1 << 30 };
    size_t length = strlen(begin);
    long process = 0;
    if (strncmp(name, begin, length) != 0)
        return 0;
    for (name += length; *name >= '0' && *name <= '9'; name++) {
        process = process * 10 + (*name - '0');
        if (process > HIGHEST)
            return 0;
    }
    *rest = name + 1;
    return *name == '-' ? process : 0;
}

static bool is_draft(const char *rest) {
    size_t digits = strspn(rest, "0123456789");
    return digits && strcmp(rest + digits, draft_end) == 0;
}

static bool is_temp(const char *rest) {
    return strlen(rest) == 6 && !strpbrk(rest, "./");
}

/* Another process of this number may have made it in a container that is gone: then it is this one's. */
static bool is_gone(long process) {
    return process == (long)getpid() || (kill((pid_t)process, 0) != 0 && errno == ESRCH);
}

/* Whether the file or folder is this user's and nobody holds its lock. */
static bool is_left(int folder, const char *name, bool is_folder) {
    struct stat facts;
    int descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    bool left = fstat(descriptor, &facts) == 0 && facts.st_uid == geteuid() &&
                (is_folder ? S_ISDIR(facts.st_mode) : S_ISREG(facts.st_mode)) &&
                (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK);
    close(descriptor);
    return left;
}

static size_t remove_from(const char *path, bool folders) {
    size_t count = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return 0;
    for (struct dirent *found; (found = readdir(folder));) {
        const char *rest = "";
        long process = process_in(found->d_name, folders ? temp_begin : draft_begin, &rest);
        if (process <= 0 || !(folders ? is_temp(rest) : is_draft(rest)) || !is_gone(process) ||
            !is_left(dirfd(folder), found->d_name, folders))
            continue;
        if (folders) {
            char *whole = eh_path_join(path, found->d_name);
            count += whole && remove_folder(whole);
            free(whole);
        } else
            count += unlinkat(dirfd(folder), found->d_name, 0) == 0;
    }
    closedir(folder);
    return count;
}

size_t eh_leftovers_remove(const char *folder) {
    return (folder ? remove_from(folder, false) : 0) + remove_from(temp_base(), true);
}
