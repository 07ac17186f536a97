/* The working workbook: which sheets it has, and its document properties. It keeps every row of the accessibility checklist that is read as
 * essential: tables marked as tables, no merged cells, no page headers, titles in A1, wrapped text, filled document properties. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "report/workbook_bytes.h"
#include "report/workbook_sheets.h"
#include "report/writer.h"
#include "standard/standards.h"

static void properties(eh_working *working) {
    const eh_return *ret = working->ret;
    const eh_standard_words *standard = &eh_standards_built_in[ret->standard];
    static const eh_book_word words[] = {EH_BOOK_PROPERTY_TITLE,  EH_BOOK_PROPERTY_SUBJECT,  EH_BOOK_PROPERTY_AUTHOR,
                                         EH_BOOK_PROPERTY_STATUS, EH_BOOK_PROPERTY_KEYWORDS, EH_BOOK_PROPERTY_COMMENTS};
    enum { TEXTS = sizeof words / sizeof *words };
    eh_buffer texts[TEXTS] = {{0}}, year = {0}, organisation = {0};
    eh_buffer_whole(&year, ret->edition);
    eh_words_organisation(&organisation, ret);
    for (unsigned i = 0; i < TEXTS; i++)
        eh_working_words(working, &texts[i], words[i], standard->name, year.data, organisation.data);
    const eh_book_properties set = {.title = eh_buffer_words(&texts[0]),
                                    .subject = eh_buffer_words(&texts[1]),
                                    .author = eh_buffer_words(&texts[2]),
                                    .status = eh_buffer_words(&texts[3]),
                                    .keywords = eh_buffer_words(&texts[4]),
                                    .comments = eh_buffer_words(&texts[5]),
                                    .prepared = ret->prepared,
                                    .otherwise = ret->snapshot};
    bool failed = year.failed || organisation.failed;
    for (unsigned i = 0; i < TEXTS; i++)
        failed = failed || texts[i].failed;
    if (failed)
        eh_book_fail(working->book, EH_NOMEM, "no memory for the document properties");
    else
        eh_book_properties_set(working->book, &set);
    for (unsigned i = 0; i < TEXTS; i++)
        eh_buffer_free(&texts[i]);
    eh_buffer_free(&year);
    eh_buffer_free(&organisation);
}

/* A sheet that every workbook has, or one that it has when the return holds what it is about. */
typedef struct sheet_row {
    eh_book_word name, purpose;
    void (*write)(const eh_working *working, const eh_plan *plan);
    bool (*wanted)(const eh_working *working);
} sheet_row;

static const sheet_row front[] = {
    {EH_BOOK_SHEET_COVER, EH_BOOK_PURPOSE_COVER, eh_sheet_cover, NULL},
    {EH_BOOK_SHEET_RETURN, EH_BOOK_PURPOSE_RETURN, eh_sheet_return, NULL},
};
static const sheet_row back[] = {
    {EH_BOOK_SHEET_RATIOS, EH_BOOK_PURPOSE_RATIOS, eh_sheet_ratios, eh_has_ratios},
    {EH_BOOK_SHEET_SURVEY, EH_BOOK_PURPOSE_SURVEY, eh_sheet_survey, eh_has_survey},
    {EH_BOOK_SHEET_BOARD, EH_BOOK_PURPOSE_BOARD, eh_sheet_board, eh_has_board},
    {EH_BOOK_SHEET_RECRUITMENT, EH_BOOK_PURPOSE_RECRUITMENT, eh_sheet_recruitment, eh_has_recruitment},
    {EH_BOOK_SHEET_RECRUITMENT_RATIOS, EH_BOOK_PURPOSE_RECRUITMENT_RATIOS, eh_sheet_recruitment_ratios,
     eh_has_recruitment},
    {EH_BOOK_SHEET_BREAKDOWNS, EH_BOOK_PURPOSE_BREAKDOWNS, eh_sheet_breakdowns, eh_has_breakdowns},
    {EH_BOOK_SHEET_AUDIT, EH_BOOK_PURPOSE_AUDIT, eh_sheet_audit, NULL},
    {EH_BOOK_SHEET_NOTES, EH_BOOK_PURPOSE_NOTES, eh_sheet_notes, NULL},
    {EH_BOOK_SHEET_QUALITY, EH_BOOK_PURPOSE_QUALITY, eh_sheet_quality, NULL},
    {EH_BOOK_SHEET_DETAILS, EH_BOOK_PURPOSE_DETAILS, eh_sheet_details, NULL},
    {EH_BOOK_SHEET_SOURCES, EH_BOOK_PURPOSE_SOURCES, eh_sheet_sources, NULL},
};
enum { FRONT = sizeof front / sizeof *front, BACK = sizeof back / sizeof *back };

static void plan_rows(eh_working *working, const sheet_row *rows, unsigned count) {
    for (unsigned i = 0; i < count; i++) {
        if (rows[i].wanted && !rows[i].wanted(working))
            continue;
        eh_plan *plan = &working->plans[working->plan_count++];
        const char *name = eh_book_word_text(working->catalogue, rows[i].name);
        *plan = (eh_plan){.purpose = rows[i].purpose, .write = rows[i].write};
        if (strlen(name) < sizeof plan->name)
            memcpy(plan->name, name, strlen(name) + 1);
        else
            eh_book_fail(working->book, EH_BAD, "a worksheet cannot bear the name that the templates give it");
    }
}

static void fill(eh_book *book, void *context) {
    eh_working *working = context;
    working->book = book;
    if (!eh_return_grid(working))
        eh_book_fail(book, EH_NOMEM, "no memory for a sheet");
    eh_book_rule(book);
    properties(working);
    if (book->status == EH_OK) {
        plan_rows(working, front, FRONT);
        working->plan_count +=
            eh_plan_shares(working, working->plans + working->plan_count, EH_MOST_SHEETS - FRONT - BACK);
        plan_rows(working, back, BACK);
    }
    for (unsigned i = 0; i < working->plan_count && book->status == EH_OK; i++)
        working->plans[i].write(working, &working->plans[i]);
    free(working->place);
    working->place = NULL;
}

eh_status eh_write_workbook(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    eh_place place = eh_return_place(ret, NULL);
    eh_working *working = calloc(1, sizeof *working);
    if (!working)
        return EH_NOMEM;
    working->catalogue = catalogue;
    working->edition = eh_edition_find(catalogue, ret->standard, ret->edition);
    working->ret = ret;
    working->focus = eh_focus_group(ret->standard);
    working->other = eh_other_group(ret->standard);
    eh_status status = eh_workbook_write(fill, working, &working->plan_count, place, findings, sink);
    free(working);
    return status;
}
