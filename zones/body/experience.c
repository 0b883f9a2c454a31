/* zones/body/experience.c -- experience: banked, spent, and counted in the zone's books.
 *
 * The only file that changes growth.experience.  Entered by the zone's worker. */
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
