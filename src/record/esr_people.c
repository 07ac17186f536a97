/* The first reading of an ESR interface file: who is in it, and whether it is whole. */
#include "record/esr_people.h"

#include <stdlib.h>

static eh_slice first_cell(const eh_row *row) {
    return row->count ? eh_row_cell(row, 0).text : (eh_slice){NULL, 0};
}

const eh_esr_record *eh_esr_record_of(const eh_esr_people *esr, const eh_row *row) {
    eh_slice word = first_cell(row);
    for (unsigned i = 0; i < esr->record_count; i++)
        if (eh_slice_equal(esr->records[i].word, word))
            return &esr->records[i];
    return NULL;
}

eh_slice eh_esr_cell(const eh_row *row, const eh_layout_row *at) {
    if (at->position == 0 || at->position > row->count)
        return (eh_slice){NULL, 0};
    eh_slice text = eh_row_cell(row, at->position - 1).text;
    if (at->part == 0)
        return text;
    unsigned part = 1;
    size_t start = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.at[i] != '|')
            continue;
        if (part++ == at->part)
            return eh_trim((eh_slice){text.at + start, i - start});
        start = i + 1;
    }
    return (eh_slice){NULL, 0};
}

eh_slice eh_esr_used(const eh_esr_record *record, const eh_row *row, eh_layout_use use) {
    for (unsigned i = 0; i < record->count; i++) {
        eh_slice text = record->at[i]->use == use ? eh_esr_cell(row, record->at[i]) : (eh_slice){NULL, 0};
        if (text.length)
            return text;
    }
    return (eh_slice){NULL, 0};
}

uint32_t eh_esr_person_of(const eh_esr_people *esr, eh_slice key) {
    uint32_t number = key.length ? eh_index_find(esr->keys, key) : EH_INDEX_NONE;
    return number != EH_INDEX_NONE && esr->people.at[number].known ? number : EH_INDEX_NONE;
}

/* Of two answers on disability the one that says more: a yes, then a no, then that the person would not say (rules.md section 2, rule 4). */
static int says_much(const eh_esr_people *esr, eh_slice text) {
    eh_disability read = eh_disability_of(esr->reading->data->catalogue, text);
    switch (read.known) {
    case EH_STATED:
        return read.group == 0 ? 4 : 3;
    case EH_UNMAPPED:
        return 2;
    case EH_DECLINED:
        return 1;
    case EH_BLANK:
        break;
    }
    return 0;
}

eh_slice eh_esr_value(const eh_esr_people *esr, uint32_t person, eh_field field) {
    eh_slice text = {NULL, 0};
    for (unsigned f = 0; f < esr->fields; f++)
        if (esr->field[f] == field)
            text = eh_index_key(esr->texts, esr->values.at[(size_t)person * esr->fields + f]);
    if (field != EH_STAFF_DISABILITY)
        return text;
    eh_slice own = eh_index_key(esr->texts, esr->people.at[person].disability);
    return own.length && says_much(esr, own) > says_much(esr, text) ? own : text;
}

bool eh_esr_gone(const eh_esr_people *esr, eh_layout_role role, eh_slice key, uint64_t row) {
    uint32_t number = key.length ? eh_index_find(esr->gone[role], key) : EH_INDEX_NONE;
    return number != EH_INDEX_NONE && esr->gone_at[role].at[number] > row;
}

/* ---- the layout ---- */

static void add_field(eh_esr_people *esr, eh_field field) {
    for (unsigned f = 0; f < esr->fields; f++)
        if (esr->field[f] == field)
            return;
    esr->field[esr->fields++] = field;
}

static void take_layout(eh_esr_people *esr) {
    size_t count;
    const eh_layout_row *rows = eh_layout_rows(esr->reading->data->catalogue, &count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].delimiter != esr->reading->facts->delimiter)
            continue;
        unsigned r = 0;
        while (r < esr->record_count && !eh_slice_equal(esr->records[r].word, eh_slice_of(rows[i].record)))
            r++;
        if (r == EH_ESR_RECORDS)
            continue;
        if (r == esr->record_count)
            esr->records[esr->record_count++] =
                (eh_esr_record){.word = eh_slice_of(rows[i].record), .role = rows[i].role};
        eh_esr_record *record = &esr->records[r];
        if (record->count < EH_LIMIT_LAYOUT_FIELDS)
            record->at[record->count++] = &rows[i];
        if (record->role == EH_ROLE_PERSON && rows[i].use == EH_USE_FIELD && esr->fields < EH_LIMIT_LAYOUT_FIELDS)
            add_field(esr, rows[i].field);
    }
}

/* ---- the records ---- */

static eh_status found(const eh_esr_people *esr, eh_code code, uint64_t row, const char *value, const char *one,
                       const char *two) {
    eh_place place = {.file = esr->reading->facts->file, .sheet = esr->reading->facts->sheet, .row = row};
    return eh_found(esr->reading->data->findings, code, place, 1, value, one, two);
}

/* The number of a person, added when it is new. */
static eh_status person_number(eh_esr_people *esr, eh_slice key, uint32_t *number) {
    bool added;
    *number = eh_index_add(esr->keys, key, &added);
    if (*number == EH_INDEX_NONE)
        return EH_NOMEM;
    if (!added)
        return EH_OK;
    if (!EH_PUSH(esr->people, ((eh_esr_person){.since = EH_NO_DATE})))
        return EH_NOMEM;
    for (unsigned f = 0; f < esr->fields; f++)
        if (!EH_PUSH(esr->values, 0))
            return EH_NOMEM;
    return EH_OK;
}

static eh_status text_number(eh_esr_people *esr, eh_slice text, uint32_t *number) {
    *number = text.length ? eh_index_add(esr->texts, text, NULL) : 0;
    return *number == EH_INDEX_NONE ? EH_NOMEM : EH_OK;
}

/* The first that is filled of a record's positions of a field. */
static eh_slice field_of(const eh_esr_record *record, const eh_row *row, eh_field field) {
    eh_slice text = {NULL, 0};
    for (unsigned i = 0; i < record->count && text.length == 0; i++)
        if (record->at[i]->use == EH_USE_FIELD && record->at[i]->field == field)
            text = eh_esr_cell(row, record->at[i]);
    return text;
}

/* Of several records of one person the one that holds from the latest day counts, whole; of the same day the later one in the file. */
static eh_status take_person(eh_esr_people *esr, const eh_esr_record *record, const eh_row *row) {
    uint32_t number;
    eh_slice key = eh_esr_used(record, row, EH_USE_PERSON);
    if (key.length == 0)
        return found(esr, EH_F_ESR_NO_KEY, row->number, NULL, NULL, NULL);
    eh_status status = person_number(esr, key, &number);
    if (status != EH_OK)
        return status;
    eh_date since = EH_NO_DATE;
    (void)eh_date_read(eh_esr_used(record, row, EH_USE_SINCE), &since);
    eh_esr_person *person = &esr->people.at[number];
    if (person->known && since < person->since)
        return EH_OK;
    person->known = true;
    person->since = since;
    for (unsigned f = 0; f < esr->fields && status == EH_OK; f++)
        status =
            text_number(esr, field_of(record, row, esr->field[f]), &esr->values.at[(size_t)number * esr->fields + f]);
    return status;
}

static eh_status take_disability(eh_esr_people *esr, const eh_esr_record *record, const eh_row *row) {
    uint32_t number, text;
    eh_slice key = eh_esr_used(record, row, EH_USE_PERSON), said = field_of(record, row, EH_STAFF_DISABILITY);
    if (key.length == 0)
        return found(esr, EH_F_ESR_NO_KEY, row->number, NULL, NULL, NULL);
    eh_status status = person_number(esr, key, &number);
    if (status == EH_OK)
        status = text_number(esr, said, &text);
    if (status != EH_OK)
        return status;
    eh_esr_person *person = &esr->people.at[number];
    if (says_much(esr, said) > says_much(esr, eh_index_key(esr->texts, person->disability)) || !person->disability)
        person->disability = text;
    return EH_OK;
}

static eh_status take_gone(eh_esr_people *esr, const eh_esr_record *record, const eh_row *row, eh_layout_use use) {
    eh_slice key = eh_esr_used(record, row, use);
    if (key.length == 0)
        return found(esr, EH_F_ESR_NO_KEY, row->number, NULL, NULL, NULL);
    bool added;
    uint32_t number = eh_index_add(esr->gone[record->role], key, &added);
    if (number == EH_INDEX_NONE || (added && !EH_PUSH(esr->gone_at[record->role], 0)))
        return EH_NOMEM;
    esr->gone_at[record->role].at[number] = row->number;
    return EH_OK;
}

static int64_t whole(eh_slice text) {
    eh_fraction value;
    if (!eh_decimal_read(text, &value) || value.denominator != 1 || value.numerator < 0 || value.numerator > INT64_MAX)
        return -1;
    return (int64_t)value.numerator;
}

static void take_name(eh_buffer *name, const eh_esr_record *record, const eh_row *row) {
    eh_slice text = eh_esr_used(record, row, EH_USE_FILE_NAME);
    if (name->length == 0)
        eh_buffer_add(name, text.at, text.length);
}

static eh_status take_footer(eh_esr_people *esr, const eh_esr_record *record, const eh_row *row) {
    esr->records_said = whole(eh_esr_used(record, row, EH_USE_RECORD_COUNT));
    esr->lines_said = whole(eh_esr_used(record, row, EH_USE_LINE_COUNT));
    take_name(&esr->footer_file, record, row);
    return esr->footer_file.failed ? EH_NOMEM : EH_OK;
}

/* A record of which the layout knows nothing. Its word is told when it looks like one: other text may be anything. */
static eh_status take_unknown(eh_esr_people *esr, const eh_row *row) {
    enum { LONGEST = 4 };
    char word[LONGEST + 1] = "";
    eh_slice text = first_cell(row);
    bool plain = text.length > 0 && text.length <= LONGEST;
    for (size_t i = 0; plain && i < text.length; i++) {
        plain = (text.at[i] >= 'A' && text.at[i] <= 'Z') || (text.at[i] >= '0' && text.at[i] <= '9');
        word[i] = text.at[i];
    }
    esr->unknown++;
    return plain ? found(esr, EH_F_ESR_UNKNOWN_RECORD, row->number, word, NULL, NULL)
                 : found(esr, EH_F_ESR_NO_RECORD, row->number, NULL, NULL, NULL);
}

static eh_status take_row(eh_esr_people *esr, const eh_row *row) {
    const eh_esr_record *record = eh_esr_record_of(esr, row);
    esr->lines++;
    if (!record)
        return take_unknown(esr, row);
    esr->count[record->role]++;
    if (row->count > esr->widest[record->role])
        esr->widest[record->role] = row->count;
    switch (record->role) {
    case EH_ROLE_HEADER:
        take_name(&esr->header_file, record, row);
        return esr->header_file.failed ? EH_NOMEM : EH_OK;
    case EH_ROLE_FOOTER:
        return take_footer(esr, record, row);
    case EH_ROLE_PERSON:
        return take_person(esr, record, row);
    case EH_ROLE_DISABILITY:
        return take_disability(esr, record, row);
    case EH_ROLE_PERSON_GONE:
        return take_gone(esr, record, row, EH_USE_PERSON);
    case EH_ROLE_ASSIGNMENT_GONE:
        return take_gone(esr, record, row, EH_USE_ASSIGNMENT);
    case EH_ROLE_ASSIGNMENT:
    case EH_ROLE_OTHER:
    case EH_ROLE_COUNT:
        break;
    }
    return EH_OK;
}

/* ---- the file as a whole ---- */

static eh_status check_count(const eh_esr_people *esr, int64_t said, uint64_t met) {
    if (said < 0 || (uint64_t)said == met)
        return EH_OK;
    eh_buffer one = {0}, two = {0};
    bool made = eh_buffer_whole(&one, said) && eh_buffer_whole(&two, (int64_t)met);
    eh_status status = made ? found(esr, EH_F_ESR_WRONG_COUNT, 0, NULL, one.data, two.data) : EH_NOMEM;
    eh_buffer_free(&one);
    eh_buffer_free(&two);
    return status;
}

static eh_status check_whole(const eh_esr_people *esr) {
    uint64_t frame = esr->count[EH_ROLE_HEADER] + esr->count[EH_ROLE_FOOTER];
    eh_status status = EH_OK;
    if (esr->count[EH_ROLE_HEADER] == 0)
        status = found(esr, EH_F_ESR_NO_HEADER, 0, NULL, NULL, NULL);
    if (status == EH_OK && esr->count[EH_ROLE_FOOTER] == 0)
        status = found(esr, EH_F_ESR_NO_FOOTER, 0, NULL, NULL, NULL);
    if (status == EH_OK && (esr->count[EH_ROLE_HEADER] > 1 || esr->count[EH_ROLE_FOOTER] > 1))
        status = found(esr, EH_F_ESR_SEVERAL_FILES, 0, NULL, NULL, NULL);
    else if (status == EH_OK) {
        status = check_count(esr, esr->records_said, esr->lines - frame);
        if (status == EH_OK)
            status = check_count(esr, esr->lines_said, esr->lines);
    }
    eh_slice header = {esr->header_file.data, esr->header_file.length},
             footer = {esr->footer_file.data, esr->footer_file.length};
    if (status == EH_OK && header.length && footer.length && !eh_slice_equal(header, footer))
        status = found(esr, EH_F_ESR_OTHER_NAME, 0, NULL, NULL, NULL);
    return status;
}

static eh_status begin(eh_esr_people *esr, const eh_reading *reading) {
    esr->reading = reading;
    esr->records_said = esr->lines_said = -1;
    esr->keys = eh_index_new();
    esr->texts = eh_index_new();
    esr->gone[EH_ROLE_PERSON_GONE] = eh_index_new();
    esr->gone[EH_ROLE_ASSIGNMENT_GONE] = eh_index_new();
    if (!esr->keys || !esr->texts || !esr->gone[EH_ROLE_PERSON_GONE] || !esr->gone[EH_ROLE_ASSIGNMENT_GONE] ||
        eh_index_add(esr->texts, EH_SLICE(""), NULL) != 0)
        return EH_NOMEM;
    take_layout(esr);
    return EH_OK;
}

eh_status eh_esr_people_read(eh_esr_people *esr, const eh_reading *reading, eh_extract *extract, unsigned table) {
    eh_rows *rows = NULL;
    const eh_row *row;
    eh_status status = begin(esr, reading);
    if (status == EH_OK)
        status = eh_rows_open(extract, table, &rows);
    while (status == EH_OK && (status = eh_rows_next(rows, &row)) == EH_OK)
        status = row->number < reading->facts->heading_row ? EH_OK : take_row(esr, row);
    eh_rows_close(rows);
    return status == EH_END ? check_whole(esr) : status;
}

void eh_esr_people_free(eh_esr_people *esr) {
    eh_index_free(esr->keys);
    eh_index_free(esr->texts);
    free(esr->people.at);
    free(esr->values.at);
    for (unsigned i = 0; i < EH_ROLE_COUNT; i++) {
        eh_index_free(esr->gone[i]);
        free(esr->gone_at[i].at);
    }
    eh_buffer_free(&esr->header_file);
    eh_buffer_free(&esr->footer_file);
}
