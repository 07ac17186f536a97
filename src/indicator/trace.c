/* See trace.h. */
#include "indicator/trace.h"

#include <stdlib.h>
#include <string.h>

#include "return/formula.h"

typedef struct tracing {
    eh_trace *trace;
    eh_findings *findings;
} tracing;

static eh_status refuse(const tracing *t, eh_code code, const char *file, const char *sheet, const char *one,
                        const char *two) {
    eh_place place = eh_return_place(t->trace->ret, NULL);
    place.file = file;
    place.sheet = sheet;
    return eh_refuse(t->findings, code, place, one, two);
}

/* ---- the extracts are the return's ---- */

static bool is_same(const eh_source_note *note, const eh_source_facts *source) {
    return source->used && !strcmp(note->sha256, source->digest.hex) &&
           !strcmp(note->kind, eh_kind_word(source->kind)) && !strcmp(note->sheet, source->sheet);
}

/* A row that names this organisation, or none. */
static uint32_t rows_of(const eh_source_facts *source, uint32_t organisation) {
    return organisation < source->rows_of_room ? source->rows_of[organisation] : 0;
}

/* Every extract that could concern the organisation is one of the return's. */
static eh_status check_given(const tracing *t, bool *blanks_too) {
    const eh_return *ret = t->trace->ret;
    for (size_t s = 0; s < t->trace->data->sources.count; s++) {
        const eh_source_facts *source = &t->trace->data->sources.at[s];
        const eh_source_note *same = NULL, *named = NULL;
        uint32_t own = rows_of(source, t->trace->organisation), blank = rows_of(source, 0);
        if (!source->used || (own + blank == 0 && source->rows > 0))
            continue;
        for (size_t i = 0; i < ret->source_count; i++) {
            if (is_same(&ret->sources[i], source))
                same = &ret->sources[i];
            if (!strcmp(ret->sources[i].file, source->file))
                named = &ret->sources[i];
        }
        if (same && blank && same->rows == own)
            *blanks_too = false;
        if (!same)
            return refuse(t, named ? EH_F_TRACE_FILE_DIFFERS : EH_F_TRACE_FILE_UNKNOWN, source->file, source->sheet,
                          eh_kind_word(source->kind), NULL);
    }
    return EH_OK;
}

/* Whether the cells need a kind of extract: their own, and for whose group it is the staff. */
static bool needs(const eh_trace *trace, const char *kind) {
    for (size_t i = 0; i < trace->count; i++) {
        eh_kind its = trace->cell[i].kind;
        if (!strcmp(kind, eh_kind_word(its)) ||
            ((its == EH_KIND_CASES || its == EH_KIND_TRAINING) && !strcmp(kind, eh_kind_word(EH_KIND_STAFF))))
            return true;
    }
    return false;
}

/* Every extract that the return was made from and the figure rests on was given. */
static eh_status check_all_there(const tracing *t) {
    const eh_return *ret = t->trace->ret;
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *note = &ret->sources[i];
        bool there = !needs(t->trace, note->kind);
        for (size_t s = 0; s < t->trace->data->sources.count && !there; s++)
            there = is_same(note, &t->trace->data->sources.at[s]);
        if (!there)
            return refuse(t, EH_F_TRACE_FILE_LACKING, note->file, note->sheet, note->kind, NULL);
    }
    return EH_OK;
}

/* A cell whose kind no extract supplies was given as a total. */
static eh_status check_supplied(const tracing *t) {
    const eh_return *ret = t->trace->ret;
    for (size_t c = 0; c < t->trace->count; c++) {
        bool supplied = false;
        for (size_t i = 0; i < ret->source_count; i++)
            supplied = supplied || !strcmp(ret->sources[i].kind, eh_kind_word(t->trace->cell[c].kind));
        if (!supplied)
            return refuse(t, EH_F_TRACE_GIVEN, NULL, NULL, eh_trace_cell_id(&t->trace->cell[c]), NULL);
    }
    return EH_OK;
}

/* ---- rows ---- */

static bool is_ours(const eh_trace *trace, const eh_trail_row *row) {
    return row->organisation == trace->organisation || (trace->only == trace->organisation && row->organisation == 0);
}

static bool is_counted(const eh_trace_cell *cell, const eh_trail_row *row) {
    if (cell->figured.table)
        return row->wanted & cell->wanted;
    return (row->counters & cell->counters) && (cell->group == EH_GROUPS || cell->group == row->group);
}

/* Why a row is not counted by a cell; EH_FATE_COUNTED when another one counts it. */
static eh_fate fate_of(const eh_trace_cell *cell, const eh_trail_row *row) {
    return cell->figured.table ? eh_trace_fate_beside(cell, row) : (eh_fate)row->fate;
}

static void count_row(const eh_trace *trace, eh_trace_cell *cell, const eh_trail_row *row) {
    bool nowhere = row->fate == EH_FATE_BAD_ORGANISATION; /* dropped, whosever it is */
    cell->all++;
    if (!nowhere && !is_ours(trace, row))
        cell->others++;
    else if (is_counted(cell, row))
        cell->counted++;
    else if (fate_of(cell, row) == EH_FATE_COUNTED)
        cell->elsewhere++;
    else
        cell->dropped[fate_of(cell, row)]++;
}

static void count_rows(const eh_trace *trace, eh_trace_cell *cell) {
    const eh_chunks *lists[] = {&trace->data->trail->record[cell->kind], &trace->data->trail->other[cell->kind]};
    for (unsigned l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++)
            count_row(trace, cell, EH_CHUNKS_AT(const eh_trail_row, *lists[l], i));
}

/* Whether a cell's rows are the figure's, and all rows of its files are somewhere. */
static bool adds_up(const eh_trace *trace, const eh_trace_cell *cell) {
    uint64_t in_files = 0, ours = 0, noted = 0, sum = cell->counted + cell->elsewhere + cell->others;
    for (size_t s = 0; s < trace->data->sources.count; s++) {
        const eh_source_facts *source = &trace->data->sources.at[s];
        if (source->used && source->kind == cell->kind)
            in_files += source->rows;
    }
    for (size_t i = 0; i < trace->ret->source_count; i++)
        if (!strcmp(trace->ret->sources[i].kind, eh_kind_word(cell->kind)))
            noted += trace->ret->sources[i].rows;
    for (unsigned fate = 0; fate < EH_FATES; fate++)
        sum += cell->dropped[fate];
    ours = sum - cell->others - cell->dropped[EH_FATE_BAD_ORGANISATION];
    return sum == cell->all && cell->all == in_files && ours == noted && cell->dropped[EH_FATE_NONE] == 0;
}

static eh_status reconcile(const tracing *t) {
    for (size_t i = 0; i < t->trace->count; i++) {
        eh_trace_cell *cell = &t->trace->cell[i];
        count_rows(t->trace, cell);
        eh_fraction found = eh_fraction_make((eh_wide)cell->counted, cell->years);
        if (!eh_fraction_defined(cell->figure) || eh_fraction_compare(found, cell->figure) != 0) {
            char text[EH_FRACTION_ROOM];
            eh_trace_cell_display(cell, found, text);
            return refuse(t, EH_F_TRACE_FIGURE_DIFFERS, NULL, NULL, eh_trace_cell_id(cell), text);
        }
        if (!adds_up(t->trace, cell))
            return refuse(t, EH_F_TRACE_NOT_RECONCILED, NULL, NULL, eh_trace_cell_id(cell), NULL);
    }
    return EH_OK;
}

/* ---- the whole ---- */

static eh_status check_rules(const tracing *t, const eh_catalogue *catalogue) {
    const char *now = eh_catalogue_digest(catalogue);
    if (!strcmp(now, t->trace->ret->rules))
        return EH_OK;
    return refuse(t, EH_F_TRACE_RULES_DIFFER, NULL, NULL, t->trace->ret->rules, now);
}

/* Computes the return anew for what its rows become; the figures that it has are compared with those of the trail. */
static eh_status recompute(eh_run *run) {
    eh_return **returns = NULL;
    eh_status status = eh_run_compute(run, &returns);
    for (size_t i = 0; returns && returns[i]; i++)
        eh_return_free(returns[i]);
    free((void *)returns);
    return status;
}

const char *eh_trace_cell_id(const eh_trace_cell *cell) {
    return cell->item ? cell->item->id : cell->figured.table->name;
}

void eh_trace_cell_display(const eh_trace_cell *cell, eh_fraction figure, char out[EH_FRACTION_ROOM]) {
    if (cell->item)
        eh_formula_display(cell->item, figure, out);
    else
        eh_fraction_display(figure, 0, out);
}

static eh_status find_cells(const tracing *t, const eh_catalogue *catalogue, const eh_traced *what) {
    const eh_return *ret = t->trace->ret;
    const eh_edition *edition = eh_edition_find(catalogue, ret->standard, ret->edition);
    if (what->figure)
        return eh_trace_find_figures(t->trace, catalogue, what, t->findings);
    int place = edition ? eh_item_find(edition, eh_slice_of(what->item)) : -1;
    if (place < 0)
        return refuse(t, EH_F_TRACE_NO_ITEM, NULL, NULL, what->item, NULL);
    return eh_trace_find_cells(t->trace, edition, (unsigned)place, what->group, t->findings);
}

eh_status eh_trace_make(eh_run *run, const eh_catalogue *catalogue, const eh_return *ret, const eh_traced *what,
                        const char *organisations[3], eh_findings *findings, eh_trace *trace) {
    const tracing t = {trace, findings};
    bool blanks_too = true;
    *trace = (eh_trace){.ret = ret, .data = eh_run_dataset(run)};
    trace->organisation = eh_index_find(trace->data->organisations, eh_slice_of(ret->organisation));
    eh_status status = check_rules(&t, catalogue);
    if (status == EH_OK)
        status = check_given(&t, &blanks_too);
    if (status == EH_OK)
        status = find_cells(&t, catalogue, what);
    if (status == EH_OK)
        status = check_supplied(&t);
    if (status == EH_OK)
        status = check_all_there(&t);
    if (!blanks_too) /* it was one of several: asked for twice, rows that name nobody are nobody's */
        organisations[1] = organisations[0];
    if (status == EH_OK)
        status = recompute(run);
    trace->organisation = eh_index_find(trace->data->organisations, eh_slice_of(ret->organisation));
    trace->only = eh_run_only(run);
    return status == EH_OK ? reconcile(&t) : status;
}

static void name_row(const eh_trace *trace, const eh_trail_row *row, eh_identifier employee, eh_traced_row *named) {
    const eh_source_facts *source = &trace->data->sources.at[row->source];
    const eh_identifiers *known = trace->data->identifiers;
    const eh_identifier ids[] = {row->id, employee};
    eh_slice *slices[] = {&named->record, &named->employee};
    *named = (eh_traced_row){.file = source->file, .sheet = source->sheet, .row = row->row, .year = row->year};

    for (unsigned i = 0; i < 2; i++)
        if (ids[i] != EH_NO_IDENTIFIER)
            *slices[i] = eh_identifier_text(known, ids[i], named->room[i]);
}

/* The employee number of a record. */
static eh_identifier employee_of(const eh_dataset *data, eh_kind kind, size_t position) {
    if (kind == EH_KIND_STAFF)
        return eh_staff_at(data, position)->employee;
    if (kind == EH_KIND_CASES)
        return data->cases.at[position].employee;
    return kind == EH_KIND_TRAINING ? data->training.at[position].employee : EH_NO_IDENTIFIER;
}

static bool is_wanted(const eh_trace *trace, const eh_trace_cell *cell, const eh_trail_row *row, unsigned fate) {
    if (row->fate == EH_FATE_BAD_ORGANISATION)
        return fate == EH_FATE_BAD_ORGANISATION;
    if (!is_ours(trace, row))
        return false;
    if (fate == EH_FATE_COUNTED || is_counted(cell, row))
        return fate == EH_FATE_COUNTED && is_counted(cell, row);
    return fate_of(cell, row) == fate;
}

static bool is_before(const eh_trail_row *a, const eh_trail_row *b) {
    return a->source != b->source ? a->source < b->source : a->row < b->row;
}

eh_status eh_trace_rows(const eh_trace *trace, const eh_trace_cell *cell, unsigned fate,
                        eh_status (*each)(void *context, const eh_traced_row *row), void *context) {
    const eh_chunks *records = &trace->data->trail->record[cell->kind],
                    *others = &trace->data->trail->other[cell->kind];
    eh_status status = EH_OK;
    for (size_t r = 0, o = 0; status == EH_OK && (r < records->count || o < others->count);) {
        const eh_trail_row *record = r < records->count ? EH_CHUNKS_AT(const eh_trail_row, *records, r) : NULL;
        const eh_trail_row *other = o < others->count ? EH_CHUNKS_AT(const eh_trail_row, *others, o) : NULL;
        bool takes_record = record && (!other || is_before(record, other));
        const eh_trail_row *row = takes_record ? record : other;
        if (row && is_wanted(trace, cell, row, fate)) {
            eh_traced_row named;
            name_row(trace, row, takes_record ? employee_of(trace->data, cell->kind, r) : EH_NO_IDENTIFIER, &named);
            status = each(context, &named);
        }
        *(takes_record ? &r : &o) += 1;
    }
    return status;
}
