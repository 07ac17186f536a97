/* Figures given as such: the survey's percentages, counts held only as totals, answers in words. */
#include "record/reading.h"

static eh_status keep_text(eh_reading *reading, eh_field field, const char **text) {
    eh_slice slice = eh_reading_text(reading, field);
    *text = eh_arena_slice(reading->data->arena, slice.at ? slice.at : "", slice.length);
    return *text ? EH_OK : EH_NOMEM;
}

/* Which figure a row is about: item, group, standard. A row of no known standard is found and left out by *skip. */
static eh_status read_subject(eh_reading *reading, eh_field standard, eh_field item, eh_field group, eh_figure_row *row,
                              bool *skip) {
    eh_slice text = eh_reading_text(reading, standard);
    row->organisation = reading->organisation;
    row->row = (uint32_t)reading->row->number;
    row->source = reading->source;
    row->respondents = -1;
    row->standard_known = eh_standard_read(text, &row->standard);
    *skip = !row->standard_known;
    eh_status status = keep_text(reading, item, &row->item);
    if (status == EH_OK)
        status = keep_text(reading, group, &row->group);
    if (status == EH_OK && *skip)
        status = eh_reading_found_slice(reading, EH_F_UNKNOWN_STANDARD, standard, text);
    return status;
}

/* A number that may be marked as a percentage, by a percent sign or by the cell's format. */
static eh_status read_figure(eh_reading *reading, eh_field field, eh_figure_row *row) {
    const eh_cell cell = eh_reading_cell(reading, field);
    eh_slice text = cell.text;
    row->value = (eh_fraction){0, 0};
    if (text.length == 0)
        return eh_reading_found(reading, EH_F_BLANK_FIGURE, field, NULL);
    if (text.at[text.length - 1] == '%') {
        row->marked = true;
        text = eh_trim((eh_slice){text.at, text.length - 1});
    }
    if (!eh_decimal_read(text, &row->value)) {
        row->value = (eh_fraction){0, 0};
        return eh_reading_found_slice(reading, EH_F_UNREADABLE_FIGURE, field, cell.text);
    }
    if (cell.type == EH_CELL_PERCENT) {
        row->marked = true;
        row->value = eh_fraction_multiply(row->value, eh_fraction_make(100, 1));
    }
    return EH_OK;
}

static eh_status read_respondents(eh_reading *reading, eh_figure_row *row) {
    eh_slice text = eh_reading_text(reading, EH_SURVEY_RESPONDENTS);
    eh_fraction value;
    if (text.length == 0)
        return EH_OK;
    if (!eh_decimal_read(text, &value) || value.numerator < 0 || value.numerator % value.denominator != 0 ||
        value.numerator / value.denominator > EH_LIMIT_COUNT)
        return eh_reading_found(reading, EH_F_UNREADABLE_NUMBER, EH_SURVEY_RESPONDENTS, NULL);
    row->respondents = (int64_t)(value.numerator / value.denominator);
    return EH_OK;
}

eh_status eh_read_survey(eh_reading *reading) {
    eh_figure_row row = {.year = eh_reading_year(reading, EH_SURVEY_SURVEY_YEAR)};
    bool skip;
    eh_status status = read_subject(reading, EH_SURVEY_STANDARD, EH_SURVEY_ITEM, EH_SURVEY_GROUP, &row, &skip);
    if (status != EH_OK || skip)
        return status;
    status = read_figure(reading, EH_SURVEY_PERCENTAGE, &row);
    if (status == EH_OK)
        status = read_respondents(reading, &row);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->survey, row) ? EH_OK : EH_NOMEM;
}

eh_status eh_read_counts(eh_reading *reading) {
    eh_figure_row row = {.year = eh_reading_year(reading, EH_COUNTS_EDITION)};
    bool skip;
    eh_status status = read_subject(reading, EH_COUNTS_STANDARD, EH_COUNTS_ITEM, EH_COUNTS_GROUP, &row, &skip);
    if (status != EH_OK || skip)
        return status;
    status = read_figure(reading, EH_COUNTS_VALUE, &row);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->counts, row) ? EH_OK : EH_NOMEM;
}

eh_status eh_read_answer(eh_reading *reading) {
    eh_figure_row row = {.organisation = reading->organisation,
                         .year = eh_reading_year(reading, EH_ANSWERS_EDITION),
                         .respondents = -1,
                         .row = (uint32_t)reading->row->number,
                         .source = reading->source};
    eh_status status = keep_text(reading, EH_ANSWERS_ITEM, &row.item);
    if (status == EH_OK)
        status = keep_text(reading, EH_ANSWERS_ANSWER, &row.answer);
    if (status == EH_OK)
        status = keep_text(reading, EH_ANSWERS_TEXT, &row.text);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->answers_given, row) ? EH_OK : EH_NOMEM;
}
