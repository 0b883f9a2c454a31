/* tests/zones/test_registry.c -- accounts, names and presence, with races and a store that goes away.
 *
 * Login and the lands are played by the test, the store by feed.h. */
#include "tests/zones/feed.h"
#include "zones/boxes.h"
#include "core/dice.h"
#include "zones/groups.h"
#include "zones/registry_state.h"

static struct feed feed;
static struct slot slots[3];

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, REGISTRY);
    for (unsigned at = 0; at < 3; at++)
        slot_begin(&slots[at], (session_id){at + 1});
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    feed_end(&feed);
    for (unsigned at = 0; at < 3; at++) {
        text_unref(&slots[at].reply);
        text_unref(&slots[at].prompt);
    }
    return 0;
}

/* -- what login does -- */

ZONE_THREAD static void ask(enum registry_request request, unsigned session, const char *account, const char *name,
                            const char *value)
{
    struct message *message = feed_message(MSG_ASK, LOGIN);
    message->ask.request = (uint8_t)request;
    message->ask.session = (session_id){session};
    snprintf(message->ask.account, NAME_SIZE, "%s", account);
    snprintf(message->ask.name, NAME_SIZE, "%s", name);
    message->ask.value = value == NULL ? NULL : text_string(value);
    if (request == REGISTRY_ENTER)
        message->ask.slot = &slots[session - 1];
    feed_give(&feed, message);
}

/* The next emission answers that session so; value NULL: do not care. */
static void answers(unsigned session, enum registry_verdict verdict, const char *value)
{
    struct message *answer = feed_take(&feed, MSG_ANSWER);
    assert_int_equal(answer->to.number, LOGIN);
    assert_int_equal(answer->answer.session.number, session);
    assert_int_equal(answer->answer.verdict, verdict);
    if (value != NULL)
        assert_non_null(strstr(text_bytes(answer->answer.value), value));
    bool slot_back = answer->answer.request == REGISTRY_ENTER && verdict != REGISTRY_YES;
    assert_ptr_equal(answer->answer.slot, slot_back ? &slots[session - 1] : NULL);
    message_free(&answer);
}

ZONE_THREAD static void make_account(const char *account)
{
    ask(REGISTRY_NEW_ACCOUNT, 1, account, "", "hash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    feed_nothing(&feed);
}

ZONE_THREAD static void make_character(const char *account, const char *name)
{
    ask(REGISTRY_NEW_CHARACTER, 1, account, name, "they");
    feed_run(&feed);
    answers(1, REGISTRY_YES, name);
    feed_nothing(&feed);
}

/* -- what a land does -- */

/* Somebody sets out into the game: his parcel, borrowed from *arrive, which the caller frees. */
static struct message *sets_out(struct parcel *parcel, const struct slot *slot)
{
    struct message *arrive = feed_take(&feed, MSG_ARRIVE);
    struct bytes_reader reader = bytes_read(text_bytes(arrive->arrive.parcels), text_length(arrive->arrive.parcels));
    assert_true(parcel_take(&reader, parcel));
    assert_int_equal(arrive->to.number, LAND);
    assert_int_equal(arrive->arrive.travellers, 1);
    assert_int_equal(arrive->arrive.flags, ARRIVE_FORCED | ARRIVE_LOGIN | ARRIVE_SUDDEN);
    assert_ptr_equal(arrive->arrive.slot, slot);
    assert_int_equal(parcel->quitting, QUIT_NOT);
    assert_int_equal(parcel->linkless_since, 0);
    return arrive;
}

ZONE_THREAD static void admits(const struct message *arrive, bool accepted, struct slot *slot)
{
    struct message *admitted = feed_message(MSG_ADMITTED, LAND);
    admitted->admitted.convoy = arrive->arrive.convoy;
    admitted->admitted.accepted = accepted;
    admitted->admitted.slot = slot;
    admitted->admitted.reason = accepted ? NULL : text_string("No room.");
    feed_give(&feed, admitted);
}

/* Ada of `love` enters with session and is let in; the parcel stays readable until the message is freed. */
ZONE_THREAD static struct message *enters(unsigned session, struct parcel *parcel)
{
    ask(REGISTRY_ENTER, session, "love", "Ada", NULL);
    feed_run(&feed);
    struct message *arrive = sets_out(parcel, &slots[session - 1]);
    answers(session, REGISTRY_YES, NULL);
    feed_nothing(&feed);
    admits(arrive, true, NULL);
    feed_nothing(&feed);
    return arrive;
}

ZONE_THREAD static void comes_home(const struct parcel *parcel, struct slot *slot)
{
    struct bytes_writer writer = {0};
    parcel_put(&writer, parcel);
    struct message *arrive = feed_message(MSG_ARRIVE, LAND);
    arrive->arrive.convoy = 1;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_QUIT;
    arrive->arrive.parcels = bytes_text(&writer);
    arrive->arrive.slot = slot;
    bytes_free(&writer);
    feed_give(&feed, arrive);
}

static void says_goodbye(const char *words)
{
    struct message *withdraw = feed_take(&feed, MSG_WITHDRAW);
    assert_string_equal(withdraw->withdraw.name, "Ada");
    message_free(&withdraw);
    struct message *reply = feed_take(&feed, MSG_REPLY);
    assert_int_equal(reply->reply.slot->next, NEXT_CLOSE);
    assert_non_null(strstr(text_bytes(reply->reply.slot->reply), words));
    struct message *admitted = feed_take(&feed, MSG_ADMITTED);
    assert_int_equal(admitted->admitted.accepted, 1);
    message_free(&admitted);
    feed_nothing(&feed);
}

/* Ada quits after a change that only her parcel knows: her body now reads "changed". */
ZONE_THREAD static void quits(struct parcel *parcel, uint8_t dirty)
{
    static const char changed[] = "changed";
    parcel->part[PART_BODY] = (const uint8_t *)changed;
    parcel->length[PART_BODY] = sizeof changed;
    parcel->dirty = dirty;
    parcel->quitting = QUIT_ASKED;
    comes_home(parcel, &slots[0]);
    says_goodbye("Until the next time, Ada.");
}

ZONE_THREAD static unsigned cut(uint64_t epoch)
{
    struct message *message = message_new(MSG_CUT);
    message->cut.epoch = epoch;
    feed_give(&feed, message);
    unsigned records = 0;
    while (feed.zone->out.first != NULL) {
        struct message *record = feed_take(&feed, MSG_RECORD);
        feed_store(&feed, record->record.name, text_ref(record->record.content));
        message_free(&record);
        records++;
    }
    assert_int_equal(feed.zone->holders.dirty, 0);
    return records;
}

ZONE_THREAD static void durable(uint64_t epoch)
{
    struct message *message = message_new(MSG_DURABLE);
    message->durable.epoch = epoch;
    feed_give(&feed, message);
    feed_nothing(&feed);
}

ZONE_THREAD static void ada_exists(void)
{
    make_account("love");
    make_character("love", "Ada");
}

/* -- accounts -- */

ZONE_THREAD static void test_account_is_saved_before_it_is_told(void **state)
{
    (void)state;
    ask(REGISTRY_NEW_ACCOUNT, 1, "Love", "", "hash");
    feed_store_answers(&feed, MSG_LOAD);
    struct message *save = feed_take(&feed, MSG_SAVE);
    feed_nothing(&feed);
    ask(REGISTRY_FIND_ACCOUNT, 2, "love", "", NULL);        /* it cannot be said yet */
    feed_nothing(&feed);
    feed_give(&feed, feed_saved(&feed, save));
    answers(1, REGISTRY_YES, NULL);
    answers(2, REGISTRY_YES, "hash");
    assert_non_null(feed_record(&feed, "account:love"));
    ask(REGISTRY_FIND_ACCOUNT, 1, "lOVe", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_YES, "hash");
    ask(REGISTRY_FIND_ACCOUNT, 1, "other", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
}

ZONE_THREAD static void test_two_make_one_account(void **state)
{
    (void)state;
    ask(REGISTRY_NEW_ACCOUNT, 1, "love", "", "first");
    ask(REGISTRY_NEW_ACCOUNT, 2, "love", "", "second");
    feed_store_answers(&feed, MSG_LOAD);
    struct message *save = feed_take(&feed, MSG_SAVE);
    answers(2, REGISTRY_NO, "just been taken");
    feed_give(&feed, feed_saved(&feed, save));
    answers(1, REGISTRY_YES, NULL);
    ask(REGISTRY_FIND_ACCOUNT, 2, "love", "", NULL);
    feed_run(&feed);
    answers(2, REGISTRY_YES, "first");
}

ZONE_THREAD static void test_store_away(void **state)
{
    (void)state;
    feed.away = true;
    ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);
    ask(REGISTRY_CHARACTERS, 2, "love", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, NULL);
    answers(2, REGISTRY_AWAY, NULL);
    feed.away = false;
    ask(REGISTRY_NEW_ACCOUNT, 1, "love", "", "hash");
    feed_store_answers(&feed, MSG_LOAD);
    feed.away = true;
    ask(REGISTRY_FIND_ACCOUNT, 2, "love", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, NULL);
    answers(2, REGISTRY_AWAY, NULL);
    feed.away = false;
    ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);        /* nothing was kept */
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
}

ZONE_THREAD static void test_too_many_wait(void **state)
{
    (void)state;
    for (unsigned at = 0; at < 16; at++)
        ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);
    struct message *load = feed_take(&feed, MSG_LOAD);
    feed_nothing(&feed);
    ask(REGISTRY_FIND_ACCOUNT, 2, "love", "", NULL);
    answers(2, REGISTRY_BUSY, NULL);
    feed_give(&feed, feed_loaded(&feed, load));
    for (unsigned at = 0; at < 16; at++)
        answers(1, REGISTRY_NO, NULL);
    feed_nothing(&feed);
}

ZONE_THREAD static void test_damaged_account(void **state)
{
    (void)state;
    feed_store(&feed, "account:love", text_string("not an account"));
    ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, "cannot be read");
    ask(REGISTRY_NEW_ACCOUNT, 1, "love", "", "hash");       /* and nobody can make it anew over that */
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, "cannot be read");
    struct message *unasked = message_new(MSG_SAVED);
    unasked->saved.request = 4711;
    feed_give(&feed, unasked);
    feed_nothing(&feed);
}

/* -- characters -- */

ZONE_THREAD static void test_character_is_one_save(void **state)
{
    (void)state;
    make_account("love");
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "Ada", "she");
    struct message *load = feed_take(&feed, MSG_LOAD);      /* the account, forgotten meanwhile */
    feed_give(&feed, feed_loaded(&feed, load));
    struct message *reserve = feed_take(&feed, MSG_ASK);
    assert_int_equal(reserve->ask.request, REGISTRY_RESERVE_NAME);
    assert_int_equal(reserve->to.number, REGISTRY);
    feed_give(&feed, reserve);
    ask(REGISTRY_NEW_CHARACTER, 2, "love", "Bob", "he");    /* one at a time */
    feed_store_answers(&feed, MSG_LOAD);
    answers(2, REGISTRY_BUSY, NULL);
    feed_store_answers(&feed, MSG_SAVE);
    struct message *reserved = feed_take(&feed, MSG_ANSWER);
    feed_give(&feed, reserved);
    assert_null(feed_record(&feed, "place:ada"));
    feed_store_answers(&feed, MSG_SAVE);
    answers(1, REGISTRY_YES, "Ada\n");
    assert_non_null(feed_record(&feed, "place:ada"));
    assert_non_null(feed_record(&feed, "body:ada"));
    assert_non_null(feed_record(&feed, "holdings:ada"));
    assert_non_null(feed_record(&feed, "name:ada"));
    feed_nothing(&feed);
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada\n");
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "aDA", "she");
    feed_run(&feed);
    answers(1, REGISTRY_NO, "already");
}

ZONE_THREAD static void test_two_make_one_name(void **state)
{
    (void)state;
    make_account("love");
    make_account("hate");
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "Ada", "she");
    ask(REGISTRY_NEW_CHARACTER, 2, "hate", "ADA", "she");
    feed_run(&feed);
    answers(2, REGISTRY_NO, "just taking");
    answers(1, REGISTRY_YES, "Ada");
    ask(REGISTRY_NEW_CHARACTER, 2, "hate", "Ada", "she");
    feed_run(&feed);
    answers(2, REGISTRY_NO, "taken");
    feed_nothing(&feed);
}

ZONE_THREAD static void test_too_many_characters(void **state)
{
    (void)state;
    feed.options.account_characters_max = 1;
    ada_exists();
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "Bob", "he");
    feed_run(&feed);
    answers(1, REGISTRY_FULL, NULL);
    assert_null(feed_record(&feed, "name:bob"));
}

/* The name was saved, the character was not: who tries again gets both, with the id that was written down. */
ZONE_THREAD static void test_half_made_character(void **state)
{
    (void)state;
    make_account("love");
    make_account("hate");
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "Ada", "she");
    while (feed_record(&feed, "name:ada") == NULL) {
        struct message *message = message_list_take(&feed.zone->out);
        feed_give(&feed, message->type == MSG_LOAD ? feed_loaded(&feed, message)
                  : message->type == MSG_SAVE ? feed_saved(&feed, message) : message);
    }
    feed.away = true;
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    assert_null(feed_record(&feed, "body:ada"));
    struct bytes_reader reader = bytes_read(text_bytes(*feed_record(&feed, "name:ada")),
                                            text_length(*feed_record(&feed, "name:ada")));
    char owner[NAME_SIZE];
    take_u8(&reader);
    take_string(&reader, owner, sizeof owner);
    entity_id id = take_entity(&reader);
    ask(REGISTRY_NEW_CHARACTER, 2, "hate", "Ada", "she");
    feed_run(&feed);
    answers(2, REGISTRY_NO, "taken");
    make_character("love", "Ada");
    struct parcel parcel;
    struct message *arrive = enters(1, &parcel);
    assert_true(entity_same(parcel.who, id));
    message_free(&arrive);
}

/* -- entering -- */

ZONE_THREAD static void test_enter(void **state)
{
    (void)state;
    ada_exists();
    ask(REGISTRY_ENTER, 2, "love", "Cid", NULL);
    feed_run(&feed);
    answers(2, REGISTRY_NO, "no character");
    struct parcel parcel;
    struct message *arrive = enters(2, &parcel);
    assert_int_equal(arrive->arrive.room.number, TEMPLE_ROOM);
    assert_string_equal(parcel.name, "Ada");
    assert_string_equal(parcel.account, "love");
    assert_int_equal(parcel.session.number, 2);
    assert_int_equal(parcel.generation, 1);
    assert_int_equal(parcel.version, 1);
    assert_int_equal(parcel.dirty, 0);
    for (unsigned part = 0; part < PARCEL_PARTS; part++)
        assert_true(parcel.length[part] > 0);
    message_free(&arrive);
}

ZONE_THREAD static void test_enter_without_records(void **state)
{
    (void)state;
    ada_exists();
    feed.away = false;
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);                    /* the account */
    feed.away = true;
    feed_run(&feed);                                        /* the parts */
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    snprintf(feed.records[feed.record_count - 1].name, KEY_SIZE, "lost");
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_NO, "is missing");
    feed_nothing(&feed);
}

ZONE_THREAD static void test_enter_twice(void **state)
{
    (void)state;
    make_account("love");
    make_character("love", "Bob");
    make_character("love", "Ada");
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);            /* while her parts are loaded */
    struct message *load = feed_take(&feed, MSG_LOAD);
    answers(2, REGISTRY_BUSY, NULL);
    feed_give(&feed, feed_loaded(&feed, load));
    struct parcel parcel;
    struct message *arrive = sets_out(&parcel, &slots[0]);
    answers(1, REGISTRY_YES, NULL);

    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);            /* while she travels: behind her, to her land */
    struct message *takeover = feed_take(&feed, MSG_TAKEOVER);
    assert_int_equal(takeover->to.number, LAND);
    assert_true(entity_same(takeover->about, parcel.who));
    assert_int_equal(takeover->takeover.session.number, 2);
    assert_true(takeover->takeover.generation > parcel.generation);
    assert_ptr_equal(takeover->takeover.slot, &slots[1]);
    uint32_t generation = takeover->takeover.generation;
    message_free(&takeover);
    answers(2, REGISTRY_YES, NULL);

    admits(arrive, true, NULL);
    ask(REGISTRY_ENTER, 3, "love", "Ada", NULL);            /* while she plays: to wherever she is */
    takeover = feed_take(&feed, MSG_TAKEOVER);
    assert_int_equal(takeover->to.number, 0);
    assert_true(entity_same(takeover->about, parcel.who));
    assert_int_equal(takeover->takeover.generation, generation + 1);
    message_free(&takeover);
    answers(3, REGISTRY_YES, NULL);

    ask(REGISTRY_ENTER, 1, "love", "Bob", NULL);
    answers(1, REGISTRY_NO, "Ada is in the game already");
    message_free(&arrive);
}

/* A land that could not let her in sends her back: she rests, and can try again. */
ZONE_THREAD static void test_turned_back(void **state)
{
    (void)state;
    ada_exists();
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_run(&feed);
    struct parcel parcel;
    struct message *arrive = sets_out(&parcel, &slots[0]);
    answers(1, REGISTRY_YES, NULL);
    admits(arrive, false, &slots[0]);
    message_free(&arrive);
    struct message *withdraw = feed_take(&feed, MSG_WITHDRAW);
    message_free(&withdraw);
    feed_take(&feed, MSG_REPLY);
    assert_non_null(strstr(text_bytes(slots[0].reply), "No room."));
    assert_int_equal(slots[0].next, NEXT_CLOSE);
    feed_nothing(&feed);
    arrive = enters(2, &parcel);
    message_free(&arrive);
}

/* -- leaving -- */

ZONE_THREAD static void test_return_before_durable(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel, again;
    struct message *arrive = enters(1, &parcel);
    quits(&parcel, 1u << PART_BODY);
    message_free(&arrive);
    assert_true(feed.zone->has_savers);
    assert_int_equal(feed.zone->holders.dirty, 2);                  /* her body, and the place that makes a cut certain */

    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);            /* nothing is loaded: memory has the newest */
    arrive = sets_out(&again, &slots[1]);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    assert_int_equal(again.session.number, 2);
    assert_int_equal(again.generation, 2);
    assert_int_equal(again.dirty, 1u << PART_BODY | 1u << PART_PLACE);
    answers(2, REGISTRY_YES, NULL);
    feed_nothing(&feed);
    assert_int_equal(cut(5), 2);                            /* the stub writes what she has not had written yet */
    admits(arrive, true, NULL);
    assert_int_equal(feed.zone->holders.dirty, 0);
    message_free(&arrive);
}

ZONE_THREAD static void test_return_between_cut_and_durable(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel, again;
    struct message *arrive = enters(1, &parcel);
    quits(&parcel, 1u << PART_BODY);
    message_free(&arrive);
    assert_int_equal(cut(5), 2);
    feed_store(&feed, "body:ada", text_string("of the store"));
    durable(4);                                             /* an older cut proves nothing */
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);
    arrive = sets_out(&again, &slots[1]);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    assert_int_equal(again.dirty, 0);
    answers(2, REGISTRY_YES, NULL);
    admits(arrive, true, NULL);
    message_free(&arrive);
    feed_nothing(&feed);
}

ZONE_THREAD static void test_return_after_durable(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel, again;
    uint64_t empty = zone_hash(feed.zone);
    struct message *arrive = enters(1, &parcel);
    quits(&parcel, 1u << PART_BODY);
    message_free(&arrive);
    assert_int_equal(cut(5), 2);
    durable(5);
    assert_false(feed.zone->has_savers);
    assert_true(empty != zone_hash(feed.zone));
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);                    /* the account was forgotten, too */
    feed_store_answers(&feed, MSG_LOAD);
    arrive = sets_out(&again, &slots[1]);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    answers(2, REGISTRY_YES, NULL);
    message_free(&arrive);
}

/* All of her was given to an earlier cut, which may not be in the store yet: she must not be forgotten. */
ZONE_THREAD static void test_quit_with_nothing_to_write(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel, again;
    struct message *arrive = enters(1, &parcel);
    quits(&parcel, 0);
    message_free(&arrive);
    durable(4);
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);
    arrive = sets_out(&again, &slots[1]);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    answers(2, REGISTRY_YES, NULL);
    message_free(&arrive);
}

ZONE_THREAD static void test_another_character_while_one_rests(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    struct parcel parcel;
    struct message *arrive = enters(1, &parcel);
    quits(&parcel, 0);
    message_free(&arrive);
    ask(REGISTRY_ENTER, 2, "love", "Bob", NULL);
    feed_run(&feed);
    arrive = sets_out(&parcel, &slots[1]);
    assert_string_equal(parcel.name, "Bob");
    answers(2, REGISTRY_YES, NULL);
    message_free(&arrive);
    ask(REGISTRY_ENTER, 3, "love", "Ada", NULL);
    answers(3, REGISTRY_NO, "Bob is in the game already");
    cut(5);
    durable(5);
}

ZONE_THREAD static struct message *takeover_for(entity_id who, unsigned session, uint32_t generation)
{
    struct message *takeover = feed_message(MSG_TAKEOVER, REGISTRY);
    takeover->about = who;
    takeover->takeover.session = (session_id){session};
    takeover->takeover.generation = generation;
    takeover->takeover.slot = &slots[session - 1];
    return takeover;
}

/* From here on the zone is a copy of itself. */
MAIN_THREAD ZONE_THREAD static void copy_goes_on(void)
{
    struct zone *copy = feed_copy(&feed);
    message_list_join(&copy->out, &feed.zone->out);
    zone_free(&feed.zone);
    feed.zone = copy;
}

/* The take-over followed her home: it becomes an entering.  An older one is told so. */
MAIN_THREAD ZONE_THREAD static void test_takeover_finds_her_at_rest(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel, again;
    struct message *arrive = enters(1, &parcel);
    for (unsigned session = 2; session <= 3; session++) {
        ask(REGISTRY_ENTER, session, "love", "Ada", NULL);
        struct message *takeover = feed_take(&feed, MSG_TAKEOVER);
        message_free(&takeover);
        answers(session, REGISTRY_YES, NULL);
    }
    quits(&parcel, 0);
    copy_goes_on();                                         /* a copy knows the latest grant, too */
    feed_give(&feed, takeover_for(parcel.who, 2, 2));
    feed_take(&feed, MSG_REPLY);
    assert_int_equal(slots[1].next, NEXT_CLOSE);
    feed_nothing(&feed);
    feed_give(&feed, takeover_for(parcel.who, 3, 3));
    message_free(&arrive);
    arrive = sets_out(&again, &slots[2]);
    assert_int_equal(again.session.number, 3);
    assert_int_equal(again.generation, 4);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    message_free(&arrive);
    feed_nothing(&feed);
}

/* Without a connection: nobody is answered, the group is left, other mail is lost. */
ZONE_THREAD static void test_linkless_quit(void **state)
{
    (void)state;
    ada_exists();
    struct parcel parcel;
    struct message *arrive = enters(1, &parcel);
    parcel.quitting = QUIT_LINKLESS;
    parcel.linkless_since = 5;
    parcel.group = (entity_id){7, GROUPS, 1};
    comes_home(&parcel, NULL);
    struct message *message = feed_take(&feed, MSG_WITHDRAW);
    message_free(&message);
    message = feed_take(&feed, MSG_GROUP_ASK);
    assert_int_equal(message->to.number, GROUPS);
    assert_int_equal(message->group_ask.request, GROUP_LEAVE);
    message_free(&message);
    message = feed_take(&feed, MSG_ADMITTED);
    message_free(&message);
    feed_nothing(&feed);

    message = message_new(MSG_HANGUP);
    message->about = parcel.who;
    feed_give(&feed, message);
    feed_nothing(&feed);
    message = feed_message(MSG_GROUPED, GROUPS);
    message->about = parcel.who;
    feed_give(&feed, message);
    message = feed_take(&feed, MSG_LOST);
    assert_int_equal(message->to.number, GROUPS);
    message_free(&message);
    slots[1].who = parcel.who;
    feed_give(&feed, slot_ask(&slots[1], (zone_id){REGISTRY}));
    feed_take(&feed, MSG_REPLY);
    assert_int_equal(slots[1].next, NEXT_CLOSE);
    message_free(&arrive);
}

/* -- what changes an account -- */

/* The account as the store has it, to look at. */
static void stored(struct account *account)
{
    *account = (struct account){ .name = "love" };
    struct text **content = feed_record(&feed, "account:love");
    assert_non_null(content);
    assert_true(account_take_record(account, *content));
}

static void stored_end(struct account *account)
{
    text_unref(&account->hash);
    memory_free(account->characters);
}

ZONE_THREAD static void test_delete(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Cid", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_NO, "no character");
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "aDA", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    feed_store_answers(&feed, MSG_LOAD);                    /* what she has ends with her */
    struct message *save = feed_take(&feed, MSG_SAVE);
    feed_nothing(&feed);                                    /* nothing is told, nothing is gone before it is written */
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);            /* nor does anybody enter who may be gone */
    answers(2, REGISTRY_BUSY, NULL);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Bob", NULL);
    answers(2, REGISTRY_BUSY, NULL);
    assert_non_null(feed_record(&feed, "name:ada"));
    feed_give(&feed, feed_saved(&feed, save));
    answers(1, REGISTRY_YES, "Bob\n");
    static const char *const records[] = { "place:ada", "body:ada", "holdings:ada", "name:ada" };
    for (size_t at = 0; at < sizeof records / sizeof records[0]; at++) {
        assert_null(feed_record(&feed, records[at]));
        assert_non_null(feed_place(&feed, records[at]));    /* a tombstone */
    }
    assert_non_null(feed_record(&feed, "body:bob"));
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_NO, "no character");
    make_account("hate");                                   /* anybody may take the name */
    make_character("hate", "Ada");
}

/* -- what a deleted one had -- */

static void owns(const char *record, int64_t carried, int64_t bank)
{
    struct bytes_writer writer = {0};
    put_u8(&writer, 2);
    put_u8(&writer, 0);
    put_i64(&writer, carried);
    put_i64(&writer, bank);
    put_u32(&writer, 0);
    feed_store(&feed, record, bytes_text(&writer));
    bytes_free(&writer);
}

/* By the record of the registry's books; -1 for none. */
static int64_t farewells(void)
{
    struct books books;
    struct text **content = feed_record(&feed, "books:registry.1");
    if (content == NULL)
        return -1;
    struct bytes_reader reader = bytes_read(text_bytes(*content), text_length(*content));
    assert_true(books_take(&reader, &books));
    return books.flows[FLOW_FAREWELL];
}

/* Tombstones and books are one SAVE; two such are never under way together, as both would be of the same books. */
MAIN_THREAD ZONE_THREAD static void test_farewell(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    make_account("hate");
    make_character("hate", "Cid");
    assert_int_equal(farewells(), -1);                      /* a newborn's coins are his land's to give */
    owns("holdings:ada", 70, 1000);
    owns("holdings:cid", 5, 0);
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    feed_store_answers(&feed, MSG_LOAD);
    struct message *save = feed_take(&feed, MSG_SAVE);
    ask(REGISTRY_DELETE_CHARACTER, 2, "hate", "Cid", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    feed_store_answers(&feed, MSG_LOAD);
    answers(2, REGISTRY_BUSY, "try again");
    struct zone *copy = feed_copy(&feed);
    zone_free(&copy);
    feed_give(&feed, feed_saved(&feed, save));
    answers(1, REGISTRY_YES, "Bob\n");
    assert_int_equal(farewells(), 1070);
    assert_int_equal(feed.zone->holders.dirty, 0);                  /* the cut has nothing to do with it */
    ask(REGISTRY_DELETE_CHARACTER, 2, "hate", "Cid", NULL);
    feed_run(&feed);
    answers(2, REGISTRY_YES, NULL);
    assert_int_equal(farewells(), 1075);
}

/* What was not written is not booked, and the next deletion begins from what is true. */
ZONE_THREAD static void test_farewell_fails(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    owns("holdings:ada", 70, 0);
    feed_store(&feed, "holdings:bob", text_new("\3", 1));   /* damaged: he can go all the same */
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    feed_store_answers(&feed, MSG_LOAD);
    feed.away = true;
    feed_store_answers(&feed, MSG_SAVE);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    assert_int_equal(farewells(), -1);
    assert_int_equal(feed.zone->books.flows[FLOW_FAREWELL], 0);
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Bob", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada\n");
    assert_int_equal(farewells(), 0);
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    assert_int_equal(farewells(), 70);
}

/* The store did not answer: all is as it was. */
ZONE_THREAD static void test_delete_fails(void **state)
{
    (void)state;
    ada_exists();
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    feed.away = true;
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    struct parcel parcel;
    struct message *arrive = enters(1, &parcel);
    message_free(&arrive);
}

/* The boxes zone answers the question about the mail of who is deleted. */
ZONE_THREAD static void box_frozen(enum box_verdict verdict, const char *names, size_t length)
{
    struct message *frozen = feed_take(&feed, MSG_BOX_ASK);
    assert_int_equal(frozen->box_ask.request, BOX_FREEZE);
    assert_string_equal(frozen->box_ask.box, "mail.ada");
    assert_int_equal(frozen->to.number, feed.setting.boxes_first.number);
    struct message *answer = feed_message(MSG_BOX_ANSWER, frozen->to.number);
    answer->box_answer.request = BOX_FREEZE;
    answer->box_answer.verdict = (uint8_t)verdict;
    memcpy(answer->box_answer.account, frozen->box_ask.account, NAME_SIZE);
    answer->box_answer.words = text_new(names, length);
    message_free(&frozen);
    feed_give(&feed, answer);
}

static void box_told(enum box_request request)
{
    struct message *told = feed_take(&feed, MSG_BOX_ASK);
    assert_int_equal(told->box_ask.request, request);
    message_free(&told);
}

/* His mail stands still first, and goes in the same SAVE. */
MAIN_THREAD ZONE_THREAD static void test_delete_with_mail(void **state)
{
    (void)state;
    static const char names[] = "box:mail.ada\0letter:mail.ada.3";
    feed.setting.boxes_count = 1;
    setting_number(&feed.setting);
    ada_exists();
    feed_store(&feed, "box:mail.ada", text_string("b"));
    feed_store(&feed, "letter:mail.ada.3", text_string("l"));
    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);            /* while it freezes */
    struct message *freeze = message_list_take(&feed.zone->out);
    answers(2, REGISTRY_BUSY, NULL);
    message_list_add(&feed.zone->out, freeze);
    box_frozen(BOX_AWAY, "", 0);
    answers(1, REGISTRY_AWAY, NULL);
    feed_nothing(&feed);

    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    box_frozen(BOX_YES, names, sizeof names);
    feed.away = true;
    feed_store_answers(&feed, MSG_LOAD);                    /* what she had cannot be asked for */
    box_told(BOX_THAW);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;

    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    box_frozen(BOX_YES, names, sizeof names);
    feed_store_answers(&feed, MSG_LOAD);
    feed.away = true;
    feed_store_answers(&feed, MSG_SAVE);
    box_told(BOX_THAW);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    assert_non_null(feed_record(&feed, "box:mail.ada"));

    ask(REGISTRY_DELETE_CHARACTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    box_frozen(BOX_YES, names, sizeof names);
    feed_store_answers(&feed, MSG_LOAD);
    feed_store_answers(&feed, MSG_SAVE);
    box_told(BOX_END);
    answers(1, REGISTRY_YES, NULL);
    assert_null(feed_record(&feed, "box:mail.ada"));
    assert_null(feed_record(&feed, "letter:mail.ada.3"));
    assert_null(feed_record(&feed, "body:ada"));
    struct message *answer = feed_message(MSG_BOX_ANSWER, LAND);   /* of nothing that was asked */
    feed_give(&feed, answer);
    feed_nothing(&feed);
}

ZONE_THREAD static void knows(enum registry_verdict verdict, const char *name)
{
    struct message *know = feed_message(MSG_ASK, feed.setting.boxes_first.number);
    know->ask.request = REGISTRY_KNOW_NAME;
    snprintf(know->ask.name, NAME_SIZE, "%s", name);
    feed_give(&feed, know);
    feed_store_answers(&feed, MSG_LOAD);
    struct message *answer = feed_take(&feed, MSG_ANSWER);
    assert_int_equal(answer->to.number, feed.setting.boxes_first.number);
    assert_int_equal(answer->answer.verdict, verdict);
    assert_string_equal(answer->answer.name, name);
    assert_true((answer->answer.value != NULL) == (verdict == REGISTRY_YES));
    message_free(&answer);
    feed_nothing(&feed);
}

ZONE_THREAD static void test_know_name(void **state)
{
    (void)state;
    feed.setting.boxes_count = 1;
    setting_number(&feed.setting);
    ada_exists();
    knows(REGISTRY_YES, "ada");
    knows(REGISTRY_NO, "bob");
    feed_store(&feed, "name:bob", text_string("rats"));
    knows(REGISTRY_NO, "bob");
    feed.away = true;
    knows(REGISTRY_AWAY, "ada");
}

ZONE_THREAD static void test_delete_who_plays_or_rests(void **state)
{
    (void)state;
    ada_exists();
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    struct message *load = feed_take(&feed, MSG_LOAD);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Ada", NULL); /* while she enters */
    answers(2, REGISTRY_NO, "Ada is in the game");
    feed_give(&feed, feed_loaded(&feed, load));
    struct parcel parcel;
    struct message *arrive = sets_out(&parcel, &slots[0]);
    answers(1, REGISTRY_YES, NULL);
    admits(arrive, true, NULL);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Ada", NULL); /* while she plays */
    answers(2, REGISTRY_NO, "Ada is in the game");
    quits(&parcel, 1u << PART_BODY);
    message_free(&arrive);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Ada", NULL); /* while a cut may still write her */
    answers(2, REGISTRY_BUSY, "has only just left");
    cut(5);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Ada", NULL);
    answers(2, REGISTRY_BUSY, "has only just left");
    durable(5);
    ask(REGISTRY_DELETE_CHARACTER, 2, "love", "Ada", NULL);
    feed_run(&feed);
    answers(2, REGISTRY_YES, NULL);
    assert_null(feed_record(&feed, "body:ada"));
}

ZONE_THREAD static void test_new_password(void **state)
{
    (void)state;
    ada_exists();
    ask(REGISTRY_NEW_TOKEN, 1, "love", "", "token");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    ask(REGISTRY_NEW_PASSWORD, 1, "love", "", "newhash");
    feed_store_answers(&feed, MSG_LOAD);
    feed.away = true;
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, NULL);
    feed.away = false;
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada\n");
    ask(REGISTRY_NEW_PASSWORD, 1, "love", "", "newhash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");        /* who was asked for the old one just before */
    feed_run(&feed);
    answers(1, REGISTRY_NO, "just been changed");
    ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);
    feed_run(&feed);
    answers(1, REGISTRY_YES, "newhash");
    ask(REGISTRY_RESUME, 1, "love", "", "token");           /* made under the old one */
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
}

ZONE_THREAD static void test_token_is_good_once(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    ask(REGISTRY_NEW_TOKEN, 1, "love", "", "token");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    ask(REGISTRY_RESUME, 1, "love", "", "other");
    ask(REGISTRY_RESUME, 1, "nobody", "", "token");
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
    answers(1, REGISTRY_NO, NULL);
    ask(REGISTRY_RESUME, 1, "love", "", "token");
    feed_store_answers(&feed, MSG_LOAD);
    struct message *save = feed_take(&feed, MSG_SAVE);
    ask(REGISTRY_RESUME, 2, "love", "", "token");           /* a race for it */
    answers(2, REGISTRY_BUSY, NULL);
    feed_nothing(&feed);                                    /* it is used up before anybody is let in */
    feed_give(&feed, feed_saved(&feed, save));
    struct account account;
    stored(&account);
    assert_int_equal(account.token_count, 0);
    stored_end(&account);
    struct message *answer = feed_take(&feed, MSG_ANSWER);
    assert_int_equal(answer->answer.verdict, REGISTRY_YES);
    assert_string_equal(text_bytes(answer->answer.value), "Ada\nBob\n");
    assert_string_equal(answer->answer.name, "Bob");        /* made last, so to be played next */
    message_free(&answer);
    ask(REGISTRY_RESUME, 2, "love", "", "token");
    feed_run(&feed);
    answers(2, REGISTRY_NO, NULL);
}

ZONE_THREAD static void test_tokens_end(void **state)
{
    (void)state;
    ada_exists();
    static const char *const tokens[] = { "one", "two", "three", "four", "five" };
    for (unsigned at = 0; at < 5; at++) {
        ask(REGISTRY_NEW_TOKEN, 1, "love", "", tokens[at]);
        feed_run(&feed);
        answers(1, REGISTRY_YES, NULL);
    }
    ask(REGISTRY_RESUME, 1, "love", "", "one");             /* the fifth took its place */
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
    feed.now += feed.options.login_token_hours * 3600000 - 100;
    ask(REGISTRY_RESUME, 1, "love", "", "five");
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada");
    feed.now += 100;
    ask(REGISTRY_RESUME, 1, "love", "", "four");
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
    ask(REGISTRY_NEW_TOKEN, 1, "love", "", "six");          /* which clears away what has expired */
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    struct account account;
    stored(&account);
    assert_int_equal(account.token_count, 1);
    assert_string_equal(account.tokens[0].hash, "six");
    stored_end(&account);
}

/* A record of version 1 knows no last one played, and no tokens. */
ZONE_THREAD static void test_first_version_of_the_record(void **state)
{
    (void)state;
    struct bytes_writer writer = {0};
    put_u8(&writer, 1);
    put_string(&writer, "love");
    put_string(&writer, "hash");
    put_i64(&writer, 1234);
    put_u16(&writer, 1);
    put_string(&writer, "Ada");
    put_entity(&writer, (entity_id){ 1, REGISTRY, 5 });
    feed_store(&feed, "account:love", bytes_text(&writer));
    bytes_free(&writer);
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada\n");
    ask(REGISTRY_NEW_TOKEN, 1, "love", "", "token");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    struct account account;
    stored(&account);
    assert_int_equal(account.created, 1234);
    assert_int_equal(account.count, 1);
    assert_int_equal(account.token_count, 1);
    stored_end(&account);
    feed_store(&feed, "account:love", text_new("\3", 1));
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");        /* of the future */
    feed_run(&feed);
    answers(1, REGISTRY_AWAY, "cannot be read");
}

/* Who played last is written down; not over a change that is just being written, but after it. */
ZONE_THREAD static void test_last_active_is_noted(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    ask(REGISTRY_ENTER, 1, "love", "Ada", NULL);
    feed_store_answers(&feed, MSG_LOAD);
    struct message *parts = feed_take(&feed, MSG_LOAD);
    ask(REGISTRY_NEW_TOKEN, 2, "love", "", "token");
    struct message *save = feed_take(&feed, MSG_SAVE);
    feed_give(&feed, feed_loaded(&feed, parts));
    struct parcel parcel;
    struct message *arrive = sets_out(&parcel, &slots[0]);  /* nothing is written before she sets out */
    message_free(&arrive);
    answers(1, REGISTRY_YES, NULL);
    feed_give(&feed, feed_saved(&feed, save));
    answers(2, REGISTRY_YES, NULL);
    feed_store_answers(&feed, MSG_SAVE);
    struct account account;
    stored(&account);
    assert_string_equal(account.active, "Ada");
    assert_int_equal(account.token_count, 1);
    stored_end(&account);
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");
    struct message *answer = feed_take(&feed, MSG_ANSWER);
    assert_string_equal(answer->answer.name, "Ada");
    message_free(&answer);
}

ZONE_THREAD static void finds(enum registry_verdict verdict)
{
    ask(REGISTRY_FIND_ACCOUNT, 1, "love", "", NULL);
    feed_run(&feed);
    answers(1, verdict, NULL);
}

/* As many tries as there are, counted while they are under way; a right one makes up for all. */
MAIN_THREAD ZONE_THREAD static void test_tries(void **state)
{
    (void)state;
    ada_exists();
    int64_t tries = feed.options.login_tries_per_account;
    for (int64_t at = 0; at < tries; at++)
        finds(REGISTRY_YES);
    finds(REGISTRY_WAIT);
    copy_goes_on();
    finds(REGISTRY_WAIT);
    ask(REGISTRY_RETURN_TRY, 1, "LOVE", "", NULL);
    feed_nothing(&feed);
    finds(REGISTRY_YES);
    finds(REGISTRY_WAIT);
    feed.now += feed.options.login_tries_refill_s * 1000;
    finds(REGISTRY_YES);
    finds(REGISTRY_WAIT);
    ask(REGISTRY_CHARACTERS, 1, "love", "", "hash");
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    for (int64_t at = 0; at < tries; at++)
        finds(REGISTRY_YES);
    finds(REGISTRY_WAIT);
    ask(REGISTRY_FIND_ACCOUNT, 1, "hate", "", NULL);        /* of no account nothing is counted */
    feed_run(&feed);
    answers(1, REGISTRY_NO, NULL);
}

/* -- races -- */

/* Two connections, one account, and everything under way in any order: mail from and to the one land, answers of
 * the store, cuts. */
enum { RACES = 10000, RACERS = 2 };

struct contest {
    struct dice         dice;
    struct message_list store;      /* requests not yet answered: in order, as the store does it */
    struct message_list to_land;    /* in order, as a sender's mail is */
    struct message_list to_registry;
    bool                here;       /* the body is in the land */
    entity_id           who;
    session_id          session;    /* whose it is */
    uint32_t            generation;
    struct text        *parcel;
    uint64_t            epoch, written;
    unsigned            waiting;    /* slots out */
};

static void slot_back(struct contest *race, struct slot *slot)
{
    text_unref(&slot->reply);
    text_unref(&slot->prompt);
    text_unref(&slot->next_secret);
    race->waiting--;
}

/* Every body there is: in the land, and on the way there; who is on the way home is one too. */
static unsigned bodies(const struct contest *race)
{
    unsigned count = race->here;
    const struct message_list *ways[] = { &race->to_land, &race->to_registry };
    for (unsigned way = 0; way < 2; way++)
        for (const struct message *message = ways[way]->first; message != NULL; message = message->next)
            count += message->type == MSG_ARRIVE;
    return count;
}

/* What the registry said goes where it is meant to. */
static void race_sort(struct contest *race)
{
    struct message *message;
    while ((message = message_list_take(&feed.zone->out)) != NULL) {
        switch (message->type) {
        case MSG_LOAD: case MSG_SAVE:
            message_list_add(&race->store, message);
            break;
        case MSG_ARRIVE: case MSG_TAKEOVER: case MSG_ADMITTED:
            message_list_add(&race->to_land, message);
            break;
        case MSG_REPLY:
            slot_back(race, message->reply.slot);
            break;
        case MSG_RECORD:
            feed_store(&feed, message->record.name, text_ref(message->record.content));
            message_free(&message);
            break;
        case MSG_ANSWER:
            if (message->answer.slot != NULL)
                slot_back(race, message->answer.slot);
            message_free(&message);
            break;
        default:
            message_free(&message);
        }
    }
    assert_true(bodies(race) <= 1);
}

ZONE_THREAD static void race_give(struct contest *race, struct message *message)
{
    feed_give(&feed, message);
    race_sort(race);
}

ZONE_THREAD static void race_enters(struct contest *race, unsigned session)
{
    race->waiting++;
    ask(REGISTRY_ENTER, session, "love", dice_below(&race->dice, 4) == 0 ? "Bob" : "Ada", NULL);
    race_sort(race);
}

ZONE_THREAD static void race_store(struct contest *race)
{
    struct message *request = message_list_take(&race->store);
    if (request != NULL)
        race_give(race, request->type == MSG_LOAD ? feed_loaded(&feed, request) : feed_saved(&feed, request));
}

/* The land lets in, or not; a take-over finds its body, or follows it home. */
static void land_hears(struct contest *race)
{
    struct message *message = message_list_take(&race->to_land);
    if (message == NULL)
        return;
    if (message->type == MSG_ARRIVE) {
        struct bytes_reader reader = bytes_read(text_bytes(message->arrive.parcels), text_length(message->arrive.parcels));
        struct parcel parcel;
        assert_true(parcel_take(&reader, &parcel));
        assert_false(race->here);
        bool full = dice_below(&race->dice, 5) == 0;
        struct message *admitted = feed_message(MSG_ADMITTED, LAND);
        admitted->admitted.convoy = message->arrive.convoy;
        admitted->admitted.accepted = !full;
        admitted->admitted.reason = full ? text_string("No room.") : NULL;
        if (full)
            admitted->admitted.slot = message->arrive.slot;
        else {
            race->here = true;
            race->who = parcel.who;
            race->session = parcel.session;
            race->generation = parcel.generation;
            text_unref(&race->parcel);
            race->parcel = text_ref(message->arrive.parcels);
            slot_back(race, message->arrive.slot);
        }
        message_list_add(&race->to_registry, admitted);
    } else if (message->type == MSG_TAKEOVER && race->here && entity_same(race->who, message->about)) {
        assert_true(message->takeover.generation != race->generation);
        if (message->takeover.generation > race->generation) {   /* else an older one, which is told so */
            race->session = message->takeover.session;
            race->generation = message->takeover.generation;
        }
        slot_back(race, message->takeover.slot);
    } else if (message->type == MSG_TAKEOVER) {
        message_list_add(&race->to_registry, message);
        return;
    }
    message_free(&message);
}

static void land_quits(struct contest *race)
{
    if (!race->here)
        return;
    struct bytes_reader reader = bytes_read(text_bytes(race->parcel), text_length(race->parcel));
    struct parcel parcel;
    assert_true(parcel_take(&reader, &parcel));
    parcel.session = race->session;
    parcel.generation = race->generation;
    parcel.quitting = QUIT_LINKLESS;
    parcel.linkless_since = 1;
    parcel.version++;
    parcel.dirty = 1u << PART_BODY;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &parcel);
    struct message *arrive = feed_message(MSG_ARRIVE, LAND);
    arrive->arrive.convoy = 1;
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_QUIT;
    arrive->arrive.parcels = bytes_text(&writer);
    bytes_free(&writer);
    race->here = false;
    message_list_add(&race->to_registry, arrive);
}

ZONE_THREAD static void race_cut(struct contest *race)
{
    struct message *message = message_new(race->written < race->epoch ? MSG_DURABLE : MSG_CUT);
    if (message->type == MSG_DURABLE)
        message->durable.epoch = race->written = race->epoch;
    else
        message->cut.epoch = ++race->epoch;
    race_give(race, message);
}

ZONE_THREAD static void race_step(struct contest *race)
{
    struct message *message;
    switch (dice_below(&race->dice, 7)) {
    case 0: case 1:
        race_store(race);
        break;
    case 2: case 3:
        land_hears(race);
        break;
    case 4:
        if ((message = message_list_take(&race->to_registry)) != NULL)
            race_give(race, message);
        break;
    case 5:
        land_quits(race);
        break;
    default:
        race_cut(race);
    }
    race_sort(race);
}

/* Both connections must be answered in the end, with nobody left behind anywhere. */
ZONE_THREAD static void race_run(struct contest *race)
{
    unsigned entered = 0, late = dice_below(&race->dice, 8);
    for (unsigned step = 0; entered < RACERS || race->waiting > 0 || race->store.first != NULL || race->to_land.first != NULL
         || race->to_registry.first != NULL; step++) {
        assert_true(step < 10000);
        if (entered == 0 || (entered < RACERS && step >= late))
            race_enters(race, ++entered);
        race_step(race);
    }
}

ZONE_THREAD static void test_two_logins_race(void **state)
{
    (void)state;
    ada_exists();
    make_character("love", "Bob");
    struct contest race = {0};
    dice_seed(&race.dice, 3);
    for (unsigned at = 0; at < RACES; at++) {
        race_run(&race);
        if (dice_below(&race.dice, 2) == 0)                 /* the next two find somebody in the game, or nobody */
            land_quits(&race);
    }
    text_unref(&race.parcel);
}

/* -- bytes -- */

MAIN_THREAD ZONE_THREAD static void test_bytes(void **state)
{
    (void)state;
    copy_goes_on();
    ask(REGISTRY_NEW_ACCOUNT, 1, "love", "", "hash");
    ask(REGISTRY_FIND_ACCOUNT, 2, "love", "", NULL);
    copy_goes_on();                                         /* loading, two wait */
    feed_store_answers(&feed, MSG_LOAD);
    copy_goes_on();                                         /* making, one waits */
    feed_damage(&feed);
    feed_run(&feed);
    answers(1, REGISTRY_YES, NULL);
    answers(2, REGISTRY_YES, "hash");
    ask(REGISTRY_NEW_CHARACTER, 1, "love", "Ada", "she");
    struct message *message;
    while ((message = message_list_take(&feed.zone->out)) != NULL && message->type != MSG_ANSWER) {
        copy_goes_on();                                     /* at every step of a character's making */
        feed_give(&feed, message->type == MSG_LOAD ? feed_loaded(&feed, message)
                  : message->type == MSG_SAVE ? feed_saved(&feed, message) : message);
        copy_goes_on();
    }
    feed_give(&feed, message);
    copy_goes_on();
    feed_run(&feed);
    answers(1, REGISTRY_YES, "Ada");
    struct parcel parcel, again;
    struct message *arrive = enters(1, &parcel);
    copy_goes_on();                                         /* playing */
    quits(&parcel, 1u << PART_BODY);
    copy_goes_on();                                         /* resting, dirty */
    feed_damage(&feed);
    message_free(&arrive);
    cut(5);
    copy_goes_on();                                         /* resting, written */
    ask(REGISTRY_ENTER, 2, "love", "Ada", NULL);
    arrive = sets_out(&again, &slots[1]);
    assert_string_equal((const char *)again.part[PART_BODY], "changed");
    answers(2, REGISTRY_YES, NULL);
    copy_goes_on();                                         /* under way */
    message_free(&arrive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_account_is_saved_before_it_is_told, begin, end),
        cmocka_unit_test_setup_teardown(test_two_make_one_account, begin, end),
        cmocka_unit_test_setup_teardown(test_store_away, begin, end),
        cmocka_unit_test_setup_teardown(test_too_many_wait, begin, end),
        cmocka_unit_test_setup_teardown(test_damaged_account, begin, end),
        cmocka_unit_test_setup_teardown(test_character_is_one_save, begin, end),
        cmocka_unit_test_setup_teardown(test_two_make_one_name, begin, end),
        cmocka_unit_test_setup_teardown(test_too_many_characters, begin, end),
        cmocka_unit_test_setup_teardown(test_half_made_character, begin, end),
        cmocka_unit_test_setup_teardown(test_enter, begin, end),
        cmocka_unit_test_setup_teardown(test_enter_without_records, begin, end),
        cmocka_unit_test_setup_teardown(test_enter_twice, begin, end),
        cmocka_unit_test_setup_teardown(test_turned_back, begin, end),
        cmocka_unit_test_setup_teardown(test_return_before_durable, begin, end),
        cmocka_unit_test_setup_teardown(test_return_between_cut_and_durable, begin, end),
        cmocka_unit_test_setup_teardown(test_return_after_durable, begin, end),
        cmocka_unit_test_setup_teardown(test_quit_with_nothing_to_write, begin, end),
        cmocka_unit_test_setup_teardown(test_another_character_while_one_rests, begin, end),
        cmocka_unit_test_setup_teardown(test_takeover_finds_her_at_rest, begin, end),
        cmocka_unit_test_setup_teardown(test_linkless_quit, begin, end),
        cmocka_unit_test_setup_teardown(test_delete, begin, end),
        cmocka_unit_test_setup_teardown(test_delete_fails, begin, end),
        cmocka_unit_test_setup_teardown(test_delete_with_mail, begin, end),
        cmocka_unit_test_setup_teardown(test_know_name, begin, end),
        cmocka_unit_test_setup_teardown(test_farewell, begin, end),
        cmocka_unit_test_setup_teardown(test_farewell_fails, begin, end),
        cmocka_unit_test_setup_teardown(test_delete_who_plays_or_rests, begin, end),
        cmocka_unit_test_setup_teardown(test_new_password, begin, end),
        cmocka_unit_test_setup_teardown(test_token_is_good_once, begin, end),
        cmocka_unit_test_setup_teardown(test_tokens_end, begin, end),
        cmocka_unit_test_setup_teardown(test_first_version_of_the_record, begin, end),
        cmocka_unit_test_setup_teardown(test_last_active_is_noted, begin, end),
        cmocka_unit_test_setup_teardown(test_tries, begin, end),
        cmocka_unit_test_setup_teardown(test_two_logins_race, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes, begin, end),
    };
    return cmocka_run_group_tests_name("registry", tests, NULL, NULL);
}
