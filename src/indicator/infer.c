#include "indicator/infer.h"

#include <string.h>

enum { FIRST_YEAR = EH_FIRST_YEAR, YEARS = EH_YEARS, A_FIFTH = 5 };

static void vote(bool votes[YEARS], int year) {
    if (year >= FIRST_YEAR && year < FIRST_YEAR + YEARS)
        votes[year - FIRST_YEAR] = true;
}

/* The latest year a list of figures is marked with; 0 for none. A file of many years speaks of none of them. */
static int latest(const eh_dataset *data, const eh_figure_row *rows, size_t count) {
    int year = 0;
    for (size_t i = 0; i < count; i++)
        if (!data->sources.at[rows[i].source].many_years && rows[i].year > year)
            year = rows[i].year;
    return year;
}

static int latest_board(const eh_dataset *data) {
    int year = 0;
    for (size_t i = 0; i < data->board.count; i++)
        year = data->board.at[i].edition > year ? data->board.at[i].edition : year;
    return year;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A four-digit number at `at`, or 0. */
static int four_digits(eh_slice text, size_t at) {
    int year = 0;
    if (at + 4 > text.length || (at + 4 < text.length && is_digit(text.at[at + 4])))
        return 0;
    for (size_t i = at; i < at + 4; i++) {
        if (!is_digit(text.at[i]))
            return 0;
        year = year * 10 + (text.at[i] - '0');
    }
    return year;
}

/* "2024/25" or "2024-25" at `at` as the later year, or 0. */
static int two_years(eh_slice text, size_t at) {
    enum { LENGTH = 7 };
    int year = four_digits(text, at);
    const char *s = text.at + at;
    if (!year || at + LENGTH > text.length || (at && is_digit(s[-1])) || (s[4] != '/' && s[4] != '-') ||
        !is_digit(s[5]) || !is_digit(s[6]) || (at + LENGTH < text.length && is_digit(s[LENGTH])))
        return 0;
    return (s[5] - '0') * 10 + (s[6] - '0') == (year + 1) % 100 ? year + 1 : 0;
}

/* Titles: "31 March 2025", "WRES 2025", "2024/25". */
static void read_title_line(const eh_catalogue *catalogue, eh_slice line, bool votes[YEARS]) {
    enum { ENOUGH = 8 };
    int years[ENOUGH];
    unsigned count = eh_title_years(catalogue, line, years, ENOUGH);
    for (unsigned i = 0; i < count; i++)
        vote(votes, years[i]);
    for (size_t i = 0; i < line.length; i++)
        vote(votes, two_years(line, i));
}

static void read_titles(const eh_dataset *data, bool votes[YEARS]) {
    for (size_t s = 0; s < data->sources.count; s++)
        for (const char *line = data->sources.at[s].titles; *line;) {
            size_t length = strcspn(line, "\n");
            read_title_line(data->catalogue, (eh_slice){line, length}, votes);
            line += length + (line[length] == '\n');
        }
}

/* The commonest collection year of some dates, or of the cases the latest that holds a fifth of them; 0 for none. */
typedef struct date_tally {
    uint64_t count[YEARS], total;
} date_tally;

static void add_dates(date_tally *tally, const uint64_t years[YEARS]) {
    for (int y = 0; y < YEARS; y++) {
        tally->count[y] += years[y];
        tally->total += years[y];
    }
}

static void add_date(date_tally *tally, eh_date date) {
    unsigned year = eh_collection_year(date);
    if (year < YEARS) {
        tally->count[year]++;
        tally->total++;
    }
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
    add_dates(&applications, data->application_years);
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
    eh_status status =
        years.failed ? EH_NOMEM : eh_refuse(data->findings, EH_F_EDITIONS_DISAGREE, (eh_place){0}, years.data, NULL);
    eh_buffer_free(&years);
    return status;
}

eh_status eh_infer_edition(const eh_dataset *data, int *year) {
    bool votes[YEARS] = {false};
    int found = 0, survey = latest(data, data->survey.at, data->survey.count);
    *year = 0;
    vote(votes, survey ? survey + 1 : 0);
    vote(votes, latest(data, data->counts.at, data->counts.count));
    vote(votes, latest(data, data->answers_given.at, data->answers_given.count));
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
    if (found == 0)
        return eh_refuse(data->findings, EH_F_EDITION_UNCLEAR, (eh_place){0}, NULL, NULL);
    for (int i = 3, y = *year; i >= 0; i--, y /= 10)
        digits[i] = (char)('0' + y % 10);
    return eh_found(data->findings, EH_F_EDITION_INFERRED, (eh_place){0}, 1, NULL, digits, NULL);
}
