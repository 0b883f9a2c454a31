/* zones/zone.c -- what all zones have in common: applying an input, answering a slot, emitting mail.
 *
 * Entered by the worker that runs the zone.  What an input means is the business of the zone's kind
 * (world/land.c, login.c, registry.c, groups.c, channels.c, boxes.c) and, for travellers and their mail, of travel.c. */
#include "zones/zone.h"

#include "core/memory.h"

#include <ctype.h>
#include <stdarg.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

static const struct zone_kind_table *const kinds[ZONE_KINDS] = {
    [ZONE_LAND] = &zone_land,
    [ZONE_LOGIN] = &zone_login,
    [ZONE_REGISTRY] = &zone_registry,
    [ZONE_GROUPS] = &zone_groups,
    [ZONE_CHANNELS] = &zone_channels,
    [ZONE_BOXES] = &zone_boxes,
};

/* -- names and numbers ------------------------------------------------------------------------------- */

void name_fold(char folded[NAME_SIZE], const char *name)
{
    size_t at = 0;
    for (; name[at] != '\0' && at < NAME_SIZE - 1; at++)
        folded[at] = (char)(name[at] >= 'A' && name[at] <= 'Z' ? name[at] - 'A' + 'a' : name[at]);
    memset(folded + at, 0, NAME_SIZE - at);
}

bool name_fits(const char *name)
{
    size_t length = strlen(name);
    if (length < NAME_LENGTH_MIN || length > NAME_LENGTH_MAX)
        return false;
    for (size_t at = 0; at < length; at++)
        if (!((name[at] >= 'a' && name[at] <= 'z') || (name[at] >= 'A' && name[at] <= 'Z')))
            return false;
    return true;
}

static zone_id zone_among(zone_id first, unsigned count, uint64_t hash)
{
    return (zone_id){first.number + (uint32_t)(hash % count)};
}

zone_id setting_registry(const struct setting *setting, const char *name)
{
    char folded[NAME_SIZE];
    name_fold(folded, name);
    return zone_among(setting->registry_first, setting->registry_count, bytes_hash(folded, strlen(folded)));
}

zone_id setting_groups(const struct setting *setting, entity_id id)
{
    uint32_t first = setting->groups_first.number;
    if (id.zone >= first && id.zone < first + setting->groups_count)
        return (zone_id){id.zone};
    uint64_t words[2] = { (uint64_t)id.incarnation << 32 | id.zone, id.counter };
    return zone_among(setting->groups_first, setting->groups_count, bytes_hash(words, sizeof words));
}

zone_id setting_channels(const struct setting *setting, const char *channel)
{
    if (setting->channels_count == 0)
        return NO_ZONE;
    return zone_among(setting->channels_first, setting->channels_count, bytes_hash(channel, strlen(channel)));
}

zone_id setting_boxes(const struct setting *setting, const char *box)
{
    if (setting->boxes_count == 0)
        return NO_ZONE;
    return zone_among(setting->boxes_first, setting->boxes_count, bytes_hash(box, strlen(box)));
}

static bool zone_within(zone_id id, zone_id first, unsigned count)
{
    return id.number >= first.number && id.number < first.number + count;
}

void setting_number(struct setting *setting)
{
    setting->login_first.number = setting->world->area_count + 1;
    setting->registry_first.number = setting->login_first.number + setting->login_count;
    setting->groups_first.number = setting->registry_first.number + setting->registry_count;
    setting->channels_first.number = setting->groups_first.number + setting->groups_count;
    setting->boxes_first.number = setting->channels_first.number + setting->channels_count;
    setting->zones = setting->boxes_first.number + setting->boxes_count - 1;
}

enum zone_kind zone_kind_of(const struct setting *setting, zone_id id)
{
    if (zone_within(id, setting->login_first, setting->login_count))
        return ZONE_LOGIN;
    if (zone_within(id, setting->registry_first, setting->registry_count))
        return ZONE_REGISTRY;
    if (zone_within(id, setting->groups_first, setting->groups_count))
        return ZONE_GROUPS;
    if (zone_within(id, setting->channels_first, setting->channels_count))
        return ZONE_CHANNELS;
    if (zone_within(id, setting->boxes_first, setting->boxes_count))
        return ZONE_BOXES;
    return ZONE_LAND;
}

/* -- birth and end ----------------------------------------------------------------------------------- */

void zone_words(const struct setting *setting, zone_id id, char *written, size_t size)
{
    static const char *const words[ZONE_KINDS] = { "", "login", "registry", "groups", "channels", "boxes" };
    const zone_id firsts[ZONE_KINDS] = {
        NO_ZONE, setting->login_first, setting->registry_first, setting->groups_first, setting->channels_first,
        setting->boxes_first,
    };
    enum zone_kind kind = zone_kind_of(setting, id);
    if (kind == ZONE_LAND)
        snprintf(written, size, "%s", world_area(setting->world, id)->key);
    else
        snprintf(written, size, "%s.%u", words[kind], id.number - firsts[kind].number + 1);
}

struct zone *zone_new(const struct setting *setting, zone_id id)
{
    assert(id.number >= 1 && id.number <= setting->zones);
    struct zone *zone = memory_get(sizeof *zone);
    zone->type = ZONE_TYPE;
    zone->id = id;
    zone->setting = setting;
    zone->kind = kinds[zone_kind_of(setting, id)];
    zone->area = world_area(setting->world, id);
    zone_words(setting, id, zone->key, sizeof zone->key);
    dice_seed(&zone->dice, setting->seed + id.number);
    holders_begin(&zone->holders);
    zone->books_holder.kind = &books_holder;
    zone->kind->begin(zone);
    return zone;
}

void zone_free(struct zone **zone_at)
{
    struct zone *zone = *zone_at;
    if (zone == NULL)
        return;
    assert(zone->type == ZONE_TYPE);
    zone->kind->end(zone);
    travel_free(&zone->travel);
    timers_free(&zone->timers);
    bytes_free(&zone->said);
    bytes_free(&zone->phrase);
    message_list_free(&zone->out);
    text_unref(&zone->telling);
    memory_free(zone->hearers);
    memory_free(zone->rounds_due);
    zone->type = 0;
    memory_free(zone);
    *zone_at = NULL;
}

/* -- applying an input ------------------------------------------------------------------------------- */

/* Whatever a timer does happens at the time it was due, not at the time somebody noticed. */
ZONE_THREAD static void zone_fire_timers(struct zone *zone, int64_t now)
{
    struct timer timer;
    while (timers_take(&zone->timers, now, &timer)) {
        if (timer.due > zone->now)
            zone->now = timer.due;
        if (timer.kind < TIMER_KINDS_FIRST)
            travel_fire(zone, &timer);
        else
            zone->kind->fire(zone, &timer);
    }
}

ZONE_THREAD static void zone_take_cut(struct zone *zone, struct message *message)
{
    holders_cut(zone, message->cut.epoch);
    if (!message->cut.piecewise)
        holders_write(zone, UINT_MAX);
    message_free(&message);
}

ZONE_THREAD static void zone_take_piece(struct zone *zone, struct message *message)
{
    holders_write(zone, message->piece.holders);
    message_free(&message);
}

static bool zone_is_personal(const struct message *message)
{
    return !entity_none(message->about) && message->type != MSG_ARRIVE && message->type != MSG_ADMITTED
        && message->type != MSG_LOST;
}

ZONE_THREAD static void zone_apply_message(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    switch (message->type) {
    case MSG_TICK:
        message_free(&message);
        return;
    case MSG_CUT:
        zone_take_cut(zone, message);
        return;
    case MSG_PIECE:
        zone_take_piece(zone, message);
        return;
    case MSG_ARRIVE:
        travel_arrive(zone, message);
        return;
    case MSG_ADMITTED:
        travel_admitted(zone, message);
        return;
    default:
        break;
    }
    bool personal = zone_is_personal(message) && zone->kind->holds != NULL;
    if (personal && !zone->kind->holds(zone, message->about))
        travel_mail(zone, message);
    else if (personal)
        travel_deliver(zone, message, lookup);
    else
        zone->kind->apply(zone, message, lookup);
}

/* -- one text for many -------------------------------------------------------------------------------- */

/* Those of one net, the first one's, leave the list, which keeps its order. */
ZONE_THREAD static struct message *tells_make(struct zone *zone)
{
    struct bytes_writer sessions = {0};
    struct message *message = message_new(MSG_TELLS);
    unsigned left = 0;
    message->from = zone->id;
    message->tells.session = zone->hearers[0];
    message->tells.text = text_ref(zone->telling);
    for (unsigned at = 0; at < zone->hearer_count; at++)
        if (session_thread(zone->hearers[at]) == session_thread(message->tells.session))
            put_u64(&sessions, zone->hearers[at].number);
        else
            zone->hearers[left++] = zone->hearers[at];
    zone->hearer_count = left;
    message->tells.sessions = bytes_text(&sessions);
    bytes_free(&sessions);
    return message;
}

ZONE_THREAD static struct message *tell_make(struct zone *zone)
{
    struct message *message = message_new(MSG_TELL);
    message->from = zone->id;
    message->tell.session = zone->hearers[0];
    message->tell.text = text_ref(zone->telling);
    zone->hearer_count = 0;
    return message;
}

/* Before anything else is emitted: what a session hears stays in order. */
void zone_hearers_told(struct zone *zone)
{
    while (zone->hearer_count > 0)
        message_list_add(&zone->out, zone->hearer_count == 1 ? tell_make(zone) : tells_make(zone));
    text_unref(&zone->telling);
}

ZONE_THREAD static void hearer_add(struct zone *zone, session_id session, struct text *text)
{
    if (zone->telling != text) {
        zone_hearers_told(zone);
        zone->telling = text_ref(text);
    }
    if (zone->hearer_count == zone->hearer_room) {
        zone->hearer_room = zone->hearer_room == 0 ? 16 : zone->hearer_room * 2;
        zone->hearers = memory_resize(zone->hearers, zone->hearer_room * sizeof *zone->hearers);
    }
    zone->hearers[zone->hearer_count++] = session;
}

void zone_apply(struct zone *zone, struct input *input)
{
    assert(zone->type == ZONE_TYPE);
    assert(input->now >= zone->now);
    assert(zone->out.first == NULL);
    zone->rounds = 0;
    zone_fire_timers(zone, input->now);
    zone->now = input->now;
    zone->inputs++;
    zone_apply_message(zone, input->message, &input->lookup);
    input->message = NULL;
    text_unref(&input->lookup.text);
    memory_free(input->lookup.hearers);
    zone_hearers_told(zone);
    assert(zone->slot == NULL);         /* every command was answered, kept or handed on */
}

enum lookup_kind zone_lookup(const struct zone *zone, const struct message *message)
{
    return zone->kind->lookup == NULL ? LOOKUP_NOTHING : zone->kind->lookup(zone, message);
}

int64_t zone_due(const struct zone *zone)
{
    return zone->awake || zone->travel.stubs != NULL ? timers_due(&zone->timers) : INT64_MAX;
}

/* -- emitting ---------------------------------------------------------------------------------------- */

entity_id zone_new_id(struct zone *zone)
{
    return (entity_id){ .incarnation = zone->setting->incarnation, .zone = zone->id.number, .counter = ++zone->ids };
}

void zone_emit(struct zone *zone, struct message *message)
{
    zone_hearers_told(zone);
    if (message->type != MSG_REPLY)
        message->from = zone->id;
    message_list_add(&zone->out, message);
}

struct message *zone_mail(struct zone *zone, enum message_type type, zone_id to, entity_id about)
{
    struct message *message = message_new(type);
    message->to = to;
    message->from = zone->id;
    message->about = about;
    return message;
}

void zone_send_on(struct zone *zone, struct message *message, zone_id to)
{
    if (message->hops >= MAIL_HOPS_MAX) {
        zone_mail_lost(zone, message);
        return;
    }
    message->hops++;
    message->to = to;
    zone_hearers_told(zone);
    /* `from` stays: the sender is told if it is lost. */
    message_list_add(&zone->out, message);
}

/* A command whose body is nowhere: its session must not wait for ever. */
ZONE_THREAD static void zone_slot_lost(struct zone *zone, struct slot *slot)
{
    zone_answer_begin(zone, slot);
    zone_say(zone, "Your body is nowhere to be found. Please log in again.\n");
    zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
}

void zone_mail_lost(struct zone *zone, struct message *message)
{
    if (message->type == MSG_COMMAND) {
        zone_slot_lost(zone, message->command.slot);
        return;
    }
    if (message->type == MSG_TAKEOVER && message->takeover.slot != NULL)
        zone_slot_lost(zone, message->takeover.slot);
    if (message->type == MSG_BOX_ANSWER && message->box_answer.slot != NULL)
        zone_slot_lost(zone, message->box_answer.slot);
    bool unheard = message->type == MSG_TOLD && !message->told.heard;
    if (message->type == MSG_BECKON || message->type == MSG_SUMMON || message->type == MSG_STUN
     || message->type == MSG_GROUPED || unheard) {
        struct message *lost = zone_mail(zone, MSG_LOST, message->from, message->about);
        if (message->type == MSG_BECKON)
            lost->lost.session = message->beckon.session;
        if (message->type == MSG_SUMMON)
            lost->lost.session = message->summon.session;
        if (message->type == MSG_STUN)
            lost->lost.session = message->stun.session;
        if (message->type == MSG_TOLD)
            lost->lost.session = message->told.session;
        lost->lost.reason = text_string("Nobody by that name is to be found any more.\n");
        zone_emit(zone, lost);
    }
    message_free(&message);
}

void zone_record(struct zone *zone, const char *name, uint64_t version, struct text *content)
{
    struct message *message = message_new(MSG_RECORD);
    snprintf(message->record.name, sizeof message->record.name, "%s", name);
    message->record.version = version;
    message->record.content = content;
    zone_emit(zone, message);
}

void zone_tell(struct zone *zone, session_id session, struct text *text, struct text *prompt)
{
    if (session.number == NO_SESSION.number)
        return;
    if (prompt == NULL && text != NULL) {
        hearer_add(zone, session, text);
        return;
    }
    struct message *message = message_new(MSG_TELL);
    message->tell.session = session;
    message->tell.text = text_ref(text);
    message->tell.prompt = text_ref(prompt);
    zone_emit(zone, message);
}

/* -- answering --------------------------------------------------------------------------------------- */

void zone_answer_begin(struct zone *zone, struct slot *slot)
{
    assert(zone->slot == NULL);
    zone->slot = slot;
    slot->drop_waiting = false;
    slot->unrun = false;
    slot->shows = SHOWS_NOTHING;
    slot->shows_most = 0;
    slot->not_before = 0;
    bytes_clear(&zone->said);
    if (slot->reply != NULL)
        put_bytes(&zone->said, text_bytes(slot->reply), text_length(slot->reply));
    text_unref(&slot->reply);
}

void zone_say_bytes(struct zone *zone, const char *bytes, size_t length)
{
    assert(zone->slot != NULL);
    put_bytes(&zone->said, bytes, length);
}

void zone_vsay(struct zone *zone, const char *format, va_list arguments)
{
    assert(zone->slot != NULL);
    put_vprintf(&zone->said, format, arguments);
}

void zone_say(struct zone *zone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    zone_vsay(zone, format, arguments);
    va_end(arguments);
}

void zone_answer_end(struct zone *zone, struct text *prompt, enum slot_next next, zone_id place, entity_id who)
{
    struct slot *slot = zone_answer_detach(zone);
    slot->prompt = prompt;
    slot->next = (uint8_t)next;
    slot->zone = place;
    slot->who = who;
    zone_emit(zone, slot_answer(slot));
}

struct slot *zone_answer_detach(struct zone *zone)
{
    struct slot *slot = zone->slot;
    assert(slot != NULL);
    if (zone->said.length > 0)
        slot->reply = text_again(&slot->worn, zone->said.bytes, zone->said.length);
    bytes_clear(&zone->said);
    zone->slot = NULL;
    return slot;
}

/* -- as bytes ---------------------------------------------------------------------------------------- */

void zone_encode(const struct zone *zone, struct bytes_writer *writer)
{
    put_u32(writer, zone->id.number);
    put_string(writer, zone->key);
    put_i64(writer, zone->now);
    put_u64(writer, zone->inputs);
    put_u64(writer, zone->ids);
    for (unsigned at = 0; at < 4; at++)
        put_u64(writer, zone->dice.state[at]);
    timers_encode(&zone->timers, writer);
    travel_encode(&zone->travel, writer);
    books_put(writer, &zone->books);
    holder_encode(&zone->books_holder, writer);
    put_u8(writer, zone->awake);
    put_u8(writer, zone->has_savers);
    zone->kind->encode(zone, writer);
    holders_encode(&zone->holders, writer);
}

bool zone_decode(struct zone *zone, struct bytes_reader *reader)
{
    char key[sizeof zone->key];
    uint32_t number = take_u32(reader);
    take_string(reader, key, sizeof key);
    if (reader->failed || number != zone->id.number || strcmp(key, zone->key) != 0)
        return false;
    zone->now = take_i64(reader);
    zone->inputs = take_u64(reader);
    zone->ids = take_u64(reader);
    for (unsigned at = 0; at < 4; at++)
        zone->dice.state[at] = take_u64(reader);
    if (!timers_decode(&zone->timers, reader) || !travel_decode(zone, reader))
        return false;
    for (unsigned at = 0; at < zone->timers.count; at++)
        if (zone->timers.heap[at].kind < TIMER_KINDS_FIRST && zone->timers.heap[at].kind != TIMER_STUB)
            return false;
    if (!books_take(reader, &zone->books) || !holder_decode(&zone->holders, &zone->books_holder, 1, reader))
        return false;
    zone->awake = take_u8(reader) != 0;
    zone->has_savers = take_u8(reader) != 0;
    return zone->kind->decode(zone, reader) && !reader->failed && holders_decode(&zone->holders, reader);
}

uint64_t zone_hash(const struct zone *zone)
{
    struct bytes_writer writer = {0};
    zone_encode(zone, &writer);
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return hash;
}
