/* How each printed figure was understood, in words: for whoever doubts a remark. */
#include "audit/claims.h"

static void say_counts(eh_buffer *out, const eh_claim *f) {
    const char *const *cells = f->cells;
    if (*cells[EH_COLUMN_NUMERATOR])
        eh_buffer_format(out, "; %s", cells[EH_COLUMN_NUMERATOR]);
    if (*cells[EH_COLUMN_NUMERATOR] && *cells[EH_COLUMN_DENOMINATOR])
        eh_buffer_format(out, " of %s", cells[EH_COLUMN_DENOMINATOR]);
    else if (*cells[EH_COLUMN_DENOMINATOR])
        eh_buffer_format(out, "; of %s", cells[EH_COLUMN_DENOMINATOR]);
    if (*cells[EH_COLUMN_COMPARATOR_NUMERATOR])
        eh_buffer_format(out, " against %s", cells[EH_COLUMN_COMPARATOR_NUMERATOR]);
    if (*cells[EH_COLUMN_COMPARATOR_NUMERATOR] && *cells[EH_COLUMN_COMPARATOR_DENOMINATOR])
        eh_buffer_format(out, " of %s", cells[EH_COLUMN_COMPARATOR_DENOMINATOR]);
}

static void say(eh_buffer *out, const eh_claim *f) {
    static const char *const names[] = {"a figure of unknown kind",
                                        "headcount",
                                        "likelihood or survey percentage",
                                        "share",
                                        "relative likelihood",
                                        "difference of two percentages",
                                        "change",
                                        "score",
                                        "other percentage"};
    static const char *const units[] = {"without a unit", "in percent", "in percentage points", "in times", "as odds"};
    eh_buffer_text(out, names[f->form]);
    if (f->value.state == EH_PRINTED_NUMBER)
        eh_buffer_format(out, ", printed %s with %u decimal%s", units[f->value.unit], f->value.decimals,
                         f->value.decimals == 1 ? "" : "s");
    else
        eh_buffer_text(out, f->value.state == EH_PRINTED_UNREAD ? ", its value not understood" : ", no number printed");
    say_counts(out, f);
}

bool eh_claims_show(const eh_claims *figures) {
    for (size_t i = 0; i < figures->count; i++) {
        const eh_claim *f = &figures->at[i];
        eh_buffer words = {0};
        say(&words, f);
        const char *understood =
            words.failed ? NULL : eh_audit_text(figures->audit, (eh_slice){words.data, words.length});
        eh_buffer_free(&words);
        eh_audit_figure shown = {
            .organisation = f->organisation,
            .organisation_name = f->cells[EH_COLUMN_ORGANISATION],
            .standard = f->has_standard ? eh_standard_id(f->standard) : "",
            .edition = f->year,
            .item = f->item ? f->item->id : "",
            .item_words = f->cells[EH_COLUMN_ITEM],
            .group = f->has_standard && f->group < EH_GROUPS ? eh_group_id(f->standard, f->group)
                     : f->group == EH_GROUP_ALL              ? "all"
                                                             : f->cells[EH_COLUMN_GROUP],
            .printed = f->cells[EH_COLUMN_VALUE],
            .understood = understood,
            .numerator = f->cells[EH_COLUMN_NUMERATOR],
            .denominator = f->cells[EH_COLUMN_DENOMINATOR],
            .comparator_numerator = f->cells[EH_COLUMN_COMPARATOR_NUMERATOR],
            .comparator_denominator = f->cells[EH_COLUMN_COMPARATOR_DENOMINATOR],
            .source = f->cells[EH_COLUMN_SOURCE],
            .note = f->cells[EH_COLUMN_NOTE],
            .file = figures->audit->prepared_from,
            .row = f->row,
        };
        if (!understood || !eh_audit_add_figure(figures->audit, &shown))
            return false;
    }
    return true;
}
