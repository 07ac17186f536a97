/* Records: the rows of all extracts of a run, typed and compact. Values are understood once per distinct value; nothing here depends on an
 * edition, and nothing is counted yet. Columns that no figure needs are neither parsed nor kept. */
#ifndef EH_RECORD_DATASET_H
#define EH_RECORD_DATASET_H

#include "base/arena.h"
#include "base/date.h"
#include "base/finding.h"
#include "base/fraction.h"
#include "base/hash.h"
#include "base/limits.h"
#include "extract/rows.h"
#include "record/chunks.h"
#include "record/identifier.h"
#include "standard/vocabulary.h"

/* What a post is, from the columns that say it; kept once per distinct combination. */
typedef struct eh_post {
    eh_side side;
    eh_band band;
    eh_medical_row row;       /* of a medical post */
    unsigned rank;            /* bands in order, medical above VSM, no band 0 */
    const char *category;     /* canonical, or NULL */
    uint16_t category_number; /* of it in the dataset's categories */
    eh_known category_known;
    bool gone; /* the status means that the person has left */
    eh_known status_known;
    bool clash, supplementary;
    bool code_unrecognised, group_unrecognised;
    uint32_t value[EH_STAFF_DISABILITY + 1]; /* value numbers of the columns read, by field; 0 is blank */
} eh_post;

/* What a row says of its person and its time; kept once per distinct combination. */
typedef struct eh_staff_traits {
    uint32_t ethnicity, disability, gender; /* value numbers */
    int64_t fte;                            /* thousand-millionths; -1 for blank */
    bool primary;
} eh_staff_traits;

/* An assignment, in as few bytes as can be: there may be millions. Its source is told by its position (eh_source_at), and what does not fit in a code stands
 * aside. Read it with the functions below. */
typedef struct eh_staff_row {
    eh_identifier employee;
    uint32_t post, traits;
    uint16_t organisation;    /* number of its organisation */
    uint16_t assignment_code; /* 0 for blank, an eh_identifier_relation to the employee's number, or EH_ASIDE */
    uint16_t start_code, end_code;
} eh_staff_row;
enum { EH_ASIDE = UINT16_MAX };

/* A day as a code of 16 bits: 0 for none, EH_ASIDE for one before 1900 or after 2079. */
#define EH_FIRST_DAY (-25567) /* 1 January 1900 */
static inline uint16_t eh_day_code(eh_date date) {
    if (date == EH_NO_DATE)
        return 0;
    return date >= EH_FIRST_DAY && date - EH_FIRST_DAY < EH_ASIDE - 1 ? (uint16_t)(date - EH_FIRST_DAY + 1) : EH_ASIDE;
}
static inline eh_date eh_day_of_code(uint16_t code) {
    return code ? EH_FIRST_DAY + code - 1 : EH_NO_DATE;
}

/* What an application says, packed into 32 bits: no figure needs more of it. */
typedef struct eh_application_traits {
    unsigned ethnic_group, disability_group;           /* of the standards' three */
    eh_ethnic_level level;                             /* by the census forms of 2011 and 2021 */
    bool shortlisted, interviewed, offered, appointed; /* as the row marks them */
    eh_band band;       /* of the vacancy's pay grade; EH_BAND_NONE for a medical one too */
    bool medical;       /* the vacancy is a medical or dental one */
    bool international; /* the source says that the applicant was recruited from abroad */
    uint32_t
        staff_group; /* number of its text among the values of the column; EH_OTHER_STAFF_GROUP beyond all that fit */
} eh_application_traits;
enum { EH_OTHER_STAFF_GROUP = (1 << 14) - 1 };
uint32_t eh_application_pack(const eh_application_traits *traits);
eh_application_traits eh_application_traits_of(uint32_t packed);

/* An application. All are kept: whether the same one stands elsewhere too is only known when all were read. */
typedef struct eh_application_row {
    eh_identifier application;
    uint32_t traits; /* packed */
    uint16_t organisation;
    uint16_t day_code; /* shortlisted, else closing; one that a code cannot hold as the first or the last that it can */
} eh_application_row;

/* A case or an event of training: something that happened to a person on a day. */
typedef struct eh_event_row {
    uint32_t organisation;
    eh_identifier employee;
    eh_identifier
        base; /* the number without its "-2": of an assignment number, the employee's; like `employee` when there is none */
    uint32_t ethnicity, disability;
    eh_date date;
    uint32_t row;
    uint16_t source;
    uint8_t type; /* eh_case_type; of training nothing */
    uint8_t mark; /* eh_mark: Formal of a case, non-mandatory of training */
    bool ill_health;
    bool grounds_blank;
} eh_event_row;

/* Whether an event counts: yes, no, the cell is blank (or not understood), the column is absent. While it is absent and no competence has been read, what the name
 * of a course would say is kept: the first competence of the extract makes it count, for the rows above as for those below. */
typedef enum eh_mark {
    EH_MARK_YES,
    EH_MARK_NO,
    EH_MARK_BLANK,
    EH_MARK_NO_COLUMN, /* and all that follow */
    EH_MARK_NAMED_YES,
    EH_MARK_NAMED_NO,
    EH_MARK_NAMED_BLANK
} eh_mark;

typedef struct eh_board_row {
    uint32_t organisation;
    uint32_t ethnicity, disability;
    int edition; /* 0 for blank */
    uint32_t row;
    uint16_t source;
    bool executive, voting;
    bool executive_blank, voting_blank;
} eh_board_row;

/* A figure given as such: of the survey, the counts or the answers. */
typedef struct eh_figure_row {
    uint32_t organisation;
    int year; /* survey year, or edition; 0 for blank */
    bool standard_known;
    eh_standard standard;
    const char *item; /* as written, trimmed */
    const char *group;
    eh_fraction value;   /* undefined for none */
    int64_t respondents; /* -1 for none */
    const char *answer, *text;
    uint32_t row;
    uint16_t source;
    bool marked; /* marked as a percentage */
} eh_figure_row;

/* One table of an extract as it was read. */
typedef struct eh_source_facts {
    const char *file, *sheet, *encoding, *line_ends;
    char delimiter;
    eh_format format;
    const char *shape; /* what kind of file it is when it is no plain table, else "" */
    bool hidden, system_1904, used;
    bool many_years; /* survey years stand beside each other: those of other editions are no surprise */
    eh_kind kind;
    bool kind_known;
    size_t first_record; /* of staff and applications: position of its first record in their list */
    uint64_t heading_row, rows, blank_rows, hidden_rows, total_rows, remark_rows;
    bool has[EH_FIELD_COUNT];            /* the column is there */
    const char *heading[EH_FIELD_COUNT]; /* as written */
    unsigned column[EH_FIELD_COUNT];     /* from 1; 0 in a file that is no plain table */
    const char **unmatched;              /* headings that no field takes */
    unsigned unmatched_count;
    eh_digest digest;  /* of the file as it was read; "" where none is wanted */
    size_t input;      /* its tables have the same number */
    bool unscaled;     /* a survey whose percentages look like fractions; told when the edition is known */
    uint32_t *rows_of; /* rows by organisation number */
    size_t rows_of_room;
    const char *titles; /* text above the headings, for telling the edition */
} eh_source_facts;

/* A growing array of one row type. */
#define EH_LIST(type)                                                                                                  \
    struct {                                                                                                           \
        type *at;                                                                                                      \
        size_t count, room;                                                                                            \
    }

/* A distinct value of one field, with what the vocabularies make of it. Number 0 is the blank. */
typedef struct eh_value_answer {
    eh_ethnicity ethnicity;
    eh_disability disability;
} eh_value_answer;

typedef struct eh_unknown_value {
    eh_field field;
    const char *value;
    uint64_t count;
} eh_unknown_value;

/* Collection years that dates may speak of. */
enum { EH_FIRST_YEAR = 2010, EH_YEARS = 60 };
/* The collection year in whose period a day lies, April to March, as a number from 0 for EH_FIRST_YEAR; EH_YEARS for any other, and for no day. */
unsigned eh_collection_year(eh_date date);

/* Who is shown the rows of every table that is read, as text: from the row of headings on. Each returns EH_OK or what ends the reading; `kept` is false for a table
 * that broke off and leaves no records. */
typedef struct eh_row_watch {
    void *context;
    eh_status (*begin)(void *context, eh_kind kind, bool system_1904);
    eh_status (*row)(void *context, const eh_row *row);
    void (*end)(void *context, bool kept);
} eh_row_watch;

typedef struct eh_dataset {
    const eh_catalogue *catalogue;
    eh_findings *findings;
    eh_arena *arena;
    bool by_staff_group;
    bool figures_alone;  /* what is in no item of a return (applications, gender) is not kept: no breakdown is wanted */
    bool always_careful; /* no row is read in the quick way (quick.h): tests compare both */
    eh_index *organisations; /* codes; number 0 is "" : not said */
    eh_identifiers *identifiers;
    eh_index *values[EH_FIELD_COUNT];
    EH_LIST(eh_value_answer) answers[EH_FIELD_COUNT]; /* of ethnicity and disability columns */
    eh_index *post_keys;
    EH_LIST(eh_post) posts;
    EH_LIST(const char *) categories;   /* canonical ones of posts; number 0 is NULL */
    eh_chunks staff;                    /* of eh_staff_row */
    eh_chunks assignments_aside;        /* of eh_identifier: those of rows with the code EH_ASIDE */
    eh_chunks starts_aside, ends_aside; /* of eh_date, likewise */
    eh_index *staff_trait_keys;
    EH_LIST(eh_staff_traits) staff_traits;
    eh_chunks applications;               /* of eh_application_row */
    uint64_t application_years[EH_YEARS]; /* applications by collection year */
    EH_LIST(eh_event_row) cases;
    EH_LIST(eh_event_row) training;
    EH_LIST(eh_board_row) board;
    EH_LIST(eh_figure_row) survey;
    EH_LIST(eh_figure_row) counts;
    EH_LIST(eh_figure_row) answers_given;
    EH_LIST(eh_source_facts) sources;
    EH_LIST(eh_unknown_value) unknown;
    eh_index *unknown_keys;
    bool (*progress)(void *context, uint64_t rows, double share);
    void *progress_context;
    uint64_t rows_read;
    const eh_row_watch *watch; /* or NULL */
    eh_reading_plan plan;      /* how extracts are read; one thread and with digests, unless the owner says otherwise */
    eh_unpacking unpacking;
    size_t inputs;          /* sources that were read */
    struct eh_trail *trail; /* NULL: what becomes of each row is not kept (trail.h) */
} eh_dataset;

/* An empty dataset; catalogue and findings stay the caller's. NULL when out of memory. */
eh_dataset *eh_dataset_new(const eh_catalogue *catalogue, eh_findings *findings, bool by_staff_group);
void eh_dataset_free(eh_dataset *data); /* NULL is allowed */

/* An organisation code out of a text: trimmed, in capitals, 3 to 8 letters and digits (contract, columns of extracts); false for anything else. */
enum { EH_CODE_ROOM = 9 };
bool eh_organisation_read(eh_slice text, char code[EH_CODE_ROOM]);

/* Reads every table of a source that is an extract (of a workbook: for each kind the sheet whose headings fit it best) into the dataset. `kind` NULL: told
 * from the headings. EH_BAD, with a finding, when nothing in the source could be used. */
eh_status eh_dataset_read(eh_dataset *data, eh_source *source, const eh_kind *kind);

/* `at` with more room, *room counting elements of `size`; when out of memory the same as before. */
void *eh_list_grown(void *at, size_t *room, size_t size);
/* Appends; false when out of memory. */
#define EH_PUSH(list, element)                                                                                         \
    (((list).count == (list).room ? (void)((list).at = eh_list_grown((list).at, &(list).room, sizeof *(list).at))      \
                                  : (void)0),                                                                          \
     (list).count < (list).room ? ((list).at[(list).count++] = (element), true) : false)

/* The text of a value number. */
eh_slice eh_dataset_value(const eh_dataset *data, eh_field field, uint32_t number);

/* A staff row and its parts. */
static inline const eh_staff_row *eh_staff_at(const eh_dataset *data, size_t i) {
    return EH_CHUNKS_AT(const eh_staff_row, data->staff, i);
}
static inline const eh_staff_traits *eh_staff_traits_of(const eh_dataset *data, const eh_staff_row *row) {
    return &data->staff_traits.at[row->traits];
}
static inline eh_date eh_staff_start(const eh_dataset *data, size_t i) {
    uint16_t code = eh_staff_at(data, i)->start_code;
    return code == EH_ASIDE ? *EH_CHUNKS_AT(const eh_date, data->starts_aside, i) : eh_day_of_code(code);
}
static inline eh_date eh_staff_end(const eh_dataset *data, size_t i) {
    uint16_t code = eh_staff_at(data, i)->end_code;
    return code == EH_ASIDE ? *EH_CHUNKS_AT(const eh_date, data->ends_aside, i) : eh_day_of_code(code);
}
static inline eh_identifier eh_staff_assignment(const eh_dataset *data, size_t i) {
    const eh_staff_row *row = eh_staff_at(data, i);
    if (row->assignment_code == EH_ASIDE)
        return *EH_CHUNKS_AT(const eh_identifier, data->assignments_aside, i);
    return row->assignment_code ? eh_identifier_related(row->employee, row->assignment_code) : EH_NO_IDENTIFIER;
}
static inline const eh_application_row *eh_application_at(const eh_dataset *data, size_t i) {
    return EH_CHUNKS_AT(const eh_application_row, data->applications, i);
}

/* The records of one source: of staff or of applications, those at positions from `first` up to `end`. */
typedef struct eh_source_span {
    size_t first, end;
    uint16_t source;
} eh_source_span;
/* The source of the record at a position, kept in *span from one call to the next; start it from {0}. */
eh_source_span eh_source_span_of(const eh_dataset *data, eh_kind kind, size_t position);
static inline uint16_t eh_source_at(const eh_dataset *data, eh_kind kind, size_t position, eh_source_span *span) {
    if (position < span->first || position >= span->end)
        *span = eh_source_span_of(data, kind, position);
    return span->source;
}

/* How many records of a kind there are. */
size_t eh_dataset_records(const eh_dataset *data, eh_kind kind);

#endif
