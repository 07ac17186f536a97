/* The breakdowns of a return as tidy CSV: one row a figure, a likelihood ratio with its interval and p value as the CSV of items has them. RFC 4180, UTF-8
 * without a byte order mark. New columns go to the end. */
#include <math.h>
#include <string.h>

#include "report/breakdown_words.h"
#include "report/writer.h"

static const char headings[] = "organisation,standard,edition,breakdown,by,of,group,step,column,unit,value,missing,"
                               "lower,upper,p,verdict,top,bottom\r\n";

enum { FLUSH = 1 << 16 };

typedef struct table {
    const eh_breakdown *b;
    eh_buffer *out;
    eh_buffer start; /* what every row of the table begins with */
    size_t whole;    /* how much of it is not of a row of the breakdown alone */
} table;

static void text(eh_buffer *out, const char *cell) {
    eh_buffer_char(out, ',');
    eh_csv_text(out, cell);
}

static void number(eh_buffer *out, double cell) {
    eh_buffer_char(out, ',');
    eh_csv_number(out, cell);
}

static void start_row(table *t, const eh_breakdown_row *row) {
    t->start.length = t->whole;
    text(&t->start, row->of);
    text(&t->start, row->group);
    text(&t->start, row->step);
}

/* What follows the column's name in the row of a ratio. */
static void ratio(eh_buffer *out, const eh_breakdown *b, const eh_value *value) {
    number(out, value->missing == EH_PRESENT ? value->value : (double)NAN);
    text(out, eh_missing_id(value->missing));
    number(out, value->lower);
    number(out, value->upper);
    number(out, value->p);
    text(out, eh_verdict_id(value->verdict));
    text(out, b->top);
    text(out, b->bottom);
    eh_buffer_text(out, "\r\n");
}

/* The same of any other figure, and of a table that cannot be made. */
static void figure(eh_buffer *out, const eh_breakdown *b, eh_breakdown_cell cell) {
    number(out, cell.missing == EH_PRESENT ? cell.value : (double)NAN);
    text(out, eh_missing_id(cell.missing));
    eh_buffer_text(out, ",,,,");
    text(out, b->top);
    text(out, b->bottom);
    eh_buffer_text(out, "\r\n");
}

static void start_line(const table *t, const char *column) {
    eh_buffer_add(t->out, t->start.data, t->start.length);
    text(t->out, column);
    text(t->out, eh_unit_id(t->b->unit));
}

/* Whether a column is said in the row of the ratio. */
static bool goes_with_ratio(const char *column) {
    return !strcmp(column, "lower") || !strcmp(column, "upper") || !strcmp(column, "p");
}

static void row_lines(table *t, const eh_breakdown_row *row) {
    bool ratios = t->b->unit == EH_RATIO;
    start_row(t, row);
    for (unsigned c = 0; c < t->b->columns && !t->start.failed; c++) {
        const char *column = t->b->column[c];
        if (ratios && goes_with_ratio(column))
            continue;
        start_line(t, column);
        if (ratios && !strcmp(column, "ratio")) {
            eh_value value = eh_breakdown_ratio(t->b, row);
            ratio(t->out, t->b, &value);
        } else {
            figure(t->out, t->b, row->cell[c]);
        }
    }
}

/* One that cannot be made is a row that says why. */
static eh_status add_table(const eh_return *ret, const eh_breakdown *b, eh_buffer *out, eh_sink *sink) {
    static const eh_breakdown_row nothing = {"", "", "", NULL};
    table t = {.out = out, .b = b};
    eh_status status = EH_OK;
    eh_csv_text(&t.start, ret->organisation);
    eh_buffer_format(&t.start, ",%s,%d", eh_standard_id(ret->standard), ret->edition);
    text(&t.start, b->name);
    text(&t.start, b->by);
    t.whole = t.start.length;
    if (b->missing != EH_PRESENT) {
        start_row(&t, &nothing);
        start_line(&t, "");
        figure(out, b, (eh_breakdown_cell){0, b->missing});
    }
    for (size_t i = 0; i < b->rows && status == EH_OK && !t.start.failed; i++) {
        row_lines(&t, &b->row[i]);
        if (out->length >= FLUSH && !out->failed) {
            status = sink->write(sink, out->data, out->length);
            out->length = 0;
        }
    }
    eh_buffer_done(&t.start, out);
    return status;
}

eh_status eh_write_breakdowns_csv(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings,
                                  eh_sink *sink) {
    eh_buffer out = {0};
    eh_status status = EH_OK;
    (void)catalogue;
    (void)findings;
    eh_buffer_text(&out, headings);
    for (size_t i = 0; i < ret->breakdown_count && status == EH_OK; i++)
        status = add_table(ret, ret->breakdowns[i], &out, sink);
    if (status == EH_OK)
        return eh_buffer_write(&out, sink);
    eh_buffer_free(&out);
    return status;
}
