/* An audit: figures that somebody printed, held against their own counts, against each other and against what each item means. */
#ifndef EVENHAND_AUDIT_H
#define EVENHAND_AUDIT_H

#include "evenhand/catalogue.h"
#include "evenhand/finding.h"
#include "evenhand/return.h"
#include "evenhand/run.h"

/* How sure a remark is. High: the counts given on the row itself leave no other reading. Medium: it rests on other rows, or on the usual meaning of the item. Low:
 * it rests on words, or one of many explanations that would fit was chosen. */
typedef enum eh_confidence { EH_CONFIDENCE_LOW, EH_CONFIDENCE_MEDIUM, EH_CONFIDENCE_HIGH } eh_confidence;
EH_API const char *eh_confidence_text(eh_confidence confidence); /* "low", "medium", "high" */

/* A figure as it was read and understood. Strings are never NULL ("" for what is blank) and live as long as the audit.
 *
 * Numerator and denominator are the counts of the group that is named; the comparator's are those of the group that it is compared with (of a change: of the year
 * before). A relative likelihood without a group has the group that its item divides in the numerator, as white for "2.relative-likelihood". */
typedef struct eh_audit_figure {
    const char *organisation, *organisation_name; /* code and name */
    const char *standard;                         /* "WRES", "WDES" or "" */
    int edition;                                  /* collection year, 0 when blank */
    const char *item;                             /* id, or "" when the words tell none */
    const char *item_words;                       /* as given */
    const char *group;                            /* id, or as given when it is none of the standard's */
    const char *printed;                          /* the value, exactly as given */
    const char *understood;                       /* how it was read, in words: "percentage, two decimals: 12 of 116" */
    const char *numerator, *denominator, *comparator_numerator, *comparator_denominator; /* as given */
    const char *source, *note;
    const char *file;
    uint64_t row;
} eh_audit_figure;

/* Something that is wrong with a figure (error), that misleads or needs a look (warning), or that should be known (note: the figure itself is right). */
typedef struct eh_remark {
    const char *code; /* stable, kebab-case: "upside-down"; the codes are the rows of templates/audit.csv */
    const char *name; /* the same for people: "Upside down" */
    eh_severity severity;
    eh_confidence confidence;
    const char *organisation, *organisation_name, *standard;
    int edition;
    const char *item, *group;
    const char *printed;  /* the value as printed */
    const char *expected; /* what it should be, "" when that is not known */
    const char *sentence; /* what is wrong, one plain sentence */
    const char *advice;   /* what to do about it */
    const char *evidence; /* the numbers and the arithmetic */
    const char *file;
    uint64_t row;       /* as a spreadsheet numbers it; 0 for none */
    unsigned column;    /* 1 for A; 0 for none */
    uint64_t other_row; /* the figure that it was held against, 0 for none */
    const char *source; /* the page that printed it */
    const char *also;   /* codes of less specific explanations that would fit as well, with spaces between */
} eh_remark;

typedef struct eh_audit eh_audit;

/* Audits a table of figures (CSV in any dialect, or a workbook), one figure a row under the headings Organisation, Organisation Code, Standard, Edition, Item,
 * Group, Value, Numerator, Denominator, Comparator Numerator, Comparator Denominator, Source and Note, of which Value alone must be there. Cells that cannot
 * be understood are findings, and their figure is audited without them. EH_BAD with a finding when there is no such table. The catalogue must outlive the
 * audit; the source may go. */
EH_API eh_status eh_audit_figures(const eh_catalogue *catalogue, eh_source *source, const eh_unpacking *unpacking,
                                  eh_findings *findings, eh_audit **audit);
/* Audits a return, whoever made it: what its figures can bear, last year's column; and, with a run whose extracts were read with `verify` set and computed for the
 * return's organisation, standard and edition (else NULL), every figure against what the rules make of these extracts: one that differs is remarked on with the
 * departure from the rules, or the two, that would give it. That the extracts are not those that the return names is a finding. `file` is the return's
 * name. EH_BAD with a finding when the catalogue does not know the edition. The catalogue must outlive the audit; return and run may go. */
EH_API eh_status eh_audit_return(const eh_catalogue *catalogue, const eh_return *ret, const char *file,
                                 const eh_run *run, eh_findings *findings, eh_audit **audit);
EH_API void eh_audit_free(eh_audit *audit); /* NULL is allowed */

/* The figures in the order of the input, and the remarks: by row, the gravest of a row first. NULL beyond the end. */
EH_API const eh_audit_figure *eh_audit_figure_at(const eh_audit *audit, size_t i);
EH_API const eh_remark *eh_audit_remark_at(const eh_audit *audit, size_t i);
/* How many figures there are, and how many remarks of exactly this severity. */
EH_API size_t eh_audit_figure_count(const eh_audit *audit);
EH_API size_t eh_audit_remarks_of(const eh_audit *audit, eh_severity severity);
/* The i-th code there is, with how many remarks bear it; NULL beyond the end. */
EH_API const char *eh_audit_code_at(const eh_audit *audit, size_t i, size_t *count);

/* Writes the audit in a format ("text", "json", "html", "xlsx") to a sink, which is neither committed nor aborted. EH_BAD with a finding for an unknown one, or when
 * what was made does not pass the check of its own format. */
EH_API eh_status eh_audit_write(const eh_audit *audit, const char *format, eh_findings *findings, eh_sink *sink);
/* The i-th format, NULL at the end. */
EH_API const char *eh_audit_format(size_t i);

#endif
