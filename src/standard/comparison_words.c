#include "standard/comparison_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_COMPARISON_WORD_COUNT] = {
#define EH_COMPARISON_WORD(name, id) [EH_COMPARED_##name] = (id),
#include "standard/comparison_words.def"
#undef EH_COMPARISON_WORD
};

eh_status eh_comparison_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    return eh_named_words_read(catalogue, templates, "comparison.csv", ids, EH_COMPARISON_WORD_COUNT, findings,
                               &catalogue->comparison_words);
}

const char *eh_comparison_word_text(const eh_catalogue *catalogue, eh_comparison_word word) {
    return catalogue->comparison_words[word];
}
