/* The sheets that are plain lists: Notes, Data quality, Details, Sources. One table each, nothing beneath it. */
#include <math.h>
#include <string.h>

#include "report/workbook_sheets.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Notes. */

static const eh_heading note_columns[] = {
    {EH_BOOK_COLUMN_SUBJECT, 34, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_MEANING, 106, EH_STYLE_HEADING},
};

static void note_row(eh_list *l, const char *subject, const char *text) {
    eh_sheet_text(&l->sheet, l->row, 0, subject, EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row++, 1, text, EH_STYLE_TEXT);
}

void eh_sheet_notes(const eh_working *working, const eh_plan *plan) {
    eh_list l;
    size_t count = 0;
    const eh_book_note *notes = eh_book_notes(working->catalogue, &count);
    const eh_edition *edition = working->edition;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_NOTES, NULL, NULL, NULL);
    eh_list_columns(&l, note_columns, COUNT(note_columns));
    eh_list_line(&l, EH_BOOK_NOTES_TABLE, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (size_t i = 0; i < count; i++)
        note_row(&l, notes[i].subject, notes[i].text);
    if (edition && *edition->note)
        note_row(&l, eh_book_word_text(working->catalogue, EH_BOOK_THIS_EDITION), edition->note);
    for (size_t i = 0; i < working->ret->item_count; i++) {
        const eh_item *entry = eh_working_entry(working, i);
        if (entry && *entry->meaning)
            note_row(&l, entry->id, entry->meaning);
    }
    eh_list_end(&l, "Notes_on_figures", true, 1);
}

/* Data quality. */

enum { SEVERITY, CODE, FINDING_ITEM, FINDING_COUNT, FINDING };

static const eh_heading quality_columns[] = {
    {EH_BOOK_COLUMN_SEVERITY, 12, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_CODE, 30, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_ITEM, 24, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_COUNT, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_FINDING, 80, EH_STYLE_HEADING_INDENTED},
};

static void finding_row(eh_list *l, const eh_return_finding *finding) {
    eh_sheet_text(&l->sheet, l->row, SEVERITY, eh_severity_words(finding->severity), EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row, CODE, finding->code, EH_STYLE_TEXT);
    eh_sheet_text(&l->sheet, l->row, FINDING_ITEM,
                  *finding->item ? finding->item : eh_book_word_text(l->working->catalogue, EH_BOOK_WHOLE_RETURN),
                  EH_STYLE_TEXT);
    eh_sheet_number(&l->sheet, l->row, FINDING_COUNT, (double)finding->count, EH_STYLE_COUNT);
    eh_sheet_text(&l->sheet, l->row++, FINDING, finding->text, EH_STYLE_INDENTED);
}

void eh_sheet_quality(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list l;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_QUALITY, NULL, NULL, NULL);
    eh_list_columns(&l, quality_columns, COUNT(quality_columns));
    eh_list_line(&l, ret->finding_count ? EH_BOOK_QUALITY_TABLE : EH_BOOK_QUALITY_NONE, NULL, NULL, NULL);
    eh_list_line(&l, EH_BOOK_QUALITY_ERRORS, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (int severity = EH_ERROR; severity >= EH_NOTE; severity--)
        for (size_t i = 0; i < ret->finding_count; i++)
            if ((int)ret->findings[i].severity == severity)
                finding_row(&l, &ret->findings[i]);
    if (ret->finding_count) {
        eh_area severities = {l.heading_row + 1, SEVERITY, l.row - 1, SEVERITY};
        eh_sheet_mark_words(&l.sheet, &severities, eh_severity_words(EH_ERROR), EH_MARK_BAD);
        eh_sheet_mark_words(&l.sheet, &severities, eh_severity_words(EH_WARNING), EH_MARK_CARE);
    }
    eh_list_end(&l, "Findings", true, 0);
}

/* Details. */

enum { DETAIL, DETAIL_GROUP, DETAIL_UNIT, DETAIL_VALUE, DETAIL_NUMERATOR, DETAIL_DENOMINATOR };

static const eh_heading detail_columns[] = {
    {EH_BOOK_COLUMN_DETAIL, 60, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_OF_GROUP, 18, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_UNIT, 14, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_VALUE, 16, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_NUMERATOR, 14, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_DENOMINATOR, 15, EH_STYLE_HEADING_OF_NUMBERS},
};

/* The group of a detail as people read it. */
static const char *group_words(const eh_working *working, const char *group) {
    eh_standard standard = working->ret->standard;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(group, eh_group_id(standard, g)))
            return eh_group_start(standard, g);
    return *group ? group : eh_book_word_text(working->catalogue, EH_BOOK_ALL);
}

static unsigned places(const char *display) {
    const char *point = display ? strchr(display, '.') : NULL;
    return point ? (unsigned)strlen(point + 1) : 0;
}

/* A percentage with its counts beside it is a live formula over them, when they give it. */
static bool percentage_cell(eh_list *l, unsigned row, const eh_value *value, eh_style style) {
    double given = 100 * value->numerator / value->denominator;
    if (!isfinite(given) || fabs(given - value->value) > 1e-12 * fabs(given))
        return false;
    eh_buffer formula = {0}, below = {0};
    eh_cell_name(&below, row, DETAIL_DENOMINATOR);
    if (below.length > 0)
        eh_buffer_format(&formula, "=IF(%s=0,\"undefined\",100*", below.data);
    eh_cell_name(&formula, row, DETAIL_NUMERATOR);
    if (below.length > 0)
        eh_buffer_format(&formula, "/%s)", below.data);
    bool whole = !formula.failed && !below.failed;
    if (whole)
        eh_sheet_formula(&l->sheet, row, DETAIL_VALUE, formula.data, value->value, style);
    eh_buffer_free(&formula);
    eh_buffer_free(&below);
    return whole;
}

static void detail_row(eh_list *l, const eh_detail *detail) {
    const eh_value *value = &detail->value;
    eh_sheet *sheet = &l->sheet;
    unsigned row = l->row++;
    eh_buffer name = {0};
    eh_style style = eh_style_for(detail->unit, places(value->display), value->value);
    eh_words_name(&name, detail->name);
    eh_sheet_text(sheet, row, DETAIL, name.data, EH_STYLE_TEXT);
    eh_buffer_free(&name);
    eh_sheet_text(sheet, row, DETAIL_GROUP, group_words(l->working, detail->group), EH_STYLE_TEXT);
    eh_sheet_text(sheet, row, DETAIL_UNIT, eh_unit_id(detail->unit), EH_STYLE_TEXT);
    if (value->missing != EH_PRESENT)
        eh_sheet_text(sheet, row, DETAIL_VALUE, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (detail->unit == EH_TEXT)
        eh_sheet_text(sheet, row, DETAIL_VALUE, value->display, EH_STYLE_WORD);
    else if (detail->unit != EH_PERCENT || !percentage_cell(l, row, value, style))
        eh_sheet_number(sheet, row, DETAIL_VALUE, value->value, style);
    if (isfinite(value->numerator))
        eh_sheet_number(sheet, row, DETAIL_NUMERATOR, value->numerator,
                        eh_style_for(EH_HEADCOUNT, 0, value->numerator));
    if (isfinite(value->denominator))
        eh_sheet_number(sheet, row, DETAIL_DENOMINATOR, value->denominator,
                        eh_style_for(EH_HEADCOUNT, 0, value->denominator));
}

void eh_sheet_details(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list l;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_DETAILS, NULL, NULL, NULL);
    eh_list_columns(&l, detail_columns, COUNT(detail_columns));
    eh_list_line(&l, ret->detail_count ? EH_BOOK_DETAILS_TABLE : EH_BOOK_DETAILS_NONE, NULL, NULL, NULL);
    eh_list_line(&l, EH_BOOK_DETAILS_BLANK, NULL, NULL, NULL);
    eh_list_rows(&l);
    for (size_t i = 0; i < ret->detail_count; i++)
        detail_row(&l, &ret->details[i]);
    eh_list_end(&l, "Details_beyond", true, 1);
}

/* Sources. */

enum { SOURCE_KIND, SOURCE_FILE, SOURCE_SHEET, SOURCE_ROWS, SOURCE_USED, SOURCE_DIGEST };

static const eh_heading source_columns[] = {
    {EH_BOOK_COLUMN_KIND, 14, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_FILE, 36, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_SHEET, 20, EH_STYLE_HEADING},
    {EH_BOOK_COLUMN_ROWS, 10, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_USED, 12, EH_STYLE_HEADING_OF_NUMBERS},
    {EH_BOOK_COLUMN_DIGEST, 68, EH_STYLE_HEADING_INDENTED},
};

static void rules_lines(eh_list *l) {
    const eh_working *working = l->working;
    const eh_return *ret = working->ret;
    eh_list_line(l, ret->source_count ? EH_BOOK_SOURCES_TABLE : EH_BOOK_SOURCES_NONE, NULL, NULL, NULL);
    eh_list_line(l, EH_BOOK_SOURCES_PREPARED, ret->prepared, ret->version, NULL);
    eh_list_line(l, ret->custom ? EH_BOOK_SOURCES_CUSTOM : EH_BOOK_SOURCES_BUILT_IN, ret->rules, NULL, NULL);
    eh_list_line(l, strcmp(ret->clinical_by, "staff-group") != 0 ? EH_BOOK_SOURCES_BY_CODE : EH_BOOK_SOURCES_BY_GROUP,
                 NULL, NULL, NULL);
}

void eh_sheet_sources(const eh_working *working, const eh_plan *plan) {
    const eh_return *ret = working->ret;
    eh_list l;
    eh_list_start(&l, working, plan, EH_BOOK_TITLE_SOURCES, NULL, NULL, NULL);
    eh_list_columns(&l, source_columns, COUNT(source_columns));
    rules_lines(&l);
    eh_list_rows(&l);
    for (size_t i = 0; i < ret->source_count; i++) {
        const eh_source_note *source = &ret->sources[i];
        eh_sheet_text(&l.sheet, l.row, SOURCE_KIND, source->kind, EH_STYLE_TEXT);
        eh_sheet_text(&l.sheet, l.row, SOURCE_FILE, source->file, EH_STYLE_TEXT);
        eh_sheet_text(&l.sheet, l.row, SOURCE_SHEET,
                      *source->sheet ? source->sheet : eh_book_word_text(working->catalogue, EH_BOOK_NO_SHEET),
                      EH_STYLE_TEXT);
        eh_sheet_number(&l.sheet, l.row, SOURCE_ROWS, (double)source->rows, EH_STYLE_COUNT);
        eh_sheet_number(&l.sheet, l.row, SOURCE_USED, (double)source->used, EH_STYLE_COUNT);
        eh_sheet_text(&l.sheet, l.row++, SOURCE_DIGEST, source->sha256, EH_STYLE_INDENTED);
    }
    eh_list_end(&l, "Extracts", false, 0);
}
