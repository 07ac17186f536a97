/* What people do in place of what the rules say, the more usual first; the words for each are its row of templates/audit.csv. */
#include "audit/against.h"

static const struct {
    unsigned vary;
    eh_remark_code code;
} departures[] = {
    {EH_VARY_BANK, EH_REMARK_BANK_COUNTED},
    {EH_VARY_ASSIGNMENTS, EH_REMARK_ASSIGNMENTS_COUNTED},
    {EH_VARY_GROUPS_SWAPPED, EH_REMARK_RETURN_SWAPPED},
    {EH_VARY_UPSIDE_DOWN, EH_REMARK_RETURN_UPSIDE_DOWN},
    {EH_VARY_UNKNOWN_LEFT_OUT, EH_REMARK_UNKNOWN_LEFT_OUT},
    {EH_VARY_UNKNOWN_OTHER, EH_REMARK_UNKNOWN_OTHER},
    {EH_VARY_LEAVERS, EH_REMARK_LEAVERS_COUNTED},
    {EH_VARY_NON_EXECUTIVES, EH_REMARK_NON_EXECUTIVES_COUNTED},
    {EH_VARY_ILL_HEALTH, EH_REMARK_ILL_HEALTH_COUNTED},
    {EH_VARY_WHOLE_EXTRACT, EH_REMARK_WHOLE_EXTRACT},
    {EH_VARY_YEAR_BEFORE, EH_REMARK_YEAR_BEFORE},
    {EH_VARY_ONE_YEAR, EH_REMARK_ONE_YEAR},
    {EH_VARY_TWO_YEARS, EH_REMARK_TWO_YEARS},
    {EH_VARY_INFORMAL, EH_REMARK_INFORMAL_COUNTED},
    {EH_VARY_OTHER_PROCESS, EH_REMARK_OTHER_PROCESS},
    {EH_VARY_CASES, EH_REMARK_CASES_COUNTED},
    {EH_VARY_MANDATORY, EH_REMARK_MANDATORY_COUNTED},
    {EH_VARY_DAY_BEFORE, EH_REMARK_DAY_BEFORE},
    {EH_VARY_DAY_AFTER, EH_REMARK_DAY_AFTER},
};

bool eh_departure_at(size_t i, unsigned *vary, eh_remark_code *code) {
    if (i >= sizeof departures / sizeof *departures)
        return false;
    *vary = departures[i].vary;
    *code = departures[i].code;
    return true;
}

/* Of each of these one alone. */
static const unsigned exclusive[] = {
    EH_VARY_DAY_BEFORE | EH_VARY_DAY_AFTER,   EH_VARY_UNKNOWN_LEFT_OUT | EH_VARY_UNKNOWN_OTHER,
    EH_VARY_ONE_YEAR | EH_VARY_TWO_YEARS,     EH_VARY_YEAR_BEFORE | EH_VARY_WHOLE_EXTRACT,
    EH_VARY_WHOLE_EXTRACT | EH_VARY_ONE_YEAR, EH_VARY_WHOLE_EXTRACT | EH_VARY_TWO_YEARS,
};

bool eh_departures_agree(unsigned a, unsigned b) {
    for (size_t i = 0; i < sizeof exclusive / sizeof *exclusive; i++)
        if (((a | b) & exclusive[i]) == exclusive[i])
            return false;
    return a != b;
}
