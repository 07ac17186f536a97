/* The audit of a table of figures: reading, understanding, and the questions in their order. */
#include <stdlib.h>
#include <string.h>

#include "audit/inquiry.h"
#include "base/finding.h"
#include "base/limits.h"

/* Figures by organisation, standard and edition, then in the order of the input. */
static int by_set(const void *a, const void *b) {
    const eh_claim *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);
    if (order == 0)
        order = (*x)->year - (*y)->year;
    if (order == 0)
        order = ((*x)->has_standard ? (int)(*x)->standard : -1) - ((*y)->has_standard ? (int)(*y)->standard : -1);
    return order != 0 ? order : (*x < *y ? -1 : *x > *y);
}

static bool same_organisation(const eh_claim *x, const eh_claim *y) {
    return strcmp(x->key, y->key) == 0;
}

static bool same_set(const eh_claim *x, const eh_claim *y) {
    return same_organisation(x, y) && x->has_standard == y->has_standard && x->year == y->year &&
           (!x->has_standard || x->standard == y->standard);
}

/* The questions about a figure, in their order: those about it and its counts first, then what it is beside others. */
typedef eh_status question(eh_inquiry *q);
static question *const alone[] = {eh_audit_counts, eh_audit_process, eh_audit_arithmetic, eh_audit_unit,
                                  eh_audit_possible};
static question *const beside[] = {eh_audit_some_whole, eh_audit_years,   eh_audit_changes,
                                   eh_audit_direction,  eh_audit_sources, eh_audit_cautions};

static eh_status ask(eh_claims *claims, const eh_set *set, const eh_set *kin, const eh_facts *facts, eh_claim *claim,
                     question *const *questions, size_t count) {
    eh_inquiry q = {.figures = claims, .f = claim, .set = set, .facts = facts, .kin = kin};
    eh_status status = EH_OK;
    for (size_t i = 0; i < count && status == EH_OK; i++)
        status = questions[i](&q);
    eh_inquiry_free(&q);
    return status;
}

static size_t at_most(size_t count) {
    return count < EH_LIMIT_NEIGHBOURS ? count : EH_LIMIT_NEIGHBOURS;
}

/* The sets of an organisation: of each the questions about each figure, then the whole set; last what concerns other years and sources, when it is known which
 * figures are wrong by themselves. */
typedef struct organisation {
    eh_claims *claims;
    eh_claim *const *at;
    size_t count;
} organisation;

/* The workforce of a year, as one standard has it: another standard of the year has the same people. */
typedef struct workforce {
    eh_claim *from;
    eh_fraction people;
} workforce;

/* Whether two editions count the same kinds of people. */
static bool same_people(const eh_edition *a, const eh_edition *b) {
    size_t count_a = 0, count_b = 0;
    while (a->dropped[count_a])
        count_a++;
    while (b->dropped[count_b])
        count_b++;
    return count_a == count_b && a->snapshot == b->snapshot;
}

static eh_status audit_workforces(eh_claims *claims, const workforce *was, const workforce *is) {
    if (!was->from || !is->from || was->from->year != is->from->year || was->from->standard == is->from->standard ||
        !eh_fraction_defined(was->people) || !eh_fraction_defined(is->people) ||
        eh_fraction_compare(was->people, is->people) == 0 || !same_people(was->from->edition, is->from->edition))
        return EH_OK;
    eh_inquiry q = {.figures = claims, .f = is->from, .other_row = was->from->row, .confidence = EH_CONFIDENCE_HIGH};
    eh_say_number(&q.evidence, was->people);
    eh_buffer_format(&q.evidence, " for %s and ", eh_standard_id(was->from->standard));
    eh_say_number(&q.evidence, is->people);
    eh_buffer_format(&q.evidence, " for %s", eh_standard_id(is->from->standard));
    if (!q.evidence.failed)
        eh_buffer_text(&q.more, q.evidence.data);
    eh_status status = eh_inquiry_remark(&q, EH_REMARK_WORKFORCES);
    eh_inquiry_free(&q);
    return status;
}

static eh_status audit_organisation(const organisation *o, bool first) {
    eh_set kin = {o->at, at_most(o->count)};
    workforce before = {NULL, {0, 0}};
    eh_status status = EH_OK;
    for (size_t i = 0, end; i < o->count && status == EH_OK; i = end) {
        for (end = i + 1; end < o->count && same_set(o->at[i], o->at[end]);)
            end++;
        eh_set set = {o->at + i, at_most(end - i)};
        eh_facts facts;
        status = eh_facts_gather(&set, &facts);
        for (size_t k = i; k < end && status == EH_OK; k++)
            status = first ? ask(o->claims, &set, &kin, &facts, o->at[k], alone, sizeof alone / sizeof *alone)
                           : ask(o->claims, &set, &kin, &facts, o->at[k], beside, sizeof beside / sizeof *beside);
        if (first && status == EH_OK)
            status = eh_audit_set(o->claims, &set, &kin, &facts);
        if (first && status == EH_OK) {
            workforce now = {NULL, {0, 0}};
            now.people = eh_set_workforce(&set, &facts, &now.from);
            status = audit_workforces(o->claims, &before, &now);
            before = now;
        }
        eh_facts_free(&facts);
    }
    return status;
}

static eh_status audit_all(eh_claims *claims) {
    eh_claim **sorted = malloc((claims->count + 1) * sizeof *sorted);
    eh_status status = sorted ? EH_OK : EH_NOMEM;
    for (size_t i = 0; sorted && i < claims->count; i++)
        sorted[i] = &claims->at[i];
    if (sorted)
        qsort(sorted, claims->count, sizeof *sorted, by_set);
    for (size_t i = 0, end; i < claims->count && status == EH_OK; i = end) {
        for (end = i + 1; end < claims->count && same_organisation(sorted[i], sorted[end]);)
            end++;
        organisation o = {claims, sorted + i, end - i};
        status = audit_organisation(&o, true);
        if (status == EH_OK)
            status = audit_organisation(&o, false);
    }
    free(sorted);
    return status;
}

eh_status eh_audit_figures(const eh_catalogue *catalogue, eh_source *source, const eh_unpacking *unpacking,
                           eh_findings *findings, eh_audit **audit) {
    eh_claims figures = {.audit = eh_audit_new(catalogue, source->name), .findings = findings};
    *audit = NULL;
    if (!figures.audit)
        return EH_NOMEM;
    eh_status status = eh_claims_read(&figures, source, unpacking);
    for (size_t i = 0; i < figures.count && status == EH_OK; i++)
        status = eh_claim_understand(&figures, &figures.at[i]);
    if (status == EH_OK && !eh_claims_show(&figures))
        status = EH_NOMEM;
    if (status == EH_OK)
        status = audit_all(&figures);
    eh_claims_free(&figures);
    if (status == EH_OK) {
        eh_audit_sort(figures.audit);
        *audit = figures.audit;
    } else {
        eh_audit_free(figures.audit);
    }
    return status;
}
