/* Which kinds of extract an item is made from. */
#ifndef EH_REPORT_ITEM_SOURCES_H
#define EH_REPORT_ITEM_SOURCES_H

#include <stdbool.h>

#include "standard/catalogue.h"

/* Whether an item rests on a kind of extract ("staff"), itself or through its operands. Given counts can stand for any of them. */
bool eh_item_rests_on(const eh_edition *edition, const eh_item *item, const char *kind);

#endif
