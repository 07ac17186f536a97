#include "extract/rows.h"

#include <stdlib.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/detect.h"
#include "extract/reader.h"
#include "extract/text_rows.h"
#include "extract/xlsx.h"

/* Most cells begin and end with a plain character. */
static bool usual(eh_slice raw) {
    char first = raw.at[0], last = raw.at[raw.length - 1];
    return first > ' ' && first <= '~' && first != '"' && first != '=' && last > ' ' && last <= '~';
}

eh_cell eh_cell_of_raw(eh_slice raw) {
    if (raw.length > 0 && usual(raw)) {
        return (eh_cell){.text = raw, .type = EH_CELL_TEXT};
    }
    size_t opening = raw.length > 2 && raw.at[0] == '=' ? 1 : 0;
    if (raw.length >= opening + 2 && raw.at[opening] == '"') {
        raw = (eh_slice){raw.at + opening + 1, raw.length - opening - 2};
    }
    raw = eh_trim(raw);
    return (eh_cell){.text = raw, .type = raw.length == 0 ? EH_CELL_BLANK : EH_CELL_TEXT};
}

struct eh_extract {
    eh_reader *reader;
    eh_source *source;
    bool hashed; /* the digest is there */
    eh_digest digest;
    eh_findings *findings;
    /* A table may be read more than once, but each thing is said once: of every table, how many calls said what they found. */
    uint64_t *said;
};

struct eh_rows {
    eh_extract *extract;
    eh_reader_rows *inner;
    unsigned table;
    uint64_t calls;
};

eh_status eh_reader_judge(eh_reader_rows *rows, eh_judge judge, void *context, uint64_t *heading_row, int *score) {
    *heading_row = 0;
    *score = 0;
    for (unsigned i = 0; i < EH_LIMIT_HEADING_ROWS && judge != NULL; i++) {
        const eh_row *row;
        eh_status status = rows->kind->next(rows, NULL, &row);
        if (status != EH_OK) {
            return status == EH_END || status == EH_BAD ? EH_OK : status;
        }
        int liked = judge(context, row);
        if (liked > *score) {
            *score = liked;
            *heading_row = row->number;
        }
    }
    return EH_OK;
}

static eh_status judge_tables(eh_reader *reader, eh_judge judge, void *context) {
    unsigned tables = reader->kind->tables(reader);
    for (unsigned i = 0; i < tables; i++) {
        eh_table_info *info = reader->kind->info(reader, i);
        eh_reader_rows *rows;
        eh_status status = reader->kind->rows_open(reader, i, NULL, &rows);
        if (status == EH_OK) {
            status = eh_reader_judge(rows, judge, context, &info->heading_row, &info->score);
            reader->kind->rows_close(rows);
        }
        if (status != EH_OK && status != EH_BAD) {
            return status;
        }
    }
    return EH_OK;
}

/* The reader that fits what the source is by its content. */
static eh_status open_reader(eh_source *source, eh_judge judge, void *context, const eh_unpacking *unpacking,
                             eh_findings *findings, eh_reader **reader) {
    char *head = malloc(EH_LIMIT_SNIFF);
    if (head == NULL) {
        return EH_NOMEM;
    }
    size_t got = 0;
    eh_file_kind kind;
    eh_status status = eh_source_read_fully(source, 0, head, EH_LIMIT_SNIFF, &got);
    if (status == EH_IO) {
        eh_status told =
            eh_found(findings, EH_F_FILE_UNREADABLE, (eh_place){.file = source->name}, 1, NULL, NULL, NULL);
        status = told == EH_OK ? EH_IO : told;
    } else if (status == EH_OK) {
        status = eh_detect(source, head, got, findings, &kind);
    }
    if (status == EH_OK) {
        status = kind == EH_FILE_PACKAGE ? eh_xlsx_open(source, unpacking, findings, reader)
                                         : eh_text_open(source, head, got, judge, context, NULL, reader);
    }
    free(head);
    return status;
}

eh_status eh_extract_open(eh_source *source, eh_judge judge, void *context, const eh_unpacking *unpacking,
                          eh_findings *findings, eh_extract **extract) {
    *extract = NULL;
    eh_reader *reader;
    eh_status status = open_reader(source, judge, context, unpacking, findings, &reader);
    if (status != EH_OK) {
        return status;
    }
    eh_extract *opened = calloc(1, sizeof *opened);
    uint64_t *said = calloc((size_t)reader->kind->tables(reader) + 1, sizeof *said);
    status = opened == NULL || said == NULL ? EH_NOMEM : judge_tables(reader, judge, context);
    if (status != EH_OK) {
        free(opened);
        free(said);
        reader->kind->close(reader);
        return status;
    }
    *opened = (eh_extract){.reader = reader, .source = source, .findings = findings, .said = said};
    *extract = opened;
    return EH_OK;
}

void eh_extract_close(eh_extract *extract) {
    if (extract != NULL) {
        extract->reader->kind->close(extract->reader);
        free(extract->said);
        free(extract);
    }
}

void eh_extract_plan(eh_extract *extract, const eh_reading_plan *plan) {
    if (extract->reader->kind->plan != NULL) {
        extract->reader->kind->plan(extract->reader, plan);
    }
}

eh_status eh_extract_digest(eh_extract *extract, eh_digest *digest) {
    const eh_reader_kind *kind = extract->reader->kind;
    const eh_digest *made = kind->digest == NULL ? NULL : kind->digest(extract->reader);
    eh_status status = EH_OK;
    if (made != NULL) {
        extract->digest = *made;
    } else if (!extract->hashed) {
        status = eh_digest_source(extract->source, &extract->digest);
    }
    extract->hashed = status == EH_OK;
    *digest = extract->digest;
    return status;
}

unsigned eh_extract_tables(const eh_extract *extract) {
    return extract->reader->kind->tables(extract->reader);
}

const eh_table_info *eh_extract_table(const eh_extract *extract, unsigned table) {
    return extract->reader->kind->info(extract->reader, table);
}

/* The findings for the next call, or NULL when an earlier reading has made it. */
static eh_findings *findings_for_call(eh_rows *rows) {
    uint64_t *said = &rows->extract->said[rows->table];
    if (rows->calls++ < *said) {
        return NULL;
    }
    *said = rows->calls;
    return rows->extract->findings;
}

eh_status eh_rows_open(eh_extract *extract, unsigned table, eh_rows **rows) {
    *rows = NULL;
    eh_rows *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return EH_NOMEM;
    }
    *opened = (eh_rows){.extract = extract, .table = table};
    eh_reader *reader = extract->reader;
    eh_status status = reader->kind->rows_open(reader, table, findings_for_call(opened), &opened->inner);
    if (status != EH_OK) {
        free(opened);
        return status;
    }
    *rows = opened;
    return EH_OK;
}

eh_status eh_rows_next(eh_rows *rows, const eh_row **row) {
    return rows->inner->kind->next(rows->inner, findings_for_call(rows), row);
}

void eh_rows_close(eh_rows *rows) {
    if (rows != NULL) {
        rows->inner->kind->rows_close(rows->inner);
        free(rows);
    }
}

eh_rows_facts eh_rows_seen(const eh_rows *rows) {
    return rows->inner->kind->seen(rows->inner);
}
