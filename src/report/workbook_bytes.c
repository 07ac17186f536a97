/* See workbook_bytes.h. */
#include "report/workbook_bytes.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/platform.h"

static const char core_part[] = "docProps/core.xml";
static const char core_end[] = "</cp:coreProperties>";

/* Fills and writes the workbook with the numbers of the C locale; only this thread's locale is changed, and put back. */
static void write_file(eh_book_filler *fill, void *context, const eh_temp *temp, eh_book *book) {
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
        eh_book_close(book);
        uselocale(before);
    }
    free(folder);
    if (plain)
        freelocale(plain);
}

/* A part of a zip archive, malloc'd and NUL-terminated; NULL when it cannot be read. */
static char *read_part(zip_t *zip, zip_uint64_t index, size_t *size) {
    zip_stat_t stat;
    if (zip_stat_index(zip, index, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE))
        return NULL;
    *size = (size_t)stat.size;
    char *data = malloc(*size + 1);
    zip_file_t *file = data ? zip_fopen_index(zip, index, 0) : NULL;
    bool whole = file && zip_fread(file, data, stat.size) == (zip_int64_t)stat.size;
    if (file)
        zip_fclose(file);
    if (!whole) {
        free(data);
        return NULL;
    }
    data[*size] = '\0';
    return data;
}

/* The core properties with the language in them, malloc'd; NULL when they are not as expected. */
static char *with_language(zip_t *zip, zip_uint64_t index, const char *language, size_t *size) {
    size_t length = 0;
    char *core = read_part(zip, index, &length);
    const char *end = core ? strstr(core, core_end) : NULL;
    eh_buffer out = {0};
    if (end) {
        eh_buffer_add(&out, core, (size_t)(end - core));
        eh_buffer_format(&out, "<dc:language>%s</dc:language>%s", language, core_end);
    }
    free(core);
    if (out.failed) {
        eh_buffer_free(&out);
        return NULL;
    }
    *size = out.length;
    return out.data;
}

/* Replaces the part in the open archive, with the date that the library gives all parts. */
static bool state_language(zip_t *zip, const char *language) {
    enum { FIRST_OF_JANUARY_1980 = 0x21 };
    size_t size = 0;
    zip_int64_t index = zip_name_locate(zip, core_part, 0);
    char *core = index >= 0 ? with_language(zip, (zip_uint64_t)index, language, &size) : NULL;
    zip_source_t *source = core ? zip_source_buffer(zip, core, size, 1) : NULL;
    if (!source) {
        free(core);
        return false;
    }
    if (zip_file_replace(zip, (zip_uint64_t)index, source, 0) != 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)index, 0, FIRST_OF_JANUARY_1980, 0) == 0;
}

/* The bytes behind a source that an archive was written to. */
static char *bytes_of(zip_source_t *source, size_t *size) {
    zip_stat_t stat;
    char *data = NULL;
    if (zip_source_stat(source, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) || zip_source_open(source) != 0)
        return NULL;
    *size = (size_t)stat.size;
    data = malloc(*size + 1);
    if (data && zip_source_read(source, data, stat.size) != (zip_int64_t)stat.size) {
        free(data);
        data = NULL;
    }
    zip_source_close(source);
    return data;
}

/* Adds the language to a workbook's bytes, which it takes over and frees; only the one part is packed anew. libzip 1.7 frees what it was given when it
 * writes back, even when told not to: so it is given the bytes for good. */
static char *finished(char *file, size_t file_size, const char *language, size_t *size) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(file, file_size, 1, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_CHECKCONS, &error) : NULL;
    char *data = NULL;
    if (zip) {
        zip_source_keep(source);
        if (!state_language(zip, language) || zip_close(zip) != 0)
            zip_discard(zip);
        else
            data = bytes_of(source, size);
    }
    if (source)
        zip_source_free(source);
    else
        free(file);
    zip_error_fini(&error);
    return data;
}

eh_status eh_workbook_bytes(eh_book_filler *fill, void *context, const char *language, char **data, size_t *size,
                            const char **fault) {
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
    write_file(fill, context, temp, &book);
    *fault = book.fault;
    if (book.status == EH_OK) {
        trouble = eh_temp_read(temp, &file, &file_size);
        if (trouble == EH_TROUBLE_NONE)
            *data = finished(file, file_size, language, size);
        if (!*data) {
            book.status = trouble == EH_TROUBLE_NOMEM ? EH_NOMEM : EH_IO;
            *fault = trouble == EH_TROUBLE_NONE ? "the temporary file is not whole" : eh_trouble_text(trouble);
        }
    }
    eh_temp_free(temp);
    return book.status;
}
