/* A libFuzzer program: ENTRY is one of fuzz.h's. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return ENTRY(data, size);
}
