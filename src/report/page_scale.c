#include "report/page_scale.h"

#include <math.h>

#include "return/formula.h"

static const double left = 3, right = 97; /* the ends of the scale, in percent */

static bool beyond(const eh_ratio_scale *scale, double ratio) {
    return !(ratio > 0) || fabs(log2(ratio)) > scale->octaves;
}

void eh_ratio_scale_widen(eh_ratio_scale *scale, const eh_value *value) {
    const double ends[] = {value->value, value->lower, value->upper};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        while (isfinite(ends[i]) && ends[i] > 0 && scale->octaves < scale->most_octaves && beyond(scale, ends[i]))
            scale->octaves++;
}

double eh_ratio_scale_place(const eh_ratio_scale *scale, double ratio) {
    double end = scale->octaves, octaves = ratio > 0 ? log2(ratio) : -end;
    octaves = octaves < -end ? -end : octaves > end ? end : octaves;
    return left + (right - left) * (octaves + end) / (2 * end);
}

static void end_of_reach(eh_drawing *drawing, double x, double y, int direction, bool open, bool tick) {
    if (open)
        eh_draw_arrow(drawing, "reach", x, y, direction);
    else if (tick)
        eh_draw_line(drawing, "reach", x, y - 5, x, y + 5);
}

void eh_ratio_scale_reach(eh_drawing *drawing, const eh_ratio_scale *scale, const eh_value *value, double y,
                          bool ticks) {
    bool low = isfinite(value->lower), high = isfinite(value->upper);
    if (!low && !high)
        return;
    double from = low ? eh_ratio_scale_place(scale, value->lower) : left;
    double to = high ? eh_ratio_scale_place(scale, value->upper) : right;
    eh_draw_line(drawing, "reach", from, y, to, y);
    end_of_reach(drawing, from, y, -1, !low || beyond(scale, value->lower), ticks);
    end_of_reach(drawing, to, y, 1, !high || beyond(scale, value->upper), ticks);
}

static void directions(eh_drawing *drawing, double y) {
    eh_buffer better = {0}, worse = {0};
    eh_buffer_text(&better, "\xe2\x86\x90 ");
    eh_page_put(drawing->page, &better, EH_PAGE_BETTER, NULL, NULL, NULL);
    eh_page_put(drawing->page, &worse, EH_PAGE_WORSE, NULL, NULL, NULL);
    eh_buffer_text(&worse, " \xe2\x86\x92");
    eh_draw_text(drawing, "soft", 0, y, EH_ANCHOR_START, eh_buffer_words(&better));
    eh_draw_text(drawing, "soft", 100, y, EH_ANCHOR_END, eh_buffer_words(&worse));
    eh_buffer_done(&better, &drawing->page->out);
    eh_buffer_done(&worse, &drawing->page->out);
}

void eh_ratio_scale_draw(eh_drawing *drawing, const eh_ratio_scale *scale, double bottom, unsigned step) {
    int end = (int)(scale->octaves - scale->octaves % step);
    double from = eh_ratio_scale_place(scale, EH_BAND_LOWER), to = eh_ratio_scale_place(scale, EH_BAND_UPPER);
    eh_draw_rect(drawing, "band", from, 20, to - from, bottom - 20);
    eh_draw_text(drawing, "band-text", 50, 14, EH_ANCHOR_MIDDLE, "0.80 to 1.25");
    eh_draw_line(drawing, "even", 50, 20, 50, bottom);
    eh_draw_line(drawing, "axis", left, bottom, right, bottom);
    for (int octave = -end; octave <= end; octave += (int)step) {
        eh_buffer words = {0};
        double x = eh_ratio_scale_place(scale, ldexp(1, octave));
        eh_words_number(&words, ldexp(1, octave), octave < 0 ? (unsigned)-octave : 0);
        eh_draw_line(drawing, "axis", x, bottom, x, bottom + 4);
        eh_draw_text(drawing, "soft", x, bottom + 18, EH_ANCHOR_MIDDLE, eh_buffer_words(&words));
        eh_buffer_done(&words, &drawing->page->out);
    }
    directions(drawing, bottom + 38);
}
