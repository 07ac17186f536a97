#include "cli/options.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/platform.h"
#include "cli/message.h"

#define AT(member) offsetof(options, member)
/* Shown by the commands that accept it. */
#define WHERE(commands) (commands), (commands)
/* Where a command's files go. */
#define OUT(command, folder)                                                                                           \
    {                                                                                                                  \
        "out", "DIR", "the folder to write to (default: " folder ")",                                                  \
            "The folder for the files; it is made when it is not there. Default: " folder ".", WHERE(command),         \
            SET_TEXT, AT(out)                                                                                          \
    }

static const option table[] = {
    {"edition", "YEAR", "the collection year",
     "The collection year of the return. Without it the year is told from the extracts (survey year, edition, titles, "
     "dates);\nwhere they disagree or say nothing, the run stops and asks.",
     WHERE(FOR_EXTRACTS), SET_WHOLE, AT(edition)},
    {"edition", "YEAR", "the collection year to compare (default: the newest)",
     "Compare the returns of this collection year. Without it the newest edition of each standard is compared, and the "
     "others are named.",
     WHERE(FOR_COMPARE), SET_WHOLE, AT(edition)},
    {"standard", "LIST", "wres, wdes or both (default: both)", "Which standards, with commas between.",
     WHERE(FOR_EXTRACTS | FOR_STANDARDS | FOR_COMPARE | FOR_PROGRESS), SET_STANDARDS, 0},
    {"organisation", "CODE", "the organisation, or only these: 3 to 8 letters and digits",
     "The organisation of extracts without an organisation column; else only these organisations are computed. May be "
     "given several times.",
     WHERE(FOR_EXTRACTS), ADD_CODE, AT(organisations)},
    {"organisation", "CODE", "the organisation to mark, with its peers",
     "Mark this organisation, and those of its type, in the charts and tables.", WHERE(FOR_COMPARE), ADD_CODE,
     AT(organisations)},
    {"organisation", "CODE", "the only organisation to follow (default: all, added up)",
     "Follow this organisation alone. Without it, the returns of several organisations are added up: counts are "
     "summed, never ratios averaged.",
     WHERE(FOR_PROGRESS), ADD_CODE, AT(organisations)},
    {"organisations", "FILE", "more organisations: name, type, ICB, place",
     "A CSV with the columns code,name,type,icb,place,areas (all but code may be absent): organisations that the "
     "program does not know,\nor of which it should say something else. Several places or areas have semicolons "
     "between.",
     WHERE(FOR_COMPARE | FOR_PROGRESS), SET_TEXT, AT(organisation_table)},
    {"actions", "FILE", "the action plan, to show beside the items",
     "The organisation's action plan, a CSV or workbook with the columns Item, Action, Owner Role, Due, Status, "
     "Measure (`evenhand\ntemplate actions`): what is overdue, and what is worse than parity without an action, stands "
     "out.",
     WHERE(FOR_PROGRESS), SET_TEXT, AT(actions)},
    {"population", "FILE", "more areas and the people who live there",
     "A CSV with the columns area,residents,bme,minority,residents_of_disability,disabled,within: areas of the census "
     "that the program does not know.\nWith the columns organisation and weight, a row says that its area is so much "
     "of the people whom this organisation serves, instead of all its areas added up\n(a share of its patients, for "
     "one).",
     WHERE(FOR_COMPARE), SET_TEXT, AT(population)},
    {"goal-year", "YEAR", "the year by which leaders are to reflect the workforce",
     "Each level from band 8a up is to have the workforce's share of the group by the end of March of this year. "
     "Default: that of the templates, 2028.",
     WHERE(FOR_COMPARE | FOR_PROGRESS), SET_WHOLE, AT(goal_year)},
    {"goal-baseline", "YEAR|FILE", "from where the goals' straight lines run",
     "A collection year, whose returns are among those given; or a CSV with the columns "
     "organisation,standard,level,year,people (levels as in templates/levels.csv: band-8a to band-9, vsm).\nDefault: "
     "of each organisation the first of the returns given, since the last break in the series.",
     WHERE(FOR_COMPARE | FOR_PROGRESS), SET_TEXT, AT(goal_baseline)},
    {"parity-basis", "all|known", "whether people whose group is not known count",
     "Percentages of leaders, and goals, are of everyone (all) or of those whose group is known (known). Default: that "
     "of the templates, all.",
     WHERE(FOR_COMPARE | FOR_PROGRESS), SET_TEXT, AT(parity_basis)},
    {"kind", "KIND=FILE", "overrule what a file is told to be",
     "Read FILE as this kind of extract (`evenhand template --help` names the kinds) whatever its headings say. May be "
     "given several times.",
     WHERE(FOR_EXTRACTS | FOR_EXPLAIN | FOR_AUDIT), ADD_WORD, AT(kinds)},
    {"mapping", "FILE", "more headings and values",
     "A CSV with the columns kind,field,from,to: what your headings (field `heading`) and values mean. "
     "mapping-todo.csv has this shape.",
     WHERE(FOR_EXTRACTS | FOR_EXPLAIN | FOR_AUDIT), SET_TEXT, AT(mapping)},
    {"previous", "RETURN.xml", "last year's return",
     "Last year's submission, for last year's column. May be given several times.", WHERE(FOR_RETURN | FOR_PUBLISH),
     ADD_WORD, AT(previous)},
    {"suppress", "RULE", "how small numbers are kept back: model-health, nhs-digital, trust-foi, tre, none, or numbers",
     "What is done so that nobody can be recognised in a small number. model-health: counts of 1 to 6 are hidden. "
     "nhs-digital: 1 to 7, and the others\nrounded to the nearest 5. trust-foi: 1 to 4. tre: 0 to 9. Or numbers: 5 or "
     "below-5 (1 to 4), 0-9, 1-7,base=5. none: every figure is published as it is.\nFurther counts are hidden until "
     "none that is hidden can be worked out from all that is published together: sums, the other standard, last year's "
     "column,\npercentages and ratios. An attack on the whole proves it; where it succeeds, nothing is published and "
     "the exit status is 1. The rule is named on every product.",
     WHERE(FOR_PUBLISH), SET_TEXT, AT(suppress)},
    {"suppress-except", "ITEM,...", "items that are shown whatever their size",
     "Ids (9.board) or indicators (9) whose counts are shown however small they are: a board is always small, and its "
     "members are known. Named on every product.",
     WHERE(FOR_PUBLISH), SET_TEXT, AT(suppress_except)},
    {"accessibility", NULL, "audit workbooks for accessibility",
     "Audit workbooks (.xlsx), whoever made them, by the Analysis Function's checklist for spreadsheets: a numbered "
     "finding for each\nrow of it that a machine can judge, with its sheet and cell and what to do.",
     WHERE(FOR_CHECK), SET_FLAG, AT(accessibility)},
    {"clinical-by", "SOURCE", "occupation-code (default) or staff-group",
     "What decides clinical, non-clinical and medical first; the other is used where it is silent. The return records "
     "which.",
     WHERE(FOR_EXTRACTS), SET_SIDE, AT(by_staff_group)},
    {"by", "COLUMN", "break the workforce down: directorate, staff-group or area-of-work",
     "Write into the return's detail how many people of each group each value of this column has, how many of them are "
     "in band 8a or above, and\nthe likelihood ratio of being so. Internal.",
     WHERE(FOR_RETURN), SET_BY, AT(by)},
    {"group", "GROUP", "one group only",
     "Explain the figure of this group: white, bme, unknown; disabled, non-disabled, unknown.", WHERE(FOR_EXPLAIN),
     SET_TEXT, AT(group)},
    {"by", "WAY", "of a table: how it is broken down (band, staff-group, ...)",
     "Of a table beyond the national rows (funnel, ethnic-groups, ...): by what it is broken down. It and the three "
     "that "
     "follow take the names\nthat stand in the XML, the JSON and the CSV, or what people read; a wrong one is answered "
     "with the right ones.",
     WHERE(FOR_EXPLAIN), SET_TEXT, AT(by)},
    {"of", "PART", "of a table: one part (band-5, a staff group, a directorate)",
     "Explain the figures of this part: a band, a staff group, a directorate, an item.", WHERE(FOR_EXPLAIN), SET_TEXT,
     AT(of)},
    {"column", "COLUMN", "of a table: one column (shortlisted, asian, female)",
     "Explain the figures of this column: a stage of recruitment, an ethnic group, a sex.", WHERE(FOR_EXPLAIN),
     SET_TEXT, AT(column)},
    {"step", "STEP", "of a table of ratios: one step (shortlisted-to-appointed)",
     "Explain the likelihood ratio of this step.", WHERE(FOR_EXPLAIN), SET_TEXT, AT(step)},
    {"rows", NULL, "trace the figure to its rows in the extracts that follow",
     "Read the extracts again that the return was made from (their SHA-256 must be the same) and list the records that "
     "each count behind\nthe figure counts, by their numbers, and those that it does not count, by the rule. Never "
     "names.",
     WHERE(FOR_EXPLAIN), SET_FLAG, AT(rows)},
    {"max-unpacked", "SIZE", "how large a part of a workbook may be (default: 4G)",
     "Refuse a workbook with a part that unpacks to more than this: bytes, or with K, M or G behind the number.\n"
     "Raise it for files that can be trusted alone. Default: 4G.",
     WHERE(FOR_EXTRACTS | FOR_EXPLAIN | FOR_AUDIT), SET_SIZE, AT(max_unpacked)},
    {"max-ratio", "N", "how densely a part of a workbook may be packed (default: 1000)",
     "Refuse a workbook with a part over a megabyte that unpacks to more than this many times its packed size.\n"
     "Raise it for files that can be trusted alone. Default: 1000.",
     WHERE(FOR_EXTRACTS | FOR_EXPLAIN | FOR_AUDIT), SET_WHOLE, AT(max_ratio)},
    {"format", "LIST", "xml, xlsx, html, csv, json, text, easy (default: xml,xlsx,html)",
     "Which files to write, with commas between: xml, the submission; xlsx, the working workbook; html, the internal "
     "page; csv, the items, and\nbeside them the breakdowns, which `breakdowns` writes alone; json, text, easy. "
     "Default: xml,xlsx,html.",
     WHERE(FOR_RETURN), SET_TEXT, AT(format)},
    {"format", "LIST", "xlsx, html, easy, csv, json (default: xlsx,html)",
     "Which products to make, with commas between: xlsx, html, easy, csv, json. Default: xlsx,html.",
     WHERE(FOR_PUBLISH), SET_TEXT, AT(format)},
    {"format", "LIST", "html, xlsx, csv, json, text (default: all but text)",
     "Which files to write, with commas between: html, the web page; xlsx, the workbook; csv, json, text. Default: all "
     "but text.",
     WHERE(FOR_COMPARE | FOR_PROGRESS), SET_TEXT, AT(format)},
    {"format", "LIST", "text, json, html, xlsx (default: text)",
     "How to say it, with commas between: text, json, html, xlsx. Text or json alone goes to standard output, unless "
     "--out names a folder. Default: text.",
     WHERE(FOR_AUDIT), SET_TEXT, AT(format)},
    {"format", "FORMAT", "text (default) or json", "How to print it: text (default) or json.",
     WHERE(FOR_CHECK | FOR_STANDARDS | FOR_VALIDATE), SET_TEXT, AT(format)},
    {"format", "FORMAT", "csv (default) or xlsx", "csv (default) or xlsx; the ending of --out says it too.",
     WHERE(FOR_TEMPLATE), SET_TEXT, AT(format)},
    {"format", "FORMAT", "of --rows: text (default), csv (default of --out) or json",
     "How to write the rows: text (default), csv (default of --out) or json.", WHERE(FOR_EXPLAIN), SET_TEXT,
     AT(format)},
    {"out", "FILE", "the file to write the rows to: readable by you alone",
     "Write the rows to this file, which only its owner can read, not to standard output.", WHERE(FOR_EXPLAIN),
     SET_TEXT, AT(out)},
    OUT(FOR_RETURN, FOLDER_RETURN),
    OUT(FOR_PUBLISH, FOLDER_PUBLISH),
    {"out", "DIR", "the folder to write to (default: " FOLDER_AUDIT ")",
     "The folder for the files, where there are several or this names one; it is made when it is not there. "
     "Default: " FOLDER_AUDIT ".",
     WHERE(FOR_AUDIT), SET_TEXT, AT(out)},
    OUT(FOR_COMPARE, FOLDER_COMPARE),
    OUT(FOR_PROGRESS, FOLDER_PROGRESS),
    {"out", "DIR", "write mapping-todo.csv to this folder",
     "Write the values that were not recognised to mapping-todo.csv in this folder.", WHERE(FOR_CHECK), SET_TEXT,
     AT(out)},
    {"out", "DIR", "write the result to this folder",
     "Write what would be printed to a file in this folder, which is made when it is not there.",
     WHERE(FOR_STANDARDS | FOR_VALIDATE), SET_TEXT, AT(out)},
    {"out", "FILE", "the file to write, .csv or .xlsx", "Write to this file, .csv or .xlsx, not to standard output.",
     WHERE(FOR_TEMPLATE), SET_TEXT, AT(out)},
    {"templates", "DIR", "read templates from a folder",
     "Read editions, vocabularies and headings from this folder rather than from the program.", FOR_ALL & ~FOR_TEMPLATE,
     FOR_ALL, SET_TEXT, AT(templates)},
    {"threads", "N", "how many threads to use",
     "Files are read and written by this many threads (default: one a processor). The results are the same with any "
     "number.",
     FOR_EXTRACTS | FOR_COMPARE | FOR_PROGRESS, FOR_ALL, SET_WHOLE, AT(threads)},
    {"strict", NULL, "warnings count as errors",
     "A return with a warning is not fit to submit, and the exit status is 1.", WHERE(FOR_RETURN), SET_FLAG,
     AT(strict)},
    {"strict", NULL, "warnings count as errors", "What only warnings are said of is wrong: the exit status tells.",
     FOR_CHECK | FOR_VALIDATE | FOR_PUBLISH | FOR_COMPARE | FOR_PROGRESS, FOR_ALL & ~FOR_RETURN, SET_FLAG, AT(strict)},
    {"verify", NULL, "reckon every figure twice; write nothing when they differ",
     "Reckon every item a second time, by a slow and plain path that shares neither records nor formulas with the "
     "first.\nOn any difference nothing is written, the exit status is 2, and a message names item, group and both "
     "values.",
     WHERE(FOR_RETURN), SET_FLAG, AT(verify)},
    {"quiet", NULL, "print nothing but errors", "Print neither the result in words nor warnings and notes.",
     FOR_EXTRACTS | FOR_PUBLISH | FOR_COMPARE | FOR_PROGRESS | FOR_VALIDATE | FOR_TEMPLATE, FOR_ALL, SET_FLAG,
     AT(quiet)},
    {"log", "json", "findings as JSON lines", "Print findings on standard error as one JSON object a line.",
     FOR_EXTRACTS | FOR_PUBLISH | FOR_COMPARE | FOR_PROGRESS | FOR_VALIDATE | FOR_EXPLAIN, FOR_ALL, SET_TEXT, AT(log)},
    {"no-progress", NULL, "no progress line", "Show no progress, even on a terminal.", FOR_EXTRACTS, FOR_ALL, SET_FLAG,
     AT(no_progress)},
    {"help", NULL, "this help; -h is shorter", "Show this help (-h shows one line an option).", WHERE(FOR_ALL),
     SET_FLAG, AT(long_help)},
    {"version", NULL, "the version", "Print the version.", WHERE(FOR_ALL), SET_FLAG, AT(version)},
};
enum { OPTIONS = sizeof table / sizeof *table };

const option *option_at(size_t i) {
    return i < OPTIONS ? &table[i] : NULL;
}

static bool add_word(word_list *list, const char *word) {
    const char **grown = realloc((void *)list->at, (list->count + 2) * sizeof *grown);
    if (!grown)
        return false;
    grown[list->count++] = word;
    grown[list->count] = NULL;
    list->at = grown;
    return true;
}

static bool read_whole(const char *text, int *number) {
    enum { HIGHEST = 100000 };
    *number = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || *number > HIGHEST)
            return false;
        *number = *number * 10 + (*text - '0');
    }
    return true;
}

/* A size: "500000000", "512M", "16G", with an iB or B behind the letter if they like. */
static bool read_size(const char *text, uint64_t *size) {
    static const char letters[] = "KMG";
    const uint64_t highest = UINT64_C(1) << 50;
    uint64_t number = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && number < highest; at++)
        number = number * 10 + (uint64_t)(*at - '0');
    const char capital = (char)(*at & ~0x20);
    const char *letter = capital && at > text ? strchr(letters, capital) : NULL;
    for (size_t i = 0; letter && i <= (size_t)(letter - letters); i++)
        number = number < highest ? number * 1024 : number;
    at += letter != NULL;
    at += letter && *at == 'i' && at[1] == 'B';
    at += letter && *at == 'B';
    *size = number;
    return *at == '\0' && number > 0 && number <= highest;
}

static bool read_standards(const char *text, options *given) {
    while (*text) {
        size_t n = strcspn(text, ",");
        if (n == 4 && (memcmp(text, "wres", 4) == 0 || memcmp(text, "WRES", 4) == 0))
            given->wres = true;
        else if (n == 4 && (memcmp(text, "wdes", 4) == 0 || memcmp(text, "WDES", 4) == 0))
            given->wdes = true;
        else
            return false;
        text += n + (text[n] == ',');
    }
    return given->wres || given->wdes;
}

/* The columns that the workforce can be broken down by (evenhand/run.h). */
static bool set_by(const char *text, const char **by) {
    static const char *const columns[] = {"directorate", "staff-group", "area-of-work"};
    *by = NULL;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (strcmp(text, columns[i]) == 0)
            *by = columns[i];
    return *by != NULL;
}

static bool set_side(const char *text, bool *by_staff_group) {
    *by_staff_group = strcmp(text, "staff-group") == 0;
    return *by_staff_group || strcmp(text, "occupation-code") == 0;
}

/* An organisation's code, its letters made capitals where they stand. */
static bool read_code(char *code) {
    size_t length = strlen(code);
    if (length < 3 || length > 8)
        return false;
    for (; *code; code++) {
        if (*code >= 'a' && *code <= 'z')
            *code = (char)(*code - 'a' + 'A');
        if (!((*code >= 'A' && *code <= 'Z') || (*code >= '0' && *code <= '9')))
            return false;
    }
    return true;
}

/* Takes the value of an option; false when it is none that the option takes. */
static bool take(const option *wanted, char *value, options *given) {
    void *place = (char *)given + wanted->offset;
    if (!value && wanted->kind != SET_FLAG)
        return false;
    switch (wanted->kind) {
    case SET_FLAG:
        *(bool *)place = true;
        return true;
    case SET_TEXT:
        *(const char **)place = value;
        return true;
    case SET_WHOLE:
        return read_whole(value, place) && *(int *)place > 0;
    case SET_SIZE:
        return read_size(value, place);
    case ADD_WORD:
        return add_word(place, value);
    case ADD_CODE:
        return read_code(value) && add_word(place, value);
    case SET_STANDARDS:
        return read_standards(value, given);
    case SET_SIDE:
        return set_side(value, place);
    case SET_BY:
        return set_by(value, place);
    }
    return false;
}

static const option *find(const command *chosen, const char *name, size_t length) {
    for (size_t i = 0; i < OPTIONS; i++)
        if ((table[i].accepted & chosen->bit) && strlen(table[i].name) == length &&
            memcmp(table[i].name, name, length) == 0)
            return &table[i];
    return NULL;
}

/* Reads the option at *i; moves *i on when its value is the next argument. */
static bool read_option(const command *chosen, int count, char **arguments, int *i, options *given) {
    char *name = arguments[*i] + 2;
    size_t length = strcspn(name, "=");
    const option *wanted = find(chosen, name, length);
    if (!wanted) {
        message_usage("there is no option --%.*s of `evenhand %s`", (int)length, name, chosen->name);
        return false;
    }
    char *value = name[length] == '=' ? name + length + 1 : NULL;
    if (!wanted->argument && value) {
        message_usage("the option --%s takes no value", wanted->name);
        return false;
    }
    if (wanted->argument && !value) {
        if (*i + 1 >= count) {
            message_usage("the option --%s needs a value: --%s %s", wanted->name, wanted->name, wanted->argument);
            return false;
        }
        value = arguments[++*i];
    }
    if (take(wanted, value, given))
        return true;
    message_usage("\"%s\" is no value for --%s %s: %s", value, wanted->name, wanted->argument, wanted->summary);
    return false;
}

bool options_read(const command *chosen, int count, char **arguments, options *given) {
    bool only_inputs = false;
    *given = (options){0};
    for (int i = 0; i < count; i++) {
        const char *word = arguments[i];
        bool ok = true;
        if (!only_inputs && strcmp(word, "--") == 0)
            only_inputs = true;
        else if (!only_inputs && strcmp(word, "-h") == 0)
            given->help = true;
        else if (!only_inputs && strncmp(word, "--", 2) == 0)
            ok = read_option(chosen, count, arguments, &i, given);
        else if (!only_inputs && word[0] == '-' && word[1]) {
            message_usage("there is no option %s of `evenhand %s`", word, chosen->name);
            ok = false;
        } else
            ok = add_word(&given->inputs, word);
        if (!ok)
            return false;
    }
    if (given->log && strcmp(given->log, "json") != 0) {
        message_usage("\"%s\" is no value for --log: json is the only one", given->log);
        return false;
    }
    return true;
}

unsigned options_threads(const options *given) {
    return given->threads > 0 ? (unsigned)given->threads : eh_processors();
}

void options_free(options *given) {
    word_list *lists[] = {&given->inputs, &given->organisations, &given->kinds, &given->previous};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        free((void *)lists[i]->at);
}

static void print_indented(const char *text) {
    while (*text) {
        size_t n = strcspn(text, "\n");
        message_print("      %.*s\n", (int)n, text);
        text += n + (text[n] == '\n');
    }
}

void options_help(const command *chosen, bool is_long) {
    for (size_t i = 0; i < OPTIONS; i++) {
        enum { COLUMN = 26 };
        if (!(table[i].shown & chosen->bit))
            continue;
        const char *argument = table[i].argument ? table[i].argument : "";
        int used = (int)(strlen(table[i].name) + strlen(argument)) + 3;
        if (is_long) {
            message_print("\n  --%s %s\n", table[i].name, argument);
            print_indented(table[i].description);
        } else
            message_print("  --%s %s%*s%s\n", table[i].name, argument, used < COLUMN ? COLUMN - used : 1, "",
                          table[i].summary);
    }
}
