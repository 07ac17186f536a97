/* What an item says, as sentences. A small table of the standards' own questions; everything else from the item itself. */
#include <math.h>
#include <string.h>

#include "report/words.h"

/* How a ratio is worded: "White applicants were 1.5 times as likely as BME applicants to be appointed from shortlisting". The groups are the
 * catalogue's; an item without a row here is worded by its label. */
typedef struct wording {
    eh_standard standard;
    const char *item, *people, *what;
} wording;

static const wording wordings[] = {
    {EH_WRES, "2.relative-likelihood", "applicants", "be appointed from shortlisting"},
    {EH_WRES, "3.relative-likelihood", "staff", "enter the formal disciplinary process"},
    {EH_WRES, "4.relative-likelihood", "staff", "access non-mandatory training and CPD"},
    {EH_WDES, "2.relative-likelihood", "applicants", "be appointed from shortlisting"},
    {EH_WDES, "3.relative-likelihood", "staff", "enter the formal capability process, ill health left out"},
    {EH_WDES, "3.any-reason-relative-likelihood", "staff", "enter the formal capability process for any reason"},
};

static const wording *wording_of(const eh_return *ret, const char *item) {
    for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++)
        if (wordings[i].standard == ret->standard && !strcmp(wordings[i].item, item))
            return &wordings[i];
    return NULL;
}

/* The position of a group's id; EH_GROUPS when it is none of the standard's. */
static unsigned group_of(const eh_return *ret, const char *id) {
    for (unsigned g = 0; id && g < EH_GROUPS; g++)
        if (!strcmp(eh_group_id(ret->standard, g), id))
            return g;
    return EH_GROUPS;
}

static void is_missing(eh_buffer *out, const char *label, eh_missing missing) {
    eh_buffer_format(out, "%s: %s (%s).", label, eh_missing_words(missing), eh_missing_why(missing));
}

static void significance(eh_buffer *out, const eh_value *value) {
    static const char *const starts[] = {"", "This could be chance alone (", "This is unlikely to be chance alone (",
                                         "Whether this could be chance is borderline ("};
    eh_significance s = eh_significance_of(value);
    if (s == EH_NOT_TESTED)
        return;
    eh_buffer_char(out, ' ');
    eh_buffer_text(out, starts[s]);
    eh_words_p(out, value->p);
    eh_buffer_format(out, ", %s).", eh_test_words(value->test));
}

static void interval_and_verdict(eh_buffer *out, const eh_value *value, unsigned decimals) {
    static const char *const verdicts[] = {"", "below the 0.80 to 1.25 band", "within the 0.80 to 1.25 band",
                                           "above the 0.80 to 1.25 band"};
    eh_buffer inner = {0};
    bool interval = eh_words_interval(&inner, value, decimals);
    if (value->verdict != EH_VERDICT_NONE)
        eh_buffer_format(&inner, "%s%s", interval ? "; " : "", verdicts[value->verdict]);
    if (inner.length > 0)
        eh_buffer_format(out, " (%s)", inner.data);
    eh_buffer_done(&inner, out);
}

/* "White applicants were 1.53 times as likely as BME applicants to be appointed ..." */
static void ratio(eh_buffer *out, const eh_return *ret, const eh_return_item *item, const wording *words,
                  const char *label) {
    const eh_value *value = &item->value[0];
    unsigned top = group_of(ret, item->top), bottom = group_of(ret, item->bottom);
    if (value->missing != EH_PRESENT) {
        is_missing(out, label, value->missing);
        return;
    }
    if (!words || top == EH_GROUPS || bottom == EH_GROUPS) {
        eh_buffer_format(out, "%s: %s", label, value->display);
    } else {
        eh_buffer_format(out, "%s %s were ", eh_group_start(ret->standard, top), words->people);
        if (value->value < 1 || value->value > 1)
            eh_buffer_format(out, "%s times as likely as ", value->display);
        else
            eh_buffer_text(out, "exactly as likely as ");
        eh_buffer_format(out, "%s %s to %s", eh_group_inside(ret->standard, bottom), words->people, words->what);
    }
    interval_and_verdict(out, value, 2);
    eh_buffer_char(out, '.');
    significance(out, value);
}

/* " (6.1 percentage points more)" */
static void more_or_fewer(eh_buffer *out, const eh_value *mine, const eh_value *theirs) {
    int sign = 0;
    eh_buffer difference = {0};
    if (eh_words_difference(&difference, mine, theirs, 1, &sign)) {
        if (sign == 0)
            eh_buffer_text(out, " (no difference)");
        else
            eh_buffer_format(out, " (%s percentage points %s)", eh_buffer_words(&difference),
                             sign > 0 ? "more" : "fewer");
    }
    eh_buffer_done(&difference, out);
}

/* " 95% interval 31.0 to 37.4 for BME staff, 27.0 to 29.2 for White staff." Survey figures always show theirs. */
static void survey_intervals(eh_buffer *out, const eh_return *ret, const eh_value *const value[2],
                             const unsigned group[2]) {
    bool any = false;
    for (unsigned i = 0; i < 2; i++) {
        if (!value[i] || value[i]->missing != EH_PRESENT || !isfinite(value[i]->lower) || !isfinite(value[i]->upper))
            continue;
        eh_buffer_text(out, any ? ", " : (value[i]->approximate ? " Approximate 95% interval " : " 95% interval "));
        eh_words_number(out, value[i]->lower, 1);
        eh_buffer_text(out, " to ");
        eh_words_number(out, value[i]->upper, 1);
        eh_buffer_format(out, " for %s staff", eh_group_inside(ret->standard, group[i]));
        any = true;
    }
    if (any)
        eh_buffer_char(out, '.');
}

/* "Staff harassed ... by the public: 34.2% of BME staff, against 28.1% of White staff (6.1 percentage points more)." */
static void survey(eh_buffer *out, const eh_return *ret, const eh_return_item *item, const char *label) {
    const unsigned group[2] = {eh_focus_group(ret->standard), eh_other_group(ret->standard)};
    const eh_value *const value[2] = {eh_item_value(ret, item, group[0]), eh_item_value(ret, item, group[1])};
    const eh_value *mine = value[0], *theirs = value[1];
    if (!mine || (mine->missing != EH_PRESENT && (!theirs || theirs->missing != EH_PRESENT))) {
        is_missing(out, label, mine ? mine->missing : EH_NOT_APPLICABLE);
        return;
    }
    eh_buffer_format(out, "%s: ", label);
    for (unsigned i = 0; i < 2 && value[i]; i++) {
        eh_buffer_text(out, i ? (mine->missing == EH_PRESENT ? ", against " : ", ") : "");
        eh_words_value(out, value[i], EH_PERCENT);
        eh_buffer_format(out, " %s %s staff", value[i]->missing == EH_PRESENT ? "of" : "for",
                         eh_group_inside(ret->standard, group[i]));
    }
    if (theirs)
        more_or_fewer(out, mine, theirs);
    eh_buffer_char(out, '.');
    survey_intervals(out, ret, value, group);
}

/* "Staff engagement score: 6.41 for Disabled staff, 6.92 for non-disabled staff." */
static void score(eh_buffer *out, const eh_return *ret, const eh_return_item *item, const char *label) {
    eh_buffer_format(out, "%s: ", label);
    for (unsigned g = 0; g < item->count; g++) {
        eh_buffer_text(out, g ? ", " : "");
        eh_words_value(out, &item->value[g], item->unit);
        unsigned group = item->grouped ? group_of(ret, item->group[g]) : EH_GROUPS;
        if (group < EH_GROUPS)
            eh_buffer_format(out, " for %s staff", eh_group_inside(ret->standard, group));
    }
    eh_buffer_char(out, '.');
}

/* The percentage of one side of a gap that a group is, " 8.3%"; false when the catalogue or a figure is not there. */
static bool side(eh_buffer *out, const eh_figures *figures, const eh_item *item, unsigned which, unsigned group) {
    if (!item || item->operation != EH_OP_GAP)
        return false;
    unsigned place = (unsigned)(item - figures->edition->items);
    eh_figures context = *figures;
    eh_parts parts = eh_formula_parts(figures->edition, place, group, which, eh_figures_operand, &context);
    if (parts.numerator.missing != EH_PRESENT || parts.denominator.missing != EH_PRESENT)
        return false;
    eh_fraction share = eh_fraction_multiply(eh_fraction_make(100, 1),
                                             eh_fraction_divide(parts.numerator.exact, parts.denominator.exact));
    if (!eh_fraction_defined(share))
        return false;
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(share, 1, text);
    eh_buffer_format(out, "%s%%", text);
    return true;
}

/* "Board: BME people are 8.3%, against 24.1% of the workforce (15.8 percentage points below)." */
static void gap(eh_buffer *out, const eh_edition *edition, const eh_return *ret, const eh_return_item *item,
                const char *label) {
    unsigned focus = eh_focus_group(ret->standard);
    const eh_value *value = eh_item_value(ret, item, focus);
    if (!value || value->missing != EH_PRESENT) {
        is_missing(out, label, value ? value->missing : EH_NOT_APPLICABLE);
        return;
    }
    const char *less = strstr(label, " less ");
    const char *digits = value->display + (*value->display == '-' || *value->display == '+');
    const eh_figures figures = {edition, ret};
    const eh_item *entry = eh_item_of(edition, item->id);
    eh_buffer first = {0}, second = {0};
    eh_buffer_format(out, "%.*s: ", less ? (int)(less - label) : (int)strlen(label), label);
    bool sides = side(&first, &figures, entry, 0, focus) && side(&second, &figures, entry, 1, focus);
    eh_buffer_format(out, "%s people are ", eh_group_inside(ret->standard, focus));
    if (sides && first.data && second.data)
        eh_buffer_format(out, "%s, against %s of the workforce (", first.data, second.data);
    if (value->value < 0 || value->value > 0)
        eh_buffer_format(out, "%s percentage points %s", digits, value->value < 0 ? "below" : "above");
    else
        eh_buffer_text(out, "level");
    eh_buffer_text(out, sides ? ")." : " their share of the workforce.");
    eh_buffer_done(&first, out);
    eh_buffer_done(&second, out);
}

static void answer(eh_buffer *out, const eh_return_item *item, const char *label) {
    const eh_value *value = &item->value[0];
    if (value->missing != EH_PRESENT) {
        is_missing(out, label, value->missing);
        return;
    }
    eh_buffer_format(out, "%s: %s.", label, value->display);
    if (value->text && *value->text)
        eh_buffer_format(out, " %s", value->text);
}

bool eh_words_item(eh_buffer *out, const eh_edition *edition, const eh_return *ret, const eh_return_item *item) {
    const wording *words = wording_of(ret, item->id);
    const eh_item *entry = eh_item_of(edition, item->id);
    const char *label = entry ? entry->label : item->id;
    if (item->count == 0)
        return false;
    switch (item->unit) {
    case EH_RATIO:
        ratio(out, ret, item, words, label);
        return true;
    case EH_POINTS:
        gap(out, edition, ret, item, label);
        return true;
    case EH_SCORE:
        score(out, ret, item, label);
        return true;
    case EH_TEXT:
        answer(out, item, label);
        return true;
    case EH_PERCENT:
        if (!entry || entry->operation != EH_OP_SURVEY)
            return false;
        survey(out, ret, item, label);
        return true;
    case EH_HEADCOUNT:
        break;
    }
    return false;
}
