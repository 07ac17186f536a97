/* What unpacking alone costs: the first worksheet of a workbook through isa-l, looked at by nobody.
 *
 *     inflate_sheet WORKBOOK
 *
 * prints how many bytes came out. One thread, 64 KiB at a time. */
#include <isa-l/igzip_lib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

enum { IN = 1 << 18, OUT = 1 << 16 };

static int inflate_all(zip_file_t *packed, uint64_t *bytes) {
    static uint8_t in[IN], out[OUT];
    static struct inflate_state state;
    isal_inflate_init(&state);
    state.crc_flag = ISAL_DEFLATE;
    do {
        if (state.avail_in == 0) {
            zip_int64_t got = zip_fread(packed, in, sizeof in);
            if (got <= 0)
                return -1;
            state.next_in = in;
            state.avail_in = (uint32_t)got;
        }
        state.next_out = out;
        state.avail_out = OUT;
        if (isal_inflate(&state) != ISAL_DECOMP_OK)
            return -1;
        *bytes += OUT - state.avail_out;
    } while (state.block_state != ISAL_BLOCK_FINISH || state.avail_out == 0);
    return 0;
}

int main(int count, char **arguments) {
    int error = 0;
    zip_t *zip = count == 2 ? zip_open(arguments[1], ZIP_RDONLY, &error) : NULL;
    zip_file_t *packed = zip ? zip_fopen(zip, "xl/worksheets/sheet1.xml", ZIP_FL_COMPRESSED) : NULL;
    uint64_t bytes = 0;
    int failed = packed ? inflate_all(packed, &bytes) : -1;
    if (failed)
        fputs("inflate_sheet: no first worksheet that can be unpacked\n", stderr);
    else
        printf("%llu\n", (unsigned long long)bytes);
    if (packed)
        zip_fclose(packed);
    if (zip)
        zip_discard(zip);
    return failed ? 1 : 0;
}
