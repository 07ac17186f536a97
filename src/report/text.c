/* The summary of a return: what an HR lead sees first. Plain text, no colours, wrapped. */
#include <string.h>

#include "base/date.h"
#include "report/text_layout.h"
#include "report/words_trust.h"
#include "report/writer.h"

typedef struct summary {
    const eh_catalogue *catalogue;
    const eh_return *ret;
    const eh_edition *edition; /* NULL when the catalogue does not know it */
    eh_lines lines;
} summary;

/* A line of its own made by a words function, indented. */
static void sentence(summary *s, eh_buffer *words) {
    if (words->length > 0)
        eh_lines_item(&s->lines, words->data);
    eh_buffer_done(words, &s->lines.out);
}

static void title(summary *s) {
    eh_buffer words = {0};
    char snapshot[20];
    eh_date_words(s->ret->snapshot, snapshot);
    eh_words_organisation(&words, s->ret);
    eh_buffer_format(&words, ": %s %d, snapshot %s", eh_standard_id(s->ret->standard), s->ret->edition, snapshot);
    if (words.length > 0)
        eh_lines_title(&s->lines, words.data);
    eh_buffer_done(&words, &s->lines.out);
}

/* The verdict in capitals, as a line that nobody overlooks. */
static void fitness(summary *s) {
    eh_buffer words = {0};
    eh_words_fitness(&words, s->ret);
    for (size_t i = 0; i < words.length && words.data[i] != ':'; i++)
        if (words.data[i] >= 'a' && words.data[i] <= 'z')
            words.data[i] = (char)(words.data[i] - 'a' + 'A');
    if (words.length > 0)
        eh_lines_paragraph(&s->lines, words.data);
    eh_buffer_done(&words, &s->lines.out);
}

/* The findings of a severity, each with how often and for which item. */
static void findings(summary *s, eh_severity severity, const char *heading) {
    bool any = false;
    for (size_t i = 0; i < s->ret->finding_count; i++) {
        const eh_return_finding *finding = &s->ret->findings[i];
        if (finding->severity != severity)
            continue;
        if (!any)
            eh_lines_heading(&s->lines, heading);
        any = true;
        eh_buffer words = {0};
        eh_buffer_text(&words, finding->text);
        if (*finding->item)
            eh_buffer_format(&words, " [%s, item %s]", finding->code, finding->item);
        else
            eh_buffer_format(&words, " [%s]", finding->code);
        sentence(s, &words);
    }
}

static void representation(summary *s) {
    eh_buffer words = {0};
    eh_lines_heading(&s->lines, "Who works here");
    for (unsigned i = 0; eh_words_representation(&words, s->ret, i); i++)
        sentence(s, &words);
}

/* All items of a unit that have a sentence, under a heading. */
typedef struct chapter {
    eh_unit units[3];
    unsigned count;
    const char *heading, *lead; /* lead: %s is the group that the standard is about, or NULL */
} chapter;

static const chapter chapters[] = {
    {{EH_RATIO}, 1, "How likely, compared", "Above 1.00 is worse for "},
    {{EH_PERCENT, EH_SCORE, EH_TEXT}, 3, "What staff say", NULL},
    {{EH_POINTS}, 1, "The board", NULL},
};

static bool in_chapter(const chapter *c, eh_unit unit) {
    for (unsigned i = 0; i < c->count; i++)
        if (c->units[i] == unit)
            return true;
    return false;
}

static void one_chapter(summary *s, const chapter *c) {
    bool any = false;
    for (size_t i = 0; i < s->ret->item_count; i++) {
        const eh_return_item *item = &s->ret->items[i];
        eh_buffer words = {0};
        if (!in_chapter(c, item->unit) || !eh_words_item(&words, s->edition, s->ret, item))
            continue;
        if (!any) {
            eh_lines_heading(&s->lines, c->heading);
            if (c->lead) {
                eh_buffer lead = {0};
                eh_buffer_format(&lead, "%s%s people.", c->lead,
                                 eh_group_inside(s->ret->standard, eh_focus_group(s->ret->standard)));
                sentence(s, &lead);
            }
        }
        any = true;
        sentence(s, &words);
    }
}

static void trusted(summary *s, const eh_trust *trust) {
    const char *about;
    eh_buffer words = {0};
    eh_lines_heading(&s->lines, eh_trust_word_text(s->catalogue, EH_TRUST_HEADING));
    for (size_t i = 0; (about = eh_words_trust(&words, s->catalogue, s->ret, trust, i)) != NULL; i++) {
        eh_buffer line = {0};
        eh_buffer_format(&line, "%s: %s", about, eh_buffer_words(&words));
        eh_buffer_done(&words, &s->lines.out);
        sentence(s, &line);
    }
}

static bool missing_for(const eh_return_item *item, eh_missing reason) {
    for (unsigned g = 0; g < item->count; g++)
        if (item->value[g].missing == reason)
            return true;
    return false;
}

/* The items of one indicator, from `i` on, that lack a figure for this reason: "all of indicator 9", or their ids. Returns where the next
 * indicator starts. */
static size_t missing_of(summary *s, eh_buffer *words, size_t i, eh_missing reason) {
    const eh_return *ret = s->ret;
    const char *indicator = ret->items[i].indicator;
    size_t end = i, lacking = 0;
    for (; end < ret->item_count && !strcmp(ret->items[end].indicator, indicator); end++)
        lacking += missing_for(&ret->items[end], reason);
    if (lacking == end - i && lacking > 1) {
        eh_buffer_format(words, "%sall of %s %s", words->length ? ", " : "",
                         ret->standard == EH_WRES ? "indicator" : "metric", indicator);
        return end;
    }
    for (; i < end; i++)
        if (missing_for(&ret->items[i], reason))
            eh_buffer_format(words, "%s%s", words->length ? ", " : "", ret->items[i].id);
    return end;
}

/* One line a reason: "Not supplied (no extract holds what it needs): 4.accessed, 4.likelihood." */
static void missing(summary *s) {
    static const char *const starts[] = {"", "Not supplied", "Not applicable", "Undefined", "Suppressed"};
    bool any = false;
    for (eh_missing reason = EH_NOT_SUPPLIED; reason <= EH_SUPPRESSED; reason++) {
        eh_buffer names = {0}, words = {0};
        for (size_t i = 0; i < s->ret->item_count;)
            i = missing_of(s, &names, i, reason);
        if (names.length > 0) {
            if (!any)
                eh_lines_heading(&s->lines, "What is missing");
            any = true;
            eh_buffer_format(&words, "%s (%s): %s.", starts[reason], eh_missing_why(reason), names.data);
        }
        eh_buffer_done(&names, &s->lines.out);
        sentence(s, &words);
    }
}

static void closing(summary *s) {
    size_t notes = 0;
    for (size_t i = 0; i < s->ret->finding_count; i++)
        notes += s->ret->findings[i].severity == EH_NOTE;
    eh_buffer words = {0};
    if (notes)
        eh_buffer_format(&words, "%zu further %s in the workbook, sheet Data quality. ", notes,
                         notes == 1 ? "note is" : "notes are");
    eh_buffer_text(&words, "Internal: these figures can be small numbers of people and are not for publication.");
    eh_lines_blank(&s->lines);
    if (words.length > 0)
        eh_lines_paragraph(&s->lines, words.data);
    eh_buffer_done(&words, &s->lines.out);
}

eh_status eh_write_text(const eh_catalogue *catalogue, const eh_return *ret, eh_findings *unused, eh_sink *sink) {
    (void)unused; /* plain text has no check of its own */
    eh_trust trust;
    summary s = {
        .catalogue = catalogue, .ret = ret, .edition = eh_edition_find(catalogue, ret->standard, ret->edition)};
    if (eh_trust_make(catalogue, ret, &trust) != EH_OK)
        return EH_NOMEM;
    title(&s);
    fitness(&s);
    findings(&s, EH_ERROR, "What stands in the way");
    representation(&s);
    for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++)
        one_chapter(&s, &chapters[i]);
    trusted(&s, &trust);
    eh_trust_free(&trust);
    missing(&s);
    findings(&s, EH_WARNING, "What needs mending or a look");
    closing(&s);
    return eh_lines_write(&s.lines, sink);
}
