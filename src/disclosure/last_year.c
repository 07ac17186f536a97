/* Last year's return of the figures that this year's holds of it. */
#include "disclosure/subject.h"

static void fill_item(const eh_edition *edition, const eh_return *ret, const eh_item *about, eh_return_item *item) {
    *item = (eh_return_item){.id = about->id, .number = about->number, .indicator = about->indicator};
    item->unit = about->unit;
    item->grouped = about->groups > 0;
    item->count = about->groups ? about->groups : 1;
    for (unsigned g = 0; g < item->count; g++) {
        item->group[g] = item->grouped ? eh_group_id(edition->standard, g) : "";
        const eh_previous *was = eh_return_previous(ret, about->id, item->group[g]);
        item->value[g] = eh_value_missing(was ? was->missing : EH_NOT_APPLICABLE);
        item->value[g].value = was ? was->value : 0;
        item->value[g].display = was ? was->display : "";
    }
}

eh_return *eh_return_of_last(const eh_return *ret, const eh_edition *edition) {
    eh_return *made = eh_return_new();
    if (!made || !(made->items = eh_arena_alloc(made->arena, (edition->item_count + 1) * sizeof *made->items))) {
        eh_return_free(made);
        return NULL;
    }
    made->organisation = ret->organisation;
    made->standard = ret->standard;
    made->edition = ret->previous_edition;
    made->snapshot = edition->snapshot;
    for (unsigned i = 0; i < edition->item_count; i++)
        fill_item(edition, ret, &edition->items[i], &made->items[made->item_count++]);
    return made;
}
