#include "extract/xlsx.h"

#include <stdlib.h>

#include "base/finding.h"
#include "extract/xlsx_parts.h"
#include "extract/xlsx_sheet.h"

typedef struct xlsx_reader {
    eh_reader reader;
    eh_arena *arena;
    eh_package *package;
    eh_workbook workbook;
    eh_cell_context context;
    eh_table_info *infos;
} xlsx_reader;

typedef struct xlsx_rows {
    eh_reader_rows rows;
    eh_sheet_rows *sheet;
} xlsx_rows;

static unsigned xlsx_tables(const eh_reader *reader) {
    return ((const xlsx_reader *)(const void *)reader)->workbook.sheet_count;
}

static eh_table_info *xlsx_info(eh_reader *reader, unsigned table) {
    return &((xlsx_reader *)(void *)reader)->infos[table];
}

static eh_status xlsx_rows_open(eh_reader *reader, unsigned table, eh_findings *findings, eh_reader_rows **rows) {
    (void)findings;
    xlsx_reader *self = (void *)reader;
    *rows = NULL;
    xlsx_rows *new = calloc(1, sizeof *new);
    if (new == NULL) {
        return EH_NOMEM;
    }
    new->rows.kind = reader->kind;
    eh_status status = eh_sheet_open(self->package, &self->workbook.sheets[table], &self->context, &new->sheet);
    if (status != EH_OK) {
        free(new);
        return status;
    }
    *rows = &new->rows;
    return EH_OK;
}

static eh_status xlsx_next(eh_reader_rows *rows, eh_findings *findings, const eh_row **row) {
    return eh_sheet_next(((xlsx_rows *)(void *)rows)->sheet, findings, row);
}

static eh_rows_facts xlsx_seen(const eh_reader_rows *rows) {
    return eh_sheet_seen(((const xlsx_rows *)(const void *)rows)->sheet);
}

static void xlsx_rows_close(eh_reader_rows *rows) {
    if (rows != NULL) {
        eh_sheet_close(((xlsx_rows *)(void *)rows)->sheet);
        free(rows);
    }
}

static void close_all(xlsx_reader *self) {
    eh_strings_free(&self->context.strings);
    eh_styles_free(&self->context.styles);
    eh_package_close(self->package);
    eh_arena_free(self->arena);
    free(self);
}

static void xlsx_close(eh_reader *reader) {
    if (reader != NULL) {
        close_all((void *)reader);
    }
}

static const eh_reader_kind xlsx_kind = {
    .tables = xlsx_tables,
    .info = xlsx_info,
    .rows_open = xlsx_rows_open,
    .next = xlsx_next,
    .seen = xlsx_seen,
    .rows_close = xlsx_rows_close,
    .close = xlsx_close,
};

static eh_status describe_tables(xlsx_reader *self) {
    const eh_workbook *workbook = &self->workbook;
    self->infos = eh_arena_alloc(self->arena, workbook->sheet_count * sizeof *self->infos);
    if (self->infos == NULL) {
        return EH_NOMEM;
    }
    for (unsigned i = 0; i < workbook->sheet_count; i++) {
        self->infos[i] = (eh_table_info){
            .format = EH_FORMAT_XLSX,
            .encoding = "UTF-8",
            .line_ends = "",
            .sheet = workbook->sheets[i].name,
            .hidden = workbook->sheets[i].hidden,
            .system_1904 = workbook->system_1904,
        };
    }
    return EH_OK;
}

static eh_status read_all(xlsx_reader *self, eh_source *source, const eh_unpacking *unpacking, eh_findings *findings) {
    const eh_workbook *workbook = &self->workbook;
    eh_status status = eh_package_open(source, unpacking, findings, &self->package);
    if (status == EH_OK) {
        status = eh_workbook_read(self->package, self->arena, findings, &self->workbook);
    }
    if (status == EH_OK && workbook->styles != NULL) {
        status = eh_styles_read(self->package, workbook->styles, findings, &self->context.styles);
    }
    if (status == EH_OK && workbook->strings != NULL) {
        status = eh_strings_read(self->package, workbook->strings, findings, &self->context.strings);
    }
    self->context.system_1904 = workbook->system_1904;
    return status == EH_OK ? describe_tables(self) : status;
}

eh_status eh_xlsx_open(eh_source *source, const eh_unpacking *unpacking, eh_findings *findings, eh_reader **reader) {
    *reader = NULL;
    xlsx_reader *self = calloc(1, sizeof *self);
    if (self == NULL) {
        return EH_NOMEM;
    }
    self->reader.kind = &xlsx_kind;
    self->arena = eh_arena_new();
    eh_status status = self->arena == NULL ? EH_NOMEM : read_all(self, source, unpacking, findings);
    if (status == EH_IO) {
        eh_status told =
            eh_found(findings, EH_F_FILE_UNREADABLE, (eh_place){.file = source->name}, 1, NULL, NULL, NULL);
        status = told == EH_OK ? EH_IO : told;
    }
    if (status != EH_OK) {
        close_all(self);
        return status;
    }
    *reader = &self->reader;
    return EH_OK;
}
