/* What the cells of a figure mean: whose it is, of which edition and group, and its numbers. */
#include "audit/understand.h"

#include <string.h>

#include "base/finding.h"
#include "base/limits.h"

/* ---- words ---- */

bool eh_claim_suits(const eh_claim *f, const eh_audit_word *word) {
    return word->standard < 0 || !f->has_standard || word->standard == (int)f->standard;
}

const eh_audit_word *eh_claim_word(const eh_catalogue *catalogue, const eh_claim *f, eh_audit_use use,
                                   const char *tokens, bool whole) {
    const eh_audit_word *word;
    for (size_t i = eh_audit_words_of(catalogue, use); (word = eh_audit_word_at(catalogue, i)) && word->use == use; i++)
        if (eh_claim_suits(f, word) &&
            (whole ? strcmp(tokens, word->tokens) == 0 : strstr(tokens, word->tokens) != NULL))
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

eh_status eh_claim_doubt(const eh_claims *figures, const eh_claim *f, eh_code code, eh_column column) {
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
    const eh_audit_word *word = eh_claim_word(catalogue, f, EH_USE_STANDARD, tokens, false);
    bool stated = f->cells[EH_COLUMN_STANDARD][0] != '\0', understood = word != NULL;
    if (!word)
        word = eh_claim_word(catalogue, f, EH_USE_STANDARD, f->item_tokens, false);
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
    return stated && !understood ? eh_claim_doubt(figures, f, EH_F_AUDIT_STANDARD, EH_COLUMN_STANDARD) : EH_OK;
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
    return lost ? eh_claim_doubt(figures, f, EH_F_AUDIT_EDITION, EH_COLUMN_EDITION) : EH_OK;
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
    const eh_audit_word *word = eh_claim_word(figures->audit->catalogue, f, EH_USE_GROUP, tokens, true);
    if (word && strcmp(word->to, "all") == 0)
        f->group = EH_GROUP_ALL;
    for (unsigned g = 0; word && f->has_standard && g < EH_GROUPS; g++)
        if (strcmp(eh_group_id(f->standard, g), word->to) == 0)
            f->group = g;
    return f->group == EH_GROUP_NONE ? eh_claim_doubt(figures, f, EH_F_AUDIT_GROUP, EH_COLUMN_GROUP) : EH_OK;
}

/* ---- numbers ---- */

static eh_status read_count(const eh_claims *figures, const eh_claim *f, eh_column column, eh_count_given *given) {
    eh_printed read = eh_printed_read(figures->audit->catalogue, eh_slice_of(f->cells[column]));
    *given = (eh_count_given){0};
    if (read.state == EH_PRINTED_UNREAD || (read.state == EH_PRINTED_NUMBER && read.value.numerator < 0))
        return eh_claim_doubt(figures, f, EH_F_AUDIT_COUNT, column);
    if (read.state != EH_PRINTED_NUMBER || read.unit == EH_PRINTED_ODDS)
        return EH_OK;
    eh_fraction value = eh_fraction_make(read.value.numerator, read.value.denominator);
    if (!eh_at_most(value, (eh_fraction){EH_LIMIT_COUNT, 1}))
        return eh_claim_doubt(figures, f, EH_F_AUDIT_COUNT, column);
    *given =
        (eh_count_given){.given = true, .whole = value.denominator == 1, .decimals = read.decimals, .value = value};
    return EH_OK;
}

static eh_status read_numbers(const eh_claims *figures, eh_claim *f) {
    eh_status status = EH_OK;
    f->value = eh_printed_read(figures->audit->catalogue, eh_slice_of(f->cells[EH_COLUMN_VALUE]));
    if (f->value.state == EH_PRINTED_UNREAD)
        status = eh_claim_doubt(figures, f, EH_F_AUDIT_VALUE, EH_COLUMN_VALUE);
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

eh_status eh_claim_understand(eh_claims *figures, eh_claim *f) {
    char tokens[EH_TOKENS_ROOM];
    size_t length = eh_tokens(eh_slice_of(f->cells[EH_COLUMN_ITEM]), tokens);
    f->item_tokens = eh_audit_text(figures->audit, (eh_slice){tokens, length});
    length = eh_tokens(eh_slice_of(f->cells[EH_COLUMN_NOTE]), tokens);
    f->note_tokens = eh_audit_text(figures->audit, (eh_slice){tokens, length});
    if (!f->item_tokens || !f->note_tokens || !read_organisation(figures, f))
        return EH_NOMEM;
    static eh_status (*const steps[])(const eh_claims *, eh_claim *) = {read_standard, read_edition, read_group,
                                                                        read_numbers, eh_claim_read_item};
    eh_status status = EH_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == EH_OK; i++)
        status = steps[i](figures, f);
    return status;
}
