#include "extract/xlsx_queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* An array with room for one more of `size` bytes; NULL when out of memory, the array then being as it was. */
static void *grown(void *array, size_t count, size_t *room, size_t size) {
    if (count < *room) {
        return array;
    }
    size_t wanted = *room == 0 ? 256 : *room * 2;
    void *larger = realloc(array, wanted * size);
    *room = larger != NULL ? wanted : *room;
    return larger;
}

void eh_queue_start_row(eh_row_queue *queue) {
    queue->cell_count = queue->row_cells; /* a blank row before it was left */
    queue->texts.length = queue->row_texts;
    queue->width = 0;
}

eh_status eh_queue_add(eh_row_queue *queue, uint32_t column, const eh_cell *cell, bool shared) {
    size_t length = shared ? 0 : cell->text.length;
    if (cell->type == EH_CELL_BLANK && column > queue->width) {
        return EH_OK; /* else it takes back one that the file gave for the same place before */
    }
    if (queue->cell_count - queue->row_cells >= EH_LIMIT_COLUMNS ||
        queue->texts.length - queue->row_texts + length > EH_LIMIT_ROW) {
        return EH_BAD;
    }
    eh_waiting_cell *cells = grown(queue->cells, queue->cell_count, &queue->cell_room, sizeof *cells);
    if (cells == NULL) {
        return EH_NOMEM;
    }
    queue->cells = cells;
    cells[queue->cell_count++] = (eh_waiting_cell){
        .shared = shared ? cell->text.at : NULL,
        .offset = queue->texts.length,
        .length = cell->text.length,
        .column = column,
        .type = cell->type,
        .code = cell->code,
    };
    queue->width = column > queue->width ? column : queue->width;
    return length == 0 || eh_buffer_add(&queue->texts, cell->text.at, length) ? EH_OK : EH_NOMEM;
}

bool eh_queue_row_blank(const eh_row_queue *queue) {
    return queue->cell_count == queue->row_cells;
}

eh_status eh_queue_end_row(eh_row_queue *queue, uint64_t number, uint64_t blank_before, bool hidden) {
    eh_waiting_row *rows = grown(queue->rows, queue->row_count, &queue->row_room, sizeof *rows);
    if (rows == NULL) {
        return EH_NOMEM;
    }
    queue->rows = rows;
    rows[queue->row_count++] = (eh_waiting_row){
        .number = number,
        .blank_before = blank_before,
        .end = queue->cell_count,
        .width = queue->width,
        .hidden = hidden,
    };
    queue->row_cells = queue->cell_count;
    queue->row_texts = queue->texts.length;
    return EH_OK;
}

bool eh_queue_empty(const eh_row_queue *queue) {
    return queue->next == queue->row_count;
}

static bool make_out_room(eh_row_queue *queue, uint32_t width) {
    if (width > queue->out_room) {
        uint32_t wanted = width < 64 ? 64 : width * 2;
        eh_cell *larger = realloc(queue->out, wanted * sizeof *larger);
        if (larger == NULL) {
            return false;
        }
        queue->out = larger;
        queue->out_room = wanted;
    }
    return true;
}

eh_status eh_queue_take(eh_row_queue *queue, eh_row *row, eh_rows_facts *facts) {
    const eh_waiting_row *waiting = &queue->rows[queue->next];
    size_t first = queue->next == 0 ? 0 : queue->rows[queue->next - 1].end;
    if (!make_out_room(queue, waiting->width)) {
        return EH_NOMEM;
    }
    for (uint32_t i = 0; i < waiting->width; i++) {
        queue->out[i] = (eh_cell){.text = {NULL, 0}, .type = EH_CELL_BLANK};
    }
    for (size_t i = first; i < waiting->end; i++) {
        const eh_waiting_cell *cell = &queue->cells[i];
        const char *at = cell->shared;
        if (at == NULL && cell->length > 0) {
            at = queue->texts.data + cell->offset;
        }
        queue->out[cell->column - 1] = (eh_cell){.text = {at, cell->length}, .type = cell->type, .code = cell->code};
    }
    queue->next++;
    facts->rows++;
    facts->blank_rows += waiting->blank_before;
    facts->hidden_rows += waiting->hidden;
    *row = (eh_row){.number = waiting->number, .count = waiting->width, .cells = queue->out};
    return EH_OK;
}

void eh_queue_make_room(eh_row_queue *queue) {
    size_t cells = queue->cell_count - queue->row_cells, texts = queue->texts.length - queue->row_texts;
    if (cells > 0) {
        memmove(queue->cells, queue->cells + queue->row_cells, cells * sizeof *queue->cells);
    }
    if (texts > 0) {
        memmove(queue->texts.data, queue->texts.data + queue->row_texts, texts);
    }
    for (size_t i = 0; i < cells; i++) {
        queue->cells[i].offset -= queue->row_texts;
    }
    queue->cell_count = cells;
    queue->texts.length = texts;
    queue->row_cells = queue->row_texts = 0;
    queue->row_count = queue->next = 0;
}

void eh_queue_free(eh_row_queue *queue) {
    eh_buffer_free(&queue->texts);
    free(queue->cells);
    free(queue->rows);
    free(queue->out);
    *queue = (eh_row_queue){0};
}
