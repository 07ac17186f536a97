/* What the tables of tests hold also seeds the fuzzers: when EVENHAND_SEEDS names a folder, each input is written there. */
#ifndef SEEDS_H
#define SEEDS_H

#include <stdio.h>
#include <stdlib.h>

#define LARGEST_SEED 65536

static inline void keep_seed(const char *kind, const void *bytes, size_t size) {
    static unsigned count;
    const char *folder = getenv("EVENHAND_SEEDS");
    char path[4096];
    if (folder == NULL || size > LARGEST_SEED || count >= 2000) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s-%04u", folder, kind, count++);
    FILE *file = fopen(path, "wb");
    if (file != NULL) {
        fwrite(bytes, 1, size, file);
        fclose(file);
    }
}

#endif
