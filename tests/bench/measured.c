/* Runs a program and says what it took:
 *
 *     measured FIGURES PROGRAM ARGUMENT...
 *
 * writes one line to the file FIGURES: the status (128 and more: the signal that ended it), wall seconds, processor seconds of all its threads, and the peak of its memory in
 * KiB. A process begins with the peak of the one that started it, so that one must be small: this is why it is no script. */
#define _DEFAULT_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t) {
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int count, char **arguments) {
    FILE *figures = count > 2 ? fopen(arguments[1], "wb") : NULL;
    if (!figures) {
        fputs("usage: measured FIGURES PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    int status = 0;
    struct rusage usage;
    double began = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        perror(arguments[2]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 2;
    double wall = now() - began;
    fprintf(figures, "%d %.6f %.6f %ld\n", WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), wall,
            seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss);
    return fclose(figures) == 0 ? 0 : 2;
}
