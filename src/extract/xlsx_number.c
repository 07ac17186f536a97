#include "extract/xlsx_number.h"

#include <string.h>

#include "base/date.h"
#include "extract/xlsx_scan.h"

#define DIGITS    15     /* significant ones */
#define MAX_POWER 310    /* a double ends at 1.8e308 ... */
#define MIN_POWER (-330) /* ... and begins at 4.9e-324 */

/* 0.d1d2d3... x 10^power, d1 not zero unless there are no digits. */
typedef struct decimal {
    char digits[DIGITS + 1]; /* one more, to round by */
    unsigned count;
    int64_t power;
    bool negative;
} decimal;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The digits before an exponent; moves *at to what follows. False when there are none. */
static bool read_digits(const char **at, const char *end, decimal *number) {
    bool point = false, any = false;
    const char *p = *at;
    for (; p < end && (is_digit(*p) || (*p == '.' && !point)); p++) {
        if (*p == '.') {
            point = true;
            continue;
        }
        any = true;
        if (number->count == 0 && *p == '0') {
            number->power -= point;
            continue;
        }
        number->power += !point;
        if (number->count <= DIGITS) {
            number->digits[number->count++] = *p;
        }
    }
    *at = p;
    return any;
}

static bool read_exponent(const char *at, const char *end, int64_t *exponent) {
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    if (at == end) {
        return false;
    }
    *exponent = 0;
    for (; at < end; at++) {
        if (!is_digit(*at)) {
            return false;
        }
        if (*exponent < 100000) {
            *exponent = *exponent * 10 + (*at - '0');
        }
    }
    *exponent = negative ? -*exponent : *exponent;
    return true;
}

static void round_decimal(decimal *number) {
    if (number->count > DIGITS) {
        bool up = number->digits[DIGITS] >= '5';
        number->count = DIGITS;
        while (up && number->count > 0 && number->digits[number->count - 1] == '9') {
            number->count--;
        }
        if (up && number->count == 0) {
            number->digits[number->count++] = '1';
            number->power++;
        } else if (up) {
            number->digits[number->count - 1]++;
        }
    }
    while (number->count > 0 && number->digits[number->count - 1] == '0') {
        number->count--;
    }
}

static size_t write_decimal(const decimal *number, char out[EH_NUMBER_ROOM]) {
    size_t length = 0, whole = number->power > 0 ? (size_t)number->power : 0, zeros = 0;
    if (number->negative) {
        out[length++] = '-';
    }
    if (whole == 0) {
        out[length++] = '0';
        zeros = (size_t)-number->power;
    }
    for (size_t i = 0; i < whole; i++) {
        out[length++] = i < number->count ? number->digits[i] : '0';
    }
    if (number->count > whole) {
        out[length++] = '.';
        memset(out + length, '0', zeros);
        length += zeros;
        memcpy(out + length, number->digits + whole, number->count - whole);
        length += number->count - whole;
    }
    out[length] = '\0';
    return length;
}

bool eh_number_is_plain(eh_slice raw) {
    const char *at = raw.at, *end = raw.at + raw.length;
    at += *at == '-';
    const char *start = at, *point = NULL;
    if (raw.length > DIGITS || at == end || (*at == '0' && at + 1 < end && at[1] != '.')) {
        return false;
    }
    for (; at < end; at++) {
        if (*at == '.' && point == NULL) {
            point = at;
        } else if (!is_digit(*at)) {
            return false;
        }
    }
    bool zero = *start == '0' && point == NULL;
    return point == NULL ? !zero || start == raw.at : point > start && end[-1] != '.' && end[-1] != '0';
}

size_t eh_number_plain(eh_slice raw, char out[EH_NUMBER_ROOM]) {
    decimal number = {.count = 0};
    raw = eh_lex_trim(raw);
    if (raw.length == 0) {
        return 0;
    }
    if (eh_number_is_plain(raw)) {
        memcpy(out, raw.at, raw.length);
        out[raw.length] = '\0';
        return raw.length;
    }
    const char *at = raw.at, *end = raw.at + raw.length;
    number.negative = *at == '-';
    at += *at == '-' || *at == '+';
    if (!read_digits(&at, end, &number)) {
        return 0;
    }
    int64_t exponent = 0;
    if (at < end && ((*at != 'e' && *at != 'E') || !read_exponent(at + 1, end, &exponent))) {
        return 0;
    }
    number.power += exponent;
    round_decimal(&number);
    if (number.count == 0) {
        memcpy(out, "0", 2);
        return 1;
    }
    if (number.power > MAX_POWER - 1 || number.power < MIN_POWER) {
        return 0;
    }
    return write_decimal(&number, out);
}

static void two_digits(char *out, unsigned number) {
    out[0] = (char)('0' + number / 10 % 10);
    out[1] = (char)('0' + number % 10);
}

static size_t write_day(eh_date day, unsigned seconds, unsigned shows, char out[EH_NUMBER_ROOM]) {
    eh_date_write(day, out);
    if ((shows & EH_SHOWS_TIME) == 0 || seconds == 0) {
        return 10;
    }
    memcpy(out + 10, " 00:00:00", 10);
    two_digits(out + 11, seconds / 3600);
    two_digits(out + 14, seconds / 60 % 60);
    two_digits(out + 17, seconds % 60);
    return 19;
}

size_t eh_number_date(eh_slice plain, unsigned shows, bool system_1904, char out[EH_NUMBER_ROOM]) {
    const uint64_t day_seconds = 86400;
    uint64_t days = 0, fraction = 0, scale = 1;
    size_t i = 0;
    for (; i < plain.length && is_digit(plain.at[i]); i++) {
        days = days > 99999999 ? days : days * 10 + (uint64_t)(plain.at[i] - '0');
    }
    if (i == 0 || (i < plain.length && plain.at[i] != '.')) {
        return 0; /* a minus sign */
    }
    for (i++; i < plain.length && scale < UINT64_C(10000000000000); i++) {
        fraction = fraction * 10 + (uint64_t)(plain.at[i] - '0');
        scale *= 10;
    }
    uint64_t seconds = (fraction * day_seconds + scale / 2) / scale;
    if (seconds == day_seconds) {
        seconds = 0;
        days++;
    }
    if (days == 0 && (shows & EH_SHOWS_DATE) == 0) {
        return 0;
    }
    eh_date day = days > 99999999 ? EH_NO_DATE : eh_date_from_serial((int64_t)days, system_1904);
    return day == EH_NO_DATE ? 0 : write_day(day, (unsigned)seconds, shows, out);
}

/* `count` digits and the character behind them, which may be '\0' for none; moves *at. -1 when they are not there. */
static int read_field(eh_slice *at, size_t count, char behind) {
    int number = 0;
    if (at->length < count + (behind != '\0')) {
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_digit(at->at[i])) {
            return -1;
        }
        number = number * 10 + (at->at[i] - '0');
    }
    if (behind != '\0' && at->at[count] != behind) {
        return -1;
    }
    size_t used = count + (behind != '\0');
    *at = (eh_slice){at->at + used, at->length - used};
    return number;
}

/* The time of an ISO date, which may leave out its seconds, have parts of one and name a zone; -1 when it is none. */
static int read_iso_time(eh_slice at) {
    int hours = read_field(&at, 2, ':'), minutes = read_field(&at, 2, '\0'), seconds = 0;
    if (at.length > 0 && at.at[0] == ':') {
        at = (eh_slice){at.at + 1, at.length - 1};
        seconds = read_field(&at, 2, '\0');
    }
    if (at.length > 0 && at.at[0] == '.') {
        do {
            at = (eh_slice){at.at + 1, at.length - 1};
        } while (at.length > 0 && is_digit(at.at[0]));
    }
    bool zone = at.length == 0 || at.at[0] == 'Z' || at.at[0] == '+' || at.at[0] == '-';
    if (!zone || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
        return -1;
    }
    return (hours * 60 + minutes) * 60 + seconds;
}

size_t eh_number_iso_date(eh_slice text, unsigned shows, char out[EH_NUMBER_ROOM]) {
    eh_slice at = eh_trim(text);
    int year = read_field(&at, 4, '-'), month = read_field(&at, 2, '-'), day = read_field(&at, 2, '\0'), seconds = 0;
    if (year < 0 || month < 0 || day < 0) {
        return 0;
    }
    if (at.length > 0) {
        seconds = at.at[0] == 'T' || at.at[0] == ' ' ? read_iso_time((eh_slice){at.at + 1, at.length - 1}) : -1;
    }
    eh_date date = eh_date_make(year, month, day);
    if (seconds < 0 || date == EH_NO_DATE) {
        return 0;
    }
    return write_day(date, (unsigned)seconds, shows, out);
}
