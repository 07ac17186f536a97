/* The cells that the plain path reads, and what a cell says. */
#ifndef EH_VERIFY_CELLS_H
#define EH_VERIFY_CELLS_H

#include "base/arena.h"
#include "verify/plain.h"

typedef struct plain_row {
    const eh_cell *cell; /* by place of its table */
    char organisation[9];
} plain_row;

typedef struct plain_table {
    eh_kind kind;
    bool system_1904;
    bool headed;
    unsigned matched;          /* fields that have a column */
    int place[EH_FIELD_COUNT]; /* of a field among the kept cells of a row; -1 for none */
    uint32_t *column;          /* of the file, by place */
    eh_slice *heading;         /* by place */
    plain_row *row;
    size_t count, room;
} plain_table;

struct eh_plain_book {
    const eh_catalogue *catalogue;
    eh_arena *arena; /* of the cells */
    plain_table *table;
    size_t count, room;
    size_t limit;
    bool too_large;
};

/* Whether a table has a column of this field. */
static inline bool plain_has(const plain_table *table, eh_field field) {
    return table->place[field] >= 0;
}

/* A cell; blank where there is no column, and for a formula's error. */
eh_cell plain_cell(const plain_table *table, const plain_row *row, eh_field field);
eh_slice plain_text(const plain_table *table, const plain_row *row, eh_field field);
/* A day, or EH_NO_DATE for a blank and for what is none. */
eh_date plain_date(const plain_table *table, const plain_row *row, eh_field field);
/* Yes or no, and whether the cell says either. */
bool plain_yes(const eh_plain_book *book, const plain_table *table, const plain_row *row, eh_field field, bool *stated);
/* The year of a cell, the second one of "2024/25"; 0 for none. */
int plain_year(const plain_table *table, const plain_row *row, eh_field field);
/* The group of the standard that a row's own columns state; EH_UNKNOWN when they state none. */
unsigned plain_group(const eh_plain_book *book, const plain_table *table, const plain_row *row, eh_standard standard,
                     eh_field ethnic, eh_field disability);

/* Whether a row is the organisation's. */
bool plain_ours(const plain_row *row, const eh_plain_question *question);
/* Whether there is an extract of a kind at all. */
bool plain_has_kind(const eh_plain_book *book, eh_kind kind);
/* Whether one of the extracts that hold rows of the organisation, or of all of that kind when none does, has a column. */
bool plain_has_column(const eh_plain_book *book, const eh_plain_question *question, eh_field field);

#endif
