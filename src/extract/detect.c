#include "extract/detect.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/text_encoding.h"
#include "extract/text_input.h"

/* The answer for a text; a zip file that may be a workbook; every other answer is the code of a finding. */
#define TEXT    EH_F_COUNT
#define PACKAGE (EH_F_COUNT + 1)

#define OPENING_ROOM 4096 /* characters looked at for the words that mark-up begins with */

typedef struct {
    eh_source *source;
    const char *head;
    size_t length;
    eh_encoding_guess guess;
} file;

static bool begins(const char *bytes, size_t length, const char *with, size_t with_length) {
    return length >= with_length && memcmp(bytes, with, with_length) == 0;
}

static bool holds(const char *bytes, size_t length, const char *what, size_t what_length) {
    const char *end = bytes + length;
    for (const char *at = bytes; (size_t)(end - at) >= what_length; at++) {
        at = memchr(at, what[0], (size_t)(end - at) - what_length + 1);
        if (at == NULL) {
            return false;
        }
        if (memcmp(at, what, what_length) == 0) {
            return true;
        }
    }
    return false;
}

/* --- compound files: old Office formats, and encrypted new ones ------------------------------------------------------------ */

/* Names of streams in the directory of a compound file, as UTF-16LE, and what they tell. The first that is found decides. */
typedef struct {
    const char *name;
    int code;
} stream;

static const stream streams[] = {
    {"EncryptedPackage", EH_F_FILE_ENCRYPTED},
    {"EncryptionInfo", EH_F_FILE_ENCRYPTED},
    {"Workbook", EH_F_FILE_OLD_XLS},
    {"Book", EH_F_FILE_OLD_XLS},
    {"WordDocument", EH_F_FILE_DOCUMENT},
    {"PowerPoint Document", EH_F_FILE_DOCUMENT},
    {"__properties_version1.0", EH_F_FILE_MESSAGE},
};

static bool names_stream(const char *bytes, size_t length, const char *name) {
    char wide[64] = {0};
    size_t size = strlen(name);
    for (size_t i = 0; i < size; i++) {
        wide[2 * i] = name[i];
    }
    return holds(bytes, length, wide, 2 * size + 2); /* with the zero that ends it */
}

static uint32_t little(const char *at, size_t size) {
    uint32_t value = 0;
    for (size_t i = size; i-- > 0;) {
        value = value << 8 | (unsigned char)at[i];
    }
    return value;
}

/* The directory begins at the sector that the header names; its first sectors hold the names that matter. */
static eh_status look_in_compound(const file *f, int *code) {
    *code = EH_F_FILE_OLD_OFFICE;
    char directory[4096];
    size_t got = 0;
    if (f->length >= 52) {
        uint32_t shift = little(f->head + 30, 2);
        uint64_t sector = (uint64_t)1 << (shift == 12 ? 12 : 9);
        uint64_t offset = ((uint64_t)little(f->head + 48, 4) + 1) * sector;
        if (offset < f->source->size) {
            eh_status status = eh_source_read_fully(f->source, offset, directory, sizeof directory, &got);
            if (status != EH_OK) {
                return status;
            }
        }
    }
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        if (names_stream(directory, got, streams[i].name) || names_stream(f->head, f->length, streams[i].name)) {
            *code = streams[i].code;
            break;
        }
    }
    return EH_OK;
}

/* --- zip files --------------------------------------------------------------------------------------------------------------- */

/* A part whose name begins so, in lower case, tells what a zip file is. */
static const stream parts[] = {
    {"word/", EH_F_FILE_DOCUMENT},
    {"ppt/", EH_F_FILE_DOCUMENT},
    {"visio/", EH_F_FILE_DOCUMENT},
    {"[content_types].xml", PACKAGE},
    {"xl/", PACKAGE},
};

#define DIRECTORY_LIMIT ((size_t)4 << 20) /* bytes looked at of the list of a zip file's parts */

/* Whether a part's name begins so: in any case and with any slashes, as writers of workbooks have it. */
static bool part_begins(const char *name, size_t length, const char *beginning) {
    for (; length > 0 && (*name == '/' || *name == '\\'); length--) {
        name++;
    }
    size_t wanted = strlen(beginning);
    for (size_t i = 0; i < wanted; i++) {
        char c = i < length ? name[i] : '\0';
        char lower = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c == '\\' ? '/' : c);
        if (lower != beginning[i]) {
            return false;
        }
    }
    return true;
}

/* Walks the list of parts: the earliest entry of the table that a part's name begins with. */
static int judge_parts(const char *list, size_t length) {
    size_t best = sizeof parts / sizeof *parts;
    for (size_t at = 0; at + 46 <= length && memcmp(list + at, "PK\1\2", 4) == 0;) {
        size_t name = little(list + at + 28, 2);
        for (size_t i = 0; i < best && at + 46 + name <= length; i++) {
            if (part_begins(list + at + 46, name, parts[i].name)) {
                best = i;
            }
        }
        at += 46 + name + little(list + at + 30, 2) + little(list + at + 32, 2);
    }
    return best < sizeof parts / sizeof *parts ? parts[best].code : EH_F_FILE_ARCHIVE;
}

/* Finds the list of parts by the record at the end of the file. Where that is not to be found (a file cut short, or one beyond 4 GiB),
 * the first part's name must do, and the reader of workbooks says the rest. */
static eh_status look_in_zip(const file *f, int *code) {
    size_t name = f->length >= 30 ? little(f->head + 26, 2) : 0;
    if (name == 8 && begins(f->head + 30, f->length - 30, "mimetype", 8) &&
        holds(f->head, f->length < 512 ? f->length : 512, "vnd.oasis.opendocument", 22)) {
        *code = EH_F_FILE_OPENDOCUMENT;
        return EH_OK;
    }
    *code = PACKAGE;
    size_t want = f->source->size < 65557 ? (size_t)f->source->size : 65557;
    char *tail = malloc(DIRECTORY_LIMIT);
    if (tail == NULL) {
        return EH_NOMEM;
    }
    size_t got = 0;
    eh_status status = eh_source_read_fully(f->source, f->source->size - want, tail, want, &got);
    for (size_t at = got; status == EH_OK && at-- > 0;) {
        if (got - at >= 22 && memcmp(tail + at, "PK\5\6", 4) == 0) {
            size_t size = little(tail + at + 12, 4);
            uint64_t offset = little(tail + at + 16, 4);
            size = size < DIRECTORY_LIMIT ? size : DIRECTORY_LIMIT;
            if (offset < f->source->size) {
                status = eh_source_read_fully(f->source, offset, tail, size, &got);
                *code = status == EH_OK ? judge_parts(tail, got) : PACKAGE;
            }
            break;
        }
    }
    free(tail);
    return status;
}

/* --- signatures -------------------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *bytes;
    size_t length;
    int code;
    eh_status (*look)(const file *f, int *code); /* looks closer; may be NULL */
} signature;

static const signature signatures[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, EH_F_FILE_OLD_OFFICE, look_in_compound},
    {"\x09\x08\x10\x00\x00\x06\x05\x00", 8, EH_F_FILE_OLD_XLS, NULL},
    {"PK\3\4", 4, EH_F_FILE_ARCHIVE, look_in_zip},
    {"PK\5\6", 4, EH_F_FILE_ARCHIVE, NULL}, /* a zip file with nothing in it */
    {"%PDF-", 5, EH_F_FILE_PDF, NULL},
    {"{\\rtf", 5, EH_F_FILE_DOCUMENT, NULL},
    {"\x1F\x8B", 2, EH_F_FILE_ARCHIVE, NULL},
    {"7z\xBC\xAF\x27\x1C", 6, EH_F_FILE_ARCHIVE, NULL},
    {"Rar!\x1A\x07", 6, EH_F_FILE_ARCHIVE, NULL},
    {"\xFD"
     "7zXZ\0",
     6, EH_F_FILE_ARCHIVE, NULL},
    {"\x28\xB5\x2F\xFD", 4, EH_F_FILE_ARCHIVE, NULL},
    {"\x89PNG\r\n\x1A\n", 8, EH_F_FILE_PICTURE, NULL},
    {"\xFF\xD8\xFF", 3, EH_F_FILE_PICTURE, NULL},
    {"GIF87a", 6, EH_F_FILE_PICTURE, NULL},
    {"GIF89a", 6, EH_F_FILE_PICTURE, NULL},
    {"II*\0", 4, EH_F_FILE_PICTURE, NULL},
    {"MM\0*", 4, EH_F_FILE_PICTURE, NULL},
};

/* --- mark-up ------------------------------------------------------------------------------------------------------------------ */

/* How web pages and XML begin, in lower case, after white space and comments. */
static const struct {
    const char *words;
    int code;
} openings[] = {
    {"<!doctype html", EH_F_FILE_HTML}, {"<html", EH_F_FILE_HTML},         {"<head", EH_F_FILE_HTML},
    {"<body", EH_F_FILE_HTML},          {"<table", EH_F_FILE_HTML},        {"<meta", EH_F_FILE_HTML},
    {"<style", EH_F_FILE_HTML},         {"<div", EH_F_FILE_HTML},          {"<title", EH_F_FILE_HTML},
    {"<center", EH_F_FILE_HTML},        {"mime-version:", EH_F_FILE_HTML},
};

/* Namespaces that say what an XML file is. */
static const struct {
    const char *name;
    int code;
} namespaces[] = {
    {"urn:evenhand:submission:", EH_F_FILE_SUBMISSION},
    {"urn:schemas-microsoft-com:office:spreadsheet", EH_F_FILE_XML_SPREADSHEET},
    {"http://www.w3.org/1999/xhtml", EH_F_FILE_HTML},
    {"<html", EH_F_FILE_HTML},
};

/* The first characters in lower case; those of UTF-16 without their zeros. Returns how many. */
static size_t opening_of(const file *f, char out[OPENING_ROOM]) {
    bool wide = f->guess.encoding == EH_UTF16LE || f->guess.encoding == EH_UTF16BE;
    size_t length = 0;
    for (size_t i = f->guess.mark; i < f->length && length < OPENING_ROOM; i++) {
        char c = f->head[i];
        if (c != 0 || !wide) {
            out[length++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
    }
    return length;
}

static size_t past_comments(const char *text, size_t length) {
    size_t at = 0;
    for (;;) {
        while (at < length && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) {
            at++;
        }
        if (!begins(text + at, length - at, "<!--", 4)) {
            return at;
        }
        size_t end = at + 4;
        while (end < length && !begins(text + end, length - end, "-->", 3)) {
            end++;
        }
        at = end + 3 < length ? end + 3 : length;
    }
}

static int judge_markup(const file *f) {
    char text[OPENING_ROOM];
    size_t length = opening_of(f, text);
    size_t at = past_comments(text, length);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (begins(text + at, length - at, openings[i].words, strlen(openings[i].words))) {
            return openings[i].code;
        }
    }
    if (at == length || text[at] != '<') {
        return TEXT;
    }
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
        if (holds(text + at, length - at, namespaces[i].name, strlen(namespaces[i].name))) {
            return namespaces[i].code;
        }
    }
    return begins(text + at, length - at, "<?xml", 5) ? EH_F_FILE_XML : TEXT;
}

/* --- what is left ------------------------------------------------------------------------------------------------------------- */

/* Text has hardly any control characters. Zero bytes alone may be padding, up to a quarter. */
static bool binary(const char *bytes, size_t length) {
    size_t zeros = 0;
    size_t controls = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        zeros += c == 0;
        controls += (c > 0 && c < ' ' && (c < '\t' || c > '\r')) || c == 0x7F;
    }
    return (controls >= 4 && controls * 20 > length) || (zeros >= 4 && zeros * 4 > length);
}

static int judge_text(const file *f) {
    bool wide = f->guess.encoding == EH_UTF16LE || f->guess.encoding == EH_UTF16BE;
    bool any = false;
    for (size_t i = f->guess.mark; i < f->length && !any; i++) {
        char c = f->head[i];
        any = !(c == ' ' || (c >= '\t' && c <= '\r') || (wide && c == 0));
    }
    if (!any && f->length == f->source->size) {
        return EH_F_FILE_EMPTY;
    }
    return !wide && binary(f->head, f->length) ? EH_F_FILE_BINARY : judge_markup(f);
}

static eh_status judge_file(const file *f, int *code) {
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const signature *s = &signatures[i];
        if (begins(f->head, f->length, s->bytes, s->length)) {
            *code = s->code;
            return s->look == NULL ? EH_OK : s->look(f, code);
        }
    }
    *code = judge_text(f);
    return EH_OK;
}

eh_status eh_detect(eh_source *source, const char *head, size_t length, eh_findings *findings, eh_file_kind *kind) {
    const file f = {source, head, length, eh_encoding_sniff(head, length, false)};
    int code;
    eh_status status = judge_file(&f, &code);
    if (status == EH_OK && (code == TEXT || code == PACKAGE)) {
        *kind = code == TEXT ? EH_FILE_TEXT : EH_FILE_PACKAGE;
        return EH_OK;
    }
    if (status == EH_NOMEM) {
        return status;
    }
    eh_code said = status == EH_IO ? EH_F_FILE_UNREADABLE : (eh_code)code;
    eh_status told = eh_found(findings, said, (eh_place){.file = source->name}, 1, NULL, NULL, NULL);
    return told != EH_OK ? told : status == EH_IO ? EH_IO : EH_BAD;
}
