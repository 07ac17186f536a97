/* The organisations of a comparison over its earlier editions: who got better. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "progress/progress.h"

static const eh_compared *side_of(const eh_comparison *c, eh_standard standard) {
    for (size_t i = 0; i < c->side_count; i++)
        if (c->sides[i].edition->standard == standard)
            return &c->sides[i];
    return NULL;
}

static int by_code(const void *code, const void *member) {
    return strcmp(code, ((const eh_member *)member)->ret->organisation);
}

/* Whether a return is of an organisation that is compared, of the edition compared or an earlier one, and more than its header is there. */
static bool belongs(const eh_comparison *c, const eh_return *ret) {
    const eh_compared *side = side_of(c, ret->standard);
    return side && ret->edition <= side->edition->year && ret->item_count > 0 &&
           eh_edition_find(c->catalogue, ret->standard, ret->edition) &&
           bsearch(ret->organisation, side->members, side->member_count, sizeof *side->members, by_code);
}

eh_status eh_comparison_follow(eh_comparison *c, const eh_return *const *returns, eh_progress_report **report) {
    size_t given = 0, count = 0, earlier = 0;
    *report = NULL;
    while (returns[given])
        given++;
    const eh_return **ours = eh_arena_alloc(c->arena, (given + 1) * sizeof *ours);
    eh_findings *own = eh_findings_new(); /* what they say, the comparison has said */
    eh_status status = ours && own ? EH_OK : EH_NOMEM;
    for (size_t i = 0; i < given && status == EH_OK; i++)
        if (belongs(c, returns[i])) {
            earlier += returns[i]->edition < side_of(c, returns[i]->standard)->edition->year;
            ours[count++] = returns[i];
        }
    if (status == EH_OK && earlier > 0) {
        const eh_progress_options options = {.prepared = c->prepared};
        status = eh_progress_over(c->catalogue, ours, &options, own, report);
    }
    c->progress = *report;
    eh_findings_free(own);
    return status;
}
