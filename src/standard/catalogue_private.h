/* The inside of a catalogue, for the files of this room alone. */
#ifndef EH_STANDARD_CATALOGUE_PRIVATE_H
#define EH_STANDARD_CATALOGUE_PRIVATE_H

#include "base/arena.h"
#include "base/hash.h"
#include "standard/catalogue.h"
#include "standard/layouts.h"
#include "standard/template_table.h"
#include "standard/workbook_words.h"

/* The survey question behind an item in a survey year. */
typedef struct eh_question_row {
    eh_standard standard;
    const char *item;
    int survey_year;
    const char *question, *source;
    eh_certainty certainty;
} eh_question_row;

/* One row of items.csv as written: it becomes an item in each edition from `since` to `until`. Its terms name items by key. */
typedef struct eh_item_row {
    eh_item item; /* without terms; top and bottom are read */
    eh_standard standard;
    int since, until;
    uint32_t key; /* of its id within its standard, counted over the whole file */
    uint32_t line;
    const eh_term *terms; /* .item is a key */
    unsigned term_count;
} eh_item_row;

typedef struct eh_item_rows {
    const eh_item_row *rows;
    size_t count;
    uint32_t key_count;
    const char *const *ids; /* by key */
    const char *file;
} eh_item_rows;

struct eh_vocabulary; /* vocabulary.c's own */

struct eh_catalogue {
    eh_arena *arena;      /* holds everything below; read-only once the catalogue is made, so threads may share it */
    eh_digest digest;     /* of the templates and the mapping */
    bool custom;          /* they are not the built-in ones alone */
    eh_edition *editions; /* by standard, then year */
    size_t edition_count;
    eh_question_row *questions; /* in the order of the file */
    size_t question_count;
    eh_change *changes; /* by standard, then year, then the order of the file */
    size_t change_count;
    eh_layout_row *layout_rows; /* in the order of the file */
    size_t layout_row_count;
    const char *const *page_words; /* by eh_page_word */
    const char *page_style;
    const char *page_script;
    const struct eh_suppression_rule *suppression_rules; /* in the order of the file */
    size_t suppression_rule_count;
    const struct eh_easy_point *easy_points; /* in the order of the file */
    size_t easy_point_count;
    const struct eh_choice *choices; /* in the order of the file */
    size_t choice_count;
    const char *const *book_words;  /* by eh_book_word */
    const eh_book_note *book_notes; /* in the order of the file */
    size_t book_note_count;
    eh_survey_column *survey_columns; /* in the order of the file */
    size_t survey_column_count;
    const char *const *comparison_words;  /* by eh_comparison_word */
    const char *const *trust_words;       /* by eh_trust_word */
    const char *const *progress_words;    /* by eh_progress_word */
    struct eh_remark_words *remark_words; /* by eh_remark_code */
    struct eh_audit_word *audit_words;    /* by use, then the longer first */
    size_t audit_word_count;
    const char *const *audit_page_words; /* by eh_audit_word_id */
    eh_table organisations, population;  /* organisations.csv, population.csv as they stand */
    eh_table actions;                    /* actions.csv as it stands */
    struct eh_level *levels;             /* in the order of the file */
    size_t level_count;
    struct eh_goal_rule *goal_rules;                 /* by standard */
    const char *const *trace_words;                  /* by eh_trace_word */
    const struct eh_breakdown_name *breakdown_names; /* in the order of the file */
    size_t breakdown_name_count;
    struct eh_vocabulary *vocabulary;
};

/* Reads headings.csv, the files of vocabularies/ in `templates` (NULL-named at the end, checked against schema.csv before) and the mapping (NULL for none) into
 * catalogue->vocabulary; small data may go into catalogue->arena. EH_BAD with findings for a template or mapping that breaks its rules. On
 * failure whatever was made is in catalogue->vocabulary, or it is NULL: the caller frees the catalogue whole. */
eh_status eh_vocabulary_read(eh_catalogue *catalogue, const eh_template *templates, eh_source *mapping,
                             eh_findings *findings);
void eh_vocabulary_free(struct eh_vocabulary *vocabulary); /* NULL is allowed */

/* The steps of eh_catalogue_read, in this order; each fills its part of the catalogue. EH_BAD with findings, or EH_NOMEM. */
eh_status eh_editions_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_items_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_questions_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_changes_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_easy_points_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_layouts_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_page_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_suppression_rules_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_choices_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_book_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_survey_columns_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_comparison_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_trust_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_action_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_progress_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_audit_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_levels_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_goal_rules_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_trace_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_breakdown_names_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_audit_page_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);
eh_status eh_organisation_tables_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings);

/* Makes the items of one edition out of the rows: operands become positions, and every formula is checked. */
eh_status eh_edition_resolve(eh_catalogue *catalogue, eh_edition *edition, const eh_item_rows *rows,
                             eh_findings *findings);

/* Reads the template of this name into the catalogue's arena; a finding when it is missing. */
eh_status eh_template_table(eh_catalogue *catalogue, const eh_template *templates, const char *name,
                            eh_findings *findings, eh_table *table);
/* A cell that the schema has found to be a whole number; `blank` when there is nothing in it. */
int eh_cell_whole(const char *text, int blank);
/* Whether an indicator or an item of this standard is written so ("4a", "2.likelihood") in any edition. */
bool eh_item_known(const eh_catalogue *catalogue, eh_standard standard, const char *text);
/* Of two statuses the one to go on with: out of memory before EH_BAD before EH_OK. */
eh_status eh_worse(eh_status a, eh_status b);

#endif
