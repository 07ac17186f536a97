#include "progress/actions.h"

#include <stdlib.h>
#include <string.h>

#include "base/finding.h"
#include "base/limits.h"
#include "extract/rows.h"
#include "progress/progress.h"

enum { NO_COLUMN = -1 };

/* A plan being read. */
typedef struct reading {
    eh_progress_report *report;
    eh_findings *findings;
    const char *file;
    const char *sheet;
    eh_action_words *words;
    int column[EH_ACTION_FIELDS];
    eh_action *list; /* grows; copied to the arena at the end */
    size_t count, room;
    eh_status status;
} reading;

/* ---- headings ---- */

/* A row does as headings when it names the item and the action; the more columns it names, the better. */
static int judge(void *context, const eh_row *row) {
    const eh_action_words *words = context;
    bool seen[EH_ACTION_FIELDS + 1] = {false};
    int score = 0;
    for (uint32_t c = 0; c < row->count; c++) {
        eh_action_field field = eh_action_field_of(words, eh_row_cell(row, c).text);
        score += field != EH_ACTION_FIELDS && !seen[field];
        seen[field] = true;
    }
    return seen[EH_ACTION_ITEM] && seen[EH_ACTION_WHAT] ? score : 0;
}

static void match(reading *r, const eh_row *row) {
    for (unsigned f = 0; f < EH_ACTION_FIELDS; f++)
        r->column[f] = NO_COLUMN;
    for (uint32_t c = 0; c < row->count; c++) {
        eh_action_field field = eh_action_field_of(r->words, eh_row_cell(row, c).text);
        if (field != EH_ACTION_FIELDS && r->column[field] == NO_COLUMN)
            r->column[field] = (int)c;
    }
}

/* ---- cells ---- */

static eh_cell cell(const reading *r, const eh_row *row, eh_action_field field) {
    const eh_cell blank = {.type = EH_CELL_BLANK};
    int column = r->column[field];
    if (column == NO_COLUMN || (uint32_t)column >= row->count)
        return blank;
    eh_cell found = eh_row_cell(row, (uint32_t)column);
    return found.type == EH_CELL_ERROR || found.type == EH_CELL_UNCALCULATED ? blank : found;
}

static const char *text(reading *r, const eh_row *row, eh_action_field field) {
    eh_slice slice = cell(r, row, field).text;
    size_t length = slice.length < EH_LIMIT_VALUE ? slice.length : EH_LIMIT_VALUE;
    while (length < slice.length && length > 0 && ((unsigned char)slice.at[length] & 0xc0) == 0x80)
        length--; /* never within a character */
    char *copy = eh_arena_slice(r->report->arena, length ? slice.at : "", length);
    if (!copy)
        r->status = EH_NOMEM;
    return copy ? copy : "";
}

static void found(reading *r, eh_code code, const eh_row *row, eh_action_field field, const char *value) {
    int column = r->column[field];
    eh_place place = {.file = r->file,
                      .sheet = r->sheet,
                      .row = row->number,
                      .heading = eh_action_heading(field),
                      .column = column == NO_COLUMN ? 0 : (unsigned)column + 1};
    if (eh_found(r->findings, code, place, 1, value, NULL, NULL) != EH_OK)
        r->status = EH_NOMEM;
}

/* ---- which item ---- */

/* An item by its id, with or without its usual ending, or an indicator by its number. */
static void name_in(const eh_course *course, eh_slice name, eh_action *action) {
    const eh_edition *edition = eh_course_newest(course);
    int place = eh_item_find(edition, name);
    action->whole = place < 0;
    for (unsigned i = 0; i < edition->item_count && place < 0; i++)
        if (eh_slice_equal(name, eh_slice_of(edition->items[i].indicator)))
            place = (int)i;
    if (place < 0)
        return;
    action->about[course->standard] = true;
    action->place[course->standard] = place;
}

/* "WRES 2" and "Indicator 2" are 2: words before the number are passed over, the name of a standard being taken as one. */
static eh_slice without_words(eh_slice name, bool wanted[EH_STANDARD_COUNT]) {
    for (;;) {
        size_t length = 0;
        eh_standard standard;
        while (length < name.length && name.at[length] != ' ')
            length++;
        eh_slice word = {name.at, length};
        bool is_number = length > 0 && word.at[0] >= '0' && word.at[0] <= '9';
        if (length == name.length || is_number)
            return word;
        if (eh_standard_read(word, &standard))
            for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
                wanted[s] = wanted[s] && s == standard;
        name = eh_trim((eh_slice){name.at + length, name.length - length});
    }
}

static void join(reading *r, const eh_row *row, eh_action *action) {
    eh_standard standard;
    bool wanted[EH_STANDARD_COUNT] = {false}, other_standard = false;
    eh_slice given = cell(r, row, EH_ACTION_STANDARD).text;
    bool said = eh_standard_read(given, &standard);
    if (given.length > 0 && !said)
        found(r, EH_F_ACTION_STANDARD, row, EH_ACTION_STANDARD, NULL);
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++) {
        wanted[s] = !said || s == standard;
        action->place[s] = -1;
    }
    eh_slice name = without_words(eh_slice_of(action->item), wanted);
    for (size_t c = 0; c < r->report->course_count; c++)
        if (wanted[r->report->courses[c].standard])
            name_in(&r->report->courses[c], name, action);
    unsigned count = 0;
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++)
        count += action->about[s];
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++) { /* of a standard that is not followed here */
        bool followed = false;
        for (size_t c = 0; c < r->report->course_count; c++)
            followed = followed || r->report->courses[c].standard == s;
        other_standard = other_standard || (wanted[s] && !followed);
    }
    if (count > 1)
        found(r, EH_F_ACTION_BOTH, row, EH_ACTION_ITEM, NULL);
    else if (count == 0 && !other_standard)
        found(r, EH_F_ACTION_ITEM, row, EH_ACTION_ITEM, NULL);
}

/* ---- one row ---- */

static void read_due(reading *r, const eh_row *row, eh_action *action) {
    eh_date_reading what = eh_date_read(cell(r, row, EH_ACTION_DUE).text, &action->due);
    if (what == EH_DATE_READ)
        return;
    action->due = EH_NO_DATE;
    if (what != EH_DATE_BLANK)
        found(r, EH_F_ACTION_DUE, row, EH_ACTION_DUE, NULL);
}

static void read_status(reading *r, const eh_row *row, eh_action *action) {
    eh_slice given = cell(r, row, EH_ACTION_STATUS).text;
    action->status = EH_ACTION_NOT_STARTED;
    if (given.length == 0)
        return;
    eh_action_status status = eh_action_status_of(r->words, given);
    if (status == EH_ACTION_STATUSES)
        found(r, EH_F_ACTION_STATUS, row, EH_ACTION_STATUS, NULL);
    else
        action->status = status;
}

/* Whether an action is of an organisation that is followed; a blank is of all of them. */
static bool is_ours(const reading *r, const char *code) {
    bool ours = *code == '\0';
    for (size_t c = 0; c < r->report->course_count; c++)
        for (size_t o = 0; o < r->report->courses[c].walker_count; o++)
            ours = ours || strcmp(r->report->courses[c].walkers[o].who->code, code) == 0;
    return ours;
}

static bool add(reading *r, const eh_action *action) {
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 32;
        eh_action *grown = realloc(r->list, room * sizeof *grown);
        if (!grown)
            return false;
        r->list = grown;
        r->room = room;
    }
    r->list[r->count++] = *action;
    return true;
}

static void read_row(reading *r, const eh_row *row) {
    eh_action action = {.row = row->number};
    action.item = text(r, row, EH_ACTION_ITEM);
    action.what = text(r, row, EH_ACTION_WHAT);
    action.owner = text(r, row, EH_ACTION_OWNER);
    action.measure = text(r, row, EH_ACTION_MEASURE);
    action.due_text = text(r, row, EH_ACTION_DUE);
    action.organisation = text(r, row, EH_ACTION_ORGANISATION);
    if (r->status != EH_OK)
        return;
    if (!*action.what) {
        found(r, EH_F_ACTION_BLANK, row, EH_ACTION_WHAT, NULL);
        return;
    }
    if (!is_ours(r, action.organisation)) {
        found(r, EH_F_ACTION_ORGANISATION, row, EH_ACTION_ORGANISATION, NULL);
        return;
    }
    if (strchr(action.owner, '@'))
        found(r, EH_F_ACTION_PERSON, row, EH_ACTION_OWNER, NULL);
    read_due(r, row, &action);
    read_status(r, row, &action);
    join(r, row, &action);
    bool open = action.status == EH_ACTION_NOT_STARTED || action.status == EH_ACTION_IN_PROGRESS;
    action.overdue =
        open && action.due != EH_NO_DATE && r->report->today != EH_NO_DATE && action.due < r->report->today;
    if (r->count >= EH_LIMIT_ACTIONS)
        found(r, EH_F_ACTIONS_MANY, row, EH_ACTION_WHAT, NULL);
    else if (!add(r, &action))
        r->status = EH_NOMEM;
}

/* ---- the whole ---- */

static void read_table(reading *r, eh_extract *extract, unsigned table) {
    const eh_table_info *info = eh_extract_table(extract, table);
    eh_rows *rows = NULL;
    const eh_row *row;
    r->sheet = info->sheet;
    eh_status status = eh_rows_open(extract, table, &rows);
    while (status == EH_OK && r->status == EH_OK && (status = eh_rows_next(rows, &row)) == EH_OK) {
        if (row->number == info->heading_row)
            match(r, row);
        else if (row->number > info->heading_row)
            read_row(r, row);
    }
    eh_rows_close(rows);
    if (r->status == EH_OK && status != EH_END && status != EH_OK)
        r->status = status;
}

static void read_extract(reading *r, eh_extract *extract) {
    unsigned best = 0;
    for (unsigned t = 1; t < eh_extract_tables(extract); t++)
        if (eh_extract_table(extract, t)->score > eh_extract_table(extract, best)->score)
            best = t;
    if (eh_extract_tables(extract) > 0 && eh_extract_table(extract, best)->score > 0) {
        read_table(r, extract, best);
        return;
    }
    r->status = eh_refuse(r->findings, EH_F_ACTIONS_HEADINGS, (eh_place){.file = r->file}, NULL, NULL);
}

eh_status eh_actions_read(eh_progress_report *report, eh_source *source, eh_findings *findings) {
    reading r = {.report = report, .findings = findings, .status = EH_OK};
    eh_extract *extract = NULL;
    const eh_unpacking unpacking = {.alone = true}; /* a plan is small */
    r.words = eh_action_words_new(report->catalogue);
    r.file = eh_arena_text(report->arena, source->name);
    if (!r.words || !r.file)
        r.status = EH_NOMEM;
    if (r.status == EH_OK)
        r.status = eh_extract_open(source, judge, r.words, &unpacking, findings, &extract);
    if (r.status == EH_OK)
        read_extract(&r, extract);
    eh_extract_close(extract);
    report->actions = (eh_actions){.given = true, .file = r.file, .count = r.count};
    report->actions.at = eh_arena_alloc(report->arena, (r.count + 1) * sizeof *report->actions.at);
    if (!report->actions.at)
        r.status = EH_NOMEM;
    else if (r.count > 0)
        memcpy(report->actions.at, r.list, r.count * sizeof *r.list);
    free(r.list);
    eh_action_words_free(r.words);
    return r.status;
}

/* ---- asking ---- */

bool eh_action_belongs(const eh_action *action, const eh_course *course, const char *indicator) {
    return action->about[course->standard] &&
           strcmp(eh_course_newest(course)->items[action->place[course->standard]].indicator, indicator) == 0;
}

static bool is_worse_than_parity(const eh_course *course, const eh_track *track) {
    const eh_value *value = track->value[course->year_count - 1];
    if (value->missing != EH_PRESENT)
        return false;
    double number = 0;
    if (!eh_double_read(eh_slice_of(value->display), &number))
        return false;
    if (track->item->unit == EH_RATIO)
        return number > 1; /* every ratio is turned so that above 1 is worse for the group that the standard is about */
    if (track->item->unit == EH_POINTS)
        return number < 0;
    return track->kind == EH_TRACK_GAP && number * track->item->better < 0;
}

bool eh_track_unattended(const eh_progress_report *report, const eh_course *course, const eh_track *track) {
    if (!report->actions.given || !track->main || !is_worse_than_parity(course, track))
        return false;
    for (size_t i = 0; i < report->actions.count; i++) {
        const eh_action *action = &report->actions.at[i];
        if (action->status != EH_ACTION_STOPPED && eh_action_belongs(action, course, track->item->indicator))
            return false;
    }
    return true;
}
