/* An audit as its page and workbook show it: by organisation, the most serious remark first. For the files that make them. */
#ifndef EH_REPORT_AUDIT_VIEW_H
#define EH_REPORT_AUDIT_VIEW_H

#include "base/hash.h"
#include "base/text.h"
#include "evenhand/audit.h"
#include "standard/audit_page_words.h"

/* Figures of one organisation, and where its remarks stand in the list of remarks. */
typedef struct eh_audited {
    const char *code,
        *name; /* "" when not given; one of them is there unless the figures say nothing of an organisation */
    size_t figures, wrong; /* figures, and those with an error */
    size_t from, to;       /* remarks, `to` not included */
} eh_audited;

typedef struct eh_audit_view {
    const eh_audit *audit;
    const eh_catalogue *catalogue;
    size_t figure_count, remark_count, organisation_count;
    const eh_remark **remarks; /* by organisation, severity (errors first), confidence (high first) and row */
    eh_audited *organisations; /* in the order of their first figure */
    eh_index *names;           /* of organisations, by what tells them apart */
    size_t wrong, look, known; /* figures whose gravest remark is an error, a warning, a note */
    size_t confident[EH_CONFIDENCE_HIGH + 1]; /* remarks of errors and warnings, by confidence */
    int first_edition, last_edition;          /* 0 when no figure says */
} eh_audit_view;

/* Looks through an audit, which must outlive the view. EH_NOMEM with nothing left to free. */
eh_status eh_audit_view_make(eh_audit_view *view, const eh_audit *audit, const eh_catalogue *catalogue);
void eh_audit_view_free(eh_audit_view *view);

/* A text of audit-page.csv, and one with others put in, appended. */
const char *eh_audit_say(const eh_audit_view *view, eh_audit_word_id word);
void eh_audit_put(const eh_audit_view *view, eh_buffer *out, eh_audit_word_id word, const char *one, const char *two,
                  const char *three);
/* The same with up to three counts put in. */
void eh_audit_put_counts(const eh_audit_view *view, eh_buffer *out, eh_audit_word_id word, size_t one, size_t two,
                         size_t three);

/* "Ashmere Hospitals (XP1)"; "XP1"; or that no organisation was named. */
void eh_audited_words(const eh_audit_view *view, eh_buffer *out, const char *name, const char *code);
/* "WRES 2025", "2025", "WRES" or nothing. */
void eh_audit_edition_words(eh_buffer *out, const char *standard, int edition);
/* The item's label in the catalogue, else its id, else the words that stood in the file. `words` may be NULL. */
const char *eh_audit_item_words(const eh_audit_view *view, const char *standard, int edition, const char *item,
                                const char *words);
/* A group's name at the start of a sentence, or as it was given. */
const char *eh_audit_group_words(const char *standard, const char *group);
eh_audit_word_id eh_audit_weight(eh_severity severity);
/* "High", or the whole sentence on what that means. */
eh_audit_word_id eh_audit_confidence(eh_confidence confidence, bool whole);
/* "Copied sheet, row 12", and the row it was held against. */
void eh_audit_place_words(const eh_audit_view *view, eh_buffer *out, const eh_remark *remark);
/* The remarks on a figure, named and separated by semicolons. `*next` is the place among the audit's remarks, 0 at the first figure: figures are asked in their order. */
void eh_audit_remark_names(const eh_audit_view *view, eh_buffer *out, const eh_audit_figure *figure, size_t *next);
/* What the whole audit comes to: "3 of 120 figures are wrong or were printed wrongly." */
void eh_audit_verdict(const eh_audit_view *view, eh_buffer *out);
void eh_audit_title(const eh_audit_view *view, eh_buffer *out);

#endif
