/* The audit of a return: its own figures and, with the extracts, what the rules make of them. */
#include <stdlib.h>
#include <string.h>

#include "audit/against.h"
#include "indicator/run.h"
#include "indicator/trust.h"
#include "return/figures.h"

/* A return under audit. */
typedef struct returned {
    eh_audit *audit;
    const eh_return *ret;
    const eh_edition *edition;
    const char *file, *organisation, *name; /* copies: the audit may outlive the return */
    eh_stated *stated;                      /* every figure there is, present or missing, in the order of the edition */
    eh_audit_figure *figure;
    size_t count;
} returned;

/* ---- its figures ---- */

/* As people see it, with its unit. */
static const char *printed(eh_audit *audit, const eh_item *about, const eh_value *value) {
    static const char *const units[] = {
        [EH_HEADCOUNT] = "", [EH_PERCENT] = "%", [EH_POINTS] = " percentage points", [EH_RATIO] = "", [EH_SCORE] = ""};
    eh_buffer out = {0};
    if (value->missing != EH_PRESENT)
        return eh_missing_id(value->missing);
    eh_buffer_format(&out, "%s%s", value->display ? value->display : "", units[about->unit]);
    const char *text = out.failed ? NULL : eh_audit_text(audit, eh_slice_of(out.data));
    eh_buffer_free(&out);
    return text;
}

static const char *count_text(eh_audit *audit, double count) {
    char text[EH_FRACTION_ROOM];
    if (!(count >= 0)) /* NaN: none is given */
        return "";
    eh_double_write(count, text);
    return eh_audit_text(audit, eh_slice_of(text));
}

static bool add_stated(returned *r, const eh_item *about, unsigned group, const eh_value *value) {
    eh_audit_figure *figure = &r->figure[r->count];
    *figure = (eh_audit_figure){.organisation = r->organisation,
                                .organisation_name = r->name,
                                .standard = eh_standard_id(r->ret->standard),
                                .edition = r->ret->edition,
                                .item = about->id,
                                .item_words = about->label,
                                .group = about->groups ? eh_group_id(r->ret->standard, group) : "",
                                .printed = printed(r->audit, about, value),
                                .understood = "",
                                .numerator = count_text(r->audit, value->numerator),
                                .denominator = count_text(r->audit, value->denominator),
                                .comparator_numerator = "",
                                .comparator_denominator = "",
                                .source = "",
                                .note = "",
                                .file = r->file};
    r->stated[r->count++] = (eh_stated){.about = about, .group = group, .value = value, .figure = figure};
    if (!figure->printed || !figure->numerator || !figure->denominator)
        return false;
    return value->missing != EH_PRESENT || eh_audit_add_figure(r->audit, figure);
}

static eh_status read_figures(returned *r) {
    size_t room = (size_t)r->edition->item_count * EH_GROUPS + 1;
    r->stated = calloc(room, sizeof *r->stated);
    r->figure = eh_arena_alloc(r->audit->arena, room * sizeof *r->figure);
    if (!r->stated || !r->figure)
        return EH_NOMEM;
    for (unsigned i = 0; i < r->edition->item_count; i++) {
        const eh_item *about = &r->edition->items[i];
        const eh_return_item *item = eh_return_item_find(r->ret, about->id);
        unsigned groups = about->groups ? about->groups : 1;
        for (unsigned g = 0; g < groups && item && about->unit != EH_TEXT; g++) {
            const char *group = about->groups ? eh_group_id(r->ret->standard, g) : "";
            const eh_value *value = eh_return_value(r->ret, about->id, group);
            if (value && !add_stated(r, about, g, value))
                return EH_NOMEM;
        }
    }
    return EH_OK;
}

static eh_stated *find_stated(const returned *r, const char *item, unsigned group) {
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->stated[i].about->id, item) == 0 && r->stated[i].group == group)
            return &r->stated[i];
    return NULL;
}

static eh_status remark(returned *r, const eh_stated *about, eh_remark_code code, eh_confidence confidence,
                        const char *expected, const char *more, const eh_buffer *evidence) {
    const eh_remark_draft draft = {
        .code = code, .confidence = confidence, .expected = expected, .more = more, .evidence = evidence->data};
    return !evidence->failed && eh_audit_remark(r->audit, about->figure, &draft) ? EH_OK : EH_NOMEM;
}

/* ---- what it can bear ---- */

static eh_status few_events(returned *r, const eh_stated *about, const eh_trust_figure *f) {
    eh_buffer more = {0}, evidence = {0};
    eh_standard standard = r->ret->standard;
    for (unsigned s = 0; s < 2; s++) {
        eh_buffer_format(&more, "%s%s ", s ? ", " : "", eh_group_name(standard, f->group[s]));
        eh_buffer_whole(&more, f->split.events[s]);
        eh_buffer_format(&evidence, "%s%s: ", s ? "; " : "", eh_group_name(standard, f->group[s]));
        eh_buffer_whole(&evidence, f->split.events[s]);
        eh_buffer_text(&evidence, " of ");
        eh_buffer_whole(&evidence, f->split.people[s]);
    }
    if (f->years > 1)
        eh_buffer_format(&evidence, ", added up over %u years", f->years);
    eh_status status =
        more.failed ? EH_NOMEM : remark(r, about, EH_REMARK_FEW_EVENTS, EH_CONFIDENCE_HIGH, NULL, more.data, &evidence);
    eh_buffer_free(&more);
    eh_buffer_free(&evidence);
    return status;
}

static void say_bound(eh_buffer *out, const eh_item *about, eh_fraction bound) {
    char text[EH_FRACTION_ROOM];
    if (!eh_fraction_defined(bound)) {
        eh_buffer_text(out, "without limit");
        return;
    }
    eh_bound_display(bound, about->unit == EH_RATIO, about->decimals, text);
    eh_buffer_text(out, text);
}

/* A figure on one side of parity that the people whose group is not known could bring to the other. */
static eh_status unknown_decides(returned *r, const eh_stated *about, const eh_trust_figure *f) {
    eh_buffer more = {0}, evidence = {0};
    eh_buffer_whole(&more, f->bounds.fewest);
    eh_buffer_text(&evidence, "between ");
    say_bound(&evidence, about->about, f->bounds.least);
    eh_buffer_text(&evidence, " and ");
    say_bound(&evidence, about->about, f->bounds.most);
    eh_buffer_text(&evidence, " over all ways of dividing ");
    eh_buffer_whole(&evidence, f->split.people[EH_NEITHER]);
    eh_buffer_text(&evidence, " whose group is not known");
    eh_status status =
        more.failed ? EH_NOMEM
                    : remark(r, about, EH_REMARK_UNKNOWN_DECIDES, EH_CONFIDENCE_HIGH, NULL, more.data, &evidence);
    eh_buffer_free(&more);
    eh_buffer_free(&evidence);
    return status;
}

static eh_status audit_trust(returned *r) {
    eh_trust trust;
    eh_status status = eh_trust_make(r->audit->catalogue, r->ret, &trust);
    for (size_t i = 0; i < trust.count && status == EH_OK; i++) {
        const eh_trust_figure *f = &trust.figures[i];
        const eh_stated *about = find_stated(r, f->entry->id, f->entry->groups ? f->group[0] : 0);
        if (!about || about->value->missing != EH_PRESENT)
            continue;
        if (f->few)
            status = few_events(r, about, f);
        if (status == EH_OK && f->bounds.told && !f->bounds.level && f->bounds.fewest >= 0)
            status = unknown_decides(r, about, f);
    }
    eh_trust_free(&trust);
    return status;
}

/* ---- last year's column ---- */

/* Last year's figures as operands. */
static eh_operand_value last_years(void *context, unsigned item, unsigned group) {
    const returned *r = context;
    const eh_item *about = &r->edition->items[item];
    const eh_previous *p =
        eh_return_previous(r->ret, about->id, about->groups ? eh_group_id(r->ret->standard, group) : "");
    if (!p || p->missing != EH_PRESENT)
        return (eh_operand_value){p ? p->missing : EH_NOT_APPLICABLE, {0, 0}};
    eh_fraction exact = eh_exact_of(p->value);
    return (eh_operand_value){eh_fraction_defined(exact) ? EH_PRESENT : EH_UNDEFINED, exact};
}

/* Ratios and likelihoods of last year that last year's counts do not give. */
static eh_status last_year_follows(returned *r) {
    eh_status status = EH_OK;
    for (size_t i = 0; i < r->count && status == EH_OK; i++) {
        const eh_item *about = r->stated[i].about;
        const eh_previous *p = eh_return_previous(r->ret, about->id, r->stated[i].figure->group);
        if ((about->operation != EH_OP_RELATIVE && about->operation != EH_OP_RATE) || !p || p->missing != EH_PRESENT)
            continue;
        unsigned item = (unsigned)(about - r->edition->items);
        eh_operand_value again = eh_formula(r->edition, item, r->stated[i].group, last_years, r);
        char display[EH_FRACTION_ROOM];
        eh_buffer evidence = {0};
        if (again.missing != EH_PRESENT)
            continue;
        eh_formula_display(about, again.exact, display);
        eh_buffer_format(&evidence, "%s in last year's column, %s from the counts in it", p->display, display);
        if (strcmp(display, p->display) != 0)
            status = remark(r, &r->stated[i], EH_REMARK_LAST_YEAR_NOT_FOLLOWING, EH_CONFIDENCE_MEDIUM, display,
                            p->display, &evidence);
        eh_buffer_free(&evidence);
    }
    return status;
}

/* The workforce of the two groups, this year and last: nearer to last year's with the groups changed round than as they stand. */
static eh_status last_year_swapped(returned *r) {
    double now[2], then[2];
    const eh_stated *about = find_stated(r, "1.total", 0);
    for (unsigned g = 0; g < 2; g++) {
        const eh_stated *s = find_stated(r, "1.total", g);
        const eh_previous *p = eh_return_previous(r->ret, "1.total", eh_group_id(r->ret->standard, g));
        if (!s || s->value->missing != EH_PRESENT || !p || p->missing != EH_PRESENT)
            return EH_OK;
        now[g] = s->value->value;
        then[g] = p->value;
    }
    double as_is = (now[0] - then[0]) * (now[0] - then[0]) + (now[1] - then[1]) * (now[1] - then[1]);
    double round = (now[0] - then[1]) * (now[0] - then[1]) + (now[1] - then[0]) * (now[1] - then[0]);
    if (round >= as_is)
        return EH_OK;
    eh_buffer evidence = {0};
    for (unsigned g = 0; g < 2; g++) {
        eh_buffer_format(&evidence, "%s%s: ", g ? "; " : "", eh_group_name(r->ret->standard, g));
        eh_buffer_whole(&evidence, (int64_t)now[g]);
        eh_buffer_text(&evidence, " now, ");
        eh_buffer_whole(&evidence, (int64_t)then[g]);
        eh_buffer_text(&evidence, " last year");
    }
    eh_status status =
        remark(r, about, EH_REMARK_LAST_YEAR_SWAPPED, EH_CONFIDENCE_MEDIUM, NULL, evidence.data, &evidence);
    eh_buffer_free(&evidence);
    return status;
}

/* Every figure of an indicator the same as last year: printed from last year's return. */
static eh_status last_year_copied(returned *r) {
    enum { ENOUGH = 6 };
    eh_status status = EH_OK;
    for (size_t i = 0; i < r->count && status == EH_OK;) {
        const char *indicator = r->stated[i].about->indicator;
        size_t same = 0, other = 0, first = i;
        for (; i < r->count && strcmp(r->stated[i].about->indicator, indicator) == 0; i++) {
            const eh_stated *s = &r->stated[i];
            const eh_previous *p = eh_return_previous(r->ret, s->about->id, s->figure->group);
            bool telling = p && p->missing == EH_PRESENT && s->value->missing == EH_PRESENT &&
                           (s->value->value != 0 || p->value != 0);
            same += telling && p->value == s->value->value;
            other += telling && p->value != s->value->value;
        }
        eh_buffer evidence = {0};
        eh_buffer_format(&evidence, "%zu figures of indicator %s, none of them another than last year", same,
                         indicator);
        if (same >= ENOUGH && other == 0)
            status = remark(r, &r->stated[first], EH_REMARK_LAST_YEAR_COPIED, EH_CONFIDENCE_MEDIUM, NULL, indicator,
                            &evidence);
        eh_buffer_free(&evidence);
    }
    return status;
}

static eh_status audit_last_year(returned *r) {
    eh_status status = r->ret->previous_count ? last_year_follows(r) : EH_OK;
    if (status == EH_OK && r->ret->previous_count)
        status = last_year_swapped(r);
    return status == EH_OK && r->ret->previous_count ? last_year_copied(r) : status;
}

/* ---- the extracts ---- */

/* Whether the run read a file with this digest. */
static bool was_read(const eh_run *run, const char *sha256) {
    const eh_dataset *data = eh_run_dataset(run);
    for (size_t i = 0; i < data->sources.count; i++)
        if (data->sources.at[i].used && strcmp(data->sources.at[i].digest.hex, sha256) == 0)
            return true;
    return false;
}

/* Says which of the files that the return names are not among those given. */
static eh_status compare_sources(const returned *r, const eh_run *run, eh_findings *findings) {
    eh_buffer names = {0};
    uint64_t others = 0;
    for (size_t i = 0; i < r->ret->source_count; i++) {
        const eh_source_note *source = &r->ret->sources[i];
        if (source->sha256 && *source->sha256 && !was_read(run, source->sha256))
            eh_buffer_format(&names, "%s%s", others++ ? ", " : "", source->file);
    }
    eh_place place = {.file = r->file, .organisation = r->ret->organisation};
    eh_status status = EH_OK;
    if (names.failed)
        status = EH_NOMEM;
    else if (others)
        status = eh_found(findings, EH_F_AUDIT_OTHER_EXTRACTS, place, others, NULL, names.data, NULL);
    else if (r->ret->source_count == 0)
        status = eh_found(findings, EH_F_AUDIT_NO_SOURCES, place, 1, NULL, NULL, NULL);
    eh_buffer_free(&names);
    return status;
}

static eh_status audit_extracts(returned *r, const eh_run *run, eh_findings *findings) {
    const eh_plain_book *book = eh_run_book(run);
    const eh_plain_question question = {.edition = r->edition,
                                        .organisation = r->ret->organisation,
                                        .blank_too = true,
                                        .by_staff_group = strcmp(eh_return_clinical_by(r->ret), "staff-group") == 0};
    if (!book || eh_plain_too_large(book))
        return EH_BAD;
    eh_status status = compare_sources(r, run, findings);
    return status == EH_OK ? eh_audit_against(r->audit, book, &question, r->stated, r->count) : status;
}

eh_status eh_audit_return(const eh_catalogue *catalogue, const eh_return *ret, const char *file, const eh_run *run,
                          eh_findings *findings, eh_audit **audit) {
    returned r = {.ret = ret, .edition = eh_edition_find(catalogue, ret->standard, ret->edition)};
    *audit = NULL;
    if (!r.edition) {
        eh_place place = {.file = file, .organisation = ret->organisation};
        return eh_refuse(findings, EH_F_AUDIT_NO_EDITION, place, NULL, NULL);
    }
    r.audit = eh_audit_new(catalogue, file);
    if (!r.audit)
        return EH_NOMEM;
    r.file = r.audit->prepared_from;
    r.organisation = eh_audit_text(r.audit, eh_slice_of(ret->organisation));
    r.name = eh_audit_text(r.audit, eh_slice_of(ret->name));
    eh_status status = r.organisation && r.name ? read_figures(&r) : EH_NOMEM;
    if (status == EH_OK)
        status = audit_trust(&r);
    if (status == EH_OK)
        status = audit_last_year(&r);
    if (status == EH_OK && run)
        status = audit_extracts(&r, run, findings);
    free(r.stated);
    if (status == EH_OK) {
        eh_audit_sort(r.audit);
        *audit = r.audit;
    } else
        eh_audit_free(r.audit);
    return status;
}
