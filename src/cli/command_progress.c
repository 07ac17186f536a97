/* evenhand progress: the returns of one organisation, or of several together, over their editions. */
#include "base/platform.h"
#include "cli/goal_options.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/products.h"
#include "cli/progress.h"
#include "cli/submissions.h"
#include "evenhand/progress.h"

#include <stdlib.h>

static eh_status write_progress(const void *thing, const char *format, eh_findings *findings, eh_sink *sink) {
    return eh_progress_write(thing, format, findings, sink);
}

static int write_all(const options *given, const eh_progress_report *report, const product_formats *formats,
                     eh_findings *findings) {
    product_order order = {.thing = report, .write = write_progress, .stem = "progress"};
    order.folder = given->out ? given->out : FOLDER_PROGRESS;
    order.internal = eh_progress_internal(report);
    if (progress_stopped() || !products_say(given, &order, findings) || !products_write(given, &order, formats))
        return EXIT_NOTHING;
    return given->strict && eh_findings_of(findings, EH_WARNING) > 0 ? EXIT_WRONG : EXIT_DONE;
}

static int follow(const options *given, const eh_catalogue *catalogue, const submissions *list,
                  const product_formats *formats, eh_findings *findings) {
    eh_progress_report *report = NULL;
    char now[21];
    eh_progress_options wanted = {.wres = given->wres, .wdes = given->wdes, .prepared = now};
    wanted.organisation = given->organisations.count > 0 ? given->organisations.at[0] : NULL;
    wanted.goal_year = given->goal_year;
    wanted.parity = given->parity_basis;
    wanted.baseline_edition = goal_baseline_edition(given);
    if (!eh_now(now)) {
        message_error("SOURCE_DATE_EPOCH is set, and is no number of seconds up to the year 9999.");
        return EXIT_NOTHING;
    }
    int status = EXIT_NOTHING;
    if (inputs_table(given->organisation_table, &wanted.organisations) &&
        inputs_table(given->actions, &wanted.actions) && goal_baseline_table(given, &wanted.baseline)) {
        eh_status made = eh_progress_over(catalogue, (const eh_return *const *)list->at, &wanted, findings, &report);
        message_findings(given, findings, 0, 0);
        if (made == EH_OK)
            status = write_all(given, report, formats, findings);
        else if (made == EH_NOMEM)
            message_error("%s.", eh_status_text(EH_NOMEM));
    }
    eh_progress_free(report);
    eh_source_close(wanted.organisations);
    eh_source_close(wanted.actions);
    eh_source_close(wanted.baseline);
    return status;
}

int run_progress(const options *given) {
    product_formats formats = {.count = 0};
    submissions list = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0) {
        message_usage("which returns? `evenhand progress RETURN.xml...` needs those of at least two editions");
        return EXIT_NOTHING;
    }
    if (given->organisations.count > 1) {
        message_usage("`evenhand progress` follows one organisation, or all together: give --organisation once");
        return EXIT_NOTHING;
    }
    if (!goal_options_check(given) ||
        !product_formats_read(given, "progress", "html,xlsx,csv,json", eh_progress_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    if (catalogue && submissions_read(given, catalogue, &(submissions_wish){.edition = EVERY_EDITION}, &list))
        status = follow(given, catalogue, &list, &formats, findings);
    else if (catalogue && !progress_stopped())
        message_error("nothing was followed.");
    if (status == EXIT_NOTHING && progress_stopped())
        status = progress_say_stopped();
    submissions_free(&list);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
