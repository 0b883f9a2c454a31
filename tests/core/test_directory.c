/* tests/core/test_directory.c -- who is online: newest generation wins, and readers never meet the wrong person. */
#include "core/directory.h"
#include "core/rcu.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

/* ThreadSanitizer is some ten times slower; the races are the same. */
#if defined(__SANITIZE_THREAD__)
#define SLOWED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SLOWED 1
#endif
#endif

#ifdef SLOWED
enum { ROUNDS = 300 };
#else
enum { ROUNDS = 5000 };
#endif
enum { WRITERS = 3, READERS = 2, PEOPLE = 8 };

static struct directory *directory;

MAIN_THREAD static int begin_all(void **state)
{
    (void)state;
    rcu_thread_begin();
    return 0;
}

MAIN_THREAD static int end_all(void **state)
{
    (void)state;
    rcu_settle();
    rcu_thread_end();
    return 0;
}

MAIN_THREAD static int begin(void **state)
{
    (void)state;
    directory = directory_new();
    return 0;
}

MAIN_THREAD static int end(void **state)
{
    (void)state;
    directory_free(&directory);
    assert_null(directory);
    directory_free(&directory);
    return 0;
}

static struct sighting sighting_of(const char *name, uint64_t who, uint32_t generation, uint32_t zone)
{
    struct sighting sighting = {.who = {1, 1, who}, .generation = generation, .zone = {zone}, .level = 10};
    snprintf(sighting.name, sizeof sighting.name, "%s", name);
    snprintf(sighting.account, sizeof sighting.account, "%s", name);
    return sighting;
}

static void publish(const char *name, uint64_t who, uint32_t generation, uint32_t zone)
{
    struct sighting sighting = sighting_of(name, who, generation, zone);
    directory_publish(directory, &sighting);
}

static void test_find_by_name_and_who(void **state)
{
    (void)state;
    struct sighting found;
    assert_false(directory_find(directory, "Ada", &found));
    publish("Ada", 1, 1, 5);
    publish("Bob", 2, 1, 6);
    assert_int_equal(directory_count(directory), 2);
    assert_true(directory_find(directory, "aDA", &found));
    assert_string_equal(found.name, "Ada");
    assert_string_equal(found.account, "Ada");
    assert_int_equal(found.zone.number, 5);
    assert_int_equal(found.level, 10);
    assert_true(directory_find_who(directory, (entity_id){1, 1, 2}, &found));
    assert_string_equal(found.name, "Bob");
    assert_false(directory_find_who(directory, (entity_id){1, 1, 3}, &found));
    assert_false(directory_find(directory, "Ad", &found));
    assert_false(directory_find(directory, "Adam", &found));
}

static void test_generations(void **state)
{
    (void)state;
    struct sighting found;
    publish("Ada", 1, 2, 5);
    publish("Ada", 1, 2, 6); /* same generation: walked on */
    assert_true(directory_find(directory, "ada", &found));
    assert_int_equal(found.zone.number, 6);
    publish("Ada", 1, 1, 7); /* older: too late */
    assert_true(directory_find(directory, "ada", &found));
    assert_int_equal(found.zone.number, 6);
    publish("Ada", 1, 3, 8);
    assert_true(directory_find_who(directory, (entity_id){1, 1, 1}, &found));
    assert_int_equal(found.zone.number, 8);
    assert_int_equal(directory_count(directory), 1);

    directory_withdraw(directory, "Ada", 2); /* older: she is here again */
    assert_int_equal(directory_count(directory), 1);
    directory_withdraw(directory, "aDa", 3);
    assert_int_equal(directory_count(directory), 0);
    assert_false(directory_find(directory, "ada", &found));
    assert_false(directory_find_who(directory, (entity_id){1, 1, 1}, &found));
    directory_withdraw(directory, "Ada", 3);
    assert_int_equal(directory_count(directory), 0);
    publish("Ada", 1, 1, 9); /* nobody there any more: any generation is new */
    assert_true(directory_find_who(directory, (entity_id){1, 1, 1}, &found));
    assert_int_equal(found.zone.number, 9);
}

/* Deleted, and the name taken by somebody new. */
static void test_a_name_changes_hands(void **state)
{
    (void)state;
    struct sighting found;
    publish("Ada", 1, 1, 5);
    publish("Ada", 2, 2, 6);
    assert_false(directory_find_who(directory, (entity_id){1, 1, 1}, &found));
    assert_true(directory_find_who(directory, (entity_id){1, 1, 2}, &found));
    assert_int_equal(directory_count(directory), 1);
}

static void test_a_person_changes_name(void **state)
{
    (void)state;
    struct sighting found;
    publish("Ada", 1, 1, 5);
    publish("Eva", 1, 2, 5);
    directory_withdraw(directory, "Ada", 1);
    assert_true(directory_find_who(directory, (entity_id){1, 1, 1}, &found));
    assert_string_equal(found.name, "Eva");
    assert_int_equal(directory_count(directory), 1);
}

static void test_prefix(void **state)
{
    (void)state;
    struct sighting found;
    publish("Ada", 1, 1, 5);
    publish("Adam", 2, 1, 5);
    publish("Berta", 3, 1, 5);
    assert_true(directory_find_prefix(directory, "bE", &found));
    assert_string_equal(found.name, "Berta");
    assert_false(directory_find_prefix(directory, "ad", &found)); /* two */
    assert_true(directory_find_prefix(directory, "adam", &found));
    assert_string_equal(found.name, "Adam");
    assert_false(directory_find_prefix(directory, "x", &found));
    assert_false(directory_find_prefix(directory, "", &found));
    assert_false(directory_find_prefix(directory, "bertaaaaaaaaaaaaaaaaaaaaaaaaa", &found));
}

static void test_list_is_sorted(void **state)
{
    (void)state;
    struct sighting list[100];
    assert_int_equal(directory_list(directory, list, 100), 0);
    for (unsigned i = 0; i < 60; i++) {
        char name[NAME_SIZE];
        unsigned shuffled = i * 37 % 60;
        snprintf(name, sizeof name, "%cx%c%c", i % 2 ? 'n' : 'N', 'a' + (int)(shuffled / 26), 'a' + (int)(shuffled % 26));
        publish(name, i + 1, 1, 5);
    }
    assert_int_equal(directory_list(directory, list, 100), 60);
    for (unsigned i = 1; i < 60; i++) {
        assert_true(strcasecmp(list[i - 1].name, list[i].name) < 0);
    }
    assert_int_equal(directory_list(directory, list, 7), 7);
    assert_int_equal(directory_list(directory, list, 0), 0);
    assert_int_equal(directory_count(directory), 60);
}

/* -- crowds */

static void crowd_name(unsigned number, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "crowd%c%c%c", 'a' + (int)(number / 676), 'a' + (int)(number / 26 % 26), 'a' + (int)(number % 26));
}

static void crowd_comes(unsigned people)
{
    char name[NAME_SIZE];
    for (unsigned number = 0; number < people; number++) {
        crowd_name(number, name);
        publish(name, 1000 + number, 1, 5);
    }
}

static void crowd_goes(unsigned people)
{
    char name[NAME_SIZE];
    for (unsigned number = 0; number < people; number++) {
        crowd_name(number, name);
        directory_withdraw(directory, name, 1);
    }
}

MAIN_THREAD static void test_it_fits_a_crowd_and_shrinks_again(void **state)
{
    enum { PEOPLE_COME = 5000 };
    static struct sighting list[PEOPLE_COME];
    struct sighting found;
    (void)state;
    publish("Ada", 1, 1, 5);
    unsigned least = directory_fit(directory);
    crowd_comes(PEOPLE_COME);
    assert_in_range(directory_fit(directory), PEOPLE_COME, 2 * PEOPLE_COME);
    assert_int_equal(directory_list(directory, list, PEOPLE_COME), PEOPLE_COME);
    for (unsigned at = 1; at < PEOPLE_COME; at++) {
        assert_true(strcasecmp(list[at - 1].name, list[at].name) < 0);
        assert_true(directory_find(directory, list[at].name, &found));
        assert_true(directory_find_who(directory, list[at].who, &found));
    }
    crowd_goes(PEOPLE_COME);
    assert_int_equal(directory_fit(directory), least);
    assert_int_equal(directory_list(directory, list, PEOPLE_COME), 1);
    assert_true(directory_find(directory, "ada", &found));
    crowd_comes(least + 1);             /* one in, one out: nothing is done each time */
    unsigned more = directory_fit(directory);
    crowd_goes(least + 1);
    assert_true(more > least);
    assert_int_equal(directory_fit(directory), more);
}

/* -- all at once */

static atomic_bool finished;
static atomic_uint writing;

static void name_of(unsigned person, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "person%c", 'a' + (int)person);
}

/* A person of this number, the zone and the level going together: a torn copy would show. */
static bool coherent(const struct sighting *sighting, unsigned person)
{
    char name[NAME_SIZE];
    name_of(person, name);
    return strcasecmp(sighting->name, name) == 0 && sighting->who.counter == person + 1 &&
           sighting->zone.number == sighting->level;
}

static void *write_all(void *unused)
{
    (void)unused;
    rcu_thread_begin();
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        for (unsigned person = 0; person < PEOPLE; person++) {
            char name[NAME_SIZE];
            name_of(person, name);
            struct sighting sighting = sighting_of(name, person + 1, round, round);
            sighting.level = round;
            directory_publish(directory, &sighting);
            if (person % 2 == 0 && round % 3 == 0) {
                directory_withdraw(directory, name, round);
            }
        }
    }
    rcu_thread_end();
    atomic_fetch_sub(&writing, 1);
    return NULL;
}

static const char *look_once(unsigned person)
{
    char name[NAME_SIZE];
    name_of(person, name);
    struct sighting found;
    if (directory_find(directory, name, &found) && !coherent(&found, person)) {
        return "found by name, but somebody else";
    }
    if (directory_find_who(directory, (entity_id){1, 1, person + 1}, &found) && !coherent(&found, person)) {
        return "found by who, but somebody else";
    }
    if (directory_find_prefix(directory, name, &found) && !coherent(&found, person)) {
        return "found by prefix, but somebody else";
    }
    struct sighting list[PEOPLE * 2];
    unsigned filled = directory_list(directory, list, PEOPLE * 2);
    for (unsigned i = 1; i < filled; i++) {
        if (strcasecmp(list[i - 1].name, list[i].name) >= 0) {
            return "listed twice";
        }
    }
    return NULL;
}

static void *read_all(void *unused)
{
    (void)unused;
    rcu_thread_begin();
    const char *wrong = NULL;
    uint32_t seen = 0;
    for (unsigned turn = 0; !atomic_load(&finished) && wrong == NULL; turn++) {
        wrong = look_once(turn % PEOPLE);
        struct sighting found; /* the second person is never withdrawn: there at once, there for ever */
        if (wrong == NULL && directory_find(directory, "personb", &found)) {
            wrong = found.generation < seen ? "an older generation came back" : NULL;
            seen = found.generation;
        } else if (wrong == NULL && seen > 0) {
            wrong = "gone while being replaced";
        }
    }
    rcu_thread_end();
    return (void *)(uintptr_t)wrong;
}

MAIN_THREAD static void test_publish_withdraw_find_at_once(void **state)
{
    (void)state;
    atomic_store(&finished, false);
    atomic_store(&writing, WRITERS);
    pthread_t writers[WRITERS], readers[READERS];
    for (unsigned i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&readers[i], NULL, read_all, NULL), 0);
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_create(&writers[i], NULL, write_all, NULL), 0);
    }
    while (atomic_load(&writing) > 0) { /* the tables grow and shrink meanwhile */
        crowd_comes(700);
        directory_fit(directory);
        crowd_goes(700);
        directory_fit(directory);
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(writers[i], NULL), 0);
    }
    atomic_store(&finished, true);
    for (unsigned i = 0; i < READERS; i++) {
        void *wrong;
        assert_int_equal(pthread_join(readers[i], &wrong), 0);
        assert_null(wrong);
    }
    /* Whoever is there by name is there by who, and the count is theirs. */
    struct sighting list[PEOPLE], found;
    unsigned filled = directory_list(directory, list, PEOPLE);
    assert_int_equal(directory_count(directory), filled);
    for (unsigned i = 0; i < filled; i++) {
        assert_true(directory_find_who(directory, list[i].who, &found));
        assert_string_equal(found.name, list[i].name);
    }
    for (unsigned person = 1; person < PEOPLE; person += 2) {
        assert_true(directory_find_who(directory, (entity_id){1, 1, person + 1}, &found));
        assert_int_equal(found.generation, ROUNDS);
    }
}

static void publish_ears(const char *name, uint64_t number, uint32_t deaf, const char *ignored)
{
    struct sighting sighting = sighting_of(name, number, 1, 5);
    sighting.session = (session_id){number};
    sighting.deaf = deaf;
    sighting.ignored = ignored == NULL ? NULL : text_string(ignored);
    directory_publish(directory, &sighting);
    text_unref(&sighting.ignored); /* the directory has its own */
}

/* The sum of the sessions that hear it: 1, 10, 100, ... */
static uint64_t hearers(unsigned channel, const char *speaker, unsigned most)
{
    struct hearer list[8];
    uint64_t sum = 0;
    unsigned count = directory_hearers(directory, channel, speaker, list, most);
    assert_true(count <= most);
    for (unsigned at = 0; at < count; at++) {
        assert_false(list[at].keeper);
        sum += list[at].session.number;
    }
    return sum;
}

static void test_hearers(void **state)
{
    (void)state;
    struct sighting found;
    publish_ears("Ada", 1, 0, NULL);
    publish_ears("Bob", 10, 1u << 4, "cyd\nada\n");
    publish_ears("Cyd", 100, 1u << 31, "dan\n");
    publish("Linkless", 1000, 1, 5); /* no session */
    assert_int_equal(hearers(4, "Dan", 8), 1);
    assert_int_equal(hearers(5, "DAN", 8), 11);
    assert_int_equal(hearers(5, "ADA", 8), 101);
    assert_int_equal(hearers(31, "Cyd", 8), 1);
    assert_int_equal(hearers(5, "Zed", 8), 111);
    assert_int_equal(hearers(5, "Zed", 0), 0);
    assert_true(directory_ignores(directory, "BOB", "Ada"));
    assert_false(directory_ignores(directory, "Ada", "Bob"));
    assert_false(directory_ignores(directory, "Nobody", "Bob"));
    assert_true(directory_find(directory, "bob", &found));
    assert_null(found.ignored);
    assert_int_equal(found.deaf, 1u << 4);
    publish_ears("Bob", 10, 0, NULL); /* he has changed his mind */
    assert_int_equal(hearers(4, "Ada", 8), 111);
    struct sighting keeper = sighting_of("Ada", 1, 1, 5);
    struct hearer list[1];
    keeper.session = (session_id){1};
    keeper.flags = SEEN_KEEPER;
    directory_publish(directory, &keeper);
    assert_int_equal(directory_hearers(directory, 4, "Dan", list, 1), 1);
    assert_true(list[0].keeper);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_find_by_name_and_who, begin, end),
        cmocka_unit_test_setup_teardown(test_generations, begin, end),
        cmocka_unit_test_setup_teardown(test_a_name_changes_hands, begin, end),
        cmocka_unit_test_setup_teardown(test_a_person_changes_name, begin, end),
        cmocka_unit_test_setup_teardown(test_prefix, begin, end),
        cmocka_unit_test_setup_teardown(test_list_is_sorted, begin, end),
        cmocka_unit_test_setup_teardown(test_hearers, begin, end),
        cmocka_unit_test_setup_teardown(test_it_fits_a_crowd_and_shrinks_again, begin, end),
        cmocka_unit_test_setup_teardown(test_publish_withdraw_find_at_once, begin, end),
    };
    return cmocka_run_group_tests_name("directory", tests, begin_all, end_all);
}
