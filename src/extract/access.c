/* The audit of a whole workbook. See access.h. */
#include "extract/access.h"

#include <stdlib.h>
#include <string.h>

#include "extract/access_audit.h"

eh_status eh_access_found(const eh_audit *audit, eh_code code, const char *sheet, const eh_access_mark *mark) {
    eh_place place = {
        .file = eh_package_file(audit->package), .sheet = sheet, .row = mark->row, .column = mark->column};
    return eh_found(audit->findings, code, place, mark->count, NULL, NULL, NULL);
}

static eh_status found(const eh_audit *audit, eh_code code, uint64_t count) {
    return count ? eh_access_found(audit, code, NULL, &(eh_access_mark){.count = count}) : EH_OK;
}

/* ---- the workbook itself ---- */

/* "Sheet1": the word that a program gives, and a number. */
static bool made_up(const char *name) {
    static const char word[] = "Sheet";
    size_t length = sizeof word - 1;
    return !strncmp(name, word, length) && name[length] && strspn(name + length, "0123456789") == strlen(name + length);
}

static eh_status sheet_names(eh_audit *audit) {
    uint64_t wrong = 0;
    for (unsigned i = 0; i < audit->workbook.sheet_count; i++) {
        char folded[EH_FOLD_ROOM];
        bool added = true;
        const char *name = audit->workbook.sheets[i].name;
        size_t length = eh_fold(eh_slice_of(name), folded, sizeof folded);
        if (length && eh_index_add(audit->sheet_names, (eh_slice){folded, length}, &added) == EH_INDEX_NONE)
            return EH_NOMEM;
        wrong += !added || made_up(name);
    }
    return found(audit, EH_F_ACCESS_S1, wrong);
}

typedef struct view_parser {
    eh_xml *xml;
    bool elsewhere;
} view_parser;

static void view_start(void *self, const eh_xml_element *element) {
    view_parser *parser = self;
    if (element->space == EH_XML_MAIN && strcmp(element->name, "workbookView") == 0) {
        int64_t tab = eh_xml_whole(eh_xml_attribute(element, "activeTab"));
        int64_t first = eh_xml_whole(eh_xml_attribute(element, "firstSheet"));
        parser->elsewhere = tab > 0 || first > 0;
    }
}

static eh_status opens_elsewhere(eh_audit *audit, const char *part) {
    static const eh_xml_events events = {view_start, NULL, NULL, NULL, NULL};
    view_parser parser = {0};
    eh_status status = eh_xml_read(audit->package, part, &events, &parser, &parser.xml, audit->findings);
    return status == EH_OK ? found(audit, EH_F_ACCESS_P4, parser.elsewhere) : status;
}

/* The parts that the package's own relationships and the workbook's name. */
static eh_status package_parts(eh_audit *audit) {
    eh_relations all;
    bool filled = false;
    const char *workbook = NULL;
    eh_status status = eh_relations_read(audit->package, "", false, audit->arena, audit->findings, &all);
    for (unsigned i = 0; i < all.count && status == EH_OK; i++) {
        if (strcmp(all.at[i].kind, "core-properties") == 0 && eh_package_has(audit->package, all.at[i].target))
            status = eh_access_properties(audit, all.at[i].target, &filled);
        if (strcmp(all.at[i].kind, "officeDocument") == 0 && !workbook)
            workbook = all.at[i].target;
    }
    free(all.at);
    if (status == EH_OK)
        status = found(audit, EH_F_ACCESS_P3, !filled);
    if (status == EH_OK && workbook)
        status = opens_elsewhere(audit, workbook);
    if (status != EH_OK || !workbook)
        return status;
    uint64_t macros = 0;
    status = eh_relations_read(audit->package, workbook, false, audit->arena, audit->findings, &all);
    for (unsigned i = 0; i < all.count; i++)
        macros += strcmp(all.at[i].kind, "vbaProject") == 0;
    free(all.at);
    return status == EH_OK ? found(audit, EH_F_ACCESS_F12, macros) : status;
}

static eh_status notes(eh_audit *audit) {
    uint64_t wrong = 0;
    for (unsigned i = 0; i < EH_ACCESS_NOTES; i++)
        wrong += audit->used[i] != audit->defined[i];
    return found(audit, EH_F_ACCESS_N4, wrong);
}

/* ---- all of it ---- */

static eh_status read_all(eh_audit *audit, eh_source *source) {
    eh_status status = eh_package_open(source, NULL, audit->findings, &audit->package);
    if (status == EH_OK)
        status = eh_workbook_read(audit->package, audit->arena, audit->findings, &audit->workbook);
    if (status == EH_OK && audit->workbook.strings)
        status = eh_strings_read(audit->package, audit->workbook.strings, audit->findings, &audit->strings);
    if (status == EH_OK && audit->workbook.strings)
        status = eh_access_raised(audit, audit->workbook.strings);
    if (status == EH_OK && audit->workbook.styles)
        status = eh_access_styles_read(audit->package, audit->workbook.styles, audit->findings, &audit->styles);
    return status;
}

static eh_status judge_all(eh_audit *audit) {
    eh_status status = sheet_names(audit);
    for (unsigned i = 0; i < audit->workbook.sheet_count && status == EH_OK; i++)
        if (*audit->workbook.sheets[i].part)
            status = eh_access_sheet(audit, i);
    if (status == EH_OK)
        status = notes(audit);
    return status == EH_OK ? package_parts(audit) : status;
}

eh_status eh_access_audit(eh_source *source, const eh_access_words *words, eh_findings *findings) {
    eh_audit *audit = calloc(1, sizeof *audit);
    if (!audit)
        return EH_NOMEM;
    audit->findings = findings;
    audit->words = *words;
    audit->font = EH_INDEX_NONE;
    audit->arena = eh_arena_new();
    audit->table_names = eh_index_new();
    audit->sheet_names = eh_index_new();
    eh_status status = audit->arena && audit->table_names && audit->sheet_names ? read_all(audit, source) : EH_NOMEM;
    if (status == EH_OK)
        status = judge_all(audit);
    if (status == EH_IO &&
        eh_found(findings, EH_F_FILE_UNREADABLE, (eh_place){.file = source->name}, 1, NULL, NULL, NULL) != EH_OK)
        status = EH_NOMEM;
    eh_access_styles_free(&audit->styles);
    eh_strings_free(&audit->strings);
    eh_package_close(audit->package);
    eh_index_free(audit->table_names);
    eh_index_free(audit->sheet_names);
    eh_arena_free(audit->arena);
    free(audit->raised);
    free(audit);
    return status;
}
