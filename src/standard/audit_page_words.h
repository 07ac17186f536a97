/* What people read in an audit's page and workbook: templates/audit-page.csv. */
#ifndef EH_STANDARD_AUDIT_PAGE_WORDS_H
#define EH_STANDARD_AUDIT_PAGE_WORDS_H

#include "standard/catalogue.h"

typedef enum eh_audit_word_id {
#define EH_AUDIT_WORD(name, id) EH_AUDITED_##name,
#include "standard/audit_page_words.def"
#undef EH_AUDIT_WORD
    EH_AUDIT_WORD_COUNT
} eh_audit_word_id;

/* A text; {1} to {3} in it stand for what is put in. Never NULL, lives as long as the catalogue. */
const char *eh_audit_word_text(const eh_catalogue *catalogue, eh_audit_word_id word);

#endif
