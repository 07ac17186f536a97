#include "audit/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

const char *eh_confidence_text(eh_confidence confidence) {
    return confidence == EH_CONFIDENCE_HIGH ? "high" : confidence == EH_CONFIDENCE_MEDIUM ? "medium" : "low";
}

eh_audit *eh_audit_new(const eh_catalogue *catalogue, const char *file) {
    eh_audit *audit = calloc(1, sizeof *audit);
    if (!audit)
        return NULL;
    audit->catalogue = catalogue;
    audit->arena = eh_arena_new();
    audit->prepared_from = audit->arena ? eh_audit_text(audit, eh_slice_of(file)) : NULL;
    if (!audit->prepared_from) {
        eh_audit_free(audit);
        return NULL;
    }
    return audit;
}

void eh_audit_free(eh_audit *audit) {
    if (!audit)
        return;
    eh_arena_free(audit->arena);
    free(audit->figures);
    free(audit->remarks);
    free(audit);
}

const char *eh_audit_text(eh_audit *audit, eh_slice text) {
    return text.length > 0 ? eh_arena_slice(audit->arena, text.at, text.length) : "";
}

bool eh_audit_add_figure(eh_audit *audit, const eh_audit_figure *figure) {
    if (audit->figure_count == audit->figure_room) {
        size_t room = audit->figure_room > 0 ? audit->figure_room * 2 : 64;
        eh_audit_figure *grown = realloc(audit->figures, room * sizeof *grown);
        if (!grown)
            return false;
        audit->figures = grown;
        audit->figure_room = room;
    }
    audit->figures[audit->figure_count++] = *figure;
    return true;
}

/* ---- remarks ---- */

static bool room_for_remark(eh_audit *audit) {
    if (audit->remark_count < audit->remark_room)
        return true;
    size_t room = audit->remark_room > 0 ? audit->remark_room * 2 : 32;
    eh_remark *grown = realloc(audit->remarks, room * sizeof *grown);
    if (!grown)
        return false;
    audit->remarks = grown;
    audit->remark_room = room;
    return true;
}

/* A text with {1} to {3} put in, in the arena; NULL when out of memory. */
static const char *filled(eh_audit *audit, const char *text, const char *const parts[3]) {
    eh_buffer out = {0};
    while (*text) {
        size_t plain = strcspn(text, "{");
        eh_buffer_add(&out, text, plain);
        text += plain;
        if (*text && text[1] >= '1' && text[1] <= '3' && text[2] == '}') {
            eh_buffer_text(&out, parts[text[1] - '1']);
            text += 3;
        } else if (*text) {
            eh_buffer_char(&out, *text++);
        }
    }
    const char *made = out.failed ? NULL : eh_audit_text(audit, (eh_slice){out.data, out.length});
    eh_buffer_free(&out);
    return made;
}

static const char *kept(eh_audit *audit, const char *text) {
    return eh_audit_text(audit, eh_slice_of(text));
}

bool eh_audit_remark(eh_audit *audit, const eh_audit_figure *about, const eh_remark_draft *draft) {
    const eh_remark_words *words = eh_remark_words_of(audit->catalogue, draft->code);
    const char *expected = draft->expected ? draft->expected : "";
    const char *const parts[3] = {about->printed, *expected ? expected : "what the counts give",
                                  draft->more ? draft->more : ""};
    if (!room_for_remark(audit))
        return false;
    eh_remark remark = {
        .code = eh_remark_id(draft->code),
        .name = words->name,
        .severity = eh_remark_severity(draft->code),
        .confidence = draft->confidence,
        .organisation = about->organisation,
        .organisation_name = about->organisation_name,
        .standard = about->standard,
        .edition = about->edition,
        .item = about->item,
        .group = about->group,
        .printed = about->printed,
        .expected = kept(audit, expected),
        .sentence = filled(audit, words->sentence, parts),
        .advice = filled(audit, words->advice, parts),
        .evidence = kept(audit, draft->evidence),
        .file = about->file,
        .row = about->row,
        .column = draft->column,
        .other_row = draft->other_row,
        .source = about->source,
        .also = kept(audit, draft->also),
    };
    if (!remark.expected || !remark.sentence || !remark.advice || !remark.evidence || !remark.also)
        return false;
    audit->remarks[audit->remark_count++] = remark;
    audit->counts[draft->code]++;
    return true;
}

static int by_row(const void *a, const void *b) {
    const eh_remark *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    int order = strcmp(x->code, y->code);
    return order != 0 ? order : strcmp(x->evidence, y->evidence);
}

void eh_audit_sort(eh_audit *audit) {
    if (audit->remark_count > 1)
        qsort(audit->remarks, audit->remark_count, sizeof *audit->remarks, by_row);
}

/* ---- what others read ---- */

const eh_audit_figure *eh_audit_figure_at(const eh_audit *audit, size_t i) {
    return i < audit->figure_count ? &audit->figures[i] : NULL;
}

const eh_remark *eh_audit_remark_at(const eh_audit *audit, size_t i) {
    return i < audit->remark_count ? &audit->remarks[i] : NULL;
}

size_t eh_audit_figure_count(const eh_audit *audit) {
    return audit->figure_count;
}

size_t eh_audit_remarks_of(const eh_audit *audit, eh_severity severity) {
    size_t count = 0;
    for (size_t i = 0; i < audit->remark_count; i++)
        count += audit->remarks[i].severity == severity;
    return count;
}

const char *eh_audit_code_at(const eh_audit *audit, size_t i, size_t *count) {
    if (i >= EH_REMARK_COUNT)
        return NULL;
    *count = audit->counts[i];
    return eh_remark_id((eh_remark_code)i);
}
