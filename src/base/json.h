/* Writing JSON: one member after the other, indented or on one line. Numbers without a locale; text well-formed whatever comes in. */
#ifndef EH_BASE_JSON_H
#define EH_BASE_JSON_H

#include "base/date.h"
#include "base/source.h"

/* Start from {0}, or {.one_line = true}; free `out` with eh_buffer_free. Out of memory is sticky in out.failed. With a `sink`, what is made goes there as it gathers,
 * and `out` holds the rest, to be written by eh_json_write_rest. */
typedef struct eh_json {
    eh_buffer out;
    eh_sink *sink;
    eh_status status; /* of the sink so far */
    bool one_line;
    bool open;      /* something stands already in the object or array that is open */
    unsigned depth; /* how far it is indented */
} eh_json;

/* A file of JSON: opens the one object that it is, which names its format and the format's version; and closes it, with the end of the line. */
void eh_json_begin(eh_json *json, const char *format);
void eh_json_end(eh_json *json);
/* Writes what is left to the sink that was given, and frees it: EH_NOMEM, or the first failure of the sink. */
eh_status eh_json_write_rest(eh_json *json);

/* Members: `name` is NULL for elements of an array (and for the outermost value). */
void eh_json_open(eh_json *json, const char *name, char bracket); /* '{' or '[' */
void eh_json_close(eh_json *json, char bracket);                  /* '}' or ']' */
/* The same on one line, whatever is within, in the midst of what is indented. */
void eh_json_open_line(eh_json *json, const char *name, char bracket);
void eh_json_close_line(eh_json *json, char bracket);
void eh_json_text(eh_json *json, const char *name, const char *text);
void eh_json_text_if(eh_json *json, const char *name, const char *text); /* nothing for NULL and "" */
void eh_json_whole(eh_json *json, const char *name, uint64_t number);
void eh_json_number(eh_json *json, const char *name, double number); /* nothing for what is not finite */
void eh_json_date(eh_json *json, const char *name, eh_date day);
void eh_json_yes(eh_json *json, const char *name, bool yes);

#endif
