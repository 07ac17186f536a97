/* evenhand: the program. Commands are one table; each has a file of its own. */
#include <stdio.h>
#include <string.h>

#include "base/platform.h"
#include "cli/message.h"
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
     "how "
     "small numbers are\nkept from showing who somebody is. Files go to evenhand-publication, apart from the internal "
     "ones.",
     FOR_PUBLISH, run_publish},
    {"check", "EXTRACT...", "say what each file is, how it was read, and what is wrong with it",
     "Shows for each file its kind, encoding, separator, sheet, rows and columns, the people and what was dropped by "
     "which rule,\nunknown values, duplicates and clashes. Writes nothing, but with --out mapping-todo.csv.",
     FOR_CHECK, run_check},
    {"template", "KIND", "write an empty extract with the right headings",
     "KIND is staff, applicants, cases, training, board, survey, counts or answers. Goes to standard output, or with "
     "--out to a file.",
     FOR_TEMPLATE, run_template},
    {"validate", "RETURN.xml...", "check submissions against the schema and their own arithmetic",
     "Checks each submission against the schema, its digest and its own arithmetic; each failure names the item.",
     FOR_VALIDATE, run_validate},
    {"explain", "RETURN.xml ITEM", "how one figure came about",
     "Shows the counts, the formula, the steps, the interval and test, the rule with its source, and the extracts "
     "behind an item\nsuch as 2.relative-likelihood.",
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

static void print_commands(bool is_long) {
    message_print(
        "Evenhand computes the NHS workforce race and disability equality returns (WRES, WDES) from HR extracts.\n\n"
        "usage: evenhand COMMAND [OPTION...] [FILE...]\n\n");
    for (size_t i = 0; command_at(i); i++)
        message_print("  %-10s %-19s %s\n", commands[i].name, commands[i].arguments, commands[i].summary);
    message_print(
        "\nevenhand COMMAND --help shows a command's options, -h in one line each; evenhand --version the version.\n");
    if (is_long)
        message_print(
            "\nExit status: 0 done; 1 done, and something is wrong (a return that is not fit to submit, a failed "
            "check);\n"
            "2 nothing done (wrong arguments, unreadable input); 130 stopped by Ctrl-C.\n"
            "Results go to files or standard output, messages to standard error. Nothing is sent anywhere.\n");
}

static void print_version(void) {
    message_print("evenhand %s\n", EVENHAND_VERSION);
}

static int finish(int status) {
    if (message_flush())
        return status;
    message_error("standard output could not be written.");
    return EXIT_NOTHING;
}

static int run_command(const command *chosen, int count, char **arguments) {
    options given;
    int status = EXIT_DONE;
    if (!options_read(chosen, count, arguments, &given))
        status = EXIT_NOTHING;
    else if (given.help || given.long_help) {
        message_print("usage: evenhand %s [OPTION...] %s\n\n", chosen->name, chosen->arguments);
        if (given.long_help)
            message_print("%s\n", chosen->description);
        options_help(chosen, given.long_help);
    } else if (given.version)
        print_version();
    else
        status = chosen->run(&given);
    options_free(&given);
    return status;
}

int main(int count, char **arguments) {
    const char *first = count > 1 ? arguments[1] : "";
    const command *chosen = command_find(first);
    eh_process_begin();
    if (chosen)
        return finish(run_command(chosen, count - 2, arguments + 2));
    if (strcmp(first, "--version") == 0)
        print_version();
    else if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0)
        print_commands(strcmp(first, "-h") != 0);
    else {
        if (*first)
            message_usage("there is no command \"%s\"", first);
        else
            message_usage("what should be done? A command is missing");
        return EXIT_NOTHING;
    }
    return finish(EXIT_DONE);
}
