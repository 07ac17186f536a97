/* What a figure cannot bear: more decimals than people, conclusions from a handful of events. And words that say the opposite of the number. */
#include <string.h>

#include "audit/inquiry.h"

static const eh_fraction one = {1, 1};

/* ---- words ---- */

/* A group that the tokens name before `end`, the last one; -1 for none. Words of three letters and fewer say too little, but for BME. */
static int last_group(const eh_inquiry *q, const char *tokens, const char *end, bool first) {
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    const eh_audit_word *word;
    const char *best = NULL;
    int group = -1;
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_GROUP);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_GROUP; i++) {
        if (word->standard != (int)q->f->standard || (strlen(word->tokens) < 6 && strcmp(word->to, "bme") != 0))
            continue;
        for (const char *at = strstr(tokens, word->tokens); at && at + 1 < end; at = strstr(at + 1, word->tokens)) {
            const char *tail = at + strlen(word->tokens);
            bool nearer = first ? (!best || tail < best) : (!best || tail > best);
            for (unsigned g = 0; nearer && g < EH_UNKNOWN; g++)
                if (strcmp(eh_group_id(q->f->standard, g), word->to) == 0) {
                    best = tail;
                    group = (int)g;
                }
        }
    }
    return group;
}

/* What words say of one group: +1 more likely, -1 less likely, 0 nothing; *at is where. */
static int stance(const eh_inquiry *q, const char *tokens, const char **at) {
    const eh_catalogue *catalogue = q->figures->audit->catalogue;
    const eh_audit_word *word;
    int said = 0;
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_DIRECTION);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_DIRECTION; i++) {
        const char *found = strstr(tokens, word->tokens);
        if (!found)
            continue;
        if (strcmp(word->to, "equal") == 0)
            return 0;
        int here = strcmp(word->to, "more") == 0 ? 1 : -1;
        if (said != 0 && said != here)
            return 0; /* both are said: of which group each, words alone do not tell */
        if (said == 0)
            *at = found;
        said = here;
    }
    return said;
}

/* The group of which the words speak: named before them, or else the other one of the group behind "than". */
static int subject_of(const eh_inquiry *q, const char *tokens, const char *at) {
    int group = last_group(q, tokens, at, false);
    if (group >= 0)
        return group;
    const char *than = strstr(at, " than ");
    int other = than ? last_group(q, than, than + strlen(than), true) : -1;
    if (other >= 0)
        return other == (int)q->f->item->top ? (int)q->f->item->bottom : (int)q->f->item->top;
    return q->f->group < EH_UNKNOWN ? (int)q->f->group : (int)q->f->item->top;
}

static bool contradicts(eh_inquiry *q, const char *tokens, const char *words) {
    const eh_claim *f = q->f;
    const char *at = NULL;
    if (eh_tokens_say(q->figures->audit->catalogue, tokens, EH_USE_REMARK, "explains"))
        return false;
    int said = stance(q, tokens, &at);
    if (said == 0)
        return false;
    int subject = subject_of(q, tokens, at);
    bool above = !eh_at_most(f->value.low, one), below = !eh_at_most(one, f->value.high);
    int number = above ? 1 : below ? -1 : 0;
    if (subject == (int)f->item->bottom)
        number = -number;
    if (number == 0 || number == said)
        return false;
    const char *name = eh_group_name(f->standard, (unsigned)subject);
    eh_buffer_format(&q->more, "the %s group is %s likely", name, said > 0 ? "more" : "less");
    eh_buffer_format(&q->evidence, "\"%s\"; the item divides the likelihood of the %s group by that of the %s group",
                     words, eh_group_name(f->standard, f->item->top), eh_group_name(f->standard, f->item->bottom));
    return true;
}

eh_status eh_audit_direction(eh_inquiry *q) {
    const eh_claim *f = q->f;
    char tokens[EH_TOKENS_ROOM];
    if (f->wrong || f->form != EH_FORM_RELATIVE || !f->item || f->item->operation != EH_OP_RELATIVE ||
        f->value.state != EH_PRINTED_NUMBER)
        return EH_OK;
    eh_inquiry_clear(q);
    q->other_row = 0;
    q->confidence = EH_CONFIDENCE_MEDIUM;
    eh_tokens(eh_slice_of(f->cells[EH_COLUMN_VALUE]), tokens);
    bool found = contradicts(q, f->note_tokens, f->cells[EH_COLUMN_NOTE]);
    found = found || contradicts(q, tokens, f->cells[EH_COLUMN_VALUE]);
    found = found || contradicts(q, f->item_tokens, f->cells[EH_COLUMN_ITEM]);
    return found ? eh_inquiry_remark(q, EH_REMARK_WORDS) : EH_OK;
}

/* ---- decimals ---- */

/* How much one person more or fewer changes the figure; undefined where the counts do not tell. */
static eh_fraction one_person(const eh_inquiry *q) {
    if (q->f->form == EH_FORM_RELATIVE) {
        eh_fraction fewer = eh_at_most(q->n, q->cn) ? q->n : q->cn;
        return eh_fraction_divide(q->low, fewer);
    }
    return eh_fraction_divide((eh_fraction){100, 1}, q->d);
}

static bool too_exact(eh_inquiry *q) {
    enum { USUAL = 2 /* decimals that published figures have */ };
    const eh_claim *f = q->f;
    bool percentage = f->form == EH_FORM_RATE || f->form == EH_FORM_SHARE || f->form == EH_FORM_OTHER;
    unsigned usual = f->item && f->item->decimals > USUAL ? f->item->decimals : USUAL;
    if ((!percentage && f->form != EH_FORM_RELATIVE) || q->rates || f->value.decimals <= usual || f->value.computed ||
        (percentage && f->value.unit == EH_PRINTED_PLAIN && f->value.decimals <= usual + 2))
        return false;
    eh_fraction step = one_person(q),
                finest = eh_fraction_multiply(eh_printed_step(f->value.decimals), (eh_fraction){10, 1});
    if (!eh_fraction_defined(step) || eh_at_most(step, finest))
        return false;
    eh_claim plain = *f;
    plain.value.decimals = f->item ? f->item->decimals : 1;
    eh_say_value(&q->expected, &plain, q->low);
    eh_say_number(&q->more, f->form == EH_FORM_RELATIVE ? (eh_at_most(q->n, q->cn) ? q->n : q->cn) : q->d);
    eh_buffer_text(&q->more, f->form == EH_FORM_RELATIVE ? " events" : " people");
    eh_buffer_text(&q->evidence, "one person more or fewer changes it by ");
    eh_say_number(&q->evidence, step);
    return true;
}

/* ---- few events ---- */

static bool few_events(eh_inquiry *q) {
    static const eh_fraction ten = {10, 1};
    if (q->f->form != EH_FORM_RELATIVE || q->rates || eh_at_most(ten, eh_at_most(q->n, q->cn) ? q->n : q->cn))
        return false;
    eh_say_number(&q->more, q->n);
    eh_buffer_text(&q->more, " and ");
    eh_say_number(&q->more, q->cn);
    eh_say_arithmetic(&q->evidence, q);
    return true;
}

eh_status eh_audit_cautions(eh_inquiry *q) {
    static const struct {
        eh_remark_code code;
        bool (*holds)(eh_inquiry *);
    } cautions[] = {{EH_REMARK_DECIMALS, too_exact}, {EH_REMARK_FEW_EVENTS, few_events}};
    eh_status status = EH_OK;
    q->other_row = 0;
    if (q->f->wrong || (!eh_inquiry_own(q) && !eh_inquiry_at_hand(q)))
        return EH_OK;
    for (size_t i = 0; i < sizeof cautions / sizeof *cautions && status == EH_OK; i++) {
        eh_inquiry_clear(q);
        if (cautions[i].holds(q))
            status = eh_inquiry_remark(q, cautions[i].code);
    }
    return status;
}
