/* A figure traced to its rows, for people and for programs. What is written names records (never people): whoever writes it to a file makes the file private. */
#ifndef EH_REPORT_TRACE_H
#define EH_REPORT_TRACE_H

#include "indicator/trace.h"

/* Writes a trace of the item to a sink, which is neither committed nor aborted. EH_NOMEM, or what the sink said. */
typedef eh_status eh_trace_writer(const eh_catalogue *catalogue, const eh_trace *trace, const char *item,
                                  eh_sink *sink);
eh_trace_writer eh_write_trace_text, eh_write_trace_csv, eh_write_trace_json;

/* The writer of a format ("text", "csv", "json"), or NULL. */
eh_trace_writer *eh_trace_writer_find(const char *name);

/* Of the room: a fate's id ("ended"; of a category "category-bank"), its words and the section of the rules that it follows from, appended. */
void eh_trace_fate_id(eh_buffer *out, const eh_trace *trace, unsigned fate);
void eh_trace_fate_words(eh_buffer *out, const eh_catalogue *catalogue, const eh_trace *trace, unsigned fate);
const char *eh_trace_fate_section(const eh_catalogue *catalogue, const eh_trace_cell *cell, unsigned fate);
/* "numerator" ... */
const char *eh_trace_role_id(eh_trace_role role);
/* The id of the cell's group, or "" for all. */
const char *eh_trace_group_id(const eh_trace *trace, const eh_trace_cell *cell);

#endif
