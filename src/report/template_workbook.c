/* See template_workbook.h. */
#include "report/template_workbook.h"

#include <stdlib.h>
#include <string.h>

#include "base/source.h"
#include "report/workbook_bytes.h"
#include "standard/action_words.h"
#include "standard/choices.h"

enum { NARROWEST = 12 };

eh_status eh_template_csv(eh_kind kind, eh_sink *sink) {
    eh_buffer out = {0};
    eh_field first, last;
    eh_kind_fields(kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        eh_buffer_text(&out, f > first ? "," : "");
        eh_buffer_text(&out, eh_field_heading(f));
    }
    eh_buffer_text(&out, "\r\n");
    return eh_buffer_write(&out, sink);
}

eh_status eh_template_actions(eh_sink *sink) {
    eh_buffer out = {0};
    for (unsigned f = 0; f < EH_ACTION_FIELDS; f++)
        eh_buffer_format(&out, "%s%s", f ? "," : "", eh_action_heading((eh_action_field)f));
    eh_buffer_text(&out, "\r\n");
    return eh_buffer_write(&out, sink);
}

typedef struct order {
    const eh_catalogue *catalogue;
    eh_kind kind;
    eh_date day;
    unsigned sheets;
} order;

/* Formats for whole columns: text, so that a spreadsheet keeps leading zeros, and days. */
static lxw_format *column_format(eh_book *book, bool is_text) {
    enum { BUILT_IN_TEXT = 49 };
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        eh_book_fail(book, EH_NOMEM, "no memory for a style");
        return NULL;
    }
    format_set_font_name(format, "Arial");
    format_set_font_size(format, 11);
    if (is_text)
        format_set_num_format_index(format, BUILT_IN_TEXT);
    else
        format_set_num_format(format, "dd/mm/yyyy");
    return format;
}

static eh_sheet sheet_of_headings(eh_book *book, eh_kind kind) {
    eh_field first, last;
    eh_sheet sheet = eh_book_sheet(book, eh_kind_word(kind));
    lxw_format *formats[] = {[EH_FIELD_PLAIN] = NULL,
                             [EH_FIELD_IDENTIFIER] = column_format(book, true),
                             [EH_FIELD_DATE] = column_format(book, false)};
    eh_kind_fields(kind, &first, &last);
    if (!sheet.worksheet || book->status != EH_OK)
        return sheet;
    for (eh_field f = first; f <= last; f++) {
        lxw_col_t column = (lxw_col_t)(f - first);
        size_t width = strlen(eh_field_heading(f)) + 4;
        if (worksheet_set_column(sheet.worksheet, column, column, (double)(width < NARROWEST ? NARROWEST : width),
                                 formats[eh_field_note_of(f)->sort]) != LXW_NO_ERROR)
            eh_book_fail(book, EH_BAD, "a column cannot be formatted");
        eh_sheet_text(&sheet, 0, column, eh_field_heading(f), EH_STYLE_HEADING);
    }
    worksheet_freeze_panes(sheet.worksheet, 1, 0);
    return sheet;
}

static void sheet_of_notes(eh_book *book, eh_kind kind) {
    static const eh_column columns[] = {{"Column", 24, EH_STYLE_HEADING},
                                        {"Needed", 12, EH_STYLE_HEADING},
                                        {"What goes in", 60, EH_STYLE_HEADING},
                                        {"Values understood, in short", 50, EH_STYLE_HEADING}};
    enum { COLUMNS = sizeof columns / sizeof *columns, TITLE = 0, LEAD = 1, HEADINGS = 3 };
    eh_field first, last;
    eh_sheet sheet = eh_book_sheet(book, "Notes");
    eh_buffer lead = {0};
    eh_kind_fields(kind, &first, &last);
    eh_buffer_format(&lead, "For the sheet \"%s\": %s. This sheet is not read.", eh_kind_word(kind),
                     eh_kind_meaning(kind));
    eh_sheet_columns(&sheet, columns, COLUMNS);
    eh_sheet_text(&sheet, TITLE, 0, "Notes on the columns", EH_STYLE_TITLE);
    if (lead.failed)
        eh_book_fail(book, EH_NOMEM, "no memory for a text");
    eh_sheet_text(&sheet, LEAD, 0, lead.data, EH_STYLE_LINE);
    eh_buffer_free(&lead);
    eh_sheet_table(&sheet, "Columns", HEADINGS, HEADINGS + (unsigned)(last - first) + 1, columns, COLUMNS);
    for (eh_field f = first; f <= last; f++) {
        unsigned row = HEADINGS + 1 + (unsigned)(f - first);
        eh_sheet_text(&sheet, row, 0, eh_field_heading(f), EH_STYLE_TEXT);
        eh_sheet_text(&sheet, row, 1, eh_field_required(f) ? "required" : "optional", EH_STYLE_TEXT);
        eh_sheet_text(&sheet, row, 2, eh_field_note_of(f)->holds, EH_STYLE_TEXT);
        eh_sheet_text(&sheet, row, 3, eh_field_note_of(f)->values, EH_STYLE_TEXT);
    }
}

/* ---- drop-down lists ---- */

static const char lists_sheet[] = "Lists";

static void count_value(void *context, const char *value) {
    size_t *widest = context, width = strlen(value);
    *widest = width > *widest ? width : *widest;
}

/* The sheet of lists, filled column by column. */
typedef struct lists {
    eh_book *book;
    lxw_worksheet *worksheet;
    unsigned row; /* of the value written last */
    lxw_col_t column;
} lists;

static void write_cell(lists *list, unsigned row, const char *text, eh_style style) {
    if (worksheet_write_string(list->worksheet, row, list->column, text, list->book->styles[style]) != LXW_NO_ERROR)
        eh_book_fail(list->book, EH_BAD, "a list of values cannot be written");
}

static void write_value(void *context, const char *value) {
    lists *list = context;
    write_cell(list, ++list->row, value, EH_STYLE_TEXT);
}

/* Another value is remarked upon, and may stay. */
static void validate(eh_sheet *sheet, lxw_col_t column, lxw_data_validation *rule) {
    enum { LAST_ROW = 1048575 };
    rule->error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION;
    if (worksheet_data_validation_range(sheet->worksheet, 1, column, LAST_ROW, column, rule) != LXW_NO_ERROR)
        eh_book_fail(sheet->book, EH_BAD, "a drop-down list cannot be made");
}

/* The list of a column of the sheet of headings: its values in a column of the sheet of lists, whose heading is not the field's own, so that the sheet is not
 * taken for an extract. */
static void offer_list(const order *o, eh_sheet *headings, lists *list, eh_field field, size_t widest) {
    char title[] = "Not in the list of usual values";
    char message[] = "Other wordings may be understood too: evenhand check says what is not.";
    char letters[8];
    eh_buffer heading = {0}, range = {0};
    eh_field first, last;
    eh_kind_fields(o->kind, &first, &last);
    list->row = 0;
    eh_buffer_format(&heading, "Values for %s", eh_field_heading(field));
    if (!heading.failed) {
        size_t width = heading.length > widest ? heading.length : widest;
        worksheet_set_column(list->worksheet, list->column, list->column, (double)width + 4, NULL);
        write_cell(list, 0, heading.data, EH_STYLE_HEADING);
        eh_choices_of(o->catalogue, field, write_value, list);
        lxw_col_to_name(letters, list->column, 1);
        eh_buffer_format(&range, "='%s'!%s$2:%s$%u", lists_sheet, letters, letters, list->row + 1);
    }
    if (heading.failed || range.failed) {
        eh_book_fail(headings->book, EH_NOMEM, "no memory for a list of values");
    } else {
        lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                    .value_formula = range.data,
                                    .error_title = title,
                                    .error_message = message};
        validate(headings, (lxw_col_t)(field - first), &rule);
    }
    eh_buffer_free(&heading);
    eh_buffer_free(&range);
    list->column++;
}

static void check_days(const order *o, eh_sheet *headings) {
    char title[] = "This is no date", message[] = "Write the day as 31/03/2025.";
    eh_field first, last;
    eh_kind_fields(o->kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        lxw_data_validation rule = {.error_title = title,
                                    .error_message = message,
                                    .validate = LXW_VALIDATION_TYPE_DATE,
                                    .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                    .minimum_datetime = {.year = 1900, .month = 1, .day = 1},
                                    .maximum_datetime = {.year = 4712, .month = 12, .day = 31}};
        if (eh_field_note_of(f)->sort == EH_FIELD_DATE)
            validate(headings, (lxw_col_t)(f - first), &rule);
    }
}

static void sheet_of_lists(order *o, eh_sheet *headings) {
    lists list = {.book = headings->book};
    eh_field first, last;
    eh_kind_fields(o->kind, &first, &last);
    for (eh_field f = first; f <= last && headings->book->status == EH_OK; f++) {
        size_t widest = 0;
        if (eh_choices_of(o->catalogue, f, count_value, &widest) == 0)
            continue;
        if (list.column == 0) {
            list.worksheet = eh_book_sheet(headings->book, lists_sheet).worksheet;
            o->sheets++;
        }
        if (list.worksheet)
            offer_list(o, headings, &list, f, widest);
    }
}

static void fill(eh_book *book, void *context) {
    order *o = context;
    const eh_book_properties set = {
        .title = "Template of an extract", .author = "Evenhand", .prepared = "", .otherwise = o->day};
    eh_book_properties_set(book, &set);
    eh_sheet headings = sheet_of_headings(book, o->kind);
    sheet_of_notes(book, o->kind);
    o->sheets = 2;
    if (!headings.worksheet || book->status != EH_OK)
        return;
    check_days(o, &headings);
    sheet_of_lists(o, &headings);
}

eh_status eh_template_workbook(const eh_catalogue *catalogue, eh_kind kind, eh_date day, eh_sink *sink,
                               const char **fault) {
    order o = {.catalogue = catalogue, .kind = kind, .day = day};
    char *data = NULL;
    size_t size = 0;
    eh_status status = eh_workbook_bytes(fill, &o, "en-GB", &data, &size, fault);
    if (status == EH_OK)
        status = eh_workbook_check(data, size, o.sheets, fault);
    if (status == EH_OK)
        status = sink->write(sink, data, size);
    free(data);
    return status;
}
