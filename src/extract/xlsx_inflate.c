#include "extract/xlsx_inflate.h"

#include <stdlib.h>

#ifdef EH_HAVE_ISAL

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

struct eh_inflater {
    struct inflate_state stream;
};

eh_inflater *eh_inflater_new(void) {
    eh_inflater *new = malloc(sizeof *new);
    if (new != NULL) {
        isal_inflate_init(&new->stream); /* raw deflate, no checksum of its own */
    }
    return new;
}

void eh_inflater_free(eh_inflater *inflater) {
    free(inflater);
}

bool eh_inflate(eh_inflater *inflater, eh_packed *in, unsigned char *out, size_t room, size_t *made) {
    struct inflate_state *stream = &inflater->stream;
    stream->next_in = (unsigned char *)(uintptr_t)in->at; /* only read */
    stream->avail_in = (uint32_t)in->length;
    stream->next_out = out;
    stream->avail_out = (uint32_t)room;
    int result = isal_inflate(stream);
    in->at = stream->next_in;
    in->length = stream->avail_in;
    *made = room - stream->avail_out;
    return result == ISAL_DECOMP_OK || result == ISAL_END_INPUT;
}

bool eh_inflater_ended(const eh_inflater *inflater) {
    return inflater->stream.block_state == ISAL_BLOCK_FINISH;
}

uint32_t eh_checksum(uint32_t before, const void *bytes, size_t length) {
    return crc32_gzip_refl(before, (const unsigned char *)bytes, length);
}

#else

#include <zlib.h>

struct eh_inflater {
    z_stream stream;
    bool ended;
};

eh_inflater *eh_inflater_new(void) {
    eh_inflater *new = calloc(1, sizeof *new);
    if (new != NULL && inflateInit2(&new->stream, -MAX_WBITS) != Z_OK) {
        free(new);
        return NULL;
    }
    return new;
}

void eh_inflater_free(eh_inflater *inflater) {
    if (inflater != NULL) {
        inflateEnd(&inflater->stream);
        free(inflater);
    }
}

bool eh_inflate(eh_inflater *inflater, eh_packed *in, unsigned char *out, size_t room, size_t *made) {
    z_stream *stream = &inflater->stream;
    stream->next_in = (unsigned char *)(uintptr_t)in->at; /* only read */
    stream->avail_in = (unsigned)in->length;
    stream->next_out = out;
    stream->avail_out = (unsigned)room;
    int result = inflate(stream, Z_NO_FLUSH);
    in->at = stream->next_in;
    in->length = stream->avail_in;
    *made = room - stream->avail_out;
    inflater->ended = result == Z_STREAM_END;
    return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
}

bool eh_inflater_ended(const eh_inflater *inflater) {
    return inflater->ended;
}

uint32_t eh_checksum(uint32_t before, const void *bytes, size_t length) {
    return (uint32_t)crc32_z(before, bytes, length);
}

#endif
