/* Reading a text from memory into a string that tests can compare: a line a row, "number: cell|cell|cell". */
#ifndef TEXT_SUPPORT_H
#define TEXT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/text_rows.h"
#include "seeds.h"

static inline eh_text_sizes sizes_of(size_t block, size_t row, size_t cell) {
    eh_text_sizes sizes = eh_text_usual_sizes();
    sizes.block = block;
    sizes.row = row;
    sizes.cell = cell;
    return sizes;
}

/* A source that gives only a few bytes a call, as the interface forbids but a careless one may. */
typedef struct {
    eh_source source;
    const char *data;
    uint64_t calls;
} trickle;

static inline eh_status trickle_read(eh_source *self, uint64_t offset, void *buffer, size_t want, size_t *got) {
    trickle *t = (trickle *)self;
    uint64_t left = offset < self->size ? self->size - offset : 0;
    size_t some = (size_t)(t->calls++ % 7 + 1);
    some = some < want ? some : want;
    *got = some < left ? some : (size_t)left;
    if (*got > 0) {
        memcpy(buffer, t->data + offset, *got);
    }
    return EH_OK;
}

/* "code@row,column xcount" for every finding. */
static inline void write_findings(const eh_findings *findings, eh_buffer *out) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        eh_buffer_format(out, "%s%s@%u,%u x%u", i > 0 ? " " : "", f->code, (unsigned)f->row, f->column,
                         (unsigned)f->count);
    }
}

static inline void write_row(const eh_row *row, eh_buffer *out) {
    eh_buffer_format(out, "%u: ", (unsigned)row->number);
    for (uint32_t i = 0; i < row->count; i++) {
        assert_int_equal(eh_row_cell(row, i).type, eh_row_cell(row, i).text.length == 0 ? EH_CELL_BLANK : EH_CELL_TEXT);
        eh_buffer_text(out, i > 0 ? "|" : "");
        if (eh_row_cell(row, i).text.length > 0) {
            eh_buffer_add(out, eh_row_cell(row, i).text.at, eh_row_cell(row, i).text.length);
        }
    }
    eh_buffer_char(out, '\n');
}

/* What reading a text gave. */
typedef struct {
    eh_buffer rows, findings;
    eh_table_info info;
    eh_rows_facts facts;
    eh_status status; /* after the last row */
    uint64_t plain;   /* rows that were */
    eh_digest digest; /* of a source that was hashed, else "" */
} reading;

static inline void reading_free(reading *r) {
    eh_buffer_free(&r->rows);
    eh_buffer_free(&r->findings);
}

static inline const char *words(const eh_buffer *buffer) {
    return buffer->length > 0 ? buffer->data : "";
}

/* What a plain row promises of its bytes. */
static inline void check_plain(const eh_row *row) {
    const char *end = row->bytes + row->ends[row->count - 1];
    assert_ptr_equal(eh_row_raw(row, 0).at, row->bytes);
    assert_true(eh_utf8_valid(row->bytes, (size_t)(end - row->bytes)));
    for (const char *at = row->bytes; at < end + EH_ROW_PAD; at++) {
        assert_true(at >= end || *at != 0);
    }
    for (uint32_t i = 0; i < row->count; i++) {
        eh_slice raw = eh_row_raw(row, i);
        size_t quotes = 0;
        for (size_t k = 0; k < raw.length; k++) {
            quotes += raw.at[k] == '"';
        }
        size_t opening = raw.length > 0 && raw.at[0] == '=' ? 1 : 0;
        assert_true(quotes == 0 || (quotes == 2 && raw.at[opening] == '"' && raw.at[raw.length - 1] == '"'));
    }
}

static inline reading read_source_as(eh_source *source, const char *head, size_t length, eh_text_sizes sizes,
                                     eh_judge judge, eh_reading_plan plan) {
    keep_seed("text", head, length);
    reading r = {0};
    eh_findings *findings = eh_findings_new();
    eh_reader *reader;
    eh_reader_rows *rows;
    const eh_row *row;
    assert_non_null(findings);
    assert_int_equal(
        eh_text_open(source, head, length < EH_LIMIT_SNIFF ? length : EH_LIMIT_SNIFF, judge, NULL, &sizes, &reader),
        EH_OK);
    reader->kind->plan(reader, &plan);
    assert_int_equal(reader->kind->rows_open(reader, 0, findings, &rows), EH_OK);
    while ((r.status = reader->kind->next(rows, findings, &row)) == EH_OK) {
        write_row(row, &r.rows);
        if (row->cells == NULL) {
            check_plain(row);
            r.plain++;
        }
    }
    assert_int_equal(reader->kind->next(rows, NULL, &row), r.status); /* the end stays the end */
    r.facts = reader->kind->seen(rows);
    r.info = *reader->kind->info(reader, 0);
    if (reader->kind->digest(reader) != NULL) {
        r.digest = *reader->kind->digest(reader);
    }
    reader->kind->rows_close(rows);
    reader->kind->close(reader);
    write_findings(findings, &r.findings);
    eh_findings_free(findings);
    return r;
}

static inline reading read_source(eh_source *source, const char *head, size_t length, eh_text_sizes sizes,
                                  eh_judge judge) {
    return read_source_as(source, head, length, sizes, judge, (eh_reading_plan){0});
}

static inline reading read_memory(const char *bytes, size_t length, eh_text_sizes sizes, eh_judge judge) {
    eh_source *source = eh_source_from_memory("staff.csv", bytes, length);
    assert_non_null(source);
    reading r = read_source(source, bytes, length, sizes, judge);
    eh_source_close(source);
    return r;
}

static inline reading read_trickle(const char *bytes, size_t length, eh_text_sizes sizes, eh_judge judge) {
    trickle t = {{"staff.csv", length, trickle_read, NULL}, bytes, 0};
    return read_source(&t.source, bytes, length, sizes, judge);
}

/* The same numbers on every machine. */
static inline uint32_t chance(uint64_t *state, uint32_t below) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

#endif
