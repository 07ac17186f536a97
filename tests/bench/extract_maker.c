#include "extract_maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract_words.h"

enum {
    ORGANISATIONS = 210,
    POSTS = 8192,
    SHARES = 1024, /* how finely the shares of values are kept */
    PLACES = 5,    /* kinds of place, by their ethnic mix */
    FIRST_YEAR = 1955,
    LAST_YEAR = 2025,
    DAYS = 28, /* of a month that are used */
    ONE_TRUST = 20000,
    ONE_YEAR = 1500000,
    SEVERAL_YEARS = 2000000,
    FIRST_EMPLOYEE = 20000001,
    PER_VACANCY = 40,
};

/* What goes with a post, drawn once and borne by many people. */
typedef struct job {
    cell category, group, role, occupation, grade, rate;
    char occupation_text[8], rate_text[16];
} job;

typedef struct calendar_day {
    cell cell;
    char text[16];
} calendar_day;

typedef struct organisation {
    cell code;
    char text[8];
    uint64_t weight;
} organisation;

struct extract_maker {
    maker_kind kind;
    uint64_t left, left_in_year, left_here; /* rows still to make: in all, of this year, of this organisation */
    uint64_t year, year_rows, total_weight;
    size_t here, begun; /* the organisation; how many were begun in the first year */
    uint64_t random, people, vacancy_row;
    uint64_t further; /* assignments of the same person before this one */
    bool first_here;
    organisation organisations[ORGANISATIONS];
    job posts[POSTS];
    cell ethnic[PLACES][SHARES], disability[SHARES], hours[64], orientation[64], belief[64];
    calendar_day days[(LAST_YEAR - FIRST_YEAR + 1) * 12 * DAYS];
    cell headings[MAKER_COLUMNS], row[MAKER_COLUMNS];
    size_t columns;
    char number[24], second[32], vacancy[24];
};

static const char *const staff_headings[] = {
    "Organisation Code",
    "Employee Number",
    "Assignment Number",
    "Assignment Category",
    "Staff Group",
    "Job Role",
    "Occupation Code",
    "Pay Grade",
    "Ethnic Origin",
    "Disability",
    "Gender",
    "Date of Birth",
    "FTE",
    "Hourly Rate",
    "Start Date",
    "Primary Assignment",
};
static const char *const applicant_headings[] = {
    "Organisation Code", "Application ID", "Vacancy ID",  "Job Title",     "Staff Group",        "Pay Grade",
    "Ethnic Origin",     "Disability",     "Gender",      "Date of Birth", "Sexual Orientation", "Religious Belief",
    "Date Applied",      "Shortlisted",    "Interviewed", "Offered",       "Appointed",
};

/* Splitmix64. */
static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t maker_draw(uint64_t *state, uint64_t limit) {
    return next_bits(state) % limit;
}

static cell text_cell(const char *text) {
    return (cell){
        .text = text, .length = (uint32_t)strlen(text), .kind = CELL_TEXT, .quoted = strpbrk(text, ",\"") != NULL};
}

static cell number_cell(const char *text) {
    return (cell){.text = text, .length = (uint32_t)strlen(text), .kind = CELL_NUMBER};
}

/* The share of each word but the first is taken `times` tenths. */
static void fill_shares(cell *shares, size_t count, word_list list, unsigned times, uint64_t *random) {
    uint64_t total = 0;
    for (size_t i = 0; i < list.count; i++)
        total += list.words[i].weight * (i == 0 ? 10u : times);
    for (size_t at = 0; at < count; at++) {
        uint64_t chosen = maker_draw(random, total);
        size_t i = 0;
        for (;; i++) {
            uint64_t weight = list.words[i].weight * (i == 0 ? 10u : times);
            if (chosen < weight)
                break;
            chosen -= weight;
        }
        shares[at] = text_cell(list.words[i].text);
    }
}

static const pay_grade *choose_grade(const staff_group *group, uint64_t *random) {
    const pay_grade *grades = group->medical ? medical_grades : bands + group->first_grade;
    uint64_t total = 0;
    for (unsigned i = 0; i < group->grades; i++)
        total += grades[i].weight;
    uint64_t chosen = maker_draw(random, total);
    while (chosen >= grades->weight)
        chosen -= grades++->weight;
    return grades;
}

static const staff_group *choose_group(uint64_t *random) {
    uint64_t total = 0;
    for (size_t i = 0; i < sizeof staff_groups / sizeof *staff_groups; i++)
        total += staff_groups[i].weight;
    uint64_t chosen = maker_draw(random, total);
    const staff_group *group = staff_groups;
    while (chosen >= group->weight)
        chosen -= group++->weight;
    return group;
}

static void make_posts(extract_maker *maker, uint64_t *random) {
    cell category[SHARES];
    fill_shares(category, SHARES, categories, 10, random);
    for (job *post = maker->posts; post < maker->posts + POSTS; post++) {
        const staff_group *group = choose_group(random);
        const pay_grade *grade = choose_grade(group, random);
        size_t roles = 0;
        while (roles < 5 && group->roles[roles])
            roles++;
        snprintf(post->occupation_text, sizeof post->occupation_text, "%s%c", group->occupation,
                 "ABCDEF"[maker_draw(random, 6)]);
        unsigned pence = grade->pence + (unsigned)maker_draw(random, grade->pence / 4);
        snprintf(post->rate_text, sizeof post->rate_text, "%u.%02u", pence / 100, pence % 100);
        post->category = category[maker_draw(random, SHARES)];
        post->group = text_cell(group->text);
        post->role = text_cell(group->roles[maker_draw(random, roles)]);
        post->occupation = text_cell(post->occupation_text);
        post->grade = text_cell(grade->text);
        post->rate = number_cell(post->rate_text);
    }
}

/* Days since the spreadsheet's zero, by the Gregorian calendar counted from March. */
static int32_t serial_of(int year, int month, int dom) {
    if (month <= 2) {
        year--;
        month += 12;
    }
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + dom - 1 - 693899;
}

static void make_days(extract_maker *maker) {
    calendar_day *day = maker->days;
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++)
        for (int month = 1; month <= 12; month++)
            for (int dom = 1; dom <= DAYS; dom++, day++) {
                snprintf(day->text, sizeof day->text, "%02u/%02u/%04u", (unsigned)dom % 100, (unsigned)month % 100,
                         (unsigned)year % 10000);
                day->cell =
                    (cell){.text = day->text, .length = 10, .kind = CELL_DATE, .serial = serial_of(year, month, dom)};
            }
}

static int by_code(const void *a, const void *b) {
    return strcmp(((const organisation *)a)->text, ((const organisation *)b)->text);
}

static bool is_taken(const extract_maker *maker, size_t count, const char *code) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(maker->organisations[i].text, code) == 0)
            return true;
    return false;
}

/* Codes in order; sizes from a third to three times the usual, most of them small. */
static void make_organisations(extract_maker *maker, uint64_t *random) {
    static const char letters[] = "ABCDEFGHJKLMNPQRTVWXY", others[] = "ABCDEFGHJKLMNPQRTVWXY0123456789";
    for (size_t i = 0; i < ORGANISATIONS;) {
        char code[8] = {'R', letters[maker_draw(random, sizeof letters - 1)],
                        others[maker_draw(random, sizeof others - 1)], '\0'};
        if (is_taken(maker, i, code))
            continue;
        memcpy(maker->organisations[i++].text, code, sizeof code);
    }
    qsort(maker->organisations, ORGANISATIONS, sizeof *maker->organisations, by_code);
    for (organisation *o = maker->organisations; o < maker->organisations + ORGANISATIONS; o++) {
        uint64_t high = 1 + maker_draw(random, 100), spread = high * high * high / 4000;
        o->weight = 40 + spread + maker_draw(random, 60);
        o->code = text_cell(o->text);
        maker->total_weight += o->weight;
    }
}

extract_maker *maker_new(maker_kind kind, uint64_t rows) {
    extract_maker *maker = calloc(1, sizeof *maker);
    if (!maker)
        return NULL;
    uint64_t random = UINT64_C(20250331);
    static const unsigned mixes[PLACES] = {3, 7, 13, 30, 50};
    maker->kind = kind;
    maker->left = rows;
    make_posts(maker, &random);
    make_days(maker);
    make_organisations(maker, &random);
    for (size_t i = 0; i < PLACES; i++)
        fill_shares(maker->ethnic[i], SHARES, ethnic_origins, mixes[i], &random);
    fill_shares(maker->disability, SHARES, disabilities, 10, &random);
    fill_shares(maker->hours, 64, hours, 10, &random);
    fill_shares(maker->orientation, 64, orientations, 10, &random);
    fill_shares(maker->belief, 64, beliefs, 10, &random);
    for (size_t i = 0; i < 64; i++)
        maker->hours[i].kind = CELL_NUMBER;
    const char *const *names = kind == MAKER_STAFF ? staff_headings : applicant_headings;
    maker->columns = kind == MAKER_STAFF ? 16 : 17;
    for (size_t i = 0; i < maker->columns; i++)
        maker->headings[i] = text_cell(names[i]);
    return maker;
}

void maker_free(extract_maker *maker) {
    free(maker);
}

const cell *maker_headings(const extract_maker *maker, size_t *count) {
    *count = maker->columns;
    return maker->headings;
}

uint64_t maker_people(const extract_maker *maker) {
    return maker->people;
}

uint64_t maker_organisations(const extract_maker *maker) {
    return maker->begun;
}

static void begin_organisation(extract_maker *maker) {
    uint64_t weight = maker->organisations[maker->here].weight;
    bool last = maker->here == ORGANISATIONS - 1;
    maker->left_here = last ? maker->left_in_year : maker->year_rows * weight / maker->total_weight;
    maker->random =
        (maker->year * ORGANISATIONS + maker->here + 1) * UINT64_C(0xD1342543DE82EF95) + (uint64_t)maker->kind;
    maker->first_here = true;
    maker->vacancy_row = 0;
    if (maker->left_here > 0 && maker->year == 1)
        maker->begun++;
}

/* Goes to the organisation that the next row is of. */
static void advance(extract_maker *maker) {
    while (maker->left_here == 0) {
        if (maker->left_in_year == 0) {
            bool yearly = maker->kind == MAKER_STAFF && (maker->left > SEVERAL_YEARS || maker->year > 0) &&
                          maker->left > ONE_YEAR;
            maker->left_in_year = maker->year_rows = yearly ? ONE_YEAR : maker->left;
            maker->year++;
            maker->here = 0;
        } else {
            maker->here++;
        }
        begin_organisation(maker);
        if (maker->year == 1 && maker->year_rows <= ONE_TRUST) {
            maker->here = ORGANISATIONS / 2;
            maker->left_here = maker->left_in_year;
            maker->begun = 1;
        }
    }
}

static cell day_between(const extract_maker *maker, int first, int years, uint64_t bits) {
    return maker->days[(uint64_t)(first - FIRST_YEAR) * 12 * DAYS + bits % ((uint64_t)years * 12 * DAYS)].cell;
}

static cell yes_or_no(bool yes) {
    return (cell){.text = yes ? "Y" : "N", .length = 1, .kind = CELL_TEXT};
}

static cell gender(uint64_t bits, unsigned men) {
    return bits % 1000 < men ? (cell){.text = "Male", .length = 4, .kind = CELL_TEXT}
                             : (cell){.text = "Female", .length = 6, .kind = CELL_TEXT};
}

/* Decimal digits from the right, at least `width`; returns how many. */
static uint32_t digits(char *at, uint64_t value, uint32_t width) {
    char reversed[24];
    uint32_t count = 0;
    for (; value > 0 || count < width; value /= 10)
        reversed[count++] = (char)('0' + value % 10);
    for (uint32_t i = 0; i < count; i++)
        at[i] = reversed[count - 1 - i];
    return count;
}

static void make_staff(extract_maker *maker) {
    uint64_t a = next_bits(&maker->random), b = next_bits(&maker->random);
    const job *post = &maker->posts[a % POSTS];
    bool second = !maker->first_here && a >> 59 == 0;
    maker->people += !second;
    maker->further = second ? maker->further + 1 : 0;
    cell *row = maker->row;
    uint32_t length = digits(maker->number, FIRST_EMPLOYEE - 1 + maker->people, 8);
    memcpy(maker->second, maker->number, length);
    maker->second[length] = '-';
    uint32_t with_suffix = length + 1 + digits(maker->second + length + 1, maker->further + 1, 1);
    row[0] = maker->organisations[maker->here].code;
    row[1] = (cell){.text = maker->number, .length = length, .kind = CELL_NUMBER};
    row[2] = (cell){.text = maker->second, .length = second ? with_suffix : length, .kind = CELL_TEXT};
    row[3] = post->category;
    row[4] = post->group;
    row[5] = post->role;
    row[6] = post->occupation;
    row[7] = post->grade;
    row[8] = maker->ethnic[maker->here * 7 % PLACES][a >> 13 & (SHARES - 1)];
    row[9] = maker->disability[a >> 23 & (SHARES - 1)];
    row[10] = gender(a >> 33 & 0xFFFFF, 230);
    row[11] = day_between(maker, 1955, 50, b & 0xFFFFFF);
    row[12] = maker->hours[b >> 24 & 63];
    row[13] = post->rate;
    row[14] = day_between(maker, 1990, 34, b >> 30 & 0xFFFFFF);
    row[15] = yes_or_no(!second);
}

/* Stages follow one another; people of some groups go through them less often, so that there is something to find. */
static void make_applicant(extract_maker *maker) {
    uint64_t a = next_bits(&maker->random), b = next_bits(&maker->random), stage = b >> 40 & 1023;
    const job *post = &maker->posts[a % POSTS];
    cell *row = maker->row;
    maker->people++;
    memcpy(maker->number, "AR-", 3);
    uint32_t length = digits(maker->number + 3, maker->people, 9);
    uint32_t of = digits(maker->vacancy, 300 + maker->here, 3);
    maker->vacancy[of] = '-';
    uint32_t vacancy = digits(maker->vacancy + of + 1, maker->vacancy_row++ / PER_VACANCY, 5);
    row[0] = maker->organisations[maker->here].code;
    row[1] = (cell){.text = maker->number, .length = length + 3, .kind = CELL_TEXT};
    row[2] = (cell){.text = maker->vacancy, .length = of + 1 + vacancy, .kind = CELL_TEXT};
    row[3] = post->role;
    row[4] = post->group;
    row[5] = post->grade;
    row[6] = maker->ethnic[maker->here * 7 % PLACES][a >> 13 & (SHARES - 1)];
    row[7] = maker->disability[a >> 23 & (SHARES - 1)];
    row[8] = gender(a >> 33 & 0xFFFFF, 300);
    row[9] = day_between(maker, 1955, 50, b & 0xFFFFFF);
    row[10] = maker->orientation[b >> 24 & 63];
    row[11] = maker->belief[b >> 30 & 63];
    row[12] = day_between(maker, 2024, 1, b >> 50);
    bool british = row[6].text[0] == 'A', listed = stage < (british ? 400u : 300u);
    row[13] = yes_or_no(listed);
    row[14] = yes_or_no(listed && stage < 250);
    row[15] = yes_or_no(listed && stage < 60);
    row[16] = yes_or_no(listed && stage < (british ? 45u : 35u));
}

const cell *maker_next(extract_maker *maker) {
    if (maker->left == 0)
        return NULL;
    advance(maker);
    if (maker->kind == MAKER_STAFF)
        make_staff(maker);
    else
        make_applicant(maker);
    maker->first_here = false;
    maker->left--;
    maker->left_in_year--;
    maker->left_here--;
    return maker->row;
}
