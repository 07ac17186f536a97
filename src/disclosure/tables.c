#include "disclosure/tables.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "indicator/breakdowns.h"
#include "return/relations.h"

/* ---- finding cells ---- */

static size_t *cell_at(const eh_public_table *table, size_t row, unsigned column) {
    return &table->cells[row * table->breakdown->columns + column];
}

/* The cell of a row and column; SIZE_MAX where there is none, of a table that is not linked too. */
static size_t cell_of(const eh_public_table *table, const char *of, const char *group, unsigned column) {
    for (size_t r = 0; table && table->linked && r < table->breakdown->rows; r++)
        if (!strcmp(table->breakdown->row[r].of, of) && !strcmp(table->breakdown->row[r].group, group))
            return *cell_at(table, r, column);
    return SIZE_MAX;
}

static const eh_public_table *table_of(const eh_public_subject *s, const char *name, const char *by) {
    for (size_t i = 0; i < s->table_count; i++)
        if (!strcmp(s->tables[i].breakdown->name, name) && !strcmp(s->tables[i].breakdown->by, by))
            return &s->tables[i];
    return NULL;
}

static size_t item_cell(const eh_public_subject *s, const char *id, unsigned group) {
    int item = eh_item_find(s->edition, eh_slice_of(id));
    return item < 0 ? SIZE_MAX : eh_subject_cell(s, (unsigned)item, group);
}

static unsigned group_of(const eh_public_subject *s, const char *id) {
    unsigned group = 0;
    return *id && eh_group_read(s->edition->standard, eh_slice_of(id), &group) ? group : 0;
}

/* ---- tables being added ---- */

typedef struct adding {
    const eh_tables *all;
    const eh_public_subject *s;
    eh_public_table *table;
    const eh_breakdown *b;
    eh_sum sum;
} adding;

/* What stands in the place of a count is the cell of an item when it is that item's count. */
typedef size_t same_as(const adding *a, size_t row, unsigned column);

static bool is_count(const eh_breakdown_cell *cell) {
    return cell->missing == EH_PRESENT && cell->value >= 0 && cell->value <= (double)EH_LIMIT_COUNT &&
           cell->value == floor(cell->value);
}

static void add_cells(const adding *a, same_as *same) {
    const double of_size = 0.02;
    eh_linked *linked = a->all->linked;
    for (size_t r = 0; r < a->b->rows; r++)
        for (unsigned c = 0; c < a->b->columns; c++) {
            const eh_breakdown_cell *given = &a->b->row[r].cell[c];
            size_t cell = is_count(given) && same ? same(a, r, c) : SIZE_MAX;
            int64_t value = is_count(given) ? (int64_t)given->value : 0;
            if (cell != SIZE_MAX && (linked->cells[cell].units != 1 || linked->cells[cell].value != value))
                cell = SIZE_MAX;
            if (cell == SIZE_MAX && is_count(given))
                cell = eh_linked_cell(linked, (eh_count_cell){.value = value,
                                                              .units = 1,
                                                              .printed = true,
                                                              .withdrawn = a->table->withdrawn[r],
                                                              .cost = 1 + of_size * log2(1 + given->value),
                                                              .displays = 1});
            *cell_at(a->table, r, c) = cell;
        }
}

/* Its rows of a group come to the whole's row of it, column by column; a row without a group to those of all. */
static void sum_of_parts(adding *a, const char *whole_name) {
    const eh_public_table *whole = table_of(a->s, whole_name, "");
    for (size_t w = 0; whole && whole->linked && w < whole->breakdown->rows; w++)
        for (unsigned c = 0; c < a->b->columns; c++) {
            eh_sum_take(&a->sum, *cell_at(whole, w, c), -1);
            for (size_t r = 0; r < a->b->rows; r++)
                if (!strcmp(a->b->row[r].group, whole->breakdown->row[w].group))
                    eh_sum_take(&a->sum, *cell_at(a->table, r, c), 1);
            eh_sum_end(&a->sum);
        }
}

/* Both standards count the same people: over all groups, each row and column comes to the same. */
static void same_people(adding *a) {
    for (size_t i = 0; i < a->all->count; i++) {
        const eh_public_subject *other = a->all->subjects[i];
        const eh_public_table *twin = other == a->s ? NULL : table_of(other, a->b->name, a->b->by);
        for (size_t r = 0; twin && twin->linked && r < a->b->rows; r++) {
            if (group_of(a->s, a->b->row[r].group) != 0)
                continue;
            for (unsigned c = 0; c < a->b->columns; c++) {
                for (unsigned g = 0; g < EH_GROUPS; g++) {
                    const char *of = a->b->row[r].of;
                    eh_sum_take(&a->sum, cell_of(a->table, of, eh_group_id(a->s->edition->standard, g), c), 1);
                    eh_sum_take(&a->sum, cell_of(twin, of, eh_group_id(other->edition->standard, g), c), -1);
                }
                eh_sum_end(&a->sum);
            }
        }
    }
}

/* Each column holds only people of the one before it that is supplied. */
static void nested_columns(adding *a, bool guarded) {
    for (size_t r = 0; r < a->b->rows; r++) {
        size_t before = SIZE_MAX;
        for (unsigned c = 0; c < a->b->columns; c++) {
            size_t here = *cell_at(a->table, r, c);
            eh_sum_rest(&a->sum, here, before, guarded);
            before = here == SIZE_MAX ? before : here;
        }
    }
}

/* ---- recruitment ---- */

#define FUNNEL  "funnel"
#define AT_HOME "funnel-without-international"

static size_t same_as_stage(const adding *a, size_t row, unsigned column) {
    static const struct {
        const char *stage, *item;
    } counted[] = {{"shortlisted", "2.shortlisted"}, {"appointed", "2.appointed"}};
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (!strcmp(a->b->column[column], counted[i].stage))
            return item_cell(a->s, counted[i].item, group_of(a->s, a->b->row[row].group));
    return SIZE_MAX;
}

/* Whether a row of another breakdown, with all groups of its part, has the counts of a part of this one. */
static bool same_counts(const adding *a, const char *of, const eh_public_table *other, const char *its) {
    bool same = true, any = false;
    for (unsigned c = 0; c < a->b->columns; c++)
        for (unsigned g = 0; g < EH_GROUPS; g++) {
            const char *group = eh_group_id(a->s->edition->standard, g);
            size_t mine = cell_of(a->table, of, group, c), theirs = cell_of(other, its, group, c);
            if (mine == SIZE_MAX && theirs == SIZE_MAX)
                continue;
            same = same && mine != SIZE_MAX && theirs != SIZE_MAX &&
                   a->all->linked->cells[mine].value == a->all->linked->cells[theirs].value;
            any = true;
        }
    return same && any;
}

/* Vacancies for doctors are mostly one staff group. Where they are, everybody may take the one row for the other. */
static void same_doctors(adding *a) {
    static const char doctors[] = "medical";
    const eh_public_table *bands = table_of(a->s, a->b->name, "band");
    for (size_t r = 0; r < a->b->rows && strcmp(a->b->by, "staff-group") == 0; r++) {
        const char *of = a->b->row[r].of;
        if (group_of(a->s, a->b->row[r].group) != 0 || !same_counts(a, of, bands, doctors))
            continue;
        for (unsigned c = 0; c < a->b->columns; c++)
            for (unsigned g = 0; g < EH_GROUPS; g++) {
                const char *group = eh_group_id(a->s->edition->standard, g);
                eh_sum_take(&a->sum, cell_of(a->table, of, group, c), 1);
                eh_sum_take(&a->sum, cell_of(bands, doctors, group, c), -1);
                eh_sum_end(&a->sum);
            }
    }
}

static void add_stages(adding *a) {
    bool whole = !*a->b->by;
    add_cells(a, whole ? same_as_stage : NULL);
    a->table->linked = true;
    if (!whole)
        sum_of_parts(a, a->b->name);
    nested_columns(a, false);
    same_people(a);
    same_doctors(a);
}

/* Those who were recruited from abroad are what is left of all; and who came to a stage, from abroad too, came to the one before it. */
static void add_stages_at_home(adding *a) {
    const eh_public_table *all = table_of(a->s, FUNNEL, a->b->by);
    add_cells(a, NULL);
    a->table->linked = true;
    if (*a->b->by)
        sum_of_parts(a, a->b->name);
    nested_columns(a, false);
    for (size_t r = 0; r < a->b->rows; r++) {
        size_t before = SIZE_MAX;
        for (unsigned c = 0; c < a->b->columns; c++) {
            size_t whole = cell_of(all, a->b->row[r].of, a->b->row[r].group, c);
            size_t abroad = eh_sum_rest(&a->sum, *cell_at(a->table, r, c), whole, true);
            eh_sum_rest(&a->sum, abroad, before, false);
            before = abroad == SIZE_MAX ? before : abroad;
        }
    }
    same_people(a);
    same_doctors(a);
}

/* ---- ethnic groups ---- */

/* Headings are white, those of BME, and unknown. */
static unsigned heading_group(const adding *a, unsigned column) {
    return column == 0 ? 0 : column + 1 == a->b->columns ? (unsigned)EH_UNKNOWN : 1;
}

static const char *heading_item(const adding *a, size_t row) {
    return *a->b->by ? a->b->row[row].of : "1.total";
}

static size_t same_as_heading(const adding *a, size_t row, unsigned column) {
    unsigned group = heading_group(a, column);
    return group == 1 ? SIZE_MAX : item_cell(a->s, heading_item(a, row), group);
}

/* Rows that are parts of others, as the items are. */
static void nested_items(adding *a) {
    const eh_row_relation *relation;
    for (size_t i = 0; (relation = eh_relation_at(i)) != NULL; i++) {
        int part = eh_item_find(a->s->edition, eh_slice_of(relation->part));
        if (relation->standard != a->s->edition->standard || relation->rest || part < 0)
            continue;
        for (unsigned c = 0; c < a->b->columns; c++)
            if (heading_group(a, c) == 1)
                eh_sum_rest(&a->sum, cell_of(a->table, relation->part, "", c),
                            cell_of(a->table, relation->whole, "", c), a->s->edition->items[part].of_which);
    }
}

static void add_headings(adding *a) {
    add_cells(a, same_as_heading);
    a->table->linked = true;
    for (size_t r = 0; r < a->b->rows; r++) {
        eh_sum_take(&a->sum, item_cell(a->s, heading_item(a, r), 1), -1);
        for (unsigned c = 0; c < a->b->columns; c++)
            if (heading_group(a, c) == 1)
                eh_sum_take(&a->sum, *cell_at(a->table, r, c), 1);
        eh_sum_end(&a->sum);
    }
    if (*a->b->by)
        nested_items(a);
}

/* Senior medical managers are consultants, and counted with them. */
static void add_headings_by_item(adding *a) {
    const eh_public_table *whole = table_of(a->s, a->b->name, "");
    add_headings(a);
    for (unsigned c = 0; c < a->b->columns && whole && whole->linked; c++) {
        eh_sum_take(&a->sum, cell_of(whole, "", "", c), -1);
        for (size_t r = 0; r < a->b->rows; r++) {
            int item = eh_item_find(a->s->edition, eh_slice_of(a->b->row[r].of));
            if (item < 0 || !a->s->edition->items[item].of_which)
                eh_sum_take(&a->sum, *cell_at(a->table, r, c), 1);
        }
        eh_sum_end(&a->sum);
    }
}

/* ---- people by band ---- */

typedef enum band_part { EVERYBODY, BANDED, SENIOR } band_part;

/* Takes the counts of all people of a group, of those in a band, or of those in band 8a or above, off the sum. */
static void take_people(adding *a, band_part part, unsigned group) {
    const eh_edition *edition = a->s->edition;
    if (part == EVERYBODY)
        eh_sum_take(&a->sum, item_cell(a->s, "1.total", group), -1);
    for (unsigned i = 0; i < edition->item_count && part != EVERYBODY; i++) {
        bool senior = false, counts = edition->items[i].operation == EH_OP_COUNT;
        eh_counter counter = counts ? eh_counter_find(edition->items[i].counter) : EH_COUNTER_COUNT;
        if (eh_breakdowns_is_banded(counter, &senior) && (senior || part == BANDED))
            eh_sum_take(&a->sum, eh_subject_cell(a->s, i, group), -1);
    }
}

/* ---- sex by ethnicity ---- */

static void add_sexes_of(adding *a, band_part part) {
    add_cells(a, NULL);
    a->table->linked = true;
    for (size_t r = 0; r < a->b->rows; r++) {
        take_people(a, part, group_of(a->s, a->b->row[r].group));
        for (unsigned c = 0; c < a->b->columns; c++)
            eh_sum_take(&a->sum, *cell_at(a->table, r, c), 1);
        eh_sum_end(&a->sum);
    }
}

static void add_sexes(adding *a) {
    add_sexes_of(a, EVERYBODY);
}

static void add_sexes_of_seniors(adding *a) {
    const eh_public_table *whole = table_of(a->s, "sex-by-ethnicity", "");
    add_sexes_of(a, SENIOR);
    for (size_t r = 0; r < a->b->rows; r++)
        for (unsigned c = 0; c < a->b->columns; c++)
            eh_sum_rest(&a->sum, *cell_at(a->table, r, c), cell_of(whole, "", a->b->row[r].group, c), true);
}

/* ---- parts of the organisation ---- */

/* Its columns are all people, those in a band, those in band 8a or above. */
static void add_units(adding *a) {
    add_cells(a, NULL);
    a->table->linked = true;
    for (unsigned g = 0; g < EH_GROUPS; g++)
        for (unsigned c = EVERYBODY; c <= SENIOR && c < a->b->columns; c++) {
            take_people(a, (band_part)c, g);
            for (size_t r = 0; r < a->b->rows; r++)
                if (group_of(a->s, a->b->row[r].group) == g)
                    eh_sum_take(&a->sum, *cell_at(a->table, r, c), 1);
            eh_sum_end(&a->sum);
        }
    nested_columns(a, true);
    same_people(a);
}

/* ---- the kinds, the most wanted first ---- */

static const struct {
    eh_table_kind is;
    void (*add)(adding *a);
    const char *rests_on; /* the table without `by` that must be there; NULL for none */
} kinds[] = {
    {{FUNNEL, ""}, add_stages, NULL},
    {{"ethnic-groups", ""}, add_headings, NULL},
    {{"ethnic-groups-of-applications", "item"}, add_headings, NULL},
    {{"sex-by-ethnicity", ""}, add_sexes, NULL},
    {{"sex-by-ethnicity-in-band-8a-and-above", ""}, add_sexes_of_seniors, NULL},
    {{AT_HOME, ""}, add_stages_at_home, FUNNEL},
    {{FUNNEL, "band"}, add_stages, FUNNEL},
    {{FUNNEL, "staff-group"}, add_stages, FUNNEL},
    {{"ethnic-groups", "item"}, add_headings_by_item, "ethnic-groups"},
    {{"workforce", NULL}, add_units, NULL},
    {{AT_HOME, "band"}, add_stages_at_home, AT_HOME},
    {{AT_HOME, "staff-group"}, add_stages_at_home, AT_HOME},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

bool eh_table_kind_at(size_t i, eh_table_kind *kind) {
    if (i < KINDS)
        *kind = kinds[i].is;
    return i < KINDS;
}

bool eh_table_is(const eh_public_table *table, eh_table_kind kind) {
    const eh_breakdown *b = table->breakdown;
    return b->unit == EH_HEADCOUNT && !strcmp(b->name, kind.name) && (kind.by ? !strcmp(b->by, kind.by) : *b->by);
}

bool eh_table_is_ratios(const eh_breakdown *breakdown) {
    return breakdown->unit == EH_RATIO;
}

bool eh_table_lacks_rows(const eh_breakdown *breakdown) {
    return *breakdown->by && strcmp(breakdown->name, "ethnic-groups-of-applications") != 0;
}

static size_t kind_of(const eh_public_table *table) {
    size_t kind = 0;
    while (kind < KINDS && !eh_table_is(table, kinds[kind].is))
        kind++;
    return kind;
}

bool eh_table_lacks_whole(const eh_public_subject *s, const eh_public_table *table) {
    size_t kind = kind_of(table);
    const eh_public_table *whole = kind < KINDS && kinds[kind].rests_on ? table_of(s, kinds[kind].rests_on, "") : NULL;
    return kind == KINDS || (kinds[kind].rests_on && !(whole && whole->linked));
}

void eh_table_add(const eh_tables *all, const eh_public_subject *s, eh_public_table *table) {
    size_t kind = kind_of(table);
    adding a = {.all = all, .s = s, .table = table, .b = table->breakdown, .sum = {.linked = all->linked}};
    if (kind < KINDS)
        kinds[kind].add(&a);
    eh_sum_free(&a.sum);
}
