/* zones/world/company.c -- see company.h.  Entered by the zone's worker. */
#include "zones/world/company.h"

#include "core/memory.h"
#include "zones/groups.h"
#include "zones/sorted.h"

#include <string.h>

uint64_t company_hash(const struct text *table)
{
    uint64_t hash = bytes_hash(text_bytes(table), text_length(table));
    return hash == 0 ? 1 : hash;
}

ZONE_THREAD static void tell_of(struct character *who)
{
    struct text *table = company_table(who);
    bool known = company_hash(table) == who->player->company_told;
    text_unref(&table);
    if (!known)
        pools_tell_group(who);
}

/* Whether the leader is with them is a part of how the others here are. */
void company_tell(struct character *who)
{
    const struct player *player = who->player;
    if (entity_none(player->group))
        return;
    tell_of(who);
    if (!entity_same(player->group_leader, who->id))
        return;
    for (struct character *other = NULL; (other = land_next(who->zone, other)) != NULL;)
        if (other != who && other->player != NULL && entity_same(other->player->group, player->group))
            tell_of(other);
}

/* The place of that member, or the one where he would be: they are in the order of their numbers. */
static unsigned place_of(const struct player *player, entity_id who)
{
    unsigned at = 0;
    while (at < player->afar_count && entity_order(player->afar[at].who, who) < 0)
        at++;
    return at;
}

const struct afar *company_afar(const struct player *player, entity_id who)
{
    unsigned at = place_of(player, who);
    return at < player->afar_count && entity_same(player->afar[at].who, who) ? &player->afar[at] : NULL;
}

static void place_free(struct player *player, unsigned at)
{
    text_unref(&player->afar[at].table);
    player->afar_count--;
    memmove(player->afar + at, player->afar + at + 1, (player->afar_count - at) * sizeof *player->afar);
}

static void place_make(struct player *player, unsigned at)
{
    if (player->afar == NULL)
        player->afar = memory_get(GROUP_MEMBERS_MAX * sizeof *player->afar);
    memmove(player->afar + at + 1, player->afar + at, (player->afar_count - at) * sizeof *player->afar);
    player->afar[at].table = NULL;
    player->afar_count++;
}

void company_told(struct character *who, const struct msg_company *company)
{
    struct player *player = who->player;
    unsigned at = place_of(player, company->member);
    bool known = company_afar(player, company->member) != NULL;
    if (!entity_same(company->group, player->group))
        return;                         /* of a group that he has left since */
    if (company->table == NULL) {
        if (known)
            place_free(player, at);
        return;
    }
    if (!known && player->afar_count == GROUP_MEMBERS_MAX)
        return;
    if (!known)
        place_make(player, at);
    struct afar *afar = &player->afar[at];
    text_unref(&afar->table);
    *afar = (struct afar){ .who = company->member, .zone = company->zone, .level = company->level, .table = text_ref(company->table) };
}

void company_forget(struct player *player)
{
    while (player->afar_count > 0)
        place_free(player, player->afar_count - 1);
    memory_free(player->afar);
    player->afar = NULL;
}

void company_put(struct bytes_writer *writer, const struct player *player)
{
    put_u64(writer, player->company_told);
    put_u32(writer, player->afar_count);
    for (unsigned at = 0; at < player->afar_count; at++) {
        put_entity(writer, player->afar[at].who);
        put_u32(writer, player->afar[at].zone.number);
        put_u32(writer, player->afar[at].level);
        put_text(writer, player->afar[at].table);
    }
}

void company_take(struct bytes_reader *reader, struct player *player)
{
    player->company_told = take_u64(reader);
    uint32_t count = take_u32(reader);
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        entity_id who = take_entity(reader);
        zone_id zone = { take_u32(reader) };
        uint32_t level = take_u32(reader);
        struct text *table = take_text(reader, COMPANY_TABLE_MOST);
        bool sound = table != NULL && at < GROUP_MEMBERS_MAX && place_of(player, who) == at;
        if (!sound) {
            text_unref(&table);
            reader->failed = true;
            return;
        }
        place_make(player, at);
        player->afar[at] = (struct afar){ .who = who, .zone = zone, .level = level, .table = table };
    }
}
