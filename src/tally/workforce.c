/* One person once (rules.md section 2, rules 1 to 5). */
#include "tally/workforce.h"

#include <stdlib.h>
#include <string.h>

#include "record/trail.h"
#include "tally/sort.h"

/* ---- rules 1 and 2: which assignments are kept ---- */

static unsigned dropped_category(const eh_edition *edition, const char *category) {
    for (unsigned i = 0; category && edition->dropped[i]; i++)
        if (strcmp(edition->dropped[i], category) == 0)
            return EH_DROP_CATEGORY + i;
    return EH_KEPT;
}

/* What deciding a workforce needs beside the roster: which rule drops each of the dataset's categories, and where the last row's source lies. */
typedef struct deciding {
    const eh_dataset *data;
    const eh_edition *edition;
    eh_workforce *workforce;
    uint8_t *category_drop; /* an eh_drop by number of category */
    eh_sort_key *numbers;   /* of kept assignments that have one; room for as many again */
    size_t number_count;
    bool unsorted;
    eh_source_span span;
} deciding;

static unsigned drop_of(const deciding *d, size_t position) {
    const eh_staff_row *row = eh_staff_at(d->data, position);
    const eh_post *post = &d->data->posts.at[row->post];
    eh_date start = eh_staff_start(d->data, position), end = eh_staff_end(d->data, position);
    if (start != EH_NO_DATE && start > d->edition->snapshot)
        return EH_DROP_NOT_STARTED;
    if (end != EH_NO_DATE && end < d->edition->snapshot)
        return EH_DROP_ENDED;
    if (end == EH_NO_DATE && post->gone)
        return EH_DROP_STATUS;
    return d->category_drop[post->category_number];
}

const char *eh_drop_name(const eh_edition *edition, unsigned drop) {
    static const char *const names[] = {"kept", "not-started", "ended", "status"};
    return drop < EH_DROP_CATEGORY ? names[drop] : edition->dropped[drop - EH_DROP_CATEGORY];
}

/* ---- rule 3: which assignment comes first ---- */

static int compare_value(const eh_dataset *data, eh_field field, uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    return eh_slice_compare(eh_dataset_value(data, field, a), eh_dataset_value(data, field, b));
}

static int compare_date(eh_date a, eh_date b) {
    return a < b ? -1 : a > b; /* EH_NO_DATE is below all: a blank comes first */
}

/* The smallest row, field by field in the order of the contract; what agrees in all of them makes no difference. */
static int compare_fields(const eh_dataset *data, size_t a, size_t b) {
    const eh_post *p = &data->posts.at[eh_staff_at(data, a)->post], *q = &data->posts.at[eh_staff_at(data, b)->post];
    const eh_staff_traits *s = eh_staff_traits_of(data, eh_staff_at(data, a)),
                          *t = eh_staff_traits_of(data, eh_staff_at(data, b));
    for (eh_field f = EH_STAFF_ASSIGNMENT_CATEGORY; f <= EH_STAFF_PAY_GRADE; f++) {
        int order = f == EH_STAFF_START_DATE ? compare_date(eh_staff_start(data, a), eh_staff_start(data, b))
                    : f == EH_STAFF_END_DATE ? compare_date(eh_staff_end(data, a), eh_staff_end(data, b))
                                             : compare_value(data, f, p->value[f], q->value[f]);
        if (order)
            return order;
    }
    int order = compare_value(data, EH_STAFF_ETHNIC_ORIGIN, s->ethnicity, t->ethnicity);
    if (!order)
        order = compare_value(data, EH_STAFF_DISABILITY, s->disability, t->disability);
    return order ? order : compare_value(data, EH_STAFF_GENDER, s->gender, t->gender);
}

static int compare_assignments(const eh_dataset *data, size_t a, size_t b) {
    const eh_staff_row *x = eh_staff_at(data, a), *y = eh_staff_at(data, b);
    const eh_staff_traits *s = eh_staff_traits_of(data, x), *t = eh_staff_traits_of(data, y);
    if (s->primary != t->primary)
        return s->primary ? -1 : 1;
    if (s->fte != t->fte)
        return s->fte > t->fte ? -1 : 1;
    unsigned p = data->posts.at[x->post].rank, q = data->posts.at[y->post].rank;
    if (p != q)
        return p > q ? -1 : 1;
    int order = eh_identifier_compare(data->identifiers, eh_staff_assignment(data, a), eh_staff_assignment(data, b));
    return order ? order : compare_fields(data, a, b);
}

/* ---- rule 4: the person's groups ---- */

/* What is gathered over the assignments that decide a person: the kept ones, or all of a leaver's. */
typedef struct gathering {
    size_t first, first_stated; /* positions, in the order of rule 3; first_stated: whose ethnicity is stated */
    unsigned rows, rows_stated;
    unsigned ethnic_groups, disability_groups; /* bit sets of stated groups */
    unsigned ethnic_known, disability_known;   /* bit sets of eh_known */
    char code[3];
    bool codes_differ;
} gathering;

static const eh_ethnicity *ethnicity_of(const eh_dataset *data, size_t position) {
    const eh_staff_traits *traits = eh_staff_traits_of(data, eh_staff_at(data, position));
    return &data->answers[EH_STAFF_ETHNIC_ORIGIN].at[traits->ethnicity].ethnicity;
}

static const eh_disability *disability_of(const eh_dataset *data, size_t position) {
    const eh_staff_traits *traits = eh_staff_traits_of(data, eh_staff_at(data, position));
    return &data->answers[EH_STAFF_DISABILITY].at[traits->disability].disability;
}

static void gather(const eh_dataset *data, size_t position, gathering *g) {
    const eh_ethnicity *ethnicity = ethnicity_of(data, position);
    const eh_disability *disability = disability_of(data, position);
    if (!g->rows++ || compare_assignments(data, position, g->first) < 0)
        g->first = position;
    g->ethnic_known |= 1u << ethnicity->known;
    g->disability_known |= 1u << disability->known;
    if (ethnicity->group != EH_UNKNOWN) {
        if (!g->rows_stated++ || compare_assignments(data, position, g->first_stated) < 0)
            g->first_stated = position;
        g->ethnic_groups |= 1u << ethnicity->group;
        if (g->code[0] && strcmp(g->code, ethnicity->code) != 0)
            g->codes_differ = true;
        memcpy(g->code, ethnicity->code, sizeof g->code);
    }
    if (disability->group != EH_UNKNOWN)
        g->disability_groups |= 1u << disability->group;
}

/* Of an unknown group: declined wins over unmapped, unmapped over blank. */
static uint8_t why_unknown(unsigned known) {
    return known & 1u << EH_DECLINED ? EH_DECLINED : known & 1u << EH_UNMAPPED ? EH_UNMAPPED : EH_BLANK;
}

static void decide_groups(const eh_dataset *data, const gathering *g, eh_person *person) {
    person->ethnic_group = EH_UNKNOWN;
    person->ethnic_known = g->rows_stated ? EH_STATED : why_unknown(g->ethnic_known);
    person->level = EH_LEVEL_NONE;
    if (g->rows_stated) {
        bool first = ethnicity_of(data, g->first)->group != EH_UNKNOWN;
        const eh_ethnicity *ethnicity = ethnicity_of(data, first ? g->first : g->first_stated);
        person->ethnic_group = (uint8_t)ethnicity->group;
        person->level = (uint8_t)ethnicity->level;
        memcpy(person->code, ethnicity->code, sizeof person->code);
    }
    person->disability_group = g->disability_groups & 1u ? 0 : g->disability_groups & 2u ? 1 : EH_UNKNOWN;
    person->disability_known = person->disability_group != EH_UNKNOWN ? EH_STATED : why_unknown(g->disability_known);
}

/* ---- the row of indicator 1 ---- */

static void place_person(const eh_post *post, eh_person *person) {
    static const eh_counter medical[] = {[EH_CONSULTANT] = EH_COUNT_CONSULTANTS,
                                         [EH_SENIOR_MEDICAL] = EH_COUNT_CONSULTANTS,
                                         [EH_CAREER_GRADE] = EH_COUNT_CAREER_GRADE,
                                         [EH_TRAINEE] = EH_COUNT_TRAINEE,
                                         [EH_OTHER_MEDICAL] = EH_COUNT_OTHER_MEDICAL};
    unsigned counter = EH_COUNT_UNPLACED;
    if (post->side == EH_MEDICAL) {
        counter = medical[post->row];
        person->senior_medical = post->row == EH_SENIOR_MEDICAL;
    } else if (post->side != EH_NO_SIDE && post->band != EH_BAND_NONE) {
        counter = post->side == EH_CLINICAL ? EH_COUNT_CLINICAL : EH_COUNT_NON_CLINICAL;
        counter += (unsigned)post->band - EH_BAND_UNDER_1;
    }
    person->counter = (uint8_t)counter;
}

/* ---- people ---- */

static void note_kept(deciding *d, size_t position) {
    eh_workforce *w = d->workforce;
    const eh_post *post = &d->data->posts.at[eh_staff_at(d->data, position)->post];
    eh_identifier number = eh_staff_assignment(d->data, position);
    if (number != EH_NO_IDENTIFIER) {
        d->unsorted = d->unsorted || (d->number_count && d->numbers[d->number_count - 1].key > number);
        d->numbers[d->number_count++] = (eh_sort_key){number, 0};
    }
    w->used[eh_source_at(d->data, EH_KIND_STAFF, position, &d->span)]++;
    w->blank_category += post->category_known == EH_BLANK;
    w->unknown_category += post->category_known == EH_UNMAPPED;
    w->blank_status += post->status_known == EH_BLANK;
    w->unknown_status += post->status_known == EH_UNMAPPED;
}

static void note_person(const eh_post *post, const gathering *g, const eh_person *person, eh_workforce *w) {
    enum { BOTH = 3 };
    w->in_workforce++;
    w->folded_in += g->rows - 1;
    w->different_ethnic_groups += (g->ethnic_groups & BOTH) == BOTH;
    w->different_ethnic_codes += (g->ethnic_groups & BOTH) != BOTH && g->codes_differ;
    w->different_disability_groups += (g->disability_groups & BOTH) == BOTH;
    w->clashes += post->clash;
    w->supplementary += post->supplementary;
    w->without_number += person->employee == EH_NO_IDENTIFIER;
}

/* Tells the trail what became of a person's rows. */
static void trail_person(const deciding *d, const eh_some_rows *rows, size_t from, size_t to) {
    static const eh_fate fates[] = {EH_FATE_SECOND, EH_FATE_NOT_STARTED, EH_FATE_ENDED, EH_FATE_STATUS};
    for (size_t i = from; i < to; i++) {
        size_t position = eh_some_row(rows, i);
        unsigned drop = drop_of(d, position);
        unsigned fate = drop < EH_DROP_CATEGORY ? fates[drop] : EH_FATE_CATEGORY + (drop - EH_DROP_CATEGORY);
        eh_trail_mark(d->data->trail, EH_KIND_STAFF, position, (eh_fate)fate);
    }
}

/* The rows from `from` to `to`, one at least, are one person's. */
static void decide_person(deciding *d, const eh_some_rows *rows, size_t from, size_t to) {
    const eh_dataset *data = d->data;
    eh_workforce *w = d->workforce;
    gathering kept = {0}, dropped = {0};
    bool only_dropped_categories = true;
    for (size_t i = from; i < to; i++) {
        size_t position = eh_some_row(rows, i);
        unsigned drop = drop_of(d, position);
        w->assignments[drop]++;
        w->future_starts += drop == EH_DROP_NOT_STARTED;
        gather(data, position, drop == EH_KEPT ? &kept : &dropped);
        if (drop == EH_KEPT)
            note_kept(d, position);
        const eh_post *post = &data->posts.at[eh_staff_at(data, position)->post];
        if (d->category_drop[post->category_number] == EH_KEPT)
            only_dropped_categories = false;
    }
    eh_person *person = &w->person[w->count++];
    const gathering *g = kept.rows ? &kept : &dropped;
    const eh_staff_row *first = eh_staff_at(data, g->first);
    *person = (eh_person){.employee = first->employee, .chosen = (uint32_t)g->first};
    person->state = kept.rows ? EH_IN_WORKFORCE : only_dropped_categories ? EH_NOT_COUNTED : EH_LEAVER;
    decide_groups(data, g, person);
    place_person(&data->posts.at[first->post], person);
    w->numbered += person->employee != EH_NO_IDENTIFIER;
    if (kept.rows)
        note_person(&data->posts.at[first->post], g, person, w);
    else
        w->people[drop_of(d, g->first)]++;
    if (data->trail)
        trail_person(d, rows, from, to);
}

/* Rows that lie all over the list are fetched a few ahead. (No function: a compiler may take one that only fetches for one that does nothing.) */
#if defined(__GNUC__)
#define FETCH(at) __builtin_prefetch(at)
#else
#define FETCH(at) ((void)(at))
#endif

static void decide_people(deciding *d, const eh_some_rows *rows) {
    enum { AHEAD = 16 };
    for (size_t i = 0; i < rows->count;) {
        if (rows->row && i + AHEAD < rows->count)
            FETCH(eh_staff_at(d->data, rows->row[i + AHEAD]));
        eh_identifier employee = eh_staff_at(d->data, eh_some_row(rows, i))->employee;
        size_t end = i + 1;
        while (employee != EH_NO_IDENTIFIER && end < rows->count &&
               eh_staff_at(d->data, eh_some_row(rows, end))->employee == employee)
            end++;
        decide_person(d, rows, i, end);
        i = end;
    }
}

/* Kept assignments that bear a number that another bears too. */
static void count_same_numbers(const deciding *d, size_t rows) {
    if (d->unsorted)
        eh_sort_keys(d->numbers, d->numbers + rows, d->number_count);
    for (size_t i = 1; i < d->number_count; i++)
        d->workforce->same_assignment_number += d->numbers[i].key == d->numbers[i - 1].key;
}

eh_status eh_workforce_make(const eh_dataset *data, const eh_roster *roster, uint32_t organisation,
                            const eh_edition *edition, eh_workforce *workforce) {
    eh_some_rows rows = eh_roster_rows(roster, EH_KIND_STAFF, organisation);
    *workforce = (eh_workforce){.edition = edition};
    deciding d = {.data = data, .edition = edition, .workforce = workforce};
    workforce->person = calloc(rows.count + 1, sizeof *workforce->person);
    workforce->used = calloc(data->sources.count + 1, sizeof *workforce->used);
    d.category_drop = calloc(data->categories.count + 1, sizeof *d.category_drop);
    d.numbers = malloc((2 * rows.count + 1) * sizeof *d.numbers);
    bool room = workforce->person && workforce->used && d.category_drop && d.numbers;
    for (size_t c = 0; room && c < data->categories.count; c++)
        d.category_drop[c] = (uint8_t)dropped_category(edition, data->categories.at[c]);
    if (room) {
        decide_people(&d, &rows);
        count_same_numbers(&d, rows.count);
    }
    free(d.category_drop);
    free(d.numbers);
    return room ? EH_OK : EH_NOMEM;
}

void eh_workforce_free(eh_workforce *workforce) {
    free(workforce->person);
    free(workforce->used);
    *workforce = (eh_workforce){0};
}
