#include "standard/schema.h"

#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "standard/catalogue_private.h"

/* One row of the schema. */
typedef struct schema_rule {
    const char *file, *column;
    bool required;
    const char *type, *values;
} schema_rule;

typedef struct schema_rules {
    schema_rule *rules;
    size_t count;
} schema_rules;

/* Where a cell stands, for findings. */
typedef struct spot {
    eh_findings *findings;
    const char *file, *column;
    uint32_t line;
} spot;

static bool in_set(const char *set, const char *end, char c) {
    for (; set < end; set++) {
        if (set + 2 < end && set[1] == '-') {
            if (c >= set[0] && c <= set[2]) {
                return true;
            }
            set += 2;
        } else if (*set == c) {
            return true;
        }
    }
    return false;
}

bool eh_pattern_matches(const char *pattern, const char *text) {
    while (*pattern != '\0') {
        const char *set = pattern, *end = pattern + 1;
        if (*pattern == '[') {
            const char *close = strchr(pattern, ']');
            if (close == NULL) {
                return false;
            }
            set = pattern + 1;
            end = close;
            pattern = close;
        }
        pattern++;
        char repeat = *pattern == '+' || *pattern == '*' ? *pattern++ : '\0';
        size_t most = repeat == '\0' ? 1 : SIZE_MAX, taken = 0;
        while (taken < most && *text != '\0' && in_set(set, end, *text)) {
            text++;
            taken++;
        }
        if (taken == 0 && repeat != '*') {
            return false;
        }
    }
    return *text == '\0';
}

/* The file's name against the schema's, in which one star stands for any characters but a stroke. */
static bool name_fits(const char *wanted, const char *name) {
    const char *star = strchr(wanted, '*');
    if (star == NULL) {
        return strcmp(wanted, name) == 0;
    }
    size_t before = (size_t)(star - wanted), after = strlen(star + 1), length = strlen(name);
    return length > before + after && strncmp(wanted, name, before) == 0 &&
           strcmp(star + 1, name + length - after) == 0 && memchr(name + before, '/', length - before - after) == NULL;
}

static bool is_whole(const char *values, const char *text) {
    int64_t number = 0;
    size_t length = strlen(text);
    if (length == 0 || length > 9 || strspn(text, "0123456789") != length) {
        return false;
    }
    for (; *text != '\0'; text++) {
        number = number * 10 + (*text - '0');
    }
    int64_t bounds[2] = {0, 0};
    unsigned which = 0;
    for (; *values != '\0'; values++) {
        if (*values == '-') {
            which = 1;
        } else {
            bounds[which] = bounds[which] * 10 + (*values - '0');
        }
    }
    return number >= bounds[0] && number <= bounds[1];
}

static bool is_date(const char *values, const char *text) {
    (void)values;
    eh_date date = EH_NO_DATE;
    return strlen(text) == 10 && text[4] == '-' && text[7] == '-' &&
           eh_date_read(eh_slice_of(text), &date) == EH_DATE_READ;
}

static bool is_one_of(const char *values, const char *text, size_t length) {
    for (const char *at = values; *at != '\0';) {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, text, length) == 0 && length > 0) {
            return true;
        }
        at += word + (at[word] == ' ');
    }
    return false;
}

static bool is_word(const char *values, const char *text) {
    return is_one_of(values, text, strlen(text));
}

static bool is_yes_no(const char *values, const char *text) {
    (void)values;
    return is_word("yes no", text);
}

static bool are_words(const char *values, const char *text) {
    for (const char *at = text;;) {
        size_t length = strcspn(at, ";");
        eh_slice word = eh_trim((eh_slice){at, length});
        if (word.length == 0 || (values[0] != '\0' && !is_one_of(values, word.at, word.length))) {
            return false;
        }
        if (at[length] == '\0') {
            return true;
        }
        at += length + 1;
    }
}

static bool is_text(const char *values, const char *text) {
    (void)values;
    (void)text;
    return true;
}

static const struct cell_type {
    const char *name;
    bool (*fits)(const char *values, const char *text);
    const char *wrong;
} cell_types[] = {
    {"text", is_text, ""},
    {"whole", is_whole, "this is no whole number in the range allowed:"},
    {"date", is_date, "this is no date written as 2025-03-31:"},
    {"yes-no", is_yes_no, "this is neither yes nor no:"},
    {"word", is_word, "this is none of the words allowed here:"},
    {"words", are_words, "these are not words allowed here, separated by semicolons:"},
    {"pattern", eh_pattern_matches, "this is not of the form wanted here:"},
};

static const struct cell_type *find_type(const char *name) {
    for (size_t i = 0; i < sizeof cell_types / sizeof cell_types[0]; i++) {
        if (strcmp(cell_types[i].name, name) == 0) {
            return &cell_types[i];
        }
    }
    return NULL;
}

static eh_status bad(const spot *at, const char *wrong, const char *value) {
    return eh_template_bad(at->findings, at->file, at->line, at->column, wrong, value);
}

static eh_status read_schema(eh_arena *arena, eh_findings *findings, schema_rules *out) {
    const eh_template *file = eh_template_find(eh_templates_built_in(), "schema.csv");
    if (file == NULL) {
        return eh_template_bad(findings, "schema.csv", 0, NULL, "the file is missing", NULL);
    }
    eh_table table;
    eh_status status = eh_table_read(arena, file->name, file->data, file->size, findings, &table);
    if (status != EH_OK) {
        return status;
    }
    int columns[5];
    static const char *const names[5] = {"file", "column", "required", "type", "values"};
    for (size_t i = 0; i < 5; i++) {
        columns[i] = eh_table_column(&table, names[i]);
    }
    out->count = table.row_count;
    out->rules = eh_arena_alloc(arena, (table.row_count + 1) * sizeof *out->rules);
    if (out->rules == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count; i++) {
        out->rules[i] = (schema_rule){eh_table_cell(&table, i, columns[0]), eh_table_cell(&table, i, columns[1]),
                                      strcmp(eh_table_cell(&table, i, columns[2]), "yes") == 0,
                                      eh_table_cell(&table, i, columns[3]), eh_table_cell(&table, i, columns[4])};
        if (find_type(out->rules[i].type) == NULL) {
            return eh_template_bad(findings, file->name, table.lines[i], "type", "no such type:", out->rules[i].type);
        }
    }
    return EH_OK;
}

static eh_status check_column(const eh_table *table, const schema_rule *rule, eh_findings *findings) {
    spot at = {findings, table->name, rule->column, 0};
    int column = eh_table_column(table, rule->column);
    if (column < 0) {
        return bad(&at, "there is no column", rule->column);
    }
    const struct cell_type *type = find_type(rule->type);
    eh_status result = EH_OK;
    for (size_t i = 0; i < table->row_count; i++) {
        const char *text = eh_table_cell(table, i, column);
        at.line = table->lines[i];
        if (text[0] == '\0') {
            if (rule->required) {
                result = eh_worse(result, bad(&at, "nothing is written in the column", rule->column));
            }
        } else if (!type->fits(rule->values, text)) {
            result = eh_worse(result, bad(&at, type->wrong, text));
        }
    }
    return result;
}

static bool ends_in_csv(const char *name) {
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

/* The rules of a file are those that name it; if none does, those of its folder. */
static bool rule_holds(const schema_rules *schema, const schema_rule *rule, const char *name) {
    if (strchr(rule->file, '*') == NULL) {
        return strcmp(rule->file, name) == 0;
    }
    for (size_t i = 0; i < schema->count; i++) {
        if (strcmp(schema->rules[i].file, name) == 0) {
            return false;
        }
    }
    return name_fits(rule->file, name);
}

static eh_status check_headings(const schema_rules *schema, const eh_table *table, eh_findings *findings) {
    eh_status result = EH_OK;
    for (unsigned column = 0; column < table->column_count; column++) {
        const char *heading = table->headings[column];
        bool known = false;
        for (size_t i = 0; !known && i < schema->count; i++) {
            const schema_rule *rule = &schema->rules[i];
            known = strcmp(rule->column, heading) == 0 && rule_holds(schema, rule, table->name);
        }
        if (!known) {
            spot at = {findings, table->name, heading, 0};
            result = eh_worse(result, bad(&at, "the program knows no such column here:", heading));
        }
    }
    return result;
}

static eh_status check_file(const schema_rules *schema, const eh_template *file, eh_findings *findings) {
    eh_arena *arena = eh_arena_new();
    if (arena == NULL) {
        return EH_NOMEM;
    }
    eh_table table = {0};
    eh_status result = eh_table_read(arena, file->name, file->data, file->size, findings, &table);
    bool described = false;
    for (size_t i = 0; result == EH_OK && i < schema->count; i++) {
        described = described || rule_holds(schema, &schema->rules[i], file->name);
    }
    if (result == EH_OK && !described) {
        spot at = {findings, file->name, NULL, 0};
        result = bad(&at, "the program knows no file of this name", NULL);
    } else if (result == EH_OK) {
        result = check_headings(schema, &table, findings);
        for (size_t i = 0; result != EH_NOMEM && i < schema->count; i++) {
            const schema_rule *rule = &schema->rules[i];
            if (rule_holds(schema, rule, file->name)) {
                result = eh_worse(result, check_column(&table, rule, findings));
            }
        }
    }
    eh_arena_free(arena);
    return result;
}

static bool is_held(const eh_template *held, const eh_template *file) {
    const eh_template *same = held != NULL ? eh_template_find(held, file->name) : NULL;
    return same != NULL && eh_template_same(same, file);
}

eh_status eh_schema_check(const eh_template *templates, const eh_template *held, eh_findings *findings) {
    eh_arena *arena = eh_arena_new();
    if (arena == NULL) {
        return EH_NOMEM;
    }
    schema_rules schema = {0};
    eh_status result = read_schema(arena, findings, &schema);
    for (const eh_template *file = templates; result != EH_NOMEM && file->name != NULL; file++) {
        if (ends_in_csv(file->name) && !is_held(held, file)) {
            result = eh_worse(result, check_file(&schema, file, findings));
        }
    }
    const char *last = "";
    for (size_t i = 0; result != EH_NOMEM && i < schema.count; i++) {
        const char *name = schema.rules[i].file;
        if (strcmp(name, last) != 0 && strchr(name, '*') == NULL && eh_template_find(templates, name) == NULL) {
            spot at = {findings, name, NULL, 0};
            result = eh_worse(result, bad(&at, "the file is missing", NULL));
        }
        last = name;
    }
    eh_arena_free(arena);
    return result;
}
