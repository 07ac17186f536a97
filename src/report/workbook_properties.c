/* What a workbook says of itself. See workbook_book.h. */
#include <string.h>

#include "report/workbook_book.h"

/* Two digits at `text`, or -1. */
static int two_digits(const char *text) {
    return text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9' ? (text[0] - '0') * 10 + text[1] - '0'
                                                                                : -1;
}

static int64_t seconds_of(const char *at, eh_date otherwise) {
    enum { DAY = 86400 };
    eh_date day = EH_NO_DATE;
    eh_slice text = eh_slice_of(at);
    if (text.length < 19 || eh_date_read((eh_slice){at, 10}, &day) != EH_DATE_READ)
        return (int64_t)otherwise * DAY;
    int hours = two_digits(at + 11), minutes = two_digits(at + 14), seconds = two_digits(at + 17);
    if (hours < 0 || minutes < 0 || seconds < 0)
        return (int64_t)day * DAY;
    return (int64_t)day * DAY + (int64_t)hours * 3600 + (int64_t)minutes * 60 + seconds;
}

void eh_book_properties_set(eh_book *book, const eh_book_properties *p) {
    const char *const texts[] = {p->title, p->subject, p->author, p->status, p->keywords, p->comments};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] && !*texts[i])
            eh_book_fail(book, EH_NOMEM, "no memory for the document properties");
        else if (texts[i] && !eh_utf8_valid(texts[i], strlen(texts[i])))
            eh_book_fail(book, EH_BAD, "a text is not valid UTF-8");
    /* The library takes its texts without const, and copies them. */
    lxw_doc_properties set = {.title = (char *)(uintptr_t)p->title,
                              .subject = (char *)(uintptr_t)p->subject,
                              .author = (char *)(uintptr_t)p->author,
                              .status = (char *)(uintptr_t)p->status,
                              .keywords = (char *)(uintptr_t)p->keywords,
                              .comments = (char *)(uintptr_t)p->comments,
                              .created = (time_t)seconds_of(p->prepared, p->otherwise)};
    if (book->status == EH_OK && workbook_set_properties(book->workbook, &set) != LXW_NO_ERROR)
        eh_book_fail(book, EH_BAD, "the document properties cannot be set");
}
