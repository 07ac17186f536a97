/* What an audit says and which words it understands: templates/audit.csv and templates/audit-words.csv. */
#ifndef EH_STANDARD_AUDIT_WORDS_H
#define EH_STANDARD_AUDIT_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_remark_code {
#define EH_REMARK(name, severity, code) EH_REMARK_##name,
#include "standard/audit_codes.def"
#undef EH_REMARK
    EH_REMARK_COUNT
} eh_remark_code;

const char *eh_remark_id(eh_remark_code code);
eh_severity eh_remark_severity(eh_remark_code code);

/* The words of a remark. In sentence and advice {1} stands for the printed value, {2} for what it should be, {3} for what else the remark tells. */
typedef struct eh_remark_words {
    const char *name, *sentence, *advice;
} eh_remark_words;
/* Never NULL, lives as long as the catalogue. */
const eh_remark_words *eh_remark_words_of(const eh_catalogue *catalogue, eh_remark_code code);

/* What words are looked for. */
typedef enum eh_audit_use {
    EH_USE_HEADING,   /* to a column of the figures: "value", "comparator-numerator" */
    EH_USE_STANDARD,  /* to WRES, WDES */
    EH_USE_GROUP,     /* to a group's id, or "all" */
    EH_USE_INDICATOR, /* to an indicator: "3" */
    EH_USE_ROW,       /* to an item, or how its id ends: "1.total", "band-6" */
    EH_USE_FORM,      /* to what the figure is: "relative", "rate", "share" ... */
    EH_USE_UNIT,      /* behind a number: "percent", "points", "times" */
    EH_USE_STANCE,    /* before a number, or in place of one: "about", "missing" */
    EH_USE_DIRECTION, /* "more", "less" */
    EH_USE_REMARK,    /* what a note says of the figure: "fte", "headcount", "restated", "not" */
    EH_USE_COUNT
} eh_audit_use;

/* A row of audit-words.csv; `tokens` are its words in small letters, with a space between and around: " times as likely ". */
typedef struct eh_audit_word {
    eh_audit_use use;
    const char *tokens, *to;
    int standard; /* an eh_standard, or -1 for both */
} eh_audit_word;
/* The i-th, those of one use beside each other and longer ones first; NULL at the end. */
const eh_audit_word *eh_audit_word_at(const eh_catalogue *catalogue, size_t i);
/* Where the rows of a use begin. */
size_t eh_audit_words_of(const eh_catalogue *catalogue, eh_audit_use use);

/* Writes the letters and digits of a text as words with a space between and around, letters small ("3 (Non-clinical)" gives " 3 non clinical "), to `out`; returns the
 * length. What does not fit is cut. */
enum { EH_TOKENS_ROOM = 1024 };
size_t eh_tokens(eh_slice text, char out[EH_TOKENS_ROOM]);

#endif
