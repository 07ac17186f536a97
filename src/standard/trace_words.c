#include "standard/trace_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_TRACE_WORD_COUNT] = {
#define EH_TRACE_WORD(name, id) [EH_TRACES_##name] = (id),
#include "standard/trace_words.def"
#undef EH_TRACE_WORD
};

eh_status eh_trace_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    return eh_named_words_read(catalogue, templates, "trace.csv", ids, EH_TRACE_WORD_COUNT, findings,
                               &catalogue->trace_words);
}

const char *eh_trace_word_text(const eh_catalogue *catalogue, eh_trace_word word) {
    return catalogue->trace_words[word];
}
