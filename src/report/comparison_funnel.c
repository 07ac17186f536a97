/* Recruitment stage by stage in a comparison: the rows that all its writers share, and the JSON. */
#include "report/comparison_funnel.h"

#include <math.h>
#include <string.h>

#include "report/breakdown_words.h"
#include "report/writer.h"

static const struct {
    const char *counts, *ratios; /* the breakdowns of a return */
} names[EH_FUNNELS] = {
    [EH_FUNNEL_ALL] = {"funnel", "funnel-ratios"},
    [EH_FUNNEL_AT_HOME] = {"funnel-without-international", "funnel-without-international-ratios"},
};

/* The steps that indicator/details_recruitment.c makes. */
static const char *const steps[EH_FUNNEL_STEPS] = {
    "applied-to-shortlisted", "applied-to-interviewed",   "applied-to-offered",       "shortlisted-to-interviewed",
    "shortlisted-to-offered", "interviewed-to-offered",   "interviewed-to-appointed", "offered-to-appointed",
    "applied-to-appointed",   "shortlisted-to-appointed",
};

const char *eh_funnel_step(unsigned step) {
    return steps[step];
}

/* ---- reading the returns ---- */

static const eh_breakdown *ratios_of(const eh_member *member, eh_funnel_kind funnel) {
    const eh_breakdown *ratios = eh_breakdown_find(member->ret, names[funnel].ratios, "");
    return ratios && ratios->missing == EH_PRESENT && ratios->rows > 0 ? ratios : NULL;
}

eh_missing eh_funnel_missing(const eh_member *member, eh_funnel_kind funnel) {
    const eh_breakdown *counts = eh_breakdown_find(member->ret, names[funnel].counts, "");
    if (ratios_of(member, funnel))
        return EH_PRESENT;
    return counts && counts->missing != EH_PRESENT ? counts->missing : EH_NOT_SUPPLIED;
}

static const eh_breakdown_row *row_of(const eh_breakdown *ratios, const char *step) {
    for (size_t i = 0; ratios && i < ratios->rows; i++)
        if (!*ratios->row[i].of && !strcmp(ratios->row[i].step, step))
            return &ratios->row[i];
    return NULL;
}

unsigned eh_funnel_steps(const eh_compared *side, eh_funnel_kind funnel, bool has[EH_FUNNEL_STEPS]) {
    unsigned count = 0;
    for (unsigned s = 0; s < EH_FUNNEL_STEPS; s++) {
        has[s] = false;
        for (size_t i = 0; i < side->member_count && !has[s]; i++)
            has[s] = row_of(ratios_of(&side->members[i], funnel), steps[s]) != NULL;
        count += has[s];
    }
    return count;
}

/* Whether a stage is where a step begins or ends. */
static bool is_end_of(const char *stage, const char *step) {
    static const char between[] = "-to-";
    const char *to = strstr(step, between);
    if (!to)
        return false;
    size_t length = (size_t)(to - step);
    return (strlen(stage) == length && !strncmp(stage, step, length)) || !strcmp(to + sizeof between - 1, stage);
}

/* Why a return that holds the funnel has no ratio of a step. */
static eh_missing step_missing(const eh_member *member, eh_funnel_kind funnel, const char *step) {
    const eh_breakdown *counts = eh_breakdown_find(member->ret, names[funnel].counts, "");
    for (unsigned c = 0; counts && counts->rows > 0 && c < counts->columns; c++)
        if (is_end_of(counts->column[c], step) && counts->row[0].cell[c].missing != EH_PRESENT)
            return counts->row[0].cell[c].missing;
    return EH_NOT_APPLICABLE;
}

static eh_value value_of(const eh_member *member, eh_funnel_kind funnel, const char *step) {
    const eh_breakdown *ratios = ratios_of(member, funnel);
    const eh_breakdown_row *row = row_of(ratios, step);
    if (!ratios)
        return eh_value_missing(eh_funnel_missing(member, funnel));
    return row ? eh_breakdown_ratio(ratios, row) : eh_value_missing(step_missing(member, funnel, step));
}

/* ---- rows ---- */

bool eh_comparison_funnel_rows(const eh_compared *side, eh_funnel_kind funnel,
                               void (*take)(void *context, const eh_funnel_row *row), void *context) {
    enum { PLACES = 2 };
    bool has[EH_FUNNEL_STEPS], failed = false;
    eh_buffer id = {0}, display = {0};
    eh_funnel_steps(side, funnel, has);
    for (size_t i = 0; i < side->member_count; i++)
        for (unsigned s = 0; s < EH_FUNNEL_STEPS && !failed; s++) {
            if (!has[s])
                continue;
            eh_value value = value_of(&side->members[i], funnel, steps[s]);
            id.length = display.length = 0;
            eh_buffer_format(&id, "%s.%s", names[funnel].counts, steps[s]);
            eh_words_number(&display, value.value, PLACES);
            failed = id.failed || display.failed;
            if (failed)
                continue;
            if (value.missing == EH_PRESENT)
                value.display = eh_buffer_words(&display);
            const eh_item item = {
                .id = id.data, .indicator = "recruitment", .label = "", .unit = EH_RATIO, .decimals = PLACES};
            take(context, &(eh_funnel_row){.step = steps[s],
                                           .figure = {.side = side,
                                                      .item = &item,
                                                      .member = &side->members[i],
                                                      .value = &value,
                                                      .against = (double)NAN}});
        }
    eh_buffer_free(&id);
    eh_buffer_free(&display);
    return !failed;
}

/* ---- JSON ---- */

typedef struct writing {
    eh_json *j;
    const eh_member *member; /* whose object is open */
} writing;

static void close_member(const writing *w) {
    if (!w->member)
        return;
    eh_json_close(w->j, ']');
    eh_json_close(w->j, '}');
}

static void take_row(void *context, const eh_funnel_row *row) {
    writing *w = context;
    const eh_value *value = row->figure.value;
    if (w->member != row->figure.member) {
        close_member(w);
        w->member = row->figure.member;
        eh_json_open(w->j, NULL, '{');
        eh_json_text(w->j, "code", w->member->ret->organisation);
        eh_json_open(w->j, "steps", '[');
    }
    eh_json_open_line(w->j, NULL, '{');
    eh_json_text(w->j, "step", row->step);
    if (eh_json_figure(w->j, EH_RATIO, value)) {
        eh_json_number(w->j, "p", value->p);
        eh_json_text_if(w->j, "verdict", eh_verdict_id(value->verdict));
    }
    eh_json_close_line(w->j, '}');
}

static void add_left_out(eh_json *j, const eh_compared *side, eh_funnel_kind funnel) {
    eh_json_open(j, "left-out", '[');
    for (size_t i = 0; i < side->member_count; i++) {
        eh_missing missing = eh_funnel_missing(&side->members[i], funnel);
        if (missing == EH_PRESENT)
            continue;
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "organisation", side->members[i].ret->organisation);
        eh_json_text(j, "missing", eh_missing_id(missing));
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}

void eh_json_recruitment(eh_json *j, const eh_compared *side) {
    eh_json_open(j, "recruitment", '[');
    for (eh_funnel_kind funnel = EH_FUNNEL_ALL; funnel < EH_FUNNELS; funnel++) {
        writing w = {.j = j};
        eh_json_open(j, NULL, '{');
        eh_json_text(j, "id", names[funnel].counts);
        eh_json_open(j, "organisations", '[');
        j->out.failed = !eh_comparison_funnel_rows(side, funnel, take_row, &w) || j->out.failed;
        close_member(&w);
        eh_json_close(j, ']');
        add_left_out(j, side, funnel);
        eh_json_close(j, '}');
    }
    eh_json_close(j, ']');
}
