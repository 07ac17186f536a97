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

static void one_value(explanation *e, unsigned group, const eh_value *value) {
    eh_buffer text = {0};
    eh_lines_heading(&e->lines, e->item->grouped ? eh_group_start(e->figures.ret->standard, group) : "The figure");
    eh_words_value(&text, value, e->item->unit);
    if (value->missing == EH_PRESENT && value->text && *value->text)
        eh_buffer_format(&text, ". %s", value->text);
    eh_explain_pair(&e->lines, "Figure", &text);
    if (e->entry)
        eh_explain_steps(&e->lines, &e->figures, e->entry, group, value);
    eh_explain_certainty(&e->lines, e->item->unit, value,
                         e->item->unit == EH_HEADCOUNT ? 1
                         : e->entry                    ? e->entry->decimals
                                                       : 2);
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
    eh_explain_pair(&e->lines, "Last year", &text);
}

static void sources(explanation *e) {
    const eh_return *ret = e->figures.ret;
    bool any = false;
    eh_lines_heading(&e->lines, "Where it comes from");
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        if (e->entry && !eh_item_rests_on(e->figures.edition, e->entry, source->kind))
            continue;
        any = true;
        eh_explain_source(&e->lines, source);
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
    eh_explain_rules(&e->lines, ret, edition);
    if (!edition)
        return;
    if (e->entry)
        eh_lines_pair(&e->lines, "How certain", certainties[e->entry->certainty]);
    const char *question = eh_question(e->catalogue, ret->standard, e->item->id, edition->survey_year);
    if (*question) {
        eh_buffer_format(&text, "%s of the staff survey of %d", question, edition->survey_year);
        eh_explain_pair(&e->lines, "Survey question", &text);
    }
    const eh_change *change;
    for (size_t i = 0; (change = eh_change_at(e->catalogue, i)) != NULL; i++) {
        if (change->standard != ret->standard || change->year > ret->edition || !concerns(change, e->item))
            continue;
        eh_buffer_format(&text, "%s%s (%s)", change->text,
                         change->breaks_series ? " Figures before it do not compare." : "", change->source);
        eh_buffer year = {0};
        eh_buffer_format(&year, "Since %d", change->year);
        eh_explain_pair(&e->lines, eh_buffer_words(&year), &text);
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
        eh_explain_pair(&e->lines, eh_severity_words(finding->severity), &text);
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
