/* Indicators 3 and 4 and metric 3: people to whom something happened in the period, each counted once (rules.md sections 4 and 5). */
#include <stdlib.h>

#include "tally/tally.h"

/* One count of people over one year. An event counts when `counts` says so; a person counts when any of their events do, and in `part` when all
 * of those are part (ill health). */
typedef struct event_count {
    eh_kind kind;
    eh_case_type type;
    eh_counter counter, part; /* part: EH_COUNTER_COUNT for none */
    eh_field employee, mark, date, ethnic, disability;
} event_count;

static const event_count wres_counts[] = {
    {EH_KIND_CASES, EH_CASE_DISCIPLINARY, EH_COUNT_DISCIPLINARY, EH_COUNTER_COUNT, EH_CASES_EMPLOYEE_NUMBER,
     EH_CASES_FORMAL, EH_CASES_DATE_OPENED, EH_CASES_ETHNIC_ORIGIN, EH_CASES_DISABILITY},
    {EH_KIND_TRAINING, EH_CASE_OTHER, EH_COUNT_TRAINING, EH_COUNTER_COUNT, EH_TRAINING_EMPLOYEE_NUMBER,
     EH_TRAINING_MANDATORY, EH_TRAINING_DATE_COMPLETED, EH_TRAINING_ETHNIC_ORIGIN, EH_TRAINING_DISABILITY},
};
static const event_count wdes_counts[] = {
    {EH_KIND_CASES, EH_CASE_CAPABILITY, EH_COUNT_CAPABILITY, EH_COUNT_CAPABILITY_ILL_HEALTH, EH_CASES_EMPLOYEE_NUMBER,
     EH_CASES_FORMAL, EH_CASES_DATE_OPENED, EH_CASES_ETHNIC_ORIGIN, EH_CASES_DISABILITY},
};

/* An event with the person it happened to. */
typedef struct happening {
    int sort;                /* found people, numbers not found, rows without a number */
    uint64_t key;            /* within a sort the same for the same person */
    const eh_person *person; /* NULL when not found */
    const eh_event_row *row;
} happening;

typedef struct facts {
    uint64_t unmarked, undated, blank_grounds, without_number, by_zeros, contradictions, not_counted, unmatched;
    bool no_column;
    eh_date earliest;
} facts;

enum { FOUND, NOT_FOUND, OWN };

static int compare_happenings(const void *a, const void *b) {
    const happening *x = a, *y = b;
    if (x->sort != y->sort)
        return x->sort < y->sort ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static unsigned stated_group(const eh_tallying *t, const event_count *c, const eh_event_row *row) {
    return eh_tally_group(t, c->ethnic, c->disability, row->ethnicity, row->disability);
}

static unsigned person_group(const eh_tallying *t, const eh_person *person) {
    return t->edition->standard == EH_WRES ? person->ethnic_group : person->disability_group;
}

/* Looks everybody up: found people first by their place, then numbers that nobody has, then rows of their own. */
static eh_status look_up(eh_tallying *t, const event_count *c, const eh_event_row *row, eh_lookup *lookup, happening *h,
                         facts *f) {
    bool by_zeros = false;
    eh_status status = EH_OK;
    h->row = row;
    h->person = lookup ? eh_lookup_person(lookup, row, &by_zeros, &status) : NULL;
    f->by_zeros += by_zeros;
    if (row->employee == EH_NO_IDENTIFIER) {
        const eh_event_row *first = c->kind == EH_KIND_CASES ? t->data->cases.at : t->data->training.at;
        h->sort = OWN;
        h->key = (uint64_t)(row - first);
    } else if (h->person) {
        h->sort = FOUND;
        h->key = (uint64_t)(h->person - t->workforce->person);
    } else {
        h->sort = NOT_FOUND;
        h->key = row->base;
    }
    f->unmatched += lookup && row->employee != EH_NO_IDENTIFIER && !h->person;
    if (h->person) {
        unsigned stated = stated_group(t, c, row), known = person_group(t, h->person);
        f->contradictions += stated != EH_UNKNOWN && known != EH_UNKNOWN && stated != known;
    }
    return status;
}

/* The group of the person whose events run from h to end; *counted is false for those who held only dropped categories. */
static unsigned whose_group(const eh_tallying *t, const event_count *c, const happening *h, const happening *end,
                            bool *counted) {
    *counted = true;
    if (h->person) {
        *counted = h->person->state != EH_NOT_COUNTED;
        return person_group(t, h->person);
    }
    unsigned group = EH_UNKNOWN;
    for (; h < end; h++) {
        unsigned stated = stated_group(t, c, h->row);
        if (stated == EH_UNKNOWN || stated == group)
            continue;
        if (group != EH_UNKNOWN)
            return EH_UNKNOWN; /* the rows disagree */
        group = stated;
    }
    return group;
}

/* Whether a row is of the kind that is counted, its date aside. */
static bool is_counted_kind(const event_count *c, const eh_event_row *row, facts *f) {
    if (c->kind == EH_KIND_CASES && row->type != c->type)
        return false;
    f->no_column |= row->mark >= EH_MARK_NO_COLUMN;
    f->unmarked += row->mark == EH_MARK_BLANK;
    if (row->mark >= EH_MARK_NO_COLUMN)
        return c->kind == EH_KIND_CASES; /* without Formal all cases count; without Mandatory no training does */
    return row->mark == EH_MARK_YES;
}

/* The first day of the year before. */
static eh_date year_before(eh_date date) {
    int y, m, d;
    eh_date_split(date, &y, &m, &d);
    return eh_date_make(y - 1, m, d);
}

/* A year of the period: from the first day to the last, both included. */
typedef struct span {
    eh_date from, to;
} span;

static bool falls_in(eh_date date, span year) {
    return date != EH_NO_DATE && date >= year.from && date <= year.to;
}

/* The place of a row in its list. */
static size_t position_of(const eh_tallying *t, const event_count *c, const eh_event_row *row) {
    return (size_t)(row - (c->kind == EH_KIND_CASES ? t->data->cases.at : t->data->training.at));
}

static void mark(const eh_tallying *t, const event_count *c, const eh_event_row *row, eh_fate fate) {
    eh_trail_mark(t->data->trail, c->kind, position_of(t, c, row), fate);
}

/* Counts a person, whose events run from h to end, in one year: when any of them falls in it, and in `part` when all that do are part. */
static void count_in_year(eh_tallying *t, const event_count *c, const happening *h, const happening *end,
                          const span *years, unsigned year, unsigned group) {
    const eh_event_row *first = NULL;
    bool whole = true;
    for (; h < end; h++)
        if (falls_in(h->row->date, years[year])) {
            first = first ? first : h->row;
            whole = whole && h->row->ill_health;
        }
    if (!first)
        return;
    size_t position = position_of(t, c, first);
    eh_tally_count(t, c->kind, position, c->counter, group);
    if (c->part != EH_COUNTER_COUNT && whole)
        eh_tally_count(t, c->kind, position, c->part, group);
    if (t->data->trail)
        eh_trail_record(t->data->trail, c->kind, position)->year = (uint8_t)year;
}

/* Counts the people whose events (sorted by person, all within the years) these are; a person has one group over all of them. */
static void count_people(eh_tallying *t, const event_count *c, const happening *all, size_t count, const span *year,
                         unsigned years, facts *f) {
    for (size_t i = 0; i < count;) {
        size_t end = i;
        bool counted;
        for (; end < count && all[end].sort == all[i].sort && all[end].key == all[i].key; end++)
            t->tally->used[all[end].row->source]++;
        unsigned group = whose_group(t, c, &all[i], &all[end], &counted);
        f->not_counted += !counted;
        for (size_t k = i; k < end; k++)
            mark(t, c, all[k].row, counted ? EH_FATE_FURTHER : EH_FATE_ONLY_DROPPED);
        for (unsigned y = 0; y < years && counted; y++)
            count_in_year(t, c, &all[i], &all[end], year, y, group);
        i = end;
    }
}

static eh_status say(eh_tallying *t, const event_count *c, const facts *f) {
    bool cases = c->kind == EH_KIND_CASES;
    bool two_years = eh_counter_years(t->edition, c->counter) == 2;
    bool late = false;
    if (two_years && f->earliest != EH_NO_DATE) {
        enum { THREE_MONTHS = 91 }; /* days: from 1 April to 1 July */
        late = f->earliest > year_before(t->edition->period_start) + THREE_MONTHS;
    }
    const struct {
        eh_code code;
        uint64_t count;
    } says[] = {
        {cases ? EH_F_BLANK_FORMAL : EH_F_BLANK_MANDATORY, f->unmarked},
        {EH_F_NO_FORMAL_COLUMN, cases && f->no_column},
        {EH_F_UNDATED_EVENTS, f->undated},
        {EH_F_BLANK_GROUNDS, c->part == EH_COUNTER_COUNT ? 0 : f->blank_grounds},
        {EH_F_EVENT_WITHOUT_NUMBER, f->without_number},
        {EH_F_MATCHED_WITHOUT_ZEROS, f->by_zeros},
        {EH_F_CONTRADICTS_STAFF, f->contradictions},
        {EH_F_ONLY_DROPPED_CATEGORIES, f->not_counted},
        {EH_F_UNMATCHED, f->unmatched},
        {EH_F_LOG_STARTS_LATE, late},
    };
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        eh_status status =
            says[i].count ? eh_tally_found(t, says[i].code, says[i].count, NULL, eh_kind_word(c->kind), NULL) : EH_OK;
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

/* Over a tenth of an extract matching nobody is an error; reckoned over all files of the kind, so that splitting a file changes nothing. */
static eh_status find_many_unmatched(eh_tallying *t, const event_count *c, const happening *all, size_t count) {
    uint64_t rows = 0, unmatched = 0;
    for (size_t i = 0; i < count && t->workforce; i++)
        if (all[i].row->employee != EH_NO_IDENTIFIER) {
            rows++;
            unmatched += !all[i].person;
        }
    if (unmatched * 10 <= rows)
        return EH_OK;
    return eh_tally_found(t, EH_F_MANY_UNMATCHED, unmatched, NULL, eh_kind_word(c->kind), NULL);
}

/* Gathers the organisation's rows of a kind with the people they happened to. */
static eh_status gather_rows(eh_tallying *t, const event_count *c, eh_some_rows rows, happening *all, facts *f) {
    const eh_event_row *list = c->kind == EH_KIND_CASES ? t->data->cases.at : t->data->training.at;
    eh_lookup *lookup = t->workforce ? eh_lookup_new(t->data, t->workforce) : NULL;
    eh_status status = t->workforce && !lookup ? EH_NOMEM : EH_OK;
    f->earliest = EH_NO_DATE;
    for (size_t i = 0; i < rows.count && status == EH_OK; i++)
        status = look_up(t, c, &list[eh_some_row(&rows, i)], lookup, &all[i], f);
    eh_lookup_free(lookup);
    return status;
}

/* Why a row that is not of the kind that is counted is none. */
static eh_fate why_not_counted(const event_count *c, const eh_event_row *row) {
    bool cases = c->kind == EH_KIND_CASES;
    if (cases && row->type != c->type)
        return EH_FATE_OTHER_TYPE;
    if (row->mark == EH_MARK_NO)
        return cases ? EH_FATE_NOT_FORMAL : EH_FATE_MANDATORY;
    return cases ? EH_FATE_FORMAL_BLANK : EH_FATE_MANDATORY_BLANK;
}

/* Those that count, moved to the front. */
static size_t keep_counted(const eh_tallying *t, const event_count *c, happening *all, size_t every, facts *f) {
    size_t kept = 0;
    for (size_t i = 0; i < every; i++) {
        const eh_event_row *row = all[i].row;
        if (!is_counted_kind(c, row, f)) {
            mark(t, c, row, why_not_counted(c, row));
            continue;
        }
        f->undated += row->date == EH_NO_DATE;
        f->without_number += row->employee == EH_NO_IDENTIFIER;
        f->blank_grounds += row->grounds_blank;
        if (row->date != EH_NO_DATE && (f->earliest == EH_NO_DATE || row->date < f->earliest))
            f->earliest = row->date;
        all[kept++] = all[i];
    }
    return kept;
}

/* The years asked for: the period, and for an average the year before. */
static unsigned years_asked(const eh_tallying *t, const event_count *c, span year[2]) {
    eh_date from = t->edition->period_start;
    year[0] = (span){from, t->edition->period_end};
    year[1] = (span){year_before(from), from - 1};
    return eh_counter_years(t->edition, c->counter) > 1 ? 2 : 1;
}

static size_t keep_within(const eh_tallying *t, const event_count *c, happening *all, size_t count, const span *year,
                          unsigned years) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (falls_in(all[i].row->date, (span){year[years - 1].from, year[0].to}))
            all[kept++] = all[i];
        else
            mark(t, c, all[i].row, all[i].row->date == EH_NO_DATE ? EH_FATE_UNDATED : EH_FATE_OUTSIDE);
    return kept;
}

static eh_status count_events(eh_tallying *t, const event_count *c) {
    eh_some_rows rows = eh_tally_rows(t, c->kind);
    size_t counted = 0;
    facts f = {0};
    span year[2];
    unsigned years = years_asked(t, c, year);
    happening *all = calloc(rows.count + 1, sizeof *all);
    if (!all)
        return EH_NOMEM;
    eh_status status = gather_rows(t, c, rows, all, &f);
    if (status == EH_OK)
        status = find_many_unmatched(t, c, all, rows.count);
    if (status == EH_OK) {
        counted = keep_within(t, c, all, keep_counted(t, c, all, rows.count, &f), year, years);
        qsort(all, counted, sizeof *all, compare_happenings);
        count_people(t, c, all, counted, year, years, &f);
        status = say(t, c, &f);
    }
    if (status == EH_OK && counted == 0)
        status = eh_tally_found(t, EH_F_EXTRACT_WITHOUT_ROWS, 1, NULL, eh_kind_word(c->kind), NULL);
    free(all);
    return status;
}

/* Whether the columns are there: groups come from the staff extract, else from the rows' own column; training must say what is mandatory. */
static eh_status find_columns(const eh_tallying *t, const event_count *c, bool *there) {
    eh_field column = t->edition->standard == EH_WRES ? c->ethnic : c->disability;
    eh_status status = EH_OK;
    *there = t->tally->has_workforce;
    if (!*there)
        status = eh_tally_need_column(t, column, EH_F_NO_GROUP_COLUMN, there);
    if (status == EH_OK && *there && c->kind == EH_KIND_TRAINING)
        status = eh_tally_need_column(t, c->mark, EH_F_NO_MANDATORY_COLUMN, there);
    return status;
}

eh_status eh_tally_events(eh_tallying *t) {
    bool wres = t->edition->standard == EH_WRES;
    const event_count *counts = wres ? wres_counts : wdes_counts;
    size_t n = wres ? sizeof wres_counts / sizeof *wres_counts : sizeof wdes_counts / sizeof *wdes_counts;
    for (const event_count *c = counts; c < counts + n; c++) {
        bool there;
        if (!eh_tally_has_kind(t, c->kind))
            continue;
        eh_status status = find_columns(t, c, &there);
        if (status == EH_OK && there) {
            status = count_events(t, c);
            t->tally->supplied[c->counter] = true;
            if (c->part != EH_COUNTER_COUNT)
                t->tally->supplied[c->part] = true;
        }
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}
