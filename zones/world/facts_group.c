/* zones/world/facts_group.c -- the facts about the company somebody keeps: GROUP and GROUPLEVEL.
 * Entered by the zone's worker.
 *
 * His company is himself, the members of his group, and the creatures that follow any of them, as far as they are in
 * this land: of a member elsewhere the land knows nothing that would be true when it is read.  Whoever has no group
 * leads his own creatures, as far as they are in his room.
 *
 * The order is the leader, then players, then creatures, each by their numbers, so that it is the same after a land
 * has been read from its bytes.  All fourteen keys stand in each table, in this order: there are clients that need
 * every one of them. */
#include "zones/world/facts.h"

#include "core/facts.h"
#include "zones/groups.h"
#include "zones/sorted.h"
#include "zones/world/facts_pairs.h"

#include <string.h>

enum { COMPANY_MOST = 2 * GROUP_MEMBERS_MAX, FLAGS_SIZE = 120 };

struct company {
    entity_id leader;
    unsigned  count;
    const struct character *members[COMPANY_MOST];
};

/* -- who is of it ------------------------------------------------------------------------------------ */

static bool same_group(const struct character *who, const struct character *other)
{
    return other == who || (other->player != NULL && !entity_none(who->player->group)
                            && entity_same(other->player->group, who->player->group));
}

static bool is_company(const struct character *who, const struct character *other)
{
    if (other->player != NULL)
        return same_group(who, other);
    const struct character *leader = entity_none(other->leader) ? NULL : land_character(who->zone, other->leader);
    return leader != NULL && leader->player != NULL && same_group(who, leader);
}

static bool stands_before(const struct company *company, const struct character *one, const struct character *two)
{
    bool first = entity_same(one->id, company->leader), second = entity_same(two->id, company->leader);
    if (first != second)
        return first;
    if ((one->player != NULL) != (two->player != NULL))
        return one->player != NULL;
    return entity_order(one->id, two->id) < 0;
}

/* In its place; of too many the last ones are left out. */
static void company_add(struct company *company, const struct character *who)
{
    unsigned at = company->count;
    if (at == COMPANY_MOST) {
        if (stands_before(company, company->members[at - 1], who))
            return;
        at--;
    } else {
        company->count++;
    }
    for (; at > 0 && stands_before(company, who, company->members[at - 1]); at--)
        company->members[at] = company->members[at - 1];
    company->members[at] = who;
}

static struct company company_of(const struct character *who)
{
    struct company company = { .leader = entity_none(who->player->group) ? who->id : who->player->group_leader };
    if (entity_none(who->player->group)) {
        for (const struct character *other = who->room->people; other != NULL; other = other->next)
            if (is_company(who, other))
                company_add(&company, other);
        return company;
    }
    const struct land *land = land_of(who->zone);
    for (unsigned chain = 0; chain < LAND_CHAINS; chain++)
        for (const struct character *other = land->chains[chain]; other != NULL; other = other->chain)
            if (other->room != NULL && is_company(who, other))
                company_add(&company, other);
    return company;
}

/* -- what is told of each ---------------------------------------------------------------------------- */

static void flags_of(const struct character *who, char flags[FLAGS_SIZE])
{
    const struct {
        bool        is;
        const char *shown;
    } all[] = {
        { who->player == NULL, "NPC" },        { who->ranged, "[ranged]" },    { true, prompt_flags(who) },
        { is(who, FIGURE_ROOTED), "Entangle" }, { is(who, FIGURE_BLIND), "Blind" }, { is(who, FIGURE_DEAF), "Deaf" },
        { is(who, FIGURE_HELD), "Paralyze" },   { affect_tagged(who, 1u << TAG_POISON), "Poisoned" },
    };
    size_t at = 0;
    flags[0] = '\0';
    for (size_t flag = 0; flag < sizeof all / sizeof *all; flag++) {
        if (!all[flag].is || all[flag].shown[0] == '\0')
            continue;
        at += (size_t)snprintf(flags + at, FLAGS_SIZE - at, "%s%s", at == 0 ? "" : " ", all[flag].shown);
        assert(at < FLAGS_SIZE);
    }
}

static void put_switch(struct bytes_writer *facts, const char *name, bool on)
{
    fact_words(facts, name, on ? "1" : "0");
}

static void put_member(struct bytes_writer *facts, const struct character *who, const struct company *company,
                       const struct character *member)
{
    const struct character *leader = land_character(who->zone, company->leader);
    bool plays = member->player != NULL, linkless = plays && session_same(member->player->session, NO_SESSION);
    char flags[FLAGS_SIZE];
    flags_of(member, flags);
    put_u8(facts, FACT_VALUE);
    put_u8(facts, FACT_TABLE);
    fact_words(facts, "name", character_name(member));
    fact_number(facts, "health", fact_percent(member, POOL_HEALTH));
    fact_number(facts, "mana", fact_percent(member, POOL_MANA));
    fact_number(facts, "stamina", fact_percent(member, POOL_STAMINA));
    fact_words(facts, "class", plays ? rules_of(member)->classes[member->player->growth.class].code : "NPC");
    fact_words(facts, "race", fact_race(member));
    fact_words(facts, "npc", plays ? "pc" : "npc");
    fact_words(facts, "position", linkless ? "Linkless" : fact_position(member));
    put_switch(facts, "with_leader", leader != NULL && leader->room == member->room);
    fact_words(facts, "flags", flags);
    put_switch(facts, "with_you", member->room == who->room);
    put_switch(facts, "is_leader", member == leader);
    put_switch(facts, "is_subleader", false);       /* a group has one leader and no others */
    fact_number(facts, "level", character_level(member));
    put_u8(facts, FACT_TABLE_END);
}

/* The group's level is that of its highest player. */
void facts_put_group(struct bytes_writer *facts, const struct character *who)
{
    struct company company = company_of(who);
    uint32_t highest = 0;
    fact_name(facts, "GROUP");
    put_u8(facts, FACT_ARRAY);
    for (unsigned at = 0; at < company.count; at++) {
        const struct character *member = company.members[at];
        put_member(facts, who, &company, member);
        if (member->player != NULL && character_level(member) > highest)
            highest = character_level(member);
    }
    put_u8(facts, FACT_ARRAY_END);
    fact_number(facts, "GROUPLEVEL", highest);
}

bool facts_company_grows(const struct character *who)
{
    struct company company = company_of(who);
    for (unsigned at = 0; at < company.count; at++)
        for (unsigned pool = 0; pool < POOLS; pool++)
            if (pool_has(company.members[at], pool) < pool_most(company.members[at], pool))
                return true;
    return false;
}
