#include "return/relations.h"

static const eh_row_relation relations[] = {
    {EH_WRES, "1b.senior-medical-managers", NULL, "1b.consultants"},
    {EH_WRES, "2.appointed", NULL, "2.shortlisted"},
    {EH_WRES, "9.voting", NULL, "9.board"},
    {EH_WRES, "9.executive", NULL, "9.board"},
    {EH_WRES, "9.voting", "9.non-voting", "9.board"},
    {EH_WRES, "9.executive", "9.non-executive", "9.board"},
    {EH_WDES, "2.appointed", NULL, "2.shortlisted"},
    {EH_WDES, "3.entered-ill-health", NULL, "3.entered"},
    {EH_WDES, "10.voting", NULL, "10.board"},
    {EH_WDES, "10.executive", NULL, "10.board"},
    {EH_WDES, "10.voting", "10.non-voting", "10.board"},
    {EH_WDES, "10.executive", "10.non-executive", "10.board"},
};

const eh_row_relation *eh_relation_at(size_t i) {
    return i < sizeof relations / sizeof *relations ? &relations[i] : NULL;
}
