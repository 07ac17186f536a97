/* evenhand: the program. */
#include <stdio.h>
#include <string.h>

#include "base/platform.h"
#include "cli/message.h"
#include "cli/options.h"

static void print_commands(bool is_long) {
    message_print(
        "Evenhand computes the NHS workforce race and disability equality returns (WRES, WDES) from HR extracts.\n\n"
        "usage: evenhand COMMAND [OPTION...] [FILE...]\n\n");
    for (size_t i = 0; command_at(i); i++)
        message_print("  %-10s %-19s %s\n", command_at(i)->name, command_at(i)->arguments, command_at(i)->summary);
    message_print(
        "\nevenhand COMMAND --help shows a command's options, -h in one line each; evenhand --version the version.\n");
    if (is_long)
        message_print(
            "\nExit status: 0 done; 1 done, and something is wrong (a return that is not fit to submit, a failed "
            "check);\n"
            "2 nothing done (wrong arguments, unreadable input); 130 stopped by Ctrl-C, 143 by a\n"
            "request to end (SIGTERM), 129 by a lost terminal: 128 and the number of the signal.\n"
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
    eh_process_guard();
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
