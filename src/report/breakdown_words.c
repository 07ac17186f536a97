#include "report/breakdown_words.h"

#include <math.h>
#include <string.h>

#include "return/formula.h"
#include "standard/breakdown_names.h"

void eh_words_of_id(eh_buffer *out, const char *id) {
    for (size_t i = 0; id[i]; i++) {
        char c = id[i] == '-' ? ' ' : id[i];
        eh_buffer_char(out, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

/* An item, "1a.band-5"; of a band "band-5" the first row that ends in it. NULL when there is none. */
static const eh_item *item_of(const eh_edition *edition, const char *of) {
    size_t length = strlen(of);
    for (unsigned i = 0; edition && length && i < edition->item_count; i++) {
        const char *id = edition->items[i].id, *point = strchr(id, '.');
        if (!strcmp(id, of) || (point && !strcmp(point + 1, of)))
            return &edition->items[i];
    }
    return NULL;
}

static void named(eh_buffer *out, const eh_breakdown_name *name, const char *id) {
    if (name)
        eh_buffer_text(out, name->name);
    else
        eh_words_of_id(out, id);
}

void eh_words_breakdown(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *b) {
    named(out, eh_breakdown_name_find(catalogue, b->name, "", "", ""), b->name);
}

void eh_words_by(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *b) {
    if (*b->by)
        named(out, eh_breakdown_name_find(catalogue, b->name, b->by, "", ""), b->by);
}

void eh_words_part(eh_buffer *out, const eh_catalogue *catalogue, const eh_edition *edition, const eh_breakdown *b,
                   const char *of) {
    static const char *const written[] = {"staff-group", "directorate", "area-of-work"};
    const eh_breakdown_name *name = eh_breakdown_name_find(catalogue, b->name, b->by, "", of);
    bool verbatim = false;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        verbatim = verbatim || !strcmp(b->by, written[i]);
    const eh_item *item = name || verbatim ? NULL : item_of(edition, of);
    if (item && !strcmp(b->by, "item")) /* several rows are called "Band 5" */
        eh_buffer_format(out, "%s: ", item->section);
    if (name || verbatim)
        eh_buffer_text(out, name ? name->name : of);
    else if (item)
        eh_buffer_text(out, item->label);
    else
        eh_words_of_id(out, of);
}

void eh_words_column(eh_buffer *out, const eh_catalogue *catalogue, const eh_breakdown *b, const char *column) {
    named(out, eh_breakdown_name_find(catalogue, b->name, "", column, ""), column);
}

static void comma(eh_buffer *out, size_t start) {
    if (out->length > start)
        eh_buffer_text(out, ", ");
}

void eh_words_row(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const eh_breakdown *b,
                  const eh_breakdown_row *row) {
    size_t start = out->length;
    if (*row->of)
        eh_words_part(out, catalogue, eh_edition_find(catalogue, ret->standard, ret->edition), b, row->of);
    if (*row->group)
        comma(out, start);
    eh_words_group(out, ret->standard, row->group);
    if (*row->step)
        comma(out, start);
    eh_words_of_id(out, row->step);
}

void eh_words_figure(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret,
                     const eh_breakdown_figure *figure) {
    const eh_breakdown *b = figure->table;
    eh_words_breakdown(out, catalogue, b);
    eh_buffer_format(out, " (%s): ", b->name);
    size_t start = out->length;
    eh_words_by(out, catalogue, b);
    if (*b->by)
        eh_buffer_text(out, ", ");
    size_t row = out->length;
    eh_words_row(out, catalogue, ret, b, figure->row);
    if (out->length > row)
        comma(out, start);
    eh_words_column(out, catalogue, b, b->column[figure->column]);
}

void eh_words_group(eh_buffer *out, eh_standard standard, const char *group) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(group, eh_group_id(standard, g))) {
            eh_buffer_text(out, eh_group_start(standard, g));
            return;
        }
    eh_words_of_id(out, group);
}

/* A group within a sentence. */
static const char *group_within(eh_standard standard, const char *id) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(id, eh_group_id(standard, g)))
            return eh_group_inside(standard, g);
    return id;
}

void eh_words_meaning(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const eh_breakdown *b,
                      const char *by) {
    const eh_breakdown_name *name = eh_breakdown_name_find(catalogue, b->name, by, "", "");
    if (name)
        eh_words_put(out, name->meaning, group_within(ret->standard, b->top), group_within(ret->standard, b->bottom),
                     NULL);
}

static double bound(const eh_breakdown *ratios, const eh_breakdown_row *row, const char *column) {
    const eh_breakdown_cell *cell = eh_breakdown_cell_of(ratios, row, column);
    return cell && cell->missing == EH_PRESENT ? cell->value : (double)NAN;
}

eh_value eh_breakdown_ratio(const eh_breakdown *ratios, const eh_breakdown_row *row) {
    const eh_breakdown_cell *ratio = eh_breakdown_cell_of(ratios, row, "ratio");
    eh_value value = eh_value_missing(ratio ? ratio->missing : EH_NOT_APPLICABLE);
    if (!ratio || value.missing != EH_PRESENT)
        return value;
    value.value = ratio->value;
    value.lower = bound(ratios, row, "lower");
    value.upper = bound(ratios, row, "upper");
    value.p = bound(ratios, row, "p");
    value.verdict = eh_verdict_of_nearest(ratio->value);
    return value;
}
