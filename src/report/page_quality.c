/* Data quality and sources: what was found, the figures beyond the national rows, the extracts and the rules. */
#include <string.h>

#include "report/page.h"
#include "report/publication.h"

static const char *word(const eh_page *page, eh_page_word which) {
    return eh_page_word_text(page->catalogue, which);
}

/* "WRES 2025" */
static void subject_of(const eh_page *page, eh_buffer *out) {
    eh_buffer_format(out, "%s %d", eh_page_standard(page), page->ret->edition);
}

typedef struct column {
    eh_page_word name;
    bool number;
} column;

/* Opens a table of three columns, or says that there is nothing for it and returns false. */
static bool open_table(eh_page *page, size_t rows, eh_page_word nothing, eh_page_word caption, const char *subject,
                       const column columns[3]) {
    if (rows == 0) {
        eh_page_say_in(page, "<p>", nothing, subject, NULL, NULL, "</p>\n");
        return false;
    }
    eh_page_open_table(page, caption, subject);
    for (size_t i = 0; i < 3; i++)
        eh_page_column(page, columns[i].number, word(page, columns[i].name));
    eh_page_open_rows(page);
    return true;
}

/* A section: its heading and lead, and a card for each return with its internal part, when the page is internal, and what all pages have. */
typedef void part(eh_page *page, const char *subject);

static void section(eh_page *page, const char *open, eh_page_word heading, eh_page_word lead, part *internal,
                    part *always) {
    eh_page_say_in(page, open, heading, NULL, NULL, NULL, "</h2>\n");
    eh_page_say_in(page, "<p>", lead, NULL, NULL, NULL, "</p>\n");
    for (size_t i = 0; page->returns[i]; i++) {
        eh_buffer subject = {0};
        eh_page_turn_to(page, page->returns[i]);
        subject_of(page, &subject);
        eh_page_raw(page, "<div class=\"card\">\n");
        if (!page->statement)
            internal(page, subject.data);
        always(page, subject.data);
        eh_page_raw(page, "</div>\n");
        eh_buffer_done(&subject, &page->out);
    }
    eh_page_raw(page, "</section>\n");
}

/* ---- findings ---- */

static void finding_row(eh_page *page, const eh_return_finding *finding) {
    static const char *const styles[] = {"", "warn", "bad"};
    static const char *const signs[] = {"\xe2\x97\x8b", "\xe2\x96\xb2", "\xe2\x9c\x97"};
    eh_buffer_format(&page->out,
                     "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"><span class=\"tag %s\"><span "
                     "aria-hidden=\"true\">%s</span> %s</span></th><td role=\"cell\" class=\"line\">",
                     styles[finding->severity], signs[finding->severity], eh_severity_words(finding->severity));
    eh_page_text(page, finding->text);
    eh_page_raw(page, " <small class=\"code\">");
    eh_page_text(page, finding->code);
    if (*finding->item) {
        eh_page_raw(page, ", ");
        eh_page_text(page, finding->item);
    }
    eh_page_raw(page, "</small></td>");
    eh_page_cell(page, true, word(page, EH_PAGE_COUNT_COLUMN));
    eh_page_count(page, (double)finding->count);
    eh_page_raw(page, "</td></tr>\n");
}

static void findings(eh_page *page, const char *subject) {
    static const column columns[] = {
        {EH_PAGE_SEVERITY_COLUMN, false}, {EH_PAGE_FINDING_COLUMN, false}, {EH_PAGE_COUNT_COLUMN, true}};
    if (!open_table(page, page->ret->finding_count, EH_PAGE_NO_FINDINGS, EH_PAGE_FINDINGS, subject, columns))
        return;
    for (int severity = EH_ERROR; severity >= EH_NOTE; severity--)
        for (size_t i = 0; i < page->ret->finding_count; i++)
            if ((int)page->ret->findings[i].severity == severity)
                finding_row(page, &page->ret->findings[i]);
    eh_page_close_table(page);
}

/* ---- details ---- */

static const char *group_words(const eh_page *page, const char *group) {
    for (unsigned g = 0; g < EH_GROUPS; g++)
        if (!strcmp(group, eh_group_id(page->ret->standard, g)))
            return eh_page_group(page, g);
    return *group ? group : eh_page_word_text(page->catalogue, EH_PAGE_ALL_COLUMN);
}

static void detail_row(eh_page *page, const eh_detail *detail, bool groups) {
    eh_buffer words = {0};
    eh_words_name(&words, detail->name);
    eh_page_raw(page, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    eh_page_words(page, &words);
    eh_page_raw(page, "</th>");
    if (groups) {
        eh_page_cell(page, false, word(page, EH_PAGE_GROUP_COLUMN));
        eh_page_text(page, group_words(page, detail->group));
        eh_page_raw(page, "</td>");
    }
    eh_page_cell(page, true, word(page, EH_PAGE_VALUE_COLUMN));
    if (detail->unit == EH_HEADCOUNT && detail->value.missing == EH_PRESENT) {
        eh_page_count(page, detail->value.value);
    } else {
        eh_words_value(&words, &detail->value, detail->unit);
        eh_page_words(page, &words);
    }
    eh_page_raw(page, "</td></tr>\n");
}

/* Of a public return only how complete the records are; its answers stand at the top, and its rule of suppression. */
static bool is_shown(const eh_page *page, const eh_detail *detail) {
    return !page->statement || !strncmp(detail->name, EH_PUBLIC_COMPLETE, strlen(EH_PUBLIC_COMPLETE));
}

static void details(eh_page *page, const char *subject) {
    bool groups = false;
    size_t shown = 0;
    for (size_t i = 0; i < page->ret->detail_count; i++)
        shown += is_shown(page, &page->ret->details[i]);
    if (!shown) {
        eh_page_say_in(page, "<p>", EH_PAGE_NO_DETAILS, subject, NULL, NULL, "</p>\n");
        return;
    }
    for (size_t i = 0; i < page->ret->detail_count; i++)
        groups = groups || *page->ret->details[i].group;
    if (!page->statement)
        eh_page_say_in(page, "<details>\n<summary>", EH_PAGE_DETAILS_SUMMARY, subject, NULL, NULL, "</summary>\n");
    eh_page_open_table(page, page->statement ? EH_PAGE_COMPLETE_TABLE : EH_PAGE_DETAILS, subject);
    eh_page_column(page, false, word(page, EH_PAGE_DETAIL_COLUMN));
    if (groups)
        eh_page_column(page, false, word(page, EH_PAGE_GROUP_COLUMN));
    eh_page_column(page, true, word(page, EH_PAGE_VALUE_COLUMN));
    eh_page_open_rows(page);
    for (size_t i = 0; i < page->ret->detail_count; i++)
        if (is_shown(page, &page->ret->details[i]))
            detail_row(page, &page->ret->details[i], groups);
    eh_page_close_table(page);
    eh_page_raw(page, page->statement ? "" : "</details>\n");
}

void eh_page_quality(eh_page *page) {
    bool public = page->statement != NULL;
    section(page, "<section class=\"page\">\n<h2 id=\"quality\">", public ? EH_PAGE_QUALITY_PUBLIC : EH_PAGE_QUALITY,
            public ? EH_PAGE_QUALITY_PUBLIC_LEAD : EH_PAGE_QUALITY_LEAD, findings, details);
}

/* ---- sources ---- */

static void source_row(eh_page *page, const eh_source_note *source) {
    eh_page_raw(page, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    eh_page_text(page, source->file);
    if (*source->sheet) {
        eh_page_raw(page, ", ");
        eh_page_text(page, source->sheet);
    }
    eh_page_raw(page, " (");
    eh_page_text(page, source->kind);
    eh_page_raw(page, ")<small class=\"code\">SHA-256 ");
    eh_page_text(page, source->sha256);
    eh_page_raw(page, "</small></th>");
    eh_page_cell(page, true, word(page, EH_PAGE_ROWS_COLUMN));
    eh_page_count(page, (double)source->rows);
    eh_page_raw(page, "</td>");
    eh_page_cell(page, true, word(page, EH_PAGE_USED_COLUMN));
    eh_page_count(page, (double)source->used);
    eh_page_raw(page, "</td></tr>\n");
}

static void sources(eh_page *page, const char *subject) {
    static const column columns[] = {
        {EH_PAGE_FILE_COLUMN, false}, {EH_PAGE_ROWS_COLUMN, true}, {EH_PAGE_USED_COLUMN, true}};
    if (!open_table(page, page->ret->source_count, EH_PAGE_NO_SOURCES, EH_PAGE_SOURCES_OF, subject, columns))
        return;
    for (size_t i = 0; i < page->ret->source_count; i++)
        source_row(page, &page->ret->sources[i]);
    eh_page_close_table(page);
}

static void rule(eh_page *page, eh_page_word word, const char *one, const char *two) {
    eh_page_say_in(page, "<li>", word, one, two, NULL, "</li>\n");
}

static void rules(eh_page *page, const char *subject) {
    const eh_return *ret = page->ret;
    eh_buffer by = {0};
    for (const char *c = ret->clinical_by ? ret->clinical_by : ""; *c; c++)
        eh_buffer_char(&by, *c == '-' ? ' ' : *c);
    eh_page_say_in(page, "<h3 class=\"rest\">", EH_PAGE_RULES, subject, NULL, NULL, "</h3>\n<ul class=\"says\">\n");
    if (by.length > 0)
        rule(page, EH_PAGE_RULE_CLINICAL, by.data, NULL);
    rule(page, ret->custom ? EH_PAGE_RULE_CUSTOM : EH_PAGE_RULE_BUILT_IN, NULL, NULL);
    rule(page, EH_PAGE_RULE_HEADCOUNTS, NULL, NULL);
    rule(page, EH_PAGE_RULE_ROUNDING, NULL, NULL);
    rule(page, EH_PAGE_RULE_SOFTWARE, "Evenhand", ret->version);
    if (page->statement)
        rule(page, EH_PAGE_BOOK_GROUP, page->statement, NULL);
    eh_page_say_in(page, "<li class=\"code\">", EH_PAGE_RULE_DIGEST, ret->rules, NULL, NULL, "</li>\n");
    if (page->statement && ret->digest)
        eh_page_say_in(page, "<li class=\"code\">", EH_PAGE_RULE_RETURN, ret->digest, NULL, NULL, "</li>\n");
    eh_page_raw(page, "</ul>\n");
    eh_buffer_done(&by, &page->out);
}

void eh_page_sources(eh_page *page) {
    bool public = page->statement != NULL;
    section(page, "<section class=\"page\">\n<h2 id=\"sources\">", public ? EH_PAGE_SOURCES_PUBLIC : EH_PAGE_SOURCES,
            public ? EH_PAGE_SOURCES_PUBLIC_LEAD : EH_PAGE_SOURCES_LEAD, sources, rules);
}
