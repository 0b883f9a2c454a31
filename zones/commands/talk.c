/* zones/commands/talk.c -- talking, near and far, and groups.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "core/markup.h"
#include "zones/groups.h"
#include "zones/quests/quests.h"
#include "zones/world/sight.h"

#include <string.h>
#include <strings.h>

ZONE_THREAD static bool needs_words(struct command *command, const char *verb)
{
    if (command->words[0] != '\0')
        return false;
    tell(command->actor, "%s what?\n", verb);
    return true;
}

/* As it comes out of the mouth of whoever is drunk; NULL: he is not. */
static struct text *slurred(const struct character *who, const char *words)
{
    uint16_t drunk = who->affects == NULL ? NO_SKILL : rules_skill(rules_of(who), "drunkenness");
    if (drunk == NO_SKILL || affect_find(who, drunk) == NULL)
        return NULL;
    struct bytes_writer writer = {0};
    for (; *words != '\0'; words++) {
        put_u8(&writer, (uint8_t)*words);
        if (*words == 's' && words[1] != 'h')
            put_u8(&writer, 'h');
    }
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}

void do_say(struct command *command)
{
    struct character *who = command->actor;
    if (needs_words(command, "Say"))
        return;
    struct text *slur = slurred(who, command->words);
    const char *words = slur == NULL ? command->words : text_bytes(slur);
    tell(who, "You say, '%s'\n", words);
    tell_room(who->room, who, NULL, "%s says, '%s'\n", who->name, words);
    text_unref(&slur);
    quest_says(who, command->words);
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
    tell_around(command->zone, who, "%s shouts, '%s'\n", who->name, command->words);
}

/* Words for somebody go straight to his session: its net thread never changes, so nothing can overtake.  His zone
 * keeps them too, and keeps them for later when there is no session, or he sleeps. */
ZONE_THREAD static void tell_away(struct command *command, const struct sighting *other, const char *words)
{
    struct zone *zone = command->zone;
    struct character *who = command->actor;
    bool linkless = session_same(other->session, NO_SESSION), asleep = (other->flags & SEEN_ASLEEP) != 0;
    tell(who, M_PERSONAL "You tell %s, '%s'" M_PLAIN "\n", other->name, words);
    if (linkless)
        tell(who, "%s stares at nothing and does not hear you. Your words will wait.\n", other->name);
    else if (asleep)
        tell(who, "%s is asleep. Your words will wait.\n", other->name);
    else
        tell_words(zone, other->session, who->name, (other->flags & SEEN_KEEPER) != 0 ? who->player->account : "", words);
    struct message *told = zone_mail(zone, MSG_TOLD, other->zone, other->who);
    memcpy(told->told.name, who->name, NAME_SIZE);
    memcpy(told->told.account, who->player->account, NAME_SIZE);
    told->told.session = who->player->session;
    told->told.words = text_string(words);
    told->told.heard = !linkless && !asleep;
    zone_emit(zone, told);
}

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
    } else if (command->lookup->ignored) {
        tell(who, "%s does not listen to you.\n", other->name);
    } else {
        tell_away(command, other, words);
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

/* Whoever spoke last is whom `reply` answers: his session has forgotten when it is a new one. */
void do_tells(struct command *command)
{
    struct character *who = command->actor;
    struct ears *ears = &who->player->ears;
    for (unsigned at = 0; at < ears->told_count; at++)
        tell(who, M_PERSONAL "%s told you, '%s'" M_PLAIN "\n", ears->told[at].name, text_bytes(ears->told[at].words));
    ears->waiting = 0;
    if (ears->told_count == 0) {
        tell(who, "Nobody has told you anything yet.\n");
        return;
    }
    struct message *message = message_new(MSG_TELL);
    message->tell.session = who->player->session;
    memcpy(message->tell.reply_to, ears->told[ears->told_count - 1].name, NAME_SIZE);
    zone_emit(command->zone, message);
}

/* -- ignoring ---------------------------------------------------------------------------------------- */

ZONE_THREAD static void ignore_list(struct character *who)
{
    const struct ears *ears = &who->player->ears;
    for (unsigned at = 0; at < ears->ignored_count; at++)
        tell(who, "You ignore %s.\n", ears->ignored[at]);
    if (ears->ignored_count == 0)
        tell(who, "You ignore nobody.\n");
}

ZONE_THREAD static void ignore_switch(struct character *who, const char *name)
{
    struct ears *ears = &who->player->ears;
    character_touch(who, PART_BODY);
    if (ears_ignore(ears, name)) {
        ears_ignore_end(ears, name);
        tell(who, "You listen to %s again.\n", name);
    } else if (ears_ignore_begin(ears, name)) {
        tell(who, "You hear nothing more of %s.\n", name);
    } else {
        tell(who, "You ignore %d people already; listen to one of them first.\n", IGNORED_MOST);
        return;
    }
    character_publish(who);
}

/* Somebody who is not in the world can be ignored too, by his whole name. */
void do_ignore(struct command *command)
{
    char word[64], name[NAME_SIZE];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    bool known = command->lookup->found && !ears_ignore(&who->player->ears, word);
    if (word[0] == '\0') {
        ignore_list(who);
    } else if (!known && !name_fits(word)) {
        tell(who, "'%s' is nobody's name.\n", word);
    } else {
        name_fold(name, known ? command->lookup->sighting.name : word);
        name[0] = (char)(name[0] - 'a' + 'A');
        if (strcasecmp(name, who->name) == 0)
            tell(who, "You would miss yourself.\n");
        else
            ignore_switch(who, name);
    }
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

ZONE_THREAD static void group_invite(struct command *command, struct character *other)
{
    struct message *ask = group_ask(command, GROUP_ADD);
    ask->group_ask.other = other->id;
    ask->group_ask.other_session = other->player->session;
    memcpy(ask->group_ask.other_name, other->name, NAME_SIZE);
    zone_emit(command->zone, ask);
    tell(command->actor, "You ask %s into your group.\n", other->name);
}

/* Whoever follows, is here, and has no group. */
ZONE_THREAD static void group_add_all(struct command *command)
{
    struct character *who = command->actor;
    unsigned asked = 0;
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other->player != NULL && entity_same(other->leader, who->id) && entity_none(other->player->group)) {
            group_invite(command, other);
            asked++;
        }
    if (asked == 0)
        tell(who, "Nobody here follows you who is in no group yet.\n");
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
        group_invite(command, other);
    }
}

/* words: of whom, wherever he is. */
ZONE_THREAD static void group_names(struct command *command, enum group_request request, const char *words)
{
    char name[NAME_SIZE] = "";          /* all of it goes into a message */
    word_take(words, name, sizeof name);
    if (name[0] == '\0') {
        tell(command->actor, "Whom of your group? Add a name.\n");
        return;
    }
    struct message *ask = group_ask(command, request);
    memcpy(ask->group_ask.other_name, name, NAME_SIZE);
    zone_emit(command->zone, ask);
}

void do_group(struct command *command)
{
    static const struct {
        const char         *word;
        enum group_request  request;
        bool                names;      /* a member, in the word behind it */
    } asked[] = {
        { "", GROUP_LIST, false }, { "leave", GROUP_LEAVE, false },
        { "subleader", GROUP_SUBLEADER, true }, { "dismiss", GROUP_DISMISS, true },
    };
    enum { ASKED = sizeof asked / sizeof *asked };
    char word[64];
    const char *rest = word_take(command->words, word, sizeof word);
    unsigned at = 0;
    while (at < ASKED && strcasecmp(word, asked[at].word) != 0)
        at++;
    bool alone = entity_none(command->actor->player->group);
    if (at == ASKED && strcasecmp(word, "all") == 0)
        group_add_all(command);
    else if (at == ASKED)
        group_add(command, word);
    else if (asked[at].request == GROUP_LIST && followers_list(command->actor) > 0 && alone)
        return;                         /* that is company enough */
    else if (group_none(command))
        return;
    else if (asked[at].names)
        group_names(command, asked[at].request, rest);
    else
        zone_emit(command->zone, group_ask(command, asked[at].request));
}

void do_gtell(struct command *command)
{
    if (needs_words(command, "Tell your group") || group_none(command))
        return;
    struct message *ask = group_ask(command, GROUP_SAY);
    ask->group_ask.words = text_string(command->words);
    zone_emit(command->zone, ask);
}

/* To the group; who has none tells those who are here. */
void do_report(struct command *command)
{
    struct character *who = command->actor;
    struct text *words = text_printf("I have %d of %d hit points, %d of %d mana, %d of %d stamina.", pool_has(who, POOL_HEALTH),
                                     pool_most(who, POOL_HEALTH), pool_has(who, POOL_MANA), pool_most(who, POOL_MANA),
                                     pool_has(who, POOL_STAMINA), pool_most(who, POOL_STAMINA));
    if (entity_none(who->player->group)) {
        tell(who, "You report, '%s'\n", text_bytes(words));
        tell_room(who->room, who, NULL, "%s reports, '%s'\n", who->name, text_bytes(words));
        text_unref(&words);
        return;
    }
    struct message *ask = group_ask(command, GROUP_SAY);
    ask->group_ask.words = words;
    zone_emit(command->zone, ask);
}

void do_beckon(struct command *command)
{
    const struct sighting *other = &command->lookup->sighting;
    if (command->words[0] == '\0') {
        tell(command->actor, "Beckon whom?\n");
        return;
    }
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
