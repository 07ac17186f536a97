#include "tally/lookup.h"

#include <stdlib.h>

enum { NOBODY = -1, SEVERAL = -2 };

struct eh_lookup {
    const eh_dataset *data;
    const eh_workforce *workforce;
    eh_index *keys;    /* stripped employee numbers ("0:..."), assignment numbers ("a:..."), made at the first miss */
    ptrdiff_t *person; /* by key: position of the person, or SEVERAL */
    size_t room;
};

eh_lookup *eh_lookup_new(const eh_dataset *data, const eh_workforce *workforce) {
    eh_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup) {
        lookup->data = data;
        lookup->workforce = workforce;
    }
    return lookup;
}

void eh_lookup_free(eh_lookup *lookup) {
    if (!lookup)
        return;
    eh_index_free(lookup->keys);
    free(lookup->person);
    free(lookup);
}

static const eh_person *by_employee(const eh_workforce *workforce, eh_identifier employee) {
    size_t low = 0, high = workforce->numbered;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (workforce->person[middle].employee < employee)
            low = middle + 1;
        else
            high = middle;
    }
    const eh_person *person = &workforce->person[low];
    return low < workforce->numbered && person->employee == employee ? person : NULL;
}

enum { KEY_ROOM = 256 };

static eh_slice key_of(char kind, eh_slice text, char room[KEY_ROOM]) {
    if (kind == '0')
        while (text.length > 1 && *text.at == '0')
            text = (eh_slice){text.at + 1, text.length - 1};
    size_t length = text.length < KEY_ROOM - 1 ? text.length : KEY_ROOM - 1;
    room[0] = kind;
    for (size_t i = 0; i < length; i++)
        room[i + 1] = text.at[i];
    return (eh_slice){room, length + 1};
}

static bool add_key(eh_lookup *lookup, char kind, eh_identifier identifier, ptrdiff_t person) {
    char text[EH_IDENTIFIER_ROOM];
    char room[KEY_ROOM];
    bool added;
    uint32_t key = eh_index_add(
        lookup->keys, key_of(kind, eh_identifier_text(lookup->data->identifiers, identifier, text), room), &added);
    if (key == EH_INDEX_NONE)
        return false;
    if (key >= lookup->room) {
        size_t more = lookup->room ? lookup->room * 2 : 1024;
        ptrdiff_t *grown = realloc(lookup->person, more * sizeof *grown);
        if (!grown)
            return false;
        lookup->person = grown;
        lookup->room = more;
    }
    if (added)
        lookup->person[key] = person;
    else if (lookup->person[key] != person)
        lookup->person[key] = SEVERAL;
    return true;
}

/* Every person by number without leading zeros, and by the assignment numbers of the chosen assignment. */
static bool make_keys(eh_lookup *lookup) {
    const eh_workforce *w = lookup->workforce;
    lookup->keys = eh_index_new();
    if (!lookup->keys)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        const eh_person *person = &w->person[i];
        eh_identifier assignment = eh_staff_assignment(lookup->data, person->chosen);
        if (person->employee != EH_NO_IDENTIFIER && !add_key(lookup, '0', person->employee, (ptrdiff_t)i))
            return false;
        if (assignment != EH_NO_IDENTIFIER && !add_key(lookup, 'a', assignment, (ptrdiff_t)i))
            return false;
    }
    return true;
}

static const eh_person *by_key(const eh_lookup *lookup, char kind, eh_identifier identifier) {
    char room[KEY_ROOM], text[EH_IDENTIFIER_ROOM];
    uint32_t key = eh_index_find(lookup->keys,
                                 key_of(kind, eh_identifier_text(lookup->data->identifiers, identifier, text), room));
    ptrdiff_t person = key == EH_INDEX_NONE ? NOBODY : lookup->person[key];
    return person < 0 ? NULL : &lookup->workforce->person[person];
}

const eh_person *eh_lookup_person(eh_lookup *lookup, const eh_event_row *event, bool *by_zeros, eh_status *status) {
    *by_zeros = false;
    *status = EH_OK;
    if (event->employee == EH_NO_IDENTIFIER)
        return NULL;
    const eh_person *person = by_employee(lookup->workforce, event->employee);
    if (!person)
        person = by_employee(lookup->workforce, event->base);
    if (person)
        return person;
    if (!lookup->keys && !make_keys(lookup)) {
        *status = EH_NOMEM;
        return NULL;
    }
    person = by_key(lookup, 'a', event->employee);
    if (person)
        return person;
    person = by_key(lookup, '0', event->employee);
    if (!person)
        person = by_key(lookup, '0', event->base);
    *by_zeros = person != NULL;
    return person;
}
