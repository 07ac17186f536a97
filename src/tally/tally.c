#include "tally/tally.h"

#include <stdlib.h>

unsigned eh_tally_group(const eh_tallying *t, eh_field ethnic, eh_field disability, uint32_t ethnicity,
                        uint32_t disability_value) {
    if (t->edition->standard == EH_WRES)
        return t->data->answers[ethnic].at[ethnicity].ethnicity.group;
    return t->data->answers[disability].at[disability_value].disability.group;
}

bool eh_tally_has_kind(const eh_tallying *t, eh_kind kind) {
    for (size_t i = 0; i < t->data->sources.count; i++)
        if (t->data->sources.at[i].used && t->data->sources.at[i].kind == kind)
            return true;
    return false;
}

eh_some_rows eh_tally_rows(const eh_tallying *t, eh_kind kind) {
    return eh_roster_rows(t->roster, kind, t->organisation);
}

uint64_t eh_tally_source_rows(const eh_tallying *t, const eh_source_facts *source) {
    uint64_t rows = t->organisation < source->rows_of_room ? source->rows_of[t->organisation] : 0;
    if (t->roster->only == t->organisation && source->rows_of_room)
        rows += source->rows_of[0];
    return rows;
}

/* In how many extracts of its kind a column is, and in how many it is not: of those with rows of the organisation, or of all. */
typedef struct presence {
    size_t with, without;
} presence;

static presence look_for_column(const eh_tallying *t, eh_field field) {
    presence ours = {0, 0}, all = {0, 0};
    for (size_t i = 0; i < t->data->sources.count; i++) {
        const eh_source_facts *source = &t->data->sources.at[i];
        if (!source->used || source->kind != eh_field_kind(field))
            continue;
        presence *both[] = {&all, eh_tally_source_rows(t, source) ? &ours : NULL};
        for (size_t p = 0; p < 2; p++)
            if (both[p])
                ++*(source->has[field] ? &both[p]->with : &both[p]->without);
    }
    return ours.with + ours.without ? ours : all;
}

bool eh_tally_has_column(const eh_tallying *t, eh_field field) {
    presence in = look_for_column(t, field);
    return in.with > 0 && in.without == 0;
}

eh_status eh_tally_need_column(const eh_tallying *t, eh_field field, eh_code lacking, bool *there) {
    presence in = look_for_column(t, field);
    const char *kind = eh_kind_word(eh_field_kind(field)), *heading = eh_field_heading(field);
    *there = in.with > 0;
    if (!*there)
        return eh_tally_found(t, lacking, 1, NULL, kind, heading);
    return in.without ? eh_tally_found(t, EH_F_COLUMN_IN_SOME_FILES, in.without, NULL, kind, heading) : EH_OK;
}

eh_status eh_tally_found(const eh_tallying *t, eh_code code, uint64_t count, const char *value, const char *one,
                         const char *two) {
    eh_place place = {.organisation = t->code, .standard = eh_standard_id(t->edition->standard)};
    return eh_found(t->data->findings, code, place, count, value, one, two);
}

static void count_person(const eh_tallying *t, const eh_person *person) {
    eh_tally *tally = t->tally;
    bool wres = t->edition->standard == EH_WRES;
    unsigned group = wres ? person->ethnic_group : person->disability_group;
    eh_tally_count(t, EH_KIND_STAFF, person->chosen, person->counter, group);
    if (person->senior_medical)
        eh_tally_count(t, EH_KIND_STAFF, person->chosen, EH_COUNT_SENIOR_MEDICAL, group);
    if (group != EH_UNKNOWN)
        return;
    eh_known known = wres ? person->ethnic_known : person->disability_known;
    if (known == EH_DECLINED)
        tally->unknown_declined++;
    else if (known == EH_UNMAPPED)
        tally->unknown_unmapped++;
    else
        tally->unknown_blank++;
}

static eh_status count_workforce(const eh_tallying *t) {
    eh_field column = t->edition->standard == EH_WRES ? EH_STAFF_ETHNIC_ORIGIN : EH_STAFF_DISABILITY;
    eh_status status = EH_OK;
    if (t->workforce)
        status = eh_tally_need_column(t, column, EH_F_NO_GROUP_COLUMN, &t->tally->has_workforce);
    if (status != EH_OK || !t->tally->has_workforce)
        return status;
    for (unsigned c = 0; c < EH_COUNTER_COUNT; c++)
        if (eh_counter_kind((eh_counter)c) == EH_KIND_STAFF)
            t->tally->supplied[c] = true;
    for (size_t i = 0; i < t->workforce->count; i++)
        if (t->workforce->person[i].state == EH_IN_WORKFORCE)
            count_person(t, &t->workforce->person[i]);
    return EH_OK;
}

eh_status eh_tally_make(eh_tallying *t) {
    *t->tally = (eh_tally){.used = calloc(t->data->sources.count + 1, sizeof *t->tally->used)};
    if (!t->tally->used)
        return EH_NOMEM;
    eh_status status = count_workforce(t);
    if (status == EH_OK)
        status = eh_tally_applications(t);
    if (status == EH_OK)
        status = eh_tally_events(t);
    return status == EH_OK ? eh_tally_board(t) : status;
}

void eh_tally_free(eh_tally *tally) {
    free(tally->used);
    free(tally->applied);
    tally->used = NULL;
    tally->applied = NULL;
}
