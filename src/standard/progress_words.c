#include "standard/progress_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_PROGRESS_WORD_COUNT] = {
#define EH_PROGRESS_WORD(name, id) [EH_SAYS_##name] = (id),
#include "standard/progress_words.def"
#undef EH_PROGRESS_WORD
};

eh_status eh_progress_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    return eh_named_words_read(catalogue, templates, "progress.csv", ids, EH_PROGRESS_WORD_COUNT, findings,
                               &catalogue->progress_words);
}

const char *eh_progress_word_text(const eh_catalogue *catalogue, eh_progress_word word) {
    return catalogue->progress_words[word];
}
