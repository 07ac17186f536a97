#include "extract/text_input.h"

#include <stdlib.h>
#include <string.h>

#define LARGE_WINDOW (EH_TEXT_BLOCK * 4) /* one that became larger for a long record is made anew when that is over */

eh_status eh_source_read_fully(eh_source *source, uint64_t offset, void *buffer, size_t want, size_t *got) {
    size_t total = 0;
    while (total < want) {
        size_t part = 0;
        eh_status status = source->read_at(source, offset + total, (char *)buffer + total, want - total, &part);
        if (status != EH_OK) {
            return status;
        }
        if (part == 0) {
            break;
        }
        total += part;
    }
    *got = total;
    return EH_OK;
}

void eh_text_window_free(eh_text_window *window) {
    free(window->room);
    free(window->ends);
    free(window->items);
    *window = (eh_text_window){0};
}

void eh_text_input_open(eh_text_input *input, eh_source *source, eh_encoding_guess guess, size_t block, uint64_t stop) {
    *input = (eh_text_input){.source = source, .offset = guess.mark, .stop = stop, .block = block};
    input->utf16 = guess.encoding == EH_UTF16LE || guess.encoding == EH_UTF16BE;
    input->decoder.big_endian = guess.encoding == EH_UTF16BE;
}

void eh_text_input_free(eh_text_input *input) {
    free(input->raw);
    *input = (eh_text_input){0};
}

/* Sees that `more` bytes and the zeros behind them fit behind the window's. */
static bool make_room(eh_text_window *window, size_t more) {
    size_t front = window->room == NULL ? 0 : (size_t)(window->bytes - window->room);
    size_t needed = front + window->length + more + EH_TEXT_PAD;
    if (needed <= window->room_size) {
        return true;
    }
    char *room = realloc(window->room, needed);
    if (room == NULL) {
        return false;
    }
    window->room = room;
    window->room_size = needed;
    window->bytes = room + front;
    return true;
}

eh_status eh_text_window_begin(eh_text_window *window, const eh_text_window *before) {
    size_t kept = before == NULL ? 0 : before->length - before->done;
    if (window->room_size > LARGE_WINDOW && kept < EH_TEXT_BLOCK) {
        eh_text_window_free(window);
    }
    window->ends_count = window->item_count = 0;
    window->done = 0;
    window->length = 0;
    window->fresh = kept;
    window->base = before == NULL ? 0 : before->base + before->done;
    window->status = EH_OK;
    /* The block that is read behind what is kept begins at a round address, which copying likes. */
    size_t front = (EH_TEXT_PAD - kept % EH_TEXT_PAD) % EH_TEXT_PAD;
    window->bytes = window->room;
    if (!make_room(window, front + kept)) {
        return EH_NOMEM;
    }
    window->bytes = window->room + front;
    if (kept > 0) {
        memcpy(window->bytes, before->bytes + before->done, kept);
    }
    window->length = kept;
    return EH_OK;
}

static bool make_raw_room(eh_text_input *input, size_t want) {
    if (want <= input->raw_room) {
        return true;
    }
    free(input->raw);
    input->raw = malloc(want);
    input->raw_room = input->raw == NULL ? 0 : want;
    return input->raw != NULL;
}

static eh_status read_block(eh_text_input *input, eh_text_window *window, size_t want) {
    if (!make_room(window, input->utf16 ? eh_utf16_room(want) : want) ||
        (input->utf16 && !make_raw_room(input, want))) {
        return EH_NOMEM;
    }
    if (input->stop - input->offset < want) {
        want = (size_t)(input->stop - input->offset);
    }
    size_t got = 0;
    char *to = window->bytes + window->length;
    eh_status status = eh_source_read_fully(input->source, input->offset, input->utf16 ? input->raw : to, want, &got);
    if (status != EH_OK) {
        return status;
    }
    if (got == 0 && want > 0 && input->offset < input->source->size) {
        return EH_IO; /* the file became shorter under our hands */
    }
    input->offset += got;
    input->at_end = got == 0;
    window->length += input->utf16 ? eh_utf16_decode(&input->decoder, input->raw, got, input->at_end, to) : got;
    memset(window->bytes + window->length, 0, EH_TEXT_PAD);
    return EH_OK;
}

eh_status eh_text_input_more(eh_text_input *input, eh_text_window *window) {
    size_t before = window->length;
    eh_status status = EH_OK;
    while (status == EH_OK && !input->at_end && window->length <= before) {
        status = read_block(input, window, before > input->block ? before : input->block);
    }
    return status;
}
