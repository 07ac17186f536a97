/* The seam between the formats: what a reader (text, workbook) offers to rows.c, which is all that the rooms below see. */
#ifndef EH_EXTRACT_READER_H
#define EH_EXTRACT_READER_H

#include "base/hash.h"
#include "extract/rows.h"

/* A reader's own struct begins with an eh_reader, the struct of its rows with an eh_reader_rows; both are cast back. */
typedef struct eh_reader eh_reader;
typedef struct eh_reader_rows eh_reader_rows;

/* One static table a format. `findings` may be NULL in rows_open and next: then nothing is said (the row is being read for a second
 * time, or only to look for headings), and everything else is the same. Two readings of a table make the same calls of `next`
 * say the same findings, so that rows.c can see to it that each is said once. */
typedef struct eh_reader_kind {
    unsigned (*tables)(const eh_reader *reader);
    /* What is known of a table; never NULL for a table that there is. The reader owns it and fills in all but heading_row and
     * score, which are rows.c's. It may become more exact while rows are read. */
    eh_table_info *(*info)(eh_reader *reader, unsigned table);
    /* As eh_rows_open, eh_rows_next, eh_rows_seen and eh_rows_close in rows.h. */
    eh_status (*rows_open)(eh_reader *reader, unsigned table, eh_findings *findings, eh_reader_rows **rows);
    eh_status (*next)(eh_reader_rows *rows, eh_findings *findings, const eh_row **row);
    eh_rows_facts (*seen)(const eh_reader_rows *rows);
    void (*rows_close)(eh_reader_rows *rows);
    void (*close)(eh_reader *reader); /* all rows are closed by then */
    /* As eh_extract_plan; NULL when a format has no choice. */
    void (*plan)(eh_reader *reader, const eh_reading_plan *plan);
    /* The digest of the source when its bytes were hashed as rows were read to the end, else NULL; may be NULL itself. */
    const eh_digest *(*digest)(const eh_reader *reader);
} eh_reader_kind;

struct eh_reader {
    const eh_reader_kind *kind;
};

struct eh_reader_rows {
    const eh_reader_kind *kind;
};

/* Shows the next rows to `judge` (none when it is NULL), at most EH_LIMIT_HEADING_ROWS of them, and says which it liked best: the first of
 * equals; 0 and 0 when it liked none. Rows that cannot be read end the search and are no failure: whoever reads them is told.
 * EH_NOMEM and EH_IO are. */
eh_status eh_reader_judge(eh_reader_rows *rows, eh_judge judge, void *context, uint64_t *heading_row, int *score);

#endif
