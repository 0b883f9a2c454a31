/* tests/zones/test_groups.c -- who is in a group, who hears of it, and what they say. */
#include "core/markup.h"
#include "tests/zones/feed.h"
#include "zones/groups.h"

static struct feed feed;
static const char *const names[] = { "Ada", "Bob", "Cid" };
enum { ADA, BOB, CID };
static unsigned subleaders;                                 /* bit n: person n is told that he is one */

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    feed_begin(&feed, GROUPS);
    subleaders = 0;
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    feed_end(&feed);
    return 0;
}

static entity_id person(unsigned who)
{
    return (entity_id){7, LAND, who + 1};
}

static struct message *asking(enum group_request request, unsigned who, entity_id group)
{
    struct message *ask = feed_message(MSG_GROUP_ASK, LAND);
    ask->group_ask.request = (uint8_t)request;
    ask->group_ask.group = group;
    ask->group_ask.member = person(who);
    ask->group_ask.session = (session_id){who + 100};
    snprintf(ask->group_ask.name, NAME_SIZE, "%s", who < 3 ? names[who] : "Somebody");
    return ask;
}

ZONE_THREAD static void adds(unsigned leader, unsigned other, entity_id group)
{
    struct message *ask = asking(GROUP_ADD, leader, group);
    ask->group_ask.other = person(other);
    ask->group_ask.other_session = (session_id){other + 100};
    snprintf(ask->group_ask.other_name, NAME_SIZE, "%s", other < 3 ? names[other] : "Somebody");
    feed_give(&feed, ask);
}

/* The next emission is news for him; gives its version. group: which he is in now. */
static uint32_t hears(unsigned who, const char *news, entity_id *group, unsigned leader)
{
    struct message *message = feed_take(&feed, MSG_GROUPED);
    assert_true(entity_same(message->about, person(who)));
    assert_int_equal(message->to.number, 0);
    assert_non_null(strstr(text_bytes(message->grouped.news), news));
    *group = message->grouped.group;
    if (!entity_none(*group))
        assert_true(entity_same(message->grouped.leader, person(leader)));
    assert_int_equal(message->grouped.subleader, (subleaders & 1u << who) != 0);
    uint32_t version = message->grouped.version;
    message_free(&message);
    return version;
}

static void is_told(unsigned who, const char *words)
{
    struct message *tell = feed_take(&feed, MSG_TELL);
    assert_int_equal(tell->tell.session.number, who + 100);
    assert_non_null(strstr(text_bytes(tell->tell.text), words));
    message_free(&tell);
}

/* Ada leads Bob and Cid. */
ZONE_THREAD static entity_id three(void)
{
    entity_id group, same;
    adds(ADA, BOB, NO_ENTITY);
    uint32_t first = hears(ADA, "Bob joins your group.\n", &group, ADA);
    assert_int_equal(hears(BOB, "You join Ada's group.\n", &same, ADA), first);
    assert_true(entity_same(group, same));
    assert_int_equal(group.zone, GROUPS);
    adds(ADA, CID, NO_ENTITY);                              /* asked before she heard of her group */
    assert_true(hears(ADA, "Cid joins your group.\n", &same, ADA) > first);
    assert_true(entity_same(group, same));
    hears(BOB, "Cid joins your group.\n", &same, ADA);
    hears(CID, "You join Ada's group.\n", &same, ADA);
    assert_true(entity_same(group, same));
    feed_nothing(&feed);
    return group;
}

ZONE_THREAD static void test_joining(void **state)
{
    (void)state;
    entity_id group = three();
    adds(BOB, 3, group);
    is_told(BOB, "Only Ada");
    adds(ADA, BOB, group);
    is_told(ADA, "Bob is in your group already.");
    adds(3, CID, NO_ENTITY);
    is_told(3, "Cid is in another group.");
    adds(ADA, ADA, group);
    is_told(ADA, "somebody else");
    feed_nothing(&feed);
}

ZONE_THREAD static void orders(enum group_request request, unsigned who, const char *other, entity_id group)
{
    struct message *ask = asking(request, who, group);
    snprintf(ask->group_ask.other_name, NAME_SIZE, "%s", other);
    feed_give(&feed, ask);
}

/* All three hear it, in the order in which they stand. */
ZONE_THREAD static void all_hear(const char *news, unsigned first, unsigned second, unsigned third)
{
    entity_id group;
    uint32_t version = hears(first, news, &group, first);
    assert_int_equal(hears(second, news, &group, first), version);
    assert_int_equal(hears(third, news, &group, first), version);
    feed_nothing(&feed);
}

ZONE_THREAD static void test_subleaders(void **state)
{
    (void)state;
    entity_id group = three(), now;
    orders(GROUP_SUBLEADER, BOB, "Cid", group);
    is_told(BOB, "Only Ada, who leads your group, names its subleaders.");
    orders(GROUP_SUBLEADER, ADA, "Ada", group);
    is_told(ADA, "for the others");
    orders(GROUP_SUBLEADER, ADA, "Ciddy", group);
    is_told(ADA, "Nobody called Ciddy is in your group.");
    orders(GROUP_SUBLEADER, 3, "Cid", group);
    is_told(3, "You are in no group.");
    feed_nothing(&feed);

    subleaders = 1u << CID;
    orders(GROUP_SUBLEADER, ADA, "ci", group);              /* shortened, as everywhere */
    all_hear("Cid is a subleader of your group now.\n", ADA, CID, BOB);
    adds(CID, 3, group);                                    /* takes others in, and not in a group of his own */
    hears(ADA, "Somebody joins your group.\n", &now, ADA);
    hears(CID, "Somebody joins", &now, ADA);
    hears(BOB, "Somebody joins", &now, ADA);
    hears(3, "You join Ada's group.\n", &now, ADA);
    assert_true(entity_same(now, group));
    feed_give(&feed, asking(GROUP_LEAVE, 3, group));
    message_list_free(&feed.zone->out);
    subleaders |= 1u << BOB;
    orders(GROUP_SUBLEADER, ADA, "Bob", group);              /* behind Cid, who was one before */
    all_hear("Bob is a subleader of your group now.\n", ADA, CID, BOB);
    subleaders = 1u << BOB;
    orders(GROUP_SUBLEADER, ADA, "Cid", group);
    all_hear("Cid is a subleader of your group no more.\n", ADA, BOB, CID);

    feed_give(&feed, asking(GROUP_LIST, CID, group));
    struct message *tell = feed_take(&feed, MSG_TELL);
    assert_non_null(strstr(text_bytes(tell->tell.text), "  Ada           not heard of yet  (leader)\n"));
    assert_non_null(strstr(text_bytes(tell->tell.text), "  Bob           not heard of yet  (subleader)\n"));
    assert_non_null(strstr(text_bytes(tell->tell.text), "Bob, subleader: not heard of yet.\n"));
    assert_non_null(strstr(text_bytes(tell->tell.text), "  Cid           not heard of yet\n"));
    message_free(&tell);
}

/* The first subleader leads when the leader goes, though somebody else has been in it longer; he is none any more then. */
ZONE_THREAD static void test_a_subleader_follows(void **state)
{
    (void)state;
    entity_id group = three(), now;
    orders(GROUP_SUBLEADER, ADA, "Cid", group);
    message_list_free(&feed.zone->out);
    feed_damage(&feed);
    struct zone *copy = feed_copy(&feed);                   /* what they are is among its bytes */
    zone_free(&feed.zone);
    feed.zone = copy;
    feed_give(&feed, asking(GROUP_LIST, BOB, group));
    is_told(BOB, "Cid, subleader");
    feed_give(&feed, asking(GROUP_LEAVE, ADA, group));
    hears(ADA, "no longer in the group", &now, 0);
    hears(CID, "Ada leaves your group.\nCid leads it now.\n", &now, CID);
    hears(BOB, "Cid leads it now.\n", &now, CID);
    feed_nothing(&feed);
    orders(GROUP_SUBLEADER, CID, "Bob", group);
    subleaders = 1u << BOB;
    hears(CID, "Bob is a subleader", &now, CID);
    hears(BOB, "Bob is a subleader", &now, CID);
}

ZONE_THREAD static void test_dismissing(void **state)
{
    (void)state;
    entity_id group = three(), now;
    orders(GROUP_DISMISS, BOB, "Cid", group);
    is_told(BOB, "Cid is not yours to command.");
    orders(GROUP_SUBLEADER, ADA, "Cid", group);
    message_list_free(&feed.zone->out);
    orders(GROUP_DISMISS, CID, "Ada", group);
    is_told(CID, "Ada is not yours to command.");
    orders(GROUP_DISMISS, CID, "Cid", group);
    is_told(CID, "for the others");
    feed_nothing(&feed);
    orders(GROUP_SUBLEADER, ADA, "Bob", group);
    message_list_free(&feed.zone->out);
    orders(GROUP_DISMISS, BOB, "Cid", group);                /* one subleader does not command another */
    is_told(BOB, "Cid is not yours to command.");
    orders(GROUP_SUBLEADER, ADA, "Bob", group);
    message_list_free(&feed.zone->out);
    subleaders = 1u << CID;
    orders(GROUP_DISMISS, CID, "Bob", group);
    hears(BOB, "You are sent away from the group.\n", &now, 0);
    assert_true(entity_none(now));
    hears(ADA, "Bob is sent away from your group.\n", &now, ADA);
    hears(CID, "Bob is sent away from your group.\n", &now, ADA);
    subleaders = 0;
    orders(GROUP_DISMISS, ADA, "Cid", group);
    hears(CID, "You are sent away from the group.\n", &now, 0);
    hears(ADA, "Cid is sent away from your group.\n", &now, ADA);
    feed_nothing(&feed);
}

ZONE_THREAD static void test_full(void **state)
{
    (void)state;
    for (unsigned who = 1; who <= GROUP_MEMBERS_MAX; who++) {
        message_list_free(&feed.zone->out);
        adds(ADA, who, NO_ENTITY);
    }
    is_told(ADA, "full");
    feed_nothing(&feed);
}

ZONE_THREAD static void test_leaving(void **state)
{
    (void)state;
    entity_id group = three(), now;
    feed_give(&feed, asking(GROUP_LEAVE, ADA, group));
    uint32_t version = hears(ADA, "no longer in the group", &now, 0);
    assert_true(entity_none(now));
    assert_int_equal(hears(BOB, "Ada leaves your group.\nBob leads it now.\n", &now, BOB), version);
    assert_true(entity_same(now, group));
    hears(CID, "Bob leads it now.\n", &now, BOB);
    feed_give(&feed, asking(GROUP_LEAVE, ADA, group));      /* once more: she is in none */
    is_told(ADA, "You are in no group.");
    feed_give(&feed, asking(GROUP_LEAVE, BOB, group));
    hears(BOB, "no longer", &now, 0);
    hears(CID, "Bob leaves your group.\nCid leads it now.\n", &now, CID);
    uint64_t before = zone_hash(feed.zone);
    feed_give(&feed, asking(GROUP_LEAVE, CID, group));
    hears(CID, "no longer", &now, 0);
    feed_nothing(&feed);
    assert_true(before != zone_hash(feed.zone));
    feed_give(&feed, asking(GROUP_LIST, CID, group));
    is_told(CID, "You are in no group.");
    adds(BOB, CID, group);                                  /* an id that is gone is no hindrance */
    entity_id fresh;
    hears(BOB, "Cid joins", &fresh, BOB);
    hears(CID, "You join", &now, BOB);
    assert_false(entity_same(fresh, group));
}

ZONE_THREAD static void test_talking(void **state)
{
    (void)state;
    entity_id group = three();
    struct message *say = asking(GROUP_SAY, BOB, group);
    say->group_ask.words = text_string("to the mine");
    feed_give(&feed, say);
    is_told(ADA, "**Bob: 'to the mine'");
    is_told(BOB, "You grouptell: to the mine");
    is_told(CID, "**Bob: 'to the mine'");
    feed_give(&feed, asking(GROUP_SAY, 3, group));
    is_told(3, "You are in no group.");
    feed_nothing(&feed);
}

ZONE_THREAD static void vitals(unsigned who, entity_id group, unsigned session, int64_t health)
{
    struct message *message = feed_message(MSG_VITALS, LAND);
    message->vitals.group = group;
    message->vitals.member = person(who);
    message->vitals.session = (session_id){session};
    message->vitals.health = health;
    message->vitals.health_max = 200;
    message->vitals.mana = 300;
    message->vitals.mana_max = 100;
    message->vitals.stamina = -5;
    message->vitals.stamina_max = 0;
    feed_give(&feed, message);
}

/* -- how one is, for who is elsewhere -- */

ZONE_THREAD static void says_how(unsigned who, entity_id group, unsigned zone, bool watched, const char *table)
{
    struct message *message = feed_message(MSG_VITALS, zone);
    message->vitals.group = group;
    message->vitals.member = person(who);
    message->vitals.session = (session_id){who + 100};
    message->vitals.watched = watched;
    message->vitals.level = who + 1;
    message->vitals.table = table == NULL ? NULL : text_string(table);
    feed_give(&feed, message);
}

/* NULL: that he is to forget of that one. */
static void is_shown(unsigned who, unsigned of, const char *table)
{
    struct message *message = feed_take(&feed, MSG_COMPANY);
    assert_true(entity_same(message->about, person(who)));
    assert_true(entity_same(message->company.member, person(of)));
    if (table == NULL) {
        assert_null(message->company.table);
    } else {
        assert_string_equal(text_bytes(message->company.table), table);
        assert_int_equal(message->company.level, of + 1);
    }
    message_free(&message);
}

ZONE_THREAD static void test_who_is_elsewhere(void **state)
{
    (void)state;
    static char much[COMPANY_TABLE_MOST + 2];
    entity_id group = three();
    says_how(ADA, group, LAND, true, "ada");
    says_how(BOB, group, LAND, false, "bob");
    feed_nothing(&feed);                                    /* her land sees him itself */
    says_how(CID, group, LAND + 1, true, "cid");
    is_shown(ADA, CID, "cid");
    is_shown(CID, ADA, "ada");
    is_shown(CID, BOB, "bob");
    feed_nothing(&feed);
    says_how(BOB, group, LAND, false, "bob");               /* nothing new */
    feed_nothing(&feed);
    says_how(BOB, group, LAND, false, "bob sits");
    is_shown(CID, BOB, "bob sits");
    says_how(BOB, group, LAND, true, "bob sits");           /* his client begins to watch */
    is_shown(BOB, CID, "cid");
    says_how(CID, group, LAND, true, "cid");                /* he is where they are: nobody has to be told */
    feed_nothing(&feed);
    says_how(ADA, group, LAND + 2, true, "ada");
    is_shown(BOB, ADA, "ada");
    is_shown(CID, ADA, "ada");
    is_shown(ADA, BOB, "bob sits");
    is_shown(ADA, CID, "cid");
    memset(much, 'x', sizeof much - 1);
    says_how(CID, group, LAND, true, much);                 /* no table is so long */
    says_how(CID, group, LAND, true, NULL);
    feed_nothing(&feed);
    feed_give(&feed, asking(GROUP_LEAVE, CID, group));
    is_shown(ADA, CID, NULL);
    is_shown(BOB, CID, NULL);
    hears(CID, "no longer", &group, ADA);
}

ZONE_THREAD static void test_figures(void **state)
{
    (void)state;
    entity_id group = three();
    vitals(BOB, group, 555, 99);
    vitals(3, group, 556, 99);                              /* a stranger's change nothing */
    feed_nothing(&feed);
    feed_give(&feed, asking(GROUP_LIST, CID, group));
    struct message *tell = feed_take(&feed, MSG_TELL);
    assert_string_equal(text_bytes(tell->tell.text),
                        "Your group:\n"
                        M_ART "  Ada           not heard of yet  (leader)\n" M_ART_END
                        M_SPOKEN "Ada, leader: not heard of yet.\n" M_SPOKEN_END
                        M_ART "  Bob            49% health  100% mana    0% stamina\n" M_ART_END
                        M_SPOKEN "Bob: 49% health, 100% mana, 0% stamina.\n" M_SPOKEN_END
                        M_ART "  Cid           not heard of yet\n" M_ART_END M_SPOKEN "Cid: not heard of yet.\n" M_SPOKEN_END);
    message_free(&tell);
    struct message *say = asking(GROUP_SAY, ADA, group);
    say->group_ask.words = text_string("hush");
    feed_give(&feed, say);
    is_told(ADA, "You grouptell");
    tell = feed_take(&feed, MSG_TELL);
    assert_int_equal(tell->tell.session.number, 555);       /* the session his zone last named */
    message_free(&tell);
    is_told(CID, "**Ada: 'hush'");
}

ZONE_THREAD static void test_lost(void **state)
{
    (void)state;
    entity_id group = three(), now;
    struct message *lost = feed_message(MSG_LOST, LAND);
    lost->about = person(BOB);
    lost->lost.reason = text_string("gone");
    feed_give(&feed, lost);
    hears(BOB, "no longer", &now, 0);
    hears(ADA, "Bob is no longer with your group.\n", &now, ADA);
    hears(CID, "Bob is no longer with your group.\n", &now, ADA);
    assert_true(entity_same(now, group));
    lost = feed_message(MSG_LOST, LAND);                    /* his farewell is lost too: no end of mail */
    lost->about = person(BOB);
    feed_give(&feed, lost);
    feed_nothing(&feed);
}

MAIN_THREAD ZONE_THREAD static void test_bytes(void **state)
{
    (void)state;
    entity_id group = three(), now;
    vitals(BOB, group, 101, 99);
    adds(3, 4, NO_ENTITY);
    message_list_free(&feed.zone->out);
    feed_damage(&feed);
    struct zone *copy = feed_copy(&feed);
    zone_free(&feed.zone);
    feed.zone = copy;
    feed_give(&feed, asking(GROUP_LEAVE, BOB, group));
    hears(BOB, "no longer", &now, 0);
    hears(ADA, "Bob leaves your group.\n", &now, ADA);
    hears(CID, "Bob leaves your group.\n", &now, ADA);
    feed_nothing(&feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_joining, begin, end),
        cmocka_unit_test_setup_teardown(test_subleaders, begin, end),
        cmocka_unit_test_setup_teardown(test_a_subleader_follows, begin, end),
        cmocka_unit_test_setup_teardown(test_dismissing, begin, end),
        cmocka_unit_test_setup_teardown(test_full, begin, end),
        cmocka_unit_test_setup_teardown(test_leaving, begin, end),
        cmocka_unit_test_setup_teardown(test_talking, begin, end),
        cmocka_unit_test_setup_teardown(test_who_is_elsewhere, begin, end),
        cmocka_unit_test_setup_teardown(test_figures, begin, end),
        cmocka_unit_test_setup_teardown(test_lost, begin, end),
        cmocka_unit_test_setup_teardown(test_bytes, begin, end),
    };
    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
