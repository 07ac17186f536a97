/* Which counts stand behind figures of a breakdown. */
#include <string.h>

#include "indicator/trace.h"
#include "return/figures.h"
#include "standard/breakdown_names.h"

typedef struct finding_figures {
    eh_trace *trace;
    const eh_catalogue *catalogue;
    eh_findings *findings;
} finding_figures;

static eh_status refuse(const finding_figures *f, eh_code code, const char *one, const char *two) {
    return eh_refuse(f->findings, code, eh_return_place(f->trace->ret, NULL), one, two);
}

/* The kind of extract whose rows a table counts; EH_KIND_COUNT when that is not known. */
static eh_kind kind_of(const eh_catalogue *catalogue, const eh_breakdown *table) {
    const eh_breakdown_name *name = eh_breakdown_name_find(catalogue, table->name, "", "", "");
    for (eh_kind kind = 0; name && kind < EH_KIND_COUNT; kind++)
        if (!strcmp(name->extract, eh_kind_word(kind)))
            return kind;
    return EH_KIND_COUNT;
}

static unsigned group_of(eh_standard standard, const char *id) {
    unsigned group = 0;
    while (group < EH_GROUPS && strcmp(id, eh_group_id(standard, group)) != 0)
        group++;
    return group;
}

static eh_status add(const finding_figures *f, eh_breakdown_figure figure, eh_trace_role role) {
    eh_trace *trace = f->trace;
    eh_trail *trail = trace->data->trail;
    const eh_breakdown *b = figure.table;
    const eh_breakdown_cell *in = &figure.row->cell[figure.column];
    eh_trace_cell cell = {.figured = figure,
                          .group = group_of(trace->ret->standard, figure.row->group),
                          .role = role,
                          .kind = kind_of(f->catalogue, b),
                          .years = 1,
                          .wanted = UINT32_C(1) << trace->count};
    if (in->missing != EH_PRESENT)
        return refuse(f, EH_F_TRACE_MISSING, b->name, eh_missing_id(in->missing));
    if (cell.kind == EH_KIND_COUNT || b->unit != EH_HEADCOUNT)
        return refuse(f, EH_F_TRACE_GIVEN, b->name, NULL);
    if (trace->count == EH_TRACE_CELLS)
        return refuse(f, EH_F_TRACE_TOO_MANY, b->name, NULL);
    cell.figure = eh_exact_of(in->value);
    trail->wanted[trail->wanted_count++] =
        (eh_wanted){b->name, b->by, figure.row->of, figure.row->group, b->column[figure.column]};
    trace->cell[trace->count++] = cell;
    return EH_OK;
}

/* One group's likelihood: its events out of how many. */
static eh_status add_rate(const finding_figures *f, const eh_breakdown_counts *counts, const eh_breakdown_row *row) {
    eh_status status = add(f, (eh_breakdown_figure){counts->table, row, counts->events}, EH_TRACE_NUMERATOR);
    return status == EH_OK ? add(f, (eh_breakdown_figure){counts->table, row, counts->of}, EH_TRACE_DENOMINATOR)
                           : status;
}

static eh_status add_ratio(const finding_figures *f, const eh_breakdown_figure *figure, const char *group) {
    eh_breakdown_counts counts;
    eh_status status = EH_OK;
    if (!eh_breakdown_counts_behind(f->trace->ret, figure->table, figure->row, &counts))
        return refuse(f, EH_F_TRACE_GIVEN, figure->table->name, NULL);
    if (!group || !strcmp(group, figure->table->top))
        status = add_rate(f, &counts, counts.top);
    if (status == EH_OK && (!group || !strcmp(group, figure->table->bottom)))
        status = add_rate(f, &counts, counts.bottom);
    return status;
}

eh_status eh_trace_find_figures(eh_trace *trace, const eh_catalogue *catalogue, const eh_traced *what,
                                eh_findings *findings) {
    const finding_figures f = {trace, catalogue, findings};
    eh_status status = EH_OK;
    trace->data->trail->wanted_count = 0;
    for (size_t i = 0; i < what->figures && status == EH_OK; i++)
        status = what->figure[i].table->unit == EH_RATIO ? add_ratio(&f, &what->figure[i], what->group)
                                                         : add(&f, what->figure[i], EH_TRACE_COUNTED);
    return status;
}

/* Of an application breakdowns know more than the items, which count none that was not shortlisted. */
eh_fate eh_trace_fate_beside(const eh_trace_cell *cell, const eh_trail_row *row) {
    if (cell->kind != EH_KIND_APPLICANTS || row->of_all == EH_FATE_NONE)
        return (eh_fate)row->fate;
    if (row->of_all != EH_FATE_COUNTED)
        return (eh_fate)row->of_all;
    bool applied = !strcmp(cell->figured.table->column[cell->figured.column], "applied");
    return !applied && row->fate == EH_FATE_NOT_SHORTLISTED ? EH_FATE_NOT_SHORTLISTED : EH_FATE_COUNTED;
}
