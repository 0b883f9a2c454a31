/* tests/grow/test_layout.c -- zones/grow/layout*.c: every layout, with many sizes and seeds. */
#include "zones/grow/layout_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { SEEDS = 120 };

static void draw(struct layout *layout, unsigned number, uint64_t seed, unsigned rooms)
{
    struct layout_order order = { .name = layout_name(number), .rooms = rooms, .homes = 2, .shops = 1, .locks = seed % 2 == 0 };
    struct dice dice;
    dice_seed(&dice, seed);
    layout_draw(layout, &order, &dice);
}

static void each_is_whole_whatever_its_size_and_seed(void **state)
{
    (void)state;
    static const unsigned sizes[] = { 12, 17, 30, 44, 51, 66, 80, 100 };
    struct layout layout;
    for (unsigned number = 0; number < layout_count(); number++)
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            unsigned rooms = sizes[seed % (sizeof sizes / sizeof *sizes)];
            draw(&layout, number, seed, rooms);
            const char *fault = layout_fault(&layout);
            if (fault != NULL || layout.count != rooms)
                fail_msg("%s, seed %u, %u rooms: %s", layout_name(number), (unsigned)seed, rooms, fault == NULL ? "another number" : fault);
        }
}

/* Without hidden ways and locked doors, everything but lair and secret is within reach; and no place is twice there. */
static void nothing_but_lair_and_secret_is_barred(void **state)
{
    (void)state;
    struct layout layout;
    for (unsigned number = 0; number < layout_count(); number++)
        for (uint64_t seed = 1; seed <= 20; seed++) {
            bool seen[LAYOUT_ROOMS_MOST] = { true };
            int stack[LAYOUT_ROOMS_MOST], count = 1, reached = 1;
            draw(&layout, number, seed * 77, 50);
            stack[0] = 0;
            while (count > 0) {
                const struct layout_room *room = &layout.rooms[stack[--count]];
                for (unsigned way = 0; way < DIRECTIONS; way++) {
                    int to = room->to[way];
                    if (to == LAYOUT_NOWHERE || seen[to] || room->hidden[way] || room->door[way] == DOOR_LOCKED)
                        continue;
                    seen[to] = true;
                    stack[count++] = to;
                    reached++;
                }
            }
            assert_false(seen[layout.secret]);
            assert_int_equal(reached, 50 - 1 - !seen[layout.lair]);
            assert_int_equal(seen[layout.lair], seed % 2 != 0);
        }
}

static void each_has_a_home_and_a_shop(void **state)
{
    (void)state;
    struct layout layout;
    for (unsigned number = 0; number < layout_count(); number++)
        for (uint64_t seed = 1; seed <= 40; seed++) {
            unsigned roles[GROW_ROLES_COUNT] = { 0 };
            draw(&layout, number, seed, 40);
            for (unsigned n = 0; n < layout.count; n++)
                roles[layout.rooms[n].role]++;
            assert_int_equal(roles[ROLE_home], 2);
            assert_int_equal(roles[ROLE_shop], 1);
            assert_true(roles[ROLE_way] + roles[ROLE_hall] > 5);
        }
}

static unsigned shape_of(const struct layout *layout, unsigned *ends, unsigned *loops, unsigned *stairs)
{
    unsigned ways = 0;
    *ends = *stairs = 0;
    for (unsigned n = 0; n < layout->count; n++) {
        ways += ways_of(&layout->rooms[n]);
        *ends += ways_of(&layout->rooms[n]) == 1;
        *stairs += layout->rooms[n].to[UP] != LAYOUT_NOWHERE;
    }
    *loops = ways / 2 + 1 - layout->count;
    return ways;
}

/* The same dice draw the same; others draw something else; and no two of the table are alike in ends, loops and stairs. */
static void they_differ(void **state)
{
    (void)state;
    unsigned ends[64] = { 0 }, loops[64] = { 0 }, stairs[64] = { 0 };
    struct layout one, other;
    assert_true(layout_count() >= 24 && layout_count() < 64);
    for (unsigned number = 0; number < layout_count(); number++) {
        draw(&one, number, 5, 60);
        draw(&other, number, 5, 60);
        assert_memory_equal(&one, &other, sizeof one);
        draw(&other, number, 6, 60);
        assert_memory_not_equal(&one, &other, sizeof one);
        for (uint64_t seed = 1; seed <= 30; seed++) {
            unsigned e, l, s;
            draw(&one, number, seed, 60);
            shape_of(&one, &e, &l, &s);
            ends[number] += e, loops[number] += l, stairs[number] += s;
        }
    }
    for (unsigned a = 0; a < layout_count(); a++)
        for (unsigned b = 0; b < a; b++) {
            int apart = abs((int)(ends[a] - ends[b])) + abs((int)(loops[a] - loops[b])) + abs((int)(stairs[a] - stairs[b]));
            if (apart < 25)
                fail_msg("%s and %s are much alike: ends %u %u, loops %u %u, stairs %u %u", layout_name(a), layout_name(b), ends[a], ends[b],
                         loops[a], loops[b], stairs[a], stairs[b]);
        }
}

static void a_wish_is_checked(void **state)
{
    (void)state;
    static const char yaml[] = "{piers: {arms: 4, legs: 2, apart: 9}, lighthouse: {}}";
    char said[400] = "";
    struct arena *arena = arena_new();
    struct mistakes mistakes = { .file = "t", .out = fmemopen(said, sizeof said, "w") };
    struct yaml_node *root = yaml_read_bytes(yaml, strlen(yaml), arena, &mistakes);
    assert_non_null(root);
    assert_false(layout_check(&(struct layout_wish){ "piers", root->first }, &mistakes));
    assert_false(layout_check(&(struct layout_wish){ "lighthouse", root->first->next }, &mistakes));
    assert_true(layout_check(&(struct layout_wish){ "piers", NULL }, &mistakes));
    fclose(mistakes.out);
    assert_string_equal(said, "t:1:19: layouts: piers knows no 'legs'\nt:1:35: layouts: apart: 9 is more than 3\n"
                              "t:1:51: layouts: there is none called 'lighthouse'\n");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_whole_whatever_its_size_and_seed),
        cmocka_unit_test(nothing_but_lair_and_secret_is_barred),
        cmocka_unit_test(each_has_a_home_and_a_shop),
        cmocka_unit_test(they_differ),
        cmocka_unit_test(a_wish_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
