/* The commands: one table; each has a file of its own. */
#include <string.h>

#include "cli/options.h"

static const command commands[] = {
    {"return", "EXTRACT...", "compute the WRES and WDES returns",
     "Reads an organisation's extracts (files, folders, or - for standard input) and writes its returns: the "
     "submission XML and the\nworking workbook, with a summary in words. The files hold small numbers: they are "
     "internal, not for publication.",
     FOR_RETURN, run_return},
    {"publish", "RETURN.xml...", "make the public products: workbook, web page, data",
     "Makes of an organisation's returns what may be published: an accessible workbook and a web page, on request data "
     "and an Easy\nsummary. Takes the returns alone, and only such as pass `evenhand validate`; --suppress must say "
     "how small numbers are\nkept from showing who somebody is. Files go to evenhand-publication, apart from the "
     "internal ones.",
     FOR_PUBLISH, run_publish},
    {"compare", "RETURN.xml...", "several organisations side by side",
     "Sets the returns of many organisations side by side: every item, added up by place, type and integrated care "
     "board from counts,\nwith funnel plots, ratios with intervals, ranks with their uncertainty, and what parity "
     "would take. Takes full or public\nreturns (files, or folders of them) of which each must pass `evenhand "
     "validate`; of each standard the newest edition is compared.",
     FOR_COMPARE, run_compare},
    {"progress", "RETURN.xml...", "one organisation, or several together, over the years",
     "Follows the returns of one organisation, or of several added up, over their collection years: what changed, "
     "whether it is better\nor worse, and whether chance alone could do that. Breaks in a series are never bridged. "
     "Takes full or public returns (files, or\nfolders of them) of which each must pass `evenhand validate`.",
     FOR_PROGRESS, run_progress},
    {"audit", "FIGURES.csv | RETURN.xml [EXTRACT...]", "cross-examine figures that somebody printed, or a return",
     "Holds each figure of a table, as an auditor copies them from published reports, against its own counts, the "
     "other figures of its\ndate and organisation, and what its item means; says what is wrong, what it should be, and "
     "why. Takes CSV or a workbook, one figure\na row: `evenhand template figures` writes the headings. Exit status 1 "
     "when a figure is wrong.\nOf a submission it checks the arithmetic, last year's column and what its figures can "
     "bear; with the extracts it reckons every figure\nagain, and where one differs it names the departure from the "
     "rules that gives it, such as bank staff or second jobs counted.",
     FOR_AUDIT, run_audit},
    {"check", "EXTRACT...", "say what each file is, how it was read, and what is wrong with it",
     "Shows for each file its kind, encoding, separator, sheet, rows and columns, the people and what was dropped by "
     "which rule,\nunknown values, duplicates and clashes. Writes nothing, but with --out mapping-todo.csv.",
     FOR_CHECK, run_check},
    {"template", "KIND", "write an empty extract with the right headings",
     "KIND is staff, applicants, cases, training, board, survey, counts or answers; or figures, which `evenhand audit` "
     "reads; or\nactions, an action plan for `evenhand progress`. Goes to standard output, or with --out to a file.",
     FOR_TEMPLATE, run_template},
    {"validate", "RETURN.xml...", "check submissions against the schema and their own arithmetic",
     "Checks each submission against the schema, its digest and its own arithmetic; each failure names the item.",
     FOR_VALIDATE, run_validate},
    {"explain", "RETURN.xml ITEM", "how one figure came about",
     "Shows the counts, the formula, the steps, the interval and test, the rule with its source, and the extracts "
     "behind an item\nsuch as 2.relative-likelihood, or behind figures of a table beyond the national rows such as "
     "funnel (--by, --of, --group, --column,\n--step choose them). With --rows and the extracts, lists the records "
     "behind it and "
     "those that were not counted.",
     FOR_EXPLAIN, run_explain},
    {"standards", "[WRES|WDES [YEAR]]", "the editions known, and their items",
     "Without arguments lists the editions; with a standard and a year its items, survey questions, what changed, and "
     "what about it\nis not certain.",
     FOR_STANDARDS, run_standards},
};

const command *command_at(size_t i) {
    return i < sizeof commands / sizeof *commands ? &commands[i] : NULL;
}

const command *command_find(const char *name) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}
