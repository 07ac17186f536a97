/* Sections 2 and 3: who is in the workforce. */
#include "verify/people.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* ---- rule 1: dates decide first ---- */

/* 31 Dec 4712 and 1 Jan 1900 as an end date mean none. */
static eh_date end_date(eh_date end) {
    if (end == eh_date_make(4712, 12, 31) || end == eh_date_make(1900, 1, 1))
        return EH_NO_DATE;
    return end;
}

static eh_date snapshot_of(const eh_plain_question *q) {
    return q->edition->snapshot - (q->vary & EH_VARY_DAY_BEFORE ? 1 : 0) + (q->vary & EH_VARY_DAY_AFTER ? 1 : 0);
}

static bool kept_by_dates(const eh_plain_book *book, const eh_plain_question *q, const plain_assignment *a) {
    eh_date snapshot = snapshot_of(q);
    bool gone;
    if (a->start != EH_NO_DATE && a->start > snapshot)
        return false;
    if (q->vary & EH_VARY_LEAVERS)
        return true;
    if (a->end != EH_NO_DATE)
        return a->end >= snapshot;
    return eh_status_of(book->catalogue, plain_text(a->table, a->row, EH_STAFF_ASSIGNMENT_STATUS), &gone) !=
               EH_STATED ||
           !gone;
}

/* ---- rule 2: the category ---- */

/* A blank category is bank where the Position Title, Job Role or Area of Work says so. */
static const char *category_of(const eh_plain_book *book, const plain_assignment *a) {
    static const eh_field may_say_bank[] = {EH_STAFF_POSITION_TITLE, EH_STAFF_JOB_ROLE, EH_STAFF_AREA_OF_WORK};
    eh_known known;
    const char *category =
        eh_category_of(book->catalogue, plain_text(a->table, a->row, EH_STAFF_ASSIGNMENT_CATEGORY), &known);
    for (size_t i = 0; i < sizeof may_say_bank / sizeof *may_say_bank && known == EH_BLANK; i++)
        if (eh_says_bank(plain_text(a->table, a->row, may_say_bank[i])))
            return "bank";
    return category;
}

static bool dropped_by_category(const eh_plain_book *book, const eh_plain_question *q, const plain_assignment *a) {
    const char *category = category_of(book, a);
    if (!category || (q->vary & EH_VARY_BANK && strcmp(category, "bank") == 0) ||
        (q->vary & EH_VARY_NON_EXECUTIVES && strcmp(category, "non-executive") == 0))
        return false;
    for (size_t i = 0; q->edition->dropped[i]; i++)
        if (strcmp(q->edition->dropped[i], category) == 0)
            return true;
    return false;
}

bool plain_is_kept(const plain_assignment *a) {
    return a->dates_keep && !a->category_drops;
}

/* ---- section 3: the post ---- */

static void read_post(const eh_plain_book *book, const eh_plain_question *q, plain_assignment *a) {
    eh_slice role = plain_text(a->table, a->row, EH_STAFF_JOB_ROLE);
    eh_slice grade = plain_text(a->table, a->row, EH_STAFF_PAY_GRADE);
    a->side = eh_side_of(book->catalogue, plain_text(a->table, a->row, EH_STAFF_OCCUPATION_CODE),
                         plain_text(a->table, a->row, EH_STAFF_STAFF_GROUP), q->by_staff_group)
                  .side;
    if (eh_medical_director(book->catalogue, role, grade))
        a->side = EH_MEDICAL;
    a->band = a->side == EH_MEDICAL ? EH_BAND_NONE : eh_band_of(book->catalogue, grade);
    a->medical = a->side == EH_MEDICAL ? eh_medical_row_of(book->catalogue, role, grade) : EH_OTHER_MEDICAL;
    a->rank = a->side == EH_MEDICAL ? EH_BAND_VSM + 1 : (unsigned)a->band;
}

/* To nine places; a blank and what is no number are lowest. */
static int64_t read_fte(eh_slice text) {
    const eh_wide places = 1000000000;
    eh_fraction fte;
    if (!eh_decimal_read(text, &fte) || fte.numerator < 0 || fte.numerator / fte.denominator > EH_LIMIT_COUNT)
        return -1;
    eh_wide whole = fte.numerator / fte.denominator, rest = fte.numerator % fte.denominator, decimals = 0;
    for (eh_wide place = places / 10; place > 0; place /= 10) { /* digit by digit, as by hand */
        rest *= 10;
        decimals += place * (rest / fte.denominator);
        rest %= fte.denominator;
    }
    return (int64_t)(whole * places + decimals);
}

static void read_assignment(const eh_plain_book *book, const eh_plain_question *q, const plain_table *table,
                            const plain_row *row, plain_assignment *a) {
    bool stated;
    *a = (plain_assignment){.table = table, .row = row};
    a->employee = plain_text(table, row, EH_STAFF_EMPLOYEE_NUMBER);
    a->number = plain_text(table, row, EH_STAFF_ASSIGNMENT_NUMBER);
    a->start = plain_date(table, row, EH_STAFF_START_DATE);
    a->end = end_date(plain_date(table, row, EH_STAFF_END_DATE));
    a->primary = plain_yes(book, table, row, EH_STAFF_PRIMARY_ASSIGNMENT, &stated);
    a->fte = read_fte(plain_text(table, row, EH_STAFF_FTE));
    read_post(book, q, a);
    a->group = plain_group(book, table, row, q->edition->standard, EH_STAFF_ETHNIC_ORIGIN, EH_STAFF_DISABILITY);
    a->dates_keep = kept_by_dates(book, q, a);
    a->category_drops = dropped_by_category(book, q, a);
}

/* ---- rule 3: the order of a person's assignments ---- */

/* The smallest row compared field by field. */
static int compare_rows(const plain_assignment *a, const plain_assignment *b) {
    static const eh_field texts_before[] = {EH_STAFF_ASSIGNMENT_CATEGORY, EH_STAFF_ASSIGNMENT_STATUS};
    static const eh_field texts_behind[] = {EH_STAFF_STAFF_GROUP,  EH_STAFF_JOB_ROLE,      EH_STAFF_POSITION_TITLE,
                                            EH_STAFF_AREA_OF_WORK, EH_STAFF_DIRECTORATE,   EH_STAFF_OCCUPATION_CODE,
                                            EH_STAFF_PAY_GRADE,    EH_STAFF_ETHNIC_ORIGIN, EH_STAFF_DISABILITY};
    int order = 0;
    for (size_t i = 0; i < sizeof texts_before / sizeof *texts_before && order == 0; i++)
        order = eh_slice_compare(plain_text(a->table, a->row, texts_before[i]),
                                 plain_text(b->table, b->row, texts_before[i]));
    if (order == 0 && a->start != b->start)
        order = a->start < b->start ? -1 : 1;
    if (order == 0 && a->end != b->end)
        order = a->end < b->end ? -1 : 1;
    for (size_t i = 0; i < sizeof texts_behind / sizeof *texts_behind && order == 0; i++)
        order = eh_slice_compare(plain_text(a->table, a->row, texts_behind[i]),
                                 plain_text(b->table, b->row, texts_behind[i]));
    return order;
}

/* By person, those without a number last; within a person primary first, then the highest FTE, the highest band, the lowest number. */
static int compare_assignments(const void *x, const void *y) {
    const plain_assignment *a = x, *b = y;
    if ((a->employee.length == 0) != (b->employee.length == 0))
        return a->employee.length ? -1 : 1;
    int order = eh_slice_compare(a->employee, b->employee);
    if (order)
        return order;
    if (a->employee.length == 0) /* a person of its own each */
        return a->row < b->row ? -1 : a->row > b->row;
    if (a->primary != b->primary)
        return a->primary ? -1 : 1;
    if (a->fte != b->fte)
        return a->fte > b->fte ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank > b->rank ? -1 : 1;
    order = eh_slice_compare(a->number, b->number);
    return order ? order : compare_rows(a, b);
}

/* ---- rule 4: the person's group ---- */

/* Over the kept assignments, or over all of somebody who has none. */
static unsigned group_of(const plain_people *people, const plain_person *person, eh_standard standard, bool kept) {
    unsigned group = EH_UNKNOWN;
    for (size_t i = person->first; i < person->end; i++) {
        const plain_assignment *a = &people->assignment[i];
        if ((kept && !plain_is_kept(a)) || a->group == EH_UNKNOWN)
            continue;
        /* the first stated one; but a Yes on any wins over a No */
        if (group == EH_UNKNOWN || (standard == EH_WDES && a->group < group))
            group = a->group;
    }
    return group;
}

static void decide_person(const plain_people *people, eh_standard standard, plain_person *person) {
    const plain_assignment *first_kept = NULL;
    bool only_dropped_categories = true;
    for (size_t i = person->first; i < person->end; i++) {
        const plain_assignment *a = &people->assignment[i];
        if (plain_is_kept(a) && !first_kept)
            first_kept = a;
        only_dropped_categories = only_dropped_categories && a->category_drops;
    }
    person->chosen = first_kept ? first_kept : &people->assignment[person->first];
    person->employee = person->chosen->employee;
    person->assignment = person->chosen->number;
    person->state = first_kept ? PLAIN_IN_WORKFORCE : only_dropped_categories ? PLAIN_NOT_COUNTED : PLAIN_LEAVER;
    person->group = group_of(people, person, standard, first_kept != NULL);
    person->bare = person->employee;
    while (person->bare.length > 1 && *person->bare.at == '0')
        person->bare = (eh_slice){person->bare.at + 1, person->bare.length - 1};
}

/* ---- everybody ---- */

static eh_status read_assignments(const eh_plain_book *book, const eh_plain_question *q, plain_people *people) {
    size_t most = 0;
    for (size_t t = 0; t < book->count; t++)
        if (book->table[t].kind == EH_KIND_STAFF)
            most += book->table[t].count;
    people->assignment = calloc(most + 1, sizeof *people->assignment);
    if (!people->assignment)
        return EH_NOMEM;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        for (size_t r = 0; r < table->count && table->kind == EH_KIND_STAFF; r++)
            if (plain_ours(&table->row[r], q))
                read_assignment(book, q, table, &table->row[r], &people->assignment[people->assignments++]);
    }
    qsort(people->assignment, people->assignments, sizeof *people->assignment, compare_assignments);
    return EH_OK;
}

static int compare_bare(const void *x, const void *y) {
    const plain_person *const *a = x, *const *b = y;
    return eh_slice_compare((*a)->bare, (*b)->bare);
}

static int compare_assignment_numbers(const void *x, const void *y) {
    const plain_person *const *a = x, *const *b = y;
    return eh_slice_compare((*a)->assignment, (*b)->assignment);
}

static eh_status make_lists(plain_people *people) {
    people->by_bare = calloc(people->count + 1, sizeof *people->by_bare);
    people->by_assignment = calloc(people->count + 1, sizeof *people->by_assignment);
    if (!people->by_bare || !people->by_assignment)
        return EH_NOMEM;
    for (size_t i = 0; i < people->count; i++) {
        const plain_person *person = &people->person[i];
        if (person->employee.length)
            people->by_bare[people->bare_count++] = person;
        if (person->assignment.length)
            people->by_assignment[people->assignment_count++] = person;
    }
    people->numbered = people->bare_count;
    qsort((void *)people->by_bare, people->bare_count, sizeof *people->by_bare, compare_bare);
    qsort((void *)people->by_assignment, people->assignment_count, sizeof *people->by_assignment,
          compare_assignment_numbers);
    return EH_OK;
}

eh_status plain_people_make(const eh_plain_book *book, const eh_plain_question *q, plain_people *people) {
    *people = (plain_people){0};
    eh_status status = read_assignments(book, q, people);
    if (status != EH_OK)
        return status;
    people->person = calloc(people->assignments + 1, sizeof *people->person);
    if (!people->person)
        return EH_NOMEM;
    for (size_t i = 0; i < people->assignments;) {
        eh_slice employee = people->assignment[i].employee;
        size_t end = i + 1;
        while (employee.length && end < people->assignments &&
               eh_slice_equal(people->assignment[end].employee, employee))
            end++;
        plain_person *person = &people->person[people->count++];
        *person = (plain_person){.first = i, .end = end};
        decide_person(people, q->edition->standard, person);
        i = end;
    }
    return make_lists(people);
}

void plain_people_free(plain_people *people) {
    free(people->assignment);
    free(people->person);
    free((void *)people->by_bare);
    free((void *)people->by_assignment);
    *people = (plain_people){0};
}

/* ---- section 4: whom a number means ---- */

eh_slice plain_without_suffix(eh_slice number) {
    size_t end = number.length;
    while (end > 0 && number.at[end - 1] >= '0' && number.at[end - 1] <= '9')
        end--;
    bool suffix = end >= 2 && end < number.length && number.at[end - 1] == '-';
    return suffix ? (eh_slice){number.at, end - 1} : number;
}

static const plain_person *by_number(const plain_people *people, eh_slice number) {
    size_t low = 0, high = people->numbered;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (eh_slice_compare(people->person[middle].employee, number) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < people->numbered && eh_slice_equal(people->person[low].employee, number) ? &people->person[low] : NULL;
}

/* The only one of a sorted list who has this key; NULL for nobody and for several. */
static const plain_person *only_one(const plain_person *const *list, size_t count, eh_slice key,
                                    eh_slice (*key_of)(const plain_person *)) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (eh_slice_compare(key_of(list[middle]), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || !eh_slice_equal(key_of(list[low]), key))
        return NULL;
    return low + 1 < count && eh_slice_equal(key_of(list[low + 1]), key) ? NULL : list[low];
}

static eh_slice bare_of(const plain_person *person) {
    return person->bare;
}

static eh_slice assignment_of(const plain_person *person) {
    return person->assignment;
}

static eh_slice without_zeros(eh_slice number) {
    while (number.length > 1 && *number.at == '0')
        number = (eh_slice){number.at + 1, number.length - 1};
    return number;
}

const plain_person *plain_person_of(const plain_people *people, eh_slice number) {
    if (number.length == 0)
        return NULL;
    eh_slice base = plain_without_suffix(number);
    const plain_person *person = by_number(people, number);
    if (!person)
        person = by_number(people, base);
    if (!person)
        person = only_one(people->by_assignment, people->assignment_count, number, assignment_of);
    if (!person)
        person = only_one(people->by_bare, people->bare_count, without_zeros(number), bare_of);
    if (!person)
        person = only_one(people->by_bare, people->bare_count, without_zeros(base), bare_of);
    return person;
}
