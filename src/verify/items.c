/* The items (sections 4 to 7): every one written out, from the counts. */
#include <stdlib.h>
#include <string.h>

#include "verify/counts.h"
#include "verify/given.h"

/* What the items are made with. */
typedef struct work {
    const eh_plain_question *q;
    const plain_givens *givens;
    plain_counts counts;
    eh_plain_items *items;
    unsigned top, bottom; /* the groups of the standard: of whom it is about, and of the others */
    bool failed;
} work;

static const eh_plain_value not_supplied = {.missing = EH_NOT_SUPPLIED, .respondents = -1};

/* ---- values ---- */

static eh_plain_value present(eh_fraction exact) {
    return (eh_plain_value){
        .missing = eh_fraction_defined(exact) ? EH_PRESENT : EH_UNDEFINED, .exact = exact, .respondents = -1};
}

/* Missing always has a reason: not-supplied takes precedence. */
static eh_missing reason_of(const eh_plain_value *const *values, size_t count) {
    eh_missing reason = EH_PRESENT;
    for (size_t i = 0; i < count; i++)
        if (values[i]->missing != EH_PRESENT && (reason == EH_PRESENT || values[i]->missing < reason))
            reason = values[i]->missing;
    return reason;
}

static eh_plain_value missing(eh_missing reason) {
    return (eh_plain_value){.missing = reason, .respondents = -1};
}

static eh_plain_value plus(eh_plain_value a, eh_plain_value b, int sign) {
    eh_missing reason = reason_of((const eh_plain_value *[]){&a, &b}, 2);
    if (reason != EH_PRESENT)
        return missing(reason);
    return present(sign < 0 ? eh_fraction_subtract(a.exact, b.exact) : eh_fraction_add(a.exact, b.exact));
}

eh_fraction eh_plain_percent(eh_fraction part, eh_fraction whole) {
    return eh_fraction_divide(eh_fraction_multiply(part, eh_fraction_make(100, 1)), whole);
}

/* Section 6: 100 x part / whole, undefined where the whole is 0. */
static eh_plain_value percentage(eh_plain_value part, eh_plain_value whole) {
    eh_missing reason = reason_of((const eh_plain_value *[]){&part, &whole}, 2);
    if (reason != EH_PRESENT)
        return missing(reason);
    eh_plain_value value = present(eh_plain_percent(part.exact, whole.exact));
    value.numerator = part.exact;
    value.denominator = whole.exact;
    return value;
}

/* Section 6: (a x m) / (n x b) for a/n over b/m; a zero denominator, or a comparator with no events, is undefined. */
static eh_plain_value ratio(eh_plain_value a, eh_plain_value n, eh_plain_value b, eh_plain_value m) {
    eh_missing reason = reason_of((const eh_plain_value *[]){&a, &n, &b, &m}, 4);
    if (reason != EH_PRESENT)
        return missing(reason);
    if (n.exact.numerator == 0 || m.exact.numerator == 0 || b.exact.numerator == 0)
        return missing(EH_UNDEFINED);
    return present(eh_fraction_divide(eh_fraction_multiply(a.exact, m.exact), eh_fraction_multiply(n.exact, b.exact)));
}

/* ---- the list ---- */

static eh_plain_item *new_item(work *w, const char *indicator, const char *name) {
    eh_plain_items *items = w->items;
    if (items->count == items->room) {
        size_t room = items->room ? items->room * 2 : 128;
        eh_plain_item *grown = realloc(items->item, room * sizeof *grown);
        if (!grown) {
            w->failed = true;
            return NULL;
        }
        items->item = grown;
        items->room = room;
    }
    eh_plain_item *item = &items->item[items->count++];
    *item = (eh_plain_item){.top = -1, .bottom = -1};
    size_t n = strlen(indicator), m = strlen(name);
    if (n + m + 2 > sizeof item->id)
        m = 0;
    memcpy(item->id, indicator, n);
    item->id[n] = '.';
    memcpy(item->id + n + 1, name, m);
    for (unsigned g = 0; g < EH_GROUPS; g++)
        item->value[g] = not_supplied;
    return item;
}

const eh_plain_item *eh_plain_item_find(const eh_plain_items *items, const char *id) {
    for (size_t i = 0; i < items->count; i++)
        if (strcmp(items->item[i].id, id) == 0)
            return &items->item[i];
    return NULL;
}

void eh_plain_items_free(eh_plain_items *items) {
    free(items->item);
    *items = (eh_plain_items){0};
}

/* A value that no extract supplies is taken from the counts extract. */
static void set(work *w, eh_plain_item *item, unsigned group, eh_plain_value value) {
    if (value.missing == EH_NOT_SUPPLIED) {
        int at = eh_item_find(w->q->edition, eh_slice_of(item->id));
        const plain_given *given = at < 0 ? NULL : &w->givens->counts[(size_t)at * EH_GROUPS + group];
        if (given && given->there)
            value = present(given->value);
    }
    item->value[group] = value;
}

static eh_plain_value value_of(const work *w, const char *indicator, const char *name, unsigned group) {
    char id[EH_PLAIN_ID];
    size_t n = strlen(indicator), m = strlen(name);
    if (n + m + 2 > sizeof id)
        return not_supplied;
    memcpy(id, indicator, n);
    id[n] = '.';
    memcpy(id + n + 1, name, m + 1);
    const eh_plain_item *item = eh_plain_item_find(w->items, id);
    return item ? item->value[group] : not_supplied;
}

/* ---- headcounts ---- */

/* Half counts are right: what was added up over two years is averaged. People whose group is unknown may be left out, or counted with the others. */
static void headcount(work *w, const char *indicator, const char *name, const plain_count *count, unsigned years) {
    eh_plain_item *item = new_item(w, indicator, name);
    int64_t of[EH_GROUPS];
    if (!item)
        return;
    memcpy(of, count->of, sizeof of);
    if (w->q->vary & EH_VARY_UNKNOWN_OTHER)
        of[w->bottom] += of[EH_UNKNOWN];
    if (w->q->vary & (EH_VARY_UNKNOWN_OTHER | EH_VARY_UNKNOWN_LEFT_OUT))
        of[EH_UNKNOWN] = 0;
    if (w->q->vary & EH_VARY_GROUPS_SWAPPED) {
        int64_t first = of[0];
        of[0] = of[1];
        of[1] = first;
    }
    for (unsigned g = 0; g < EH_GROUPS; g++)
        set(w, item, g, count->supplied ? present(eh_fraction_make(of[g], years)) : not_supplied);
}

/* The sum of items of an indicator, which end with NULL. */
static void sum(work *w, const char *indicator, const char *name, const char *part, const char *const *names) {
    eh_plain_item *item = new_item(w, indicator, name);
    for (unsigned g = 0; g < EH_GROUPS && item; g++) {
        eh_plain_value total = present(eh_fraction_make(0, 1));
        for (size_t i = 0; names[i]; i++)
            total = plus(total, value_of(w, part, names[i], g), 1);
        set(w, item, g, total);
    }
}

/* ---- indicator 1 and metric 1 ---- */

static const char *const bands[PLAIN_BANDS + 1] = {"under-band-1", "band-1",  "band-2", "band-3",  "band-4",
                                                   "band-5",       "band-6",  "band-7", "band-8a", "band-8b",
                                                   "band-8c",      "band-8d", "band-9", "vsm",     NULL};

/* Metric 1's clusters of bands. */
static void clusters(work *w, const char *part) {
    static const char *const cluster[4][6] = {{"under-band-1", "band-1", "band-2", "band-3", "band-4", NULL},
                                              {"band-5", "band-6", "band-7", NULL},
                                              {"band-8a", "band-8b", NULL},
                                              {"band-8c", "band-8d", "band-9", "vsm", NULL}};
    static const char *const names[] = {"cluster-1", "cluster-2", "cluster-3", "cluster-4"};
    for (size_t c = 0; c < sizeof names / sizeof *names; c++)
        sum(w, part, names[c], part, cluster[c]);
}

static void medical_clusters(work *w) {
    sum(w, "1b", "cluster-5", "1b", (const char *[]){"consultants", NULL});
    sum(w, "1b", "cluster-6", "1b", (const char *[]){"non-consultant-career-grade", NULL});
    sum(w, "1b", "cluster-7", "1b", (const char *[]){"trainee-grades", NULL});
}

/* The workforce is the sum of the rows, without `of which` rows, unplaced people included. */
static void totals(work *w) {
    const char *clinical[PLAIN_BANDS + 5];
    static const char *const medical[] = {"consultants", "non-consultant-career-grade", "trainee-grades",
                                          "other-medical", NULL};
    for (size_t b = 0; b < PLAIN_BANDS; b++)
        clinical[b] = bands[b];
    for (size_t m = 0; m < sizeof medical / sizeof *medical; m++)
        clinical[PLAIN_BANDS + m] = medical[m];
    sum(w, "1a", "total", "1a", bands);
    sum(w, "1b", "total", "1b", clinical);
    eh_plain_item *item = new_item(w, "1", "total");
    for (unsigned g = 0; g < EH_GROUPS && item; g++) {
        eh_plain_value both = plus(value_of(w, "1a", "total", g), value_of(w, "1b", "total", g), 1);
        set(w, item, g, plus(both, value_of(w, "1", "unplaced", g), 1));
    }
}

static void indicator_1(work *w) {
    const plain_counts *c = &w->counts;
    size_t first = w->items->count;
    for (unsigned b = 0; b < PLAIN_BANDS; b++)
        headcount(w, "1a", bands[b], &c->non_clinical[b], 1);
    for (unsigned b = 0; b < PLAIN_BANDS; b++)
        headcount(w, "1b", bands[b], &c->clinical[b], 1);
    headcount(w, "1b", "consultants", &c->consultants, 1);
    if (w->q->edition->standard == EH_WRES)
        headcount(w, "1b", "senior-medical-managers", &c->senior_medical, 1);
    headcount(w, "1b", "non-consultant-career-grade", &c->career_grade, 1);
    headcount(w, "1b", "trainee-grades", &c->trainee, 1);
    headcount(w, "1b", "other-medical", &c->other_medical, 1);
    headcount(w, "1", "unplaced", &c->unplaced, 1);
    if (w->q->edition->standard == EH_WDES) {
        clusters(w, "1a");
        clusters(w, "1b");
        medical_clusters(w);
    }
    totals(w);
    for (size_t i = first; i < w->items->count; i++)
        w->items->item[i].row = true;
}

/* ---- likelihoods ---- */

static void workforce(work *w, const char *indicator) {
    eh_plain_item *item = new_item(w, indicator, "workforce");
    for (unsigned g = 0; g < EH_GROUPS && item; g++)
        set(w, item, g, value_of(w, "1", "total", g));
}

/* A numerator for a group: a headcount, or one less another. */
typedef struct numerator {
    const char *name, *less;
} numerator;

static eh_plain_value events_of(const work *w, const char *indicator, numerator n, unsigned group) {
    eh_plain_value all = value_of(w, indicator, n.name, group);
    return n.less ? plus(all, value_of(w, indicator, n.less, group), -1) : all;
}

static void likelihood(work *w, const char *indicator, numerator n, const char *denominator) {
    eh_plain_item *item = new_item(w, indicator, "likelihood");
    for (unsigned g = 0; g < EH_GROUPS && item; g++)
        set(w, item, g, percentage(events_of(w, indicator, n, g), value_of(w, indicator, denominator, g)));
}

static void relative(work *w, const char *indicator, const char *name, numerator n, const char *denominator,
                     unsigned top, unsigned bottom) {
    eh_plain_item *item = new_item(w, indicator, name);
    if (!item)
        return;
    if (w->q->vary & EH_VARY_UPSIDE_DOWN) {
        unsigned was = top;
        top = bottom;
        bottom = was;
    }
    item->top = (int)top;
    item->bottom = (int)bottom;
    set(w, item, 0,
        ratio(events_of(w, indicator, n, top), value_of(w, indicator, denominator, top),
              events_of(w, indicator, n, bottom), value_of(w, indicator, denominator, bottom)));
}

/* Appointed from shortlisting: white over bme, non-disabled over disabled. */
static void indicator_2(work *w) {
    const numerator appointed = {"appointed", NULL};
    headcount(w, "2", "shortlisted", &w->counts.shortlisted, 1);
    headcount(w, "2", "appointed", &w->counts.appointed, 1);
    likelihood(w, "2", appointed, "shortlisted");
    relative(w, "2", "relative-likelihood", appointed, "shortlisted", w->bottom, w->top);
}

/* Disciplinary: bme over white. */
static void indicator_3(work *w) {
    const numerator entered = {"entered", NULL};
    workforce(w, "3");
    headcount(w, "3", "entered", &w->counts.entered, w->counts.years);
    likelihood(w, "3", entered, "workforce");
    relative(w, "3", "relative-likelihood", entered, "workforce", w->top, w->bottom);
}

/* Training: white over bme. */
static void indicator_4(work *w) {
    const numerator accessed = {"accessed", NULL};
    workforce(w, "4");
    headcount(w, "4", "accessed", &w->counts.accessed, 1);
    likelihood(w, "4", accessed, "workforce");
    relative(w, "4", "relative-likelihood", accessed, "workforce", w->bottom, w->top);
}

/* Capability, disabled over non-disabled: without those all of whose cases were on grounds of ill health; and for any reason. */
static void metric_3(work *w) {
    const numerator any = {"entered", NULL}, net = {"entered", "entered-ill-health"};
    const numerator counted = w->q->vary & EH_VARY_ILL_HEALTH ? any : net;
    workforce(w, "3");
    headcount(w, "3", "entered", &w->counts.entered, w->counts.years);
    headcount(w, "3", "entered-ill-health", &w->counts.entered_ill_health, w->counts.years);
    likelihood(w, "3", counted, "workforce");
    relative(w, "3", "relative-likelihood", counted, "workforce", w->top, w->bottom);
    relative(w, "3", "any-reason-relative-likelihood", any, "workforce", w->top, w->bottom);
}

/* ---- the survey and the answers ---- */

static void survey(work *w, const char *indicator, const char *name, unsigned groups) {
    eh_plain_item *item = new_item(w, indicator, name);
    int at = item ? eh_item_find(w->q->edition, eh_slice_of(item->id)) : -1;
    for (unsigned g = 0; g < groups && at >= 0; g++) {
        unsigned asked = g;
        if (w->q->vary & EH_VARY_GROUPS_SWAPPED && groups == 2)
            asked = 1 - g;
        const plain_given *given = &w->givens->survey[(size_t)at * EH_GROUPS + asked];
        eh_plain_value value = given->there ? present(given->value) : not_supplied;
        value.respondents = given->there && given->respondents > 0 ? given->respondents : -1;
        set(w, item, g, value);
    }
}

static void indicators_5_to_8(work *w) {
    survey(w, "5", "percentage", 2);
    survey(w, "6", "percentage", 2);
    survey(w, "7", "percentage", 2);
    survey(w, "8", "percentage", 2);
}

static void metrics_4_to_9(work *w) {
    static const char *const of_both[] = {"4a.i", "4a.ii", "4a.iii", "4b", "5", "6", "7"};
    for (size_t i = 0; i < sizeof of_both / sizeof *of_both; i++)
        survey(w, of_both[i], "percentage", 2);
    survey(w, "8", "percentage", 1);
    survey(w, "9a", "score", 2);
    survey(w, "9a", "overall", 1);
    eh_plain_item *item = new_item(w, "9b", "action");
    int at = item ? eh_item_find(w->q->edition, eh_slice_of(item->id)) : -1;
    const plain_given *given = at < 0 ? NULL : &w->givens->answers[(size_t)at * EH_GROUPS];
    if (given && given->there)
        item->value[0] = (eh_plain_value){.missing = EH_PRESENT, .respondents = -1, .answer = given->answer};
}

/* ---- indicator 9 and metric 10 ---- */

/* The group's percentage of all, unknown included. */
static eh_plain_value share(const work *w, const char *indicator, const char *name, unsigned group) {
    eh_plain_value all = present(eh_fraction_make(0, 1));
    for (unsigned g = 0; g < EH_GROUPS; g++)
        all = plus(all, value_of(w, indicator, name, g), 1);
    return percentage(value_of(w, indicator, name, group), all);
}

static void shares(work *w, const char *indicator, const char *name, const char *of) {
    eh_plain_item *item = new_item(w, indicator, name);
    for (unsigned g = 0; g < EH_GROUPS && item; g++)
        set(w, item, g, share(w, indicator, of, g));
}

/* In percentage points. */
static void difference(work *w, const char *indicator, const char *name, const char *of) {
    eh_plain_item *item = new_item(w, indicator, name);
    for (unsigned g = 0; g < EH_GROUPS && item; g++)
        set(w, item, g, plus(share(w, indicator, of, g), share(w, indicator, "workforce", g), -1));
}

static void board(work *w, const char *indicator) {
    headcount(w, indicator, "board", &w->counts.board, 1);
    headcount(w, indicator, "voting", &w->counts.voting, 1);
    headcount(w, indicator, "non-voting", &w->counts.non_voting, 1);
    headcount(w, indicator, "executive", &w->counts.executive, 1);
    headcount(w, indicator, "non-executive", &w->counts.non_executive, 1);
    workforce(w, indicator);
    shares(w, indicator, "board-percentage", "board");
    shares(w, indicator, "voting-percentage", "voting");
    shares(w, indicator, "non-voting-percentage", "non-voting");
    shares(w, indicator, "executive-percentage", "executive");
    shares(w, indicator, "non-executive-percentage", "non-executive");
    shares(w, indicator, "workforce-percentage", "workforce");
    difference(w, indicator, "difference", "board");
    difference(w, indicator, "voting-difference", "voting");
    difference(w, indicator, "executive-difference", "executive");
}

/* ---- a return ---- */

static void make_items(work *w) {
    indicator_1(w);
    indicator_2(w);
    if (w->q->edition->standard == EH_WRES) {
        indicator_3(w);
        indicator_4(w);
        indicators_5_to_8(w);
        board(w, "9");
    } else {
        metric_3(w);
        metrics_4_to_9(w);
        board(w, "10");
    }
}

eh_status eh_plain_reckon(const eh_plain_book *book, const eh_plain_question *q, eh_plain_items *items) {
    work w = {.q = q, .items = items, .top = eh_focus_group(q->edition->standard)};
    plain_people people = {0};
    plain_givens givens = {0};
    w.bottom = w.top ? 0 : 1;
    *items = (eh_plain_items){0};
    eh_status status = plain_people_make(book, q, &people);
    if (status == EH_OK) {
        plain_count_workforce(book, q, &people, &w.counts);
        status = plain_count_applications(book, q, &w.counts);
    }
    if (status == EH_OK)
        status = plain_count_events(book, q, &people, &w.counts);
    if (status == EH_OK) {
        plain_count_board(book, q, &w.counts);
        status = plain_givens_make(book, q, &givens);
    }
    if (status == EH_OK) {
        w.givens = &givens;
        make_items(&w);
        status = w.failed ? EH_NOMEM : EH_OK;
    }
    plain_givens_free(&givens);
    plain_people_free(&people);
    return status;
}
