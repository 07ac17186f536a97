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
    data->application_trait_keys = eh_index_new();
    data->post_keys = eh_index_new();
    data->unknown_keys = eh_index_new();
    return data->arena && data->organisations && data->identifiers && data->staff_trait_keys &&
           data->application_trait_keys && data->post_keys && data->unknown_keys &&
           eh_index_add(data->organisations, EH_SLICE(""), NULL) == 0 && EH_PUSH(data->categories, NULL);
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
    eh_index_free(data->application_trait_keys);
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
    free(data->application_traits.at);
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
