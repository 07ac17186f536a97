#include "cli/products.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "base/text.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "evenhand/report.h"

/* ---- which formats ---- */

typedef struct choosing {
    const char *name; /* of the command */
    const char *(*known)(size_t i);
    product_formats *formats;
} choosing;

static bool take_format(void *context, const char *word, size_t length) {
    const choosing *c = context;
    for (size_t i = 0; c->known(i); i++) {
        const char *name = c->known(i);
        if (strlen(name) != length || memcmp(name, word, length) != 0)
            continue;
        for (size_t f = 0; f < c->formats->count; f++)
            if (c->formats->at[f] == name)
                return true;
        if (c->formats->count < PRODUCT_FORMATS)
            c->formats->at[c->formats->count++] = name;
        return true;
    }
    eh_buffer names = {0};
    for (size_t i = 0; c->known(i); i++)
        eh_buffer_format(&names, "%s%s", i == 0 ? "" : c->known(i + 1) ? ", " : " and ", c->known(i));
    message_usage("`evenhand %s` has no format \"%.*s\"; there are %s", c->name, (int)length, word,
                  names.data ? names.data : "others");
    eh_buffer_free(&names);
    return false;
}

bool product_formats_read(const options *given, const char *name, const char *usual, const char *(*known)(size_t i),
                          product_formats *formats) {
    choosing c = {name, known, formats};
    *formats = (product_formats){.count = 0};
    return inputs_each(given->format ? given->format : usual, take_format, &c);
}

/* ---- making and writing ---- */

typedef struct product {
    const product_order *order;
    const char *format;
    char *path;
    eh_findings *findings;
    outputs_draft draft;
} product;

static char *path_of(const product_order *order, const char *format) {
    eh_buffer name = {0};
    const char *ending = eh_report_ending(format);
    eh_buffer_format(&name, "%s.%s", order->stem, ending ? ending : format);
    char *path = name.failed ? NULL : eh_path_join(order->folder, name.data);
    eh_buffer_free(&name);
    return path;
}

static eh_status fill(void *context, eh_sink *sink) {
    const product *p = context;
    return p->order->write(p->order->thing, p->format, p->findings, sink);
}

static void make_product(product *p) {
    if (p->path && p->findings)
        outputs_begin(&p->draft, p->path, false, fill, p);
}

/* The products yet to be made, the workbook first, since it takes as long as all the others. */
typedef struct queue {
    product *at[PRODUCT_FORMATS];
    size_t count;
    atomic_size_t next, done;
    progress_state progress;
} queue;

static void *take_products(void *context) {
    queue *q = context;
    for (size_t i = atomic_fetch_add(&q->next, 1); i < q->count && !progress_stopped();
         i = atomic_fetch_add(&q->next, 1)) {
        make_product(q->at[i]);
        progress_files(&q->progress, "writing", atomic_fetch_add(&q->done, 1) + 1, q->count);
    }
    return NULL;
}

/* By as many threads as there are, the calling one among them. */
static void make_products(const options *given, product *products, size_t count) {
    pthread_t thread[PRODUCT_FORMATS];
    queue q = {.count = 0};
    size_t started = 0;
    progress_begin(&q.progress, given);
    for (unsigned others = 0; others < 2; others++)
        for (size_t i = 0; i < count; i++)
            if ((strcmp(products[i].format, "xlsx") != 0) == (others == 1))
                q.at[q.count++] = &products[i];
    while (started + 1 < options_threads(given) && started + 1 < count &&
           pthread_create(&thread[started], NULL, take_products, &q) == 0)
        started++;
    take_products(&q);
    for (size_t i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    progress_clear(&q.progress);
}

static bool name_product(const options *given, product *p) {
    if (!p->path || !p->findings) {
        message_error("%s.", eh_status_text(EH_NOMEM));
        return false;
    }
    message_findings(given, p->findings, 0, 0);
    bool written = outputs_end(&p->draft, p->path);
    if (written && !given->quiet)
        message_print("  %s\n", p->path);
    return written;
}

bool products_print(const product_order *order, const char *format, eh_findings *findings) {
    char *text = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&text, &size);
    eh_status status = sink ? order->write(order->thing, format, findings, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        message_write(text, size);
    else
        message_error("%s.", eh_status_text(status));
    free(text);
    return status == EH_OK;
}

bool products_say(const options *given, const product_order *order, eh_findings *findings) {
    if (given->quiet)
        return true;
    bool said = products_print(order, "text", findings);
    if (said)
        message_print("\n");
    return said;
}

bool products_write(const options *given, const product_order *order, const product_formats *formats) {
    product products[PRODUCT_FORMATS] = {{0}};
    eh_trouble trouble = eh_folder_make(order->folder);
    if (trouble != EH_TROUBLE_NONE) {
        message_error("%s: %s.", order->folder, eh_trouble_text(trouble));
        return false;
    }
    eh_leftovers_remove(order->folder);
    for (size_t f = 0; f < formats->count; f++)
        products[f] = (product){.order = order,
                                .format = formats->at[f],
                                .path = path_of(order, formats->at[f]),
                                .findings = eh_findings_new()};
    make_products(given, products, formats->count);
    bool ok = !progress_stopped();
    if (ok && !given->quiet)
        message_print(order->internal ? "Files written (internal: they contain small numbers, not for publication):\n"
                                      : "Files written:\n");
    for (size_t f = 0, whole = ok; f < formats->count; f++) {
        if (whole)
            ok = name_product(given, &products[f]) && ok;
        outputs_drop(&products[f].draft);
        eh_findings_free(products[f].findings);
        free(products[f].path);
    }
    return ok;
}
