#include "extract/text_cut.h"

#include <stdlib.h>

#include "extract/text_walk.h"

/* Passes over what is left of a line, its end included; false when the window holds no more of it. */
static bool skip_line(const eh_text_cutter *cutter, eh_text_window *window) {
    const char *bytes = window->bytes;
    size_t at = window->done;
    while (at < window->length && bytes[at] != '\n' && bytes[at] != '\r') {
        at++;
    }
    window->done = at;
    if (at == window->length) {
        return cutter->input.at_end;
    }
    if (at + 1 == window->length && bytes[at] == '\r' && !cutter->input.at_end) {
        return false; /* a line feed may follow */
    }
    bool both = bytes[at] == '\r' && at + 1 < window->length && bytes[at + 1] == '\n';
    window->done += both ? 2 : 1;
    return true;
}

static eh_text_item *add_item(eh_text_window *window) {
    if (window->item_count == window->item_room) {
        size_t room = window->item_room * 2 + 64;
        eh_text_item *items = realloc(window->items, room * sizeof *items);
        if (items == NULL) {
            return NULL;
        }
        window->items = items;
        window->item_room = room;
    }
    return &window->items[window->item_count++];
}

/* Scans what is in the window from `done` on, as far as a row may reach. */
static eh_scan scan(eh_text_cutter *cutter, const eh_text_window *window, size_t *scanned, bool *limited) {
    char *at = window->bytes + window->done;
    size_t length = window->length - window->done;
    *limited = length > cutter->row;
    *scanned = *limited ? cutter->row : length;
    *scanned -= *limited && at[*scanned - 1] == '\r'; /* never between the two halves of a line end */
    char kept = at[*scanned];
    at[*scanned] = '\n';
    eh_scan found = eh_text_record_scan(&cutter->record, at, *scanned, cutter->input.at_end || *limited,
                                        window->base + window->done);
    at[*scanned] = kept;
    return found;
}

static eh_status add_record(eh_text_cutter *cutter, eh_text_window *window, bool limited) {
    eh_text_item *item = add_item(window);
    if (item == NULL) {
        return EH_NOMEM;
    }
    const eh_text_record *record = &cutter->record;
    bool cut = limited && record->line == EH_LINE_NONE;
    *item = (eh_text_item){.start = (uint32_t)window->done,
                           .length = (uint32_t)record->length,
                           .sort = cut ? EH_TEXT_CUT : EH_TEXT_CAREFUL,
                           .line = (uint8_t)record->line};
    window->done += record->length;
    /* Where a file is cut for a trial its last line end may be half of one. */
    if (cutter->trial && cutter->input.at_end && window->done == window->length) {
        item->line = EH_LINE_NONE;
    }
    cutter->skip_line = cut;
    return EH_OK;
}

/* A quote was left open: from it to where the scan gave up, no quote reaches beyond its line. */
static eh_status give_up_quote(eh_text_cutter *cutter, eh_text_window *window, size_t scanned) {
    eh_text_record *record = &cutter->record;
    eh_text_item *item = add_item(window);
    if (item == NULL) {
        return EH_NOMEM;
    }
    uint64_t base = window->base + window->done;
    record->lines_from = base + record->open;
    record->lines_to = base + scanned;
    *item = (eh_text_item){.start = (uint32_t)(window->done + record->open),
                           .length = (uint32_t)(scanned - record->open),
                           .count = record->count + 1,
                           .sort = EH_TEXT_UNCLOSED};
    return EH_OK;
}

/* Takes the record at `done` with care. EH_END: it is not whole in the window. */
static eh_status take_record(eh_text_cutter *cutter, eh_text_window *window) {
    for (;;) {
        size_t scanned;
        bool limited;
        eh_status status;
        switch (scan(cutter, window, &scanned, &limited)) {
        case EH_SCAN_RECORD:
            return add_record(cutter, window, limited);
        case EH_SCAN_OPEN:
            status = give_up_quote(cutter, window, scanned);
            if (status != EH_OK) {
                return status;
            }
            break;
        case EH_SCAN_MORE:
            return EH_END;
        default:
            return EH_NOMEM;
        }
    }
}

/* The byte 1A alone at the very end is how old programs mark the end of a file. */
static bool end_mark(const eh_text_cutter *cutter, const eh_text_window *window) {
    return cutter->input.at_end && window->length - window->done == 1 && window->bytes[window->done] == '\x1A';
}

/* Makes items of what the window holds from `done` on. EH_END: of all that can be made of it. */
static eh_status cut_window(eh_text_cutter *cutter, eh_text_window *window) {
    for (;;) {
        if (cutter->skip_line) {
            if (!skip_line(cutter, window)) {
                return EH_END;
            }
            cutter->skip_line = false;
        }
        if (window->done == window->length || end_mark(cutter, window)) {
            return EH_END;
        }
        eh_status status = EH_OK;
        if (cutter->kernel != NULL && window->base + window->done >= cutter->record.lines_to) {
            status = eh_text_walk(cutter, window);
            if (status == EH_END && !cutter->input.at_end && window->length - window->done <= cutter->row) {
                return EH_END;
            }
        }
        if (status != EH_NOMEM && window->done < window->length && !end_mark(cutter, window)) {
            status = take_record(cutter, window);
        }
        if (status != EH_OK) {
            return status;
        }
    }
}

void eh_text_cut(eh_text_cutter *cutter, const eh_text_window *before, eh_text_window *window) {
    eh_status status = eh_text_window_begin(window, before);
    while (status == EH_OK && window->item_count == 0 && window->done == 0) {
        status = eh_text_input_more(&cutter->input, window);
        if (status == EH_OK) {
            status = cut_window(cutter, window);
            status = status == EH_END && !cutter->input.at_end ? EH_OK : status;
        }
    }
    window->status = status;
}
