/* zones/world/land.c -- a land as a zone: finding rooms, what mail means to it, what the cut writes of it.
 * Entered by the zone's worker. */
#include "zones/world/land_parts.h"

#include "core/log.h"
#include "zones/body/kin.h"
#include "zones/commands/command.h"
#include "zones/fight/abroad.h"
#include "zones/fight/fight_parts.h"
#include "zones/version.h"
#include "zones/world/company.h"
#include "zones/world/facts.h"
#include "zones/world/sight.h"

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

/* -- mail -------------------------------------------------------------------------------------------- */

void heed_client(struct character *who, const struct slot *slot, bool fresh)
{
    struct toggles *toggles = &who->player->toggles;
    toggles->reader = slot->reader || (fresh ? (slot->wishes & WISH_SCREEN_READER) != 0 : toggles->reader);
    facts_watch(who, slot->session, slot->watched);
}

void answer_player(struct zone *zone, struct character *who)
{
    if (zone->slot == NULL)
        return;
    company_tell(who);
    facts_answer(who, zone->slot);
    habits_answer(who, zone->slot);
    zone->slot->wishes = toggles_wishes(&who->player->toggles);
    who->player->prompt_stale = false;
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

/* In the middle of the game: all there is, before he does anything. */
ZONE_THREAD static void on_watch(const struct message *message, struct character *who)
{
    if (!session_same(who->player->session, message->watch.session))
        return;
    facts_watch(who, message->watch.session, true);
    company_tell(who);
    facts_tell(who);
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

/* A keeper's will is done; a spell asks only those of its group. */
ZONE_THREAD static void on_summon(struct zone *zone, const struct message *message, struct character *who)
{
    if (!entity_none(message->summon.group) && !entity_same(message->summon.group, who->player->group)) {
        struct text *refused = text_printf("%s does not hear you.\n", who->name);
        zone_tell(zone, message->summon.session, refused, NULL);
        text_unref(&refused);
        return;
    }
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
    if (!entity_same(player->group, message->grouped.group))
        company_forget(player);
    player->group = message->grouped.group;
    player->group_leader = message->grouped.leader;
    player->group_version = message->grouped.version;
    player->group_subleader = message->grouped.subleader;
    if (message->grouped.news != NULL)
        tell_text(who, message->grouped.news);
    pools_tell_group(who);              /* or it would not hear of him until he is hurt or tired */
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
        told = text_printf("%sRestore, the name and a number bring one of them back.\n",
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

ZONE_THREAD static void land_heed(struct zone *zone, struct message *message, const struct lookup *lookup)
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
    case MSG_WATCH:
        on_watch(message, who);
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
    case MSG_KIN:
        kin_answered(who, &message->kin);
        break;
    case MSG_GROUPED:
        on_grouped(message, who);
        break;
    case MSG_COMPANY:
        company_told(who, &message->company);
        break;
    case MSG_DOOR:
        on_door(zone, message);
        break;
    case MSG_SIGHT_ASK:
        sight_asked(zone, message);
        break;
    case MSG_SIGHT:
        sight_told(zone, message);
        break;
    case MSG_CALL:
        sight_heard(zone, message);
        break;
    case MSG_RANGED:
        ranged_arrives(zone, message);
        break;
    case MSG_STRUCK:
        ranged_returns(who, message);
        break;
    case MSG_ROVE:
        abroad_arrives(zone, message);
        break;
    case MSG_ROVED:
        abroad_ended(zone, message);
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

ZONE_THREAD static void land_apply(struct zone *zone, struct message *message, const struct lookup *lookup)
{
    land_heed(zone, message, lookup);
    sight_settle(zone);
}

static enum lookup_kind land_lookup(const struct zone *zone, const struct message *message)
{
    return message->type == MSG_COMMAND ? command_lookup(zone, message->command.slot) : LOOKUP_NOTHING;
}

static bool land_holds(const struct zone *zone, entity_id who)
{
    return land_character(zone, who) != NULL;
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
