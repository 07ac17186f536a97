/* Parts of a workbook alone: the shared strings, by the scanner and by libxml2, and the cell formats. And a table of the templates. */
#include <string.h>

#include "extract/xlsx_number.h"
#include "extract/xlsx_strings.h"
#include "extract/xlsx_styles.h"
#include "fuzz.h"
#include "standard/template_table.h"

/* A package with the input as its parts "plain.xml" and, left to libxml2 by the two spaces in its declaration, "odd.xml". */
static eh_package *package_of(const uint8_t *data, size_t size, eh_source **source, eh_buffer *zip) {
    static const char *const starts[] = {"--- plain.xml\n<?xml version='1.0' encoding='UTF-8'?>",
                                         "\n--- odd.xml\n<?xml version='1.0'  encoding='UTF-8'?>"};
    eh_buffer parts = {0};
    eh_package *package = NULL;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        eh_buffer_text(&parts, starts[i]);
        eh_buffer_add(&parts, (const char *)data, size);
    }
    eh_findings *findings = eh_findings_new();
    PROMISE(!parts.failed && findings != NULL);
    *source = fuzz_source("fuzz.xlsx", (const uint8_t *)parts.data, parts.length, zip);
    eh_status status = eh_package_open(*source, NULL, findings, &package);
    PROMISE(status == EH_OK || status == EH_BAD); /* the input may hold lines that begin parts */
    eh_findings_free(findings);
    eh_buffer_free(&parts);
    return package;
}

static bool same_strings(const eh_strings *one, const eh_strings *other) {
    bool same = one->count == other->count;
    for (uint32_t i = 0; same && i < one->count; i++) {
        eh_slice text = eh_strings_at(one, i);
        same = eh_slice_equal(text, eh_strings_at(other, i));
        PROMISE(text.length == 0 || eh_utf8_valid(text.at, text.length));
    }
    return same;
}

int eh_fuzz_strings(const uint8_t *data, size_t size) {
    static const char *const names[] = {"plain.xml", "odd.xml"};
    eh_source *source = NULL;
    eh_buffer zip = {0};
    eh_strings strings[2] = {{.count = 0}};
    eh_status status[2] = {EH_OK, EH_OK};
    eh_package *package = package_of(data, size, &source, &zip);
    for (size_t i = 0; package != NULL && i < 2; i++) {
        eh_findings *findings = eh_findings_new();
        status[i] = eh_strings_read(package, names[i], findings, &strings[i]);
        PROMISE(status[i] == EH_OK || (status[i] == EH_BAD && eh_findings_count(findings) > 0));
        fuzz_check_findings(findings);
        eh_findings_free(findings);
    }
    PROMISE(status[0] == status[1] && same_strings(&strings[0], &strings[1]));
    eh_strings_free(&strings[0]);
    eh_strings_free(&strings[1]);
    eh_package_close(package);
    eh_source_close(source);
    eh_buffer_free(&zip);
    return 0;
}

int eh_fuzz_styles(const uint8_t *data, size_t size) {
    eh_source *source = NULL;
    eh_buffer zip = {0};
    eh_styles styles = {.count = 0};
    eh_findings *findings = eh_findings_new();
    eh_package *package = package_of(data, size, &source, &zip);
    eh_status status = package != NULL ? eh_styles_read(package, "odd.xml", findings, &styles) : EH_OK;
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_count(findings) > 0));
    for (uint32_t i = 0; i < styles.count; i++)
        PROMISE((styles.shows[i] & ~(EH_SHOWS_DATE | EH_SHOWS_TIME | EH_SHOWS_PERCENT)) == 0);
    fuzz_check_findings(findings);
    eh_findings_free(findings);
    eh_styles_free(&styles);
    eh_package_close(package);
    eh_source_close(source);
    eh_buffer_free(&zip);
    return 0;
}

int eh_fuzz_table(const uint8_t *data, size_t size) {
    eh_arena *arena = eh_arena_new();
    eh_findings *findings = eh_findings_new();
    eh_table table;
    PROMISE(arena != NULL && findings != NULL);
    eh_status status = eh_table_read(arena, "fuzz.csv", data, size, findings, &table);
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_of(findings, EH_ERROR) > 0));
    for (size_t i = 0; status == EH_OK && i < table.row_count * table.column_count; i++)
        PROMISE(eh_utf8_valid(table.cells[i], strlen(table.cells[i])));
    fuzz_check_findings(findings);
    eh_findings_free(findings);
    eh_arena_free(arena);
    return 0;
}
