#include "base/date.h"

#include <string.h>

#define LAST_SERIAL 2958465 /* 31 December 9999 in the 1900 system */

static const char *const month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};

static bool leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Years are counted from 1 March, so that the leap day comes last; eras of 400 years have 146097 days (Hinnant's days_from_civil). */
eh_date eh_date_make(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return EH_NO_DATE;
    int y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
    int era = y / 400, of_era = y % 400, of_year = (153 * m + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* By multiplications (Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms", 2023); eras enough are added that no number is
 * negative. */
void eh_date_split(eh_date date, int *year, int *month, int *day) {
    enum { ERA = 146097, ERAS = 14705 };
    uint64_t n1 = 4 * (uint64_t)((int64_t)date + 719468 + (int64_t)ERA * ERAS) + 3;
    uint32_t century = (uint32_t)(n1 / ERA), n2 = (uint32_t)(n1 % ERA) | 3;
    uint64_t p2 = UINT64_C(2939745) * n2;
    uint32_t of_year = (uint32_t)p2 / 2939745 / 4, n3 = 2141 * of_year + 197913;
    bool january = of_year >= 306; /* or February, which end the year that began in March */
    *day = (int)((n3 & 0xFFFF) / 2141) + 1;
    *month = (int)(n3 >> 16) - (january ? 12 : 0);
    *year = (int)(100 * century + (uint32_t)(p2 >> 32)) - 400 * ERAS + january;
}

static void put_two(char *out, unsigned number) {
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
}

void eh_date_write(eh_date date, char out[11]) {
    int year, month, day;
    eh_date_split(date, &year, &month, &day);
    put_two(out, (unsigned)year / 100);
    put_two(out + 2, (unsigned)year % 100);
    out[4] = '-';
    put_two(out + 5, (unsigned)month);
    out[7] = '-';
    put_two(out + 8, (unsigned)day);
    out[10] = '\0';
}

/* `digits` digits of a number, with leading zeros. */
static char *put(char *out, int number, int digits) {
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + digits;
}

void eh_date_words(eh_date date, char out[20]) {
    int year, month, day;
    eh_date_split(date, &year, &month, &day);
    out = put(out, day, day < 10 ? 1 : 2);
    *out++ = ' ';
    size_t length = strlen(month_names[month - 1]);
    memcpy(out, month_names[month - 1], length);
    out += length;
    *out++ = ' ';
    int digits = 1;
    for (int rest = year / 10; rest; rest /= 10)
        digits++;
    *put(out, year, digits) = '\0';
}

eh_date eh_date_from_serial(int64_t serial, bool system_1904) {
    if (serial < 0 || serial > LAST_SERIAL)
        return EH_NO_DATE;
    eh_date date;
    if (system_1904)
        date = eh_date_make(1904, 1, 1) + (eh_date)serial;
    else /* the 1900 system counts a 29 February 1900 that never was: serials before it are a day behind */
        date = eh_date_make(1899, 12, serial < 60 ? 31 : 30) + (eh_date)serial;
    return date > eh_date_make(9999, 12, 31) ? EH_NO_DATE : date;
}

/* Reads of a text: each takes something off its start, or leaves it alone and says false. */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool take_char(eh_slice *s, const char *any, char *which) {
    if (!s->length || !s->at[0] || !strchr(any, s->at[0]))
        return false;
    if (which)
        *which = s->at[0];
    s->at++;
    s->length--;
    return true;
}

static void skip_spaces(eh_slice *s) {
    while (take_char(s, " ", NULL))
        continue;
}

/* A number of `least` to `most` digits, none behind them. */
static bool take_number(eh_slice *s, size_t least, size_t most, int *number, size_t *digits) {
    size_t n = 0;
    int value = 0;
    while (n < s->length && n <= most && is_digit(s->at[n])) {
        if (n < most)
            value = value * 10 + (s->at[n] - '0');
        n++;
    }
    if (n < least || n > most)
        return false;
    *number = value;
    if (digits)
        *digits = n;
    s->at += n;
    s->length -= n;
    return true;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool take_word(eh_slice *s, const char *word, size_t length) {
    if (s->length < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (lower(s->at[i]) != lower(word[i]))
            return false;
    }
    if (s->length > length && lower(s->at[length]) >= 'a' && lower(s->at[length]) <= 'z')
        return false;
    s->at += length;
    s->length -= length;
    return true;
}

static bool take_month(eh_slice *s, int *month) {
    for (int m = 0; m < 12; m++) {
        if (take_word(s, month_names[m], strlen(month_names[m])) || take_word(s, month_names[m], 3) ||
            (m == 8 && take_word(s, "Sept", 4))) {
            *month = m + 1;
            return true;
        }
    }
    return false;
}

/* The rest behind a date: nothing, or a space or T and a time of day: 14:05, 14:05:33.25, 2:05 PM, 14:05:33Z, 14:05:33+01:00. */
static bool rest_is_time(eh_slice s) {
    int number;
    if (!s.length)
        return true;
    if (!take_char(&s, " Tt", NULL))
        return false;
    skip_spaces(&s);
    if (!take_number(&s, 1, 2, &number, NULL) || number > 24)
        return false;
    for (int part = 0; take_char(&s, ":.", NULL); part++) {
        if (part == 2) { /* fractions of a second */
            while (s.length && is_digit(s.at[0]))
                take_char(&s, "0123456789", NULL);
            break;
        }
        if (!take_number(&s, 2, 2, &number, NULL) || number > 60)
            return false;
    }
    skip_spaces(&s);
    if (take_word(&s, "am", 2) || take_word(&s, "pm", 2) || take_word(&s, "Z", 1))
        return s.length == 0;
    if (take_char(&s, "+-", NULL)) {
        if (!take_number(&s, 2, 2, &number, NULL) && !take_number(&s, 4, 4, &number, NULL))
            return false;
        if (take_char(&s, ":", NULL) && !take_number(&s, 2, 2, &number, NULL))
            return false;
    }
    return s.length == 0;
}

static eh_date_reading made(int year, int month, int day, eh_date *date) {
    *date = eh_date_make(year, month, day);
    return *date == EH_NO_DATE ? EH_DATE_IMPOSSIBLE : EH_DATE_READ;
}

/* 2025-03-31, 2025/03/31, 2025.03.31 */
static bool year_first(eh_slice s, eh_date *date, eh_date_reading *reading) {
    int year, month, day;
    char separator, again;
    if (!take_number(&s, 4, 4, &year, NULL) || !take_char(&s, "-/.", &separator) ||
        !take_number(&s, 1, 2, &month, NULL) || !take_char(&s, "-/.", &again) || again != separator ||
        !take_number(&s, 1, 2, &day, NULL) || !rest_is_time(s))
        return false;
    *reading = made(year, month, day, date);
    return true;
}

static int full_year(int year, size_t digits) {
    return digits == 4 ? year : year < 50 ? 2000 + year : 1900 + year;
}

/* 31/03/2025, 31-03-25, 31.03.2025, 31-Mar-2025, 31 March 2025 */
static bool day_first(eh_slice s, eh_date *date, eh_date_reading *reading) {
    int year, month, day;
    char separator, again;
    size_t digits;
    if (!take_number(&s, 1, 2, &day, NULL) || !take_char(&s, "-/. ", &separator))
        return false;
    if (!take_month(&s, &month) && (separator == ' ' || !take_number(&s, 1, 2, &month, NULL)))
        return false;
    if (!take_char(&s, "-/. ", &again) || again != separator)
        return false;
    if (!take_number(&s, 2, 4, &year, &digits) || digits == 3 || !rest_is_time(s))
        return false;
    *reading = made(full_year(year, digits), month, day, date);
    return true;
}

/* 20250331, alone or with a time behind. Eight digits that make no day but begin like a year of our time are an impossible day. */
static bool eight_digits(eh_slice s, eh_date *date, eh_date_reading *reading) {
    int number;
    if (!take_number(&s, 8, 8, &number, NULL) || !rest_is_time(s))
        return false;
    *reading = made(number / 10000, number / 100 % 100, number % 100, date);
    if (*reading == EH_DATE_IMPOSSIBLE && (number < 19000000 || number >= 21000000))
        *reading = EH_DATE_UNREADABLE;
    return true;
}

/* 45747 or 45747.5833: a day of Excel's. */
static bool serial(eh_slice s, eh_date *date, eh_date_reading *reading) {
    int number;
    if (!take_number(&s, 1, 7, &number, NULL))
        return false;
    if (take_char(&s, ".", NULL)) {
        while (take_char(&s, "0123456789", NULL))
            continue;
    }
    if (s.length || number < 1)
        return false;
    *date = eh_date_from_serial(number, false);
    *reading = *date == EH_NO_DATE ? EH_DATE_UNREADABLE : EH_DATE_READ;
    return true;
}

/* The two digits at `at` as a number; above 99 for what are none. */
static int two_digits(const char *at) {
    unsigned high = (unsigned)(unsigned char)at[0] - '0', low = (unsigned)(unsigned char)at[1] - '0';
    return high <= 9 && low <= 9 ? (int)(high * 10 + low) : 100;
}

/* The commonest forms, 31/03/2025 and 2025-03-31, told at a glance; what else there is, and what is no day, is left to the others. */
static bool ten_characters(eh_slice s, eh_date *date) {
    const char *at = s.at;
    if (s.length != 10)
        return false;
    bool day_leads = at[2] == '/' && at[5] == '/';
    if (!day_leads && (at[4] != '-' || at[7] != '-'))
        return false;
    const char *year = day_leads ? at + 6 : at, *day = day_leads ? at : at + 8, *month = day_leads ? at + 3 : at + 5;
    int century = two_digits(year), of_century = two_digits(year + 2), d = two_digits(day), m = two_digits(month);
    if (century > 99 || of_century > 99 || d > 99 || m > 99)
        return false;
    *date = eh_date_make(century * 100 + of_century, m, d);
    return *date != EH_NO_DATE;
}

eh_date_reading eh_date_read(eh_slice text, eh_date *date) {
    if (ten_characters(text, date))
        return EH_DATE_READ;
    eh_slice s = eh_trim(text);
    eh_date_reading reading = EH_DATE_UNREADABLE;
    *date = EH_NO_DATE;
    if (!s.length)
        return EH_DATE_BLANK;
    if (is_digit(s.at[0]))
        (void)(year_first(s, date, &reading) || day_first(s, date, &reading) || eight_digits(s, date, &reading) ||
               serial(s, date, &reading));
    return reading;
}
