#include "standard/standards.h"

#include <string.h>

static const char *const units[] = {
    [EH_HEADCOUNT] = "headcount", [EH_PERCENT] = "percent", [EH_POINTS] = "points",
    [EH_RATIO] = "ratio",         [EH_SCORE] = "score",     [EH_TEXT] = "text",
};
static const char *const operations[] = {
    [EH_OP_COUNT] = "count", [EH_OP_SUM] = "sum", [EH_OP_RATE] = "rate",     [EH_OP_RELATIVE] = "relative",
    [EH_OP_SHARE] = "share", [EH_OP_GAP] = "gap", [EH_OP_SURVEY] = "survey", [EH_OP_ANSWER] = "answer",
};
static const char *const certainties[] = {
    [EH_CERTAIN] = "certain",
    [EH_LIKELY] = "likely",
    [EH_UNCERTAIN] = "uncertain",
};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* The position of a word in a list, or `count`. */
static unsigned position(const char *const *list, size_t count, const char *text) {
    unsigned i = 0;
    while (i < count && strcmp(list[i], text) != 0) {
        i++;
    }
    return i;
}

const char *eh_standard_id(eh_standard standard) {
    return eh_standards_built_in[standard].id;
}

const char *eh_standard_word(eh_standard standard) {
    return eh_standards_built_in[standard].word;
}

bool eh_standard_read(eh_slice text, eh_standard *standard) {
    char folded[EH_FOLD_ROOM];
    size_t length = eh_fold(text, folded, sizeof folded);
    for (unsigned i = 0; i < EH_STANDARD_COUNT; i++) {
        if (eh_slice_equal((eh_slice){folded, length}, eh_slice_of(eh_standards_built_in[i].word))) {
            *standard = (eh_standard)i;
            return true;
        }
    }
    return false;
}

const char *eh_group_id(eh_standard standard, unsigned group) {
    return eh_standards_built_in[standard].groups[group].id;
}

const char *eh_group_name(eh_standard standard, unsigned group) {
    return eh_standards_built_in[standard].groups[group].name;
}

static bool folds_to(const char *word, eh_slice folded) {
    char room[EH_FOLD_ROOM];
    size_t length = eh_fold(eh_slice_of(word), room, sizeof room);
    return eh_slice_equal((eh_slice){room, length}, folded);
}

bool eh_group_read(eh_standard standard, eh_slice text, unsigned *group) {
    char room[EH_FOLD_ROOM];
    eh_slice folded = {room, eh_fold(text, room, sizeof room)};
    if (folded.length == 0) {
        return false;
    }
    for (unsigned i = 0; i < EH_GROUPS; i++) {
        const eh_group_words *words = &eh_standards_built_in[standard].groups[i];
        bool found = folds_to(words->id, folded) || folds_to(words->name, folded);
        for (const char *const *word = words->words; !found && *word != NULL; word++) {
            found = folds_to(*word, folded);
        }
        if (found) {
            *group = i;
            return true;
        }
    }
    return false;
}

const char *eh_unit_id(eh_unit unit) {
    return units[unit];
}

bool eh_unit_read(const char *text, eh_unit *unit) {
    unsigned found = position(units, COUNT(units), text);
    *unit = (eh_unit)found;
    return found < COUNT(units);
}

bool eh_operation_read(const char *text, eh_operation *operation) {
    unsigned found = position(operations, COUNT(operations), text);
    *operation = (eh_operation)found;
    return found < COUNT(operations);
}

bool eh_certainty_read(const char *text, eh_certainty *certainty) {
    unsigned found = position(certainties, COUNT(certainties), text);
    *certainty = (eh_certainty)found;
    return found < COUNT(certainties);
}

unsigned eh_focus_group(eh_standard standard) {
    return standard == EH_WRES ? 1 : 0;
}

unsigned eh_other_group(eh_standard standard) {
    return standard == EH_WRES ? 0 : 1;
}
