/* What public returns say of themselves, and the table of public formats. */
#include "report/publication.h"

#include <string.h>

#include "report/writer.h"

<<<<<<< HEAD
/* ---- rules of suppression: a row each ---- */

static const eh_suppression rules[] = {
    {"none", EH_PAGE_SUPPRESSED_NOTHING, NULL},
};

const eh_suppression *eh_suppression_find(const char *name) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(rules[i].name, name))
            return &rules[i];
    return NULL;
}

const char *eh_suppression_rule(size_t i) {
    return i < sizeof rules / sizeof *rules ? rules[i].name : NULL;
}

/* ---- the public copy ---- */

static bool begins(const char *text, const char *with) {
    return !strncmp(text, with, strlen(with));
}

static bool is_public(const eh_detail *detail) {
    return begins(detail->name, EH_PUBLIC_ANSWERS) || begins(detail->name, EH_PUBLIC_COMPLETE);
}

/* The details that may be seen, and the rule as one more. */
static bool keep_details(const eh_catalogue *catalogue, const eh_return *ret, const eh_suppression *rule,
                         eh_return *copy) {
    eh_detail *kept = eh_arena_alloc(copy->arena, (ret->detail_count + 1) * sizeof *kept);
    if (!kept)
        return false;
    copy->details = kept;
    copy->detail_count = 0;
    for (size_t i = 0; i < ret->detail_count; i++)
        if (is_public(&ret->details[i]))
            kept[copy->detail_count++] = ret->details[i];
    eh_detail *named = &kept[copy->detail_count++];
    *named = (eh_detail){.name = EH_PUBLIC_RULE, .group = "", .unit = EH_TEXT};
    named->value = eh_value_missing(EH_UNDEFINED);
    named->value.missing = EH_PRESENT;
    named->value.display = rule->name;
    named->value.text = eh_page_word_text(catalogue, rule->statement);
    return true;
}

static bool keep_last_year(const eh_return *last, eh_return *copy) {
    eh_previous *kept = eh_arena_alloc(copy->arena, (last->item_count * EH_GROUPS + 1) * sizeof *kept);
    if (!kept)
        return false;
    copy->previous = kept;
    copy->previous_count = 0;
    copy->previous_edition = last->edition;
    for (size_t i = 0; i < last->item_count; i++)
        for (unsigned g = 0; g < last->items[i].count; g++) {
            const eh_return_item *item = &last->items[i];
            const eh_value *value = &item->value[g];
            bool there = value->missing == EH_PRESENT;
            kept[copy->previous_count++] = (eh_previous){item->id, item->grouped ? item->group[g] : "", value->missing,
                                                         there ? value->value : 0, there ? value->display : ""};
        }
    return true;
}

static bool same_subject(const eh_return *a, const eh_return *b) {
    return a->standard == b->standard && !strcmp(a->organisation, b->organisation) && a->edition != b->edition;
}

/* Rules write into the values, so the items are the copy's own. */
static bool keep_items(const eh_return *ret, eh_return *copy) {
    copy->items = eh_arena_alloc(copy->arena, (ret->item_count + 1) * sizeof *copy->items);
    if (!copy->items)
        return false;
    if (ret->item_count)
        memcpy(copy->items, ret->items, ret->item_count * sizeof *copy->items);
    return true;
}

eh_status eh_public_return(const eh_catalogue *catalogue, const eh_return *ret, const eh_return *last,
                           const eh_suppression *rule, eh_return **copy) {
    eh_return *made = eh_return_new();
    *copy = NULL;
    if (!made)
        return EH_NOMEM;
    eh_arena *own = made->arena;
    *made = *ret;
    made->arena = own;
    made->sources = NULL;
    made->source_count = 0;
    made->findings = NULL;
    made->finding_count = 0;
    made->breakdowns = NULL; /* small numbers are their nature */
    made->breakdown_count = made->breakdown_room = 0;
    bool ok = keep_items(ret, made) && keep_details(catalogue, ret, rule, made);
    if (ok && last && same_subject(last, ret))
        ok = keep_last_year(last, made);
    eh_status status = !ok ? EH_NOMEM : rule->apply ? rule->apply(made) : EH_OK;
    if (status == EH_OK)
        *copy = made;
    else
        eh_return_free(made);
    return status;
}

=======
>>>>>>> c7f22c6 (Publish under a rule of suppression: what it hides cannot be worked out again)
const char *eh_public_statement(const eh_return *ret) {
    const eh_detail *rule = eh_return_detail(ret, EH_PUBLIC_RULE, "");
    return rule ? rule->value.text : NULL;
}

static bool begins(const char *text, const char *with) {
    return !strncmp(text, with, strlen(with));
}

const eh_detail *eh_public_answer(const eh_return *ret, const char *names) {
    while (*names) {
        names += strspn(names, ", ");
        size_t length = strcspn(names, ", ");
        for (size_t i = 0; i < ret->detail_count && length; i++) {
            const char *name = ret->details[i].name;
            if (begins(name, EH_PUBLIC_ANSWERS) && strlen(name) == strlen(EH_PUBLIC_ANSWERS) + length &&
                !memcmp(name + strlen(EH_PUBLIC_ANSWERS), names, length))
                return &ret->details[i];
        }
        names += length;
    }
    return NULL;
}

const char *eh_public_answer_of(const eh_page *page, eh_page_word names) {
    for (size_t i = 0; page->returns[i]; i++) {
        const eh_detail *answer = eh_public_answer(page->returns[i], eh_page_word_text(page->catalogue, names));
        if (answer && answer->value.missing == EH_PRESENT && *answer->value.display)
            return answer->value.display;
    }
    return eh_page_word_text(page->catalogue, EH_PAGE_NOT_GIVEN);
}

/* ---- formats: a row each ---- */

typedef eh_status publisher(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                            eh_sink *sink);

static eh_status publish_csv(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                             eh_sink *sink) {
    return eh_write_csv(catalogue, returns[0], findings, sink);
}

static eh_status publish_json(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                              eh_sink *sink) {
    return eh_write_json(catalogue, returns[0], findings, sink);
}

static eh_status publish_easy(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                              eh_sink *sink) {
    return eh_write_easy(catalogue, returns[0], findings, sink);
}

static eh_status publish_share(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                               eh_sink *sink) {
    (void)catalogue;
    (void)findings;
    return eh_return_write_xml(returns[0], sink);
}

static const struct {
    eh_publication_format is;
    publisher *write;
} formats[] = {
    {{"xlsx", "publication.xlsx", false}, eh_write_publication}, {{"html", "publication.html", false}, eh_write_page},
    {{"easy", "publication.easy.html", true}, publish_easy},     {{"csv", "publication.csv", true}, publish_csv},
    {{"json", "publication.json", true}, publish_json},          {{"share", "share.xml", true}, publish_share},
};

const eh_publication_format *eh_publication_format_at(size_t i) {
    return i < sizeof formats / sizeof *formats ? &formats[i].is : NULL;
}

static publisher *publisher_of(const char *format) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!strcmp(formats[i].is.name, format))
            return formats[i].write;
    return NULL;
}

eh_status eh_publish(const eh_catalogue *catalogue, const eh_return *const *returns, const char *format,
                     eh_findings *findings, eh_sink *sink) {
    publisher *make = publisher_of(format);
    if (!make) {
        eh_status status = eh_found(findings, EH_F_REPORT_UNKNOWN_FORMAT, (eh_place){0}, 1, NULL, format, NULL);
        return status == EH_OK ? EH_BAD : status;
    }
    for (size_t i = 0; returns[i]; i++)
        if (!eh_public_statement(returns[i]))
            return EH_BAD; /* a return in full is never published */
    return make(catalogue, returns, findings, sink);
}
