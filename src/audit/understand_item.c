/* Which item of the return a printed figure is about, and in which form it was printed. */
#include <string.h>

#include "audit/understand.h"

/* ---- form ---- */

static const struct {
    const char *word;
    eh_form form;
} forms[] = {{"relative", EH_FORM_RELATIVE}, {"rate", EH_FORM_RATE}, {"share", EH_FORM_SHARE}, {"count", EH_FORM_COUNT},
             {"change", EH_FORM_CHANGE},     {"gap", EH_FORM_GAP},   {"other", EH_FORM_OTHER}};

static eh_form form_in_words(const eh_catalogue *catalogue, const char *tokens) {
    static const eh_form first[] = {EH_FORM_OTHER, EH_FORM_CHANGE, EH_FORM_RELATIVE, EH_FORM_GAP,
                                    EH_FORM_RATE,  EH_FORM_SHARE,  EH_FORM_COUNT};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            if (forms[k].form == first[i] && eh_tokens_say(catalogue, tokens, EH_USE_FORM, forms[k].word))
                return first[i];
    return EH_FORM_NONE;
}

/* What the value looks like, where the words do not say. */
static eh_form form_of_value(const eh_claim *f) {
    bool compared = f->cn.given && f->n.given;
    if (f->value.state != EH_PRINTED_NUMBER)
        return EH_FORM_NONE;
    if (f->value.unit == EH_PRINTED_POINTS)
        return EH_FORM_GAP;
    if (f->value.unit == EH_PRINTED_TIMES || compared)
        return EH_FORM_RELATIVE;
    if (f->value.unit == EH_PRINTED_PERCENT || f->value.unit == EH_PRINTED_ODDS)
        return EH_FORM_RATE;
    return f->value.decimals == 0 && !f->d.given ? EH_FORM_COUNT : EH_FORM_NONE;
}

/* A row of headcounts may be printed as people, or as its percentage, with its sign or without. */
static bool is_share_of_row(const eh_item *item, const eh_claim *f) {
    const eh_printed *value = &f->value;
    bool bare = item->percent_of_row && value->unit == EH_PRINTED_PLAIN && value->decimals > 0 &&
                (eh_at_most(value->value, (eh_fraction){100, 1}) || (f->n.given && f->d.given));
    return bare || value->unit == EH_PRINTED_PERCENT || value->unit == EH_PRINTED_ODDS ||
           value->unit == EH_PRINTED_POINTS;
}

static eh_form form_of_item(const eh_item *item, const eh_claim *f) {
    switch (item->operation) {
    case EH_OP_COUNT:
    case EH_OP_SUM:
        return is_share_of_row(item, f) ? EH_FORM_SHARE : EH_FORM_COUNT;
    case EH_OP_RATE:
        return EH_FORM_RATE;
    case EH_OP_SURVEY:
        return item->unit == EH_SCORE ? EH_FORM_SCORE : EH_FORM_RATE;
    case EH_OP_RELATIVE:
        return EH_FORM_RELATIVE;
    case EH_OP_SHARE:
        return EH_FORM_SHARE;
    case EH_OP_GAP:
        return EH_FORM_GAP;
    case EH_OP_ANSWER:
        break;
    }
    return EH_FORM_NONE;
}

/* ---- item ---- */

/* Whether some item of the edition is of this indicator. */
static bool is_indicator(const eh_edition *edition, eh_slice word) {
    for (unsigned i = 0; i < edition->item_count; i++)
        if (eh_slice_equal(eh_slice_of(edition->items[i].indicator), word))
            return true;
    return false;
}

/* The indicator that the words name by its number, as the first word or behind a word such as "indicator", "metric", "WRES". "4a" may be followed by a part. */
static eh_slice indicator_by_number(const eh_edition *edition, const char *tokens) {
    static const char *const leads[] = {"indicator", "metric", "wres", "wdes", "measure", "number"};
    eh_slice before = {0};
    for (const char *at = tokens + 1; *at;) {
        size_t length = strcspn(at, " ");
        eh_slice word = {at, length};
        bool led = before.length == 0;
        for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
            led = led || eh_slice_equal(before, eh_slice_of(leads[i]));
        if (led && is_indicator(edition, word))
            return word;
        before = word;
        at += length + (at[length] == ' ');
    }
    return (eh_slice){0};
}

static eh_slice indicator_of(const eh_catalogue *catalogue, const eh_claim *f) {
    eh_slice number = indicator_by_number(f->edition, f->item_tokens);
    if (number.length > 0)
        return number;
    const eh_audit_word *word = eh_claim_word(catalogue, f, EH_USE_INDICATOR, f->item_tokens, false);
    return word ? eh_slice_of(word->to) : (eh_slice){0};
}

/* Whether an item's id ends so behind a point: "1a.band-6" in "band-6", "9.voting-percentage" in "voting". */
static bool in_row(const char *id, const char *row) {
    const char *point = strchr(id, '.');
    size_t length = strlen(row);
    return strcmp(id, row) == 0 ||
           (point && strncmp(point + 1, row, length) == 0 &&
            (point[1 + length] == '\0' || point[1 + length] == '-' || point[1 + length] == '.'));
}

/* How many words of a text, as tokens, the item's words hold; of NULL, how many there are. */
static unsigned shared_words(const char *words, const char *text) {
    char tokens[EH_TOKENS_ROOM], word[EH_FOLD_ROOM];
    unsigned shared = 0;
    eh_tokens(eh_slice_of(text), tokens);
    for (const char *at = tokens; at[1] != '\0';) {
        size_t length = strcspn(at + 1, " ");
        if (length + 3 < sizeof word) {
            memcpy(word, at, length + 2);
            word[length + 2] = '\0';
            shared += !words || strstr(words, word) != NULL;
        }
        at += length + 1;
    }
    return shared;
}

/* Whether the words hold how the id ends: " appointed " of "2.appointed". */
static bool ends_named(const char *words, const char *id) {
    char tokens[EH_TOKENS_ROOM];
    const char *point = strchr(id, '.');
    eh_tokens(eh_slice_of(point ? point : ""), tokens);
    return point && strstr(words, tokens) != NULL;
}

/* How well an item fits the words; 0 not at all. */
static unsigned fitness(const eh_catalogue *catalogue, const eh_claim *f, const eh_item *item, eh_form form) {
    unsigned score = 1, shared = shared_words(f->item_tokens, item->label);
    bool ends = ends_named(f->item_tokens, item->id), whole = shared == shared_words(NULL, item->label);
    eh_form own = form_of_item(item, f);
    const eh_audit_word *word;
    if (form != EH_FORM_NONE && form != EH_FORM_CHANGE && form != EH_FORM_OTHER) {
        bool percentages =
            (form == EH_FORM_RATE || form == EH_FORM_SHARE) && (own == EH_FORM_RATE || own == EH_FORM_SHARE);
        if (own == EH_FORM_COUNT && form == EH_FORM_SHARE && item->percent_of_row)
            percentages = true;
        if (own != form && !percentages)
            return 0;
        score += own == form;
    }
    if (form == EH_FORM_NONE && f->value.decimals > 0) { /* decimals: no people; without a sign most likely a ratio */
        bool half = (ends || whole) && eh_fraction_multiply(f->value.value, (eh_fraction){2, 1}).denominator == 1;
        if (own == EH_FORM_COUNT && !half)
            return 0;
        score += own == EH_FORM_RELATIVE && f->value.unit == EH_PRINTED_PLAIN;
    }
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_ROW);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_ROW; i++)
        if (eh_claim_suits(f, word) && in_row(item->id, word->to) && strstr(f->item_tokens, word->tokens)) {
            /* A band says more than its side. */
            score += 4 + (word->to[0] == '1' ? 0 : (unsigned)strlen(word->tokens));
            break;
        }
    return score + (ends ? 5 : 0) + (whole ? 3 : 0) + shared;
}

/* The side of the workforce that the words name: bands are on both. */
static char side_of(const char *tokens) {
    if (strstr(tokens, " non clinical ") || strstr(tokens, " nonclinical "))
        return 'a';
    return strstr(tokens, " clinical ") ? 'b' : '\0';
}

/* Whether the row is on the other side of the workforce as well, so that words must name the side: bands are, consultants are not. */
static bool on_both_sides(const eh_edition *edition, const char *id) {
    for (unsigned i = 0; i < edition->item_count; i++) {
        const char *other = edition->items[i].id;
        if (other[0] == '1' && (other[1] == 'a' || other[1] == 'b') && other[1] != id[1] &&
            strcmp(other + 2, id + 2) == 0)
            return true;
    }
    return false;
}

static int find_item(const eh_catalogue *catalogue, const eh_claim *f, eh_form form) {
    eh_slice indicator = indicator_of(catalogue, f);
    char side = side_of(f->item_tokens);
    int best = -1;
    unsigned best_score = 0;
    for (unsigned i = 0; indicator.length > 0 && i < f->edition->item_count; i++) {
        const eh_item *item = &f->edition->items[i];
        if (!eh_slice_equal(eh_slice_of(item->indicator), indicator))
            continue;
        unsigned score = fitness(catalogue, f, item, form);
        bool sided = item->id[0] == '1' && (item->id[1] == 'a' || item->id[1] == 'b');
        if (sided && item->id[1] != side && (side != '\0' || on_both_sides(f->edition, item->id)))
            score = 0; /* a band without its side is no item */
        if (strcmp(item->id, "1.total") == 0)
            score += score > 0 && side == '\0'; /* indicator 1 without more words is the whole workforce */
        if (score > best_score) {
            best = (int)i;
            best_score = score;
        }
    }
    return best;
}

/* Whether the words name a row of indicator 1 that only a side makes an item: "band 6". */
static bool half_named(const eh_catalogue *catalogue, const eh_claim *f, const eh_item *item) {
    const eh_audit_word *word;
    if (strcmp(item->indicator, "1") != 0)
        return false;
    for (size_t i = eh_audit_words_of(catalogue, EH_USE_ROW);
         (word = eh_audit_word_at(catalogue, i)) && word->use == EH_USE_ROW; i++)
        if (eh_claim_suits(f, word) && strstr(f->item_tokens, word->tokens) && !in_row(item->id, word->to) &&
            strncmp(word->to, "1", 1) != 0)
            return true;
    return false;
}

eh_status eh_claim_read_item(const eh_claims *figures, eh_claim *f) {
    const eh_catalogue *catalogue = figures->audit->catalogue;
    const char *words = f->cells[EH_COLUMN_ITEM];
    f->form = form_in_words(catalogue, f->item_tokens);
    int place = f->edition ? eh_item_find(f->edition, eh_trim(eh_slice_of(words))) : -1;
    if (place >= 0)
        f->form = EH_FORM_NONE;
    else if (f->form == EH_FORM_NONE && f->value.unit == EH_PRINTED_PLAIN && f->value.decimals > 0)
        f->form = form_in_words(catalogue, f->note_tokens) == EH_FORM_RELATIVE ? EH_FORM_RELATIVE : EH_FORM_NONE;
    if (eh_tokens_say(catalogue, f->note_tokens, EH_USE_FORM, "other"))
        f->form = EH_FORM_OTHER;
    eh_form wanted = f->form != EH_FORM_NONE ? f->form : form_of_value(f);
    if (place < 0 && f->edition && *words && f->form == EH_FORM_NONE && wanted == EH_FORM_RATE &&
        !f->cells[EH_COLUMN_GROUP][0]) {
        /* Of no group: an indicator's ratio, if it has one, whatever sign stands behind it. */
        place = find_item(catalogue, f, EH_FORM_RELATIVE);
    }
    if (place < 0 && f->edition && *words)
        place = find_item(catalogue, f, wanted);
    if (place < 0 && f->edition && *words && f->form == EH_FORM_NONE)
        place = find_item(catalogue, f, EH_FORM_NONE);
    if (place >= 0 && !half_named(catalogue, f, &f->edition->items[place])) {
        f->place = (unsigned)place;
        f->item = &f->edition->items[place];
    }
    if (f->item && f->form != EH_FORM_CHANGE && f->form != EH_FORM_OTHER)
        f->form = form_of_item(f->item, f);
    if (f->form == EH_FORM_NONE)
        f->form = wanted;
    f->item_key = f->item && f->form != EH_FORM_OTHER ? f->item->id : f->item_tokens;
    bool lost = place < 0 && *words && f->has_standard && f->form != EH_FORM_OTHER;
    return lost ? eh_claim_doubt(figures, f, EH_F_AUDIT_ITEM, EH_COLUMN_ITEM) : EH_OK;
}
