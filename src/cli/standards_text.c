/* The editions and their items as text. */
#include <string.h>

#include "cli/standards_lists.h"
#include "report/formula_words.h"
#include "report/text_layout.h"

/* "Workforce Race Equality Standard". */
static const char *name_of(eh_standard standard) {
    return standard == EH_WRES ? "Workforce Race Equality Standard" : "Workforce Disability Equality Standard";
}

/* What each word means, for people who have not read templates/README.md. */
static const char *certainty_meaning(eh_certainty certainty) {
    static const char *const words[] = {"Certain: a source at hand says so.",
                                        "Likely: remembered, or seen in one place only.",
                                        "Uncertain: sources are silent or disagree."};
    return words[certainty];
}

static void pair(eh_lines *lines, const char *name, eh_buffer *text) {
    if (text->length > 0 && !text->failed)
        eh_lines_pair(lines, name, text->data);
    eh_buffer_done(text, &lines->out);
}

static void item(eh_lines *lines, eh_buffer *text) {
    if (text->length > 0 && !text->failed)
        eh_lines_item(lines, text->data);
    eh_buffer_done(text, &lines->out);
}

static void day(eh_buffer *out, const char *before, eh_date date) {
    char words[20];
    eh_date_words(date, words);
    eh_buffer_format(out, "%s%s", before, words);
}

/* A deadline of the templates, "2025-05-31" or "". */
static void deadline(eh_buffer *out, const char *before, const char *iso, const char *unknown) {
    eh_date date = EH_NO_DATE;
    if (eh_date_read(eh_slice_of(iso), &date) == EH_DATE_READ)
        day(out, before, date);
    else
        eh_buffer_text(out, unknown);
}

/* ---- all editions ---- */

static void edition_line(eh_lines *lines, const eh_edition *edition) {
    eh_buffer text = {0}, year = {0};
    eh_buffer_whole(&year, edition->year);
    day(&text, "snapshot ", edition->snapshot);
    day(&text, "; period ", edition->period_start);
    day(&text, " to ", edition->period_end);
    eh_buffer_format(&text, "; survey of %d", edition->survey_year);
    deadline(&text, "; to be submitted by ", edition->submission_deadline, "; day of submission not known");
    deadline(&text, ", published by ", edition->publication_deadline, ", of publication not known");
    eh_buffer_format(&text, "; %s", eh_certainty_id(edition->certainty));
    pair(lines, eh_buffer_words(&year), &text);
    eh_buffer_free(&year);
}

static void all_editions(eh_lines *lines, const standards_order *order, eh_standard standard) {
    eh_buffer text = {0};
    int first = 0, last = -1;
    eh_buffer_format(&text, "%s: %s", eh_standard_id(standard), name_of(standard));
    if (lines->out.length)
        eh_lines_blank(lines);
    if (text.data)
        eh_lines_title(lines, text.data);
    eh_buffer_free(&text);
    eh_catalogue_years(order->catalogue, eh_standard_id(standard), &first, &last);
    for (int year = first; year <= last; year++) {
        const eh_edition *edition = eh_edition_find(order->catalogue, standard, year);
        if (edition)
            edition_line(lines, edition);
    }
}

/* ---- one edition ---- */

static void edition_head(eh_lines *lines, const eh_edition *edition) {
    eh_buffer text = {0};
    eh_buffer_format(&text, "%s %d: %s", eh_standard_id(edition->standard), edition->year, name_of(edition->standard));
    if (lines->out.length)
        eh_lines_blank(lines);
    if (text.data)
        eh_lines_title(lines, text.data);
    eh_buffer_free(&text);
    text = (eh_buffer){0};
    day(&text, "", edition->snapshot);
    pair(lines, "Snapshot", &text);
    day(&text, "", edition->period_start);
    day(&text, " to ", edition->period_end);
    pair(lines, "Period", &text);
    eh_buffer_format(&text, "NHS Staff Survey of %d", edition->survey_year);
    pair(lines, "Survey", &text);
    eh_buffer_text(&text, edition->case_years > 1 ? "the average of the period and the year before" : "of the period");
    pair(lines, "Formal cases", &text);
    for (size_t i = 0; edition->dropped[i]; i++)
        eh_buffer_format(&text, "%s%s", i ? ", " : "", edition->dropped[i]);
    pair(lines, "Not workforce", &text);
    deadline(&text, "", edition->submission_deadline, "not known");
    pair(lines, "Submit by", &text);
    deadline(&text, "", edition->publication_deadline, "not known");
    pair(lines, "Publish by", &text);
    eh_lines_pair(lines, "Source", edition->source);
}

static void edition_items(eh_lines *lines, const standards_order *order, const eh_edition *edition) {
    const char *section = "";
    eh_buffer text = {0};
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_item *at = &edition->items[i];
        const char *question = eh_question(order->catalogue, edition->standard, at->id, edition->survey_year);
        if (strcmp(section, at->section) != 0)
            eh_lines_heading(lines, at->section);
        section = at->section;
        if (*at->number)
            eh_buffer_format(&text, "[%s] ", at->number);
        eh_buffer_format(&text, "%s: %s (%s%s%s): ", at->id, at->label, eh_unit_id(at->unit),
                         at->of_which ? ", of which" : "", at->national ? "" : ", beyond the national rows");
        eh_formula_words(&text, edition, at, question);
        item(lines, &text);
    }
}

/* The changes of the edition; with `doubtful` those alone that are not certain. */
static void edition_changes(eh_lines *lines, const standards_order *order, const eh_edition *edition, bool doubtful) {
    const eh_change *change;
    eh_buffer text = {0};
    bool any = false;
    for (size_t i = 0; (change = eh_change_at(order->catalogue, i)) != NULL; i++) {
        if (change->standard != edition->standard || change->year != edition->year ||
            (doubtful && change->certainty == EH_CERTAIN))
            continue;
        any = true;
        if (*change->item)
            eh_buffer_format(&text, "%s: ", change->item);
        eh_buffer_text(&text, change->text);
        if (change->breaks_series)
            eh_buffer_text(&text, " This breaks the series.");
        eh_buffer_format(&text, doubtful ? " (%s)" : " (%s; source: %s)", eh_certainty_id(change->certainty),
                         change->source);
        item(lines, &text);
    }
    if (!any && !doubtful)
        eh_lines_item(lines, "Nothing that is known.");
}

/* The items whose place in the national return is not certain, by how sure it is. */
static void doubtful_items(eh_lines *lines, const eh_edition *edition, eh_certainty certainty) {
    eh_buffer text = {0};
    unsigned count = 0;
    for (unsigned i = 0; i < edition->item_count; i++)
        count += edition->items[i].certainty == certainty;
    if (!count)
        return;
    eh_buffer_format(&text, "%s in the national return %s:", count == 1 ? "That this row is" : "That these rows are",
                     certainty == EH_LIKELY ? "is likely, not certain" : "is uncertain");
    for (unsigned i = 0, seen = 0; i < edition->item_count; i++)
        if (edition->items[i].certainty == certainty)
            eh_buffer_format(&text, "%s %s", seen++ ? "," : "", edition->items[i].id);
    eh_buffer_char(&text, '.');
    item(lines, &text);
}

static void one_edition(eh_lines *lines, const standards_order *order, const eh_edition *edition) {
    edition_head(lines, edition);
    edition_items(lines, order, edition);
    eh_lines_heading(lines, "What changed in this edition");
    edition_changes(lines, order, edition, false);
    eh_lines_heading(lines, "What is not certain about this edition");
    eh_lines_item(lines, certainty_meaning(edition->certainty));
    if (*edition->note)
        eh_lines_item(lines, edition->note);
    edition_changes(lines, order, edition, true);
    doubtful_items(lines, edition, EH_UNCERTAIN);
    doubtful_items(lines, edition, EH_LIKELY);
}

void standards_write_text(const standards_order *order, eh_buffer *out) {
    eh_lines lines = {.out = *out};
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++) {
        const eh_edition *edition = order->year ? eh_edition_find(order->catalogue, s, order->year) : NULL;
        if (order->wanted[s] && edition)
            one_edition(&lines, order, edition);
        else if (order->wanted[s] && !order->year)
            all_editions(&lines, order, s);
    }
    *out = lines.out;
}
