/* A return as tidy CSV: one row an item and group, RFC 4180, UTF-8 without a byte order mark. */
#include <math.h>
#include <string.h>

#include "base/fraction.h"
#include "report/publication.h"
#include "report/writer.h"

/* What a cell is taken from. */
typedef struct line {
    const eh_return *ret;
    const eh_return_item *item;
    const eh_value *value;
    const char *group;
} line;

/* Spreadsheets run text that begins so; an apostrophe before it makes them show it. A plain number is harmless. */
static bool runs(const char *text) {
    double number;
    return *text && strchr("=+-@\t\r", *text) && !eh_double_read(eh_slice_of(text), &number);
}

void eh_csv_text(eh_buffer *out, const char *text) {
    size_t length = 0;
    bool quoted = false;
    for (; text[length]; length++)
        quoted = quoted || text[length] == ',' || text[length] == '"' || text[length] == '\r' || text[length] == '\n';
    if (quoted)
        eh_buffer_char(out, '"');
    if (runs(text))
        eh_buffer_char(out, '\'');
    for (const char *mark; (mark = memchr(text, '"', length)) != NULL;) {
        size_t n = (size_t)(mark - text) + 1;
        eh_buffer_add(out, text, n);
        eh_buffer_char(out, '"');
        text += n;
        length -= n;
    }
    eh_buffer_add(out, text, length);
    if (quoted)
        eh_buffer_char(out, '"');
}

/* A number in full; nothing when it is absent or without bound. */
void eh_csv_number(eh_buffer *out, double number) {
    enum { QUICK = 1000000000 };
    char text[EH_FRACTION_ROOM];
    if (number > 0 && number < QUICK && (double)(int64_t)number >= number)
        eh_buffer_whole(out, (int64_t)number);
    else if (isfinite(number))
        eh_buffer_add(out, text, eh_double_write(number, text));
}

void eh_csv_value(eh_buffer *out, eh_unit unit, const eh_value *value) {
    if (value->missing != EH_PRESENT)
        return;
    if (unit == EH_TEXT)
        eh_csv_text(out, value->display);
    else
        eh_csv_number(out, value->value);
}

static void organisation(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->ret->organisation);
}
static void standard(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_standard_id(l->ret->standard));
}
static void edition(eh_buffer *out, const line *l) {
    eh_buffer_whole(out, l->ret->edition);
}
static void item(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->id);
}
static void row_number(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->number);
}
static void indicator(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->indicator);
}
static void group(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->group);
}
static void unit(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_unit_id(l->item->unit));
}
static void value(eh_buffer *out, const line *l) {
    eh_csv_value(out, l->item->unit, l->value);
}
static void display(eh_buffer *out, const line *l) {
    if (l->value->missing == EH_PRESENT)
        eh_csv_text(out, l->value->display);
}
static void missing(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_missing_id(l->value->missing));
}
static void numerator(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->numerator);
}
static void denominator(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->denominator);
}
static void percent(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->percent);
}
static void lower(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->lower);
}
static void upper(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->upper);
}
static void p_value(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->value->p);
}
static void test(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_test_id(l->value->test));
}
static void verdict(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_verdict_id(l->value->verdict));
}
static void top(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->top ? l->item->top : "");
}
static void bottom(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->bottom ? l->item->bottom : "");
}

static void suppression(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_return_detail(l->ret, EH_PUBLIC_RULE, "")->value.display);
}

/* The columns, in their order. New ones go to the end. */
typedef struct csv_column {
    const char *heading;
    void (*add)(eh_buffer *out, const line *l);
} csv_column;

static const csv_column columns[] = {
    {"organisation", organisation},
    {"standard", standard},
    {"edition", edition},
    {"item", item},
    {"number", row_number},
    {"indicator", indicator},
    {"group", group},
    {"unit", unit},
    {"value", value},
    {"display", display},
    {"missing", missing},
    {"numerator", numerator},
    {"denominator", denominator},
    {"percent", percent},
    {"lower", lower},
    {"upper", upper},
    {"p", p_value},
    {"test", test},
    {"verdict", verdict},
    {"top", top},
    {"bottom", bottom},
    {"suppression", suppression},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* How many columns there are: the last is a public return's alone. */
static size_t columns_of(const eh_return *ret) {
    return eh_public_statement(ret) ? COLUMNS : COLUMNS - 1;
}

/* A whole line: the headings when `l` is NULL. */
static void add_line(eh_buffer *out, size_t count, const line *l) {
    for (size_t c = 0; c < count; c++) {
        if (c > 0)
            eh_buffer_char(out, ',');
        if (l)
            columns[c].add(out, l);
        else
            eh_buffer_text(out, columns[c].heading);
    }
    eh_buffer_text(out, "\r\n");
}

eh_status eh_write_csv(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    eh_buffer out = {0};
    (void)catalogue;
    (void)findings;
    size_t count = columns_of(ret);
    add_line(&out, count, NULL);
    for (size_t i = 0; i < ret->item_count; i++) {
        const eh_return_item *it = &ret->items[i];
        for (unsigned g = 0; g < it->count; g++)
            add_line(&out, count, &(line){ret, it, &it->value[g], it->grouped ? it->group[g] : ""});
    }
    return eh_buffer_write(&out, sink);
}
