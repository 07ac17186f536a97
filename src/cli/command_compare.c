/* evenhand compare: the returns of many organisations side by side. */
#include "base/platform.h"
#include "cli/goal_options.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/products.h"
#include "cli/progress.h"
#include "cli/submissions.h"
#include "evenhand/progress.h"

static eh_status write_comparison(const void *thing, const char *format, eh_findings *findings, eh_sink *sink) {
    return eh_comparison_write(thing, format, findings, sink);
}

static int compare(const options *given, const eh_catalogue *catalogue, const submissions *list,
                   const product_formats *formats, eh_findings *findings) {
    eh_comparison *comparison = NULL;
    eh_progress_report *progress = NULL;
    char now[21];
    eh_compare_options wanted = {.edition = given->edition, .wres = given->wres, .wdes = given->wdes, .prepared = now};
    wanted.focus = given->organisations.count > 0 ? given->organisations.at[0] : NULL;
    wanted.goal_year = given->goal_year;
    wanted.parity = given->parity_basis;
    wanted.baseline_edition = goal_baseline_edition(given);
    if (!eh_now(now)) {
        message_error("SOURCE_DATE_EPOCH is set, and is no number of seconds up to the year 9999.");
        return EXIT_NOTHING;
    }
    int status = EXIT_NOTHING;
    if (inputs_table(given->organisation_table, &wanted.organisations) &&
        inputs_table(given->population, &wanted.population) && goal_baseline_table(given, &wanted.baseline)) {
        const eh_return *const *returns = (const eh_return *const *)list->at;
        eh_status made = eh_compare(catalogue, returns, &wanted, findings, &comparison);
        if (made == EH_OK)
            made = eh_comparison_follow(comparison, returns, &progress);
        message_findings(given, findings, 0, 0);
        product_order order = {.thing = comparison, .write = write_comparison, .stem = "comparison"};
        order.folder = given->out ? given->out : FOLDER_COMPARE;
        order.internal = made == EH_OK && eh_comparison_internal(comparison);
        if (made == EH_OK && !progress_stopped() && products_say(given, &order, findings) &&
            products_write(given, &order, formats))
            status = given->strict && eh_findings_of(findings, EH_WARNING) > 0 ? EXIT_WRONG : EXIT_DONE;
        else if (made == EH_NOMEM)
            message_error("%s.", eh_status_text(EH_NOMEM));
    }
    eh_comparison_free(comparison);
    eh_progress_free(progress);
    eh_source_close(wanted.organisations);
    eh_source_close(wanted.population);
    eh_source_close(wanted.baseline);
    return status;
}

int run_compare(const options *given) {
    product_formats formats = {.count = 0};
    submissions list = {0};
    int status = EXIT_NOTHING;
    if (given->inputs.count == 0) {
        message_usage("which returns? `evenhand compare RETURN.xml...` needs at least one");
        return EXIT_NOTHING;
    }
    if (given->organisations.count > 1) {
        message_usage("`evenhand compare` marks one organisation: give --organisation once");
        return EXIT_NOTHING;
    }
    if (!goal_options_check(given) ||
        !product_formats_read(given, "compare", "html,xlsx,csv,json", eh_comparison_format, &formats))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    submissions_wish wish = {.edition = given->edition, .also = goal_baseline_edition(given), .earlier = true};
    if (catalogue && submissions_read(given, catalogue, &wish, &list))
        status = compare(given, catalogue, &list, &formats, findings);
    else if (catalogue && !progress_stopped())
        message_error("nothing was compared.");
    if (status == EXIT_NOTHING && progress_stopped())
        status = progress_say_stopped();
    submissions_free(&list);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
