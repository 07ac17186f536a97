/* Runs the fuzzers' entry points over stored inputs, without libFuzzer:
 *
 *     replay [-e ENTRY] FILE|FOLDER...    each file (of a folder: each of its files) through every entry, or through one alone
 */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

static const struct entry {
    const char *name;
    int (*run)(const uint8_t *data, size_t size);
} entries[] = {
    {"text", eh_fuzz_text},       {"xlsx", eh_fuzz_xlsx},
    {"sheet", eh_fuzz_sheet},     {"return_xml", eh_fuzz_return_xml},
    {"mapping", eh_fuzz_mapping}, {"actions", eh_fuzz_actions},
    {"run", eh_fuzz_run},         {"strings", eh_fuzz_strings},
    {"styles", eh_fuzz_styles},   {"shape", eh_fuzz_shape},
    {"table", eh_fuzz_table},     {"figures", eh_fuzz_figures},
};

/* The whole file in memory of exactly its size, so that a sanitizer sees every byte read beyond it; NULL when it cannot be read. */
static uint8_t *load(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    uint8_t *data = NULL;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0) {
        long length = ftell(file);
        rewind(file);
        data = length >= 0 ? malloc((size_t)length + (length == 0)) : NULL;
        *size = data != NULL ? (size_t)length : 0;
        if (data != NULL && fread(data, 1, *size, file) != *size) {
            free(data);
            data = NULL;
        }
    }
    if (file != NULL)
        fclose(file);
    return data;
}

static int replay_file(const char *only, const char *path) {
    size_t size = 0;
    uint8_t *data = load(path, &size);
    if (data == NULL) {
        fprintf(stderr, "replay: %s cannot be read\n", path);
        return 2;
    }
    for (size_t e = 0; e < sizeof entries / sizeof *entries; e++) {
        if (only == NULL || !strcmp(only, entries[e].name)) {
            fprintf(stderr, "%s: %s\n", entries[e].name, path); /* the last one named is the one that broke */
            entries[e].run(data, size);
        }
    }
    free(data);
    return 0;
}

static int replay(const char *only, const char *path) {
    DIR *folder = opendir(path);
    if (folder == NULL)
        return replay_file(only, path);
    int result = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && result == 0;) {
        eh_buffer inner = {0};
        eh_buffer_format(&inner, "%s/%s", path, entry->d_name);
        DIR *deeper = inner.failed ? NULL : opendir(inner.data);
        if (deeper != NULL)
            closedir(deeper);
        else
            result = inner.failed ? 2 : replay_file(only, inner.data);
        eh_buffer_free(&inner);
    }
    closedir(folder);
    return result;
}

int main(int argc, char **argv) {
    const char *only = argc > 2 && !strcmp(argv[1], "-e") ? argv[2] : NULL;
    int first = only != NULL ? 3 : 1, result = 0;
    if (first >= argc) {
        fprintf(stderr, "usage: replay [-e ENTRY] FILE|FOLDER...\n");
        return 2;
    }
    for (int i = first; i < argc && result == 0; i++)
        result = replay(only, argv[i]);
    return result;
}
