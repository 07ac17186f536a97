#include "extract/text_dialect.h"

#include <string.h>

#include "base/limits.h"

/* No text has it: under it every record is one cell. */
#define NO_DELIMITER '\x1F'

static const char delimiters[] = {',', ';', '\t', '|', '~'};

/* Bytes read at a time while trying: the rows that are looked at seldom take more. */
#define TRIAL_BLOCK ((size_t)32 << 10)

/* How a delimiter does. */
typedef struct {
    eh_judge judge;
    void *context;
    uint32_t cells[EH_LIMIT_HEADING_ROWS];
    unsigned rows;
    int score;
    unsigned even;    /* rows that have the number of cells that most have, of those with two cells or more */
    uint32_t columns; /* that number */
} trial;

static int observe(void *context, const eh_row *row) {
    trial *t = context;
    if (t->rows < EH_LIMIT_HEADING_ROWS) {
        t->cells[t->rows++] = row->count;
    }
    return t->judge == NULL ? 0 : t->judge(t->context, row);
}

static void measure_evenness(trial *t) {
    for (unsigned i = 0; i < t->rows; i++) {
        unsigned same = 0;
        for (unsigned k = 0; k < t->rows; k++) {
            same += t->cells[k] == t->cells[i];
        }
        if (t->cells[i] >= 2 && (same > t->even || (same == t->even && t->cells[i] > t->columns))) {
            t->even = same;
            t->columns = t->cells[i];
        }
    }
}

static eh_status try_delimiter(eh_text_reader *reader, char delimiter, trial *t) {
    reader->info.delimiter = delimiter;
    eh_reader_rows *rows;
    eh_status status = reader->reader.kind->rows_open(&reader->reader, 0, NULL, &rows);
    if (status != EH_OK) {
        return status;
    }
    uint64_t heading_row;
    status = eh_reader_judge(rows, observe, t, &heading_row, &t->score);
    reader->reader.kind->rows_close(rows);
    measure_evenness(t);
    return status;
}

static bool better(const trial *a, const trial *b) {
    if (a->score != b->score) {
        return a->score > b->score;
    }
    return a->even != b->even ? a->even > b->even : a->columns > b->columns;
}

static bool may_separate(char c) {
    return c == '\t' || (c > ' ' && c <= '~' && strchr("\"'=", c) == NULL && (c < '0' || c > '9') &&
                         ((c | 0x20) < 'a' || (c | 0x20) > 'z'));
}

/* The delimiter that `sep=;` names, or 0. Programs that save such a file may pad the line with the delimiter to the width of the table. */
static char named_delimiter(eh_slice line) {
    static const char word[] = "sep=";
    for (size_t i = 0; i < 4; i++) {
        if (line.length < 4 || (line.at[i] | (word[i] == '=' ? 0 : 0x20)) != word[i]) {
            return 0;
        }
    }
    char named = line.length == 4 ? '\t' : line.at[4]; /* a tab has been trimmed away */
    for (size_t i = 5; i < line.length; i++) {
        if (line.at[i] != line.at[5] || !may_separate(line.at[i])) {
            return 0;
        }
    }
    return may_separate(named) ? named : 0;
}

static eh_status find_named(eh_text_reader *reader, char *named) {
    *named = 0;
    reader->info.delimiter = NO_DELIMITER;
    eh_reader_rows *rows;
    eh_status status = reader->reader.kind->rows_open(&reader->reader, 0, NULL, &rows);
    if (status != EH_OK) {
        return status;
    }
    const eh_row *row;
    status = reader->reader.kind->next(rows, NULL, &row);
    if (status == EH_OK && row->number == 1 && row->count == 1) {
        *named = named_delimiter(eh_row_cell(row, 0).text);
    }
    reader->reader.kind->rows_close(rows);
    return status == EH_NOMEM || status == EH_IO ? status : EH_OK;
}

eh_status eh_text_dialect_choose(eh_text_reader *reader, eh_judge judge, void *context) {
    const uint64_t stop = reader->stop;
    const size_t block = reader->sizes.block;
    reader->stop = EH_LIMIT_SNIFF;
    reader->sizes.block = block < TRIAL_BLOCK ? block : TRIAL_BLOCK;
    char chosen = ',';
    eh_status status = find_named(reader, &chosen);
    reader->separator = chosen != 0;
    if (status == EH_OK && chosen == 0) {
        trial best = {0};
        chosen = ',';
        for (size_t i = 0; i < sizeof delimiters && status == EH_OK; i++) {
            trial t = {.judge = judge, .context = context};
            status = try_delimiter(reader, delimiters[i], &t);
            if (status == EH_OK && better(&t, &best)) {
                best = t;
                chosen = delimiters[i];
            }
        }
    }
    /* The line ends are those that the chosen delimiter shows, which knows what is within quotes. */
    trial last = {0};
    reader->ends = 0;
    reader->info.line_ends = "";
    status = status == EH_OK ? try_delimiter(reader, chosen, &last) : status;
    reader->stop = stop;
    reader->sizes.block = block;
    return status;
}
