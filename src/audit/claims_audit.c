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
        order = ((*x)->has_standard ? (int)(*x)->standard : -1) - ((*y)->has_standard ? (int)(*y)->standard : -1);
    if (order == 0)
        order = (*x)->year - (*y)->year;
    return order != 0 ? order : (*x < *y ? -1 : *x > *y);
}

static bool same_set(const eh_claim *x, const eh_claim *y) {
    return strcmp(x->key, y->key) == 0 && x->has_standard == y->has_standard && x->year == y->year &&
           (!x->has_standard || x->standard == y->standard);
}

static eh_status audit_set(eh_claims *figures, eh_claim *const *at, size_t count) {
    eh_set set = {at, count < EH_LIMIT_NEIGHBOURS ? count : EH_LIMIT_NEIGHBOURS};
    eh_status status = EH_OK;
    for (size_t i = 0; i < count && status == EH_OK; i++)
        status = eh_audit_arithmetic(figures, &set, at[i]);
    return status;
}

static eh_status audit_sets(eh_claims *figures) {
    eh_claim **sorted = malloc(figures->count * sizeof *sorted);
    eh_status status = sorted ? EH_OK : EH_NOMEM;
    for (size_t i = 0; sorted && i < figures->count; i++)
        sorted[i] = &figures->at[i];
    if (sorted)
        qsort(sorted, figures->count, sizeof *sorted, by_set);
    for (size_t i = 0, end; i < figures->count && status == EH_OK; i = end) {
        for (end = i + 1; end < figures->count && same_set(sorted[i], sorted[end]);)
            end++;
        status = audit_set(figures, sorted + i, end - i);
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
        status = audit_sets(&figures);
    eh_claims_free(&figures);
    if (status == EH_OK) {
        eh_audit_sort(figures.audit);
        *audit = figures.audit;
    } else {
        eh_audit_free(figures.audit);
    }
    return status;
}
