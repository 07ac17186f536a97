/* What the deciding of the workforce leaves to say, as findings. */
#include <stdlib.h>
#include <string.h>

#include "tally/workforce.h"

/* The value that kept a person from a row: the pay grade, or the staff group when not even the side is known. */
static eh_slice unplaced_value(const eh_dataset *data, const eh_person *person, eh_field *field) {
    const eh_post *post = &data->posts.at[eh_staff_at(data, person->chosen)->post];
    *field = post->side == EH_NO_SIDE ? EH_STAFF_STAFF_GROUP : EH_STAFF_PAY_GRADE;
    return eh_dataset_value(data, *field, post->value[*field]);
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Unplaced people, listed by their unmapped value in the order of the values, so that the order of rows never matters. */
static eh_status find_unplaced(const eh_dataset *data, const eh_workforce *w, eh_place place) {
    eh_arena *arena = eh_arena_new();
    char **value = malloc((w->count + 1) * sizeof *value);
    size_t count = 0;
    eh_status status = arena && value ? EH_OK : EH_NOMEM;
    for (size_t i = 0; i < w->count && status == EH_OK; i++) {
        if (w->person[i].state != EH_IN_WORKFORCE || w->person[i].counter != EH_COUNT_UNPLACED)
            continue;
        eh_field field;
        eh_slice text = unplaced_value(data, &w->person[i], &field);
        char *copy = eh_arena_alloc(arena, text.length + 2);
        if (!copy) {
            status = EH_NOMEM;
            break;
        }
        copy[0] = field == EH_STAFF_PAY_GRADE ? 'g' : 's';
        if (text.length)
            memcpy(copy + 1, text.at, text.length);
        value[count++] = copy;
    }
    if (status == EH_OK && count)
        qsort(value, count, sizeof *value, compare_texts);
    for (size_t i = 0; i < count && status == EH_OK; i++) {
        const char *heading = eh_field_heading(value[i][0] == 'g' ? EH_STAFF_PAY_GRADE : EH_STAFF_STAFF_GROUP);
        status = eh_found(data->findings, value[i][1] ? EH_F_UNPLACED : EH_F_UNPLACED_BLANK, place, 1, value[i] + 1,
                          heading, NULL);
    }
    free(value);
    eh_arena_free(arena);
    return status;
}

/* Unmapped ethnicities or disabilities of more than 0.5% of the workforce are an error (rules.md section 3). */
static eh_status find_unmapped(const eh_dataset *data, const eh_workforce *w, eh_place place) {
    uint64_t ethnic = 0, disability = 0;
    for (size_t i = 0; i < w->count; i++) {
        if (w->person[i].state != EH_IN_WORKFORCE)
            continue;
        ethnic += w->person[i].ethnic_known == EH_UNMAPPED;
        disability += w->person[i].disability_known == EH_UNMAPPED;
    }
    const struct {
        uint64_t count;
        eh_standard standard;
        eh_field field;
    } looks[] = {{ethnic, EH_WRES, EH_STAFF_ETHNIC_ORIGIN}, {disability, EH_WDES, EH_STAFF_DISABILITY}};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (looks[i].count * 200 <= w->in_workforce)
            continue;
        eh_place at = place;
        at.standard = eh_standard_id(looks[i].standard);
        if (place.standard && place.standard[0] && strcmp(place.standard, at.standard) != 0)
            continue;
        eh_status status = eh_found(data->findings, EH_F_MANY_UNMAPPED, at, looks[i].count, NULL,
                                    eh_field_heading(looks[i].field), NULL);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

eh_status eh_workforce_findings(const eh_dataset *data, const eh_workforce *w, eh_place place) {
    const struct {
        eh_code code;
        uint64_t count;
        const char *standard; /* the only one that it matters to, or NULL */
    } facts[] = {
        {EH_F_FUTURE_STARTS, w->future_starts, NULL},
        {EH_F_WITHOUT_EMPLOYEE_NUMBER, w->without_number, NULL},
        {EH_F_SAME_ASSIGNMENT_NUMBER, w->same_assignment_number, NULL},
        {EH_F_FOLDED_IN, w->folded_in, NULL},
        {EH_F_DIFFERENT_ETHNIC_GROUPS, w->different_ethnic_groups, eh_standard_id(EH_WRES)},
        {EH_F_DIFFERENT_ETHNIC_CODES, w->different_ethnic_codes, eh_standard_id(EH_WRES)},
        {EH_F_DIFFERENT_DISABILITY_GROUPS, w->different_disability_groups, eh_standard_id(EH_WDES)},
        {EH_F_BLANK_CATEGORY, w->blank_category, NULL},
        {EH_F_KEPT_UNKNOWN_CATEGORY, w->unknown_category, NULL},
        {EH_F_BLANK_STATUS, w->blank_status, NULL},
        {EH_F_KEPT_UNKNOWN_STATUS, w->unknown_status, NULL},
        {EH_F_SIDE_CLASH, w->clashes, NULL},
        {EH_F_SUPPLEMENTARY_ROLES, w->supplementary, NULL},
    };
    eh_status status = EH_OK;
    for (size_t i = 0; i < sizeof facts / sizeof *facts && status == EH_OK; i++) {
        eh_place at = place;
        if (facts[i].standard)
            at.standard = facts[i].standard;
        if (facts[i].count && (!place.standard || strcmp(place.standard, at.standard) == 0))
            status = eh_found(data->findings, facts[i].code, at, facts[i].count, NULL, NULL, NULL);
    }
    if (status == EH_OK)
        status = find_unmapped(data, w, place);
    return status == EH_OK ? find_unplaced(data, w, place) : status;
}
