/* Files that are no plain tables, presented as one: rows under plain headings, which everything behind reads as it reads any extract. */
#ifndef EH_RECORD_SHAPE_H
#define EH_RECORD_SHAPE_H

#include "record/reading.h"

/* A shape's own struct begins with an eh_shaped and is cast back. */
typedef struct eh_shaped eh_shaped;

typedef struct eh_shape_kind {
    const char *words; /* what it is, for `check` */
    eh_kind kind;      /* what its rows are, presented */
    bool several;      /* of a workbook all sheets of this shape are read, not the best alone */
    int score;         /* how a row that begins it compares with rows of headings */
    /* Whether the table may begin with this row. */
    bool (*begins)(const eh_catalogue *catalogue, const eh_row *row);
    /* Starts on a table; `rows` stay the caller's and have given nothing yet. */
    eh_status (*open)(const eh_reading *reading, eh_extract *extract, unsigned table, eh_rows *rows,
                      eh_shaped **shaped);
    /* As eh_rows_next. Rows above facts->heading_row come as they are, then the headings, then what is presented: with the number of the row that
     * it was made from. */
    eh_status (*next)(eh_shaped *shaped, const eh_row **row);
    void (*close)(eh_shaped *shaped);
} eh_shape_kind;

struct eh_shaped {
    const eh_shape_kind *kind;
};

extern const eh_shape_kind eh_esr_interface, eh_equality_report, eh_survey_benchmark;

/* The shape that begins with this row, or NULL. `only`: the kind that it must be of, or NULL. */
const eh_shape_kind *eh_shape_of(const eh_catalogue *catalogue, const eh_row *row, const eh_kind *only);

/* Reads all rows of a table into the dataset, as the kind that data->sources.at[source] says; `shape` is NULL for a table of plain headings. When it fails, the
 * caller takes back what was read. */
eh_status eh_records_read(eh_dataset *data, eh_extract *extract, unsigned table, size_t source,
                          const eh_shape_kind *shape);

#endif
