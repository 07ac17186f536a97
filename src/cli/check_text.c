/* The result of a check as text: one block a table, one an organisation, the findings, one closing line. */
#include <stdlib.h>
#include <string.h>

#include "base/fraction.h"
#include "cli/check_result.h"
#include "cli/finding_words.h"
#include "report/text_layout.h"
#include "report/words.h"

/* Text of a file that must not steer a terminal: no control characters. */
static void add_clean(eh_buffer *out, const char *text) {
    for (eh_slice left = eh_slice_of(text); left.length;) {
        uint32_t code;
        char bytes[4];
        size_t n = eh_utf8_next(left, &code);
        bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
        eh_buffer_add(out, bytes, eh_utf8_put(control ? ' ' : code, bytes));
        left.at += n;
        left.length -= n;
    }
}

/* Ends a pair whose text was put together in `text`. */
static void pair(eh_lines *lines, const char *name, eh_buffer *text) {
    if (text->length > 0 && !text->failed)
        eh_lines_pair(lines, name, text->data);
    eh_buffer_done(text, &lines->out);
}

static void underlined(eh_lines *lines, eh_buffer *text) {
    if (lines->out.length > 0)
        eh_lines_blank(lines);
    if (text->length > 0 && !text->failed)
        eh_lines_title(lines, text->data);
    eh_buffer_done(text, &lines->out);
}

static void counted(eh_buffer *out, uint64_t count, const char *one, const char *many) {
    eh_words_count(out, (double)count);
    eh_buffer_format(out, " %s", count == 1 ? one : many);
}

/* ---- a table ---- */

static const char *separator_word(char delimiter) {
    static const struct {
        char delimiter;
        const char *word;
    } words[] = {{',', "commas"}, {';', "semicolons"}, {'\t', "tabs"}, {'|', "bars"}, {'~', "tildes"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].delimiter == delimiter)
            return words[i].word;
    return "single cells";
}

static void format_words(eh_lines *lines, const eh_source_facts *facts) {
    eh_buffer text = {0};
    if (facts->format == EH_FORMAT_XLSX) {
        eh_buffer_text(&text, "Excel workbook, sheet \"");
        add_clean(&text, facts->sheet);
        eh_buffer_format(&text, "\"%s, days counted from %s", facts->hidden ? " (hidden)" : "",
                         facts->system_1904 ? "1904" : "1900");
    } else {
        eh_buffer_format(&text, "text in %s, %s between the cells", facts->encoding, separator_word(facts->delimiter));
        if (*facts->line_ends)
            eh_buffer_format(&text, ", line ends %s", facts->line_ends);
    }
    if (*facts->shape)
        eh_buffer_format(&text, "; %s", facts->shape);
    pair(lines, "Format", &text);
}

static void rows_words(eh_lines *lines, const eh_source_facts *facts) {
    const struct {
        uint64_t count;
        const char *one, *many;
    } beside[] = {
        {facts->blank_rows, "blank row", "blank rows"},
        {facts->total_rows, "row of totals passed over", "rows of totals passed over"},
        {facts->remark_rows, "remark passed over", "remarks passed over"},
        {facts->hidden_rows, "hidden row, read all the same", "hidden rows, read all the same"},
    };
    eh_buffer text = {0};
    eh_words_count(&text, (double)facts->heading_row);
    pair(lines, *facts->shape ? "From row" : "Heading row", &text);
    eh_words_count(&text, (double)facts->rows);
    eh_buffer_text(&text, " read");
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (beside[i].count) {
            eh_buffer_text(&text, "; ");
            counted(&text, beside[i].count, beside[i].one, beside[i].many);
        }
    pair(lines, "Rows", &text);
}

static void columns_words(eh_lines *lines, const eh_source_facts *facts) {
    eh_buffer text = {0}, absent = {0};
    eh_field first, last;
    bool any = false;
    eh_kind_fields(facts->kind, &first, &last);
    for (eh_field f = first; f <= last; f++) {
        if (!facts->has[f]) {
            eh_buffer_format(&absent, "%s%s", absent.length ? ", " : "", eh_field_heading(f));
            continue;
        }
        char letters[8];
        column_letters(facts->column[f], letters);
        eh_buffer_format(&text, "%s <- \"", eh_field_heading(f));
        add_clean(&text, facts->heading[f]);
        eh_buffer_char(&text, '"');
        if (facts->column[f])
            eh_buffer_format(&text, " (column %s)", letters);
        pair(lines, any ? "" : "Columns", &text);
        any = true;
    }
    for (unsigned i = 0; i < facts->unmatched_count; i++) {
        eh_buffer_text(&text, i ? ", \"" : "\"");
        add_clean(&text, facts->unmatched[i]);
        eh_buffer_char(&text, '"');
    }
    pair(lines, "Not needed", &text);
    pair(lines, "Not there", &absent);
}

static void table_words(eh_lines *lines, const check_table *table) {
    const eh_source_facts *facts = table->facts;
    eh_buffer text = {0};
    add_clean(&text, table->file);
    if (facts && *facts->sheet) {
        eh_buffer_text(&text, ", sheet ");
        add_clean(&text, facts->sheet);
    }
    if (facts)
        eh_buffer_format(&text, ": %s", eh_kind_word(facts->kind));
    else
        eh_buffer_text(&text, ": not used");
    underlined(lines, &text);
    if (!facts || !facts->used) {
        eh_buffer_format(&text, "%s %s", table->why_not ? table->why_not->text : "It could not be used.",
                         table->why_not ? table->why_not->advice : "");
        pair(lines, "Not used", &text);
    }
    if (!facts)
        return;
    eh_lines_pair(lines, "Holds", eh_kind_meaning(facts->kind));
    format_words(lines, facts);
    rows_words(lines, facts);
    columns_words(lines, facts);
}

/* ---- an organisation ---- */

static const char *rule_words(const char *rule) {
    static const char *const words[][2] = {
        {"not-started", "not started on the snapshot date"},
        {"ended", "ended before the snapshot date"},
        {"status", "a status that means gone"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], rule) == 0)
            return words[i][1];
    return NULL;
}

static void drop_words(eh_lines *lines, const eh_return *ret) {
    check_drop drop;
    bool any = false;
    for (size_t i = 0; check_drop_at(ret, i, &drop); i++) {
        eh_buffer text = {0};
        if (!drop.assignments && !drop.people)
            continue;
        const char *words = rule_words(drop.rule);
        eh_buffer_format(&text, "%s%s: ", words ? "" : "category ", words ? words : drop.rule);
        counted(&text, drop.assignments, "assignment", "assignments");
        eh_buffer_text(&text, ", ");
        counted(&text, drop.people, "person", "people");
        eh_buffer_text(&text, " not counted");
        pair(lines, any ? "" : "Dropped", &text);
        any = true;
    }
    if (!any)
        eh_lines_pair(lines, "Dropped", "nobody");
}

static void share(eh_buffer *out, const char *name, uint64_t part, uint64_t all) {
    char shown[EH_FRACTION_ROOM];
    eh_buffer_format(out, "%s ", name);
    eh_words_count(out, (double)part);
    eh_fraction percent = eh_fraction_make((eh_wide)part * 100, (eh_wide)all);
    if (!eh_fraction_defined(percent))
        return;
    eh_fraction_display(percent, 1, shown);
    eh_buffer_format(out, " (%s%%)", shown);
}

static void unknown_words(eh_lines *lines, const eh_return *ret) {
    check_unknown unknown;
    eh_buffer text = {0};
    if (check_unknown_of(ret, &unknown)) {
        share(&text, "stated", unknown.stated, unknown.all);
        share(&text, ", declined", unknown.declined, unknown.all);
        share(&text, ", nothing held", unknown.not_held, unknown.all);
        share(&text, ", not recognised", unknown.not_recognised, unknown.all);
    } else
        eh_buffer_text(&text, "not known: no staff extract with this column");
    pair(lines, eh_subject(ret->standard), &text);
}

static bool same_people(const eh_return *a, const eh_return *b) {
    check_drop x, y;
    check_people p = {0}, q = {0};
    if (check_people_of(a, &p) != check_people_of(b, &q) || p.kept != q.kept || p.folded_in != q.folded_in)
        return false;
    for (size_t i = 0;; i++) {
        bool more = check_drop_at(a, i, &x);
        if (more != check_drop_at(b, i, &y))
            return false;
        if (!more)
            return true;
        if (strcmp(x.rule, y.rule) != 0 || x.assignments != y.assignments || x.people != y.people)
            return false;
    }
}

static void people_words(eh_lines *lines, const eh_return *ret, bool shared) {
    check_people people;
    eh_buffer text = {0};
    if (!check_people_of(ret, &people)) {
        eh_lines_pair(lines, "Workforce", "not known: no staff extract has this organisation");
        return;
    }
    if (!shared)
        eh_buffer_format(&text, "%s: ", eh_standard_id(ret->standard));
    counted(&text, people.people, "person", "people");
    eh_buffer_text(&text, "; ");
    counted(&text, people.kept, "assignment kept", "assignments kept");
    eh_buffer_text(&text, ", ");
    counted(&text, people.folded_in, "of them folded in", "of them folded in");
    pair(lines, "Workforce", &text);
    drop_words(lines, ret);
}

static void codes_words(eh_lines *lines, const check_result *result, const char *organisation, const char *name,
                        const char *(*code_at)(size_t)) {
    eh_buffer text = {0};
    for (size_t i = 0; code_at(i); i++)
        if (check_has_code(result, organisation, code_at(i)))
            eh_buffer_format(&text, "%s%s", text.length ? ", " : "see below: ", code_at(i));
    if (!text.length)
        eh_buffer_text(&text, "none found");
    pair(lines, name, &text);
}

/* The returns of one organisation, from the i-th on; returns how many they are. */
static size_t organisation_words(eh_lines *lines, const check_result *result, size_t i) {
    eh_return *const *first = &result->returns[i];
    size_t count = 1;
    while (first[count] && strcmp(first[count]->organisation, first[0]->organisation) == 0)
        count++;
    eh_buffer text = {0};
    eh_buffer_format(&text, "Organisation %s, edition %d", first[0]->organisation, first[0]->edition);
    underlined(lines, &text);
    bool shared = count == 1 || same_people(first[0], first[1]);
    for (size_t r = 0; r < (shared ? 1 : count); r++)
        people_words(lines, first[r], shared);
    for (size_t r = 0; r < count; r++)
        unknown_words(lines, first[r]);
    codes_words(lines, result, first[0]->organisation, "Duplicates", check_duplicate_code);
    codes_words(lines, result, first[0]->organisation, "Clashes", check_clash_code);
    return count;
}

static void organisations_words(eh_lines *lines, const check_result *result) {
    for (size_t i = 0; result->returns && result->returns[i];)
        i += organisation_words(lines, result, i);
    if (result->returns && result->returns[0])
        return;
    eh_lines_heading(lines, "People");
    eh_lines_item(
        lines,
        result->edition
            ? "Nothing can be said of people: say which organisation with --organisation CODE, or see the findings."
            : "Who is counted depends on the collection year, which these files do not "
              "tell: say it with --edition YEAR.");
}

/* ---- findings, and the end ---- */

static void findings_words(eh_lines *lines, const check_result *result) {
    static const char *const headings[] = {[EH_NOTE] = "Notes", [EH_WARNING] = "Warnings", [EH_ERROR] = "Errors"};
    finding_show *show = findings_show(result->findings, result->finding_count);
    lines->out.failed = lines->out.failed || !show;
    for (size_t i = 0; show && i < result->finding_count; i++) {
        eh_finding shown;
        if (i == 0 || result->findings[i]->severity != result->findings[i - 1]->severity)
            eh_lines_heading(lines, headings[result->findings[i]->severity]);
        if (!finding_shown(result->findings[i], show[i], &shown))
            continue;
        eh_buffer text = {0};
        finding_words(&text, &shown);
        if (text.length > 0 && !text.failed)
            eh_lines_item(lines, text.data);
        eh_buffer_done(&text, &lines->out);
    }
    free(show);
}

static void closing_words(eh_lines *lines, const check_result *result) {
    eh_buffer text = {0}, absent = {0};
    for (eh_kind kind = 0; kind < EH_KIND_COUNT; kind++)
        if (!result->given[kind] && kind != EH_KIND_COUNTS)
            eh_buffer_format(&absent, "%s%s", absent.length ? ", " : "", eh_kind_word(kind));
    if (absent.length) {
        eh_lines_blank(lines);
        eh_buffer_format(&text, "Not among these files, and needed for a whole return: %s.", absent.data);
        eh_lines_paragraph(lines, eh_buffer_words(&text));
        text.length = 0;
    }
    eh_lines_blank(lines);
    eh_buffer_format(&text, "%zu of %zu %s used; ", result->used_files, result->files,
                     result->files == 1 ? "file" : "files");
    counted(&text, result->count_of[EH_ERROR], "error", "errors");
    eh_buffer_text(&text, ", ");
    counted(&text, result->count_of[EH_WARNING], "warning", "warnings");
    eh_buffer_text(&text, ", ");
    counted(&text, result->count_of[EH_NOTE], "note.", "notes.");
    if (text.data && !text.failed)
        eh_lines_paragraph(lines, text.data);
    eh_buffer_done(&text, &lines->out);
    eh_buffer_done(&absent, &lines->out);
}

void check_write_text(const check_result *result, eh_buffer *out) {
    eh_lines lines = {.out = *out};
    for (size_t i = 0; i < result->table_count; i++)
        table_words(&lines, &result->tables[i]);
    organisations_words(&lines, result);
    findings_words(&lines, result);
    closing_words(&lines, result);
    *out = lines.out;
}
