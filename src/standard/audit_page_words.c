#include "standard/audit_page_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_AUDIT_WORD_COUNT] = {
#define EH_AUDIT_WORD(name, id) [EH_AUDITED_##name] = (id),
#include "standard/audit_page_words.def"
#undef EH_AUDIT_WORD
};

eh_status eh_audit_page_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    return eh_named_words_read(catalogue, templates, "audit-page.csv", ids, EH_AUDIT_WORD_COUNT, findings,
                               &catalogue->audit_page_words);
}

const char *eh_audit_word_text(const eh_catalogue *catalogue, eh_audit_word_id word) {
    return catalogue->audit_page_words[word];
}
