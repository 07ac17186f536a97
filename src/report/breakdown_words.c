#include "report/breakdown_words.h"

#include <math.h>
#include <string.h>

#include "return/formula.h"

void eh_words_of_id(eh_buffer *out, const char *id) {
    for (size_t i = 0; id[i]; i++) {
        char c = id[i] == '-' ? ' ' : id[i];
        eh_buffer_char(out, i == 0 && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

/* The label of an item, "1a.band-5"; of a band "band-5" that of the first row that ends in it. NULL when there is none. */
static const char *label_of(const eh_edition *edition, const char *of) {
    size_t length = strlen(of);
    for (unsigned i = 0; edition && length && i < edition->item_count; i++) {
        const char *id = edition->items[i].id, *point = strchr(id, '.');
        if (!strcmp(id, of) || (point && !strcmp(point + 1, of)))
            return edition->items[i].label;
    }
    return NULL;
}

void eh_words_part(eh_buffer *out, const eh_edition *edition, const eh_breakdown *b, const char *of) {
    static const char *const written[] = {"staff-group", "directorate", "area-of-work", NULL};
    static const char *const ours[] = {"others", "not-stated", NULL};
    bool verbatim = false, own = false;
    for (size_t i = 0; written[i]; i++)
        verbatim = verbatim || !strcmp(b->by, written[i]);
    for (size_t i = 0; ours[i]; i++)
        own = own || !strcmp(of, ours[i]);
    const char *label = verbatim ? NULL : label_of(edition, of);
    if (verbatim && !own)
        eh_buffer_text(out, of);
    else if (label)
        eh_buffer_text(out, label);
    else
        eh_words_of_id(out, of);
}

void eh_words_group(eh_buffer *out, eh_standard standard, const char *group) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(group, eh_group_id(standard, g))) {
            eh_buffer_text(out, eh_group_start(standard, g));
            return;
        }
    eh_words_of_id(out, group);
}

static double bound(const eh_breakdown *ratios, const eh_breakdown_row *row, const char *column) {
    const eh_breakdown_cell *cell = eh_breakdown_cell_of(ratios, row, column);
    return cell && cell->missing == EH_PRESENT ? cell->value : (double)NAN;
}

eh_value eh_breakdown_ratio(const eh_breakdown *ratios, const eh_breakdown_row *row) {
    const eh_breakdown_cell *ratio = eh_breakdown_cell_of(ratios, row, "ratio");
    eh_value value = eh_value_missing(ratio ? ratio->missing : EH_NOT_APPLICABLE);
    if (!ratio || value.missing != EH_PRESENT)
        return value;
    value.value = ratio->value;
    value.lower = bound(ratios, row, "lower");
    value.upper = bound(ratios, row, "upper");
    value.p = bound(ratios, row, "p");
    value.verdict = eh_verdict_of_nearest(ratio->value);
    return value;
}
