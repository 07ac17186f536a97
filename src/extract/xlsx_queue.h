/* Rows of a worksheet that have been parsed and wait to be given out: the parser makes as many at a time as a block holds. The scanner makes one alone, when
 * no other waits, in the place that it is given out from. */
#ifndef EH_EXTRACT_XLSX_QUEUE_H
#define EH_EXTRACT_XLSX_QUEUE_H

#include "base/limits.h"
#include "extract/rows.h"

/* A cell that waits. Its text stays where it was, or stands in the queue's `texts`, which may move. */
typedef struct eh_waiting_cell {
    const char *stays;
    size_t offset, length;
    uint32_t column; /* from 1 */
    eh_cell_type type;
    uint32_t code; /* as in eh_cell */
} eh_waiting_cell;

/* A row that waits; its cells are those from the end of the one before to `end`. */
typedef struct eh_waiting_row {
    uint64_t number, blank_before;
    size_t end;
    uint32_t width;
    bool hidden;
} eh_waiting_row;

/* Start from {0}. At most one row is begun at a time. */
typedef struct eh_row_queue {
    eh_waiting_cell *cells;
    size_t cell_count, cell_room;
    eh_buffer texts;
    eh_waiting_row *rows;
    size_t row_count, row_room, next;
    size_t row_cells, row_texts; /* where those of the row that is begun, or of the next one, start */
    uint32_t width;              /* the last column of that row that holds something */
    eh_cell *out;
    uint32_t out_room;

    bool alone;       /* the row that is begun is made in `out` */
    bool alone_ended; /* and waits */
    uint32_t alone_cells;
    size_t alone_text; /* bytes of text */
    eh_waiting_row alone_row;
    struct eh_queue_block *kept; /* copies of its texts */
} eh_row_queue;

void eh_queue_start_row(eh_row_queue *queue);
/* The same for a row that is made alone; no row waits. A copy of a text then does not move, and a text that stays must stay until the row was given out. */
void eh_queue_start_alone(eh_row_queue *queue);

/* Adds a cell to a row made alone: one that is not blank, in a column beyond all others so far, with a text that stays. EH_BAD as eh_queue_add. */
eh_status eh_queue_append_far(eh_row_queue *queue, uint32_t column, const eh_cell *cell);
static inline eh_status eh_queue_append(eh_row_queue *queue, uint32_t column, const eh_cell *cell) {
    size_t text = queue->alone_text + (cell->code == 0 ? cell->text.length : 0);
    if (column != queue->width + 1 || column > queue->out_room || queue->alone_cells >= EH_LIMIT_COLUMNS ||
        text > EH_LIMIT_ROW) {
        return eh_queue_append_far(queue, column, cell);
    }
    queue->alone_cells++;
    queue->alone_text = text;
    queue->out[queue->width++] = *cell;
    return EH_OK;
}

/* Adds a cell to the row. Its text is copied unless it stays where it is (shared strings do). A later cell for a place replaces an earlier one. EH_BAD when the row holds more cells than
 * EH_LIMIT_COLUMNS or more text than EH_LIMIT_ROW. */
eh_status eh_queue_add(eh_row_queue *queue, uint32_t column, const eh_cell *cell, bool stays);

/* Whether the row that is begun holds nothing so far. Such a row is not ended, but simply left. */
bool eh_queue_row_blank(const eh_row_queue *queue);
eh_status eh_queue_end_row(eh_row_queue *queue, uint64_t number, uint64_t blank_before, bool hidden);

bool eh_queue_empty(const eh_row_queue *queue);
/* Takes the next row, which there must be, and adds it to the facts. Its cells are valid until the queue is changed or the next one is taken. */
eh_status eh_queue_take(eh_row_queue *queue, eh_row *row, eh_rows_facts *facts);

/* Forgets the rows that were taken (there must be no others); what was read of the row that is begun moves to the front. */
void eh_queue_make_room(eh_row_queue *queue);
void eh_queue_free(eh_row_queue *queue);

#endif
