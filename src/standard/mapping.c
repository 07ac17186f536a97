/* The mapping: headings and values that an organisation adds, before the built-in ones. */
#include "standard/mapping_text.h"
#include "standard/vocabulary_private.h"

#include "base/limits.h"

#include <string.h>

/* Whether a value is understood in a column. */
typedef bool understood(const struct eh_vocabulary *v, eh_subject subject, eh_slice value);

static bool knows_ethnicity(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    return eh_read_ethnicity(v, value).known != EH_UNMAPPED;
}

static bool knows_disability(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    return eh_read_disability(v, value).known != EH_UNMAPPED;
}

static bool knows_occupation(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    uint32_t meaning;
    return eh_read_occupation(v, value, &meaning) != EH_UNMAPPED;
}

static bool is_blank(const struct eh_vocabulary *v, eh_slice value) {
    return eh_words_find(&v->words, EH_LIST_BLANK, value) != EH_NO_MEANING;
}

static bool knows_grade(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    return eh_read_band(v, value) != EH_BAND_NONE || eh_is_medical_grade(v, value) || is_blank(v, value);
}

static bool knows_role(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    return eh_read_medical(v, value) != EH_NO_MEANING || is_blank(v, value);
}

static bool knows_case_type(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    (void)subject;
    uint32_t type;
    return eh_read_case_type(v, value, &type) != EH_UNMAPPED;
}

static bool knows_yes_no(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    bool yes;
    return eh_read_yes_no(v, subject, value, &yes) != EH_UNMAPPED;
}

static bool knows_listed(const struct eh_vocabulary *v, eh_subject subject, eh_slice value) {
    static const eh_list lists[EH_MAP_COUNT] = {
        [EH_MAP_CATEGORY] = EH_LIST_CATEGORY,       [EH_MAP_STATUS] = EH_LIST_STATUS,
        [EH_MAP_STAFF_GROUP] = EH_LIST_STAFF_GROUP, [EH_MAP_GROUNDS] = EH_LIST_GROUNDS,
        [EH_MAP_SOURCE] = EH_LIST_SOURCE_WHOLE,     [EH_MAP_GENDER] = EH_LIST_GENDER};
    uint32_t meaning;
    return eh_list_find(v, lists[subject], value, &meaning) != EH_UNMAPPED;
}

/* The columns whose values can be mapped, by a field of that name; it may stand in several kinds. */
static const struct subject_row {
    eh_field field;
    understood *knows;
} subjects[EH_MAP_COUNT] = {
    [EH_MAP_ETHNIC] = {EH_STAFF_ETHNIC_ORIGIN, knows_ethnicity},
    [EH_MAP_DISABILITY] = {EH_STAFF_DISABILITY, knows_disability},
    [EH_MAP_CATEGORY] = {EH_STAFF_ASSIGNMENT_CATEGORY, knows_listed},
    [EH_MAP_STATUS] = {EH_STAFF_ASSIGNMENT_STATUS, knows_listed},
    [EH_MAP_STAFF_GROUP] = {EH_STAFF_STAFF_GROUP, knows_listed},
    [EH_MAP_OCCUPATION] = {EH_STAFF_OCCUPATION_CODE, knows_occupation},
    [EH_MAP_PAY_GRADE] = {EH_STAFF_PAY_GRADE, knows_grade},
    [EH_MAP_JOB_ROLE] = {EH_STAFF_JOB_ROLE, knows_role},
    [EH_MAP_CASE_TYPE] = {EH_CASES_CASE_TYPE, knows_case_type},
    [EH_MAP_GROUNDS] = {EH_CASES_GROUNDS, knows_listed},
    [EH_MAP_PRIMARY] = {EH_STAFF_PRIMARY_ASSIGNMENT, knows_yes_no},
    [EH_MAP_FORMAL] = {EH_CASES_FORMAL, knows_yes_no},
    [EH_MAP_MANDATORY] = {EH_TRAINING_MANDATORY, knows_yes_no},
    [EH_MAP_EXECUTIVE] = {EH_BOARD_EXECUTIVE, knows_yes_no},
    [EH_MAP_VOTING] = {EH_BOARD_VOTING, knows_yes_no},
    [EH_MAP_SHORTLISTED] = {EH_APPLICANTS_SHORTLISTED, knows_yes_no},
    [EH_MAP_INTERVIEWED] = {EH_APPLICANTS_INTERVIEWED, knows_yes_no},
    [EH_MAP_OFFERED] = {EH_APPLICANTS_OFFERED, knows_yes_no},
    [EH_MAP_APPOINTED] = {EH_APPLICANTS_APPOINTED, knows_yes_no},
    [EH_MAP_ANSWER] = {EH_ANSWERS_ANSWER, knows_yes_no},
    [EH_MAP_SOURCE] = {EH_APPLICANTS_SOURCE, knows_listed},
    [EH_MAP_GENDER] = {EH_STAFF_GENDER, knows_listed},
};

/* The columns of a mapping; others are passed over. */
enum { KIND, FIELD, FROM, TO, MAPPING_COLUMNS, CELLS = 64 };

typedef struct mapping {
    eh_catalogue *catalogue;
    struct eh_vocabulary *v;
    eh_findings *findings;
    const char *file;
    eh_words headings; /* those mapped so far, by list as in the vocabulary: a second meaning is a clash */
    eh_mapping_text text;
    unsigned places[MAPPING_COLUMNS]; /* CELLS: no such column */
    uint64_t unfinished, first_unfinished;
    size_t room; /* of v->mapped */
    bool bad;
} mapping;

static bool folds_to(eh_slice cell, const char *word) {
    char folded[EH_FOLD_ROOM];
    return eh_slice_equal((eh_slice){folded, eh_fold(cell, folded, sizeof folded)}, eh_slice_of(word));
}

/* A finding about the row read last; the mapping is not used. */
static eh_status fault(mapping *m, eh_code code, const char *heading, eh_slice value, const char *one) {
    char kept[EH_LIMIT_EXCERPT + 1];
    size_t length = value.length < EH_LIMIT_EXCERPT ? value.length : EH_LIMIT_EXCERPT;
    while (length < value.length && length > 0 && ((unsigned char)value.at[length] & 0xC0u) == 0x80)
        length--;
    if (length)
        memcpy(kept, value.at, length);
    kept[length] = '\0';
    m->bad = true;
    return eh_found(m->findings, code, (eh_place){.file = m->file, .row = m->text.row, .heading = heading}, 1, kept,
                    one, NULL);
}

/* Looks for the row of headings, with this separator. */
static eh_status find_columns(mapping *m, eh_slice text, char separator, bool *found) {
    static const char *const names[MAPPING_COLUMNS] = {"kind", "field", "from", "to"};
    eh_slice cells[CELLS];
    unsigned count = 0;
    m->text = (eh_mapping_text){.arena = m->catalogue->arena, .rest = text, .separator = separator};
    for (unsigned tries = 0; tries < EH_LIMIT_HEADING_ROWS; tries++) {
        eh_status status = eh_mapping_row(&m->text, cells, CELLS, &count);
        if (status != EH_OK)
            return status == EH_END ? EH_OK : status;
        for (unsigned i = 0; i < MAPPING_COLUMNS; i++) {
            m->places[i] = 0;
            while (m->places[i] < count && !folds_to(cells[m->places[i]], names[i]))
                m->places[i]++;
            if (m->places[i] == count)
                m->places[i] = CELLS;
        }
        *found = m->places[FIELD] < CELLS && m->places[FROM] < CELLS && m->places[TO] < CELLS;
        if (*found)
            return EH_OK;
    }
    return EH_OK;
}

/* Adds one heading to one kind. */
static eh_status map_heading(mapping *m, eh_kind kind, eh_slice from, eh_slice to, bool *placed) {
    eh_field field = eh_plain_heading(kind, to);
    if (field == EH_FIELD_NONE)
        return EH_OK;
    *placed = true;
    eh_status status = eh_words_add(&m->headings, (unsigned)kind, from, (uint32_t)field);
    if (status == EH_BAD)
        return fault(m, EH_F_MAPPING_CLASH, "to", to, "Heading");
    return status == EH_OK ? eh_heading_set(m->v, kind, from, field) : status;
}

static eh_status read_heading_row(mapping *m, eh_kind only, eh_slice from, eh_slice to) {
    bool placed = false;
    eh_status status = EH_OK;
    for (unsigned kind = 0; kind < EH_KIND_COUNT && status == EH_OK; kind++) {
        if (only == EH_KIND_COUNT || only == (eh_kind)kind)
            status = map_heading(m, (eh_kind)kind, from, to, &placed);
    }
    return status == EH_OK && !placed ? fault(m, EH_F_MAPPING_HEADING, "to", to, NULL) : status;
}

/* The subject that a field's plain heading names, in this kind or in any. */
static bool find_subject(eh_kind only, eh_slice field, eh_subject *subject) {
    char folded[EH_FOLD_ROOM], wanted[EH_FOLD_ROOM];
    eh_slice asked = {folded, eh_fold(field, folded, sizeof folded)};
    for (unsigned i = 0; i < EH_MAP_COUNT; i++) {
        eh_slice heading = eh_slice_of(eh_field_heading(subjects[i].field));
        bool of_kind = only == EH_KIND_COUNT || eh_plain_heading(only, heading) != EH_FIELD_NONE;
        if (of_kind && eh_slice_equal(asked, (eh_slice){wanted, eh_fold(heading, wanted, sizeof wanted)})) {
            *subject = (eh_subject)i;
            return true;
        }
    }
    return false;
}

/* Keeps what a value is mapped to; the number of it. */
static eh_status keep_value(mapping *m, eh_slice to, uint32_t *number) {
    struct eh_vocabulary *v = m->v;
    if (v->mapped_count == m->room) {
        size_t room = m->room ? m->room * 2 : 64;
        const char **grown = eh_arena_alloc(m->catalogue->arena, room * sizeof *grown);
        if (!grown)
            return EH_NOMEM;
        if (v->mapped_count)
            memcpy(grown, v->mapped, v->mapped_count * sizeof *grown);
        v->mapped = grown;
        m->room = room;
    }
    v->mapped[v->mapped_count] = eh_arena_slice(m->catalogue->arena, to.at, to.length);
    if (!v->mapped[v->mapped_count])
        return EH_NOMEM;
    *number = v->mapped_count++;
    return EH_OK;
}

static eh_status map_value(mapping *m, eh_subject subject, eh_slice from, eh_slice to) {
    const char *heading = eh_field_heading(subjects[subject].field);
    if (!subjects[subject].knows(m->v, subject, to))
        return fault(m, EH_F_MAPPING_TO, "to", to, heading);
    unsigned list = EH_LIST_MAPPED + (unsigned)subject;
    uint32_t number = eh_words_find(&m->v->words, list, from);
    if (number != EH_NO_MEANING) {
        char folded[EH_FOLD_ROOM];
        size_t length = eh_fold(eh_slice_of(m->v->mapped[number]), folded, sizeof folded);
        folded[length < sizeof folded ? length : sizeof folded - 1] = '\0';
        return folds_to(to, folded) ? EH_OK : fault(m, EH_F_MAPPING_CLASH, "to", to, heading);
    }
    eh_status status = keep_value(m, to, &number);
    return status == EH_OK ? eh_words_set(&m->v->words, list, from, number) : status;
}

static eh_status read_row(mapping *m, const eh_slice cells[MAPPING_COLUMNS]) {
    if (cells[FIELD].length == 0 && cells[FROM].length == 0 && cells[TO].length == 0)
        return EH_OK;
    if (cells[TO].length == 0) {
        m->first_unfinished = m->unfinished++ == 0 ? m->text.row : m->first_unfinished;
        return EH_OK;
    }
    eh_kind kind = EH_KIND_COUNT;
    if (cells[KIND].length && !eh_kind_read(cells[KIND], &kind))
        return fault(m, EH_F_MAPPING_KIND, "kind", cells[KIND], NULL);
    bool heading = folds_to(cells[FIELD], "heading");
    eh_subject subject = EH_MAP_COUNT;
    if (!heading && !find_subject(kind, cells[FIELD], &subject))
        return fault(m, EH_F_MAPPING_FIELD, "field", cells[FIELD], NULL);
    if (eh_says_nothing(cells[FROM]))
        return fault(m, EH_F_MAPPING_FROM, "from", (eh_slice){NULL, 0}, NULL);
    return heading ? read_heading_row(m, kind, cells[FROM], cells[TO]) : map_value(m, subject, cells[FROM], cells[TO]);
}

static eh_status read_rows(mapping *m) {
    eh_slice cells[CELLS];
    unsigned count = 0;
    eh_status status;
    while ((status = eh_mapping_row(&m->text, cells, CELLS, &count)) == EH_OK) {
        eh_slice wanted[MAPPING_COLUMNS] = {{NULL, 0}};
        for (unsigned i = 0; i < MAPPING_COLUMNS; i++) {
            if (m->places[i] < count)
                wanted[i] = cells[m->places[i]];
        }
        status =
            m->text.open_quote ? fault(m, EH_F_MAPPING_QUOTE, NULL, (eh_slice){NULL, 0}, NULL) : read_row(m, wanted);
        if (status != EH_OK)
            return status;
    }
    return status == EH_END ? EH_OK : status;
}

static eh_status read_text(mapping *m, eh_slice text) {
    static const char separators[] = {',', ';', '\t', '|'};
    if (!eh_utf8_valid(text.at, text.length) || memchr(text.at, '\0', text.length))
        return fault(m, EH_F_MAPPING_TEXT, NULL, (eh_slice){NULL, 0}, NULL);
    if (text.length >= 3 && !memcmp(text.at, "\xEF\xBB\xBF", 3))
        text = (eh_slice){text.at + 3, text.length - 3};
    bool found = false;
    for (size_t i = 0; i < sizeof separators && !found; i++) {
        eh_status status = find_columns(m, text, separators[i], &found);
        if (status != EH_OK)
            return status;
    }
    if (!found) {
        m->text.row = 0;
        return fault(m, EH_F_MAPPING_COLUMNS, NULL, (eh_slice){NULL, 0}, NULL);
    }
    eh_status status = read_rows(m);
    if (status == EH_OK && m->unfinished)
        status = eh_found(m->findings, EH_F_MAPPING_UNFINISHED, (eh_place){.file = m->file, .row = m->first_unfinished},
                          m->unfinished, NULL, NULL, NULL);
    return status;
}

eh_status eh_mapping_read(eh_catalogue *catalogue, eh_source *source, eh_findings *findings) {
    mapping m = {.catalogue = catalogue, .v = catalogue->vocabulary, .findings = findings, .file = source->name};
    const char *data = NULL;
    size_t size = 0;
    eh_status status = eh_source_load(catalogue->arena, source, findings, &data, &size);
    if (status == EH_OK)
        status = read_text(&m, (eh_slice){data, size});
    eh_words_free(&m.headings);
    return status == EH_OK && m.bad ? EH_BAD : status;
}
