/* Sources and sinks in memory. */
#include "base/source.h"

#include <stdlib.h>
#include <string.h>

typedef struct memory_source {
    eh_source base;
    const unsigned char *data;
    char name[];
} memory_source;

static eh_status memory_read_at(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    const memory_source *source = (const memory_source *)(const void *)self;
    *got = 0;
    if (offset >= self->size)
        return EH_OK;
    uint64_t left = self->size - offset;
    size_t take = left < want ? (size_t)left : want;
    if (take)
        memcpy(buffer, source->data + offset, take);
    *got = take;
    return EH_OK;
}

static void memory_close(eh_source *self) {
    free(self);
}

eh_source *eh_source_from_memory(const char *name, const void *data, size_t size) {
    size_t length = strlen(name);
    memory_source *source = calloc(1, sizeof *source + length + 1);
    if (!source)
        return NULL;
    memcpy(source->name, name, length);
    source->data = data;
    source->base = (eh_source){source->name, size, memory_read_at, memory_close};
    return &source->base;
}

void eh_source_close(eh_source *source) {
    if (source && source->close)
        source->close(source);
}

eh_status eh_source_read_all(eh_source *source, uint64_t limit, char **data, size_t *size) {
    *data = NULL;
    *size = 0;
    if (source->size > limit || source->size >= SIZE_MAX)
        return EH_BAD;
    size_t whole = (size_t)source->size, got = 0;
    char *bytes = malloc(whole + 1);
    if (!bytes)
        return EH_NOMEM;
    eh_status status = source->read_at(source, 0, bytes, whole, &got);
    if (status == EH_OK && got != whole)
        status = EH_IO;
    if (status != EH_OK) {
        free(bytes);
        return status;
    }
    bytes[whole] = '\0';
    *data = bytes;
    *size = whole;
    return EH_OK;
}

eh_status eh_buffer_write(eh_buffer *buffer, eh_sink *sink) {
    eh_status status = buffer->failed ? EH_NOMEM : sink->write(sink, buffer->data, buffer->length);
    eh_buffer_free(buffer);
    return status;
}

void eh_buffer_pass(eh_buffer *buffer, eh_sink *sink, eh_status *status) {
    enum { MUCH = 1 << 16 };
    if (buffer->length < MUCH)
        return;
    if (*status == EH_OK)
        *status = sink->write(sink, buffer->data, buffer->length);
    buffer->length = 0;
}

eh_status eh_buffer_write_rest(eh_buffer *buffer, eh_sink *sink, eh_status status) {
    if (status == EH_OK)
        return eh_buffer_write(buffer, sink);
    eh_buffer_free(buffer);
    return status;
}

typedef struct memory_sink {
    eh_sink base;
    eh_buffer buffer;
    char **data;
    size_t *size;
} memory_sink;

static eh_status memory_write(eh_sink *self, const void *data, size_t size) {
    memory_sink *sink = (memory_sink *)(void *)self;
    return eh_buffer_add(&sink->buffer, data, size) ? EH_OK : EH_NOMEM;
}

static void memory_abort(eh_sink *self) {
    memory_sink *sink = (memory_sink *)(void *)self;
    eh_buffer_free(&sink->buffer);
    free(sink);
}

static eh_status memory_commit(eh_sink *self) {
    memory_sink *sink = (memory_sink *)(void *)self;
    if (sink->buffer.failed || !eh_buffer_add(&sink->buffer, NULL, 0)) { /* adding nothing makes the empty string */
        memory_abort(self);
        return EH_NOMEM;
    }
    *sink->data = sink->buffer.data;
    *sink->size = sink->buffer.length;
    free(sink);
    return EH_OK;
}

eh_sink *eh_sink_to_memory(char **data, size_t *size) {
    memory_sink *sink = calloc(1, sizeof *sink);
    *data = NULL;
    *size = 0;
    if (!sink)
        return NULL;
    sink->base = (eh_sink){memory_write, memory_commit, memory_abort};
    sink->data = data;
    sink->size = size;
    return &sink->base;
}
