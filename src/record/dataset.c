#include "record/dataset.h"

#include <stdlib.h>
#include <string.h>

#include "record/trail.h"

void *eh_list_grown(void *at, size_t *room, size_t size) {
    size_t more = *room ? *room + *room / 2 : 64;
    if (more > SIZE_MAX / size)
        return at;
    void *grown = realloc(at, more * size);
    if (!grown)
        return at;
    *room = more;
    return grown;
}

static bool make_parts(eh_dataset *data) {
    data->arena = eh_arena_new();
    data->organisations = eh_index_new();
    data->identifiers = eh_identifiers_new();
    data->staff_trait_keys = eh_index_new();
    data->post_keys = eh_index_new();
    data->unknown_keys = eh_index_new();
    return data->arena && data->organisations && data->identifiers && data->staff_trait_keys && data->post_keys &&
           data->unknown_keys && eh_index_add(data->organisations, EH_SLICE(""), NULL) == 0 &&
           EH_PUSH(data->categories, NULL);
}

eh_dataset *eh_dataset_new(const eh_catalogue *catalogue, eh_findings *findings, bool by_staff_group) {
    eh_dataset *data = calloc(1, sizeof *data);
    if (!data)
        return NULL;
    data->catalogue = catalogue;
    data->findings = findings;
    data->by_staff_group = by_staff_group;
    data->plan.hash = true;
    if (!make_parts(data)) {
        eh_dataset_free(data);
        return NULL;
    }
    return data;
}

void eh_dataset_free(eh_dataset *data) {
    if (!data)
        return;
    for (size_t f = 0; f < EH_FIELD_COUNT; f++) {
        eh_index_free(data->values[f]);
        free(data->answers[f].at);
    }
    eh_index_free(data->organisations);
    eh_identifiers_free(data->identifiers);
    eh_index_free(data->staff_trait_keys);
    eh_index_free(data->post_keys);
    eh_index_free(data->unknown_keys);
    free(data->posts.at);
    free((void *)data->categories.at);
    eh_chunks_free(&data->staff);
    eh_chunks_free(&data->assignments_aside);
    eh_chunks_free(&data->starts_aside);
    eh_chunks_free(&data->ends_aside);
    eh_chunks_free(&data->applications);
    free(data->staff_traits.at);
    free(data->cases.at);
    free(data->training.at);
    free(data->board.at);
    free(data->survey.at);
    free(data->counts.at);
    free(data->answers_given.at);
    for (size_t i = 0; i < data->sources.count; i++)
        free(data->sources.at[i].rows_of);
    free(data->sources.at);
    free(data->unknown.at);
    eh_trail_free(data->trail);
    eh_arena_free(data->arena);
    free(data);
}

eh_slice eh_dataset_value(const eh_dataset *data, eh_field field, uint32_t number) {
    if (!data->values[field] || number >= eh_index_count(data->values[field]))
        return (eh_slice){NULL, 0};
    return eh_index_key(data->values[field], number);
}

/* Where each part lies in the 32 bits. What the person and the stages say comes first, what the vacancy says behind it. */
enum { LEVEL = 2, DISABILITY = 5, STAGES = 7, BAND = 11, MEDICAL = 15, INTERNATIONAL = 16, STAFF_GROUP = 17 };

uint32_t eh_application_pack(const eh_application_traits *t) {
    uint32_t group = t->staff_group < EH_OTHER_STAFF_GROUP ? t->staff_group : EH_OTHER_STAFF_GROUP;
    uint32_t stages = (uint32_t)t->shortlisted | (uint32_t)t->interviewed << 1 | (uint32_t)t->offered << 2 |
                      (uint32_t)t->appointed << 3;
    return t->ethnic_group | (uint32_t)t->level << LEVEL | t->disability_group << DISABILITY | stages << STAGES |
           (uint32_t)t->band << BAND | (uint32_t)t->medical << MEDICAL | (uint32_t)t->international << INTERNATIONAL |
           group << STAFF_GROUP;
}

eh_application_traits eh_application_traits_of(uint32_t packed) {
    return (eh_application_traits){
        .ethnic_group = packed & 3,
        .disability_group = packed >> DISABILITY & 3,
        .level = (eh_ethnic_level)(packed >> LEVEL & 7),
        .shortlisted = packed >> STAGES & 1,
        .interviewed = packed >> (STAGES + 1) & 1,
        .offered = packed >> (STAGES + 2) & 1,
        .appointed = packed >> (STAGES + 3) & 1,
        .band = (eh_band)(packed >> BAND & 15),
        .medical = packed >> MEDICAL & 1,
        .international = packed >> INTERNATIONAL & 1,
        .staff_group = packed >> STAFF_GROUP,
    };
}

unsigned eh_collection_year(eh_date date) {
    int year, month, day;
    if (date == EH_NO_DATE)
        return EH_YEARS;
    eh_date_split(date, &year, &month, &day);
    year += month >= 4;
    return year >= EH_FIRST_YEAR && year < EH_FIRST_YEAR + EH_YEARS ? (unsigned)(year - EH_FIRST_YEAR) : EH_YEARS;
}

eh_source_span eh_source_span_of(const eh_dataset *data, eh_kind kind, size_t position) {
    eh_source_span span = {0, SIZE_MAX, 0};
    for (size_t s = data->sources.count; s-- > 0;) {
        const eh_source_facts *source = &data->sources.at[s];
        if (!source->used || source->kind != kind)
            continue;
        span.first = source->first_record;
        span.source = (uint16_t)s;
        if (span.first <= position)
            break;
        span.end = span.first;
    }
    return span;
}

size_t eh_dataset_records(const eh_dataset *data, eh_kind kind) {
    switch (kind) {
    case EH_KIND_STAFF:
        return data->staff.count;
    case EH_KIND_APPLICANTS:
        return data->applications.count;
    case EH_KIND_CASES:
        return data->cases.count;
    case EH_KIND_TRAINING:
        return data->training.count;
    case EH_KIND_BOARD:
        return data->board.count;
    case EH_KIND_SURVEY:
        return data->survey.count;
    case EH_KIND_COUNTS:
        return data->counts.count;
    case EH_KIND_ANSWERS:
        return data->answers_given.count;
    default:
        return 0;
    }
}
