/* The board: one row a member. */
#include "record/reading.h"

eh_status eh_read_board(eh_reading *reading) {
    eh_board_row row = {
        .organisation = reading->organisation, .row = (uint32_t)reading->row->number, .source = reading->source};
    row.edition = eh_reading_year(reading, EH_BOARD_EDITION);
    eh_status status = eh_reading_yes(reading, EH_BOARD_EXECUTIVE, &row.executive, &row.executive_blank);
    if (status == EH_OK)
        status = eh_reading_yes(reading, EH_BOARD_VOTING, &row.voting, &row.voting_blank);
    if (status == EH_OK)
        status =
            eh_reading_groups(reading, EH_BOARD_ETHNIC_ORIGIN, EH_BOARD_DISABILITY, &row.ethnicity, &row.disability);
    if (status == EH_OK && row.executive_blank)
        status = eh_reading_found(reading, EH_F_BOARD_MARK_BLANK, EH_BOARD_EXECUTIVE, NULL);
    if (status == EH_OK && row.voting_blank && reading->facts->has[EH_BOARD_VOTING])
        status = eh_reading_found(reading, EH_F_BOARD_MARK_BLANK, EH_BOARD_VOTING, NULL);
    if (status != EH_OK)
        return status;
    return EH_PUSH(reading->data->board, row) ? EH_OK : EH_NOMEM;
}
