/* What happened to a person on a day: a case of employee relations, an event of training (rules.md sections 4 and 5). */
#include <string.h>

#include "record/reading.h"

/* Yes, no, blank or no column; a value that is not understood is found and reads as blank. */
static eh_status read_mark(eh_reading *reading, eh_field field, uint8_t *mark) {
    bool yes, blank;
    *mark = EH_MARK_NO_COLUMN;
    if (!reading->facts->has[field])
        return EH_OK;
    eh_status status = eh_reading_yes(reading, field, &yes, &blank);
    *mark = blank ? EH_MARK_BLANK : yes ? EH_MARK_YES : EH_MARK_NO;
    return status;
}

static eh_status read_case_type(eh_reading *reading, uint8_t *type) {
    eh_slice text = eh_reading_text(reading, EH_CASES_CASE_TYPE);
    eh_case_type read = EH_CASE_OTHER;
    eh_known known = eh_case_type_of(reading->data->catalogue, text, &read);
    *type = known == EH_STATED ? (uint8_t)read : (uint8_t)EH_CASE_OTHER;
    if (known == EH_BLANK)
        return eh_reading_found(reading, EH_F_BLANK_CASE_TYPE, EH_CASES_CASE_TYPE, NULL);
    return known == EH_UNMAPPED ? eh_reading_unknown(reading, EH_F_UNKNOWN_CASE_TYPE, EH_CASES_CASE_TYPE, text) : EH_OK;
}

static eh_status read_grounds(eh_reading *reading, eh_event_row *row) {
    eh_slice text = eh_reading_text(reading, EH_CASES_GROUNDS);
    eh_known known = eh_grounds_of(reading->data->catalogue, text, &row->ill_health);
    row->grounds_blank = known != EH_STATED;
    if (known != EH_STATED)
        row->ill_health = false;
    if (known == EH_UNMAPPED && row->type == EH_CASE_CAPABILITY)
        return eh_reading_unknown(reading, EH_F_UNKNOWN_GROUNDS, EH_CASES_GROUNDS, text);
    return EH_OK;
}

static eh_status read_event(eh_reading *reading, eh_field employee, eh_field date, eh_field ethnic, eh_field disability,
                            eh_event_row *row) {
    eh_status status;
    row->organisation = reading->organisation;
    row->row = (uint32_t)reading->row->number;
    row->source = reading->source;
    status = eh_reading_identifier(reading, employee, &row->employee);
    if (status == EH_OK)
        status = eh_identifier_base(reading->data->identifiers, row->employee, &row->base);
    if (status == EH_OK)
        status = eh_reading_date(reading, date, &row->date);
    if (status == EH_OK)
        status = eh_reading_groups(reading, ethnic, disability, &row->ethnicity, &row->disability);
    return status;
}

eh_status eh_read_case(eh_reading *reading) {
    eh_event_row row = {0};
    eh_status status = read_event(reading, EH_CASES_EMPLOYEE_NUMBER, EH_CASES_DATE_OPENED, EH_CASES_ETHNIC_ORIGIN,
                                  EH_CASES_DISABILITY, &row);
    if (status == EH_OK)
        status = read_case_type(reading, &row.type);
    if (status == EH_OK)
        status = read_mark(reading, EH_CASES_FORMAL, &row.mark);
    if (status == EH_OK)
        status = read_grounds(reading, &row);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->cases, row) ? EH_OK : EH_NOMEM;
}

/* Whether the name of a course is that of a competence whose framework says what it is: "NHS|CSTF|Fire Safety - 2 Years|". */
static bool is_competence(const eh_reading *reading) {
    eh_slice course = eh_reading_text(reading, EH_TRAINING_COURSE);
    bool yes;
    return course.length && memchr(course.at, '|', course.length) != NULL &&
           eh_yes_no_of(reading->data->catalogue, EH_TRAINING_MANDATORY, course, &yes) == EH_STATED;
}

/* What the name of a course would say of it, as a mark of training (which counts when it is not mandatory). */
static uint8_t named_mark(const eh_reading *reading) {
    bool yes;
    eh_slice course = eh_reading_text(reading, EH_TRAINING_COURSE);
    if (eh_yes_no_of(reading->data->catalogue, EH_TRAINING_MANDATORY, course, &yes) != EH_STATED)
        return EH_MARK_NAMED_BLANK;
    return yes ? EH_MARK_NAMED_NO : EH_MARK_NAMED_YES;
}

/* What names said of the rows of this extract so far is their mark, so that the order of rows does not matter. */
static void let_names_count(eh_reading *reading) {
    static const uint8_t counts[] = {
        [EH_MARK_NAMED_YES] = EH_MARK_YES, [EH_MARK_NAMED_NO] = EH_MARK_NO, [EH_MARK_NAMED_BLANK] = EH_MARK_BLANK};
    for (size_t i = reading->data->training.count; i-- > 0;) {
        eh_event_row *row = &reading->data->training.at[i];
        if (row->source != reading->source)
            break;
        if (row->mark >= EH_MARK_NAMED_YES)
            row->mark = counts[row->mark];
    }
}

/* Where no column of its own says what is mandatory, the names of competences do, "NHS|CSTF|Fire Safety - 2 Years|": by their framework. */
static void take_names_for_marks(eh_reading *reading) {
    eh_source_facts *facts = reading->facts;
    if (facts->has[EH_TRAINING_MANDATORY] || !is_competence(reading))
        return;
    facts->has[EH_TRAINING_MANDATORY] = true;
    facts->heading[EH_TRAINING_MANDATORY] = facts->heading[EH_TRAINING_COURSE];
    facts->column[EH_TRAINING_MANDATORY] = facts->column[EH_TRAINING_COURSE];
    reading->column[EH_TRAINING_MANDATORY] = reading->column[EH_TRAINING_COURSE];
    let_names_count(reading);
}

/* A mandatory framework makes a competence so whatever an Essential mark beside it says (that is of the post, not of the competence), and another
 * framework speaks where the mark says nothing. A column that is plainly Mandatory stands for itself. */
static void read_framework(const eh_reading *reading, uint8_t *mark) {
    bool yes;
    const char *heading = reading->facts->heading[EH_TRAINING_MANDATORY];
    if (*mark >= EH_MARK_NO_COLUMN || eh_is_plain_heading(EH_TRAINING_MANDATORY, eh_slice_of(heading)) ||
        !is_competence(reading))
        return;
    if (eh_yes_no_of(reading->data->catalogue, EH_TRAINING_MANDATORY, eh_reading_text(reading, EH_TRAINING_COURSE),
                     &yes) == EH_STATED &&
        yes)
        *mark = EH_MARK_YES;
    else if (*mark == EH_MARK_BLANK)
        *mark = EH_MARK_NO;
}

eh_status eh_read_training(eh_reading *reading) {
    eh_event_row row = {0};
    if (!reading->facts->has[EH_TRAINING_EMPLOYEE_NUMBER] && is_competence(reading)) {
        eh_status told = eh_reading_found(reading, EH_F_COMPETENCES_WITHOUT_PEOPLE, EH_FIELD_NONE, NULL);
        return told == EH_OK ? EH_BAD : told;
    }
    take_names_for_marks(reading);
    eh_status status = read_event(reading, EH_TRAINING_EMPLOYEE_NUMBER, EH_TRAINING_DATE_COMPLETED,
                                  EH_TRAINING_ETHNIC_ORIGIN, EH_TRAINING_DISABILITY, &row);
    if (status == EH_OK)
        status = read_mark(reading, EH_TRAINING_MANDATORY, &row.mark);
    if (row.mark == EH_MARK_NO_COLUMN)
        row.mark = named_mark(reading);
    read_framework(reading, &row.mark);
    if (row.mark == EH_MARK_YES || row.mark == EH_MARK_NO) /* what counts is training that is not mandatory */
        row.mark = row.mark == EH_MARK_YES ? EH_MARK_NO : EH_MARK_YES;
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->training, row) ? EH_OK : EH_NOMEM;
}
