/* What public returns say of themselves, and the table of public formats. */
#include "report/publication.h"

#include <string.h>

#include "report/formats.h"
#include "report/writer.h"

const char *eh_public_statement(const eh_return *ret) {
    const eh_detail *rule = eh_return_detail(ret, EH_PUBLIC_RULE, "");
    return rule ? rule->value.text : NULL;
}

static bool begins(const char *text, const char *with) {
    return !strncmp(text, with, strlen(with));
}

/* An answer by the names that page.csv lists for it ("board-lead, lead"); NULL when nobody gave it. */
static const eh_detail *answer_of(const eh_return *ret, const char *names) {
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
        const eh_detail *answer = answer_of(page->returns[i], eh_page_word_text(page->catalogue, names));
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

typedef struct format {
    eh_publication_format is; /* its name first */
    publisher *write;
} format;

static const format table[] = {
    {{"xlsx", "publication.xlsx", false}, eh_write_publication}, {{"html", "publication.html", false}, eh_write_page},
    {{"easy", "publication.easy.html", true}, publish_easy},     {{"csv", "publication.csv", true}, publish_csv},
    {{"json", "publication.json", true}, publish_json},          {{"share", "share.xml", true}, publish_share},
};

const eh_publication_format *eh_publication_format_at(size_t i) {
    return i < sizeof table / sizeof *table ? &table[i].is : NULL;
}

eh_status eh_publish(const eh_catalogue *catalogue, const eh_return *const *returns, const char *name,
                     eh_findings *findings, eh_sink *sink) {
    const format *found = eh_format_find(EH_FORMATS(table), name);
    if (!found)
        return eh_format_unknown(findings, name);
    for (size_t i = 0; returns[i]; i++)
        if (!eh_public_statement(returns[i]))
            return EH_BAD; /* a return in full is never published */
    return found->write(catalogue, returns, findings, sink);
}
