/* Actions on the page of progress: beside the indicator that they are about, the overdue ones marked. */
#include <string.h>

#include "base/date.h"
#include "report/progress_page.h"

static const eh_progress_word columns[] = {EH_SAYS_ACTION_COLUMN, EH_SAYS_OWNER_COLUMN, EH_SAYS_DUE_COLUMN,
                                           EH_SAYS_STATUS_COLUMN, EH_SAYS_MEASURE_COLUMN};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void due_cell(eh_walk *walk, const eh_action *action) {
    char day[24];
    if (action->due == EH_NO_DATE) {
        eh_walk_text_cell(walk, EH_SAYS_DUE_COLUMN, action->due_text);
        return;
    }
    eh_date_words(action->due, day);
    eh_walk_text_cell(walk, EH_SAYS_DUE_COLUMN, day);
}

static void status_cell(eh_walk *walk, const eh_action *action) {
    eh_page *page = &walk->page;
    eh_page_cell(page, false, eh_progress_say(walk->report, EH_SAYS_STATUS_COLUMN));
    if (action->overdue)
        eh_walk_say(walk, "<strong class=\"bad\">", EH_SAYS_OVERDUE_MARK, NULL, NULL, NULL, "</strong>, ");
    eh_page_text(page, eh_action_status_words(walk->report, action->status));
    eh_page_raw(page, "</td>");
}

static void row(eh_walk *walk, const eh_action *action, bool about) {
    eh_buffer name = {0};
    if (about || *action->organisation) {
        eh_action_about(action, &name);
        if (*action->organisation)
            eh_buffer_format(&name, " (%s)", action->organisation);
        eh_buffer_text(&name, ": ");
    }
    eh_buffer_text(&name, action->what);
    eh_walk_open_row(walk, &name);
    eh_walk_text_cell(walk, EH_SAYS_OWNER_COLUMN, action->owner);
    due_cell(walk, action);
    status_cell(walk, action);
    eh_walk_text_cell(walk, EH_SAYS_MEASURE_COLUMN, action->measure);
    eh_walk_close_row(walk);
}

void eh_walk_actions(eh_walk *walk, const char *indicator) {
    const eh_actions *actions = &walk->report->actions;
    bool any = false;
    for (size_t i = 0; i < actions->count; i++) {
        if (!eh_action_belongs(&actions->at[i], walk->course, indicator))
            continue;
        if (!any) {
            eh_walk_open_table(walk, EH_SAYS_TABLE_ACTIONS, indicator, NULL);
            eh_walk_columns(walk, columns, COLUMNS, COLUMNS);
        }
        any = true;
        row(walk, &actions->at[i], false);
    }
    if (any)
        eh_page_close_table(&walk->page);
}

static bool is_other(const eh_action *action) {
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        if (action->about[s])
            return false;
    return true;
}

void eh_walk_other_actions(eh_walk *walk) {
    const eh_actions *actions = &walk->report->actions;
    bool any = false;
    for (size_t i = 0; i < actions->count; i++) {
        if (!is_other(&actions->at[i]))
            continue;
        if (!any) {
            eh_walk_say(walk, "<section aria-labelledby=\"other-actions\">\n<h2 id=\"other-actions\">",
                        EH_SAYS_OTHER_ACTIONS, NULL, NULL, NULL, "</h2>\n<div class=\"card\">\n");
            eh_walk_open_table(walk, EH_SAYS_TABLE_OTHER_ACTIONS, NULL, NULL);
            eh_walk_columns(walk, columns, COLUMNS, COLUMNS);
        }
        any = true;
        row(walk, &actions->at[i], true);
    }
    if (any)
        eh_page_raw(&walk->page, "</tbody>\n</table>\n</div>\n</section>\n");
}
