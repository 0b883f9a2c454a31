/* zones/world/facts_group.c -- the facts about the company somebody keeps: GROUP and GROUPLEVEL.
 * Entered by the zone's worker.
 *
 * His company is himself, the members of his group, and the creatures that follow any of those who are in this land; of
 * members elsewhere it knows what it was told (company.h).  Whoever has no group leads his own creatures, as far as they
 * are in his room.
 *
 * The order is the leader, then players, then creatures, each by their numbers, so that it is the same after a land
 * has been read from its bytes.  All fourteen keys stand in each table, in this order: there are clients that need
 * every one of them. */
#include "zones/world/facts.h"

#include "core/facts.h"
#include "zones/groups.h"
#include "zones/sorted.h"
#include "zones/world/company.h"
#include "zones/world/facts_pairs.h"

#include <string.h>

enum { COMPANY_MOST = 2 * GROUP_MEMBERS_MAX, FLAGS_SIZE = 120 };

/* One of the two. */
struct member {
    const struct character *here;
    const struct afar      *afar;
};

struct company {
    entity_id     leader;
    unsigned      count;
    struct member members[COMPANY_MOST];
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

static entity_id member_id(struct member member)
{
    return member.here != NULL ? member.here->id : member.afar->who;
}

static bool stands_before(const struct company *company, struct member one, struct member two)
{
    entity_id id = member_id(one), other = member_id(two);
    bool first = entity_same(id, company->leader), second = entity_same(other, company->leader);
    if (first != second)
        return first;
    bool plays = one.here == NULL || one.here->player != NULL, other_plays = two.here == NULL || two.here->player != NULL;
    return plays != other_plays ? plays : entity_order(id, other) < 0;
}

/* In its place; of too many the last ones are left out. */
static void company_add(struct company *company, struct member member)
{
    unsigned at = company->count;
    if (at == COMPANY_MOST) {
        if (stands_before(company, company->members[at - 1], member))
            return;
        at--;
    } else {
        company->count++;
    }
    for (; at > 0 && stands_before(company, member, company->members[at - 1]); at--)
        company->members[at] = company->members[at - 1];
    company->members[at] = member;
}

static struct company company_of(const struct character *who)
{
    const struct player *player = who->player;
    struct company company = { .leader = entity_none(player->group) ? who->id : player->group_leader };
    if (entity_none(player->group)) {
        for (const struct character *other = who->room->people; other != NULL; other = other->next)
            if (is_company(who, other))
                company_add(&company, (struct member){ .here = other });
        return company;
    }
    for (const struct character *other = NULL; (other = land_next(who->zone, other)) != NULL;)
        if (is_company(who, other))
            company_add(&company, (struct member){ .here = other });
    for (unsigned at = 0; at < player->afar_count; at++) {
        const struct character *here = land_character(who->zone, player->afar[at].who);
        if (here == NULL || here->room == NULL)
            company_add(&company, (struct member){ .afar = &player->afar[at] });
    }
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

/* who: who looks; NULL: anybody elsewhere. */
static void put_member(struct bytes_writer *facts, const struct character *who, entity_id leads, const struct character *member)
{
    const struct character *leader = land_character(member->zone, leads);
    bool plays = member->player != NULL, linkless = plays && session_same(member->player->session, NO_SESSION);
    char flags[FLAGS_SIZE];
    flags_of(member, flags);
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
    put_switch(facts, "with_you", who != NULL && member->room == who->room);
    put_switch(facts, "is_leader", member == leader);
    put_switch(facts, "is_subleader", plays && member->player->group_subleader);
    fact_number(facts, "level", character_level(member));
    put_u8(facts, FACT_TABLE_END);
}

/* As he was told of, but for one thing: his land says whether the leader stands beside him when it speaks of him, and the
 * leader may have gone since. */
static void put_afar(struct bytes_writer *facts, const struct character *who, entity_id leads, const struct afar *afar)
{
    static const char with_leader[] = "\001with_leader\002";
    const char *table = text_bytes(afar->table), *end = table + text_length(afar->table);
    const struct character *here = land_character(who->zone, leads);
    const struct afar *leader = here != NULL && here->room != NULL ? NULL : company_afar(who->player, leads);
    const char *at = leader != NULL && zone_same(leader->zone, afar->zone) ? NULL
        : memmem(table, (size_t)(end - table), with_leader, sizeof with_leader - 1);
    if (at != NULL) {
        at += sizeof with_leader - 1;
        put_bytes(facts, table, (size_t)(at - table));
        put_u8(facts, '0');
        table = at + 1;
    }
    put_bytes(facts, table, (size_t)(end - table));
}

/* The group's level is that of its highest player. */
void facts_put_group(struct bytes_writer *facts, const struct character *who)
{
    struct company company = company_of(who);
    uint32_t highest = 0;
    fact_name(facts, "GROUP");
    put_u8(facts, FACT_ARRAY);
    for (unsigned at = 0; at < company.count; at++) {
        const struct character *here = company.members[at].here;
        const struct afar *afar = company.members[at].afar;
        put_u8(facts, FACT_VALUE);
        if (here != NULL)
            put_member(facts, who, company.leader, here);
        else
            put_afar(facts, who, company.leader, afar);
        uint32_t level = here == NULL ? afar->level : here->player != NULL ? character_level(here) : 0;
        highest = level > highest ? level : highest;
    }
    put_u8(facts, FACT_ARRAY_END);
    fact_number(facts, "GROUPLEVEL", highest);
}

struct text *company_table(const struct character *who)
{
    struct bytes_writer facts = {0};
    put_member(&facts, NULL, entity_none(who->player->group) ? who->id : who->player->group_leader, who);
    struct text *table = bytes_text(&facts);
    bytes_free(&facts);
    return table;
}

bool facts_company_grows(const struct character *who)
{
    struct company company = company_of(who);
    for (unsigned at = 0; at < company.count; at++)
        for (unsigned pool = 0; pool < POOLS; pool++) {
            const struct character *here = company.members[at].here;
            if (here != NULL && pool_has(here, pool) < pool_most(here, pool))
                return true;
        }
    return false;
}
