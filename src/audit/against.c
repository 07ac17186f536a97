#include "audit/against.h"

#include <stdlib.h>
#include <string.h>

/* SEVERAL figures that come out right are no coincidence. */
enum { MOST_DEPARTURES = 32, SHOWN_FIGURES = 6, SEVERAL = 3 };

/* An audit against extracts. Figures of one indicator are explained together: whoever counted bank staff for it did so in all of its rows. */
typedef struct trial {
    eh_audit *audit;
    const eh_plain_book *book;
    eh_plain_question question;
    eh_stated *stated;
    size_t count;
    eh_plain_items rules;
    eh_departure single[MOST_DEPARTURES], pair; /* items of a single one are made when it is first asked for */
    size_t singles;
    const char *indicator; /* under question */
    eh_status status;
} trial;

/* ---- figures and what would give them ---- */

static unsigned decimals_of(const char *printed) {
    const char *point = strchr(printed, '.');
    return point ? (unsigned)strlen(point + 1) : 0;
}

/* An item's value for a group as a figure with the decimals of `printed` would show it; "" when there is none. */
static void shown_as(const eh_plain_items *items, const eh_item *about, unsigned group, const char *printed,
                     char out[EH_FRACTION_ROOM]) {
    enum { MOST = 9 };
    const eh_plain_item *item = eh_plain_item_find(items, about->id);
    const eh_plain_value *value = item ? &item->value[group] : NULL;
    unsigned decimals = *printed ? decimals_of(printed) : about->decimals;
    out[0] = '\0';
    if (!value || value->missing != EH_PRESENT || value->answer)
        return;
    bool half = about->unit == EH_HEADCOUNT && value->exact.numerator % value->exact.denominator != 0;
    if (half && decimals == 0)
        decimals = 1;
    eh_plain_display(value->exact, decimals < MOST ? decimals : MOST, out);
}

static const char *printed_of(const eh_stated *s) {
    return s->value->missing == EH_PRESENT && s->value->display ? s->value->display : "";
}

/* Whether the items give the figure; one that is printed where they have none, or the other way round, they do not. */
static bool gives(const eh_plain_items *items, const eh_stated *s) {
    char shown[EH_FRACTION_ROOM];
    shown_as(items, s->about, s->group, printed_of(s), shown);
    return strcmp(shown, printed_of(s)) == 0;
}

/* ---- the indicator under question ---- */

static bool asked(const trial *t, const eh_stated *s) {
    return strcmp(s->about->indicator, t->indicator) == 0;
}

/* How well a departure explains what is open: figures it gives, and figures it spoils that the rules give. */
typedef struct fit {
    size_t gives, spoils, open;
} fit;

static fit fit_of(const trial *t, const eh_plain_items *items) {
    fit f = {0};
    for (size_t i = 0; i < t->count; i++) {
        const eh_stated *s = &t->stated[i];
        if (!asked(t, s) || s->settled)
            continue;
        f.open += s->questioned;
        if (s->questioned)
            f.gives += gives(items, s);
        else
            f.spoils += !gives(items, s);
    }
    return f;
}

static bool whole(fit f) {
    return f.open > 0 && f.gives == f.open && f.spoils == 0;
}

static bool better(fit a, fit b) {
    return a.gives + b.spoils > b.gives + a.spoils;
}

static const eh_plain_items *items_under(trial *t, eh_departure *d) {
    eh_plain_question question = t->question;
    question.vary = d->vary;
    if (d->items.count == 0 && t->status == EH_OK)
        t->status = eh_plain_reckon(t->book, &question, &d->items);
    return &d->items;
}

/* The single departure that fits best; NULL for none that gives anything. *rival is another that fits as well, or NULL. */
static eh_departure *best_single(trial *t, fit *best, const eh_departure **rival) {
    eh_departure *found = NULL;
    *best = (fit){0};
    *rival = NULL;
    for (size_t i = 0; i < t->singles && t->status == EH_OK; i++) {
        fit f = fit_of(t, items_under(t, &t->single[i]));
        if (f.gives == 0)
            continue;
        if (!found || better(f, *best)) {
            found = &t->single[i];
            *best = f;
            *rival = NULL;
        } else if (!better(*best, f) && !*rival)
            *rival = &t->single[i];
    }
    return t->status == EH_OK ? found : NULL;
}

/* Whether a single departure changes any figure that is open. */
static bool matters(trial *t, eh_departure *d) {
    const eh_plain_items *items = items_under(t, d);
    for (size_t i = 0; i < t->count && t->status == EH_OK; i++) {
        char by_rules[EH_FRACTION_ROOM], so[EH_FRACTION_ROOM];
        const eh_stated *s = &t->stated[i];
        if (!asked(t, s) || s->settled || !s->questioned)
            continue;
        shown_as(&t->rules, s->about, s->group, printed_of(s), by_rules);
        shown_as(items, s->about, s->group, printed_of(s), so);
        if (strcmp(by_rules, so) != 0)
            return true;
    }
    return false;
}

/* The two together that fit best, kept in t->pair; NULL for none. */
static eh_departure *best_pair(trial *t, fit *best) {
    eh_departure *found = NULL;
    *best = (fit){0};
    for (size_t a = 0; a < t->singles; a++)
        for (size_t b = a + 1; b < t->singles && t->status == EH_OK; b++) {
            eh_departure both = {
                .vary = t->single[a].vary | t->single[b].vary, .code = t->single[a].code, .also = t->single[b].code};
            if (!eh_departures_agree(t->single[a].vary, t->single[b].vary) || !matters(t, &t->single[a]) ||
                !matters(t, &t->single[b]))
                continue;
            fit f = fit_of(t, items_under(t, &both));
            bool take = f.gives > 0 && (!found || better(f, *best));
            if (take) {
                eh_plain_items_free(&t->pair.items);
                t->pair = both;
                found = &t->pair;
                *best = f;
            } else
                eh_plain_items_free(&both.items);
        }
    return t->status == EH_OK ? found : NULL;
}

/* ---- what is said ---- */

/* The figure that speaks for the others: a ratio, else a total, else the first. */
static unsigned weight(const eh_item *about) {
    return about->operation == EH_OP_RELATIVE ? 3 : about->operation == EH_OP_SUM ? 2 : about->of_which ? 0 : 1;
}

static const char *or_none(const char *text) {
    return *text ? text : "none";
}

/* "1.total, BME: 120 printed, 118 by the rules, 120 so" */
static void say_figure(const trial *t, const eh_stated *s, const eh_plain_items *so, eh_buffer *out) {
    char by_rules[EH_FRACTION_ROOM], shown[EH_FRACTION_ROOM];
    shown_as(&t->rules, s->about, s->group, printed_of(s), by_rules);
    eh_buffer_format(out, "%s%s%s%s: %s printed, %s by the rules", out->length ? "; " : "", s->about->id,
                     s->about->groups ? ", " : "",
                     s->about->groups ? eh_group_name(t->question.edition->standard, s->group) : "",
                     or_none(printed_of(s)), or_none(by_rules));
    if (!so)
        return;
    shown_as(so, s->about, s->group, printed_of(s), shown);
    eh_buffer_format(out, ", %s so", or_none(shown));
}

/* Settles the open figures that the departure gives (without one: all of them) and remarks on them once. */
static void settle(trial *t, const eh_departure *why, const eh_remark_draft *draft, const char *behind) {
    const eh_plain_items *items = why ? &why->items : NULL;
    const eh_stated *about = NULL;
    eh_buffer evidence = {0};
    char expected[EH_FRACTION_ROOM] = "";
    size_t settled = 0;
    for (size_t i = 0; i < t->count; i++) {
        eh_stated *s = &t->stated[i];
        if (!asked(t, s) || s->settled || !s->questioned || (items && !gives(items, s)))
            continue;
        s->settled = true;
        if (!about || weight(s->about) > weight(about->about))
            about = s;
        if (settled++ < SHOWN_FIGURES)
            say_figure(t, s, items, &evidence);
    }
    if (!about)
        return;
    if (settled > SHOWN_FIGURES)
        eh_buffer_format(&evidence, "; and %zu more of indicator %s", settled - SHOWN_FIGURES, t->indicator);
    eh_buffer_text(&evidence, behind);
    shown_as(&t->rules, about->about, about->group, printed_of(about), expected);
    eh_remark_draft whole_draft = *draft;
    whole_draft.expected = or_none(expected);
    whole_draft.evidence = evidence.data;
    if (evidence.failed || !eh_audit_remark(t->audit, about->figure, &whole_draft))
        t->status = EH_NOMEM;
    eh_buffer_free(&evidence);
}

/* High: it gives all that differs, in several figures, spoils nothing, and nothing else does. */
static eh_confidence confidence_in(fit f, bool rival, bool pair) {
    if (!whole(f) || rival)
        return EH_CONFIDENCE_LOW;
    return f.gives >= SEVERAL && !pair ? EH_CONFIDENCE_HIGH : f.gives > 1 ? EH_CONFIDENCE_MEDIUM : EH_CONFIDENCE_LOW;
}

static void settle_single(trial *t, const eh_departure *why, fit f, const eh_departure *rival) {
    eh_buffer behind = {0};
    eh_remark_draft draft = {.code = why->code, .confidence = confidence_in(f, rival != NULL, false)};
    if (whole(f) && f.gives == 1 && !rival)
        draft.confidence = EH_CONFIDENCE_MEDIUM;
    if (f.spoils)
        eh_buffer_format(&behind, "; but %zu figures that the rules give would be others so", f.spoils);
    if (rival)
        eh_buffer_format(&behind, "; as well explained by: %s",
                         eh_remark_words_of(t->audit->catalogue, rival->code)->name);
    if (behind.failed)
        t->status = EH_NOMEM;
    else
        settle(t, why, &draft, eh_buffer_words(&behind));
    eh_buffer_free(&behind);
}

static void settle_pair(trial *t, const eh_departure *why, fit f) {
    eh_buffer names = {0};
    eh_buffer_format(&names, "%s; %s", eh_remark_words_of(t->audit->catalogue, why->code)->name,
                     eh_remark_words_of(t->audit->catalogue, why->also)->name);
    eh_remark_draft draft = {
        .code = EH_REMARK_TWO_DEPARTURES, .confidence = confidence_in(f, false, true), .more = names.data};
    if (names.failed)
        t->status = EH_NOMEM;
    else
        settle(t, why, &draft, "");
    eh_buffer_free(&names);
}

static bool open_figures(const trial *t) {
    for (size_t i = 0; i < t->count; i++)
        if (asked(t, &t->stated[i]) && t->stated[i].questioned && !t->stated[i].settled)
            return true;
    return false;
}

/* One departure that gives everything; else two together that do; else one by one what explains most; what is left is said to be unexplained. */
static void explain_indicator(trial *t) {
    fit one, two;
    const eh_departure *rival;
    while (t->status == EH_OK && open_figures(t)) {
        eh_departure *single = best_single(t, &one, &rival);
        eh_departure *both = single && whole(one) ? NULL : best_pair(t, &two);
        bool several = both && two.gives >= SEVERAL && two.gives > two.spoils;
        bool pair = both && (single ? whole(two) && two.gives > 1 : whole(two) || several);
        if (t->status != EH_OK)
            return;
        if (pair)
            settle_pair(t, both, two);
        else if (single && one.gives > one.spoils)
            settle_single(t, single, one, rival);
        else {
            settle(t, NULL, &(eh_remark_draft){.code = EH_REMARK_AGAINST_EXTRACTS, .confidence = EH_CONFIDENCE_HIGH},
                   "");
            return;
        }
    }
}

/* ---- all of it ---- */

/* A figure is under question when the extracts give one and it is another. What they do not give (no survey among them) nothing is said of. */
static void question_figures(trial *t) {
    for (size_t i = 0; i < t->count; i++) {
        eh_stated *s = &t->stated[i];
        const eh_plain_item *item = eh_plain_item_find(&t->rules, s->about->id);
        bool given = item && item->value[s->group].missing == EH_PRESENT && !item->value[s->group].answer;
        bool undefined = item && item->value[s->group].missing == EH_UNDEFINED;
        bool stated = s->value->missing == EH_PRESENT;
        s->settled = s->value->missing == EH_SUPPRESSED || !(given || (undefined && stated));
        s->questioned = !s->settled && !gives(&t->rules, s);
    }
}

eh_status eh_audit_against(eh_audit *audit, const eh_plain_book *book, const eh_plain_question *question,
                           eh_stated *stated, size_t count) {
    trial *t = calloc(1, sizeof *t);
    if (!t)
        return EH_NOMEM;
    *t = (trial){.audit = audit, .book = book, .question = *question, .stated = stated, .count = count};
    t->status = eh_plain_reckon(book, question, &t->rules);
    for (eh_departure *d = t->single; t->singles < MOST_DEPARTURES; t->singles++, d++)
        if (!eh_departure_at(t->singles, &d->vary, &d->code))
            break;
    if (t->status == EH_OK)
        question_figures(t);
    for (size_t i = 0; i < count && t->status == EH_OK; i++) {
        t->indicator = stated[i].about->indicator;
        if (stated[i].questioned && !stated[i].settled)
            explain_indicator(t);
    }
    for (size_t i = 0; i < t->singles; i++)
        eh_plain_items_free(&t->single[i].items);
    eh_plain_items_free(&t->pair.items);
    eh_plain_items_free(&t->rules);
    eh_status status = t->status;
    free(t);
    return status;
}
