/* Kinds of extract, their columns, and the headings that name them. */
#include "standard/vocabulary_private.h"

static const struct kind_row {
    const char *word, *meaning;
} kinds[] = {
#define EH_KIND(name, word, meaning) {word, meaning},
#include "standard/fields.def"
};

static const struct field_row {
    const char *heading;
    eh_kind kind;
    bool required;
} fields[] = {
#define EH_FIELD(kind, name, heading, required) {heading, EH_KIND_##kind, required},
#include "standard/fields.def"
};

const char *eh_kind_word(eh_kind kind) {
    return kind < EH_KIND_COUNT ? kinds[kind].word : "";
}

const char *eh_kind_meaning(eh_kind kind) {
    return kind < EH_KIND_COUNT ? kinds[kind].meaning : "";
}

/* Folded text against another, folded too. */
static bool folds_to(const char *text, eh_slice folded) {
    char room[EH_FOLD_ROOM];
    return eh_slice_equal((eh_slice){room, eh_fold(eh_slice_of(text), room, sizeof room)}, folded);
}

bool eh_kind_read(eh_slice word, eh_kind *kind) {
    char room[EH_FOLD_ROOM];
    eh_slice folded = {room, eh_fold(word, room, sizeof room)};
    for (unsigned i = 0; i < EH_KIND_COUNT; i++) {
        if (eh_slice_equal(folded, eh_slice_of(kinds[i].word))) { /* these are as folding leaves them */
            *kind = (eh_kind)i;
            return true;
        }
    }
    return false;
}

eh_kind eh_field_kind(eh_field field) {
    return field < EH_FIELD_COUNT ? fields[field].kind : EH_KIND_COUNT;
}

const char *eh_field_heading(eh_field field) {
    return field < EH_FIELD_COUNT ? fields[field].heading : "";
}

bool eh_field_required(eh_field field) {
    return field < EH_FIELD_COUNT && fields[field].required;
}

void eh_kind_fields(eh_kind kind, eh_field *first, eh_field *last) {
    unsigned from = 0;
    while (from < EH_FIELD_COUNT && fields[from].kind != kind)
        from++;
    unsigned to = from;
    while (to + 1 < EH_FIELD_COUNT && fields[to + 1].kind == kind)
        to++;
    *first = (eh_field)from;
    *last = (eh_field)to;
}

eh_field eh_plain_heading(eh_kind kind, eh_slice heading) {
    char room[EH_FOLD_ROOM];
    eh_slice folded = {room, eh_fold(heading, room, sizeof room)};
    eh_field first, last;
    eh_kind_fields(kind, &first, &last);
    for (unsigned i = first; i <= last && i < EH_FIELD_COUNT; i++) {
        if (folds_to(fields[i].heading, folded))
            return (eh_field)i;
    }
    return EH_FIELD_NONE;
}

eh_status eh_heading_set(struct eh_vocabulary *vocabulary, eh_kind kind, eh_slice heading, eh_field field) {
    return eh_words_set(&vocabulary->words, EH_LIST_HEADINGS + (unsigned)kind, heading, (uint32_t)field);
}

eh_field eh_heading_find(const eh_catalogue *catalogue, eh_kind kind, eh_slice heading) {
    uint32_t field = eh_words_find(&catalogue->vocabulary->words, EH_LIST_HEADINGS + (unsigned)kind, heading);
    return field == EH_NO_MEANING ? EH_FIELD_NONE : (eh_field)field;
}
