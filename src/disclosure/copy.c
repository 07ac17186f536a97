#include "disclosure/copy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/evaluate.h"

static const eh_operand_value hidden = {EH_SUPPRESSED, {0, 0}};

/* What is shown of a cell. */
static eh_operand_value shown(const eh_linked *linked, const eh_suppression_rule *rule, size_t cell) {
    const eh_count_cell *it = &linked->cells[cell];
    if (it->hidden != EH_SHOWN)
        return hidden;
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(eh_rule_rounded(rule, it), it->units)};
}

/* ---- items ---- */

/* An item's evaluation from counts that are shown. */
typedef struct work {
    const eh_public_subject *s;
    const eh_linked *linked;
    const eh_suppression_rule *rule;
    eh_evaluation evaluation;
    eh_givens none; /* nothing is given but the counts */
    eh_return *copy;
} work;

static bool is_count(const eh_item *item) {
    return item->operation == EH_OP_COUNT || item->operation == EH_OP_SUM;
}

/* Puts all counts as they are shown in the place of what tallies would give. A count that is no cell is not one that can be protected. */
static void put_counts(work *w) {
    const eh_edition *edition = w->s->edition;
    for (unsigned i = 0; i < edition->item_count; i++)
        for (unsigned g = 0; g < EH_GROUPS && is_count(&edition->items[i]); g++) {
            size_t at = (size_t)i * EH_GROUPS + g, cell = w->s->cells[at];
            const char *group = edition->items[i].groups ? eh_group_id(edition->standard, g) : "";
            const eh_value *value = eh_return_value(w->s->ret, edition->items[i].id, group);
            eh_operand_value count = {value ? value->missing : EH_NOT_SUPPLIED, {0, 0}};
            if (cell != SIZE_MAX)
                count = shown(w->linked, w->rule, cell);
            else if (count.missing == EH_PRESENT)
                count = hidden;
            w->evaluation.memo[at] = count;
            w->evaluation.known[at] = true;
        }
}

/* Whether any of the counts behind a figure was there: a figure that came without its counts gives none back. */
static bool rests_on_counts(const eh_public_subject *s, unsigned item) {
    const eh_item *about = &s->edition->items[item];
    for (unsigned t = 0; t < about->term_count; t++) {
        const eh_item *term = &s->edition->items[about->terms[t].item];
        const eh_return_item *given = eh_return_item_find(s->ret, term->id);
        for (unsigned g = 0; given && g < given->count; g++)
            if (given->value[g].missing == EH_PRESENT)
                return true;
    }
    return false;
}

static eh_status copy_derived(work *w, unsigned item, unsigned group, eh_value *value) {
    bool above_100 = false, was_there = value->missing == EH_PRESENT;
    if (!was_there || !rests_on_counts(w->s, item))
        return EH_OK;
    eh_status status = eh_evaluate_value(&w->evaluation, item, group, w->copy->arena, value, &above_100);
    if (status == EH_OK && (value->missing == EH_NOT_SUPPLIED || value->missing == EH_NOT_APPLICABLE))
        *value = eh_value_missing(EH_SUPPRESSED); /* it was given, and some of its counts could be told from it */
    return status;
}

static eh_status copy_value(work *w, unsigned item, unsigned group, eh_value *value) {
    const eh_item *about = &w->s->edition->items[item];
    bool above_100 = false;
    if (value->missing != EH_PRESENT || about->operation == EH_OP_ANSWER)
        return EH_OK;
    if (is_count(about))
        return eh_evaluate_value(&w->evaluation, item, group, w->copy->arena, value, &above_100);
    if (about->operation != EH_OP_SURVEY)
        return copy_derived(w, item, group, value);
    if (value->denominator < (double)w->rule->respondents) /* not when it is not known */
        *value = eh_value_missing(EH_SUPPRESSED);
    return EH_OK;
}

static unsigned group_of(const eh_return *ret, const eh_return_item *item, unsigned g) {
    unsigned group = 0;
    return item->grouped && eh_group_read(ret->standard, eh_slice_of(item->group[g]), &group) ? group : 0;
}

/* The score of all staff gives back that of a group beside another: it goes with them. */
static void hide_survey_totals(const eh_public_subject *s, eh_return *copy) {
    for (size_t i = 0; i < copy->item_count; i++) {
        int at = eh_item_find(s->edition, eh_slice_of(copy->items[i].id));
        if (at < 0 || s->edition->items[at].operation != EH_OP_SURVEY || !copy->items[i].grouped)
            continue;
        for (unsigned g = 0; g < copy->items[i].count; g++)
            for (size_t k = 0; k < copy->item_count && copy->items[i].value[g].missing == EH_SUPPRESSED; k++)
                if (!copy->items[k].grouped && copy->items[k].unit == copy->items[i].unit &&
                    !strcmp(copy->items[k].indicator, copy->items[i].indicator))
                    copy->items[k].value[0] = eh_value_missing(EH_SUPPRESSED);
    }
}

static eh_status copy_all(work *w) {
    const eh_return *ret = w->s->ret;
    eh_return *copy = w->copy;
    eh_status status = EH_OK;
    put_counts(w);
    for (size_t i = 0; i < ret->item_count && status == EH_OK; i++) {
        int item = eh_item_find(w->s->edition, eh_slice_of(ret->items[i].id));
        if (item < 0)
            continue; /* nobody knows what it could tell */
        eh_return_item *mine = &copy->items[copy->item_count++];
        *mine = ret->items[i];
        for (unsigned g = 0; g < mine->count && status == EH_OK; g++)
            status = copy_value(w, (unsigned)item, group_of(ret, mine, g), &mine->value[g]);
    }
    hide_survey_totals(w->s, copy);
    return status;
}

eh_status eh_copy_items(const eh_public_subject *s, const eh_linked *linked, const eh_suppression_rule *rule,
                        eh_return *copy) {
    size_t room = (size_t)s->edition->item_count * EH_GROUPS + 1;
    work w = {.s = s, .linked = linked, .rule = rule, .copy = copy};
    eh_given *none = calloc(room, sizeof *none);
    copy->items = eh_arena_alloc(copy->arena, (s->ret->item_count + 1) * sizeof *copy->items);
    copy->item_count = 0;
    eh_status status = none && copy->items ? EH_OK : EH_NOMEM;
    if (status == EH_OK) {
        w.none = (eh_givens){none, none, none};
        status = eh_evaluation_make(s->edition, NULL, &w.none, &w.evaluation);
    }
    if (status == EH_OK)
        status = copy_all(&w);
    eh_evaluation_free(&w.evaluation);
    free(none);
    return status;
}

/* ---- details ---- */

static bool begins(const char *text, const char *with) {
    return !strncmp(text, with, strlen(with));
}

static int declared_of(const char *name) {
    static const char suffix[] = "-percentage";
    size_t length = strlen(name);
    if (length > sizeof suffix - 1 && !strcmp(name + length - (sizeof suffix - 1), suffix))
        length -= sizeof suffix - 1;
    for (unsigned d = 0; d < EH_DECLARED; d++)
        if (strlen(eh_declared_name(d)) == length && !memcmp(eh_declared_name(d), name, length))
            return (int)d;
    return -1;
}

static eh_status set_value(eh_value *value, eh_operand_value from, unsigned decimals, eh_arena *arena) {
    char display[EH_FRACTION_ROOM];
    *value = eh_value_missing(from.missing);
    if (from.missing != EH_PRESENT)
        return EH_OK;
    eh_fraction_display(from.exact, decimals, display);
    value->value = eh_fraction_double(from.exact);
    value->display = eh_arena_text(arena, display);
    return value->display ? EH_OK : EH_NOMEM;
}

/* The whole workforce as it is shown. */
static eh_operand_value workforce(const eh_public_subject *s, const eh_linked *linked,
                                  const eh_suppression_rule *rule) {
    int all = eh_item_find(s->edition, EH_SLICE("1.total"));
    eh_operand_value sum = {EH_PRESENT, eh_fraction_make(0, 1)};
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        size_t cell = all < 0 ? SIZE_MAX : s->cells[(size_t)all * EH_GROUPS + g];
        eh_operand_value one = cell == SIZE_MAX ? hidden : shown(linked, rule, cell);
        if (one.missing != EH_PRESENT)
            return hidden;
        sum.exact = eh_fraction_add(sum.exact, one.exact);
    }
    return sum;
}

static eh_status copy_declared(const eh_public_subject *s, const eh_linked *linked, const eh_suppression_rule *rule,
                               unsigned declared, eh_arena *arena, eh_detail *detail) {
    size_t cell = s->declared[declared];
    eh_operand_value value = cell == SIZE_MAX ? hidden : shown(linked, rule, cell);
    if (detail->value.missing != EH_PRESENT || rule->to < 0)
        return EH_OK;
    if (detail->unit == EH_HEADCOUNT)
        return set_value(&detail->value, value, 0, arena);
    eh_operand_value all = workforce(s, linked, rule);
    if (value.missing == EH_PRESENT && all.missing == EH_PRESENT) {
        value.exact = eh_fraction_divide(eh_fraction_multiply(value.exact, eh_fraction_make(100, 1)), all.exact);
        value.missing = eh_fraction_defined(value.exact) ? EH_PRESENT : EH_UNDEFINED;
    } else {
        value = hidden;
    }
    return set_value(&detail->value, value, 1, arena);
}

eh_status eh_copy_details(const eh_public_subject *s, const eh_linked *linked, const eh_suppression_rule *rule,
                          size_t more, eh_return *copy) {
    eh_status status = EH_OK;
    copy->details = eh_arena_alloc(copy->arena, (s->ret->detail_count + more + 1) * sizeof *copy->details);
    copy->detail_count = 0;
    if (!copy->details)
        return EH_NOMEM;
    for (size_t i = 0; i < s->ret->detail_count && status == EH_OK; i++) {
        const eh_detail *detail = &s->ret->details[i];
        int declared = declared_of(detail->name);
        if (declared < 0 && !begins(detail->name, EH_PUBLIC_ANSWERS))
            continue;
        copy->details[copy->detail_count++] = *detail;
        if (declared >= 0)
            status =
                copy_declared(s, linked, rule, (unsigned)declared, copy->arena, &copy->details[copy->detail_count - 1]);
    }
    return status;
}

eh_status eh_copy_last(const eh_return *last, eh_return *copy) {
    eh_previous *kept = eh_arena_alloc(copy->arena, (last->item_count * EH_GROUPS + 1) * sizeof *kept);
    copy->previous = kept;
    copy->previous_count = 0;
    copy->previous_edition = last->edition;
    if (!kept)
        return EH_NOMEM;
    for (size_t i = 0; i < last->item_count; i++)
        for (unsigned g = 0; g < last->items[i].count; g++) {
            const eh_return_item *item = &last->items[i];
            const eh_value *value = &item->value[g];
            bool there = value->missing == EH_PRESENT;
            const char *display = there ? eh_arena_text(copy->arena, value->display) : "";
            if (!display)
                return EH_NOMEM;
            kept[copy->previous_count++] = (eh_previous){item->id, item->grouped ? item->group[g] : "", value->missing,
                                                         there ? value->value : 0, display};
        }
    return EH_OK;
}

/* ---- how much ---- */

static void count_one(const eh_linked *linked, size_t cell, eh_disclosure_extent *extent) {
    extent->counts++;
    if (cell != SIZE_MAX && linked->cells[cell].hidden != EH_SHOWN)
        *(linked->cells[cell].hidden == EH_HIDDEN_SMALL ? &extent->small : &extent->further) += 1;
}

static void count_table(const eh_linked *linked, const eh_public_table *table, eh_disclosure_extent *extent) {
    const eh_breakdown *b = table->breakdown;
    if (b->unit != EH_HEADCOUNT || b->rows == 0 || table->fate == EH_TABLE_ZEROS)
        return;
    extent->tables++;
    extent->tables_left_out += table->fate != EH_TABLE_SHOWN;
    for (size_t i = 0; i < b->rows * b->columns && table->linked; i++) {
        size_t cell = table->cells[i];
        extent->in_tables += cell != SIZE_MAX;
        extent->in_tables_hidden += cell != SIZE_MAX && linked->cells[cell].hidden != EH_SHOWN;
    }
}

void eh_copy_extent(const eh_public_subject *s, const eh_linked *linked, const eh_return *copy,
                    eh_disclosure_extent *extent) {
    for (size_t i = 0; i < copy->item_count; i++) {
        const eh_return_item *item = &copy->items[i], *full = eh_return_item_find(s->ret, item->id);
        int at = eh_item_find(s->edition, eh_slice_of(item->id));
        for (unsigned g = 0; g < item->count && at >= 0 && item->unit != EH_TEXT; g++) {
            if (full->value[g].missing != EH_PRESENT)
                continue;
            if (is_count(&s->edition->items[at])) {
                count_one(linked, s->cells[(size_t)at * EH_GROUPS + group_of(copy, item, g)], extent);
            } else {
                extent->others++;
                extent->others_hidden += item->value[g].missing == EH_SUPPRESSED;
            }
        }
    }
    for (unsigned d = 0; d < EH_DECLARED; d++)
        if (s->declared[d] != SIZE_MAX)
            count_one(linked, s->declared[d], extent);
    for (size_t i = 0; i < s->table_count; i++)
        count_table(linked, &s->tables[i], extent);
}
