/* Whether a submission has what its edition asks: period, items, groups. */
#include <string.h>

#include "return/check.h"

void eh_check_found(eh_check *check, eh_code code, const char *item, const char *one, const char *two) {
    eh_place place = {
        .organisation = check->ret->organisation,
        .standard = eh_standard_id(check->ret->standard),
        .item = item,
        .file = check->file,
    };
    if (eh_found(check->findings, code, place, 1, NULL, one, two) != EH_OK)
        check->no_memory = true;
}

static void check_date(eh_check *check, const char *name, eh_date given, eh_date expected) {
    char text[11];
    if (given == expected)
        return;
    eh_date_write(given, text);
    eh_check_found(check, EH_F_SUBMISSION_PERIOD, "", name, text);
}

/* A complete return has no finding that is an error. */
static void check_status(eh_check *check) {
    for (size_t i = 0; check->ret->complete && i < check->ret->finding_count; i++)
        if (check->ret->findings[i].severity == EH_ERROR)
            eh_check_found(check, EH_F_SUBMISSION_STATUS, "", NULL, NULL);
}

static void check_word(eh_check *check, const char *item, const char *name, const char *given, const char *expected) {
    if (strcmp(given ? given : "", expected) != 0)
        eh_check_found(check, EH_F_SUBMISSION_ITEM_DIFFERS, item, name, given && *given ? given : "absent");
}

/* Whether the item is described as the edition describes it; only its unit decides whether its values can be used. */
static bool check_description(eh_check *check, const eh_return_item *given, const eh_item *item) {
    bool ratio = item->operation == EH_OP_RELATIVE;
    eh_standard standard = check->edition->standard;
    check_word(check, item->id, "number", given->number, item->number);
    check_word(check, item->id, "indicator", given->indicator, item->indicator);
    check_word(check, item->id, "unit", eh_unit_id(given->unit), eh_unit_id(item->unit));
    check_word(check, item->id, "top group", given->top, ratio ? eh_group_id(standard, item->top) : "");
    check_word(check, item->id, "bottom group", given->bottom, ratio ? eh_group_id(standard, item->bottom) : "");
    return given->unit == item->unit;
}

/* The value of a group, by its id; NULL when there is none. */
static const eh_value *value_of(const eh_return_item *given, const char *group) {
    for (unsigned g = 0; g < given->count; g++)
        if (!given->grouped || !strcmp(given->group[g], group))
            return &given->value[g];
    return NULL;
}

static void check_groups(eh_check *check, const eh_return_item *given, unsigned position) {
    const eh_item *item = &check->edition->items[position];
    const eh_value **values = check->values + (size_t)position * EH_GROUPS;
    unsigned expected = item->groups > 0 ? item->groups : 1;
    bool whole = given->grouped == (item->groups > 0) && given->count == expected;
    for (unsigned g = 0; whole && g < expected; g++) {
        values[g] = value_of(given, eh_group_id(check->edition->standard, g));
        whole = values[g] != NULL;
    }
    if (!whole)
        eh_check_found(check, EH_F_SUBMISSION_GROUPS, item->id, NULL, NULL);
}

static void check_items(eh_check *check) {
    const eh_edition *edition = check->edition;
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_return_item *given = eh_return_item_find(check->ret, edition->items[i].id);
        if (!given)
            eh_check_found(check, EH_F_SUBMISSION_ITEM_MISSING, edition->items[i].id, NULL, NULL);
        else if (check_description(check, given, &edition->items[i]))
            check_groups(check, given, i);
    }
    for (size_t i = 0; i < check->ret->item_count; i++)
        if (eh_item_find(edition, eh_slice_of(check->ret->items[i].id)) < 0)
            eh_check_found(check, EH_F_SUBMISSION_ITEM_UNKNOWN, check->ret->items[i].id, NULL, NULL);
}

void eh_check_shape(eh_check *check) {
    check_status(check);
    if (!check->edition) {
        eh_check_found(check, EH_F_SUBMISSION_EDITION_UNKNOWN, "", NULL, NULL);
        return;
    }
    check_date(check, "first day of the period", check->ret->period_start, check->edition->period_start);
    check_date(check, "last day of the period", check->ret->period_end, check->edition->period_end);
    check_date(check, "snapshot date", check->ret->snapshot, check->edition->snapshot);
    check_items(check);
}
