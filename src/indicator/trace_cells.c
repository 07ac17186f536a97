/* Which counts stand behind a figure. */
#include <string.h>

#include "indicator/evaluate.h"
#include "indicator/trace.h"
#include "return/figures.h"

typedef struct finding_cells {
    eh_trace *trace;
    const eh_edition *edition;
    eh_findings *findings;
} finding_cells;

static eh_status refuse(const finding_cells *f, eh_code code, const char *one, const char *two) {
    return eh_refuse(f->findings, code, eh_return_place(f->trace->ret, NULL), one, two);
}

/* The counters that a count is the sum of; 0 when it is no such sum, or of several kinds of extract. */
static uint64_t counters_of(const eh_edition *edition, const eh_item *item, eh_kind *kind, unsigned depth) {
    enum { DEPTH = 8 };
    uint64_t all = 0;
    if (item->operation == EH_OP_COUNT) {
        eh_counter counter = eh_counter_find(item->counter);
        *kind = counter == EH_COUNTER_COUNT ? EH_KIND_COUNT : eh_counter_kind(counter);
        return counter == EH_COUNTER_COUNT ? 0 : UINT64_C(1) << counter;
    }
    for (unsigned i = 0; i < item->term_count && item->operation == EH_OP_SUM && depth < DEPTH; i++) {
        eh_kind its = EH_KIND_COUNT;
        uint64_t more = counters_of(edition, &edition->items[item->terms[i].item], &its, depth + 1);
        if (!more || (all & more) || item->terms[i].sign < 0 || (all && its != *kind))
            return 0;
        *kind = its;
        all |= more;
    }
    return all;
}

/* The figure that the return has for a cell: EH_BAD when one is missing. */
static eh_status figure_of(const finding_cells *f, eh_trace_cell *cell) {
    eh_figures figures = {f->edition, f->trace->ret};
    unsigned place = (unsigned)(cell->item - f->edition->items);
    cell->figure = (eh_fraction){0, 1};
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        if (cell->group != EH_GROUPS && cell->group != g)
            continue;
        eh_operand_value value = eh_figures_operand(&figures, place, g);
        if (value.missing != EH_PRESENT)
            return refuse(f, EH_F_TRACE_MISSING, cell->item->id, eh_missing_id(value.missing));
        cell->figure = eh_fraction_add(cell->figure, value.exact);
    }
    return EH_OK;
}

static eh_status add_cell(const finding_cells *f, const eh_item *item, unsigned group, eh_trace_role role) {
    eh_trace *trace = f->trace;
    eh_trace_cell cell = {.item = item, .group = group, .role = role};
    for (size_t i = 0; i < trace->count; i++)
        if (trace->cell[i].item == item && trace->cell[i].group == group && trace->cell[i].role == role)
            return EH_OK;
    cell.counters = counters_of(f->edition, item, &cell.kind, 0);
    if (!cell.counters || !eh_trail_has(cell.kind) || trace->count == EH_TRACE_CELLS)
        return refuse(f, EH_F_TRACE_GIVEN, item->id, NULL);
    cell.years = eh_item_years(f->edition, (unsigned)(item - f->edition->items));
    eh_status status = figure_of(f, &cell);
    if (status == EH_OK)
        trace->cell[trace->count++] = cell;
    return status;
}

/* The item that a single term stands for when it is of an operation; else `item`. */
static const eh_item *expanded(const eh_edition *edition, const eh_item *item, eh_operation operation) {
    const eh_item *named = item->term_count == 1 ? &edition->items[item->terms[0].item] : item;
    return named->operation == operation ? named : item;
}

static eh_status add_rate(const finding_cells *f, const eh_item *item, unsigned group) {
    const eh_item *rate = expanded(f->edition, item, EH_OP_RATE);
    eh_status status = EH_OK;
    for (unsigned i = 0; i < rate->term_count && status == EH_OK; i++) {
        const eh_term *term = &rate->terms[i];
        eh_trace_role role = term->below ? EH_TRACE_DENOMINATOR : term->sign < 0 ? EH_TRACE_OFF : EH_TRACE_NUMERATOR;
        status = add_cell(f, &f->edition->items[term->item], group, role);
    }
    return status;
}

static eh_status add_share(const finding_cells *f, const eh_item *item, unsigned group) {
    eh_status status = EH_OK;
    for (unsigned i = 0; i < item->term_count && status == EH_OK; i++) {
        const eh_item *term = &f->edition->items[item->terms[i].item];
        status = add_cell(f, term, group, EH_TRACE_NUMERATOR);
        if (status == EH_OK)
            status = add_cell(f, term, EH_GROUPS, EH_TRACE_DENOMINATOR);
    }
    return status;
}

static eh_status add_gap(const finding_cells *f, const eh_item *item, unsigned group) {
    eh_status status = EH_OK;
    for (unsigned i = 0; i < item->term_count && status == EH_OK; i++) {
        eh_term term = {item->terms[i].item, 1, false};
        const eh_item single = {.operation = EH_OP_SHARE, .terms = &term, .term_count = 1};
        status = add_share(f, expanded(f->edition, &single, EH_OP_SHARE), group);
    }
    return status;
}

static eh_status add_for_group(const finding_cells *f, const eh_item *item, unsigned group) {
    switch (item->operation) {
    case EH_OP_RATE:
        return add_rate(f, item, group);
    case EH_OP_SHARE:
        return add_share(f, item, group);
    case EH_OP_GAP:
        return add_gap(f, item, group);
    case EH_OP_RELATIVE:
    case EH_OP_COUNT:
    case EH_OP_SUM:
    case EH_OP_SURVEY:
    case EH_OP_ANSWER:
        break;
    }
    return add_cell(f, item, group, EH_TRACE_COUNTED);
}

eh_status eh_trace_find_cells(eh_trace *trace, const eh_edition *edition, unsigned item, const char *group,
                              eh_findings *findings) {
    const finding_cells f = {trace, edition, findings};
    const eh_item *it = &edition->items[item];
    eh_status status = EH_OK;
    bool ratio = it->operation == EH_OP_RELATIVE, any = false;
    const unsigned order[EH_GROUPS] = {ratio ? it->top : 0, ratio ? it->bottom : 1, 2};
    for (unsigned i = 0; i < (ratio ? 2 : EH_GROUPS) && status == EH_OK; i++) {
        if (group && *group && strcmp(group, eh_group_id(edition->standard, order[i])) != 0)
            continue;
        any = true;
        status = ratio ? add_rate(&f, it, order[i]) : add_for_group(&f, it, order[i]);
    }
    return any || status != EH_OK ? status : refuse(&f, EH_F_TRACE_NO_ITEM, it->id, NULL);
}
