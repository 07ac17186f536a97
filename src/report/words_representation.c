/* Who works here: the share of the group that the standard is about, overall and at the top. */
#include <math.h>
#include <string.h>

#include "report/words.h"

/* One part of the workforce: the rows of indicator 1 whose id ends in one of these, or the one whose whole id it is. */
typedef struct part {
    const char *name;
    bool whole;
    const char *const *rows;
} part;

static const char *const all_rows[] = {"1.total", NULL};
static const char *const senior_rows[] = {"band-8a", "band-8b", "band-8c", "band-8d", "band-9", "vsm", NULL};
static const char *const top_rows[] = {"vsm", NULL};

static const part parts[] = {
    {"the workforce", true, all_rows},
    {"staff in bands 8a and above (very senior managers included)", false, senior_rows},
    {"very senior managers", false, top_rows},
};
enum { PARTS = sizeof parts / sizeof *parts };

static bool belongs(const part *p, const eh_return_item *item) {
    if (item->unit != EH_HEADCOUNT || !item->grouped || strcmp(item->indicator, "1") != 0)
        return false;
    const char *dot = strchr(item->id, '.');
    const char *name = p->whole || !dot ? item->id : dot + 1;
    for (size_t i = 0; p->rows[i]; i++)
        if (!strcmp(name, p->rows[i]))
            return true;
    return false;
}

/* Adds up a part of the workforce; false when a figure of it is missing, with the reason. */
static bool add_up(const eh_return *ret, const part *p, double of[EH_GROUPS], eh_missing *why) {
    bool any = false;
    for (size_t i = 0; i < ret->item_count; i++) {
        const eh_return_item *item = &ret->items[i];
        if (!belongs(p, item))
            continue;
        any = true;
        for (unsigned g = 0; g < item->count && g < EH_GROUPS; g++) {
            if (item->value[g].missing != EH_PRESENT) {
                *why = item->value[g].missing;
                return false;
            }
            of[g] += item->value[g].value;
        }
    }
    *why = EH_NOT_APPLICABLE;
    return any;
}

static void share(eh_buffer *out, const double of[EH_GROUPS], unsigned group) {
    double all = of[0] + of[1] + of[2];
    eh_fraction f = eh_fraction_make((eh_wide)(of[group] * 200), (eh_wide)(all * 2));
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(f, 1, text);
    eh_buffer_format(out, "%s%%", text);
}

static void counts(eh_buffer *out, const double of[EH_GROUPS], unsigned group) {
    eh_buffer_text(out, " (");
    eh_words_count(out, of[group]);
    eh_buffer_text(out, " of ");
    eh_words_count(out, of[0] + of[1] + of[2]);
    eh_buffer_char(out, ')');
}

bool eh_words_representation(eh_buffer *out, const eh_return *ret, unsigned i) {
    if (i > PARTS)
        return false;
    const part *p = &parts[i < PARTS ? i : 0];
    double of[EH_GROUPS] = {0, 0, 0};
    eh_missing why = EH_PRESENT;
    unsigned focus = eh_focus_group(ret->standard);
    const char *people = eh_group_inside(ret->standard, focus);
    bool unknown = i == PARTS;
    if (!add_up(ret, p, of, &why)) {
        if (unknown)
            eh_buffer_format(out, "People whose %s is not known",
                             ret->standard == EH_WRES ? "ethnicity" : "disability");
        else
            eh_buffer_format(out, "%s people among %s", people, p->name);
        eh_buffer_format(out, ": %s (%s).", eh_missing_words(why), eh_missing_why(why));
        return true;
    }
    if (of[0] + of[1] + of[2] <= 0) {
        eh_buffer_format(out, "There are no %s.", i == 0 || unknown ? "people in the workforce" : p->name);
        return true;
    }
    if (unknown) {
        eh_buffer_format(out, "%s is not known for ", eh_subject(ret->standard));
        share(out, of, EH_UNKNOWN);
        eh_buffer_text(out, " of the workforce");
    } else {
        eh_buffer_format(out, "%s people are ", people);
        share(out, of, focus);
        eh_buffer_format(out, " of %s", p->name);
    }
    counts(out, of, unknown ? EH_UNKNOWN : focus);
    eh_buffer_char(out, '.');
    return true;
}
