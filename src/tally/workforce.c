/* One person once (rules.md section 2, rules 1 to 5). */
#include "tally/workforce.h"

#include <stdlib.h>
#include <string.h>

/* ---- rules 1 and 2: which assignments are kept ---- */

static unsigned dropped_category(const eh_edition *edition, const char *category) {
    for (unsigned i = 0; category && edition->dropped[i]; i++)
        if (strcmp(edition->dropped[i], category) == 0)
            return EH_DROP_CATEGORY + i;
    return EH_KEPT;
}

static unsigned drop_of(const eh_dataset *data, const eh_edition *edition, const eh_staff_row *row) {
    const eh_post *post = &data->posts.at[row->post];
    if (row->start != EH_NO_DATE && row->start > edition->snapshot)
        return EH_DROP_NOT_STARTED;
    if (row->end != EH_NO_DATE && row->end < edition->snapshot)
        return EH_DROP_ENDED;
    if (row->end == EH_NO_DATE && post->gone)
        return EH_DROP_STATUS;
    return dropped_category(edition, post->category);
}

const char *eh_drop_name(const eh_edition *edition, unsigned drop) {
    static const char *const names[] = {"kept", "not-started", "ended", "status"};
    return drop < EH_DROP_CATEGORY ? names[drop] : edition->dropped[drop - EH_DROP_CATEGORY];
}

/* ---- rule 3: which assignment comes first ---- */

static int compare_number(const eh_dataset *data, uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    if (a == EH_INDEX_NONE || b == EH_INDEX_NONE)
        return a == EH_INDEX_NONE ? -1 : 1;
    return eh_slice_compare(eh_index_key(data->numbers, a), eh_index_key(data->numbers, b));
}

static int compare_value(const eh_dataset *data, eh_field field, uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    return eh_slice_compare(eh_dataset_value(data, field, a), eh_dataset_value(data, field, b));
}

static int compare_date(eh_date a, eh_date b) {
    return a < b ? -1 : a > b; /* EH_NO_DATE is below all: a blank comes first */
}

/* The smallest row, field by field in the order of the contract; what agrees in all of them makes no difference. */
static int compare_fields(const eh_dataset *data, const eh_staff_row *a, const eh_staff_row *b) {
    const eh_post *p = &data->posts.at[a->post], *q = &data->posts.at[b->post];
    for (eh_field f = EH_STAFF_ASSIGNMENT_CATEGORY; f <= EH_STAFF_PAY_GRADE; f++) {
        int order = f == EH_STAFF_START_DATE ? compare_date(a->start, b->start)
                    : f == EH_STAFF_END_DATE ? compare_date(a->end, b->end)
                                             : compare_value(data, f, p->value[f], q->value[f]);
        if (order)
            return order;
    }
    int order = compare_value(data, EH_STAFF_ETHNIC_ORIGIN, a->ethnicity, b->ethnicity);
    return order ? order : compare_value(data, EH_STAFF_DISABILITY, a->disability, b->disability);
}

static int compare_assignments(const eh_dataset *data, const eh_staff_row *a, const eh_staff_row *b) {
    if (a->primary != b->primary)
        return a->primary ? -1 : 1;
    if (a->fte != b->fte)
        return a->fte > b->fte ? -1 : 1;
    unsigned p = data->posts.at[a->post].rank, q = data->posts.at[b->post].rank;
    if (p != q)
        return p > q ? -1 : 1;
    int order = compare_number(data, a->assignment, b->assignment);
    return order ? order : compare_fields(data, a, b);
}

/* ---- rule 4: the person's groups ---- */

/* What is gathered over the assignments that decide a person: the kept ones, or all of a leaver's. */
typedef struct gathering {
    const eh_staff_row *first, *first_stated; /* in the order of rule 3; first_stated: whose ethnicity is stated */
    unsigned rows;
    unsigned ethnic_groups, disability_groups; /* bit sets of stated groups */
    unsigned ethnic_known, disability_known;   /* bit sets of eh_known */
    char code[3];
    bool codes_differ;
} gathering;

static const eh_ethnicity *ethnicity_of(const eh_dataset *data, const eh_staff_row *row) {
    return &data->answers[EH_STAFF_ETHNIC_ORIGIN].at[row->ethnicity].ethnicity;
}

static const eh_disability *disability_of(const eh_dataset *data, const eh_staff_row *row) {
    return &data->answers[EH_STAFF_DISABILITY].at[row->disability].disability;
}

static void gather(const eh_dataset *data, const eh_staff_row *row, gathering *g) {
    const eh_ethnicity *ethnicity = ethnicity_of(data, row);
    const eh_disability *disability = disability_of(data, row);
    g->rows++;
    if (!g->first || compare_assignments(data, row, g->first) < 0)
        g->first = row;
    g->ethnic_known |= 1u << ethnicity->known;
    g->disability_known |= 1u << disability->known;
    if (ethnicity->group != EH_UNKNOWN) {
        if (!g->first_stated || compare_assignments(data, row, g->first_stated) < 0)
            g->first_stated = row;
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
    const eh_staff_row *row = ethnicity_of(data, g->first)->group != EH_UNKNOWN ? g->first : g->first_stated;
    person->ethnic_group = EH_UNKNOWN;
    person->ethnic_known = row ? EH_STATED : why_unknown(g->ethnic_known);
    person->level = EH_LEVEL_NONE;
    if (row) {
        const eh_ethnicity *ethnicity = ethnicity_of(data, row);
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

static void note_kept(const eh_dataset *data, const eh_staff_row *row, eh_workforce *w) {
    w->used[row->source]++;
    const eh_post *post = &data->posts.at[row->post];
    w->blank_category += post->category_known == EH_BLANK;
    w->unknown_category += post->category_known == EH_UNMAPPED;
    w->blank_status += post->status_known == EH_BLANK;
    w->unknown_status += post->status_known == EH_UNMAPPED;
}

static void note_person(const eh_dataset *data, const gathering *g, const eh_person *person, eh_workforce *w) {
    const eh_post *post = &data->posts.at[g->first->post];
    enum { BOTH = 3 };
    w->in_workforce++;
    w->folded_in += g->rows - 1;
    w->different_ethnic_groups += (g->ethnic_groups & BOTH) == BOTH;
    w->different_ethnic_codes += (g->ethnic_groups & BOTH) != BOTH && g->codes_differ;
    w->different_disability_groups += (g->disability_groups & BOTH) == BOTH;
    w->clashes += post->clash;
    w->supplementary += post->supplementary;
    w->without_number += person->employee == EH_INDEX_NONE;
}

/* Rows `from` to `to` of the roster, one at least, are one person's. */
static void decide_person(const eh_dataset *data, const eh_roster *roster, size_t from, size_t to, eh_workforce *w) {
    gathering kept = {0}, all = {0};
    bool only_dropped_categories = true;
    size_t i = from;
    do {
        const eh_staff_row *row = &data->staff.at[roster->row[i]];
        unsigned drop = drop_of(data, w->edition, row);
        w->assignments[drop]++;
        w->future_starts += drop == EH_DROP_NOT_STARTED;
        gather(data, row, &all);
        if (drop == EH_KEPT) {
            gather(data, row, &kept);
            note_kept(data, row, w);
        }
        if (dropped_category(w->edition, data->posts.at[row->post].category) == EH_KEPT)
            only_dropped_categories = false;
    } while (++i < to);
    eh_person *person = &w->person[w->count++];
    const gathering *g = kept.rows ? &kept : &all;
    *person = (eh_person){.employee = g->first->employee, .chosen = (uint32_t)(g->first - data->staff.at)};
    person->state = kept.rows ? EH_IN_WORKFORCE : only_dropped_categories ? EH_NOT_COUNTED : EH_LEAVER;
    decide_groups(data, g, person);
    place_person(&data->posts.at[g->first->post], person);
    w->numbered += person->employee != EH_INDEX_NONE;
    if (kept.rows)
        note_person(data, g, person, w);
    else
        w->people[drop_of(data, w->edition, g->first)]++;
}

static int compare_plain(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static eh_status count_same_numbers(const eh_dataset *data, const eh_roster *roster, size_t from, size_t to,
                                    eh_workforce *w) {
    uint32_t *numbers = malloc((to - from + 1) * sizeof *numbers);
    size_t count = 0;
    if (!numbers)
        return EH_NOMEM;
    for (size_t i = from; i < to; i++) {
        const eh_staff_row *row = &data->staff.at[roster->row[i]];
        if (row->assignment != EH_INDEX_NONE && drop_of(data, w->edition, row) == EH_KEPT)
            numbers[count++] = row->assignment;
    }
    qsort(numbers, count, sizeof *numbers, compare_plain);
    for (size_t i = 1; i < count; i++)
        w->same_assignment_number += numbers[i] == numbers[i - 1];
    free(numbers);
    return EH_OK;
}

eh_status eh_workforce_make(const eh_dataset *data, const eh_roster *roster, uint32_t organisation,
                            const eh_edition *edition, eh_workforce *workforce) {
    size_t from, to;
    *workforce = (eh_workforce){.edition = edition};
    eh_roster_range(data, roster, organisation, &from, &to);
    workforce->person = calloc(to - from + 1, sizeof *workforce->person);
    workforce->used = calloc(data->sources.count + 1, sizeof *workforce->used);
    if (!workforce->person || !workforce->used)
        return EH_NOMEM;
    for (size_t i = from; i < to;) {
        uint32_t employee = data->staff.at[roster->row[i]].employee;
        size_t end = i + 1;
        while (employee != EH_INDEX_NONE && end < to && data->staff.at[roster->row[end]].employee == employee)
            end++;
        decide_person(data, roster, i, end, workforce);
        i = end;
    }
    return count_same_numbers(data, roster, from, to, workforce);
}

void eh_workforce_free(eh_workforce *workforce) {
    free(workforce->person);
    free(workforce->used);
    *workforce = (eh_workforce){0};
}
