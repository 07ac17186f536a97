#include "return/figures.h"

eh_fraction eh_exact_of(double value) {
    char text[EH_FRACTION_ROOM];
    eh_fraction f = {0, 0};
    eh_double_write(value, text);
    if (!eh_decimal_read(eh_slice_of(text), &f))
        f = (eh_fraction){0, 0};
    return f;
}

eh_operand_value eh_figures_operand(void *context, unsigned item, unsigned group) {
    const eh_figures *figures = context;
    const eh_item *entry = &figures->edition->items[item];
    const char *id = entry->groups ? eh_group_id(figures->ret->standard, group) : "";
    const eh_value *value = eh_return_value(figures->ret, entry->id, id);
    if (!value || value->missing != EH_PRESENT)
        return (eh_operand_value){value ? value->missing : EH_NOT_APPLICABLE, {0, 0}};
    eh_fraction exact = eh_exact_of(value->value);
    return (eh_operand_value){eh_fraction_defined(exact) ? EH_PRESENT : EH_UNDEFINED, exact};
}
