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

bool eh_tally_has_column(const eh_tallying *t, eh_field field) {
    for (size_t i = 0; i < t->data->sources.count; i++)
        if (t->data->sources.at[i].used && t->data->sources.at[i].has[field])
            return true;
    return false;
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
    tally->count[person->counter][group]++;
    if (person->senior_medical)
        tally->count[EH_COUNT_SENIOR_MEDICAL][group]++;
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

static void count_workforce(const eh_tallying *t) {
    eh_field column = t->edition->standard == EH_WRES ? EH_STAFF_ETHNIC_ORIGIN : EH_STAFF_DISABILITY;
    t->tally->has_workforce = t->workforce && eh_tally_has_column(t, column);
    if (!t->tally->has_workforce)
        return;
    for (unsigned c = 0; c < EH_COUNTER_COUNT; c++)
        if (eh_counter_kind((eh_counter)c) == EH_KIND_STAFF)
            t->tally->supplied[c] = true;
    for (size_t i = 0; i < t->workforce->count; i++)
        if (t->workforce->person[i].state == EH_IN_WORKFORCE)
            count_person(t, &t->workforce->person[i]);
}

static eh_status missing_column(const eh_tallying *t) {
    bool wres = t->edition->standard == EH_WRES;
    eh_field column = wres ? EH_STAFF_ETHNIC_ORIGIN : EH_STAFF_DISABILITY;
    if (!t->workforce || eh_tally_has_column(t, column))
        return EH_OK;
    return eh_tally_found(t, EH_F_NO_GROUP_COLUMN, 1, NULL, eh_kind_word(EH_KIND_STAFF), eh_field_heading(column));
}

eh_status eh_tally_make(eh_tallying *t) {
    *t->tally = (eh_tally){.used = calloc(t->data->sources.count + 1, sizeof *t->tally->used)};
    if (!t->tally->used)
        return EH_NOMEM;
    count_workforce(t);
    eh_status status = missing_column(t);
    if (status == EH_OK)
        status = eh_tally_applications(t);
    if (status == EH_OK)
        status = eh_tally_events(t);
    return status == EH_OK ? eh_tally_board(t) : status;
}

void eh_tally_free(eh_tally *tally) {
    free(tally->used);
    tally->used = NULL;
}
