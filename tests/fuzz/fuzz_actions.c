/* An action plan, joined to the items of two editions of an organisation that has no figures. */
#include <string.h>

#include "fuzz.h"
#include "progress/progress.h"

static eh_return *empty_return(int year) {
    eh_return *ret = eh_return_new();
    PROMISE(ret != NULL);
    ret->standard = EH_WRES;
    ret->edition = year;
    ret->organisation = "XP1";
    ret->name = ret->prepared = ret->version = ret->rules = "";
    return ret;
}

static void check(const eh_progress_report *report) {
    PROMISE(report->actions.given);
    for (size_t i = 0; i < report->actions.count; i++) {
        const eh_action *action = &report->actions.at[i];
        PROMISE(*action->what != '\0');
        PROMISE(eh_utf8_valid(action->what, strlen(action->what)) && eh_utf8_valid(action->item, strlen(action->item)));
        PROMISE(!action->overdue || action->due < report->today);
    }
}

int eh_fuzz_actions(const uint8_t *data, size_t size) {
    eh_return *const returns[] = {empty_return(2024), empty_return(2025), NULL};
    eh_findings *findings = eh_findings_new();
    eh_buffer made = {0};
    eh_source *source = fuzz_source("plan.csv", data, size, &made);
    eh_progress_options options = {.prepared = "2025-06-01T00:00:00Z", .actions = source};
    eh_progress_report *report = NULL;
    PROMISE(findings != NULL && source != NULL);
    eh_status status =
        eh_progress_over(fuzz_catalogue(), (const eh_return *const *)returns, &options, findings, &report);
    PROMISE(status == EH_OK || (status == EH_BAD && eh_findings_of(findings, EH_ERROR) > 0));
    PROMISE((status == EH_OK) == (report != NULL));
    if (report != NULL)
        check(report);
    fuzz_check_findings(findings);
    eh_progress_free(report);
    eh_source_close(source);
    eh_buffer_free(&made);
    eh_findings_free(findings);
    for (size_t i = 0; returns[i] != NULL; i++)
        eh_return_free(returns[i]);
    return 0;
}
