/* An audit by organisation, and the words that its page and workbook share. */
#include "report/audit_view.h"

#include <stdlib.h>
#include <string.h>

#include "report/words.h"
#include "standard/catalogue.h"

/* ---- looking through ---- */

static const char *key_of(const char *code, const char *name) {
    return *code ? code : name;
}

static bool count_figure(eh_audit_view *view, const eh_audit_figure *figure) {
    bool added = false;
    uint32_t at =
        eh_index_add(view->names, eh_slice_of(key_of(figure->organisation, figure->organisation_name)), &added);
    if (at == EH_INDEX_NONE)
        return false;
    if (added) { /* room for as many organisations as figures was made */
        view->organisations[at] = (eh_audited){.code = figure->organisation, .name = figure->organisation_name};
        view->organisation_count++;
    }
    view->organisations[at].figures++;
    if (figure->edition > 0) {
        if (view->first_edition == 0 || figure->edition < view->first_edition)
            view->first_edition = figure->edition;
        if (figure->edition > view->last_edition)
            view->last_edition = figure->edition;
    }
    return true;
}

static size_t organisation_of(const eh_audit_view *view, const eh_remark *remark) {
    return eh_index_find(view->names, eh_slice_of(key_of(remark->organisation, remark->organisation_name)));
}

/* A remark with what it is sorted by. */
typedef struct placed {
    const eh_remark *remark;
    size_t organisation, at;
} placed;

static int most_serious_first(const void *a, const void *b) {
    const placed *x = a, *y = b;
    if (x->organisation != y->organisation)
        return x->organisation < y->organisation ? -1 : 1;
    if (x->remark->severity != y->remark->severity)
        return x->remark->severity > y->remark->severity ? -1 : 1;
    if (x->remark->confidence != y->remark->confidence)
        return x->remark->confidence > y->remark->confidence ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool sort_remarks(eh_audit_view *view) {
    placed *list = calloc(view->remark_count + 1, sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < view->remark_count; i++) {
        const eh_remark *remark = eh_audit_remark_at(view->audit, i);
        list[i] = (placed){remark, organisation_of(view, remark), i};
        if (remark->severity != EH_NOTE)
            view->confident[remark->confidence]++;
    }
    qsort(list, view->remark_count, sizeof *list, most_serious_first);
    for (size_t i = 0; i < view->remark_count; i++) {
        view->remarks[i] = list[i].remark;
        if (list[i].organisation >= view->organisation_count)
            continue;
        eh_audited *of = &view->organisations[list[i].organisation];
        of->from = of->to == 0 ? i : of->from;
        of->to = i + 1;
    }
    free(list);
    return true;
}

/* Each figure by its gravest remark; the audit gives remarks by row, the gravest first. */
static void weigh_figures(eh_audit_view *view) {
    uint64_t before = 0;
    for (size_t i = 0; i < view->remark_count; i++) {
        const eh_remark *remark = eh_audit_remark_at(view->audit, i);
        size_t organisation = organisation_of(view, remark);
        if (remark->row == before && remark->row != 0)
            continue;
        before = remark->row;
        view->wrong += remark->severity == EH_ERROR;
        view->look += remark->severity == EH_WARNING;
        view->known += remark->severity == EH_NOTE;
        if (remark->severity == EH_ERROR && organisation < view->organisation_count)
            view->organisations[organisation].wrong++;
    }
}

eh_status eh_audit_view_make(eh_audit_view *view, const eh_audit *audit, const eh_catalogue *catalogue) {
    *view = (eh_audit_view){
        .audit = audit, .catalogue = catalogue, .figure_count = eh_audit_figure_count(audit), .names = eh_index_new()};
    for (eh_severity s = EH_NOTE; s <= EH_ERROR; s++)
        view->remark_count += eh_audit_remarks_of(audit, s);
    view->organisations = calloc(view->figure_count + 1, sizeof *view->organisations);
    view->remarks = calloc(view->remark_count + 1, sizeof *view->remarks);
    bool made = view->names && view->organisations && view->remarks;
    for (size_t i = 0; i < view->figure_count && made; i++)
        made = count_figure(view, eh_audit_figure_at(audit, i));
    if (!made || !sort_remarks(view)) {
        eh_audit_view_free(view);
        return EH_NOMEM;
    }
    weigh_figures(view);
    return EH_OK;
}

void eh_audit_view_free(eh_audit_view *view) {
    eh_index_free(view->names);
    free(view->organisations);
    free(view->remarks);
    *view = (eh_audit_view){0};
}

/* ---- words ---- */

const char *eh_audit_say(const eh_audit_view *view, eh_audit_word_id word) {
    return eh_audit_word_text(view->catalogue, word);
}

void eh_audit_put(const eh_audit_view *view, eh_buffer *out, eh_audit_word_id word, const char *one, const char *two,
                  const char *three) {
    eh_words_put(out, eh_audit_say(view, word), one, two, three);
}

void eh_audit_put_counts(const eh_audit_view *view, eh_buffer *out, eh_audit_word_id word, size_t one, size_t two,
                         size_t three) {
    eh_buffer counts[3] = {{0}};
    eh_words_count(&counts[0], (double)one);
    eh_words_count(&counts[1], (double)two);
    eh_words_count(&counts[2], (double)three);
    eh_audit_put(view, out, word, counts[0].data, counts[1].data, counts[2].data);
    for (unsigned i = 0; i < 3; i++) {
        eh_buffer_done(&counts[i], out);
    }
}

void eh_audited_words(const eh_audit_view *view, eh_buffer *out, const char *name, const char *code) {
    if (*name && *code && strcmp(name, code) != 0)
        eh_buffer_format(out, "%s (%s)", name, code);
    else if (*name || *code)
        eh_buffer_text(out, *name ? name : code);
    else
        eh_buffer_text(out, eh_audit_say(view, EH_AUDITED_NOBODY));
}

void eh_audit_edition_words(eh_buffer *out, const char *standard, int edition) {
    eh_buffer_text(out, standard);
    if (edition > 0)
        eh_buffer_format(out, "%s%d", *standard ? " " : "", edition);
}

const char *eh_audit_item_words(const eh_audit_view *view, const char *standard, int edition, const char *item,
                                const char *words) {
    eh_standard which;
    int first = 0, last = 0;
    if (*item && eh_standard_read(eh_slice_of(standard), &which) &&
        eh_catalogue_years(view->catalogue, standard, &first, &last)) {
        int year = edition < first || edition > last ? last : edition;
        const eh_edition *entry = eh_edition_find(view->catalogue, which, year);
        int at = entry ? eh_item_find(entry, eh_slice_of(item)) : -1;
        if (at >= 0)
            return entry->items[at].label;
    }
    return words && *words ? words : item;
}

const char *eh_audit_group_words(const char *standard, const char *group) {
    eh_standard which;
    unsigned at = 0;
    if (eh_standard_read(eh_slice_of(standard), &which) && eh_group_read(which, eh_slice_of(group), &at))
        return eh_group_start(which, at);
    return group;
}

eh_audit_word_id eh_audit_weight(eh_severity severity) {
    return severity == EH_ERROR ? EH_AUDITED_ERROR : severity == EH_WARNING ? EH_AUDITED_WARNING : EH_AUDITED_NOTE;
}

eh_audit_word_id eh_audit_confidence(eh_confidence confidence, bool whole) {
    static const eh_audit_word_id words[][2] = {{EH_AUDITED_LOW, EH_AUDITED_CONFIDENCE_LOW},
                                                {EH_AUDITED_MEDIUM, EH_AUDITED_CONFIDENCE_MEDIUM},
                                                {EH_AUDITED_HIGH, EH_AUDITED_CONFIDENCE_HIGH}};
    return words[confidence][whole];
}

void eh_audit_place_words(const eh_audit_view *view, eh_buffer *out, const eh_remark *remark) {
    eh_buffer row = {0}, other = {0};
    eh_buffer_whole(&row, (int64_t)remark->row);
    eh_buffer_whole(&other, (int64_t)remark->other_row);
    eh_audit_put(view, out, remark->other_row ? EH_AUDITED_PLACE_OTHER : EH_AUDITED_PLACE_OF, row.data, remark->file,
                 other.data);
    eh_buffer_done(&row, out);
    eh_buffer_done(&other, out);
}

void eh_audit_remark_names(const eh_audit_view *view, eh_buffer *out, const eh_audit_figure *figure, size_t *next) {
    const eh_remark *remark;
    bool first = true;
    while ((remark = eh_audit_remark_at(view->audit, *next)) && remark->row <= figure->row) {
        if (remark->row == figure->row) {
            eh_buffer_format(out, "%s%s", first ? "" : "; ", remark->name);
            first = false;
        }
        (*next)++;
    }
}

void eh_audit_verdict(const eh_audit_view *view, eh_buffer *out) {
    if (view->wrong == 0)
        eh_audit_put_counts(view, out, EH_AUDITED_WRONG_NONE, view->figure_count, 0, 0);
    else
        eh_audit_put_counts(view, out, view->wrong == 1 ? EH_AUDITED_WRONG_ONE : EH_AUDITED_WRONG_SOME, view->wrong,
                            view->figure_count, 0);
}

void eh_audit_title(const eh_audit_view *view, eh_buffer *out) {
    eh_buffer whose = {0};
    if (view->organisation_count == 1)
        eh_audited_words(view, &whose, view->organisations[0].name, view->organisations[0].code);
    else
        eh_audit_put_counts(view, &whose, EH_AUDITED_MANY, view->organisation_count, 0, 0);
    eh_audit_put(view, out, EH_AUDITED_TITLE, whose.data, NULL, NULL);
    eh_buffer_done(&whose, out);
}
