#include "disclosure/bounds.h"

static int64_t divided_up(int64_t a, int64_t b) { /* b above 0 */
    return a / b + (a % b > 0);
}

static int64_t divided_down(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

/* The least and the greatest that a part can add to its sum. */
static void span(const eh_addend *part, const int64_t *least, const int64_t *most, int64_t *low, int64_t *high) {
    bool plus = part->factor > 0;
    *low = part->factor * (plus ? least[part->cell] : most[part->cell]);
    *high = part->factor * (plus ? most[part->cell] : least[part->cell]);
}

/* Narrows every cell of one equation by all its others; whether something changed. */
static bool narrow(const eh_addend *parts, size_t count, int64_t *least, int64_t *most) {
    int64_t low = 0, high = 0, one_low, one_high;
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        span(&parts[i], least, most, &one_low, &one_high);
        low += one_low;
        high += one_high;
    }
    for (size_t i = 0; i < count; i++) {
        size_t cell = parts[i].cell;
        int64_t factor = parts[i].factor > 0 ? parts[i].factor : -parts[i].factor;
        span(&parts[i], least, most, &one_low, &one_high);
        int64_t others_low = low - one_low, others_high = high - one_high; /* factor x cell = -others */
        bool plus = parts[i].factor > 0;
        int64_t floor = divided_up(plus ? -others_high : others_low, factor);
        int64_t ceiling = divided_down(plus ? -others_low : others_high, factor);
        if (floor > least[cell] || ceiling < most[cell]) {
            least[cell] = floor > least[cell] ? floor : least[cell];
            most[cell] = ceiling < most[cell] ? ceiling : most[cell];
            changed = true;
            span(&parts[i], least, most, &one_low, &one_high);
            low = others_low + one_low;
            high = others_high + one_high;
        }
    }
    return changed;
}

void eh_bounds_narrow(const eh_linked *linked, const eh_suppression_rule *rule, size_t knower, int64_t *least,
                      int64_t *most) {
    enum { ROUNDS = 200 }; /* each is sound; more could only narrow further */
    for (size_t i = 0; i < linked->cell_count; i++)
        eh_rule_reach(rule, &linked->cells[i], &least[i], &most[i]);
    if (knower != SIZE_MAX)
        least[knower] = most[knower] = 0;
    bool changed = true;
    for (unsigned round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (size_t e = 0; e < linked->equation_count; e++) {
            size_t count;
            const eh_addend *parts = eh_linked_parts(linked, e, &count);
            changed = narrow(parts, count, least, most) || changed;
        }
    }
}
