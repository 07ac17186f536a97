/* The return's accessors and the words of its enumerations. */
#include "return/return.h"

#include <math.h>
#include <string.h>

const char *eh_missing_id(eh_missing missing) {
    static const char *const ids[] = {"", "not-supplied", "not-applicable", "undefined", "suppressed"};
    return ids[missing];
}

const char *eh_test_id(eh_test test) {
    static const char *const ids[] = {"", "chi-square", "mid-p"};
    return ids[test];
}

const char *eh_verdict_id(eh_verdict verdict) {
    static const char *const ids[] = {"", "below", "within", "above"};
    return ids[verdict];
}

eh_value eh_value_missing(eh_missing reason) {
    return (eh_value){
        .missing = reason,
        .display = "",
        .numerator = (double)NAN,
        .denominator = (double)NAN,
        .percent = (double)NAN,
        .lower = (double)NAN,
        .upper = (double)NAN,
        .p = (double)NAN,
    };
}

eh_return *eh_return_new(void) {
    eh_arena *arena = eh_arena_new();
    eh_return *ret = arena ? eh_arena_alloc(arena, sizeof *ret) : NULL;
    if (!ret) {
        eh_arena_free(arena);
        return NULL;
    }
    *ret = (eh_return){
        .arena = arena,
        .organisation = "",
        .name = "",
        .period_start = EH_NO_DATE,
        .period_end = EH_NO_DATE,
        .snapshot = EH_NO_DATE,
        .prepared = "",
        .version = "",
        .rules = "",
        .clinical_by = "occupation-code",
    };
    return ret;
}

void eh_return_free(eh_return *ret) {
    if (ret)
        eh_arena_free(ret->arena);
}

const char *eh_return_organisation(const eh_return *ret) {
    return ret->organisation;
}

const char *eh_return_standard(const eh_return *ret) {
    return eh_standard_id(ret->standard);
}

int eh_return_edition(const eh_return *ret) {
    return ret->edition;
}

const char *eh_return_clinical_by(const eh_return *ret) {
    return ret->clinical_by ? ret->clinical_by : "occupation-code";
}

bool eh_return_complete(const eh_return *ret) {
    return ret->complete;
}

bool eh_return_figure(const eh_return *ret, size_t i, eh_figure *figure) {
    for (size_t n = 0; n < ret->item_count; n++) {
        const eh_return_item *item = &ret->items[n];
        if (i >= item->count) {
            i -= item->count;
            continue;
        }
        const eh_value *value = &item->value[i];
        *figure = (eh_figure){
            .item = item->id,
            .group = item->grouped ? item->group[i] : "",
            .unit = eh_unit_id(item->unit),
            .missing = eh_missing_id(value->missing),
            .value = value->missing == EH_PRESENT && item->unit != EH_TEXT ? value->value : 0,
            .display = value->missing == EH_PRESENT ? value->display : "",
        };
        return true;
    }
    return false;
}

const eh_return_item *eh_return_item_find(const eh_return *ret, const char *id) {
    for (size_t i = 0; i < ret->item_count; i++)
        if (!strcmp(ret->items[i].id, id))
            return &ret->items[i];
    return NULL;
}

const eh_value *eh_return_value(const eh_return *ret, const char *id, const char *group) {
    const eh_return_item *item = eh_return_item_find(ret, id);
    if (!item || item->grouped != (*group != '\0'))
        return NULL;
    for (unsigned g = 0; g < item->count; g++)
        if (!item->grouped || !strcmp(item->group[g], group))
            return &item->value[g];
    return NULL;
}

const eh_detail *eh_return_detail(const eh_return *ret, const char *name, const char *group) {
    for (size_t i = 0; i < ret->detail_count; i++)
        if (!strcmp(ret->details[i].name, name) && !strcmp(ret->details[i].group, group))
            return &ret->details[i];
    return NULL;
}

const eh_previous *eh_return_previous(const eh_return *ret, const char *item, const char *group) {
    for (size_t i = 0; i < ret->previous_count; i++)
        if (!strcmp(ret->previous[i].item, item) && !strcmp(ret->previous[i].group, group))
            return &ret->previous[i];
    return NULL;
}

bool eh_return_is_full(const eh_return *ret) {
    const eh_detail *rule = eh_return_detail(ret, EH_PUBLIC_RULE, "");
    if (rule && rule->value.missing == EH_PRESENT && strcmp(rule->value.display, "none") != 0)
        return false;
    for (size_t i = 0; i < ret->item_count; i++)
        for (unsigned g = 0; g < ret->items[i].count; g++)
            if (ret->items[i].value[g].missing == EH_SUPPRESSED)
                return false;
    return true;
}

eh_place eh_return_place(const eh_return *ret, const char *item) {
    eh_place place = {.item = item};
    if (ret) {
        place.organisation = ret->organisation;
        place.standard = eh_standard_id(ret->standard);
    }
    return place;
}
