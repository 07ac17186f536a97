#include "record/dataset.h"

#include <stdlib.h>
#include <string.h>

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
    data->numbers = eh_index_new();
    data->post_keys = eh_index_new();
    data->unknown_keys = eh_index_new();
    return data->arena && data->organisations && data->numbers && data->post_keys && data->unknown_keys &&
           eh_index_add(data->organisations, EH_SLICE(""), NULL) == 0;
}

eh_dataset *eh_dataset_new(const eh_catalogue *catalogue, eh_findings *findings, bool by_staff_group) {
    eh_dataset *data = calloc(1, sizeof *data);
    if (!data)
        return NULL;
    data->catalogue = catalogue;
    data->findings = findings;
    data->by_staff_group = by_staff_group;
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
    eh_index_free(data->numbers);
    eh_index_free(data->post_keys);
    eh_index_free(data->unknown_keys);
    free(data->posts.at);
    free(data->staff.at);
    free(data->applications.at);
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
    eh_arena_free(data->arena);
    free(data);
}

eh_slice eh_dataset_value(const eh_dataset *data, eh_field field, uint32_t number) {
    if (!data->values[field] || number >= eh_index_count(data->values[field]))
        return (eh_slice){NULL, 0};
    return eh_index_key(data->values[field], number);
}
