#include "standard/trust_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_TRUST_WORD_COUNT] = {
#define EH_TRUST_WORD(name, id) [EH_TRUST_##name] = (id),
#include "standard/trust_words.def"
#undef EH_TRUST_WORD
};

eh_status eh_trust_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    return eh_named_words_read(catalogue, templates, "trust.csv", ids, EH_TRUST_WORD_COUNT, findings,
                               &catalogue->trust_words);
}

const char *eh_trust_word_text(const eh_catalogue *catalogue, eh_trust_word word) {
    return catalogue->trust_words[word];
}
