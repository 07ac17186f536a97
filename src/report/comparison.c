/* The table of writers of comparisons, and what they share. */
#include "report/comparison.h"

#include <math.h>

#include "report/formats.h"

typedef struct format {
    const char *name;
    eh_comparison_writer *write;
} format;

static const format table[] = {
    {"html", eh_write_comparison_page}, {"xlsx", eh_write_comparison_workbook}, {"csv", eh_write_comparison_csv},
    {"json", eh_write_comparison_json}, {"text", eh_write_comparison_text},
};

const char *eh_comparison_format(size_t i) {
    return eh_format_at(EH_FORMATS(table), i);
}

eh_status eh_comparison_write(const eh_comparison *c, const char *name, eh_findings *findings, eh_sink *sink) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    return found ? found->write(c, findings, sink) : eh_format_unknown(findings, name);
}

static void item_rows(const eh_compared *side, unsigned place, unsigned group,
                      void (*take)(void *context, const eh_comparison_row *row), void *context) {
    static const eh_value absent = {.missing = EH_NOT_APPLICABLE};
    const eh_item *item = &side->edition->items[place];
    eh_comparison_row row = {.side = side, .item = item, .place = place, .group = group, .against = (double)NAN};
    row.series = eh_series_find(side, item->id, group);
    for (size_t i = 0; i < side->member_count; i++) {
        const eh_value *value = side->members[i].values[(size_t)place * EH_GROUPS + group];
        row.member = &side->members[i];
        row.standing = row.series ? &row.series->of[i] : NULL;
        row.value = value ? value : &absent;
        take(context, &row);
    }
    row.member = NULL;
    row.standing = NULL;
    for (size_t i = 0; i < side->rollup_count; i++) {
        row.rollup = &side->rollups[i];
        row.rolled = &row.rollup->items[place];
        row.value = &row.rolled->value[group];
        take(context, &row);
    }
}

void eh_comparison_rows(const eh_compared *side, void (*take)(void *context, const eh_comparison_row *row),
                        void *context) {
    for (unsigned i = 0; i < side->edition->item_count; i++) {
        unsigned groups = side->edition->items[i].groups;
        for (unsigned g = 0; g < (groups ? groups : 1); g++)
            item_rows(side, i, g, take, context);
    }
}

void eh_left_out_words(eh_buffer *out, const eh_compared *side, const eh_rolled *rolled) {
    for (size_t i = 0; i < rolled->left_out_count; i++)
        eh_buffer_format(out, "%s%s (%s)", i ? ", " : "", side->members[rolled->left_out[i].member].ret->organisation,
                         eh_missing_id(rolled->left_out[i].why));
}

const char *eh_rollup_name(const eh_rollup *rollup) {
    return rollup->kind == EH_ROLLUP_ALL ? "All organisations" : rollup->name;
}

const eh_comparison_word *eh_comparison_note(size_t i) {
    static const eh_comparison_word notes[][2] = {
        {EH_COMPARED_METHOD_FUNNEL, EH_COMPARED_METHOD_FUNNEL_TEXT},
        {EH_COMPARED_METHOD_SPREAD, EH_COMPARED_METHOD_SPREAD_TEXT},
        {EH_COMPARED_METHOD_MANY, EH_COMPARED_METHOD_MANY_TEXT},
        {EH_COMPARED_METHOD_RANKS, EH_COMPARED_METHOD_RANKS_TEXT},
        {EH_COMPARED_METHOD_PARITY, EH_COMPARED_METHOD_PARITY_TEXT},
        {EH_COMPARED_METHOD_SURVEY, EH_COMPARED_METHOD_SURVEY_TEXT},
        {EH_COMPARED_METHOD_LEADERS, EH_COMPARED_METHOD_LEADERS_TEXT},
        {EH_COMPARED_METHOD_DISPARITY, EH_COMPARED_METHOD_DISPARITY_TEXT},
        {EH_COMPARED_METHOD_GOALS, EH_COMPARED_METHOD_GOALS_TEXT},
        {EH_COMPARED_METHOD_RECRUITMENT, EH_COMPARED_METHOD_RECRUITMENT_TEXT},
    };
    return i < sizeof notes / sizeof *notes ? notes[i] : NULL;
}
