/* Reading the table of figures. */
#include "audit/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/limits.h"
#include "base/source.h"

static const struct {
    const char *heading, *id;
} columns[EH_COLUMN_COUNT] = {
    [EH_COLUMN_ORGANISATION] = {"Organisation", "organisation"},
    [EH_COLUMN_CODE] = {"Organisation Code", "organisation-code"},
    [EH_COLUMN_STANDARD] = {"Standard", "standard"},
    [EH_COLUMN_EDITION] = {"Edition", "edition"},
    [EH_COLUMN_ITEM] = {"Item", "item"},
    [EH_COLUMN_GROUP] = {"Group", "group"},
    [EH_COLUMN_VALUE] = {"Value", "value"},
    [EH_COLUMN_NUMERATOR] = {"Numerator", "numerator"},
    [EH_COLUMN_DENOMINATOR] = {"Denominator", "denominator"},
    [EH_COLUMN_COMPARATOR_NUMERATOR] = {"Comparator Numerator", "comparator-numerator"},
    [EH_COLUMN_COMPARATOR_DENOMINATOR] = {"Comparator Denominator", "comparator-denominator"},
    [EH_COLUMN_SOURCE] = {"Source", "source"},
    [EH_COLUMN_NOTE] = {"Note", "note"},
};

const char *eh_column_heading(eh_column column) {
    return columns[column].heading;
}

/* ---- headings ---- */

static eh_column column_named(const eh_catalogue *catalogue, eh_slice heading) {
    char tokens[EH_TOKENS_ROOM];
    const eh_audit_word *word;
    eh_tokens(heading, tokens);
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_HEADING);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_HEADING; i++)
        for (unsigned c = 0; strcmp(word->tokens, tokens) == 0 && c < EH_COLUMN_COUNT; c++)
            if (strcmp(columns[c].id, word->to) == 0)
                return (eh_column)c;
    return EH_COLUMN_COUNT;
}

/* The position of each column in a row of headings, from 1; returns how many are there, 0 without a column of values. */
static unsigned find_columns(const eh_catalogue *catalogue, const eh_row *row, unsigned at[EH_COLUMN_COUNT]) {
    unsigned found = 0;
    memset(at, 0, EH_COLUMN_COUNT * sizeof *at);
    for (uint32_t i = 0; i < row->count; i++) {
        eh_column column = column_named(catalogue, eh_row_cell(row, i).text);
        if (column != EH_COLUMN_COUNT && at[column] == 0) {
            at[column] = i + 1;
            found++;
        }
    }
    return at[EH_COLUMN_VALUE] > 0 && found > 1 ? found : 0;
}

static int judge(void *context, const eh_row *row) {
    unsigned at[EH_COLUMN_COUNT];
    return (int)find_columns(context, row, at);
}

/* ---- rows ---- */

static const char *cell_text(eh_audit *audit, const eh_row *row, unsigned column) {
    if (column == 0 || column > row->count)
        return "";
    eh_cell cell = eh_row_cell(row, column - 1);
    eh_slice text = cell.text;
    if (cell.type == EH_CELL_ERROR || cell.type == EH_CELL_UNCALCULATED)
        return "";
    if (text.length > EH_LIMIT_VALUE)
        text.length = EH_LIMIT_VALUE;
    while (text.length > 0 && !eh_utf8_valid(text.at, text.length))
        text.length--;
    eh_fraction number;
    if (cell.type != EH_CELL_PERCENT || !eh_decimal_read(text, &number))
        return eh_audit_text(audit, text);
    /* A worksheet shows the number 0.585 as 58.5%. */
    char shown[EH_FRACTION_ROOM];
    eh_fraction percent = eh_fraction_multiply(number, (eh_fraction){100, 1});
    if (!eh_fraction_defined(percent))
        return eh_audit_text(audit, text);
    unsigned decimals = 0;
    while (decimals < 9 &&
           eh_fraction_multiply(percent, (eh_fraction){eh_printed_step(decimals).denominator, 1}).denominator != 1)
        decimals++;
    size_t length = eh_fraction_display(percent, decimals, shown);
    shown[length] = '%';
    return eh_audit_text(audit, (eh_slice){shown, length + 1});
}

static bool add_row(eh_claims *figures, const eh_row *row, const unsigned at[EH_COLUMN_COUNT]) {
    eh_claim figure = {.row = row->number};
    if (figures->count == figures->room) {
        size_t room = figures->room > 0 ? figures->room * 2 : 64;
        eh_claim *grown = realloc(figures->at, room * sizeof *grown);
        if (!grown)
            return false;
        figures->at = grown;
        figures->room = room;
    }
    bool any = false;
    for (unsigned c = 0; c < EH_COLUMN_COUNT; c++) {
        figure.cells[c] = cell_text(figures->audit, row, at[c]);
        figure.columns[c] = at[c];
        if (!figure.cells[c])
            return false;
        any = any || *figure.cells[c];
    }
    if (any)
        figures->at[figures->count++] = figure;
    return true;
}

static eh_status read_rows(eh_claims *figures, eh_rows *rows, uint64_t heading_row) {
    unsigned at[EH_COLUMN_COUNT] = {0};
    const eh_row *row = NULL;
    eh_status status;
    while ((status = eh_rows_next(rows, &row)) == EH_OK) {
        if (row->number < heading_row)
            continue;
        if (row->number == heading_row)
            find_columns(figures->audit->catalogue, row, at);
        else if (figures->count == EH_LIMIT_FIGURES)
            return eh_found(figures->findings, EH_F_AUDIT_TOO_MANY,
                            (eh_place){.file = figures->audit->prepared_from, .row = row->number}, 1, NULL, NULL, NULL);
        else if (!add_row(figures, row, at))
            return EH_NOMEM;
    }
    return status == EH_END ? EH_OK : status;
}

/* The table whose headings fit best; NULL when none does. */
static const eh_table_info *best_table(const eh_extract *extract, unsigned *best) {
    const eh_table_info *found = NULL;
    for (unsigned t = 0; t < eh_extract_tables(extract); t++) {
        const eh_table_info *info = eh_extract_table(extract, t);
        if (info->score > 0 && (!found || info->score > found->score)) {
            found = info;
            *best = t;
        }
    }
    return found;
}

static eh_status bad(eh_claims *figures, eh_code code) {
    return eh_refuse(figures->findings, code, (eh_place){.file = figures->audit->prepared_from}, NULL, NULL);
}

eh_status eh_claims_read(eh_claims *figures, eh_source *source, const eh_unpacking *unpacking) {
    eh_extract *extract = NULL;
    eh_rows *rows = NULL;
    unsigned table = 0;
    void *context = (void *)(uintptr_t)figures->audit->catalogue;
    eh_status status = eh_extract_open(source, judge, context, unpacking, figures->findings, &extract);
    if (status != EH_OK)
        return status;
    const eh_table_info *info = best_table(extract, &table);
    status = info ? eh_rows_open(extract, table, &rows) : bad(figures, EH_F_AUDIT_NO_TABLE);
    if (info && status == EH_OK)
        status = read_rows(figures, rows, info->heading_row);
    if (status == EH_OK && figures->count == 0)
        status = bad(figures, EH_F_AUDIT_NO_ROWS);
    eh_rows_close(rows);
    eh_extract_close(extract);
    return status;
}

void eh_claims_free(eh_claims *figures) {
    free(figures->at);
    figures->at = NULL;
}

eh_status eh_claims_template(eh_sink *sink) {
    eh_buffer out = {0};
    for (unsigned c = 0; c < EH_COLUMN_COUNT; c++)
        eh_buffer_format(&out, "%s%s", c ? "," : "", columns[c].heading);
    eh_buffer_text(&out, "\r\n");
    return eh_buffer_write(&out, sink);
}
