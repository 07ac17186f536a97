/* All returns of one publication made public together. */
#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "disclosure/copy.h"
#include "disclosure/protect.h"
#include "disclosure/statement.h"
#include "disclosure/tables.h"

const char *eh_suppression_name(const eh_catalogue *catalogue, size_t i) {
    const eh_suppression_rule *rule = eh_suppression_rule_at(catalogue, i);
    return rule ? rule->name : NULL;
}

bool eh_suppression_known(const eh_catalogue *catalogue, const char *name) {
    eh_suppression_rule rule;
    return eh_suppression_rule_read(catalogue, name, &rule);
}

struct eh_disclosure {
    eh_return **copies; /* NULL-terminated */
    eh_disclosure_extent extent;
};

/* Linked tables of an organisation and year, and who is in them. */
typedef struct linked_year {
    eh_linked linked;
    const char *organisation;
    int edition;
    eh_disclosure_extent extent; /* of the returns given */
} linked_year;

typedef struct making {
    const eh_catalogue *catalogue;
    const eh_return *const *returns, *const *lasts;
    eh_suppression_rule rule;
    eh_exceptions exceptions;
    const char *except;
    eh_arena *arena; /* of names and cells */
    eh_findings *findings;
    eh_disclosure *d;
    eh_public_subject *subjects; /* the returns in their order, then other years' */
    size_t count, given;
    linked_year *years;
    size_t year_count;
    eh_status status;
} making;

static void found(making *m, eh_code code, const eh_return *ret, const char *item, const char *one, const char *two) {
    eh_found_along(&m->status, m->findings, code, eh_return_place(ret, item), 1, one, two);
}

/* ---- exceptions ---- */

static bool is_item(const making *m, const char *name) {
    const eh_exceptions one = {&name, 1};
    for (size_t i = 0; i < m->count; i++)
        for (unsigned k = 0; k < m->subjects[i].edition->item_count; k++)
            if (eh_is_excepted(&one, &m->subjects[i].edition->items[k]))
                return true;
    return false;
}

static void read_exceptions(making *m) {
    size_t room = 2;
    for (const char *c = m->except ? m->except : ""; *c; c++)
        room += *c == ',';
    const char **names = eh_arena_alloc(m->arena, room * sizeof *names);
    eh_slice rest = eh_slice_of(m->except), piece;
    bool more = m->except != NULL;
    if (!names) {
        m->status = EH_NOMEM;
        return;
    }
    m->exceptions.names = names;
    while (more && m->status == EH_OK) {
        const char *comma = memchr(rest.at, ',', rest.length);
        size_t length = comma ? (size_t)(comma - rest.at) : rest.length;
        piece = eh_trim((eh_slice){rest.at, length});
        more = comma != NULL;
        rest = more ? (eh_slice){comma + 1, rest.length - length - 1} : rest;
        const char *name = eh_arena_slice(m->arena, piece.at, piece.length);
        if (!name)
            m->status = EH_NOMEM;
        else if (!is_item(m, name))
            found(m, EH_F_DISCLOSURE_EXCEPTION, NULL, "", name, NULL);
        else
            names[m->exceptions.count++] = name;
    }
}

/* ---- subjects ---- */

static const char *rule_of(const eh_return *ret) {
    const eh_detail *rule = eh_return_detail(ret, EH_PUBLIC_RULE, "");
    return rule && rule->value.missing == EH_PRESENT ? rule->value.display : NULL;
}

/* Adds a return; one that is a suppressed copy is taken as it is when its rule is the one asked for. */
static eh_public_subject *add_subject(making *m, const eh_return *ret, bool given) {
    const char *already = rule_of(ret);
    const eh_edition *edition = eh_edition_find(m->catalogue, ret->standard, ret->edition);
    eh_public_subject *s = &m->subjects[m->count];
    *s = (eh_public_subject){.ret = ret, .edition = edition, .given = given};
    s->as_it_is = already && strcmp(already, "none") != 0;
    if (s->as_it_is && strcmp(already, m->rule.name) != 0)
        found(m, EH_F_DISCLOSURE_OTHER_RULE, ret, "", already, m->rule.name);
    else if (!edition)
        found(m, EH_F_DISCLOSURE_EDITION, ret, "", NULL, NULL);
    if (m->status != EH_OK || !edition)
        return NULL;
    size_t room = (size_t)edition->item_count * EH_GROUPS;
    s->cells = eh_arena_alloc(m->arena, (room + 1) * sizeof *s->cells);
    if (!s->cells) {
        m->status = EH_NOMEM;
        return NULL;
    }
    for (size_t i = 0; i < room; i++)
        s->cells[i] = SIZE_MAX;
    for (unsigned d = 0; d < EH_DECLARED; d++)
        s->declared[d] = SIZE_MAX;
    if (given && !s->as_it_is && !eh_subject_make_tables(s, m->arena)) {
        m->status = EH_NOMEM;
        return NULL;
    }
    m->count++;
    return s;
}

static bool same_subject(const eh_return *a, const eh_return *b) {
    return a->standard == b->standard && !strcmp(a->organisation, b->organisation);
}

static const eh_return *last_of(const making *m, const eh_return *ret) {
    for (size_t i = 0; m->lasts && m->lasts[i]; i++)
        if (same_subject(m->lasts[i], ret) && m->lasts[i]->edition != ret->edition)
            return m->lasts[i];
    return NULL;
}

static eh_public_subject *subject_of(const making *m, const eh_return *like, int edition) {
    for (size_t i = 0; i < m->count; i++)
        if (same_subject(m->subjects[i].ret, like) && m->subjects[i].ret->edition == edition)
            return &m->subjects[i];
    return NULL;
}

/* Last year's return of the figures that this year's holds of it; NULL when there are none that can be used. */
static eh_return *make_last(making *m, const eh_return *ret) {
    const eh_edition *edition = eh_edition_find(m->catalogue, ret->standard, ret->previous_edition);
    if (ret->previous_count == 0 || m->status != EH_OK)
        return NULL;
    for (size_t i = 0; i < ret->previous_count; i++)
        if (!edition || ret->previous[i].missing == EH_SUPPRESSED) {
            found(m, EH_F_DISCLOSURE_LAST, ret, "", NULL, NULL);
            return NULL;
        }
    eh_return *made = eh_return_of_last(ret, edition);
    if (!made)
        m->status = EH_NOMEM;
    return made;
}

static void gather(making *m) {
    for (; m->returns[m->given] && m->status == EH_OK; m->given++)
        add_subject(m, m->returns[m->given], true);
    for (size_t i = 0; i < m->given && m->status == EH_OK; i++) {
        const eh_return *ret = m->returns[i], *last = last_of(m, ret);
        int edition = last ? last->edition : ret->previous_edition;
        if (m->subjects[i].as_it_is || subject_of(m, ret, edition))
            continue;
        eh_return *made = last ? NULL : make_last(m, ret);
        eh_public_subject *s = m->status == EH_OK && (last || made) ? add_subject(m, last ? last : made, false) : NULL;
        if (s)
            s->made = made;
        else
            eh_return_free(made);
    }
}

/* ---- linked tables ---- */

static linked_year *year_of(making *m, const eh_return *ret) {
    for (size_t i = 0; i < m->year_count; i++)
        if (m->years[i].edition == ret->edition && !strcmp(m->years[i].organisation, ret->organisation))
            return &m->years[i];
    linked_year *made = &m->years[m->year_count++];
    *made = (linked_year){.organisation = ret->organisation, .edition = ret->edition};
    return made;
}

static void link_all(making *m) {
    for (size_t i = 0; i < m->count && m->status == EH_OK; i++) {
        eh_public_subject *s = &m->subjects[i];
        linked_year *year = year_of(m, s->ret);
        s->system = (size_t)(year - m->years);
        if (s->as_it_is)
            continue;
        eh_subject_add(s, &m->exceptions, &year->linked);
        for (size_t k = 0; k < i; k++)
            if (m->subjects[k].system == s->system && !m->subjects[k].as_it_is)
                eh_subjects_link(&m->subjects[k], s, &year->linked);
        if (year->linked.no_memory)
            m->status = EH_NOMEM;
    }
}

/* Says which figure cannot be kept safe: by its name alone. */
static void say_breach(making *m, size_t system, eh_breach breach) {
    for (size_t i = 0; i < m->count; i++) {
        const eh_public_subject *s = &m->subjects[i];
        for (unsigned k = 0; k < s->edition->item_count && s->system == system; k++)
            for (unsigned g = 0; g < EH_GROUPS; g++)
                if (s->cells[(size_t)k * EH_GROUPS + g] == breach.cell) {
                    found(m, EH_F_DISCLOSURE_UNSAFE, s->ret, s->edition->items[k].id,
                          eh_group_name(s->edition->standard, g), m->rule.name);
                    return;
                }
    }
    found(m, EH_F_DISCLOSURE_UNSAFE_REST, NULL, "", m->years[system].organisation, m->rule.name);
}

/* Then the breakdowns, for which no item is hidden. */
static eh_status protect_tables(making *m, size_t system) {
    eh_public_subject **subjects = calloc(m->count + 1, sizeof(eh_public_subject *));
    eh_tables all = {.subjects = subjects, .linked = &m->years[system].linked};
    for (size_t i = 0; i < m->count && subjects; i++)
        if (m->subjects[i].system == system && !m->subjects[i].as_it_is)
            subjects[all.count++] = &m->subjects[i];
    eh_status status = subjects ? eh_tables_protect(&all, &m->rule) : EH_NOMEM;
    for (size_t i = 0; i < all.count && status == EH_OK; i++)
        status = eh_tables_say(subjects[i], m->rule.name, m->findings);
    free((void *)subjects);
    return status;
}

static void protect_all(making *m) {
    for (size_t i = 0; i < m->year_count && m->status == EH_OK; i++) {
        eh_breach breach = {0, SIZE_MAX};
        eh_linked_hide_small(&m->years[i].linked, &m->rule);
        eh_status status = eh_protect(&m->years[i].linked, &m->rule, NULL, &breach);
        if (status == EH_BAD)
            say_breach(m, i, breach);
        else
            m->status = status;
        if (m->status == EH_OK)
            m->status = protect_tables(m, i);
    }
}

/* ---- copies ---- */

/* A return's header with an arena of its own. Whatever else a return holds or may come to hold is put in by name, or is not in the copy. */
static eh_return *bare_copy(const eh_return *ret) {
    eh_return *made = eh_return_new();
    if (!made)
        return NULL;
    made->complete = ret->complete;
    made->organisation = ret->organisation;
    made->name = ret->name;
    made->standard = ret->standard;
    made->edition = ret->edition;
    made->period_start = ret->period_start;
    made->period_end = ret->period_end;
    made->snapshot = ret->snapshot;
    made->prepared = ret->prepared;
    made->version = ret->version;
    made->rules = ret->rules;
    made->custom = ret->custom;
    made->clinical_by = ret->clinical_by;
    return made;
}

static bool changes_nothing(const making *m, const eh_public_subject *s) {
    return s->as_it_is || m->rule.to < 0;
}

static eh_status copy_figures(const making *m, const eh_public_subject *s, eh_return *copy) {
    const eh_linked *linked = &m->years[s->system].linked;
    size_t size = (s->ret->item_count + 1) * sizeof *copy->items;
    if (!changes_nothing(m, s))
        return eh_copy_items(s, linked, &m->rule, copy);
    copy->items = eh_arena_alloc(copy->arena, size);
    if (!copy->items)
        return EH_NOMEM;
    copy->item_count = s->ret->item_count;
    if (s->ret->item_count)
        memcpy(copy->items, s->ret->items, s->ret->item_count * sizeof *copy->items);
    return EH_OK;
}

/* Last year's figures as last year's own copy shows them; of what is taken as it is, what it holds, breakdowns and details as well. */
static eh_status copy_last(const making *m, const eh_public_subject *s, eh_return *copy) {
    const eh_return *last = last_of(m, s->ret);
    const eh_public_subject *was = subject_of(m, s->ret, last ? last->edition : s->ret->previous_edition);
    if (changes_nothing(m, s)) {
        copy->breakdowns = s->ret->breakdowns;
        copy->breakdown_count = s->ret->breakdown_count;
    }
    if (s->as_it_is) {
        copy->details = s->ret->details;
        copy->detail_count = s->ret->detail_count;
        copy->previous = s->ret->previous;
        copy->previous_count = s->ret->previous_count;
        copy->previous_edition = s->ret->previous_edition;
    }
    if (s->as_it_is || !was || was == s)
        return EH_OK;
    eh_return *shown = bare_copy(was->ret);
    eh_status status = shown ? copy_figures(m, was, shown) : EH_NOMEM;
    if (status == EH_OK)
        status = eh_copy_last(shown, copy);
    eh_return_free(shown);
    return status;
}

static eh_status copy_one(making *m, const eh_public_subject *s, eh_return **made) {
    const eh_linked *linked = &m->years[s->system].linked;
    eh_return *copy = bare_copy(s->ret);
    if (!copy)
        return EH_NOMEM;
    if (changes_nothing(m, s))
        copy->digest = s->ret->digest; /* else it would let guesses at the full return be tried */
    eh_status status = copy_figures(m, s, copy);
    if (status == EH_OK && !s->as_it_is) {
        status = eh_copy_details(s, linked, &m->rule, EH_STATEMENT_DETAILS, copy);
        if (status == EH_OK && !changes_nothing(m, s))
            status = eh_copy_tables(s, linked, &m->rule, copy);
        eh_copy_extent(s, linked, copy, &m->years[s->system].extent);
    }
    if (status == EH_OK)
        status = copy_last(m, s, copy);
    if (status == EH_OK)
        *made = copy;
    else
        eh_return_free(copy);
    return status;
}

/* The rule, with all breakdowns that the organisation's copies of the year lack. */
static eh_status say_rule(making *m, size_t given) {
    size_t system = m->subjects[given].system;
    eh_buffer lacks = {0};
    for (size_t i = 0; i < m->given; i++)
        if (m->subjects[i].system == system)
            eh_tables_name_left_out(&m->subjects[i], &lacks);
    const eh_statement said = {.rule = &m->rule,
                               .except = m->except,
                               .extent = &m->years[system].extent,
                               .left_out = lacks.length ? lacks.data : NULL};
    eh_status status = lacks.failed ? EH_NOMEM : eh_statement_add(m->catalogue, &said, m->d->copies[given]);
    eh_buffer_free(&lacks);
    return status;
}

static void copy_all(making *m) {
    for (size_t i = 0; i < m->given && m->status == EH_OK; i++)
        m->status = copy_one(m, &m->subjects[i], &m->d->copies[i]);
    for (size_t i = 0; i < m->given && m->status == EH_OK; i++)
        if (!m->subjects[i].as_it_is) /* a copy that was one already says so itself */
            m->status = say_rule(m, i);
    for (size_t i = 0; i < m->year_count; i++) {
        const eh_disclosure_extent *one = &m->years[i].extent;
        eh_disclosure_extent *all = &m->d->extent;
        all->counts += one->counts;
        all->small += one->small;
        all->further += one->further;
        all->others += one->others;
        all->others_hidden += one->others_hidden;
        all->in_tables += one->in_tables;
        all->in_tables_hidden += one->in_tables_hidden;
        all->tables += one->tables;
        all->tables_left_out += one->tables_left_out;
    }
}

/* ---- the whole ---- */

static bool make_room(making *m) {
    size_t count = 0;
    while (m->returns[count])
        count++;
    m->arena = eh_arena_new();
    m->d = calloc(1, sizeof *m->d);
    m->subjects = calloc(2 * count + 1, sizeof *m->subjects);
    m->years = calloc(2 * count + 1, sizeof *m->years);
    if (m->d)
        m->d->copies = calloc(count + 1, sizeof(eh_return *));
    return m->arena && m->d && m->subjects && m->years && m->d->copies;
}

static void make(making *m) {
    if (!make_room(m)) {
        m->status = EH_NOMEM;
        return;
    }
    gather(m);
    if (m->status == EH_OK)
        read_exceptions(m);
    if (m->status == EH_OK)
        link_all(m);
    if (m->status == EH_OK && m->rule.to >= 0)
        protect_all(m);
    if (m->status == EH_OK)
        copy_all(m);
}

eh_status eh_disclose(const eh_catalogue *catalogue, const eh_return *const *returns, const eh_return *const *lasts,
                      const char *rule, const char *except, eh_findings *findings, eh_disclosure **made) {
    making m = {.catalogue = catalogue, .returns = returns, .lasts = lasts, .except = except, .findings = findings};
    *made = NULL;
    if (eh_suppression_rule_read(catalogue, rule, &m.rule))
        make(&m);
    else
        found(&m, EH_F_UNKNOWN_SUPPRESSION, NULL, "", rule, NULL);
    for (size_t i = 0; i < m.count; i++)
        eh_return_free(m.subjects[i].made);
    for (size_t i = 0; i < m.year_count; i++)
        eh_linked_free(&m.years[i].linked);
    free(m.subjects);
    free(m.years);
    eh_arena_free(m.arena);
    if (m.status == EH_OK)
        *made = m.d;
    else
        eh_disclosure_free(m.d);
    return m.status;
}

void eh_disclosure_free(eh_disclosure *d) {
    if (!d)
        return;
    for (size_t i = 0; d->copies && d->copies[i]; i++)
        eh_return_free(d->copies[i]);
    free((void *)d->copies);
    free(d);
}

const eh_return *const *eh_disclosed(const eh_disclosure *d) {
    return (const eh_return *const *)d->copies;
}

eh_disclosure_extent eh_disclosed_extent(const eh_disclosure *d) {
    return d->extent;
}
