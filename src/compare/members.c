/* Organisations with their figures by item, and their figures as operands. */
#include <math.h>
#include <string.h>

#include "compare/comparison.h"
#include "indicator/evaluate.h"

/* One that no table describes: what its return says of it. */
static const eh_organisation *described(eh_comparison *c, const eh_return *ret) {
    const eh_organisation *who = eh_organisation_find(c->organisations, ret->organisation);
    if (who && *who->name)
        return who;
    eh_organisation *own = eh_arena_alloc(c->arena, sizeof *own);
    if (!own)
        return NULL;
    *own = who ? *who : (eh_organisation){ret->organisation, "", "", "", "", ""};
    own->name = *ret->name ? ret->name : ret->organisation;
    return own;
}

bool eh_member_place_values(const eh_edition *edition, eh_arena *arena, eh_member *member) {
    size_t room = (size_t)edition->item_count * EH_GROUPS + 1;
    member->values = eh_arena_alloc(arena, room * sizeof *member->values);
    if (!member->values)
        return false;
    for (size_t i = 0; i < member->ret->item_count; i++) {
        const eh_return_item *item = &member->ret->items[i];
        int at = eh_item_find(edition, eh_slice_of(item->id));
        if (at < 0 || item->unit != edition->items[at].unit)
            continue;
        for (unsigned g = 0; g < item->count; g++) {
            unsigned group = 0;
            if (item->grouped && !eh_group_read(edition->standard, eh_slice_of(item->group[g]), &group))
                continue;
            member->values[(size_t)at * EH_GROUPS + group] = &item->value[g];
        }
    }
    return true;
}

eh_status eh_members_make(eh_comparison *c, eh_compared *side) {
    const char *type = "";
    for (size_t i = 0; i < side->member_count; i++) {
        eh_member *member = &side->members[i];
        member->who = described(c, member->ret);
        if (!member->who || !eh_member_place_values(side->edition, c->arena, member))
            return EH_NOMEM;
        member->focus = c->focus && strcmp(c->focus, member->ret->organisation) == 0;
        if (member->focus)
            type = member->who->type;
    }
    for (size_t i = 0; i < side->member_count; i++) {
        eh_member *member = &side->members[i];
        member->peer = !member->focus && *type && strcmp(type, member->who->type) == 0;
    }
    return EH_OK;
}

bool eh_member_doubled(const eh_value *value, int64_t *doubled) {
    double twice = value->value * 2;
    if (value->missing != EH_PRESENT || !(fabs(twice) < 4e15) || fabs(twice - round(twice)) > 1e-9)
        return false;
    *doubled = (int64_t)round(twice);
    return true;
}

typedef struct member_figures {
    const eh_edition *edition;
    const eh_member *member;
} member_figures;

static eh_operand_value operand(void *context, unsigned item, unsigned group) {
    const member_figures *figures = context;
    const eh_value *value = figures->member->values[(size_t)item * EH_GROUPS + group];
    int64_t doubled;
    if (!value || value->missing != EH_PRESENT)
        return (eh_operand_value){value ? value->missing : EH_NOT_APPLICABLE, {0, 0}};
    if (!eh_member_doubled(value, &doubled))
        return (eh_operand_value){EH_UNDEFINED, {0, 0}};
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(doubled, 2)};
}

bool eh_member_proportion(const eh_edition *edition, const eh_member *member, unsigned item, unsigned group,
                          unsigned which, eh_proportion *p) {
    member_figures figures = {edition, member};
    eh_parts parts = eh_formula_parts(edition, item, group, which, operand, &figures);
    if (parts.numerator.missing != EH_PRESENT || parts.denominator.missing != EH_PRESENT)
        return false;
    unsigned years = edition->items[item].operation == EH_OP_GAP ? 1 : eh_item_years(edition, item);
    p->x = eh_fraction_double(parts.numerator.exact) * years;
    p->n = eh_fraction_double(parts.denominator.exact) * years;
    return p->n > 0 && p->x >= 0 && p->x <= p->n;
}

bool eh_survey_proportion(const eh_value *value, eh_proportion *p) {
    enum { PERCENT = 100 };
    p->n = value->denominator;
    p->x = value->value / PERCENT * p->n;
    return p->n >= 1 && p->x >= 0 && p->x <= p->n;
}

const eh_series *eh_series_find(const eh_compared *side, const char *item, unsigned group) {
    for (size_t i = 0; i < side->series_count; i++)
        if (side->series[i].group == group && strcmp(side->series[i].item->id, item) == 0)
            return &side->series[i];
    return NULL;
}
