/* evenhand template: an empty extract with the right headings. */
#include <string.h>

#include "audit/claims.h"
#include "base/platform.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/outputs.h"
#include "report/template_workbook.h"

/* Tables that are no extracts: CSV alone. */
typedef struct plain_table {
    const char *word, *meaning, *holds;
    eh_status (*write)(eh_sink *sink);
} plain_table;

static const plain_table plain[] = {
    {"figures", "no extract: printed figures, for evenhand audit", "printed figures", eh_claims_template},
    {"actions", "no extract: an action plan, for evenhand progress", "an action plan", eh_template_actions},
};
enum { PLAIN = sizeof plain / sizeof *plain };

typedef struct order {
    const eh_catalogue *catalogue;
    eh_kind kind;
    const plain_table *plain; /* not an extract of this kind but this, or NULL */
    bool workbook;
    eh_date day;
    const char *fault;
} order;

static eh_status write_template(void *context, eh_sink *sink) {
    order *o = context;
    if (o->plain)
        return o->plain->write(sink);
    return o->workbook ? eh_template_workbook(o->catalogue, o->kind, o->day, sink, &o->fault)
                       : eh_template_csv(o->kind, sink);
}

static bool ends_with(const char *text, const char *ending) {
    size_t length = strlen(text), tail = strlen(ending);
    return length > tail && strcmp(text + length - tail, ending) == 0;
}

/* CSV or a workbook: the ending of --out and --format must not contradict each other. */
static bool choose_format(const options *given, order *o) {
    const char *format = given->format;
    if (format && strcmp(format, "csv") != 0 && strcmp(format, "xlsx") != 0) {
        message_usage("`evenhand template` has no format \"%s\"; there are csv and xlsx", format);
        return false;
    }
    o->workbook = format && strcmp(format, "xlsx") == 0;
    if (o->plain && (o->workbook || (given->out && ends_with(given->out, ".xlsx")))) {
        message_usage("a table of %s is written as CSV", o->plain->word);
        return false;
    }
    if (!given->out)
        return true;
    bool csv = ends_with(given->out, ".csv"), xlsx = ends_with(given->out, ".xlsx");
    if (!csv && !xlsx) {
        message_usage("--out %s: the file to write must end in .csv or .xlsx", given->out);
        return false;
    }
    if (format && o->workbook != xlsx) {
        message_usage("--out %s does not end in .%s, the format asked for", given->out, format);
        return false;
    }
    o->workbook = xlsx;
    return true;
}

static bool choose_kind(const options *given, order *o) {
    for (size_t i = 0; i < PLAIN && given->inputs.count == 1; i++)
        if (strcmp(given->inputs.at[0], plain[i].word) == 0)
            o->plain = &plain[i];
    if (given->inputs.count != 1)
        message_usage("`evenhand template KIND` takes one kind of extract");
    else if (!o->plain && !eh_kind_read(eh_slice_of(given->inputs.at[0]), &o->kind))
        message_usage("there is no kind of extract \"%s\"", given->inputs.at[0]);
    else
        return true;
    message_note("The kinds are:");
    for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++)
        message_note("  %-11s %s", eh_kind_word(kind), eh_kind_meaning(kind));
    for (size_t i = 0; i < PLAIN; i++)
        message_note("  %-11s %s", plain[i].word, plain[i].meaning);
    return false;
}

static int to_standard_output(order *o) {
    enum { OUT = 1 };
    if (o->workbook && eh_is_terminal(OUT)) {
        message_usage("a workbook is not for the terminal: say where to write it with --out FILE.xlsx");
        return EXIT_NOTHING;
    }
    eh_sink *sink = eh_sink_to_stdout();
    eh_status status = sink ? write_template(o, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        return EXIT_DONE;
    if (o->fault)
        message_error("the template could not be made: %s.", o->fault);
    else
        message_error(status == EH_IO ? "standard output could not be written." : "out of memory.");
    return EXIT_NOTHING;
}

static int to_file(const options *given, order *o) {
    if (!outputs_file(given->out, write_template, o)) {
        if (o->fault)
            message_error("%s.", o->fault);
        return EXIT_NOTHING;
    }
    if (!given->quiet)
        message_note("%s written: the headings for %s.", given->out,
                     o->plain ? o->plain->holds : eh_kind_word(o->kind));
    return EXIT_DONE;
}

int run_template(const options *given) {
    order o = {.kind = EH_KIND_STAFF, .day = 0};
    char now[21];
    if (!choose_kind(given, &o) || !choose_format(given, &o))
        return EXIT_NOTHING;
    if (!eh_now(now) || eh_date_read((eh_slice){now, 10}, &o.day) != EH_DATE_READ) {
        message_error("SOURCE_DATE_EPOCH is no number of seconds.");
        return EXIT_NOTHING;
    }
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    o.catalogue = catalogue;
    int status = !catalogue ? EXIT_NOTHING : given->out ? to_file(given, &o) : to_standard_output(&o);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
