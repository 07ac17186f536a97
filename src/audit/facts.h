/* What the figures of one organisation, standard and edition say of counts: how many of a group each item has, by whichever row says so first. */
#ifndef EH_AUDIT_FACTS_H
#define EH_AUDIT_FACTS_H

#include "audit/claims.h"

/* Figures of one organisation, standard and edition, in the order of the input; at most EH_LIMIT_NEIGHBOURS of them. */
typedef struct eh_set {
    eh_claim *const *at;
    size_t count;
} eh_set;

typedef struct eh_fact {
    bool known;
    bool soft; /* a share's denominator: people whose group is unknown may be in it or not */
    eh_fraction value;
    const eh_claim *from;
} eh_fact;

typedef struct eh_facts {
    const eh_edition *edition;
    eh_fact *at; /* item x EH_SLOTS + group, or EH_GROUP_ALL */
} eh_facts;

/* The item that an item is another name for: "1.total" of "3.workforce". */
unsigned eh_facts_root(const eh_edition *edition, unsigned item);

/* Calls `take` for every count that a figure gives, of which item and group. */
typedef bool eh_take_fact(void *context, unsigned item, unsigned slot, const eh_fact *fact);
bool eh_facts_of(const eh_claim *claim, eh_take_fact *take, void *context);

/* Gathers the facts of a set; no facts without a standard. EH_OK or EH_NOMEM. Free with eh_facts_free. */
eh_status eh_facts_gather(const eh_set *set, eh_facts *facts);
void eh_facts_free(eh_facts *facts);

/* A fact, by item and group or EH_GROUP_ALL; a sum is made of its parts when all are known, a whole of its groups. `known` is false where there is none. */
eh_fact eh_fact_find(const eh_facts *facts, unsigned item, unsigned slot);
/* The same for people whose group is known: the first two groups together. */
eh_fact eh_fact_stated(const eh_facts *facts, unsigned item);

/* The one item above, or below, the stroke of a rate; -1 when there are several. */
int eh_item_term(const eh_item *item, bool below);

#endif
