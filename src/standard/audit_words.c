#include "standard/audit_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"

typedef struct code_row {
    const char *id;
    eh_severity severity;
} code_row;

static const code_row codes[EH_REMARK_COUNT] = {
#define EH_REMARK(name, severity, code) [EH_REMARK_##name] = {(code), (severity)},
#include "standard/audit_codes.def"
#undef EH_REMARK
};

static const char *const uses[EH_USE_COUNT] = {
    [EH_USE_HEADING] = "heading",     [EH_USE_STANDARD] = "standard", [EH_USE_GROUP] = "group",
    [EH_USE_INDICATOR] = "indicator", [EH_USE_ROW] = "row",           [EH_USE_FORM] = "form",
    [EH_USE_UNIT] = "unit",           [EH_USE_STANCE] = "stance",     [EH_USE_DIRECTION] = "direction",
    [EH_USE_REMARK] = "remark",
};

const char *eh_remark_id(eh_remark_code code) {
    return codes[code].id;
}

eh_severity eh_remark_severity(eh_remark_code code) {
    return codes[code].severity;
}

const eh_remark_words *eh_remark_words_of(const eh_catalogue *catalogue, eh_remark_code code) {
    return &catalogue->remark_words[code];
}

const eh_audit_word *eh_audit_word_at(const eh_catalogue *catalogue, size_t i) {
    return i < catalogue->audit_word_count ? &catalogue->audit_words[i] : NULL;
}

size_t eh_audit_words_of(const eh_catalogue *catalogue, eh_audit_use use) {
    size_t i = 0;
    while (i < catalogue->audit_word_count && catalogue->audit_words[i].use < use)
        i++;
    return i;
}

size_t eh_tokens(eh_slice text, char out[EH_TOKENS_ROOM]) {
    size_t length = 1;
    out[0] = ' ';
    for (size_t i = 0; i < text.length && length + 2 < EH_TOKENS_ROOM; i++) {
        char c = text.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (kept)
            out[length++] = c;
        else if (c != '\'' && out[length - 1] != ' ')
            out[length++] = ' ';
    }
    if (out[length - 1] != ' ')
        out[length++] = ' ';
    out[length] = '\0';
    return length;
}

/* ---- reading the templates ---- */

static eh_status read_remarks(eh_catalogue *catalogue, const eh_table *table, eh_findings *findings) {
    eh_remark_words *words = eh_arena_alloc(catalogue->arena, EH_REMARK_COUNT * sizeof *words);
    eh_status status = words ? EH_OK : EH_NOMEM;
    int id = eh_table_column(table, "code");
    for (size_t row = 0; words && row < table->row_count; row++) {
        unsigned c = 0;
        while (c < EH_REMARK_COUNT && strcmp(codes[c].id, eh_table_cell(table, row, id)) != 0)
            c++;
        if (c == EH_REMARK_COUNT || words[c].name)
            status = eh_worse(status, eh_template_bad(findings, table->name, table->lines[row], "code",
                                                      c == EH_REMARK_COUNT ? "no audit remarks" : "two rows are of",
                                                      eh_table_cell(table, row, id)));
        else
            words[c] = (eh_remark_words){eh_table_cell(table, row, eh_table_column(table, "name")),
                                         eh_table_cell(table, row, eh_table_column(table, "sentence")),
                                         eh_table_cell(table, row, eh_table_column(table, "advice"))};
    }
    for (unsigned c = 0; words && c < EH_REMARK_COUNT; c++)
        if (!words[c].name)
            status =
                eh_worse(status, eh_template_bad(findings, table->name, 0, "code", "there is no row for", codes[c].id));
    catalogue->remark_words = words;
    return status;
}

static int by_use_and_length(const void *a, const void *b) {
    const eh_audit_word *x = a, *y = b;
    if (x->use != y->use)
        return x->use < y->use ? -1 : 1;
    size_t long_x = strlen(x->tokens), long_y = strlen(y->tokens);
    if (long_x != long_y)
        return long_x > long_y ? -1 : 1;
    int order = strcmp(x->tokens, y->tokens);
    return order != 0 ? order : x->standard - y->standard;
}

static const char *read_word(eh_catalogue *catalogue, const eh_table *table, size_t row, eh_audit_word *word) {
    const char *use = eh_table_cell(table, row, eh_table_column(table, "use"));
    const char *standard = eh_table_cell(table, row, eh_table_column(table, "standard"));
    eh_slice words = eh_slice_of(eh_table_cell(table, row, eh_table_column(table, "words")));
    char tokens[EH_TOKENS_ROOM];
    eh_standard read = EH_WRES;
    unsigned u = 0;
    while (u < EH_USE_COUNT && strcmp(uses[u], use) != 0)
        u++;
    if (u == EH_USE_COUNT)
        return "no words are of the use";
    if (*standard && !eh_standard_read(eh_slice_of(standard), &read))
        return "the standard is unknown";
    size_t length = eh_tokens(words, tokens);
    if (length < 3)
        return "there is no letter and no digit in";
    *word = (eh_audit_word){.use = (eh_audit_use)u,
                            .tokens = eh_arena_slice(catalogue->arena, tokens, length),
                            .to = eh_table_cell(table, row, eh_table_column(table, "to")),
                            .standard = *standard ? (int)read : -1};
    return NULL;
}

static eh_status read_words(eh_catalogue *catalogue, const eh_table *table, eh_findings *findings) {
    if (table->row_count > EH_LIMIT_LAYOUT_ROWS)
        return eh_template_bad(findings, table->name, 0, NULL, "there are too many rows", NULL);
    eh_audit_word *words = eh_arena_alloc(catalogue->arena, (table->row_count + 1) * sizeof *words);
    eh_status status = words ? EH_OK : EH_NOMEM;
    for (size_t row = 0; words && row < table->row_count; row++) {
        const char *wrong = read_word(catalogue, table, row, &words[row]);
        if (wrong)
            status = eh_worse(status, eh_template_bad(findings, table->name, table->lines[row], NULL, wrong,
                                                      eh_table_cell(table, row, 0)));
        else if (!words[row].tokens)
            status = EH_NOMEM;
    }
    if (status == EH_OK)
        qsort(words, table->row_count, sizeof *words, by_use_and_length);
    catalogue->audit_words = words;
    catalogue->audit_word_count = table->row_count;
    return status;
}

eh_status eh_audit_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table remarks = {0}, words = {0};
    eh_status status = eh_template_table(catalogue, templates, "audit.csv", findings, &remarks);
    if (status == EH_OK)
        status = read_remarks(catalogue, &remarks, findings);
    if (status == EH_OK)
        status = eh_template_table(catalogue, templates, "audit-words.csv", findings, &words);
    return status == EH_OK ? read_words(catalogue, &words, findings) : status;
}
