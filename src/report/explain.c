/* See explain.h. */
#include "report/explain.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/explain_steps.h"
#include "report/item_sources.h"

typedef struct explanation {
    const eh_catalogue *catalogue;
    eh_figures figures; /* edition NULL when the catalogue does not know it */
    const eh_return_item *item;
    const eh_item *entry; /* NULL when the catalogue does not know it */
    eh_lines lines;
} explanation;

static void pair_of(explanation *e, const char *name, eh_buffer *text) {
    if (text->length > 0)
        eh_lines_pair(&e->lines, name, text->data);
    eh_buffer_done(text, &e->lines.out);
}

static void title(explanation *e) {
    const eh_return *ret = e->figures.ret;
    eh_buffer text = {0};
    eh_words_organisation(&text, ret);
    eh_buffer_format(&text, ": %s %d, %s", eh_standard_id(ret->standard), ret->edition, e->item->id);
    if (*e->item->number)
        eh_buffer_format(&text, " [national row %s]", e->item->number);
    if (text.length > 0)
        eh_lines_title(&e->lines, text.data);
    eh_buffer_free(&text);
    text = (eh_buffer){0};
    if (e->entry) {
        eh_lines_paragraph(&e->lines, e->entry->label);
        eh_lines_paragraph(&e->lines, e->entry->meaning);
    }
    if (eh_words_item(&text, e->figures.edition, ret, e->item)) {
        eh_lines_blank(&e->lines);
        if (text.length > 0)
            eh_lines_paragraph(&e->lines, text.data);
    }
    eh_buffer_free(&text);
}

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

static void certainty(explanation *e, const eh_value *value) {
    static const char *const tests[] = {"", "Pearson's chi-square test without Yates's correction",
                                        "twice the smaller one-sided mid-p, as an expected count is under 5"};
    static const char *const verdicts[] = {"", "below 0.80", "within 0.80 to 1.25, both included", "above 1.25"};
    eh_buffer text = {0};
    unsigned decimals = e->item->unit == EH_HEADCOUNT ? 1 : e->entry ? e->entry->decimals : 2;
    if (eh_words_interval(&text, value, decimals)) {
        eh_buffer_format(&text, ", by %s", interval_method(e->item->unit));
        if (value->approximate)
            eh_buffer_text(&text, "; approximate, from the number of respondents");
        else if (e->item->unit != EH_RATIO)
            eh_buffer_text(
                &text, "; how far the figure could move if the same workforce were drawn again, not sampling error");
    }
    pair_of(e, "Interval", &text);
    if (isfinite(value->p)) {
        eh_words_p(&text, value->p);
        eh_buffer_format(&text, ", %s: %s", tests[value->test], eh_significance_words(eh_significance_of(value)));
    }
    pair_of(e, "Test", &text);
    if (value->verdict != EH_VERDICT_NONE)
        eh_buffer_format(&text, "%s (the four-fifths rule, on the exact fraction)", verdicts[value->verdict]);
    pair_of(e, "Verdict", &text);
    if (e->item->unit == EH_RATIO && value->missing == EH_PRESENT && !isfinite(value->p))
        eh_lines_pair(&e->lines, "Test", "none: a likelihood is above 100%, or the counts are not known");
}

static void one_value(explanation *e, unsigned group, const eh_value *value) {
    eh_buffer text = {0};
    eh_lines_heading(&e->lines, e->item->grouped ? eh_group_start(e->figures.ret->standard, group) : "The figure");
    eh_words_value(&text, value, e->item->unit);
    if (value->missing == EH_PRESENT && value->text && *value->text)
        eh_buffer_format(&text, ". %s", value->text);
    pair_of(e, "Figure", &text);
    if (e->entry)
        eh_explain_steps(&e->lines, &e->figures, e->entry, group, value);
    certainty(e, value);
}

static void previous(explanation *e, unsigned group) {
    const eh_return *ret = e->figures.ret;
    const eh_previous *before =
        eh_return_previous(ret, e->item->id, e->item->grouped ? eh_group_id(ret->standard, group) : "");
    eh_buffer text = {0};
    if (!before)
        return;
    eh_buffer_format(&text, "%s in the edition of %d",
                     before->missing == EH_PRESENT ? before->display : eh_missing_words(before->missing),
                     ret->previous_edition);
    pair_of(e, "Last year", &text);
}

static void sources(explanation *e) {
    const eh_return *ret = e->figures.ret;
    eh_buffer text = {0};
    bool any = false;
    eh_lines_heading(&e->lines, "Where it comes from");
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        if (e->entry && !eh_item_rests_on(e->figures.edition, e->entry, source->kind))
            continue;
        any = true;
        eh_buffer_text(&text, source->file);
        if (*source->sheet)
            eh_buffer_format(&text, ", sheet %s", source->sheet);
        eh_buffer_text(&text, ": ");
        eh_words_count(&text, (double)source->rows);
        eh_buffer_text(&text, " rows, ");
        eh_words_count(&text, (double)source->used);
        eh_buffer_format(&text, " used; SHA-256 %s", source->sha256);
        pair_of(e, source->kind, &text);
    }
    if (!any)
        eh_lines_item(&e->lines, "No extract of this return holds what the figure needs.");
}

/* Whether a change of an edition concerns the item: named by its id, by its indicator, or all items. */
static bool concerns(const eh_change *change, const eh_return_item *item) {
    return !*change->item || !strcmp(change->item, item->id) || !strcmp(change->item, item->indicator);
}

static void rule(explanation *e) {
    static const char *const certainties[] = {"certain", "likely", "uncertain: check it against the year's guidance"};
    const eh_return *ret = e->figures.ret;
    const eh_edition *edition = e->figures.edition;
    eh_buffer text = {0};
    eh_lines_heading(&e->lines, "The rule");
    eh_buffer_format(&text, "%s, %s in force: SHA-256 %s", eh_standard_id(ret->standard),
                     ret->custom ? "changed rules" : "built-in rules", ret->rules);
    pair_of(e, "Rules", &text);
    if (!edition)
        return;
    eh_lines_pair(&e->lines, "Edition's source", edition->source);
    eh_lines_pair(&e->lines, "Edition's note", edition->note);
    if (e->entry)
        eh_lines_pair(&e->lines, "How certain", certainties[e->entry->certainty]);
    const char *question = eh_question(e->catalogue, ret->standard, e->item->id, edition->survey_year);
    if (*question) {
        eh_buffer_format(&text, "%s of the staff survey of %d", question, edition->survey_year);
        pair_of(e, "Survey question", &text);
    }
    const eh_change *change;
    for (size_t i = 0; (change = eh_change_at(e->catalogue, i)) != NULL; i++) {
        if (change->standard != ret->standard || change->year > ret->edition || !concerns(change, e->item))
            continue;
        eh_buffer_format(&text, "%s%s (%s)", change->text,
                         change->breaks_series ? " Figures before it do not compare." : "", change->source);
        eh_buffer year = {0};
        eh_buffer_format(&year, "Since %d", change->year);
        pair_of(e, eh_buffer_words(&year), &text);
        eh_buffer_free(&year);
    }
}

static void findings(explanation *e) {
    const eh_return *ret = e->figures.ret;
    bool any = false;
    for (size_t i = 0; i < ret->finding_count; i++) {
        const eh_return_finding *finding = &ret->findings[i];
        if (strcmp(finding->item, e->item->id) != 0 && strcmp(finding->item, e->item->indicator) != 0)
            continue;
        if (!any)
            eh_lines_heading(&e->lines, "What was found about it");
        any = true;
        eh_buffer text = {0};
        eh_buffer_format(&text, "%s [%s]", finding->text, finding->code);
        pair_of(e, eh_severity_words(finding->severity), &text);
    }
}

eh_status eh_explain(const eh_catalogue *catalogue, const eh_return *ret, const char *item, const char *group,
                     eh_sink *sink) {
    explanation e = {.catalogue = catalogue, .item = eh_return_item_find(ret, item)};
    e.figures = (eh_figures){eh_edition_find(catalogue, ret->standard, ret->edition), ret};
    if (!e.item || (group && *group && !eh_return_value(ret, item, group)))
        return EH_BAD;
    e.entry = eh_item_of(e.figures.edition, item);
    title(&e);
    if (e.entry)
        eh_explain_formula(&e.lines, &e.figures, e.entry);
    for (unsigned g = 0; g < (e.item->grouped ? EH_GROUPS : 1); g++) {
        const eh_value *value = eh_item_value(ret, e.item, g);
        if (!value || (e.item->grouped && group && *group && strcmp(group, eh_group_id(ret->standard, g)) != 0))
            continue;
        one_value(&e, g, value);
        previous(&e, g);
    }
    rule(&e);
    sources(&e);
    findings(&e);
    return eh_lines_write(&e.lines, sink);
}
