/* Judging a sheet's cells: what is written in them, how it looks, and where it stands to the tables. */
#include <math.h>
#include <string.h>

#include "extract/access_sheet.h"

enum { SMALLEST_LETTERS = 11 };

void eh_access_mark_at(eh_access_sheet_state *state, eh_code code, uint64_t row, uint32_t column) {
    eh_access_mark *mark = &state->marks[code - EH_F_ACCESS_T1];
    if (mark->count++ == 0) {
        mark->row = row;
        mark->column = column;
    }
}

static void mark(eh_access_sheet_state *state, eh_code code) {
    eh_access_mark_at(state, code, state->cell.row, state->cell.column);
}

/* ---- looks ---- */

static const eh_access_format *format_of(const eh_access_sheet_state *state) {
    const eh_access_list *formats = &state->audit->styles.formats;
    return state->cell.style < formats->count ? &((const eh_access_format *)formats->at)[state->cell.style] : NULL;
}

static const eh_access_font *font_of(const eh_audit *audit, const eh_access_format *format) {
    const eh_access_list *fonts = &audit->styles.fonts;
    return format && format->font < fonts->count ? &((const eh_access_font *)fonts->at)[format->font] : NULL;
}

static const eh_access_fill *fill_of(const eh_audit *audit, const eh_access_format *format) {
    const eh_access_list *fills = &audit->styles.fills;
    return format && format->fill < fills->count ? &((const eh_access_fill *)fills->at)[format->fill] : NULL;
}

/* Relative luminance of WCAG 2.2. */
static double luminance(int32_t colour) {
    static const double weights[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double part = ((colour >> (16 - 8 * i)) & 0xff) / 255.0;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static bool too_faint(int32_t letters, int32_t ground) {
    static const double least = 4.5;
    double a = luminance(letters), b = luminance(ground);
    return ((a > b ? a : b) + 0.05) / ((a > b ? b : a) + 0.05) < least;
}

static void judge_contrast(eh_access_sheet_state *state, const eh_access_font *font, const eh_access_fill *fill) {
    int32_t letters = font->colour == EH_NO_COLOUR ? 0 : font->colour;
    int32_t ground = fill && fill->solid ? fill->colour : 0xffffff;
    if (letters >= 0 && ground >= 0 && too_faint(letters, ground))
        mark(state, EH_F_ACCESS_F10);
}

static void judge_font(eh_access_sheet_state *state, const eh_access_format *format) {
    eh_audit *audit = state->audit;
    const eh_access_font *font = font_of(audit, format);
    if (!font)
        return;
    if (audit->font == EH_INDEX_NONE)
        audit->font = font->name;
    bool other = font->name != EH_INDEX_NONE && font->name != audit->font;
    if (font->size < SMALLEST_LETTERS || font->serif || other || (!state->cell.number && format->odd_side))
        mark(state, EH_F_ACCESS_F3);
    judge_contrast(state, font, fill_of(audit, format));
}

static void judge_ground(eh_access_sheet_state *state, const eh_access_format *format) {
    const eh_access_fill *fill = fill_of(state->audit, format);
    const eh_access_list *borders = &state->audit->styles.borders;
    if (fill && fill->solid && fill->colour != 0xffffff)
        mark(state, EH_F_ACCESS_F8);
    if ((fill && fill->pattern) ||
        (format && format->border < borders->count && ((const bool *)borders->at)[format->border]))
        mark(state, EH_F_ACCESS_F7);
}

static bool is_heading_style(const eh_access_sheet_state *state, const eh_access_format *format) {
    const eh_access_font *font = font_of(state->audit, format);
    const eh_access_list *headings = &state->audit->styles.headings;
    for (uint32_t i = 0; format && i < headings->count; i++)
        if (((const uint32_t *)headings->at)[i] == format->style && format->style)
            return true;
    return font && font->bold;
}

/* ---- places ---- */

/* The table that the cell stands in, or NULL. */
static eh_access_table *table_of(eh_access_sheet_state *state) {
    const eh_access_cell *cell = &state->cell;
    for (unsigned i = 0; i < state->table_count; i++) {
        eh_access_table *table = &state->tables[i];
        if (cell->row >= table->top && cell->row <= table->bottom && cell->column >= table->left &&
            cell->column <= table->right)
            return table;
    }
    return NULL;
}

static bool above_tables(const eh_access_sheet_state *state) {
    for (unsigned i = 0; i < state->table_count; i++)
        if (state->cell.row >= state->tables[i].top)
            return false;
    return true;
}

static void judge_outside(eh_access_sheet_state *state) {
    const eh_access_cell *cell = &state->cell;
    const eh_access_words *words = &state->audit->words;
    if (!state->table_count)
        return;
    if (!above_tables(state)) {
        if (state->below_at != cell->row)
            mark(state, EH_F_ACCESS_S5);
        state->below_at = cell->row;
        return;
    }
    state->elsewhere_above = state->elsewhere_above || cell->column > 1;
    state->explained = state->explained || eh_access_has_word(cell->text, words->empty);
    state->counted = state->counted || (cell->row == 2 && eh_access_has_word(cell->text, words->count));
}

/* ---- tables ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_text(eh_slice a, const char *b) {
    eh_slice other = eh_trim(eh_slice_of(b));
    a = eh_trim(a);
    if (a.length != other.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        bool both_space = (a.at[i] == '\n' || a.at[i] == ' ') && (other.at[i] == '\n' || other.at[i] == ' ');
        if (lower(a.at[i]) != lower(other.at[i]) && !both_space)
            return false;
    }
    return true;
}

static void judge_heading(eh_access_sheet_state *state, eh_access_table *table) {
    uint32_t i = state->cell.column - table->left;
    const char *said = i < table->column_count ? table->columns[i] : "";
    table->headings++;
    if (state->cell.number || (!same_text(state->cell.text, said) && !strstr(said, "_x"))) /* "_x000a_": a line end */
        mark(state, EH_F_ACCESS_T5);
}

static bool notes_column(const eh_access_table *table, uint32_t column) {
    uint32_t i = column - table->left;
    return i < table->column_count && eh_access_has_word(eh_slice_of(table->columns[i]), "note");
}

static void judge_body(eh_access_sheet_state *state, eh_access_table *table, const eh_access_text *found) {
    uint32_t column = state->cell.column - table->left;
    table->cells++;
    table->in_row++;
    table->in_column[column]++;
    if (found->only_symbols && !state->cell.number)
        mark(state, EH_F_ACCESS_F5);
    if (found->marker && !state->notes && !notes_column(table, state->cell.column))
        mark(state, EH_F_ACCESS_N3);
}

/* ---- a cell ---- */

static void judge_text(eh_access_sheet_state *state, const eh_access_text *found) {
    if (found->symbol || state->cell.raised)
        mark(state, EH_F_ACCESS_N1);
    if (found->loose_note)
        mark(state, EH_F_ACCESS_N2);
    if (found->bare_address)
        mark(state, EH_F_ACCESS_F2);
}

void eh_access_cell_done(eh_access_sheet_state *state) {
    eh_access_cell *cell = &state->cell;
    const eh_access_format *format = format_of(state);
    judge_ground(state, format);
    if (!eh_trim(cell->text).length)
        return;
    eh_access_table *table = table_of(state);
    bool heading = table && table->headed && cell->row == table->top;
    eh_access_text found = {0};
    if (!cell->number)
        found = eh_access_judge(state->audit, cell->text, state->notes && table && cell->column == table->left);
    judge_text(state, &found);
    judge_font(state, format);
    if (table && !cell->number && !(format && format->wrap))
        mark(state, EH_F_ACCESS_T6);
    if (heading)
        judge_heading(state, table);
    else if (table)
        judge_body(state, table, &found);
    else
        judge_outside(state);
    if (cell->row == 1 && cell->column == 1) {
        state->title = !cell->number;
        state->title_marked = is_heading_style(state, format);
    }
    state->values++;
    state->seen[cell->column] = 1;
    state->in_row[cell->column] = 1;
    state->columns_in_row++;
    state->last_in_row = cell->column > state->last_in_row ? cell->column : state->last_in_row;
}

/* ---- a row ---- */

/* Blank rows within a table, and the first cell that is empty. */
static void row_in_table(eh_access_sheet_state *state, eh_access_table *table, uint64_t row) {
    eh_access_mark *empty = &state->marks[EH_F_ACCESS_T8 - EH_F_ACCESS_T1];
    uint32_t held = table->in_row;
    uint64_t first = table->top + table->headed;
    table->in_row = 0;
    if (!held)
        return;
    for (uint32_t c = table->left; c <= table->right && held <= table->right - table->left && !empty->row; c++)
        if (!state->in_row[c]) {
            empty->row = row;
            empty->column = c;
        }
    uint64_t expected = table->expected ? table->expected : first;
    if (row > expected && !state->marks[EH_F_ACCESS_T4 - EH_F_ACCESS_T1].row)
        state->marks[EH_F_ACCESS_T4 - EH_F_ACCESS_T1].row = expected;
    table->expected = row + 1;
    table->rows++;
}

void eh_access_row_done(eh_access_sheet_state *state, uint64_t row) {
    if (!state->columns_in_row)
        return;
    for (unsigned i = 0; i < state->table_count; i++)
        row_in_table(state, &state->tables[i], row);
    state->rows_of_several += state->columns_in_row > 1;
    memset(state->in_row, 0, state->last_in_row + 1);
    state->columns_in_row = 0;
    state->last_in_row = 0;
}

/* ---- the sheet ---- */

static bool digits_only(const char *text) {
    return *text && strspn(text, "0123456789_") == strlen(text);
}

/* The name that a program gives by itself: its word and a number. */
static bool made_up(const char *name, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i < length; i++)
        if (!name[i] || lower(name[i]) != lower(word[i]))
            return false;
    return digits_only(name + length);
}

static void table_headings(eh_access_sheet_state *state, const eh_access_table *table) {
    eh_index *names = eh_index_new();
    state->audit->no_memory = state->audit->no_memory || !names;
    if (!table->headed || table->headings <= table->right - table->left)
        eh_access_mark_at(state, EH_F_ACCESS_T5, table->top, table->left);
    for (uint32_t i = 0; names && table->headed && i < table->column_count && i <= table->right - table->left; i++) {
        char folded[EH_FOLD_ROOM];
        bool added = true;
        size_t length = eh_fold(eh_slice_of(table->columns[i]), folded, sizeof folded);
        if (length && eh_index_add(names, (eh_slice){folded, length}, &added) == EH_INDEX_NONE)
            state->audit->no_memory = true;
        if (!length || !added || made_up(table->columns[i], "Column"))
            eh_access_mark_at(state, EH_F_ACCESS_T5, table->top, table->left + i);
    }
    eh_index_free(names);
}

/* Blank rows and columns are T4; what else is empty is T8. */
static void table_gaps(eh_access_sheet_state *state, const eh_access_table *table) {
    eh_access_mark *gaps = &state->marks[EH_F_ACCESS_T4 - EH_F_ACCESS_T1];
    eh_access_mark *empty = &state->marks[EH_F_ACCESS_T8 - EH_F_ACCESS_T1];
    uint64_t first = table->top + table->headed, body = table->bottom + 1 - first, filled_columns = 0;
    for (uint32_t c = 0; c <= table->right - table->left; c++) {
        filled_columns += table->in_column[c] > 0;
        if (!table->in_column[c] && !gaps->row)
            gaps->column = gaps->column ? gaps->column : table->left + c;
    }
    uint64_t blank = body - table->rows + (table->right - table->left + 1 - filled_columns);
    if (blank && !gaps->row && !gaps->column)
        gaps->row = table->expected ? table->expected : first;
    gaps->count += blank;
    if (!state->explained)
        empty->count += table->rows * filled_columns - table->cells;
}

static void judge_table(eh_access_sheet_state *state, const eh_access_table *table) {
    char folded[EH_FOLD_ROOM];
    bool added = true;
    size_t length = eh_fold(eh_slice_of(table->name), folded, sizeof folded);
    if (eh_index_add(state->audit->table_names, (eh_slice){folded, length}, &added) == EH_INDEX_NONE)
        state->audit->no_memory = true;
    if (!added || made_up(table->name, "Table"))
        eh_access_mark_at(state, EH_F_ACCESS_T2, table->top, table->left);
    table_headings(state, table);
    table_gaps(state, table);
    if (table->filter)
        eh_access_mark_at(state, EH_F_ACCESS_T7, table->top, table->left);
    if (table->filled)
        eh_access_mark_at(state, EH_F_ACCESS_F8, table->top, table->left);
    if (table->lined)
        eh_access_mark_at(state, EH_F_ACCESS_F7, table->top, table->left);
    if (table->left != 1)
        eh_access_mark_at(state, EH_F_ACCESS_S4, table->top, table->left);
}

static void judge_above(eh_access_sheet_state *state) {
    if (!state->table_count || !state->title)
        return;
    if (state->elsewhere_above || !state->counted)
        eh_access_mark_at(state, EH_F_ACCESS_S3, 1, 1);
}

void eh_access_sheet_done(eh_access_sheet_state *state) {
    if (!state->values && !state->silent) {
        eh_access_mark_at(state, EH_F_ACCESS_S2, 0, 0);
        return;
    }
    if (state->values && (!state->title || !state->title_marked))
        eh_access_mark_at(state, EH_F_ACCESS_F4, 1, 1);
    if (!state->table_count && state->rows_of_several > 1)
        eh_access_mark_at(state, EH_F_ACCESS_T1, 0, 0);
    for (unsigned i = 0; i < state->table_count; i++)
        judge_table(state, &state->tables[i]);
    for (unsigned i = 0; state->table_count > 1 && i < state->table_count; i++)
        eh_access_mark_at(state, EH_F_ACCESS_S6, 0, 0);
    judge_above(state);
    for (uint32_t c = 1; c <= EH_LIMIT_COLUMNS; c++)
        if (state->seen[c] && !state->wide[c])
            eh_access_mark_at(state, EH_F_ACCESS_T10, 0, c);
}
