/* Telling the edition from the extracts. */
#ifndef EH_INDICATOR_INFER_H
#define EH_INDICATOR_INFER_H

#include "record/dataset.h"

/* The collection year that the extracts speak of: Survey Year (plus one), Edition, titles above the headings, else the dates of applications, training
 * and cases. 0, with a finding, where they disagree or say nothing. Start dates of staff say nothing: extracts are run weeks later. EH_OK, EH_BAD
 * or EH_NOMEM. */
eh_status eh_infer_edition(const eh_dataset *data, int *year);

#endif
