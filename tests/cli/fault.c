/* A fault for the program of test_verify.py: of the shortlisted one too many is counted. The linker puts this in the place of the tally. */
#include "tally/tally.h"

eh_status __real_eh_tally_make(eh_tallying *tallying);
eh_status __wrap_eh_tally_make(eh_tallying *tallying);

eh_status __wrap_eh_tally_make(eh_tallying *tallying) {
    eh_status status = __real_eh_tally_make(tallying);
    if (status == EH_OK && tallying->tally->supplied[EH_COUNT_SHORTLISTED])
        tallying->tally->count[EH_COUNT_SHORTLISTED][EH_UNKNOWN]++;
    return status;
}
