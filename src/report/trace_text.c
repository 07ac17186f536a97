/* A figure traced to its rows, as text: a heading a count, below it the rows that it counts and, rule by rule, those that it does not. */
#include <string.h>

#include "report/breakdown_words.h"
#include "report/text_layout.h"
#include "report/trace.h"
#include "standard/trace_words.h"

typedef struct telling {
    const eh_catalogue *catalogue;
    const eh_trace *trace;
    const eh_trace_cell *cell;
    eh_sink *sink;
    eh_lines lines;
    const char *file, *sheet; /* of the rows above; NULL at the start of a list */
} telling;

enum { FLUSH = 1 << 16 };

static eh_status hand_on(telling *t) {
    eh_buffer *out = &t->lines.out;
    if (out->failed)
        return EH_NOMEM;
    if (out->length < FLUSH)
        return EH_OK;
    eh_status status = t->sink->write(t->sink, out->data, out->length);
    out->length = 0;
    return status;
}

static void put(telling *t, eh_buffer *out, eh_trace_word word, const char *one, const char *two, const char *three) {
    eh_words_put(out, eh_trace_word_text(t->catalogue, word), one, two, three);
}

static void put_count(telling *t, eh_buffer *out, eh_trace_word word, uint64_t count) {
    eh_buffer number = {0};
    eh_words_count(&number, (double)count);
    put(t, out, word, number.data, NULL, NULL);
    eh_buffer_done(&number, out);
}

/* A line of its own made of what stands in a buffer, which is emptied. */
static void line(telling *t, eh_buffer *words, void (*put_line)(eh_lines *lines, const char *text)) {
    if (words->length > 0)
        put_line(&t->lines, words->data);
    eh_buffer_done(words, &t->lines.out);
}

static void put_slice(telling *t, eh_trace_word word, eh_slice text) {
    eh_buffer copy = {0};
    if (text.length == 0)
        return;
    for (size_t i = 0; i < text.length; i++) /* a terminal is not to obey what a cell holds */
        eh_buffer_char(&copy, (unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f ? '?' : text.at[i]);
    eh_buffer_text(&t->lines.out, ", ");
    put(t, &t->lines.out, word, eh_buffer_words(&copy), NULL, NULL);
    eh_buffer_done(&copy, &t->lines.out);
}

static eh_status tell_row(void *context, const eh_traced_row *row) {
    telling *t = context;
    eh_buffer *out = &t->lines.out;
    eh_buffer number = {0};
    eh_trace_word record = t->cell->kind == EH_KIND_STAFF        ? EH_TRACES_RECORD_ASSIGNMENT
                           : t->cell->kind == EH_KIND_APPLICANTS ? EH_TRACES_RECORD_APPLICATION
                                                                 : EH_TRACES_RECORD_CASE;
    if (t->file != row->file || t->sheet != row->sheet) {
        eh_buffer_text(out, "    ");
        put(t, out, *row->sheet ? EH_TRACES_FILE_SHEET : EH_TRACES_FILE, row->file, row->sheet, NULL);
        eh_buffer_text(out, "\n");
        t->file = row->file;
        t->sheet = row->sheet;
    }
    eh_buffer_text(out, "      ");
    eh_buffer_whole(&number, row->row);
    put(t, out, EH_TRACES_ROW, number.data, NULL, NULL);
    eh_buffer_done(&number, out);
    put_slice(t, record, row->record);
    put_slice(t, EH_TRACES_EMPLOYEE, row->employee);
    if (row->year > 0) {
        eh_buffer_text(out, ", ");
        put(t, out, EH_TRACES_YEAR_BEFORE, NULL, NULL, NULL);
    }
    eh_buffer_text(out, "\n");
    return hand_on(t);
}

static eh_status tell_rows(telling *t, unsigned fate, eh_buffer *heading) {
    line(t, heading, eh_lines_paragraph);
    t->file = t->sheet = NULL;
    return eh_trace_rows(t->trace, t->cell, fate, tell_row, t);
}

static void name_cell(const telling *t, eh_buffer *name) {
    const eh_trace_cell *cell = t->cell;
    const char *group = cell->group == EH_GROUPS ? eh_trace_word_text(t->catalogue, EH_TRACES_ALL_GROUPS)
                                                 : eh_group_name(t->trace->ret->standard, cell->group);
    if (cell->item)
        eh_buffer_format(name, "%s (%s), %s", cell->item->label, cell->item->id, group);
    else
        eh_words_figure(name, t->catalogue, t->trace->ret, &cell->figured);
}

static void tell_figure(telling *t) {
    const eh_trace_cell *cell = t->cell;
    static const eh_trace_word roles[] = {EH_TRACES_ROLE_COUNTED, EH_TRACES_ROLE_NUMERATOR, EH_TRACES_ROLE_OFF,
                                          EH_TRACES_ROLE_DENOMINATOR};
    eh_buffer text = {0}, name = {0};
    char figure[EH_FRACTION_ROOM];
    name_cell(t, &name);
    put(t, &text, roles[cell->role], name.data, NULL, NULL);
    eh_buffer_done(&name, &text);
    line(t, &text, eh_lines_heading);
    eh_trace_cell_display(cell, cell->figure, figure);
    if (cell->years > 1) {
        eh_buffer years = {0};
        eh_buffer_whole(&years, cell->years);
        put(t, &text, EH_TRACES_YEARS, figure, years.data, NULL);
        eh_buffer_done(&years, &text);
    } else {
        eh_buffer_text(&text, figure);
    }
    if (text.length > 0)
        eh_lines_pair(&t->lines, eh_trace_word_text(t->catalogue, EH_TRACES_FIGURE), text.data);
    eh_buffer_done(&text, &t->lines.out);
}

static eh_status tell_dropped(telling *t, unsigned fate) {
    eh_buffer heading = {0}, words = {0}, number = {0};
    eh_trace_fate_words(&words, t->catalogue, t->trace, fate);
    eh_words_count(&number, (double)t->cell->dropped[fate]);
    put(t, &heading, EH_TRACES_DROPPED, words.data, number.data, eh_trace_fate_section(t->catalogue, t->cell, fate));
    eh_buffer_done(&words, &heading);
    eh_buffer_done(&number, &heading);
    return tell_rows(t, fate, &heading);
}

static eh_status tell_cell(telling *t) {
    const eh_trace_cell *cell = t->cell;
    eh_buffer text = {0};
    tell_figure(t);
    put_count(t, &text, EH_TRACES_COUNTED, cell->counted);
    eh_status status = tell_rows(t, EH_FATE_COUNTED, &text);
    for (unsigned fate = EH_FATE_COUNTED + 1; fate < EH_FATES && status == EH_OK; fate++)
        if (cell->dropped[fate])
            status = tell_dropped(t, fate);
    if (cell->elsewhere)
        put_count(t, &text, EH_TRACES_ELSEWHERE, cell->elsewhere);
    line(t, &text, eh_lines_paragraph);
    if (cell->others)
        put_count(t, &text, EH_TRACES_OTHERS, cell->others);
    line(t, &text, eh_lines_paragraph);
    put_count(t, &text, EH_TRACES_TOGETHER, cell->all);
    line(t, &text, eh_lines_paragraph);
    return status;
}

eh_status eh_write_trace_text(const eh_catalogue *catalogue, const eh_trace *trace, const char *item, eh_sink *sink) {
    telling t = {.catalogue = catalogue, .trace = trace, .sink = sink};
    const eh_return *ret = trace->ret;
    eh_buffer text = {0}, whose = {0};
    eh_status status = EH_OK;
    eh_words_organisation(&whose, ret);
    eh_buffer_format(&whose, ", %s %d", eh_standard_id(ret->standard), ret->edition);
    put(&t, &text, EH_TRACES_TITLE, whose.data, item, NULL);
    eh_buffer_done(&whose, &text);
    line(&t, &text, eh_lines_title);
    eh_lines_paragraph(&t.lines, eh_trace_word_text(catalogue, EH_TRACES_HANDLING));
    for (size_t c = 0; c < trace->count && status == EH_OK; c++) {
        t.cell = &trace->cell[c];
        status = tell_cell(&t);
    }
    if (status == EH_OK)
        return eh_lines_write(&t.lines, sink);
    eh_buffer_free(&t.lines.out);
    return status;
}
