/* The command line: one table of options, one of commands. */
#ifndef EH_CLI_OPTIONS_H
#define EH_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit status (the public contract). Stopped by a signal, its number is added: 130 for Ctrl-C. */
enum { EXIT_DONE = 0, EXIT_WRONG = 1, EXIT_NOTHING = 2, EXIT_STOPPED = 128 };

/* Words of one kind, in the order given. */
typedef struct word_list {
    const char **at; /* NULL-terminated */
    size_t count;
} word_list;

typedef struct options {
    word_list inputs, organisations, kinds, previous;
    const char *templates, *out, *format, *mapping, *group, *log, *suppress, *suppress_except, *organisation_table,
        *population, *actions;
    const char *of, *step, *column; /* of a table of breakdowns */
    const char *by;                 /* of the columns that the workforce can be broken down by */
    const char *goal_baseline, *parity_basis;
    int edition, threads; /* 0: not said */
    int max_ratio, goal_year;
    uint64_t max_unpacked;
    bool help, long_help, version, quiet, no_progress, strict, verify;
    bool wres, wdes, by_staff_group, accessibility, rows;
} options;

/* A command: its bit in the options it takes and shows, its function, and its help. */
typedef int command_function(const options *given);
typedef struct command {
    const char *name, *arguments, *summary, *description;
    unsigned bit;
    command_function *run;
} command;

enum {
    FOR_RETURN = 1,
    FOR_CHECK = 2,
    FOR_TEMPLATE = 4,
    FOR_VALIDATE = 8,
    FOR_EXPLAIN = 16,
    FOR_STANDARDS = 32,
    FOR_PUBLISH = 64,
    FOR_COMPARE = 128,
    FOR_PROGRESS = 256,
    FOR_AUDIT = 512,
    FOR_EXTRACTS = FOR_RETURN | FOR_CHECK,
    FOR_ALL = 1023
};

/* Where files go without --out. */
#define FOLDER_RETURN   "evenhand-out"
#define FOLDER_PUBLISH  "evenhand-publication"
#define FOLDER_COMPARE  "evenhand-comparison"
#define FOLDER_PROGRESS "evenhand-progress"
#define FOLDER_AUDIT    "evenhand-audit"

/* The i-th command, NULL at the end; by name, or NULL. */
const command *command_at(size_t i);
const command *command_find(const char *name);

/* What the value of an option is and does. */
typedef enum option_kind {
    SET_FLAG,
    SET_TEXT,
    SET_WHOLE,
    SET_SIZE,
    ADD_WORD,
    ADD_CODE,
    SET_STANDARDS,
    SET_SIDE,
    SET_BY
} option_kind;

/* One option: where its value goes (an offset into `options`), and its help. An option with another meaning for another command has a row for each. What every
 * command accepts is shown only by those for which it does something. */
typedef struct option {
    const char *name, *argument, *summary, *description;
    unsigned shown, accepted; /* by which commands */
    option_kind kind;
    size_t offset;
} option;
/* The i-th option, those of a name beside each other; NULL at the end. */
const option *option_at(size_t i);

/* Reads the arguments behind the command's name. Organisation codes become capitals where they stand. On a mistake says so and returns false. Free with
 * options_free. */
bool options_read(const command *chosen, int count, char **arguments, options *given);
void options_free(options *given);

/* How many threads to use: as said, else one a processor. */
unsigned options_threads(const options *given);

/* Prints the options that do something for a command, short (one line each) or long. */
void options_help(const command *chosen, bool is_long);

command_function run_return, run_publish, run_compare, run_progress, run_audit, run_check, run_template, run_validate,
    run_explain, run_standards;
/* `check --accessibility`. */
command_function run_accessibility;

#endif
