#include "indicator/details.h"

#include <string.h>

#include "indicator/breakdowns.h"

/* A list of details being made; out of memory is sticky. */
typedef struct making {
    eh_return *ret;
    size_t room;
    bool failed;
} making;

static eh_detail *add(making *m, const char *prefix, const char *name, eh_unit unit) {
    eh_return *ret = m->ret;
    if (m->failed)
        return NULL;
    if (ret->detail_count == m->room) {
        size_t room = m->room ? m->room * 2 : 64;
        eh_detail *grown = eh_arena_alloc(ret->arena, room * sizeof *grown);
        m->failed = !grown;
        if (m->failed)
            return NULL;
        if (ret->detail_count)
            memcpy(grown, ret->details, ret->detail_count * sizeof *grown);
        ret->details = grown;
        m->room = room;
    }
    char *whole = eh_arena_alloc(ret->arena, strlen(prefix) + strlen(name) + 1);
    m->failed = !whole;
    if (m->failed)
        return NULL;
    memcpy(whole, prefix, strlen(prefix));
    memcpy(whole + strlen(prefix), name, strlen(name) + 1);
    eh_detail *detail = &ret->details[ret->detail_count++];
    *detail = (eh_detail){.name = whole, .group = "", .unit = unit, .value = eh_value_missing(EH_UNDEFINED)};
    return detail;
}

static void add_fraction(making *m, const char *prefix, const char *name, eh_unit unit, eh_fraction value,
                         unsigned decimals) {
    char display[EH_FRACTION_ROOM];
    eh_detail *detail = add(m, prefix, name, unit);
    if (!detail || !eh_fraction_defined(value))
        return;
    eh_fraction_display(value, decimals, display);
    detail->value.missing = EH_PRESENT;
    detail->value.value = eh_fraction_double(value);
    detail->value.display = eh_arena_text(m->ret->arena, display);
    m->failed = !detail->value.display;
}

static void add_count(making *m, const char *prefix, const char *name, uint64_t count) {
    add_fraction(m, prefix, name, EH_HEADCOUNT, eh_fraction_make((eh_wide)count, 1), 0);
}

static eh_fraction percent(eh_wide part, eh_wide whole) {
    return eh_fraction_make(part * 100, whole);
}

/* ---- how many said what they are ---- */

static int64_t in_group(const eh_tally *tally, unsigned group) {
    int64_t sum = 0;
    for (unsigned c = 0; c <= EH_COUNT_UNPLACED; c++)
        if (c != EH_COUNT_SENIOR_MEDICAL)
            sum += tally->count[c][group];
    return sum;
}

static void add_declarations(making *m, const eh_tally *tally) {
    int64_t stated = in_group(tally, 0) + in_group(tally, 1);
    int64_t all = stated + in_group(tally, EH_UNKNOWN);
    add_count(m, "declaration.", "stated", (uint64_t)stated);
    add_count(m, "declaration.", "declined", (uint64_t)tally->unknown_declined);
    add_count(m, "declaration.", "not-held", (uint64_t)tally->unknown_blank);
    add_count(m, "declaration.", "not-recognised", (uint64_t)tally->unknown_unmapped);
    add_fraction(m, "declaration.", "stated-percentage", EH_PERCENT, percent(stated, all), 1);
    add_fraction(m, "declaration.", "declined-percentage", EH_PERCENT, percent(tally->unknown_declined, all), 1);
    add_fraction(m, "declaration.", "not-held-percentage", EH_PERCENT, percent(tally->unknown_blank, all), 1);
}

static void add_drops(making *m, const eh_workforce *w) {
    add_count(m, "assignments.", "kept", w->assignments[EH_KEPT]);
    add_count(m, "assignments.", "folded-in", w->folded_in);
    for (unsigned d = EH_DROP_NOT_STARTED; d < EH_DROP_LIMIT; d++) {
        if (d >= EH_DROP_CATEGORY && !w->edition->dropped[d - EH_DROP_CATEGORY])
            break;
        add_count(m, "dropped-assignments.", eh_drop_name(w->edition, d), w->assignments[d]);
        add_count(m, "dropped-people.", eh_drop_name(w->edition, d), w->people[d]);
    }
}

/* ---- the survey's disability rate against the record's ---- */

/* From the first survey item that gives the respondents of both groups. */
static void add_survey_gap(making *m, const eh_tallying *t, const eh_givens *givens) {
    const eh_edition *edition = t->edition;
    for (unsigned i = 0; i < edition->item_count; i++) {
        const eh_given *first = eh_given_at(givens->survey, i, 0), *second = eh_given_at(givens->survey, i, 1);
        if (edition->items[i].groups < 2 || !first->there || !second->there || first->respondents < 0 ||
            second->respondents < 0 || first->respondents + second->respondents == 0)
            continue;
        int64_t all = in_group(t->tally, 0) + in_group(t->tally, 1) + in_group(t->tally, EH_UNKNOWN);
        eh_fraction survey = percent(first->respondents, first->respondents + second->respondents);
        eh_fraction record = percent(in_group(t->tally, 0), all);
        add_fraction(m, "survey-gap.", "survey-percentage", EH_PERCENT, survey, 1);
        add_fraction(m, "survey-gap.", "record-percentage", EH_PERCENT, record, 1);
        add_fraction(m, "survey-gap.", "difference", EH_POINTS, eh_fraction_subtract(survey, record), 1);
        return;
    }
}

/* ---- answers that are no items: board lead, date of sign-off ---- */

/* "Board lead" as "board-lead": a name that the submission can carry. */
static void name_of(const char *item, char name[EH_FOLD_ROOM]) {
    size_t n = 0;
    for (; *item && n < EH_FOLD_ROOM - 1; item++) {
        char c = *item >= 'A' && *item <= 'Z' ? (char)(*item - 'A' + 'a') : *item;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')
            name[n++] = c;
        else if (n && name[n - 1] != '-')
            name[n++] = '-';
    }
    while (n && name[n - 1] == '-')
        n--;
    name[n] = '\0';
}

static void add_answer(making *m, const eh_figure_row *row) {
    char name[EH_FOLD_ROOM];
    name_of(row->item, name);
    eh_detail *detail = add(m, "answer.", name, EH_TEXT);
    if (!detail)
        return;
    detail->value.missing = EH_PRESENT;
    detail->value.display = eh_arena_text(m->ret->arena, row->answer);
    detail->value.text = eh_arena_text(m->ret->arena, row->text);
    m->failed = !detail->value.display || !detail->value.text;
}

static bool names_an_item(const eh_dataset *data, const eh_edition *edition, const char *item) {
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++) {
        const eh_edition *other = eh_edition_find(data->catalogue, s, edition->year);
        if (other && eh_item_loosely(other, item) >= 0)
            return true;
    }
    return false;
}

static void add_answers(making *m, const eh_tallying *t) {
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_ANSWERS);
    for (size_t i = 0; i < rows.count; i++) {
        const eh_figure_row *row = &t->data->answers_given.at[eh_some_row(&rows, i)];
        if (*row->item && *row->answer && (!row->year || row->year == t->edition->year) &&
            !names_an_item(t->data, t->edition, row->item))
            add_answer(m, row);
    }
}

eh_status eh_details_fill(const eh_tallying *t, const eh_givens *givens, const char *by, eh_return *ret) {
    making m = {ret, 0, false};
    if (t->tally->has_workforce)
        add_declarations(&m, t->tally);
    if (t->workforce)
        add_drops(&m, t->workforce);
    if (t->tally->has_workforce && t->edition->standard == EH_WDES)
        add_survey_gap(&m, t, givens);
    add_answers(&m, t);
    if (t->data->figures_alone)
        return m.failed ? EH_NOMEM : EH_OK;
    eh_breakdowns breakdowns = {t, ret, by, m.failed};
    eh_breakdowns_ethnic(&breakdowns);
    eh_breakdowns_workforce(&breakdowns);
    eh_breakdowns_sex(&breakdowns);
    eh_breakdowns_recruitment(&breakdowns);
    return breakdowns.failed ? EH_NOMEM : EH_OK;
}
