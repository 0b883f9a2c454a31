/* zones/world/land.c -- a land as a zone: what mail means to it, its resets and wanderers, its cut.
 * Entered by the zone's worker. */
#include "zones/world/land.h"

#include "core/log.h"
#include "core/memory.h"
#include "zones/commands/command.h"
#include "zones/version.h"
#include "zones/world/day.h"
#include "zones/world/facts.h"
#include "zones/world/sky.h"

#include <stdlib.h>

enum { WANDER_LEAST_MS = 20000, WANDER_MOST_MS = 60000, REMARK_LEAST_MS = 60000, REMARK_MOST_MS = 180000 };

/* -- finding rooms ----------------------------------------------------------------------------------- */

struct room *land_room(const struct zone *zone, room_id id)
{
    const struct room_proto *proto = area_room(zone->area, id);
    return proto == NULL ? NULL : &land_of(zone)->rooms[proto - zone->area->rooms];
}

struct room *land_room_beside(const struct zone *zone, room_id id, entity_id beside)
{
    const struct character *person = entity_none(beside) ? NULL : land_character(zone, beside);
    struct room *room = person != NULL ? person->room : land_room(zone, id);
    return room != NULL ? room : &land_of(zone)->rooms[0];
}

uint32_t character_seen(const struct character *who)
{
    const struct player *player = who->player;
    return (character_is_keeper(who->zone, who) ? SEEN_KEEPER : 0) | (session_same(player->session, NO_SESSION) ? SEEN_LINKLESS : 0)
         | (who->position == SLEEPING ? SEEN_ASLEEP : 0) | (player->idle ? SEEN_VOID : 0);
}

void character_publish(const struct character *who)
{
    struct zone *zone = who->zone;
    const struct player *player = who->player;
    struct message *publish = zone_mail(zone, MSG_PUBLISH, NO_ZONE, who->id);
    snprintf(publish->publish.name, NAME_SIZE, "%s", who->name);
    snprintf(publish->publish.account, NAME_SIZE, "%s", player->account);
    publish->publish.session = player->session;
    publish->publish.zone = zone->id;
    publish->publish.generation = player->generation;
    publish->publish.level = player->level;
    publish->publish.flags = character_seen(who);
    publish->publish.title = player->title[0] == '\0' ? NULL : text_string(player->title);
    publish->publish.deaf = ears_deaf(&player->ears, zone->setting->book);
    publish->publish.ignored = ears_ignored(&player->ears);
    zone_emit(zone, publish);
}

/* -- awake and asleep -------------------------------------------------------------------------------- */

static bool timer_is_idle_life(const struct timer *timer, void *unused)
{
    (void)unused;
    return timer->kind == TIMER_WANDER || timer->kind == TIMER_REMARK || timer->kind == TIMER_IDLE
        || timer->kind == TIMER_HOUR || timer->kind == TIMER_DAY;
}

static void wander_later(struct zone *zone, const struct character *who)
{
    timers_set(&zone->timers, zone->now + dice_between(&zone->dice, WANDER_LEAST_MS, WANDER_MOST_MS), TIMER_WANDER, who->id, 0);
}

/* The timer remembers which remark was the last: its number from 1, or 0. */
static void remark_later(struct zone *zone, const struct character *who, uint64_t last)
{
    timers_set(&zone->timers, zone->now + dice_between(&zone->dice, REMARK_LEAST_MS, REMARK_MOST_MS), TIMER_REMARK, who->id, last);
}

static void mobile_enliven(struct zone *zone, const struct character *who)
{
    if (who->mobile->wanders)
        wander_later(zone, who);
    if (who->mobile->says[0] != NULL)
        remark_later(zone, who, 0);
}

ZONE_THREAD static void land_wake(struct zone *zone)
{
    struct land *land = land_of(zone);
    zone->awake = true;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land->rooms[at].people; who != NULL; who = who->next)
            if (who->mobile != NULL)
                mobile_enliven(zone, who);
    if (land->overdue)
        land_reset(zone);
    day_place(zone, true);
    sky_wake(zone);
}

void land_rouse(struct zone *zone)
{
    struct land *land = land_of(zone);
    if (land->players > 0 && !zone->awake)
        land_wake(zone);
    if (land->players == 0 && zone->awake) {
        zone->awake = false;
        timers_sweep(&zone->timers, timer_is_idle_life, NULL);
        land->idle_due = 0;
        land->day_due = 0;
    }
}

/* -- resets ------------------------------------------------------------------------------------------ */

static struct item *reset_item_in(struct item *first, int32_t reset)
{
    for (struct item *item = first; item != NULL; item = item->next)
        if (item->reset == reset)
            return item;
    return NULL;
}

static unsigned reset_items(const struct item *first, int32_t reset)
{
    unsigned count = 0;
    for (; first != NULL; first = first->next)
        count += first->reset == reset;
    return count;
}

static unsigned reset_mobiles(const struct zone *zone, int32_t reset)
{
    unsigned count = 0;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (const struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next)
            count += who->mobile != NULL && who->reset == reset;
    return count;
}

ZONE_THREAD static struct item *reset_make(struct zone *zone, const struct reset *reset, int32_t number)
{
    struct item *item = item_new(zone, reset->proto, zone_new_id(zone));
    item->reset = number;
    return item;
}

ZONE_THREAD static struct character *reset_mobile(struct zone *zone, const struct reset *reset, int32_t number)
{
    struct character *who = character_new(zone, zone_new_id(zone));
    who->proto = reset->proto;
    who->mobile = &zone->setting->world->mobiles[reset->proto.number];
    who->reset = number;
    room_enter(land_room(zone, reset->room), who);
    if (zone->awake)
        mobile_enliven(zone, who);
    return who;
}

/* What the resets after this one refer to. */
struct reset_last {
    struct character *mobile;
    struct item      *object;
};

ZONE_THREAD static void reset_one(struct zone *zone, int32_t number, struct reset_last *last)
{
    const struct reset *reset = &zone->area->resets[number];
    struct room *room = land_room(zone, reset->room);
    switch ((enum reset_kind)reset->kind) {
    case RESET_MOBILE:
        last->mobile = NULL;
        for (unsigned have = reset_mobiles(zone, number); have < reset->count; have++)
            last->mobile = reset_mobile(zone, reset, number);
        break;
    case RESET_OBJECT:
        for (unsigned have = reset_items(room->items, number); have < reset->count; have++)
            item_enter_room(reset_make(zone, reset, number), room);
        last->object = reset_item_in(room->items, number);
        break;
    case RESET_INSIDE:
        if (last->object == NULL)
            break;
        for (unsigned have = reset_items(last->object->contents, number); have < reset->count; have++)
            item_enter_item(reset_make(zone, reset, number), last->object);
        break;
    case RESET_CARRIED:
    case RESET_WORN:
        if (last->mobile == NULL)
            break;
        struct item *item = reset_make(zone, reset, number);
        item_enter_bearer(item, last->mobile, reset->kind == RESET_WORN ? item->object->wear : WEAR_NOWHERE);
        break;
    }
}

/* A door on the border is one thing with two sides: the other zone's side moves with ours.  Before the first
 * reset there is nothing yet to move. */
ZONE_THREAD static void reset_doors(struct room *room)
{
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &room->proto->exits[direction];
        uint8_t before = room->doors[direction];
        room->doors[direction] = exit->door;
        if (before != DOOR_NONE && before != exit->door && !room_same(exit->to, NO_ROOM) && !zone_same(exit->zone, room->zone->id))
            door_set(room, direction, exit->door);
    }
}

void land_reset(struct zone *zone)
{
    struct land *land = land_of(zone);
    struct reset_last last = {0};
    for (unsigned at = 0; at < zone->area->reset_count; at++)
        reset_one(zone, (int32_t)at, &last);
    for (unsigned at = 0; at < zone->area->room_count; at++)
        reset_doors(&land->rooms[at]);
    if (zone->awake)
        day_place(zone, false);         /* once they have what they carry: it may be a key */
    land->overdue = false;
    timers_set(&zone->timers, zone->now + (int64_t)zone->area->reset_minutes * 60000, TIMER_RESET, NO_ENTITY, 0);
}

/* -- timers ------------------------------------------------------------------------------------------ */

/* A mobile takes one of the ways that lead to another room of its own land. */
ZONE_THREAD static void mobile_wander(struct zone *zone, struct character *who)
{
    enum direction ways[DIRECTIONS];
    unsigned count = 0;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++) {
        const struct exit_proto *exit = &who->room->proto->exits[direction];
        if (!room_same(exit->to, NO_ROOM) && zone_same(exit->zone, zone->id) && who->room->doors[direction] < DOOR_CLOSED)
            ways[count++] = direction;
    }
    if (count > 0 && !who->day_walking)
        character_go(who, ways[dice_below(&zone->dice, count)]);
    wander_later(zone, who);
}

/* Those in a room who make remarks, himself among them. */
static unsigned speakers_count(const struct room *room)
{
    unsigned count = 0;
    for (const struct character *who = room->people; who != NULL; who = who->next)
        count += who->mobile != NULL && who->mobile->says[0] != NULL;
    return count;
}

/* Any of his remarks but the last one; its number from 1. */
static uint64_t remark_choose(struct zone *zone, const struct character *who, uint64_t last)
{
    unsigned count = 0;
    while (who->mobile->says[count] != NULL)
        count++;
    if (last == 0 || count == 1)
        return dice_below(&zone->dice, count) + 1;
    uint64_t chosen = dice_below(&zone->dice, count - 1) + 1;
    return chosen < last ? chosen : chosen + 1;
}

/* An inn full of them is no louder than one alone: each speaks the more rarely, the more of them there are. */
ZONE_THREAD static void mobile_remark(struct zone *zone, struct character *who, uint64_t last)
{
    if (dice_below(&zone->dice, speakers_count(who->room)) == 0) {
        last = remark_choose(zone, who, last);
        tell_room(who->room, who, NULL, "%s says, '%s'\n", who->mobile->name, who->mobile->says[last - 1]);
    }
    remark_later(zone, who, last);
}

ZONE_THREAD static void land_fire_reset(struct zone *zone)
{
    if (zone->awake)
        land_reset(zone);
    else
        land_of(zone)->overdue = true;  /* done when somebody comes to see it */
}

ZONE_THREAD static void land_fire(struct zone *zone, const struct timer *timer)
{
    struct character *who = land_character(zone, timer->about);
    if (timer->kind != TIMER_FACTS)
        facts_stir(zone);
    switch (timer->kind) {
    case TIMER_RESET:
        land_fire_reset(zone);
        break;
    case TIMER_WANDER:
        if (who != NULL)
            mobile_wander(zone, who);
        break;
    case TIMER_REMARK:
        if (who != NULL)
            mobile_remark(zone, who, timer->argument);
        break;
    case TIMER_FACTS:
        facts_fire(zone, timer);
        break;
    case TIMER_IDLE:
        idle_fire(zone);
        break;
    case TIMER_HOUR:
        sky_fire(zone);
        break;
    case TIMER_DAY:
        day_fire(zone, timer);
        break;
    case TIMER_LINKLESS:
        if (who != NULL && who->player->linkless_since == (int64_t)timer->argument)
            character_quit(who, QUIT_LINKLESS);
        break;
    }
}

/* -- mail -------------------------------------------------------------------------------------------- */

/* What his client is.  A connection that has just come may bring his account's word, too. */
ZONE_THREAD static void heed_client(struct character *who, const struct slot *slot, bool fresh)
{
    struct toggles *toggles = &who->player->toggles;
    toggles->reader = slot->reader || (fresh ? (slot->wishes & WISH_SCREEN_READER) != 0 : toggles->reader);
    facts_watch(who, slot);
}

ZONE_THREAD static void answer_player(struct zone *zone, struct character *who)
{
    if (zone->slot == NULL)
        return;
    facts_answer(who, zone->slot);
    habits_answer(who, zone->slot);
    zone->slot->wishes = toggles_wishes(&who->player->toggles);
    enum slot_next next = who->player->draft != NULL ? NEXT_RAW : NEXT_COMMAND;
    zone_answer_end(zone, character_prompt(who), next, zone->id, who->id);
}

ZONE_THREAD static void on_command(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    struct slot *slot = message->command.slot;
    entity_id id = message->about;
    struct character *who = land_character(zone, id);
    zone_answer_begin(zone, slot);
    if (!session_same(slot->session, who->player->session)) {
        zone_say(zone, "Your character was already in use, and plays on elsewhere.\n");
        zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
        return;
    }
    heed_client(who, slot, false);
    if (slot->verb == VERB_RAW) {
        idle_heard(who);
        draft_line(who, slot->line);
        who = land_character(zone, id);
    } else if (character_waits(who) && !command_immediate(slot)) {
        slot->unrun = true;             /* the wait began while it was on its way */
    } else {
        idle_heard(who);
        command_run(zone, who, slot, lookup);
        who = land_character(zone, id);
    }
    if (who != NULL)
        answer_player(zone, who);
}

ZONE_THREAD static void on_hangup(struct zone *zone, struct message *message, struct character *who)
{
    struct player *player = who->player;
    if (!session_same(player->session, message->hangup.session))
        return;                         /* an older connection: somebody took over since */
    player->session = NO_SESSION;
    player->linkless_since = zone->now > 0 ? zone->now : 1;
    tell_room(who->room, who, NULL, "%s stares at nothing all of a sudden.\n", who->name);
    timers_set(&zone->timers, zone->now + zone->setting->options->character_linkless_s * 1000, TIMER_LINKLESS, who->id,
               (uint64_t)player->linkless_since);
    character_publish(who);
}

ZONE_THREAD static void on_takeover(struct zone *zone, struct message *message, struct character *who)
{
    struct player *player = who->player;
    if (message->takeover.generation < player->generation) {
        zone_mail_lost(zone, message);
        return;
    }
    if (player->session.number != NO_SESSION.number) {
        struct message *close = message_new(MSG_CLOSE);
        close->close.session = player->session;
        close->close.text = text_string("Your character was already in use; another connection has taken over.\n");
        zone_emit(zone, close);
    }
    player->session = message->takeover.session;
    player->generation = message->takeover.generation;
    player->linkless_since = 0;
    idle_watch(who);
    character_publish(who);
    heed_client(who, message->takeover.slot, true);
    zone_answer_begin(zone, message->takeover.slot);
    zone_say(zone, "Reconnecting.\n");
    tell_room(who->room, who, NULL, "%s is all there again.\n", who->name);
    look_at_room(who);
    ears_return(who);
    answer_player(zone, who);
    message_free(&message);
}

ZONE_THREAD static void on_beckon(struct zone *zone, const struct message *message, struct character *who)
{
    struct text *answer;
    if (ears_ignore(&who->player->ears, message->beckon.name)) {
        answer = text_printf("%s does not listen to you.\n", who->name);
    } else if (who->position == SLEEPING) {
        answer = text_printf("%s does not stir.\n", who->name);
    } else {
        tell(who, "%s beckons you to follow.\n", message->beckon.name);
        answer = text_printf("You beckon %s to follow.\n", who->name);
    }
    zone_tell(zone, message->beckon.session, answer, NULL);
    text_unref(&answer);
}

/* With the command he asked by, or, of a letter that came by itself, without. */
ZONE_THREAD static void on_box_answer(struct zone *zone, const struct message *message, struct character *who)
{
    struct slot *slot = message->box_answer.slot;
    if (slot != NULL && !session_same(slot->session, who->player->session)) {
        draft_answered(who, &message->box_answer);
        zone_answer_begin(zone, slot);
        zone_say(zone, "Your character was already in use, and plays on elsewhere.\n");
        zone_answer_end(zone, NULL, NEXT_CLOSE, zone->id, NO_ENTITY);
        return;
    }
    if (slot != NULL)
        zone_answer_begin(zone, slot);
    draft_answered(who, &message->box_answer);
    answer_player(zone, who);
}

ZONE_THREAD static void on_summon(struct zone *zone, const struct message *message, struct character *who)
{
    struct text *answer = text_printf("%s is on %s way.\n", who->name, pronoun_possessive(who));
    zone_tell(zone, message->summon.session, answer, NULL);
    text_unref(&answer);
    tell(who, "%s calls you.\n", message->summon.name);
    character_teleport(who, message->summon.zone, message->summon.room, NO_ENTITY);
}

ZONE_THREAD static void on_stun(struct zone *zone, const struct message *message, struct character *who)
{
    struct text *answer = text_printf("%s is stunned.\n", who->name);
    zone_tell(zone, message->stun.session, answer, NULL);
    text_unref(&answer);
    tell(who, "%s looks at you, and you cannot stir.\n", message->stun.name);
    character_wait(who, zone->now + message->stun.ms);
}

ZONE_THREAD static void on_grouped(const struct message *message, struct character *who)
{
    struct player *player = who->player;
    if (message->grouped.version < player->group_version)
        return;                         /* older news, of whichever group: see VERSION_STEP_MS in groups.c */
    player->group = message->grouped.group;
    player->group_leader = message->grouped.leader;
    player->group_version = message->grouped.version;
    if (message->grouped.news != NULL)
        tell_text(who, message->grouped.news);
}

static void on_door(struct zone *zone, const struct message *message)
{
    struct room *room = land_room(zone, message->door.room);
    unsigned direction = message->door.direction;
    if (room == NULL || direction >= DIRECTIONS || message->door.state > DOOR_LOCKED)
        return;
    if (room->proto->exits[direction].door != DOOR_NONE && zone_same(room->proto->exits[direction].zone, message->from))
        room->doors[direction] = message->door.state;
}

/* Everybody who asked for `save` and whose cut this was. */
ZONE_THREAD static void on_durable(struct zone *zone, const struct message *message)
{
    bool waiting = false;
    for (unsigned at = 0; at < zone->area->room_count; at++)
        for (struct character *who = land_of(zone)->rooms[at].people; who != NULL; who = who->next) {
            struct player *player = who->player;
            if (player == NULL || (player->saved_epoch == 0 && !player->saving))
                continue;
            if (player->saved_epoch == 0 || player->saved_epoch > message->durable.epoch) {
                waiting = true;
                continue;
            }
            player->saved_epoch = 0;
            tell(who, "%s is saved.\n", who->name);
            waiting = waiting || player->saving;
        }
    zone->has_savers = waiting;
}

/* For a keeper who asked for somebody's versions; the number of the request is his session's. */
ZONE_THREAD static void on_loaded(struct zone *zone, const struct message *message)
{
    const struct text *records = message->loaded.records;
    struct bytes_reader reader = records == NULL ? bytes_read("", 0) : bytes_read(text_bytes(records), text_length(records));
    struct text *words = message->loaded.failed ? NULL : versions_words(&reader), *told;
    if (words != NULL)
        told = text_printf("%sTo bring one of them back, stop the server and say: kallisti --restore name:number\n",
                           text_bytes(words));
    else
        told = text_string(message->loaded.damaged
                           ? "Something of what is written down about that name cannot be read. The log says what.\n"
                           : message->loaded.failed ? "The book of names does not open just now.\n"
                           : "Of that name no versions are kept.\n");
    zone_tell(zone, (session_id){ message->loaded.request }, told, NULL);
    text_unref(&words);
    text_unref(&told);
}

ZONE_THREAD static void land_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    facts_stir(zone);
    struct character *who = entity_none(message->about) ? NULL : land_character(zone, message->about);
    switch (message->type) {
    case MSG_COMMAND:
        if (who == NULL)                /* of nobody: its session must have an answer all the same */
            zone_mail_lost(zone, message);
        else
            on_command(zone, message, lookup);
        return;                         /* the message is the slot's */
    case MSG_TAKEOVER:
        on_takeover(zone, message, who);
        return;
    case MSG_HANGUP:
        if (who != NULL)                /* else: nobody we know of any more */
            on_hangup(zone, message, who);
        break;
    case MSG_BECKON:
        on_beckon(zone, message, who);
        break;
    case MSG_TOLD:
        ears_told(who, &message->told);
        break;
    case MSG_SUMMON:
        on_summon(zone, message, who);
        break;
    case MSG_BOX_ANSWER:
        on_box_answer(zone, message, who);
        break;
    case MSG_STUN:
        on_stun(zone, message, who);
        break;
    case MSG_GROUPED:
        on_grouped(message, who);
        break;
    case MSG_DOOR:
        on_door(zone, message);
        break;
    case MSG_LOST:
        zone_tell(zone, message->lost.session, message->lost.reason, NULL);
        break;
    case MSG_DURABLE:
        on_durable(zone, message);
        break;
    case MSG_LOADED:
        on_loaded(zone, message);
        break;
    default:
        log_zone(zone->key, "mail_misdirected type=%s", message_name(message->type));
        break;
    }
    message_free(&message);
}

static enum lookup_kind land_lookup(const struct zone *zone, const struct message *message)
{
    (void)zone;
    return message->type == MSG_COMMAND ? command_lookup(message->command.slot) : LOOKUP_NOTHING;
}

static bool land_holds(const struct zone *zone, entity_id who)
{
    return land_character(zone, who) != NULL;
}

/* -- travellers -------------------------------------------------------------------------------------- */

/* The exit they came through, as our side of the border has it; NULL when there is no way back. */
static const struct exit_proto *way_back(const struct room *room, const struct message *arrive)
{
    enum direction back = direction_back(arrive->arrive.direction);
    if (back == NO_DIRECTION || !room_same(room->proto->exits[back].to, arrive->arrive.old_room))
        return NULL;
    return &room->proto->exits[back];
}

/* What comes from a store may be of any shape; what comes from a living zone is ours. */
ZONE_THREAD static bool parcel_readable(struct zone *zone, const struct parcel *parcel)
{
    struct character *trial = character_unpack(zone, parcel);
    if (trial == NULL)
        return false;
    character_free(&trial);
    return true;
}

ZONE_THREAD static const char *land_refuse(struct zone *zone, const struct parcel *parcel, const struct message *arrive)
{
    struct room *room = land_room(zone, arrive->arrive.room);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0 && !parcel_readable(zone, parcel))
        return "What is recorded of that character cannot be read. Please tell a keeper.";
    if ((arrive->arrive.flags & ARRIVE_FORCED) != 0)
        return NULL;
    if (room == NULL)
        return "There is no way in.";
    const struct exit_proto *back = way_back(room, arrive);
    if (back != NULL && room->doors[back - room->proto->exits] >= DOOR_CLOSED)
        return "It is shut from the other side.";
    return room_refuses(room);
}

/* Whether or not he has a command under way, his client knows where he is before it shows him the place. */
ZONE_THREAD static void facts_begin(struct character *who, struct slot *slot, bool fresh)
{
    if (slot != NULL)
        heed_client(who, slot, fresh);
    else
        facts_tell(who);
    facts_stir(who->zone);
}

ZONE_THREAD static void greet(struct zone *zone, struct character *who, const struct message *arrive)
{
    enum direction back = direction_back(arrive->arrive.direction);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0) {
        tell(who, "Welcome to the legendary lands of Kallisti.\n\n");
        tell_room(who->room, who, NULL, "%s enters the world.\n", who->name);
    } else if ((arrive->arrive.flags & ARRIVE_SUDDEN) != 0 || back == NO_DIRECTION) {
        tell_room(who->room, who, NULL, "%s appears out of nowhere.\n", who->name);
    } else {
        tell_room(who->room, who, NULL, "%s arrives from %s.\n", who->name, direction_from[back]);
    }
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0)
        look_at_room(who);
    else
        look_in_passing(who);
    (void)zone;
}

ZONE_THREAD static void place_session(struct zone *zone, const struct character *who)
{
    if (who->player->session.number == NO_SESSION.number)
        return;
    struct message *place = message_new(MSG_PLACE);
    place->place.session = who->player->session;
    place->place.zone = zone->id;
    place->place.who = who->id;
    zone_emit(zone, place);
}

static void linkless_later(struct zone *zone, const struct character *who)
{
    if (who->player->linkless_since != 0)
        timers_set(&zone->timers, who->player->linkless_since + zone->setting->options->character_linkless_s * 1000,
                   TIMER_LINKLESS, who->id, (uint64_t)who->player->linkless_since);
}

ZONE_THREAD static struct character *land_place(struct zone *zone, const struct parcel *parcel, struct room *room)
{
    struct character *who = character_unpack(zone, parcel);
    assert(who != NULL);                /* land_refuse() has looked, or one of our own zones packed it */
    if (room->proto->inn)
        stamina_take(who, 0);           /* what he gained elsewhere, at the rate of elsewhere */
    room_enter(room, who);
    linkless_later(zone, who);
    idle_watch(who);
    if (who->player->saving || who->player->saved_epoch != 0)
        zone->has_savers = true;
    return who;
}

ZONE_THREAD static void land_admit(struct zone *zone, const struct parcel *parcel, const struct message *arrive, struct slot *slot)
{
    struct character *who = land_place(zone, parcel, land_room_beside(zone, arrive->arrive.room, arrive->arrive.beside));
    who->player->quitting = QUIT_NOT;
    land_rouse(zone);                   /* before he looks: everybody is where they belong at this hour */
    purse_welcome(who);
    character_publish(who);
    if (slot != NULL)
        zone_answer_begin(zone, slot);
    else
        place_session(zone, who);
    facts_begin(who, slot, (arrive->arrive.flags & ARRIVE_LOGIN) != 0);
    greet(zone, who, arrive);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0)
        ears_return(who);
    if ((arrive->arrive.flags & ARRIVE_LOGIN) != 0)
        box_count_unread(who);
    answer_player(zone, who);
}

ZONE_THREAD static void land_settle(struct zone *zone, const struct parcel *parcel, const struct stub *stub, const char *reason,
                        struct slot *slot)
{
    struct character *who = land_place(zone, parcel, land_room_beside(zone, stub->old_room, NO_ENTITY));
    who->player->quitting = QUIT_NOT;
    land_rouse(zone);
    character_publish(who);
    if (slot != NULL)
        zone_answer_begin(zone, slot);
    facts_begin(who, slot, false);
    tell(who, "%s\n", reason);
    tell_room(who->room, who, NULL, "%s turns back at the border.\n", who->name);
    answer_player(zone, who);
}

/* -- the cut ----------------------------------------------------------------------------------------- */

ZONE_THREAD static void player_write(struct zone *zone, struct holder *holder)
{
    struct character *who = HOLDER_OF(holder, struct character, holder);
    struct player *player = who->player;
    if (player->saving) {
        player->saving = false;
        player->saved_epoch = zone->holders.epoch;
        zone->has_savers = true;
    }
    struct bytes_writer parts = {0};
    struct parcel parcel;
    character_pack(who, &parts, &parcel);
    parcel_cut(zone, &parcel);
    bytes_free(&parts);
}

ZONE_THREAD static void floor_write(struct zone *zone, struct holder *holder)
{
    struct room *room = HOLDER_OF(holder, struct room, floor);
    char name[KEY_SIZE];
    snprintf(name, sizeof name, "floor:%u", room->proto->id.number);
    struct text *content = NULL;
    if (floor_has_durable(room)) {
        struct bytes_writer writer = {0};
        floor_put(&writer, room);
        content = bytes_text(&writer);
        bytes_free(&writer);
    }
    if (content != NULL || (zone->setting->broken & RULE_TOMBSTONE) == 0)
        zone_record(zone, name, 0, content);
}

const struct holder_kind player_holder = { .name = "player", .write = player_write };
const struct holder_kind floor_holder = { .name = "floor", .write = floor_write };

const struct zone_kind_table zone_land = {
    .name = "land",
    .begin = land_begin,
    .end = land_end,
    .apply = land_apply,
    .fire = land_fire,
    .lookup = land_lookup,
    .refuse = land_refuse,
    .admit = land_admit,
    .settle = land_settle,
    .holds = land_holds,
    .encode = land_encode,
    .decode = land_decode,
};
