/* zones/commands/see.c -- looking, and knowing about oneself and the world.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/body/hazard.h"
#include "zones/body/wearing.h"
#include "zones/prose/english.h"
#include "zones/quests/quests.h"
#include "zones/world/calendar.h"
#include "zones/world/sight.h"
#include "zones/world/sky.h"

#include <string.h>
#include <strings.h>

enum { HEART_PLAIN = 350 };        /* an alignment beyond this is felt */

/* What it feels like to stand before that one, for who has a sense for it. */
static const char *heart_words(const struct character *seen)
{
    int32_t alignment = seen->mobile != NULL ? seen->mobile->alignment : seen->player->growth.alignment;
    return alignment >= HEART_PLAIN ? "a warmth comes from that quarter, as from a bakehouse" : alignment <= -HEART_PLAIN
        ? "a cold comes from that quarter, as from a cellar" : "nothing comes from that quarter, warm or cold";
}

ZONE_THREAD static void look_at_person(struct character *who, struct character *seen)
{
    if (seen->mobile != NULL)
        tell(who, "%s\n", seen->mobile->text);
    else
        tell(who, "%s %s\n", seen->name, seen->player->title[0] == '\0' ? "looks like someone who has just arrived."
                                                                        : seen->player->title);
    if (is(who, FIGURE_SEES_MAGIC) && affect_tagged(seen, 1u << TAG_MAGIC))
        tell_sentence(who, "there is magic upon %s.\n", seen == who ? "you" : pronoun_object(seen));
    if (is(who, FIGURE_SEES_ALIGNMENT))
        tell_sentence(who, "%s.\n", heart_words(seen));
    if (quest_offered(who, seen, 0) != NULL)
        tell_sentence(who, "%s may have a quest for you: talk %s.\n", pronoun_subject(seen), seen->mobile->keys[0]);
    unsigned shown = 0;
    for (unsigned place = 0; place < WEAR_SLOTS_COUNT; place++)
        for (const struct item *item = seen->items; item != NULL; item = item->next) {
            if (item->worn != place)
                continue;
            if (shown++ == 0)
                tell_sentence(who, "%s %s:\n", seen == who ? "you" : character_name(seen), seen == who ? "use" : "uses");
            tell(who, "%s: %s.\n", wear_reads[place], item->object->name);
        }
    if (seen != who)
        tell(seen, "%s looks at you.\n", who->name);
}

/* -- lists of things ---------------------------------------------------------------------------------- */

static bool listed_as_one(const struct item *a, const struct item *b)
{
    return a->worn == WEAR_NOWHERE && b->worn == WEAR_NOWHERE && strcmp(a->object->name, b->object->name) == 0;
}

static bool listed_before(const struct item *first, const struct item *item)
{
    for (; first != item; first = first->next)
        if (listed_as_one(first, item))
            return true;
    return false;
}

/* What is not worn of them: each kind once, with how many there are. */
ZONE_THREAD static void list_items(struct character *who, const struct item *first)
{
    unsigned kinds = 0;
    for (const struct item *item = first; item != NULL; item = item->next) {
        if (item->worn != WEAR_NOWHERE || listed_before(first, item))
            continue;
        unsigned count = 0;
        for (const struct item *other = item; other != NULL; other = other->next)
            count += listed_as_one(item, other);
        if (count > 1)
            tell(who, "%s (%u).\n", item->object->name, count);
        else
            tell(who, "%s.\n", item->object->name);
        kinds++;
    }
    if (kinds == 0)
        tell(who, "nothing.\n");
}

/* -- looking ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void look_inside(struct character *who, const struct item *item)
{
    if (item->object->kind != ITEM_CONTAINER) {
        tell(who, "There is no inside to look into.\n");
        return;
    }
    if (item->door >= DOOR_CLOSED) {
        tell(who, "It is closed.\n");
        return;
    }
    tell(who, "In %s:\n", item->object->name);
    list_items(who, item->contents);
}

/* One of the keys, all of it. */
static bool word_is_key(const char *const *keys, const char *word)
{
    while (*keys != NULL && strcasecmp(*keys, word) != 0)
        keys++;
    return *keys != NULL;
}

static const char *named_in(const struct extra *extras, unsigned count, const char *word)
{
    for (unsigned at = 0; at < count; at++)
        if (word_is_name((const char *const *)extras[at].keys, word))
            return extras[at].text;
    return NULL;
}

/* In the room's own texts by a whole word of theirs: a lamp there is rather meant than the lamp-warden beside it. */
static const char *named_wholly(const struct room *room, const char *word)
{
    for (unsigned at = 0; at < room->proto->extra_count; at++)
        if (word_is_key((const char *const *)room->proto->extras[at].keys, word))
            return room->proto->extras[at].text;
    return NULL;
}

static bool person_is_wholly(const struct character *seen, const char *word)
{
    return seen->mobile != NULL ? word_is_key((const char *const *)seen->mobile->keys, word) : strcasecmp(seen->name, word) == 0;
}

static const char *named_of_things(const struct item *item, const char *word)
{
    const char *text = NULL;
    for (; text == NULL && item != NULL; item = item->next)
        text = named_in(item->object->extras.list, item->object->extras.count, word);
    return text;
}

/* What the texts of the room, of its ways, of who and what is there, and of what one has name, in this order. */
ZONE_THREAD static const char *extra_find(const struct character *who, const char *word)
{
    const struct room *room = who->room;
    const char *text = named_in(room->proto->extras, room->proto->extra_count, word);
    for (unsigned direction = 0; text == NULL && direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        if (exit->sight != NULL && room_shows(room, direction))
            text = named_in(exit->sight->extras.list, exit->sight->extras.count, word);
    }
    for (const struct character *seen = room->people; text == NULL && seen != NULL; seen = seen->next)
        if (seen->mobile != NULL && can_see(who, seen))
            text = named_in(seen->mobile->extras.list, seen->mobile->extras.count, word);
    if (text == NULL)
        text = named_of_things(room->items, word);
    return text != NULL ? text : named_of_things(who->items, word);
}

ZONE_THREAD static void look_direction(struct command *command, enum direction direction)
{
    struct character *who = command->actor;
    const struct exit_proto *exit = &who->room->proto->exits[direction];
    if (!room_shows(who->room, direction)) {
        tell(who, "Nothing special there.\n");
        return;
    }
    if (exit->sight != NULL && exit->sight->text != NULL)
        tell(who, "%s\n", exit->sight->text);
    if (who->room->doors[direction] >= DOOR_CLOSED) {
        tell(who, "The %s is closed.\n", exit->door_name);
    } else {
        const struct area *area = world_area(command->zone->setting->world, exit->zone);
        struct sighted seen;
        tell(who, "That way lies %s.\n", area_room(area, exit->to)->name);
        if (sight_of(command->zone, exit->zone, exit->to, who, &seen) && seen.names[0] != '\0')
            tell(who, "You see there: %s.\n", seen.names);
    }
}

enum { NAMED_LETTERS = 3 };        /* a shorter word names nothing: texts are full of "a" and "of" */

static enum direction door_named(const struct room *room, const char *word)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        if (room_shows(room, direction) && text_names(room->proto->exits[direction].door_name, word))
            return (enum direction)direction;
    return NO_DIRECTION;
}

/* Nothing answers to that word.  If it was read here, that much is true: it is there, and that is all. */
ZONE_THREAD static void look_at_rest(struct command *command, const char *word)
{
    struct character *who = command->actor;
    bool long_enough = strlen(word) >= NAMED_LETTERS;
    enum direction door = long_enough ? door_named(who->room, word) : NO_DIRECTION;
    if (door != NO_DIRECTION)
        look_direction(command, door);
    else if (long_enough && room_names(who, word))
        tell(who, "You look closer, but there is no more to see than you have read.\n");
    else
        tell(who, "You do not see that here.\n");
}

/* What use has left of it. */
ZONE_THREAD static void look_at_use(struct character *who, const struct item *item)
{
    uint32_t count = item->object->durability, shot = item_hits(item);
    if (item->object->kind == ITEM_AMMUNITION)
        tell(who, "There %s %u left.\n", shot + 1 == count ? "is" : "are", shot < count ? count - shot : 0);
    else if (item_wears_out(item) && shot > 0)
        tell(who, "It is %s.\n", item_condition(item));
}

/* In the dark one knows what one carries. */
ZONE_THREAD static void look_by_hand(struct character *who, const char *word)
{
    const struct item *item = item_carried(who, word);
    if (item == NULL) {
        tell(who, "It is too dark to see that.\n");
        return;
    }
    tell(who, "%s\n", item->object->text);
    look_at_use(who, item);
}

/* People first, then things, then what texts name, then the sky, directions and doors; but what a text names by that very word before
 * people and things whose names only begin so. */
ZONE_THREAD static void look_at(struct command *command, const char *word)
{
    struct character *who = command->actor;
    if (in_the_dark(who)) {
        look_by_hand(who, word);
        return;
    }
    const char *wholly = named_wholly(who->room, word);
    struct character *seen = person_here(who, word);
    if (seen != NULL && (wholly == NULL || person_is_wholly(seen, word))) {
        look_at_person(who, seen);
        return;
    }
    const struct item *item = item_here(who, word);
    if (item != NULL && (wholly == NULL || word_is_key((const char *const *)item->object->keys, word))) {
        tell(who, "%s\n", item->object->text);
        look_at_use(who, item);
        return;
    }
    const char *extra = wholly != NULL ? wholly : extra_find(who, word);
    enum direction direction = direction_find(word);
    if (extra != NULL)
        tell(who, "%s\n", extra);
    if (who->room->proto->board != NULL && strcasecmp(word, "board") == 0)
        board_list(who);
    else if (extra != NULL)
        return;
    else if (strcasecmp(word, "sky") == 0)
        tell_sky(who);
    else if (direction != NO_DIRECTION)
        look_direction(command, direction);
    else
        look_at_rest(command, word);
}

void do_look(struct command *command)
{
    char word[64], second[64];
    const char *rest = name_take(command->words, word, sizeof word);
    if (word[0] == '\0') {
        look_at_room(command->actor);
        return;
    }
    bool inside = strcasecmp(word, "in") == 0 || strcasecmp(word, "inside") == 0;
    if (!inside && strcasecmp(word, "at") != 0) {
        look_at(command, word);
        return;
    }
    name_take(rest, second, sizeof second);
    if (second[0] == '\0') {
        tell(command->actor, "Look %s what?\n", word);
        return;
    }
    if (!inside) {
        look_at(command, second);
        return;
    }
    const struct item *item = item_here(command->actor, second);
    if (item == NULL)
        tell(command->actor, "You do not see that here.\n");
    else
        look_inside(command->actor, item);
}

void do_inventory(struct command *command)
{
    tell(command->actor, "You carry:\n");
    list_items(command->actor, command->actor->items);
    char words[COINS_SIZE];
    tell(command->actor, "You have %s.\n", coins_words(command->actor->player->coins[PURSE_CARRIED], words));
}

/* `equipment condition` says of each how worn it is; broken ones are told anyway. */
void do_equipment(struct command *command)
{
    char word[64];
    unsigned count = 0;
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    bool asked = word[0] != '\0' && strncasecmp("condition", word, strlen(word)) == 0;
    tell(who, "You use:\n");
    for (unsigned place = 0; place < WEAR_SLOTS_COUNT; place++)
        for (const struct item *item = who->items; item != NULL; item = item->next)
            if (item->worn == place) {
                const char *condition = asked || item_is_broken(item) ? item_condition(item) : NULL;
                tell(who, "%s: %s%s%s.\n", wear_reads[place], item->object->name, condition == NULL ? "" : ", ",
                     condition == NULL ? "" : condition);
                count++;
            }
    if (count == 0)
        tell(who, "nothing.\n");
}

void do_score(struct command *command)
{
    struct character *who = command->actor;
    const struct player *player = who->player;
    int64_t minutes = character_played(who) / 60000;
    tell(who, "You are %s%s%s, level %u.\n", who->name, player->title[0] == '\0' ? "" : " ", player->title, player->level);
    const char *race = rules_of(who)->races[player->growth.race].key;
    tell(who, "You are %s %s %s, with %lld experience.\n", article(race), race, rules_of(who)->classes[player->growth.class].name,
         (long long)player->growth.experience);
    if (player->growth.kin.ancestor[0] != '\0')
        tell(who, "You are of %s's blood.\n", player->growth.kin.ancestor);
    if (player->growth.kin.heir[0] != '\0')
        tell(who, "You have named %s your heir.\n", player->growth.kin.heir);
    tell(who, "Hit points: %d of %d.\n", pool_has(who, POOL_HEALTH), pool_most(who, POOL_HEALTH));
    tell(who, "Mana: %d of %d.\n", pool_has(who, POOL_MANA), pool_most(who, POOL_MANA));
    tell(who, "Stamina: %d of %d.\n", pool_has(who, POOL_STAMINA), pool_most(who, POOL_STAMINA));
    char words[COINS_SIZE];
    unsigned things = items_count(who->items);
    tell(who, "You carry %u %s.\n", things, things == 1 ? "thing" : "things");
    tell(who, "You have %s with you", coins_words(player->coins[PURSE_CARRIED], words));
    tell(who, ", and %s in the bank.\n", coins_words(player->coins[PURSE_BANK], words));
    uint32_t done = quest_log_done(&player->quests);
    tell(who, "You have done %u quest%s, and have %u quest point%s.\n", done, done == 1 ? "" : "s", player->growth.quest_points,
         player->growth.quest_points == 1 ? "" : "s");
    tell(who, "You have played for %lld hour%s and %lld minute%s.\n", (long long)(minutes / 60), minutes / 60 == 1 ? "" : "s",
         (long long)(minutes % 60), minutes % 60 == 1 ? "" : "s");
}

static const char *ordinal_ending(int64_t number)
{
    bool teen = number % 100 >= 11 && number % 100 <= 13;
    return teen ? "th" : number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
}

void do_time(struct command *command)
{
    int64_t hour = world_hour(command->zone->now);
    struct date date = calendar_date(hour);
    tell(command->actor, "It is %s.\n", hour_words[date.hour]);
    tell(command->actor, "It is %s, on the %u%s day of %s, in the %s of year %lld.\n", hour_is_day(hour) ? "day" : "night",
         date.day, ordinal_ending(date.day), month_names[date.month - 1], season_names[date.season], (long long)date.year);
    tell(command->actor, "This is the %lld%s day of the world.\n", (long long)date.days, ordinal_ending(date.days));
}

void do_weather(struct command *command)
{
    tell_sky(command->actor);
}
