#include "indicator/breakdowns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/statistics.h"

bool eh_breakdowns_is_banded(unsigned counter, bool *senior) {
    bool banded = counter < EH_COUNT_CONSULTANTS;
    *senior = banded && counter % EH_BANDS >= EH_BAND_8A - EH_BAND_UNDER_1;
    return banded;
}

/* ---- tables ---- */

eh_breakdown *eh_breakdowns_counts(eh_breakdowns *all, const char *name, const char *by, const char *const *column,
                                   unsigned columns) {
    eh_breakdown *made = all->failed ? NULL : eh_breakdown_add(all->ret, name, by, EH_HEADCOUNT, column, columns);
    all->failed = !made;
    return made;
}

eh_breakdown *eh_breakdowns_ratios(eh_breakdowns *all, const char *name, const char *by) {
    static const char *const columns[EH_RATIO_COLUMNS] = {"ratio", "lower", "upper", "p"};
    eh_standard standard = all->t->edition->standard;
    eh_breakdown *made = all->failed ? NULL : eh_breakdown_add(all->ret, name, by, EH_RATIO, columns, EH_RATIO_COLUMNS);
    all->failed = !made;
    if (made) {
        made->top = eh_group_id(standard, eh_other_group(standard));
        made->bottom = eh_group_id(standard, eh_focus_group(standard));
    }
    return made;
}

void eh_breakdowns_missing(eh_breakdowns *all, const char *name, const char *by, const char *const *column,
                           unsigned columns) {
    eh_breakdown *made = eh_breakdowns_counts(all, name, by, column, columns);
    if (made)
        made->missing = EH_NOT_SUPPLIED;
}

void eh_breakdowns_ratio_of(eh_standard standard, eh_rates rates, eh_breakdown_cell cells[EH_RATIO_COLUMNS]) {
    unsigned top = eh_other_group(standard), bottom = eh_focus_group(standard);
    int64_t a = rates.events[top], n = rates.of[top], b = rates.events[bottom], m = rates.of[bottom];
    if (n == 0 || m == 0 || b == 0) {
        for (unsigned c = 0; c < EH_RATIO_COLUMNS; c++)
            cells[c].missing = EH_UNDEFINED;
        return;
    }
    double x1 = (double)a, n1 = (double)n, x2 = (double)b, n2 = (double)m;
    bool mid_p = false;
    eh_interval interval = eh_koopman(x1, n1, x2, n2);
    cells[0].value = eh_fraction_double(eh_fraction_make((eh_wide)a * m, (eh_wide)n * b));
    cells[1].value = interval.lower;
    if (isfinite(interval.upper))
        cells[2].value = interval.upper;
    else
        cells[2].missing = EH_NOT_APPLICABLE;
    cells[3].value = eh_two_by_two_p(x1, n1, x2, n2, &mid_p);
}

void eh_breakdowns_ratio(eh_breakdowns *all, eh_breakdown *table, const char *of, const char *step, eh_rates rates) {
    eh_breakdown_cell *cells = table ? eh_breakdown_add_row(all->ret, table, of, "", step) : NULL;
    all->failed = all->failed || !cells;
    if (cells)
        eh_breakdowns_ratio_of(all->t->edition->standard, rates, cells);
}

/* ---- parts ---- */

/* A value as it is written, with what it folds to. */
typedef struct spelling {
    eh_slice text;
    uint32_t number;
    uint64_t weight;
    char folded[EH_FOLD_ROOM];
} spelling;

static int compare_spellings(const void *a, const void *b) {
    const spelling *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);
    return order ? order : eh_slice_compare(x->text, y->text);
}

static size_t list_spellings(const eh_dataset *data, eh_field field, const uint64_t *weight, size_t numbers,
                             spelling *list) {
    size_t count = 0;
    for (uint32_t n = 1; n < numbers; n++) {
        eh_slice text = eh_dataset_value(data, field, n);
        if (!weight[n] || !text.length)
            continue;
        spelling *s = &list[count++];
        *s = (spelling){.text = text, .number = n, .weight = weight[n]};
        eh_fold(text, s->folded, sizeof s->folded);
    }
    if (count)
        qsort(list, count, sizeof *list, compare_spellings);
    return count;
}

/* Spellings of one part, from `from` up to the end that is returned; *weight is that of all of them. */
static size_t same_part(const spelling *list, size_t count, size_t from, uint64_t *weight) {
    size_t end = from;
    for (*weight = 0; end < count && strcmp(list[end].folded, list[from].folded) == 0; end++)
        *weight += list[end].weight;
    return end;
}

static int compare_weights(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x > y ? -1 : x < y;
}

/* The weight that a part must have to be named, and how many of just that weight there is room for. */
static bool find_least(const spelling *list, size_t count, uint64_t *least, size_t *of_least) {
    uint64_t *weights = calloc(count + 1, sizeof *weights);
    size_t parts = 0;
    if (!weights)
        return false;
    for (size_t i = 0; i < count; parts++)
        i = same_part(list, count, i, &weights[parts]);
    *least = 0;
    *of_least = 0;
    if (parts > EH_LIMIT_PARTS_OF) {
        qsort(weights, parts, sizeof *weights, compare_weights);
        *least = weights[EH_LIMIT_PARTS_OF - 1];
        for (size_t i = 0; i < EH_LIMIT_PARTS_OF; i++)
            *of_least += weights[i] == *least;
    }
    free(weights);
    return true;
}

static bool name_parts(eh_breakdowns *all, const spelling *list, size_t count, eh_parts_of *parts) {
    uint64_t least, weight;
    size_t of_least;
    if (!find_least(list, count, &least, &of_least))
        return false;
    for (size_t i = 0, end; i < count; i = end) {
        end = same_part(list, count, i, &weight);
        if (weight < least || (weight == least && of_least == 0)) {
            parts->together++;
            continue;
        }
        of_least -= weight == least && of_least;
        char *name = eh_arena_slice(all->ret->arena, list[i].text.at, list[i].text.length);
        if (!name)
            return false;
        parts->name[parts->named] = name;
        for (size_t k = i; k < end; k++)
            parts->part_of[list[k].number] = (uint16_t)parts->named;
        parts->named++;
    }
    return true;
}

eh_status eh_parts_of_make(eh_breakdowns *all, eh_field field, const uint64_t *weight, size_t numbers,
                           eh_parts_of *parts) {
    spelling *list = calloc(numbers + 1, sizeof *list);
    *parts = (eh_parts_of){.name = calloc(EH_LIMIT_PARTS_OF + 2, sizeof *parts->name),
                           .part_of = calloc(numbers + 1, sizeof *parts->part_of)};
    bool room = list && parts->name && parts->part_of;
    for (size_t n = 0; room && n < numbers; n++)
        parts->part_of[n] = UINT16_MAX;
    room = room && name_parts(all, list, list_spellings(all->t->data, field, weight, numbers, list), parts);
    free(list);
    if (!room)
        return EH_NOMEM;
    size_t others = parts->named, blank = others + 1;
    parts->name[others] = "others";
    parts->name[blank] = "not-stated";
    parts->count = blank + 1;
    for (size_t n = 0; n < numbers; n++)
        if (parts->part_of[n] == UINT16_MAX)
            parts->part_of[n] = (uint16_t)(n ? others : blank);
    return EH_OK;
}

void eh_parts_of_free(eh_parts_of *parts) {
    free((void *)parts->name);
    free(parts->part_of);
    *parts = (eh_parts_of){0};
}
