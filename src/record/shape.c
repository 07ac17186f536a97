#include "record/shape.h"

static const eh_shape_kind *const shapes[] = {&eh_esr_interface, &eh_equality_report, &eh_survey_benchmark};

const eh_shape_kind *eh_shape_of(const eh_catalogue *catalogue, const eh_row *row, const eh_kind *only) {
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if ((!only || shapes[i]->kind == *only) && shapes[i]->begins(catalogue, row))
            return shapes[i];
    return NULL;
}
