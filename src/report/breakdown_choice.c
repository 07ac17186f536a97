#include "report/breakdown_choice.h"

#include <string.h>

#include "report/breakdown_words.h"

/* Case, spaces and punctuation do not matter. */
static bool reads_the_same(const char *a, const char *b) {
    char one[EH_FOLD_ROOM], other[EH_FOLD_ROOM];
    size_t length = eh_fold(eh_slice_of(a), one, sizeof one);
    return length && length == eh_fold(eh_slice_of(b), other, sizeof other) && !memcmp(one, other, length);
}

/* ---- what the names of a row, a column, a way are ---- */

typedef enum naming { OF, GROUP, STEP, COLUMN, BY } naming;

typedef struct place {
    const eh_catalogue *catalogue;
    const eh_return *ret;
    const eh_breakdown *b;
    const eh_breakdown_row *row; /* of a part, group or step */
    unsigned column;
    eh_buffer *wrong; /* fails when out of memory */
} place;

static const char *id_of(const place *p, naming what) {
    switch (what) {
    case OF:
        return p->row->of;
    case GROUP:
        return p->row->group;
    case STEP:
        return p->row->step;
    case COLUMN:
        return p->b->column[p->column];
    case BY:
        break;
    }
    return p->b->by;
}

static void put_words(eh_buffer *out, const place *p, naming what) {
    if (what == OF && *p->row->of)
        eh_words_part(out, p->catalogue, eh_edition_find(p->catalogue, p->ret->standard, p->ret->edition), p->b,
                      p->row->of);
    else if (what == GROUP)
        eh_words_group(out, p->ret->standard, p->row->group);
    else if (what == STEP)
        eh_words_of_id(out, p->row->step);
    else if (what == COLUMN)
        eh_words_column(out, p->catalogue, p->b, p->b->column[p->column]);
    else if (what == BY)
        eh_words_by(out, p->catalogue, p->b);
}

/* Whether somebody means what has this id and is read so. */
static bool is_meant(const char *meant, const place *p, naming what) {
    const char *id = id_of(p, what);
    eh_buffer words = {0};
    if (!strcmp(meant, id) || reads_the_same(meant, id))
        return true;
    put_words(&words, p, what);
    bool is = words.length && reads_the_same(meant, words.data);
    eh_buffer_done(&words, p->wrong);
    return is;
}

/* ---- names that are wrong ---- */

/* "band-5 (Band 5)", unless the list holds it. */
static void add_name(eh_buffer *list, const place *p, naming what, const char *id) {
    eh_buffer words = {0}, name = {0};
    put_words(&words, p, what);
    eh_buffer_text(&name, id);
    if (words.length && strcmp(words.data, id) != 0)
        eh_buffer_format(&name, " (%s)", words.data);
    if (list->length)
        eh_buffer_text(list, "; ");
    eh_buffer_text(list, eh_buffer_words(&name));
    list->failed = list->failed || words.failed || name.failed;
    eh_buffer_free(&words);
    eh_buffer_free(&name);
}

/* Whether an earlier row of the table has the same name. */
static bool was_before(const place *p, naming what, size_t row) {
    for (size_t i = 0; i < row; i++) {
        place earlier = *p;
        earlier.row = &p->b->row[i];
        if (!strcmp(id_of(&earlier, what), id_of(p, what)))
            return true;
    }
    return false;
}

static void list_names(eh_buffer *list, place p, naming what) {
    for (unsigned c = 0; c < p.b->columns && what == COLUMN; c++) {
        p.column = c;
        add_name(list, &p, what, p.b->column[c]);
    }
    for (size_t i = 0; i < p.b->rows && what != COLUMN; i++) {
        p.row = &p.b->row[i];
        if (*id_of(&p, what) && !was_before(&p, what, i))
            add_name(list, &p, what, id_of(&p, what));
    }
}

static void say_wrong(const place *p, naming what, const char *option, const char *meant) {
    eh_buffer list = {0}, *wrong = p->wrong;
    if (what == GROUP && p->b->unit == EH_RATIO)
        eh_buffer_format(&list, "%s; %s", p->b->top, p->b->bottom);
    else
        list_names(&list, *p, what);
    eh_buffer_format(wrong, "the table %s%s%s has no --%s \"%s\"; ", p->b->name, *p->b->by ? " by " : "", p->b->by,
                     option, meant);
    eh_buffer_format(wrong, "%s%s.", list.length ? "there are: " : "it has none", eh_buffer_words(&list));
    eh_buffer_done(&list, wrong);
}

/* ---- what is named, by its id ---- */

/* A row of ratios is of the groups that it compares. */
static const char *group_of_ratio(const place *p, const char *meant) {
    const char *pair[] = {p->b->top, p->b->bottom};
    for (size_t i = 0; i < 2; i++) {
        const eh_breakdown_row of_group = {.of = "", .group = pair[i], .step = ""};
        const place own = {.catalogue = p->catalogue, .ret = p->ret, .b = p->b, .row = &of_group, .wrong = p->wrong};
        if (is_meant(meant, &own, GROUP))
            return pair[i];
    }
    return NULL;
}

/* The id of what is meant in the table, or NULL. */
static const char *find_name(place p, naming what, const char *meant) {
    if (what == GROUP && p.b->unit == EH_RATIO)
        return group_of_ratio(&p, meant);
    for (p.column = 0; p.column < p.b->columns && what == COLUMN; p.column++)
        if (is_meant(meant, &p, what))
            return id_of(&p, what);
    for (size_t i = 0; i < p.b->rows && what != COLUMN; i++) {
        p.row = &p.b->row[i];
        if (*id_of(&p, what) && is_meant(meant, &p, what))
            return id_of(&p, what);
    }
    return NULL;
}

static bool find_names(const place *p, eh_breakdown_choice *choice) {
    const struct {
        naming what;
        const char *option, **meant;
    } names[] = {{OF, "of", &choice->of},
                 {GROUP, "group", &choice->group},
                 {STEP, "step", &choice->step},
                 {COLUMN, "column", &choice->column}};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        if (!*names[n].meant)
            continue;
        const char *id = find_name(*p, names[n].what, *names[n].meant);
        if (!id) {
            say_wrong(p, names[n].what, names[n].option, *names[n].meant);
            return false;
        }
        *names[n].meant = id;
    }
    return !p->wrong->failed;
}

static bool is_or_any(const char *meant, const char *id) {
    return !meant || !strcmp(meant, id);
}

bool eh_breakdown_means_row(const eh_breakdown_choice *choice, const eh_breakdown *b, const eh_breakdown_row *row) {
    bool ratio = b->unit == EH_RATIO;
    return is_or_any(choice->of, row->of) && is_or_any(choice->step, row->step) &&
           (ratio ? is_or_any(choice->group, b->top) || is_or_any(choice->group, b->bottom)
                  : is_or_any(choice->group, row->group));
}

bool eh_breakdown_means_column(const eh_breakdown_choice *choice, const eh_breakdown *b, unsigned column) {
    return is_or_any(choice->column, b->column[column]);
}

size_t eh_breakdown_figures(const eh_breakdown_choice *choice, const eh_breakdown *b, eh_breakdown_figure *figures,
                            size_t room) {
    size_t count = 0;
    for (size_t i = 0; i < b->rows; i++) {
        if (!eh_breakdown_means_row(choice, b, &b->row[i]))
            continue;
        for (unsigned c = 0; c < b->columns; c++) {
            if (b->unit == EH_RATIO ? strcmp(b->column[c], "ratio") != 0 : !eh_breakdown_means_column(choice, b, c))
                continue;
            if (count < room)
                figures[count] = (eh_breakdown_figure){b, &b->row[i], c};
            count++;
        }
    }
    return count;
}

/* ---- the table ---- */

bool eh_breakdown_is_named(const eh_return *ret, const char *name) {
    for (size_t i = 0; i < ret->breakdown_count; i++)
        if (!strcmp(ret->breakdowns[i]->name, name))
            return true;
    return false;
}

static bool has_part(const place *p, const char *of) {
    place at = *p;
    for (size_t i = 0; i < p->b->rows; i++) {
        at.row = &p->b->row[i];
        if (*at.row->of && is_meant(of, &at, OF))
            return true;
    }
    return false;
}

/* How well a table fits what was named; 0 for not at all. */
static unsigned fits(const place *p, const eh_breakdown_choice *choice) {
    if (strcmp(p->b->name, choice->name) != 0)
        return 0;
    if (choice->by)
        return is_meant(choice->by, p, BY) && *p->b->by ? 2 : 0;
    if (choice->of)
        return has_part(p, choice->of) ? 2 : 0;
    return *p->b->by ? 1 : 2;
}

static void list_ways(eh_buffer *out, const eh_catalogue *catalogue, const eh_return *ret, const char *name) {
    bool any = false;
    for (size_t i = 0; i < ret->breakdown_count; i++) {
        const place p = {.catalogue = catalogue, .ret = ret, .b = ret->breakdowns[i]};
        eh_buffer one = {0};
        if (strcmp(p.b->name, name) != 0 || !*p.b->by)
            continue;
        add_name(&one, &p, BY, p.b->by);
        eh_buffer_format(out, "%s%s", any ? "; " : "", eh_buffer_words(&one));
        out->failed = out->failed || one.failed;
        eh_buffer_free(&one);
        any = true;
    }
    if (!any)
        eh_buffer_text(out, "none");
}

static void say_no_table(eh_buffer *wrong, const eh_catalogue *catalogue, const eh_return *ret,
                         const eh_breakdown_choice *choice, bool several) {
    if (several)
        eh_buffer_format(wrong, "several tables %s have the part \"%s\": say --by; ", choice->name, choice->of);
    else if (choice->by)
        eh_buffer_format(wrong, "the return has no table %s by \"%s\"; ", choice->name, choice->by);
    else
        eh_buffer_format(wrong, "no table %s has the part \"%s\" (`--by` without `--of` shows the parts); ",
                         choice->name, choice->of ? choice->of : "");
    eh_buffer_text(wrong, "it is broken down by: ");
    list_ways(wrong, catalogue, ret, choice->name);
    eh_buffer_char(wrong, '.');
}

const eh_breakdown *eh_breakdown_choose(const eh_catalogue *catalogue, const eh_return *ret,
                                        eh_breakdown_choice *choice, eh_buffer *wrong) {
    place p = {.catalogue = catalogue, .ret = ret, .wrong = wrong};
    const eh_breakdown *best = NULL;
    unsigned most = 0, as_well = 0;
    for (size_t i = 0; i < ret->breakdown_count; i++) {
        p.b = ret->breakdowns[i];
        unsigned fit = fits(&p, choice);
        as_well += fit && fit == most;
        if (fit <= most)
            continue;
        best = p.b;
        most = fit;
        as_well = 0;
    }
    p.b = best;
    if (!best || (as_well && choice->of))
        say_no_table(wrong, catalogue, ret, choice, best != NULL);
    else if (find_names(&p, choice))
        return best;
    return NULL;
}
