/* See explain_steps.h. */
#include "report/explain_steps.h"

#include <math.h>
#include <string.h>

/* What each operation does. In symbols a, b are events and n, m the people they could happen to. */
typedef struct operation_words {
    const char *words, *symbols;
} operation_words;

static const operation_words operations[] = {
    [EH_OP_COUNT] = {"Counted from the extracts.", "a count"},
    [EH_OP_SUM] = {"The operands added up, group by group.", "a + b + ..."},
    [EH_OP_RATE] = {"A hundred times the events, divided by those to whom they could happen, group by group.",
                    "100 x a / n"},
    [EH_OP_RELATIVE] = {"The likelihood of the first group divided by the likelihood of the second.",
                        "(a / n) / (b / m) = (a x m) / (n x b)"},
    [EH_OP_SHARE] = {"A hundred times the group, divided by all groups together, unknown included.", "100 x a / n"},
    [EH_OP_GAP] = {"The group's percentage of the first less its percentage of the second, unknown included in both.",
                   "100 x a / n - 100 x b / m"},
    [EH_OP_SURVEY] = {"Copied from the survey's results, not recomputed.", "as supplied"},
    [EH_OP_ANSWER] = {"Copied from the answers.", "as supplied"},
};

/* One side's operands: "2.appointed", "3.entered less 3.entered-ill-health". */
static void operand_names(eh_buffer *out, const eh_edition *edition, const eh_item *item, bool below) {
    bool any = false;
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_term *term = &item->terms[i];
        if (term->below != below)
            continue;
        if (term->sign < 0)
            eh_buffer_text(out, any ? " less " : "less ");
        else if (any)
            eh_buffer_text(out, " plus ");
        eh_buffer_text(out, edition->items[term->item].id);
        any = true;
    }
}

void eh_explain_pair(eh_lines *lines, const char *name, eh_buffer *text) {
    if (text->length > 0)
        eh_lines_pair(lines, name, text->data);
    eh_buffer_done(text, &lines->out);
}

void eh_explain_formula(eh_lines *lines, const eh_figures *figures, const eh_item *item) {
    eh_buffer text = {0};
    eh_lines_heading(lines, "Formula");
    eh_lines_pair(lines, "In words", operations[item->operation].words);
    eh_lines_pair(lines, "In symbols", operations[item->operation].symbols);
    operand_names(&text, figures->edition, item, false);
    eh_explain_pair(lines, item->operation == EH_OP_RATE || item->operation == EH_OP_RELATIVE ? "Events" : "Operands",
                    &text);
    operand_names(&text, figures->edition, item, true);
    eh_explain_pair(lines, "Out of", &text);
    if (item->operation == EH_OP_RELATIVE) {
        eh_buffer_format(&text, "%s (a / n) to %s (b / m)", eh_group_start(figures->ret->standard, item->top),
                         eh_group_inside(figures->ret->standard, item->bottom));
        eh_explain_pair(lines, "Groups", &text);
    }
    if (item->operation == EH_OP_COUNT && *item->counter) {
        eh_words_name(&text, item->counter);
        eh_explain_pair(lines, "What is counted", &text);
    }
}

/* A count as text: whole, in halves, or why it is missing. */
static void count(eh_buffer *out, eh_operand_value value) {
    if (value.missing == EH_PRESENT)
        eh_words_count(out, eh_fraction_double(value.exact));
    else
        eh_buffer_text(out, eh_missing_words(value.missing));
}

static bool both(eh_parts parts) {
    return parts.numerator.missing == EH_PRESENT && parts.denominator.missing == EH_PRESENT;
}

/* "170 / 780 = 21.79%" */
static void division(eh_buffer *out, eh_parts parts, unsigned decimals) {
    char shown[EH_FRACTION_ROOM];
    count(out, parts.numerator);
    eh_buffer_text(out, " / ");
    count(out, parts.denominator);
    if (!both(parts))
        return;
    eh_fraction share = eh_fraction_multiply(eh_fraction_make(100, 1),
                                             eh_fraction_divide(parts.numerator.exact, parts.denominator.exact));
    if (eh_fraction_defined(share)) {
        eh_fraction_display(share, decimals, shown);
        eh_buffer_format(out, " = %s%%", shown);
    } else {
        eh_buffer_text(out, ": undefined, there is nothing to divide by");
    }
}

static eh_parts parts_of(const eh_figures *figures, const eh_item *item, unsigned group, unsigned which) {
    eh_figures context = *figures;
    return eh_formula_parts(figures->edition, (unsigned)(item - figures->edition->items), group, which,
                            eh_figures_operand, &context);
}

static void unrounded(eh_buffer *out, const eh_value *value) {
    char exact[EH_FRACTION_ROOM];
    eh_double_write(value->value, exact);
    eh_buffer_text(out, exact);
}

/* The last step of all: from the unrounded value to what people see. */
static void rounding(eh_lines *lines, const eh_value *value, const eh_item *item) {
    eh_buffer text = {0};
    if (value->missing != EH_PRESENT) {
        eh_buffer_format(&text, "%s: %s", eh_missing_words(value->missing), eh_missing_why(value->missing));
        eh_explain_pair(lines, "Result", &text);
        return;
    }
    if (item->unit == EH_TEXT || item->unit == EH_HEADCOUNT) /* nothing is rounded */
        return;
    unrounded(&text, value);
    eh_buffer_format(&text, ", shown with %u decimal %s, rounded half away from zero from the exact fraction: ",
                     item->decimals, item->decimals == 1 ? "place" : "places");
    eh_words_value(&text, value, item->unit);
    eh_explain_pair(lines, "Result", &text);
}

/* Each operand of a sum on a line of its own. */
static void sum_steps(eh_lines *lines, const eh_figures *figures, const eh_item *item, unsigned group) {
    eh_buffer text = {0};
    eh_figures context = *figures;
    for (unsigned i = 0; i < item->term_count; i++) {
        const eh_term *term = &item->terms[i];
        eh_buffer_text(&text, term->sign < 0 ? "less " : i ? "plus " : "");
        count(&text, eh_figures_operand(&context, term->item, group));
        eh_buffer_format(&text, " (%s)", figures->edition->items[term->item].id);
        eh_explain_pair(lines, i ? "" : "Operands", &text);
    }
}

static void relative_steps(eh_lines *lines, const eh_figures *figures, const eh_item *item) {
    eh_parts top = parts_of(figures, item, item->top, 0), bottom = parts_of(figures, item, item->bottom, 0);
    eh_buffer text = {0};
    eh_buffer_text(&text, "a / n = ");
    division(&text, top, 2);
    eh_explain_pair(lines, eh_group_start(figures->ret->standard, item->top), &text);
    eh_buffer_text(&text, "b / m = ");
    division(&text, bottom, 2);
    eh_explain_pair(lines, eh_group_start(figures->ret->standard, item->bottom), &text);
    if (!both(top) || !both(bottom))
        return;
    eh_buffer_char(&text, '(');
    count(&text, top.numerator);
    eh_buffer_text(&text, " x ");
    count(&text, bottom.denominator);
    eh_buffer_text(&text, ") / (");
    count(&text, top.denominator);
    eh_buffer_text(&text, " x ");
    count(&text, bottom.numerator);
    eh_buffer_char(&text, ')');
    eh_explain_pair(lines, "Ratio", &text);
}

static void gap_steps(eh_lines *lines, const eh_figures *figures, const eh_item *item, unsigned group) {
    eh_buffer text = {0};
    for (unsigned which = 0; which < 2 && which < item->term_count; which++) {
        eh_buffer_format(&text, "%s: ", figures->edition->items[item->terms[which].item].id);
        division(&text, parts_of(figures, item, group, which), 2);
        eh_explain_pair(lines, which ? "Less" : "Percentage of", &text);
    }
}

static void respondents(eh_lines *lines, const eh_value *value) {
    eh_buffer text = {0};
    if (!isfinite(value->denominator))
        return;
    eh_words_count(&text, value->denominator);
    eh_explain_pair(lines, "Respondents", &text);
}

void eh_explain_steps(eh_lines *lines, const eh_figures *figures, const eh_item *item, unsigned group,
                      const eh_value *value) {
    eh_buffer text = {0};
    switch (item->operation) {
    case EH_OP_SUM:
        sum_steps(lines, figures, item, group);
        break;
    case EH_OP_RATE:
    case EH_OP_SHARE:
        eh_buffer_text(&text, "100 x ");
        division(&text, parts_of(figures, item, group, 0), item->decimals);
        eh_explain_pair(lines, "Division", &text);
        break;
    case EH_OP_RELATIVE:
        relative_steps(lines, figures, item);
        break;
    case EH_OP_GAP:
        gap_steps(lines, figures, item, group);
        break;
    case EH_OP_SURVEY:
        respondents(lines, value);
        break;
    case EH_OP_COUNT:
    case EH_OP_ANSWER:
        break;
    }
    rounding(lines, value, item);
    if (item->percent_of_row && isfinite(value->percent)) {
        eh_buffer_text(&text, "100 x this / all groups of the row = ");
        eh_words_number(&text, value->percent, 1);
        eh_buffer_char(&text, '%');
        eh_explain_pair(lines, "Of the row", &text);
    }
}

/* ---- where it comes from ---- */

void eh_explain_source(eh_lines *lines, const eh_source_note *source) {
    eh_buffer text = {0};
    eh_buffer_text(&text, source->file);
    if (*source->sheet)
        eh_buffer_format(&text, ", sheet %s", source->sheet);
    eh_buffer_text(&text, ": ");
    eh_words_count(&text, (double)source->rows);
    eh_buffer_text(&text, " rows, ");
    eh_words_count(&text, (double)source->used);
    eh_buffer_format(&text, " used; SHA-256 %s", source->sha256);
    eh_explain_pair(lines, source->kind, &text);
}

void eh_explain_rules(eh_lines *lines, const eh_return *ret, const eh_edition *edition) {
    eh_buffer text = {0};
    eh_lines_heading(lines, "The rule");
    eh_buffer_format(&text, "%s, %s in force: SHA-256 %s", eh_standard_id(ret->standard),
                     ret->custom ? "changed rules" : "built-in rules", ret->rules);
    eh_explain_pair(lines, "Rules", &text);
    if (!edition)
        return;
    eh_lines_pair(lines, "Edition's source", edition->source);
    eh_lines_pair(lines, "Edition's note", edition->note);
}

/* ---- how sure it is ---- */

/* How the interval of this kind of figure is made. */
static const char *interval_method(eh_unit unit) {
    switch (unit) {
    case EH_RATIO:
        return "Koopman's score method (1984)";
    case EH_POINTS:
        return "Newcombe's hybrid score method (1998, method 10)";
    case EH_HEADCOUNT:
    case EH_PERCENT:
    case EH_SCORE:
    case EH_TEXT:
        break;
    }
    return "Wilson's score method (1927)";
}

void eh_explain_certainty(eh_lines *lines, eh_unit unit, const eh_value *value, unsigned decimals) {
    static const char *const tests[] = {"", "Pearson's chi-square test without Yates's correction",
                                        "twice the smaller one-sided mid-p, as an expected count is under 5"};
    static const char *const verdicts[] = {"", "below 0.80", "within 0.80 to 1.25, both included", "above 1.25"};
    eh_buffer text = {0};
    if (eh_words_interval(&text, value, decimals)) {
        eh_buffer_format(&text, ", by %s", interval_method(unit));
        if (value->approximate)
            eh_buffer_text(&text, "; approximate, from the number of respondents");
        else if (unit != EH_RATIO)
            eh_buffer_text(
                &text, "; how far the figure could move if the same workforce were drawn again, not sampling error");
    }
    eh_explain_pair(lines, "Interval", &text);
    if (isfinite(value->p)) {
        eh_words_p(&text, value->p);
        eh_buffer_format(&text, ", %s: %s", tests[value->test], eh_significance_words(eh_significance_of(value)));
    }
    eh_explain_pair(lines, "Test", &text);
    if (value->verdict != EH_VERDICT_NONE)
        eh_buffer_format(&text, "%s (the four-fifths rule, on the exact fraction)", verdicts[value->verdict]);
    eh_explain_pair(lines, "Verdict", &text);
    if (unit == EH_RATIO && value->missing == EH_PRESENT && !isfinite(value->p))
        eh_lines_pair(lines, "Test", "none: a likelihood is above 100%, or the counts are not known");
}
