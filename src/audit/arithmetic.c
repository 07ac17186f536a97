/* Holding a figure against the counts behind it. */
#include "audit/inquiry.h"

/* What may explain a value that its counts do not give, the most specific first. */
static const struct {
    eh_remark_code code;
    eh_theory *fits;
} theories[] = {
    {EH_REMARK_TRUNCATED, eh_theory_truncated},
    {EH_REMARK_UPSIDE_DOWN, eh_theory_upside_down},
    {EH_REMARK_NOT_FOLLOWING, eh_theory_none},
};

static void begin(eh_inquiry *q) {
    q->evidence.length = q->expected.length = q->more.length = 0;
    q->other_row = 0;
}

eh_status eh_audit_arithmetic(eh_claims *figures, const eh_set *set, eh_claim *figure) {
    eh_inquiry q = {.figures = figures, .f = figure, .set = set};
    eh_status status = EH_OK;
    if (eh_inquiry_own(&q) && eh_fraction_defined(q.low) && eh_fraction_defined(q.high) && !eh_inquiry_agrees(&q))
        for (size_t i = 0; i < sizeof theories / sizeof *theories; i++) {
            begin(&q);
            if (!theories[i].fits(&q))
                continue;
            status = eh_inquiry_remark(&q, theories[i].code);
            break;
        }
    eh_inquiry_free(&q);
    return status;
}
