/* See sample_return.h. */
#include "sample_return.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "indicator/statistics.h"
#include "return/formula.h"

typedef struct sample {
    const eh_edition *edition;
    eh_return *ret;
    sample_kind kind;
} sample;

/* Counts in halves of a person, by the name of the counter. */
typedef struct counted {
    const char *counter;
    int halves[EH_GROUPS];
} counted;

static const counted full_counts[] = {
    {"shortlisted", {1560, 840, 66}},
    {"appointed", {340, 120, 10}},
    {"disciplinary", {44, 36, 4}},
    {"training", {4824, 1420, 230}},
    {"capability", {31, 22, 3}},
    {"capability-ill-health", {12, 5, 1}},
    {"board", {24, 2, 2}},
    {"voting", {20, 2, 0}},
    {"non-voting", {4, 0, 2}},
    {"executive", {12, 0, 2}},
    {"non-executive", {12, 2, 0}},
    {"unplaced", {0, 0, 0}},
};
static const counted odd_counts[] = {
    {"shortlisted", {24, 14, 0}},
    {"appointed", {6, 0, 0}},
    {"disciplinary", {0, 2, 0}},
    {"capability", {5, 0, 0}},
    {"capability-ill-health", {2, 0, 0}},
    {"board", {0, 0, 0}},
    {"unplaced", {4, 0, 2}},
};

static const counted *find(const counted *table, size_t count, const char *counter) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(table[i].counter, counter))
            return &table[i];
    return NULL;
}

/* The place of a group's counts in these tables, which are White, BME, unknown: the Disabled are fewer than the non-disabled. */
static unsigned column(const sample *s, unsigned group) {
    return s->edition->standard == EH_WDES && group < EH_UNKNOWN ? 1 - group : group;
}

/* A headcount of the workforce that depends on nothing but its place; every fifth row of the odd sample is empty. */
static int workforce_count(const sample *s, unsigned item, unsigned group) {
    static const int shares[EH_GROUPS] = {61, 19, 4};
    unsigned spread = item * 37 % 11 + 1;
    if (s->kind == SAMPLE_ODD)
        return group == EH_UNKNOWN ? 0 : (int)(item % 5 == 0 ? 0 : spread % (4 - group));
    return (int)spread * shares[column(s, group)] * (int)(18 - item % 14) / 20;
}

static eh_operand_value present(eh_wide numerator, eh_wide denominator) {
    return (eh_operand_value){EH_PRESENT, eh_fraction_make(numerator, denominator)};
}

static eh_operand_value counter_value(const sample *s, unsigned item, unsigned group) {
    const char *counter = s->edition->items[item].counter;
    bool odd = s->kind == SAMPLE_ODD;
    const counted *row = odd ? find(odd_counts, sizeof odd_counts / sizeof *odd_counts, counter)
                             : find(full_counts, sizeof full_counts / sizeof *full_counts, counter);
    if (row)
        return present(row->halves[column(s, group)], 2);
    if (odd && !strcmp(counter, "training"))
        return (eh_operand_value){EH_NOT_SUPPLIED, {0, 0}};
    if (odd && strstr(counter, "oting"))
        return (eh_operand_value){EH_NOT_SUPPLIED, {0, 0}};
    if (odd && strstr(counter, "executive"))
        return present(0, 1);
    return present(workforce_count(s, item, group), 1);
}

/* Figures of the survey in thousandths. */
static eh_operand_value survey_value(const sample *s, unsigned item, unsigned group) {
    const eh_item *it = &s->edition->items[item];
    if (s->kind == SAMPLE_ODD && (item % 2 == 0 || group == 0))
        return (eh_operand_value){EH_NOT_SUPPLIED, {0, 0}};
    if (it->unit == EH_SCORE)
        return present(6413 + 502 * (int)group, 1000);
    return present(28100 + 6137 * (int)(group + item) % 31000, 1000);
}

static eh_operand_value source(void *context, unsigned item, unsigned group) {
    const sample *s = context;
    const eh_item *it = &s->edition->items[item];
    if (it->operation == EH_OP_COUNT)
        return counter_value(s, item, group);
    if (it->operation == EH_OP_SURVEY)
        return survey_value(s, item, group);
    if (it->operation == EH_OP_ANSWER)
        return present(1, 1);
    return eh_formula(s->edition, item, group, source, context);
}

static double number(eh_operand_value value) {
    return value.missing == EH_PRESENT ? eh_fraction_double(value.exact) : (double)NAN;
}

static void interval(eh_value *value, eh_interval i, double factor) {
    value->lower = i.lower * factor;
    value->upper = isinf(i.upper) ? (double)NAN : i.upper * factor;
}

/* The interval, test and verdict of a ratio. */
static void test_ratio(sample *s, unsigned item, eh_value *value, eh_fraction exact) {
    const eh_item *it = &s->edition->items[item];
    eh_parts top = eh_formula_parts(s->edition, item, it->top, 0, source, s);
    eh_parts bottom = eh_formula_parts(s->edition, item, it->bottom, 0, source, s);
    double x1 = number(top.numerator), n1 = number(top.denominator), x2 = number(bottom.numerator),
           n2 = number(bottom.denominator);
    bool mid_p = false;
    interval(value, eh_koopman(x1, n1, x2, n2), 1);
    value->p = eh_two_by_two_p(ceil(x1), n1, ceil(x2), n2, &mid_p);
    value->test = mid_p ? EH_TEST_MID_P : EH_TEST_CHI_SQUARE;
    value->verdict = eh_verdict_of(exact);
}

static void prove(sample *s, unsigned item, unsigned group, eh_value *value, eh_fraction exact) {
    const eh_item *it = &s->edition->items[item];
    eh_parts a = eh_formula_parts(s->edition, item, group, 0, source, s);
    eh_parts b = eh_formula_parts(s->edition, item, group, 1, source, s);
    if (it->operation == EH_OP_RATE || it->operation == EH_OP_SHARE) {
        value->numerator = number(a.numerator);
        value->denominator = number(a.denominator);
        if (value->numerator <= value->denominator && value->denominator > 0)
            interval(value, eh_wilson(value->numerator, value->denominator), 100);
    } else if (it->operation == EH_OP_RELATIVE) {
        test_ratio(s, item, value, exact);
    } else if (it->operation == EH_OP_GAP) {
        interval(value,
                 eh_newcombe(number(a.numerator), number(a.denominator), number(b.numerator), number(b.denominator)),
                 100);
    } else if (it->operation == EH_OP_SURVEY && it->unit == EH_PERCENT) {
        value->denominator = 812 + 400 * group;
        value->approximate = true;
        interval(value, eh_wilson(value->value * value->denominator / 100, value->denominator), 100);
    }
}

static eh_value value_of(sample *s, unsigned item, unsigned group) {
    const eh_item *it = &s->edition->items[item];
    eh_operand_value computed = source(s, item, group);
    eh_value value = eh_value_missing(computed.missing);
    char text[EH_FRACTION_ROOM];
    if (computed.missing != EH_PRESENT)
        return value;
    if (it->unit == EH_TEXT) {
        value.display = "Yes";
        value.text = s->kind == SAMPLE_ODD ? "=HYPERLINK(\"http://example.invalid\")"
                                           : "A network of Disabled staff meets the board each quarter.";
        return value;
    }
    value.value = eh_fraction_double(computed.exact);
    eh_fraction_display(computed.exact, computed.exact.denominator == 2 && it->unit == EH_HEADCOUNT ? 1 : it->decimals,
                        text);
    value.display = eh_arena_text(s->ret->arena, text);
    prove(s, item, group, &value, computed.exact);
    return value;
}

/* Percentages of a row with their intervals. */
static void percent_of_row(eh_return_item *item) {
    double all = 0;
    for (unsigned g = 0; g < item->count; g++)
        all += item->value[g].value;
    for (unsigned g = 0; g < item->count && all > 0; g++) {
        eh_value *value = &item->value[g];
        value->percent = eh_fraction_double(eh_fraction_make((eh_wide)(value->value * 100), (eh_wide)all));
        interval(value, eh_wilson(value->value, all), 100);
    }
}

static void make_item(sample *s, unsigned i) {
    const eh_item *it = &s->edition->items[i];
    eh_return_item *item = &s->ret->items[i];
    *item = (eh_return_item){.id = it->id, .number = it->number, .indicator = it->indicator, .unit = it->unit};
    item->grouped = it->groups > 0;
    item->count = item->grouped ? it->groups : 1;
    if (it->operation == EH_OP_RELATIVE) {
        item->top = eh_group_id(s->ret->standard, it->top);
        item->bottom = eh_group_id(s->ret->standard, it->bottom);
    }
    for (unsigned g = 0; g < item->count; g++) {
        item->group[g] = item->grouped ? eh_group_id(s->ret->standard, g) : "";
        item->value[g] = value_of(s, i, g);
    }
    if (it->percent_of_row)
        percent_of_row(item);
}

static const char hash_of_nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

static eh_source_note sources[] = {
    {"staff", "staff.csv", "", hash_of_nothing, 15000, 13890},
    {"applicants", "Trac export 2024-25.xlsx", "Applications", hash_of_nothing, 2466, 1233},
    {"cases", "cases.csv", "", hash_of_nothing, 120, 42},
    {"training", "training.csv", "", hash_of_nothing, 20310, 3237},
    {"board", "board.csv", "", hash_of_nothing, 14, 14},
    {"survey", "survey.csv", "", hash_of_nothing, 60, 22},
};

static eh_return_finding full_findings[] = {
    {EH_WARNING, "start-after-snapshot", "",
     "12 assignments start after the snapshot: people who left or moved since may be missing.", 12},
    {EH_WARNING, "likelihood-check", "3.entered", "The log of cases has no row for one month of the period.", 1},
    {EH_NOTE, "folded", "", "1,110 further assignments of people who hold several were folded in.", 1110},
};
static eh_return_finding odd_findings[] = {
    {EH_NOTE, "odd-note", "", "@SUM(1+1) is a text that begins with a sign.", 1},
    {EH_ERROR, "unplaced", "1.unplaced",
     "3 people have a pay grade that fits no row: map it in mapping-todo.csv & run again.", 3},
    {EH_ERROR, "mandatory-absent", "4.accessed",
     "The training extract has no column Mandatory, so that what was mandatory cannot be told from what was not.", 1},
};

static const eh_value tenth = {.value = 4.25, .display = "4.3", .numerator = 510, .denominator = 12000};

static void details(sample *s) {
    static eh_detail rows[5];
    rows[0] = (eh_detail){"declaration.ethnicity.declined", "", EH_PERCENT, tenth};
    rows[1] = (eh_detail){"declaration.ethnicity.blank", "", EH_PERCENT, tenth};
    rows[2] = (eh_detail){"dropped.bank", "", EH_HEADCOUNT, eh_value_missing(EH_PRESENT)};
    rows[2].value.value = 812;
    rows[2].value.display = "812";
    rows[3] = (eh_detail){"survey-gap", eh_group_id(s->ret->standard, 0), EH_POINTS, eh_value_missing(EH_PRESENT)};
    rows[3].value.value = -3.4;
    rows[3].value.display = "-3.4";
    rows[4] = (eh_detail){"survey-gap", eh_group_id(s->ret->standard, 1), EH_POINTS, eh_value_missing(EH_NOT_SUPPLIED)};
    s->ret->details = eh_arena_alloc(s->ret->arena, sizeof rows);
    if (!s->ret->details)
        return;
    memcpy(s->ret->details, rows, sizeof rows);
    s->ret->detail_count = sizeof rows / sizeof *rows;
}

/* Last year everything was a little less. */
static void previous(sample *s) {
    eh_return *ret = s->ret;
    ret->previous = eh_arena_alloc(ret->arena, sizeof *ret->previous * (ret->item_count * EH_GROUPS + 1));
    if (!ret->previous)
        return;
    ret->previous_edition = ret->edition - 1;
    for (size_t i = 0; i < ret->item_count; i++)
        for (unsigned g = 0; g < ret->items[i].count; g++) {
            const eh_return_item *item = &ret->items[i];
            eh_previous *p = &ret->previous[ret->previous_count++];
            char text[EH_FRACTION_ROOM];
            *p = (eh_previous){item->id, item->grouped ? item->group[g] : "", item->value[g].missing, 0,
                               item->value[g].display};
            if (p->missing == EH_PRESENT && item->unit != EH_TEXT) {
                p->value =
                    item->unit == EH_HEADCOUNT ? floor(item->value[g].value * 0.95) : item->value[g].value * 0.95;
                eh_double_write(p->value, text);
                p->display = eh_arena_text(ret->arena, text);
            }
        }
}

static void header(sample *s, int year) {
    eh_return *ret = s->ret;
    bool odd = s->kind == SAMPLE_ODD;
    ret->complete = !odd;
    ret->organisation = odd ? "ABC" : "RR8";
    ret->name = odd ? "=Tr\xC3\xA9"
                      "fle & \"Sons\" <NHS>"
                    : "Leeds Teaching Hospitals NHS Trust";
    ret->edition = year;
    ret->period_start = s->edition->period_start;
    ret->period_end = s->edition->period_end;
    ret->snapshot = s->edition->snapshot;
    ret->prepared = "2025-05-20T09:00:00Z";
    ret->version = "0.1.0";
    ret->rules = hash_of_nothing;
    ret->clinical_by = odd ? "staff-group" : "occupation-code";
    ret->sources = sources;
    ret->source_count = odd ? 3 : sizeof sources / sizeof *sources;
    ret->findings = odd ? odd_findings : full_findings;
    ret->finding_count =
        odd ? sizeof odd_findings / sizeof *odd_findings : sizeof full_findings / sizeof *full_findings;
}

eh_return *sample_return(const eh_catalogue *catalogue, eh_standard standard, int year, sample_kind kind) {
    sample s = {eh_edition_find(catalogue, standard, year), NULL, kind};
    eh_arena *arena = s.edition ? eh_arena_new() : NULL;
    s.ret = arena ? eh_arena_alloc(arena, sizeof *s.ret) : NULL;
    eh_return_item *items = s.ret ? eh_arena_alloc(arena, sizeof *items * s.edition->item_count) : NULL;
    if (!items) {
        eh_arena_free(arena);
        return NULL;
    }
    s.ret->arena = arena;
    s.ret->standard = standard;
    s.ret->items = items;
    s.ret->item_count = s.edition->item_count;
    header(&s, year);
    for (unsigned i = 0; i < s.edition->item_count; i++)
        make_item(&s, i);
    details(&s);
    if (kind == SAMPLE_FULL)
        previous(&s);
    return s.ret;
}
