/* zones/body/kin.c -- bloodlines of those in the game (see kin.h).  Entered by the zone's worker. */
#include "zones/body/kin.h"

#include "zones/world/land.h"

#include <string.h>
#include <strings.h>

void kin_ask(struct character *who, enum kin_request request, const char *other)
{
    struct message *ask = zone_mail(who->zone, MSG_KIN_ASK, setting_registry(who->zone->setting, who->player->account), NO_ENTITY);
    ask->kin_ask.request = (uint8_t)request;
    ask->kin_ask.asker = who->id;
    memcpy(ask->kin_ask.account, who->player->account, NAME_SIZE);
    memcpy(ask->kin_ask.name, who->name, NAME_SIZE);
    snprintf(ask->kin_ask.other, NAME_SIZE, "%s", other);
    zone_emit(who->zone, ask);
}

/* -- what the registry says -------------------------------------------------------------------------- */

ZONE_THREAD static void name_heir(struct character *who, const char *heir)
{
    struct kin *kin = &who->player->growth.kin;
    character_touch(who, PART_BODY);
    memcpy(kin->heir, heir, NAME_SIZE);
    tell(who, "You name %s your heir. It is so as soon as %s says: bloodline accept %s.\n", heir, heir, who->name);
}

/* A new line begins; of an old one he has taken leave, or does so now. */
ZONE_THREAD static void take_up(struct character *who, const char *ancestor)
{
    struct kin *kin = &who->player->growth.kin;
    experience_lapse(who);
    character_touch(who, PART_BODY);
    pools_settle(who);
    memcpy(kin->ancestor, ancestor, NAME_SIZE);
    kin->severed = false;
    figures_stale(who);
    tell(who, "You take up the blood of %s. What you learn by fighting earns %s something too, from now on.\n", ancestor, ancestor);
}

void kin_answered(struct character *who, const struct msg_kin *kin)
{
    static const char *const refused[KIN_VERDICTS] = {
        [KIN_NOBODY]  = "You have no other character called %s.\n",
        [KIN_UNNAMED] = "%s has not named you as heir.\n",
        [KIN_CIRCLE]  = "%s is of your own blood already, and blood does not flow in circles.\n",
        [KIN_LATER]   = "The book of names does not tell about %s just now. Please try again in a moment.\n",
    };
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%s", kin->other);
    name[0] = (char)(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
    if (kin->verdict != KIN_YES && kin->verdict < KIN_VERDICTS)
        tell(who, refused[kin->verdict], name);
    else if (kin->request == KIN_HEIR)
        name_heir(who, kin->other);
    else if (kin->request == KIN_ACCEPT)
        take_up(who, kin->other);
}

/* -- coming back ------------------------------------------------------------------------------------- */

ZONE_THREAD static void tell_severed(struct character *who)
{
    struct kin *kin = &who->player->growth.kin;
    int64_t lost = kin->due;
    tell(who, "You are of %s's blood no more: that line has ended, or found another heir.\n", kin->ancestor);
    experience_lapse(who);
    if (lost > 0)
        tell(who, "What you had earned that line, %lld experience, is lost.\n", (long long)lost);
    character_touch(who, PART_BODY);
    pools_settle(who);
    memset(kin->ancestor, 0, sizeof kin->ancestor);
    kin->severed = false;
    figures_stale(who);
}

void kin_return(struct character *who)
{
    const struct kin *kin = &who->player->growth.kin;
    int64_t waits = kin->legacy;
    if (kin->severed)
        tell_severed(who);
    if (waits == 0)
        return;
    int64_t banked = experience_inherit(who);
    if (kin->heir[0] != '\0')
        tell(who, "While you were away, your heir %s earned you %lld experience.\n", kin->heir, (long long)waits);
    else
        tell(who, "While you were away, an heir you had earned you %lld experience.\n", (long long)waits);
    if (banked < waits)
        tell(who, "Your mind holds only %lld of that: it is time to gain a level.\n", (long long)banked);
}

/* -- taking leave ------------------------------------------------------------------------------------ */

void kin_disown(struct character *who)
{
    struct kin *kin = &who->player->growth.kin;
    if (kin->heir[0] == '\0') {
        tell(who, "You have named no heir.\n");
        return;
    }
    tell(who, "%s is your heir no more.\n", kin->heir);
    character_touch(who, PART_BODY);
    memset(kin->heir, 0, sizeof kin->heir);
}

void kin_leave(struct character *who)
{
    struct kin *kin = &who->player->growth.kin;
    if (kin->ancestor[0] == '\0') {
        tell(who, "You are nobody's heir.\n");
        return;
    }
    tell(who, "You leave the line of %s.\n", kin->ancestor);
    if (kin->due > 0)
        tell(who, "What you have earned it since you entered the world, %lld experience, is lost.\n", (long long)kin->due);
    experience_lapse(who);
    character_touch(who, PART_BODY);
    pools_settle(who);
    memset(kin->ancestor, 0, sizeof kin->ancestor);
    kin->severed = false;
    figures_stale(who);
}
