#include "standard/workbook_words.h"

#include "standard/named_words.h"

static const char *const ids[EH_BOOK_WORD_COUNT] = {
#define EH_BOOK_WORD(name, id) [EH_BOOK_##name] = (id),
#include "standard/workbook_words.def"
#undef EH_BOOK_WORD
};

static eh_status read_notes(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "workbook-notes.csv", findings, &table);
    if (status != EH_OK) {
        return status;
    }
    eh_book_note *notes = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *notes);
    int subject = eh_table_column(&table, "subject"), text = eh_table_column(&table, "text");
    if (notes == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count; i++) {
        notes[i] = (eh_book_note){eh_table_cell(&table, i, subject), eh_table_cell(&table, i, text)};
    }
    catalogue->book_notes = notes;
    catalogue->book_note_count = table.row_count;
    return EH_OK;
}

eh_status eh_book_words_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_status status = eh_named_words_read(catalogue, templates, "workbook.csv", ids, EH_BOOK_WORD_COUNT, findings,
                                           &catalogue->book_words);
    return status == EH_NOMEM ? status : eh_worse(status, read_notes(catalogue, templates, findings));
}

const char *eh_book_word_text(const eh_catalogue *catalogue, eh_book_word word) {
    return catalogue->book_words[word];
}

const eh_book_note *eh_book_notes(const eh_catalogue *catalogue, size_t *count) {
    *count = catalogue->book_note_count;
    return catalogue->book_notes;
}
