/* ESR's interface files as staff extracts: each assignment with its person, as one row under plain headings. The file is read twice: for its people, then for its
 * assignments, which are given as they come. Which position is which field is data (templates/esr-layouts.csv). */
#include <stdlib.h>

#include "record/esr_people.h"
#include "record/shape.h"

enum { FTE_ROOM = 32 };

typedef struct esr_rows {
    eh_shaped shaped;
    const eh_reading *reading;
    eh_rows *rows;
    eh_esr_people esr;
    eh_field field[EH_FIELD_COUNT]; /* of the columns */
    uint32_t columns;
    bool headed;
    uint64_t given, dropped;
    eh_cell cells[EH_FIELD_COUNT];
    eh_row row;
    char fte[FTE_ROOM];
} esr_rows;

/* A record that is about people or frames the file, under any of the layouts. */
static bool esr_begins(const eh_catalogue *catalogue, const eh_row *row) {
    size_t count;
    const eh_layout_row *rows = eh_layout_rows(catalogue, &count);
    for (size_t i = 0; i < count && row->count > 1; i++)
        if (rows[i].role != EH_ROLE_OTHER && rows[i].role != EH_ROLE_FOOTER &&
            eh_slice_equal(eh_row_cell(row, 0).text, eh_slice_of(rows[i].record)))
            return true;
    return false;
}

static void esr_close(eh_shaped *shaped) {
    esr_rows *esr = (esr_rows *)shaped;
    eh_esr_people_free(&esr->esr);
    free(esr);
}

/* ---- which columns there are ---- */

/* A field has a column when some record of the file is long enough to hold it: a file without ethnicities must not look like one of people who state none. */
static bool is_there(const eh_esr_people *people, const eh_layout_row *at) {
    return at->position <= people->widest[at->role];
}

static bool has_field(const eh_esr_people *people, eh_field field) {
    bool hours = false, standard = false;
    for (unsigned r = 0; r < people->record_count; r++)
        for (unsigned i = 0; i < people->records[r].count; i++) {
            const eh_layout_row *at = people->records[r].at[i];
            if (!is_there(people, at))
                continue;
            if (at->use == EH_USE_FIELD && at->field == field)
                return true;
            hours = hours || at->use == EH_USE_CONTRACTED_HOURS;
            standard = standard || at->use == EH_USE_STANDARD_HOURS;
        }
    return eh_field_required(field) || (field == EH_STAFF_FTE && hours && standard);
}

/* Fields whose place is not certain are named once: figures hang on them. */
static eh_status name_uncertain(const esr_rows *esr) {
    eh_buffer names = {0};
    bool named[EH_FIELD_COUNT] = {false};
    for (unsigned r = 0; r < esr->esr.record_count; r++)
        for (unsigned i = 0; i < esr->esr.records[r].count; i++) {
            const eh_layout_row *at = esr->esr.records[r].at[i];
            if (at->use != EH_USE_FIELD || at->certainty != EH_UNCERTAIN || !is_there(&esr->esr, at) ||
                named[at->field])
                continue;
            named[at->field] = true;
            eh_buffer_format(&names, "%s%s", names.length ? ", " : "", eh_field_heading(at->field));
        }
    eh_status status = names.failed ? EH_NOMEM : EH_OK;
    if (status == EH_OK && names.length)
        status = eh_found(esr->reading->data->findings, EH_F_ESR_UNCERTAIN_POSITION,
                          (eh_place){.file = esr->reading->facts->file}, 1, NULL, names.data, NULL);
    eh_buffer_free(&names);
    return status;
}

static eh_status esr_open(const eh_reading *reading, eh_extract *extract, unsigned table, eh_rows *rows,
                          eh_shaped **shaped) {
    esr_rows *esr = calloc(1, sizeof *esr);
    if (!esr)
        return EH_NOMEM;
    *shaped = &esr->shaped;
    esr->shaped.kind = &eh_esr_interface;
    esr->reading = reading;
    esr->rows = rows;
    esr->row.cells = esr->cells;
    eh_status status = eh_esr_people_read(&esr->esr, reading, extract, table);
    eh_field first, last;
    eh_kind_fields(EH_KIND_STAFF, &first, &last);
    for (eh_field f = first; f <= last; f++)
        if (has_field(&esr->esr, f))
            esr->field[esr->columns++] = f;
    esr->row.count = esr->columns;
    return status != EH_OK ? status : name_uncertain(esr);
}

/* ---- one assignment ---- */

static bool earlier(eh_slice a, eh_slice b) {
    eh_date x, y;
    if (eh_date_read(a, &x) != EH_DATE_READ || x == eh_date_make(1900, 1, 1))
        return false; /* what cannot be read, or stands for none, is no end */
    return b.length == 0 || eh_date_read(b, &y) != EH_DATE_READ || y == eh_date_make(1900, 1, 1) || x < y;
}

/* Contracted over standard hours, to nine places; empty without both. */
static eh_slice fte_of(esr_rows *esr, const eh_esr_record *record, const eh_row *row) {
    enum { PLACES = 1000000000, MOST = 1000000 };
    eh_fraction hours, standard;
    if (!eh_decimal_read(eh_esr_used(record, row, EH_USE_CONTRACTED_HOURS), &hours) ||
        !eh_decimal_read(eh_esr_used(record, row, EH_USE_STANDARD_HOURS), &standard) || hours.numerator < 0 ||
        standard.numerator <= 0 || hours.numerator > (eh_wide)MOST * MOST || hours.denominator > MOST ||
        standard.numerator > (eh_wide)MOST * MOST || standard.denominator > MOST)
        return (eh_slice){NULL, 0};
    eh_wide value = hours.numerator * standard.denominator * PLACES / (hours.denominator * standard.numerator);
    eh_wide whole = value / PLACES, part = value % PLACES;
    size_t length = FTE_ROOM;
    for (unsigned place = 0; place < 9; place++, part /= 10)
        esr->fte[--length] = (char)('0' + part % 10);
    esr->fte[--length] = '.';
    do
        esr->fte[--length] = (char)('0' + whole % 10);
    while ((whole /= 10) > 0 && length > 0);
    return (eh_slice){esr->fte + length, FTE_ROOM - length};
}

/* The first filled position of the assignment, else the person's; of End Date the earliest of all. */
static eh_slice value_of(esr_rows *esr, const eh_esr_record *record, const eh_row *row, uint32_t person,
                         eh_field field) {
    eh_slice value = {NULL, 0};
    for (unsigned i = 0; i < record->count; i++) {
        if (record->at[i]->use != EH_USE_FIELD || record->at[i]->field != field)
            continue;
        eh_slice text = eh_esr_cell(row, record->at[i]);
        if (text.length && (value.length == 0 || (field == EH_STAFF_END_DATE && earlier(text, value))))
            value = text;
    }
    if (person != EH_INDEX_NONE && (value.length == 0 || field == EH_STAFF_END_DATE)) {
        eh_slice text = eh_esr_value(&esr->esr, person, field);
        if (value.length == 0 || earlier(text, value))
            value = text;
    }
    return value.length == 0 && field == EH_STAFF_FTE ? fte_of(esr, record, row) : value;
}

static eh_status give(esr_rows *esr, const eh_esr_record *record, const eh_row *row) {
    uint32_t person = eh_esr_person_of(&esr->esr, eh_esr_used(record, row, EH_USE_PERSON));
    for (uint32_t c = 0; c < esr->columns; c++) {
        eh_slice text = value_of(esr, record, row, person, esr->field[c]);
        esr->cells[c] = (eh_cell){.text = text, .type = text.length ? EH_CELL_TEXT : EH_CELL_BLANK};
    }
    esr->row.number = row->number;
    esr->given++;
    if (person != EH_INDEX_NONE)
        return EH_OK;
    return eh_found(esr->reading->data->findings, EH_F_ESR_NO_PERSON,
                    (eh_place){.file = esr->reading->facts->file, .row = row->number}, 1, NULL, NULL, NULL);
}

static const eh_row *headings(esr_rows *esr, uint64_t number) {
    for (uint32_t c = 0; c < esr->columns; c++)
        esr->cells[c] = (eh_cell){.text = eh_slice_of(eh_field_heading(esr->field[c])), .type = EH_CELL_TEXT};
    esr->headed = true;
    esr->row.number = number;
    return &esr->row;
}

static bool is_gone(const esr_rows *esr, const eh_esr_record *record, const eh_row *row) {
    return eh_esr_gone(&esr->esr, EH_ROLE_ASSIGNMENT_GONE, eh_esr_used(record, row, EH_USE_ASSIGNMENT), row->number) ||
           eh_esr_gone(&esr->esr, EH_ROLE_PERSON_GONE, eh_esr_used(record, row, EH_USE_PERSON), row->number);
}

static eh_status esr_next(eh_shaped *shaped, const eh_row **row) {
    esr_rows *esr = (esr_rows *)shaped;
    if (!esr->headed) {
        *row = headings(esr, esr->reading->facts->heading_row);
        return EH_OK;
    }
    const eh_row *next;
    eh_status status;
    while ((status = eh_rows_next(esr->rows, &next)) == EH_OK) {
        const eh_esr_record *record = eh_esr_record_of(&esr->esr, next);
        if (!record || record->role != EH_ROLE_ASSIGNMENT || next->number < esr->reading->facts->heading_row)
            continue;
        if (is_gone(esr, record, next)) {
            esr->dropped++;
            continue;
        }
        *row = &esr->row;
        return give(esr, record, next);
    }
    if (status == EH_END && esr->dropped) {
        eh_status told = eh_found(esr->reading->data->findings, EH_F_ESR_DELETED,
                                  (eh_place){.file = esr->reading->facts->file}, esr->dropped, NULL, NULL, NULL);
        esr->dropped = 0;
        return told == EH_OK ? EH_END : told;
    }
    return status;
}

const eh_shape_kind eh_esr_interface = {
    .words = "ESR interface file, people and assignments joined",
    .kind = EH_KIND_STAFF,
    .score = 900000, /* above any row of headings that lacks some, below one that lacks none */
    .begins = esr_begins,
    .open = esr_open,
    .next = esr_next,
    .close = esr_close,
};
