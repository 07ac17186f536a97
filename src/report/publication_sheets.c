/* The sheets of data of the publication workbook: a table of kinds, each with its columns. No cell is empty: what is missing is said in a word. */
#include <math.h>
#include <string.h>

#include "report/publication_book.h"

/* What a row of a table is about. */
typedef struct subject {
    const eh_return_item *item; /* or NULL, and then: */
    const eh_detail *detail;
    unsigned group; /* of a row of one group, and of a column of one */
} subject;

/* Where a cell goes. */
typedef struct cell {
    eh_public_book *b;
    eh_sheet *sheet;
    unsigned row, column;
} cell;

static void say(const cell *c, const char *text, eh_style style) {
    eh_sheet_text(c->sheet, c->row, c->column, text, style);
}

static void say_none(const cell *c, eh_page_word word) {
    say(c, eh_page_word_text(c->b->page.catalogue, word), EH_STYLE_WORD);
}

static unsigned places(const char *display) {
    const char *point = display ? strchr(display, '.') : NULL;
    return point ? (unsigned)strlen(point + 1) : 0;
}

static void number(const cell *c, double value, eh_style style) {
    if (isfinite(value))
        eh_sheet_number(c->sheet, c->row, c->column, value, style);
    else
        say_none(c, EH_PAGE_BOOK_NONE);
}

static void figure(const cell *c, const eh_value *value, eh_unit unit) {
    if (!value)
        say(c, eh_missing_words(EH_NOT_APPLICABLE), EH_STYLE_WORD);
    else if (value->missing != EH_PRESENT)
        say(c, eh_missing_words(value->missing), EH_STYLE_WORD);
    else if (unit == EH_TEXT)
        say(c, value->display, EH_STYLE_TEXT);
    else
        number(c, value->value, eh_style_for(unit, places(value->display), value->value));
}

/* ---- cells ---- */

static void label(const cell *c, const subject *s) {
    say(c, eh_item_label(c->b->page.edition, s->item->id), EH_STYLE_TEXT);
}

/* Clinical, non-clinical: the rows of both have the same names. */
static void part(const cell *c, const subject *s) {
    const eh_item *entry = eh_item_of(c->b->page.edition, s->item->id);
    say(c, entry && *entry->section ? entry->section : s->item->indicator, EH_STYLE_TEXT);
}

static void code(const cell *c, const subject *s) {
    say(c, s->item->id, EH_STYLE_TEXT);
}

static const eh_page_word unit_words[] = {
    [EH_HEADCOUNT] = EH_PAGE_UNIT_PEOPLE, [EH_PERCENT] = EH_PAGE_UNIT_PERCENT, [EH_POINTS] = EH_PAGE_UNIT_POINTS,
    [EH_RATIO] = EH_PAGE_UNIT_RATIO,      [EH_SCORE] = EH_PAGE_UNIT_SCORE,     [EH_TEXT] = EH_PAGE_UNIT_WORDS,
};

static void unit(const cell *c, const subject *s) {
    eh_unit of = s->item ? s->item->unit : s->detail->unit;
    say(c, eh_page_word_text(c->b->page.catalogue, unit_words[of]), EH_STYLE_TEXT);
}

static const eh_value *value_of(const cell *c, const subject *s) {
    return s->item->grouped ? eh_item_value(c->b->page.ret, s->item, s->group) : &s->item->value[0];
}

static void value(const cell *c, const subject *s) {
    figure(c, value_of(c, s), s->item->unit);
}

static void percent(const cell *c, const subject *s) {
    const eh_value *of = value_of(c, s);
    if (of && of->missing == EH_PRESENT)
        number(c, of->percent, EH_STYLE_TENTH);
    else
        figure(c, of, EH_PERCENT);
}

static void all_people(const cell *c, const subject *s) {
    double people[EH_GROUPS];
    if (eh_page_people(&c->b->page, s->item, people))
        number(c, people[0] + people[1] + people[2], EH_STYLE_COUNT);
    else
        say_none(c, EH_PAGE_BOOK_NONE);
}

static void last(const cell *c, const subject *s) {
    const eh_return *ret = c->b->page.ret;
    const char *group = s->item->grouped ? eh_group_id(ret->standard, s->group) : "";
    const eh_previous *was = eh_return_previous(ret, s->item->id, group);
    if (!was)
        say(c, eh_missing_words(EH_NOT_APPLICABLE), EH_STYLE_WORD);
    else if (was->missing != EH_PRESENT)
        say(c, eh_missing_words(was->missing), EH_STYLE_WORD);
    else if (s->item->unit == EH_TEXT)
        say(c, was->display, EH_STYLE_TEXT);
    else
        number(c, was->value, eh_style_for(s->item->unit, places(was->display), was->value));
}

static void group(const cell *c, const subject *s) {
    say(c,
        s->item->grouped ? eh_page_group(&c->b->page, s->group)
                         : eh_page_word_text(c->b->page.catalogue, EH_PAGE_BOOK_EVERYBODY),
        EH_STYLE_TEXT);
}

static eh_style bound_style(const eh_return_item *item) {
    return item->unit == EH_PERCENT || item->unit == EH_POINTS ? EH_STYLE_TENTH : EH_STYLE_HUNDREDTH;
}

static void lower(const cell *c, const subject *s) {
    const eh_value *of = value_of(c, s);
    number(c, of ? of->lower : NAN, bound_style(s->item));
}

static void upper(const cell *c, const subject *s) {
    const eh_value *of = value_of(c, s);
    number(c, of ? of->upper : NAN, bound_style(s->item));
}

static void respondents(const cell *c, const subject *s) {
    const eh_value *of = value_of(c, s);
    number(c, of ? of->denominator : NAN, EH_STYLE_COUNT);
}

static void verdict(const cell *c, const subject *s) {
    const char *words = eh_verdict_words(s->item->value[0].verdict);
    say(c, *words ? words : eh_page_word_text(c->b->page.catalogue, EH_PAGE_BOOK_NONE), EH_STYLE_INDENTED);
}

static void chance(const cell *c, const subject *s) {
    eh_significance of = eh_significance_of(&s->item->value[0]);
    say(c,
        of == EH_NOT_TESTED ? eh_page_word_text(c->b->page.catalogue, EH_PAGE_BOOK_NOT_TESTED)
                            : eh_significance_words(of),
        EH_STYLE_INDENTED);
}

static void p_value(const cell *c, const subject *s) {
    if (isfinite(s->item->value[0].p))
        number(c, s->item->value[0].p, EH_STYLE_P);
    else
        say_none(c, EH_PAGE_BOOK_NOT_TESTED);
}

static void in_words(const cell *c, const subject *s) {
    const eh_value *of = &s->item->value[0];
    bool said = of->missing == EH_PRESENT && of->text && *of->text;
    say(c, said ? of->text : eh_page_word_text(c->b->page.catalogue, EH_PAGE_BOOK_NONE), EH_STYLE_TEXT);
}

static void notes(const cell *c, const subject *s) {
    const eh_item *entry = eh_item_of(c->b->page.edition, s->item->id);
    unsigned of = entry ? eh_public_note(c->b, entry->meaning) : 0;
    eh_buffer marker = {0};
    if (of)
        eh_buffer_format(&marker, "[note %u]", of);
    say(c, of && marker.data ? marker.data : eh_page_word_text(c->b->page.catalogue, EH_PAGE_BOOK_NONE),
        EH_STYLE_INDENTED);
    eh_buffer_free(&marker);
}

static void detail_name(const cell *c, const subject *s) {
    eh_buffer name = {0};
    eh_words_name(&name, s->detail->name);
    say(c, name.data, EH_STYLE_TEXT);
    eh_buffer_free(&name);
}

static void detail_value(const cell *c, const subject *s) {
    figure(c, &s->detail->value, s->detail->unit);
}

/* ---- kinds of sheets ---- */

typedef enum times { ONCE, EACH_GROUP, LAST_YEAR, LAST_YEAR_EACH_GROUP, END } times;

/* A column of a kind: {1} of its heading is the group, {2} the year before. */
typedef struct column {
    eh_page_word heading;
    double width;
    eh_style heading_as;
    times times;
    void (*write)(const cell *c, const subject *s);
} column;

enum { NARROW = 16, MIDDLE = 22, WIDE = 30, WIDER = 44 };
#define NUMBERS EH_STYLE_HEADING_OF_NUMBERS

static const column headcount_columns[] = {
    {EH_PAGE_BOOK_PART, WIDE, EH_STYLE_HEADING, ONCE, part},
    {EH_PAGE_BOOK_ROW, WIDE, EH_STYLE_HEADING, ONCE, label},
    {EH_PAGE_BOOK_ITEM, WIDE, EH_STYLE_HEADING, ONCE, code},
    {EH_PAGE_BOOK_PEOPLE, NARROW, NUMBERS, EACH_GROUP, value},
    {EH_PAGE_BOOK_ALL_PEOPLE, NARROW, NUMBERS, ONCE, all_people},
    {EH_PAGE_BOOK_PERCENT, NARROW, NUMBERS, EACH_GROUP, percent},
    {EH_PAGE_BOOK_PEOPLE_LAST, NARROW, NUMBERS, LAST_YEAR_EACH_GROUP, last},
    {EH_PAGE_BOOK_NOTES, NARROW, EH_STYLE_HEADING_INDENTED, ONCE, notes},
    {.times = END},
};

static const column group_columns[] = {
    {EH_PAGE_BOOK_FIGURE, WIDER, EH_STYLE_HEADING, ONCE, label},
    {EH_PAGE_BOOK_ITEM, WIDE, EH_STYLE_HEADING, ONCE, code},
    {EH_PAGE_BOOK_UNIT, NARROW, EH_STYLE_HEADING, ONCE, unit},
    {EH_PAGE_BOOK_GROUP, NARROW, NUMBERS, EACH_GROUP, value},
    {EH_PAGE_BOOK_GROUP_LAST, NARROW, NUMBERS, LAST_YEAR_EACH_GROUP, last},
    {EH_PAGE_BOOK_NOTES, NARROW, EH_STYLE_HEADING_INDENTED, ONCE, notes},
    {.times = END},
};

static const column ratio_columns[] = {
    {EH_PAGE_BOOK_FIGURE, WIDER, EH_STYLE_HEADING, ONCE, label},
    {EH_PAGE_BOOK_ITEM, WIDE, EH_STYLE_HEADING, ONCE, code},
    {EH_PAGE_RATIO_COLUMN, NARROW, NUMBERS, ONCE, value},
    {EH_PAGE_BOOK_LOWER, NARROW, NUMBERS, ONCE, lower},
    {EH_PAGE_BOOK_UPPER, NARROW, NUMBERS, ONCE, upper},
    {EH_PAGE_VERDICT_COLUMN, MIDDLE, EH_STYLE_HEADING_INDENTED, ONCE, verdict},
    {EH_PAGE_CHANCE_COLUMN, MIDDLE, EH_STYLE_HEADING_INDENTED, ONCE, chance},
    {EH_PAGE_BOOK_P, NARROW, NUMBERS, ONCE, p_value},
    {EH_PAGE_BOOK_RATIO_LAST, NARROW, NUMBERS, LAST_YEAR, last},
    {EH_PAGE_BOOK_NOTES, NARROW, EH_STYLE_HEADING_INDENTED, ONCE, notes},
    {.times = END},
};

static const column survey_columns[] = {
    {EH_PAGE_BOOK_FIGURE, WIDER, EH_STYLE_HEADING, ONCE, label},
    {EH_PAGE_BOOK_ITEM, WIDE, EH_STYLE_HEADING, ONCE, code},
    {EH_PAGE_GROUP_COLUMN, NARROW, EH_STYLE_HEADING, ONCE, group},
    {EH_PAGE_BOOK_UNIT, NARROW, EH_STYLE_HEADING, ONCE, unit},
    {EH_PAGE_VALUE_COLUMN, NARROW, NUMBERS, ONCE, value},
    {EH_PAGE_BOOK_LOWER, NARROW, NUMBERS, ONCE, lower},
    {EH_PAGE_BOOK_UPPER, NARROW, NUMBERS, ONCE, upper},
    {EH_PAGE_BOOK_RESPONDENTS, NARROW, NUMBERS, ONCE, respondents},
    {EH_PAGE_BOOK_RATIO_LAST, NARROW, NUMBERS, LAST_YEAR, last},
    {EH_PAGE_BOOK_NOTES, NARROW, EH_STYLE_HEADING_INDENTED, ONCE, notes},
    {.times = END},
};

static const column answer_columns[] = {
    {EH_PAGE_BOOK_FIGURE, WIDER, EH_STYLE_HEADING, ONCE, label},
    {EH_PAGE_BOOK_ITEM, WIDE, EH_STYLE_HEADING, ONCE, code},
    {EH_PAGE_BOOK_ANSWER, NARROW, EH_STYLE_HEADING, ONCE, value},
    {EH_PAGE_BOOK_IN_WORDS, WIDER, EH_STYLE_HEADING, ONCE, in_words},
    {EH_PAGE_BOOK_RATIO_LAST, NARROW, EH_STYLE_HEADING, LAST_YEAR, last},
    {EH_PAGE_BOOK_NOTES, NARROW, EH_STYLE_HEADING_INDENTED, ONCE, notes},
    {.times = END},
};

static const column complete_columns[] = {
    {EH_PAGE_BOOK_FIGURE, WIDER, EH_STYLE_HEADING, ONCE, detail_name},
    {EH_PAGE_BOOK_UNIT, NARROW, EH_STYLE_HEADING, ONCE, unit},
    {EH_PAGE_VALUE_COLUMN, NARROW, NUMBERS, ONCE, detail_value},
    {.times = END},
};

typedef enum kind_id { HEADCOUNTS, LIKELIHOODS, RATIOS, SURVEY, BOARD, ANSWERS, COMPLETE } kind_id;

typedef struct kind {
    kind_id id;
    eh_page_word name, title, note, second_note; /* BOOK_NONE for no second */
    const column *columns;
} kind;

static const kind kinds[] = {
    {HEADCOUNTS, EH_PAGE_BOOK_HEADCOUNTS, EH_PAGE_BOOK_HEADCOUNTS_TITLE, EH_PAGE_NOTE_GROUPS, EH_PAGE_NOTE_HEADCOUNTS,
     headcount_columns},
    {LIKELIHOODS, EH_PAGE_BOOK_LIKELIHOODS, EH_PAGE_BOOK_LIKELIHOODS_TITLE, EH_PAGE_NOTE_LIKELIHOOD,
     EH_PAGE_NOTE_ROUNDING, group_columns},
    {RATIOS, EH_PAGE_BOOK_RATIOS, EH_PAGE_BOOK_RATIOS_TITLE, EH_PAGE_NOTE_RATIO, EH_PAGE_NOTE_CHANCE, ratio_columns},
    {SURVEY, EH_PAGE_BOOK_SURVEY, EH_PAGE_BOOK_SURVEY_TITLE, EH_PAGE_NOTE_SURVEY, EH_PAGE_NOTE_ROUNDING,
     survey_columns},
    {BOARD, EH_PAGE_BOOK_BOARD, EH_PAGE_BOOK_BOARD_TITLE, EH_PAGE_NOTE_BOARD, EH_PAGE_NOTE_ROUNDING, group_columns},
    {ANSWERS, EH_PAGE_BOOK_ANSWERS, EH_PAGE_BOOK_ANSWERS_TITLE, EH_PAGE_NOTE_ANSWERS, EH_PAGE_BOOK_NONE,
     answer_columns},
    {COMPLETE, EH_PAGE_BOOK_COMPLETE, EH_PAGE_BOOK_COMPLETE_TITLE, EH_PAGE_NOTE_COMPLETE, EH_PAGE_BOOK_NONE,
     complete_columns},
};

/* Whether an indicator is the one of the board: it has differences in points. */
static bool of_board(const eh_return *ret, const char *indicator) {
    for (size_t i = 0; i < ret->item_count; i++)
        if (ret->items[i].unit == EH_POINTS && !strcmp(ret->items[i].indicator, indicator))
            return true;
    return false;
}

static kind_id kind_of(const eh_public_book *b, const eh_return_item *item) {
    if (item->unit == EH_TEXT)
        return ANSWERS;
    if (item->unit == EH_RATIO)
        return RATIOS;
    if (eh_page_is_survey(&b->page, item))
        return SURVEY;
    if (of_board(b->page.ret, item->indicator))
        return BOARD;
    return strcmp(item->indicator, "1") ? LIKELIHOODS : HEADCOUNTS;
}

/* How many groups the columns of a sheet are for: the most that an item of it has. */
static unsigned groups_of(const eh_public_book *b, kind_id id) {
    unsigned most = 1;
    for (size_t i = 0; i < b->page.ret->item_count; i++)
        if (kind_of(b, &b->page.ret->items[i]) == id && b->page.ret->items[i].count > most)
            most = b->page.ret->items[i].count;
    return most;
}

/* ---- writing ---- */

/* The columns as they are on a sheet: one for each group where the kind says so. */
typedef struct layout {
    eh_column columns[EH_PUBLIC_COLUMNS];
    const column *from[EH_PUBLIC_COLUMNS];
    unsigned group[EH_PUBLIC_COLUMNS], count;
} layout;

static void lay_out(eh_public_book *b, const kind *k, layout *l) {
    eh_buffer year = {0};
    unsigned groups = groups_of(b, k->id);
    eh_buffer_whole(&year, b->page.ret->previous_edition);
    l->count = 0;
    for (const column *c = k->columns; c->times != END; c++) {
        bool each = c->times == EACH_GROUP || c->times == LAST_YEAR_EACH_GROUP;
        if (!b->page.ret->previous_count && (c->times == LAST_YEAR || c->times == LAST_YEAR_EACH_GROUP))
            continue;
        for (unsigned g = 0; g < (each ? groups : 1) && l->count < EH_PUBLIC_COLUMNS; g++) {
            const char *whose = each ? eh_page_group(&b->page, g) : NULL;
            l->columns[l->count] =
                (eh_column){eh_public_text(b, c->heading, whose, year.data, NULL), c->width, c->heading_as};
            l->from[l->count] = c;
            l->group[l->count++] = g;
        }
    }
    eh_buffer_free(&year);
}

static void write_row(eh_public_book *b, eh_sheet *sheet, const layout *l, unsigned row, subject s) {
    for (unsigned i = 0; i < l->count; i++) {
        bool each = l->from[i]->times == EACH_GROUP || l->from[i]->times == LAST_YEAR_EACH_GROUP;
        subject of = s;
        if (each)
            of.group = l->group[i];
        l->from[i]->write(&(cell){b, sheet, row, i}, &of);
    }
}

/* Writes the rows of a kind from `row` on; returns the row behind the last one. With no sheet only counts them. */
static unsigned write_rows(eh_public_book *b, const kind *k, eh_sheet *sheet, const layout *l, unsigned row) {
    const eh_return *ret = b->page.ret;
    for (size_t i = 0; i < ret->item_count && k->id != COMPLETE; i++) {
        const eh_return_item *item = &ret->items[i];
        if (kind_of(b, item) != k->id)
            continue;
        for (unsigned g = 0; g < (k->id == SURVEY ? item->count : 1); g++, row++)
            if (sheet)
                write_row(b, sheet, l, row, (subject){.item = item, .group = g});
    }
    for (size_t i = 0; i < ret->detail_count && k->id == COMPLETE; i++) {
        if (strncmp(ret->details[i].name, EH_PUBLIC_COMPLETE, strlen(EH_PUBLIC_COMPLETE)) != 0)
            continue;
        if (sheet)
            write_row(b, sheet, l, row, (subject){.detail = &ret->details[i]});
        row++;
    }
    return row;
}

/* The title without and with the markers of its notes. */
static const char *title_of(eh_public_book *b, const kind *k, bool markers) {
    const eh_catalogue *catalogue = b->page.catalogue;
    eh_buffer words = {0}, year = {0};
    eh_buffer_whole(&year, b->page.ret->edition);
    eh_page_put(&b->page, &words, k->title, eh_page_standard(&b->page), year.data, NULL);
    if (markers)
        eh_buffer_format(&words, " [note %u]", eh_public_note(b, eh_page_word_text(catalogue, k->note)));
    if (markers && k->second_note != EH_PAGE_BOOK_NONE)
        eh_buffer_format(&words, " [note %u]", eh_public_note(b, eh_page_word_text(catalogue, k->second_note)));
    if (markers && !eh_return_is_full(b->page.ret)) /* what [c] means */
        eh_buffer_format(&words, " [note %u]", eh_public_note(b, eh_page_word_text(catalogue, EH_PAGE_SUPPRESSED_HOW)));
    const char *kept = words.failed ? NULL : eh_arena_text(b->arena, words.data);
    eh_buffer_free(&words);
    eh_buffer_free(&year);
    if (!kept)
        eh_book_fail(b->book, EH_NOMEM, "no memory for a title");
    return kept ? kept : "";
}

/* Title, number of tables, notes, empty cells, source: always in this order. Returns the row of the headings. */
static unsigned lines_above(eh_public_book *b, const kind *k, eh_sheet *sheet, const char *title) {
    const eh_page *page = &b->page;
    eh_buffer whose = {0};
    unsigned row = 0;
    eh_words_organisation(&whose, page->ret);
    eh_sheet_text(sheet, row++, 0, title, EH_STYLE_TITLE);
    eh_sheet_text(sheet, row++, 0, eh_page_word_text(page->catalogue, EH_PAGE_BOOK_ONE_TABLE), EH_STYLE_LINE);
    eh_sheet_text(sheet, row++, 0, eh_page_word_text(page->catalogue, EH_PAGE_BOOK_NOTES_LINE), EH_STYLE_LINE);
    if (k->id != COMPLETE)
        eh_sheet_text(sheet, row++, 0, eh_page_word_text(page->catalogue, EH_PAGE_BOOK_MISSING_LINE), EH_STYLE_LINE);
    eh_sheet_text(
        sheet, row++, 0,
        eh_public_text(b, EH_PAGE_BOOK_SOURCE, eh_page_standard(page), whose.data, eh_public_statement(page->ret)),
        EH_STYLE_LINE);
    eh_buffer_free(&whose);
    return row;
}

/* "WRES headcounts" as "WRES_headcounts". */
static const char *table_name(eh_public_book *b, const char *name) {
    char *made = eh_arena_text(b->arena, name);
    for (char *c = made; c && *c; c++)
        if (*c == ' ')
            *c = '_';
    return made ? made : "";
}

static void write_sheet(eh_public_book *b, const kind *k) {
    layout l;
    if (write_rows(b, k, NULL, NULL, 0) == 0 || b->sheet_count == EH_PUBLIC_SHEETS)
        return;
    lay_out(b, k, &l);
    const char *name = eh_public_text(b, k->name, eh_page_standard(&b->page), NULL, NULL),
               *title = title_of(b, k, true);
    b->sheets[b->sheet_count++] = (eh_public_sheet){name, title_of(b, k, false)};
    eh_sheet sheet = eh_public_sheet_new(b, name, l.columns, l.count);
    unsigned headings = lines_above(b, k, &sheet, title);
    unsigned end = write_rows(b, k, &sheet, &l, headings + 1);
    eh_sheet_table(&sheet, table_name(b, name), headings, end - 1, l.columns, l.count);
}

void eh_public_data(eh_public_book *b) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        write_sheet(b, &kinds[i]);
}
