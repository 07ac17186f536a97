/* Every cell of an extract as tab-separated text, for comparison with other readers:
 *
 *     dump_cells FILE
 *
 * "sheet NAME" begins a table, a line "ROW COLUMN TYPE TEXT" is a cell that is not blank, "ended REASON" a table that could not be read to its end; then a line
 * "finding CODE SHEET COUNT" each. Of a text beyond what a worksheet's cell may hold only the beginning is shown, and how many bytes there are. Tabs, line ends and backslashes are escaped. Exit status 0: read, 1: refused or broken off, 2: nothing there to read. */
#include <stdio.h>
#include <string.h>

#include "base/finding.h"
#include "base/platform.h"
#include "extract/rows.h"

enum { LONGEST = 100000, SHOWN = 1000 };

static void put(eh_slice text) {
    size_t length = text.length > LONGEST ? SHOWN : text.length;
    for (size_t i = 0; i < length; i++) {
        static const char plain[] = "\t\n\r\\", escaped[] = "tnr\\";
        const char *at = text.at[i] != '\0' ? strchr(plain, text.at[i]) : NULL;
        if (at != NULL)
            putchar('\\');
        putchar(at != NULL ? escaped[at - plain] : text.at[i]);
    }
    if (length < text.length)
        printf("... %zu", text.length);
}

static void put_row(const eh_row *row) {
    static const char letters[] = ".TNDPBEU";
    for (uint32_t i = 0; i < row->count; i++) {
        if (eh_row_cell(row, i).type == EH_CELL_BLANK)
            continue;
        printf("%llu\t%u\t%c\t", (unsigned long long)row->number, i + 1, letters[eh_row_cell(row, i).type]);
        put(eh_row_cell(row, i).text);
        putchar('\n');
    }
}

static eh_status put_table(eh_extract *extract, unsigned table) {
    eh_rows *rows = NULL;
    const eh_row *row = NULL;
    const eh_table_info *info = eh_extract_table(extract, table);
    printf("sheet\t");
    put(eh_slice_of(info->sheet));
    putchar('\n');
    eh_status status = eh_rows_open(extract, table, &rows);
    while (status == EH_OK && (status = eh_rows_next(rows, &row)) == EH_OK)
        put_row(row);
    if (status != EH_END)
        printf("ended\t%s\n", eh_status_text(status));
    eh_rows_close(rows);
    return status;
}

int main(int argc, char **argv) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = NULL;
    eh_extract *extract = NULL;
    if (argc != 2 || findings == NULL || eh_source_open_file(argv[1], &source) != EH_TROUBLE_NONE) {
        fprintf(stderr, "dump_cells: %s\n", argc == 2 ? "the file cannot be read" : "usage: dump_cells FILE");
        eh_findings_free(findings);
        return 2;
    }
    int result = eh_extract_open(source, NULL, NULL, NULL, findings, &extract) != EH_OK;
    for (unsigned i = 0; extract != NULL && i < eh_extract_tables(extract); i++)
        result = put_table(extract, i) != EH_END || result;
    for (size_t i = 0; i < eh_findings_count(findings); i++) {
        const eh_finding *finding = eh_findings_at(findings, i);
        printf("finding\t%s\t", finding->code);
        put(eh_slice_of(finding->sheet));
        printf("\t%llu\n", (unsigned long long)finding->count);
    }
    eh_extract_close(extract);
    eh_source_close(source);
    eh_findings_free(findings);
    return result;
}
