/* zones/travel.c -- people between zones: stubs, convoys, refusal and return, mail that follows.
 *
 * Entered by the worker that runs the zone.  What a traveller is, and whether he may come in, is the
 * business of the zone's kind. */
#include "zones/zone.h"

#include "core/memory.h"

#include <string.h>

enum { PARCEL_BYTES_MOST = 1 << 24, STUBS_MOST = 1 << 20, PARKED_MOST = 1 << 20 };

/* -- stubs ------------------------------------------------------------------------------------------- */

static struct stub *stub_find(const struct zone *zone, entity_id who, enum stub_state state)
{
    for (struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        if (stub->state == state && entity_same(stub->who, who))
            return stub;
    return NULL;
}

static struct stub *stub_of_convoy(const struct zone *zone, uint64_t convoy, uint32_t position)
{
    for (struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        if (stub->convoy == convoy && stub->position == position)
            return stub;
    return NULL;
}

static void stub_add(struct travel *travel, struct stub *stub)
{
    struct stub **at = &travel->stubs;
    while (*at != NULL)
        at = &(*at)->next;
    *at = stub;
}

static void stub_free(struct stub *stub)
{
    text_unref(&stub->parcel);
    message_list_free(&stub->parked);
    memory_free(stub);
}

static void stub_unlink(struct travel *travel, struct stub *stub)
{
    struct stub **at = &travel->stubs;
    while (*at != stub)
        at = &(*at)->next;
    *at = stub->next;
    stub->next = NULL;
}

/* His bytes never change while he travels: what a cut needs of him is in them. */
ZONE_THREAD static void stub_write(struct zone *zone, struct holder *holder)
{
    const struct stub *stub = HOLDER_OF(holder, struct stub, holder);
    struct parcel parcel;
    struct bytes_reader reader = bytes_read(text_bytes(stub->parcel), text_length(stub->parcel));
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);
    parcel.dirty = holder->dirty;
    if ((zone->setting->broken & RULE_SENDER) == 0)
        parcel_cut(zone, &parcel);
}

static const struct holder_kind stub_kind = { .name = "stub", .write = stub_write };

/* Mail that had to wait goes, in order, to whom it is for: here, or after him. */
ZONE_THREAD static void stub_release(struct zone *zone, struct stub *stub)
{
    stub_unlink(&zone->travel, stub);
    zone->travel.under_way -= stub->state == STUB_TRAVELLING;
    struct message *message;
    static const struct lookup nothing = { .kind = LOOKUP_NOTHING };
    while ((message = message_list_take(&stub->parked)) != NULL) {
        if (zone->kind->holds(zone, message->about))
            zone->kind->apply(zone, message, &nothing);
        else
            travel_mail(zone, message);
    }
    holder_leave(zone, &stub->holder);
    stub_free(stub);
}

ZONE_THREAD static void stub_release_all(struct zone *zone, entity_id who, enum stub_state state)
{
    struct stub *stub;
    while ((stub = stub_find(zone, who, state)) != NULL)
        stub_release(zone, stub);
}

bool travel_under_way(const struct zone *zone, entity_id who)
{
    return stub_find(zone, who, STUB_TRAVELLING) != NULL;
}

/* -- setting out ------------------------------------------------------------------------------------- */

ZONE_THREAD static void travel_leave_stub(struct zone *zone, const struct setting_out *traveller, uint64_t convoy, uint32_t position,
                              zone_id to)
{
    struct parcel parcel;
    struct bytes_reader reader = bytes_read(text_bytes(traveller->parcel), text_length(traveller->parcel));
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);                      /* we wrote it ourselves a moment ago */
    struct stub *stub = memory_get(sizeof *stub);
    stub->who = parcel.who;
    stub->convoy = convoy;
    stub->position = position;
    stub->state = STUB_TRAVELLING;
    zone->travel.under_way++;
    stub->to = to;
    stub->old_room = traveller->old_room;
    stub->parcel = traveller->parcel;
    stub->holder.kind = &stub_kind;
    holder_touch(zone, &stub->holder, parcel.dirty);
    stub_add(&zone->travel, stub);
}

struct message *travel_send(struct zone *zone, struct setting_out *travellers, unsigned count, zone_id to, room_id room,
                            unsigned direction, unsigned flags, struct slot *slot)
{
    assert(count > 0);
    struct bytes_writer parcels = {0};
    struct message *arrive = zone_mail(zone, MSG_ARRIVE, to, NO_ENTITY);
    uint64_t convoy = ++zone->travel.convoys;
    for (unsigned at = 0; at < count; at++) {
        put_bytes(&parcels, text_bytes(travellers[at].parcel), text_length(travellers[at].parcel));
        travel_leave_stub(zone, &travellers[at], convoy, at, to);
    }
    arrive->arrive.convoy = convoy;
    arrive->arrive.travellers = count;
    arrive->arrive.flags = flags;
    arrive->arrive.room = room;
    arrive->arrive.old_room = travellers[0].old_room;
    arrive->arrive.direction = (uint8_t)direction;
    arrive->arrive.parcels = bytes_text(&parcels);
    arrive->arrive.slot = slot;
    bytes_free(&parcels);
    zone_emit(zone, arrive);
    /* Mail that still waited for him here goes after him at once. */
    for (struct stub *stub = zone->travel.stubs, *next; stub != NULL; stub = next) {
        next = stub->next;
        if (stub->convoy == convoy)
            stub_release_all(zone, stub->who, STUB_RETURNED);
    }
    return arrive;
}

/* -- coming in --------------------------------------------------------------------------------------- */

/* Whoever is let in is no longer on his way out of here, whatever older answers are still under way. */
ZONE_THREAD static void travel_forget(struct zone *zone, entity_id who)
{
    stub_release_all(zone, who, STUB_GONE);
    stub_release_all(zone, who, STUB_TRAVELLING);
    stub_release_all(zone, who, STUB_RETURNED);
}

/* Lets them in from the front; gives how many, and why the next one was not. */
ZONE_THREAD static uint32_t travel_admit(struct zone *zone, struct message *arrive, const char **reason)
{
    struct bytes_reader reader = bytes_read(text_bytes(arrive->arrive.parcels), text_length(arrive->arrive.parcels));
    *reason = NULL;
    for (uint32_t at = 0; at < arrive->arrive.travellers; at++) {
        struct parcel parcel;
        if (!parcel_take(&reader, &parcel)) {
            *reason = "Something is wrong with that traveller.";
            return at;
        }
        *reason = zone->kind->refuse(zone, &parcel, arrive);
        if (*reason != NULL)
            return at;
        travel_forget(zone, parcel.who);
        parcel.version++;
        struct slot *slot = at == 0 ? arrive->arrive.slot : NULL;
        if (at == 0)
            arrive->arrive.slot = NULL;
        zone->kind->admit(zone, &parcel, arrive, slot);
    }
    return arrive->arrive.travellers;
}

void travel_arrive(struct zone *zone, struct message *message)
{
    const char *reason = "There is no way in.";
    uint32_t accepted = 0;
    if (zone->kind->refuse != NULL && message->arrive.parcels != NULL)
        accepted = travel_admit(zone, message, &reason);
    struct message *admitted = zone_mail(zone, MSG_ADMITTED, message->from, NO_ENTITY);
    admitted->admitted.convoy = message->arrive.convoy;
    admitted->admitted.accepted = accepted;
    admitted->admitted.reason = reason == NULL ? NULL : text_string(reason);
    admitted->admitted.slot = message->arrive.slot;     /* still there only if the first one was refused */
    zone_emit(zone, admitted);
    message_free(&message);
}

/* -- the answer -------------------------------------------------------------------------------------- */

static void stub_arrived(struct zone *zone, struct stub *stub, enum stub_state state)
{
    zone->travel.under_way -= stub->state == STUB_TRAVELLING;
    stub->state = (uint8_t)state;
}

ZONE_THREAD static void travel_settle(struct zone *zone, struct stub *stub, const char *reason, struct slot *slot)
{
    struct parcel parcel;
    struct bytes_reader reader = bytes_read(text_bytes(stub->parcel), text_length(stub->parcel));
    bool sound = parcel_take(&reader, &parcel);
    assert(sound);
    parcel.dirty = holder_leave(zone, &stub->holder); /* a cut may have written some of it meanwhile */
    stub_arrived(zone, stub, STUB_RETURNED);
    zone->kind->settle(zone, &parcel, stub, reason, slot);
    if (stub->forwarded == 0)
        stub_release(zone, stub);
    else
        timers_set(&zone->timers, zone->now + zone->setting->options->travel_stub_ms, TIMER_STUB, stub->who, stub->convoy);
}

void travel_admitted(struct zone *zone, struct message *message)
{
    uint64_t convoy = message->admitted.convoy;
    const char *reason = message->admitted.reason == NULL ? "" : text_bytes(message->admitted.reason);
    struct slot *slot = message->admitted.slot;
    struct stub *stub;
    uint32_t position = 0;
    for (; position < message->admitted.accepted; position++) {
        stub = stub_of_convoy(zone, convoy, position);
        if (stub == NULL)
            continue;                   /* he is back already */
        holder_leave(zone, &stub->holder);  /* his zone writes him from now on */
        stub_arrived(zone, stub, STUB_GONE);
        timers_set(&zone->timers, zone->now + zone->setting->options->travel_stub_ms, TIMER_STUB, stub->who, convoy);
    }
    while ((stub = stub_of_convoy(zone, convoy, position)) != NULL) {
        travel_settle(zone, stub, reason, position == 0 ? slot : NULL);
        position++;
    }
    message_free(&message);
}

void travel_fire(struct zone *zone, const struct timer *timer)
{
    assert(timer->kind == TIMER_STUB);
    for (struct stub *stub = zone->travel.stubs; stub != NULL; stub = stub->next)
        if (stub->convoy == timer->argument && entity_same(stub->who, timer->about)) {
            if (stub->state != STUB_TRAVELLING)
                stub_release(zone, stub);
            return;
        }
}

/* -- mail -------------------------------------------------------------------------------------------- */

/* Mail about connections, and with a command in it, is bounded by what exists, and nobody would ever say it again. */
static bool stub_has_place(const struct zone *zone, const struct stub *stub, const struct message *message)
{
    bool slot = message->type == MSG_BOX_ANSWER && message->box_answer.slot != NULL;
    return slot || message->type == MSG_HANGUP || message->type == MSG_TAKEOVER
        || stub->parked.length < (unsigned)zone->setting->options->zone_parked_max;
}

void travel_deliver(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    struct stub *stub = stub_find(zone, message->about, STUB_RETURNED);
    bool came_back = zone_same(message->via, zone->id);
    message->via = NO_ZONE;
    /* A command is never parked: its session waits for it, and nothing of that session can overtake it. */
    if (stub != NULL && !came_back && message->type != MSG_COMMAND) {
        if (stub_has_place(zone, stub, message))
            message_list_add(&stub->parked, message);
        else
            zone_mail_lost(zone, message);
        return;
    }
    entity_id who = message->about;
    if (stub != NULL && came_back)
        stub->forwarded--;
    zone->kind->apply(zone, message, lookup);
    /* It may have sent him off again, and his stub with him. */
    stub = came_back ? stub_find(zone, who, STUB_RETURNED) : NULL;
    if (stub != NULL && stub->forwarded == 0)
        stub_release(zone, stub);
}

void travel_mail(struct zone *zone, struct message *message)
{
    struct stub *back = stub_find(zone, message->about, STUB_RETURNED);
    if (back != NULL && zone_same(message->via, zone->id) && back->forwarded > 0)
        back->forwarded--;
    struct stub *stub = stub_find(zone, message->about, STUB_TRAVELLING);
    if (stub != NULL) {
        message->via = zone->id;
        stub->forwarded++;
        zone_send_on(zone, message, stub->to);
        return;
    }
    stub = stub_find(zone, message->about, STUB_GONE);
    /* What went that way and came back would come back again: he has gone on from there, and is forgotten there. */
    if (stub != NULL && !zone_same(message->via, zone->id)) {
        /* `via` stays: if it came from a zone that counts it, it must count it back in. */
        zone_send_on(zone, message, stub->to);
        return;
    }
    if (message->via.number != 0 && !zone_same(message->via, zone->id)) {
        zone_send_on(zone, message, message->via);
        return;
    }
    message->via = NO_ZONE;
    zone_send_on(zone, message, NO_ZONE);
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void travel_encode(const struct travel *travel, struct bytes_writer *writer)
{
    uint32_t count = 0;
    for (const struct stub *stub = travel->stubs; stub != NULL; stub = stub->next)
        count++;
    put_u64(writer, travel->convoys);
    put_u32(writer, count);
    for (const struct stub *stub = travel->stubs; stub != NULL; stub = stub->next) {
        put_entity(writer, stub->who);
        put_u64(writer, stub->convoy);
        put_u32(writer, stub->position);
        put_u8(writer, stub->state);
        holder_encode(&stub->holder, writer);
        put_u32(writer, stub->to.number);
        put_u32(writer, stub->old_room.number);
        put_u32(writer, stub->forwarded);
        put_text(writer, stub->parcel);
        put_u32(writer, stub->parked.length);
        for (const struct message *message = stub->parked.first; message != NULL; message = message->next)
            message_encode(message, writer);
    }
}

static bool stub_sound(const struct stub *stub)
{
    if (stub->parcel == NULL || stub->state > STUB_RETURNED)
        return false;
    struct parcel parcel;
    struct bytes_reader reader = bytes_read(text_bytes(stub->parcel), text_length(stub->parcel));
    return parcel_take(&reader, &parcel) && entity_same(parcel.who, stub->who);
}

static struct stub *stub_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct stub *stub = memory_get(sizeof *stub);
    stub->who = take_entity(reader);
    stub->convoy = take_u64(reader);
    stub->position = take_u32(reader);
    stub->state = take_u8(reader);
    stub->holder.kind = &stub_kind;
    if (!holder_decode(&zone->holders, &stub->holder, PARCEL_RECORDS, reader))
        reader->failed = true;
    stub->to.number = take_u32(reader);
    stub->old_room.number = take_u32(reader);
    stub->forwarded = take_u32(reader);
    stub->parcel = take_text(reader, PARCEL_BYTES_MOST);
    uint32_t parked = take_u32(reader);
    if (parked > PARKED_MOST || !stub_sound(stub))
        reader->failed = true;
    for (uint32_t at = 0; at < parked && !reader->failed; at++) {
        struct message *message = message_decode(reader);
        if (message != NULL)
            message_list_add(&stub->parked, message);
    }
    return stub;
}

bool travel_decode(struct zone *zone, struct bytes_reader *reader)
{
    struct travel *travel = &zone->travel;
    travel->convoys = take_u64(reader);
    uint32_t count = take_u32(reader);
    if (count > STUBS_MOST)
        return false;
    for (uint32_t at = 0; at < count && !reader->failed; at++) {
        struct stub *stub = stub_decode(zone, reader);
        stub_add(travel, stub);
        travel->under_way += stub->state == STUB_TRAVELLING;
    }
    return !reader->failed;
}

void travel_free(struct travel *travel)
{
    while (travel->stubs != NULL) {
        struct stub *stub = travel->stubs;
        travel->stubs = stub->next;
        stub_free(stub);
    }
}
