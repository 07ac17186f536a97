/* Writes the manual page and the completions of shells from the tables of commands and options, when the program is built.
 *
 *     manual man | bash | zsh | fish */
#include <string.h>

#include "cli/message.h"
#include "cli/options.h"
#include "standard/vocabulary.h"

/* Values that shells may complete, of options whose value is no file. */
static const struct {
    const char *option;
    unsigned commands;
    const char *values;
} values[] = {
    {"standard", FOR_ALL, "wres wdes wres,wdes"},
    {"clinical-by", FOR_ALL, "occupation-code staff-group"},
    {"by", FOR_RETURN, "directorate staff-group area-of-work"},
    {"log", FOR_ALL, "json"},
    {"suppress", FOR_ALL, "model-health nhs-digital trust-foi tre none"},
    {"group", FOR_ALL, "white bme disabled non-disabled unknown"},
    {"format", FOR_RETURN, "xml xlsx html csv json text easy"},
    {"format", FOR_PUBLISH, "xlsx html easy csv json share"},
    {"format", FOR_CHECK | FOR_STANDARDS, "text json"},
    {"format", FOR_TEMPLATE, "csv xlsx"},
};

/* NULL for an option that takes a file, a folder or anything. */
static const char *values_of(const option *o) {
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (strcmp(values[i].option, o->name) == 0 && (values[i].commands & o->shown))
            return values[i].values;
    return NULL;
}

static bool takes_file(const option *o) {
    static const char *const files[] = {"FILE", "DIR", "RETURN.xml", "KIND=FILE"};
    for (size_t i = 0; o->argument && i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i], o->argument) == 0)
            return true;
    return false;
}

static void print_kinds(const char *before) {
    for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++)
        message_print("%s%s", kind ? " " : before, eh_kind_word(kind));
    message_print(" actions");
}

/* ---- man ---- */

/* Text for troff, with no line end behind it: what it would take for an instruction is escaped, and a line end is a space. */
static void print_troff(const char *text) {
    bool begins = true;
    for (; *text; text++) {
        if (*text == '\\')
            message_print("\\e");
        else if (*text == '-')
            message_print("\\-");
        else if (begins && (*text == '.' || *text == '\''))
            message_print("\\&%c", *text);
        else
            message_print("%c", *text == '\n' ? ' ' : *text);
        begins = false;
    }
}

static void print_names(unsigned commands) {
    const command *c;
    const char *between = "";
    if (commands == FOR_ALL) {
        message_print("all commands");
        return;
    }
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        if (commands & c->bit) {
            message_print("%s%s", between, c->name);
            between = ", ";
        }
}

static void man_commands(void) {
    const command *c;
    message_print(".SH COMMANDS\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        message_print(".TP\n.BI \"%s \" \"", c->name);
        print_troff(c->arguments);
        message_print("\"\n");
        print_troff(c->description);
        message_print("\n");
    }
}

static void man_options(void) {
    const option *o;
    message_print(".SH OPTIONS\n");
    for (size_t i = 0; (o = option_at(i)) != NULL; i++) {
        message_print(".TP\n.BI \"\\-\\-");
        print_troff(o->name);
        message_print("\" \" %s\"\n(", o->argument ? o->argument : "");
        print_names(o->shown);
        message_print(") ");
        print_troff(o->description);
        message_print("\n");
    }
}

static void write_man(void) {
    message_print(".\\\" Made from the tables of commands and options.\n"
                  ".TH EVENHAND 1 \"\" \"evenhand %s\" \"User Commands\"\n"
                  ".SH NAME\nevenhand \\- compute, check and publish NHS workforce equality returns (WRES, WDES)\n"
                  ".SH SYNOPSIS\n.B evenhand\n.I COMMAND\n.RI [ OPTION... ]\n.RI [ FILE... ]\n"
                  ".SH DESCRIPTION\n",
                  EVENHAND_VERSION);
    print_troff("Reads extracts of staff records, recruitment, cases, training, the board and the staff survey, and "
                "computes the yearly returns of the Workforce Race and the Workforce Disability Equality Standard from "
                "them. An EXTRACT is a file (CSV or another delimited text, XLSX), a folder or - for standard input.");
    message_print("\n");
    man_commands();
    man_options();
    message_print(".SH EXIT STATUS\n.TP\n.B 0\nDone; there may be warnings.\n.TP\n.B 1\nDone, and something is wrong: "
                  "a return that is not fit to submit, a failed check.\n.TP\n.B 2\nNothing done: wrong arguments, "
                  "unreadable input.\n.TP\n.B 130, 143, 129\nStopped by Ctrl\\-C, by a request to end (SIGTERM), by a "
                  "lost terminal (SIGHUP): 128 and the number of the signal. Nothing is half\\-written.\n"
                  ".SH ENVIRONMENT\n.TP\n.B SOURCE_DATE_EPOCH\nThe moment that products state as that of their making, "
                  "in seconds since 1970; the same input then gives the same bytes.\n.TP\n.B TMPDIR\nWhere workbooks "
                  "are put together.\n"
                  ".SH EXAMPLES\n.nf\nevenhand check extracts/\nevenhand return extracts/ \\-\\-edition 2025\n"
                  "evenhand explain evenhand\\-out/RR8\\-wres\\-2025.xml 2.relative\\-likelihood\n"
                  "evenhand publish evenhand\\-out/RR8\\-*.xml \\-\\-suppress model\\-health\n.fi\n");
}

/* ---- completions ---- */

/* The options that a command shows, each name once, with `print` for each. */
static void each_option(const command *c, void (*print)(const command *c, const option *o)) {
    const option *o;
    for (size_t i = 0; (o = option_at(i)) != NULL; i++)
        if (o->shown & c->bit)
            print(c, o);
}

static void bash_name(const command *c, const option *o) {
    (void)c;
    message_print(" --%s", o->name);
}

static void bash_values(const command *c, const option *o) {
    if (values_of(o))
        message_print("    %s/--%s) words='%s' ;;\n", c->name, o->name, values_of(o));
    else if (o->argument && !takes_file(o))
        message_print("    %s/--%s) return ;;\n", c->name, o->name);
    else if (o->argument)
        message_print("    %s/--%s) compopt -o default; return ;;\n", c->name, o->name);
}

static void write_bash(void) {
    const command *c;
    message_print(
        "# Completion of evenhand for bash. Made from the tables of commands and options.\n"
        "_evenhand() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} "
        "words=''\n    COMPREPLY=()\n    if [ \"$COMP_CWORD\" = 1 ]; then\n        words='");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        message_print("%s ", c->name);
    message_print("--help --version'\n    else\n    case $command/$before in\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        each_option(c, bash_values);
    message_print("    *) case $command/$word in\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        message_print("        %s/-*) words='", c->name);
        each_option(c, bash_name);
        message_print("' ;;\n");
    }
    message_print("        template/*) words='");
    print_kinds("");
    message_print("' ;;\n        standards/*) words='WRES WDES' ;;\n"
                  "        *) compopt -o default; return ;;\n        esac ;;\n    esac\n    fi\n"
                  "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n}\n"
                  "complete -F _evenhand evenhand\n");
}

/* A text within single quotes of zsh's _arguments: without what has a meaning there. */
static void print_quoted(const char *text) {
    for (; *text; text++)
        if (*text == '\'')
            message_print("'\\''");
        else if (strchr("[]:", *text))
            message_print("\\%c", *text);
        else
            message_print("%c", *text);
}

static void zsh_option(const command *c, const option *o) {
    (void)c;
    message_print(" \\\n            '*--%s[", o->name);
    print_quoted(o->summary);
    message_print("]");
    if (values_of(o))
        message_print(":%s:(%s)", o->argument, values_of(o));
    else if (o->argument)
        message_print(":%s:%s", o->argument, takes_file(o) ? "_files" : "");
    message_print("'");
}

static void write_zsh(void) {
    const command *c;
    message_print("#compdef evenhand\n# Completion of evenhand for zsh. Made from the tables of commands and options.\n"
                  "_evenhand() {\n    local -a commands=(\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        message_print("        '%s:", c->name);
        print_quoted(c->summary);
        message_print("'\n");
    }
    message_print("    )\n    if (( CURRENT == 2 )); then\n        _describe command commands\n        return\n    fi\n"
                  "    local command=$words[2]\n    shift words\n    (( CURRENT-- ))\n    case $command in\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++) {
        message_print("        %s) _arguments", c->name);
        each_option(c, zsh_option);
        message_print(" \\\n            '*:argument:");
        if (c->bit == FOR_TEMPLATE) {
            print_kinds("(");
            message_print(")");
        } else
            message_print("%s", c->bit == FOR_STANDARDS ? "(WRES WDES)" : "_files");
        message_print("' ;;\n");
    }
    message_print("    esac\n}\n_evenhand \"$@\"\n");
}

static void fish_option(const command *c, const option *o) {
    message_print("complete -c evenhand -n '__fish_seen_subcommand_from %s' -l %s -d '", c->name, o->name);
    for (const char *p = o->summary; *p; p++)
        message_print(*p == '\'' ? "\\'" : "%c", *p);
    message_print("'");
    if (values_of(o))
        message_print(" -x -a '%s'", values_of(o));
    else if (o->argument)
        message_print(takes_file(o) ? " -r" : " -x");
    message_print("\n");
}

static void write_fish(void) {
    const command *c;
    message_print("# Completion of evenhand for fish. Made from the tables of commands and options.\n");
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        message_print("complete -c evenhand -n __fish_use_subcommand -f -a %s -d '%s'\n", c->name, c->summary);
    for (size_t i = 0; (c = command_at(i)) != NULL; i++)
        each_option(c, fish_option);
    message_print("complete -c evenhand -n '__fish_seen_subcommand_from template' -f -a '");
    print_kinds("");
    message_print("'\ncomplete -c evenhand -n '__fish_seen_subcommand_from standards' -f -a 'WRES WDES'\n");
}

int main(int count, char **arguments) {
    static const struct {
        const char *name;
        void (*write)(void);
    } forms[] = {{"man", write_man}, {"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};
    for (size_t i = 0; count == 2 && i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, arguments[1]) == 0) {
            forms[i].write();
            return message_flush() ? EXIT_DONE : EXIT_NOTHING;
        }
    return EXIT_NOTHING;
}
