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

/* Texts that must not move; the newest block first. */
typedef struct eh_queue_block {
    struct eh_queue_block *next;
    size_t used, room;
    char text[];
} eh_queue_block;

static void free_blocks(eh_queue_block *block) {
    while (block != NULL) {
        eh_queue_block *next = block->next;
        free(block);
        block = next;
    }
}

static const char *keep_text(eh_row_queue *queue, const char *text, size_t length) {
    eh_queue_block *block = queue->kept;
    if (block == NULL || block->room - block->used < length) {
        size_t room = (block != NULL ? block->room * 2 : 4096) + length;
        block = malloc(sizeof *block + room);
        if (block == NULL) {
            return NULL;
        }
        *block = (eh_queue_block){.next = queue->kept, .room = room};
        queue->kept = block;
    }
    char *copy = block->text + block->used;
    memcpy(copy, text, length);
    block->used += length;
    return copy;
}

void eh_queue_start_alone(eh_row_queue *queue) {
    if (queue->kept != NULL) {
        free_blocks(queue->kept->next);
        queue->kept->next = NULL;
        queue->kept->used = 0;
    }
    queue->alone = true;
    queue->alone_ended = false;
    queue->alone_cells = 0;
    queue->alone_text = 0;
    queue->width = 0;
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

/* Whether the row may hold this cell too. */
static bool count_alone(eh_row_queue *queue, const eh_cell *cell) {
    queue->alone_cells++;
    queue->alone_text += cell->code == 0 ? cell->text.length : 0;
    return queue->alone_cells <= EH_LIMIT_COLUMNS && queue->alone_text <= EH_LIMIT_ROW;
}

eh_status eh_queue_append_far(eh_row_queue *queue, uint32_t column, const eh_cell *cell) {
    if (!count_alone(queue, cell)) {
        return EH_BAD;
    }
    if (column > queue->out_room && !make_out_room(queue, column)) {
        return EH_NOMEM;
    }
    for (uint32_t i = queue->width; i + 1 < column; i++) {
        queue->out[i] = (eh_cell){.text = {NULL, 0}, .type = EH_CELL_BLANK};
    }
    queue->out[column - 1] = *cell;
    queue->width = column;
    return EH_OK;
}

/* A cell of a row made alone, anywhere in it. */
static eh_status add_alone(eh_row_queue *queue, uint32_t column, const eh_cell *cell, bool stays) {
    eh_cell kept = *cell;
    if (!stays && cell->text.length > 0) {
        kept.text.at = keep_text(queue, cell->text.at, cell->text.length);
        if (kept.text.at == NULL) {
            return EH_NOMEM;
        }
    }
    if (column > queue->width) {
        return eh_queue_append(queue, column, &kept);
    }
    queue->out[column - 1] = kept;
    return count_alone(queue, &kept) ? EH_OK : EH_BAD;
}

void eh_queue_start_row(eh_row_queue *queue) {
    queue->alone = false;
    queue->cell_count = queue->row_cells; /* a blank row before it was left */
    queue->texts.length = queue->row_texts;
    queue->width = 0;
}

eh_status eh_queue_add(eh_row_queue *queue, uint32_t column, const eh_cell *cell, bool stays) {
    size_t length = stays ? 0 : cell->text.length;
    if (cell->type == EH_CELL_BLANK && column > queue->width) {
        return EH_OK; /* else it takes back one that the file gave for the same place before */
    }
    if (queue->alone) {
        return add_alone(queue, column, cell, stays);
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
        .stays = stays ? cell->text.at : NULL,
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
    return queue->alone ? queue->width == 0 : queue->cell_count == queue->row_cells;
}

eh_status eh_queue_end_row(eh_row_queue *queue, uint64_t number, uint64_t blank_before, bool hidden) {
    const eh_waiting_row row = {
        .number = number,
        .blank_before = blank_before,
        .end = queue->cell_count,
        .width = queue->width,
        .hidden = hidden,
    };
    if (queue->alone) {
        queue->alone_row = row;
        queue->alone_ended = true;
        return EH_OK;
    }
    eh_waiting_row *rows = grown(queue->rows, queue->row_count, &queue->row_room, sizeof *rows);
    if (rows == NULL) {
        return EH_NOMEM;
    }
    queue->rows = rows;
    rows[queue->row_count++] = row;
    queue->row_cells = queue->cell_count;
    queue->row_texts = queue->texts.length;
    return EH_OK;
}

bool eh_queue_empty(const eh_row_queue *queue) {
    return queue->next == queue->row_count && !queue->alone_ended;
}

/* Puts the cells of a row in their places. */
static bool lay_out(eh_row_queue *queue, const eh_waiting_row *waiting, size_t first) {
    if (!make_out_room(queue, waiting->width)) {
        return false;
    }
    for (uint32_t i = 0; i < waiting->width; i++) {
        queue->out[i] = (eh_cell){.text = {NULL, 0}, .type = EH_CELL_BLANK};
    }
    for (size_t i = first; i < waiting->end; i++) {
        const eh_waiting_cell *cell = &queue->cells[i];
        const char *at = cell->stays;
        if (at == NULL && cell->length > 0) {
            at = queue->texts.data + cell->offset;
        }
        queue->out[cell->column - 1] = (eh_cell){.text = {at, cell->length}, .type = cell->type, .code = cell->code};
    }
    return true;
}

eh_status eh_queue_take(eh_row_queue *queue, eh_row *row, eh_rows_facts *facts) {
    const eh_waiting_row *waiting = &queue->alone_row;
    if (queue->alone_ended) {
        queue->alone_ended = false;
    } else {
        waiting = &queue->rows[queue->next];
        if (!lay_out(queue, waiting, queue->next == 0 ? 0 : queue->rows[queue->next - 1].end)) {
            return EH_NOMEM;
        }
        queue->next++;
    }
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
    free_blocks(queue->kept);
    *queue = (eh_row_queue){0};
}
