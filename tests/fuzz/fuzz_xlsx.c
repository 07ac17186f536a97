/* A workbook: the package, its parts, and the cells of every sheet. */
#include "fuzz.h"

int eh_fuzz_xlsx(const uint8_t *data, size_t size) {
    eh_buffer made = {0};
    eh_source *source = fuzz_source("fuzz.xlsx", data, size, &made);
    fuzz_read_tables(source);
    eh_source_close(source);
    eh_buffer_free(&made);
    return 0;
}
