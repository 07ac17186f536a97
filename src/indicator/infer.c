#include "indicator/infer.h"

#include <string.h>

enum { FIRST_YEAR = 2010, YEARS = 60, A_FIFTH = 5 };

/* The collection year in whose period a day lies: April to March. */
static int collection_year(eh_date date) {
    int year, month, day;
    eh_date_split(date, &year, &month, &day);
    return month >= 4 ? year + 1 : year;
}

static void vote(bool votes[YEARS], int year) {
    if (year >= FIRST_YEAR && year < FIRST_YEAR + YEARS)
        votes[year - FIRST_YEAR] = true;
}

/* The latest year a list of figures is marked with; 0 for none. */
static int latest(const eh_figure_row *rows, size_t count) {
    int year = 0;
    for (size_t i = 0; i < count; i++)
        year = rows[i].year > year ? rows[i].year : year;
    return year;
}

static int latest_board(const eh_dataset *data) {
    int year = 0;
    for (size_t i = 0; i < data->board.count; i++)
        year = data->board.at[i].edition > year ? data->board.at[i].edition : year;
    return year;
}

/* A four-digit number at `at`, or 0. */
static int four_digits(eh_slice text, size_t at) {
    int year = 0;
    if (at + 4 > text.length || (at + 4 < text.length && text.at[at + 4] >= '0' && text.at[at + 4] <= '9'))
        return 0;
    for (size_t i = at; i < at + 4; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return 0;
        year = year * 10 + (text.at[i] - '0');
    }
    return year;
}

/* Titles: "31 March 2025", "31/03/2025", "WRES 2025", "2024/25". */
static void read_title_line(eh_slice line, bool votes[YEARS]) {
    char folded[EH_FOLD_ROOM];
    size_t n = eh_fold(line, folded, sizeof folded);
    eh_slice text = {folded, n};
    static const char *const before[] = {"31march", "31stmarch", "31mar", "3103", "wres", "wdes", "edition"};
    for (size_t w = 0; w < sizeof before / sizeof *before; w++) {
        size_t length = strlen(before[w]);
        for (size_t i = 0; i + length + 4 <= n; i++)
            if (memcmp(folded + i, before[w], length) == 0)
                vote(votes, four_digits(text, i + length));
    }
    for (size_t i = 0; i + 7 <= line.length; i++) { /* 2024/25 */
        int year = four_digits(line, i);
        if (!year || (i && line.at[i - 1] >= '0' && line.at[i - 1] <= '9') || !strchr("/-", line.at[i + 4]))
            continue;
        int next = (line.at[i + 5] - '0') * 10 + (line.at[i + 6] - '0');
        bool ends = i + 7 == line.length || line.at[i + 7] < '0' || line.at[i + 7] > '9';
        if (ends && next == (year + 1) % 100 && line.at[i + 4] != '\0')
            vote(votes, year + 1);
    }
}

static void read_titles(const eh_dataset *data, bool votes[YEARS]) {
    for (size_t s = 0; s < data->sources.count; s++)
        for (const char *line = data->sources.at[s].titles; *line;) {
            size_t length = strcspn(line, "\n");
            read_title_line((eh_slice){line, length}, votes);
            line += length + (line[length] == '\n');
        }
}

/* The commonest collection year of some dates, or of the cases the latest that holds a fifth of them; 0 for none. */
typedef struct date_tally {
    uint64_t count[YEARS], total;
} date_tally;

static void add_date(date_tally *tally, eh_date date) {
    if (date == EH_NO_DATE)
        return;
    int year = collection_year(date) - FIRST_YEAR;
    if (year < 0 || year >= YEARS)
        return;
    tally->count[year]++;
    tally->total++;
}

static int commonest(const date_tally *tally) {
    int best = -1;
    for (int y = 0; y < YEARS; y++)
        if (tally->count[y] && (best < 0 || tally->count[y] >= tally->count[best]))
            best = y;
    return best < 0 ? 0 : best + FIRST_YEAR;
}

static int latest_of_weight(const date_tally *tally) {
    for (int y = YEARS - 1; y >= 0; y--)
        if (tally->count[y] && tally->count[y] * A_FIFTH >= tally->total)
            return y + FIRST_YEAR;
    return 0;
}

static void read_dates(const eh_dataset *data, bool votes[YEARS]) {
    date_tally applications = {0}, training = {0}, cases = {0};
    for (size_t i = 0; i < data->applications.count; i++)
        add_date(&applications, data->applications.at[i].date);
    for (size_t i = 0; i < data->training.count; i++)
        add_date(&training, data->training.at[i].date);
    for (size_t i = 0; i < data->cases.count; i++)
        add_date(&cases, data->cases.at[i].date);
    vote(votes, commonest(&applications));
    vote(votes, commonest(&training));
    if (!applications.total && !training.total)
        vote(votes, latest_of_weight(&cases));
}

static eh_status disagree(const eh_dataset *data, const bool votes[YEARS]) {
    eh_buffer years = {0};
    for (int y = 0; y < YEARS; y++)
        if (votes[y])
            eh_buffer_format(&years, "%s%d", years.length ? ", " : "", y + FIRST_YEAR);
    eh_status status = years.failed
                           ? EH_NOMEM
                           : eh_found(data->findings, EH_F_EDITIONS_DISAGREE, (eh_place){0}, 1, NULL, years.data, NULL);
    eh_buffer_free(&years);
    return status == EH_OK ? EH_BAD : status;
}

eh_status eh_infer_edition(const eh_dataset *data, int *year) {
    bool votes[YEARS] = {false};
    int found = 0, survey = latest(data->survey.at, data->survey.count);
    *year = 0;
    vote(votes, survey ? survey + 1 : 0);
    vote(votes, latest(data->counts.at, data->counts.count));
    vote(votes, latest(data->answers_given.at, data->answers_given.count));
    vote(votes, latest_board(data));
    read_titles(data, votes);
    read_dates(data, votes);
    for (int y = 0; y < YEARS; y++)
        if (votes[y]) {
            found++;
            *year = y + FIRST_YEAR;
        }
    if (found > 1) {
        *year = 0;
        return disagree(data, votes);
    }
    char digits[16] = "";
    if (found == 0) {
        eh_status status = eh_found(data->findings, EH_F_EDITION_UNCLEAR, (eh_place){0}, 1, NULL, NULL, NULL);
        return status == EH_OK ? EH_BAD : status;
    }
    for (int i = 3, y = *year; i >= 0; i--, y /= 10)
        digits[i] = (char)('0' + y % 10);
    return eh_found(data->findings, EH_F_EDITION_INFERRED, (eh_place){0}, 1, NULL, digits, NULL);
}
