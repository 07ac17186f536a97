/* What the cells of a figure mean. */
#include <stdlib.h>
#include <string.h>

#include "audit/claims.h"
#include "base/finding.h"
#include "base/limits.h"

/* ---- words ---- */

static bool holds(const eh_claim *f, const eh_audit_word *word) {
    return word->standard < 0 || !f->has_standard || word->standard == (int)f->standard;
}

/* The first (longest) words of a use that the tokens hold, or NULL. */
static const eh_audit_word *find_word(const eh_catalogue *catalogue, const eh_claim *f, eh_audit_use use,
                                      const char *tokens, bool whole) {
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, use); (word = eh_audit_word_at(catalogue, i)) && word->use == use; i++)
        if (holds(f, word) && (whole ? strcmp(tokens, word->tokens) == 0 : strstr(tokens, word->tokens) != NULL))
            return word;
    return NULL;
}

bool eh_tokens_say(const eh_catalogue *catalogue, const char *tokens, eh_audit_use use, const char *to) {
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, use); (word = eh_audit_word_at(catalogue, i)) && word->use == use; i++)
        if (strcmp(word->to, to) == 0 && strstr(tokens, word->tokens))
            return true;
    return false;
}

static eh_status doubt(const eh_claims *figures, const eh_claim *f, eh_code code, eh_column column) {
    return eh_found(figures->findings, code,
                    (eh_place){.file = figures->audit->prepared_from,
                               .row = f->row,
                               .column = f->columns[column],
                               .heading = eh_column_heading(column)},
                    1, f->cells[column], NULL, NULL);
}

/* ---- organisation, standard, edition ---- */

static bool read_organisation(const eh_claims *figures, eh_claim *f) {
    char folded[EH_FOLD_ROOM];
    eh_slice code = eh_trim(eh_slice_of(f->cells[EH_COLUMN_CODE]));
    eh_slice name = eh_slice_of(f->cells[EH_COLUMN_ORGANISATION]);
    char *capitals = eh_arena_slice(figures->audit->arena, code.at ? code.at : "", code.length);
    if (!capitals)
        return false;
    for (char *c = capitals; *c; c++)
        *c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
    f->organisation = capitals;
    f->key = capitals;
    if (*capitals)
        return true;
    size_t length = eh_fold(name, folded, sizeof folded);
    f->key = eh_audit_text(figures->audit, (eh_slice){folded, length});
    /* A name that some row above gives a code to is that organisation. */
    for (size_t i = 0; f->key && length > 0 && &figures->at[i] < f && i < EH_LIMIT_NEIGHBOURS; i++)
        if (*figures->at[i].organisation &&
            strcmp(figures->at[i].cells[EH_COLUMN_ORGANISATION], f->cells[EH_COLUMN_ORGANISATION]) == 0) {
            f->organisation = f->key = figures->at[i].organisation;
            return true;
        }
    return f->key != NULL;
}

static eh_status read_standard(const eh_claims *figures, eh_claim *f) {
    const eh_catalogue *catalogue = figures->audit->catalogue;
    char tokens[EH_TOKENS_ROOM];
    eh_tokens(eh_slice_of(f->cells[EH_COLUMN_STANDARD]), tokens);
    const eh_audit_word *word = find_word(catalogue, f, EH_USE_STANDARD, tokens, false);
    bool stated = f->cells[EH_COLUMN_STANDARD][0] != '\0', understood = word != NULL;
    if (!word)
        word = find_word(catalogue, f, EH_USE_STANDARD, f->item_tokens, false);
    if (word)
        f->has_standard = eh_standard_read(eh_slice_of(word->to), &f->standard);
    for (unsigned s = 0; !f->has_standard && s < EH_STANDARD_COUNT; s++) {
        unsigned group;
        eh_slice words = eh_slice_of(f->cells[EH_COLUMN_GROUP]);
        if (eh_group_read((eh_standard)s, words, &group) && group != EH_UNKNOWN) {
            f->standard = (eh_standard)s;
            f->has_standard = true;
        }
    }
    return stated && !understood ? doubt(figures, f, EH_F_AUDIT_STANDARD, EH_COLUMN_STANDARD) : EH_OK;
}

static int digits_at(const char *text, unsigned want) {
    int number = 0;
    for (unsigned i = 0; i < want; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return text[want] >= '0' && text[want] <= '9' ? -1 : number;
}

/* "2025", "31 March 2025"; "2024/25" and "2024-2025" are the edition of the later year. */
static int year_of(const char *text) {
    int year = 0;
    for (size_t i = 0; text[i]; i++) {
        bool inside = i > 0 && text[i - 1] >= '0' && text[i - 1] <= '9';
        int four = inside ? -1 : digits_at(text + i, 4);
        if (four < 1990 || four > 2100)
            continue;
        year = four;
        if ((text[i + 4] == '/' || text[i + 4] == '-') &&
            (digits_at(text + i + 5, 2) == (four + 1) % 100 || digits_at(text + i + 5, 4) == four + 1))
            return four + 1;
    }
    return year;
}

static const eh_edition *nearest(const eh_catalogue *catalogue, eh_standard standard, int year) {
    int first = 0, last = 0;
    if (!eh_catalogue_years(catalogue, eh_standard_id(standard), &first, &last))
        return NULL;
    int wanted = year == 0 || year > last ? last : year < first ? first : year;
    const eh_edition *edition = eh_edition_find(catalogue, standard, wanted);
    return edition ? edition : eh_edition_find(catalogue, standard, last);
}

static eh_status read_edition(const eh_claims *figures, eh_claim *f) {
    f->year = year_of(f->cells[EH_COLUMN_EDITION]);
    if (f->has_standard)
        f->edition = nearest(figures->audit->catalogue, f->standard, f->year);
    bool lost = f->year == 0 && f->cells[EH_COLUMN_EDITION][0];
    return lost ? doubt(figures, f, EH_F_AUDIT_EDITION, EH_COLUMN_EDITION) : EH_OK;
}

/* ---- group ---- */

static eh_status read_group(const eh_claims *figures, eh_claim *f) {
    char tokens[EH_TOKENS_ROOM];
    eh_slice text = eh_slice_of(f->cells[EH_COLUMN_GROUP]);
    f->group = EH_GROUP_NONE;
    if (text.length == 0)
        return EH_OK;
    if (f->has_standard && eh_group_read(f->standard, text, &f->group))
        return EH_OK;
    f->group = EH_GROUP_NONE;
    eh_tokens(text, tokens);
    const eh_audit_word *word = find_word(figures->audit->catalogue, f, EH_USE_GROUP, tokens, true);
    if (word && strcmp(word->to, "all") == 0)
        f->group = EH_GROUP_ALL;
    for (unsigned g = 0; word && f->has_standard && g < EH_GROUPS; g++)
        if (strcmp(eh_group_id(f->standard, g), word->to) == 0)
            f->group = g;
    return f->group == EH_GROUP_NONE ? doubt(figures, f, EH_F_AUDIT_GROUP, EH_COLUMN_GROUP) : EH_OK;
}

/* ---- numbers ---- */

static eh_status read_count(const eh_claims *figures, const eh_claim *f, eh_column column, eh_count_given *given) {
    eh_printed read = eh_printed_read(figures->audit->catalogue, eh_slice_of(f->cells[column]));
    *given = (eh_count_given){0};
    if (read.state == EH_PRINTED_UNREAD || (read.state == EH_PRINTED_NUMBER && read.value.numerator < 0))
        return doubt(figures, f, EH_F_AUDIT_COUNT, column);
    if (read.state != EH_PRINTED_NUMBER || read.unit == EH_PRINTED_ODDS)
        return EH_OK;
    eh_fraction value = eh_fraction_make(read.value.numerator, read.value.denominator);
    if (!eh_at_most(value, (eh_fraction){EH_LIMIT_COUNT, 1}))
        return doubt(figures, f, EH_F_AUDIT_COUNT, column);
    *given =
        (eh_count_given){.given = true, .whole = value.denominator == 1, .decimals = read.decimals, .value = value};
    return EH_OK;
}

static eh_status read_numbers(const eh_claims *figures, eh_claim *f) {
    eh_status status = EH_OK;
    f->value = eh_printed_read(figures->audit->catalogue, eh_slice_of(f->cells[EH_COLUMN_VALUE]));
    if (f->value.state == EH_PRINTED_UNREAD)
        status = doubt(figures, f, EH_F_AUDIT_VALUE, EH_COLUMN_VALUE);
    const struct {
        eh_column column;
        eh_count_given *to;
    } counts[] = {{EH_COLUMN_NUMERATOR, &f->n},
                  {EH_COLUMN_DENOMINATOR, &f->d},
                  {EH_COLUMN_COMPARATOR_NUMERATOR, &f->cn},
                  {EH_COLUMN_COMPARATOR_DENOMINATOR, &f->cd}};
    for (size_t i = 0; i < sizeof counts / sizeof *counts && status == EH_OK; i++)
        status = read_count(figures, f, counts[i].column, counts[i].to);
    return status;
}

bool eh_claim_has_counts(const eh_claim *f, bool compared) {
    return f->n.given && f->d.given && f->d.value.numerator > 0 &&
           (!compared || (f->cn.given && f->cd.given && f->cd.value.numerator > 0));
}

bool eh_claim_may_be_half(const eh_claim *f, eh_fraction count) {
    bool cases = f->edition && f->edition->case_years == 2 && f->item && strcmp(f->item->indicator, "3") == 0;
    return cases && eh_fraction_multiply(count, (eh_fraction){2, 1}).denominator == 1;
}

/* Neither a number of people nor of cases. */
static bool is_rate(const eh_claim *f, const eh_count_given *count) {
    return !count->whole && !eh_claim_may_be_half(f, count->value);
}

bool eh_claim_has_rates(const eh_claim *f) {
    const eh_fraction hundred = {100, 1};
    bool of_hundred = eh_claim_has_counts(f, true) && eh_fraction_compare(f->d.value, hundred) == 0 &&
                      eh_fraction_compare(f->cd.value, hundred) == 0;
    bool bare = f->n.given && f->cn.given && !f->d.given && !f->cd.given;
    return (of_hundred || bare) && (is_rate(f, &f->n) || is_rate(f, &f->cn));
}

/* ---- item and form ---- */

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
    const eh_audit_word *word = find_word(catalogue, f, EH_USE_INDICATOR, f->item_tokens, false);
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
        if (holds(f, word) && in_row(item->id, word->to) && strstr(f->item_tokens, word->tokens)) {
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
        if (holds(f, word) && strstr(f->item_tokens, word->tokens) && !in_row(item->id, word->to) &&
            strncmp(word->to, "1", 1) != 0)
            return true;
    return false;
}

static eh_status read_item(const eh_claims *figures, eh_claim *f) {
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
    return lost ? doubt(figures, f, EH_F_AUDIT_ITEM, EH_COLUMN_ITEM) : EH_OK;
}

eh_status eh_claim_understand(eh_claims *figures, eh_claim *f) {
    char tokens[EH_TOKENS_ROOM];
    size_t length = eh_tokens(eh_slice_of(f->cells[EH_COLUMN_ITEM]), tokens);
    f->item_tokens = eh_audit_text(figures->audit, (eh_slice){tokens, length});
    length = eh_tokens(eh_slice_of(f->cells[EH_COLUMN_NOTE]), tokens);
    f->note_tokens = eh_audit_text(figures->audit, (eh_slice){tokens, length});
    if (!f->item_tokens || !f->note_tokens || !read_organisation(figures, f))
        return EH_NOMEM;
    static eh_status (*const steps[])(const eh_claims *, eh_claim *) = {read_standard, read_edition, read_group,
                                                                        read_numbers, read_item};
    eh_status status = EH_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == EH_OK; i++)
        status = steps[i](figures, f);
    return status;
}

/* ---- how it was understood ---- */

static void say_counts(eh_buffer *out, const eh_claim *f) {
    const char *const *cells = f->cells;
    if (*cells[EH_COLUMN_NUMERATOR])
        eh_buffer_format(out, "; %s", cells[EH_COLUMN_NUMERATOR]);
    if (*cells[EH_COLUMN_NUMERATOR] && *cells[EH_COLUMN_DENOMINATOR])
        eh_buffer_format(out, " of %s", cells[EH_COLUMN_DENOMINATOR]);
    else if (*cells[EH_COLUMN_DENOMINATOR])
        eh_buffer_format(out, "; of %s", cells[EH_COLUMN_DENOMINATOR]);
    if (*cells[EH_COLUMN_COMPARATOR_NUMERATOR])
        eh_buffer_format(out, " against %s", cells[EH_COLUMN_COMPARATOR_NUMERATOR]);
    if (*cells[EH_COLUMN_COMPARATOR_NUMERATOR] && *cells[EH_COLUMN_COMPARATOR_DENOMINATOR])
        eh_buffer_format(out, " of %s", cells[EH_COLUMN_COMPARATOR_DENOMINATOR]);
}

static void say(eh_buffer *out, const eh_claim *f) {
    static const char *const names[] = {"a figure of unknown kind",
                                        "headcount",
                                        "likelihood or survey percentage",
                                        "share",
                                        "relative likelihood",
                                        "difference of two percentages",
                                        "change",
                                        "score",
                                        "other percentage"};
    static const char *const units[] = {"without a unit", "in percent", "in percentage points", "in times", "as odds"};
    eh_buffer_text(out, names[f->form]);
    if (f->value.state == EH_PRINTED_NUMBER)
        eh_buffer_format(out, ", printed %s with %u decimal%s", units[f->value.unit], f->value.decimals,
                         f->value.decimals == 1 ? "" : "s");
    else
        eh_buffer_text(out, f->value.state == EH_PRINTED_UNREAD ? ", its value not understood" : ", no number printed");
    say_counts(out, f);
}

bool eh_claims_show(const eh_claims *figures) {
    for (size_t i = 0; i < figures->count; i++) {
        const eh_claim *f = &figures->at[i];
        eh_buffer words = {0};
        say(&words, f);
        const char *understood =
            words.failed ? NULL : eh_audit_text(figures->audit, (eh_slice){words.data, words.length});
        eh_buffer_free(&words);
        eh_audit_figure shown = {
            .organisation = f->organisation,
            .organisation_name = f->cells[EH_COLUMN_ORGANISATION],
            .standard = f->has_standard ? eh_standard_id(f->standard) : "",
            .edition = f->year,
            .item = f->item ? f->item->id : "",
            .item_words = f->cells[EH_COLUMN_ITEM],
            .group = f->has_standard && f->group < EH_GROUPS ? eh_group_id(f->standard, f->group)
                     : f->group == EH_GROUP_ALL              ? "all"
                                                             : f->cells[EH_COLUMN_GROUP],
            .printed = f->cells[EH_COLUMN_VALUE],
            .understood = understood,
            .numerator = f->cells[EH_COLUMN_NUMERATOR],
            .denominator = f->cells[EH_COLUMN_DENOMINATOR],
            .comparator_numerator = f->cells[EH_COLUMN_COMPARATOR_NUMERATOR],
            .comparator_denominator = f->cells[EH_COLUMN_COMPARATOR_DENOMINATOR],
            .source = f->cells[EH_COLUMN_SOURCE],
            .note = f->cells[EH_COLUMN_NOTE],
            .file = figures->audit->prepared_from,
            .row = f->row,
        };
        if (!understood || !eh_audit_add_figure(figures->audit, &shown))
            return false;
    }
    return true;
}
