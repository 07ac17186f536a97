/* Indicators 3 and 4 (section 4) and metric 3 (section 5): people to whom something happened. */
#include <stdlib.h>
#include <string.h>

#include "verify/counts.h"

/* An event that counts, and whom it happened to. */
typedef struct event {
    const plain_person *person; /* or NULL for a number that nobody has */
    eh_slice number;            /* without its "-n"; empty for none */
    size_t position;            /* in file order */
    eh_date day;
    unsigned stated; /* the group that the row states */
    bool ill_health;
} event;

/* The columns of cases and of training. */
typedef struct columns {
    eh_kind kind;
    eh_field employee, date, ethnic, disability;
} columns;

static const columns case_columns = {EH_KIND_CASES, EH_CASES_EMPLOYEE_NUMBER, EH_CASES_DATE_OPENED,
                                     EH_CASES_ETHNIC_ORIGIN, EH_CASES_DISABILITY};
static const columns training_columns = {EH_KIND_TRAINING, EH_TRAINING_EMPLOYEE_NUMBER, EH_TRAINING_DATE_COMPLETED,
                                         EH_TRAINING_ETHNIC_ORIGIN, EH_TRAINING_DISABILITY};

/* ---- which rows count ---- */

/* A formal case of the process; without the column Formal all cases count, and a blank cell does not. */
static bool case_counts(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                        const plain_row *row) {
    eh_case_type type = EH_CASE_OTHER,
                 wanted = q->edition->standard == EH_WRES ? EH_CASE_DISCIPLINARY : EH_CASE_CAPABILITY;
    bool stated;
    if (q->vary & EH_VARY_OTHER_PROCESS)
        wanted = wanted == EH_CASE_CAPABILITY ? EH_CASE_DISCIPLINARY : EH_CASE_CAPABILITY;
    if (eh_case_type_of(book->catalogue, plain_text(table, row, EH_CASES_CASE_TYPE), &type) != EH_STATED ||
        type != wanted)
        return false;
    return q->vary & EH_VARY_INFORMAL || !plain_has(table, EH_CASES_FORMAL) ||
           plain_yes(book, table, row, EH_CASES_FORMAL, &stated);
}

/* Whether a course is a competence whose framework says what it is: "NHS|CSTF|Fire Safety - 2 Years|". */
static bool is_competence(const eh_plain_book *book, eh_slice course, bool *mandatory) {
    return course.length && memchr(course.at, '|', course.length) &&
           eh_yes_no_of(book->catalogue, EH_TRAINING_MANDATORY, course, mandatory) == EH_STATED;
}

/* Whether one of the courses is a competence: names then say what is mandatory, of every row. */
static bool names_competences(const eh_plain_book *book, const plain_table *table) {
    bool mandatory, some = false;
    for (size_t r = 0; r < table->count && table->kind == EH_KIND_TRAINING; r++)
        some = some || is_competence(book, plain_text(table, &table->row[r], EH_TRAINING_COURSE), &mandatory);
    return some;
}

/* Whether the heading of the mark is plainly Mandatory, which stands for itself. */
static bool plainly_mandatory(const plain_table *table) {
    char a[EH_FOLD_ROOM];
    size_t n = eh_fold(table->heading[table->place[EH_TRAINING_MANDATORY]], a, sizeof a);
    return eh_slice_equal((eh_slice){a, n}, EH_SLICE("mandatory"));
}

/* Training that is marked as not mandatory. `framework`: no column says what is mandatory, and the names of courses do. */
static bool training_counts(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                            const plain_row *row, bool framework) {
    eh_slice course = plain_text(table, row, EH_TRAINING_COURSE);
    bool mandatory = false, stated, by_framework = false;
    bool competence = is_competence(book, course, &by_framework);
    if (!plain_has(table, EH_TRAINING_MANDATORY)) {
        if (!framework || eh_yes_no_of(book->catalogue, EH_TRAINING_MANDATORY, course, &mandatory) != EH_STATED)
            return (q->vary & EH_VARY_MANDATORY) != 0;
        return q->vary & EH_VARY_MANDATORY || !mandatory;
    }
    mandatory = plain_yes(book, table, row, EH_TRAINING_MANDATORY, &stated);
    if (competence && !plainly_mandatory(table)) {
        mandatory = mandatory || by_framework; /* a mandatory framework whatever an Essential mark says */
        stated = true;
    }
    return q->vary & EH_VARY_MANDATORY || (stated && !mandatory);
}

/* ---- whom it happened to ---- */

static int compare_events(const void *x, const void *y) {
    const event *a = x, *b = y;
    if (a->person != b->person)
        return !a->person ? 1 : !b->person ? -1 : a->person < b->person ? -1 : 1;
    int order = a->person ? 0 : eh_slice_compare(a->number, b->number);
    return order ? order : a->position < b->position ? -1 : a->position > b->position;
}

/* A row with no Employee Number is a person of its own. */
static bool same_person(const event *a, const event *b) {
    if (a->person || b->person)
        return a->person == b->person;
    return a->number.length && eh_slice_equal(a->number, b->number);
}

/* The group of the person whose events these are; false for somebody who held only dropped categories. */
static bool whose_group(const event *first, const event *end, unsigned *group) {
    *group = EH_UNKNOWN;
    if (first->person) {
        *group = first->person->group;
        return first->person->state != PLAIN_NOT_COUNTED;
    }
    for (const event *e = first; e < end; e++) {
        if (e->stated == EH_UNKNOWN || e->stated == *group)
            continue;
        if (*group != EH_UNKNOWN) { /* rows that disagree */
            *group = EH_UNKNOWN;
            return true;
        }
        *group = e->stated;
    }
    return true;
}

/* ---- the years ---- */

typedef struct year {
    eh_date from, to;
} year;

static year year_before(year y) {
    int of, month, day;
    eh_date_split(y.from, &of, &month, &day);
    return (year){eh_date_make(of - 1, month, day), y.from - 1};
}

/* The years in which events are counted; an average is made of two. */
static unsigned years_of(const eh_plain_question *q, bool cases, year years[2]) {
    years[0] = (year){q->edition->period_start, q->edition->period_end};
    if (q->vary & EH_VARY_YEAR_BEFORE)
        years[0] = year_before(years[0]);
    if (q->vary & EH_VARY_WHOLE_EXTRACT)
        years[0] = (year){EH_NO_DATE + 1, INT32_MAX};
    years[1] = year_before((year){q->edition->period_start, q->edition->period_end});
    if (q->vary & EH_VARY_YEAR_BEFORE)
        years[1] = year_before(years[1]);
    if (q->vary & EH_VARY_TWO_YEARS)
        return 2;
    if (q->vary & (EH_VARY_ONE_YEAR | EH_VARY_WHOLE_EXTRACT))
        return 1;
    return cases && q->edition->case_years == 2 ? 2 : 1;
}

static bool within(eh_date day, year y) {
    return day != EH_NO_DATE && day >= y.from && day <= y.to;
}

/* In each of the years count the people with an event in it; of these, those whose events of that year were all on grounds of ill health. */
static void count_person(const eh_plain_question *q, const event *first, const event *end, year y, unsigned group,
                         plain_count *all, plain_count *ill) {
    int64_t events = 0, ill_events = 0;
    for (const event *e = first; e < end; e++)
        if (within(e->day, y)) {
            events++;
            ill_events += e->ill_health;
        }
    bool each = (q->vary & EH_VARY_CASES) != 0;
    all->of[group] += each ? events : events > 0;
    if (ill)
        ill->of[group] += each ? ill_events : events > 0 && ill_events == events;
}

static void count_people(const eh_plain_question *q, const event *all, size_t count, const year *years, unsigned n,
                         plain_count *entered, plain_count *ill) {
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        unsigned group;
        while (end < count && same_person(&all[i], &all[end]))
            end++;
        bool counted = whose_group(&all[i], &all[end], &group);
        for (unsigned y = 0; y < n && counted; y++)
            count_person(q, &all[i], &all[end], years[y], group, entered, ill);
        i = end;
    }
}

/* ---- an extract ---- */

static bool row_counts(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                       const plain_row *row, bool framework) {
    return table->kind == EH_KIND_CASES ? case_counts(book, q, table, row)
                                        : training_counts(book, q, table, row, framework);
}

static bool in_some_year(eh_date day, const year *years, unsigned n) {
    return within(day, years[0]) || (n == 2 && within(day, years[1]));
}

/* The events of the organisation that count and lie within the years; NULL when out of memory. */
static event *gather(const eh_plain_book *book, const eh_plain_question *q, const plain_people *people,
                     const columns *c, const year *years, unsigned n, size_t *count) {
    size_t most = 0;
    *count = 0;
    for (size_t t = 0; t < book->count; t++)
        most += book->table[t].kind == c->kind ? book->table[t].count : 0;
    event *all = calloc(most + 1, sizeof *all);
    for (size_t t = 0; t < book->count && all; t++) {
        const plain_table *table = &book->table[t];
        bool framework = names_competences(book, table);
        for (size_t r = 0; r < table->count && table->kind == c->kind; r++) {
            const plain_row *row = &table->row[r];
            bool counts = row_counts(book, q, table, row, framework), ill = false;
            eh_date day = plain_date(table, row, c->date);
            if (!counts || !plain_ours(row, q) || !in_some_year(day, years, n))
                continue;
            eh_slice number = plain_text(table, row, c->employee);
            if (c->kind == EH_KIND_CASES)
                ill =
                    eh_grounds_of(book->catalogue, plain_text(table, row, EH_CASES_GROUNDS), &ill) == EH_STATED && ill;
            all[*count] =
                (event){.person = plain_person_of(people, number),
                        .number = plain_without_suffix(number),
                        .position = *count,
                        .day = day,
                        .ill_health = ill,
                        .stated = plain_group(book, table, row, q->edition->standard, c->ethnic, c->disability)};
            ++*count;
        }
    }
    return all;
}

static eh_status count_extract(const eh_plain_book *book, const eh_plain_question *q, const plain_people *people,
                               const columns *c, plain_count *entered, plain_count *ill, unsigned *averaged) {
    year years[2];
    size_t count;
    bool cases = c->kind == EH_KIND_CASES;
    unsigned n = years_of(q, cases, years);
    event *all = gather(book, q, people, c, years, n, &count);
    if (!all)
        return EH_NOMEM;
    qsort(all, count, sizeof *all, compare_events);
    count_people(q, all, count, years, n, entered, ill);
    free(all);
    entered->supplied = true;
    if (ill)
        ill->supplied = true;
    *averaged = cases && n == 2 && !(q->vary & EH_VARY_TWO_YEARS) ? 2 : 1;
    return EH_OK;
}

/* Groups come from the staff extract, else from the rows' own column. */
static bool groups_are_known(const eh_plain_book *book, const eh_plain_question *q, const plain_counts *counts,
                             const columns *c) {
    eh_field column = q->edition->standard == EH_WRES ? c->ethnic : c->disability;
    return plain_has_kind(book, c->kind) && (counts->unplaced.supplied || plain_has_column(book, q, column));
}

/* Training must say what is mandatory: by a column, or by the frameworks of competences. */
static bool mandatory_is_known(const eh_plain_book *book, const eh_plain_question *q) {
    if (plain_has_column(book, q, EH_TRAINING_MANDATORY) || q->vary & EH_VARY_MANDATORY)
        return true;
    bool ours = false, ours_say = false, all_say = false;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        bool holds = false, says = plain_has(table, EH_TRAINING_MANDATORY) || names_competences(book, table);
        for (size_t r = 0; r < table->count && table->kind == EH_KIND_TRAINING; r++)
            holds = holds || plain_ours(&table->row[r], q);
        all_say = all_say || says;
        ours = ours || holds;
        ours_say = ours_say || (holds && says);
    }
    return ours ? ours_say : all_say;
}

eh_status plain_count_events(const eh_plain_book *book, const eh_plain_question *q, const plain_people *people,
                             plain_counts *counts) {
    bool wres = q->edition->standard == EH_WRES;
    unsigned averaged;
    eh_status status = EH_OK;
    counts->years = (unsigned)q->edition->case_years;
    if (groups_are_known(book, q, counts, &case_columns))
        status = count_extract(book, q, people, &case_columns, &counts->entered,
                               wres ? NULL : &counts->entered_ill_health, &counts->years);
    if (status == EH_OK && wres && groups_are_known(book, q, counts, &training_columns) && mandatory_is_known(book, q))
        status = count_extract(book, q, people, &training_columns, &counts->accessed, NULL, &averaged);
    return status;
}
