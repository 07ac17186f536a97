/* evenhand standards: the editions known, and what each asks. */
#include <string.h>

#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/printed.h"
#include "cli/standards_lists.h"

/* [WRES|WDES [YEAR]], and --standard beside it. */
static bool read_arguments(const options *given, standards_order *order) {
    bool both = !given->wres && !given->wdes;
    order->wanted[EH_WRES] = both || given->wres;
    order->wanted[EH_WDES] = both || given->wdes;
    if (given->inputs.count > 2) {
        message_usage("`evenhand standards` takes a standard and a year at most");
        return false;
    }
    if (given->inputs.count > 0) {
        eh_standard standard;
        if (!eh_standard_read(eh_slice_of(given->inputs.at[0]), &standard)) {
            message_usage("there is no standard \"%s\"; there are WRES and WDES", given->inputs.at[0]);
            return false;
        }
        for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++)
            order->wanted[s] = s == standard;
    }
    if (given->inputs.count > 1) {
        const char *year = given->inputs.at[1];
        if (strlen(year) != 4 || strspn(year, "0123456789") != 4) {
            message_usage("\"%s\" is no collection year", year);
            return false;
        }
        for (; *year; year++)
            order->year = order->year * 10 + (*year - '0');
    }
    return true;
}

/* A year that the catalogue does not have. */
static bool there_is(const standards_order *order) {
    for (eh_standard s = 0; s < EH_STANDARD_COUNT && order->year; s++) {
        int first = 0, last = 0;
        if (!order->wanted[s] || eh_edition_find(order->catalogue, s, order->year))
            continue;
        eh_catalogue_years(order->catalogue, eh_standard_id(s), &first, &last);
        message_error("there is no edition %d of %s; there are %d to %d.", order->year, eh_standard_id(s), first, last);
        return false;
    }
    return true;
}

static int print(const options *given, const standards_order *order, bool json) {
    eh_buffer out = {0};
    (json ? standards_write_json : standards_write_text)(order, &out);
    bool done = printed(given, "standards", json, &out);
    eh_buffer_free(&out);
    return done ? EXIT_DONE : EXIT_NOTHING;
}

int run_standards(const options *given) {
    standards_order order = {0};
    int status = EXIT_NOTHING;
    bool json;
    if (!read_arguments(given, &order) || !printed_format(given, "standards", &json))
        return EXIT_NOTHING;
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    order.catalogue = catalogue;
    if (catalogue && there_is(&order))
        status = print(given, &order, json);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
