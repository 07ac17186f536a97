/* evenhand explain --rows: a figure traced to its rows in the extracts. */
#include "cli/explain_rows.h"

#include <string.h>

#include "base/platform.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "cli/reading.h"
#include "report/trace.h"

typedef struct order {
    const eh_catalogue *catalogue;
    const char *item;
    eh_traced what;
    eh_trace_writer *writer;
    eh_trace trace;
} order;

static eh_status write_trace(void *context, eh_sink *sink) {
    const order *o = context;
    return o->writer(o->catalogue, &o->trace, o->item, sink);
}

static int to_standard_output(order *o) {
    eh_sink *sink = eh_sink_to_stdout();
    eh_status status = sink ? write_trace(o, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        return EXIT_DONE;
    message_error(status == EH_IO ? "standard output could not be written." : "out of memory.");
    return EXIT_NOTHING;
}

static int to_file(const options *given, order *o) {
    if (!outputs_private_file(given->out, write_trace, o))
        return EXIT_NOTHING;
    message_note("%s written: it names records of people, and only you can read it.", given->out);
    return EXIT_DONE;
}

static int trace(const options *given, order *o, const eh_return *ret, const char **organisations) {
    eh_findings *read = eh_findings_new(), *traced = eh_findings_new();
    reading_state r;
    int status = EXIT_NOTHING;
    eh_run_options own = {.keep_rows = true};
    eh_status done = EH_NOMEM;
    if (read && traced) {
        done = reading_begin(given, o->catalogue, own, read, &r);
        if (done == EH_OK && r.in.added < r.in.count)
            done = EH_BAD; /* said by the findings of reading */
        if (done == EH_OK)
            done = eh_trace_make(r.run, o->catalogue, ret, &o->what, organisations, traced, &o->trace);
        progress_clear(&r.progress);
        if (progress_stopped())
            status = progress_say_stopped();
        else if (done == EH_OK)
            status = given->out ? to_file(given, o) : to_standard_output(o);
        else if (eh_findings_count(traced))
            message_findings(given, traced, 0, 0);
        else
            message_findings(given, read, 0, 0);
        reading_end(&r);
    }
    if (done != EH_OK && done != EH_CANCELLED)
        message_error(done == EH_BAD ? "nothing was traced." : "%s.", eh_status_text(done));
    eh_findings_free(read);
    eh_findings_free(traced);
    return status;
}

/* The options of the run that the return was made by. */
static options as_then(const options *given, const eh_return *ret, const eh_breakdown *table,
                       const char **organisations) {
    options then = *given;
    organisations[0] = eh_return_organisation(ret);
    organisations[1] = organisations[2] = NULL;
    then.inputs.at += 2;
    then.inputs.count -= 2;
    then.edition = eh_return_edition(ret);
    then.wres = ret->standard == EH_WRES;
    then.wdes = !then.wres;
    then.organisations = (word_list){organisations, 1};
    then.by = table && *table->by ? table->by : NULL; /* parts of the organisation are made on request */
    then.by_staff_group = strcmp(ret->clinical_by, "staff-group") == 0;
    return then;
}

int explain_rows(const options *given, const eh_catalogue *catalogue, const eh_return *ret,
                 const eh_breakdown_choice *choice, const eh_breakdown *table) {
    const char *organisations[3];
    const char *format = given->format ? given->format : given->out ? "csv" : "text";
    eh_breakdown_figure figures[EH_TRACE_CELLS];
    order o = {.catalogue = catalogue, .item = given->inputs.at[1], .writer = eh_trace_writer_find(format)};
    o.what = (eh_traced){.item = o.item, .group = given->group};
    if (!o.writer) {
        message_usage("there is no format \"%s\"; there are text, csv and json", format);
        return EXIT_NOTHING;
    }
    if (table) {
        size_t count = eh_breakdown_figures(choice, table, figures, EH_TRACE_CELLS);
        if (count > EH_TRACE_CELLS || count == 0) {
            message_error(count ? "these are %zu figures, and %d can be traced at once: choose some with --by, --of, "
                                  "--group, --column or --step."
                                : "there is nothing to trace: the table has no figures.",
                          count, (int)EH_TRACE_CELLS);
            return EXIT_NOTHING;
        }
        o.what.group = choice->group;
        o.what.figure = figures;
        o.what.figures = count;
    }
    const options then = as_then(given, ret, table, organisations);
    return trace(&then, &o, ret, organisations);
}
