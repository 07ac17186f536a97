/* Entry points for fuzzing: each takes any bytes, does the whole of one job with them, and ends the program with a message when a promise of the
 * library is broken. Built with -Dfuzzers=true each becomes a libFuzzer program (target.c); replay.c runs them all over stored inputs. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/finding.h"
#include "base/text.h"
#include "evenhand/report.h"
#include "evenhand/run.h"
#include "return/schema.h"

/* All return 0, as libFuzzer wants it. */
int eh_fuzz_text(const uint8_t *data, size_t size);    /* a delimited text */
int eh_fuzz_xlsx(const uint8_t *data, size_t size);    /* a workbook, as it is or as parts */
int eh_fuzz_sheet(const uint8_t *data, size_t size);   /* a worksheet and its strings, by the scanner and by libxml2 */
int eh_fuzz_strings(const uint8_t *data, size_t size); /* shared strings, by the scanner and by libxml2 */
int eh_fuzz_styles(const uint8_t *data, size_t size);  /* the cell formats of a workbook */
int eh_fuzz_shape(const uint8_t *data, size_t size);   /* an extract of any shape: ESR's interface files, reports */
int eh_fuzz_table(const uint8_t *data, size_t size);   /* a CSV table of the templates */
int eh_fuzz_return_xml(const uint8_t *data, size_t size); /* a submission */
int eh_fuzz_mapping(const uint8_t *data, size_t size);    /* a mapping, or a template to replace a built-in one */
int eh_fuzz_actions(const uint8_t *data, size_t size);    /* an action plan */
int eh_fuzz_figures(const uint8_t *data, size_t size);    /* a table of printed figures */
int eh_fuzz_run(const uint8_t *data, size_t size);        /* up to three extracts */

#define PROMISE(condition)                                                                                             \
    ((condition) ? (void)0 : (fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition), abort()))

/* The built-in catalogue, read once and kept until the program ends. */
const eh_catalogue *fuzz_catalogue(void);

/* The schema of submissions, compiled once: compiling it takes longer than nearly everything that is done with an input. */
const eh_xml_schema *fuzz_schema(void);

/* A source over bytes. What begins with "--- " is made into a package first: each line "--- NAME" begins a part, which goes on to the next such line and is stored
 * as it is. So a fuzzer sees the XML itself, which behind a checksum and compression it would never change to any purpose. Other bytes are taken as they are.
 * *made is freed after the source is closed. */
eh_source *fuzz_source(const char *name, const uint8_t *data, size_t size, eh_buffer *made);

/* Reads every table of an extract to its end, twice: both readings must give the same, and cells must be what rows.h says. */
void fuzz_read_tables(eh_source *source);

/* Each finding must have its words, and text that is UTF-8. */
void fuzz_check_findings(const eh_findings *findings);

#endif
