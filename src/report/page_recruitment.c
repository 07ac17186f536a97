/* Recruitment, stage by stage: a card with a chart of how far people of each group came, tables, and the same without international recruitment. In a published page
 * counts may be hidden; where the first stage of a group is, there is no chart. */
#include <math.h>
#include <string.h>

#include "report/breakdown_words.h"
#include "report/page_svg.h"

enum { LANE = 16, BAR = 12, GAP = 10, FOOT = 24 };

/* Where the bars end, in percent of the width; the figures stand to the right of them. */
static const double PLOT = 78;

/* ---- reading the tables ---- */

static const eh_breakdown *counts_of(const eh_page *page, const char *name, const char *by) {
    const eh_breakdown *b = eh_breakdown_find(page->ret, name, by);
    return b && b->missing == EH_PRESENT && b->rows ? b : NULL;
}

bool eh_page_has_recruitment(const eh_page *page) {
    return counts_of(page, "funnel", "") != NULL;
}

static eh_breakdown_cell count_of(const eh_page *page, const eh_breakdown *b, const char *of, unsigned group,
                                  unsigned stage) {
    const eh_breakdown_cell *cell =
        eh_breakdown_at(b, of, eh_group_id(page->ret->standard, group), "", b->column[stage]);
    return cell ? *cell : (eh_breakdown_cell){.missing = EH_NOT_SUPPLIED};
}

/* The people of a group at a stage (a column); NaN when it is not supplied or hidden. */
static double people(const eh_page *page, const eh_breakdown *b, const char *of, unsigned group, unsigned stage) {
    eh_breakdown_cell cell = count_of(page, b, of, group, stage);
    return cell.missing == EH_PRESENT ? cell.value : (double)NAN;
}

static void count_words(eh_buffer *out, eh_breakdown_cell cell) {
    if (cell.missing == EH_PRESENT)
        eh_words_count(out, cell.value);
    else
        eh_buffer_text(out, eh_missing_words(cell.missing));
}

static bool is_supplied(const eh_page *page, const eh_breakdown *b, unsigned stage) {
    eh_missing missing = count_of(page, b, b->row[0].of, page->focus, stage).missing;
    return missing == EH_PRESENT || missing == EH_SUPPRESSED;
}

/* The first stage that is supplied. */
static unsigned first_stage(const eh_page *page, const eh_breakdown *b) {
    unsigned stage = 0;
    while (stage + 1 < b->columns && !is_supplied(page, b, stage))
        stage++;
    return stage;
}

/* ---- the chart ---- */

static void lane(eh_drawing *drawing, const char *style, eh_breakdown_cell count, double whole) {
    eh_page *page = drawing->page;
    bool shown = count.missing == EH_PRESENT;
    double part = count.value;
    char share[EH_FRACTION_ROOM];
    eh_buffer words = {0};
    double y = drawing->y;
    if (shown && whole > 0)
        eh_draw_rect(drawing, style, 0, y, PLOT * part / whole, BAR);
    count_words(&words, count);
    if (shown && eh_page_percent(part, whole, share))
        eh_buffer_format(&words, ", %s", share);
    eh_draw_text(drawing, "figure", 100, y + BAR - 1, EH_ANCHOR_END, eh_buffer_words(&words));
    eh_buffer_done(&words, &page->out);
    drawing->y += LANE;
}

static void describe_stage(eh_page *page, const eh_breakdown *b, unsigned stage, eh_buffer *out) {
    eh_buffer name = {0}, mine = {0}, theirs = {0};
    eh_words_of_id(&name, b->column[stage]);
    count_words(&mine, count_of(page, b, "", page->focus, stage));
    count_words(&theirs, count_of(page, b, "", page->other, stage));
    eh_buffer_char(out, ' ');
    eh_page_put(page, out, EH_PAGE_DESC_SURVEY_ROW, name.data, mine.data, theirs.data);
    eh_buffer_done(&name, out);
    eh_buffer_done(&mine, out);
    eh_buffer_done(&theirs, out);
}

static void chart(eh_page *page, const eh_breakdown *b, const char *subject) {
    const char *mine = eh_page_group(page, page->focus), *theirs = eh_group_inside(page->ret->standard, page->other);
    unsigned first = first_stage(page, b);
    eh_drawing drawing;
    eh_buffer title = {0}, words = {0}, from = {0};
    eh_words_of_id(&from, b->column[first]);
    eh_page_say_in(page, "<figure>\n<figcaption>", EH_PAGE_CHART_STAGES, subject, mine, theirs, "</figcaption>\n");
    eh_page_put(page, &title, EH_PAGE_CHART_STAGES, subject, mine, theirs);
    eh_page_put(page, &words, EH_PAGE_DESC_STAGES, mine, theirs, from.data);
    eh_drawing_begin(&drawing, page);
    for (unsigned s = first; s < b->columns; s++) {
        eh_buffer name = {0};
        if (!is_supplied(page, b, s))
            continue;
        eh_words_of_id(&name, b->column[s]);
        eh_draw_heading(&drawing, eh_buffer_words(&name), "");
        eh_buffer_done(&name, &page->out);
        lane(&drawing, "bar", count_of(page, b, "", page->focus, s), people(page, b, "", page->focus, first));
        lane(&drawing, "other", count_of(page, b, "", page->other, s), people(page, b, "", page->other, first));
        drawing.y += GAP;
        describe_stage(page, b, s, &words);
    }
    eh_drawing_open(&drawing, drawing.y + FOOT - GAP, &title, &words);
    eh_draw_line(&drawing, "axis", 0, 0, 0, drawing.y);
    eh_drawing_end(&drawing);
    eh_page_say_in(page, "<p class=\"legend\">", EH_PAGE_LEGEND_STAGES, mine, theirs, from.data, "</p>\n</figure>\n");
    eh_buffer_done(&from, &page->out);
}

/* ---- tables ---- */

static const char *word(const eh_page *page, eh_page_word which) {
    return eh_page_word_text(page->catalogue, which);
}

void eh_page_row_heading(eh_page *page, eh_buffer *words) {
    eh_page_raw(page, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    eh_page_words(page, words);
    eh_page_raw(page, "</th>");
}

static void count_cell(eh_page *page, const eh_breakdown *b, const char *of, unsigned group, unsigned stage) {
    double count = people(page, b, of, group, stage), before = (double)NAN;
    char share[EH_FRACTION_ROOM];
    eh_page_cell(page, true, eh_page_group(page, group));
    for (unsigned s = 0; s < stage; s++)
        before = is_supplied(page, b, s) ? people(page, b, of, group, s) : before;
    if (isfinite(count))
        eh_page_count(page, count);
    else if (is_supplied(page, b, stage))
        eh_page_text(page, eh_missing_words(EH_SUPPRESSED));
    else
        eh_page_say_in(page, "<span class=\"absent\">", EH_PAGE_NOT_SUPPLIED, NULL, NULL, NULL, "</span>");
    if (isfinite(count) && isfinite(before) && eh_page_percent(count, before, share)) {
        eh_page_raw(page, "<small>");
        eh_page_text(page, share);
        eh_page_raw(page, "</small>");
    }
    eh_page_raw(page, "</td>");
}

static void stages_table(eh_page *page, const eh_breakdown *b, const char *subject) {
    eh_page_open_table(page, EH_PAGE_TABLE_STAGES, subject);
    eh_page_column(page, false, word(page, EH_PAGE_STAGE_COLUMN));
    for (unsigned g = 0; g < EH_GROUPS; g++)
        eh_page_column(page, true, eh_page_group(page, g));
    eh_page_open_rows(page);
    for (unsigned s = 0; s < b->columns; s++) {
        eh_buffer name = {0};
        eh_words_of_id(&name, b->column[s]);
        eh_page_row_heading(page, &name);
        for (unsigned g = 0; g < EH_GROUPS; g++)
            count_cell(page, b, "", g, s);
        eh_page_raw(page, "</tr>\n");
    }
    eh_page_close_table(page);
}

void eh_page_ratio_cells(eh_page *page, const eh_value *value) {
    eh_buffer words = {0};
    eh_page_cell(page, true, word(page, EH_PAGE_RATIO_COLUMN));
    if (value->missing == EH_PRESENT)
        eh_page_number(page, value->value, 2);
    else
        eh_page_text(page, eh_missing_words(value->missing));
    eh_page_raw(page, "</td>");
    eh_page_cell(page, false, word(page, EH_PAGE_INTERVAL_COLUMN));
    bool low = isfinite(value->lower), high = isfinite(value->upper);
    if (low)
        eh_page_number(page, value->lower, 2);
    eh_page_raw(page, !low ? "\xe2\x80\x93" : high ? " to " : " upwards");
    if (low && high)
        eh_page_number(page, value->upper, 2);
    eh_page_raw(page, "</td>");
    eh_page_cell(page, false, word(page, EH_PAGE_CHANCE_COLUMN));
    if (isfinite(value->p)) {
        eh_words_p(&words, value->p);
        eh_page_text(page, value->p < 0.05 ? word(page, EH_PAGE_CHANCE_UNLIKELY) : word(page, EH_PAGE_CHANCE_ALONE));
        eh_page_raw(page, "<small>");
        eh_page_words(page, &words);
        eh_page_raw(page, "</small>");
    } else {
        eh_page_raw(page, "\xe2\x80\x93");
    }
    eh_page_raw(page, "</td>");
}

void eh_page_ratio_columns(eh_page *page) {
    eh_page_column(page, true, word(page, EH_PAGE_RATIO_COLUMN));
    eh_page_column(page, false, word(page, EH_PAGE_INTERVAL_COLUMN));
    eh_page_column(page, false, word(page, EH_PAGE_CHANCE_COLUMN));
    eh_page_open_rows(page);
}

static void steps_table(eh_page *page, const eh_breakdown *ratios, const char *subject) {
    eh_page_open_table(page, EH_PAGE_TABLE_STEPS, subject);
    eh_page_column(page, false, word(page, EH_PAGE_STEP_COLUMN));
    eh_page_ratio_columns(page);
    for (size_t i = 0; i < ratios->rows; i++) {
        eh_buffer name = {0};
        eh_value value = eh_breakdown_ratio(ratios, &ratios->row[i]);
        eh_words_of_id(&name, ratios->row[i].step);
        eh_page_row_heading(page, &name);
        eh_page_ratio_cells(page, &value);
        eh_page_raw(page, "</tr>\n");
    }
    eh_page_close_table(page);
}

/* "60 of 420": appointed of shortlisted. */
static void part_cell(eh_page *page, const eh_breakdown *b, const char *of, unsigned group) {
    unsigned appointed = b->columns - 1;
    eh_buffer part = {0}, whole = {0};
    count_words(&part, count_of(page, b, of, group, appointed));
    count_words(&whole, count_of(page, b, of, group, 1));
    eh_page_cell(page, true, eh_page_group(page, group));
    eh_page_say(page, EH_PAGE_PART_OF, part.data, whole.data, NULL);
    eh_page_raw(page, "</td>");
    eh_buffer_done(&part, &page->out);
    eh_buffer_done(&whole, &page->out);
}

static void say_no_parts(eh_page *page, const eh_breakdown *b) {
    eh_buffer how = {0};
    if (!b || b->missing != EH_NOT_SUPPLIED)
        return;
    eh_words_by(&how, page->catalogue, b);
    eh_page_say_in(page, "<p>", EH_PAGE_PARTS_NO_SOURCE, eh_buffer_words(&how), NULL, NULL, "</p>\n");
    eh_buffer_done(&how, &page->out);
}

/* Appointed from shortlisting in each part, folded away. */
static void parts_table(eh_page *page, const char *name, const char *ratios_name, const char *by, const char *subject) {
    const eh_breakdown *b = counts_of(page, name, by), *ratios = eh_breakdown_find(page->ret, ratios_name, by);
    eh_buffer how = {0}, caption = {0};
    if (!b || !ratios) {
        say_no_parts(page, eh_breakdown_find(page->ret, name, by));
        return;
    }
    eh_words_by(&how, page->catalogue, b);
    eh_page_put(page, &caption, EH_PAGE_TABLE_PARTS, subject, how.data, NULL);
    eh_page_raw(page, "<details>\n<summary>");
    eh_page_text(page, eh_buffer_words(&caption));
    eh_page_raw(page, "</summary>\n");
    eh_page_breakdown_meaning(page, b, by);
    eh_page_open_table(page, EH_PAGE_TABLE_PART_RATIOS, caption.data);
    eh_page_column(page, false, how.data);
    eh_page_column(page, true, eh_page_group(page, page->other));
    eh_page_column(page, true, eh_page_group(page, page->focus));
    eh_page_ratio_columns(page);
    for (size_t i = 0; i < b->rows; i += EH_GROUPS) {
        const eh_breakdown_row *step = NULL;
        eh_buffer part = {0};
        for (size_t r = 0; r < ratios->rows && !step; r++)
            if (!strcmp(ratios->row[r].of, b->row[i].of) && !strcmp(ratios->row[r].step, "shortlisted-to-appointed"))
                step = &ratios->row[r];
        eh_value value = step ? eh_breakdown_ratio(ratios, step) : eh_value_missing(EH_NOT_APPLICABLE);
        eh_words_part(&part, page->catalogue, page->edition, b, b->row[i].of);
        eh_page_row_heading(page, &part);
        part_cell(page, b, b->row[i].of, page->other);
        part_cell(page, b, b->row[i].of, page->focus);
        eh_page_ratio_cells(page, &value);
        eh_page_raw(page, "</tr>\n");
    }
    eh_page_close_table(page);
    eh_page_raw(page, "</details>\n");
    eh_buffer_done(&how, &page->out);
    eh_buffer_done(&caption, &page->out);
}

/* ---- the card ---- */

static void funnel(eh_page *page, const char *name, const char *ratios_name, eh_page_word title) {
    const eh_breakdown *b = counts_of(page, name, ""), *ratios = eh_breakdown_find(page->ret, ratios_name, "");
    const char *subject = word(page, title);
    eh_page_raw(page, "<h4>");
    eh_page_text(page, subject);
    eh_page_raw(page, "</h4>\n");
    if (!b || !ratios) {
        const eh_breakdown *none = eh_breakdown_find(page->ret, name, "");
        bool left_out = none && none->missing == EH_SUPPRESSED;
        eh_page_say_in(page, "<p>", left_out ? EH_PAGE_STAGES_LEFT_OUT : EH_PAGE_STAGES_NO_SOURCE, NULL, NULL, NULL,
                       "</p>\n");
        return;
    }
    unsigned first = first_stage(page, b);
    bool drawn = isfinite(people(page, b, "", page->focus, first)) && isfinite(people(page, b, "", page->other, first));
    if (drawn) {
        eh_page_raw(page, "<div class=\"pair both\">\n<div>\n");
        chart(page, b, subject);
        eh_page_raw(page, "</div>\n<div>\n");
    }
    stages_table(page, b, subject);
    if (drawn)
        eh_page_raw(page, "</div>\n</div>\n");
    steps_table(page, ratios, subject);
    parts_table(page, name, ratios_name, "staff-group", subject);
    parts_table(page, name, ratios_name, "band", subject);
}

void eh_page_recruitment(eh_page *page) {
    if (!eh_page_has_recruitment(page))
        return;
    const char *id = eh_standard_word(page->ret->standard);
    eh_buffer_format(&page->out, "<section class=\"card\" aria-labelledby=\"%s-stages\">\n<h3 id=\"%s-stages\">", id,
                     id);
    eh_page_say(page, EH_PAGE_STAGES, eh_page_standard(page), NULL, NULL);
    eh_page_say_in(page, "</h3>\n<p>", EH_PAGE_STAGES_LEAD, eh_group_inside(page->ret->standard, page->focus), NULL,
                   NULL, "</p>\n");
    funnel(page, "funnel", "funnel-ratios", EH_PAGE_STAGES_ALL);
    funnel(page, "funnel-without-international", "funnel-without-international-ratios", EH_PAGE_STAGES_AT_HOME);
    eh_page_raw(page, "</section>\n");
}
