/* zones/commands/eat.c -- eating, drinking, tasting.  Entered by the zone's worker. */
#include "zones/commands/command.h"
#include "core/sound.h"
#include "zones/skills/skills.h"

#include <strings.h>

/* What is done to which kind of thing, the stamina it gives, and for how long it keeps hunger and thirst away. */
static const struct meal {
    uint8_t     kind;              /* enum item_kind */
    uint8_t     sound;             /* enum sound */
    const char *verb, *verbs;
    int32_t     stamina;
    int64_t     fed_hours, watered_hours;
} meals[] = {
    { ITEM_FOOD,  SOUND_EAT,   "eat",   "eats",   30, 16, 0  },
    { ITEM_DRINK, SOUND_DRINK, "drink", "drinks", 15, 0,  16 },
};
enum { MEALS = sizeof meals / sizeof *meals };

static const struct meal *meal_of(const struct item *item)
{
    for (unsigned at = 0; at < MEALS; at++)
        if (meals[at].kind == item->object->kind)
            return &meals[at];
    return NULL;
}

/* The thing that is named, carried or lying here; NULL, and told, if there is none. */
ZONE_THREAD static struct item *named_here(struct command *command, const char *verb)
{
    char word[64];
    const char *rest = name_take(command->words, word, sizeof word);
    if (strcasecmp(word, "from") == 0 && rest[0] != '\0')      /* "drink from the well" */
        name_take(rest, word, sizeof word);
    if (word[0] == '\0') {
        tell(command->actor, "%s what?\n", verb);
        return NULL;
    }
    struct item *item = item_here(command->actor, word);
    if (item == NULL)
        tell(command->actor, "You do not see that here.\n");
    return item;
}

/* What cannot be taken along, a well or a trough, is not used up, and is not what gives strength either. */
ZONE_THREAD static void consume(struct command *command, const struct meal *meal, struct item *item)
{
    struct character *who = command->actor;
    const char *from = item->object->takeable ? "" : "from ";
    tell(who, "%sYou %s %s%s.\n", sound_marks[item->object->casts != NULL ? SOUND_QUAFF : meal->sound], meal->verb, from, item->object->name);
    tell_room(who->room, who, NULL, "%s %s %s%s.\n", who->name, meal->verbs, from, item->object->name);
    needs_fill(who, meal->fed_hours, meal->watered_hours);
    if (!item->object->takeable)
        return;
    pool_add(who, POOL_STAMINA, meal->stamina);
    if (item->object->casts != NULL)
        skill_from_item(who, &item, "");
    else
        item_use_up(command->zone, &item);
}

ZONE_THREAD static void eat_or_drink(struct command *command, const struct meal *meal, const char *asked)
{
    struct item *item = named_here(command, asked);
    if (item == NULL)
        return;
    if (item->object->kind != meal->kind)
        tell(command->actor, "You cannot %s %s.\n", meal->verb, item->object->name);
    else
        consume(command, meal, item);
}

void do_eat(struct command *command)
{
    eat_or_drink(command, &meals[0], "Eat");
}

void do_drink(struct command *command)
{
    eat_or_drink(command, &meals[1], "Drink");
}

void do_taste(struct command *command)
{
    struct character *who = command->actor;
    struct item *item = named_here(command, "Taste");
    if (item == NULL)
        return;
    const struct meal *meal = meal_of(item);
    if (meal == NULL) {
        tell(who, "You would rather not taste %s.\n", item->object->name);
        return;
    }
    tell(who, "You taste %s. One could well %s it.\n", item->object->name, meal->verb);
    tell_room(who->room, who, NULL, "%s tastes %s.\n", who->name, item->object->name);
}
