#include "indicator/assemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indicator/details.h"

/* ---- header and sources ---- */

static eh_status fill_header(const eh_tallying *t, const eh_run_options *options, eh_return *ret) {
    const eh_edition *edition = t->edition;
    ret->organisation = eh_arena_text(ret->arena, t->code);
    ret->standard = edition->standard;
    ret->edition = edition->year;
    ret->period_start = edition->period_start;
    ret->period_end = edition->period_end;
    ret->snapshot = edition->snapshot;
    ret->prepared = eh_arena_text(ret->arena, options->prepared ? options->prepared : "");
    ret->version = EVENHAND_VERSION;
    ret->rules = eh_arena_text(ret->arena, eh_catalogue_digest(t->data->catalogue));
    ret->custom = eh_catalogue_custom(t->data->catalogue);
    ret->clinical_by = options->clinical_by_staff_group ? "staff-group" : "occupation-code";
    return ret->organisation && ret->prepared && ret->rules ? EH_OK : EH_NOMEM;
}

static eh_status fill_sources(const eh_tallying *t, eh_return *ret) {
    ret->sources = eh_arena_alloc(ret->arena, (t->data->sources.count + 1) * sizeof *ret->sources);
    if (!ret->sources)
        return EH_NOMEM;
    for (size_t s = 0; s < t->data->sources.count; s++) {
        const eh_source_facts *source = &t->data->sources.at[s];
        uint64_t rows = eh_tally_source_rows(t, source);
        if (!source->used || (rows == 0 && source->rows != 0))
            continue;
        uint64_t used = t->tally->used[s] + (t->workforce ? t->workforce->used[s] : 0);
        eh_source_note *note = &ret->sources[ret->source_count++];
        *note = (eh_source_note){eh_kind_word(source->kind),
                                 eh_arena_text(ret->arena, source->file),
                                 eh_arena_text(ret->arena, source->sheet),
                                 eh_arena_text(ret->arena, source->digest.hex),
                                 rows,
                                 used < rows ? used : rows};
        if (!note->file || !note->sheet || !note->sha256)
            return EH_NOMEM;
    }
    return EH_OK;
}

/* ---- items ---- */

/* The kind of extract that a basic item comes from; EH_KIND_COUNT for derived ones. */
static eh_kind kind_of(const eh_item *item) {
    switch (item->operation) {
    case EH_OP_COUNT:
        return eh_counter_kind(eh_counter_find(item->counter));
    case EH_OP_SURVEY:
        return EH_KIND_SURVEY;
    case EH_OP_ANSWER:
        return EH_KIND_ANSWERS;
    default:
        return EH_KIND_COUNT;
    }
}

static eh_status item_findings(const eh_tallying *t, eh_evaluation *e, unsigned item, const eh_return_item *made,
                               bool above_100) {
    const eh_item *about = &e->edition->items[item];
    eh_place place = {.organisation = t->code, .standard = eh_standard_id(e->edition->standard)};
    eh_status status = EH_OK;
    bool lacks = false;
    for (unsigned g = 0; g < made->count; g++)
        lacks = lacks || made->value[g].missing == EH_NOT_SUPPLIED;
    if (about->national && lacks && kind_of(about) != EH_KIND_COUNT)
        status = eh_found(t->data->findings, EH_F_MISSING_FIGURES, place, 1, NULL, eh_kind_word(kind_of(about)), NULL);
    place.item = about->id;
    if (status == EH_OK && above_100)
        status = eh_found(t->data->findings, EH_F_LIKELIHOOD_ABOVE_100, place, 1, NULL, NULL, NULL);
    for (unsigned g = 0; g < made->count && status == EH_OK; g++)
        if (eh_evaluate_disagrees(e, item, g))
            status = eh_found(t->data->findings, EH_F_COUNTS_DISAGREE, place, 1, NULL, NULL, NULL);
    return status;
}

static eh_status make_item(const eh_tallying *t, eh_evaluation *e, unsigned item, eh_return *ret) {
    const eh_item *about = &e->edition->items[item];
    eh_return_item *made = &ret->items[ret->item_count++];
    bool above_100 = false;
    *made = (eh_return_item){.id = eh_arena_text(ret->arena, about->id),
                             .number = eh_arena_text(ret->arena, about->number),
                             .indicator = eh_arena_text(ret->arena, about->indicator),
                             .unit = about->unit,
                             .count = about->groups ? about->groups : 1,
                             .grouped = about->groups != 0};
    if (!made->id || !made->number || !made->indicator)
        return EH_NOMEM;
    if (about->operation == EH_OP_RELATIVE) {
        made->top = eh_group_id(e->edition->standard, about->top);
        made->bottom = eh_group_id(e->edition->standard, about->bottom);
    }
    for (unsigned g = 0; g < made->count; g++) {
        made->group[g] = made->grouped ? eh_group_id(e->edition->standard, g) : "";
        eh_status status = eh_evaluate_value(e, item, g, ret->arena, &made->value[g], &above_100);
        if (status != EH_OK)
            return status;
    }
    return item_findings(t, e, item, made, above_100);
}

static eh_status fill_items(const eh_tallying *t, eh_evaluation *e, eh_return *ret) {
    eh_status status = EH_OK;
    ret->items = eh_arena_alloc(ret->arena, (e->edition->item_count + 1) * sizeof *ret->items);
    if (!ret->items)
        return EH_NOMEM;
    for (unsigned i = 0; i < e->edition->item_count && status == EH_OK; i++)
        status = make_item(t, e, i, ret);
    return status;
}

/* ---- last year ---- */

static const eh_return *previous_of(const eh_run_options *options, const eh_return *ret) {
    for (size_t i = 0; options->previous && options->previous[i]; i++)
        if (options->previous[i]->standard == ret->standard &&
            strcmp(options->previous[i]->organisation, ret->organisation) == 0)
            return options->previous[i];
    return NULL;
}

static eh_status copy_previous(const eh_return_item *item, eh_return *ret) {
    for (unsigned g = 0; g < item->count; g++) {
        eh_previous *previous = &ret->previous[ret->previous_count++];
        *previous = (eh_previous){
            eh_arena_text(ret->arena, item->id), item->grouped ? eh_arena_text(ret->arena, item->group[g]) : "",
            item->value[g].missing, item->value[g].value, eh_arena_text(ret->arena, item->value[g].display)};
        if (!previous->item || !previous->group || !previous->display)
            return EH_NOMEM;
    }
    return EH_OK;
}

static eh_status fill_previous(const eh_tallying *t, const eh_run_options *options, eh_return *ret) {
    const eh_return *last = previous_of(options, ret);
    if (!last)
        return EH_OK;
    ret->previous_edition = last->edition;
    ret->previous = eh_arena_alloc(ret->arena, (last->item_count * EH_GROUPS + 1) * sizeof *ret->previous);
    if (!ret->previous)
        return EH_NOMEM;
    for (size_t i = 0; i < last->item_count; i++) {
        eh_status status = copy_previous(&last->items[i], ret);
        if (status != EH_OK)
            return status;
    }
    if (last->edition == ret->edition - 1)
        return EH_OK;
    char year[16];
    eh_date_write(eh_date_make(last->edition > 0 ? last->edition : 1, 1, 1), year);
    year[4] = '\0';
    return eh_tally_found(t, EH_F_PREVIOUS_NOT_LAST_YEAR, 1, NULL, year, NULL);
}

eh_status eh_assemble(const eh_tallying *t, const eh_run_options *options, eh_return **made) {
    eh_givens givens = {0};
    eh_evaluation evaluation = {0};
    eh_return *ret = eh_return_new();
    *made = NULL;
    eh_status status = ret ? fill_header(t, options, ret) : EH_NOMEM;
    if (status == EH_OK)
        status = eh_givens_make(t, &givens);
    if (status == EH_OK)
        status = eh_evaluation_make(t->edition, t->tally, &givens, &evaluation);
    if (status == EH_OK)
        status = fill_items(t, &evaluation, ret);
    if (status == EH_OK)
        status = eh_details_fill(t, &givens, options->by, ret);
    if (status == EH_OK)
        status = fill_sources(t, ret);
    if (status == EH_OK)
        status = fill_previous(t, options, ret);
    eh_evaluation_free(&evaluation);
    eh_givens_free(&givens);
    if (status == EH_OK)
        *made = ret;
    else
        eh_return_free(ret);
    return status;
}

/* ---- findings ---- */

typedef struct belonging {
    const eh_return *ret;
} belonging;

/* A finding belongs to a return when it speaks of its organisation and standard; one about a whole file, when the file is one of its sources. What is only
 * noted about the shape of a file stays out. */
static bool belongs(void *context, const eh_finding *finding) {
    const eh_return *ret = ((const belonging *)context)->ret;
    if (*finding->standard && strcmp(finding->standard, eh_standard_id(ret->standard)) != 0)
        return false;
    if (*finding->organisation)
        return strcmp(finding->organisation, ret->organisation) == 0 &&
               !(finding->severity == EH_NOTE && *finding->file);
    if (!*finding->file)
        return true;
    if (finding->severity == EH_NOTE)
        return false;
    for (size_t i = 0; i < ret->source_count; i++)
        if (strcmp(ret->sources[i].file, finding->file) == 0)
            return true;
    return finding->severity == EH_ERROR; /* a file that could not be used might have been any return's */
}

static int compare_findings(const void *a, const void *b) {
    const eh_return_finding *x = a, *y = b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    int order = strcmp(x->code, y->code);
    order = order ? order : strcmp(x->item, y->item);
    order = order ? order : strcmp(x->text, y->text);
    return order ? order : x->count < y->count ? -1 : x->count > y->count;
}

static eh_status copy_findings(const eh_findings *from, bool strict, eh_return *ret) {
    size_t count = eh_findings_count(from);
    ret->findings = eh_arena_alloc(ret->arena, (count + 1) * sizeof *ret->findings);
    if (!ret->findings)
        return EH_NOMEM;
    ret->complete = true;
    for (size_t i = 0; i < count; i++) {
        const eh_finding *f = eh_findings_at(from, i);
        char *text = eh_finding_public_text(from, i);
        eh_return_finding *copy = &ret->findings[ret->finding_count++];
        *copy = (eh_return_finding){strict && f->severity == EH_WARNING ? EH_ERROR : f->severity,
                                    eh_arena_text(ret->arena, f->code), eh_arena_text(ret->arena, f->item),
                                    text ? eh_arena_text(ret->arena, text) : NULL, f->count};
        free(text);
        if (!copy->code || !copy->item || !copy->text)
            return EH_NOMEM;
        ret->complete = ret->complete && copy->severity != EH_ERROR;
    }
    qsort(ret->findings, ret->finding_count, sizeof *ret->findings, compare_findings);
    return EH_OK;
}

eh_status eh_assemble_findings(const eh_findings *all, const eh_span *spans, size_t count, bool strict,
                               eh_return *ret) {
    eh_findings *own = eh_findings_new();
    belonging context = {ret};
    eh_status status = own ? EH_OK : EH_NOMEM;
    for (size_t i = 0; i < count && status == EH_OK; i++)
        status = eh_findings_distil_some(all, spans[i].first, spans[i].end, belongs, &context, own);
    if (status == EH_OK)
        status = copy_findings(own, strict, ret);
    eh_findings_free(own);
    return status;
}
