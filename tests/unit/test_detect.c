/* What a file is, by its content: each sort that is not read has a finding of its own with advice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "extract/rows.h"

#define B(literal) (literal), sizeof(literal) - 1

typedef struct {
    const char *name, *bytes;
    size_t length;
    const char *code; /* of the finding; "" when it is text that is read */
} detect_case;

/* A zip file's list of parts with one part, then the record at its end; `offset` and `size` are of the list. */
#define ZIP_LOCAL(name_length, name)                                                                                   \
    "PK\3\4"                                                                                                           \
    "\x14\0\0\0\0\0"                                                                                                   \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0" name_length "\0\0\0" name
#define ZIP_LIST(name_length, name)                                                                                    \
    "PK\1\2"                                                                                                           \
    "\x14\0\x14\0\0\0\0\0"                                                                                             \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0" name_length "\0\0\0\0\0\0\0\0\0"                                                                        \
    "\0\0\0\0"                                                                                                         \
    "\0\0\0\0" name
#define ZIP_END(size, offset)                                                                                          \
    "PK\5\6"                                                                                                           \
    "\0\0\0\0\1\0\1\0" size "\0\0\0" offset "\0\0\0"                                                                   \
    "\0\0"

static const detect_case cases[] = {
    {"comma-separated", B("a,b\n1,2\n"), ""},
    {"a heading that begins with <", B("<5 staff,b\n1,2\n"), ""},
    {"one letter", B("x"), ""},
    {"a few zero bytes", B("name,b\nx\0y,2\n\0\0\0,3\nabcdefgh,4\n"), ""},
    {"nothing", B(""), "file-empty"},
    {"a byte order mark alone", B("\xEF\xBB\xBF"), "file-empty"},
    {"white space alone", B(" \r\n\t\r\n"), "file-empty"},
    {"UTF-16 line ends alone", B("\xFF\xFE\r\0\n\0"), "file-empty"},
    {"HTML", B("<html><body><table><tr><td>1</td></tr></table></body></html>"), "file-html"},
    {"HTML after a mark and space", B("\xEF\xBB\xBF\r\n  <!DOCTYPE html>\n<html>"), "file-html"},
    {"HTML in UTF-16", B("\xFF\xFE<\0T\0A\0B\0L\0E\0>\0"), "file-html"},
    {"HTML without mark in UTF-16", B("<\0h\0t\0m\0l\0>\0\n\0"), "file-html"},
    {"HTML after a comment", B("<!-- exported -->\n<table border=1>"), "file-html"},
    {"XHTML", B("<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">"), "file-html"},
    {"a web archive", B("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"), "file-html"},
    {"XML Spreadsheet 2003",
     B("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "
       "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
     "file-xml-spreadsheet"},
    {"a submission",
     B("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<submission version=\"1.0\" xmlns=\"urn:evenhand:submission:1\">"),
     "file-submission"},
    {"a submission without declaration", B("<submission xmlns=\"urn:evenhand:submission:1\"/>"), "file-submission"},
    {"other XML", B("<?xml version=\"1.0\"?><rows><row/></rows>"), "file-xml"},
    {"PDF", B("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"), "file-pdf"},
    {"RTF", B("{\\rtf1\\ansi}"), "file-document"},
    {"gzip", B("\x1F\x8B\x08\0\0\0\0\0\0\3"), "file-archive"},
    {"7z", B("7z\xBC\xAF\x27\x1C\0\4"), "file-archive"},
    {"PNG", B("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), "file-picture"},
    {"JPEG", B("\xFF\xD8\xFF\xE0\0\x10JFIF"), "file-picture"},
    {"a program",
     B("\x7F"
       "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0\x3E\0\1\0\0\0"),
     "file-binary"},
    {"control characters", B("\1\2\3\4\5\6abcdef\n"), "file-binary"},
    {"zero bytes alone", B("\0\0\0\0\0\0\0\0"), "file-binary"},
    {"a workbook older than compound files", B("\x09\x08\x10\0\0\x06\x05\0\xBB\x0D"), "file-old-xls"},
    {"OpenDocument", B(ZIP_LOCAL("\x08", "mimetype") "application/vnd.oasis.opendocument.spreadsheet"),
     "file-opendocument"},
    {"a zip file of other things", B(ZIP_LOCAL("\x05", "a.csv") ZIP_LIST("\x05", "a.csv") ZIP_END("\x33", "\x23")),
     "file-archive"},
    {"a text document", B(ZIP_LOCAL("\x06", "word/x") ZIP_LIST("\x06", "word/x") ZIP_END("\x34", "\x24")),
     "file-document"},
    {"parts of a workbook in capitals and with backslashes",
     B(ZIP_LOCAL("\x06", "XL\\x.y") ZIP_LIST("\x06", "XL\\x.y") ZIP_END("\x34", "\x24")), "not-a-workbook"},
    {"an empty zip file", B("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "file-archive"},
};

static void check(const char *name, const char *bytes, size_t length, const char *code) {
    eh_findings *findings = eh_findings_new();
    eh_source *source = eh_source_from_memory(name, bytes, length);
    eh_extract *extract;
    assert_non_null(source);
    eh_status status = eh_extract_open(source, NULL, NULL, NULL, findings, &extract);
    const char *got = eh_findings_count(findings) > 0 ? eh_findings_at(findings, 0)->code : "";
    if (strcmp(got, code) != 0 || status != (code[0] == '\0' ? EH_OK : EH_BAD)) {
        fail_msg("%s: status %d, finding [%s], not [%s]", name, (int)status, got, code);
    }
    if (status != EH_OK) {
        const eh_finding *f = eh_findings_at(findings, 0);
        assert_null(extract);
        assert_int_equal(eh_findings_count(findings), 1);
        assert_int_equal(f->severity, EH_ERROR);
        assert_string_equal(f->file, name);
        assert_true(strlen(f->text) > 10 && strlen(f->advice) > 10);
    }
    eh_extract_close(extract);
    eh_source_close(source);
    eh_findings_free(findings);
}

static void test_cases(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check(cases[i].name, cases[i].bytes, cases[i].length, cases[i].code);
    }
}

/* A compound file whose directory, in sector `sector` of 512 bytes, holds a stream of this name. */
static void check_compound(const char *stream, unsigned sector, const char *code) {
    size_t size = 512 * (sector + 2);
    char *bytes = calloc(1, size);
    assert_non_null(bytes);
    memcpy(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    bytes[30] = 9;
    bytes[48] = (char)(sector & 0xFF);
    bytes[49] = (char)(sector >> 8);
    for (size_t i = 0; stream[i] != '\0'; i++) {
        bytes[512 * (sector + 1) + 128 + 2 * i] = stream[i];
    }
    check(stream, bytes, size, code);
    free(bytes);
}

static void test_compound_files(void **state) {
    (void)state;
    static const struct {
        const char *stream, *code;
    } streams[] = {
        {"Workbook", "file-old-xls"},
        {"Book", "file-old-xls"},
        {"EncryptedPackage", "file-encrypted"},
        {"WordDocument", "file-document"},
        {"__properties_version1.0", "file-message"},
        {"Contents", "file-old-office"},
    };
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        check_compound(streams[i].stream, 0, streams[i].code);
        check_compound(streams[i].stream, 700, streams[i].code); /* beyond what is looked at first */
    }
    check("cut short", B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), "file-old-office");
    check("a directory beyond the end",
          B("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\0\0\0\0"
            "\0\0\0\0\xFE\xFF\xFF\xFF"),
          "file-old-office");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_compound_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
