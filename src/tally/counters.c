#include "tally/counters.h"

#include <string.h>

static const struct {
    eh_counter counter;
    const char *name;
    eh_kind kind;
} named[] = {
    {EH_COUNT_CONSULTANTS, "consultants", EH_KIND_STAFF},
    {EH_COUNT_SENIOR_MEDICAL, "senior-medical-managers", EH_KIND_STAFF},
    {EH_COUNT_CAREER_GRADE, "non-consultant-career-grade", EH_KIND_STAFF},
    {EH_COUNT_TRAINEE, "trainee-grades", EH_KIND_STAFF},
    {EH_COUNT_OTHER_MEDICAL, "other-medical", EH_KIND_STAFF},
    {EH_COUNT_UNPLACED, "unplaced", EH_KIND_STAFF},
    {EH_COUNT_SHORTLISTED, "shortlisted", EH_KIND_APPLICANTS},
    {EH_COUNT_APPOINTED, "appointed", EH_KIND_APPLICANTS},
    {EH_COUNT_DISCIPLINARY, "disciplinary", EH_KIND_CASES},
    {EH_COUNT_TRAINING, "training", EH_KIND_TRAINING},
    {EH_COUNT_CAPABILITY, "capability", EH_KIND_CASES},
    {EH_COUNT_CAPABILITY_ILL_HEALTH, "capability-ill-health", EH_KIND_CASES},
    {EH_COUNT_BOARD, "board", EH_KIND_BOARD},
    {EH_COUNT_VOTING, "voting", EH_KIND_BOARD},
    {EH_COUNT_NON_VOTING, "non-voting", EH_KIND_BOARD},
    {EH_COUNT_EXECUTIVE, "executive", EH_KIND_BOARD},
    {EH_COUNT_NON_EXECUTIVE, "non-executive", EH_KIND_BOARD},
};
enum { NAMED = sizeof named / sizeof *named };

static eh_counter find_band(const char *id, eh_counter first) {
    for (eh_band band = EH_BAND_UNDER_1; band < EH_BAND_COUNT; band++)
        if (strcmp(id, eh_band_id(band)) == 0)
            return (eh_counter)((unsigned)first + (unsigned)band - EH_BAND_UNDER_1);
    return EH_COUNTER_COUNT;
}

eh_counter eh_counter_find(const char *name) {
    static const char non_clinical[] = "non-clinical-", clinical[] = "clinical-";
    if (name[0] == 'n' && strncmp(name, non_clinical, sizeof non_clinical - 1) == 0)
        return find_band(name + sizeof non_clinical - 1, EH_COUNT_NON_CLINICAL);
    if (name[0] == 'c' && strncmp(name, clinical, sizeof clinical - 1) == 0)
        return find_band(name + sizeof clinical - 1, EH_COUNT_CLINICAL);
    for (size_t i = 0; i < NAMED; i++) /* asked for each item of each return: most names differ at once */
        if (name[0] == named[i].name[0] && strcmp(name, named[i].name) == 0)
            return named[i].counter;
    return EH_COUNTER_COUNT;
}

eh_kind eh_counter_kind(eh_counter counter) {
    for (size_t i = 0; i < NAMED; i++)
        if (named[i].counter == counter)
            return named[i].kind;
    return EH_KIND_STAFF;
}

unsigned eh_counter_years(const eh_edition *edition, eh_counter counter) {
    bool cases =
        counter == EH_COUNT_DISCIPLINARY || counter == EH_COUNT_CAPABILITY || counter == EH_COUNT_CAPABILITY_ILL_HEALTH;
    return cases ? (unsigned)edition->case_years : 1;
}
