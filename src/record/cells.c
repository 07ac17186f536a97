/* Reading cells: values once per distinct value, identifiers, dates, years, yes and no. */
#include <stdlib.h>
#include <string.h>

#include "record/reading.h"

eh_cell eh_reading_cell(const eh_reading *reading, eh_field field) {
    uint32_t column = reading->column[field];
    if (column >= reading->row->count) /* EH_NO_COLUMN too */
        return (eh_cell){.type = EH_CELL_BLANK};
    eh_cell cell = eh_row_cell(reading->row, column);
    bool lost = cell.type == EH_CELL_ERROR || cell.type == EH_CELL_UNCALCULATED;
    if (lost)
        cell = (eh_cell){.type = EH_CELL_BLANK};
    return cell;
}

eh_slice eh_reading_text(const eh_reading *reading, eh_field field) {
    return eh_reading_cell(reading, field).text;
}

/* The standard that a column is read for alone, or NULL: nobody's WDES is less fit for an ethnicity that is not recognised. */
static const char *standard_of(eh_field field) {
    static const struct {
        eh_field field;
        eh_standard standard;
    } alone[] = {
        {EH_STAFF_ETHNIC_ORIGIN, EH_WRES},     {EH_APPLICANTS_ETHNIC_ORIGIN, EH_WRES},
        {EH_CASES_ETHNIC_ORIGIN, EH_WRES},     {EH_BOARD_ETHNIC_ORIGIN, EH_WRES},
        {EH_TRAINING_ETHNIC_ORIGIN, EH_WRES},  {EH_STAFF_DISABILITY, EH_WDES},
        {EH_APPLICANTS_DISABILITY, EH_WDES},   {EH_CASES_DISABILITY, EH_WDES},
        {EH_BOARD_DISABILITY, EH_WDES},        {EH_TRAINING_DISABILITY, EH_WDES},
        {EH_CASES_GROUNDS, EH_WDES},           {EH_TRAINING_MANDATORY, EH_WRES},
        {EH_TRAINING_DATE_COMPLETED, EH_WRES},
    };
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (alone[i].field == field)
            return eh_standard_id(alone[i].standard);
    return NULL;
}

/* Where a finding of these would be kept. */
static eh_said *place_of(eh_reading *reading, eh_code code, eh_field field, eh_slice value) {
    uint32_t hash = (uint32_t)code * 31 + (uint32_t)field * 7 + reading->organisation + (uint32_t)value.length * 5;
    if (value.length)
        hash += (unsigned char)value.at[0] + (unsigned char)value.at[value.length - 1];
    return &reading->said[hash % EH_SAID];
}

/* Whether the same was found before and is kept; then it is counted once more. */
static bool said_before(eh_reading *reading, eh_code code, eh_field field, eh_slice value, bool unknown) {
    const eh_said *said = place_of(reading, code, field, value);
    if (!said->counter || said->code != (uint32_t)code || said->field != (uint32_t)field ||
        said->organisation != reading->organisation || said->length != value.length ||
        (said->unknown != 0) != unknown || (value.length && memcmp(said->value, value.at, value.length) != 0))
        return false;
    ++*said->counter;
    if (unknown)
        reading->data->unknown.at[said->unknown - 1].count++;
    return true;
}

static void keep_said(eh_reading *reading, eh_code code, eh_field field, eh_slice value, uint32_t unknown,
                      uint64_t *counter) { // NOLINT(readability-non-const-parameter): counted up later
    eh_said *said = place_of(reading, code, field, value);
    if (!counter || value.length > sizeof said->value)
        return;
    *said = (eh_said){.counter = counter,
                      .code = (uint32_t)code,
                      .field = (uint32_t)field,
                      .organisation = reading->organisation,
                      .unknown = unknown,
                      .length = (uint32_t)value.length};
    if (value.length)
        memcpy(said->value, value.at, value.length);
}

static eh_status find_here(eh_reading *reading, eh_code code, eh_field field, const char *value, uint64_t **counter) {
    eh_place place = {.organisation = reading->organisation_code,
                      .standard = standard_of(field),
                      .file = reading->facts->file,
                      .sheet = reading->facts->sheet,
                      .row = reading->row->number};
    if (field != EH_FIELD_NONE && reading->facts->has[field]) {
        place.heading = reading->facts->heading[field];
        place.column = reading->facts->column[field];
    }
    const char *heading = field == EH_FIELD_NONE ? NULL : eh_field_heading(field);
    return eh_found_counter(reading->data->findings, code, place, 1, value, heading, NULL, counter);
}

eh_status eh_reading_found(eh_reading *reading, eh_code code, eh_field field, const char *value) {
    const eh_slice none = {NULL, 0};
    uint64_t *counter;
    if (!value && said_before(reading, code, field, none, false))
        return EH_OK;
    eh_status status = find_here(reading, code, field, value, &counter);
    if (status == EH_OK && !value)
        keep_said(reading, code, field, none, 0, counter);
    return status;
}

enum { LONGEST_VALUE = 120 };

/* A value as findings show it: never half a letter. */
static const char *shown(eh_slice value, char text[LONGEST_VALUE + 1]) {
    size_t length = value.length < LONGEST_VALUE ? value.length : LONGEST_VALUE;
    while (length < value.length && length > 0 && ((unsigned char)value.at[length] & 0xC0) == 0x80)
        length--;
    if (length)
        memcpy(text, value.at, length);
    text[length] = '\0';
    return text;
}

eh_status eh_reading_found_slice(eh_reading *reading, eh_code code, eh_field field, eh_slice value) {
    char text[LONGEST_VALUE + 1];
    return eh_reading_found(reading, code, field, shown(value, text));
}

uint32_t eh_reading_value(eh_reading *reading, eh_field field, bool *added) {
    eh_index **index = &reading->data->values[field];
    *added = false;
    if (!*index) {
        *index = eh_index_new();
        if (!*index || eh_index_add(*index, EH_SLICE(""), NULL) != 0) {
            eh_index_free(*index);
            *index = NULL;
            return EH_INDEX_NONE;
        }
        *added = true; /* number 0 is new too: its answer has to be kept */
    }
    eh_slice text = eh_reading_text(reading, field);
    if (text.length == 0)
        return 0;
    /* A worksheet can show one text of a megabyte in each of its cells: none may cost more than it can matter. */
    size_t whole = text.length;
    text.length = whole < EH_LIMIT_VALUE ? whole : EH_LIMIT_VALUE;
    while (text.length < whole && ((unsigned char)text.at[text.length] & 0xC0) == 0x80)
        text.length--;
    return eh_index_add(*index, text, added);
}

eh_status eh_reading_identifier(eh_reading *reading, eh_field field, eh_identifier *identifier) {
    return eh_identifier_make(reading->data->identifiers, eh_reading_text(reading, field), identifier);
}

static eh_date_reading read_date_cell(const eh_reading *reading, const eh_cell *cell, eh_date *date) {
    if (cell->type == EH_CELL_NUMBER && reading->facts->system_1904) {
        eh_fraction serial;
        *date = EH_NO_DATE;
        if (eh_decimal_read(cell->text, &serial) && serial.numerator >= 0 &&
            serial.numerator / serial.denominator <= EH_LIMIT_COUNT)
            *date = eh_date_from_serial((int64_t)(serial.numerator / serial.denominator), true);
        if (*date != EH_NO_DATE)
            return EH_DATE_READ; /* else perhaps 20250331 */
    }
    return eh_date_read(cell->text, date);
}

eh_status eh_reading_date(eh_reading *reading, eh_field field, eh_date *date) {
    const eh_cell cell = eh_reading_cell(reading, field);
    *date = EH_NO_DATE;
    switch (read_date_cell(reading, &cell, date)) {
    case EH_DATE_BLANK:
    case EH_DATE_READ:
        return EH_OK;
    case EH_DATE_IMPOSSIBLE: {
        *date = EH_NO_DATE;
        eh_status status = eh_reading_found(reading, EH_F_DATES_PERHAPS_MONTH_FIRST, field, NULL);
        return status != EH_OK ? status : eh_reading_found(reading, EH_F_UNREADABLE_DATE, field, NULL);
    }
    case EH_DATE_UNREADABLE:
        break;
    }
    *date = EH_NO_DATE;
    return eh_reading_found(reading, EH_F_UNREADABLE_DATE, field, NULL);
}

bool eh_reading_date_of(const eh_reading *reading, eh_field field, eh_slice text, eh_date *date) {
    *date = EH_NO_DATE;
    if (text.length == 0)
        return true;
    if (reading->row->cells && reading->facts->system_1904 &&
        reading->row->cells[reading->column[field]].type == EH_CELL_NUMBER)
        return false;
    return eh_date_read(text, date) <= EH_DATE_READ;
}

int eh_reading_year(const eh_reading *reading, eh_field field) {
    eh_slice text = eh_reading_text(reading, field);
    enum { NEAR = 3 }; /* bytes between the years of "2024/25": a stroke, a dash of UTF-8, or a stroke between spaces */
    int year = 0, found = 0;
    size_t digits = 0, end = 0;
    for (size_t i = 0; i <= text.length; i++) {
        bool digit = i < text.length && text.at[i] >= '0' && text.at[i] <= '9';
        if (digit) {
            year = digits < 8 ? year * 10 + (text.at[i] - '0') : 0;
            digits++;
            continue;
        }
        if (digits == 4 && year >= 1990 && year <= 2100) {
            found = year;
            end = i;
        } else if (digits == 2 && found && (found + 1) % 100 == year && i - digits - end <= NEAR)
            found++;
        year = 0;
        digits = 0;
    }
    return found;
}

static eh_status keep_answer(eh_dataset *data, eh_field field, uint32_t number, bool ethnic) {
    while (data->answers[field].count <= number) {
        eh_slice value = eh_dataset_value(data, field, (uint32_t)data->answers[field].count);
        eh_value_answer answer = {0};
        if (ethnic)
            answer.ethnicity = eh_ethnicity_of(data->catalogue, value);
        else
            answer.disability = eh_disability_of(data->catalogue, value);
        if (!EH_PUSH(data->answers[field], answer))
            return EH_NOMEM;
    }
    return EH_OK;
}

eh_status eh_reading_group(eh_reading *reading, eh_field field, bool ethnic, uint32_t *value, bool *plain) {
    eh_dataset *data = reading->data;
    bool added;
    *value = eh_reading_value(reading, field, &added);
    if (*value == EH_INDEX_NONE)
        return EH_NOMEM;
    eh_status status = added ? keep_answer(data, field, *value, ethnic) : EH_OK;
    if (status != EH_OK)
        return status;
    const eh_value_answer *answer = &data->answers[field].at[*value];
    *plain = ethnic ? answer->ethnicity.known != EH_UNMAPPED
                    : answer->disability.known != EH_UNMAPPED && !answer->disability.by_condition;
    return EH_OK;
}

static eh_status read_group(eh_reading *reading, eh_field field, bool ethnic, uint32_t *value) {
    bool plain;
    eh_status status = eh_reading_group(reading, field, ethnic, value, &plain);
    if (status != EH_OK || plain)
        return status;
    const eh_value_answer *answer = &reading->data->answers[field].at[*value];
    if (!ethnic && answer->disability.known != EH_UNMAPPED)
        return eh_reading_found(reading, EH_F_DISABILITY_BY_CONDITION, field, NULL);
    return eh_reading_unknown(reading, EH_F_UNKNOWN_VALUE_GROUP, field, eh_reading_text(reading, field));
}

eh_status eh_reading_groups(eh_reading *reading, eh_field ethnic, eh_field disability, uint32_t *ethnicity_value,
                            uint32_t *disability_value) {
    eh_status status = read_group(reading, ethnic, true, ethnicity_value);
    return status != EH_OK ? status : read_group(reading, disability, false, disability_value);
}

eh_known eh_reading_is_yes(const eh_reading *reading, eh_field field, bool *yes) {
    const eh_cell cell = eh_reading_cell(reading, field);
    *yes = false;
    eh_known known = eh_yes_no_of(reading->data->catalogue, field, cell.text, yes);
    if (known == EH_UNMAPPED && cell.type == EH_CELL_NUMBER && reading->facts->system_1904) {
        /* a stage may be a date, and a date may be a bare number: any will do */
        eh_date date;
        if (read_date_cell(reading, &cell, &date) == EH_DATE_READ)
            known = eh_yes_no_of(reading->data->catalogue, field, EH_SLICE("2000-01-01"), yes);
    }
    return known;
}

eh_status eh_reading_yes(eh_reading *reading, eh_field field, bool *yes, bool *blank) {
    eh_known known = eh_reading_is_yes(reading, field, yes);
    if (blank)
        *blank = known != EH_STATED;
    return known == EH_UNMAPPED
               ? eh_reading_unknown(reading, EH_F_UNKNOWN_VALUE, field, eh_reading_text(reading, field))
               : EH_OK;
}

/* *place: of the value among the unknown ones, plus one; 0 when there are too many. */
static eh_status note_unknown(eh_dataset *data, eh_field field, eh_slice value, uint32_t *place) {
    char key[EH_FOLD_ROOM + 4];
    key[0] = (char)(field & 0x7F);
    key[1] = (char)(field >> 7);
    size_t length = 2 + eh_fold(value, key + 2, EH_FOLD_ROOM);
    bool added;
    uint32_t number = eh_index_find(data->unknown_keys, (eh_slice){key, length});
    *place = 0;
    if (number == EH_INDEX_NONE && eh_index_count(data->unknown_keys) >= EH_LIMIT_VALUES)
        return EH_OK;
    number = eh_index_add(data->unknown_keys, (eh_slice){key, length}, &added);
    if (number == EH_INDEX_NONE)
        return EH_NOMEM;
    if (added) {
        char *text = eh_arena_slice(data->arena, value.at, value.length);
        if (!text || !EH_PUSH(data->unknown, ((eh_unknown_value){field, text, 0})))
            return EH_NOMEM;
    }
    data->unknown.at[number].count++;
    *place = number + 1;
    return EH_OK;
}

eh_status eh_reading_unknown(eh_reading *reading, eh_code code, eh_field field, eh_slice value) {
    char text[LONGEST_VALUE + 1];
    uint32_t place;
    uint64_t *counter;
    if (said_before(reading, code, field, value, true))
        return EH_OK;
    eh_status status = note_unknown(reading->data, field, value, &place);
    if (status == EH_OK)
        status = find_here(reading, code, field, shown(value, text), &counter);
    if (status == EH_OK && place)
        keep_said(reading, code, field, value, place, counter);
    return status;
}
