#include "extract/xlsx_cell.h"

#include "base/limits.h"

eh_cell_kind eh_cell_kind_of(eh_slice t) {
    if (t.at == NULL) {
        return EH_KIND_NUMBER;
    }
    switch (t.length == 1 ? t.at[0] : '\0') {
    case 's':
        return EH_KIND_SHARED;
    case 'n':
        return EH_KIND_NUMBER;
    case 'b':
        return EH_KIND_BOOLEAN;
    case 'e':
        return EH_KIND_ERROR;
    case 'd':
        return EH_KIND_ISO_DATE;
    default:
        return EH_KIND_TEXT;
    }
}

bool eh_cell_reference(eh_slice reference, uint32_t *column, uint64_t *row) {
    size_t i = 0;
    uint32_t letters = 0;
    uint64_t number = 0;
    for (; i < reference.length; i++) {
        char c = reference.at[i];
        uint32_t letter = c >= 'A' && c <= 'Z'   ? (uint32_t)(c - 'A') + 1
                          : c >= 'a' && c <= 'z' ? (uint32_t)(c - 'a') + 1
                                                 : 0;
        if (letter == 0) {
            break;
        }
        letters = letters > EH_LIMIT_COLUMNS ? letters : letters * 26 + letter;
    }
    size_t digits = reference.length - i;
    if (letters == 0 || digits == 0 || digits > 10) {
        return false;
    }
    for (; i < reference.length; i++) {
        if (reference.at[i] < '0' || reference.at[i] > '9') {
            return false;
        }
        number = number * 10 + (uint64_t)(reference.at[i] - '0');
    }
    *column = letters > EH_LIMIT_COLUMNS ? EH_LIMIT_COLUMNS + 1 : letters;
    *row = number;
    return number > 0;
}

static void set_text(eh_cell *cell, eh_cell_type type, const char *at, size_t length) {
    *cell = (eh_cell){.text = {at, length}, .type = type};
}

/* What is in v when it is a number: as the style shows it. What is no number after all is given as it stands. */
static void decode_number(eh_slice text, unsigned shows, bool system_1904, char room[EH_NUMBER_ROOM], eh_cell *cell) {
    char plain[EH_NUMBER_ROOM];
    size_t length = eh_number_plain(text, (shows & (EH_SHOWS_DATE | EH_SHOWS_TIME)) != 0 ? plain : room);
    if (length == 0) {
        set_text(cell, EH_CELL_TEXT, text.at, text.length);
        return;
    }
    if ((shows & (EH_SHOWS_DATE | EH_SHOWS_TIME)) != 0) {
        size_t date = eh_number_date((eh_slice){plain, length}, shows, system_1904, room);
        if (date > 0) {
            set_text(cell, EH_CELL_DATE, room, date);
            return;
        }
        eh_number_plain(text, room);
    }
    set_text(cell, (shows & EH_SHOWS_PERCENT) != 0 ? EH_CELL_PERCENT : EH_CELL_NUMBER, room, length);
}

static void decode_boolean(eh_slice text, eh_cell *cell) {
    if (eh_xml_true(text)) {
        set_text(cell, EH_CELL_BOOLEAN, "TRUE", 4);
    } else if (eh_slice_equal(text, EH_SLICE("0")) || eh_slice_equal(text, EH_SLICE("false"))) {
        set_text(cell, EH_CELL_BOOLEAN, "FALSE", 5);
    } else {
        set_text(cell, EH_CELL_TEXT, text.at, text.length);
    }
}

static void decode_iso_date(eh_slice text, unsigned shows, char room[EH_NUMBER_ROOM], eh_cell *cell) {
    /* A cell that says it is a date shows its time unless its format is for days alone. */
    unsigned parts = shows == EH_SHOWS_DATE ? EH_SHOWS_DATE : EH_SHOWS_DATE | EH_SHOWS_TIME;
    size_t length = eh_number_iso_date(text, parts, room);
    if (length > 0) {
        set_text(cell, EH_CELL_DATE, room, length);
    } else {
        set_text(cell, EH_CELL_TEXT, text.at, text.length);
    }
}

static bool decode_shared(eh_slice text, const eh_strings *strings, eh_cell *cell) {
    int64_t number = eh_xml_whole(text);
    if (number < 0 || number >= strings->count) {
        return false;
    }
    eh_slice string = eh_strings_at(strings, (uint32_t)number);
    set_text(cell, string.length > 0 ? EH_CELL_TEXT : EH_CELL_BLANK, string.at, string.length);
    cell->code = (uint32_t)number + 1;
    return true;
}

bool eh_cell_decode(const eh_raw_cell *raw, const eh_cell_context *context, char room[EH_NUMBER_ROOM], eh_cell *cell) {
    eh_slice text = eh_lex_trim(raw->text);
    unsigned shows = raw->style < context->styles.count ? context->styles.shows[raw->style] : 0;
    set_text(cell, EH_CELL_BLANK, NULL, 0);
    if (!raw->inlined && raw->formula && (!raw->value || (text.length == 0 && raw->kind != EH_KIND_TEXT))) {
        cell->type = EH_CELL_UNCALCULATED;
        return true;
    }
    if ((!raw->inlined && !raw->value) || text.length == 0) {
        return true;
    }
    switch (raw->inlined ? EH_KIND_TEXT : raw->kind) {
    case EH_KIND_NUMBER:
        decode_number(text, shows, context->system_1904, room, cell);
        break;
    case EH_KIND_SHARED:
        return decode_shared(text, &context->strings, cell);
    case EH_KIND_TEXT:
        set_text(cell, EH_CELL_TEXT, text.at, text.length);
        break;
    case EH_KIND_BOOLEAN:
        decode_boolean(text, cell);
        break;
    case EH_KIND_ERROR:
        set_text(cell, EH_CELL_ERROR, text.at, text.length);
        break;
    case EH_KIND_ISO_DATE:
        decode_iso_date(text, shows, room, cell);
        break;
    }
    return true;
}
