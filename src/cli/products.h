/* Products made of many returns (a comparison, progress): each format written by a thread of its own, then all named. */
#ifndef EH_CLI_PRODUCTS_H
#define EH_CLI_PRODUCTS_H

#include "cli/options.h"
#include "evenhand/finding.h"
#include "evenhand/source.h"

enum { PRODUCT_FORMATS = 8 };
typedef struct product_formats {
    const char *at[PRODUCT_FORMATS];
    size_t count;
} product_formats;

/* What is made: `thing` by `write` in each of the formats, to FOLDER/STEM.ENDING. */
typedef struct product_order {
    const void *thing;
    eh_status (*write)(const void *thing, const char *format, eh_findings *findings, eh_sink *sink);
    const char *folder, *stem;
    bool internal; /* it contains small numbers, which is said */
} product_order;

/* The formats of the command `name` that --format lists, or else `usual`, each once; `known` gives the i-th that there is, NULL at the end. False after saying which there is not. */
bool product_formats_read(const options *given, const char *name, const char *usual, const char *(*known)(size_t i),
                          product_formats *formats);

/* Prints it in one format, alone; false, and said, when that could not be made. */
bool products_print(const product_order *order, const char *format, eh_findings *findings);
/* Prints it in its format "text" and a blank line, unless --quiet; false, and said, when memory did not do. */
bool products_say(const options *given, const product_order *order, eh_findings *findings);

/* Makes and writes them all; says what was written, or what went wrong, and returns false then; false also when a signal
 * asked to stop before all were made (progress_stopped): nothing is written then. */
bool products_write(const options *given, const product_order *order, const product_formats *formats);

#endif
