/* Indicator 9 and metric 10: one row is one member. */
#include "tally/tally.h"

static void count_member(eh_tallying *t, size_t position, bool voting_known) {
    const eh_board_row *row = &t->data->board.at[position];
    unsigned group = eh_tally_group(t, EH_BOARD_ETHNIC_ORIGIN, EH_BOARD_DISABILITY, row->ethnicity, row->disability);
    eh_tally_count(t, EH_KIND_BOARD, position, EH_COUNT_BOARD, group);
    eh_tally_count(t, EH_KIND_BOARD, position, row->executive ? EH_COUNT_EXECUTIVE : EH_COUNT_NON_EXECUTIVE, group);
    if (voting_known)
        eh_tally_count(t, EH_KIND_BOARD, position, row->voting ? EH_COUNT_VOTING : EH_COUNT_NON_VOTING, group);
    t->tally->used[row->source]++;
}

eh_status eh_tally_board(eh_tallying *t) {
    bool wres = t->edition->standard == EH_WRES;
    eh_field column = wres ? EH_BOARD_ETHNIC_ORIGIN : EH_BOARD_DISABILITY;
    bool *supplied = t->tally->supplied;
    bool there, voting = false;
    uint64_t members = 0, other_editions = 0;
    if (!eh_tally_has_kind(t, EH_KIND_BOARD))
        return EH_OK;
    eh_status status = eh_tally_need_column(t, column, EH_F_NO_GROUP_COLUMN, &there);
    if (status != EH_OK || !there)
        return status;
    status = eh_tally_need_column(t, EH_BOARD_VOTING, EH_F_NO_VOTING_COLUMN, &voting);
    eh_some_rows rows = eh_tally_rows(t, EH_KIND_BOARD);
    for (size_t i = 0; i < rows.count; i++) {
        size_t position = eh_some_row(&rows, i);
        const eh_board_row *row = &t->data->board.at[position];
        if (row->edition && row->edition != t->edition->year) {
            other_editions++;
            eh_trail_mark(t->data->trail, EH_KIND_BOARD, position, EH_FATE_OTHER_EDITION);
            continue;
        }
        members++;
        count_member(t, position, voting);
    }
    supplied[EH_COUNT_BOARD] = supplied[EH_COUNT_EXECUTIVE] = supplied[EH_COUNT_NON_EXECUTIVE] = true;
    supplied[EH_COUNT_VOTING] = supplied[EH_COUNT_NON_VOTING] = voting;
    if (status == EH_OK && other_editions)
        status = eh_tally_found(t, EH_F_OTHER_EDITION, other_editions, NULL, eh_kind_word(EH_KIND_BOARD), NULL);
    if (status == EH_OK && !members)
        status = eh_tally_found(t, EH_F_EXTRACT_WITHOUT_ROWS, 1, NULL, eh_kind_word(EH_KIND_BOARD), NULL);
    return status;
}
