/* Indicator 2 and metric 2 (section 4). */
#include <stdlib.h>

#include "verify/counts.h"

typedef struct application {
    eh_slice id;
    size_t position; /* in file order */
    bool appointed;
    unsigned group;
} application;

/* Of the period: by Date Shortlisted, else Closing Date, else the whole extract. */
static bool in_period(const eh_plain_question *q, eh_date day) {
    int from_year, to_year, month, from_day, to_month, to_day;
    eh_date from = q->edition->period_start, to = q->edition->period_end;
    if (day == EH_NO_DATE || q->vary & EH_VARY_WHOLE_EXTRACT)
        return true;
    if (q->vary & EH_VARY_YEAR_BEFORE) {
        eh_date_split(from, &from_year, &month, &from_day);
        eh_date_split(to, &to_year, &to_month, &to_day);
        from = eh_date_make(from_year - 1, month, from_day);
        to = eh_date_make(to_year - 1, to_month, to_day);
    }
    return day >= from && day <= to;
}

/* By ID, those without one last, each by itself; then in file order. */
static int compare_applications(const void *x, const void *y) {
    const application *a = x, *b = y;
    int order = eh_slice_compare(a->id, b->id);
    return order ? order : a->position < b->position ? -1 : a->position > b->position;
}

/* Reads an application; false for one that was neither shortlisted nor appointed, or not in the period. `Appointed` implies `shortlisted`. */
static bool read_application(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                             const plain_row *row, application *a) {
    bool stated;
    bool shortlisted = plain_yes(book, table, row, EH_APPLICANTS_SHORTLISTED, &stated);
    a->appointed = plain_yes(book, table, row, EH_APPLICANTS_APPOINTED, &stated);
    eh_date day = plain_date(table, row, EH_APPLICANTS_DATE_SHORTLISTED);
    if (day == EH_NO_DATE)
        day = plain_date(table, row, EH_APPLICANTS_CLOSING_DATE);
    a->id = plain_text(table, row, EH_APPLICANTS_APPLICATION_ID);
    a->group =
        plain_group(book, table, row, q->edition->standard, EH_APPLICANTS_ETHNIC_ORIGIN, EH_APPLICANTS_DISABILITY);
    return (shortlisted || a->appointed) && in_period(q, day);
}

/* The same Application ID counts once: the first in file order that was appointed, else shortlisted. */
static void count_once(const application *all, size_t count, plain_counts *counts) {
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (all[i].id.length && end < count && eh_slice_equal(all[end].id, all[i].id))
            end++;
        const application *counted = &all[i];
        for (size_t j = i; j < end && !counted->appointed; j++)
            if (all[j].appointed)
                counted = &all[j];
        counts->shortlisted.of[counted->group]++;
        if (counted->appointed)
            counts->appointed.of[counted->group]++;
        i = end;
    }
}

eh_status plain_count_applications(const eh_plain_book *book, const eh_plain_question *q, plain_counts *counts) {
    eh_field column = q->edition->standard == EH_WRES ? EH_APPLICANTS_ETHNIC_ORIGIN : EH_APPLICANTS_DISABILITY;
    size_t most = 0, count = 0, position = 0;
    if (!plain_has_kind(book, EH_KIND_APPLICANTS) || !plain_has_column(book, q, column))
        return EH_OK;
    for (size_t t = 0; t < book->count; t++)
        most += book->table[t].kind == EH_KIND_APPLICANTS ? book->table[t].count : 0;
    application *all = calloc(most + 1, sizeof *all);
    if (!all)
        return EH_NOMEM;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        for (size_t r = 0; r < table->count && table->kind == EH_KIND_APPLICANTS; r++, position++) {
            all[count].position = position;
            if (plain_ours(&table->row[r], q) && read_application(book, q, table, &table->row[r], &all[count]))
                count++;
        }
    }
    qsort(all, count, sizeof *all, compare_applications);
    counts->shortlisted.supplied = counts->appointed.supplied = true;
    count_once(all, count, counts);
    free(all);
    return EH_OK;
}
