#include "cli/outputs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/finding.h"
#include "base/platform.h"
#include "base/text.h"
#include "cli/message.h"
#include "standard/catalogue.h"

/* The page is of an organisation: its returns stand together. */
static bool is_page(const char *format) {
    return strcmp(format, "html") == 0;
}

static bool same_page(const eh_return *a, const eh_return *b) {
    return strcmp(eh_return_organisation(a), eh_return_organisation(b)) == 0 &&
           eh_return_edition(a) == eh_return_edition(b);
}

bool outputs_has_file(eh_return *const *returns, size_t i, const char *format) {
    return !is_page(format) || i == 0 || !same_page(returns[i - 1], returns[i]);
}

char *outputs_path(const char *folder, const eh_return *ret, const char *format) {
    eh_buffer name = {0};
    const char *standard = strcmp(eh_return_standard(ret), "WRES") == 0 ? "wres" : "wdes";
    if (is_page(format))
        eh_buffer_format(&name, "%s-%d.html", eh_return_organisation(ret), eh_return_edition(ret));
    else
        eh_buffer_format(&name, "%s-%s-%d.%s", eh_return_organisation(ret), standard, eh_return_edition(ret),
                         eh_report_ending(format));
    char *path = name.failed ? NULL : eh_path_join(folder, name.data);
    eh_buffer_free(&name);
    return path;
}

/* One file to write, and what came of it. */
typedef struct job {
    const eh_return *ret;
    const eh_return *page[EH_STANDARD_COUNT + 1]; /* of a page: all that are on it, NULL-terminated */
    const char *format;
    char *path;
    eh_findings *findings;
    eh_status status;
    eh_trouble trouble;
} job;

typedef struct work {
    const eh_catalogue *catalogue;
    job *jobs;
    size_t count;
    atomic_size_t next;
} work;

static void write_job(const eh_catalogue *catalogue, job *j) {
    eh_sink *sink = NULL;
    j->trouble = eh_sink_create_file(j->path, &sink);
    if (j->trouble != EH_TROUBLE_NONE) {
        j->status = EH_IO;
        return;
    }
    j->status = is_page(j->format) ? eh_write_page(catalogue, j->page, j->findings, sink)
                                   : eh_report_write(catalogue, j->ret, j->format, j->findings, sink);
    if (j->status == EH_OK) {
        j->trouble = eh_sink_file_commit(sink);
        j->status = j->trouble == EH_TROUBLE_NONE ? EH_OK : EH_IO;
        return;
    }
    j->trouble = eh_sink_file_trouble(sink);
    sink->abort(sink);
}

static void *write_jobs(void *context) {
    work *w = context;
    for (;;) {
        size_t i = atomic_fetch_add(&w->next, 1);
        if (i >= w->count)
            return NULL;
        write_job(w->catalogue, &w->jobs[i]);
    }
}

/* The calling thread works too; where a further one cannot be had, fewer do the same. */
static void write_all(work *w, unsigned threads) {
    enum { MOST_THREADS = 64 };
    pthread_t thread[MOST_THREADS];
    unsigned started = 0;
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    while (started + 1 < threads && started + 1 < w->count &&
           pthread_create(&thread[started], NULL, write_jobs, w) == 0)
        started++;
    write_jobs(w);
    for (unsigned i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
}

static bool as_it_stands(void *context, const eh_finding *finding) {
    (void)context;
    (void)finding;
    return true;
}

/* A file that an earlier run left and this one could not renew is named, with its date. */
static void say_earlier(const char *path) {
    eh_date date = eh_is_file(path) ? eh_file_date(path) : EH_NO_DATE;
    if (date == EH_NO_DATE)
        return;
    char words[20];
    eh_date_words(date, words);
    message_error("%s is still there from an earlier run, of %s.", path, words);
}

static void say_job(const job *j, eh_findings *findings) {
    if (j->findings)
        eh_findings_distil(j->findings, as_it_stands, NULL, findings);
    if (j->status == EH_OK)
        return;
    const char *why = j->trouble != EH_TROUBLE_NONE ? eh_trouble_text(j->trouble) : eh_status_text(j->status);
    message_error("%s could not be written: %s.", j->path, why);
    say_earlier(j->path);
}

static bool make_jobs(eh_return *const *returns, const word_list *formats, const char *folder, work *w) {
    size_t count = 0;
    while (returns[count])
        count++;
    w->jobs = calloc(count * formats->count + 1, sizeof *w->jobs);
    if (!w->jobs)
        return false;
    for (size_t r = 0; r < count; r++)
        for (size_t f = 0; f < formats->count; f++) {
            if (!outputs_has_file(returns, r, formats->at[f]))
                continue;
            job *j = &w->jobs[w->count++];
            *j = (job){.ret = returns[r], .format = formats->at[f], .status = EH_NOMEM};
            for (size_t p = 0; p < EH_STANDARD_COUNT && r + p < count && same_page(returns[r], returns[r + p]); p++)
                j->page[p] = returns[r + p];
            j->path = outputs_path(folder, returns[r], formats->at[f]);
            j->findings = eh_findings_new();
            if (!j->path || !j->findings)
                return false;
        }
    return true;
}

size_t outputs_write(const options *given, const eh_catalogue *catalogue, eh_return *const *returns,
                     const word_list *formats, const char *folder, eh_findings *findings) {
    work w = {.catalogue = catalogue};
    size_t failed = 0;
    bool made = make_jobs(returns, formats, folder, &w);
    if (made)
        write_all(&w, options_threads(given));
    else
        message_error("%s.", eh_status_text(EH_NOMEM));
    for (size_t i = 0; i < w.count; i++) {
        if (made)
            say_job(&w.jobs[i], findings);
        failed += w.jobs[i].status != EH_OK;
        free(w.jobs[i].path);
        eh_findings_free(w.jobs[i].findings);
    }
    free(w.jobs);
    return made ? failed : failed + 1;
}

bool outputs_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context) {
    eh_sink *sink = NULL;
    eh_trouble trouble = eh_sink_create_file(path, &sink);
    eh_status status = EH_IO;
    if (trouble == EH_TROUBLE_NONE) {
        status = write(context, sink);
        if (status == EH_OK)
            trouble = eh_sink_file_commit(sink);
        else {
            trouble = eh_sink_file_trouble(sink);
            sink->abort(sink);
        }
    }
    if (status == EH_OK && trouble == EH_TROUBLE_NONE)
        return true;
    message_error("%s could not be written: %s.", path,
                  trouble != EH_TROUBLE_NONE ? eh_trouble_text(trouble) : eh_status_text(status));
    say_earlier(path);
    return false;
}

static eh_status write_todo(void *context, eh_sink *sink) {
    size_t count;
    return eh_run_write_mapping_todo(*(const eh_run *const *)context, sink, &count);
}

bool outputs_mapping_todo(const eh_run *run, const char *folder, bool *written) {
    size_t count = 0;
    char *data = NULL;
    size_t size = 0;
    eh_sink *probe = eh_sink_to_memory(&data, &size);
    char *path = eh_path_join(folder, "mapping-todo.csv");
    bool ok = probe && path && eh_run_write_mapping_todo(run, probe, &count) == EH_OK;
    if (probe)
        probe->abort(probe);
    *written = ok && count > 0;
    if (*written)
        ok = outputs_file(path, write_todo, (void *)&run);
    else if (ok && eh_is_file(path))
        message_note("%s is from an earlier run: every value is recognised now.", path);
    free(path);
    return ok;
}
