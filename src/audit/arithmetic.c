/* Holding a figure against the counts behind it. */
#include "audit/inquiry.h"

/* What may explain a value that its counts do not give, the most specific first. */
static const struct {
    eh_remark_code code;
    eh_theory *fits;
} theories[] = {
    {EH_REMARK_RATIO_PERCENT, eh_theory_ratio_percent},
    {EH_REMARK_FRACTION_PERCENT, eh_theory_fraction_percent},
    {EH_REMARK_PERCENT_POINTS, eh_theory_percent_points},
    {EH_REMARK_POINTS_PERCENT, eh_theory_points_percent},
    {EH_REMARK_TRUNCATED, eh_theory_truncated},
    {EH_REMARK_LIKELIHOOD, eh_theory_likelihood},
    {EH_REMARK_UPSIDE_DOWN, eh_theory_upside_down},
    {EH_REMARK_SWAPPED, eh_theory_swapped},
    {EH_REMARK_ROUNDED_RATES, eh_theory_rounded_rates},
    {EH_REMARK_UNKNOWNS, eh_theory_unknowns},
    {EH_REMARK_GROUP_SHARE, eh_theory_group_share},
    {EH_REMARK_FTE, eh_theory_fte},
    {EH_REMARK_OTHER_DENOMINATOR, eh_theory_other_denominator},
    {EH_REMARK_WORKFORCES, eh_theory_workforces},
    {EH_REMARK_CHANGE, eh_theory_change},
    {EH_REMARK_NOT_FOLLOWING, eh_theory_none},
};

enum {
    THEORIES = sizeof theories / sizeof *theories,
    LAST_RESORTS = 3 /* of them: what remains when nothing else fits */
};

/* The specific explanations behind the i-th that fit as well, as codes. */
static bool say_also(const eh_inquiry *q, size_t i, eh_buffer *also) {
    eh_inquiry again = *q;
    again.evidence = again.expected = again.more = again.also = (eh_buffer){0};
    for (i++; i < THEORIES - LAST_RESORTS; i++)
        if (theories[i].fits(&again))
            eh_buffer_format(also, "%s%s", also->length > 0 ? " " : "", eh_remark_id(theories[i].code));
    bool ok = !again.evidence.failed && !again.expected.failed && !again.more.failed && !also->failed;
    eh_inquiry_free(&again);
    return ok;
}

static eh_status explain(eh_inquiry *q) {
    if (!eh_fraction_defined(q->low) || !eh_fraction_defined(q->high) || eh_inquiry_agrees(q))
        return EH_OK;
    for (size_t i = 0; i < THEORIES; i++) {
        eh_inquiry_clear(q);
        if (i == THEORIES - LAST_RESORTS && q->origin == EH_ORIGIN_OTHERS) {
            /* With counts of other rows: before one of them is doubted, whether the percentage can be at all. */
            eh_inquiry by_itself = {.figures = q->figures, .f = q->f, .set = q->set, .facts = q->facts, .kin = q->kin};
            eh_status status = eh_audit_possible(&by_itself);
            eh_inquiry_free(&by_itself);
            if (status != EH_OK || q->f->wrong)
                return status;
        }
        if (theories[i].fits(q))
            return say_also(q, i, &q->also) ? eh_inquiry_remark(q, theories[i].code) : EH_NOMEM;
    }
    return EH_OK;
}

eh_status eh_audit_arithmetic(eh_inquiry *q) {
    if (q->f->wrong)
        return EH_OK;
    q->other_row = 0;
    if (eh_inquiry_own(q) || eh_inquiry_at_hand(q))
        return explain(q);
    q->other_row = 0;
    return eh_inquiry_printed(q) ? explain(q) : EH_OK;
}
