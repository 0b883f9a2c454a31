/* zones/commands/talk.c -- talking, near and far, and groups.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/markup.h"
#include "zones/groups.h"

#include <string.h>
#include <strings.h>

ZONE_THREAD static bool needs_words(struct command *command, const char *verb)
{
    if (command->words[0] != '\0')
        return false;
    tell(command->actor, "%s what?\n", verb);
    return true;
}

void do_say(struct command *command)
{
    struct character *who = command->actor;
    if (needs_words(command, "Say"))
        return;
    tell(who, "You say, '%s'\n", command->words);
    tell_room(who->room, who, NULL, "%s says, '%s'\n", who->name, command->words);
}

void do_emote(struct command *command)
{
    struct character *who = command->actor;
    if (needs_words(command, "Do"))
        return;
    tell_room(who->room, NULL, NULL, "%s %s\n", who->name, command->words);
}

void do_shout(struct command *command)
{
    struct character *who = command->actor;
    if (needs_words(command, "Shout"))
        return;
    tell(who, "You shout, '%s'\n", command->words);
    tell_land(command->zone, who, "%s shouts, '%s'\n", who->name, command->words);
}

/* Straight to their session: its net thread never changes, so nothing can overtake. */
ZONE_THREAD static void speak_to(struct command *command, const char *words)
{
    const struct sighting *other = &command->lookup->sighting;
    struct character *who = command->actor;
    if (!command->lookup->found) {
        tell(who, "Nobody by that name is in the world.\n");
    } else if (entity_same(other->who, who->id)) {
        tell(who, "You talk to yourself, and are not surprised by the answer.\n");
    } else if (words[0] == '\0') {
        tell(who, "Tell %s what?\n", other->name);
    } else if (other->session.number == NO_SESSION.number) {
        tell(who, "%s stares at nothing and does not hear you.\n", other->name);
    } else {
        tell(who, M_PERSONAL "You tell %s, '%s'" M_PLAIN "\n", other->name, words);
        struct message *message = message_new(MSG_TELL);
        message->tell.session = other->session;
        message->tell.text = text_printf(M_PERSONAL "%s tells you, '%s'" M_PLAIN "\n", who->name, words);
        snprintf(message->tell.reply_to, NAME_SIZE, "%s", who->name);
        zone_emit(command->zone, message);
    }
}

void do_tell(struct command *command)
{
    char word[64];
    const char *words = word_take(command->words, word, sizeof word);
    if (word[0] == '\0')
        tell(command->actor, "Tell whom what?\n");
    else
        speak_to(command, words);
}

void do_reply(struct command *command)
{
    if (command->slot->reply_to[0] == '\0')
        tell(command->actor, "Nobody has told you anything yet.\n");
    else
        speak_to(command, command->words);
}

/* To every session the worker found in the directory (lookup.c). */
void do_gossip(struct command *command)
{
    struct character *who = command->actor;
    if (needs_words(command, "Gossip"))
        return;
    tell(who, M_CHANNEL "<Gossip: %s> '%s'" M_PLAIN "\n", who->name, command->words);
    struct text *line = text_printf(M_CHANNEL "<Gossip: %s> '%s'" M_PLAIN "\n", who->name, command->words);
    for (unsigned at = 0; at < command->lookup->session_count; at++)
        if (!session_same(command->lookup->sessions[at], who->player->session))
            zone_tell(command->zone, command->lookup->sessions[at], line, NULL);
    text_unref(&line);
}

/* -- groups ------------------------------------------------------------------------------------------ */

ZONE_THREAD static struct message *group_ask(struct command *command, enum group_request request)
{
    struct character *who = command->actor;
    entity_id key = entity_none(who->player->group) ? who->id : who->player->group;
    struct message *ask = zone_mail(command->zone, MSG_GROUP_ASK, setting_groups(command->zone->setting, key), NO_ENTITY);
    ask->group_ask.request = (uint8_t)request;
    ask->group_ask.group = who->player->group;
    ask->group_ask.member = who->id;
    ask->group_ask.session = who->player->session;
    memcpy(ask->group_ask.name, who->name, NAME_SIZE);
    return ask;
}

ZONE_THREAD static bool group_none(struct command *command)
{
    if (!entity_none(command->actor->player->group))
        return false;
    tell(command->actor, "You are in no group.\n");
    return true;
}

ZONE_THREAD static void group_add(struct command *command, const char *word)
{
    struct character *who = command->actor;
    struct character *other = person_here(who, word);
    if (other == NULL || other->player == NULL) {
        tell(who, "There is nobody here by that name.\n");
    } else if (other == who) {
        tell(who, "You are always with yourself.\n");
    } else if (!entity_same(other->leader, who->id)) {
        tell(who, "%s must follow you first.\n", other->name);
    } else if (!entity_none(other->player->group)) {
        tell(who, "%s is in a group already.\n", other->name);
    } else {
        struct message *ask = group_ask(command, GROUP_ADD);
        ask->group_ask.other = other->id;
        ask->group_ask.other_session = other->player->session;
        memcpy(ask->group_ask.other_name, other->name, NAME_SIZE);
        zone_emit(command->zone, ask);
        tell(who, "You ask %s into your group.\n", other->name);
    }
}

void do_group(struct command *command)
{
    char word[64];
    word_take(command->words, word, sizeof word);
    if (word[0] != '\0' && strcasecmp(word, "leave") != 0)
        group_add(command, word);
    else if (!group_none(command))
        zone_emit(command->zone, group_ask(command, word[0] == '\0' ? GROUP_LIST : GROUP_LEAVE));
}

void do_gtell(struct command *command)
{
    if (needs_words(command, "Tell your group") || group_none(command))
        return;
    struct message *ask = group_ask(command, GROUP_SAY);
    ask->group_ask.words = text_string(command->words);
    zone_emit(command->zone, ask);
}

void do_beckon(struct command *command)
{
    const struct sighting *other = &command->lookup->sighting;
    if (!command->lookup->found) {
        tell(command->actor, "Nobody by that name is in the world.\n");
        return;
    }
    if (entity_same(other->who, command->actor->id)) {
        tell(command->actor, "You are with yourself already.\n");
        return;
    }
    struct message *beckon = zone_mail(command->zone, MSG_BECKON, other->zone, other->who);
    memcpy(beckon->beckon.name, command->actor->name, NAME_SIZE);
    beckon->beckon.sender = command->actor->id;
    beckon->beckon.session = command->actor->player->session;
    zone_emit(command->zone, beckon);
}
