/* What a note says of the change since another year: "Up from 12.3% in 2024", "A decrease of 1.2 percentage points since 2024". */
#include <string.h>

#include "audit/inquiry.h"

/* What is said: which way, since which year, and either how much or from what. */
typedef struct said {
    int way; /* +1 up, -1 down */
    int year;
    bool from;
    eh_printed number;
} said;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A number of four digits that is a year, by itself. */
static int year_at(const char *at) {
    int year = 0;
    for (unsigned i = 0; i < 4; i++) {
        if (!is_digit(at[i]))
            return 0;
        year = year * 10 + (at[i] - '0');
    }
    return is_digit(at[4]) || year < 1990 || year > 2100 ? 0 : year;
}

/* The way that words say, where they say one alone. */
static int way_of(const eh_catalogue *catalogue, const char *tokens) {
    bool rise = eh_tokens_say(catalogue, tokens, EH_USE_REMARK, "rise"),
         fall = eh_tokens_say(catalogue, tokens, EH_USE_REMARK, "fall");
    return rise == fall ? 0 : rise ? 1 : -1;
}

/* Whether the word before a place in a text is "from". */
static bool behind_from(const char *note, size_t at) {
    static const char from[] = "from ";
    size_t length = sizeof from - 1;
    return at >= length && memcmp(note + at - length, from, length) == 0;
}

/* Reads the note: the first number that is no year, and the last year behind it. */
static bool read_note(const eh_catalogue *catalogue, const char *note, said *what) {
    bool found = false;
    for (size_t i = 0; note[i]; i++) {
        if (!is_digit(note[i]))
            continue;
        int year = year_at(note + i);
        if (year) {
            what->year = found ? year : 0;
            i += 3;
            continue;
        }
        size_t end = i;
        while (is_digit(note[end]) || ((note[end] == '.' || note[end] == ',') && is_digit(note[end + 1])))
            end++;
        if (found)
            return false; /* two numbers: too much to be sure of */
        /* With the words behind it, which are its unit, up to the year. */
        size_t tail = end;
        while (note[tail] && !strchr(";(", note[tail]) && !(is_digit(note[tail]) && !is_digit(note[tail - 1])))
            tail++;
        what->from = behind_from(note, i);
        what->number = eh_printed_read(catalogue, (eh_slice){note + i, tail - i});
        found = what->number.state == EH_PRINTED_NUMBER;
        i = end - 1;
    }
    return found && what->year > 0;
}

/* The figure of the year that the note names. */
static const eh_claim *of_year(const eh_inquiry *q, int year) {
    const eh_claim *f = q->f;
    for (size_t i = 0; i < q->kin->count; i++) {
        const eh_claim *other = q->kin->at[i];
        if (other->year == year && !other->wrong && other->has_standard && other->standard == f->standard &&
            other->group == f->group && other->form == f->form && strcmp(other->item_key, f->item_key) == 0 &&
            other->value.state == EH_PRINTED_NUMBER && !other->value.about && other->value.unit == f->value.unit)
            return other;
    }
    return NULL;
}

/* Whether two printed figures can have gone this way, as far as their rounding lets it be seen. */
static bool went(const eh_claim *f, const eh_claim *was, int way) {
    return way > 0 ? eh_at_most(was->value.low, f->value.high) : eh_at_most(f->value.low, was->value.high);
}

static eh_remark_code judge(const eh_claim *f, const eh_claim *was, const said *what) {
    bool turned = what->way < 0, percents = f->form == EH_FORM_RATE || f->form == EH_FORM_SHARE;
    if (what->from)
        return eh_printed_fits_range(&what->number, was->value.low, was->value.high) && went(f, was, what->way)
                   ? EH_REMARK_COUNT
                   : EH_REMARK_CHANGE;
    bool difference = eh_fits_change(&what->number, &f->value, &was->value, false, turned);
    bool relative = was->value.low.numerator > 0 && eh_fits_change(&what->number, &f->value, &was->value, true, turned);
    bool in_percent = what->number.unit == EH_PRINTED_PERCENT;
    if (in_percent ? relative : difference)
        return EH_REMARK_COUNT;
    if (in_percent && difference && percents)
        return EH_REMARK_PERCENT_POINTS;
    return what->number.unit == EH_PRINTED_POINTS && relative ? EH_REMARK_POINTS_PERCENT : EH_REMARK_CHANGE;
}

eh_status eh_audit_changes(eh_inquiry *q) {
    const eh_claim *f = q->f;
    said what = {.way = way_of(q->figures->audit->catalogue, f->note_tokens)};
    bool plain =
        f->form == EH_FORM_RATE || f->form == EH_FORM_SHARE || f->form == EH_FORM_RELATIVE || f->form == EH_FORM_COUNT;
    if (f->wrong || !plain || what.way == 0 || f->value.state != EH_PRINTED_NUMBER || !f->has_standard ||
        f->year == 0 || !read_note(q->figures->audit->catalogue, f->cells[EH_COLUMN_NOTE], &what))
        return EH_OK;
    const eh_claim *was = of_year(q, what.year);
    eh_remark_code code = was ? judge(f, was, &what) : EH_REMARK_COUNT;
    if (code == EH_REMARK_COUNT)
        return EH_OK;
    eh_inquiry_clear(q);
    q->confidence = EH_CONFIDENCE_MEDIUM;
    q->other_row = was->row;
    eh_fraction change = eh_fraction_subtract(f->value.value, was->value.value);
    eh_say_number(&q->expected, change);
    if (f->form == EH_FORM_RATE || f->form == EH_FORM_SHARE)
        eh_buffer_text(&q->expected, " percentage points");
    eh_buffer_format(&q->evidence, "\"%s\"; %s in %d and %s in %d: ", f->cells[EH_COLUMN_NOTE],
                     was->cells[EH_COLUMN_VALUE], was->year, f->cells[EH_COLUMN_VALUE], f->year);
    eh_say_number(&q->evidence, change);
    eh_buffer_text(&q->more, f->cells[EH_COLUMN_NOTE]);
    return eh_inquiry_remark(q, code);
}
