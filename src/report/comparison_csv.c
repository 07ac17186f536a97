/* A comparison as tidy CSV: one row an item, group, and organisation or roll-up; RFC 4180, UTF-8 without a byte order mark. */
#include <math.h>

#include "report/comparison_funnel.h"
#include "report/writer.h"

typedef eh_comparison_row line;

static void standard(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_standard_id(l->side->edition->standard));
}
static void edition(eh_buffer *out, const line *l) {
    eh_buffer_whole(out, l->side->edition->year);
}
static void item(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->id);
}
static void indicator(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->item->indicator);
}
static void group(eh_buffer *out, const line *l) {
    if (l->item->groups)
        eh_csv_text(out, eh_group_id(l->side->edition->standard, l->group));
}
static void unit(eh_buffer *out, const line *l) {
    eh_csv_text(out, eh_unit_id(l->item->unit));
}
static void level(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->member ? "organisation" : eh_rollup_kind_id(l->rollup->kind));
}
static void code(eh_buffer *out, const line *l) {
    if (l->member)
        eh_csv_text(out, l->member->ret->organisation);
}
static void name(eh_buffer *out, const line *l) {
    eh_csv_text(out, l->member ? l->member->who->name : eh_rollup_name(l->rollup));
}
static void type(eh_buffer *out, const line *l) {
    if (l->member)
        eh_csv_text(out, l->member->who->type);
}
static void place(eh_buffer *out, const line *l) {
    if (l->member)
        eh_csv_text(out, l->member->who->place);
}
static void icb(eh_buffer *out, const line *l) {
    if (l->member)
        eh_csv_text(out, l->member->who->icb);
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

/* What a figure that is missing has none of. */
static void present(eh_buffer *out, const line *l, double number) {
    if (l->value->missing == EH_PRESENT)
        eh_csv_number(out, number);
}
static void numerator(eh_buffer *out, const line *l) {
    present(out, l, l->value->numerator);
}
static void denominator(eh_buffer *out, const line *l) {
    present(out, l, l->value->denominator);
}
static void percent(eh_buffer *out, const line *l) {
    present(out, l, l->value->percent);
}
static void lower(eh_buffer *out, const line *l) {
    present(out, l, l->value->lower);
}
static void upper(eh_buffer *out, const line *l) {
    present(out, l, l->value->upper);
}
static void p_value(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->p);
    else
        present(out, l, l->value->p);
}
static void adjusted(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->adjusted);
}
static void verdict(eh_buffer *out, const line *l) {
    if (l->value->missing == EH_PRESENT)
        eh_csv_text(out, eh_verdict_id(l->value->verdict));
}
static void average(eh_buffer *out, const line *l) {
    if (l->series)
        eh_csv_number(out, l->series->average);
}
static void lower_95(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->inner.lower);
}
static void upper_95(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->inner.upper);
}
static void lower_998(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->outer.lower);
}
static void upper_998(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->outer.upper);
}
static void outcome(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_text(out, eh_outcome_id(l->standing->outcome));
}
static void dispersed(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_text(out, eh_outcome_id(l->standing->dispersed));
}
static void phi(eh_buffer *out, const line *l) {
    if (l->series)
        eh_csv_number(out, l->series->dispersion.phi);
}
static void tau2(eh_buffer *out, const line *l) {
    if (l->series)
        eh_csv_number(out, l->series->dispersion.tau2);
}

static void whole(eh_buffer *out, size_t number) {
    if (number > 0)
        eh_buffer_whole(out, (int64_t)number);
}
static void rank(eh_buffer *out, const line *l) {
    whole(out, l->standing ? l->standing->rank.rank : 0);
}
static void rank_from(eh_buffer *out, const line *l) {
    whole(out, l->standing ? l->standing->rank.from : 0);
}
static void rank_to(eh_buffer *out, const line *l) {
    whole(out, l->standing ? l->standing->rank.to : 0);
}
static void rank_of(eh_buffer *out, const line *l) {
    whole(out, l->standing ? l->standing->rank.of : 0);
}
static void direction(eh_buffer *out, const line *l) {
    if (l->standing && !isnan(l->standing->shortfall))
        eh_csv_text(out, l->series->more ? "more" : "fewer");
}
static void shortfall(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->shortfall);
}
static void shortfall_lower(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->shortfall_lower);
}
static void shortfall_upper(eh_buffer *out, const line *l) {
    if (l->standing)
        eh_csv_number(out, l->standing->shortfall_upper);
}
static void counted(eh_buffer *out, const line *l) {
    if (l->rolled)
        eh_buffer_whole(out, (int64_t)l->rolled->counted);
}
static void left_out(eh_buffer *out, const line *l) {
    eh_buffer words = {0};
    if (l->rolled)
        eh_left_out_words(&words, l->side, l->rolled);
    if (words.length > 0)
        eh_csv_text(out, words.data);
    eh_buffer_done(&words, out);
}

static void against(eh_buffer *out, const line *l) {
    eh_csv_number(out, l->against);
}
static void own(eh_buffer *out, const line *l) {
    if (l->own)
        eh_csv_text(out, "yes");
}

/* The columns, in their order. New ones go to the end. */
static const struct {
    const char *heading;
    void (*add)(eh_buffer *out, const line *l);
} columns[] = {
    {"standard", standard},
    {"edition", edition},
    {"item", item},
    {"indicator", indicator},
    {"group", group},
    {"unit", unit},
    {"level", level},
    {"organisation", code},
    {"name", name},
    {"type", type},
    {"place", place},
    {"icb", icb},
    {"value", value},
    {"display", display},
    {"missing", missing},
    {"numerator", numerator},
    {"denominator", denominator},
    {"percent", percent},
    {"lower", lower},
    {"upper", upper},
    {"p", p_value},
    {"adjusted-p", adjusted},
    {"verdict", verdict},
    {"average", average},
    {"funnel-lower-95", lower_95},
    {"funnel-upper-95", upper_95},
    {"funnel-lower-99.8", lower_998},
    {"funnel-upper-99.8", upper_998},
    {"funnel", outcome},
    {"funnel-dispersed", dispersed},
    {"phi", phi},
    {"tau2", tau2},
    {"rank", rank},
    {"rank-from", rank_from},
    {"rank-to", rank_to},
    {"ranked", rank_of},
    {"shortfall-direction", direction},
    {"shortfall", shortfall},
    {"shortfall-lower", shortfall_lower},
    {"shortfall-upper", shortfall_upper},
    {"counted", counted},
    {"left-out", left_out},
    {"against", against},
    {"own", own},
};

/* The rows on their way to the sink. */
typedef struct writing {
    eh_buffer out;
    eh_sink *sink;
    eh_status status;
} writing;

static void take(void *context, const eh_comparison_row *row) {
    writing *w = context;
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        if (c > 0)
            eh_buffer_char(&w->out, ',');
        columns[c].add(&w->out, row);
    }
    eh_buffer_text(&w->out, "\r\n");
    eh_buffer_pass(&w->out, w->sink, &w->status);
}

static void take_step(void *context, const eh_funnel_row *row) {
    take(context, &row->figure);
}

eh_status eh_write_comparison_csv(const eh_comparison *c, eh_findings *findings, eh_sink *sink) {
    writing w = {.sink = sink, .status = EH_OK};
    bool whole = true;
    (void)findings;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_buffer_format(&w.out, "%s%s", i ? "," : "", columns[i].heading);
    eh_buffer_text(&w.out, "\r\n");
    for (size_t s = 0; s < c->side_count; s++) {
        eh_comparison_rows(&c->sides[s], take, &w);
        whole = eh_comparison_leader_rows(&c->sides[s], take, &w) && whole;
        for (eh_funnel_kind f = EH_FUNNEL_ALL; f < EH_FUNNELS; f++)
            whole = eh_comparison_funnel_rows(&c->sides[s], f, take_step, &w) && whole;
    }
    w.out.failed = w.out.failed || !whole;
    return eh_buffer_write_rest(&w.out, sink, w.status);
}
