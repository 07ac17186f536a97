/* How a part of a workbook is written, told from its beginning alone. */
#ifndef EH_EXTRACT_XLSX_UTF8_H
#define EH_EXTRACT_XLSX_UTF8_H

#include <stdbool.h>

#include "base/text.h"

/* Whether a part that begins with these bytes is in UTF-8: it says so as programs usually do, or says nothing. */
bool eh_begins_utf8(eh_slice text);
/* Whether it is however it says so. EH_LEX_PAD bytes behind the end may be read. */
bool eh_says_utf8(eh_slice text);

#endif
