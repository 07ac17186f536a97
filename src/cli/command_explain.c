/* evenhand explain: how one figure came about, from the return alone; with --rows, from the extracts as well. */
#include <stdlib.h>

#include "cli/explain_rows.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "report/explain.h"

static int explain(const options *given, const eh_catalogue *catalogue, const eh_return *ret) {
    char *text = NULL;
    size_t size = 0;
    const char *item = given->inputs.at[1];
    eh_sink *sink = eh_sink_to_memory(&text, &size);
    eh_status status = sink ? eh_explain(catalogue, ret, item, given->group, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        message_write(text, size);
    else if (status == EH_BAD && given->group)
        message_error("the return has no item %s with a group %s; `evenhand standards` lists the items.", item,
                      given->group);
    else if (status == EH_BAD)
        message_error("the return has no item %s; `evenhand standards` lists the items.", item);
    else
        message_error("%s.", eh_status_text(status));
    free(text);
    return status == EH_OK ? EXIT_DONE : EXIT_NOTHING;
}

int run_explain(const options *given) {
    int status = EXIT_NOTHING;
    if (given->rows ? given->inputs.count < 3 : given->inputs.count != 2) {
        message_usage(given->rows ? "which extracts? `evenhand explain RETURN.xml ITEM --rows EXTRACT...` reads those "
                                    "that the return was made from"
                                  : "`evenhand explain RETURN.xml ITEM` takes a submission and the id of an item");
        return EXIT_NOTHING;
    }
    if (!given->rows && (given->out || given->format || given->mapping || given->kinds.count)) {
        message_usage("--out, --format, --mapping and --kind of `evenhand explain` go with --rows");
        return EXIT_NOTHING;
    }
    eh_findings *findings = eh_findings_new();
    eh_catalogue *catalogue = findings ? inputs_catalogue(given, findings) : NULL;
    eh_return *ret = catalogue ? inputs_return(given, given->inputs.at[0]) : NULL;
    if (ret)
        status = given->rows ? explain_rows(given, catalogue, ret) : explain(given, catalogue, ret);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
