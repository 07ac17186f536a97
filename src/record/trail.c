/* See trail.h. */
#include "record/trail.h"

#include <stdlib.h>
#include <string.h>

#include "record/reading.h"

eh_trail *eh_trail_new(void) {
    return calloc(1, sizeof(eh_trail));
}

void eh_trail_free(eh_trail *trail) {
    if (!trail)
        return;
    for (size_t kind = 0; kind < EH_KIND_COUNT; kind++) {
        eh_chunks_free(&trail->record[kind]);
        eh_chunks_free(&trail->other[kind]);
    }
    free(trail);
}

bool eh_trail_has(eh_kind kind) {
    return kind == EH_KIND_STAFF || kind == EH_KIND_APPLICANTS || kind == EH_KIND_CASES || kind == EH_KIND_TRAINING ||
           kind == EH_KIND_BOARD;
}

static bool is_of(const eh_wanted *wanted, const char *name, const char *by) {
    return !strcmp(wanted->name, name) && !strcmp(wanted->by, by);
}

bool eh_trail_wants(const eh_trail *trail, const char *name, const char *by) {
    for (unsigned i = 0; trail && i < trail->wanted_count; i++)
        if (is_of(&trail->wanted[i], name, by))
            return true;
    return false;
}

void eh_trail_note_figure(eh_trail *trail, eh_kind kind, size_t position, const eh_wanted *figure) {
    for (unsigned i = 0; i < trail->wanted_count; i++) {
        const eh_wanted *wanted = &trail->wanted[i];
        if (is_of(wanted, figure->name, figure->by) && !strcmp(wanted->column, figure->column) &&
            !strcmp(wanted->of, figure->of) && !strcmp(wanted->group, figure->group))
            eh_trail_record(trail, kind, position)->wanted |= UINT32_C(1) << i;
    }
}

static eh_field id_field(eh_kind kind) {
    switch (kind) {
    case EH_KIND_STAFF:
        return EH_STAFF_ASSIGNMENT_NUMBER;
    case EH_KIND_APPLICANTS:
        return EH_APPLICANTS_APPLICATION_ID;
    default:
        return kind == EH_KIND_CASES ? EH_CASES_CASE_ID : EH_FIELD_NONE;
    }
}

/* The row was read as a record when its kind's list has grown. One that was not is of no organisation. */
eh_status eh_trail_note(eh_reading *reading, size_t records_before) {
    eh_trail *trail = reading->data->trail;
    eh_kind kind = reading->kind;
    eh_field field = id_field(kind);
    bool record = eh_dataset_records(reading->data, kind) > records_before;
    eh_chunks *list = record ? &trail->record[kind] : &trail->other[kind];
    bool nowhere = reading->organisation > EH_LIMIT_ORGANISATIONS;
    eh_trail_row made = {.id = EH_NO_IDENTIFIER,
                         .row = (uint32_t)reading->row->number,
                         .organisation = nowhere ? EH_NOWHERE : (uint16_t)reading->organisation,
                         .source = reading->source,
                         .fate = record ? EH_FATE_NONE : EH_FATE_BAD_ORGANISATION};
    eh_status status = field == EH_FIELD_NONE ? EH_OK : eh_reading_identifier(reading, field, &made.id);
    if (status != EH_OK)
        return status;
    eh_trail_row *place = eh_chunks_reach(list, record ? records_before : list->count, sizeof *place);
    if (!place)
        return EH_NOMEM;
    *place = made;
    return EH_OK;
}
