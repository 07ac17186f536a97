/* The five ethnic groups (rules.md section 8): of the workforce with each row of indicator 1, and of applications shortlisted and appointed. */
#include <stdlib.h>

#include "indicator/breakdowns.h"

enum { LEVELS = EH_LEVEL_NONE, BME_ALONE = LEVELS, UNKNOWN_LEVEL, LEVEL_COLUMNS };

/* By eh_ethnic_level; then people of whom only BME is known, and those of whom nothing is. */
static const char *const level_names[LEVEL_COLUMNS] = {"white", "mixed",        "asian",  "black",
                                                       "other", "bme-not-said", "unknown"};

static unsigned level_column(unsigned group, eh_ethnic_level level) {
    if (group == EH_UNKNOWN)
        return UNKNOWN_LEVEL;
    return level == EH_LEVEL_NONE ? (unsigned)BME_ALONE : (unsigned)level;
}

typedef struct level_counts {
    int64_t at[LEVEL_COLUMNS];
} level_counts;

static void add_levels(eh_breakdowns *all, eh_breakdown *table, const char *of, const level_counts *counts) {
    eh_breakdown_cell *cells = eh_breakdown_add_row(all->ret, table, of, "", "");
    all->failed = all->failed || !cells;
    for (unsigned c = 0; c < LEVEL_COLUMNS && cells; c++)
        cells[c].value = (double)counts->at[c];
}

/* The counter of an item that is a count of its own; EH_COUNTER_COUNT of any other. */
static eh_counter counter_of(const eh_item *item) {
    return item->operation == EH_OP_COUNT ? eh_counter_find(item->counter) : EH_COUNTER_COUNT;
}

/* Notes that the rows of the items with this counter, and the whole where it has one, count a record. */
static void note(const eh_tallying *t, const char *name, eh_kind kind, size_t position, eh_counter counter,
                 unsigned column) {
    eh_wanted figure = {name, "item", "", "", level_names[column]};
    for (unsigned i = 0; i < t->edition->item_count; i++) {
        figure.of = t->edition->items[i].id;
        if (counter_of(&t->edition->items[i]) == counter)
            eh_trail_note_figure(t->data->trail, kind, position, &figure);
    }
}

/* ---- the workforce ---- */

static const char of_workforce[] = "ethnic-groups";

static void note_person(const eh_tallying *t, const eh_person *person, unsigned column) {
    eh_trail_note_figure(t->data->trail, EH_KIND_STAFF, person->chosen,
                         &(eh_wanted){of_workforce, "", "", "", level_names[column]});
    note(t, of_workforce, EH_KIND_STAFF, person->chosen, person->counter, column);
    if (person->senior_medical)
        note(t, of_workforce, EH_KIND_STAFF, person->chosen, EH_COUNT_SENIOR_MEDICAL, column);
}

/* Codes are few, and people many: what a code's level is is asked once. Levels are kept plus one. */
static eh_ethnic_level level_of(const eh_dataset *data, uint8_t *memo, const char *code) {
    uint8_t *known = &memo[(size_t)(unsigned char)code[0] << 8 | (unsigned char)(code[0] ? code[1] : 0)];
    if (!*known)
        *known = (uint8_t)(eh_ethnic_level_of(data->catalogue, code, true) + 1);
    return (eh_ethnic_level)(*known - 1);
}

static bool count_levels(const eh_tallying *t, level_counts counts[EH_COUNTER_COUNT]) {
    enum { CODES = 1 << 16 };
    uint8_t *memo = calloc(CODES, sizeof *memo);
    bool wanted =
        eh_trail_wants(t->data->trail, of_workforce, "") || eh_trail_wants(t->data->trail, of_workforce, "item");
    for (size_t i = 0; i < t->workforce->count && memo; i++) {
        const eh_person *person = &t->workforce->person[i];
        if (person->state != EH_IN_WORKFORCE)
            continue;
        unsigned column = level_column(person->ethnic_group, level_of(t->data, memo, person->code));
        counts[person->counter].at[column]++;
        if (person->senior_medical)
            counts[EH_COUNT_SENIOR_MEDICAL].at[column]++;
        if (wanted)
            note_person(t, person, column);
    }
    free(memo);
    return memo != NULL;
}

static bool is_anybody(const level_counts *counts) {
    int64_t sum = 0;
    for (unsigned c = 0; c < LEVEL_COLUMNS; c++)
        sum += counts->at[c];
    return sum != 0;
}

static void workforce(eh_breakdowns *all) {
    const eh_edition *edition = all->t->edition;
    level_counts counts[EH_COUNTER_COUNT] = {{{0}}}, sum = {{0}};
    if (!count_levels(all->t, counts)) {
        all->failed = true;
        return;
    }
    for (unsigned k = 0; k <= EH_COUNT_UNPLACED; k++)
        for (unsigned c = 0; c < LEVEL_COLUMNS; c++)
            sum.at[c] += k == EH_COUNT_SENIOR_MEDICAL ? 0 : counts[k].at[c];
    eh_breakdown *whole = eh_breakdowns_counts(all, of_workforce, "", level_names, LEVEL_COLUMNS);
    if (whole && is_anybody(&sum))
        add_levels(all, whole, "", &sum);
    eh_breakdown *rows = eh_breakdowns_counts(all, of_workforce, "item", level_names, LEVEL_COLUMNS);
    for (unsigned i = 0; i < edition->item_count && rows; i++) {
        eh_counter counter = counter_of(&edition->items[i]);
        if (counter <= EH_COUNT_UNPLACED && is_anybody(&counts[counter]))
            add_levels(all, rows, edition->items[i].id, &counts[counter]);
    }
}

/* ---- applications ---- */

static const eh_counter application_counters[] = {EH_COUNT_SHORTLISTED, EH_COUNT_APPOINTED};
enum { APPLICATION_COUNTERS = sizeof application_counters / sizeof *application_counters };

/* Who was appointed was shortlisted (section 4). */
static void count_applications(const eh_tally *tally, level_counts counts[APPLICATION_COUNTERS]) {
    for (size_t i = 0; i < tally->applied_count; i++) {
        eh_application_traits traits = eh_application_traits_of(tally->applied[i].traits);
        unsigned column = level_column(traits.ethnic_group, traits.level);
        if (traits.shortlisted || traits.appointed)
            counts[0].at[column] += tally->applied[i].count;
        if (traits.appointed)
            counts[1].at[column] += tally->applied[i].count;
    }
}

static void note_applications(const eh_tallying *t, const char *name) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_APPLICANTS);
    for (size_t i = 0; i < rows.count; i++) {
        size_t position = eh_some_row(&rows, i);
        eh_application_traits traits = eh_application_traits_of(eh_application_at(t->data, position)->traits);
        unsigned column = level_column(traits.ethnic_group, traits.level);
        const bool is[APPLICATION_COUNTERS] = {traits.shortlisted || traits.appointed, traits.appointed};
        if (eh_trail_record(t->data->trail, EH_KIND_APPLICANTS, position)->of_all != EH_FATE_COUNTED)
            continue;
        for (size_t k = 0; k < APPLICATION_COUNTERS; k++)
            if (is[k])
                note(t, name, EH_KIND_APPLICANTS, position, application_counters[k], column);
    }
}

static void applications(eh_breakdowns *all) {
    static const char name[] = "ethnic-groups-of-applications", by[] = "item";
    const eh_edition *edition = all->t->edition;
    level_counts counts[APPLICATION_COUNTERS] = {{{0}}};
    if (!all->t->tally->supplied[EH_COUNT_SHORTLISTED]) {
        eh_breakdowns_missing(all, name, by, level_names, LEVEL_COLUMNS);
        return;
    }
    count_applications(all->t->tally, counts);
    if (eh_trail_wants(all->t->data->trail, name, by))
        note_applications(all->t, name);
    eh_breakdown *rows = eh_breakdowns_counts(all, name, by, level_names, LEVEL_COLUMNS);
    for (unsigned i = 0; i < edition->item_count && rows; i++)
        for (size_t k = 0; k < APPLICATION_COUNTERS; k++)
            if (counter_of(&edition->items[i]) == application_counters[k])
                add_levels(all, rows, edition->items[i].id, &counts[k]);
}

void eh_breakdowns_ethnic(eh_breakdowns *all) {
    if (all->t->edition->standard != EH_WRES || all->failed)
        return;
    if (all->t->workforce && all->t->tally->has_workforce)
        workforce(all);
    if (eh_tally_has_kind(all->t, EH_KIND_APPLICANTS))
        applications(all);
}
