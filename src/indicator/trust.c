/* See trust.h. */
#include "indicator/trust.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "indicator/evaluate.h"
#include "return/figures.h"

/* A count times the years as a whole number. */
static bool whole_of(eh_operand_value value, unsigned years, int64_t *whole) {
    eh_fraction f = eh_fraction_multiply(value.exact, (eh_fraction){years, 1});
    if (value.missing != EH_PRESENT || !eh_fraction_defined(f) || f.numerator % f.denominator != 0)
        return false;
    *whole = (int64_t)(f.numerator / f.denominator);
    return true;
}

/* The counts of a ratio, or of a difference and what it is a difference to, by the split's places. */
static bool split_of(const eh_figures *figures, unsigned item, eh_trust_figure *f) {
    const bool ratio = f->item->unit == EH_RATIO;
    const unsigned group[EH_SPLIT] = {f->group[EH_FIRST], f->group[EH_SECOND], EH_UNKNOWN};
    eh_figures context = *figures;
    for (unsigned i = 0; i < EH_SPLIT; i++) {
        eh_parts first = eh_formula_parts(figures->edition, item, group[i], 0, eh_figures_operand, &context);
        eh_parts second = eh_formula_parts(figures->edition, item, group[i], 1, eh_figures_operand, &context);
        eh_operand_value people = ratio ? first.denominator : second.numerator;
        if (!whole_of(first.numerator, f->years, &f->split.events[i]) ||
            !whole_of(people, f->years, &f->split.people[i]))
            return false;
    }
    return true;
}

static bool figure_of(const eh_figures *figures, const eh_return_item *item, eh_trust_figure *f) {
    int place = eh_item_find(figures->edition, eh_slice_of(item->id));
    const eh_item *entry = place < 0 ? NULL : &figures->edition->items[place];
    if (!entry || (entry->operation != EH_OP_RELATIVE && entry->operation != EH_OP_GAP) || entry->unit != item->unit)
        return false;
    unsigned focus = eh_focus_group(figures->ret->standard);
    bool ratio = entry->operation == EH_OP_RELATIVE;
    *f = (eh_trust_figure){.item = item,
                           .entry = entry,
                           .group = {ratio ? entry->top : focus, ratio ? entry->bottom : 1 - focus},
                           .years = eh_item_years(figures->edition, (unsigned)place)};
    if (!split_of(figures, (unsigned)place, f))
        return false;
    f->bounds = ratio ? eh_bounds_of_ratio(&f->split) : eh_bounds_of_difference(&f->split);
    int64_t few = (int64_t)EH_FEW_EVENTS * f->years;
    f->few = ratio && (f->split.events[EH_FIRST] < few || f->split.events[EH_SECOND] < few);
    return true;
}

/* All three groups of a headcount as whole numbers. */
static bool headcount(const eh_return *ret, const char *item, int64_t people[EH_GROUPS]) {
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const eh_value *value = eh_return_value(ret, item, eh_group_id(ret->standard, g));
        if (!value || value->missing != EH_PRESENT || !(value->value >= 0 && value->value <= EH_LIMIT_COUNT))
            return false;
        people[g] = (int64_t)value->value;
    }
    return true;
}

static void workforce(const eh_return *ret, eh_trust *trust) {
    int64_t people[EH_GROUPS];
    if (headcount(ret, "1.total", people)) {
        int64_t in_focus = people[eh_focus_group(ret->standard)];
        trust->workforce = people[0] + people[1] + people[2];
        trust->told = trust->workforce > 0;
        trust->unknown = people[EH_UNKNOWN];
        trust->share_least = eh_fraction_make((eh_wide)100 * in_focus, trust->workforce);
        trust->share_most = eh_fraction_make((eh_wide)100 * (in_focus + trust->unknown), trust->workforce);
    }
    trust->unplaced_told = headcount(ret, "1.unplaced", people);
    if (trust->unplaced_told)
        trust->unplaced = people[0] + people[1] + people[2];
}

/* Cases and training that matched nobody: the return's own finding says how many. */
static void matching(const eh_return *ret, eh_trust *trust) {
    bool staff = false, others = false;
    for (size_t i = 0; i < ret->source_count; i++) {
        const char *kind = ret->sources[i].kind;
        staff = staff || !strcmp(kind, eh_kind_word(EH_KIND_STAFF));
        others = others || !strcmp(kind, eh_kind_word(EH_KIND_CASES)) || !strcmp(kind, eh_kind_word(EH_KIND_TRAINING));
    }
    trust->matching = staff && others;
    for (size_t i = 0; i < ret->finding_count; i++)
        if (!strcmp(ret->findings[i].code, eh_code_name(EH_F_UNMATCHED)))
            trust->unmatched += ret->findings[i].count;
}

eh_status eh_trust_make(const eh_catalogue *catalogue, const eh_return *ret, eh_trust *trust) {
    const eh_figures figures = {eh_edition_find(catalogue, ret->standard, ret->edition), ret};
    *trust = (eh_trust){.figures = calloc(ret->item_count + 1, sizeof *trust->figures)};
    if (!trust->figures)
        return EH_NOMEM;
    workforce(ret, trust);
    matching(ret, trust);
    for (size_t i = 0; figures.edition && i < ret->item_count; i++)
        trust->count += figure_of(&figures, &ret->items[i], &trust->figures[trust->count]);
    return EH_OK;
}

void eh_trust_free(eh_trust *trust) {
    free(trust->figures);
    *trust = (eh_trust){0};
}
