/* The sheets that are plain lists: Notes, Data quality, Details, Sources. One table each, nothing beneath it. */
#include <math.h>
#include <string.h>

#include "report/words.h"
#include "report/workbook_formula.h"
#include "report/workbook_sheets.h"

/* A sheet with a title, lines of text, and a table whose rows are added one by one. */
typedef struct list {
    eh_sheet sheet;
    unsigned row, heading_row;
} list;

static list start(eh_book *book, const char *name, const char *title, const eh_column *columns, unsigned count) {
    list l = {eh_book_sheet(book, name), 1, 0};
    eh_sheet_columns(&l.sheet, columns, count);
    eh_sheet_text(&l.sheet, 0, 0, title, EH_STYLE_TITLE);
    return l;
}

static void line(list *l, const char *text) {
    eh_sheet_text(&l->sheet, l->row++, 0, text, EH_STYLE_LINE);
}

static void rows_follow(list *l) {
    l->heading_row = l->row++;
}

static void finish(list *l, const char *name, const eh_column *columns, unsigned count) {
    if (l->row > l->heading_row + 1)
        eh_sheet_table(&l->sheet, name, l->heading_row, l->row - 1, columns, count);
}

/* Notes. */

typedef struct note {
    const char *subject, *text;
} note;

static const note notes[] = {
    {"Groups", "Headcounts are given for each group and for people whose group is unknown. Percentages of a row or of "
               "the board count "
               "the unknown in; likelihood ratios leave them out."},
    {"Likelihood",
     "The people to whom something happened for each hundred of those to whom it could have happened, in percent."},
    {"Relative likelihood",
     "The likelihood of one group divided by that of another. 1 means that both are equally likely. The row's "
     "label says which is divided by which; above 1 is worse for the group that the standard is about."},
    {"Four-fifths verdict",
     "Whether a ratio lies below 0.80, within 0.80 to 1.25 (both included) or above 1.25. It says how large a "
     "difference is, not whether chance could make it."},
    {"Significance",
     "What the p-value says of chance: under 0.05 a difference is unlikely to be chance alone. Where the 95% interval "
     "says otherwise the word is borderline. It says nothing of how large or important a difference is."},
    {"Test", "chi-square is Pearson's test without Yates's correction. mid-p is twice the smaller one-sided mid-p, at "
             "most 1, used when "
             "an expected count is under 5."},
    {"95% interval",
     "Of a ratio by Koopman's score method, of a percentage by Wilson's, of a difference by Newcombe's. Survey "
     "percentages use their number of respondents and are approximate. For a headcount an interval says how far the "
     "figure could move if the same workforce were drawn again; it is not sampling error."},
    {"Percentage points", "The difference between two percentages. Below 0 means that the first is smaller."},
    {"Rounding",
     "Every figure is computed from counts and never from rounded figures. Cells hold the unrounded figure and show it "
     "rounded half away from zero: ratios, likelihoods and scores to 2 decimal places, percentages and points to 1."},
    {"Half counts", "An average of two years may end in .5 and is right as it stands."},
    {"not supplied", "No extract holds what the figure needs."},
    {"not applicable", "The figure does not exist here."},
    {"undefined", "There is nothing to divide by: nobody in a group, or no event in the group compared with."},
    {"suppressed", "The number is too small to show."},
    {"of which", "A part of another row, never added to a total."},
};

static const eh_column note_columns[] = {{"Subject", 34, EH_STYLE_HEADING}, {"What it means", 110, EH_STYLE_HEADING}};

static void note_row(list *l, const char *subject, const char *text) {
    eh_sheet_text(&l->sheet, l->row, 0, subject, EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row++, 1, text, EH_STYLE_TEXT);
}

void eh_sheet_notes(eh_book *book, const eh_edition *edition, const eh_return *ret) {
    list l = start(book, "Notes", "Notes: what the words and figures mean", note_columns,
                   sizeof note_columns / sizeof *note_columns);
    line(&l, "This sheet holds one table: general notes, then what each item says.");
    rows_follow(&l);
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        note_row(&l, notes[i].subject, notes[i].text);
    if (edition && *edition->note)
        note_row(&l, "This edition", edition->note);
    for (size_t i = 0; i < ret->item_count; i++) {
        const eh_item *entry = eh_item_of(edition, ret->items[i].id);
        if (entry && *entry->meaning)
            note_row(&l, entry->id, entry->meaning);
    }
    finish(&l, "Notes_on_figures", note_columns, 2);
}

/* Data quality. */

static const eh_column quality_columns[] = {
    {"Severity", 12, EH_STYLE_HEADING},
    {"Code", 34, EH_STYLE_HEADING},
    {"Item", 30, EH_STYLE_HEADING},
    {"Count", 10, EH_STYLE_HEADING_OF_NUMBERS},
    {"What was found", 95, EH_STYLE_HEADING_INDENTED},
};

static void finding_row(list *l, const eh_return_finding *finding) {
    eh_sheet_text(&l->sheet, l->row, 0, eh_severity_words(finding->severity), EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row, 1, finding->code, EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row, 2, *finding->item ? finding->item : "the whole return", EH_STYLE_TEXT);
    eh_sheet_number(&l->sheet, l->row, 3, (double)finding->count, EH_STYLE_COUNT);
    eh_sheet_text(&l->sheet, l->row++, 4, finding->text, EH_STYLE_INDENTED);
}

void eh_sheet_quality(eh_book *book, const eh_return *ret) {
    list l = start(book, "Data quality", "Data quality: what was found in the extracts", quality_columns,
                   sizeof quality_columns / sizeof *quality_columns);
    line(&l, ret->finding_count ? "This sheet holds one table: errors first, then warnings, then notes."
                                : "Nothing was found that needs a word: no errors, no warnings, no notes.");
    line(&l, "An error stands in the way of submitting the return. Count says how many rows, people or values are "
             "concerned.");
    rows_follow(&l);
    for (int severity = EH_ERROR; severity >= EH_NOTE; severity--)
        for (size_t i = 0; i < ret->finding_count; i++)
            if ((int)ret->findings[i].severity == severity)
                finding_row(&l, &ret->findings[i]);
    finish(&l, "Findings", quality_columns, sizeof quality_columns / sizeof *quality_columns);
}

/* Details. */

static const eh_column detail_columns[] = {
    {"Detail", 60, EH_STYLE_HEADING},
    {"Group", 18, EH_STYLE_HEADING},
    {"Unit", 14, EH_STYLE_HEADING},
    {"Value", 16, EH_STYLE_HEADING_OF_NUMBERS},
    {"Numerator", 14, EH_STYLE_HEADING_OF_NUMBERS},
    {"Denominator", 14, EH_STYLE_HEADING_OF_NUMBERS},
};

/* The group of a detail as people read it. */
static const char *group_words(const eh_return *ret, const char *group) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(group, eh_group_id(ret->standard, g)))
            return eh_group_start(ret->standard, g);
    return *group ? group : "All";
}

static unsigned places(const char *display) {
    const char *point = display ? strchr(display, '.') : NULL;
    return point ? (unsigned)strlen(point + 1) : 0;
}

/* A percentage with its counts beside it is a live formula over them, when they give it. */
static bool percentage_cell(list *l, const eh_value *value, eh_style style) {
    double given = 100 * value->numerator / value->denominator;
    if (!isfinite(given) || fabs(given - value->value) > 1e-12 * fabs(given))
        return false;
    eh_buffer formula = {0}, below = {0};
    eh_cell_name(&below, l->row, 5);
    if (below.length > 0)
        eh_buffer_format(&formula, "=IF(%s=0,\"undefined\",100*", below.data);
    eh_cell_name(&formula, l->row, 4);
    if (below.length > 0)
        eh_buffer_format(&formula, "/%s)", below.data);
    bool whole = !formula.failed && !below.failed;
    if (whole)
        eh_sheet_formula(&l->sheet, l->row, 3, formula.data, value->value, style);
    eh_buffer_free(&formula);
    eh_buffer_free(&below);
    return whole;
}

static void detail_row(list *l, const eh_return *ret, const eh_detail *detail) {
    const eh_value *value = &detail->value;
    eh_buffer name = {0};
    eh_style style = eh_style_for(detail->unit, places(value->display), value->value);
    eh_words_name(&name, detail->name);
    eh_sheet_text(&l->sheet, l->row, 0, name.data, EH_STYLE_TEXT);
    eh_buffer_free(&name);
    eh_sheet_text(&l->sheet, l->row, 1, group_words(ret, detail->group), EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row, 2, eh_unit_id(detail->unit), EH_STYLE_TEXT);
    if (value->missing != EH_PRESENT)
        eh_sheet_text(&l->sheet, l->row, 3, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (detail->unit == EH_TEXT)
        eh_sheet_text(&l->sheet, l->row, 3, value->display, EH_STYLE_WORD);
    else if (detail->unit != EH_PERCENT || !percentage_cell(l, value, style))
        eh_sheet_number(&l->sheet, l->row, 3, value->value, style);
    if (isfinite(value->numerator))
        eh_sheet_number(&l->sheet, l->row, 4, value->numerator, eh_style_for(EH_HEADCOUNT, 0, value->numerator));
    if (isfinite(value->denominator))
        eh_sheet_number(&l->sheet, l->row, 5, value->denominator, eh_style_for(EH_HEADCOUNT, 0, value->denominator));
    l->row++;
}

void eh_sheet_details(eh_book *book, const eh_return *ret) {
    list l = start(book, "Details", "Details: figures beyond the national rows", detail_columns,
                   sizeof detail_columns / sizeof *detail_columns);
    line(&l, ret->detail_count
                 ? "This sheet holds one table: declaration rates, people dropped by each rule, survey gaps."
                 : "This return has no figures beyond the national rows.");
    line(&l, "A blank cell means that the figure has no counts behind it. Internal: not for publication.");
    rows_follow(&l);
    for (size_t i = 0; i < ret->detail_count; i++)
        detail_row(&l, ret, &ret->details[i]);
    finish(&l, "Details_beyond", detail_columns, sizeof detail_columns / sizeof *detail_columns);
}

/* Sources. */

static const eh_column source_columns[] = {
    {"Kind", 14, EH_STYLE_HEADING},
    {"File", 40, EH_STYLE_HEADING},
    {"Sheet", 22, EH_STYLE_HEADING},
    {"Rows", 12, EH_STYLE_HEADING_OF_NUMBERS},
    {"Rows used", 12, EH_STYLE_HEADING_OF_NUMBERS},
    {"SHA-256", 72, EH_STYLE_HEADING_INDENTED},
};

static void rules_lines(list *l, const eh_return *ret) {
    eh_buffer text = {0};
    eh_buffer_format(&text, "Prepared %s by evenhand %s. Rules in force: SHA-256 %s, %s.", ret->prepared, ret->version,
                     ret->rules, ret->custom ? "changed from the built-in ones" : "the built-in ones");
    if (text.length > 0)
        line(l, text.data);
    eh_buffer_free(&text);
    text = (eh_buffer){0};
    eh_buffer_format(&text, "Clinical and non-clinical by %s.",
                     strcmp(ret->clinical_by, "staff-group") ? "occupation code, else staff group"
                                                             : "staff group, else occupation code");
    if (text.length > 0)
        line(l, text.data);
    eh_buffer_free(&text);
}

void eh_sheet_sources(eh_book *book, const eh_return *ret) {
    list l = start(book, "Sources", "Sources: the extracts and the rules in force", source_columns,
                   sizeof source_columns / sizeof *source_columns);
    rules_lines(&l, ret);
    line(&l,
         ret->source_count
             ? "This sheet holds one table: one row for each extract. A text file has no sheet, and its cell is blank."
             : "No extract is named in this return.");
    rows_follow(&l);
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        eh_sheet_text(&l.sheet, l.row, 0, source->kind, EH_STYLE_TEXT);
        eh_sheet_text(&l.sheet, l.row, 1, source->file, EH_STYLE_TEXT);
        eh_sheet_text(&l.sheet, l.row, 2, source->sheet, EH_STYLE_TEXT);
        eh_sheet_number(&l.sheet, l.row, 3, (double)source->rows, EH_STYLE_COUNT);
        eh_sheet_number(&l.sheet, l.row, 4, (double)source->used, EH_STYLE_COUNT);
        eh_sheet_text(&l.sheet, l.row++, 5, source->sha256, EH_STYLE_INDENTED);
    }
    finish(&l, "Extracts", source_columns, sizeof source_columns / sizeof *source_columns);
}
