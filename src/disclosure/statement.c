#include "disclosure/statement.h"

#include <string.h>

#include "base/fraction.h"
#include "standard/page_words.h"

/* A text with {1}, {2}, {3} filled in, and a space before it when something stands there. */
static void say(const eh_catalogue *catalogue, eh_buffer *out, eh_page_word word, const char *const with[3]) {
    if (out->length > 0)
        eh_buffer_char(out, ' ');
    for (const char *at = eh_page_word_text(catalogue, word); *at; at++) {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}') {
            eh_buffer_text(out, with[at[1] - '1']);
            at += 2;
        } else {
            eh_buffer_char(out, *at);
        }
    }
}

static void say_rule(const eh_catalogue *catalogue, eh_buffer *out, const eh_suppression_rule *rule) {
    eh_buffer from = {0}, to = {0};
    eh_buffer_whole(&from, rule->from);
    eh_buffer_whole(&to, rule->to);
    bool failed = from.failed || to.failed;
    const char *range[3] = {rule->name, failed ? "" : from.data, failed ? "" : to.data};
    const char *named[3] = {rule->name, rule->description, ""};
    if (*rule->description)
        say(catalogue, out, EH_PAGE_SUPPRESSED_NAMED, named);
    else
        say(catalogue, out, EH_PAGE_SUPPRESSED_RANGE, range);
    out->failed = out->failed || failed;
    eh_buffer_free(&from);
    eh_buffer_free(&to);
}

static void say_base(const eh_catalogue *catalogue, eh_buffer *out, const eh_suppression_rule *rule) {
    eh_buffer base = {0};
    eh_buffer_whole(&base, rule->base);
    const char *with[3] = {base.failed ? "" : base.data, "", ""};
    if (rule->base > 1)
        say(catalogue, out, EH_PAGE_SUPPRESSED_BASE, with);
    eh_buffer_done(&base, out);
}

/* How many of how many are hidden. */
static void say_share(const eh_catalogue *catalogue, eh_buffer *out, eh_page_word word, size_t count, size_t of) {
    eh_buffer hidden = {0}, all = {0};
    char share[EH_FRACTION_ROOM] = "0";
    if (of > 0)
        eh_fraction_display(eh_fraction_make((eh_wide)count * 100, (eh_wide)of), 1, share);
    eh_buffer_whole(&hidden, (int64_t)count);
    eh_buffer_whole(&all, (int64_t)of);
    bool failed = hidden.failed || all.failed;
    const char *with[3] = {failed ? "" : hidden.data, failed ? "" : all.data, share};
    say(catalogue, out, word, with);
    out->failed = out->failed || failed;
    eh_buffer_free(&hidden);
    eh_buffer_free(&all);
}

static void say_extent(const eh_catalogue *catalogue, eh_buffer *out, const eh_statement *statement) {
    const eh_disclosure_extent *extent = statement->extent;
    const char *with[3] = {statement->left_out, "", ""};
    say_share(catalogue, out, EH_PAGE_SUPPRESSED_SHARE, extent->small + extent->further, extent->counts);
    if (extent->in_tables)
        say_share(catalogue, out, EH_PAGE_SUPPRESSED_TABLES, extent->in_tables_hidden, extent->in_tables);
    if (statement->left_out)
        say(catalogue, out, EH_PAGE_SUPPRESSED_LEFT_OUT, with);
    if (statement->rule->from == 0 && extent->tables)
        say(catalogue, out, EH_PAGE_SUPPRESSED_ROWS, with);
}

static eh_status add_detail(eh_return *copy, const char *name, eh_unit unit, double value, const char *display,
                            const char *text) {
    eh_detail *detail = &copy->details[copy->detail_count++];
    *detail = (eh_detail){.name = name, .group = "", .unit = unit, .value = eh_value_missing(EH_UNDEFINED)};
    detail->value.missing = EH_PRESENT;
    detail->value.value = value;
    detail->value.display = eh_arena_text(copy->arena, display);
    detail->value.text = text ? eh_arena_text(copy->arena, text) : NULL;
    return detail->value.display && (!text || detail->value.text) ? EH_OK : EH_NOMEM;
}

eh_status eh_statement_add(const eh_catalogue *catalogue, const eh_statement *statement, eh_return *copy) {
    const eh_suppression_rule *rule = statement->rule;
    const char *except = statement->except;
    eh_buffer words = {0}, base = {0};
    const char *with[3] = {except, "", ""};
    if (rule->to < 0) {
        say(catalogue, &words, EH_PAGE_SUPPRESSED_NOTHING, with);
    } else {
        say_rule(catalogue, &words, rule);
        say(catalogue, &words, EH_PAGE_SUPPRESSED_HOW, with);
        say_base(catalogue, &words, rule);
        if (except && *except)
            say(catalogue, &words, EH_PAGE_SUPPRESSED_EXCEPT, with);
        say_extent(catalogue, &words, statement);
    }
    eh_status status = words.failed ? EH_NOMEM : add_detail(copy, EH_PUBLIC_RULE, EH_TEXT, 0, rule->name, words.data);
    if (status == EH_OK && rule->base > 1) {
        eh_buffer_whole(&base, rule->base);
        status = base.failed ? EH_NOMEM
                             : add_detail(copy, EH_PUBLIC_BASE, EH_HEADCOUNT, (double)rule->base, base.data, NULL);
    }
    eh_buffer_free(&words);
    eh_buffer_free(&base);
    return status;
}
