#include "record/quick.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_SLOTS = 512 };

/* A cell that was read as an organisation's code. */
typedef struct seen_code {
    char text[EH_CODE_ROOM - 1]; /* the bytes of the cell, zeros behind */
    uint32_t length;
    uint32_t organisation; /* 0: none yet */
} seen_code;

struct eh_quick {
    const eh_quick_kind *kind;
    eh_combining *group[EH_QUICK_GROUPS];
    uint32_t column[EH_QUICK_SINGLES];
    uint32_t organisation; /* its column */
    uint32_t needed, width;
    unsigned matched;
    uint32_t other[EH_FIELD_COUNT]; /* columns of fields that no record needs */
    size_t others;
    seen_code codes[CODE_SLOTS];
};

static const eh_quick_kind *const kinds[EH_KIND_COUNT] = {
    [EH_KIND_STAFF] = &eh_quick_staff,
    [EH_KIND_APPLICANTS] = &eh_quick_applicants,
};

/* ---- making ---- */

static int compare_columns(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static void need(eh_quick *quick, uint32_t column) {
    if (column != EH_NO_COLUMN && column >= quick->needed)
        quick->needed = column + 1;
}

/* The columns of fields that are neither in a group nor single. */
static void list_others(eh_quick *quick, const eh_reading *reading) {
    bool taken[EH_FIELD_COUNT] = {false};
    eh_field first, last;
    for (unsigned i = 0; i < EH_QUICK_SINGLES; i++)
        if (quick->kind->single[i] != EH_FIELD_NONE)
            taken[quick->kind->single[i]] = true;
    for (unsigned g = 0; g < EH_QUICK_GROUPS; g++)
        for (size_t i = 0; i < quick->kind->group[g].count; i++)
            taken[quick->kind->group[g].fields[i]] = true;
    eh_kind_fields(reading->kind, &first, &last);
    for (eh_field f = first; f <= last; f++)
        if (!taken[f] && reading->column[f] != EH_NO_COLUMN && reading->column[f] != quick->organisation)
            quick->other[quick->others++] = reading->column[f];
}

static bool make_group(eh_quick *quick, const eh_reading *reading, unsigned which) {
    const eh_quick_group *group = &quick->kind->group[which];
    uint32_t columns[EH_FIELD_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < group->count; i++) {
        uint32_t column = reading->column[group->fields[i]];
        if (column != EH_NO_COLUMN)
            columns[count++] = column;
        need(quick, column);
    }
    if (count)
        qsort(columns, count, sizeof *columns, compare_columns);
    quick->group[which] = eh_combining_new(columns, count);
    return quick->group[which] != NULL;
}

eh_status eh_quick_new(const eh_reading *reading, uint32_t width, unsigned matched, eh_field organisation,
                       eh_quick **made) {
    *made = NULL;
    if (!kinds[reading->kind] || reading->data->always_careful)
        return EH_OK;
    eh_quick *quick = calloc(1, sizeof *quick);
    if (!quick)
        return EH_NOMEM;
    quick->kind = kinds[reading->kind];
    quick->width = width;
    quick->matched = matched;
    quick->organisation = reading->column[organisation];
    need(quick, quick->organisation);
    for (unsigned i = 0; i < EH_QUICK_SINGLES; i++) {
        eh_field field = quick->kind->single[i];
        quick->column[i] = field == EH_FIELD_NONE ? EH_NO_COLUMN : reading->column[field];
        need(quick, quick->column[i]);
    }
    list_others(quick, reading);
    for (unsigned g = 0; g < EH_QUICK_GROUPS; g++)
        if (quick->kind->group[g].count && !make_group(quick, reading, g)) {
            eh_quick_free(quick);
            return EH_NOMEM;
        }
    *made = quick;
    return EH_OK;
}

void eh_quick_free(eh_quick *quick) {
    if (!quick)
        return;
    for (unsigned g = 0; g < EH_QUICK_GROUPS; g++)
        eh_combining_free(quick->group[g]);
    free(quick);
}

/* ---- one row ---- */

/* A character that may stand at either end of a cell whose text is just what it is in the file. */
static bool is_plain(char c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '=';
}

/* The text of a cell. */
static eh_slice text_of(const eh_row *row, uint32_t column) {
    if (row->cells)
        return row->cells[column].text;
    eh_slice raw = eh_row_raw(row, column);
    if (raw.length == 0 || (is_plain(raw.at[0]) && is_plain(raw.at[raw.length - 1])))
        return raw;
    return eh_cell_of_raw(raw).text;
}

/* Cells that hold no value are the careful way's. */
static bool has_errors(const eh_row *row) {
    for (uint32_t c = 0; row->cells && c < row->count; c++)
        if (row->cells[c].type == EH_CELL_ERROR || row->cells[c].type == EH_CELL_UNCALCULATED)
            return true;
    return false;
}

/* The organisation of a code that was met before; false for one that was not. */
static bool find_organisation(eh_quick *quick, const eh_reading *reading, uint32_t *organisation) {
    *organisation = 0;
    if (quick->organisation == EH_NO_COLUMN)
        return true;
    eh_slice text = text_of(reading->row, quick->organisation);
    char bytes[EH_CODE_ROOM - 1] = {0}, code[EH_CODE_ROOM];
    uint64_t key;
    if (text.length == 0)
        return true;
    if (text.length >= EH_CODE_ROOM)
        return false;
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = text.at[i];
    memcpy(&key, bytes, sizeof key);
    seen_code *seen = &quick->codes[key * UINT64_C(0x9E3779B97F4A7C15) >> 55];
    if (!seen->organisation || seen->length != text.length || memcmp(seen->text, bytes, sizeof bytes) != 0) {
        uint32_t number = eh_organisation_read(text, code)
                              ? eh_index_find(reading->data->organisations, eh_slice_of(code))
                              : EH_INDEX_NONE;
        if (number == EH_INDEX_NONE || number == 0 || number > EH_LIMIT_ORGANISATIONS)
            return false;
        memcpy(seen->text, bytes, sizeof bytes);
        seen->length = (uint32_t)text.length;
        seen->organisation = number;
    }
    *organisation = seen->organisation;
    return true;
}

/* Fills in what a combination that is new says. */
static eh_status understand(eh_combination *found, const eh_quick_group *group, eh_reading *reading) {
    eh_combination made = {.known = true};
    for (size_t i = 0; i < group->count; i++) {
        eh_field field = group->fields[i];
        eh_slice text = eh_reading_text(reading, field);
        if (reading->column[field] == EH_NO_COLUMN)
            continue;
        made.filled = (uint16_t)(made.filled + (text.length > 0));
        made.differs = made.differs || !eh_slice_equal(text, eh_slice_of(reading->facts->heading[field]));
    }
    eh_status status = group->understand(reading, &made.meaning, &made.says);
    if (status == EH_OK)
        *found = made;
    return status;
}

/* What is told about a row while it is looked at. */
typedef struct looks {
    uint32_t meaning[EH_QUICK_GROUPS];
    eh_slice text[EH_QUICK_SINGLES];
    unsigned filled;
    bool differs, careful;
    bool says[EH_QUICK_GROUPS];
} looks;

static eh_status look(eh_quick *quick, eh_reading *reading, looks *l) {
    for (unsigned g = 0; g < EH_QUICK_GROUPS && quick->group[g] && !l->careful; g++) {
        eh_combination *found;
        eh_status status = eh_combining_find(quick->group[g], reading->row, &found);
        if (status == EH_OK && found && !found->known)
            status = understand(found, &quick->kind->group[g], reading);
        if (status != EH_OK)
            return status;
        l->careful = !found;
        if (!found)
            break;
        l->says[g] = found->says;
        l->meaning[g] = found->meaning;
        l->filled += found->filled;
        l->differs = l->differs || found->differs;
    }
    for (unsigned i = 0; i < EH_QUICK_SINGLES; i++)
        if (quick->column[i] != EH_NO_COLUMN) {
            l->text[i] = text_of(reading->row, quick->column[i]);
            l->filled += l->text[i].length > 0;
        }
    return EH_OK;
}

/* Whether a row is filled by more than half of the columns that are fields, the organisation's aside; `filled` of them are known to be. */
static bool is_full(const eh_quick *quick, const eh_row *row, unsigned filled) {
    for (size_t i = 0; i < quick->others && filled * 2 <= quick->matched; i++) {
        uint32_t column = quick->other[i];
        if (column < row->count)
            filled += text_of(row, column).length > 0;
    }
    return filled * 2 > quick->matched;
}

/* A row that is filled by more than half is no total and no remark; one with a cell that is not its heading is no repeated heading. Two cells at least, so that
 * none stands alone. */
eh_status eh_quick_read(eh_quick *quick, eh_reading *reading, bool *done) {
    enum { FEWEST = 2 };
    const eh_row *row = reading->row;
    looks l = {0};
    uint32_t organisation;
    *done = false;
    if (row->count < quick->needed || row->count > quick->width || has_errors(row) ||
        !find_organisation(quick, reading, &organisation) || organisation >= reading->facts->rows_of_room)
        return EH_OK;
    eh_status status = look(quick, reading, &l);
    if (status != EH_OK || l.careful || !l.differs || l.filled < FEWEST || !is_full(quick, row, l.filled))
        return status;
    eh_date date[EH_QUICK_SINGLES];
    if (!quick->kind->understand(reading, l.text, date))
        return EH_OK;
    *done = true;
    reading->organisation = organisation;
    reading->facts->rows++;
    reading->facts->rows_of[organisation]++;
    for (unsigned g = 0; g < EH_QUICK_GROUPS && status == EH_OK; g++)
        if (l.says[g]) {
            reading->organisation_code = eh_index_key(reading->data->organisations, organisation).at;
            status = quick->kind->group[g].say(reading, l.meaning[g]);
        }
    return status == EH_OK ? quick->kind->make(reading, l.meaning, l.text, date) : status;
}
