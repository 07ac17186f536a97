#include "indicator/second.h"

#include <string.h>

static eh_status begin(void *context, eh_kind kind, bool system_1904) {
    return eh_plain_begin(context, kind, system_1904);
}

static eh_status add(void *context, const eh_row *row) {
    return eh_plain_add(context, row);
}

static void end(void *context, bool kept) {
    eh_plain_end(context, kept);
}

eh_row_watch eh_second_watch(eh_plain_book *book) {
    return (eh_row_watch){book, begin, add, end};
}

static eh_status too_large(eh_findings *findings) {
    enum { MEGABYTE = 1 << 20 };
    eh_buffer size = {0};
    eh_buffer_whole(&size, (int64_t)(EH_LIMIT_VERIFIED / MEGABYTE));
    eh_status status =
        size.failed ? EH_NOMEM : eh_refuse(findings, EH_F_VERIFY_TOO_LARGE, (eh_place){0}, size.data, NULL);
    eh_buffer_free(&size);
    return status;
}

/* One return; *differences counts those of it. */
static eh_status check_return(const eh_plain_book *book, const eh_edition *edition, const eh_run_options *options,
                              const char *only, eh_findings *findings, const eh_return *ret, size_t *differences) {
    eh_plain_items items = {0};
    const eh_plain_question question = {.edition = edition,
                                        .organisation = ret->organisation,
                                        .blank_too = only && strcmp(only, ret->organisation) == 0,
                                        .by_staff_group = options->clinical_by_staff_group};
    *differences = 0;
    eh_status status = eh_plain_reckon(book, &question, &items);
    if (status == EH_OK)
        status = eh_plain_compare(&items, edition, ret, findings, differences);
    eh_plain_items_free(&items);
    return status;
}

eh_status eh_second_check(const eh_plain_book *book, const eh_catalogue *catalogue, const eh_run_options *options,
                          const char *only, eh_findings *findings, eh_return *const *returns) {
    size_t differences, all = 0;
    if (eh_plain_too_large(book))
        return too_large(findings);
    for (size_t i = 0; returns[i]; i++) {
        const eh_edition *edition = eh_edition_find(catalogue, returns[i]->standard, returns[i]->edition);
        eh_status status = check_return(book, edition, options, only, findings, returns[i], &differences);
        if (status != EH_OK)
            return status;
        all += differences;
    }
    return all ? EH_BAD : EH_OK;
}
