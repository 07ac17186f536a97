/* The scale that ratios are drawn against in the web pages: logarithmic, parity in the middle, with the band of the four-fifths rule. */
#ifndef EH_REPORT_PAGE_SCALE_H
#define EH_REPORT_PAGE_SCALE_H

#include "report/page_svg.h"

/* It goes from 2^-octaves to 2^octaves. */
typedef struct eh_ratio_scale {
    unsigned octaves, most_octaves;
} eh_ratio_scale;

/* Makes room for a value and its interval, as far as there is. */
void eh_ratio_scale_widen(eh_ratio_scale *scale, const eh_value *value);
/* Where a ratio lies, in percent of the width; ratios beyond the scale lie at its ends. */
double eh_ratio_scale_place(const eh_ratio_scale *scale, double ratio);
/* Draws the interval of a value, nothing where there is none: an end that is open or off the scale has an arrow, the others a tick if `ticks`. */
void eh_ratio_scale_reach(eh_drawing *drawing, const eh_ratio_scale *scale, const eh_value *value, double y,
                          bool ticks);
/* Draws the band, parity and the axis down to `bottom`, with a number at every octave that is a multiple of `step`, and which way is better and worse. */
void eh_ratio_scale_draw(eh_drawing *drawing, const eh_ratio_scale *scale, double bottom, unsigned step);

#endif
