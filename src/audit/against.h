/* A return held against the extracts: where a figure is another one than the rules give, which departure from the rules gives it. */
#ifndef EH_AUDIT_AGAINST_H
#define EH_AUDIT_AGAINST_H

#include "audit/audit.h"
#include "return/return.h"
#include "verify/plain.h"

/* A departure from the rules, one alone or two together, with the items that it makes of the extracts. */
typedef struct eh_departure {
    unsigned vary;       /* EH_VARY_... */
    eh_remark_code code; /* of a single one */
    eh_remark_code also; /* the second of two, else as `code` */
    eh_plain_items items;
} eh_departure;

/* All single departures there are, in the order in which the more usual comes first: the i-th one's bit and code; false beyond the end. */
bool eh_departure_at(size_t i, unsigned *vary, eh_remark_code *code);
/* Whether two departures can be made at once. */
bool eh_departures_agree(unsigned a, unsigned b);

/* A figure of the return. */
typedef struct eh_stated {
    const eh_item *about;
    unsigned group;
    const eh_value *value;
    const eh_audit_figure *figure;
    bool questioned; /* the rules give another one */
    bool settled;    /* a remark says why */
} eh_stated;

/* Holds the figures against what the rules make of the book and remarks on those that differ. `question` is the return's, without departures. EH_OK or EH_NOMEM. */
eh_status eh_audit_against(eh_audit *audit, const eh_plain_book *book, const eh_plain_question *question,
                           eh_stated *stated, size_t count);

#endif
