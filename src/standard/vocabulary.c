/* Reading the vocabularies of templates/ into one table of words. */
#include "standard/vocabulary_private.h"

#include <stdlib.h>
#include <string.h>

static const char *const blank_words[] = {"blank", NULL};
static const char *const disability_words[] = {"disabled", "non-disabled", "condition", "declined", "blank", NULL};
static const char *const status_words[] = {"gone", "employed", NULL};
static const char *const side_words[] = {"non-clinical", "clinical", "medical", "supplementary", NULL};
static const char *const occupation_words[] = {"non-clinical",
                                               "clinical",
                                               "medical",
                                               "by-staff-group",
                                               "by-staff-group-else-non-clinical",
                                               "by-staff-group-else-clinical",
                                               NULL};
static const char *const band_words[] = {"",        "under-band-1", "band-1", "band-2",  "band-3",  "band-4",
                                         "band-5",  "band-6",       "band-7", "band-8a", "band-8b", "band-8c",
                                         "band-8d", "band-9",       "vsm",    NULL};
static const char *const medical_words[] = {"medical-director", "senior-medical", "trainee", "career-grade",
                                            "consultant",       "medical",        NULL};
static const char *const case_words[] = {"disciplinary", "capability", "other", NULL};
static const char *const grounds_words[] = {"ill-health", "not-ill-health", NULL};
static const char *const yes_no_words[] = {"no", "yes", NULL};
static const char *const source_words[] = {"home", "international", NULL};
static const char *const total_words[] = {"total", NULL};
static const char *const everybody_words[] = {"everybody", NULL};
static const char *const title_words[] = {"edition", NULL};
static const char *const gender_words[] = {"female", "male", NULL};
static const char *const applications_words[] = {"applications", NULL};

/* One list: the rows of a file with this word in the column match ("whole" where there is none), and what they may mean, in the order of
 * the meanings' numbers. Without words, a meaning is a code of ethnic-codes.csv, or whatever the file says for categories. Lists of one
 * file stand together. `own` says that the words of the meanings are values too: people write them in mappings. */
static const struct list_row {
    eh_list list;
    const char *file, *match;
    const char *const *words;
    bool own;
} lists[] = {
    {EH_LIST_BLANK, "vocabularies/blank.csv", "whole", blank_words, true},
    {EH_LIST_ETHNIC, "vocabularies/ethnic-origin.csv", "whole", NULL, false},
    {EH_LIST_DISABILITY, "vocabularies/disability.csv", "whole", disability_words, true},
    {EH_LIST_CATEGORY, "vocabularies/assignment-category.csv", "whole", NULL, false},
    {EH_LIST_STATUS, "vocabularies/assignment-status.csv", "whole", status_words, true},
    {EH_LIST_STAFF_GROUP, "vocabularies/staff-group.csv", "whole", side_words, true},
    {EH_LIST_OCCUPATION, "vocabularies/occupation-code.csv", "whole", occupation_words, true},
    {EH_LIST_PAY_CODE, "vocabularies/pay-grade.csv", "code", band_words, false},
    {EH_LIST_PAY_WHOLE, "vocabularies/pay-grade.csv", "whole", band_words, false},
    {EH_LIST_PAY_WORDS, "vocabularies/pay-grade.csv", "words", band_words, false},
    {EH_LIST_MEDICAL_WORDS, "vocabularies/medical-row.csv", "words", medical_words, true},
    {EH_LIST_MEDICAL_SCALE, "vocabularies/medical-row.csv", "scale", medical_words, false},
    {EH_LIST_CASE_WHOLE, "vocabularies/case-type.csv", "whole", case_words, true},
    {EH_LIST_CASE_WORDS, "vocabularies/case-type.csv", "words", case_words, false},
    {EH_LIST_GROUNDS, "vocabularies/grounds.csv", "whole", grounds_words, true},
    {EH_LIST_YES_NO, "vocabularies/yes-no.csv", "whole", yes_no_words, false},
    {EH_LIST_PRIMARY, "vocabularies/primary-assignment.csv", "whole", yes_no_words, false},
    {EH_LIST_FORMAL, "vocabularies/formal.csv", "whole", yes_no_words, false},
    {EH_LIST_MANDATORY, "vocabularies/mandatory.csv", "whole", yes_no_words, false},
    {EH_LIST_EXECUTIVE, "vocabularies/executive.csv", "whole", yes_no_words, false},
    {EH_LIST_VOTING, "vocabularies/voting.csv", "whole", yes_no_words, false},
    {EH_LIST_SHORTLISTED, "vocabularies/shortlisted.csv", "whole", yes_no_words, false},
    {EH_LIST_INTERVIEWED, "vocabularies/interviewed.csv", "whole", yes_no_words, false},
    {EH_LIST_OFFERED, "vocabularies/offered.csv", "whole", yes_no_words, false},
    {EH_LIST_APPOINTED, "vocabularies/appointed.csv", "whole", yes_no_words, false},
    {EH_LIST_SOURCE_WHOLE, "vocabularies/source.csv", "whole", source_words, true},
    {EH_LIST_SOURCE_WORDS, "vocabularies/source.csv", "words", source_words, false},
    {EH_LIST_TOTAL_ROW, "vocabularies/total-row.csv", "whole", total_words, false},
    {EH_LIST_EVERYBODY, "vocabularies/everybody.csv", "whole", everybody_words, false},
    {EH_LIST_TITLE_YEAR, "vocabularies/title-year.csv", "whole", title_words, false},
    {EH_LIST_APPLICATIONS, "vocabularies/applications.csv", "whole", applications_words, false},
    {EH_LIST_GENDER, "vocabularies/gender.csv", "whole", gender_words, true},
};

enum { LISTS = sizeof lists / sizeof *lists };

/* The columns of all these files, found once a file. */
enum { FROM, TO, MATCH, LEVEL_2011, KIND, HEADING, FIELD, COLUMNS };
static const char *const column_names[COLUMNS] = {"from", "to", "match", "level_2011", "kind", "heading", "field"};

/* What reading one file needs. */
typedef struct reading {
    eh_arena *kept; /* the catalogue's: lives on */
    struct eh_vocabulary *vocabulary;
    const eh_template *templates;
    eh_findings *findings;
    eh_table table;
    int columns[COLUMNS];
} reading;

const char *eh_band_id(eh_band band) {
    return band < EH_BAND_COUNT ? band_words[band] : "";
}

static eh_status open_table(reading *r, eh_arena *arena, const char *name) {
    const eh_template *file = eh_template_find(r->templates, name);
    if (!file)
        return eh_template_bad(r->findings, name, 0, NULL, "the file is missing", NULL);
    eh_status status = eh_table_read(arena, name, file->data, file->size, r->findings, &r->table);
    for (unsigned i = 0; i < COLUMNS && status == EH_OK; i++)
        r->columns[i] = eh_table_column(&r->table, column_names[i]);
    return status;
}

static const char *cell(const reading *r, size_t row, unsigned column) {
    return eh_table_cell(&r->table, row, r->columns[column]);
}

static eh_status bad_row(const reading *r, size_t row, unsigned column, const char *wrong) {
    return eh_template_bad(r->findings, r->table.name, r->table.lines[row], column_names[column], wrong,
                           cell(r, row, column));
}

/* The headings of the census forms and the two ways of not knowing, as ethnic-codes.csv writes them. */
static const struct level_row {
    const char *word;
    eh_known known;
    unsigned group;
    eh_ethnic_level level;
} levels[] = {
    {"white", EH_STATED, 0, EH_LEVEL_WHITE},        {"mixed", EH_STATED, 1, EH_LEVEL_MIXED},
    {"asian", EH_STATED, 1, EH_LEVEL_ASIAN},        {"black", EH_STATED, 1, EH_LEVEL_BLACK},
    {"other", EH_STATED, 1, EH_LEVEL_OTHER},        {"declined", EH_DECLINED, EH_UNKNOWN, EH_LEVEL_NONE},
    {"blank", EH_BLANK, EH_UNKNOWN, EH_LEVEL_NONE},
};

static const struct level_row *find_level(const char *word) {
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        if (!strcmp(levels[i].word, word))
            return &levels[i];
    }
    return NULL;
}

/* Of a code the first character decides: a refinement must stand under its heading. */
static bool agrees_with_first(const struct eh_vocabulary *v, const eh_ethnic_code *code) {
    if (code->code[1] == '\0' || (code->code[0] >= '0' && code->code[0] <= '9'))
        return true;
    uint32_t number = eh_words_find(&v->words, EH_LIST_ETHNIC_CODE, (eh_slice){code->code, 1});
    if (number == EH_NO_MEANING)
        return false;
    const eh_ethnic_code *first = &v->codes[number];
    return first->known == code->known && first->level == code->level && first->level_2011 == code->level_2011;
}

static eh_status read_code(reading *r, size_t row) {
    struct eh_vocabulary *v = r->vocabulary;
    const char *code = cell(r, row, FROM);
    const struct level_row *level = find_level(cell(r, row, TO));
    const struct level_row *level_2011 = find_level(cell(r, row, LEVEL_2011));
    size_t length = strlen(code);
    if (length < 1 || length > 2)
        return bad_row(r, row, FROM, "a code has one or two characters");
    if (!level)
        return bad_row(r, row, TO, "this is no heading of a census form");
    if (!level_2011 || level_2011->group != level->group)
        return bad_row(r, row, LEVEL_2011, "this is no heading of a census form, or of another group than the first");
    eh_ethnic_code *made = &v->codes[v->code_count];
    *made = (eh_ethnic_code){
        .known = level->known, .group = level->group, .level = level->level, .level_2011 = level_2011->level};
    memcpy(made->code, code, length);
    if (!agrees_with_first(v, made))
        return bad_row(r, row, FROM, "its first character is no code of the same heading above it");
    eh_status status = eh_words_add(&v->words, EH_LIST_ETHNIC_CODE, eh_slice_of(code), v->code_count);
    if (status == EH_BAD)
        return bad_row(r, row, FROM, "the code stands here twice");
    v->code_count++;
    return status;
}

/* What an origin may mean beyond the codes: the group BME alone, and nothing held. */
static const struct beyond_row {
    const char *word;
    eh_ethnic_code code;
} beyond_codes[] = {
    {"bme", {"", EH_STATED, 1, EH_LEVEL_NONE, EH_LEVEL_NONE}},
    {"blank", {"", EH_BLANK, EH_UNKNOWN, EH_LEVEL_NONE, EH_LEVEL_NONE}},
};

static eh_status read_codes(reading *r, eh_arena *arena) {
    struct eh_vocabulary *v = r->vocabulary;
    eh_status status = open_table(r, arena, "vocabularies/ethnic-codes.csv");
    if (status != EH_OK)
        return status;
    size_t beyond = sizeof beyond_codes / sizeof *beyond_codes;
    v->codes = eh_arena_alloc(r->kept, (r->table.row_count + beyond) * sizeof *v->codes);
    if (!v->codes)
        return EH_NOMEM;
    for (size_t i = 0; i < r->table.row_count && status == EH_OK; i++)
        status = read_code(r, i);
    for (size_t i = 0; i < beyond && status == EH_OK; i++) {
        v->codes[v->code_count] = beyond_codes[i].code;
        status = eh_words_add(&v->words, EH_LIST_ETHNIC_CODE, eh_slice_of(beyond_codes[i].word), v->code_count++);
    }
    return status;
}

/* The number of a canonical category, added when it is new. */
static eh_status category_number(reading *r, const char *word, uint32_t *number) {
    struct eh_vocabulary *v = r->vocabulary;
    for (*number = 0; *number < v->category_count; ++*number) {
        if (!strcmp(v->categories[*number], word))
            return EH_OK;
    }
    const char *kept = eh_arena_text(r->kept, word);
    if (!kept)
        return EH_NOMEM;
    v->categories[v->category_count++] = kept;
    /* A canonical word is a value too; one that the file gives another meaning keeps that. */
    eh_status status = eh_words_add(&v->words, EH_LIST_CATEGORY, eh_slice_of(word), *number);
    return status == EH_NOMEM ? EH_NOMEM : EH_OK;
}

/* The number of what a row means; EH_BAD without a finding when the list has no such word. */
static eh_status meaning_of(reading *r, const struct list_row *list, const char *word, uint32_t *meaning) {
    if (list->list == EH_LIST_CATEGORY)
        return category_number(r, word, meaning);
    if (list->list == EH_LIST_ETHNIC) {
        *meaning = eh_words_find(&r->vocabulary->words, EH_LIST_ETHNIC_CODE, eh_slice_of(word));
        return *meaning == EH_NO_MEANING ? EH_BAD : EH_OK;
    }
    for (*meaning = 0; list->words[*meaning]; ++*meaning) {
        if (word[0] != '\0' && !strcmp(list->words[*meaning], word))
            return EH_OK;
    }
    return EH_BAD;
}

/* The list of a file to which rows with this match belong. `first` is the file's first list. */
static const struct list_row *list_for(const struct list_row *first, const char *match) {
    for (const struct list_row *list = first; list < lists + LISTS && !strcmp(list->file, first->file); list++) {
        if (!strcmp(list->match, match[0] ? match : "whole"))
            return list;
    }
    return NULL;
}

static eh_status read_word(reading *r, const struct list_row *first, size_t row) {
    const struct list_row *list = list_for(first, cell(r, row, MATCH));
    if (!list)
        return bad_row(r, row, MATCH, "there is no such way of comparing in this file");
    uint32_t meaning = 0;
    eh_status status = meaning_of(r, list, cell(r, row, TO), &meaning);
    if (status == EH_BAD)
        return bad_row(r, row, TO, "this is no word that a value can mean here");
    if (status == EH_OK)
        status = eh_words_add(&r->vocabulary->words, list->list, eh_slice_of(cell(r, row, FROM)), meaning);
    if (status == EH_BAD)
        return bad_row(r, row, FROM, "the value stands here twice with two meanings, or has no letter or digit");
    return status;
}

/* The words of the meanings as values of their own, where no row says otherwise. */
static eh_status add_own_words(struct eh_vocabulary *v, const struct list_row *list) {
    for (uint32_t i = 0; list->own && list->words[i]; i++) {
        if (eh_words_add(&v->words, list->list, eh_slice_of(list->words[i]), i) == EH_NOMEM)
            return EH_NOMEM;
    }
    return EH_OK;
}

static eh_status read_file(reading *r, eh_arena *arena, const struct list_row *first) {
    eh_status status = open_table(r, arena, first->file);
    if (status == EH_OK && first->list == EH_LIST_CATEGORY) {
        r->vocabulary->categories = eh_arena_alloc(r->kept, (r->table.row_count + 1) * sizeof(char *));
        if (!r->vocabulary->categories)
            return EH_NOMEM;
    }
    for (size_t i = 0; i < r->table.row_count && status == EH_OK; i++)
        status = read_word(r, first, i);
    return status;
}

static eh_status read_heading(reading *r, size_t row) {
    eh_kind kind;
    if (!eh_kind_read(eh_slice_of(cell(r, row, KIND)), &kind))
        return bad_row(r, row, KIND, "this is no kind of extract");
    /* The plain headings are in the list before any other. */
    unsigned list = EH_LIST_HEADINGS + (unsigned)kind;
    const char *plain = cell(r, row, FIELD);
    uint32_t field = eh_words_find(&r->vocabulary->words, list, eh_slice_of(plain));
    if (field == EH_NO_MEANING || strcmp(plain, eh_field_heading((eh_field)field)) != 0)
        return bad_row(r, row, FIELD, "this is no column of that kind");
    eh_status status = eh_words_add(&r->vocabulary->words, list, eh_slice_of(cell(r, row, HEADING)), field);
    if (status == EH_BAD)
        return bad_row(r, row, HEADING, "the heading names two columns of one kind, or has no letter or digit");
    return status;
}

/* The plain headings are headings whatever headings.csv says; a template that gives one to another column is broken. */
static eh_status read_headings(reading *r, eh_arena *arena) {
    eh_status status = EH_OK;
    for (unsigned i = 0; i < EH_FIELD_COUNT && status == EH_OK; i++)
        status = eh_heading_set(r->vocabulary, eh_field_kind((eh_field)i), eh_slice_of(eh_field_heading((eh_field)i)),
                                (eh_field)i);
    if (status == EH_OK)
        status = open_table(r, arena, "headings.csv");
    for (size_t i = 0; i < r->table.row_count && status == EH_OK; i++)
        status = read_heading(r, i);
    return status;
}

static eh_status read_templates(reading *r, eh_arena *arena) {
    eh_status status = read_codes(r, arena);
    for (size_t i = 0; i < LISTS && status == EH_OK; i++) {
        if (i == 0 || strcmp(lists[i].file, lists[i - 1].file) != 0)
            status = read_file(r, arena, &lists[i]);
    }
    for (size_t i = 0; i < LISTS && status == EH_OK; i++)
        status = add_own_words(r->vocabulary, &lists[i]);
    return status == EH_OK ? read_headings(r, arena) : status;
}

eh_status eh_vocabulary_read(eh_catalogue *catalogue, const eh_template *templates, eh_source *mapping,
                             eh_findings *findings) {
    struct eh_vocabulary *vocabulary = calloc(1, sizeof *vocabulary);
    catalogue->vocabulary = vocabulary;
    eh_arena *arena = eh_arena_new();
    if (!vocabulary || !arena) {
        eh_arena_free(arena);
        return EH_NOMEM;
    }
    reading r = {catalogue->arena, vocabulary, templates, findings, {0}, {0}};
    eh_status status = read_templates(&r, arena);
    eh_arena_free(arena);
    return status == EH_OK && mapping ? eh_mapping_read(catalogue, mapping, findings) : status;
}

void eh_vocabulary_free(struct eh_vocabulary *vocabulary) {
    if (!vocabulary)
        return;
    eh_words_free(&vocabulary->words);
    free(vocabulary);
}

eh_known eh_list_find(const struct eh_vocabulary *vocabulary, eh_list list, eh_slice value, uint32_t *meaning) {
    if (eh_says_nothing(value))
        return EH_BLANK;
    *meaning = eh_words_find(&vocabulary->words, list, value);
    if (*meaning != EH_NO_MEANING)
        return EH_STATED;
    return eh_words_find(&vocabulary->words, EH_LIST_BLANK, value) == EH_NO_MEANING ? EH_UNMAPPED : EH_BLANK;
}

eh_slice eh_mapped(const struct eh_vocabulary *vocabulary, eh_subject subject, eh_slice value) {
    if (vocabulary->mapped_count == 0)
        return value;
    uint32_t number = eh_words_find(&vocabulary->words, EH_LIST_MAPPED + (unsigned)subject, value);
    return number == EH_NO_MEANING ? value : eh_slice_of(vocabulary->mapped[number]);
}
