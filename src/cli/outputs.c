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
#include "report/writer.h"
#include "return/return.h"

static const char todo_name[] = "mapping-todo.csv";

/* The page is of an organisation: its returns stand together. */
static bool is_page(const char *format) {
    return strcmp(format, "html") == 0;
}

static bool same_page(const eh_return *a, const eh_return *b) {
    return strcmp(eh_return_organisation(a), eh_return_organisation(b)) == 0 &&
           eh_return_edition(a) == eh_return_edition(b);
}

/* A table of breakdowns is there when there are any. */
static bool has_tables(const eh_return *ret, const char *format) {
    return strcmp(format, "breakdowns") != 0 || ret->breakdown_count > 0;
}

bool outputs_has_file(eh_return *const *returns, size_t i, const char *format) {
    if (!has_tables(returns[i], format))
        return false;
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

/* ---- all files of a run ---- */

/* One file to write, and what came of it. */
typedef struct job {
    const eh_return *ret;                         /* NULL: the text is ready */
    const eh_return *page[EH_STANDARD_COUNT + 1]; /* of a page: all that are on it, NULL-terminated */
    const char *format, *text;
    size_t size;
    char *path;
    eh_findings *findings;
    eh_sink *sink; /* written and not yet revealed */
    eh_status status;
    eh_trouble trouble;
} job;

typedef struct work {
    const eh_catalogue *catalogue;
    progress_state *progress;
    job *jobs;
    size_t count, revealed;
    char *todo; /* the text of mapping-todo.csv */
    void (*step)(struct work *w, eh_xml_schema **schema, job *j);
    atomic_size_t next, done;
    atomic_bool failed;
} work;

static void drop(job *j, eh_status status, eh_trouble trouble) {
    j->status = status;
    j->trouble = trouble;
    if (j->sink)
        j->sink->abort(j->sink);
    j->sink = NULL;
}

/* A thread's schema of submissions, compiled when it is first needed: where it cannot be had, each file compiles its own and says why not. */
static const eh_xml_schema *schema_of(eh_xml_schema **schema) {
    if (!*schema && eh_xml_schema_new(schema) != EH_OK)
        *schema = NULL;
    return *schema;
}

static eh_status fill(const eh_catalogue *catalogue, eh_xml_schema **schema, job *j) {
    if (!j->ret)
        return j->sink->write(j->sink, j->text, j->size);
    if (strcmp(j->format, "xml") == 0)
        return eh_write_submission(schema_of(schema), j->ret, j->findings, j->sink);
    return is_page(j->format) ? eh_write_page(catalogue, j->page, j->findings, j->sink)
                              : eh_report_write(catalogue, j->ret, j->format, j->findings, j->sink);
}

static void write_job(work *w, eh_xml_schema **schema, job *j) {
    /* The list of what was not recognised holds values that few people bear. */
    j->trouble = j->ret ? eh_sink_create_file(j->path, &j->sink) : eh_sink_create_private(j->path, &j->sink);
    if (j->trouble != EH_TROUBLE_NONE) {
        j->status = EH_IO;
        return;
    }
    j->status = fill(w->catalogue, schema, j);
    if (j->status != EH_OK)
        drop(j, j->status, eh_sink_file_trouble(j->sink));
    else if ((j->trouble = eh_sink_file_finish(j->sink)) != EH_TROUBLE_NONE)
        drop(j, EH_IO, j->trouble);
    progress_files(w->progress, "writing", atomic_fetch_add(&w->done, 1) + 1, w->count);
}

static void settle_job(work *w, eh_xml_schema **schema, job *j) {
    (void)w;
    (void)schema;
    j->trouble = eh_sink_file_settle(j->sink);
    if (j->trouble != EH_TROUBLE_NONE)
        drop(j, EH_IO, j->trouble);
}

/* Jobs are begun in their order, and none once one has failed: so the first that fails is the same with any number of threads. */
static void *take_jobs(void *context) {
    work *w = context;
    eh_xml_schema *schema = NULL;
    while (!atomic_load(&w->failed) && !progress_stopped()) {
        size_t i = atomic_fetch_add(&w->next, 1);
        if (i >= w->count)
            break;
        w->step(w, &schema, &w->jobs[i]);
        if (w->jobs[i].status != EH_OK)
            atomic_store(&w->failed, true);
    }
    eh_xml_schema_free(schema);
    return NULL;
}

/* One step of all jobs. The calling thread works too; where a further one cannot be had, fewer do the same. False when any failed, or they are to stop. */
static bool do_all(work *w, void (*step)(work *w, eh_xml_schema **schema, job *j), unsigned threads) {
    enum { MOST_THREADS = 64 };
    pthread_t thread[MOST_THREADS];
    unsigned started = 0;
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    w->step = step;
    atomic_store(&w->next, 0);
    while (started + 1 < threads && started + 1 < w->count && pthread_create(&thread[started], NULL, take_jobs, w) == 0)
        started++;
    take_jobs(w);
    for (unsigned i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    return !atomic_load(&w->failed) && !progress_stopped();
}

/* Gives the files their names; the first that cannot be given ends it. */
static bool reveal_all(work *w, const char *folder) {
    for (; w->revealed < w->count; w->revealed++) {
        job *j = &w->jobs[w->revealed];
        j->trouble = eh_sink_file_reveal(j->sink);
        j->sink = NULL;
        if (j->trouble != EH_TROUBLE_NONE) {
            j->status = EH_IO;
            return false;
        }
    }
    eh_trouble trouble = eh_folder_settle(folder);
    if (trouble != EH_TROUBLE_NONE)
        message_error("%s: %s.", folder, eh_trouble_text(trouble));
    return trouble == EH_TROUBLE_NONE;
}

/* ---- what is said of them ---- */

static bool as_it_stands(void *context, const eh_finding *finding) {
    (void)context;
    (void)finding;
    return true;
}

/* A file that an earlier run left and this one could not renew is named, with its date. */
static bool say_earlier(const char *path) {
    eh_date date = eh_is_file(path) ? eh_file_date(path) : EH_NO_DATE;
    if (date == EH_NO_DATE)
        return false;
    char words[20];
    eh_date_words(date, words);
    message_error("%s is still there from an earlier run, of %s.", path, words);
    return true;
}

static void say_not_written(const char *path, eh_status status, eh_trouble trouble) {
    message_error("%s could not be written: %s.", path,
                  trouble != EH_TROUBLE_NONE ? eh_trouble_text(trouble) : eh_status_text(status));
}

static void say_failure(const work *w) {
    enum { NAMED = 8 };
    size_t named = 0, more = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->jobs[i].status != EH_OK) {
            say_not_written(w->jobs[i].path, w->jobs[i].status, w->jobs[i].trouble);
            break;
        }
    if (w->revealed)
        message_error("%zu of %zu files had been renewed before that.", w->revealed, w->count);
    else
        message_error("nothing was written.");
    for (size_t i = w->revealed; i < w->count; i++)
        if (named < NAMED)
            named += say_earlier(w->jobs[i].path);
        else
            more += eh_is_file(w->jobs[i].path);
    if (more)
        message_error("So are %zu more.", more);
}

/* ---- the jobs ---- */

static bool add_job(work *w, char *path, job what) {
    job *j = &w->jobs[w->count++];
    *j = what;
    j->path = path;
    j->findings = eh_findings_new();
    return j->path && j->findings;
}

/* The text of mapping-todo.csv, malloc'd; *count is how many values there are in it. */
static eh_status make_todo(const eh_run *run, char **text, size_t *size, size_t *count) {
    eh_sink *sink = eh_sink_to_memory(text, size);
    eh_status status = sink ? eh_run_write_mapping_todo(run, sink, count) : EH_NOMEM;
    if (status == EH_OK)
        return sink->commit(sink);
    if (sink)
        sink->abort(sink);
    return status;
}

static bool add_todo(const outputs_order *order, work *w) {
    size_t size = 0, count = 0;
    if (make_todo(order->run, &w->todo, &size, &count) != EH_OK)
        return false;
    return count == 0 || add_job(w, eh_path_join(order->folder, todo_name), (job){.text = w->todo, .size = size});
}

static bool make_jobs(const outputs_order *order, work *w) {
    eh_return *const *returns = order->returns;
    size_t count = 0;
    while (returns[count])
        count++;
    w->jobs = calloc(count * order->formats->count + 1, sizeof *w->jobs);
    if (!w->jobs)
        return false;
    for (size_t r = 0; r < count; r++)
        for (size_t f = 0; f < order->formats->count; f++) {
            const char *format = order->formats->at[f];
            job what = {.ret = returns[r], .format = format};
            if (!outputs_has_file(returns, r, format))
                continue;
            for (size_t p = 0; p < EH_STANDARD_COUNT && r + p < count && same_page(returns[r], returns[r + p]); p++)
                what.page[p] = returns[r + p];
            if (!add_job(w, outputs_path(order->folder, returns[r], format), what))
                return false;
        }
    return add_todo(order, w);
}

static void free_jobs(work *w) {
    for (size_t i = 0; i < w->count; i++) {
        if (w->jobs[i].sink)
            w->jobs[i].sink->abort(w->jobs[i].sink);
        free(w->jobs[i].path);
        eh_findings_free(w->jobs[i].findings);
    }
    free(w->jobs);
    free(w->todo);
}

static void say_todo_is_old(const char *folder) {
    char *path = eh_path_join(folder, todo_name);
    if (path && eh_is_file(path))
        message_note("%s is from an earlier run: every value is recognised now.", path);
    free(path);
}

/* A file of breakdowns that an earlier run left beside a return that has none now. */
static void say_breakdowns_are_old(const outputs_order *order) {
    for (size_t r = 0; order->returns[r]; r++)
        for (size_t f = 0; f < order->formats->count; f++) {
            if (has_tables(order->returns[r], order->formats->at[f]))
                continue;
            char *path = outputs_path(order->folder, order->returns[r], order->formats->at[f]);
            if (path && eh_is_file(path))
                message_note("%s is from an earlier run: the return has no breakdowns now.", path);
            free(path);
        }
}

/* Writes all, waits for the disk, and only then gives the names. */
static bool write_all(work *w, const outputs_order *order) {
    enum { WAITING = 8 }; /* threads that wait for the disk, which takes what many ask for in one go */
    unsigned threads = options_threads(order->given);
    bool whole = do_all(w, write_job, threads) && do_all(w, settle_job, threads > 1 ? WAITING : 1);
    progress_clear(w->progress);
    for (size_t i = 0; i < w->count; i++)
        eh_findings_distil(w->jobs[i].findings, as_it_stands, NULL, order->findings);
    bool done = whole && reveal_all(w, order->folder);
    if (!done && !(progress_stopped() && !whole))
        say_failure(w);
    return done;
}

bool outputs_write(const outputs_order *order, progress_state *progress, bool *todo) {
    work w = {.catalogue = order->catalogue, .progress = progress};
    bool made = make_jobs(order, &w), done = made && write_all(&w, order);
    if (!made)
        message_error("%s.", eh_status_text(EH_NOMEM));
    *todo = done && w.count > 0 && !w.jobs[w.count - 1].ret;
    if (done && !*todo)
        say_todo_is_old(order->folder);
    if (done)
        say_breakdowns_are_old(order);
    free_jobs(&w);
    return done;
}

/* ---- one file ---- */

void outputs_begin(outputs_draft *draft, const char *path, bool private,
                   eh_status (*write)(void *context, eh_sink *sink), void *context) {
    *draft = (outputs_draft){.status = EH_IO};
    draft->trouble = private ? eh_sink_create_private(path, &draft->sink) : eh_sink_create_file(path, &draft->sink);
    if (draft->trouble != EH_TROUBLE_NONE)
        return;
    draft->status = write(context, draft->sink);
    draft->trouble = draft->status == EH_OK ? eh_sink_file_finish(draft->sink) : eh_sink_file_trouble(draft->sink);
    if (draft->status == EH_OK && draft->trouble == EH_TROUBLE_NONE)
        draft->trouble = eh_sink_file_settle(draft->sink);
    if (draft->status == EH_OK && draft->trouble == EH_TROUBLE_NONE)
        return;
    draft->sink->abort(draft->sink);
    draft->sink = NULL;
}

bool outputs_end(outputs_draft *draft, const char *path) {
    if (draft->sink)
        draft->trouble = eh_sink_file_commit(draft->sink);
    draft->sink = NULL;
    if (draft->status == EH_OK && draft->trouble == EH_TROUBLE_NONE)
        return true;
    say_not_written(path, draft->status, draft->trouble);
    say_earlier(path);
    return false;
}

void outputs_drop(outputs_draft *draft) {
    if (draft->sink)
        draft->sink->abort(draft->sink);
    draft->sink = NULL;
}

static bool write_file(const char *path, bool private, eh_status (*write)(void *context, eh_sink *sink),
                       void *context) {
    outputs_draft draft;
    outputs_begin(&draft, path, private, write, context);
    return outputs_end(&draft, path);
}

bool outputs_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context) {
    return write_file(path, false, write, context);
}

bool outputs_private_file(const char *path, eh_status (*write)(void *context, eh_sink *sink), void *context) {
    return write_file(path, true, write, context);
}

typedef struct bytes {
    char *data;
    size_t size;
} bytes;

static eh_status write_bytes(void *context, eh_sink *sink) {
    const bytes *b = context;
    return sink->write(sink, b->data, b->size);
}

bool outputs_mapping_todo(const eh_run *run, const char *folder, bool *written) {
    size_t count = 0;
    bytes text = {0};
    char *path = eh_path_join(folder, todo_name);
    bool ok = path && make_todo(run, &text.data, &text.size, &count) == EH_OK;
    *written = ok && count > 0;
    if (!ok)
        message_error("%s.", eh_status_text(EH_NOMEM));
    else if (*written)
        ok = outputs_private_file(path, write_bytes, &text);
    else
        say_todo_is_old(folder);
    free(text.data);
    free(path);
    return ok;
}
