/* The web page of an audit: what was found in plain words, the remarks by organisation, and every figure as it was read. One file that loads nothing. */
#include <string.h>

#include "report/audit.h"
#include "report/audit_view.h"
#include "report/page.h"

typedef struct sheet {
    eh_page page;
    eh_audit_view view;
} sheet;

/* ---- words ---- */

/* A text of audit-page.csv between markup. */
static void say(sheet *s, const char *open, eh_audit_word_id word, const char *one, const char *two,
                const char *close) {
    eh_buffer words = {0};
    eh_audit_put(&s->view, &words, word, one, two, NULL);
    eh_page_raw(&s->page, open);
    eh_page_words(&s->page, &words);
    eh_page_raw(&s->page, close);
}

static void say_counts(sheet *s, const char *open, eh_audit_word_id word, size_t one, size_t two, size_t three,
                       const char *close) {
    eh_buffer words = {0};
    eh_audit_put_counts(&s->view, &words, word, one, two, three);
    eh_page_raw(&s->page, open);
    eh_page_words(&s->page, &words);
    eh_page_raw(&s->page, close);
}

/* Words made up, between markup. */
static void put(sheet *s, const char *open, eh_buffer *words, const char *close) {
    eh_page_raw(&s->page, open);
    eh_page_words(&s->page, words);
    eh_page_raw(&s->page, close);
}

static void text(sheet *s, const char *open, const char *words, const char *close) {
    eh_page_raw(&s->page, open);
    eh_page_text(&s->page, words);
    eh_page_raw(&s->page, close);
}

static void organisation_words(sheet *s, eh_buffer *out, const eh_audited *of) {
    eh_audited_words(&s->view, out, of->name, of->code);
}

/* ---- top and contents ---- */

static void editions(const eh_audit_view *view, eh_buffer *out) {
    if (view->first_edition == 0)
        eh_buffer_text(out, eh_audit_say(view, EH_AUDITED_ANY));
    else if (view->first_edition == view->last_edition)
        eh_buffer_format(out, "%d", view->first_edition);
    else
        eh_buffer_format(out, "%d to %d", view->first_edition, view->last_edition);
}

static void fact(sheet *s, eh_audit_word_id name, eh_buffer *words) {
    say(s, "<div><dt>", name, NULL, NULL, "</dt>");
    put(s, "<dd>", words, "</dd></div>\n");
}

static void top(sheet *s) {
    eh_page *page = &s->page;
    eh_buffer words = {0};
    eh_page_say_in(page, "<body data-sort=\"", EH_PAGE_SORT_HINT, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copy=\"", EH_PAGE_COPY, NULL, NULL, NULL, "\"");
    eh_page_say_in(page, " data-copied=\"", EH_PAGE_COPIED, NULL, NULL, NULL, "\">\n");
    eh_page_say_in(page, "<a class=\"skip\" href=\"#main\">", EH_PAGE_SKIP, NULL, NULL, NULL, "</a>\n<header>\n");
    say(s, "<p class=\"handling\">", EH_AUDITED_HANDLING, NULL, NULL, "</p>\n");
    eh_page_say_in(page, "<div class=\"top\">\n<div class=\"wide\">\n<p>", EH_PAGE_SERVICE, NULL, NULL, NULL, "</p>\n");
    eh_audit_title(&s->view, &words);
    put(s, "<h1>", &words, "</h1>\n<dl>\n");
    eh_words_count(&words, (double)s->view.figure_count);
    fact(s, EH_AUDITED_FIGURES, &words);
    eh_words_count(&words, (double)s->view.organisation_count);
    fact(s, EH_AUDITED_ORGANISATIONS, &words);
    editions(&s->view, &words);
    fact(s, EH_AUDITED_EDITIONS, &words);
    eh_page_raw(page, "</dl>\n</div>\n</div>\n</header>\n");
}

static bool is_clear(const eh_audited *of) {
    return of->from == of->to;
}

static bool any_clear(const eh_audit_view *view) {
    for (size_t i = 0; i < view->organisation_count; i++)
        if (is_clear(&view->organisations[i]))
            return true;
    return false;
}

static void contents(sheet *s) {
    eh_page *page = &s->page;
    eh_page_say_in(page, "<nav class=\"wide\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">", EH_PAGE_CONTENTS,
                   NULL, NULL, NULL, "</h2>\n<ul>\n");
    say(s, "<li><a href=\"#summary\">", EH_AUDITED_SUMMARY, NULL, NULL, "</a></li>\n");
    for (size_t i = 0; i < s->view.organisation_count; i++) {
        eh_buffer words = {0};
        if (is_clear(&s->view.organisations[i]))
            continue;
        organisation_words(s, &words, &s->view.organisations[i]);
        eh_buffer_format(&page->out, "<li><a href=\"#organisation-%zu\">", i + 1);
        put(s, "", &words, "</a></li>\n");
    }
    if (any_clear(&s->view))
        say(s, "<li><a href=\"#clear\">", EH_AUDITED_CLEAR, NULL, NULL, "</a></li>\n");
    say(s, "<li><a href=\"#all\">", EH_AUDITED_ALL, NULL, NULL, "</a></li>\n");
    say(s, "<li><a href=\"#method\">", EH_AUDITED_METHOD, NULL, NULL, "</a></li>\n</ul>\n</nav>\n");
}

/* ---- summary ---- */

static void key(sheet *s, size_t count, eh_audit_word_id word) {
    eh_page_raw(&s->page, "<li><span class=\"figure\">");
    eh_page_count(&s->page, (double)count);
    say(s, "</span><span class=\"tag\">", word, NULL, NULL, "</span></li>\n");
}

/* A remark with this code, for its name and weight. */
static const eh_remark *one_of(const eh_audit_view *view, const char *code) {
    for (size_t i = 0; i < view->remark_count; i++)
        if (strcmp(view->remarks[i]->code, code) == 0)
            return view->remarks[i];
    return NULL;
}

static void kind_rows(sheet *s, eh_severity severity) {
    eh_page *page = &s->page;
    size_t count = 0;
    const char *code;
    for (size_t i = 0; (code = eh_audit_code_at(s->view.audit, i, &count)); i++) {
        const eh_remark *remark = count ? one_of(&s->view, code) : NULL;
        if (!remark || remark->severity != severity)
            continue;
        text(s, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">", remark->name, "</th>");
        eh_page_cell(page, false, eh_audit_say(&s->view, EH_AUDITED_WEIGHT_COLUMN));
        say(s, "", eh_audit_weight(severity), NULL, NULL, "</td>");
        eh_page_cell(page, true, eh_audit_say(&s->view, EH_AUDITED_TIMES_COLUMN));
        eh_page_count(page, (double)count);
        eh_page_raw(page, "</td></tr>\n");
    }
}

static void kinds(sheet *s) {
    eh_page *page = &s->page;
    if (s->view.remark_count == 0)
        return;
    say(s, "<table role=\"table\">\n<caption>", EH_AUDITED_KINDS, NULL, NULL,
        "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    eh_page_column(page, false, eh_audit_say(&s->view, EH_AUDITED_KIND_COLUMN));
    eh_page_column(page, false, eh_audit_say(&s->view, EH_AUDITED_WEIGHT_COLUMN));
    eh_page_column(page, true, eh_audit_say(&s->view, EH_AUDITED_TIMES_COLUMN));
    eh_page_open_rows(page);
    kind_rows(s, EH_ERROR);
    kind_rows(s, EH_WARNING);
    kind_rows(s, EH_NOTE);
    eh_page_close_table(page);
}

static void summary(sheet *s) {
    const eh_audit_view *view = &s->view;
    eh_buffer words = {0};
    say(s, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">", EH_AUDITED_SUMMARY, NULL, NULL,
        "</h2>\n<div class=\"card\">\n");
    eh_audit_verdict(view, &words);
    put(s, "<p class=\"big-says\"><strong>", &words, "</strong></p>\n");
    if (view->wrong + view->look > 0)
        say_counts(s, "<p>", EH_AUDITED_SURE, view->confident[EH_CONFIDENCE_HIGH],
                   view->confident[EH_CONFIDENCE_MEDIUM], view->confident[EH_CONFIDENCE_LOW], "</p>\n");
    eh_page_raw(&s->page, "<ul class=\"key\">\n");
    key(s, view->wrong, EH_AUDITED_KEY_WRONG);
    key(s, view->look, EH_AUDITED_KEY_LOOK);
    key(s, view->known, EH_AUDITED_KEY_KNOWN);
    key(s, view->figure_count - view->wrong - view->look - view->known, EH_AUDITED_KEY_CLEAR);
    eh_page_raw(&s->page, "</ul>\n");
    kinds(s);
    eh_page_raw(&s->page, "</div>\n</section>\n");
}

/* ---- remarks ---- */

static void detail(sheet *s, eh_audit_word_id name, const char *words) {
    if (!*words)
        return;
    say(s, "<dt>", name, NULL, NULL, "</dt>");
    text(s, "<dd>", words, "</dd>\n");
}

/* "WRES 2025, Relative likelihood of appointment, White: printed 1.54%". */
static void headline(sheet *s, const eh_remark *remark) {
    eh_buffer words = {0};
    const char *item = eh_audit_item_words(&s->view, remark->standard, remark->edition, remark->item, NULL);
    const char *group = eh_audit_group_words(remark->standard, remark->group);
    eh_audit_edition_words(&words, remark->standard, remark->edition);
    if (*item)
        eh_buffer_format(&words, "%s%s", words.length ? ", " : "", item);
    if (*group)
        eh_buffer_format(&words, "%s%s", words.length ? ", " : "", group);
    eh_buffer_format(&words, "%s%s", words.length ? ": " : "", remark->printed);
    put(s, "<h4>", &words, "</h4>\n");
}

static void one_remark(sheet *s, const eh_remark *remark) {
    static const char *const classes[] = {"good", "warn", "bad"};
    eh_buffer place = {0};
    eh_page_raw(&s->page, "<div class=\"remark\">\n");
    headline(s, remark);
    eh_buffer_format(&s->page.out, "<p class=\"verdict %s\">", classes[remark->severity]);
    say(s, "", EH_AUDITED_REMARK_TITLE, eh_audit_say(&s->view, eh_audit_weight(remark->severity)), remark->name,
        "</p>\n");
    text(s, "<p>", remark->sentence, "</p>\n<dl class=\"meanings\">\n");
    detail(s, EH_AUDITED_EXPECTED, remark->expected);
    detail(s, EH_AUDITED_EVIDENCE, remark->evidence);
    detail(s, EH_AUDITED_ADVICE, remark->advice);
    detail(s, EH_AUDITED_CONFIDENCE, eh_audit_say(&s->view, eh_audit_confidence(remark->confidence, true)));
    detail(s, EH_AUDITED_SOURCE, remark->source);
    eh_audit_place_words(&s->view, &place, remark);
    say(s, "<dt>", EH_AUDITED_PLACE, NULL, NULL, "</dt>");
    put(s, "<dd>", &place, "</dd>\n</dl>\n</div>\n");
}

static void organisation(sheet *s, size_t i) {
    const eh_audited *of = &s->view.organisations[i];
    eh_buffer words = {0};
    if (is_clear(of))
        return;
    eh_buffer_format(&s->page.out, "<section aria-labelledby=\"organisation-%zu\">\n<h2 id=\"organisation-%zu\">",
                     i + 1, i + 1);
    organisation_words(s, &words, of);
    put(s, "", &words, "</h2>\n<div class=\"card\">\n");
    say(s, "<h3>", EH_AUDITED_REMARKS_OF, NULL, NULL, "</h3>\n");
    say_counts(s, "<p>", EH_AUDITED_TALLY, of->figures, of->wrong, 0, "</p>\n");
    for (size_t k = of->from; k < of->to; k++)
        one_remark(s, s->view.remarks[k]);
    eh_page_raw(&s->page, "</div>\n</section>\n");
}

/* The organisations that nothing is remarked of. */
static void clear(sheet *s) {
    if (!any_clear(&s->view))
        return;
    say(s, "<section aria-labelledby=\"clear\">\n<h2 id=\"clear\">", EH_AUDITED_CLEAR, NULL, NULL,
        "</h2>\n<div class=\"card\">\n<ul>\n");
    for (size_t i = 0; i < s->view.organisation_count; i++) {
        const eh_audited *of = &s->view.organisations[i];
        eh_buffer words = {0}, count = {0};
        if (!is_clear(of))
            continue;
        organisation_words(s, &words, of);
        eh_words_count(&count, (double)of->figures);
        say(s, "<li>", of->figures == 1 ? EH_AUDITED_CLEAR_OF_ONE : EH_AUDITED_CLEAR_OF, words.data, count.data,
            "</li>\n");
        eh_buffer_done(&words, &s->page.out);
        eh_buffer_done(&count, &s->page.out);
    }
    eh_page_raw(&s->page, "</ul>\n</div>\n</section>\n");
}

/* ---- all figures ---- */

static const eh_audit_word_id columns[] = {
    EH_AUDITED_ROW_COLUMN,    EH_AUDITED_ORGANISATION_COLUMN, EH_AUDITED_EDITION_COLUMN,
    EH_AUDITED_ITEM_COLUMN,   EH_AUDITED_GROUP_COLUMN,        EH_AUDITED_PRINTED_COLUMN,
    EH_AUDITED_COUNTS_COLUMN, EH_AUDITED_UNDERSTOOD_COLUMN,   EH_AUDITED_REMARKS_COLUMN,
};

static void cell(sheet *s, eh_audit_word_id column, bool number, const char *words) {
    eh_page_cell(&s->page, number, eh_audit_say(&s->view, column));
    text(s, "", words, "</td>");
}

static void cell_of(sheet *s, eh_audit_word_id column, eh_buffer *words) {
    eh_page_cell(&s->page, false, eh_audit_say(&s->view, column));
    put(s, "", words, "</td>");
}

/* "12 of 116", "12", "of 116", and what it is compared with. */
static void counts(const eh_audit_view *view, eh_buffer *out, const char *part, const char *whole) {
    if (*part && *whole)
        eh_audit_put(view, out, EH_AUDITED_COUNTS_OF, part, whole, NULL);
    else if (*whole)
        eh_audit_put(view, out, EH_AUDITED_COUNTS_OF, "\xe2\x80\xa6", whole, NULL);
    else
        eh_buffer_text(out, part);
}

static void counts_cell(sheet *s, const eh_audit_figure *figure) {
    eh_buffer own = {0}, other = {0}, both = {0};
    counts(&s->view, &own, figure->numerator, figure->denominator);
    counts(&s->view, &other, figure->comparator_numerator, figure->comparator_denominator);
    if (other.length > 0)
        eh_audit_put(&s->view, &both, EH_AUDITED_COUNTS_AGAINST, own.data, other.data, NULL);
    else
        eh_buffer_add(&both, own.data, own.length);
    eh_buffer_done(&own, &both);
    eh_buffer_done(&other, &both);
    cell_of(s, EH_AUDITED_COUNTS_COLUMN, &both);
}

static void figure_row(sheet *s, const eh_audit_figure *figure, size_t *next) {
    eh_buffer words = {0};
    eh_buffer_format(&s->page.out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">%llu</th>",
                     (unsigned long long)figure->row);
    eh_audited_words(&s->view, &words, figure->organisation_name, figure->organisation);
    cell_of(s, EH_AUDITED_ORGANISATION_COLUMN, &words);
    eh_audit_edition_words(&words, figure->standard, figure->edition);
    cell_of(s, EH_AUDITED_EDITION_COLUMN, &words);
    cell(s, EH_AUDITED_ITEM_COLUMN, false,
         eh_audit_item_words(&s->view, figure->standard, figure->edition, figure->item, figure->item_words));
    cell(s, EH_AUDITED_GROUP_COLUMN, false, eh_audit_group_words(figure->standard, figure->group));
    cell(s, EH_AUDITED_PRINTED_COLUMN, false, figure->printed);
    counts_cell(s, figure);
    cell(s, EH_AUDITED_UNDERSTOOD_COLUMN, false, figure->understood);
    eh_audit_remark_names(&s->view, &words, figure, next);
    cell_of(s, EH_AUDITED_REMARKS_COLUMN, &words);
    eh_page_raw(&s->page, "</tr>\n");
}

static void all(sheet *s) {
    eh_page *page = &s->page;
    const eh_audit_figure *figure;
    size_t next = 0;
    say(s, "<section class=\"page\" aria-labelledby=\"all\">\n<h2 id=\"all\">", EH_AUDITED_ALL, NULL, NULL,
        "</h2>\n<div class=\"card\">\n");
    say(s, "<table role=\"table\" class=\"wraps\">\n<caption>", EH_AUDITED_TABLE_ALL, NULL, NULL,
        "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        eh_page_column(page, false, eh_audit_say(&s->view, columns[i]));
    eh_page_open_rows(page);
    for (size_t i = 0; (figure = eh_audit_figure_at(s->view.audit, i)); i++)
        figure_row(s, figure, &next);
    eh_page_close_table(page);
    eh_page_raw(page, "</div>\n</section>\n");
}

/* ---- method, bottom ---- */

static void method(sheet *s) {
    static const eh_audit_word_id words[][2] = {
        {EH_AUDITED_METHOD_WRONG, EH_AUDITED_METHOD_WRONG_TEXT},
        {EH_AUDITED_METHOD_LOOK, EH_AUDITED_METHOD_LOOK_TEXT},
        {EH_AUDITED_METHOD_KNOWN, EH_AUDITED_METHOD_KNOWN_TEXT},
        {EH_AUDITED_METHOD_CLEAR, EH_AUDITED_METHOD_CLEAR_TEXT},
        {EH_AUDITED_METHOD_CONFIDENCE, EH_AUDITED_METHOD_CONFIDENCE_TEXT},
        {EH_AUDITED_METHOD_ROUNDING, EH_AUDITED_METHOD_ROUNDING_TEXT},
    };
    say(s, "<section aria-labelledby=\"method\">\n<h2 id=\"method\">", EH_AUDITED_METHOD, NULL, NULL,
        "</h2>\n<div class=\"card\">\n<dl class=\"meanings\">\n");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        say(s, "<dt>", words[i][0], NULL, NULL, "</dt>");
        say(s, "<dd>", words[i][1], NULL, NULL, "</dd>\n");
    }
    eh_page_raw(&s->page, "</dl>\n</div>\n</section>\n");
}

static void bottom(sheet *s) {
    say(s, "<footer>\n<div class=\"wide\">\n<p>", EH_AUDITED_FOOTER, EVENHAND_VERSION, NULL, "</p>\n");
    say(s, "<p>", EH_AUDITED_HANDLING, NULL, NULL, "</p>\n</div>\n</footer>\n<script>");
    eh_page_raw(&s->page, eh_page_script(s->view.catalogue));
    eh_page_raw(&s->page, "</script>\n</body>\n</html>\n");
}

eh_status eh_write_audit_page(const eh_audit *audit, eh_findings *findings, eh_sink *sink) {
    sheet s = {.page = {.catalogue = audit->catalogue}};
    eh_buffer title = {0};
    eh_status status = eh_audit_view_make(&s.view, audit, s.page.catalogue);
    if (status != EH_OK)
        return status;
    eh_audit_title(&s.view, &title);
    eh_page_head_titled(&s.page, &title);
    top(&s);
    contents(&s);
    eh_page_raw(&s.page, "<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n");
    summary(&s);
    for (size_t i = 0; i < s.view.organisation_count; i++)
        organisation(&s, i);
    clear(&s);
    all(&s);
    method(&s);
    eh_page_raw(&s.page, "</main>\n");
    bottom(&s);
    eh_audit_view_free(&s.view);
    return eh_page_finish(&s.page, findings, sink);
}
