/* Text for the web page, escaped; and what its parts share. See page.h. */
#include <math.h>
#include <string.h>

#include "base/fraction.h"
#include "report/page.h"

void eh_page_turn_to(eh_page *page, const eh_return *ret) {
    page->ret = ret;
    page->edition = eh_edition_find(page->catalogue, ret->standard, ret->edition);
    page->focus = eh_focus_group(ret->standard);
    page->other = eh_other_group(ret->standard);
}

void eh_page_raw(eh_page *page, const char *markup) {
    eh_buffer_text(&page->out, markup);
}

/* Whether a character may stand in the page: XML's own rule, without the controls of writing direction. */
static bool may_stand(uint32_t code) {
    if (code < 0x20)
        return code == '\t' || code == '\n' || code == '\r';
    if (code >= 0x7f && code <= 0x9f)
        return false;
    if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
        return false;
    return code < 0xfffe || code > 0xffff;
}

void eh_page_slice(eh_page *page, eh_slice left) {
    while (left.length > 0) {
        uint32_t code;
        size_t length = eh_utf8_next(left, &code);
        if (code == '&')
            eh_page_raw(page, "&amp;");
        else if (code == '<')
            eh_page_raw(page, "&lt;");
        else if (code == '>')
            eh_page_raw(page, "&gt;");
        else if (code == '"')
            eh_page_raw(page, "&quot;");
        else if (code == 0xfffd || !may_stand(code))
            eh_page_raw(page, "\xef\xbf\xbd"); /* also for bytes that are no UTF-8 */
        else
            eh_buffer_add(&page->out, left.at, length);
        left.at += length;
        left.length -= length;
    }
}

void eh_page_text(eh_page *page, const char *text) {
    eh_page_slice(page, eh_slice_of(text));
}

void eh_page_words(eh_page *page, eh_buffer *words) {
    if (words->length > 0)
        eh_page_slice(page, (eh_slice){words->data, words->length});
    eh_buffer_done(words, &page->out);
}

void eh_page_put(const eh_page *page, eh_buffer *out, eh_page_word word, const char *one, const char *two,
                 const char *three) {
    eh_words_put(out, eh_page_word_text(page->catalogue, word), one, two, three);
}

void eh_page_say(eh_page *page, eh_page_word word, const char *one, const char *two, const char *three) {
    eh_buffer words = {0};
    eh_page_put(page, &words, word, one, two, three);
    eh_page_words(page, &words);
}

void eh_page_say_in(eh_page *page, const char *open, eh_page_word word, const char *one, const char *two,
                    const char *three, const char *close) {
    eh_page_raw(page, open);
    eh_page_say(page, word, one, two, three);
    eh_page_raw(page, close);
}

void eh_page_count(eh_page *page, double count) {
    eh_words_count(&page->out, count);
}

void eh_page_number(eh_page *page, double value, unsigned decimals) {
    eh_words_number(&page->out, value, decimals);
}

void eh_page_open_table(eh_page *page, eh_page_word caption, const char *subject) {
    eh_page_say_in(page, "<table role=\"table\">\n<caption>", caption, subject, NULL, NULL,
                   "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
}

void eh_page_name_columns(eh_page *page) {
    page->named = true;
    page->columns = 0;
    page->next = 1;
    page->names.length = 0;
}

void eh_page_column(eh_page *page, bool number, const char *name) {
    eh_page_raw(page, "<th scope=\"col\" role=\"columnheader\"");
    eh_page_raw(page, number ? " class=\"n\">" : ">");
    eh_page_text(page, name);
    eh_page_raw(page, "</th>");
    if (page->named) {
        eh_buffer_text(&page->names, name);
        eh_buffer_char(&page->names, '\0');
        page->columns++;
    }
}

/* The name of a column, counted from 0. */
static const char *name_of(const eh_page *page, unsigned column) {
    const char *name = eh_buffer_words(&page->names);
    for (unsigned i = 0; i < column; i++)
        name += strlen(name) + 1;
    return name;
}

/* As strings of CSS, "--c2:'Percentage';", for page.css, which knows so many columns. */
enum { NAMED_COLUMNS = 16 };
static void say_names(eh_page *page) {
    for (unsigned i = 1; i < page->columns && i < NAMED_COLUMNS; i++) {
        eh_buffer text = {0};
        eh_buffer_format(&text, "--c%u:'", i + 1);
        for (const char *at = name_of(page, i); *at; at++)
            if (*at == '\'' || *at == '\\')
                eh_buffer_format(&text, "\\%x ", (unsigned)*at);
            else
                eh_buffer_char(&text, *at);
        eh_buffer_text(&text, "';");
        eh_page_words(page, &text);
    }
}

void eh_page_open_rows(eh_page *page) {
    eh_page_raw(page, "</tr></thead>\n<tbody role=\"rowgroup\"");
    if (page->named && !page->names.failed) {
        eh_page_raw(page, " style=\"");
        say_names(page);
        eh_page_raw(page, "\"");
    }
    eh_page_raw(page, ">\n");
}

void eh_page_close_table(eh_page *page) {
    eh_page_raw(page, "</tbody>\n</table>\n");
    page->named = false;
    page->out.failed = page->out.failed || page->names.failed;
    eh_buffer_free(&page->names);
}

/* Whether the body has said the name of the cell that comes. */
static bool is_said(eh_page *page, const char *column) {
    if (!page->named || page->names.failed || page->next >= page->columns ||
        strcmp(column, name_of(page, page->next)) != 0) {
        page->named = false;
        return false;
    }
    unsigned at = page->next;
    page->next = at + 1 < page->columns ? at + 1 : 1;
    return at < NAMED_COLUMNS;
}

void eh_page_cell(eh_page *page, bool number, const char *column) {
    eh_page_raw(page, number ? "<td role=\"cell\" class=\"n\"" : "<td role=\"cell\"");
    if (column && !is_said(page, column)) {
        eh_page_raw(page, " data-column=\"");
        eh_page_text(page, column);
        eh_page_raw(page, "\"");
    }
    eh_page_raw(page, ">");
}

const char *eh_page_standard(const eh_page *page) {
    return eh_standard_id(page->ret->standard);
}

const char *eh_page_group(const eh_page *page, unsigned group) {
    return eh_group_start(page->ret->standard, group);
}

bool eh_page_indicator(const eh_page *page, size_t from, eh_page_span *span) {
    const eh_return *ret = page->ret;
    if (from >= ret->item_count)
        return false;
    *span = (eh_page_span){from, from, ""};
    while (span->to < ret->item_count && !strcmp(ret->items[span->to].indicator, ret->items[from].indicator))
        span->to++;
    return true;
}

static const char *section_of(const eh_page *page, size_t item) {
    const eh_item *entry = eh_item_of(page->edition, page->ret->items[item].id);
    return entry ? entry->section : page->ret->items[item].indicator;
}

bool eh_page_section(const eh_page *page, const eh_page_span *indicator, size_t from, eh_page_span *span) {
    if (from >= indicator->to)
        return false;
    const char *section = section_of(page, from);
    *span = (eh_page_span){from, from, section};
    while (span->to < indicator->to && !strcmp(section_of(page, span->to), section))
        span->to++;
    size_t number = strlen(page->ret->items[from].indicator);
    if (!strncmp(section, page->ret->items[from].indicator, number) && section[number] == ' ')
        span->name = section + number + 1;
    return true;
}

void eh_page_anchor(eh_page *page, const char *indicator) {
    eh_page_raw(page, eh_standard_word(page->ret->standard));
    eh_page_raw(page, "-");
    for (; *indicator; indicator++) {
        bool plain = (*indicator >= '0' && *indicator <= '9') || (*indicator >= 'a' && *indicator <= 'z');
        eh_buffer_char(&page->out, plain ? *indicator : '_');
    }
}

void eh_page_indicator_name(eh_page *page, const eh_page_span *indicator) {
    bool race = page->ret->standard == EH_WRES;
    const char *number = page->ret->items[indicator->from].indicator;
    eh_page_span section = {.name = number};
    eh_page_section(page, indicator, indicator->from, &section);
    const char *name = section.name;
    if (section.to < indicator->to)
        name = eh_page_word_text(page->catalogue, EH_PAGE_BY_ROW);
    if (!strcmp(name, number)) /* a section that nobody knows */
        eh_page_say(page, race ? EH_PAGE_INDICATOR : EH_PAGE_METRIC, number, NULL, NULL);
    else
        eh_page_say(page, race ? EH_PAGE_INDICATOR_NAMED : EH_PAGE_METRIC_NAMED, number, name, NULL);
}

bool eh_page_people(const eh_page *page, const eh_return_item *item, double people[EH_GROUPS]) {
    if (item->unit != EH_HEADCOUNT || !item->grouped)
        return false;
    for (unsigned g = 0; g < EH_GROUPS; g++) {
        const eh_value *value = eh_item_value(page->ret, item, g);
        if (!value || value->missing != EH_PRESENT)
            return false;
        people[g] = value->value;
    }
    return true;
}

bool eh_page_percent(double part, double whole, char text[EH_FRACTION_ROOM]) {
    if (!(whole > 0) || whole > 1e12)
        return false;
    /* Averages of two years have halves. */
    eh_fraction f = eh_fraction_make((eh_wide)(part * 200), (eh_wide)(whole * 2));
    size_t length = eh_fraction_display(f, 1, text);
    memcpy(text + length, "%", 2);
    return true;
}

const eh_return_item *eh_page_whole_workforce(const eh_page *page, const char *indicator) {
    const eh_return_item *whole = eh_return_item_find(page->ret, "1.total");
    for (size_t i = 0; i < page->ret->item_count && strcmp(indicator, "1") != 0; i++) {
        const eh_return_item *item = &page->ret->items[i];
        const char *dot = strchr(item->id, '.');
        if (!strcmp(item->indicator, indicator) && dot && !strcmp(dot, ".workforce"))
            return item;
    }
    return whole;
}

bool eh_page_is_survey(const eh_page *page, const eh_return_item *item) {
    const eh_item *entry = eh_item_of(page->edition, item->id);
    return entry && entry->operation == EH_OP_SURVEY;
}
