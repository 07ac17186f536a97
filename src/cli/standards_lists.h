/* What `evenhand standards` shows, as text and as JSON. */
#ifndef EH_CLI_STANDARDS_LISTS_H
#define EH_CLI_STANDARDS_LISTS_H

#include "standard/catalogue.h"

/* What is asked for: these standards, every edition of them (year 0) in short, or one edition whole. */
typedef struct standards_order {
    const eh_catalogue *catalogue;
    bool wanted[EH_STANDARD_COUNT];
    int year;
} standards_order;

/* Appended to the buffer, whose `failed` tells of memory. */
void standards_write_text(const standards_order *order, eh_buffer *out);
void standards_write_json(const standards_order *order, eh_buffer *out);

#endif
