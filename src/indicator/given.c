#include "indicator/given.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_RESPONDENTS = 11, HIGHEST_PERCENT = 100, HIGHEST_SCORE = 10 };

int eh_item_loosely(const eh_edition *edition, const char *text) {
    static const char *const endings[] = {"", ".percentage", ".score", ".action"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char id[64];
        size_t n = 0;
        for (const char *s = text; *s && n < sizeof id - 16; s++)
            id[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
        memcpy(id + n, endings[i], strlen(endings[i]) + 1);
        int item = eh_item_find(edition, eh_slice_of(id));
        if (item >= 0)
            return item;
    }
    return -1;
}

static eh_status found(const eh_tallying *t, eh_code code, const eh_figure_row *row, const char *value) {
    const eh_source_facts *source = &t->data->sources.at[row->source];
    eh_place place = {.organisation = t->code,
                      .standard = eh_standard_id(t->edition->standard),
                      .file = source->file,
                      .sheet = source->sheet,
                      .row = row->row};
    return eh_found(t->data->findings, code, place, 1, value, eh_kind_word(source->kind), NULL);
}

/* ---- the survey ---- */

/* Whether a row of a survey gives a percentage, as far as can be told: a figure that the edition does not know is one too. */
static bool gives_percentage(const eh_dataset *data, const eh_figure_row *row, int year) {
    const eh_edition *edition = eh_edition_find(data->catalogue, row->standard, year);
    int item = edition ? eh_item_loosely(edition, row->item) : -1;
    return eh_fraction_defined(row->value) && (item < 0 || edition->items[item].unit == EH_PERCENT);
}

void eh_givens_find_scales(eh_dataset *data, int year) {
    for (size_t i = 0; i < data->survey.count; i++) {
        const eh_figure_row *row = &data->survey.at[i];
        if (row->value.numerator > 0 && gives_percentage(data, row, year))
            data->sources.at[row->source].unscaled = true;
    }
    for (size_t i = 0; i < data->survey.count; i++) {
        const eh_figure_row *row = &data->survey.at[i];
        bool scaled = eh_fraction_defined(row->value) &&
                      (row->marked || eh_fraction_compare(row->value, eh_fraction_make(1, 1)) > 0);
        if (scaled && gives_percentage(data, row, year))
            data->sources.at[row->source].unscaled = false;
    }
}

/* A score of everybody goes to the item that has no groups. */
static int everybody(const eh_tallying *t, int item, const char *group) {
    const eh_edition *edition = t->edition;
    if (!eh_means_everybody(t->data->catalogue, eh_slice_of(group)))
        return -1;
    for (unsigned i = 0; i < edition->item_count; i++)
        if (edition->items[i].groups == 0 && edition->items[i].operation == EH_OP_SURVEY &&
            edition->items[i].unit == edition->items[item].unit)
            return (int)i;
    return -1;
}

/* The item and group of a row whose item may come from `operation` alone (or from anything but an answer, when it is COUNT); false after a finding. */
static bool find_subject(const eh_tallying *t, const eh_figure_row *row, bool survey, int *item, unsigned *group,
                         eh_status *status) {
    *item = eh_item_loosely(t->edition, row->item);
    *group = 0;
    *status = EH_OK;
    const eh_item *found_item = *item < 0 ? NULL : &t->edition->items[*item];
    if (!found_item || found_item->operation == EH_OP_ANSWER || (survey && found_item->operation != EH_OP_SURVEY)) {
        *status = found(t, EH_F_UNKNOWN_ITEM, row, row->item);
        return false;
    }
    if (found_item->groups == 0)
        return true;
    int all = everybody(t, *item, row->group);
    if (all >= 0) {
        *item = all;
        return true;
    }
    if (eh_group_read(t->edition->standard, eh_slice_of(row->group), group) && *group < found_item->groups)
        return true;
    *status = found(t, EH_F_UNKNOWN_GROUP, row, row->group);
    return false;
}

static bool within(const eh_item *item, eh_fraction value) {
    int64_t highest = item->unit == EH_SCORE ? HIGHEST_SCORE : HIGHEST_PERCENT;
    return value.numerator >= 0 && eh_fraction_compare(value, eh_fraction_make(highest, 1)) <= 0;
}

static eh_status take_survey_row(const eh_tallying *t, const eh_figure_row *row, eh_givens *givens) {
    int item;
    unsigned group;
    eh_status status;
    if (!find_subject(t, row, true, &item, &group, &status))
        return status;
    const eh_item *about = &t->edition->items[item];
    if (!eh_fraction_defined(row->value))
        return EH_OK; /* found when it was read */
    if (t->data->sources.at[row->source].unscaled && about->unit == EH_PERCENT)
        return found(t, EH_F_SURVEY_SCALE, row, NULL);
    if (!within(about, row->value))
        return found(t, EH_F_SURVEY_RANGE, row, NULL);
    eh_given *given = eh_given_at(givens->survey, (unsigned)item, group);
    if (given->there)
        return found(t, EH_F_DUPLICATE_FIGURE, row, NULL);
    *given = (eh_given){.there = true, .value = row->value, .respondents = row->respondents};
    t->tally->used[row->source]++;
    return row->respondents >= 0 && row->respondents < FEWEST_RESPONDENTS ? found(t, EH_F_SURVEY_SMALL_GROUP, row, NULL)
                                                                          : EH_OK;
}

static eh_status gather_survey(const eh_tallying *t, eh_givens *givens) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_SURVEY);
    for (size_t i = 0; i < rows.count; i++) {
        const eh_figure_row *row = &t->data->survey.at[eh_some_row(&rows, i)];
        if (row->standard != t->edition->standard)
            continue;
        bool other = row->year && row->year != t->edition->survey_year;
        if (other && t->data->sources.at[row->source].many_years)
            continue;
        eh_status status = other ? found(t, EH_F_OTHER_SURVEY_YEAR, row, NULL) : take_survey_row(t, row, givens);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

/* ---- counts ---- */

/* Whether an item can be this figure: counts are whole but for averages of two years, and what a survey gives keeps to its scale. */
static bool possible(const eh_edition *edition, const eh_item *item, eh_fraction value) {
    if (item->unit == EH_POINTS)
        return true;
    if (item->operation == EH_OP_SURVEY)
        return within(item, value);
    if (value.numerator < 0 || eh_fraction_compare(value, eh_fraction_make(EH_LIMIT_COUNT, 1)) > 0)
        return false;
    unsigned years = item->operation == EH_OP_COUNT ? eh_counter_years(edition, eh_counter_find(item->counter)) : 1;
    return item->unit != EH_HEADCOUNT || (eh_wide)years % value.denominator == 0;
}

static eh_status take_count(const eh_tallying *t, const eh_figure_row *row, eh_givens *givens) {
    int item;
    unsigned group;
    eh_status status;
    if (row->year && row->year != t->edition->year)
        return found(t, EH_F_OTHER_EDITION, row, NULL);
    if (!find_subject(t, row, false, &item, &group, &status) || !eh_fraction_defined(row->value))
        return status;
    if (!possible(t->edition, &t->edition->items[item], row->value))
        return found(t, EH_F_NEGATIVE_OR_HUGE, row, NULL);
    eh_given *given = eh_given_at(givens->counts, (unsigned)item, group);
    if (given->there)
        return found(t, EH_F_DUPLICATE_FIGURE, row, NULL);
    *given = (eh_given){.there = true, .value = row->value, .respondents = -1};
    t->tally->used[row->source]++;
    return EH_OK;
}

/* ---- answers ---- */

static eh_status take_answer(const eh_tallying *t, const eh_figure_row *row, eh_givens *givens) {
    int item = eh_item_loosely(t->edition, row->item);
    bool yes;
    if (item < 0 || t->edition->items[item].operation != EH_OP_ANSWER)
        return EH_OK; /* of the other standard, or an answer beyond the items: kept as a detail */
    if (row->year && row->year != t->edition->year)
        return found(t, EH_F_OTHER_EDITION, row, NULL);
    eh_given *given = eh_given_at(givens->answers, (unsigned)item, 0);
    if (given->there)
        return found(t, EH_F_DUPLICATE_FIGURE, row, NULL);
    if (eh_yes_no_of(t->data->catalogue, EH_ANSWERS_ANSWER, eh_slice_of(row->answer), &yes) != EH_STATED)
        return found(t, EH_F_OTHER_ANSWER, row, NULL);
    *given = (eh_given){.there = true, .respondents = -1, .answer = yes ? "Yes" : "No", .text = row->text};
    t->tally->used[row->source]++;
    return EH_OK;
}

eh_status eh_givens_make(const eh_tallying *t, eh_givens *givens) {
    size_t room = (size_t)t->edition->item_count * EH_GROUPS + 1;
    *givens =
        (eh_givens){calloc(room, sizeof(eh_given)), calloc(room, sizeof(eh_given)), calloc(room, sizeof(eh_given))};
    if (!givens->survey || !givens->counts || !givens->answers)
        return EH_NOMEM;
    eh_status status = gather_survey(t, givens);
    eh_some_rows counts = eh_tally_rows(t, EH_KIND_COUNTS), answers = eh_tally_rows(t, EH_KIND_ANSWERS);
    for (size_t i = 0; i < counts.count && status == EH_OK; i++)
        if (t->data->counts.at[eh_some_row(&counts, i)].standard == t->edition->standard)
            status = take_count(t, &t->data->counts.at[eh_some_row(&counts, i)], givens);
    for (size_t i = 0; i < answers.count && status == EH_OK; i++)
        status = take_answer(t, &t->data->answers_given.at[eh_some_row(&answers, i)], givens);
    return status;
}

void eh_givens_free(eh_givens *givens) {
    free(givens->survey);
    free(givens->counts);
    free(givens->answers);
    *givens = (eh_givens){0};
}
