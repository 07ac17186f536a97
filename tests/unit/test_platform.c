/* Files as sources and sinks, folders, temporary files, the clock. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/platform.h"
#include "base/source.h"

static char folder[] = "/tmp/evenhand-test-XXXXXX";

static int set_up(void **state) {
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

/* Writes a file with what is under test. */
static void put(const char *path, const char *text) {
    eh_sink *sink;
    assert_int_equal(eh_sink_create_file(path, &sink), EH_TROUBLE_NONE);
    assert_int_equal(sink->write(sink, text, strlen(text)), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
}

static void holds(const char *path, const char *text) {
    eh_source *source;
    char *data;
    size_t size;
    assert_int_equal(eh_source_open_file(path, &source), EH_TROUBLE_NONE);
    assert_int_equal(eh_source_read_all(source, 1 << 20, &data, &size), EH_OK);
    assert_string_equal(data, text);
    free(data);
    eh_source_close(source);
}

/* How many files there are in a folder, hidden ones too. */
static int files_in(const char *path) {
    char command[128];
    int n = -1;
    snprintf(command, sizeof command, "ls -A %s | wc -l", path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%d", &n), 1);
    pclose(pipe);
    return n;
}

static void sources_of_files(void **state) {
    (void)state;
    eh_source *source;
    char block[10];
    size_t got;
    assert_int_equal(eh_folder_make("in"), EH_TROUBLE_NONE);
    put("in/staff.csv", "0123456789");
    assert_int_equal(eh_source_open_file("in/staff.csv", &source), EH_TROUBLE_NONE);
    assert_string_equal(source->name, "staff.csv");
    assert_int_equal(source->size, 10);
    assert_int_equal(source->read_at(source, 8, block, sizeof block, &got), EH_OK);
    assert_int_equal(got, 2);
    assert_memory_equal(block, "89", 2);
    assert_int_equal(source->read_at(source, 100, block, sizeof block, &got), EH_OK);
    assert_int_equal(got, 0);
    assert_int_equal(truncate("in/staff.csv", 3), 0); /* under our hands */
    assert_int_equal(source->read_at(source, 0, block, sizeof block, &got), EH_IO);
    eh_source_close(source);
    assert_int_equal(eh_source_open_file("in/none.csv", &source), EH_TROUBLE_NOT_FOUND);
    assert_null(source);
    assert_int_equal(eh_source_open_file("in", &source), EH_TROUBLE_FOLDER);
    assert_int_equal(eh_source_open_file("in/staff.csv/x", &source), EH_TROUBLE_NOT_FOLDER);
    assert_int_equal(eh_source_open_file("/dev/null", &source), EH_TROUBLE_NONE); /* a device is drained */
    assert_int_equal(source->size, 0);
    eh_source_close(source);
    if (geteuid() != 0) {
        assert_int_equal(chmod("in/staff.csv", 0), 0);
        assert_int_equal(eh_source_open_file("in/staff.csv", &source), EH_TROUBLE_DENIED);
    }
    for (int t = 0; t <= EH_TROUBLE_OTHER; t++)
        assert_true(strlen(eh_trouble_text((eh_trouble)t)) > 3);
}

static void pipes_are_drained(void **state) {
    (void)state;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(system("(printf 'a,b\\n1,2\\n' > pipe) &"), 0);
    holds("pipe", "a,b\n1,2\n");
    int keep = dup(STDIN_FILENO);
    assert_non_null(freopen("/dev/null", "r", stdin));
    eh_source *source;
    assert_int_equal(eh_source_open_stdin(&source), EH_TROUBLE_NONE);
    assert_string_equal(source->name, "standard input");
    assert_int_equal(source->size, 0);
    eh_source_close(source);
    assert_true(dup2(keep, STDIN_FILENO) >= 0);
    close(keep);
}

static void nothing_bears_the_name_before_commit(void **state) {
    (void)state;
    eh_sink *sink, *second;
    struct stat facts;
    mode_t before = umask(027);
    assert_int_equal(eh_folder_make("out"), EH_TROUBLE_NONE);
    put("out/result.xml", "old");
    assert_int_equal(eh_sink_create_file("out/result.xml", &sink), EH_TROUBLE_NONE);
    assert_int_equal(eh_sink_create_file("out/result.xml", &second), EH_TROUBLE_NONE); /* two at a time do not meet */
    for (int i = 0; i < 30000; i++)
        assert_int_equal(sink->write(sink, "0123456789", 10), EH_OK);
    holds("out/result.xml", "old");
    assert_int_equal(files_in("out"), 3);
    second->abort(second);
    assert_int_equal(files_in("out"), 2);
    assert_int_equal(sink->commit(sink), EH_OK);
    assert_int_equal(files_in("out"), 1);
    assert_int_equal(stat("out/result.xml", &facts), 0);
    assert_int_equal(facts.st_size, 300000);
    assert_int_equal(facts.st_mode & 0777, 0640);
    umask(before);
    put("out/empty", "");
    holds("out/empty", "");
    char *large = malloc(200001); /* one write larger than the sink's own block, behind a small one */
    assert_non_null(large);
    memset(large, 'x', 200000);
    large[200000] = '\0';
    assert_int_equal(eh_sink_create_file("out/large", &sink), EH_TROUBLE_NONE);
    assert_int_equal(sink->write(sink, large, 1), EH_OK);
    assert_int_equal(sink->write(sink, large + 1, 199999), EH_OK);
    assert_int_equal(sink->commit(sink), EH_OK);
    holds("out/large", large);
    free(large);
}

static void what_cannot_be_written_is_said(void **state) {
    (void)state;
    eh_sink *sink;
    assert_int_equal(eh_sink_create_file("nowhere/x", &sink), EH_TROUBLE_NOT_FOUND);
    assert_null(sink);
    assert_int_equal(eh_folder_make("full"), EH_TROUBLE_NONE);
    assert_int_equal(eh_sink_create_file("full", &sink), EH_TROUBLE_FOLDER);
    assert_int_equal(eh_sink_create_file("full/", &sink), EH_TROUBLE_FOLDER);
    /* a disk that is full: what is written first fits into the sink's own block, so commit finds out */
    assert_int_equal(eh_sink_create_file("/dev/full", &sink), EH_TROUBLE_NONE);
    assert_int_equal(sink->write(sink, "x", 1), EH_OK);
    assert_int_equal(eh_sink_file_commit(sink), EH_TROUBLE_FULL);
    assert_int_equal(eh_sink_create_file("/dev/full", &sink), EH_TROUBLE_NONE);
    assert_int_equal(sink->write(sink, "x", 1), EH_OK);
    assert_int_equal(sink->commit(sink), EH_IO);
    char block[1000] = {0};
    eh_status status = EH_OK;
    assert_int_equal(eh_sink_create_file("/dev/full", &sink), EH_TROUBLE_NONE);
    for (int i = 0; i < 100 && status == EH_OK; i++)
        status = sink->write(sink, block, sizeof block);
    assert_int_equal(status, EH_IO);
    assert_int_equal(eh_sink_file_trouble(sink), EH_TROUBLE_FULL);
    assert_int_equal(sink->write(sink, block, 1), EH_IO); /* and stays so */
    sink->abort(sink);
    struct stat facts;
    assert_int_equal(stat("/dev/full", &facts), 0);
    assert_true(S_ISCHR(facts.st_mode)); /* a device is never replaced */
    /* the name became a folder in the meantime */
    assert_int_equal(eh_sink_create_file("full/name", &sink), EH_TROUBLE_NONE);
    assert_int_equal(eh_folder_make("full/name"), EH_TROUBLE_NONE);
    assert_int_equal(sink->write(sink, "x", 1), EH_OK);
    assert_int_equal(eh_sink_file_commit(sink), EH_TROUBLE_FOLDER);
    assert_int_equal(files_in("full"), 1);
}

static void folders(void **state) {
    (void)state;
    eh_names names;
    assert_int_equal(eh_folder_make("a/b//c/"), EH_TROUBLE_NONE);
    assert_true(eh_is_folder("a/b/c"));
    assert_int_equal(eh_folder_make("a/b"), EH_TROUBLE_NONE);
    assert_int_equal(eh_folder_make("/"), EH_TROUBLE_NONE);
    assert_int_equal(eh_folder_make(""), EH_TROUBLE_NOT_FOUND);
    put("a/z.csv", "");
    put("a/B.csv", "");
    put("a/\xC3\xA9.csv", "");
    put("a/.hidden", "");
    assert_int_equal(symlink("z.csv", "a/link.csv"), 0);
    assert_int_equal(mkfifo("a/pipe", 0600), 0);
    assert_int_equal(eh_folder_list("a", &names), EH_TROUBLE_NONE);
    assert_int_equal(names.count, 3);
    assert_string_equal(names.names[0], "B.csv");
    assert_string_equal(names.names[1], "z.csv");
    assert_string_equal(names.names[2], "\xC3\xA9.csv");
    eh_names_free(&names);
    assert_int_equal(eh_folder_list("a/b/c", &names), EH_TROUBLE_NONE);
    assert_int_equal(names.count, 0);
    eh_names_free(&names);
    assert_int_equal(eh_folder_list("a/none", &names), EH_TROUBLE_NOT_FOUND);
    assert_int_equal(eh_folder_list("a/z.csv", &names), EH_TROUBLE_NOT_FOLDER);
    assert_int_equal(eh_folder_make("a/z.csv"), EH_TROUBLE_NOT_FOLDER);
    assert_int_equal(eh_folder_make("a/z.csv/d"), EH_TROUBLE_NOT_FOLDER);
    assert_true(eh_is_file("a/z.csv"));
    assert_false(eh_is_file("a"));
    char *joined = eh_path_join("a/", "b"), *plain = eh_path_join("a", "b");
    assert_string_equal(joined, "a/b");
    assert_string_equal(plain, "a/b");
    free(joined);
    free(plain);
    assert_string_equal(eh_path_name("x/y.csv"), "y.csv");
    assert_string_equal(eh_path_name("y.csv"), "y.csv");
}

static void temporary_files_leave_nothing(void **state) {
    (void)state;
    eh_temp *temp, *other;
    struct stat facts;
    char *data;
    size_t size;
    assert_int_equal(eh_folder_make("scratch"), EH_TROUBLE_NONE);
    assert_int_equal(setenv("TMPDIR", "scratch", 1), 0);
    assert_int_equal(eh_temp_new(&temp), EH_TROUBLE_NONE);
    assert_int_equal(eh_temp_new(&other), EH_TROUBLE_NONE);
    assert_string_not_equal(eh_temp_path(temp), eh_temp_path(other));
    assert_int_equal(stat(eh_temp_folder(temp), &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0700);
    assert_int_equal(eh_temp_read(temp, &data, &size), EH_TROUBLE_NOT_FOUND);
    put(eh_temp_path(temp), "workbook");
    char *beside = eh_path_join(eh_temp_folder(temp), "scratch");
    put(beside, "more");
    free(beside);
    assert_int_equal(eh_temp_read(temp, &data, &size), EH_TROUBLE_NONE);
    assert_int_equal(size, 8);
    assert_string_equal(data, "workbook");
    free(data);
    eh_temp_free(temp);
    eh_temp_free(other);
    eh_temp_free(NULL);
    assert_int_equal(files_in("scratch"), 0);
    assert_int_equal(setenv("TMPDIR", "/nowhere", 1), 0);
    assert_int_equal(eh_temp_new(&temp), EH_TROUBLE_NOT_FOUND);
    assert_null(temp);
    unsetenv("TMPDIR");
}

static void the_clock(void **state) {
    (void)state;
    char now[21];
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1747731600", 1), 0);
    assert_true(eh_now(now));
    assert_string_equal(now, "2025-05-20T09:00:00Z");
    setenv("SOURCE_DATE_EPOCH", "0", 1);
    assert_true(eh_now(now));
    assert_string_equal(now, "1970-01-01T00:00:00Z");
    setenv("SOURCE_DATE_EPOCH", "253402300799", 1);
    assert_true(eh_now(now));
    assert_string_equal(now, "9999-12-31T23:59:59Z");
    static const char *const bad[] = {"", "x", "-1", "253402300800", "99999999999999999999", "1.5"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        setenv("SOURCE_DATE_EPOCH", bad[i], 1);
        assert_false(eh_now(now));
    }
    unsetenv("SOURCE_DATE_EPOCH");
    assert_true(eh_now(now));
    assert_int_equal(strlen(now), 20);
    assert_true(strcmp(now, "2024-01-01T00:00:00Z") > 0);
    double first = eh_seconds();
    assert_true(eh_seconds() >= first);
    put("today", "");
    char day[11];
    eh_date_write(eh_file_date("today"), day);
    assert_true(strncmp(day, now, 7) >= 0);
    assert_int_equal(eh_file_date("none"), EH_NO_DATE);
}

/* A lock held by the test stands for a process that is running. */
static void what_killed_runs_left_is_removed(void **state) {
    (void)state;
    char mine[64], other[64];
    assert_int_equal(mkdir("left", 0700), 0);
    assert_int_equal(mkdir("left/temp", 0700), 0);
    assert_int_equal(setenv("TMPDIR", "left/temp", 1), 0);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    assert_int_equal(waitpid(child, NULL, 0), child); /* this process is gone */
    snprintf(mine, sizeof mine, "left/.evenhand-%ld-0.part", (long)child);
    snprintf(other, sizeof other, "left/temp/evenhand-%ld-aB3xYz", (long)child);
    put(mine, "x");
    assert_int_equal(mkdir(other, 0700), 0);
    strcat(other, "/workbook.xlsx");
    put(other, "x");
    static const char *const kept[] = {"left/.evenhand-1-0.part",
                                       "left/.evenhand-x-0.part",
                                       "left/.evenhand-7-0.parts",
                                       "left/evenhand-7-0.part",
                                       "left/.evenhand-7-.part",
                                       "left/temp/evenhand-notes",
                                       "left/.evenhand-99999999999-0.part",
                                       "left/temp/evenhand-7-abcdef"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept;
         i++) /* a running process, other names, a file where a folder is ours */
        put(kept[i], "x");
    snprintf(mine, sizeof mine, "left/.evenhand-%ld-1.part", (long)child);
    put(mine, "x");
    int lock = open(mine, O_RDONLY);
    assert_true(lock >= 0 && flock(lock, LOCK_EX) == 0);
    assert_int_equal(eh_leftovers_remove("left"), 2);
    assert_int_equal(access(mine, F_OK), 0);
    close(lock);
    assert_int_equal(eh_leftovers_remove("left"), 1);
    assert_int_equal(access(mine, F_OK), -1);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        assert_int_equal(access(kept[i], F_OK), 0);
    assert_int_equal(eh_leftovers_remove("nowhere"), 0);
    assert_int_equal(eh_leftovers_remove(NULL), 0);
    unsetenv("TMPDIR");
}

static void many_files_appear_together(void **state) {
    (void)state;
    enum { FILES = 40 };
    eh_sink *sinks[FILES];
    char path[32];
    struct rlimit before, few = {24, 24};
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few.rlim_max = before.rlim_max;
    assert_int_equal(mkdir("many", 0700), 0);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0); /* more files than may be open */
    for (int i = 0; i < FILES; i++) {
        snprintf(path, sizeof path, "many/%d", i);
        assert_int_equal(eh_sink_create_file(path, &sinks[i]), EH_TROUBLE_NONE);
        assert_int_equal(sinks[i]->write(sinks[i], "x", 1), EH_OK);
        assert_int_equal(eh_sink_file_finish(sinks[i]), EH_TROUBLE_NONE);
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(access("many/0", F_OK), -1);
    for (int i = 0; i < FILES; i++)
        assert_int_equal(eh_sink_file_settle(sinks[i]), EH_TROUBLE_NONE);
    sinks[0]->abort(sinks[0]);
    for (int i = 1; i < FILES; i++)
        assert_int_equal(eh_sink_file_reveal(sinks[i]), EH_TROUBLE_NONE);
    assert_int_equal(eh_folder_settle("many"), EH_TROUBLE_NONE);
    assert_int_equal(files_in("many"), FILES - 1);
    holds("many/39", "x");
}

static void a_folder_that_vanishes_is_said(void **state) {
    (void)state;
    eh_sink *sink, *second;
    assert_int_equal(mkdir("vanishing", 0700), 0);
    assert_int_equal(eh_sink_create_file("vanishing/x", &sink), EH_TROUBLE_NONE);
    assert_int_equal(eh_sink_create_file("vanishing/y", &second), EH_TROUBLE_NONE);
    assert_int_equal(system("rm -r vanishing"), 0);
    assert_int_equal(sink->write(sink, "x", 1), EH_OK);
    assert_int_equal(eh_sink_file_commit(sink), EH_TROUBLE_NOT_FOUND);
    second->abort(second);
    assert_int_equal(access("vanishing", F_OK), -1);
}

static void a_file_beyond_its_limit_is_an_error(void **state) {
    (void)state;
    eh_sink *sink;
    struct rlimit before, little = {4096, 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little.rlim_max = before.rlim_max;
    eh_process_begin(); /* without it the signal would end this program */
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    assert_int_equal(eh_sink_create_file("toobig", &sink), EH_TROUBLE_NONE);
    for (int i = 0; i < 1000; i++)
        sink->write(sink, "0123456789", 10);
    assert_int_equal(eh_sink_file_finish(sink), EH_TROUBLE_TOO_LARGE);
    sink->abort(sink);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(access("toobig", F_OK), -1);
}

static void the_first_signal_is_only_held(void **state) {
    (void)state;
    eh_source *source;
    assert_int_equal(eh_signal_held(), 0);
    eh_signals_hold();
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(eh_signal_held(), SIGTERM);
    struct sigaction now;
    assert_int_equal(sigaction(SIGTERM, NULL, &now), 0);
    assert_ptr_equal(now.sa_handler, SIG_DFL); /* the second ends it */
    assert_int_equal(mkfifo("endless", 0600), 0);
    int writer = open("endless", O_RDWR);
    assert_true(writer >= 0 && write(writer, "x", 1) == 1);
    pid_t self = getpid(), child = fork();
    if (child == 0) {
        nanosleep(&(struct timespec){0, 200000000}, NULL);
        kill(self, SIGINT);
        _exit(0);
    }
    assert_int_equal(eh_source_open_file("endless", &source), EH_TROUBLE_STOPPED);
    waitpid(child, NULL, 0);
    close(writer);
}

/* In a process of its own, which nothing gives back what it gave up. */
static void a_guarded_process_has_no_network_and_no_programs(void **state) {
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static char *const nothing[] = {NULL};
        bool guarded = eh_process_guard();
        int wrong = guarded && socket(AF_INET, SOCK_STREAM, 0) != -1 ? 1 : 0;
        wrong |= guarded && errno != EPERM ? 2 : 0;
        wrong |= guarded && socket(AF_UNIX, SOCK_DGRAM, 0) != -1 ? 4 : 0;
        if (guarded && wrong == 0) /* where a build with sanitizers may start it, it ends well */
            execve("/bin/true", nothing, nothing);
        wrong |= guarded && errno != EPERM ? 8 : 0;
        int still = open("guarded", O_WRONLY | O_CREAT, 0600);
        wrong |= still < 0 || write(still, "x", 1) != 1 ? 16 : 0;
#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))
        wrong |= guarded ? 0 : 32;
#endif
        _exit(wrong);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void the_terminal(void **state) {
    (void)state;
    assert_false(eh_is_terminal(-1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sources_of_files),
        cmocka_unit_test(pipes_are_drained),
        cmocka_unit_test(nothing_bears_the_name_before_commit),
        cmocka_unit_test(what_cannot_be_written_is_said),
        cmocka_unit_test(folders),
        cmocka_unit_test(temporary_files_leave_nothing),
        cmocka_unit_test(what_killed_runs_left_is_removed),
        cmocka_unit_test(many_files_appear_together),
        cmocka_unit_test(a_folder_that_vanishes_is_said),
        cmocka_unit_test(a_file_beyond_its_limit_is_an_error),
        cmocka_unit_test(the_clock),
        cmocka_unit_test(the_terminal),
        cmocka_unit_test(a_guarded_process_has_no_network_and_no_programs),
        cmocka_unit_test(the_first_signal_is_only_held),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
