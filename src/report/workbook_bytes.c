/* See workbook_bytes.h. */
#include "report/workbook_bytes.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/date.h"
#include "base/platform.h"

static const char core_part[] = "docProps/core.xml";
static const char core_end[] = "</cp:coreProperties>";

/* What the core properties say beside what the library writes. The time too: the library's goes through gmtime, whose one result all threads share. */
typedef struct core_facts {
    const char *language;
    char created[21]; /* "2025-05-20T09:00:00Z"; "" to leave the library's */
} core_facts;

static void tell_time(int64_t seconds, char out[21]) {
    enum { DAY = 86400 };
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    unsigned second = (unsigned)(seconds - days * DAY);
    eh_date_write((eh_date)days, out);
    snprintf(out + 10, 11, "T%02u:%02u:%02uZ", second / 3600 % 24, second / 60 % 60, second % 60);
}

/* Fills and writes the workbook with the numbers of the C locale; only this thread's locale is changed, and put back. */
static void write_file(eh_book_filler *fill, void *context, const eh_temp *temp, eh_book *book, core_facts *facts) {
    char *folder = NULL;
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    size_t length = strlen(eh_temp_folder(temp));
    *book = (eh_book){.status = EH_OK};
    folder = malloc(length + 1);
    if (!plain || !folder) {
        eh_book_fail(book, EH_NOMEM, "no memory for a workbook");
    } else {
        memcpy(folder, eh_temp_folder(temp), length + 1);
        locale_t before = uselocale(plain);
        eh_book_open(book, eh_temp_path(temp), folder);
        if (book->status == EH_OK)
            fill(book, context);
        if (book->status == EH_OK && book->workbook->properties && book->workbook->properties->created)
            tell_time((int64_t)book->workbook->properties->created, facts->created);
        eh_book_close(book);
        uselocale(before);
    }
    free(folder);
    if (plain)
        freelocale(plain);
}

/* Why libzip failed. */
static eh_status zip_status(const zip_error_t *error) {
    return zip_error_code_zip(error) == ZIP_ER_MEMORY ? EH_NOMEM : EH_IO;
}

/* A part of a zip archive, malloc'd and NUL-terminated; NULL, and why, when it cannot be read. */
static char *read_part(zip_t *zip, zip_uint64_t index, size_t *size, eh_status *status) {
    zip_stat_t stat;
    *status = EH_IO;
    if (zip_stat_index(zip, index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE))
        return NULL;
    *size = (size_t)stat.size;
    char *data = malloc(*size + 1);
    zip_file_t *file = data ? zip_fopen_index(zip, index, 0) : NULL;
    bool whole = file && zip_fread(file, data, stat.size) == (zip_int64_t)stat.size;
    if (!whole)
        *status = !data ? EH_NOMEM : zip_status(file ? zip_file_get_error(file) : zip_get_error(zip));
    if (file)
        zip_fclose(file);
    if (!whole) {
        free(data);
        return NULL;
    }
    data[*size] = '\0';
    return data;
}

/* Adds what is left of the part, with the time in place of each that is there. */
static void add_with_time(eh_buffer *out, const char *text, const char *end, const char *time) {
    static const char before[] = "\"dcterms:W3CDTF\">";
    for (const char *at; *time && (at = strstr(text, before)) != NULL && at < end;) {
        at += sizeof before - 1;
        eh_buffer_add(out, text, (size_t)(at - text));
        eh_buffer_text(out, time);
        text = at + strcspn(at, "<");
    }
    eh_buffer_add(out, text, (size_t)(end - text));
}

/* The core properties with our facts in them, malloc'd; NULL, and why, when they are not as expected. */
static char *with_facts(zip_t *zip, zip_uint64_t index, const core_facts *facts, size_t *size, eh_status *status) {
    size_t length = 0;
    char *core = read_part(zip, index, &length, status);
    const char *end = core ? strstr(core, core_end) : NULL;
    eh_buffer out = {0};
    if (end) {
        add_with_time(&out, core, end, facts->created);
        eh_buffer_format(&out, "<dc:language>%s</dc:language>%s", facts->language, core_end);
    }
    free(core);
    if (out.failed) {
        *status = EH_NOMEM;
        eh_buffer_free(&out);
        return NULL;
    }
    *size = out.length;
    return out.data;
}

/* Replaces the part in the open archive, with the date that the library gives all parts. */
static eh_status state_facts(zip_t *zip, const core_facts *facts) {
    enum { FIRST_OF_JANUARY_1980 = 0x21 };
    size_t size = 0;
    eh_status status = EH_IO;
    zip_int64_t index = zip_name_locate(zip, core_part, 0);
    char *core = index >= 0 ? with_facts(zip, (zip_uint64_t)index, facts, &size, &status) : NULL;
    if (!core)
        return status;
    zip_source_t *source = zip_source_buffer(zip, core, size, 1);
    if (!source)
        free(core);
    bool stated = source && zip_file_replace(zip, (zip_uint64_t)index, source, 0) == 0;
    if (source && !stated)
        zip_source_free(source);
    stated = stated && zip_file_set_dostime(zip, (zip_uint64_t)index, 0, FIRST_OF_JANUARY_1980, 0) == 0;
    return stated ? EH_OK : zip_status(zip_get_error(zip));
}

/* The bytes behind a source that an archive was written to. */
static eh_status bytes_of(zip_source_t *source, char **data, size_t *size) {
    zip_stat_t stat;
    if (zip_source_stat(source, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(source) != 0)
        return zip_status(zip_source_error(source));
    *size = (size_t)stat.size;
    *data = malloc(*size + 1);
    eh_status status = *data ? EH_OK : EH_NOMEM;
    if (*data && zip_source_read(source, *data, stat.size) != (zip_int64_t)stat.size) {
        status = zip_status(zip_source_error(source));
        free(*data);
        *data = NULL;
    }
    zip_source_close(source);
    return status;
}

/* Adds the facts to a workbook's bytes, which it takes over and frees; only the one part is packed anew. libzip 1.7 frees what it was given when it
 * writes back, even when told not to: so it is given the bytes for good. */
static eh_status finished(char *file, size_t file_size, const core_facts *facts, char **data, size_t *size) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(file, file_size, 1, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_CHECKCONS, &error) : NULL;
    eh_status status = zip_status(&error);
    if (zip) {
        zip_source_keep(source);
        status = state_facts(zip, facts);
        if (status == EH_OK && zip_close(zip) != 0)
            status = zip_status(zip_get_error(zip));
        if (status == EH_OK)
            status = bytes_of(source, data, size);
        else
            zip_discard(zip);
    }
    if (source)
        zip_source_free(source);
    else
        free(file);
    zip_error_fini(&error);
    return status;
}

eh_status eh_workbook_bytes(eh_book_filler *fill, void *context, const char *language, char **data, size_t *size,
                            const char **fault) {
    core_facts facts = {.language = language};
    eh_temp *temp = NULL;
    eh_book book;
    char *file = NULL;
    size_t file_size = 0;
    *data = NULL;
    *size = 0;
    eh_trouble trouble = eh_temp_new(&temp);
    if (trouble != EH_TROUBLE_NONE) {
        *fault = eh_trouble_text(trouble);
        return trouble == EH_TROUBLE_NOMEM ? EH_NOMEM : EH_IO;
    }
    write_file(fill, context, temp, &book, &facts);
    *fault = book.fault;
    if (book.status == EH_OK) {
        trouble = eh_temp_read(temp, &file, &file_size);
        book.status = trouble == EH_TROUBLE_NONE    ? finished(file, file_size, &facts, data, size)
                      : trouble == EH_TROUBLE_NOMEM ? EH_NOMEM
                                                    : EH_IO;
        if (book.status != EH_OK) {
            *fault = trouble == EH_TROUBLE_NONE ? "the temporary file is not whole" : eh_trouble_text(trouble);
        }
    }
    eh_temp_free(temp);
    return book.status;
}

/* The finding that says why there is no workbook. */
static eh_status cannot(eh_findings *findings, eh_place place, eh_status status, const char *fault) {
    char reason[128] = "the reason is not known";
    size_t length = fault ? strlen(fault) : 0;
    if (status == EH_NOMEM)
        return status;
    if (length > 0 && length < sizeof reason) {
        memcpy(reason, fault, length + 1);
        if (reason[length - 1] == '.') /* the library's own sentences end with one; ours brings its own */
            reason[length - 1] = '\0';
    }
    eh_status found = eh_found(findings, status == EH_IO ? EH_F_WORKBOOK_TEMPORARY : EH_F_WORKBOOK_FAILED, place, 1,
                               NULL, reason, NULL);
    return found == EH_OK ? status : found;
}

eh_status eh_workbook_write(eh_book_filler *fill, void *context, const unsigned *sheets, eh_place place,
                            eh_findings *findings, eh_sink *sink) {
    char *data = NULL;
    size_t size = 0;
    const char *fault = NULL;
    eh_status status = eh_workbook_bytes(fill, context, "en-GB", &data, &size, &fault);
    if (status != EH_OK)
        return cannot(findings, place, status, fault);
    status = eh_workbook_check(data, size, *sheets, &fault);
    status = status == EH_OK ? sink->write(sink, data, size) : cannot(findings, place, status, fault);
    free(data);
    return status;
}
