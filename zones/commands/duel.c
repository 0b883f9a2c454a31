/* zones/commands/duel.c -- whom of the players one fights, and who may touch what is left.  Entered by the zone's worker. */
#include "zones/commands/command.h"

#include "zones/fight/fight_parts.h"

#include <strings.h>

/* -- players ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void outlaw_show(struct character *who)
{
    const struct growth *growth = &who->player->growth;
    int64_t left = growth->safe_until - who->zone->now;
    tell(who, growth->fights_players ? "You have chosen to fight other players who chose the same, of about your level.\n"
                                     : "You do not fight other players, and they do not fight you.\n");
    if (left > 0)
        tell(who, "You were killed lately: for %lld seconds more you are left in peace.\n", (long long)(left / 1000 + 1));
    tell(who, growth->fights_players ? "Outlaw off ends it.\n" : "Outlaw on changes that.\n");
}

/* Either way it is meant seriously, so it is asked for twice. */
void do_outlaw(struct command *command)
{
    char word[16], sure[16];
    struct character *who = command->actor;
    struct growth *growth = &who->player->growth;
    word_take(word_take(command->words, word, sizeof word), sure, sizeof sure);
    bool on = strcasecmp(word, "on") == 0;
    if (word[0] == '\0') {
        outlaw_show(who);
    } else if (!on && strcasecmp(word, "off") != 0) {
        tell(who, "Outlaw on, or outlaw off?\n");
    } else if (growth->fights_players == on) {
        tell(who, "That is how it is already.\n");
    } else if (fights(who)) {
        tell(who, "Not while you are fighting.\n");
    } else if (strcasecmp(sure, "yes") != 0) {
        tell(who, on ? "Other players who chose the same may then attack and kill you wherever there is no peace, and you them. "
                       "If you mean it, type: outlaw on yes\n"
                     : "No player can attack you then, and you attack none. If you mean it, type: outlaw off yes\n");
    } else {
        character_touch(who, PART_BODY);
        growth->fights_players = on;
        tell(who, on ? "From now on you fight other players, and they fight you.\n"
                     : "From now on you fight no other players.\n");
    }
}

ZONE_THREAD static void duel_begin(struct character *who, struct character *other)
{
    who->player->duels = other->id;
    other->player->duels = who->id;
    who->player->challenged = other->player->challenged = NO_ENTITY;
    tell(who, "You accept. The duel with %s begins; whoever loses lives on.\n", other->name);
    tell(other, "%s accepts. Your duel begins; whoever loses lives on.\n", who->name);
    tell_room(who->room, who, other, "%s and %s begin a duel.\n", other->name, who->name);
    fight_begin(other, who);
}

static struct character *challenger_of(const struct character *who, const char *word)
{
    for (struct character *other = who->room->people; other != NULL; other = other->next)
        if (other != who && other->player != NULL && entity_same(other->player->challenged, who->id)
                && (word[0] == '\0' || character_answers_to(other, word)))
            return other;
    return NULL;
}

ZONE_THREAD static void duel_answer(struct character *who, bool accepts, const char *word)
{
    struct character *other = challenger_of(who, word);
    if (other == NULL) {
        tell(who, "Nobody here has asked you for a duel.\n");
    } else if (!accepts) {
        other->player->challenged = NO_ENTITY;
        tell(who, "You decline.\n");
        tell(other, "%s declines your challenge.\n", who->name);
    } else if (who->room->proto->peaceful) {
        tell(who, "There is a peace upon this place that nobody breaks.\n");
    } else if (fights(who) || fights(other)) {
        tell(who, "One of you is busy with another fight.\n");
    } else {
        duel_begin(who, other);
    }
}

ZONE_THREAD static void duel_challenge(struct character *who, struct character *other)
{
    if (other == NULL) {
        tell(who, "There is nobody here by that name.\n");
    } else if (other == who || other->player == NULL) {
        tell(who, other == who ? "You would win, and lose.\n" : "Only players have duels.\n");
    } else if (who->room->proto->peaceful) {
        tell(who, "There is a peace upon this place that nobody breaks.\n");
    } else if (!entity_none(who->player->duels)) {
        tell(who, "One duel at a time.\n");
    } else if (ears_ignore(&other->player->ears, who->name)) {
        tell(who, "%s does not listen to you.\n", other->name);
    } else if (entity_same(other->player->challenged, who->id)) {
        duel_answer(who, true, other->name);
    } else {
        who->player->challenged = other->id;
        tell(who, "You ask %s for a duel.\n", other->name);
        tell(other, "%s asks you for a duel. Duel accept, or duel decline?\n", who->name);
        tell_room(who->room, who, other, "%s asks %s for a duel.\n", who->name, other->name);
    }
}

void do_duel(struct command *command)
{
    char word[64], name[64];
    struct character *who = command->actor;
    word_take(word_take(command->words, word, sizeof word), name, sizeof name);
    if (word[0] == '\0')
        tell(who, "Whom do you want to ask for a duel? Duel accept and duel decline answer one who asked you.\n");
    else if (strcasecmp(word, "accept") == 0 || strcasecmp(word, "decline") == 0)
        duel_answer(who, strcasecmp(word, "accept") == 0, name);
    else
        duel_challenge(who, person_here(who, word));
}

void do_consent(struct command *command)
{
    char word[64];
    struct character *who = command->actor;
    word_take(command->words, word, sizeof word);
    bool nobody = strcasecmp(word, "nobody") == 0 || strcasecmp(word, "none") == 0;
    if (word[0] == '\0') {
        tell(who, "Who may take things from what is left of you in this land? Consent and a name, or consent nobody.\n");
        return;
    }
    if (!nobody && !command->lookup->found) {
        tell(who, "There is nobody in the world by that name.\n");
        return;
    }
    const char *name = nobody ? "" : command->lookup->sighting.name;
    if (corpses_consent(command->zone, who, name) == 0)
        tell(who, "Nothing is left of you anywhere in this land.\n");
    else if (nobody)
        tell(who, "Nobody but you may take things from what is left of you here.\n");
    else
        tell(who, "%s may take things from what is left of you here.\n", name);
}
