/* See formula_words.h. */
#include "report/formula_words.h"

#include "report/words.h"

/* The operands of one side, in brackets where there are several. */
static void side(eh_buffer *out, const eh_edition *edition, const eh_item *item, bool below, bool brackets) {
    unsigned count = 0;
    for (unsigned i = 0; i < item->term_count; i++)
        count += item->terms[i].below == below;
    brackets = brackets && count > 1;
    eh_buffer_text(out, brackets ? "(" : "");
    for (unsigned i = 0, seen = 0; i < item->term_count; i++) {
        if (item->terms[i].below != below)
            continue;
        bool less = item->terms[i].sign < 0;
        if (seen++)
            eh_buffer_text(out, less ? " - " : " + ");
        else if (less)
            eh_buffer_char(out, '-');
        eh_buffer_text(out, edition->items[item->terms[i].item].id);
    }
    eh_buffer_text(out, brackets ? ")" : "");
}

static void ratio(eh_buffer *out, const eh_edition *edition, const eh_item *item) {
    eh_buffer_char(out, '(');
    side(out, edition, item, false, true);
    eh_buffer_text(out, " / ");
    side(out, edition, item, true, true);
    eh_buffer_format(out, ") of %s over that of %s", eh_group_start(edition->standard, item->top),
                     eh_group_inside(edition->standard, item->bottom));
}

void eh_formula_words(eh_buffer *out, const eh_edition *edition, const eh_item *item, const char *question) {
    switch (item->operation) {
    case EH_OP_COUNT:
        eh_buffer_format(out, "a count, %s", item->counter);
        break;
    case EH_OP_SUM:
        side(out, edition, item, false, false);
        break;
    case EH_OP_RATE:
        eh_buffer_text(out, "100 x ");
        side(out, edition, item, false, true);
        eh_buffer_text(out, " / ");
        side(out, edition, item, true, true);
        eh_buffer_text(out, ", group by group");
        break;
    case EH_OP_RELATIVE:
        ratio(out, edition, item);
        break;
    case EH_OP_SHARE:
        eh_buffer_text(out, "100 x the group / all groups of ");
        side(out, edition, item, false, false);
        break;
    case EH_OP_GAP:
        eh_buffer_format(out, "the group's percentage of %s less its percentage of %s",
                         item->term_count ? edition->items[item->terms[0].item].id : "",
                         item->term_count > 1 ? edition->items[item->terms[1].item].id : "");
        break;
    case EH_OP_SURVEY:
        eh_buffer_format(out, "copied from the survey%s%s", *question ? ", " : "", question);
        break;
    case EH_OP_ANSWER:
        eh_buffer_text(out, "copied from the answers");
        break;
    }
}
