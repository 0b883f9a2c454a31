/* zones/commands/keeper.c -- what keepers do.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/log.h"
#include "zones/registry.h"
#include "zones/version.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STUN_MOST_S = 60, GRANT_DIGITS = 15 };

void do_goto(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    room_id room = { (uint32_t)strtoul(word, NULL, 10) };
    zone_id zone = world_zone_of(command->zone->setting->world, room);
    if (word[0] == '\0')
        tell(who, "Go where? A room's number, an area, or a player.\n");
    else if (!zone_same(zone, NO_ZONE))
        character_teleport(who, zone, room, NO_ENTITY);
    else if (command->lookup->found)
        character_teleport(who, command->lookup->sighting.zone, NO_ROOM, command->lookup->sighting.who);
    else {
        const struct area *area = world_area_named(command->zone->setting->world, word);
        if (area == NULL)
            tell(who, "There is no such room, area or player.\n");
        else
            character_teleport(who, area->zone, area->rooms[0].id, NO_ENTITY);
    }
}

void do_transfer(struct command *command)
{
    struct character *who = command->actor;
    const struct sighting *other = &command->lookup->sighting;
    if (!command->lookup->found) {
        tell(who, "Nobody by that name is in the world.\n");
        return;
    }
    struct message *summon = zone_mail(command->zone, MSG_SUMMON, other->zone, other->who);
    memcpy(summon->summon.name, who->name, NAME_SIZE);
    summon->summon.session = who->player->session;
    summon->summon.zone = command->zone->id;
    summon->summon.room = who->room->proto->id;
    zone_emit(command->zone, summon);
    tell(who, "You call %s.\n", other->name);
}

void do_stun(struct command *command)
{
    char name[64], number[16];
    struct character *who = command->actor;
    const struct sighting *other = &command->lookup->sighting;
    word_take(word_take(command->words, name, sizeof name), number, sizeof number);
    unsigned long seconds = strtoul(number, NULL, 10);
    if (seconds == 0 || seconds > STUN_MOST_S) {
        tell(who, "Stun whom, and for how many seconds? %d are the most.\n", STUN_MOST_S);
        return;
    }
    if (!command->lookup->found) {
        tell(who, "Nobody by that name is in the world.\n");
        return;
    }
    struct message *stun = zone_mail(command->zone, MSG_STUN, other->zone, other->who);
    memcpy(stun->stun.name, who->name, NAME_SIZE);
    stun->stun.session = who->player->session;
    stun->stun.ms = (uint32_t)seconds * 1000;
    zone_emit(command->zone, stun);
}

/* Out of nothing: the books have a line for it, and so has the log. */
ZONE_THREAD static void grant(struct character *who, struct character *other, int64_t number, bool coins)
{
    int64_t given = !coins ? experience_gain(other, EXPERIENCE_GRANT, number) : purse_flow(other, FLOW_GRANT, number) ? number : 0;
    const char *what = coins ? number == 1 ? "coin" : "coins" : "experience";
    if (given == 0) {
        tell(who, "%s can hold no more of that.\n", other->name);
        return;
    }
    log_zone(who->zone->key, "granted by=%s to=%s %s=%lld", who->name, other->name, coins ? "coins" : "experience", (long long)given);
    tell(who, "%s has %lld %s more.\n", other->name, (long long)given, what);
    if (other != who)
        tell(other, "%s gives you %lld %s.\n", who->name, (long long)given, what);
}

void do_grant(struct command *command)
{
    char name[64], number[24], what[16];
    struct character *who = command->actor;
    word_take(word_take(word_take(command->words, name, sizeof name), number, sizeof number), what, sizeof what);
    bool coins = strcasecmp(what, "coins") == 0 || strcasecmp(what, "coin") == 0, digits = number[0] != '\0'
        && strlen(number) <= GRANT_DIGITS && strspn(number, "0123456789") == strlen(number);
    struct character *other = name[0] == '\0' ? NULL : person_here(who, name);
    if (!digits || strtoll(number, NULL, 10) == 0 || (!coins && strcasecmp(what, "experience") != 0))
        tell(who, "Grant whom, how many, coins or experience?\n");
    else if (other == NULL || other->player == NULL)
        tell(who, "There is nobody here by that name.\n");
    else
        grant(who, other, strtoll(number, NULL, 10), coins);
}

ZONE_THREAD static void tell_lookup(struct command *command)
{
    if (command->lookup->text != NULL)
        tell_text(command->actor, command->lookup->text);
}

void do_zones(struct command *command)
{
    tell_lookup(command);
}

/* What `kallisti ctl` takes, too: main answers, wherever the keeper is by then. */
ZONE_THREAD static void operate(struct command *command, const char *verb)
{
    struct message *ask = message_new(MSG_OPERATE);
    ask->operate.session = command->actor->player->session;
    memcpy(ask->operate.by, command->actor->name, NAME_SIZE);
    ask->operate.words = text_printf("%s %s", verb, command->words);
    zone_emit(command->zone, ask);
    tell(command->actor, "Asked.\n");
}

void do_threads(struct command *command)
{
    if (command->words[0] != '\0')
        operate(command, "threads");
    else
        tell_lookup(command);
}

void do_stats(struct command *command)
{
    operate(command, "stats");
}

void do_pin(struct command *command)
{
    operate(command, "pin");
}

void do_unpin(struct command *command)
{
    operate(command, "unpin");
}

void do_move_zone(struct command *command)
{
    operate(command, "move");
}

/* The store's answer comes to this zone and goes to whoever asks now, wherever he is by then: land.c knows him by the number of
 * the request. */
void do_versions(struct command *command)
{
    char name[64];
    word_take(command->words, name, sizeof name);
    if (!name_fits(name)) {
        tell(command->actor, "Versions of whom? It must be a character's whole name.\n");
        return;
    }
    struct message *load = zone_mail(command->zone, MSG_LOAD, NO_ZONE, NO_ENTITY);
    load->load.request = command->actor->player->session.number;
    load->load.names = version_record_names(name);
    zone_emit(command->zone, load);
    tell(command->actor, "You leaf through the book of names.\n");
}

/* What becomes of it the registry tells, wherever the keeper is by then. */
void do_restore(struct command *command)
{
    char name[64], number[16];
    struct zone *zone = command->zone;
    word_take(word_take(command->words, name, sizeof name), number, sizeof number);
    if (!name_fits(name) || strspn(number, "0123456789") != strlen(number) || strtoul(number, NULL, 10) == 0) {
        tell(command->actor, "Restore whom, and to which version? Say a character's whole name and a number that versions shows.\n");
        return;
    }
    struct message *ask = zone_mail(zone, MSG_ASK, setting_registry(zone->setting, name), NO_ENTITY);
    ask->ask.request = REGISTRY_RESTORE;
    ask->ask.session = command->actor->player->session;
    name_fold(ask->ask.name, name);
    ask->ask.value = text_string(number);
    zone_emit(zone, ask);
    tell(command->actor, "You turn the leaves of the book of names back.\n");
}

void do_shutdown(struct command *command)
{
    if (strcasecmp(command->words, "now") != 0) {
        tell(command->actor, "Say 'shutdown now' if you mean it.\n");
        return;
    }
    struct message *shutdown = message_new(MSG_SHUTDOWN);
    memcpy(shutdown->shutdown.by, command->actor->name, NAME_SIZE);
    zone_emit(command->zone, shutdown);
    tell(command->actor, "So be it.\n");
}
