/* A delimited text: encoding, dialect, records. */
#include "fuzz.h"

int eh_fuzz_text(const uint8_t *data, size_t size) {
    eh_source *source = eh_source_from_memory("fuzz.csv", data, size);
    PROMISE(source != NULL);
    fuzz_read_tables(source);
    eh_source_close(source);
    return 0;
}
