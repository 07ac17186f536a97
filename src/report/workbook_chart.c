/* See workbook_chart.h. */
#include "report/workbook_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    DARK_BLUE = 0x005EB8,
    LIGHT_GREY = 0xC9D1D6,
    MID_GREY = 0x768692,
    INK = 0x212B32,
    GRID = 0xD8DDE0,
    WHITE = 0xFFFFFF,
    LIBRARY_WIDTH = 480, /* of a chart of the library, in pixels, before it is scaled */
    LIBRARY_HEIGHT = 288

};

static char font_name[] = "Arial";

static void set_fonts(lxw_chart *chart) {
    lxw_chart_font title = {.name = font_name, .size = 12, .bold = 1, .color = INK};
    lxw_chart_font plain = {.name = font_name, .size = 9, .color = INK};
    lxw_chart_font axis = {.name = font_name, .size = 9, .bold = LXW_EXPLICIT_FALSE, .color = INK};
    lxw_chart_line grid = {.color = GRID, .width = 0.75F};
    lxw_chart_axis *axes[] = {chart->x_axis, chart->y_axis};
    chart_title_set_name_font(chart, &title);
    chart_legend_set_font(chart, &plain);
    for (unsigned i = 0; i < 2; i++) {
        chart_axis_set_num_font(axes[i], &plain);
        chart_axis_set_name_font(axes[i], &axis);
        chart_axis_major_gridlines_set_line(axes[i], &grid);
    }
}

eh_chart eh_chart_new(eh_sheet *sheet, const char *sheet_name, uint8_t type, const char *title, const char *across,
                      const char *up) {
    eh_chart chart = {.sheet = sheet, .name = sheet_name};
    if (!sheet->worksheet || sheet->book->status != EH_OK)
        return chart;
    chart.chart = workbook_add_chart(sheet->book->workbook, type);
    if (!chart.chart) {
        eh_book_fail(sheet->book, EH_NOMEM, "no memory for a chart");
        return chart;
    }
    chart_title_set_name(chart.chart, title);
    if (across)
        chart_axis_set_name(chart.chart->x_axis, across);
    if (up)
        chart_axis_set_name(chart.chart->y_axis, up);
    chart_legend_set_position(chart.chart, LXW_CHART_LEGEND_BOTTOM);
    set_fonts(chart.chart);
    return chart;
}

/* Bars: what fills them and the line around them. */
static void fill_bar(lxw_chart_series *series, eh_look look) {
    lxw_chart_line edge = {.color = look == EH_LOOK_LEVEL ? INK : MID_GREY,
                           .width = look == EH_LOOK_LEVEL ? 1.5F : 0.75F};
    lxw_chart_fill fill = {.color = look == EH_LOOK_FOCUS ? DARK_BLUE : LIGHT_GREY, .none = look == EH_LOOK_LEVEL};
    lxw_chart_pattern hatched = {
        .fg_color = MID_GREY, .bg_color = WHITE, .type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL};
    chart_series_set_line(series, &edge);
    if (look == EH_LOOK_UNKNOWN)
        chart_series_set_pattern(series, &hatched);
    else
        chart_series_set_fill(series, &fill);
}

/* Points and lines of a scatter chart. (The library's dashes are no markers of the format.) */
static void draw_line(lxw_chart_series *series, eh_look look, unsigned points) {
    enum { SHAPES = 4 };
    static const uint8_t shapes[SHAPES] = {LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_CIRCLE,
                                           LXW_CHART_MARKER_TRIANGLE};
    lxw_chart_line line = {.color = look == EH_LOOK_INTERVAL ? DARK_BLUE : INK,
                           .width = look == EH_LOOK_INTERVAL ? 2.0F : 1.25F};
    lxw_chart_fill fill = {.color = DARK_BLUE};
    line.none = look == EH_LOOK_POINT;
    if (look == EH_LOOK_LIMIT)
        line.dash_type = LXW_CHART_LINE_DASH_DASH;
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, look == EH_LOOK_POINT      ? shapes[points % SHAPES]
                                         : look == EH_LOOK_INTERVAL ? LXW_CHART_MARKER_PLUS
                                                                    : LXW_CHART_MARKER_NONE);
    if (look == EH_LOOK_POINT) {
        chart_series_set_marker_size(series, 10);
        chart_series_set_marker_fill(series, &fill);
    }
}

/* A chart holds a copy of its figures, for programs that draw it without reckoning. The library fills it from cells, but takes a formula for 0: so it is
 * filled here. */
static void keep_figures(const eh_chart *chart, lxw_series_range *range, const eh_area *values) {
    for (unsigned row = values->first_row; row <= values->last_row; row++)
        for (unsigned column = values->first_column; column <= values->last_column; column++) {
            double number = eh_sheet_shows(chart->sheet, row, column);
            lxw_series_data_point *point = calloc(1, sizeof *point);
            if (!point) {
                eh_book_fail(chart->sheet->book, EH_NOMEM, "no memory for a chart");
                return;
            }
            point->number = isfinite(number) ? number : 0;
            if (!isfinite(number))
                point->no_data = LXW_TRUE;
            STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
            range->num_data_points++;
        }
}

static void cells(const eh_chart *chart, lxw_chart_series *series, const eh_area *categories, const eh_area *values) {
    chart_series_set_categories(series, chart->name, categories->first_row, (lxw_col_t)categories->first_column,
                                categories->last_row, (lxw_col_t)categories->last_column);
    chart_series_set_values(series, chart->name, values->first_row, (lxw_col_t)values->first_column, values->last_row,
                            (lxw_col_t)values->last_column);
    keep_figures(chart, series->values, values);
    if (isfinite(eh_sheet_shows(chart->sheet, categories->first_row, categories->first_column)))
        keep_figures(chart, series->categories, categories);
}

void eh_chart_series(eh_chart *chart, const eh_area *categories, const eh_area *values, unsigned name_row,
                     unsigned name_column, eh_look look) {
    if (!chart->chart)
        return;
    lxw_chart_series *series = chart_add_series(chart->chart, NULL, NULL);
    if (!series) {
        eh_book_fail(chart->sheet->book, EH_NOMEM, "no memory for a chart");
        return;
    }
    cells(chart, series, categories, values);
    chart_series_set_name_range(series, chart->name, name_row, (lxw_col_t)name_column);
    if (look <= EH_LOOK_LEVEL)
        fill_bar(series, look);
    else
        draw_line(series, look, chart->points);
    if (chart->series < EH_CHART_SERIES)
        chart->looks[chart->series++] = look;
    chart->points += look == EH_LOOK_POINT;
    chart->last = series;
}

void eh_chart_labels(eh_chart *chart, const char *number_format) {
    lxw_chart_font plain = {.name = font_name, .size = 8, .color = INK};
    if (!chart->last)
        return;
    chart_series_set_labels(chart->last);
    chart_series_set_labels_num_format(chart->last, number_format);
    chart_series_set_labels_font(chart->last, &plain);
}

void eh_chart_labels_on(eh_chart *chart, const char *number_format, eh_look look) {
    lxw_chart_font light = {.name = font_name, .size = 8, .bold = 1, .color = WHITE};
    lxw_chart_fill ground = {.color = WHITE};
    eh_chart_labels(chart, number_format);
    if (!chart->last)
        return;
    chart_series_set_labels_position(chart->last, LXW_CHART_LABEL_POSITION_CENTER);
    if (look == EH_LOOK_FOCUS)
        chart_series_set_labels_font(chart->last, &light);
    else if (look == EH_LOOK_UNKNOWN) /* figures cannot be read upon a pattern */
        chart_series_set_labels_fill(chart->last, &ground);
}

void eh_chart_bars(eh_chart *chart, const char *number_format, unsigned gap, unsigned apart) {
    if (!chart->chart)
        return;
    lxw_chart_axis *figures = chart->chart->x_axis, *names = chart->chart->y_axis;
    if (chart->series < 2) /* its name is the title's */
        chart_legend_set_position(chart->chart, LXW_CHART_LEGEND_NONE);
    chart_set_series_gap(chart->chart, (uint16_t)gap);
    chart_set_series_overlap(chart->chart, apart ? 0 : 100);
    chart_axis_set_num_format(figures, number_format);
    chart_axis_major_gridlines_set_visible(figures, LXW_TRUE);
    chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    chart_axis_set_major_tick_mark(names, LXW_CHART_AXIS_TICK_MARK_NONE);
    lxw_chart_font small = {.name = font_name, .size = 8, .color = INK};
    chart_axis_set_num_font(names, &small);
    chart_axis_set_interval_unit(names, 1); /* each name, however many there are */
}

void eh_chart_downwards(eh_chart *chart) {
    if (!chart->chart)
        return;
    chart_axis_set_reverse(chart->chart->y_axis);
    chart_axis_set_crossing_max(chart->chart->y_axis); /* figures stay at the bottom */
}

void eh_chart_scale(eh_chart *chart, double least, double most) {
    if (!chart->chart)
        return;
    chart_axis_set_min(chart->chart->x_axis, least);
    chart_axis_set_max(chart->chart->x_axis, most);
}

void eh_chart_ratios(eh_chart *chart, double least, double most, double rows) {
    if (!chart->chart)
        return;
    lxw_chart_axis *across = chart->chart->x_axis, *up = chart->chart->y_axis;
    chart_axis_set_log_base(across, 2);
    chart_axis_set_min(across, least);
    chart_axis_set_max(across, most);
    chart_axis_set_num_format(across, "0.0##");
    chart_axis_set_min(up, 0);
    chart_axis_set_max(up, rows);
    chart_axis_set_major_unit(up, 1);
    chart_axis_set_label_position(up, LXW_CHART_AXIS_LABEL_POSITION_NONE);
    chart_axis_set_major_tick_mark(up, LXW_CHART_AXIS_TICK_MARK_NONE);
    chart_axis_major_gridlines_set_visible(up, LXW_FALSE);
    chart_axis_set_crossing(up, 0);
    chart_axis_set_crossing(across, least);
    chart_axis_set_major_unit(across, 2);
    chart_legend_set_position(chart->chart, LXW_CHART_LEGEND_RIGHT);
    int16_t unnamed[EH_CHART_SERIES + 1] = {0}; /* an interval goes by the name of its point */
    unsigned count = 0;
    for (unsigned i = 0; i < chart->series && i < EH_CHART_SERIES; i++)
        if (chart->looks[i] == EH_LOOK_INTERVAL)
            unnamed[count++] = (int16_t)i;
    unnamed[count] = -1;
    if (count > 0)
        chart_legend_delete_series(chart->chart, unnamed);
}

void eh_chart_place(eh_chart *chart, unsigned row, unsigned column, unsigned down, unsigned width, unsigned height,
                    const char *description) {
    if (!chart->chart || chart->sheet->book->status != EH_OK)
        return;
    size_t length = strlen(description);
    char *text = malloc(length + 1);
    if (!text) {
        eh_book_fail(chart->sheet->book, EH_NOMEM, "no memory for a chart");
        return;
    }
    memcpy(text, description, length + 1);
    lxw_chart_options options = {.y_offset = (int32_t)down,
                                 .x_scale = (double)width / LIBRARY_WIDTH,
                                 .y_scale = (double)height / LIBRARY_HEIGHT,
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .description = text};
    if (worksheet_insert_chart_opt(chart->sheet->worksheet, row, (lxw_col_t)column, chart->chart, &options) !=
        LXW_NO_ERROR)
        eh_book_fail(chart->sheet->book, EH_BAD, "a chart cannot be placed");
    free(text);
}
