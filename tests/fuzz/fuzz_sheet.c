/* A worksheet and, after a line of four equal signs, its shared strings; neither with an XML declaration. The scanner and libxml2 must make the same of them:
 * rows, cells, codes of strings, findings. */
#include <string.h>

#include "extract/xlsx_sheet.h"
#include "fuzz.h"

/* Two spaces in the declaration are all that it takes for a part to be left to libxml2. */
#define PLAIN "<?xml version='1.0' encoding='UTF-8'?>"
#define ODD   "<?xml version='1.0'  encoding='UTF-8'?>"

static void add_row(eh_buffer *out, const eh_row *row) {
    eh_buffer_whole(out, (int64_t)row->number);
    for (uint32_t i = 0; i < row->count; i++) {
        eh_buffer_format(out, "|%d %d:", (int)eh_row_cell(row, i).type, (int)eh_row_cell(row, i).code);
        if (eh_row_cell(row, i).text.length > 0)
            eh_buffer_add(out, eh_row_cell(row, i).text.at, eh_row_cell(row, i).text.length);
    }
    eh_buffer_char(out, '\n');
}

static void add_strings(eh_buffer *out, eh_status status, const eh_strings *strings) {
    eh_buffer_format(out, "strings: %s\n", eh_status_text(status));
    for (uint32_t i = 0; i < strings->count; i++) {
        eh_slice string = eh_strings_at(strings, i);
        if (string.length > 0)
            eh_buffer_add(out, string.at, string.length);
        eh_buffer_char(out, '\n');
    }
}

static void add_findings(eh_buffer *out, const eh_findings *findings) {
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        eh_buffer_format(out, "! %s row %d x%d\n", finding->code, (int)finding->row, (int)finding->count);
    }
}

/* All that reading one way gives; how many rows the scanner read. */
static eh_buffer read_one_way(eh_package *package, const char *sheet_part, const char *strings_part,
                              uint64_t *scanned) {
    static unsigned char shows[] = {0, EH_SHOWS_DATE, EH_SHOWS_PERCENT, EH_SHOWS_DATE | EH_SHOWS_TIME};
    eh_buffer out = {0};
    eh_findings *findings = eh_findings_new();
    eh_sheet sheet = {.name = "S", .part = sheet_part};
    eh_cell_context context = {.styles = {.shows = shows, .count = sizeof shows}};
    eh_sheet_rows *rows = NULL;
    const eh_row *row = NULL;
    PROMISE(findings != NULL);
    eh_status status = eh_strings_read(package, strings_part, findings, &context.strings);
    add_strings(&out, status, &context.strings);
    PROMISE(eh_sheet_open(package, &sheet, &context, &rows) == EH_OK);
    while ((status = eh_sheet_next(rows, findings, &row)) == EH_OK)
        add_row(&out, row);
    eh_rows_facts facts = eh_sheet_seen(rows);
    eh_buffer_format(&out, "%s; rows %d blank %d hidden %d cut %d\n", eh_status_text(status), (int)facts.rows,
                     (int)facts.blank_rows, (int)facts.hidden_rows, (int)facts.cut_cells);
    add_findings(&out, findings);
    *scanned = eh_sheet_scanned(rows);
    PROMISE(!out.failed);
    eh_sheet_close(rows);
    eh_strings_free(&context.strings);
    eh_findings_free(findings);
    return out;
}

static const char *find(const char *text, size_t length, const char *mark) {
    size_t size = strlen(mark);
    for (size_t i = 0; i + size <= length; i++) {
        if (!memcmp(text + i, mark, size))
            return text + i;
    }
    return NULL;
}

static void add_part(eh_buffer *out, const char *name, const char *start, eh_slice text) {
    eh_buffer_format(out, "\n--- %s\n%s", name, start);
    if (text.length > 0)
        eh_buffer_add(out, text.at, text.length);
}

int eh_fuzz_sheet(const uint8_t *data, size_t size) {
    const char *text = (const char *)data, *border = find(text, size, "\n====\n");
    eh_slice sheet = {text, border != NULL ? (size_t)(border - text) : size};
    eh_slice strings = border != NULL ? (eh_slice){border + 6, size - sheet.length - 6} : EH_SLICE("");
    eh_buffer parts = {0}, zip = {0};
    if (find(text, size, "\n--- ") != NULL)
        return 0;
    add_part(&parts, "plain.xml", PLAIN, sheet);
    add_part(&parts, "odd.xml", ODD, sheet);
    add_part(&parts, "plain-strings.xml", PLAIN, strings);
    add_part(&parts, "odd-strings.xml", ODD, strings);
    PROMISE(!parts.failed);
    eh_source *source = fuzz_source("fuzz.xlsx", (const uint8_t *)parts.data + 1, parts.length - 1, &zip);
    eh_package *package = NULL;
    uint64_t scanned = 0, odd_scanned = 0;
    PROMISE(eh_package_open(source, NULL, NULL, &package) == EH_OK);
    eh_buffer plain = read_one_way(package, "plain.xml", "plain-strings.xml", &scanned);
    eh_buffer odd = read_one_way(package, "odd.xml", "odd-strings.xml", &odd_scanned);
    bool same = plain.length == odd.length && !memcmp(plain.data, odd.data, odd.length);
    if (!same)
        fprintf(stderr, "scanner (%d rows):\n%.4000s\nlibxml2:\n%.4000s\n", (int)scanned, plain.data, odd.data);
    PROMISE(same && odd_scanned == 0);
    eh_buffer_free(&plain);
    eh_buffer_free(&odd);
    eh_package_close(package);
    eh_source_close(source);
    eh_buffer_free(&parts);
    eh_buffer_free(&zip);
    return 0;
}
