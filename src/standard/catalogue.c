#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "standard/catalogue_private.h"
#include "standard/schema.h"
#include "standard/standards.h"

eh_status eh_worse(eh_status a, eh_status b) {
    if (a == EH_OK || b == EH_NOMEM) {
        return b;
    }
    return a;
}

int eh_cell_whole(const char *text, int blank) {
    int number = 0;
    if (text[0] == '\0') {
        return blank;
    }
    for (; *text >= '0' && *text <= '9' && number < 100000000; text++) {
        number = number * 10 + (*text - '0');
    }
    return number;
}

eh_status eh_template_table(eh_catalogue *catalogue, const eh_template *templates, const char *name,
                            eh_findings *findings, eh_table *table) {
    const eh_template *file = eh_template_find(templates, name);
    if (file == NULL) {
        return eh_template_bad(findings, name, 0, NULL, "the file is missing", NULL);
    }
    return eh_table_read(catalogue->arena, file->name, file->data, file->size, findings, table);
}

static int by_name(const void *a, const void *b) {
    const eh_template *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

/* The templates sorted by name, NULL at the end; a name that is given twice is a fault. */
static eh_status sorted(eh_arena *arena, const eh_template *templates, eh_findings *findings,
                        const eh_template *const **out) {
    size_t count = 0;
    while (templates[count].name != NULL) {
        count++;
    }
    const eh_template **list = eh_arena_alloc(arena, (count + 1) * sizeof *list);
    if (list == NULL) {
        return EH_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = &templates[i];
    }
    qsort(list, count, sizeof *list, by_name);
    *out = list;
    for (size_t i = 1; i < count; i++) {
        if (strcmp(list[i - 1]->name, list[i]->name) == 0) {
            return eh_template_bad(findings, list[i]->name, 0, NULL, "two files have this name", NULL);
        }
    }
    return EH_OK;
}

static void hash_part(eh_hasher *hasher, const char *name, const void *data, size_t size) {
    unsigned char length[8];
    for (unsigned i = 0; i < 8; i++) {
        length[i] = (unsigned char)((uint64_t)size >> (8 * i));
    }
    eh_hasher_add(hasher, name, strlen(name) + 1);
    eh_hasher_add(hasher, length, sizeof length);
    eh_hasher_add(hasher, data, size);
}

/* The digest is over each template's name, size and bytes in the order of names, and the mapping's bytes under an empty name. */
static eh_status identify(eh_catalogue *catalogue, const eh_template *templates, eh_source *mapping,
                          eh_findings *findings, eh_arena *arena) {
    const eh_template *const *list = NULL, *const *own = NULL;
    const char *bytes = NULL;
    size_t size = 0;
    eh_status status = sorted(arena, templates, findings, &list);
    if (status == EH_OK) {
        status = sorted(arena, eh_templates_built_in(), findings, &own);
    }
    if (status == EH_OK && mapping != NULL) {
        status = eh_source_load(arena, mapping, findings, &bytes, &size);
    }
    eh_hasher *hasher = status == EH_OK ? eh_hasher_new() : NULL;
    if (hasher == NULL) {
        return status == EH_OK ? EH_NOMEM : status;
    }
    catalogue->custom = mapping != NULL;
    for (size_t i = 0; list[i] != NULL; i++) {
        hash_part(hasher, list[i]->name, list[i]->data, list[i]->size);
    }
    for (size_t i = 0; list[i] != NULL || own[i] != NULL; i++) {
        if (list[i] == NULL || own[i] == NULL || !eh_template_same(list[i], own[i])) {
            catalogue->custom = true;
            break;
        }
    }
    if (mapping != NULL) {
        hash_part(hasher, "", bytes, size);
    }
    catalogue->digest = eh_hasher_finish(hasher);
    return EH_OK;
}

/* The standards and their groups are a part of the program (standards.h): a changed standards.csv would be believed to hold and would not. */
static eh_status check_standards(const eh_template *templates, eh_findings *findings) {
    const eh_template *given = eh_template_find(templates, "standards.csv");
    const eh_template *own = eh_template_find(eh_templates_built_in(), "standards.csv");
    if (given != NULL && own != NULL && eh_template_same(given, own)) {
        return EH_OK;
    }
    return eh_template_bad(findings, "standards.csv", 0, NULL,
                           "it differs from the one that this program was built with, and it is read then only", NULL);
}

static eh_status read_all(eh_catalogue *catalogue, const eh_template *templates, eh_source *mapping,
                          eh_findings *findings) {
    static eh_status (*const steps[])(eh_catalogue *, const eh_template *, eh_findings *) = {
        eh_suppression_rules_read, eh_editions_read,        eh_items_read,          eh_questions_read,
        eh_changes_read,           eh_layouts_read,         eh_survey_columns_read, eh_page_words_read,
        eh_book_words_read,        eh_choices_read,         eh_easy_points_read,    eh_organisation_tables_read,
        eh_comparison_words_read,  eh_trust_words_read,     eh_progress_words_read, eh_audit_words_read,
        eh_action_words_read,      eh_levels_read,          eh_goal_rules_read,     eh_trace_words_read,
        eh_audit_page_words_read,  eh_breakdown_names_read,
    };
    eh_arena *arena = eh_arena_new();
    if (arena == NULL) {
        return EH_NOMEM;
    }
    eh_status status = identify(catalogue, templates, mapping, findings, arena);
    eh_arena_free(arena);
    /* The built-in templates are held to the schema by a test, so that a start need not do it again. */
    if (status == EH_OK && templates != eh_templates_built_in()) {
        status = eh_schema_check(templates, eh_templates_built_in(), findings);
    }
    if (status == EH_OK) {
        status = check_standards(templates, findings);
    }
    for (size_t i = 0; status == EH_OK && i < sizeof steps / sizeof steps[0]; i++) {
        status = steps[i](catalogue, templates, findings);
    }
    if (status == EH_OK) {
        status = eh_vocabulary_read(catalogue, templates, mapping, findings);
    }
    return status;
}

eh_status eh_catalogue_read(const eh_template *templates, eh_source *mapping, eh_findings *findings,
                            eh_catalogue **catalogue) {
    *catalogue = NULL;
    eh_catalogue *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return EH_NOMEM;
    }
    made->arena = eh_arena_new();
    eh_status status = EH_NOMEM;
    if (made->arena != NULL) {
        status = read_all(made, templates != NULL ? templates : eh_templates_built_in(), mapping, findings);
    }
    if (status != EH_OK) {
        eh_catalogue_free(made);
        return status;
    }
    *catalogue = made;
    return EH_OK;
}

void eh_catalogue_free(eh_catalogue *catalogue) {
    if (catalogue != NULL) {
        eh_vocabulary_free(catalogue->vocabulary);
        eh_arena_free(catalogue->arena);
        free(catalogue);
    }
}

const char *eh_catalogue_digest(const eh_catalogue *catalogue) {
    return catalogue->digest.hex;
}

bool eh_catalogue_custom(const eh_catalogue *catalogue) {
    return catalogue->custom;
}

bool eh_catalogue_years(const eh_catalogue *catalogue, const char *standard, int *first, int *last) {
    eh_standard wanted = EH_WRES;
    bool found = false;
    if (!eh_standard_read(eh_slice_of(standard), &wanted)) {
        return false;
    }
    for (size_t i = 0; i < catalogue->edition_count; i++) {
        const eh_edition *edition = &catalogue->editions[i];
        if (edition->standard == wanted) {
            *first = found ? *first : edition->year;
            *last = edition->year;
            found = true;
        }
    }
    return found;
}

const eh_edition *eh_edition_find(const eh_catalogue *catalogue, eh_standard standard, int year) {
    for (size_t i = 0; i < catalogue->edition_count; i++) {
        const eh_edition *edition = &catalogue->editions[i];
        if (edition->standard == standard && edition->year == year) {
            return edition;
        }
    }
    return NULL;
}

int eh_item_find(const eh_edition *edition, eh_slice id) {
    for (unsigned i = 0; i < edition->item_count; i++) {
        const char *name = edition->items[i].id;
        size_t same = 0;
        while (same < id.length && name[same] && name[same] == id.at[same]) {
            same++;
        }
        if (same == id.length && name[same] == '\0') {
            return (int)i;
        }
    }
    return -1;
}

bool eh_item_known(const eh_catalogue *catalogue, eh_standard standard, const char *text) {
    for (size_t i = 0; i < catalogue->edition_count; i++) {
        const eh_edition *edition = &catalogue->editions[i];
        for (unsigned k = 0; edition->standard == standard && k < edition->item_count; k++) {
            const eh_item *item = &edition->items[k];
            if (strcmp(item->id, text) == 0 || strcmp(item->indicator, text) == 0) {
                return true;
            }
        }
    }
    return false;
}

const char *eh_question(const eh_catalogue *catalogue, eh_standard standard, const char *item, int survey_year) {
    for (size_t i = 0; i < catalogue->question_count; i++) {
        const eh_question_row *row = &catalogue->questions[i];
        if (row->standard == standard && row->survey_year == survey_year && strcmp(row->item, item) == 0) {
            return row->question;
        }
    }
    return "";
}

const eh_change *eh_change_at(const eh_catalogue *catalogue, size_t i) {
    return i < catalogue->change_count ? &catalogue->changes[i] : NULL;
}

bool eh_change_names(const eh_change *change, const eh_item *item) {
    return !*change->item || !strcmp(change->item, item->id) || !strcmp(change->item, item->indicator);
}

const char *eh_certainty_id(eh_certainty certainty) {
    static const char *const ids[] = {"certain", "likely", "uncertain"};
    return ids[certainty];
}
