/* The editions and their items as JSON. All names are stable; what is not known is left out.
 *
 * {"format": "evenhand-standards", "version": 1,
 *  "editions": [{"standard", "edition", "snapshot", "period-start", "period-end", "survey-year", "case-years",
 *                "submission-deadline", "publication-deadline", "certainty": "certain" | "likely" | "uncertain", "note", "source",
 *    and of an edition asked for by its year:
 *                "dropped": [categories that are not workforce],
 *                "items": [{"id", "number", "indicator", "section", "label", "meaning", "unit", "decimals", "groups": [ids], "computed",
 *                           "question", "of-which", "national", "certainty"}],
 *                "changes": [{"item", "text", "breaks-series", "certainty", "source"}]}]} */
#include "base/json.h"
#include "cli/standards_lists.h"
#include "report/formula_words.h"

static void item_members(eh_json *json, const standards_order *order, const eh_edition *edition, const eh_item *item) {
    const char *question = eh_question(order->catalogue, edition->standard, item->id, edition->survey_year);
    eh_buffer computed = {0};
    eh_formula_words(&computed, edition, item, "");
    eh_json_open(json, NULL, '{');
    eh_json_text(json, "id", item->id);
    eh_json_text_if(json, "number", item->number);
    eh_json_text(json, "indicator", item->indicator);
    eh_json_text(json, "section", item->section);
    eh_json_text(json, "label", item->label);
    eh_json_text(json, "meaning", item->meaning);
    eh_json_text(json, "unit", eh_unit_id(item->unit));
    eh_json_whole(json, "decimals", item->decimals);
    eh_json_open(json, "groups", '[');
    for (unsigned g = 0; g < item->groups; g++)
        eh_json_text(json, NULL, eh_group_id(edition->standard, g));
    eh_json_close(json, ']');
    eh_json_text_if(json, "computed", computed.data);
    eh_json_text_if(json, "question", question);
    eh_json_yes(json, "of-which", item->of_which);
    eh_json_yes(json, "national", item->national);
    eh_json_text(json, "certainty", eh_certainty_id(item->certainty));
    eh_json_close(json, '}');
    eh_buffer_done(&computed, &json->out);
}

static void whole_members(eh_json *json, const standards_order *order, const eh_edition *edition) {
    const eh_change *change;
    eh_json_open(json, "dropped", '[');
    for (size_t i = 0; edition->dropped[i]; i++)
        eh_json_text(json, NULL, edition->dropped[i]);
    eh_json_close(json, ']');
    eh_json_open(json, "items", '[');
    for (unsigned i = 0; i < edition->item_count; i++)
        item_members(json, order, edition, &edition->items[i]);
    eh_json_close(json, ']');
    eh_json_open(json, "changes", '[');
    for (size_t i = 0; (change = eh_change_at(order->catalogue, i)) != NULL; i++) {
        if (change->standard != edition->standard || change->year != edition->year)
            continue;
        eh_json_open(json, NULL, '{');
        eh_json_text_if(json, "item", change->item);
        eh_json_text(json, "text", change->text);
        eh_json_yes(json, "breaks-series", change->breaks_series);
        eh_json_text(json, "certainty", eh_certainty_id(change->certainty));
        eh_json_text_if(json, "source", change->source);
        eh_json_close(json, '}');
    }
    eh_json_close(json, ']');
}

static void edition_members(eh_json *json, const standards_order *order, const eh_edition *edition) {
    eh_json_open(json, NULL, '{');
    eh_json_text(json, "standard", eh_standard_id(edition->standard));
    eh_json_whole(json, "edition", (uint64_t)edition->year);
    eh_json_date(json, "snapshot", edition->snapshot);
    eh_json_date(json, "period-start", edition->period_start);
    eh_json_date(json, "period-end", edition->period_end);
    eh_json_whole(json, "survey-year", (uint64_t)edition->survey_year);
    eh_json_whole(json, "case-years", (uint64_t)edition->case_years);
    eh_json_text_if(json, "submission-deadline", edition->submission_deadline);
    eh_json_text_if(json, "publication-deadline", edition->publication_deadline);
    eh_json_text(json, "certainty", eh_certainty_id(edition->certainty));
    eh_json_text_if(json, "note", edition->note);
    eh_json_text_if(json, "source", edition->source);
    if (order->year)
        whole_members(json, order, edition);
    eh_json_close(json, '}');
}

void standards_write_json(const standards_order *order, eh_buffer *out) {
    eh_json json = {.out = *out};
    eh_json_open(&json, NULL, '{');
    eh_json_text(&json, "format", "evenhand-standards");
    eh_json_whole(&json, "version", 1);
    eh_json_open(&json, "editions", '[');
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++) {
        int first = 0, last = -1;
        if (!order->wanted[s] || !eh_catalogue_years(order->catalogue, eh_standard_id(s), &first, &last))
            continue;
        for (int year = first; year <= last; year++) {
            const eh_edition *edition = eh_edition_find(order->catalogue, s, year);
            if (edition && (!order->year || order->year == year))
                edition_members(&json, order, edition);
        }
    }
    eh_json_close(&json, ']');
    eh_json_end(&json);
    *out = json.out;
}
