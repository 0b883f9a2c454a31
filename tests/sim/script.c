/* tests/sim/script.c -- what the people at the other end type, and what they make of what they read.
 *
 * They may look inside the server to type something that makes sense (a thing that lies here, the way to the
 * nearest border), and they check what was promised: speech is numbered and must come in order, and a
 * title that was saved must never be lost. */
#include "tests/sim/sim.h"

#include "core/memory.h"
#include "tests/sim/oracle.h"
#include "tests/sim/shelf.h"
#include "zones/fight/fight.h"
#include "zones/registry_state.h"
#include "zones/world/newborn.h"
#include "zones/world/shop.h"

#include <stdlib.h>
#include <string.h>

enum { LINE = 200 };

/* -- people and ways --------------------------------------------------------------------------------- */

SIM void script_people(struct run *run)
{
    static const char *const names[PEOPLE_MOST] = {
        "Ada", "Boris", "Clio", "Dorn", "Edda", "Falk", "Gerda", "Hugo", "Ilse", "Jorun", "Kim", "Lara", "Mirk", "Nelda",
        "Odo", "Pia", "Quirin", "Rosa", "Sven", "Tilda", "Ulf", "Vera", "Wanda", "Yrsa",
    };
    for (unsigned at = 0; at < run->person_count; at++) {
        run->people[at] = (struct person){0};
        snprintf(run->people[at].name, NAME_SIZE, "%s", names[at]);
    }
}

struct person *script_person(struct run *run, const char *name, size_t length)
{
    for (unsigned at = 0; at < run->person_count; at++)
        if (strlen(run->people[at].name) == length && memcmp(run->people[at].name, name, length) == 0)
            return &run->people[at];
    return NULL;
}

static unsigned place_index(const struct world *world, room_id room)
{
    unsigned at = 0;
    while (at < world->place_count && !room_same(world->places[at].room, room))
        at++;
    assert(at < world->place_count);
    return at;
}

static const struct room_proto *place_proto(const struct world *world, unsigned at)
{
    return area_room(world_area(world, world->places[at].zone), world->places[at].room);
}

static unsigned exit_distance(const struct world *world, const struct exit_proto *exit, zone_id zone, const unsigned *distances)
{
    if (room_same(exit->to, NO_ROOM))
        return UINT32_MAX;
    if (!zone_same(exit->zone, zone))
        return 1;
    unsigned beyond = distances[place_index(world, exit->to)];
    return beyond == UINT32_MAX ? UINT32_MAX : beyond + 1;
}

/* Every room learns from its neighbours until nobody learns anything new. */
SIM uint8_t *script_ways(const struct world *world)
{
    uint8_t *ways = memory_get(world->place_count);
    unsigned *distances = memory_get(world->place_count * sizeof *distances);
    memset(distances, 0xff, world->place_count * sizeof *distances);
    memset(ways, NO_DIRECTION, world->place_count);
    for (bool learned = true; learned;) {
        learned = false;
        for (unsigned at = 0; at < world->place_count; at++)
            for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
                const struct room_proto *proto = place_proto(world, at);
                unsigned distance = exit_distance(world, &proto->exits[direction], world->places[at].zone, distances);
                if (distance >= distances[at])
                    continue;
                distances[at] = distance;
                ways[at] = (uint8_t)direction;
                learned = true;
            }
    }
    memory_free(distances);
    return ways;
}

/* -- a scene ----------------------------------------------------------------------------------------- */

struct scene {
    struct server    *server;
    struct visitor   *visitor;
    struct dice      *dice;
    struct character *me;
    struct person    *person;
    char              line[LINE];
};

static void type(struct scene *scene, const char *format, ...) PRINTF_LIKE(2, 3);
static void type(struct scene *scene, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(scene->line, sizeof scene->line, format, arguments);
    va_end(arguments);
}

static bool chance(struct scene *scene, unsigned one_in)
{
    return dice_below(scene->dice, one_in) == 0;
}

static const char *thing_of(struct scene *scene, const struct item *first)
{
    unsigned count = 0;
    const struct item *chosen = NULL;
    for (const struct item *item = first; item != NULL; item = item->next)
        if (dice_below(scene->dice, ++count) == 0)
            chosen = item;
    return chosen == NULL ? "all" : chosen->object->keys[0];
}

static const char *container_of(struct scene *scene)
{
    unsigned count = 0;
    const struct item *chosen = NULL;
    const struct item *lists[] = { scene->me->items, scene->me->room->items };
    for (unsigned list = 0; list < 2; list++)
        for (const struct item *item = lists[list]; item != NULL; item = item->next)
            if (item->object->kind == ITEM_CONTAINER && dice_below(scene->dice, ++count) == 0)
                chosen = item;
    return chosen == NULL ? "chest" : chosen->object->keys[0];
}

static const char *neighbour(struct scene *scene)
{
    unsigned count = 0;
    const struct character *chosen = NULL;
    for (const struct character *who = scene->me->room->people; who != NULL; who = who->next)
        if (who->player != NULL && who != scene->me && dice_below(scene->dice, ++count) == 0)
            chosen = who;
    return chosen == NULL ? "nobody" : chosen->name;
}

static const char *anybody(struct scene *scene)
{
    const struct run *run = scene->server->run;
    return run->people[dice_below(scene->dice, run->person_count)].name;
}

/* Dice are thrown one after the other, never twice within one call: in which order a compiler evaluates
 * arguments is its own affair, and a seed must mean the same to both. */

/* -- what is done in the game ------------------------------------------------------------------------ */

static void play_walk(struct scene *scene)
{
    const struct run *run = scene->server->run;
    unsigned way = run->ways[place_index(run->world, scene->me->room->proto->id)];
    if (way == NO_DIRECTION || chance(scene, 4))
        way = dice_below(scene->dice, DIRECTIONS);
    bool shut = scene->me->room->doors[way] >= DOOR_CLOSED;
    type(scene, "%s%s", shut ? "open " : "", direction_names[way]);
}

/* The numbers of one speaker, whatever the channel, only grow. */
static void play_speak(struct scene *scene)
{
    static const char *const ways[CHANNELS] = {
        [CHANNEL_SAY] = "say ", [CHANNEL_TELL] = "tell ", [CHANNEL_GROUP] = "gtell ", [CHANNEL_GOSSIP] = "gossip ",
    };
    unsigned channel = dice_below(scene->dice, 2) == 0 ? CHANNEL_SAY : dice_below(scene->dice, CHANNELS);
    if (scene->person == NULL)
        return;
    bool names = channel == CHANNEL_TELL;
    type(scene, "%s%s%s%c%u", ways[channel], names ? anybody(scene) : "", names ? " " : "", "stgc"[channel],
         ++scene->person->spoken);
}

static void play_reply(struct scene *scene)
{
    if (scene->person != NULL)
        type(scene, "reply t%u", ++scene->person->spoken);
}

static void play_follow(struct scene *scene)
{
    type(scene, "follow %s", chance(scene, 6) ? "self" : neighbour(scene));
}

static void play_group(struct scene *scene)
{
    if (chance(scene, 5))
        type(scene, "group%s", chance(scene, 2) ? " leave" : "");
    else
        type(scene, "group %s", neighbour(scene));
}

static void play_get(struct scene *scene)
{
    if (scene->me->room->items == NULL)
        play_walk(scene);
    else if (chance(scene, 4))
        type(scene, "get all from %s", container_of(scene));
    else
        type(scene, "get %s", thing_of(scene, scene->me->room->items));
}

/* Whoever has nothing to give looks for something. */
static void play_part(struct scene *scene)
{
    const char *thing = thing_of(scene, scene->me->items);
    if (scene->me->items == NULL)
        play_get(scene);
    else if (chance(scene, 5))
        type(scene, "put %s in %s", thing, container_of(scene));
    else if (scene->me->room->players > 1 && !chance(scene, 3))
        type(scene, "give %s to %s", thing, neighbour(scene));
    else
        type(scene, "drop %s", thing);
}

static void play_wear(struct scene *scene)
{
    static const char *const verbs[] = { "wear", "remove", "wield", "hold" };
    if (chance(scene, 3))
        type(scene, "wear all");
    else {
        const char *thing = thing_of(scene, scene->me->items);
        type(scene, "%s %s", verbs[dice_below(scene->dice, 4)], thing);
    }
}

static void play_door(struct scene *scene)
{
    static const char *const verbs[] = { "open", "open", "close", "close", "lock", "unlock" };
    const char *verb = verbs[dice_below(scene->dice, 6)];
    type(scene, "%s %s", verb, chance(scene, 3) ? container_of(scene) : direction_names[dice_below(scene->dice, DIRECTIONS)]);
}

static void play_title(struct scene *scene)
{
    type(scene, "title m%u", ++scene->server->run->uses);
}

/* Only one `save` at a time, so that it is clear what "is saved" speaks of. */
static void play_save(struct scene *scene)
{
    if (scene->person != NULL && !scene->person->saving)
        type(scene, "save");
}

/* Everywhere in this world letters are taken, see main.c; a board stands in one room of each area. */
static void play_post(struct scene *scene)
{
    static const char *const words[] = { "read", "remove" };
    unsigned number = 1 + dice_below(scene->dice, 6);
    const char *word = words[dice_below(scene->dice, 2)];
    bool board = scene->me->room->proto->board != NULL && chance(scene, 2);
    switch (dice_below(scene->dice, 5)) {
    case 0:
        type(scene, "%s", board ? "board" : "mail");
        break;
    case 1:
        type(scene, "%s%s %u", board ? "" : "mail ", word, number);
        break;
    default:
        if (board)
            type(scene, "write note %u", ++scene->server->run->uses);
        else
            type(scene, "mail %s letter %u", anybody(scene), scene->server->run->uses);
        break;
    }
}

/* Where there is no shop and no bank, that is what is read. */
static void play_trade(struct scene *scene)
{
    static const char *const purses[] = { "deposit", "withdraw" };
    const struct character *keeper = shop_keeper(scene->me->room);
    struct ware ware = {0};
    unsigned lines = dice_below(scene->dice, 5), amount = 1 + dice_below(scene->dice, 3);
    if (keeper == NULL || chance(scene, 4)) {
        type(scene, "%s %s", purses[lines % 2], chance(scene, 3) ? "all" : "7");
    } else if (chance(scene, 2)) {
        const char *thing = thing_of(scene, scene->me->items);
        type(scene, "%s %s", chance(scene, 6) ? "value" : "sell", thing);
    } else {
        while (shop_next(keeper, &ware) && lines-- > 0)
            ;
        type(scene, "buy %u %s", amount, ware.object == NULL ? "all" : ware.object->keys[0]);
    }
}

static void play_coins(struct scene *scene)
{
    unsigned coins = dice_below(scene->dice, 60);
    type(scene, "give %u coins to %s", coins, neighbour(scene));
}

static void play_meal(struct scene *scene)
{
    static const char *const verbs[] = { "eat", "drink", "taste" };
    const char *verb = verbs[dice_below(scene->dice, 3)];
    type(scene, "%s %s", verb, thing_of(scene, scene->me->items));
}

static void play_beckon(struct scene *scene)
{
    type(scene, "beckon %s", anybody(scene));
}

static void play_ignore(struct scene *scene)
{
    type(scene, "ignore %s", anybody(scene));
}

static void play_rest(struct scene *scene)
{
    static const char *const verbs[] = { "rest", "sit", "sleep" };
    type(scene, "%s", verbs[dice_below(scene->dice, 3)]);
}

/* Somebody here, or something: whoever it is will answer to that word. */
static const char *being_of(struct scene *scene)
{
    unsigned count = 0;
    const struct character *chosen = NULL;
    for (const struct character *who = scene->me->room->people; who != NULL; who = who->next)
        if (who != scene->me && dice_below(scene->dice, ++count) == 0)
            chosen = who;
    return chosen == NULL ? "nobody" : chosen->player != NULL ? chosen->name : chosen->mobile->keys[0];
}

/* Over a border, if one is near: some who are left behind come after him. */
static const char *way_to_flee(const struct scene *scene)
{
    const struct room *room = scene->me->room;
    for (unsigned way = 0; way < DIRECTIONS; way++) {
        const struct exit_proto *exit = &room->proto->exits[way];
        if (!room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, room->zone->id))
            return direction_names[way];
    }
    return "";
}

static void play_fight(struct scene *scene)
{
    if (fights(scene->me) && chance(scene, 2)) {
        type(scene, "flee %s", way_to_flee(scene));
        return;
    }
    static const char *const lines[] = {
        "flee", "get all from corpse", "get all from corpse", "wimpy 60", "range", "assist", "outlaw on yes", "recall", "advance",
    };
    static const char *const verbs[] = { "kill", "kill", "kill", "kill", "join", "rescue", "consider", "duel", "consent" };
    if (chance(scene, 3)) {
        type(scene, "%s", lines[dice_below(scene->dice, sizeof lines / sizeof lines[0])]);
        return;
    }
    const char *verb = verbs[dice_below(scene->dice, sizeof verbs / sizeof verbs[0])];
    type(scene, "%s %s", verb, being_of(scene));
}

static void play_skill(struct scene *scene)
{
    const struct rules *rules = scene->server->setting.rules;
    const struct growth *growth = &scene->me->player->growth;
    unsigned skill = growth->learned_count > 0 && !chance(scene, 8) ? growth->learned[dice_below(scene->dice, growth->learned_count)].skill
                                                                    : dice_below(scene->dice, rules->skill_count);
    bool alone = chance(scene, 2);
    const char *being = being_of(scene);
    type(scene, "use '%s'%s%s", rules->skills[skill].name, alone ? "" : " ", alone ? "" : being);
}

static void play_growth(struct scene *scene)
{
    static const char *const lines[] = {
        "reroll str", "gain", "practice kick", "practice zap", "experience", "skills", "affects", "meta health", "nobility claim",
        "stance none", "stop", "attributes",
    };
    type(scene, "%s", lines[dice_below(scene->dice, sizeof lines / sizeof lines[0])]);
}

/* In the market there are two to be done; elsewhere whoever stands beside somebody with one is asked for it. */
static void play_quest(struct scene *scene)
{
    static const char *const lines[] = {
        "quest accept", "quest accept apples", "quest accept hay", "quest accept gate", "talk baker", "talk baker", "talk dealer", "talk dog", "give apple to baker",
        "get apple", "journal", "search", "say a quest?",
    };
    const struct quest_log *log = &scene->me->player->quests;
    const struct quest_proto *one = log->count == 0 ? NULL : log->entries[dice_below(scene->dice, log->count)].quest;
    if (one != NULL && chance(scene, 12))
        type(scene, "quest drop %s", one->name);
    else if (chance(scene, 4))
        type(scene, "talk %s", being_of(scene));
    else
        type(scene, "%s", lines[dice_below(scene->dice, sizeof lines / sizeof lines[0])]);
}

static void play_quit(struct scene *scene)
{
    type(scene, "quit");
}

/* His account; NULL: nobody can look into it just now. */
SIM static const struct account *account_of(const struct scene *scene)
{
    const struct server *server = scene->server;
    const struct zone *zone = server_zone(server, setting_registry(&server->setting, scene->visitor->account));
    return zone == NULL ? NULL : account_find(zone, scene->visitor->account);
}

/* A character of the account he plays for, maybe himself; NULL: it has none. */
SIM static const struct account_character *one_of_his(struct scene *scene)
{
    const struct account *account = account_of(scene);
    return account == NULL || account->count == 0 ? NULL : &account->characters[dice_below(scene->dice, account->count)];
}

/* One that has named him, by what is written down about it. */
SIM static const struct account_character *one_who_named(struct scene *scene)
{
    const struct account *account = account_of(scene);
    for (unsigned at = 0; account != NULL && at < account->count; at++) {
        char key[KEY_SIZE];
        struct kin kin;
        parcel_record_name(key, PART_BODY, account->characters[at].name);
        const struct page *page = shelf_find(oracle_latest(scene->server->run->oracle), key);
        if (page != NULL && page->content != NULL && body_kin(text_bytes(page->content), text_length(page->content), &kin)
                && strcmp(kin.heir, scene->me->name) == 0)
            return &account->characters[at];
    }
    return NULL;
}

/* Sooner or later two of an account will have named each other. */
SIM static void play_kin(struct scene *scene)
{
    static const char *const lines[] = { "bloodline", "bloodline", "bloodline disown", "bloodline leave" };
    unsigned thrown = dice_below(scene->dice, 30);
    const struct kin *kin = &scene->me->player->growth.kin;
    const struct account_character *other = one_of_his(scene), *named = one_who_named(scene);
    if (named != NULL && kin->ancestor[0] == '\0' && thrown >= 8)
        type(scene, "bloodline accept %s", named->name);
    else if (other == NULL || thrown < 4)
        type(scene, "%s", lines[thrown % 4]);
    else if (thrown < 6 || kin->heir[0] == '\0')
        type(scene, "bloodline heir %s", other->name);
    else if (kin->ancestor[0] == '\0' && thrown < 12)
        type(scene, "bloodline accept %s", other->name);
    else
        play_quit(scene);
}

static void play_idle(struct scene *scene)
{
    static const char *const lines[] = {
        "tells", "review gossip", "channels", "smile", "look", "who", "where", "score", "inventory", "equipment",
        "exits", "brief", "time", "emote yawns.", "shout ho!", "help", "fly", "toggle screenreader", "toggle sound", "colour 16",
        "prompt %h/%H",
    };
    type(scene, "%s", lines[dice_below(scene->dice, sizeof lines / sizeof lines[0])]);
}

/* From here on it may be brought back whenever the registry gets to it: nothing is promised to it until a server begins anew. */
static void play_restore(struct scene *scene)
{
    const char *name = anybody(scene);
    struct person *person = script_person(scene->server->run, name, strlen(name));
    type(scene, "restore %s %u", name, 1 + dice_below(scene->dice, 3));
    if (person != NULL && !scene->server->zombie) {
        person->turned_back = true;
        person->saved = 0;
    }
}

/* To others than keepers these commands are not there. */
static void play_keeper(struct scene *scene)
{
    const struct run *run = scene->server->run;
    room_id room = run->world->places[dice_below(scene->dice, run->world->place_count)].room;
    unsigned zone;
    switch (dice_below(scene->dice, 8)) {
    case 0:
        type(scene, "goto %u", room.number);
        break;
    case 1:
        type(scene, "goto %s", anybody(scene));
        break;
    case 2:
        zone = 1 + dice_below(scene->dice, scene->server->setting.zones);
        type(scene, "move-zone %u %u", zone, dice_below(scene->dice, WORKERS_MOST));
        break;
    case 3: case 4: case 5:
        play_restore(scene);
        break;
    case 6:
        type(scene, "zones");
        break;
    default:
        type(scene, "transfer %s", anybody(scene));
        break;
    }
}

/* Somebody to kill, if there is one. */
SIM static void play_kill(struct scene *scene)
{
    const struct character *other = scene->me->room->people;
    while (other != NULL && other->mobile == NULL)
        other = other->next;
    if (other == NULL || scene->me->room->proto->peaceful)
        play_walk(scene);
    else
        type(scene, "kill %s", other->mobile->keys[0]);
}

SIM static void play_kindred(struct scene *scene)
{
    const struct kin *kin = &scene->me->player->growth.kin;
    bool heir = kin->ancestor[0] != '\0';
    if (scene->me->opponent != NULL)
        type(scene, "bloodline");       /* the blow comes by itself */
    else if (heir && kin->due > 0 && chance(scene, 3))
        play_quit(scene);
    else if (heir && !chance(scene, 5))
        play_kill(scene);               /* creatures are few: they are left to those who kill for others */
    else
        play_kin(scene);
}

static const struct play {
    unsigned weight;
    void   (*act)(struct scene *scene);
} plays[] = {
    { 50, play_walk }, { 14, play_speak }, { 2, play_reply }, { 8, play_follow }, { 6, play_group }, { 20, play_get },
    { 24, play_part }, { 4, play_wear }, { 4, play_door }, { 4, play_title }, { 6, play_save }, { 2, play_beckon },
    { 1, play_rest }, { 1, play_quit }, { 4, play_idle }, { 5, play_keeper }, { 1, play_ignore }, { 8, play_post },
    { 10, play_trade }, { 4, play_coins }, { 4, play_meal },
    { 14, play_fight }, { 6, play_skill }, { 3, play_growth }, { 1, play_kin }, { 8, play_quest },
};

static const struct play *play_pick(struct dice *dice)
{
    unsigned total = 0, at = 0;
    for (size_t play = 0; play < sizeof plays / sizeof plays[0]; play++)
        total += plays[play].weight;
    unsigned thrown = dice_below(dice, total);
    while (thrown >= plays[at].weight)
        thrown -= plays[at++].weight;
    return &plays[at];
}

/* Whose prompt it is: "< Ada | 100h ... >". */
static struct person *person_of(struct run *run, const struct visitor *visitor)
{
    const char *begin = visitor->prompt == NULL ? NULL : strstr(text_bytes(visitor->prompt), "< ");
    return begin == NULL ? NULL : script_person(run, begin + 2, strcspn(begin + 2, " "));
}

SIM static void type_command(struct scene *scene)
{
    struct visitor *visitor = scene->visitor;
    scene->me = server_character(scene->server, visitor->who);
    scene->person = person_of(scene->server->run, visitor);
    if (scene->me == NULL || scene->me->room == NULL)
        type(scene, "look");
    else if (scene->server->run->restless && chance(scene, 10))
        play_restore(scene);
    else if (scene->server->run->restless && chance(scene, 20))
        play_quit(scene);
    else if (scene->server->run->kindred && chance(scene, 2))
        play_kindred(scene);
    else if (scene->server->run->lettered && chance(scene, 2))
        play_post(scene);
    else if (scene->me->position != STANDING && chance(scene, 2))
        type(scene, "%s", scene->me->position == SLEEPING ? "wake" : "stand");
    else
        play_pick(scene->dice)->act(scene);
}

/* -- the dialogue ------------------------------------------------------------------------------------ */

static void type_account(struct scene *scene)
{
    if (chance(scene, 20))
        type(scene, "%s", chance(scene, 2) ? "" : "Not A Name 7");
    else
        type(scene, "%s", scene->visitor->account);
}

static void type_yes(struct scene *scene)
{
    type(scene, "%s", chance(scene, 20) ? "no" : "yes");
}

static void type_enter(struct scene *scene)
{
    type(scene, "%s", chance(scene, 20) ? "1" : "");
}

SIM static void type_choice(struct scene *scene)
{
    unsigned thrown = dice_below(scene->dice, 24);
    const char *name = anybody(scene);
    const struct account_character *own = scene->server->run->kindred ? one_of_his(scene) : NULL;
    if (own != NULL && strcasecmp(own->name, scene->visitor->naming) == 0)
        own = NULL;                     /* whom he wants deleted is not chosen as well */
    if (own != NULL && chance(scene, 3))
        type(scene, "3 %s", own->name);
    else if (thrown < 4)
        type(scene, "2");
    else if (thrown < 6)
        type(scene, "3 %s", name);
    else if (thrown < 8)
        type(scene, "%s", (const char *[]){ "", "0", "5", "6" }[dice_below(scene->dice, 4)]);
    else if (thrown < 9) {
        type(scene, "4 %s", name);
        memcpy(scene->visitor->naming, name, strlen(name) + 1);
    } else
        type(scene, "1");
}

/* From here on until the answer nobody can tell whether what was promised to that character still holds. */
static void type_farewell(struct scene *scene)
{
    struct person *person = script_person(scene->server->run, scene->visitor->naming, strlen(scene->visitor->naming));
    bool really = !chance(scene, 4) && person != NULL;
    type(scene, "%s", really ? scene->visitor->naming : "");
    if (really && !scene->server->zombie) {
        person->leaving = true;
        person->saved = 0;
    }
}

static void type_nothing(struct scene *scene)
{
    type(scene, "%s", "");
}

static void type_name(struct scene *scene)
{
    type(scene, "%s", chance(scene, 20) ? "" : anybody(scene));
}

static void type_reader(struct scene *scene)
{
    static const char *const words[] = { "", "no", "yes", "perhaps" };
    type(scene, "%s", words[dice_below(scene->dice, 4)]);
}

static void type_pronoun(struct scene *scene)
{
    static const char *const words[] = { "he", "she", "they", "He", "SHE", "it" };
    type(scene, "%s", words[dice_below(scene->dice, 6)]);
}

static void type_race(struct scene *scene)
{
    static const char *const words[] = { "", "", "elf", "troll ?", "halfling", "nobody" };
    type(scene, "%s", words[dice_below(scene->dice, 6)]);
}

static void type_path(struct scene *scene)
{
    static const char *const words[] = { "", "rogue", "priest", "mage", "monastic ?", "monastic", "wizard" };
    type(scene, "%s", words[dice_below(scene->dice, 7)]);
}

static void type_letter(struct scene *scene)
{
    static const char *const words[] = { ".", ".", ".", "~q", "~l", "~d", "" };
    if (chance(scene, 2))
        type(scene, "%s", words[dice_below(scene->dice, sizeof words / sizeof words[0])]);
    else
        type(scene, "line %u", ++scene->server->run->uses);
}

static const struct {
    const char *prompt;
    void      (*answer)(struct scene *scene);
} answers[] = {
    { "Account name:", type_account },
    { "Shall it be made", type_yes },
    { "PRESS ENTER", type_enter },
    { "Your choice:", type_choice },
    { "use a screen reader", type_reader },
    { "Name of the character", type_name },
    { "he, she or they", type_pronoun },
    { "Born to which people", type_race },
    { "Which path", type_path },
    { "Type the name once more", type_farewell },
    { "PRESS ENTER", type_nothing },
    { "writing line", type_letter },
    { " | ", type_letter },             /* he took over while his letter was being handed over, and is not writing any more */
};

static void type_answer(struct scene *scene)
{
    const char *prompt = scene->visitor->prompt == NULL ? "Account name:" : text_bytes(scene->visitor->prompt);
    for (size_t at = 0; at < sizeof answers / sizeof answers[0]; at++)
        if (strstr(prompt, answers[at].prompt) != NULL) {
            answers[at].answer(scene);
            return;
        }
    sim_fail("%s reads a prompt nobody expects: %s", scene->visitor->account, prompt);
}

/* The secret thread's part.  Every hash is another one, but names the account, so that a wrong one is seen. */
SIM static void type_password(struct scene *scene)
{
    static const uint8_t others[] = { VERDICT_WRONG, VERDICT_EMPTY, VERDICT_BUSY, VERDICT_UNFIT };
    struct visitor *visitor = scene->visitor;
    char hash[SECRET_HASH_SIZE];
    bool check = visitor->next == NEXT_SECRET_CHECK;
    int length = snprintf(hash, sizeof hash, "hash of %s, ", visitor->account);
    if (check && (visitor->next_secret == NULL || strncmp(text_bytes(visitor->next_secret), hash, (size_t)length) != 0))
        sim_fail("%s is asked for somebody else's password", visitor->account);
    snprintf(hash + length, sizeof hash - (size_t)length, "number %u", ++scene->server->run->uses);
    if (chance(scene, 12))
        visitor_secret(scene->server, visitor, others[dice_below(scene->dice, check ? 3 : 4)], "", "");
    else
        visitor_secret(scene->server, visitor, check ? VERDICT_RIGHT : VERDICT_NEW, check ? "" : hash, "");
}

SIM static void type_token(struct scene *scene)
{
    struct visitor *visitor = scene->visitor;
    snprintf(visitor->token, sizeof visitor->token, "token of %s, number %u", visitor->account, ++scene->server->run->uses);
    visitor_secret(scene->server, visitor, chance(scene, 10) ? VERDICT_BUSY : VERDICT_NEW, visitor->token, "");
}

/* A token is good once; who tries it again is told so. */
SIM static void type_resume(struct scene *scene)
{
    struct visitor *visitor = scene->visitor;
    visitor_secret(scene->server, visitor, VERDICT_TOKEN, visitor->token, visitor->account);
    if (chance(scene, 2))
        visitor->token[0] = '\0';
}

/* Whose character does not get in tries again, but not all day. */
static bool ponders(struct dice *dice, const struct visitor *visitor)
{
    return visitor->prompt != NULL && strstr(text_bytes(visitor->prompt), "Your choice:") != NULL && dice_below(dice, 12) != 0;
}

SIM void script_type(struct server *server, struct visitor *visitor)
{
    if (ponders(&server->run->dice, visitor))
        return;
    struct scene scene = { .server = server, .visitor = visitor, .dice = &server->run->dice };
    if (visitor->next == NEXT_SECRET_CHECK || visitor->next == NEXT_SECRET_NEW) {
        type_password(&scene);
        return;
    }
    if (visitor->next == NEXT_TOKEN) {
        type_token(&scene);
        return;
    }
    if (visitor->next == NEXT_ACCOUNT && visitor->token[0] != '\0') {
        type_resume(&scene);
        return;
    }
    if (visitor->next == NEXT_COMMAND)
        type_command(&scene);
    else
        type_answer(&scene);
    if (visitor->next != NEXT_COMMAND || scene.line[0] != '\0')
        visitor_line(server, visitor, scene.line);
}

/* -- what is read ------------------------------------------------------------------------------------ */

/* The person whose name ends right before `end`. */
static struct person *person_before(struct run *run, const char *text, const char *end)
{
    const char *begin = end;
    while (begin > text && ((begin[-1] >= 'A' && begin[-1] <= 'Z') || (begin[-1] >= 'a' && begin[-1] <= 'z')))
        begin--;
    /* A mark in front of a name ends in a letter too. */
    if (begin > text && begin[-1] == '\001')
        begin++;
    return script_person(run, begin, (size_t)(end - begin));
}

static const struct { const char *words; char letter; } channels[CHANNELS] = {
    [CHANNEL_SAY] = { " says, '", 's' }, [CHANNEL_TELL] = { " tells you, '", 't' },
    [CHANNEL_GROUP] = { ": '", 'g' }, [CHANNEL_GOSSIP] = { "> '", 'c' },
};

SIM static void read_channel(struct server *server, struct visitor *visitor, const char *text, unsigned channel)
{
    struct run *run = server->run;
    const char *words = channels[channel].words;
    for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words)) {
        const char *said = at + strlen(words);
        const struct person *person = person_before(run, text, at);
        if (person == NULL || said[0] != channels[channel].letter)
            continue;
        unsigned number = (unsigned)strtoul(said + 1, NULL, 10);
        unsigned *heard = &visitor->heard[person - run->people][channel];
        if (number <= *heard)
            sim_fail("%s hears %s say %u after %u: %s", visitor->account, person->name, number, *heard, text);
        *heard = number;
        run->totals->heard++;
    }
}

SIM static void read_saved(struct server *server, const char *text)
{
    struct run *run = server->run;
    const char *at = strstr(text, " is saved.\n");
    struct person *person = at == NULL ? NULL : person_before(run, text, at);
    if (person == NULL || !person->saving)
        return;
    if (!person->leaving && !person->turned_back && person->covers > person->saved)
        person->saved = person->covers;
    person->saving = false;
    run->totals->saves++;
    unsigned stored = oracle_stored_title(run->oracle, person->name);
    if (stored < person->saved)
        sim_fail("%s was told to be saved with title m%u, the store has m%u", person->name, person->saved, stored);
}

SIM static void read_promises(struct server *server, const struct visitor *visitor, const char *text)
{
    struct person *person = person_of(server->run, visitor);
    const char *no_more = strstr(text, " is no more.\n");
    struct person *gone = no_more == NULL ? NULL : person_before(server->run, text, no_more);
    unsigned number;
    if (gone != NULL)
        gone->titled = 0;               /* whoever is called so next begins without */
    if (strstr(text, "Welcome to the legendary lands") != NULL && person != NULL)
        person->saving = false;
    if (person == NULL)
        return;
    const char *title = strstr(text, "Your title is now <m");
    if (title != NULL && sscanf(title, "Your title is now <m%u>", &number) == 1 && number > person->titled)
        person->titled = number;
    if (strncmp(text, "Saving ", 7) == 0 && !person->saving) {
        person->saving = true;
        person->covers = person->titled;
    }
}

/* Whoever he wanted deleted is, or is not. */
SIM void script_answered(struct server *server, struct visitor *visitor)
{
    struct person *person = script_person(server->run, visitor->naming, strlen(visitor->naming));
    bool confirmed = visitor->slot.line[0] != '\0' && strcmp(visitor->slot.line, visitor->naming) == 0;
    if (person != NULL && confirmed && !server->zombie) {
        person->leaving = false;
        person->saved = 0;
        visitor->naming[0] = '\0';
    }
}

SIM void script_read(struct server *server, struct visitor *visitor, const struct text *said)
{
    const char *text = text_bytes(said);
    sim_say(server->run, "%u %s< %s", visitor->number, visitor->account, text);
    if (strstr(text, "Please tell a keeper") != NULL)
        sim_fail("%s reads that something is damaged: %s", visitor->account, text);
    if (strstr(text, "is as in version") != NULL)
        server->run->totals->restores++;
    server->run->totals->heirs += strstr(text, "You take up the blood of ") != NULL;
    server->run->totals->quests += strstr(text, "You have done it: ") != NULL;
    server->run->totals->legacies += strstr(text, "earned you ") != NULL;
    server->run->totals->severed += strstr(text, "blood no more: ") != NULL;
    bool again = strcmp(visitor->slot.typed, "review") == 0;    /* he asked to read old lines once more */
    for (unsigned channel = 0; channel < CHANNELS && !again; channel++)
        read_channel(server, visitor, text, channel);
    if (server->zombie)
        return;                         /* who was replaced has nothing to promise */
    read_saved(server, text);
    read_promises(server, visitor, text);
}
