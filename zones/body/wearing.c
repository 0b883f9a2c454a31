/* zones/body/wearing.c -- see wearing.h: what things ask, and where they go.  Entered by the zone's worker. */
#include "zones/body/wearing.h"

#include "zones/prose/english.h"

#include <string.h>

/* -- what he has on ---------------------------------------------------------------------------------- */

struct item *worn_at(const struct character *who, enum wear_slot slot)
{
    for (struct item *item = who->items; item != NULL; item = item->next)
        if (item->worn == slot)
            return item;
    return NULL;
}

bool item_in_use(const struct item *item)
{
    return item->worn != WEAR_NOWHERE && item->worn != WEAR_QUICKDRAW;
}

const struct gear_family *item_family(const struct rules *rules, const struct item *item)
{
    return item == NULL || rules->gear == NULL || item->object->make.family >= rules->gear->family_count
        ? NULL : &rules->gear->families[item->object->make.family];
}

/* Of two rings of one set one counts. */
unsigned set_worn(const struct character *who, unsigned number)
{
    uint32_t slots = 0;
    for (const struct item *item = who->items; item != NULL; item = item->next)
        if (item_in_use(item) && item->object->set == number + 1 && !item_is_broken(item))
            slots |= 1u << wear_first[item->worn];
    unsigned count = 0;
    for (; slots != 0; slots &= slots - 1)
        count++;
    return count;
}

/* -- what it asks ------------------------------------------------------------------------------------ */

static size_t say(char words[WEARING_WORDS], size_t at, const char *format, ...) PRINTF_LIKE(3, 4);
static size_t say(char words[WEARING_WORDS], size_t at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(words + at, WEARING_WORDS - at, format, arguments);
    va_end(arguments);
    return at + (size_t)length < WEARING_WORDS ? at + (size_t)length : WEARING_WORDS - 1;
}

static size_t level_asked(const struct character *who, const struct item *item, char words[WEARING_WORDS], size_t at)
{
    uint32_t asked = item->object->make.level;
    if (character_level(who) >= asked)
        return at;
    return say(words, at, "%sYou have to be of level %u to use %s.", at > 0 ? " " : "", asked, item->object->name);
}

static size_t skill_asked(const struct character *who, const struct item *item, char words[WEARING_WORDS], size_t at)
{
    const struct rules *rules = rules_of(who);
    const struct gear_family *family = item_family(rules, item);
    uint16_t skill = family == NULL || family->skill == NULL ? NO_SKILL : rules_skill(rules, family->skill);
    int32_t asked = skill == NO_SKILL ? 0 : (int32_t)make_asks(rules, &item->object->make);
    int32_t known = asked == 0 ? 0 : skill_percent(who, skill);
    if (known >= asked)
        return at;
    at = say(words, at, "%sYou know too little of %s to use %s:", at > 0 ? " " : "", rules->skills[skill].name, item->object->name);
    return known == 0 ? say(words, at, " it asks %d percent, and you know nothing of that.", asked)
                      : say(words, at, " it asks %d percent, and you know %d.", asked, known);
}

static size_t class_asked(const struct character *who, const struct item *item, char words[WEARING_WORDS], size_t at)
{
    const struct rules *rules = rules_of(who);
    uint32_t classes = item->object->classes;
    unsigned class = who->player->growth.class, left = 0, told = 0;
    if (classes == 0 || (classes & (1u << class | 1u << rules->classes[class].path)) != 0)
        return at;
    for (unsigned n = 0; n < rules->class_count; n++)
        left += (classes & 1u << n) != 0;
    at = say(words, at, "%sOnly ", at > 0 ? " " : "");
    for (unsigned n = 0; n < rules->class_count; n++)
        if ((classes & 1u << n) != 0) {
            const char *name = rules->classes[n].name;
            const char *joint = told == 0 ? "" : told + 1 == left ? " or " : ", ";
            at = say(words, at, "%s%s %s", joint, article(name), name);
            told++;
        }
    return say(words, at, " can use %s.", item->object->name);
}

bool wearing_refuses(const struct character *who, const struct item *item, char words[WEARING_WORDS])
{
    words[0] = '\0';
    if (who->player == NULL)
        return false;
    size_t at = level_asked(who, item, words, 0);
    at = skill_asked(who, item, words, at);
    at = class_asked(who, item, words, at);
    return at > 0;
}

/* -- where it goes ----------------------------------------------------------------------------------- */

enum wear_slot wear_free(const struct character *who, enum wear_slot made_for)
{
    for (unsigned slot = 0; slot < WEAR_SLOTS_COUNT; slot++)
        if (wear_first[slot] == made_for && slot != WEAR_OFFHAND && slot != WEAR_QUICKDRAW && worn_at(who, (enum wear_slot)slot) == NULL)
            return (enum wear_slot)slot;
    return WEAR_NOWHERE;
}

static bool asks_both_hands(const struct character *who, const struct item *item)
{
    const struct gear_family *family = item_family(rules_of(who), item);
    return item != NULL && item->object->kind == ITEM_WEAPON && family != NULL && family->hands == 2;
}

/* What his other hand does; NULL: nothing.  A shield is on the arm: a hand behind it still holds a letter, but no sword. */
static const struct item *other_hand(const struct character *who, bool shield_too)
{
    const struct item *item = worn_at(who, WEAR_OFFHAND);
    if (item == NULL)
        item = worn_at(who, WEAR_HOLD);
    return item == NULL && shield_too ? worn_at(who, WEAR_SHIELD) : item;
}

bool hands_refuse(const struct character *who, const struct item *item, enum wear_slot place, char words[WEARING_WORDS])
{
    const struct item *main = worn_at(who, WEAR_WIELD), *second = worn_at(who, WEAR_OFFHAND);
    const struct item *busy = other_hand(who, true);
    words[0] = '\0';
    if (place == WEAR_WIELD && asks_both_hands(who, item) && busy != NULL)
        say(words, 0, "You need both hands for %s, and one is busy with %s.", item->object->name, busy->object->name);
    if (place == WEAR_OFFHAND && asks_both_hands(who, item))
        say(words, 0, "You need both hands for %s, and use %s.", item->object->name, main->object->name);
    else if (place == WEAR_OFFHAND && busy != NULL)
        say(words, 0, "Your other hand is busy with %s.", busy->object->name);
    bool takes_a_hand = place == WEAR_OFFHAND || place == WEAR_SHIELD || place == WEAR_HOLD;
    if (words[0] == '\0' && takes_a_hand && main != NULL && asks_both_hands(who, main))
        say(words, 0, "You need both hands for %s.", main->object->name);
    if (words[0] == '\0' && (place == WEAR_SHIELD || place == WEAR_HOLD) && second != NULL)
        say(words, 0, "Your other hand is busy with %s.", second->object->name);
    return words[0] != '\0';
}

struct item *second_weapon(const struct character *who)
{
    struct item *item = worn_at(who, WEAR_OFFHAND);
    return item != NULL && item->object->kind == ITEM_WEAPON && !item_is_broken(item) ? item : NULL;
}
