#include "standard/suppression_rules.h"

#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"

enum { FEWEST_RESPONDENTS = 11 };

eh_status eh_suppression_rules_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "suppression.csv", findings, &table);
    if (status != EH_OK) {
        return status;
    }
    if (table.row_count > EH_LIMIT_LAYOUT_ROWS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    eh_suppression_rule *rules = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *rules);
    if (rules == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count; i++) {
        const char *to = eh_table_cell(&table, i, eh_table_column(&table, "to"));
        rules[i] = (eh_suppression_rule){
            .name = eh_table_cell(&table, i, eh_table_column(&table, "name")),
            .description = eh_table_cell(&table, i, eh_table_column(&table, "description")),
            .source = eh_table_cell(&table, i, eh_table_column(&table, "source")),
            .from = eh_cell_whole(eh_table_cell(&table, i, eh_table_column(&table, "from")), 1),
            .to = eh_cell_whole(to, -1),
            .base = eh_cell_whole(eh_table_cell(&table, i, eh_table_column(&table, "base")), 1),
            .respondents = eh_cell_whole(eh_table_cell(&table, i, eh_table_column(&table, "respondents")), 0),
        };
        if (rules[i].to >= 0 && rules[i].to < rules[i].from) {
            status = eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], "to",
                                                      "the last count hidden is below the first, in", to));
        }
    }
    catalogue->suppression_rules = rules;
    catalogue->suppression_rule_count = table.row_count;
    return status;
}

const eh_suppression_rule *eh_suppression_rule_at(const eh_catalogue *catalogue, size_t i) {
    return i < catalogue->suppression_rule_count ? &catalogue->suppression_rules[i] : NULL;
}

/* ---- rules given as numbers ---- */

/* A whole number of up to four digits at the front of *text, which then stands behind it. */
static bool take_number(const char **text, int64_t *number) {
    size_t length = strspn(*text, "0123456789");
    *number = 0;
    for (size_t i = 0; i < length && length <= 4; i++) {
        *number = *number * 10 + ((*text)[i] - '0');
    }
    *text += length;
    return length > 0 && length <= 4;
}

static bool take_word(const char **text, const char *word) {
    size_t length = strlen(word);
    bool there = strncmp(*text, word, length) == 0;
    *text += there ? length : 0;
    return there;
}

static bool take_range(const char **text, eh_suppression_rule *rule) {
    int64_t first = 0, last = 0;
    bool below = take_word(text, "below-");
    if (!take_number(text, &first)) {
        return false;
    }
    if (below || !take_word(text, "-")) {
        rule->from = 1;
        rule->to = first - 1;
        return first >= 2;
    }
    rule->from = first;
    return first <= 1 && take_number(text, &last) && (rule->to = last) >= 1;
}

bool eh_suppression_rule_read(const eh_catalogue *catalogue, const char *text, eh_suppression_rule *rule) {
    const char *at = text;
    for (size_t i = 0; i < catalogue->suppression_rule_count; i++) {
        if (strcmp(catalogue->suppression_rules[i].name, text) == 0) {
            *rule = catalogue->suppression_rules[i];
            return true;
        }
    }
    *rule = (eh_suppression_rule){
        .name = text, .description = "", .source = "", .base = 1, .respondents = FEWEST_RESPONDENTS};
    if (!take_range(&at, rule)) {
        return false;
    }
    while (*at != '\0') {
        int64_t *what = take_word(&at, ",base=")          ? &rule->base
                        : take_word(&at, ",respondents=") ? &rule->respondents
                                                          : NULL;
        if (what == NULL || !take_number(&at, what) || *what < 1) {
            return false;
        }
    }
    return true;
}
