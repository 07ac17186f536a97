/* Dates: the calendar, and reading what extracts write. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"

static void calendar(void **state) {
    (void)state;
    assert_int_equal(eh_date_make(1970, 1, 1), 0);
    assert_int_equal(eh_date_make(2025, 3, 31), 20178);
    assert_int_equal(eh_date_make(1900, 2, 28) + 1, eh_date_make(1900, 3, 1));
    assert_int_equal(eh_date_make(2000, 2, 29) + 1, eh_date_make(2000, 3, 1));
    static const int none[][3] = {{2025, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2025, 4, 31},
                                  {2025, 13, 1}, {2025, 0, 1},  {2025, 1, 0},  {2025, 1, 32},
                                  {0, 1, 1},     {10000, 1, 1}, {-5, 1, 1}};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(eh_date_make(none[i][0], none[i][1], none[i][2]), EH_NO_DATE);
}

static void every_day_there_and_back(void **state) {
    (void)state;
    eh_date day = eh_date_make(1, 1, 1), last = eh_date_make(9999, 12, 31);
    int year = 1, month = 1, d = 1, y2, m2, d2;
    for (; day <= last; day++) {
        eh_date_split(day, &y2, &m2, &d2);
        if (y2 != year || m2 != month || d2 != d || eh_date_make(year, month, d) != day)
            fail_msg("day %d", (int)day);
        if (eh_date_make(year, month, ++d) == EH_NO_DATE) {
            d = 1;
            if (++month == 13) {
                month = 1;
                year++;
            }
        }
    }
    assert_int_equal(year, 10000);
}

static void writing(void **state) {
    (void)state;
    char out[20];
    eh_date_write(eh_date_make(2025, 3, 1), out);
    assert_string_equal(out, "2025-03-01");
    eh_date_write(eh_date_make(7, 12, 31), out);
    assert_string_equal(out, "0007-12-31");
    eh_date_words(eh_date_make(2025, 3, 31), out);
    assert_string_equal(out, "31 March 2025");
    eh_date_words(eh_date_make(9999, 9, 30), out);
    assert_string_equal(out, "30 September 9999");
    eh_date_words(eh_date_make(812, 2, 1), out);
    assert_string_equal(out, "1 February 812");
}

static void gives(const char *text, eh_date_reading reading, int year, int month, int day) {
    eh_date date = 77, expected = reading == EH_DATE_READ ? eh_date_make(year, month, day) : EH_NO_DATE;
    eh_date_reading found = eh_date_read(eh_slice_of(text), &date);
    if (found != reading || date != expected)
        fail_msg("%s: reading %d, day %d", text, (int)found, (int)date);
}

static void forms(void **state) {
    (void)state;
    static const char *const texts[] = {"2025-03-31",
                                        "2025/03/31",
                                        "2025/3/31",
                                        "31/03/2025",
                                        "31-03-2025",
                                        "31.03.2025",
                                        "31/3/2025",
                                        "31/03/25",
                                        "31-Mar-2025",
                                        "31-MAR-25",
                                        "31 March 2025",
                                        "31 mar 2025",
                                        "31/Mar/2025",
                                        " 31/03/2025\t",
                                        "20250331",
                                        "2025-03-31T14:05",
                                        "2025-03-31 14:05:33",
                                        "31/03/2025 00:00",
                                        "31/03/2025 2:05 PM",
                                        "31/03/2025 2:05:07pm",
                                        "20250331 23:59",
                                        "2025-03-31T14:05:33Z",
                                        "2025-03-31T14:05:33.123+01:00",
                                        "31-MAR-25 00.00.00.000000000",
                                        "45747",
                                        "45747.0",
                                        "45747.583333333336",
                                        "31 March 2025 00:00",
                                        "2025-03-31T14:05:33-0500"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        gives(texts[i], EH_DATE_READ, 2025, 3, 31);
    gives("5/6/2024", EH_DATE_READ, 2024, 6, 5); /* the day first, always */
    gives("05-Sept-2024", EH_DATE_READ, 2024, 9, 5);
    gives("01/02/49", EH_DATE_READ, 2049, 2, 1);
    gives("01/02/50", EH_DATE_READ, 1950, 2, 1);
    gives("31/12/4712", EH_DATE_READ, 4712, 12, 31);
    gives("29/02/2024", EH_DATE_READ, 2024, 2, 29);
    gives("1", EH_DATE_READ, 1900, 1, 1);
    gives("2958465", EH_DATE_READ, 9999, 12, 31);
    gives("60", EH_DATE_READ, 1900, 2, 28);
    gives("2025", EH_DATE_READ, 1905, 7, 17); /* a plain number is a serial */
}

static void not_dates(void **state) {
    (void)state;
    static const char *const impossible[] = {"31/02/2025", "03/31/2025",  "29/02/2025", "2025-02-30",
                                             "2025-13-01", "31-Jun-2025", "00/00/0000", "20250231",
                                             "12/25/24",   "32/01/2025",  "20251331",   "03/31/2025 10:00"};
    static const char *const unreadable[] = {"n/a",
                                             "31/03",
                                             "March 2025x",
                                             "31032025",
                                             "2958466",
                                             "0",
                                             "-1",
                                             "31/03/202",
                                             "31/03-2025",
                                             "2025-03/31",
                                             "31/03/2025x",
                                             "31/03/2025 25:00",
                                             "31/03/2025 noon",
                                             "31 Mars 2025",
                                             "1e5",
                                             "45,747",
                                             "99999999",
                                             "31//03/2025",
                                             "31/03/20255",
                                             "12345678901",
                                             "31 3 2025"};
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++)
        gives(impossible[i], EH_DATE_IMPOSSIBLE, 0, 0, 0);
    for (size_t i = 0; i < sizeof unreadable / sizeof *unreadable; i++)
        gives(unreadable[i], EH_DATE_UNREADABLE, 0, 0, 0);
    gives("", EH_DATE_BLANK, 0, 0, 0);
    gives(" \xC2\xA0 ", EH_DATE_BLANK, 0, 0, 0);
    eh_date date;
    assert_int_equal(eh_date_read((eh_slice){"31/\0/2025", 9}, &date), EH_DATE_UNREADABLE);
    assert_int_equal(eh_date_read((eh_slice){"31/03/2025999", 10}, &date),
                     EH_DATE_READ); /* a slice ends where it says */
}

static void serials(void **state) {
    (void)state;
    assert_int_equal(eh_date_from_serial(45747, false), eh_date_make(2025, 3, 31));
    assert_int_equal(eh_date_from_serial(59, false), eh_date_make(1900, 2, 28));
    assert_int_equal(eh_date_from_serial(60, false), eh_date_make(1900, 2, 28));
    assert_int_equal(eh_date_from_serial(61, false), eh_date_make(1900, 3, 1));
    assert_int_equal(eh_date_from_serial(1, false), eh_date_make(1900, 1, 1));
    assert_int_equal(eh_date_from_serial(0, false), eh_date_make(1899, 12, 31));
    assert_int_equal(eh_date_from_serial(0, true), eh_date_make(1904, 1, 1));
    assert_int_equal(eh_date_from_serial(44285, true), eh_date_make(2025, 3, 31));
    assert_int_equal(eh_date_from_serial(-1, false), EH_NO_DATE);
    assert_int_equal(eh_date_from_serial(2958466, false), EH_NO_DATE);
    assert_int_equal(eh_date_from_serial(2958465, true), EH_NO_DATE); /* beyond the year 9999 */
    assert_int_equal(eh_date_from_serial(INT64_MAX, true), EH_NO_DATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar),  cmocka_unit_test(every_day_there_and_back),
        cmocka_unit_test(writing),   cmocka_unit_test(forms),
        cmocka_unit_test(not_dates), cmocka_unit_test(serials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
