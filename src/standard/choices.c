#include "standard/choices.h"

#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"

static bool is_heading(const char *text) {
    for (unsigned f = 0; f < EH_FIELD_COUNT; f++) {
        if (strcmp(eh_field_heading((eh_field)f), text) == 0) {
            return true;
        }
    }
    return false;
}

eh_status eh_choices_read(eh_catalogue *catalogue, const eh_template *templates, eh_findings *findings) {
    eh_table table = {0};
    eh_status status = eh_template_table(catalogue, templates, "choices.csv", findings, &table);
    if (status != EH_OK) {
        return status;
    }
    if (table.row_count > EH_LIMIT_LAYOUT_ROWS) {
        return eh_template_bad(findings, table.name, 0, NULL, "there are too many rows", NULL);
    }
    eh_choice *choices = eh_arena_alloc(catalogue->arena, (table.row_count + 1) * sizeof *choices);
    if (choices == NULL) {
        return EH_NOMEM;
    }
    int field = eh_table_column(&table, "field"), value = eh_table_column(&table, "value");
    for (size_t i = 0; i < table.row_count; i++) {
        choices[i] = (eh_choice){eh_table_cell(&table, i, field), eh_table_cell(&table, i, value)};
        if (!is_heading(choices[i].heading)) {
            status = eh_worse(status, eh_template_bad(findings, table.name, table.lines[i], "field",
                                                      "no extract has a column", choices[i].heading));
        }
    }
    catalogue->choices = choices;
    catalogue->choice_count = table.row_count;
    return status;
}

const eh_choice *eh_choice_at(const eh_catalogue *catalogue, size_t i) {
    return i < catalogue->choice_count ? &catalogue->choices[i] : NULL;
}

/* Whether extracts of this kind can supply an item that comes about so. */
static bool supplies(eh_field field, eh_operation operation) {
    switch (field) {
    case EH_SURVEY_ITEM:
        return operation == EH_OP_SURVEY;
    case EH_ANSWERS_ITEM:
        return operation == EH_OP_ANSWER;
    case EH_COUNTS_ITEM:
        return operation == EH_OP_COUNT;
    default:
        return false;
    }
}

/* Whether an item of the same id was offered for an earlier standard. */
static bool offered(const eh_catalogue *catalogue, eh_field field, eh_standard before, const char *id) {
    for (unsigned s = 0; s < (unsigned)before; s++) {
        int first, last;
        const eh_edition *edition = eh_catalogue_years(catalogue, eh_standard_id((eh_standard)s), &first, &last)
                                        ? eh_edition_find(catalogue, (eh_standard)s, last)
                                        : NULL;
        int item = edition != NULL ? eh_item_find(edition, eh_slice_of(id)) : -1;
        if (item >= 0 && supplies(field, edition->items[item].operation)) {
            return true;
        }
    }
    return false;
}

static size_t offer_items(const eh_catalogue *catalogue, eh_field field, void (*offer)(void *, const char *),
                          void *context) {
    size_t count = 0;
    for (unsigned s = 0; s < EH_STANDARD_COUNT; s++) {
        int first, last;
        const eh_edition *edition = eh_catalogue_years(catalogue, eh_standard_id((eh_standard)s), &first, &last)
                                        ? eh_edition_find(catalogue, (eh_standard)s, last)
                                        : NULL;
        for (unsigned i = 0; edition != NULL && i < edition->item_count; i++) {
            const eh_item *item = &edition->items[i];
            if (supplies(field, item->operation) && !offered(catalogue, field, (eh_standard)s, item->id)) {
                offer(context, item->id);
                count++;
            }
        }
    }
    return count;
}

size_t eh_choices_of(const eh_catalogue *catalogue, eh_field field, void (*offer)(void *context, const char *value),
                     void *context) {
    size_t count = offer_items(catalogue, field, offer, context);
    for (size_t i = 0; i < catalogue->choice_count; i++) {
        if (strcmp(catalogue->choices[i].heading, eh_field_heading(field)) == 0) {
            offer(context, catalogue->choices[i].value);
            count++;
        }
    }
    return count;
}
