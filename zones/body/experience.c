/* zones/body/experience.c -- experience: banked, spent, and counted in the zone's books.
 *
 * The only file that changes growth.experience and, of somebody in the game, what waits to become experience.  Entered by the zone's worker. */
#include "zones/world/land.h"

/* All of it comes in under its name; what does not fit goes out again at once. */
int64_t experience_gain(struct character *who, unsigned flow, int64_t amount)
{
    assert(flow < EXPERIENCE_FLOW_KINDS);
    assert(experience_flow_is_in(flow));
    if (who->player == NULL || amount <= 0)
        return 0;
    struct growth *growth = &who->player->growth;
    int64_t room = experience_most(who) - growth->experience;
    int64_t fits = room <= 0 ? 0 : amount < room ? amount : room;
    struct books books = who->zone->books;
    if (!books_count_experience(&books, flow, amount) || !books_count_experience(&books, EXPERIENCE_UNUSED, amount - fits))
        return 0;                       /* the books are full for ever */
    books_touch(who->zone);
    character_touch(who, PART_BODY);
    who->zone->books = books;
    growth->experience += fits;
    return fits;
}

/* Rounded up, or whoever is young would never earn anybody anything.  Counted where it comes into being; from here on it lies with one of the two, or is in the bank (zones/registry_kin.c). */
void experience_share(struct character *who, int64_t gained)
{
    struct kin *kin = who->player == NULL ? NULL : &who->player->growth.kin;
    int64_t percent = kin == NULL || kin->ancestor[0] == '\0' || kin->severed ? 0 : rules_of(who)->constants.heir_share;
    int64_t share = (gained * percent + 99) / 100;
    struct books books = who->zone->books;
    if (share <= 0 || BOOKS_MOST - kin->due < share || !books_count_experience(&books, EXPERIENCE_BLOODLINE, share))
        return;
    books_touch(who->zone);
    character_touch(who, PART_BODY);
    who->zone->books = books;
    kin->due += share;
}

int64_t experience_inherit(struct character *who)
{
    struct growth *growth = &who->player->growth;
    int64_t waits = growth->kin.legacy, room = experience_most(who) - growth->experience;
    int64_t fits = room <= 0 ? 0 : waits < room ? waits : room;
    struct books books = who->zone->books;
    if (waits == 0 || !books_count_experience(&books, EXPERIENCE_UNUSED, waits - fits))
        return 0;                       /* it waits on */
    books_touch(who->zone);
    character_touch(who, PART_BODY);
    who->zone->books = books;
    growth->kin.legacy = 0;
    growth->experience += fits;
    return fits;
}

void experience_lapse(struct character *who)
{
    struct kin *kin = &who->player->growth.kin;
    struct books books = who->zone->books;
    if (kin->due == 0 || !books_count_experience(&books, EXPERIENCE_LAPSED, kin->due))
        return;
    books_touch(who->zone);
    character_touch(who, PART_BODY);
    who->zone->books = books;
    kin->due = 0;
}

bool experience_spend(struct character *who, unsigned flow, int64_t amount)
{
    assert(flow < EXPERIENCE_FLOW_KINDS);
    assert(!experience_flow_is_in(flow));
    assert(amount >= 0);
    struct books books = who->zone->books;
    if (who->player == NULL || who->player->growth.experience < amount || !books_count_experience(&books, flow, amount))
        return false;
    books_touch(who->zone);
    character_touch(who, PART_BODY);
    who->zone->books = books;
    who->player->growth.experience -= amount;
    return true;
}
