#include "extract/xlsx_zip.h"

#include <stdlib.h>
#include <string.h>

#include <pthread.h>
#include <zip.h>

#include "base/hash.h"
#include "base/limits.h"
#include "extract/xlsx_inflate.h"

#define PACKED ((size_t)64 << 10) /* packed bytes read at a time */

/* What libzip sees of a source. */
typedef struct source_state {
    eh_source *source;
    uint64_t offset;
    zip_error_t error;
    bool failed; /* the source itself could not be read */
} source_state;

struct eh_package {
    eh_source *source;
    eh_unpacking unpacking; /* no zeros */
    source_state state;
    zip_t *zip;
    pthread_mutex_t lock; /* parts may be read from several threads; libzip may not */
    eh_index *names;      /* in their one form */
    zip_uint64_t *parts;  /* the place of each name in the zip's directory */
};

struct eh_part {
    eh_package *package;
    zip_file_t *file;
    uint64_t packed, unpacked;
    /* Parts that are stored or deflated are taken from libzip as they are packed; others (`foreign`) libzip unpacks and checks. */
    bool foreign;
    eh_inflater *inflater; /* NULL for a part that is stored */
    unsigned char *input;
    eh_packed left; /* of the input */
    bool input_ended;
    uint64_t size; /* what the directory says */
    uint32_t checksum_said, checksum;
    eh_status ended; /* EH_OK while there may be more; else what the next call gives */
    eh_code trouble;
};

static zip_int64_t source_read(source_state *state, void *data, zip_uint64_t length) {
    size_t got = 0;
    size_t want = length > SIZE_MAX / 2 ? SIZE_MAX / 2 : (size_t)length;
    if (state->offset >= state->source->size) {
        return 0;
    }
    if (state->source->read_at(state->source, state->offset, data, want, &got) != EH_OK) {
        state->failed = true;
        zip_error_set(&state->error, ZIP_ER_READ, 0);
        return -1;
    }
    state->offset += got;
    return (zip_int64_t)got;
}

static zip_int64_t source_seek(source_state *state, void *data, zip_uint64_t length) {
    zip_int64_t offset =
        zip_source_seek_compute_offset(state->offset, state->source->size, data, length, &state->error);
    if (offset < 0) {
        return -1;
    }
    state->offset = (uint64_t)offset;
    return 0;
}

static zip_int64_t source_stat(source_state *state, void *data, zip_uint64_t length) {
    zip_stat_t *stat = data;
    if (length < sizeof *stat) {
        zip_error_set(&state->error, ZIP_ER_INVAL, 0);
        return -1;
    }
    zip_stat_init(stat);
    stat->size = state->source->size;
    stat->valid |= ZIP_STAT_SIZE;
    return (zip_int64_t)sizeof *stat;
}

static zip_int64_t source_command(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command) {
    source_state *state = self;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        state->offset = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return source_read(state, data, length);
    case ZIP_SOURCE_SEEK:
        return source_seek(state, data, length);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)state->offset;
    case ZIP_SOURCE_STAT:
        return source_stat(state, data, length);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&state->error, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_CLOSE, ZIP_SOURCE_FREE,
                                              ZIP_SOURCE_SUPPORTS, -1);
    default:
        zip_error_set(&state->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

static eh_status refuse(eh_package *package, eh_findings *findings, eh_code code, const char *word) {
    return eh_refuse(findings, code, (eh_place){.file = package->source->name}, word, NULL);
}

/* Enters one part of the directory into the index. */
static eh_status index_part(eh_package *package, zip_uint64_t i, eh_buffer *form, eh_findings *findings) {
    const char *raw = zip_get_name(package->zip, i, ZIP_FL_ENC_GUESS);
    size_t length = raw != NULL ? strlen(raw) : 0;
    if (length == 0 || raw[length - 1] == '/' || raw[length - 1] == '\\') {
        return EH_OK; /* a folder */
    }
    eh_status status = eh_part_name(EH_SLICE(""), (eh_slice){raw, length}, form);
    if (status != EH_OK) {
        return status == EH_BAD ? refuse(package, findings, EH_F_XLSX_PART_NAME, raw) : status;
    }
    bool added = false;
    uint32_t number = eh_index_add(package->names, (eh_slice){form->data, form->length}, &added);
    if (number == EH_INDEX_NONE) {
        return EH_NOMEM;
    }
    if (!added) {
        return refuse(package, findings, EH_F_XLSX_DUPLICATE_PART, form->data);
    }
    package->parts[number] = i;
    return EH_OK;
}

static eh_status index_parts(eh_package *package, eh_findings *findings) {
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    if (count > EH_LIMIT_PARTS) {
        return refuse(package, findings, EH_F_XLSX_TOO_MANY_PARTS, NULL);
    }
    package->names = eh_index_new();
    package->parts = calloc((size_t)count + 1, sizeof *package->parts);
    if (package->names == NULL || package->parts == NULL) {
        return EH_NOMEM;
    }
    eh_buffer form = {0};
    eh_status status = EH_OK;
    for (zip_int64_t i = 0; i < count && status == EH_OK; i++) {
        status = index_part(package, (zip_uint64_t)i, &form, findings);
    }
    eh_buffer_free(&form);
    return status;
}

static eh_status open_zip(eh_package *package, eh_findings *findings) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *bytes = zip_source_function_create(source_command, &package->state, &error);
    if (bytes != NULL) {
        package->zip = zip_open_from_source(bytes, ZIP_RDONLY, &error);
        if (package->zip == NULL) {
            zip_source_free(bytes);
        }
    }
    int code = zip_error_code_zip(&error);
    zip_error_fini(&error);
    if (package->zip != NULL) {
        return EH_OK;
    }
    if (package->state.failed) {
        return EH_IO;
    }
    return code == ZIP_ER_MEMORY ? EH_NOMEM : refuse(package, findings, EH_F_XLSX_DAMAGED, NULL);
}

eh_status eh_package_open(eh_source *source, const eh_unpacking *unpacking, eh_findings *findings,
                          eh_package **package) {
    *package = NULL;
    eh_package *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return EH_NOMEM;
    }
    new->source = source;
    new->unpacking = unpacking != NULL ? *unpacking : (eh_unpacking){.alone = false};
    if (new->unpacking.most_bytes == 0) {
        new->unpacking.most_bytes = EH_LIMIT_PART;
    }
    if (new->unpacking.most_ratio == 0) {
        new->unpacking.most_ratio = EH_LIMIT_PART_RATIO;
    }
    new->state.source = source;
    zip_error_init(&new->state.error);
    if (pthread_mutex_init(&new->lock, NULL) != 0) {
        free(new);
        return EH_NOMEM;
    }
    eh_status status = open_zip(new, findings);
    if (status == EH_OK) {
        status = index_parts(new, findings);
    }
    if (status != EH_OK) {
        eh_package_close(new);
        return status;
    }
    *package = new;
    return EH_OK;
}

bool eh_part_alone(const eh_part *part) {
    return part->package->unpacking.alone;
}

void eh_package_close(eh_package *package) {
    if (package == NULL) {
        return;
    }
    if (package->zip != NULL) {
        zip_discard(package->zip);
    }
    zip_error_fini(&package->state.error);
    pthread_mutex_destroy(&package->lock);
    eh_index_free(package->names);
    free(package->parts);
    free(package);
}

/* A whole number with commas. */
static void put_whole(uint64_t number, char *out) {
    char digits[EH_LIMIT_ROOM];
    size_t count = 0, length = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0) {
        out[length++] = digits[--count];
        if (count > 0 && count % 3 == 0) {
            out[length++] = ',';
        }
    }
    out[length] = '\0';
}

void eh_package_limit(const eh_package *package, eh_code trouble, char out[EH_LIMIT_ROOM]) {
    static const char *const units[] = {" bytes", " KiB", " MiB", " GiB"};
    uint64_t bytes = package->unpacking.most_bytes;
    size_t unit = 0;
    out[0] = '\0';
    if (trouble == EH_F_XLSX_PART_RATIO) {
        put_whole(package->unpacking.most_ratio, out);
    } else if (trouble == EH_F_XLSX_PART_TOO_LARGE) {
        while (unit + 1 < sizeof units / sizeof *units && bytes % 1024 == 0) {
            bytes /= 1024;
            unit++;
        }
        put_whole(bytes, out);
        memcpy(out + strlen(out), units[unit], strlen(units[unit]) + 1);
    }
}

const char *eh_package_file(const eh_package *package) {
    return package->source->name;
}

bool eh_package_has(const eh_package *package, const char *name) {
    return eh_index_find(package->names, eh_slice_of(name)) != EH_INDEX_NONE;
}

/* What went wrong inside libzip, told from its error code. */
static eh_status zip_trouble(eh_package *package, zip_error_t *error, eh_code *trouble) {
    if (package->state.failed) {
        return EH_IO;
    }
    if (error != NULL && zip_error_code_zip(error) == ZIP_ER_MEMORY) {
        return EH_NOMEM;
    }
    *trouble = EH_F_XLSX_PART_DAMAGED;
    return EH_BAD;
}

/* Whether a part is packed in a way that is unpacked here, and all is known that it is checked by. */
static bool plainly_packed(const zip_stat_t *stat) {
    const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    return (stat->valid & needed) == needed && stat->encryption_method == ZIP_EM_NONE &&
           (stat->comp_method == ZIP_CM_STORE || stat->comp_method == ZIP_CM_DEFLATE);
}

static eh_status prepare_unpacking(eh_part *part, const zip_stat_t *stat) {
    part->size = stat->size;
    part->checksum_said = stat->crc;
    if (stat->comp_method == ZIP_CM_DEFLATE) {
        part->inflater = eh_inflater_new();
        part->input = malloc(PACKED);
        return part->inflater == NULL || part->input == NULL ? EH_NOMEM : EH_OK;
    }
    return EH_OK;
}

/* The package is locked. */
static eh_status open_part(eh_package *package, zip_uint64_t number, eh_part *part, eh_code *trouble) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(package->zip, number, 0, &stat) == 0) {
        part->foreign = !plainly_packed(&stat);
        part->file = zip_fopen_index(package->zip, number, part->foreign ? 0 : ZIP_FL_COMPRESSED);
    }
    if (part->file == NULL) {
        return zip_trouble(package, zip_get_error(package->zip), trouble);
    }
    /* The directory may lie about the packed size, but no part is larger than the file. */
    part->packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    if (part->packed > package->source->size) {
        part->packed = package->source->size;
    }
    return part->foreign ? EH_OK : prepare_unpacking(part, &stat);
}

eh_status eh_part_open(eh_package *package, const char *name, eh_part **part, eh_code *trouble) {
    *part = NULL;
    uint32_t number = eh_index_find(package->names, eh_slice_of(name));
    if (number == EH_INDEX_NONE) {
        *trouble = EH_F_XLSX_PART_MISSING;
        return EH_BAD;
    }
    eh_part *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return EH_NOMEM;
    }
    new->package = package;
    pthread_mutex_lock(&package->lock);
    eh_status status = open_part(package, package->parts[number], new, trouble);
    pthread_mutex_unlock(&package->lock);
    if (status != EH_OK) {
        eh_part_close(new);
        return status;
    }
    *part = new;
    return EH_OK;
}

/* Bytes as libzip has them: packed, or of a foreign part unpacked. */
static eh_status read_zip(eh_part *part, void *buffer, size_t room, size_t *got) {
    eh_package *package = part->package;
    pthread_mutex_lock(&package->lock);
    zip_int64_t count = zip_fread(part->file, buffer, room);
    eh_status status = count < 0 ? zip_trouble(package, zip_file_get_error(part->file), &part->trouble) : EH_OK;
    pthread_mutex_unlock(&package->lock);
    *got = count < 0 ? 0 : (size_t)count;
    return status;
}

static eh_status damaged(eh_part *part) {
    part->trouble = EH_F_XLSX_PART_DAMAGED;
    return EH_BAD;
}

/* The next bytes of a deflated part; *got is 0 only at its end. */
static eh_status inflate_some(eh_part *part, unsigned char *out, size_t room, size_t *got) {
    *got = 0;
    while (*got == 0 && !eh_inflater_ended(part->inflater)) {
        if (part->left.length == 0 && !part->input_ended) {
            size_t count;
            eh_status status = read_zip(part, part->input, PACKED, &count);
            if (status != EH_OK) {
                return status;
            }
            part->left = (eh_packed){part->input, count};
            part->input_ended = count == 0;
        }
        size_t before = part->left.length;
        if (!eh_inflate(part->inflater, &part->left, out, room, got)) {
            return damaged(part);
        }
        if (*got == 0 && part->input_ended && part->left.length == before && !eh_inflater_ended(part->inflater)) {
            return damaged(part); /* it ends too early */
        }
    }
    return EH_OK;
}

/* Fills the buffer, less at the end alone. What is wrong is kept for the next call when there are bytes to give before it. */
static eh_status fill(eh_part *part, unsigned char *buffer, size_t room, size_t *got) {
    while (*got < room && part->ended == EH_OK) {
        size_t more = 0;
        eh_status status = part->inflater != NULL ? inflate_some(part, buffer + *got, room - *got, &more)
                                                  : read_zip(part, buffer + *got, room - *got, &more);
        if (!part->foreign) {
            part->checksum = eh_checksum(part->checksum, buffer + *got, more);
        }
        *got += more;
        part->unpacked += more;
        if (status == EH_OK && more == 0) {
            bool right = part->foreign || (part->unpacked == part->size && part->checksum == part->checksum_said);
            status = right ? EH_END : damaged(part);
        }
        part->ended = status;
    }
    return *got > 0 || part->ended == EH_END ? EH_OK : part->ended;
}

eh_status eh_part_read(eh_part *part, void *buffer, size_t room, size_t *got, eh_code *trouble) {
    *got = 0;
    eh_status status = fill(part, buffer, room, got);
    const eh_unpacking *limit = &part->package->unpacking;
    if (status == EH_OK && part->unpacked > limit->most_bytes) {
        part->ended = EH_BAD;
        part->trouble = EH_F_XLSX_PART_TOO_LARGE;
        status = EH_BAD;
    } else if (status == EH_OK && part->unpacked > (1u << 20) && part->unpacked / limit->most_ratio > part->packed) {
        part->ended = EH_BAD;
        part->trouble = EH_F_XLSX_PART_RATIO;
        status = EH_BAD;
    }
    if (status != EH_OK) {
        *got = 0;
        *trouble = part->trouble;
    }
    return status;
}

void eh_part_close(eh_part *part) {
    if (part == NULL) {
        return;
    }
    if (part->file != NULL) {
        pthread_mutex_lock(&part->package->lock);
        zip_fclose(part->file);
        pthread_mutex_unlock(&part->package->lock);
    }
    eh_inflater_free(part->inflater);
    free(part->input);
    free(part);
}
