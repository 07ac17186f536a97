/* What the formats of a trace have in common; and CSV and JSON. */
#include "report/trace.h"

#include <string.h>

#include "report/formats.h"
#include "report/words.h"
#include "report/writer.h"
#include "standard/trace_words.h"

/* ---- fates ---- */

typedef struct fate_words {
    const char *id;
    eh_trace_word words, section;
} fate_words;

static const fate_words fates[] = {
    [EH_FATE_COUNTED] = {"counted", EH_TRACES_COUNTED, EH_TRACES_COUNTED},
    [EH_FATE_BAD_ORGANISATION] = {"bad-organisation", EH_TRACES_BAD_ORGANISATION, EH_TRACES_SECTION_ORGANISATION},
    [EH_FATE_NOT_STARTED] = {"not-started", EH_TRACES_NOT_STARTED, EH_TRACES_SECTION_DATES},
    [EH_FATE_ENDED] = {"ended", EH_TRACES_ENDED, EH_TRACES_SECTION_DATES},
    [EH_FATE_STATUS] = {"status", EH_TRACES_STATUS, EH_TRACES_SECTION_DATES},
    [EH_FATE_SECOND] = {"second-assignment", EH_TRACES_SECOND, EH_TRACES_SECTION_ONCE},
    [EH_FATE_NOT_SHORTLISTED] = {"not-shortlisted", EH_TRACES_NOT_SHORTLISTED, EH_TRACES_SECTION_APPLICATIONS},
    [EH_FATE_DUPLICATE] = {"duplicate", EH_TRACES_DUPLICATE, EH_TRACES_SECTION_APPLICATIONS},
    [EH_FATE_OUTSIDE] = {"outside-the-period", EH_TRACES_OUTSIDE, EH_TRACES_SECTION_EVENTS},
    [EH_FATE_OTHER_TYPE] = {"other-type", EH_TRACES_OTHER_TYPE, EH_TRACES_SECTION_CASES},
    [EH_FATE_NOT_FORMAL] = {"not-formal", EH_TRACES_NOT_FORMAL, EH_TRACES_SECTION_CASES},
    [EH_FATE_FORMAL_BLANK] = {"formal-blank", EH_TRACES_FORMAL_BLANK, EH_TRACES_SECTION_CASES},
    [EH_FATE_MANDATORY] = {"mandatory", EH_TRACES_MANDATORY, EH_TRACES_SECTION_TRAINING},
    [EH_FATE_MANDATORY_BLANK] = {"mandatory-blank", EH_TRACES_MANDATORY_BLANK, EH_TRACES_SECTION_TRAINING},
    [EH_FATE_UNDATED] = {"undated", EH_TRACES_UNDATED, EH_TRACES_SECTION_EVENTS},
    [EH_FATE_ONLY_DROPPED] = {"only-dropped-categories", EH_TRACES_ONLY_DROPPED, EH_TRACES_SECTION_WHOSE},
    [EH_FATE_FURTHER] = {"further", EH_TRACES_FURTHER, EH_TRACES_SECTION_EVENTS},
    [EH_FATE_OTHER_EDITION] = {"other-edition", EH_TRACES_OTHER_EDITION, EH_TRACES_SECTION_BOARD},
    [EH_FATE_ABROAD] = {"recruited-abroad", EH_TRACES_ABROAD, EH_TRACES_SECTION_BREAKDOWNS},
    [EH_FATE_CATEGORY] = {"category", EH_TRACES_CATEGORY, EH_TRACES_SECTION_CATEGORY},
};

static const fate_words *words_of(unsigned fate) {
    return &fates[fate < EH_FATE_CATEGORY ? fate : EH_FATE_CATEGORY];
}

/* The dropped category of a fate, or NULL. */
static const char *category_of(const eh_trace *trace, unsigned fate) {
    const eh_return *ret = trace->ret;
    const eh_edition *edition = eh_edition_find(trace->data->catalogue, ret->standard, ret->edition);
    return edition && fate >= EH_FATE_CATEGORY ? edition->dropped[fate - EH_FATE_CATEGORY] : NULL;
}

void eh_trace_fate_id(eh_buffer *out, const eh_trace *trace, unsigned fate) {
    const char *category = category_of(trace, fate);
    eh_buffer_text(out, words_of(fate)->id);
    if (category)
        eh_buffer_format(out, "-%s", category);
}

void eh_trace_fate_words(eh_buffer *out, const eh_catalogue *catalogue, const eh_trace *trace, unsigned fate) {
    eh_words_put(out, eh_trace_word_text(catalogue, words_of(fate)->words), category_of(trace, fate), NULL, NULL);
}

const char *eh_trace_fate_section(const eh_catalogue *catalogue, const eh_trace_cell *cell, unsigned fate) {
    eh_trace_word section = words_of(fate)->section;
    if (fate == EH_FATE_OUTSIDE && cell->kind == EH_KIND_APPLICANTS)
        section = EH_TRACES_SECTION_APPLICATIONS;
    return eh_trace_word_text(catalogue, section);
}

const char *eh_trace_role_id(eh_trace_role role) {
    static const char *const ids[] = {"counted", "numerator", "off-numerator", "denominator"};
    return ids[role];
}

const char *eh_trace_group_id(const eh_trace *trace, const eh_trace_cell *cell) {
    return cell->group == EH_GROUPS ? "" : eh_group_id(trace->ret->standard, cell->group);
}

/* ---- CSV: a row each that is counted or dropped ---- */

enum { FLUSH = 1 << 16 };

typedef struct table {
    const eh_catalogue *catalogue;
    const eh_trace *trace;
    const eh_trace_cell *cell;
    unsigned fate;
    eh_buffer out;
    eh_json json; /* the other format's */
    eh_sink *sink;
} table;

/* Hands on what stands in a buffer, when it is a good deal or all. */
static eh_status hand_on(eh_sink *sink, eh_buffer *out, bool all) {
    if (out->failed)
        return EH_NOMEM;
    if (out->length == 0 || (!all && out->length < FLUSH))
        return EH_OK;
    eh_status status = sink->write(sink, out->data, out->length);
    out->length = 0;
    return status;
}

static void cell_text(eh_buffer *out, const char *text) {
    eh_csv_text(out, text);
    eh_buffer_char(out, ',');
}

/* The last cells of a row: which figure of a breakdown; nothing for an item. */
static void csv_figure(eh_buffer *out, const eh_breakdown_figure *figure) {
    if (figure->table) {
        cell_text(out, figure->table->by);
        cell_text(out, figure->row->of);
        eh_csv_text(out, figure->table->column[figure->column]);
    } else {
        eh_buffer_text(out, ",,");
    }
    eh_buffer_text(out, "\r\n");
}

static void cell_slice(eh_buffer *out, eh_slice text) {
    eh_buffer copy = {0};
    eh_buffer_add(&copy, text.at ? text.at : "", text.length);
    eh_csv_text(out, eh_buffer_words(&copy));
    eh_buffer_done(&copy, out);
    eh_buffer_char(out, ',');
}

static eh_status csv_row(void *context, const eh_traced_row *row) {
    table *t = context;
    const eh_return *ret = t->trace->ret;
    eh_buffer rule = {0};
    bool counted = t->fate == EH_FATE_COUNTED;
    if (!counted)
        eh_trace_fate_id(&rule, t->trace, t->fate);
    cell_text(&t->out, ret->organisation);
    eh_buffer_format(&t->out, "%s,%d,", eh_standard_id(ret->standard), ret->edition);
    cell_text(&t->out, eh_trace_cell_id(t->cell));
    cell_text(&t->out, eh_trace_group_id(t->trace, t->cell));
    cell_text(&t->out, eh_trace_role_id(t->cell->role));
    cell_text(&t->out, counted ? "counted" : "dropped");
    cell_text(&t->out, eh_buffer_words(&rule));
    cell_text(&t->out, counted ? "" : eh_trace_fate_section(t->catalogue, t->cell, t->fate));
    if (counted)
        eh_buffer_format(&t->out, "%d", ret->edition - (int)row->year);
    eh_buffer_char(&t->out, ',');
    cell_text(&t->out, eh_kind_word(t->cell->kind));
    cell_text(&t->out, row->file);
    cell_text(&t->out, row->sheet);
    eh_buffer_format(&t->out, "%u,", (unsigned)row->row);
    cell_slice(&t->out, row->record);
    cell_slice(&t->out, row->employee);
    csv_figure(&t->out, &t->cell->figured);
    eh_buffer_done(&rule, &t->out);
    return hand_on(t->sink, &t->out, false);
}

eh_status eh_write_trace_csv(const eh_catalogue *catalogue, const eh_trace *trace, const char *item, eh_sink *sink) {
    table t = {.catalogue = catalogue, .trace = trace, .sink = sink};
    eh_status status = EH_OK;
    (void)item;
    eh_buffer_text(&t.out, "organisation,standard,edition,item,group,role,state,rule,section,year,kind,file,sheet,row,"
                           "record,employee,by,of,column\r\n");
    for (size_t c = 0; c < trace->count && status == EH_OK; c++) {
        t.cell = &trace->cell[c];
        for (t.fate = EH_FATE_COUNTED; t.fate < EH_FATES && status == EH_OK; t.fate++)
            if (t.fate == EH_FATE_COUNTED || t.cell->dropped[t.fate])
                status = eh_trace_rows(trace, t.cell, t.fate, csv_row, &t);
    }
    if (status == EH_OK)
        status = hand_on(sink, &t.out, true);
    eh_buffer_free(&t.out);
    return status;
}

/* ---- JSON ---- */

static void json_slice(eh_json *j, const char *name, eh_slice text) {
    eh_buffer copy = {0};
    if (text.length == 0)
        return;
    eh_buffer_add(&copy, text.at, text.length);
    if (copy.length)
        eh_json_text(j, name, copy.data);
    eh_buffer_done(&copy, &j->out);
}

static eh_status json_row(void *context, const eh_traced_row *row) {
    table *t = context;
    eh_json *j = &t->json;
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "file", row->file);
    eh_json_text_if(j, "sheet", row->sheet);
    eh_json_whole(j, "row", row->row);
    json_slice(j, "record", row->record);
    json_slice(j, "employee", row->employee);
    if (t->fate == EH_FATE_COUNTED && t->cell->years > 1)
        eh_json_whole(j, "year", (uint64_t)(t->trace->ret->edition - (int)row->year));
    eh_json_close(j, '}');
    return hand_on(t->sink, &j->out, false);
}

static eh_status json_dropped(table *t) {
    eh_json *j = &t->json;
    eh_buffer id = {0}, words = {0};
    eh_trace_fate_id(&id, t->trace, t->fate);
    eh_trace_fate_words(&words, t->catalogue, t->trace, t->fate);
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "rule", eh_buffer_words(&id));
    eh_json_text(j, "words", eh_buffer_words(&words));
    eh_json_text(j, "section", eh_trace_fate_section(t->catalogue, t->cell, t->fate));
    eh_json_open(j, "rows", '[');
    eh_status status = eh_trace_rows(t->trace, t->cell, t->fate, json_row, t);
    eh_json_close(j, ']');
    eh_json_close(j, '}');
    eh_buffer_done(&id, &j->out);
    eh_buffer_done(&words, &j->out);
    return status;
}

static eh_status json_cell(table *t) {
    eh_json *j = &t->json;
    const eh_trace_cell *cell = t->cell;
    eh_json_open(j, NULL, '{');
    eh_json_text(j, "item", eh_trace_cell_id(cell));
    if (cell->figured.table) {
        eh_json_text_if(j, "by", cell->figured.table->by);
        eh_json_text_if(j, "of", cell->figured.row->of);
        eh_json_text(j, "column", cell->figured.table->column[cell->figured.column]);
    }
    eh_json_text_if(j, "group", eh_trace_group_id(t->trace, cell));
    eh_json_text(j, "role", eh_trace_role_id(cell->role));
    eh_json_text(j, "kind", eh_kind_word(cell->kind));
    eh_json_number(j, "figure", eh_fraction_double(cell->figure));
    eh_json_whole(j, "years", cell->years);
    eh_json_open(j, "counted", '[');
    t->fate = EH_FATE_COUNTED;
    eh_status status = eh_trace_rows(t->trace, cell, t->fate, json_row, t);
    eh_json_close(j, ']');
    eh_json_open(j, "dropped", '[');
    for (t->fate = EH_FATE_COUNTED + 1; t->fate < EH_FATES && status == EH_OK; t->fate++)
        if (cell->dropped[t->fate])
            status = json_dropped(t);
    eh_json_close(j, ']');
    eh_json_whole(j, "counted-elsewhere", cell->elsewhere);
    eh_json_whole(j, "of-others", cell->others);
    eh_json_whole(j, "rows", cell->all);
    eh_json_close(j, '}');
    return status;
}

eh_status eh_write_trace_json(const eh_catalogue *catalogue, const eh_trace *trace, const char *item, eh_sink *sink) {
    table t = {.catalogue = catalogue, .trace = trace, .sink = sink};
    eh_status status = EH_OK;
    eh_json_begin(&t.json, "evenhand-trace");
    eh_json_text(&t.json, "handling", eh_trace_word_text(catalogue, EH_TRACES_HANDLING));
    eh_json_text(&t.json, "organisation", trace->ret->organisation);
    eh_json_text(&t.json, "standard", eh_standard_id(trace->ret->standard));
    eh_json_whole(&t.json, "edition", (uint64_t)trace->ret->edition);
    eh_json_text(&t.json, "item", item);
    eh_json_open(&t.json, "counts", '[');
    for (size_t c = 0; c < trace->count && status == EH_OK; c++) {
        t.cell = &trace->cell[c];
        status = json_cell(&t);
    }
    eh_json_close(&t.json, ']');
    eh_json_end(&t.json);
    if (status == EH_OK)
        status = hand_on(sink, &t.json.out, true);
    eh_buffer_free(&t.json.out);
    return status;
}

typedef struct format {
    const char *name;
    eh_trace_writer *write;
} format;

static const format formats[] = {
    {"text", eh_write_trace_text}, {"csv", eh_write_trace_csv}, {"json", eh_write_trace_json}};

eh_trace_writer *eh_trace_writer_find(const char *name) {
    const format *found = eh_format_find(EH_FORMATS(formats), name);
    return found ? found->write : NULL;
}
