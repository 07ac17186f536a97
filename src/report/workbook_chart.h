/* Charts that spreadsheet programs draw and people can edit. Their figures are cells of the sheet that they stand on. */
#ifndef EH_REPORT_WORKBOOK_CHART_H
#define EH_REPORT_WORKBOOK_CHART_H

#include "report/workbook_book.h"

/* The looks of a series. They differ in lightness and pattern, not in colour alone. */
typedef enum eh_look {
    EH_LOOK_FOCUS,    /* the group that the standard is about: filled dark */
    EH_LOOK_OTHER,    /* the group that it is compared with: filled light, with an edge */
    EH_LOOK_UNKNOWN,  /* hatched */
    EH_LOOK_LEVEL,    /* an outline: the whole workforce */
    EH_LOOK_POINT,    /* a mark, another for each point */
    EH_LOOK_INTERVAL, /* a thin line with ends */
    EH_LOOK_LIMIT,    /* a broken line: an end of a band */
    EH_LOOK_EVEN,     /* a line: equally likely */
} eh_look;

enum { EH_CHART_SERIES = 64 }; /* at most */

typedef struct eh_chart {
    eh_sheet *sheet;
    const char *name; /* of the sheet that holds the figures */
    lxw_chart *chart; /* NULL once the book has failed: all calls are then nothing */
    lxw_chart_series *last;
    eh_look looks[EH_CHART_SERIES]; /* of the series so far */
    unsigned series, points;
} eh_chart;

/* A chart of the library's type LXW_CHART_..., with its title and the names of its axes (NULL for none). */
eh_chart eh_chart_new(eh_sheet *sheet, const char *sheet_name, uint8_t type, const char *title, const char *across,
                      const char *up);
/* Adds a series: its name stands in the cell (name_row, name_column). Of a scatter chart the categories are the places across. */
void eh_chart_series(eh_chart *chart, const eh_area *categories, const eh_area *values, unsigned name_row,
                     unsigned name_column, eh_look look);
/* Shows the figures of the last series beside it; zero, which stands for "nobody" too, is left out. */
void eh_chart_labels(eh_chart *chart, const char *number_format);
/* The same within the bars of a stack, whose look is `look`. */
void eh_chart_labels_on(eh_chart *chart, const char *number_format, eh_look look);
/* Bars: the format of the figures on their axis, the gap between bars in percent of their width, and how far those of a row lie over each other: so that
 * series cover each other (`apart` 0) or stand beside each other (1). */
void eh_chart_bars(eh_chart *chart, const char *number_format, unsigned gap, unsigned apart);
/* The first row at the top, as in the table. */
void eh_chart_downwards(eh_chart *chart);
/* The ends of the scale of figures; of a scatter chart that across, logarithmic, and places up from 0 to `rows`. */
void eh_chart_scale(eh_chart *chart, double least, double most);
void eh_chart_ratios(eh_chart *chart, double least, double most, double rows);
/* Puts it with its upper left corner into a cell, moved down by so many pixels. `description` is what it shows, in words, for those who do not see it. */
void eh_chart_place(eh_chart *chart, unsigned row, unsigned column, unsigned down, unsigned width, unsigned height,
                    const char *description);

#endif
