/* zones/parcel.c -- a person as bytes (see travel.h).  Entered by any thread: nothing here has state.
 *
 * A parcel is a u32 length and then, in this order: who, name, account, session, generation, version,
 * dirty, quitting, leader, group, group_leader, group_version, group_subleader, saving, saved_epoch, watched,
 * reader, linkless_since, waits_until, kept, kept_at, and the parts and what he was told, each with a u32 length. */
#include "zones/version.h"
#include "zones/zone.h"

#include <string.h>

static const char *const part_words[PARCEL_PARTS] = {
    [PART_PLACE] = "place", [PART_BODY] = "body", [PART_HOLDINGS] = "holdings",
};

void parcel_put(struct bytes_writer *writer, const struct parcel *parcel)
{
    size_t start = writer->length;
    put_u32(writer, 0);
    put_entity(writer, parcel->who);
    put_string(writer, parcel->name);
    put_string(writer, parcel->account);
    put_u64(writer, parcel->session.number);
    put_u32(writer, parcel->generation);
    put_u64(writer, parcel->version);
    put_u8(writer, parcel->dirty);
    put_u8(writer, parcel->quitting);
    put_entity(writer, parcel->leader);
    put_entity(writer, parcel->group);
    put_entity(writer, parcel->group_leader);
    put_u32(writer, parcel->group_version);
    put_u8(writer, parcel->group_subleader);
    put_u8(writer, parcel->saving);
    put_u64(writer, parcel->saved_epoch);
    put_u8(writer, parcel->watched);
    put_u8(writer, parcel->reader);
    put_i64(writer, parcel->linkless_since);
    put_i64(writer, parcel->waits_until);
    put_u32(writer, parcel->kept);
    put_i64(writer, parcel->kept_at);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        put_u32(writer, parcel->length[part]);
        put_bytes(writer, parcel->part[part], parcel->length[part]);
    }
    put_u32(writer, parcel->told_length);
    put_bytes(writer, parcel->told, parcel->told_length);
    put_u32_at(writer, start, (uint32_t)(writer->length - start - 4));
}

bool parcel_take(struct bytes_reader *reader, struct parcel *parcel)
{
    uint32_t length = take_u32(reader);
    const uint8_t *bytes = take_bytes(reader, length);
    if (bytes == NULL)
        return false;
    struct bytes_reader inner = bytes_read(bytes, length);
    memset(parcel, 0, sizeof *parcel);
    parcel->who = take_entity(&inner);
    take_string(&inner, parcel->name, sizeof parcel->name);
    take_string(&inner, parcel->account, sizeof parcel->account);
    parcel->session.number = take_u64(&inner);
    parcel->generation = take_u32(&inner);
    parcel->version = take_u64(&inner);
    parcel->dirty = take_u8(&inner);
    parcel->quitting = take_u8(&inner);
    parcel->leader = take_entity(&inner);
    parcel->group = take_entity(&inner);
    parcel->group_leader = take_entity(&inner);
    parcel->group_version = take_u32(&inner);
    parcel->group_subleader = take_u8(&inner) != 0;
    parcel->saving = take_u8(&inner) != 0;
    parcel->saved_epoch = take_u64(&inner);
    parcel->watched = take_u8(&inner) != 0;
    parcel->reader = take_u8(&inner) != 0;
    parcel->linkless_since = take_i64(&inner);
    parcel->waits_until = take_i64(&inner);
    parcel->kept = take_u32(&inner);
    parcel->kept_at = take_i64(&inner);
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        parcel->length[part] = take_u32(&inner);
        parcel->part[part] = take_bytes(&inner, parcel->length[part]);
    }
    parcel->told_length = take_u32(&inner);
    parcel->told = take_bytes(&inner, parcel->told_length);
    return !inner.failed && bytes_left(&inner) == 0 && parcel->dirty >> PARCEL_RECORDS == 0;
}

void parcel_record_name(char name[KEY_SIZE], enum parcel_part part, const char *character)
{
    char folded[NAME_SIZE];
    name_fold(folded, character);
    snprintf(name, KEY_SIZE, "%s:%s", part_words[part], folded);
}

/* The number goes round: the oldest version is written over. */
ZONE_THREAD static void parcel_keep(struct zone *zone, const struct parcel *parcel)
{
    char name[KEY_SIZE];
    struct bytes_writer writer = {0};
    int64_t slots = zone->setting->options->character_versions_kept;
    version_record_name(name, parcel->name, slots == 0 ? 0 : (unsigned)(parcel->kept % slots));
    version_put(&writer, parcel);
    zone_record(zone, name, parcel->version, bytes_text(&writer));
    bytes_free(&writer);
}

void parcel_cut(struct zone *zone, const struct parcel *parcel)
{
    for (unsigned part = 0; part < PARCEL_PARTS; part++) {
        if ((parcel->dirty & 1u << part) == 0)
            continue;
        char name[KEY_SIZE];
        parcel_record_name(name, part, parcel->name);
        zone_record(zone, name, parcel->version, text_new(parcel->part[part], parcel->length[part]));
    }
    if ((parcel->dirty & 1u << PARCEL_WAS) != 0)
        parcel_keep(zone, parcel);
}
