/* Identifiers: employee numbers, assignment numbers and application ids as 64-bit numbers, the same number for the same text. Nearly all of them are packed, with no
 * table behind them: letters, digits, perhaps "-2". */
#ifndef EH_RECORD_IDENTIFIER_H
#define EH_RECORD_IDENTIFIER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "evenhand/status.h"

typedef uint64_t eh_identifier;
#define EH_NO_IDENTIFIER UINT64_MAX /* of a blank; above all others */

/* The texts behind the numbers: the letters that identifiers begin with, and whole texts that do not pack. */
typedef struct eh_identifiers eh_identifiers;
eh_identifiers *eh_identifiers_new(void);        /* NULL when out of memory */
void eh_identifiers_free(eh_identifiers *known); /* NULL is allowed */

/* The identifier of a text; EH_NO_IDENTIFIER of an empty one. EH_OK or EH_NOMEM. */
eh_status eh_identifier_make(eh_identifiers *known, eh_slice text, eh_identifier *made);

/* The text of an identifier that is not EH_NO_IDENTIFIER: in `room`, or the table's own. */
enum { EH_IDENTIFIER_ROOM = 40 };
eh_slice eh_identifier_text(const eh_identifiers *known, eh_identifier identifier, char room[EH_IDENTIFIER_ROOM]);

/* By code point of the texts, a blank before all: <0, 0, >0. */
int eh_identifier_compare(const eh_identifiers *known, eh_identifier a, eh_identifier b);

/* The same without a "-2" behind it, as an assignment number bears; itself when there is none or nothing before it. */
eh_status eh_identifier_base(eh_identifiers *known, eh_identifier identifier, eh_identifier *base);

/* Relation of an assignment number to an employee number: 0 for none, 1 when it is the same, 2 + n when it is the employee's with "-n" behind it. Below
 * EH_RELATIONS. eh_identifier_related undoes it. */
enum { EH_RELATIONS = 513 };
unsigned eh_identifier_relation(eh_identifier employee, eh_identifier assignment);
static inline eh_identifier eh_identifier_related(eh_identifier employee, unsigned relation) {
    return employee | (relation - 1);
}

#endif
