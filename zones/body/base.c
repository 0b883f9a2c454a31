/* zones/body/base.c -- see base.h.  Pure functions. */
#include "zones/body/base.h"

#include "zones/world/land.h"

void attributes_weigh(int32_t *figures, uint32_t level)
{
    int32_t over[ATTRIBUTES];
    int32_t grown = 100 + (int32_t)level * 4;   /* hundredths: an attribute is worth more to who has more to use it on */
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        over[at] = figures[at] - ATTRIBUTE_ORDINARY;
    figures[FIGURE_HITROLL] += (over[FIGURE_STR] / 2 + over[FIGURE_DEX]) * grown / 100;
    figures[FIGURE_DAMROLL] += over[FIGURE_STR] * grown / 100;
    figures[FIGURE_CARRY] += over[FIGURE_STR] * 8;
    figures[FIGURE_ARMOR] += over[FIGURE_DEX] * 2 * grown / 100;
    figures[FIGURE_DODGE] += over[FIGURE_DEX] / 2;
    figures[FIGURE_SAVE_REFLEX] += over[FIGURE_DEX] * 2;
    figures[FIGURE_HEALTH] += figures[FIGURE_HEALTH] * over[FIGURE_CON] / 50;
    figures[FIGURE_STAMINA] += figures[FIGURE_STAMINA] * over[FIGURE_CON] / 100;
    figures[FIGURE_SAVE_BODY] += over[FIGURE_CON] * 2;
    figures[FIGURE_MANA] += figures[FIGURE_MANA] * (over[FIGURE_INT] + over[FIGURE_WIS]) / 100;
    figures[FIGURE_SPELLPOWER] += over[FIGURE_INT] * 2;
    figures[FIGURE_HEALPOWER] += over[FIGURE_WIS] * 2;
    figures[FIGURE_SAVE_MIND] += over[FIGURE_WIS] * 2;
    figures[FIGURE_CONCENTRATION] += over[FIGURE_WIS];
    figures[FIGURE_CRITICAL] += 5 + over[FIGURE_LUK] / 2;
}
