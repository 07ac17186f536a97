/* Recruitment stage by stage (rules.md section 8): who applied, was shortlisted, interviewed, offered a post and appointed, whole, by staff group and by band of the
 * vacancy; and the same without applicants recruited from abroad, which is not statutory. */
#include <stdlib.h>
#include <string.h>

#include "indicator/breakdowns.h"

typedef enum stage { APPLIED, SHORTLISTED, INTERVIEWED, OFFERED, APPOINTED, STAGES } stage;

static const char *const stage_names[STAGES] = {"applied", "shortlisted", "interviewed", "offered", "appointed"};

/* By the stage that a step starts from and the one that it leads to. */
static const char *const steps[STAGES][STAGES] = {
    {NULL, "applied-to-shortlisted", "applied-to-interviewed", "applied-to-offered", "applied-to-appointed"},
    {NULL, NULL, "shortlisted-to-interviewed", "shortlisted-to-offered", "shortlisted-to-appointed"},
    {NULL, NULL, NULL, "interviewed-to-offered", "interviewed-to-appointed"},
    {NULL, NULL, NULL, NULL, "offered-to-appointed"},
};

#define BY_STAFF_GROUP "staff-group"
#define BY_BAND        "band"

/* ---- counting ---- */

typedef struct stage_counts {
    int64_t at[STAGES][EH_GROUPS];
} stage_counts;

/* One funnel: of all applications, or of those of applicants who were not recruited from abroad. */
typedef struct funnel {
    eh_breakdowns *all;
    const char *counts, *ratios; /* names of its tables */
    bool home_only;
    bool supplied[STAGES];
    bool international; /* some applicants were recruited from abroad */
} funnel;

static const eh_tally *tally_of(const funnel *f) {
    return f->all->t->tally;
}

/* How far an application came. Who came to a later stage came to the earlier ones; being interviewed or offered a post without having been shortlisted means
 * nothing (rules.md section 4). */
static stage reached(eh_application_traits traits) {
    if (traits.appointed)
        return APPOINTED;
    if (!traits.shortlisted)
        return APPLIED;
    return traits.offered ? OFFERED : traits.interviewed ? INTERVIEWED : SHORTLISTED;
}

/* A stage is supplied when every extract has its column and some application is marked. Of those who applied an extract tells nothing when it holds only
 * applications that were shortlisted, or dates of shortlisting alone: the others then have no date, and may be of any year. */
static void find_stages(funnel *f) {
    const eh_tallying *t = f->all->t;
    bool refused = false, interviewed = false, offered = false;
    for (size_t i = 0; i < t->tally->applied_count; i++) {
        eh_application_traits traits = eh_application_traits_of(t->tally->applied[i].traits);
        refused = refused || reached(traits) == APPLIED;
        interviewed = interviewed || traits.interviewed;
        offered = offered || traits.offered;
        f->international = f->international || traits.international;
    }
    bool dated =
        eh_tally_has_column(t, EH_APPLICANTS_CLOSING_DATE) || !eh_tally_has_column(t, EH_APPLICANTS_DATE_SHORTLISTED);
    f->supplied[APPLIED] = refused && dated;
    f->supplied[SHORTLISTED] = f->supplied[APPOINTED] = true;
    f->supplied[INTERVIEWED] = interviewed && eh_tally_has_column(t, EH_APPLICANTS_INTERVIEWED);
    f->supplied[OFFERED] = offered && eh_tally_has_column(t, EH_APPLICANTS_OFFERED);
}

/* The parts that applications are in: a way of breaking them down, which part of it each is in, and the parts' names. */
typedef unsigned part_function(const void *context, eh_application_traits traits);
typedef struct partition {
    const char *by;
    part_function *part_of;
    const void *context;
    const char *const *names;
    size_t count;
} partition;

/* Notes which application each wanted figure counts. */
static void note(const funnel *f, const partition *p) {
    const eh_tallying *t = f->all->t;
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_APPLICANTS);
    for (size_t i = 0; i < rows.count; i++) {
        size_t position = eh_some_row(&rows, i);
        eh_trail_row *row = eh_trail_record(t->data->trail, EH_KIND_APPLICANTS, position);
        eh_application_traits traits = eh_application_traits_of(eh_application_at(t->data, position)->traits);
        unsigned group = t->edition->standard == EH_WRES ? traits.ethnic_group : traits.disability_group;
        eh_wanted figure = {f->counts, p->by, p->names[p->part_of(p->context, traits)],
                            eh_group_id(t->edition->standard, group), ""};
        if (row->of_all == EH_FATE_COUNTED && f->home_only && traits.international)
            row->of_all = EH_FATE_ABROAD;
        if (row->of_all != EH_FATE_COUNTED)
            continue;
        for (stage s = APPLIED; s <= reached(traits); s++) {
            figure.column = stage_names[s];
            eh_trail_note_figure(t->data->trail, EH_KIND_APPLICANTS, position, &figure);
        }
    }
}

/* Adds up the applications of each part. */
static void count(const funnel *f, const partition *p, stage_counts *parts) {
    const eh_tally *tally = tally_of(f);
    if (eh_trail_wants(f->all->t->data->trail, f->counts, p->by))
        note(f, p);
    for (size_t i = 0; i < tally->applied_count; i++) {
        eh_application_traits traits = eh_application_traits_of(tally->applied[i].traits);
        unsigned group = f->all->t->edition->standard == EH_WRES ? traits.ethnic_group : traits.disability_group;
        if (f->home_only && traits.international)
            continue;
        for (stage s = APPLIED; s <= reached(traits); s++)
            parts[p->part_of(p->context, traits)].at[s][group] += tally->applied[i].count;
    }
}

/* ---- tables ---- */

static void add_counts(const funnel *f, eh_breakdown *table, const char *of, const stage_counts *c) {
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const char *group = eh_group_id(f->all->t->edition->standard, g);
        eh_breakdown_cell *cells = table ? eh_breakdown_add_row(f->all->ret, table, of, group, "") : NULL;
        f->all->failed = f->all->failed || !cells;
        for (stage s = APPLIED; s < STAGES && cells; s++)
            if (f->supplied[s])
                cells[s].value = (double)c->at[s][g];
            else
                cells[s].missing = EH_NOT_SUPPLIED;
    }
}

static void add_ratio(const funnel *f, eh_breakdown *table, const char *of, const stage_counts *c, stage from,
                      stage to) {
    eh_breakdowns_ratio(f->all, table, of, steps[from][to], (eh_rates){c->at[to], c->at[from]});
}

/* Each step between stages that are supplied; then the whole way from applying and from shortlisting, where it has more than one step. */
static void add_ratios(const funnel *f, eh_breakdown *table, const char *of, const stage_counts *c) {
    stage from = STAGES;
    for (stage s = APPLIED; s < STAGES; s++) {
        if (!f->supplied[s])
            continue;
        if (from < STAGES)
            add_ratio(f, table, of, c, from, s);
        if (s < APPOINTED)
            from = s;
    }
    for (stage s = APPLIED; s <= SHORTLISTED; s++)
        if (f->supplied[s] && from != s)
            add_ratio(f, table, of, c, s, APPOINTED);
}

static int64_t all_applied(const stage_counts *c) {
    int64_t sum = 0;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        sum += c->at[APPLIED][g];
    return sum;
}

/* Counts, and adds the counts and the ratios of parts, those without an application left out; without `by` of the whole. */
static void add_tables(const funnel *f, const partition *p, stage_counts *parts) {
    count(f, p, parts);
    eh_breakdown *counts = eh_breakdowns_counts(f->all, f->counts, p->by, stage_names, STAGES);
    eh_breakdown *ratios = eh_breakdowns_ratios(f->all, f->ratios, p->by);
    for (size_t i = 0; i < p->count && counts && ratios; i++) {
        if (*p->by && all_applied(&parts[i]) == 0)
            continue;
        add_counts(f, counts, p->names[i], &parts[i]);
        add_ratios(f, ratios, p->names[i], &parts[i]);
    }
}

/* ---- the whole, bands, staff groups ---- */

static unsigned whole(const void *context, eh_application_traits traits) {
    (void)context;
    (void)traits;
    return 0;
}

static void add_whole(const funnel *f) {
    static const char *const nameless[] = {""};
    stage_counts all = {0};
    add_tables(f, &(partition){"", whole, NULL, nameless, 1}, &all);
}

enum { MEDICAL = EH_BAND_COUNT - 1, UNPLACED, BAND_PARTS };

static unsigned band_of(const void *context, eh_application_traits traits) {
    (void)context;
    if (traits.medical)
        return MEDICAL;
    return traits.band == EH_BAND_NONE ? (unsigned)UNPLACED : (unsigned)traits.band - EH_BAND_UNDER_1;
}

static void add_bands(const funnel *f) {
    const char *names[BAND_PARTS] = {[MEDICAL] = "medical", [UNPLACED] = "unplaced"};
    stage_counts parts[BAND_PARTS] = {{{{0}}}};
    for (eh_band band = EH_BAND_UNDER_1; band < EH_BAND_COUNT; band++)
        names[band - EH_BAND_UNDER_1] = eh_band_id(band);
    add_tables(f, &(partition){BY_BAND, band_of, NULL, names, BAND_PARTS}, parts);
}

static unsigned staff_group_of(const void *context, eh_application_traits traits) {
    const eh_parts_of *parts = context;
    return parts->part_of[traits.staff_group];
}

/* How many applications name each staff group; NULL when out of memory. */
static uint64_t *weigh_staff_groups(const eh_tally *tally) {
    uint64_t *weight = calloc(EH_OTHER_STAFF_GROUP + 1, sizeof *weight);
    for (size_t i = 0; i < tally->applied_count && weight; i++)
        weight[eh_application_traits_of(tally->applied[i].traits).staff_group] += tally->applied[i].count;
    if (weight)
        weight[EH_OTHER_STAFF_GROUP] = 0; /* many values, of which none has a name here */
    return weight;
}

static size_t highest_staff_group(const eh_tally *tally) {
    size_t highest = 0;
    for (size_t i = 0; i < tally->applied_count; i++) {
        size_t number = eh_application_traits_of(tally->applied[i].traits).staff_group;
        highest = number > highest ? number : highest;
    }
    return highest;
}

static void add_staff_groups(const funnel *f) {
    eh_parts_of parts = {0};
    stage_counts *counts = NULL;
    uint64_t *weight = weigh_staff_groups(tally_of(f));
    bool room = weight && eh_parts_of_make(f->all, EH_APPLICANTS_STAFF_GROUP, weight,
                                           highest_staff_group(tally_of(f)) + 1, &parts) == EH_OK;
    if (room)
        counts = calloc(parts.count, sizeof *counts);
    if (counts)
        add_tables(f, &(partition){BY_STAFF_GROUP, staff_group_of, &parts, parts.name, parts.count}, counts);
    else
        f->all->failed = true;
    free(counts);
    free(weight);
    eh_parts_of_free(&parts);
}

static void add_parts(const funnel *f) {
    static const struct {
        const char *by;
        eh_field field;
        void (*add)(const funnel *f);
    } breakdowns[] = {{BY_STAFF_GROUP, EH_APPLICANTS_STAFF_GROUP, add_staff_groups},
                      {BY_BAND, EH_APPLICANTS_PAY_GRADE, add_bands}};
    for (size_t i = 0; i < sizeof breakdowns / sizeof *breakdowns; i++)
        if (eh_tally_has_column(f->all->t, breakdowns[i].field))
            breakdowns[i].add(f);
        else
            eh_breakdowns_missing(f->all, f->counts, breakdowns[i].by, stage_names, STAGES);
}

void eh_breakdowns_recruitment(eh_breakdowns *all) {
    funnel f = {.all = all, .counts = "funnel", .ratios = "funnel-ratios"};
    if (!eh_tally_has_kind(all->t, EH_KIND_APPLICANTS))
        return;
    if (!all->t->tally->supplied[EH_COUNT_SHORTLISTED]) {
        eh_breakdowns_missing(all, f.counts, "", stage_names, STAGES);
        return;
    }
    find_stages(&f);
    add_whole(&f);
    add_parts(&f);
    f.counts = "funnel-without-international";
    f.ratios = "funnel-without-international-ratios";
    f.home_only = true;
    if (!eh_tally_has_column(all->t, EH_APPLICANTS_SOURCE)) {
        eh_breakdowns_missing(all, f.counts, "", stage_names, STAGES);
        return;
    }
    add_whole(&f);
    if (f.international)
        add_parts(&f);
}
