/* zones/commands/channel.c -- speaking on channels, reading them again, switching them.  Entered by the zone's
 * worker.  Whether somebody may speak is settled here; what happens to his words, in zones/channels.c. */
#include "zones/commands/command.h"

#include "zones/channels.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { REVIEW_LINES = 20 };

static bool channel_is_off(const struct character *who, const struct channel_proto *channel)
{
    return (ears_deaf(&who->player->ears, who->zone->setting->book) & 1u << channel->number) != 0;
}

/* Hands the command over: the channel answers it. */
ZONE_THREAD static void channel_ask(struct command *command, const struct channel_proto *channel, enum channel_request request,
                                    uint32_t count, struct text *words)
{
    struct zone *zone = command->zone;
    struct character *who = command->actor;
    zone_id keeper = setting_channels(zone->setting, channel->name);
    if (zone_same(keeper, NO_ZONE)) {
        tell(who, "The channels are silent.\n");
        text_unref(&words);
        return;
    }
    struct message *ask = zone_mail(zone, MSG_CHANNEL_ASK, keeper, NO_ENTITY);
    ask->channel_ask.request = (uint8_t)request;
    ask->channel_ask.channel = (uint8_t)channel->number;
    ask->channel_ask.speaker = who->id;
    memcpy(ask->channel_ask.name, who->name, NAME_SIZE);
    memcpy(ask->channel_ask.account, who->player->account, NAME_SIZE);
    ask->channel_ask.count = count;
    ask->channel_ask.words = words;
    ask->channel_ask.quiet = !toggle_is(&who->player->toggles, TOGGLE_CHANNELCONFIRM);
    ask->channel_ask.slot = zone_answer_detach(zone);
    zone_emit(zone, ask);
}

ZONE_THREAD static void channel_review(struct command *command, const struct channel_proto *channel, uint32_t count)
{
    channel_ask(command, channel, CHANNEL_REVIEW, count, ears_ignored(&command->actor->player->ears));
}

/* Tells him why he may not, and is true then. */
ZONE_THREAD static bool channel_refuses(struct command *command, const struct channel_proto *channel)
{
    struct character *who = command->actor;
    uint32_t level = who->player->level;
    if (channel->speak == SPEAK_NOBODY)
        tell(who, "Nobody speaks on %s; it is for listening.\n", channel->name);
    else if (channel->speak == SPEAK_KEEPERS && !character_is_keeper(command->zone, who))
        tell(who, "Only keepers speak on %s.\n", channel->name);
    else if (channel->level_min > 0 && level < channel->level_min)
        tell(who, "You may speak on %s from level %u on.\n", channel->name, channel->level_min);
    else if (channel->level_max > 0 && level > channel->level_max)
        tell(who, "You have outgrown %s, which is for levels up to %u.\n", channel->name, channel->level_max);
    else if (channel_is_off(who, channel))
        tell(who, "You have %s switched off; channel %s on lets you hear it and speak.\n", channel->name, channel->name);
    else
        return false;
    return true;
}

void channel_speak(struct command *command, const struct channel_proto *channel)
{
    if (command->words[0] == '\0')
        channel_review(command, channel, REVIEW_LINES);
    else if (!channel_refuses(command, channel))
        channel_ask(command, channel, CHANNEL_SPEAK, 0, text_string(command->words));
}

/* -- review, channels, channel ----------------------------------------------------------------------- */

/* The channel named by the first word, or NULL after saying that there is none. *rest: what follows. */
ZONE_THREAD static const struct channel_proto *channel_named(struct command *command, const char **rest)
{
    char word[32];
    *rest = word_take(command->words, word, sizeof word);
    const struct channel_proto *channel = book_channel(command->zone->setting->book, word);
    if (channel == NULL)
        tell(command->actor, "There is no channel named '%s'. Channels lists them.\n", word);
    return channel;
}

void do_review(struct command *command)
{
    char word[16];
    const char *rest;
    if (command->words[0] == '\0') {
        tell(command->actor, "Review which channel?\n");
        return;
    }
    const struct channel_proto *channel = channel_named(command, &rest);
    if (channel == NULL)
        return;
    word_take(rest, word, sizeof word);
    unsigned long count = word[0] == '\0' ? REVIEW_LINES : strtoul(word, NULL, 10);
    if (word[strspn(word, "0123456789")] != '\0' || count == 0)
        tell(command->actor, "Review how many lines?\n");
    else
        channel_review(command, channel, count > UINT32_MAX ? UINT32_MAX : (uint32_t)count);
}

ZONE_THREAD static void channel_describe(struct character *who, const struct channel_proto *channel)
{
    tell(who, "%s, %s%s: %s\n", channel->name, channel_is_off(who, channel) ? "off" : "on",
         channel->speak == SPEAK_NOBODY ? ", for listening" : "", channel->about);
}

ZONE_THREAD static void channel_list(struct command *command)
{
    const struct book *book = command->zone->setting->book;
    unsigned count = book == NULL ? 0 : book->channel_count;
    for (unsigned at = 0; at < count; at++)
        channel_describe(command->actor, &book->channels[at]);
    if (count == 0)
        tell(command->actor, "There are no channels.\n");
}

ZONE_THREAD static void channel_switch(struct character *who, const struct channel_proto *channel, bool off)
{
    if (channel_is_off(who, channel) == off) {
        tell(who, "%s is %s already.\n", channel->name, off ? "off" : "on");
        return;
    }
    character_touch(who, PART_BODY);
    who->player->ears.switched ^= 1u << channel->number;
    character_publish(who);
    tell(who, off ? "You no longer listen to %s.\n" : "You listen to %s now.\n", channel->name);
}

void do_channel(struct command *command)
{
    char word[16];
    const char *rest;
    if (command->words[0] == '\0') {
        channel_list(command);
        return;
    }
    const struct channel_proto *channel = channel_named(command, &rest);
    if (channel == NULL)
        return;
    word_take(rest, word, sizeof word);
    if (word[0] == '\0')
        channel_describe(command->actor, channel);
    else if (strcasecmp(word, "on") == 0 || strcasecmp(word, "off") == 0)
        channel_switch(command->actor, channel, strcasecmp(word, "off") == 0);
    else
        tell(command->actor, "Channel %s on, or channel %s off?\n", channel->name, channel->name);
}
