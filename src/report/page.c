/* The web page, internal or public: one organisation and edition, all its standards, one file that loads nothing. */
#include "report/page.h"

#include <string.h>

#include "base/date.h"
#include "base/finding.h"
#include "base/hash.h"
#include "report/publication.h"
#include "standard/standards.h"

/* Nothing may be loaded, and nothing run but the script of this digest, whatever stands in the page. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src 'sha256-"

static void title_words(eh_page *page, eh_page_word title, eh_buffer *out) {
    eh_buffer organisation = {0}, year = {0};
    eh_words_organisation(&organisation, page->returns[0]);
    eh_buffer_whole(&year, page->returns[0]->edition);
    eh_page_put(page, out, title, organisation.data, year.data, NULL);
    eh_buffer_done(&organisation, out);
    eh_buffer_done(&year, out);
}

void eh_page_title(eh_page *page, eh_page_word title) {
    eh_buffer words = {0};
    title_words(page, title, &words);
    eh_page_words(page, &words);
}

/* How the page may be used: an internal page's handling, a public page's rule of suppression. */
static const char *standing(const eh_page *page) {
    return page->statement ? page->statement : eh_page_word_text(page->catalogue, EH_PAGE_HANDLING);
}

/* The same at the foot of each printed sheet, as a string of CSS. */
static void running_foot(eh_page *page) {
    eh_page_raw(page, "@page { @bottom-left { content: \"");
    for (const char *c = standing(page); *c; c++) {
        if (*c == '"' || *c == '\\')
            eh_buffer_char(&page->out, '\\');
        eh_buffer_char(&page->out, *c == '<' || *c == '&' || (unsigned char)*c < ' ' ? ' ' : *c);
    }
    eh_page_raw(page, "\"; font: 8pt Arial, sans-serif; } }\n");
}

static unsigned hex(char c) {
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The script's SHA-256 in base 64, as a policy names it. */
static void script_digest(eh_page *page) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *script = eh_page_script(page->catalogue);
    eh_digest digest = eh_digest_of(script, strlen(script));
    enum { BYTES = 32 };
    for (size_t i = 0; i < BYTES; i += 3) {
        unsigned three = 0;
        for (size_t k = 0; k < 3; k++)
            three =
                three << 8 | (i + k < BYTES ? hex(digest.hex[2 * (i + k)]) << 4 | hex(digest.hex[2 * (i + k) + 1]) : 0);
        for (unsigned k = 0; k < 4; k++)
            eh_buffer_char(&page->out, i + k > BYTES ? '=' : letters[three >> (18 - 6 * k) & 63]);
    }
}

void eh_page_head(eh_page *page, eh_page_word title) {
    eh_buffer words = {0};
    title_words(page, title, &words);
    eh_page_head_titled(page, &words);
}

void eh_page_head_titled(eh_page *page, eh_buffer *title) {
    eh_page_raw(
        page,
        "<!DOCTYPE html>\n<html lang=\"en-GB\" xml:lang=\"en-GB\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
        "<meta charset=\"utf-8\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY);
    script_digest(page);
    eh_page_raw(page, "'\"/>\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                      "<meta name=\"color-scheme\" content=\"light dark\"/>\n");
    eh_page_raw(page, page->statement ? "<title>" : "<meta name=\"robots\" content=\"noindex\"/>\n<title>");
    eh_page_words(page, title);
    eh_page_raw(page, "</title>\n<style>\n");
    eh_page_raw(page, eh_page_style(page->catalogue));
    running_foot(page);
    eh_page_raw(page, "</style>\n</head>\n");
}

/* What the unknown part of a bar is filled with; every chart refers to it. */
static void pattern(eh_page *page) {
    eh_page_raw(page,
                "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\" focusable=\"false\" "
                "xmlns=\"http://www.w3.org/2000/svg\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
                "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" "
                "width=\"6\" height=\"6\"/><line class=\"hatch-line\" x1=\"1\" y1=\"0\" x2=\"1\" y2=\"6\"/></pattern>"
                "</defs></svg>\n");
}

static void fact(eh_page *page, eh_page_word name, const char *text) {
    eh_page_say_in(page, "<div><dt>", name, NULL, NULL, NULL, "</dt><dd>");
    eh_page_text(page, text);
    eh_page_raw(page, "</dd></div>\n");
}

static void facts(eh_page *page) {
    const eh_return *ret = page->returns[0];
    eh_buffer words = {0};
    char day[20];
    eh_page_raw(page, "<dl>\n");
    for (size_t i = 0; page->returns[i]; i++)
        eh_buffer_format(&words, "%s%s %d", i ? ", " : "", eh_standard_id(page->returns[i]->standard), ret->edition);
    fact(page, EH_PAGE_STANDARDS, eh_buffer_words(&words));
    eh_buffer_done(&words, &page->out);
    eh_date_words(ret->snapshot, day);
    fact(page, EH_PAGE_SNAPSHOT, day);
    eh_words_period(&words, ret);
    fact(page, EH_PAGE_PERIOD, eh_buffer_words(&words));
    eh_buffer_done(&words, &page->out);
    if (page->statement) {
        fact(page, EH_PAGE_BOARD_LEAD, eh_public_answer_of(page, EH_PAGE_BOARD_LEAD_NAMES));
        fact(page, EH_PAGE_SIGN_OFF, eh_public_answer_of(page, EH_PAGE_SIGN_OFF_NAMES));
        fact(page, EH_PAGE_SUPPRESSION, page->statement);
    }
    eh_page_raw(page, "</dl>\n");
}

/* The day of "2025-05-20T09:00:00Z" in words; the whole as it stands when it is no date. */
static void prepared(const eh_return *ret, char out[24]) {
    eh_date date = EH_NO_DATE;
    size_t length = strlen(ret->prepared);
    if (length >= 10 && eh_date_read((eh_slice){ret->prepared, 10}, &date) == EH_DATE_READ)
        eh_date_words(date, out);
    else
        memcpy(out, "", 1);
}

static void top(eh_page *page) {
    eh_page_say_in(page, "<body data-sort=\"", EH_PAGE_SORT_HINT, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copy=\"", EH_PAGE_COPY, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copied=\"", EH_PAGE_COPIED, NULL, NULL, NULL, "\">\n");
    eh_page_say_in(page, "<a class=\"skip\" href=\"#main\">", EH_PAGE_SKIP, NULL, NULL, NULL, "</a>\n");
    pattern(page);
    eh_page_raw(page, "<header>\n");
    if (!page->statement)
        eh_page_say_in(page, "<p class=\"handling\">", EH_PAGE_HANDLING, NULL, NULL, NULL, "</p>\n");
    eh_page_say_in(page, "<div class=\"top\">\n<div class=\"wide\">\n<p>", EH_PAGE_SERVICE, NULL, NULL, NULL,
                   "</p>\n<h1>");
    eh_page_title(page, EH_PAGE_TITLE);
    eh_page_raw(page, "</h1>\n");
    facts(page);
    eh_page_raw(page, "</div>\n</div>\n</header>\n");
}

static void link_to(eh_page *page, const char *id, eh_page_word word, const char *one, const char *two) {
    eh_buffer_format(&page->out, "<li><a href=\"#%s\">", id);
    eh_page_say(page, word, one, two, NULL);
    eh_page_raw(page, "</a>");
}

static void links_to_standard(eh_page *page) {
    eh_page_span indicator;
    eh_buffer year = {0};
    eh_buffer_whole(&year, page->ret->edition);
    link_to(page, eh_standard_word(page->ret->standard), EH_PAGE_STANDARD, eh_page_standard(page), year.data);
    eh_buffer_free(&year);
    eh_page_raw(page, "\n<ul>\n");
    for (size_t i = 0; eh_page_indicator(page, i, &indicator); i = indicator.to) {
        eh_page_raw(page, "<li><a href=\"#");
        eh_page_anchor(page, page->ret->items[i].indicator);
        eh_page_raw(page, "\">");
        eh_page_indicator_name(page, &indicator);
        eh_page_raw(page, "</a></li>\n");
    }
    if (eh_page_has_recruitment(page)) {
        eh_buffer_format(&page->out, "<li><a href=\"#%s-stages\">", eh_standard_word(page->ret->standard));
        eh_page_say(page, EH_PAGE_STAGES, eh_page_standard(page), NULL, NULL);
        eh_page_raw(page, "</a></li>\n");
    }
    if (eh_page_has_breakdowns(page)) {
        eh_buffer_format(&page->out, "<li><a href=\"#%s-beyond\">", eh_standard_word(page->ret->standard));
        eh_page_say(page, EH_PAGE_BEYOND, eh_page_standard(page), NULL, NULL);
        eh_page_raw(page, "</a></li>\n");
    }
    eh_page_raw(page, "</ul>\n</li>\n");
}

static void contents(eh_page *page) {
    eh_page_say_in(page, "<nav class=\"wide\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">", EH_PAGE_CONTENTS,
                   NULL, NULL, NULL, "</h2>\n<ul>\n");
    link_to(page, "summary", EH_PAGE_SUMMARY, NULL, NULL);
    eh_page_raw(page, "\n<ul>\n");
    for (size_t i = 0; page->returns[i]; i++) {
        const eh_standard_words *words = &eh_standards_built_in[page->returns[i]->standard];
        eh_buffer_format(&page->out, "<li><a href=\"#in-short-%s\">%s</a></li>\n", words->word, words->name);
    }
    link_to(page, "quality", page->statement ? EH_PAGE_QUALITY_PUBLIC : EH_PAGE_QUALITY, NULL, NULL);
    eh_page_raw(page, "</li>\n");
    link_to(page, "sources", page->statement ? EH_PAGE_SOURCES_PUBLIC : EH_PAGE_SOURCES, NULL, NULL);
    eh_page_raw(page, "</li>\n</ul>\n</li>\n");
    for (size_t i = 0; page->returns[i]; i++) {
        eh_page_turn_to(page, page->returns[i]);
        links_to_standard(page);
    }
    eh_page_raw(page, "</ul>\n</nav>\n");
}

static void bottom(eh_page *page) {
    const eh_return *ret = page->returns[0];
    char day[24];
    prepared(ret, day);
    eh_page_say_in(page, "<footer>\n<div class=\"wide\">\n<p>",
                   page->statement ? EH_PAGE_FOOTER_PUBLIC : EH_PAGE_FOOTER, ret->version, *day ? day : ret->prepared,
                   NULL, "</p>\n<p>");
    eh_page_text(page, standing(page));
    eh_page_raw(page, "</p>\n</div>\n</footer>\n<script>");
    eh_page_raw(page, eh_page_script(page->catalogue));
    eh_page_raw(page, "</script>\n</body>\n</html>\n");
}

static void whole(eh_page *page) {
    eh_page_head(page, EH_PAGE_TITLE);
    top(page);
    contents(page);
    eh_page_raw(page, "<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n");
    eh_page_summary(page);
    for (size_t i = 0; page->returns[i]; i++) {
        eh_page_turn_to(page, page->returns[i]);
        eh_page_indicators(page);
    }
    eh_page_quality(page);
    eh_page_sources(page);
    eh_page_raw(page, "</main>\n");
    bottom(page);
}

eh_status eh_page_finish(eh_page *page, eh_findings *findings, eh_sink *sink) {
    eh_status status = page->out.failed ? EH_NOMEM : eh_page_check(page->out.data, page->out.length);
    if (status == EH_OK)
        status = sink->write(sink, page->out.data, page->out.length);
    else if (status == EH_BAD) {
        eh_place place = {.organisation = page->returns ? page->returns[0]->organisation : NULL};
        if (eh_found(findings, EH_F_PAGE_NOT_WELL_FORMED, place, 1, NULL, NULL, NULL) != EH_OK)
            status = EH_NOMEM;
    }
    eh_buffer_free(&page->out);
    return status;
}

eh_status eh_write_page(const eh_catalogue *catalogue, const eh_return *const *returns, eh_findings *findings,
                        eh_sink *sink) {
    eh_page page = {.catalogue = catalogue, .returns = returns};
    if (!returns[0])
        return EH_BAD;
    page.statement = eh_public_statement(returns[0]);
    whole(&page);
    return eh_page_finish(&page, findings, sink);
}
