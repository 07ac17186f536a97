/* The working workbook: Cover, Return, Intervals, Notes, Data quality, Details, Sources. It keeps every row of the accessibility checklist that is read as
 * essential: tables marked as tables, no merged cells, no page headers, titles in A1, wrapped text, filled document properties. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "report/words.h"
#include "report/workbook_bytes.h"
#include "report/workbook_sheets.h"
#include "report/writer.h"

enum { SHEETS = 7 };

typedef struct order {
    const eh_edition *edition;
    const eh_return *ret;
} order;

/* Two digits at `text`, or -1. */
static int two_digits(const char *text) {
    return text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9' ? (text[0] - '0') * 10 + text[1] - '0'
                                                                                : -1;
}

/* "2025-05-20T09:00:00Z" as seconds since 1970; what cannot be read is the snapshot's day, so that the same return gives the same bytes. */
static int64_t seconds_of(const eh_return *ret) {
    enum { DAY = 86400 };
    eh_date day = EH_NO_DATE;
    const char *at = ret->prepared;
    eh_slice text = eh_slice_of(at);
    if (text.length < 19 || eh_date_read((eh_slice){at, 10}, &day) != EH_DATE_READ)
        return (int64_t)ret->snapshot * DAY;
    int hours = two_digits(at + 11), minutes = two_digits(at + 14), seconds = two_digits(at + 17);
    if (hours < 0 || minutes < 0 || seconds < 0)
        return (int64_t)day * DAY;
    return (int64_t)day * DAY + (int64_t)hours * 3600 + (int64_t)minutes * 60 + seconds;
}

static void properties(eh_book *book, const eh_return *ret) {
    static char author[] = "Evenhand", status[] = "Internal: holds small numbers, not for publication";
    eh_buffer title = {0}, subject = {0};
    eh_buffer_format(&title, "%s %d: ", eh_standard_id(ret->standard), ret->edition);
    eh_words_organisation(&title, ret);
    eh_buffer_text(&subject, ret->standard == EH_WRES ? "Workforce Race Equality Standard"
                                                      : "Workforce Disability Equality Standard");
    eh_buffer_text(&subject, ", working workbook");
    if (title.failed || subject.failed) {
        eh_book_fail(book, EH_NOMEM, "no memory for the document properties");
    } else if (!eh_utf8_valid(title.data, title.length)) {
        eh_book_fail(book, EH_BAD, "a text is not valid UTF-8");
    } else {
        lxw_doc_properties set = {.title = title.data,
                                  .subject = subject.data,
                                  .author = author,
                                  .status = status,
                                  .created = (time_t)seconds_of(ret)};
        if (workbook_set_properties(book->workbook, &set) != LXW_NO_ERROR)
            eh_book_fail(book, EH_BAD, "the document properties cannot be set");
    }
    eh_buffer_free(&title);
    eh_buffer_free(&subject);
}

static void fill(eh_book *book, void *context) {
    const order *o = context;
    properties(book, o->ret);
    eh_sheet_cover(book, o->edition, o->ret);
    eh_sheet_return(book, o->edition, o->ret);
    eh_sheet_notes(book, o->edition, o->ret);
    eh_sheet_quality(book, o->ret);
    eh_sheet_details(book, o->ret);
    eh_sheet_sources(book, o->ret);
}

/* The finding that says why there is no workbook. */
static eh_status failed(const eh_return *ret, eh_findings *findings, eh_status status, const char *fault) {
    if (status == EH_NOMEM)
        return status;
    eh_place place = {.organisation = ret->organisation, .standard = eh_standard_id(ret->standard)};
    char reason[128] = "the reason is not known";
    size_t length = fault ? strlen(fault) : 0;
    if (length > 0 && length < sizeof reason) {
        memcpy(reason, fault, length + 1);
        if (reason[length - 1] == '.') /* the library's own sentences end with one; ours brings its own */
            reason[length - 1] = '\0';
    }
    eh_status found = eh_found(findings, status == EH_IO ? EH_F_WORKBOOK_TEMPORARY : EH_F_WORKBOOK_FAILED, place, 1,
                               NULL, reason, NULL);
    return found == EH_OK ? status : found;
}

eh_status eh_write_workbook(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *findings, eh_sink *sink) {
    order o = {eh_edition_find(catalogue, ret->standard, ret->edition), ret};
    char *data = NULL;
    size_t size = 0;
    const char *fault = NULL;
    eh_status status = eh_workbook_bytes(fill, &o, "en-GB", &data, &size, &fault);
    if (status != EH_OK)
        return failed(ret, findings, status, fault);
    fault = eh_workbook_check(data, size, SHEETS);
    status = fault ? failed(ret, findings, EH_BAD, fault) : sink->write(sink, data, size);
    free(data);
    return status;
}
