#include "standard/easy_points.h"

#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"

/* A cell by the heading of its column. */
static const char *cell(const eh_table *table, size_t row, const char *heading) {
    return eh_table_cell(table, row, eh_table_column(table, heading));
}

static bool known_or_blank(const eh_catalogue *catalogue, const eh_easy_point *point, const char *item) {
    return *item == '\0' || eh_item_known(catalogue, point->standard, item);
}

static const char *read_point(const eh_catalogue *catalogue, const eh_table *table, size_t row, eh_easy_point *point) {
    *point = (eh_easy_point){
        .item = cell(table, row, "item"),
        .against = cell(table, row, "against"),
        .verdict = cell(table, row, "verdict"),
        .of = eh_cell_whole(cell(table, row, "of"), 0),
        .title = cell(table, row, "title"),
        .text = cell(table, row, "text"),
        .above = cell(table, row, "above"),
        .within = cell(table, row, "within"),
        .below = cell(table, row, "below"),
        .one = cell(table, row, "one"),
        .two = cell(table, row, "two"),
    };
    if (!eh_standard_read(eh_slice_of(cell(table, row, "standard")), &point->standard)) {
        return "a word of this row is unknown";
    }
    if (*point->item == '\0' || !known_or_blank(catalogue, point, point->item) ||
        !known_or_blank(catalogue, point, point->against) || !known_or_blank(catalogue, point, point->verdict)) {
        return "the standard has no item";
    }
    return point->of > 0 ? NULL : "a point is in every so many people, more than none";
}

eh_status eh_easy_points_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table;
    eh_status status = eh_template_table(catalogue, templates, "easy.csv", findings, &table);
    if (status != EH_OK) {
        return status;
    }
    if (table.row_count > EH_LIMIT_ITEMS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    eh_easy_point *points = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *points);
    if (points == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < table.row_count && status != EH_NOMEM; i++) {
        const char *wrong = read_point(catalogue, &table, i, &points[i]);
        if (wrong != NULL) {
            status =
                eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], NULL, wrong, points[i].item));
        }
    }
    catalogue->easy_points = points;
    catalogue->easy_point_count = table.row_count;
    return status;
}

const eh_easy_point *eh_easy_point_at(const eh_catalogue *catalogue, size_t i) {
    return i < catalogue->easy_point_count ? &catalogue->easy_points[i] : NULL;
}
