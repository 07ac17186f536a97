/* Files that are no plain tables: ESR's interface files joined, as templates/esr-layouts.csv lays them out. */
#include <stdio.h>
#include <string.h>

#include "run_support.h"

/* Records of the older layout with what these tests need. */
#define PER(key, ethnic, disability)                                                                                   \
    "PER,1," key ",\"\",\"\",\"\",\"\",\"\",\"\",,,,,,,,,,,,,,,,,,,,,,\"" ethnic "\",\"" disability "\"\r\n"
#define ASG(id, key, grade)                                                                                            \
    "ASG," id "," key ",20200101,,\"Active Assignment\",,,,,,,,,,,,,,,,\"Permanent\",1,30,,37.5,,,,,,,,RR8,"           \
    "\"1|Nurse, ward|N6A|\",,\"N6A\",,\"NHS|XR0" grade "|Review Body Band " grade "\",\"Nursing and Midwifery "        \
    "Registered|Nurse\",,,,,\r\n"
#define HDR        "HDR,GO_1.DAT\r\n"
#define FTR(count) "FTR,GO_1.DAT," count "\r\n"
#define BAND_5     EH_WRES, "1b.band-5"

/* Records of the newer one. */
#define PRA(key, since, number, ethnic, disability)                                                                    \
    "PRA~" key "~" since "~~" number "~~~~~~~~~~~~~~~~~~" ethnic "~~~~~~~~~~~~~~~~~" disability "~\r\n"
#define ASA(key, id, from, to, number, grade, end)                                                                     \
    "ASA~" key "~" id "~" from "~" to "~~E~" number "~~Active Assignment~~~~~~~~~~~Permanent~Yes~~~~1~~~~"             \
    "1|Nurse|N6A|~NHS|XR0" grade "|Review Body Band " grade                                                            \
    "~~~~Nursing and Midwifery Registered|Nurse~~~~~~~~~~~~~~" end "~\r\n"
#define TRL(count) "TRL~" count "\r\n"

static void comma(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"people and assignments joined, in any order; any yes among the disability records wins",
         0,
         {{"a.dat", HDR PER("101", "A White - British", "No") ASG("7", "101", "5") ASG("8", "102", "5")
                        PER("102", "H Indian", "") "DIS,102,1,No,\r\nDIS,102,2,Yes,\r\nDIS,102,3,No,\r\n" FTR("7")}},
         {{BAND_5, "1 1 0"}, {EH_WDES, "1b.band-5", "1 1 0"}},
         {"!interface-count-wrong", "!interface-header-missing", "!interface-footer-missing",
          "!interface-person-missing", "interface-position-uncertain 1"}},
        {"no header, no footer",
         0,
         {{"a.dat", PER("101", "A", "No") ASG("7", "101", "5")}},
         {{BAND_5, "1 0 0"}},
         {"interface-header-missing 1", "interface-footer-missing 1"}},
        {"an assignment first of all: the row that the file is told by is no heading",
         0,
         {{"a.dat", ASG("7", "101", "5") PER("101", "A", "No")}},
         {{BAND_5, "1 0 0"}},
         {"interface-header-missing 1"}},
        {"a footer that counts more records than there are, and names another file",
         0,
         {{"a.dat", HDR PER("101", "A", "No") ASG("7", "101", "5") "FTR,GO_2.DAT,3\r\n"}},
         {{BAND_5, "1 0 0"}},
         {"interface-count-wrong 1", "interface-name-differs 1"}},
        {"two files joined: nothing is said of counts",
         0,
         {{"a.dat", HDR PER("101", "A", "No") ASG("7", "101", "5") FTR("2") HDR PER("102", "A", "No")
                        ASG("8", "102", "5") FTR("2")}},
         {{BAND_5, "2 0 0"}},
         {"interface-files-joined 1", "!interface-count-wrong"}},
        {"an assignment without its person; records that nobody knows; a line that is none",
         0,
         {{"a.dat", HDR ASG("7", "101", "5") "XYZ,1\r\nXYZ,2\r\nand so on,3\r\n" PER("102", "A", "No") FTR("5")}},
         {{BAND_5, "0 0 1"}},
         {"interface-person-missing 1", "interface-record-unknown 2", "interface-line-unknown 1"}},
        {"a person's record too short for an ethnicity: the column is not there, which is not the same as nobody "
         "stating one",
         0,
         {{"a.dat", HDR "PER,1,101,,,,,,,,,,\r\n" ASG("7", "101", "5") FTR("2")}},
         {{BAND_5, "not-supplied not-supplied not-supplied"}},
         {"missing-figures", "!interface-position-uncertain"}},
        {"employment ended before the snapshot: the person's end date holds for the assignment",
         0,
         {{"a.dat", HDR "PER,1,101,,,,,,,,,,20240601,,,,,,,,,,,,,,,,,,A,No\r\n" ASG("7", "101", "5")
                        PER("102", "A", "No") ASG("8", "102", "5") FTR("4")}},
         {{BAND_5, "1 0 0"}},
         {"!interface-count-wrong"}},
    };
    CHECK_CASES(cases);
}

static void tilde(void **state) {
    (void)state;
    static const run_case cases[] = {
        {"of a person's records the latest counts wherever it stands; of an assignment's the one in force",
         0,
         {{"a.dat", "HDR~GO_2.DAT~20250401 010101~1\r\n" PRA("1", "20240101", "101", "A White - British", "Yes")
                        PRA("1", "20200101", "101", "H Indian", "No")
                            ASA("1", "7", "20200101", "20241231", "101", "4", "47121231")
                                ASA("1", "7", "20250101", "47121231", "101", "5", "") TRL("6")}},
         {{BAND_5, "1 0 0"}, {EH_WRES, "1b.band-4", "0 0 0"}, {EH_WDES, "1b.band-5", "1 0 0"}},
         {"!interface-count-wrong", "!interface-footer-missing"}},
        {"what a later record deletes is left out, and what comes after a deletion is not",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "", "101", "4", "") "ASD~7\r\n" ASA(
                            "1", "7", "20200101", "", "101", "5", "") PRA("2", "20200101", "102", "A", "No")
                            ASA("2", "9", "20200101", "", "102", "5", "") "PRD~2\r\n" TRL("9")}},
         {{BAND_5, "1 0 0"}, {EH_WRES, "1b.band-4", "0 0 0"}},
         {"interface-deleted 2", "!interface-count-wrong"}},
        {"the final end of an assignment counts when it is before the record's",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "47121231", "101", "5", "20240630")
                            ASA("1", "8", "20200101", "20251231", "101", "6", "") TRL("5")}},
         {{BAND_5, "0 0 0"}, {EH_WRES, "1b.band-6", "1 0 0"}},
         {"!interface-deleted"}},
        {"locations and the like are known and passed over; the footer counts every line",
         0,
         {{"a.dat", "HDR~GO_2.DAT~~1\r\nLOA~1\r\nORA~1\r\n" PRA("1", "20200101", "101", "A", "No")
                        ASA("1", "7", "20200101", "", "101", "5", "") "DIA~1~1~Yes~\r\n" TRL("6")}},
         {{BAND_5, "1 0 0"}, {EH_WDES, "1b.band-5", "1 0 0"}},
         {"interface-count-wrong 1", "!interface-record-unknown"}},
    };
    CHECK_CASES(cases);
}

/* Cut anywhere, a file gives what it holds up to there and says that its footer is missing; nothing else happens. */
static void cut_anywhere(void **state) {
    (void)state;
    static const char whole[] = HDR PER("101", "A", "No") ASG("7", "101", "5") FTR("2");
    static char part[sizeof whole];
    for (size_t length = 12; length < sizeof whole - 3; length += 7) {
        memcpy(part, whole, length);
        part[length] = '\0';
        test_reading r;
        reading_of(&r, "a.dat", part);
        assert_true(r.status == EH_OK || r.status == EH_BAD);
        assert_true(r.data->staff.count <= 1);
        reading_end(&r);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comma),
        cmocka_unit_test(tilde),
        cmocka_unit_test(cut_anywhere),
    };
    return cmocka_run_group_tests(tests, catalogue_setup, catalogue_teardown);
}
