#include "cli/submissions.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/platform.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "return/schema.h"
#include "standard/catalogue.h"

/* One file to read, and what came of it. */
typedef struct job {
    char *path;
    eh_return *ret;
    eh_findings *findings;
    eh_trouble trouble;
    eh_status status;
} job;

typedef struct work {
    const eh_catalogue *catalogue;
    const submissions_wish *wish;
    bool earlier;                    /* earlier editions are read whole too */
    int editions[EH_STANDARD_COUNT]; /* those that are compared */
    job *jobs;
    size_t count, room;
    atomic_size_t next, done;
    progress_state progress;
    void (*step)(const struct work *w, const eh_xml_schema *schema, job *j);
} work;

/* ---- which files ---- */

static bool add_path(work *w, const char *path) {
    if (w->count == w->room) {
        size_t room = w->room ? w->room * 2 : 64;
        job *grown = realloc(w->jobs, room * sizeof *grown);
        if (!grown)
            return false;
        w->jobs = grown;
        w->room = room;
    }
    job *j = &w->jobs[w->count];
    *j = (job){.findings = eh_findings_new(), .status = EH_NOMEM};
    j->path = malloc(strlen(path) + 1);
    w->count++;
    if (!j->path || !j->findings)
        return false;
    memcpy(j->path, path, strlen(path) + 1);
    return true;
}

static bool is_xml(const char *name) {
    size_t length = strlen(name);
    return length > 4 && (!strcmp(name + length - 4, ".xml") || !strcmp(name + length - 4, ".XML"));
}

static bool add_folder(work *w, const char *folder) {
    eh_names names = {0};
    eh_trouble trouble = eh_folder_list(folder, &names);
    bool ok = trouble == EH_TROUBLE_NONE;
    if (!ok)
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
    for (size_t i = 0; i < names.count && ok; i++) {
        char *path = is_xml(names.names[i]) ? eh_path_join(folder, names.names[i]) : NULL;
        if (path)
            ok = add_path(w, path);
        free(path);
    }
    eh_names_free(&names);
    return ok;
}

/* ---- reading ---- */

static void read_header(const work *w, const eh_xml_schema *schema, job *j) {
    eh_source *source = NULL;
    (void)w;
    (void)schema;
    j->trouble = eh_source_open_file(j->path, &source);
    j->status = j->trouble == EH_TROUBLE_NONE ? eh_return_read_header(source, j->findings, &j->ret) : EH_IO;
    eh_source_close(source);
}

/* The newest edition of a standard that is there and known, or the one asked for; 0 for none. */
static int edition_of(const work *w, const char *standard) {
    int first, last, newest = 0;
    if (w->wish->edition || !eh_catalogue_years(w->catalogue, standard, &first, &last))
        return w->wish->edition;
    for (size_t i = 0; i < w->count; i++) {
        const eh_return *ret = w->jobs[i].ret;
        int year = ret && !strcmp(eh_return_standard(ret), standard) ? eh_return_edition(ret) : 0;
        newest = year >= first && year <= last && year > newest ? year : newest;
    }
    return newest;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Whether there are few enough organisations for all their editions to be read. */
static bool are_few(const work *w) {
    const char **codes = calloc(w->count + 1, sizeof *codes);
    size_t count = 0, different = 0;
    for (size_t i = 0; i < w->count && codes; i++)
        if (w->jobs[i].ret)
            codes[count++] = eh_return_organisation(w->jobs[i].ret);
    if (codes)
        qsort((void *)codes, count, sizeof *codes, by_text);
    for (size_t i = 0; i < count; i++)
        different += i == 0 || strcmp(codes[i], codes[i - 1]) != 0;
    free((void *)codes);
    return different > 0 && different <= EH_LIMIT_BESIDE;
}

static void choose_editions(work *w) {
    w->earlier = w->wish->earlier && are_few(w);
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        w->editions[s] = edition_of(w, eh_standard_id((eh_standard)s));
}

/* What is compared is read whole and validated, in the place of its header. */
static void read_whole(const work *w, const eh_xml_schema *schema, job *j) {
    eh_source *source = NULL;
    eh_standard standard;
    if (!j->ret || !eh_standard_read(eh_slice_of(eh_return_standard(j->ret)), &standard))
        return;
    int edition = eh_return_edition(j->ret);
    bool earlier = w->earlier && edition < w->editions[standard];
    if (w->wish->edition != EVERY_EDITION && edition != w->editions[standard] && edition != w->wish->also && !earlier)
        return;
    eh_return_free(j->ret);
    j->ret = NULL;
    j->trouble = eh_source_open_file(j->path, &source);
    j->status = EH_IO;
    if (j->trouble == EH_TROUBLE_NONE)
        j->status = eh_submission_read_with(schema, w->catalogue, source, j->findings, &j->ret);
    if (j->status == EH_OK && eh_findings_of(j->findings, EH_ERROR) > 0)
        j->status = EH_BAD;
    eh_source_close(source);
}

static void *take_jobs(void *context) {
    work *w = context;
    eh_xml_schema *schema =
        NULL; /* one a thread; where it cannot be had, each file does it for itself and says why not */
    if (w->step == read_whole && eh_xml_schema_new(&schema) != EH_OK)
        schema = NULL;
    for (size_t i = atomic_fetch_add(&w->next, 1); i < w->count && !progress_stopped();
         i = atomic_fetch_add(&w->next, 1)) {
        w->step(w, schema, &w->jobs[i]);
        if (w->step == read_whole) /* its header alone takes next to nothing */
            progress_files(&w->progress, "reading", atomic_fetch_add(&w->done, 1) + 1, w->count);
    }
    eh_xml_schema_free(schema);
    return NULL;
}

/* Takes one step with every file; the calling thread works too. */
static void each(work *w, unsigned threads, void (*step)(const work *w, const eh_xml_schema *schema, job *j)) {
    enum { MOST_THREADS = 64 };
    pthread_t thread[MOST_THREADS];
    unsigned started = 0;
    w->step = step;
    atomic_store(&w->next, 0);
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    while (started + 1 < threads && started + 1 < w->count && pthread_create(&thread[started], NULL, take_jobs, w) == 0)
        started++;
    take_jobs(w);
    for (unsigned i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
}

/* ---- what came of it ---- */

static bool say(const options *given, const job *j) {
    message_findings(given, j->findings, 0, 0);
    if (j->status == EH_OK)
        return true;
    if (j->trouble != EH_TROUBLE_NONE)
        message_error("%s: %s.", j->path, eh_trouble_text(j->trouble));
    else if (j->status == EH_BAD)
        message_error("%s: it does not pass `evenhand validate`.", j->path);
    else
        message_error("%s: %s.", j->path, eh_status_text(j->status));
    return false;
}

bool submissions_read(const options *given, const eh_catalogue *catalogue, const submissions_wish *wish,
                      submissions *list) {
    work w = {.catalogue = catalogue, .wish = wish};
    bool ok = true;
    *list = (submissions){0};
    for (size_t i = 0; i < given->inputs.count && ok; i++) {
        const char *path = given->inputs.at[i];
        ok = eh_is_folder(path) ? add_folder(&w, path) : add_path(&w, path);
    }
    if (ok) {
        progress_begin(&w.progress, given);
        each(&w, options_threads(given), read_header);
        choose_editions(&w);
        each(&w, options_threads(given), read_whole);
        progress_clear(&w.progress);
        ok = !progress_stopped();
    }
    list->at = calloc(w.count + 1, sizeof(eh_return *));
    bool said = !ok;
    for (size_t i = 0; i < w.count; i++) {
        if (!said)
            ok = say(given, &w.jobs[i]) && ok;
        if (list->at && w.jobs[i].ret)
            list->at[list->count++] = w.jobs[i].ret;
        else
            eh_return_free(w.jobs[i].ret);
        eh_findings_free(w.jobs[i].findings);
        free(w.jobs[i].path);
    }
    free(w.jobs);
    return ok && list->at;
}

void submissions_free(submissions *list) {
    for (size_t i = 0; i < list->count; i++)
        eh_return_free(list->at[i]);
    free((void *)list->at);
}
