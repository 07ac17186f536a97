#include "cli/printed.h"

#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/message.h"
#include "cli/outputs.h"

bool printed_format(const options *given, const char *name, bool *json) {
    *json = given->format && strcmp(given->format, "json") == 0;
    if (!given->format || *json || strcmp(given->format, "text") == 0)
        return true;
    message_usage("`evenhand %s` has no format \"%s\"; there are text and json", name, given->format);
    return false;
}

static eh_status write_made(void *context, eh_sink *sink) {
    const eh_buffer *made = context;
    return sink->write(sink, eh_buffer_words(made), made->length);
}

static bool write_into(const options *given, const char *stem, bool json, const eh_buffer *made) {
    eh_trouble trouble = eh_folder_make(given->out);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", given->out, eh_trouble_text(trouble));
        return false;
    }
    eh_buffer name = {0};
    eh_buffer_format(&name, "%s.%s", stem, json ? "json" : "txt");
    char *path = name.failed ? NULL : eh_path_join(given->out, name.data);
    eh_buffer copy = *made;
    bool written = path && outputs_file(path, write_made, &copy);
    if (!path)
        message_error("%s.", eh_status_text(EH_NOMEM));
    else if (written && !given->quiet)
        message_print("Written: %s\n", path);
    free(path);
    eh_buffer_free(&name);
    return written;
}

bool printed(const options *given, const char *stem, bool json, const eh_buffer *made) {
    if (made->failed) {
        message_error("%s.", eh_status_text(EH_NOMEM));
        return false;
    }
    if (given->out)
        return write_into(given, stem, json, made);
    message_write(eh_buffer_words(made), made->length);
    return true;
}
