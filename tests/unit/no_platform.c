/* Stands in for src/base/platform.c, so that it is left out of the program: no file, no folder, no clock. Were anything else of it needed, the linker would
 * find these functions twice. */
#include "base/platform.h"

eh_trouble eh_temp_new(eh_temp **temp) {
    *temp = NULL;
    return EH_TROUBLE_DENIED;
}

const char *eh_temp_path(const eh_temp *temp) {
    (void)temp;
    return "";
}

const char *eh_temp_folder(const eh_temp *temp) {
    (void)temp;
    return "";
}

eh_trouble eh_temp_read(const eh_temp *temp, char **data, size_t *size) {
    (void)temp;
    *data = NULL;
    *size = 0;
    return EH_TROUBLE_DENIED;
}

void eh_temp_free(eh_temp *temp) {
    (void)temp;
}

const char *eh_trouble_text(eh_trouble trouble) {
    return trouble == EH_TROUBLE_NONE ? "nothing is wrong" : "there are no files here";
}
