/* See words_trust.h. */
#include "report/words_trust.h"

#include <string.h>

typedef struct telling {
    eh_buffer *out;
    const eh_catalogue *catalogue;
    const eh_return *ret;
    const eh_trust *trust;
    const eh_trust_figure *figure; /* that is being told of */
} telling;

/* A sentence, a space before it when something stands there already. */
static void say(const telling *t, eh_trust_word word, const char *one, const char *two, const char *three) {
    if (t->out->length > 0)
        eh_buffer_char(t->out, ' ');
    eh_words_put(t->out, eh_trust_word_text(t->catalogue, word), one, two, three);
}

/* Texts to put into a sentence. */
enum { PARTS = 3 };
typedef struct parts {
    eh_buffer text[PARTS];
} parts;

static void say_parts(const telling *t, eh_trust_word word, parts *p) {
    say(t, word, p->text[0].data, p->text[1].data, p->text[2].data);
    for (unsigned i = 0; i < PARTS; i++) {
        eh_buffer_done(&p->text[i], t->out);
    }
    *p = (parts){0};
}

static const char *subject(const telling *t) {
    return eh_subject(t->ret->standard);
}

static const char *group_words(const telling *t, unsigned place) {
    return eh_group_inside(t->ret->standard, t->figure->group[place]);
}

static void percent_words(eh_buffer *out, eh_fraction percent) {
    char text[EH_FRACTION_ROOM];
    eh_fraction_display(percent, 1, text);
    eh_buffer_format(out, "%s%%", text);
}

/* ---- the workforce ---- */

static void unknown(const telling *t) {
    const eh_trust *trust = t->trust;
    parts p = {0};
    if (trust->unknown == 0) {
        say(t, EH_TRUST_UNKNOWN_NONE, subject(t), NULL, NULL);
        return;
    }
    eh_buffer_text(&p.text[0], subject(t));
    eh_words_count(&p.text[1], (double)trust->unknown);
    percent_words(&p.text[2], eh_fraction_subtract(trust->share_most, trust->share_least));
    say_parts(t, EH_TRUST_UNKNOWN, &p);
    eh_buffer_text(&p.text[0], eh_group_inside(t->ret->standard, eh_focus_group(t->ret->standard)));
    percent_words(&p.text[1], trust->share_least);
    percent_words(&p.text[2], trust->share_most);
    say_parts(t, EH_TRUST_UNKNOWN_SHARE, &p);
}

static void counted(const telling *t, uint64_t count, eh_trust_word some, eh_trust_word none) {
    parts p = {0};
    eh_words_count(&p.text[0], (double)count);
    say_parts(t, count ? some : none, &p);
}

/* ---- a figure ---- */

/* A bound as the item is shown. */
static void bound_words(const telling *t, eh_buffer *out, eh_fraction bound) {
    char text[EH_FRACTION_ROOM];
    if (!eh_fraction_defined(bound)) {
        eh_buffer_text(out, eh_trust_word_text(t->catalogue, EH_TRUST_NO_LIMIT));
        return;
    }
    eh_bound_display(bound, t->figure->item->unit == EH_RATIO, t->figure->entry->decimals, text);
    if (t->figure->item->unit != EH_POINTS) {
        eh_buffer_text(out, text);
        return;
    }
    eh_buffer number = {0};
    eh_buffer_format(&number, "%s%s", bound.numerator > 0 ? "+" : "", text);
    eh_words_put(out, eh_trust_word_text(t->catalogue, EH_TRUST_POINTS), number.data, NULL, NULL);
    eh_buffer_done(&number, out);
}

static void unknown_behind(const telling *t) {
    const eh_split *split = &t->figure->split;
    bool ratio = t->figure->item->unit == EH_RATIO;
    int64_t people = ratio ? split->people[EH_NEITHER] : split->events[EH_NEITHER];
    int64_t of_them = ratio ? split->events[EH_NEITHER] : split->people[EH_NEITHER];
    parts p = {0};
    eh_buffer_text(&p.text[0], subject(t));
    eh_words_count(&p.text[1], (double)people);
    eh_words_count(&p.text[2], (double)of_them);
    say_parts(t, ratio ? EH_TRUST_UNKNOWN_BEHIND : EH_TRUST_UNKNOWN_BOARD, &p);
    if (t->figure->years > 1) {
        eh_words_count(&p.text[0], t->figure->years);
        say_parts(t, EH_TRUST_YEARS, &p);
    }
}

static void limits(const telling *t) {
    const eh_bounds *b = &t->figure->bounds;
    parts p = {0};
    if (t->figure->item->unit == EH_RATIO) { /* of a difference, the unknown count as the second group as it is */
        eh_buffer_text(&p.text[0], group_words(t, EH_FIRST));
        bound_words(t, &p.text[1], b->all_first);
        eh_buffer_text(&p.text[2], group_words(t, EH_SECOND));
        say_parts(t, EH_TRUST_IF_ALL, &p);
        bound_words(t, &p.text[0], b->all_second);
        say_parts(t, EH_TRUST_IF_ALL_OTHER, &p);
    }
    bound_words(t, &p.text[0], b->least);
    bound_words(t, &p.text[1], b->most);
    say_parts(t, eh_fraction_defined(b->most) ? EH_TRUST_BETWEEN : EH_TRUST_AT_LEAST, &p);
}

/* "5 to whom it happened as BME, 9 of the others as White" */
static void fewest_words(const telling *t, eh_buffer *out) {
    const eh_bounds *b = &t->figure->bounds;
    bool ratio = t->figure->item->unit == EH_RATIO;
    const struct {
        int64_t count;
        unsigned to;
        eh_trust_word word;
    } which[] = {{b->fewest_events, b->events_to, ratio ? EH_TRUST_FEWEST_EVENTS : EH_TRUST_FEWEST_MEMBERS},
                 {b->fewest_others, b->others_to, ratio ? EH_TRUST_FEWEST_OTHERS : EH_TRUST_FEWEST_STAFF}};
    for (unsigned i = 0; i < 2; i++) {
        eh_buffer number = {0};
        if (which[i].count == 0)
            continue;
        eh_words_count(&number, (double)which[i].count);
        if (out->length > 0)
            eh_buffer_text(out, ", ");
        eh_words_put(out, eh_trust_word_text(t->catalogue, which[i].word), number.data, group_words(t, which[i].to),
                     NULL);
        eh_buffer_done(&number, out);
    }
}

static void parity(const telling *t) {
    const eh_bounds *b = &t->figure->bounds;
    const eh_fraction par = {t->figure->item->unit == EH_RATIO, 1};
    parts p = {0};
    if (b->level) {
        say(t, EH_TRUST_LEVEL, NULL, NULL, NULL);
    } else if (b->fewest < 0) {
        bound_words(t, &p.text[0], par);
        say_parts(t, EH_TRUST_NEVER, &p);
    } else {
        eh_words_count(&p.text[0], (double)b->fewest);
        bound_words(t, &p.text[1], par);
        fewest_words(t, &p.text[2]);
        say_parts(t, EH_TRUST_FEWEST, &p);
    }
}

static void few(const telling *t) {
    const eh_trust_figure *f = t->figure;
    parts p = {0};
    for (unsigned i = EH_FIRST; i <= EH_SECOND; i++) {
        eh_buffer number = {0};
        if (f->split.events[i] >= (int64_t)EH_FEW_EVENTS * f->years)
            continue;
        eh_words_count(&number, (double)f->split.events[i] / f->years);
        if (p.text[0].length > 0)
            eh_buffer_text(&p.text[0], ", ");
        eh_words_put(&p.text[0], eh_trust_word_text(t->catalogue, EH_TRUST_FEW_GROUP), number.data, group_words(t, i),
                     NULL);
        eh_buffer_done(&number, &p.text[0]);
    }
    say_parts(t, EH_TRUST_FEW, &p);
}

/* The figure as it is shown; one that is shown as parity without being it, with more places too. */
static void given(const telling *t, const eh_value *value) {
    const eh_bounds *b = &t->figure->bounds;
    const eh_fraction par = {t->figure->item->unit == EH_RATIO, 1};
    parts p = {0};
    eh_words_value(&p.text[0], value, t->figure->item->unit);
    bool nearly = false;
    if (b->told && eh_fraction_defined(b->given) && eh_fraction_compare(b->given, par) != 0) {
        char plain[EH_FRACTION_ROOM], told[EH_FRACTION_ROOM];
        eh_fraction_display(b->given, t->figure->entry->decimals, plain);
        eh_bound_display(b->given, t->figure->item->unit == EH_RATIO, t->figure->entry->decimals, told);
        nearly = strcmp(plain, told) != 0;
        eh_buffer_text(&p.text[1], told);
    }
    say_parts(t, nearly ? EH_TRUST_GIVEN_NEARLY : EH_TRUST_GIVEN, &p);
}

static void figure(const telling *t) {
    const eh_trust_figure *f = t->figure;
    const eh_value *value = eh_item_value(t->ret, f->item, f->group[EH_FIRST]);
    if (value && value->missing == EH_PRESENT) {
        given(t, value);
    } else {
        say(t, EH_TRUST_MISSING, eh_missing_words(value ? value->missing : EH_NOT_APPLICABLE), NULL, NULL);
    }
    if (f->split.events[EH_NEITHER] == 0 && f->split.people[EH_NEITHER] == 0) {
        say(t, EH_TRUST_UNKNOWN_BEHIND_NONE, subject(t), NULL, NULL);
    } else {
        unknown_behind(t);
        if (f->bounds.told) {
            limits(t);
            parity(t);
        } else {
            say(t, EH_TRUST_UNTOLD, NULL, NULL, NULL);
        }
    }
    if (f->few)
        few(t);
}

const char *eh_words_trust(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const eh_trust *trust,
                           size_t i) {
    telling t = {out, catalogue, ret, trust, NULL};
    if (trust->told && i-- == 0) {
        unknown(&t);
        return eh_trust_word_text(catalogue, EH_TRUST_UNKNOWN_SUBJECT);
    }
    if (trust->unplaced_told && i-- == 0) {
        counted(&t, (uint64_t)trust->unplaced, EH_TRUST_UNPLACED, EH_TRUST_UNPLACED_NONE);
        return eh_trust_word_text(catalogue, EH_TRUST_UNPLACED_SUBJECT);
    }
    if ((trust->matching || trust->unmatched) && i-- == 0) {
        counted(&t, trust->unmatched, EH_TRUST_UNMATCHED, EH_TRUST_UNMATCHED_NONE);
        return eh_trust_word_text(catalogue, EH_TRUST_UNMATCHED_SUBJECT);
    }
    if (i >= trust->count)
        return NULL;
    t.figure = &trust->figures[i];
    figure(&t);
    return t.figure->entry->label;
}
