/* Organisations are made by several threads, each with a list of findings of its own; the lists are joined in the order of the organisations. */
#include "indicator/returns.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/assemble.h"

/* ---- one organisation ---- */

/* What the standards of one organisation share: its workforce, when they drop the same categories. */
typedef struct making {
    const eh_returns_order *order;
    eh_dataset data; /* the run's, with findings of its own */
    const char *code;
    uint32_t organisation;
    eh_workforce workforce;
    bool has_workforce;
} making;

static bool same_drops(const eh_edition *a, const eh_edition *b) {
    size_t i = 0;
    for (; a->dropped[i] && b->dropped[i]; i++)
        if (strcmp(a->dropped[i], b->dropped[i]) != 0)
            return false;
    return !a->dropped[i] && !b->dropped[i];
}

/* Decides the workforce for an edition, unless the one decided before serves; its findings then stand for both standards. */
static eh_status decide_workforce(making *m, const eh_edition *edition, bool shared) {
    if (eh_roster_rows(m->order->roster, EH_KIND_STAFF, m->organisation).count == 0 ||
        (m->has_workforce && same_drops(m->workforce.edition, edition)))
        return EH_OK;
    eh_workforce_free(&m->workforce);
    eh_status status = eh_workforce_make(&m->data, m->order->roster, m->organisation, edition, &m->workforce);
    m->has_workforce = status == EH_OK;
    eh_place place = {.organisation = m->code, .standard = shared ? NULL : eh_standard_id(edition->standard)};
    return status == EH_OK ? eh_workforce_findings(&m->data, &m->workforce, place) : status;
}

static eh_status make_return(making *m, const eh_edition *edition, bool shared, eh_return **ret) {
    eh_tally tally = {0};
    eh_status status = decide_workforce(m, edition, shared);
    eh_tallying tallying = {.data = &m->data,
                            .roster = m->order->roster,
                            .workforce = m->has_workforce ? &m->workforce : NULL,
                            .edition = edition,
                            .organisation = m->organisation,
                            .code = m->code,
                            .tally = &tally};
    if (status == EH_OK)
        status = eh_tally_make(&tallying);
    if (status == EH_OK)
        status = eh_assemble(&tallying, m->order->options, ret);
    eh_tally_free(&tally);
    return status;
}

/* An organisation, and what came of it. */
typedef struct job {
    const char *code;
    eh_return *made[EH_STANDARD_COUNT];
    size_t count;
    eh_findings *findings; /* until they are joined with the others' */
    eh_span joined;        /* where they are among all */
    eh_status status;
    bool done;
} job;

static eh_status make_returns(const eh_returns_order *order, job *j) {
    const eh_edition *const *edition = order->edition;
    making m = {.order = order, .data = *order->data, .code = j->code};
    m.organisation = eh_index_find(order->data->organisations, eh_slice_of(j->code));
    m.data.findings = j->findings = eh_findings_new();
    bool shared = !edition[EH_WRES] || !edition[EH_WDES] || same_drops(edition[EH_WRES], edition[EH_WDES]);
    eh_status status = j->findings ? EH_OK : EH_NOMEM;
    for (size_t s = 0; s < EH_STANDARD_COUNT && status == EH_OK; s++) {
        if (!edition[s])
            continue;
        status = make_return(&m, edition[s], shared, &j->made[j->count]);
        j->count += status == EH_OK;
    }
    eh_workforce_free(&m.workforce);
    return status;
}

/* ---- all of them ---- */

typedef struct work {
    const eh_returns_order *order;
    eh_findings *all;
    size_t before; /* findings of the run before its organisations' */
    job *jobs;
    eh_return **list;
    size_t *listed;
    eh_status (*step)(struct work *w, job *j);
    pthread_mutex_t lock; /* holds what follows, `all` and the list */
    size_t next, joined;
    bool failed;
} work;

/* Joins what is ready with what came before it, the lock being held. */
static void join_ready(work *w) {
    for (; w->joined < w->order->count && w->jobs[w->joined].done && !w->failed; w->joined++) {
        job *j = &w->jobs[w->joined];
        j->joined.first = eh_findings_count(w->all);
        j->status = eh_findings_append(j->findings, w->all);
        j->joined.end = eh_findings_count(w->all);
        eh_findings_free(j->findings);
        j->findings = NULL;
        w->failed = j->status != EH_OK;
        for (size_t i = 0; i < j->count; i++)
            w->list[(*w->listed)++] = j->made[i];
        j->count = w->failed ? 0 : j->count;
    }
}

static eh_status make_step(work *w, job *j) {
    eh_status status = make_returns(w->order, j);
    pthread_mutex_lock(&w->lock);
    j->done = status == EH_OK;
    join_ready(w);
    pthread_mutex_unlock(&w->lock);
    return status;
}

/* The findings that the run had before, the organisation's own, and the last, which may count further ones. */
static eh_status findings_step(work *w, job *j) {
    size_t count = eh_findings_count(w->all), last = count ? count - 1 : 0;
    eh_span spans[] = {{0, w->before}, j->joined, {last, count}};
    bool apart = last >= w->before && last >= j->joined.end;
    eh_status status = EH_OK;
    for (size_t i = 0; i < j->count && status == EH_OK; i++)
        status = eh_assemble_findings(w->all, spans, apart ? 3 : 2, w->order->options->strict, j->made[i]);
    return status;
}

/* Whether whoever asked for the returns still wants them; the lock is held. */
static bool goes_on(const eh_returns_order *order) {
    const eh_run_options *options = order->options;
    return !options->progress || options->progress(options->progress_context, order->data->rows_read, -1.0);
}

static void *take_jobs(void *context) {
    work *w = context;
    pthread_mutex_lock(&w->lock);
    while (!w->failed && w->next < w->order->count) {
        job *j = &w->jobs[w->next++];
        pthread_mutex_unlock(&w->lock);
        eh_status status = w->step(w, j);
        pthread_mutex_lock(&w->lock);
        if (status == EH_OK && !goes_on(w->order))
            status = EH_CANCELLED;
        if (status != EH_OK) {
            j->status = status;
            w->failed = true;
        }
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* One step of all jobs; the calling thread works too, and does it all where no other can be had. */
static eh_status do_all(work *w, eh_status (*step)(work *w, job *j)) {
    enum { MOST_THREADS = 64 };
    pthread_t thread[MOST_THREADS];
    unsigned started = 0, threads = w->order->options->threads;
    w->step = step;
    w->next = 0;
    while (started + 1 < threads && started + 1 < w->order->count && started < MOST_THREADS &&
           pthread_create(&thread[started], NULL, take_jobs, w) == 0)
        started++;
    take_jobs(w);
    for (unsigned i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    for (size_t i = 0; i < w->order->count; i++)
        if (w->jobs[i].status != EH_OK)
            return w->jobs[i].status;
    return EH_OK;
}

/* Frees what was not joined, and so is in nobody's list. */
static void free_jobs(work *w) {
    for (size_t i = w->joined; i < w->order->count; i++) {
        eh_findings_free(w->jobs[i].findings);
        for (size_t r = 0; r < w->jobs[i].count; r++)
            eh_return_free(w->jobs[i].made[r]);
    }
    free(w->jobs);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the steps count through it */
eh_status eh_returns_make(const eh_returns_order *order, eh_return **list, size_t *count) {
    eh_findings *all = order->data->findings;
    work w = {.order = order, .all = all, .before = eh_findings_count(all), .list = list, .listed = count};
    w.jobs = calloc(order->count + 1, sizeof *w.jobs);
    if (!w.jobs || pthread_mutex_init(&w.lock, NULL) != 0) {
        free(w.jobs);
        return EH_NOMEM;
    }
    for (size_t i = 0; i < order->count; i++)
        w.jobs[i].code = order->code[i];
    eh_status status = do_all(&w, make_step);
    if (status == EH_OK)
        status = do_all(&w, findings_step);
    free_jobs(&w);
    pthread_mutex_destroy(&w.lock);
    return status;
}
