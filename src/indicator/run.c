/* A run: extracts are read as they are added; then the edition and the organisations are settled, and each return is made. */
#include "indicator/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/source.h"
#include "indicator/given.h"
#include "indicator/infer.h"
#include "indicator/returns.h"
#include "indicator/second.h"

struct eh_run {
    const eh_catalogue *catalogue;
    eh_run_options options;
    eh_findings *findings;
    eh_dataset *data;
    eh_roster roster;
    eh_plain_book *book; /* for the second reckoning, or NULL */
    eh_row_watch watch;
    eh_arena *arena;
};

eh_status eh_run_new(const eh_catalogue *catalogue, const eh_run_options *options, eh_findings *findings,
                     eh_run **made) {
    eh_run *run = calloc(1, sizeof *run);
    *made = NULL;
    if (!run)
        return EH_NOMEM;
    run->catalogue = catalogue;
    run->options = *options;
    run->findings = findings;
    if (!run->options.wres && !run->options.wdes)
        run->options.wres = run->options.wdes = true;
    run->arena = eh_arena_new();
    run->data = eh_dataset_new(catalogue, findings, options->clinical_by_staff_group);
    if (run->data) {
        run->data->plan = (eh_reading_plan){.threads = options->threads, .hash = !options->figures_alone};
        run->data->figures_alone = options->figures_alone;
        run->data->unpacking = options->unpacking;
        run->data->unpacking.alone = options->unpacking.alone || options->threads <= 1;
    }
    run->book = options->verify ? eh_plain_new(catalogue, 0) : NULL;
    if (!run->arena || !run->data || (options->verify && !run->book)) {
        eh_run_free(run);
        return EH_NOMEM;
    }
    if (run->book) {
        run->watch = eh_second_watch(run->book);
        run->data->watch = &run->watch;
    }
    if (options->keep_rows && !(run->data->trail = eh_trail_new())) {
        eh_run_free(run);
        return EH_NOMEM;
    }
    run->data->progress = options->progress;
    run->data->progress_context = options->progress_context;
    *made = run;
    return EH_OK;
}

void eh_run_free(eh_run *run) {
    if (!run)
        return;
    eh_roster_free(&run->roster);
    eh_dataset_free(run->data);
    eh_plain_free(run->book);
    eh_arena_free(run->arena);
    free(run);
}

const eh_dataset *eh_run_dataset(const eh_run *run) {
    return run->data;
}

uint32_t eh_run_only(const eh_run *run) {
    return run->roster.only;
}

const eh_plain_book *eh_run_book(const eh_run *run) {
    return run->book;
}

eh_status eh_run_add(eh_run *run, eh_source *source, const char *kind) {
    eh_kind forced = EH_KIND_STAFF;
    if (kind && !eh_kind_read(eh_slice_of(kind), &forced))
        return EH_BAD;
    return eh_dataset_read(run->data, source, kind ? &forced : NULL);
}

static eh_status found(eh_run *run, eh_code code, uint64_t count, const char *one, const char *two) {
    return eh_found(run->findings, code, (eh_place){0}, count, NULL, one, two);
}

static eh_status refuse(eh_run *run, eh_code code, const char *one, const char *two) {
    return eh_refuse(run->findings, code, (eh_place){0}, one, two);
}

/* ---- which organisations ---- */

/* Rows of an organisation in extracts about people, or in any. */
static bool stands_in(const eh_dataset *data, uint32_t organisation, bool figures_too) {
    for (size_t s = 0; s < data->sources.count; s++) {
        const eh_source_facts *source = &data->sources.at[s];
        bool figures =
            source->kind == EH_KIND_SURVEY || source->kind == EH_KIND_COUNTS || source->kind == EH_KIND_ANSWERS;
        if (source->used && (figures_too || !figures) && organisation < source->rows_of_room &&
            source->rows_of[organisation])
            return true;
    }
    return false;
}

static int compare_codes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The codes of the organisations that get a return, sorted. */
typedef struct code_list {
    const char **code;
    size_t count;
} code_list;

/* Adds a code that is not there yet. */
static void add_code(code_list *list, const char *code) {
    for (size_t i = 0; i < list->count; i++)
        if (list->code[i] == code)
            return;
    list->code[list->count++] = code;
}

static eh_status asked_for(eh_run *run, code_list *list) {
    bool only = !run->options.organisations[1];
    for (size_t i = 0; run->options.organisations[i]; i++) {
        const char *asked = run->options.organisations[i];
        char code[EH_CODE_ROOM];
        bool there = eh_organisation_read(eh_slice_of(asked), code);
        uint32_t number = there ? eh_index_add(run->data->organisations, eh_slice_of(code), NULL) : 0;
        if (number == EH_INDEX_NONE)
            return EH_NOMEM;
        there = there && (stands_in(run->data, number, true) || (only && stands_in(run->data, 0, true)));
        eh_place place = {.organisation = asked};
        if (there)
            add_code(list, eh_index_key(run->data->organisations, number).at);
        else if (eh_found(run->findings, EH_F_ORGANISATION_NOT_FOUND, place, 1, NULL, asked, NULL) != EH_OK)
            return EH_NOMEM;
    }
    return EH_OK;
}

static eh_status all_there_are(eh_run *run, code_list *list) {
    uint32_t count = eh_index_count(run->data->organisations), figures_only = 0;
    for (int figures_too = 0; figures_too <= 1 && list->count == 0; figures_too++) {
        figures_only = 0;
        for (uint32_t n = 1; n < count; n++)
            if (stands_in(run->data, n, figures_too))
                list->code[list->count++] = eh_index_key(run->data->organisations, n).at;
            else
                figures_only += stands_in(run->data, n, true);
    }
    return figures_only ? found(run, EH_F_NO_STAFF_FOR_ORGANISATION, figures_only, NULL, NULL) : EH_OK;
}

/* Rows without a code that belong to nobody. */
static eh_status rows_of_nobody(eh_run *run, uint32_t only) {
    for (size_t s = 0; s < run->data->sources.count && !only; s++) {
        const eh_source_facts *source = &run->data->sources.at[s];
        if (!source->used || !source->rows_of_room || !source->rows_of[0])
            continue;
        eh_place place = {.file = source->file, .sheet = source->sheet};
        eh_status status = eh_found(run->findings, EH_F_ROWS_WITHOUT_ORGANISATION, place, source->rows_of[0], NULL,
                                    eh_kind_word(source->kind), NULL);
        if (status != EH_OK)
            return status;
    }
    return EH_OK;
}

static eh_status settle_organisations(eh_run *run, code_list *list, uint32_t *only) {
    size_t asked = 0;
    while (run->options.organisations && run->options.organisations[asked])
        asked++;
    list->code =
        eh_arena_alloc(run->arena, (eh_index_count(run->data->organisations) + asked + 1) * sizeof *list->code);
    if (!list->code)
        return EH_NOMEM;
    eh_status status = asked ? asked_for(run, list) : all_there_are(run, list);
    if (status != EH_OK)
        return status;
    if (list->count == 0)
        return asked ? EH_BAD : refuse(run, EH_F_NO_ORGANISATION, NULL, NULL);
    qsort(list->code, list->count, sizeof *list->code, compare_codes);
    bool single = asked == 1 || (asked == 0 && list->count == 1);
    *only = single ? eh_index_find(run->data->organisations, eh_slice_of(list->code[0])) : 0;
    return rows_of_nobody(run, *only);
}

/* ---- the returns ---- */

static eh_status find_editions(eh_run *run, int *asked, const eh_edition *edition[EH_STANDARD_COUNT]) {
    int year = run->options.edition;
    bool any = false;
    eh_status status = year ? EH_OK : eh_infer_edition(run->data, &year);
    *asked = year;
    if (status != EH_OK)
        return status;
    for (eh_standard s = 0; s < EH_STANDARD_COUNT; s++) {
        bool wanted = s == EH_WRES ? run->options.wres : run->options.wdes;
        edition[s] = wanted ? eh_edition_find(run->catalogue, s, year) : NULL;
        any = any || edition[s];
        if (!wanted || edition[s])
            continue;
        eh_buffer digits = {0};
        eh_buffer_whole(&digits, year);
        eh_place place = {.standard = eh_standard_id(s)}; /* the other standard's return is none the worse for it */
        status = digits.failed
                     ? EH_NOMEM
                     : eh_found(run->findings, EH_F_EDITION_NOT_KNOWN, place, 1, NULL, digits.data, place.standard);
        eh_buffer_free(&digits);
        if (status != EH_OK)
            return status;
    }
    return any ? EH_OK : EH_BAD;
}

static eh_status compute(eh_run *run, eh_return ***made, eh_return ***list, size_t *count) {
    const eh_edition *edition[EH_STANDARD_COUNT] = {NULL};
    code_list codes = {0};
    uint32_t only = 0;
    int year = 0;
    bool any = false;
    for (size_t s = 0; s < run->data->sources.count; s++)
        any = any || run->data->sources.at[s].used;
    if (!any)
        return refuse(run, EH_F_NO_EXTRACT, NULL, NULL);
    eh_status status = find_editions(run, &year, edition);
    if (status == EH_OK)
        status = settle_organisations(run, &codes, &only);
    eh_roster_free(&run->roster); /* of an earlier computing */
    if (status == EH_OK)
        status = eh_roster_make(run->data, only, &run->roster);
    if (status != EH_OK)
        return status;
    eh_givens_find_scales(run->data, year);
    *list = calloc(codes.count * EH_STANDARD_COUNT + 1, sizeof **list);
    if (!*list)
        return EH_NOMEM;
    eh_returns_order order = {run->data, &run->roster, &run->options, edition, codes.code, codes.count};
    status = eh_returns_make(&order, *list, count);
    if (status == EH_OK && run->book)
        status = eh_second_check(run->book, run->catalogue, &run->options,
                                 only ? eh_index_key(run->data->organisations, only).at : NULL, run->findings, *list);
    if (status == EH_OK)
        *made = *list;
    return status;
}

eh_status eh_run_compute(eh_run *run, eh_return ***returns) {
    eh_return **list = NULL;
    size_t count = 0;
    *returns = NULL;
    eh_status status = compute(run, returns, &list, &count);
    if (status == EH_OK)
        return EH_OK;
    for (size_t i = 0; i < count; i++)
        eh_return_free(list[i]);
    free((void *)list);
    return status;
}

/* ---- values that no vocabulary knew ---- */

static void write_cell(eh_buffer *out, const char *text) {
    bool defuse = *text && strchr("=+-@\t\r", *text);
    eh_buffer_char(out, '"');
    if (defuse)
        eh_buffer_char(out, '\'');
    for (; *text; text++) {
        if (*text == '"')
            eh_buffer_char(out, '"');
        eh_buffer_char(out, *text);
    }
    eh_buffer_char(out, '"');
}

eh_status eh_run_write_mapping_todo(const eh_run *run, eh_sink *sink, size_t *count) {
    eh_buffer out = {0};
    *count = run->data->unknown.count;
    if (*count == 0)
        return EH_OK;
    eh_buffer_text(&out, "kind,field,from,to,count\r\n");
    for (size_t i = 0; i < *count; i++) {
        const eh_unknown_value *value = &run->data->unknown.at[i];
        eh_buffer_text(&out, eh_kind_word(eh_field_kind(value->field)));
        eh_buffer_char(&out, ',');
        eh_buffer_text(&out, eh_field_heading(value->field));
        eh_buffer_char(&out, ',');
        write_cell(&out, value->value);
        eh_buffer_text(&out, ",,");
        eh_buffer_whole(&out, (int64_t)value->count);
        eh_buffer_text(&out, "\r\n");
    }
    return eh_buffer_write(&out, sink);
}
