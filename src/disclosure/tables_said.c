/* What becomes of breakdowns, in words. */
#include <string.h>

#include "disclosure/tables.h"

bool eh_subject_make_tables(eh_public_subject *s, eh_arena *arena) {
    size_t count = s->ret->breakdown_count;
    s->tables = eh_arena_alloc(arena, (count + 1) * sizeof *s->tables);
    for (size_t i = 0; i < count && s->tables; i++) {
        const eh_breakdown *b = s->ret->breakdowns[i];
        size_t room = b->rows * b->columns;
        s->tables[i] = (eh_public_table){.breakdown = b,
                                         .cells = eh_arena_alloc(arena, (room + 1) * sizeof(size_t)),
                                         .withdrawn = eh_arena_alloc(arena, (b->rows + 1) * sizeof(bool))};
        if (!s->tables[i].cells || !s->tables[i].withdrawn)
            return false;
        memset(s->tables[i].withdrawn, 0, (b->rows + 1) * sizeof(bool));
        for (size_t k = 0; k < room; k++)
            s->tables[i].cells[k] = SIZE_MAX;
    }
    s->table_count = s->tables ? count : 0;
    return s->tables != NULL;
}

/* "funnel by staff group" */
static void name(eh_buffer *out, const eh_breakdown *b) {
    size_t from = out->length;
    eh_buffer_format(out, *b->by ? "%s by %s" : "%s", b->name, b->by);
    for (size_t i = from; !out->failed && i < out->length; i++)
        out->data[i] = out->data[i] == '-' ? ' ' : out->data[i];
}

static bool is_left_out(const eh_public_table *table) {
    return table->fate != EH_TABLE_SHOWN && table->fate != EH_TABLE_ZEROS && !eh_table_is_ratios(table->breakdown);
}

void eh_tables_name_left_out(const eh_public_subject *s, eh_buffer *out) {
    for (size_t i = 0; i < s->table_count; i++) {
        if (!is_left_out(&s->tables[i]))
            continue;
        eh_buffer_format(out, out->length ? ", %s " : "%s ", eh_standard_id(s->ret->standard));
        name(out, s->tables[i].breakdown);
    }
}

eh_status eh_tables_say(const eh_public_subject *s, const char *rule, eh_findings *findings) {
    static const eh_code codes[EH_TABLE_FATES] = {[EH_TABLE_UNKNOWN] = EH_F_DISCLOSURE_TABLE_UNKNOWN,
                                                  [EH_TABLE_ZEROS] = EH_F_DISCLOSURE_TABLE_ZEROS,
                                                  [EH_TABLE_UNSAFE] = EH_F_DISCLOSURE_TABLE_UNSAFE,
                                                  [EH_TABLE_COSTLY] = EH_F_DISCLOSURE_TABLE_COSTLY,
                                                  [EH_TABLE_EMPTY] = EH_F_DISCLOSURE_TABLE_EMPTY};
    eh_place place = {.organisation = s->ret->organisation, .standard = eh_standard_id(s->ret->standard)};
    eh_status status = EH_OK;
    for (size_t i = 0; i < s->table_count && status == EH_OK; i++) {
        const eh_public_table *table = &s->tables[i];
        eh_buffer named = {0};
        if (table->fate == EH_TABLE_SHOWN || eh_table_is_ratios(table->breakdown))
            continue;
        name(&named, table->breakdown);
        status = named.failed ? EH_NOMEM : eh_found(findings, codes[table->fate], place, 1, NULL, named.data, rule);
        eh_buffer_free(&named);
    }
    return status;
}
