/* See template_workbook.h. */
#include "report/template_workbook.h"

#include <stdlib.h>
#include <string.h>

#include "report/workbook_bytes.h"

enum { SHEETS = 2, NARROWEST = 12 };

eh_status eh_template_csv(eh_kind kind, eh_sink *sink) {
    eh_buffer out = {0};
    eh_field first, last;
    eh_kind_fields(kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        eh_buffer_text(&out, f > first ? "," : "");
        eh_buffer_text(&out, eh_field_heading(f));
    }
    eh_buffer_text(&out, "\r\n");
    eh_status status = out.failed ? EH_NOMEM : sink->write(sink, out.data, out.length);
    eh_buffer_free(&out);
    return status;
}

typedef struct order {
    eh_kind kind;
    eh_date day;
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

static void sheet_of_headings(eh_book *book, eh_kind kind) {
    eh_field first, last;
    eh_sheet sheet = eh_book_sheet(book, eh_kind_word(kind));
    lxw_format *formats[] = {[EH_FIELD_PLAIN] = NULL,
                             [EH_FIELD_IDENTIFIER] = column_format(book, true),
                             [EH_FIELD_DATE] = column_format(book, false)};
    eh_kind_fields(kind, &first, &last);
    if (!sheet.worksheet || book->status != EH_OK)
        return;
    for (eh_field f = first; f <= last; f++) {
        lxw_col_t column = (lxw_col_t)(f - first);
        size_t width = strlen(eh_field_heading(f)) + 4;
        if (worksheet_set_column(sheet.worksheet, column, column, (double)(width < NARROWEST ? NARROWEST : width),
                                 formats[eh_field_note_of(f)->sort]) != LXW_NO_ERROR)
            eh_book_fail(book, EH_BAD, "a column cannot be formatted");
        eh_sheet_text(&sheet, 0, column, eh_field_heading(f), EH_STYLE_HEADING);
    }
    worksheet_freeze_panes(sheet.worksheet, 1, 0);
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

static void fill(eh_book *book, void *context) {
    enum { DAY = 86400 };
    static char author[] = "Evenhand", title[] = "Template of an extract";
    const order *o = context;
    lxw_doc_properties set = {.title = title, .author = author, .created = (time_t)o->day * DAY};
    if (workbook_set_properties(book->workbook, &set) != LXW_NO_ERROR)
        eh_book_fail(book, EH_BAD, "the document properties cannot be set");
    sheet_of_headings(book, o->kind);
    sheet_of_notes(book, o->kind);
}

eh_status eh_template_workbook(eh_kind kind, eh_date day, eh_sink *sink, const char **fault) {
    order o = {kind, day};
    char *data = NULL;
    size_t size = 0;
    eh_status status = eh_workbook_bytes(fill, &o, "en-GB", &data, &size, fault);
    if (status == EH_OK && (*fault = eh_workbook_check(data, size, SHEETS)) != NULL)
        status = EH_BAD;
    if (status == EH_OK)
        status = sink->write(sink, data, size);
    free(data);
    return status;
}
