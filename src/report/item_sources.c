/* See item_sources.h. */
#include "report/item_sources.h"

#include <stddef.h>
#include <string.h>

/* The kinds of extract that a counter is counted from; the last row serves every counter of the workforce. */
typedef struct counter_kinds {
    const char *counter;
    const char *kinds[2];
} counter_kinds;

static const counter_kinds kinds_of_counters[] = {
    {"shortlisted", {"applicants", NULL}},
    {"appointed", {"applicants", NULL}},
    {"disciplinary", {"cases", "staff"}},
    {"capability", {"cases", "staff"}},
    {"capability-ill-health", {"cases", "staff"}},
    {"training", {"training", "staff"}},
    {"board", {"board", NULL}},
    {"voting", {"board", NULL}},
    {"non-voting", {"board", NULL}},
    {"executive", {"board", NULL}},
    {"non-executive", {"board", NULL}},
    {NULL, {"staff", NULL}},
};

/* Whether an item rests on a kind of extract, itself or through its operands. Operands come before what is made of them, so this ends. */
static bool rests_on(const eh_edition *edition, const eh_item *item, const char *kind, unsigned depth) {
    const counter_kinds *row = kinds_of_counters;
    if (!strcmp(kind, "counts"))
        return true;
    if (item->operation == EH_OP_SURVEY || item->operation == EH_OP_ANSWER)
        return !strcmp(kind, item->operation == EH_OP_SURVEY ? "survey" : "answers");
    if (item->operation == EH_OP_COUNT) {
        while (row->counter && strcmp(row->counter, item->counter) != 0)
            row++;
        return !strcmp(row->kinds[0], kind) || (row->kinds[1] && !strcmp(row->kinds[1], kind));
    }
    for (unsigned i = 0; i < item->term_count && depth < 16; i++)
        if (rests_on(edition, &edition->items[item->terms[i].item], kind, depth + 1))
            return true;
    return false;
}

bool eh_item_rests_on(const eh_edition *edition, const eh_item *item, const char *kind) {
    return rests_on(edition, item, kind, 0);
}
