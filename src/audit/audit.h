/* An audit, for the rooms that make and write it. */
#ifndef EH_AUDIT_AUDIT_H
#define EH_AUDIT_AUDIT_H

#include "base/arena.h"
#include "evenhand/audit.h"
#include "standard/audit_words.h"

struct eh_audit {
    eh_arena *arena; /* holds every string and the lists */
    const eh_catalogue *catalogue;
    eh_audit_figure *figures; /* malloc'd lists that grow */
    size_t figure_count, figure_room;
    eh_remark *remarks;
    size_t remark_count, remark_room;
    size_t counts[EH_REMARK_COUNT]; /* by code */
    const char *prepared_from;      /* the name of what was audited */
};

/* An audit without figures and remarks; NULL when out of memory. Whoever audits something else than a table of figures starts here as well. */
eh_audit *eh_audit_new(const eh_catalogue *catalogue, const char *file);

/* Adds a figure; its strings must be in the audit's arena or live as long. False when out of memory. */
bool eh_audit_add_figure(eh_audit *audit, const eh_audit_figure *figure);

/* What is remarked about a figure. Strings may be NULL and are copied. `more` is the sentence's third text. */
typedef struct eh_remark_draft {
    eh_remark_code code;
    eh_confidence confidence;
    const char *expected, *more, *evidence;
    const char *also; /* codes of further explanations that fit */
    uint64_t other_row;
    unsigned column;
} eh_remark_draft;

/* Adds a remark, its sentence put together from templates/audit.csv. False when out of memory. */
bool eh_audit_remark(eh_audit *audit, const eh_audit_figure *about, const eh_remark_draft *draft);

/* Puts the remarks in order: by row, then by severity, then by code. */
void eh_audit_sort(eh_audit *audit);

/* A text in the audit's arena; "" for NULL; NULL when out of memory. */
const char *eh_audit_text(eh_audit *audit, eh_slice text);

#endif
