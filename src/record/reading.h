/* Reading one table into the dataset: what the files of this room share. */
#ifndef EH_RECORD_READING_H
#define EH_RECORD_READING_H

#include "record/dataset.h"

/* A table being read. Column positions are 0-based; a field that has no column has EH_NO_COLUMN. */
#define EH_NO_COLUMN UINT32_MAX
/* A finding that rows gave before, so that what every row gives costs little. */
typedef struct eh_said {
    uint64_t *counter; /* of the finding; NULL: nothing kept here */
    uint32_t code, field, organisation;
    uint32_t unknown; /* place in the dataset's unknown values, plus one; 0 for none */
    uint32_t length;
    char value[64];
} eh_said;
enum { EH_SAID = 64 };

typedef struct eh_reading {
    eh_dataset *data;
    eh_source_facts *facts;
    eh_kind kind;
    uint16_t source;
    uint32_t column[EH_FIELD_COUNT];
    const eh_row *row;
    uint32_t organisation;         /* of the row */
    const char *organisation_code; /* its code, or "" */
    eh_said said[EH_SAID];
} eh_reading;

/* Turns one row into a record of its kind. One function a kind. */
typedef eh_status eh_record_reader(eh_reading *reading);
eh_record_reader eh_read_staff, eh_read_applicant, eh_read_case, eh_read_training, eh_read_board, eh_read_survey,
    eh_read_counts, eh_read_answer;

/* The cell of a field: blank when the column is absent, the row too short, or the cell an error. */
eh_cell eh_reading_cell(const eh_reading *reading, eh_field field);
eh_slice eh_reading_text(const eh_reading *reading, eh_field field);

/* A finding at the row and a field's column. `value` as in eh_found. */
eh_status eh_reading_found(eh_reading *reading, eh_code code, eh_field field, const char *value);
eh_status eh_reading_found_slice(eh_reading *reading, eh_code code, eh_field field, eh_slice value);

/* The number of a field's value; 0 for a blank. EH_INDEX_NONE when out of memory. */
uint32_t eh_reading_value(eh_reading *reading, eh_field field, bool *added);
/* The identifier in a field; EH_NO_IDENTIFIER for a blank. */
eh_status eh_reading_identifier(eh_reading *reading, eh_field field, eh_identifier *identifier);
/* The day in a date column, EH_NO_DATE for none; unreadable and impossible ones are findings. */
eh_status eh_reading_date(eh_reading *reading, eh_field field, eh_date *date);
/* The same of the text in the column, without saying anything: false for what is to be said something about, and where more than the text is needed. */
bool eh_reading_date_of(const eh_reading *reading, eh_field field, eh_slice text, eh_date *date);
/* A year ("2025", "2024/25" and "2024-25" read as the later year); 0 for none. */
int eh_reading_year(const eh_reading *reading, eh_field field);
/* Value numbers of an ethnicity and a disability column, with the answers kept; unmapped ones are found and noted. */
eh_status eh_reading_groups(eh_reading *reading, eh_field ethnic, eh_field disability, uint32_t *ethnicity_value,
                            uint32_t *disability_value);
/* The parts of it that say nothing: one value with its answer kept; *plain when there is nothing to say about it. EH_OK or EH_NOMEM. */
eh_status eh_reading_group(eh_reading *reading, eh_field field, bool ethnic, uint32_t *value, bool *plain);
/* What a cell for yes and no says, without saying anything. */
eh_known eh_reading_is_yes(const eh_reading *reading, eh_field field, bool *yes);
/* Yes or no; an unrecognised value is found, noted and read as no. *blank may be NULL. */
eh_status eh_reading_yes(eh_reading *reading, eh_field field, bool *yes, bool *blank);
/* Notes a value that no vocabulary knows, for mapping-todo.csv and as a finding of `code`. */
eh_status eh_reading_unknown(eh_reading *reading, eh_code code, eh_field field, eh_slice value);

/* Whether a heading is the field's own, folded, and no synonym. */
bool eh_is_plain_heading(eh_field field, eh_slice heading);

/* Keeps the row in the dataset's trail, which there must be; `records_before`: eh_dataset_records before it was read. */
eh_status eh_trail_note(eh_reading *reading, size_t records_before);

/* How well a row would do as headings: of the kind whose required columns are all there and which most columns fit. */
typedef struct eh_heading_fit {
    eh_kind kind;
    bool complete; /* all required columns are there */
    unsigned matched;
    int score;                         /* 0 for none */
    const struct eh_shape_kind *shape; /* no headings but how a file of another shape begins, see shape.h; else NULL */
} eh_heading_fit;
eh_heading_fit eh_headings_fit(const eh_catalogue *catalogue, const eh_row *row, const eh_kind *only);

/* Whether headings that were taken for one kind would do for another as well: all that the other requires is there, with columns of its own; or more columns are
 * fields of the other, and what the first requires the other knows too. */
bool eh_headings_unclear(const eh_catalogue *catalogue, const eh_row *row, const eh_heading_fit *chosen,
                         eh_kind *other);

/* Matches the columns of the heading row; records them in the facts. */
eh_status eh_headings_match(eh_reading *reading, const eh_row *row);

#endif
