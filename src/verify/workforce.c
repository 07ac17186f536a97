/* Indicator 1 and metric 1 (sections 4 and 5), and the board, which is counted as simply. */
#include "verify/counts.h"

/* The row of somebody on this assignment. */
static plain_count *row_of(plain_counts *counts, const plain_assignment *a) {
    if (a->side == EH_MEDICAL) {
        switch (a->medical) {
        case EH_CONSULTANT:
        case EH_SENIOR_MEDICAL:
            return &counts->consultants;
        case EH_CAREER_GRADE:
            return &counts->career_grade;
        case EH_TRAINEE:
            return &counts->trainee;
        case EH_OTHER_MEDICAL:
            return &counts->other_medical;
        }
    }
    if (a->side == EH_NO_SIDE || a->band == EH_BAND_NONE)
        return &counts->unplaced;
    return a->side == EH_CLINICAL ? &counts->clinical[a->band - 1] : &counts->non_clinical[a->band - 1];
}

static void count_assignment(plain_counts *counts, const plain_assignment *a, unsigned group) {
    row_of(counts, a)->of[group]++;
    if (a->side == EH_MEDICAL && a->medical == EH_SENIOR_MEDICAL)
        counts->senior_medical.of[group]++;
}

void plain_count_workforce(const eh_plain_book *book, const eh_plain_question *q, const plain_people *people,
                           plain_counts *counts) {
    eh_field column = q->edition->standard == EH_WRES ? EH_STAFF_ETHNIC_ORIGIN : EH_STAFF_DISABILITY;
    if (people->count == 0 || !plain_has_column(book, q, column))
        return;
    for (unsigned b = 0; b < PLAIN_BANDS; b++)
        counts->non_clinical[b].supplied = counts->clinical[b].supplied = true;
    counts->consultants.supplied = counts->senior_medical.supplied = counts->career_grade.supplied = true;
    counts->trainee.supplied = counts->other_medical.supplied = counts->unplaced.supplied = true;
    for (size_t i = 0; i < people->count; i++) {
        const plain_person *person = &people->person[i];
        if (person->state != PLAIN_IN_WORKFORCE)
            continue;
        if (!(q->vary & EH_VARY_ASSIGNMENTS)) {
            count_assignment(counts, person->chosen, person->group);
            continue;
        }
        for (size_t a = person->first; a < person->end; a++)
            if (plain_is_kept(&people->assignment[a]))
                count_assignment(counts, &people->assignment[a], person->group);
    }
}

/* Indicator 9: one row of the board extract is one member. */
void plain_count_board(const eh_plain_book *book, const eh_plain_question *q, plain_counts *counts) {
    eh_field column = q->edition->standard == EH_WRES ? EH_BOARD_ETHNIC_ORIGIN : EH_BOARD_DISABILITY;
    if (!plain_has_kind(book, EH_KIND_BOARD) || !plain_has_column(book, q, column))
        return;
    bool voting_known = plain_has_column(book, q, EH_BOARD_VOTING), stated;
    counts->board.supplied = counts->executive.supplied = counts->non_executive.supplied = true;
    counts->voting.supplied = counts->non_voting.supplied = voting_known;
    for (size_t t = 0; t < book->count; t++) {
        const plain_table *table = &book->table[t];
        for (size_t r = 0; r < table->count && table->kind == EH_KIND_BOARD; r++) {
            const plain_row *row = &table->row[r];
            int edition = plain_year(table, row, EH_BOARD_EDITION);
            if (!plain_ours(row, q) || (edition && edition != q->edition->year))
                continue;
            unsigned group =
                plain_group(book, table, row, q->edition->standard, EH_BOARD_ETHNIC_ORIGIN, EH_BOARD_DISABILITY);
            bool executive = plain_yes(book, table, row, EH_BOARD_EXECUTIVE, &stated);
            bool votes = plain_yes(book, table, row, EH_BOARD_VOTING, &stated);
            counts->board.of[group]++;
            (executive ? &counts->executive : &counts->non_executive)->of[group]++;
            if (voting_known)
                (votes ? &counts->voting : &counts->non_voting)->of[group]++;
        }
    }
}
