/* The points of the Easy summary: templates/easy.csv. */
#ifndef EH_STANDARD_EASY_POINTS_H
#define EH_STANDARD_EASY_POINTS_H

#include "standard/catalogue.h"

/* One point. Strings are never NULL and live as long as the catalogue. */
typedef struct eh_easy_point {
    eh_standard standard;
    const char *item;    /* whose figures it shows: headcounts as a crowd, percentages as bars */
    const char *against; /* the item of the second bar, of the same group; "" for the other group of `item` */
    const char *verdict; /* the ratio that chooses one of the sentences below; "" for none */
    int of;              /* figures are given in every so many people */
    const char *title, *text, *above, *within, *below;
    const char *one, *two; /* whose figures the first and the second bar are; `two` is "" for one bar */
} eh_easy_point;

/* The i-th point, in the order of the file; NULL at the end. */
const eh_easy_point *eh_easy_point_at(const eh_catalogue *catalogue, size_t i);

#endif
