/* A delimited text: encoding, dialect, records; by masks and each record with care. */
#include "fuzz.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "extract/text_rows.h"

static void add_cell(eh_hasher *hasher, const eh_cell *cell) {
    eh_hasher_add(hasher, &cell->type, sizeof cell->type);
    eh_hasher_add(hasher, &cell->text.length, sizeof cell->text.length);
    if (cell->text.length > 0)
        eh_hasher_add(hasher, cell->text.at, cell->text.length);
}

/* All that one way of reading gives: rows, findings, facts. */
static eh_digest read_text(eh_source *source, const uint8_t *data, size_t size, const eh_text_sizes *sizes) {
    eh_hasher *hasher = eh_hasher_new();
    eh_findings *findings = eh_findings_new();
    eh_reader *reader;
    eh_reader_rows *rows;
    const eh_row *row;
    eh_status status;
    PROMISE(hasher != NULL && findings != NULL);
    size_t head = size < EH_LIMIT_SNIFF ? size : EH_LIMIT_SNIFF;
    PROMISE(eh_text_open(source, (const char *)data, head, NULL, NULL, sizes, &reader) == EH_OK);
    PROMISE(reader->kind->rows_open(reader, 0, findings, &rows) == EH_OK);
    while ((status = reader->kind->next(rows, findings, &row)) == EH_OK) {
        eh_hasher_add(hasher, &row->number, sizeof row->number);
        for (uint32_t i = 0; i < row->count; i++) {
            eh_cell cell = eh_row_cell(row, i);
            add_cell(hasher, &cell);
        }
    }
    eh_rows_facts facts = reader->kind->seen(rows);
    const eh_table_info *info = reader->kind->info(reader, 0);
    eh_hasher_add(hasher, &status, sizeof status);
    eh_hasher_add(hasher, &facts, sizeof facts);
    eh_hasher_add(hasher, info->line_ends, strlen(info->line_ends));
    eh_hasher_add(hasher, info->encoding, strlen(info->encoding));
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        eh_hasher_add(hasher, f->code, strlen(f->code));
        eh_hasher_add(hasher, &f->row, sizeof f->row);
        eh_hasher_add(hasher, &f->column, sizeof f->column);
        eh_hasher_add(hasher, &f->count, sizeof f->count);
    }
    reader->kind->rows_close(rows);
    reader->kind->close(reader);
    eh_findings_free(findings);
    return eh_hasher_finish(hasher);
}

int eh_fuzz_text(const uint8_t *data, size_t size) {
    eh_source *source = eh_source_from_memory("fuzz.csv", data, size);
    PROMISE(source != NULL);
    fuzz_read_tables(source);
    if (size > 0) {
        /* Small blocks and ceilings, so that short inputs have their edges too; which, the input's size decides. */
        eh_text_sizes masks = eh_text_usual_sizes(), careful;
        masks.block = 1 + size % 97;
        masks.row = size % 3 == 0 ? 64 + size % 200 : masks.row;
        masks.cell = size % 5 == 0 ? 16 : masks.cell;
        careful = masks;
        careful.kernel = NULL;
        careful.block = 64;
        eh_digest by_masks = read_text(source, data, size, &masks);
        eh_digest with_care = read_text(source, data, size, &careful);
        PROMISE(strcmp(by_masks.hex, with_care.hex) == 0);
    }
    eh_source_close(source);
    return 0;
}
