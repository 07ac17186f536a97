/* Which row holds the headings, which kind of extract they make, and which column is which field. */
#include "record/shape.h"

#include <string.h>

enum { FEWEST_MATCHES = 2 };

bool eh_is_plain_heading(eh_field field, eh_slice heading) {
    char a[EH_FOLD_ROOM], b[EH_FOLD_ROOM];
    size_t n = eh_fold(heading, a, sizeof a);
    size_t m = eh_fold(eh_slice_of(eh_field_heading(field)), b, sizeof b);
    return n == m && memcmp(a, b, n) == 0;
}

/* How well a row does as the headings of one kind. The more columns fit the better; of kinds that as many fit, the one whose plain headings they
 * are ("Value" is a heading of counts, and may be one of a survey). */
static eh_heading_fit fit_kind(const eh_catalogue *catalogue, eh_kind kind, const eh_row *row) {
    enum { OF_A_MATCH = 100, OF_ALL_REQUIRED = 1000000 };
    bool seen[EH_FIELD_COUNT] = {false};
    unsigned matched = 0, plain = 0;
    for (uint32_t c = 0; c < row->count; c++) {
        if (eh_row_cell(row, c).type != EH_CELL_TEXT)
            continue;
        eh_field field = eh_heading_find(catalogue, kind, eh_row_cell(row, c).text);
        if (field != EH_FIELD_NONE && !seen[field]) {
            seen[field] = true;
            matched++;
            plain += eh_is_plain_heading(field, eh_row_cell(row, c).text);
        }
    }
    eh_field first, last;
    eh_kind_fields(kind, &first, &last);
    eh_heading_fit fit = {.kind = kind, .complete = matched >= FEWEST_MATCHES, .matched = matched};
    for (eh_field f = first; f <= last; f++)
        if (eh_field_required(f) && !seen[f])
            fit.complete = false;
    if (matched >= FEWEST_MATCHES)
        fit.score = (int)(matched * OF_A_MATCH + plain) + (fit.complete ? OF_ALL_REQUIRED : 0);
    return fit;
}

eh_heading_fit eh_headings_fit(const eh_catalogue *catalogue, const eh_row *row, const eh_kind *only) {
    eh_heading_fit best = {.kind = EH_KIND_STAFF};
    for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++) {
        if (only && kind != *only)
            continue;
        eh_heading_fit fit = fit_kind(catalogue, kind, row);
        if (fit.score > best.score)
            best = fit;
    }
    const eh_shape_kind *shape = eh_shape_of(catalogue, row, only);
    if (shape && shape->score > best.score)
        best = (eh_heading_fit){.kind = shape->kind, .complete = true, .score = shape->score, .shape = shape};
    return best;
}

/* Columns that are fields of `kind` and none of `chosen`; *required when one of them is a required one. */
static unsigned own_columns(const eh_catalogue *catalogue, eh_kind kind, eh_kind chosen, const eh_row *row,
                            bool *required) {
    unsigned own = 0;
    *required = false;
    for (uint32_t c = 0; c < row->count; c++) {
        eh_slice heading = eh_row_cell(row, c).text;
        eh_field field = eh_heading_find(catalogue, kind, heading);
        if (field == EH_FIELD_NONE || eh_heading_find(catalogue, chosen, heading) != EH_FIELD_NONE)
            continue;
        own++;
        *required = *required || eh_field_required(field);
    }
    return own;
}

bool eh_headings_unclear(const eh_catalogue *catalogue, const eh_row *row, const eh_heading_fit *chosen,
                         eh_kind *other) {
    enum { ENOUGH_OF_ITS_OWN = 2 };
    for (*other = 0; *other < EH_KIND_COUNT; ++*other) {
        bool required, chosen_required;
        eh_heading_fit fit = fit_kind(catalogue, *other, row);
        if (*other == chosen->kind || chosen->shape)
            continue;
        unsigned own = own_columns(catalogue, *other, chosen->kind, row, &required);
        own_columns(catalogue, chosen->kind, *other, row, &chosen_required);
        if ((fit.complete && required && own >= ENOUGH_OF_ITS_OWN) ||
            (!fit.complete && !chosen_required && fit.matched > chosen->matched))
            return true;
    }
    return false;
}

/* Of two columns that could be one field, the one with the plain heading is taken, else the first. */
static eh_status take_column(eh_reading *reading, eh_field field, uint32_t column, eh_slice heading) {
    eh_source_facts *facts = reading->facts;
    char *text = eh_arena_slice(reading->data->arena, heading.at, heading.length);
    if (!text)
        return EH_NOMEM;
    if (facts->has[field]) {
        bool better =
            eh_is_plain_heading(field, heading) && !eh_is_plain_heading(field, eh_slice_of(facts->heading[field]));
        eh_place place = {.file = facts->file, .sheet = facts->sheet, .row = facts->heading_row, .column = column + 1};
        const char *taken = better ? text : facts->heading[field], *left = better ? facts->heading[field] : text;
        eh_status status =
            eh_found(reading->data->findings, EH_F_TWO_COLUMNS_FOR_ONE_FIELD, place, 1, NULL, taken, left);
        if (status != EH_OK || !better)
            return status;
    }
    facts->has[field] = true;
    facts->heading[field] = text;
    facts->column[field] = column + 1;
    reading->column[field] = column;
    return EH_OK;
}

static eh_status note_unmatched(eh_reading *reading, eh_slice heading) {
    eh_source_facts *facts = reading->facts;
    char *text = eh_arena_slice(reading->data->arena, heading.at, heading.length);
    if (!text)
        return EH_NOMEM;
    facts->unmatched[facts->unmatched_count++] = text;
    return EH_OK;
}

eh_status eh_headings_match(eh_reading *reading, const eh_row *row) {
    for (size_t f = 0; f < EH_FIELD_COUNT; f++)
        reading->column[f] = EH_NO_COLUMN;
    reading->facts->unmatched = eh_arena_alloc(reading->data->arena, (row->count + 1) * sizeof(const char *));
    if (!reading->facts->unmatched)
        return EH_NOMEM;
    for (uint32_t c = 0; c < row->count; c++) {
        eh_slice heading = eh_row_cell(row, c).text;
        if (heading.length == 0)
            continue;
        eh_field field = eh_heading_find(reading->data->catalogue, reading->kind, heading);
        eh_status status =
            field == EH_FIELD_NONE ? note_unmatched(reading, heading) : take_column(reading, field, c, heading);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}
