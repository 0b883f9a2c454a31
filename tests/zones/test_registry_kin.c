/* tests/zones/test_registry_kin.c -- bloodlines at rest: what is due gets to whom it is due, whoever comes and goes meanwhile.
 *
 * Login and the lands are played by the test, the store by feed.h.  Ada, Bea and Cleo are of one account. */
#include "tests/zones/feed.h"
#include "zones/body/kin.h"
#include "zones/registry_state.h"
#include "zones/world/land.h"
#include "zones/world/newborn.h"

/* The bench plays every thread there is. */
#if defined(__clang__)
#define PLAYS_ALL __attribute__((no_thread_safety_analysis)) static
#else
#define PLAYS_ALL static
#endif

static struct feed feed;
static struct slot slots[3];

PLAYS_ALL void ask(enum registry_request request, unsigned session, const char *name, const char *value)
{
    struct message *message = feed_message(MSG_ASK, LOGIN);
    message->ask.request = (uint8_t)request;
    message->ask.session = (session_id){session};
    snprintf(message->ask.account, NAME_SIZE, "love");
    snprintf(message->ask.name, NAME_SIZE, "%s", name);
    message->ask.value = value == NULL ? NULL : text_string(value);
    if (request == REGISTRY_ENTER)
        message->ask.slot = &slots[session - 1];
    feed_give(&feed, message);
}

static void answered(enum registry_verdict verdict)
{
    struct message *answer = feed_take(&feed, MSG_ANSWER);
    assert_int_equal(answer->answer.verdict, verdict);
    message_free(&answer);
}

PLAYS_ALL int begin(void **state)
{
    static const char *const names[] = { "Ada", "Bea", "Cleo" };
    (void)state;
    feed_begin(&feed, REGISTRY);
    for (unsigned at = 0; at < 3; at++)
        slot_begin(&slots[at], (session_id){at + 1});
    ask(REGISTRY_NEW_ACCOUNT, 1, "", "hash");
    feed_run(&feed);
    answered(REGISTRY_YES);
    for (unsigned at = 0; at < 3; at++) {
        ask(REGISTRY_NEW_CHARACTER, 1, names[at], "they");
        feed_run(&feed);
        answered(REGISTRY_YES);
    }
    return 0;
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    feed_end(&feed);
    for (unsigned at = 0; at < 3; at++) {
        text_unref(&slots[at].reply);
        text_unref(&slots[at].prompt);
    }
    return 0;
}

/* -- bodies in the store -- */

static struct text **body_of(const char *name)
{
    char key[KEY_SIZE];
    parcel_record_name(key, PART_BODY, name);
    struct text **body = feed_record(&feed, key);
    assert_non_null(body);
    return body;
}

static struct kin stored(const char *name)
{
    struct kin kin;
    struct text **body = body_of(name);
    assert_true(body_kin(text_bytes(*body), text_length(*body), &kin));
    return kin;
}

static void store(const char *name, const char *heir, const char *ancestor, int64_t due)
{
    struct kin kin = { .due = due };
    struct text **body = body_of(name);
    snprintf(kin.heir, NAME_SIZE, "%s", heir);
    snprintf(kin.ancestor, NAME_SIZE, "%s", ancestor);
    struct text *other = body_with_kin(text_bytes(*body), text_length(*body), &kin);
    assert_non_null(other);
    text_unref(body);
    *body = other;
}

/* Bea is Ada's heir. */
static void line_of_two(void)
{
    store("Ada", "Bea", "", 0);
    store("Bea", "", "Ada", 0);
}

static void line_of_three(void)
{
    store("Ada", "Bea", "", 0);
    store("Bea", "Cleo", "Ada", 0);
    store("Cleo", "", "Bea", 0);
}

/* -- coming and going -- */

static struct message *arrives(struct parcel *parcel)
{
    struct message *arrive = feed_take(&feed, MSG_ARRIVE);
    struct bytes_reader reader = bytes_read(text_bytes(arrive->arrive.parcels), text_length(arrive->arrive.parcels));
    assert_true(parcel_take(&reader, parcel));
    return arrive;
}

static struct kin parcel_kin(const struct parcel *parcel)
{
    struct kin kin;
    assert_true(body_kin(parcel->part[PART_BODY], parcel->length[PART_BODY], &kin));
    return kin;
}

/* Whatever stands before it has been let in. */
PLAYS_ALL struct message *let_in(unsigned session, struct parcel *parcel)
{
    struct message *arrive;
    while (feed.zone->out.first != NULL && feed.zone->out.first->type == MSG_SAVE)
        feed_store_answers(&feed, MSG_SAVE);                /* who played last */
    arrive = arrives(parcel);
    assert_ptr_equal(arrive->arrive.slot, &slots[session - 1]);
    answered(REGISTRY_YES);
    struct message *admitted = feed_message(MSG_ADMITTED, LAND);
    admitted->admitted.convoy = arrive->arrive.convoy;
    admitted->admitted.accepted = 1;
    feed_give(&feed, admitted);
    feed_nothing(&feed);
    return arrive;
}

PLAYS_ALL struct message *enters(unsigned session, const char *name, struct parcel *parcel)
{
    ask(REGISTRY_ENTER, session, name, NULL);
    feed_run(&feed);
    return let_in(session, parcel);
}

/* He comes to rest with so much due; what follows from that stands in feed.zone->out. */
PLAYS_ALL void comes_home(struct message *entered, unsigned session, int64_t due)
{
    struct parcel parcel;
    struct bytes_reader reader = bytes_read(text_bytes(entered->arrive.parcels), text_length(entered->arrive.parcels));
    assert_true(parcel_take(&reader, &parcel));
    struct kin kin = parcel_kin(&parcel);
    kin.due = due;
    struct text *body = body_with_kin(parcel.part[PART_BODY], parcel.length[PART_BODY], &kin);
    parcel.part[PART_BODY] = (const uint8_t *)text_bytes(body);
    parcel.length[PART_BODY] = (uint32_t)text_length(body);
    parcel.dirty = 1u << PART_BODY;
    parcel.quitting = QUIT_ASKED;
    parcel.version++;
    struct bytes_writer writer = {0};
    parcel_put(&writer, &parcel);
    struct message *arrive = feed_message(MSG_ARRIVE, LAND);
    arrive->arrive.travellers = 1;
    arrive->arrive.flags = ARRIVE_QUIT;
    arrive->arrive.parcels = bytes_text(&writer);
    arrive->arrive.slot = &slots[session - 1];
    bytes_free(&writer);
    text_unref(&body);
    message_free(&entered);
    feed_give(&feed, arrive);
    static const enum message_type farewell[] = { MSG_WITHDRAW, MSG_REPLY, MSG_ADMITTED };
    struct message_list rest = {0};
    struct message *message;
    unsigned said = 0;
    while ((message = message_list_take(&feed.zone->out)) != NULL)
        if (said < 3 && message->type == farewell[said]) {
            said++;
            if (!message->embedded)
                message_free(&message);
        } else
            message_list_add(&rest, message);
    assert_int_equal(said, 3);
    feed.zone->out = rest;
}

/* A cut, as the store has it then; gives how many bodies it wrote. */
PLAYS_ALL unsigned cut(uint64_t epoch)
{
    struct message *message = message_new(MSG_CUT);
    message->cut.epoch = epoch;
    feed_give(&feed, message);
    unsigned bodies = 0;
    while (feed.zone->out.first != NULL) {
        struct message *record = feed_take(&feed, MSG_RECORD);
        bodies += strncmp(record->record.name, "body:", 5) == 0;
        feed_store(&feed, record->record.name, text_ref(record->record.content));
        message_free(&record);
    }
    return bodies;
}

PLAYS_ALL void durable(uint64_t epoch)
{
    struct message *message = message_new(MSG_DURABLE);
    message->durable.epoch = epoch;
    feed_give(&feed, message);
    feed_nothing(&feed);
}

static unsigned resting(void)
{
    const struct registry *registry = feed.zone->state;
    return registry->resting.count;
}

/* -- what is due -- */

PLAYS_ALL void test_gains_pass_in_one_moment(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    feed_store_answers(&feed, MSG_LOAD);                    /* Ada, of whom only the store knows */
    feed_nothing(&feed);
    assert_int_equal(stored("Bea").due, 0);
    assert_int_equal(cut(1), 2);                            /* both, or neither */
    assert_int_equal(stored("Bea").due, 0);
    assert_int_equal(stored("Ada").legacy, 700);
    assert_string_equal(stored("Ada").heir, "Bea");
    assert_int_equal(resting(), 2);
    durable(1);
    assert_int_equal(resting(), 0);
    struct message *entered = enters(1, "Ada", &parcel);
    assert_int_equal(parcel_kin(&parcel).legacy, 700);
    message_free(&entered);
}

/* A cut that begins before the store has told of the ancestor has all of it with the heir. */
PLAYS_ALL void test_cut_in_between(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *load = feed_take(&feed, MSG_LOAD);
    assert_int_equal(cut(1), 1);
    assert_int_equal(stored("Bea").due, 700);
    assert_int_equal(stored("Ada").legacy, 0);
    feed_give(&feed, feed_loaded(&feed, load));
    assert_int_equal(cut(2), 2);
    assert_int_equal(stored("Bea").due, 0);
    assert_int_equal(stored("Ada").legacy, 700);
}

/* The epoch is told while the load is under way: nobody is forgotten in the middle. */
PLAYS_ALL void test_durable_in_between(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *load = feed_take(&feed, MSG_LOAD);
    cut(1);
    durable(1);
    assert_int_equal(resting(), 1);
    feed_give(&feed, feed_loaded(&feed, load));
    feed_nothing(&feed);
    cut(2);
    assert_int_equal(stored("Ada").legacy, 700);
}

PLAYS_ALL void test_share_of_the_share(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_three();
    comes_home(enters(1, "Cleo", &parcel), 1, 1000);
    feed_run(&feed);
    feed_nothing(&feed);
    assert_int_equal(cut(1), 3);
    assert_int_equal(stored("Cleo").due, 0);
    assert_int_equal(stored("Bea").legacy, 900);
    assert_int_equal(stored("Bea").due, 0);
    assert_int_equal(stored("Ada").legacy, 100);
}

/* Who enters is settled with everybody below him. */
PLAYS_ALL void test_whole_line_of_who_enters(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_three();
    store("Cleo", "", "Bea", 1000);                         /* the server died while she played */
    struct message *entered = enters(1, "Ada", &parcel);
    assert_int_equal(parcel_kin(&parcel).legacy, 100);
    comes_home(entered, 1, 0);
    feed_run(&feed);
    cut(1);
    assert_int_equal(stored("Bea").legacy, 900);
    assert_int_equal(stored("Cleo").due, 0);
}

PLAYS_ALL void test_due_of_who_was_killed_with_the_server(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    store("Bea", "", "Ada", 250);
    struct message *entered = enters(1, "Ada", &parcel);
    assert_int_equal(parcel_kin(&parcel).legacy, 250);
    assert_true((parcel.dirty & 1u << PART_BODY) != 0);     /* whoever has her now must write it */
    message_free(&entered);
    assert_int_equal(cut(1), 1);                            /* Ada's is the land's by now, in the same cut */
    assert_int_equal(stored("Bea").due, 0);
}

PLAYS_ALL void test_who_is_unchanged_is_forgotten(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_three();
    struct message *entered = enters(1, "Bea", &parcel);
    assert_int_equal(resting(), 0);
    assert_int_equal(parcel.dirty, 0);
    assert_int_equal(feed.zone->holders.dirty, 0);
    message_free(&entered);
}

/* Who wants to enter while the line is looked at gets what there is for him. */
PLAYS_ALL void test_ancestor_enters_meanwhile(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *load = feed_take(&feed, MSG_LOAD);
    ask(REGISTRY_ENTER, 2, "Ada", NULL);
    feed_nothing(&feed);
    ask(REGISTRY_ENTER, 3, "Bea", NULL);                    /* one at a time */
    answered(REGISTRY_BUSY);
    feed_give(&feed, feed_loaded(&feed, load));
    feed_run(&feed);
    struct message *entered = let_in(2, &parcel);
    assert_string_equal(parcel.name, "Ada");
    assert_int_equal(parcel_kin(&parcel).legacy, 700);
    message_free(&entered);
    cut(1);
    assert_int_equal(stored("Bea").due, 0);
}

PLAYS_ALL void test_heir_comes_back_meanwhile(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *load = feed_take(&feed, MSG_LOAD);
    ask(REGISTRY_ENTER, 2, "Bea", NULL);
    feed_give(&feed, feed_loaded(&feed, load));
    struct message *entered = let_in(2, &parcel);
    assert_string_equal(parcel.name, "Bea");
    assert_int_equal(parcel_kin(&parcel).due, 0);
    comes_home(entered, 2, 50);
    feed_run(&feed);
    cut(1);
    assert_int_equal(stored("Ada").legacy, 750);
}

/* The store is away: nothing passes, nothing is lost, and he enters as far as he can. */
PLAYS_ALL void test_store_is_away(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    struct message *entered = enters(1, "Bea", &parcel);
    feed.away = true;
    comes_home(entered, 1, 700);
    ask(REGISTRY_ENTER, 1, "Bea", NULL);
    feed_run(&feed);
    entered = arrives(&parcel);
    assert_int_equal(parcel_kin(&parcel).due, 700);
    answered(REGISTRY_YES);
    message_free(&entered);
    feed.away = false;
}

/* -- lines that end -- */

PLAYS_ALL void severs(const char *name)
{
    struct parcel parcel;
    struct message *entered = enters(1, name, &parcel);
    assert_true(parcel_kin(&parcel).severed);
    assert_true((parcel.dirty & 1u << PART_BODY) != 0);
    message_free(&entered);
}

PLAYS_ALL void test_ancestor_is_deleted(void **state)
{
    (void)state;
    line_of_two();
    store("Bea", "", "Ada", 40);
    ask(REGISTRY_DELETE_CHARACTER, 1, "Ada", NULL);
    feed_run(&feed);
    answered(REGISTRY_YES);
    severs("Bea");
}

PLAYS_ALL void test_ancestor_has_another_heir(void **state)
{
    (void)state;
    line_of_two();
    store("Ada", "Cleo", "", 0);
    severs("Bea");
}

/* What lay with somebody who is deleted goes with him, by its name. */
PLAYS_ALL void test_deleted_with_what_waited(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    feed_run(&feed);
    ask(REGISTRY_DELETE_CHARACTER, 1, "Ada", NULL);
    answered(REGISTRY_BUSY);                                /* not before it is written down */
    cut(1);
    durable(1);
    ask(REGISTRY_DELETE_CHARACTER, 1, "Ada", NULL);
    feed_run(&feed);
    answered(REGISTRY_YES);
    assert_int_equal(feed.zone->books.experience[EXPERIENCE_FAREWELL], 700);
}

/* Deleted while the store was asked about him: nobody rests who is no more. */
PLAYS_ALL void test_deleted_meanwhile(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *loaded = feed_loaded(&feed, feed_take(&feed, MSG_LOAD));    /* as she was */
    ask(REGISTRY_DELETE_CHARACTER, 1, "Ada", NULL);
    feed_run(&feed);
    answered(REGISTRY_YES);
    feed_give(&feed, loaded);
    feed_nothing(&feed);
    assert_int_equal(resting(), 1);
    cut(1);
    assert_int_equal(stored("Bea").due, 700);
    assert_true(stored("Bea").severed);
}

/* Whether Ada is to be is just being decided: her share lies with Bea until that is known. */
PLAYS_ALL void test_one_above_cannot_be_reached(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_three();
    struct message *entered = enters(1, "Cleo", &parcel);
    ask(REGISTRY_DELETE_CHARACTER, 2, "Ada", NULL);
    struct message *farewell = feed_take(&feed, MSG_LOAD);
    comes_home(entered, 1, 1000);
    feed_store_answers(&feed, MSG_LOAD);                    /* Bea */
    feed_nothing(&feed);
    feed.away = true;
    feed_give(&feed, feed_loaded(&feed, farewell));
    answered(REGISTRY_AWAY);
    feed.away = false;
    cut(1);
    assert_int_equal(stored("Bea").legacy, 900);
    assert_int_equal(stored("Bea").due, 100);
    assert_false(stored("Bea").severed);
    durable(1);
    entered = enters(1, "Bea", &parcel);
    assert_int_equal(parcel_kin(&parcel).due, 0);
    message_free(&entered);
    cut(2);
    assert_int_equal(stored("Ada").legacy, 100);
}

/* Records may say anything: whoever is his own ancestor's ancestor gets everything once. */
PLAYS_ALL void test_circle_in_the_records(void **state)
{
    (void)state;
    struct parcel parcel;
    store("Ada", "Bea", "Bea", 0);
    store("Bea", "Ada", "Ada", 0);
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    feed_run(&feed);
    cut(1);
    assert_int_equal(stored("Ada").legacy + stored("Ada").due + stored("Bea").legacy + stored("Bea").due, 700);
    assert_int_equal(stored("Bea").due, 0);
    store("Cleo", "Cleo", "Cleo", 9);                       /* her own */
    durable(1);
    struct message *entered = enters(1, "Cleo", &parcel);
    struct kin kin = parcel_kin(&parcel);
    assert_int_equal(kin.due + kin.legacy, 9);
    message_free(&entered);
}

PLAYS_ALL void test_damaged_ancestor(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    struct message *entered = enters(1, "Bea", &parcel);
    feed_store(&feed, "body:ada", text_string("no body"));
    comes_home(entered, 1, 700);
    feed_run(&feed);
    feed_nothing(&feed);
    cut(1);
    assert_int_equal(stored("Bea").due, 700);
    assert_false(stored("Bea").severed);
}

/* -- who asks -- */

PLAYS_ALL void asks(const struct parcel *parcel, enum kin_request request, const char *other)
{
    struct message *message = feed_message(MSG_KIN_ASK, LAND);
    message->kin_ask.request = (uint8_t)request;
    message->kin_ask.asker = parcel->who;
    snprintf(message->kin_ask.account, NAME_SIZE, "Love");
    memcpy(message->kin_ask.name, parcel->name, NAME_SIZE);
    snprintf(message->kin_ask.other, NAME_SIZE, "%s", other);
    feed_give(&feed, message);
}

PLAYS_ALL void hears(const struct parcel *parcel, enum kin_verdict verdict, const char *other)
{
    feed_run(&feed);
    struct message *kin = feed_take(&feed, MSG_KIN);
    assert_true(entity_same(kin->about, parcel->who));
    assert_int_equal(kin->kin.verdict, verdict);
    assert_string_equal(kin->kin.other, other);
    message_free(&kin);
    feed_nothing(&feed);
    assert_int_equal(resting(), 0);                         /* whoever was looked at is forgotten */
}

PLAYS_ALL void test_heir_must_be_one_of_his(void **state)
{
    (void)state;
    struct parcel parcel;
    struct message *entered = enters(1, "Ada", &parcel);
    asks(&parcel, KIN_HEIR, "bEA");
    hears(&parcel, KIN_YES, "Bea");
    asks(&parcel, KIN_HEIR, "Ada");
    hears(&parcel, KIN_NOBODY, "Ada");
    asks(&parcel, KIN_HEIR, "dora");
    hears(&parcel, KIN_NOBODY, "dora");
    message_free(&entered);
}

PLAYS_ALL void test_who_was_named_may_accept(void **state)
{
    (void)state;
    struct parcel parcel;
    store("Ada", "Bea", "", 0);
    struct message *entered = enters(1, "Bea", &parcel);
    asks(&parcel, KIN_ACCEPT, "ada");
    feed_store_answers(&feed, MSG_LOAD);                    /* Ada; what Bea is the store does not know now */
    assert_int_equal(feed.zone->out.first->type, MSG_KIN);
    hears(&parcel, KIN_YES, "Ada");
    asks(&parcel, KIN_ACCEPT, "cleo");
    hears(&parcel, KIN_UNNAMED, "cleo");
    asks(&parcel, KIN_ACCEPT, "bea");
    hears(&parcel, KIN_NOBODY, "bea");
    feed.away = true;
    asks(&parcel, KIN_ACCEPT, "ada");
    hears(&parcel, KIN_LATER, "ada");
    message_free(&entered);
}

PLAYS_ALL void test_no_circles(void **state)
{
    (void)state;
    struct parcel parcel;
    store("Ada", "Bea", "", 0);
    store("Bea", "Cleo", "Ada", 0);
    store("Cleo", "Ada", "Bea", 0);
    struct message *entered = enters(1, "Ada", &parcel);
    asks(&parcel, KIN_ACCEPT, "cleo");
    hears(&parcel, KIN_CIRCLE, "cleo");
    message_free(&entered);
}

/* The answer finds nobody; he who asked is at rest, and his line is settled after the other. */
PLAYS_ALL void test_asker_leaves(void **state)
{
    (void)state;
    struct parcel parcel;
    store("Ada", "Bea", "", 0);
    store("Bea", "", "Cleo", 0);
    store("Cleo", "Bea", "", 0);
    struct message *entered = enters(1, "Bea", &parcel);
    struct parcel asker = parcel;
    asks(&asker, KIN_ACCEPT, "ada");
    struct message *load = feed_take(&feed, MSG_LOAD);
    asks(&asker, KIN_ACCEPT, "cleo");                       /* one question at a time */
    struct message *kin = feed_take(&feed, MSG_KIN);
    assert_int_equal(kin->kin.verdict, KIN_LATER);
    message_free(&kin);
    comes_home(entered, 1, 300);
    feed_give(&feed, feed_loaded(&feed, load));
    kin = feed_take(&feed, MSG_KIN);
    message_free(&kin);
    feed_run(&feed);
    feed_nothing(&feed);
    cut(1);
    assert_int_equal(stored("Cleo").legacy, 300);
    asks(&asker, KIN_ACCEPT, "ada");                        /* late: she is not in the game */
    feed_nothing(&feed);
}

/* -- as bytes -- */

PLAYS_ALL void test_state_in_the_middle(void **state)
{
    (void)state;
    struct parcel parcel;
    line_of_two();
    comes_home(enters(1, "Bea", &parcel), 1, 700);
    struct message *load = feed_take(&feed, MSG_LOAD);
    struct zone *copy = feed_copy(&feed);
    feed_damage(&feed);
    zone_free(&feed.zone);
    feed.zone = copy;
    feed_give(&feed, feed_loaded(&feed, load));
    feed_nothing(&feed);
    cut(1);
    assert_int_equal(stored("Ada").legacy, 700);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_gains_pass_in_one_moment),
        TEST(test_cut_in_between),
        TEST(test_durable_in_between),
        TEST(test_share_of_the_share),
        TEST(test_whole_line_of_who_enters),
        TEST(test_due_of_who_was_killed_with_the_server),
        TEST(test_who_is_unchanged_is_forgotten),
        TEST(test_ancestor_enters_meanwhile),
        TEST(test_heir_comes_back_meanwhile),
        TEST(test_store_is_away),
        TEST(test_ancestor_is_deleted),
        TEST(test_ancestor_has_another_heir),
        TEST(test_deleted_with_what_waited),
        TEST(test_deleted_meanwhile),
        TEST(test_one_above_cannot_be_reached),
        TEST(test_circle_in_the_records),
        TEST(test_damaged_ancestor),
        TEST(test_heir_must_be_one_of_his),
        TEST(test_who_was_named_may_accept),
        TEST(test_no_circles),
        TEST(test_asker_leaves),
        TEST(test_state_in_the_middle),
    };
    return cmocka_run_group_tests_name("registry kin", tests, NULL, NULL);
}
