#include "disclosure/simplex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Equations in the form: the row's basic variable + sum of entry x variable = 0. Basic variables follow from the others. */
struct eh_simplex {
    size_t rows, columns;
    size_t live;     /* rows that are independent: the first ones */
    double *entries; /* rows + 1 (the gain per variable) by columns */
    double *low, *high, *value, *price;
    size_t *basic;  /* of each row: its variable */
    bool *is_basic; /* by variable */
    size_t *filled; /* room: the columns of the pivot's row that hold something, which are few */
    eh_work *work;  /* or NULL */
};

static const double nearly = 1e-9;

static double *row_of(const eh_simplex *s, size_t row) {
    return s->entries + row * s->columns;
}

static void count_work(const eh_simplex *s, size_t done) {
    if (s->work)
        s->work->done += done;
}

eh_simplex *eh_simplex_new(size_t rows, size_t columns, eh_work *work) {
    eh_simplex *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->rows = rows;
    s->columns = columns;
    s->work = work;
    s->entries = calloc((rows + 1) * columns + 1, sizeof *s->entries);
    s->low = calloc(4 * columns + 1, sizeof *s->low);
    s->basic = calloc(rows + 1, sizeof *s->basic);
    s->is_basic = calloc(columns + 1, sizeof *s->is_basic);
    s->filled = calloc(columns + 1, sizeof *s->filled);
    if (!s->entries || !s->low || !s->basic || !s->is_basic || !s->filled) {
        eh_simplex_free(s);
        return NULL;
    }
    s->high = s->low + columns;
    s->value = s->high + columns;
    s->price = s->value + columns;
    return s;
}

void eh_simplex_free(eh_simplex *s) {
    if (!s)
        return;
    free(s->entries);
    free(s->low);
    free(s->basic);
    free(s->is_basic);
    free(s->filled);
    free(s);
}

void eh_simplex_add(eh_simplex *s, size_t row, size_t column, double factor) {
    row_of(s, row)[column] += factor;
}

void eh_simplex_bound(eh_simplex *s, size_t column, double low, double high) {
    s->low[column] = low;
    s->high[column] = high;
}

void eh_simplex_price(eh_simplex *s, size_t column, double price) {
    s->price[column] = price;
}

void eh_simplex_reset(eh_simplex *s) {
    memset(s->value, 0, s->columns * sizeof *s->value);
}

double eh_simplex_value(const eh_simplex *s, size_t column) {
    return s->value[column];
}

/* Takes the pivot's row, scaled, off all other rows up to `end`. */
static void pivot(eh_simplex *s, size_t row, size_t column, size_t end) {
    double *mine = row_of(s, row), scale = 1 / mine[column];
    size_t filled = 0;
    for (size_t j = 0; j < s->columns; j++) {
        mine[j] = fabs(mine[j]) < nearly ? 0 : mine[j] * scale;
        if (mine[j] != 0)
            s->filled[filled++] = j;
    }
    mine[column] = 1;
    count_work(s, s->columns);
    for (size_t i = 0; i < end; i++) {
        double *other = row_of(s, i), times = other[column];
        if (i == row || fabs(times) < nearly)
            continue;
        for (size_t k = 0; k < filled; k++)
            other[s->filled[k]] -= times * mine[s->filled[k]];
        other[column] = 0;
        count_work(s, filled);
    }
    s->basic[row] = column;
    s->is_basic[column] = true;
}

static void swap_rows(eh_simplex *s, size_t a, size_t b) {
    double *x = row_of(s, a), *y = row_of(s, b);
    for (size_t j = 0; j < s->columns && a != b; j++) {
        double kept = x[j];
        x[j] = y[j];
        y[j] = kept;
    }
}

void eh_simplex_ready(eh_simplex *s) {
    size_t left = s->rows;
    for (size_t i = 0; i < left;) {
        double *row = row_of(s, i);
        size_t best = s->columns;
        for (size_t j = 0; j < s->columns; j++) /* a factor of 1 keeps whole numbers whole */
            if (fabs(row[j]) > nearly && (best == s->columns || fabs(fabs(row[j]) - 1) < fabs(fabs(row[best]) - 1)))
                best = j;
        if (best == s->columns) {
            swap_rows(s, i, --left); /* says nothing that the others do not */
            continue;
        }
        pivot(s, i, best, left);
        i++;
    }
    s->live = left;
}

/* What a push tries to raise: the variable in its direction, less the prices of what has moved. */
static void set_gains(eh_simplex *s, size_t column, int direction) {
    const double worth = 1e7; /* of the variable's own moving by one: no price may outweigh it */
    double *gain = row_of(s, s->live);
    for (size_t j = 0; j < s->columns; j++)
        gain[j] = -s->price[j];
    gain[column] += direction * worth;
    for (size_t i = 0; i < s->live; i++) {
        double times = gain[s->basic[i]];
        const double *row = row_of(s, i);
        for (size_t j = 0; j < s->columns && times != 0; j++)
            gain[j] -= times * row[j];
    }
}

/* A variable whose moving raises the gain, and which way; `columns` for none. The one that raises most, or, to get out of circles, the first. */
static size_t choose(const eh_simplex *s, bool first, int *way) {
    const double *gain = row_of(s, s->live);
    size_t best = s->columns;
    double most = 1e-7;
    for (size_t j = 0; j < s->columns; j++) {
        bool up = gain[j] > 0, can = up ? s->value[j] < s->high[j] - nearly : s->value[j] > s->low[j] + nearly;
        if (s->is_basic[j] || !can || fabs(gain[j]) <= most)
            continue;
        best = j;
        *way = up ? 1 : -1;
        if (first)
            break;
        most = fabs(gain[j]);
    }
    return best;
}

/* How far the variable can go before it or a basic one meets a bound; *row is that one's, or `live` when it is the variable's own. */
static double reach(const eh_simplex *s, size_t column, int way, size_t *row) {
    double step = way > 0 ? s->high[column] - s->value[column] : s->value[column] - s->low[column], widest = 0;
    *row = s->live;
    for (size_t i = 0; i < s->live; i++) {
        double entry = way * row_of(s, i)[column]; /* the basic variable falls by this for each step */
        size_t b = s->basic[i];
        if (fabs(entry) < nearly)
            continue;
        double room = entry > 0 ? (s->value[b] - s->low[b]) / entry : (s->value[b] - s->high[b]) / entry;
        room = room < 0 ? 0 : room;
        if (room < step - nearly || (room <= step + nearly && *row < s->live && fabs(entry) > widest)) {
            step = room < step ? room : step;
            widest = fabs(entry);
            *row = i;
        }
    }
    return step;
}

double eh_simplex_push(eh_simplex *s, size_t column, int direction) {
    size_t most = 50 * (s->live + 20), still = 0;
    double goal = direction > 0 ? s->high[column] : s->low[column];
    bool priced = false;
    for (size_t j = 0; j < s->columns && !priced; j++)
        priced = s->price[j] > 0;
    set_gains(s, column, direction);
    for (size_t turn = 0; turn < most; turn++) {
        if (s->work && s->work->done > s->work->most)
            break;
        int way = 0;
        size_t row, enters = choose(s, still > 2 * s->live, &way);
        if (enters == s->columns || (!priced && fabs(s->value[column] - goal) < nearly))
            break;
        double step = reach(s, enters, way, &row);
        count_work(s, s->columns + s->live);
        still = step < nearly ? still + 1 : 0;
        s->value[enters] += way * step;
        for (size_t i = 0; i < s->live && step > 0; i++)
            s->value[s->basic[i]] -= way * step * row_of(s, i)[enters];
        if (row < s->live) {
            s->is_basic[s->basic[row]] = false;
            pivot(s, row, enters, s->live + 1);
        }
    }
    return s->value[column];
}
