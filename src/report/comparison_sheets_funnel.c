/* The sheet of recruitment stage by stage of a comparison's workbook. */
#include <math.h>

#include "report/breakdown_words.h"
#include "report/comparison_book.h"
#include "report/comparison_funnel.h"

typedef struct writing {
    eh_compared_sheet sheet;
    eh_funnel_kind funnel;
} writing;

static void step_cell(eh_compared_sheet *s, const char *step) {
    eh_buffer words = {0};
    eh_words_of_id(&words, step);
    if (words.failed)
        eh_book_fail(s->book, EH_NOMEM, "no memory for a cell");
    else
        eh_compared_text(s, words.data);
    eh_buffer_free(&words);
}

static void take(void *context, const eh_funnel_row *row) {
    static const eh_comparison_word applications[EH_FUNNELS] = {EH_COMPARED_APPLICATIONS_ALL,
                                                                EH_COMPARED_APPLICATIONS_HOME};
    writing *w = context;
    eh_compared_sheet *s = &w->sheet;
    const eh_value *value = row->figure.value;
    const eh_member *member = row->figure.member;
    bool present = value->missing == EH_PRESENT;
    eh_compared_text(s, eh_standard_id(row->figure.side->edition->standard));
    eh_compared_word(s, applications[w->funnel]);
    eh_compared_text(s, member->ret->organisation);
    eh_compared_text(s, member->who->name);
    step_cell(s, row->step);
    eh_compared_value(s, value, row->figure.item);
    eh_compared_number(s, present ? value->lower : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, present ? value->upper : (double)NAN, EH_STYLE_HUNDREDTH);
    eh_compared_number(s, present ? value->p : (double)NAN, EH_STYLE_P);
    eh_compared_text(s, present ? eh_verdict_words(value->verdict) : "");
    eh_compared_next(s);
}

void eh_sheet_of_recruitment(eh_book *book, const eh_comparison *c) {
    static const eh_compared_column columns[] = {
        {EH_COMPARED_STANDARD_COLUMN, 10, false}, {EH_COMPARED_APPLICATIONS_COLUMN, 46, false},
        {EH_COMPARED_CODE_COLUMN, 9, false},      {EH_COMPARED_NAME_COLUMN, 44, false},
        {EH_COMPARED_STEP_COLUMN, 28, false},     {EH_COMPARED_RATIO_COLUMN, 12, true},
        {EH_COMPARED_LOWER_COLUMN, 11, true},     {EH_COMPARED_UPPER_COLUMN, 11, true},
        {EH_COMPARED_P_RAW_COLUMN, 10, true},     {EH_COMPARED_VERDICT_COLUMN, 20, false},
    };
    writing w;
    eh_compared_start(&w.sheet, book, c, EH_COMPARED_SHEET_RECRUITMENT, 0, EH_COMPARED_LINES_RECRUITMENT);
    eh_compared_columns(&w.sheet, columns, sizeof columns / sizeof *columns);
    eh_compared_rows(&w.sheet);
    for (size_t i = 0; i < c->side_count; i++)
        for (w.funnel = EH_FUNNEL_ALL; w.funnel < EH_FUNNELS; w.funnel++)
            if (!eh_comparison_funnel_rows(&c->sides[i], w.funnel, take, &w))
                eh_book_fail(book, EH_NOMEM, "no memory for a sheet");
    eh_compared_end(&w.sheet, "Recruitment", 5);
}
