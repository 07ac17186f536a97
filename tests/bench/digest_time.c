/* How long the digest of a file takes by itself:
 *
 *     digest_time FILE
 *
 * prints the processor seconds spent in the digest, reading left out, and the digest. */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <time.h>

#include "base/hash.h"

static double processor_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    static char block[1 << 18];
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    eh_hasher *hasher = file ? eh_hasher_new() : NULL;
    if (!hasher) {
        fputs("usage: digest_time FILE\n", stderr);
        return 2;
    }
    double spent = 0;
    for (size_t size; (size = fread(block, 1, sizeof block, file)) > 0;) {
        double began = processor_seconds();
        eh_hasher_add(hasher, block, size);
        spent += processor_seconds() - began;
    }
    int bad = ferror(file);
    fclose(file);
    eh_digest digest = eh_hasher_finish(hasher);
    printf("%.6f %s\n", spent, digest.hex);
    return bad ? 1 : 0;
}
