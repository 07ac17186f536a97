#include <string.h>

#include "base/fraction.h"
#include "base/hash.h"
#include "base/limits.h"
#include "fuzz.h"
#include "record/reading.h"

const eh_catalogue *fuzz_catalogue(void) {
    static eh_catalogue *catalogue;
    if (catalogue == NULL) {
        eh_findings *findings = eh_findings_new();
        PROMISE(findings != NULL && eh_catalogue_read(NULL, NULL, findings, &catalogue) == EH_OK);
        eh_findings_free(findings);
    }
    return catalogue;
}

const eh_xml_schema *fuzz_schema(void) {
    static eh_xml_schema *schema;
    if (schema == NULL)
        PROMISE(eh_xml_schema_new(&schema) == EH_OK);
    return schema;
}

/* ---- packages of parts ---- */

static uint32_t checksum(eh_slice bytes) {
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < bytes.length; i++) {
        sum ^= (unsigned char)bytes.at[i];
        for (unsigned bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

static void add_number(eh_buffer *out, uint64_t number, unsigned bytes) {
    for (unsigned i = 0; i < bytes; i++)
        eh_buffer_char(out, (char)(number >> 8 * i & 0xFF));
}

/* What the head of a part and its entry in the directory have in common. */
static void add_facts(eh_buffer *out, eh_slice name, eh_slice bytes, uint32_t sum) {
    add_number(out, 20, 2);     /* version */
    add_number(out, 0, 2 + 2);  /* flags, stored */
    add_number(out, 0x21, 2);   /* midnight */
    add_number(out, 0x5A7F, 2); /* 31 March 2025 */
    add_number(out, sum, 4);
    add_number(out, bytes.length, 4);
    add_number(out, bytes.length, 4);
    add_number(out, name.length, 2);
    add_number(out, 0, 2);
}

static void add_part(eh_buffer *zip, eh_buffer *directory, eh_slice name, eh_slice bytes) {
    size_t at = zip->length;
    uint32_t sum = checksum(bytes);
    eh_buffer_add(zip, "PK\3\4", 4);
    add_facts(zip, name, bytes, sum);
    eh_buffer_add(zip, name.at, name.length);
    eh_buffer_add(zip, bytes.at, bytes.length);
    eh_buffer_add(directory, "PK\1\2\24", 6);
    add_facts(directory, name, bytes, sum);
    add_number(directory, 0, 2 + 2 + 2);
    add_number(directory, 0, 4);
    add_number(directory, at, 4);
    eh_buffer_add(directory, name.at, name.length);
}

/* The next place at or after `from` where a line begins with "--- "; the end when there is none. */
static size_t next_part(eh_slice text, size_t from) {
    for (size_t i = from; i + 4 <= text.length; i++) {
        if ((i == 0 || text.at[i - 1] == '\n') && !memcmp(text.at + i, "--- ", 4))
            return i;
    }
    return text.length;
}

static void make_package(eh_slice text, eh_buffer *zip) {
    eh_buffer directory = {0};
    unsigned count = 0;
    for (size_t at = 0; at < text.length && count < UINT16_MAX; count++) {
        const char *name = text.at + at + 4, *end = memchr(name, '\n', text.length - at - 4);
        size_t start = end ? (size_t)(end - text.at) + 1 : text.length;
        size_t length = start - at - 4 - (end != NULL);
        at = next_part(text, start);
        add_part(zip, &directory, (eh_slice){name, length < UINT16_MAX ? length : UINT16_MAX},
                 (eh_slice){text.at + start, at - start});
    }
    size_t offset = zip->length;
    if (directory.length > 0)
        eh_buffer_add(zip, directory.data, directory.length);
    eh_buffer_add(zip, "PK\5\6\0\0\0", 8);
    add_number(zip, count, 2);
    add_number(zip, count, 2);
    add_number(zip, directory.length, 4);
    add_number(zip, offset, 4);
    add_number(zip, 0, 2);
    eh_buffer_free(&directory);
}

eh_source *fuzz_source(const char *name, const uint8_t *data, size_t size, eh_buffer *made) {
    eh_slice bytes = {(const char *)data, size};
    if (size >= 4 && !memcmp(data, "--- ", 4)) {
        make_package(bytes, made);
        PROMISE(!made->failed);
        bytes = (eh_slice){made->data, made->length};
    }
    eh_source *source = eh_source_from_memory(name, bytes.at, bytes.length);
    PROMISE(source != NULL);
    return source;
}

/* ---- promises ---- */

void fuzz_check_findings(const eh_findings *findings) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *f = eh_findings_at(findings, i);
        PROMISE(f != NULL && f->count > 0 && f->text[0] != '\0');
        const char *const texts[] = {f->text, f->advice, f->value, f->file, f->sheet, f->heading, f->organisation};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
            PROMISE(eh_utf8_valid(texts[t], strlen(texts[t])));
    }
}

static void check_cell(const eh_cell *cell) {
    eh_slice text = cell->text;
    PROMISE(text.length <= EH_LIMIT_CELL && eh_utf8_valid(text.at, text.length));
    PROMISE(eh_trim(text).length == text.length);
    PROMISE(cell->type != EH_CELL_BLANK || text.length == 0);
    eh_fraction number;
    if (cell->type == EH_CELL_NUMBER || cell->type == EH_CELL_PERCENT)
        PROMISE(text.length > 0 && (text.length > 40 || eh_decimal_read(text, &number)));
    eh_date day;
    if (cell->type == EH_CELL_DATE)
        PROMISE(eh_date_read(text, &day) == EH_DATE_READ);
}

static int judge(void *context, const eh_row *row) {
    (void)context;
    return eh_headings_fit(fuzz_catalogue(), row, NULL).score;
}

/* One reading of a table, as a digest of all that it gave. */
static eh_digest read_table(eh_extract *extract, unsigned table) {
    eh_hasher *hasher = eh_hasher_new();
    eh_rows *rows = NULL;
    const eh_row *row = NULL;
    PROMISE(hasher != NULL);
    eh_status status = eh_rows_open(extract, table, &rows);
    while (status == EH_OK && (status = eh_rows_next(rows, &row)) == EH_OK) {
        PROMISE(row->number >= 1 && row->count >= 1 && row->count <= EH_LIMIT_COLUMNS);
        eh_hasher_add(hasher, &row->number, sizeof row->number);
        for (uint32_t i = 0; i < row->count; i++) {
            eh_cell cell = eh_row_cell(row, i);
            check_cell(&cell);
            eh_hasher_add(hasher, &cell.type, sizeof cell.type);
            if (cell.text.length > 0)
                eh_hasher_add(hasher, cell.text.at, cell.text.length);
        }
    }
    PROMISE(status == EH_END || status == EH_BAD);
    eh_hasher_add(hasher, &status, sizeof status);
    eh_rows_close(rows);
    return eh_hasher_finish(hasher);
}

void fuzz_read_tables(eh_source *source) {
    eh_findings *findings = eh_findings_new();
    eh_extract *extract = NULL;
    PROMISE(findings != NULL);
    eh_status status = eh_extract_open(source, judge, NULL, NULL, findings, &extract);
    PROMISE(status == EH_OK || status == EH_BAD);
    PROMISE((status == EH_OK) == (extract != NULL) && (status == EH_OK || eh_findings_count(findings) > 0));
    for (unsigned i = 0; extract != NULL && i < eh_extract_tables(extract); i++) {
        eh_digest first = read_table(extract, i);
        size_t said = eh_findings_count(findings);
        eh_digest second = read_table(extract, i);
        PROMISE(!strcmp(first.hex, second.hex) && eh_findings_count(findings) == said);
    }
    fuzz_check_findings(findings);
    eh_extract_close(extract);
    eh_findings_free(findings);
}
