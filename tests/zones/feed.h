/* tests/zones/feed.h -- one zone on the bench: inputs in, emissions out, a store that can be told to be away.
 *
 * The world has one land, zone 1, with the temple and one more room; then one login, one registry and
 * one groups zone.  For the single-threaded tests of the pseudo-zones. */
#ifndef TESTS_ZONES_FEED_H
#define TESTS_ZONES_FEED_H

#include "core/memory.h"
#include "tests/zones/tables.h"
#include "tests/zones/tells.h"
#include "zones/registry.h"
#include "zones/zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LAND = 1, LOGIN = 2, REGISTRY = 3, GROUPS = 4, CHANNELS = 5, TEMPLE_ROOM = 3001, OTHER_ROOM = 3002, RECORDS_MOST = 64 };

struct feed {
    struct options     options;
    struct room_proto  rooms[2];
    struct area        area;
    struct room_place  places[2];
    struct world       world;
    struct setting     setting;
    struct zone       *zone;
    int64_t            now;
    bool               away;                                /* the store answers every request as failed */
    struct { char name[KEY_SIZE]; struct text *content; } records[RECORDS_MOST];
    unsigned           record_count;
};

__attribute__((unused)) MAIN_THREAD static void feed_begin(struct feed *feed, unsigned zone)
{
    memset(feed, 0, sizeof *feed);
    options_begin(&feed->options);
    for (unsigned at = 0; at < 2; at++) {
        feed->rooms[at] = (struct room_proto){ .id = { TEMPLE_ROOM + at }, .name = "A room", .text = "Bare." };
        feed->places[at] = (struct room_place){ .room = { TEMPLE_ROOM + at }, .zone = { LAND } };
    }
    feed->area = (struct area){ .key = "bench", .name = "Bench", .zone = { LAND }, .rooms = feed->rooms, .room_count = 2 };
    feed->world = (struct world){ .areas = &feed->area, .area_count = 1, .places = feed->places, .place_count = 2 };
    feed->setting = (struct setting){
        .world = &feed->world, .options = &feed->options, .rules = tables(), .incarnation = 7, .seed = 42, .zones = 4,
        .login_first = { LOGIN }, .registry_first = { REGISTRY }, .groups_first = { GROUPS },
        .login_count = 1, .registry_count = 1, .groups_count = 1,
    };
    feed->zone = zone_new(&feed->setting, (zone_id){zone});
}

__attribute__((unused)) MAIN_THREAD static void feed_end(struct feed *feed)
{
    for (unsigned at = 0; at < feed->record_count; at++)
        text_unref(&feed->records[at].content);
    zone_free(&feed->zone);
}

/* Applies a message one world millisecond later. */
__attribute__((unused)) ZONE_THREAD static void feed_give(struct feed *feed, struct message *message)
{
    struct message_list before = feed->zone->out;           /* what a test has not looked at yet stays in front */
    feed->zone->out = (struct message_list){0};
    struct input input = { .now = ++feed->now, .message = message };
    zone_apply(feed->zone, &input);
    message_list_join(&before, &feed->zone->out);
    feed->zone->out = before;
}

/* The next emission, which must be of that type; of what several are told, each hears it in a message of his own. */
__attribute__((unused)) static struct message *feed_take(struct feed *feed, enum message_type type)
{
    if (feed->zone->out.first != NULL && feed->zone->out.first->type == MSG_TELLS)
        tells_split(&feed->zone->out);
    struct message *message = message_list_take(&feed->zone->out);
    assert_non_null(message);
    assert_string_equal(message_name(message->type), message_name(type));
    return message;
}

__attribute__((unused)) static void feed_nothing(const struct feed *feed)
{
    assert_null(feed->zone->out.first);
}

__attribute__((unused)) static struct message *feed_message(enum message_type type, unsigned from)
{
    struct message *message = message_new(type);
    message->from = (zone_id){from};
    return message;
}

/* -- the store -- */

__attribute__((unused)) static struct text **feed_place(struct feed *feed, const char *name)
{
    for (unsigned at = 0; at < feed->record_count; at++)
        if (strcmp(feed->records[at].name, name) == 0)
            return &feed->records[at].content;
    return NULL;
}

/* NULL when there is none, or only a tombstone. */
__attribute__((unused)) static struct text **feed_record(struct feed *feed, const char *name)
{
    struct text **place = feed_place(feed, name);
    return place == NULL || *place == NULL ? NULL : place;
}

/* content: one reference, taken over; NULL is a tombstone. */
__attribute__((unused)) static void feed_store(struct feed *feed, const char *name, struct text *content)
{
    struct text **present = feed_place(feed, name);
    if (present == NULL) {
        assert_true(feed->record_count < RECORDS_MOST);
        snprintf(feed->records[feed->record_count].name, KEY_SIZE, "%s", name);
        present = &feed->records[feed->record_count++].content;
    }
    text_unref(present);
    *present = content;
}

static inline struct message *feed_loaded(struct feed *feed, struct message *load)
{
    struct message *loaded = message_new(MSG_LOADED);
    loaded->loaded.request = load->load.request;
    loaded->loaded.failed = feed->away;
    struct bytes_writer writer = {0};
    const char *names = text_bytes(load->load.names), *end = names + text_length(load->load.names);
    for (; names < end; names += strlen(names) + 1) {
        struct text **content = feed_record(feed, names);
        put_u8(&writer, content != NULL);
        if (content != NULL)
            put_text(&writer, *content);
    }
    if (!feed->away)
        loaded->loaded.records = bytes_text(&writer);
    bytes_free(&writer);
    message_free(&load);
    return loaded;
}

static inline struct message *feed_saved(struct feed *feed, struct message *save)
{
    struct message *saved = message_new(MSG_SAVED);
    saved->saved.request = save->save.request;
    saved->saved.failed = feed->away;
    struct bytes_reader reader = bytes_read(text_bytes(save->save.records), text_length(save->save.records));
    while (bytes_left(&reader) > 0 && !feed->away) {
        char name[KEY_SIZE];
        take_string(&reader, name, sizeof name);
        feed_store(feed, name, take_text(&reader, 1 << 20));
        assert_false(reader.failed);
    }
    message_free(&save);
    return saved;
}

/* The next emission must be a request to the store, which answers it. */
__attribute__((unused)) ZONE_THREAD static void feed_store_answers(struct feed *feed, enum message_type type)
{
    struct message *request = feed_take(feed, type);
    feed_give(feed, type == MSG_LOAD ? feed_loaded(feed, request) : feed_saved(feed, request));
}

/* Lets the store and the zone itself answer what is asked of them until that is all; the rest stays, in order. */
__attribute__((unused)) ZONE_THREAD static void feed_run(struct feed *feed)
{
    struct message_list rest = {0};
    struct message *message;
    while ((message = message_list_take(&feed->zone->out)) != NULL) {
        if (message->type == MSG_LOAD)
            feed_give(feed, feed_loaded(feed, message));
        else if (message->type == MSG_SAVE)
            feed_give(feed, feed_saved(feed, message));
        else if ((message->type == MSG_ASK || message->type == MSG_ANSWER) && zone_same(message->to, feed->zone->id))
            feed_give(feed, message);
        else
            message_list_add(&rest, message);
    }
    feed->zone->out = rest;
}

/* -- state as bytes -- */

/* Encodes, decodes into a fresh zone, encodes that: the bytes must be the same.  Gives the copy. */
__attribute__((unused)) MAIN_THREAD static struct zone *feed_copy(const struct feed *feed)
{
    struct bytes_writer first = {0}, second = {0};
    zone_encode(feed->zone, &first);
    struct zone *copy = zone_new(&feed->setting, feed->zone->id);
    struct bytes_reader reader = bytes_read(first.bytes, first.length);
    assert_true(zone_decode(copy, &reader));
    assert_int_equal(bytes_left(&reader), 0);
    zone_encode(copy, &second);
    assert_int_equal(first.length, second.length);
    assert_memory_equal(first.bytes, second.bytes, first.length);
    bytes_free(&first);
    bytes_free(&second);
    return copy;
}

/* Every shortened state must be refused, none may crash. */
__attribute__((unused)) MAIN_THREAD static void feed_damage(const struct feed *feed)
{
    struct bytes_writer writer = {0};
    zone_encode(feed->zone, &writer);
    for (size_t length = 0; length < writer.length; length++) {
        struct zone *copy = zone_new(&feed->setting, feed->zone->id);
        struct bytes_reader reader = bytes_read(writer.bytes, length);
        assert_false(zone_decode(copy, &reader));
        zone_free(&copy);
    }
    bytes_free(&writer);
}

#endif
