/* evenhand explain: how one figure came about, from the return alone; with --rows, from the extracts as well. */
#include <stdlib.h>
#include <string.h>

#include "cli/explain_rows.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "report/explain.h"

/* What is asked for: an item, or figures of a table. */
typedef struct asked {
    const options *given;
    const eh_catalogue *catalogue;
    const eh_return *ret;
    const char *item;
    eh_breakdown_choice choice;
    const eh_breakdown *table; /* NULL for an item */
} asked;

static eh_status write_explanation(const asked *a, eh_sink *sink) {
    return a->table ? eh_explain_breakdown(a->catalogue, a->ret, &a->choice, a->table, sink)
                    : eh_explain(a->catalogue, a->ret, a->item, a->given->group, sink);
}

static int explain(const asked *a) {
    char *text = NULL;
    size_t size = 0;
    eh_sink *sink = eh_sink_to_memory(&text, &size);
    eh_status status = sink ? write_explanation(a, sink) : EH_NOMEM;
    if (status == EH_OK)
        status = sink->commit(sink);
    else if (sink)
        sink->abort(sink);
    if (status == EH_OK)
        message_write(text, size);
    else if (status == EH_BAD)
        message_error("the return has no item %s with a group %s; `evenhand standards` lists the items.", a->item,
                      a->given->group ? a->given->group : "");
    else
        message_error("%s.", eh_status_text(status));
    free(text);
    return status == EH_OK ? EXIT_DONE : EXIT_NOTHING;
}

static void say_no_item(const asked *a) {
    eh_buffer tables = {0};
    for (size_t i = 0; i < a->ret->breakdown_count; i++) {
        const char *name = a->ret->breakdowns[i]->name;
        bool before = false;
        for (size_t k = 0; k < i; k++)
            before = before || !strcmp(a->ret->breakdowns[k]->name, name);
        if (!before)
            eh_buffer_format(&tables, "%s%s", tables.length ? ", " : "", name);
    }
    message_error("the return has no item %s; `evenhand standards` lists the items.%s%s%s", a->item,
                  tables.length ? " Its tables are " : "", tables.length ? tables.data : "", tables.length ? "." : "");
    eh_buffer_free(&tables);
}

/* Finds what is asked for; false after saying that there is no such thing. */
static bool find(asked *a) {
    eh_buffer wrong = {0};
    if (eh_return_item_find(a->ret, a->item)) {
        bool table = a->choice.by || a->choice.of || a->choice.step || a->choice.column;
        if (table)
            message_error("%s is an item: --by, --of, --column and --step choose figures of a table.", a->item);
        return !table;
    }
    if (!eh_breakdown_is_named(a->ret, a->item)) {
        say_no_item(a);
        return false;
    }
    a->table = eh_breakdown_choose(a->catalogue, a->ret, &a->choice, &wrong);
    if (!a->table)
        message_error("%s", wrong.length && !wrong.failed ? wrong.data : eh_status_text(EH_NOMEM));
    eh_buffer_free(&wrong);
    return a->table;
}

static int answer(const options *given, const eh_catalogue *catalogue, const eh_return *ret) {
    asked a = {.given = given, .catalogue = catalogue, .ret = ret, .item = given->inputs.at[1]};
    a.choice = (eh_breakdown_choice){a.item, given->by, given->of, given->group, given->step, given->column};
    if (!find(&a))
        return EXIT_NOTHING;
    return given->rows ? explain_rows(given, catalogue, ret, &a.choice, a.table) : explain(&a);
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
        status = answer(given, catalogue, ret);
    eh_return_free(ret);
    eh_catalogue_free(catalogue);
    eh_findings_free(findings);
    return status;
}
