#include "extract/text_input.h"

#include <stdlib.h>
#include <string.h>

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

eh_status eh_text_input_open(eh_text_input *input, eh_source *source, eh_encoding_guess guess, size_t block,
                             uint64_t stop) {
    *input = (eh_text_input){.source = source, .offset = guess.mark, .stop = stop, .block = block};
    input->utf16 = guess.encoding == EH_UTF16LE || guess.encoding == EH_UTF16BE;
    input->decoder.big_endian = guess.encoding == EH_UTF16BE;
    /* A little more than a block: what is left of the block before, part of a record, goes before it. */
    input->room = (input->utf16 ? eh_utf16_room(block) : block) + block / 16 + 1;
    input->window = malloc(input->room);
    if (input->utf16) {
        input->raw = malloc(block);
    }
    if (input->window == NULL || (input->utf16 && input->raw == NULL)) {
        return EH_NOMEM;
    }
    input->window[0] = '\n';
    return EH_OK;
}

void eh_text_input_free(eh_text_input *input) {
    free(input->raw);
    free(input->window);
    *input = (eh_text_input){0};
}

/* Moves what is left to the front and sees that a block fits behind it. */
static bool make_room(eh_text_input *input, size_t wanted) {
    size_t left = input->end - input->start;
    if (input->start > 0) {
        memmove(input->window, input->window + input->start, left);
        input->base += input->start;
        input->start = 0;
        input->end = left;
    }
    if (left + wanted + 1 <= input->room) {
        return true;
    }
    size_t room = input->room * 2 > left + wanted + 1 ? input->room * 2 : left + wanted + 1;
    char *window = realloc(input->window, room);
    if (window == NULL) {
        return false;
    }
    input->window = window;
    input->room = room;
    return true;
}

static eh_status read_block(eh_text_input *input) {
    size_t want = input->block;
    if (input->stop - input->offset < want) {
        want = (size_t)(input->stop - input->offset);
    }
    size_t got = 0;
    char *to = input->utf16 ? input->raw : input->window + input->end;
    eh_status status = want == 0 ? EH_OK : input->source->read_at(input->source, input->offset, to, want, &got);
    if (status != EH_OK) {
        return status;
    }
    if (got == 0 && want > 0 && input->offset < input->source->size) {
        return EH_IO; /* the file became shorter under our hands */
    }
    input->offset += got;
    input->at_end = got == 0;
    input->end += input->utf16
                      ? eh_utf16_decode(&input->decoder, input->raw, got, input->at_end, input->window + input->end)
                      : got;
    return EH_OK;
}

eh_status eh_text_input_more(eh_text_input *input) {
    size_t before = input->end - input->start;
    while (!input->at_end && input->end - input->start <= before) {
        if (!make_room(input, input->utf16 ? eh_utf16_room(input->block) : input->block)) {
            return EH_NOMEM;
        }
        eh_status status = read_block(input);
        if (status != EH_OK) {
            return status;
        }
        input->window[input->end] = '\n';
    }
    return EH_OK;
}
