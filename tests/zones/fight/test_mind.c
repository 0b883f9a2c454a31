/* tests/zones/fight/test_mind.c -- what mobiles do of themselves: begin, help, hunt, run, keep away, change, go home. */
#include "tests/zones/fight/ring.h"

#include "zones/fight/mind.h"

static struct town town;
static struct ring ring;
enum { GUARD, RAT };

PLAYS_ALL int begin(void **state)
{
    (void)state;
    ring_begin(&ring, &town);
    town.mobiles[GUARD].says = no_keys;
    return 0;
}

/* Ada comes to where they are. */
PLAYS_ALL void opens(uint32_t guard, uint32_t rat, unsigned guards)
{
    town.mobiles[GUARD].behaviours = guard;
    town.mobiles[RAT].behaviours = rat;
    town.resets_one[0].count = guards;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    ring_lay(&ring, town_person(&town, ADA), FIGURE_HEALTH, 5000);
    ring_heal(town_person(&town, ADA), 5000);
}

PLAYS_ALL int end(void **state)
{
    (void)state;
    town_close(&town);
    return 0;
}

/* What a test did itself is heard first. */
PLAYS_ALL void later(int64_t ms)
{
    ring_heard(&town);
    town_later(&town, ms);
}

PLAYS_ALL void types(const char *line)
{
    ring_heard(&town);
    town_types(&town, ADA, line);
}

#define DOES(member) (1u << BEHAVIOUR_##member)

static struct character *ada(void)
{
    return town_person(&town, ADA);
}

/* A blow strong enough to leave it that much, and no more of its own. */
PLAYS_ALL void hurt(struct character *who, int32_t percent)
{
    ring_heal(who, pool_most(who, POOL_HEALTH) * percent / 100);
}

/* One second after the other, until the guard is there. */
PLAYS_ALL bool comes_to(struct character *who, unsigned room, unsigned seconds)
{
    for (; seconds > 0 && who->room->proto->id.number != room; seconds--)
        later(1000);
    return who->room->proto->id.number == room;
}

PLAYS_ALL void test_aggressive(void **state)
{
    (void)state;
    opens(DOES(AGGRESSIVE), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    assert_null(guard->opponent);
    town_copy_check(&town, LAND_ONE);       /* with something on its mind */
    later(1000);
    assert_null(guard->opponent);           /* there is a moment to walk on */
    later(4000);
    assert_ptr_equal(guard->opponent, ada());
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard attacks you!\n"));
}

/* Whoever walks on at once is not attacked; who comes back is. */
PLAYS_ALL void test_walked_on(void **state)
{
    (void)state;
    opens(DOES(AGGRESSIVE), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    types("north");
    later(10000);
    assert_null(guard->opponent);
    types("south");
    later(5000);
    assert_ptr_equal(guard->opponent, ada());
}

PLAYS_ALL void test_wary(void **state)
{
    (void)state;
    opens(DOES(WARY), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    types("north");
    later(10000);
    ada()->player->level = 6;               /* the guard is of level 5 */
    types("south");
    later(10000);
    assert_null(guard->opponent);
    types("north");
    ada()->player->level = 5;
    types("south");
    later(5000);
    assert_ptr_equal(guard->opponent, ada());
}

PLAYS_ALL void test_peace_and_the_unseen(void **state)
{
    (void)state;
    town.rooms[0].peaceful = true;
    opens(DOES(AGGRESSIVE), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    later(10000);
    assert_null(guard->opponent);
    town.rooms[0].peaceful = false;
    ring_lay(&ring, ada(), FIGURE_HIDDEN, 1);
    mind_meets(ada());
    later(10000);
    assert_null(guard->opponent);
    for (struct affect *affect; (affect = affect_giving(ada(), FIGURE_HIDDEN)) != NULL;)
        affect_end(ada(), affect, false);
    mind_meets(ada());
    later(5000);
    assert_ptr_equal(guard->opponent, ada());
}

/* Who does not draw the eye is left alone by all, who walks unseen by the dead by the dead alone. */
PLAYS_ALL void test_the_discreet(void **state)
{
    (void)state;
    static const struct { enum figure figure; bool dead, attacked; } rows[] = {
        { FIGURE_DISCREET, false, false }, { FIGURE_UNSEEN_BY_DEAD, true, false }, { FIGURE_UNSEEN_BY_DEAD, false, true },
    };
    opens(0, 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    town.mobiles[0].behaviours = DOES(AGGRESSIVE);
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        ring.race.natures = rows[at].dead ? 1u << NATURE_UNDEAD : 0;
        ring_lay(&ring, ada(), rows[at].figure, 1);
        mind_meets(ada());
        later(10000);
        assert_int_equal(guard->opponent != NULL, rows[at].attacked);
        for (struct affect *affect; (affect = affect_giving(ada(), rows[at].figure)) != NULL;)
            affect_end(ada(), affect, false);
    }
}

PLAYS_ALL void test_pack(void **state)
{
    (void)state;
    opens(DOES(PACK), 0, 2);
    types("kill guard");
    assert_int_equal(fight_opponents(ada()), 1);
    later(1000);
    assert_int_equal(fight_opponents(ada()), 1);
    later(1500);
    assert_int_equal(fight_opponents(ada()), 2);
}

/* Who mends helps its own people, whatever they are; a pack only those who are the same as it; and no other people. */
PLAYS_ALL void test_healer(void **state)
{
    (void)state;
    static const struct { enum behaviour behaviour; uint16_t race; bool helps; } rows[] = {
        { BEHAVIOUR_HEALER, 0, true }, { BEHAVIOUR_PACK, 0, false }, { BEHAVIOUR_HEALER, 1, false },
    };
    static struct race races[2];
    static struct role roles[2];
    races[0] = races[1] = ring.race;
    roles[0] = roles[1] = ring.role;
    ring.rules.races = races;
    ring.rules.race_count = 2;
    ring.creatures.roles = roles;
    ring.creatures.role_count = 2;
    town.mobiles[RAT].level = 30;
    town.mobiles[RAT].role = 1;
    opens(0, 0, 1);
    struct character *guard = ring_mobile(&town, "guard"), *rat = ring_mobile(&town, "rat");
    ring_move(rat, TEMPLE);
    for (unsigned at = 0; at < sizeof rows / sizeof *rows; at++) {
        town.mobiles[GUARD].behaviours = 1u << rows[at].behaviour;
        town.mobiles[RAT].race = rows[at].race;
        types("kill rat");
        later(3000);
        assert_ptr_equal(guard->opponent, rows[at].helps ? ada() : NULL);
        fight_leave(ada());
        mind_fled(guard);
    }
}

/* Nobody of another kind helps, unless it is a guard, and that one never helps what attacks people itself. */
PLAYS_ALL void test_guard(void **state)
{
    (void)state;
    town.mobiles[RAT].level = 30;
    static struct race races[2];
    races[0] = races[1] = ring.race;
    ring.rules.races = races;
    ring.rules.race_count = 2;
    town.mobiles[RAT].race = 1;
    opens(DOES(GUARD) | DOES(PACK), 0, 1);
    struct character *guard = ring_mobile(&town, "guard"), *rat = ring_mobile(&town, "rat");
    ring_move(rat, TEMPLE);
    town.mobiles[RAT].behaviours = DOES(AGGRESSIVE);
    types("kill rat");
    later(3000);
    assert_null(guard->opponent);
    fight_leave(rat);
    town.mobiles[RAT].behaviours = 0;
    types("kill rat");
    later(3000);
    assert_ptr_equal(guard->opponent, ada());
    fight_leave(ada());
    town.mobiles[RAT].behaviours = DOES(AGGRESSIVE);
    assert_true(mind_attacks(rat, ada()));
    later(3000);
    assert_ptr_equal(guard->opponent, rat); /* who attacks Ada without cause has the guard against it */
}

/* From the next room, through no closed door. */
PLAYS_ALL void test_calls(void **state)
{
    (void)state;
    opens(DOES(CALLS), 0, 1);
    struct character *rat = ring_mobile(&town, "rat");
    assert_int_equal(rat->room->proto->id.number, HALL);
    town_reads(&town, ADA);
    types("kill guard");
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard calls for help!\n"));
    later(2000);
    assert_ptr_equal(rat->room, ada()->room);
    assert_ptr_equal(rat->opponent, ada());
}

PLAYS_ALL void test_coward_and_home(void **state)
{
    (void)state;
    ring.rules.constants.flee_percent = 100;
    opens(DOES(COWARD), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 2000);
    hurt(guard, 50);
    types("kill guard");
    later(8000);
    assert_ptr_equal(guard->room, ada()->room);
    hurt(guard, 20);
    assert_true(comes_to(guard, HALL, 8));
    assert_null(guard->opponent);
    assert_null(ada()->opponent);
    town_copy_check(&town, LAND_ONE);
    assert_true(comes_to(guard, TEMPLE, 60));   /* where its reset put it */
}

PLAYS_ALL void test_steadfast(void **state)
{
    (void)state;
    ring.rules.constants.flee_percent = 100;
    opens(DOES(COWARD) | DOES(STEADFAST), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    hurt(guard, 20);
    ring_lay(&ring, guard, FIGURE_AFRAID, 1);
    types("kill guard");
    later(15000);
    assert_ptr_equal(guard->opponent, ada());
}

/* It does not strike, not even once. */
PLAYS_ALL void test_meek(void **state)
{
    (void)state;
    opens(DOES(MEEK), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(guard, 5000);
    ring.rules.constants.flee_percent = 0;
    types("kill guard");
    later(12000);
    assert_null(strstr(town_reads(&town, ADA), "A gate guard misses you"));
    assert_null(strstr(town_reads(&town, ADA), "You are hit"));
    ring.rules.constants.flee_percent = 100;
    assert_true(comes_to(guard, HALL, 5));
}

PLAYS_ALL void test_hunter(void **state)
{
    (void)state;
    ring.rules.constants.flee_percent = 100;
    opens(DOES(HUNTER), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    types("kill guard");
    types("flee north");
    assert_int_equal(town_room_of(&town, ADA), HALL);
    assert_true(comes_to(guard, HALL, 6));
    assert_ptr_equal(guard->opponent, ada());
    types("flee south");
    ada()->player->waits_until = 0;
    types("east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    assert_true(town.zones[LAND_ONE]->awake);   /* nobody sees it, but it is on the hunt */
}

/* One second after the other, until there is a guard in that room. */
PLAYS_ALL bool guard_comes_to(unsigned room, unsigned seconds)
{
    const struct character *guard = ring_mobile(&town, "guard");
    for (; seconds > 0 && (guard == NULL || guard->room->proto->id.number != room); seconds--) {
        later(1000);
        town_copy_check(&town, LAND_ONE);
        town_copy_check(&town, LAND_TWO);
        guard = ring_mobile(&town, "guard");
    }
    return guard != NULL && guard->room->proto->id.number == room;
}

/* She has run from it, and over the border; it is in the temple, or on its way there. */
PLAYS_ALL entity_id flees_over_the_border(unsigned guards)
{
    ring.rules.constants.flee_percent = 100;
    opens(DOES(HUNTER), 0, guards);
    struct character *guard = ring_mobile(&town, "guard");
    entity_id id = guard->id;
    types("kill guard");
    types("flee east");
    assert_int_equal(town_room_of(&town, ADA), COURT);
    town_reads(&town, ADA);
    return id;
}

static unsigned guards_of(unsigned zone)
{
    unsigned count = 0;
    for (unsigned at = 0; at < town.zones[zone]->area->room_count; at++)
        for (struct character *who = land_of(town.zones[zone])->rooms[at].people; who != NULL; who = who->next)
            count += who->mobile == &town.mobiles[GUARD];
    return count;
}

/* It comes over the border behind her, fights her there, and, when she is gone for good, goes home the way it came. */
PLAYS_ALL void test_hunter_abroad(void **state)
{
    (void)state;
    entity_id id = flees_over_the_border(1);
    town_enters(&town, BOB, TEMPLE);
    town_enters(&town, CID, COURT);
    assert_true(guard_comes_to(COURT, 12));
    assert_non_null(strstr(town_reads(&town, BOB), "A gate guard leaves east.\n"));
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard arrives from the west.\n"));
    struct character *guard = ring_mobile(&town, "guard");
    assert_true(entity_same(guard->id, id));
    later(6000);
    assert_ptr_equal(guard->opponent, ada());
    land_reset(town.zones[LAND_ONE]);       /* which does not make another one meanwhile */
    assert_int_equal(guards_of(LAND_ONE), 0);
    ring_heard(&town);
    character_teleport(ada(), town.zones[LAND_ONE]->id, (room_id){HALL}, NO_ENTITY);
    ring_heard(&town);
    assert_true(guard_comes_to(TEMPLE, 60));
    assert_non_null(strstr(town_reads(&town, CID), "A gate guard leaves west.\n"));
    guard = ring_mobile(&town, "guard");
    assert_true(entity_same(guard->id, id));
    assert_null(guard->visit);
    assert_true(guard->reset >= 0);
    assert_null(land_of(town.zones[LAND_ONE])->abroad);
    land_reset(town.zones[LAND_ONE]);
    assert_int_equal(guards_of(LAND_ONE), 1);
}

/* She comes back the moment it arrives: it is behind her again, and at home there. */
PLAYS_ALL void test_hunter_there_and_back(void **state)
{
    (void)state;
    flees_over_the_border(1);
    assert_true(guard_comes_to(COURT, 12));
    ada()->player->waits_until = 0;
    types("west");
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_true(guard_comes_to(TEMPLE, 12));
    struct character *guard = ring_mobile(&town, "guard");
    assert_true(guard->reset >= 0);
    later(6000);
    assert_ptr_equal(guard->opponent, ada());
}

/* Killed abroad, it is replaced at home by the next reset. */
PLAYS_ALL void test_hunter_dies_abroad(void **state)
{
    (void)state;
    flees_over_the_border(1);
    assert_true(guard_comes_to(COURT, 12));
    struct hurt end_of_it = { .from = ada(), .kind = DAMAGE_BLUNT, .amount = 100000 };
    bool died;
    damage_deal(ring_mobile(&town, "guard"), &end_of_it, &died);
    assert_true(died);
    ring_heard(&town);
    town_run(&town);
    assert_null(land_of(town.zones[LAND_ONE])->abroad);
    land_reset(town.zones[LAND_ONE]);
    assert_int_equal(guards_of(LAND_ONE), 1);
}

/* Nobody sees it abroad: it is at home, and nobody has seen that either. */
PLAYS_ALL void test_hunter_among_sleepers(void **state)
{
    (void)state;
    entity_id id = flees_over_the_border(1);
    assert_true(guard_comes_to(COURT, 12));
    later(1000);
    character_teleport(ada(), town.zones[LAND_ONE]->id, (room_id){HALL}, NO_ENTITY);
    ring_heard(&town);
    for (unsigned seconds = 0; seconds < 60; seconds++)
        later(1000);
    assert_false(town.zones[LAND_TWO]->awake);
    struct character *guard = ring_mobile(&town, "guard");
    assert_true(entity_same(guard->id, id));
    assert_ptr_equal(guard->zone, town.zones[LAND_ONE]);
}

/* Its home has waited long enough: another stands there, and who comes home late is gone. */
PLAYS_ALL void test_hunter_comes_late(void **state)
{
    (void)state;
    ring.rules.constants.abroad_ms = 20000;
    flees_over_the_border(1);
    town_enters(&town, CID, COURT);         /* so that it walks */
    assert_true(guard_comes_to(COURT, 12));
    later(40000);
    land_reset(town.zones[LAND_ONE]);
    assert_int_equal(guards_of(LAND_ONE), 1);
    assert_int_equal(guards_of(LAND_TWO), 1);
    character_teleport(ada(), town.zones[LAND_ONE]->id, (room_id){HALL}, NO_ENTITY);
    ring_heard(&town);
    for (unsigned seconds = 0; seconds < 60; seconds++)
        later(1000);
    assert_int_equal(guards_of(LAND_ONE), 1);
    assert_int_equal(guards_of(LAND_TWO), 0);
}

/* Nobody sees either land. */
PLAYS_ALL void test_hunter_comes_home_asleep(void **state)
{
    (void)state;
    flees_over_the_border(1);
    assert_true(guard_comes_to(COURT, 12));
    later(1000);
    character_quit(ada(), QUIT_ASKED);
    later(60000);
    assert_false(town.zones[LAND_ONE]->awake);
    assert_false(town.zones[LAND_TWO]->awake);
    const struct character *guard = ring_mobile(&town, "guard");
    assert_int_equal(guard->room->proto->id.number, TEMPLE);
    assert_null(guard->mind);
    assert_true(guard->reset >= 0);
}

/* What is upon it goes on being so; what it carries counts for no reset over there; its steps are counted on. */
PLAYS_ALL void test_hunter_as_it_was(void **state)
{
    (void)state;
    ring.rules.constants.hunt_steps = 2;
    ring.rules.constants.flee_percent = 100;
    opens(DOES(HUNTER), 0, 1);
    town_enters(&town, CID, COURT);
    struct character *guard = ring_mobile(&town, "guard");
    affect_lay(guard, ring_skill(&ring, FIGURE_SNEAKING), 0, 100, 1, town.now + 20000, NO_ENTITY);
    struct item *sword = item_new(town.zones[LAND_ONE], (proto_id){SWORD}, zone_new_id(town.zones[LAND_ONE]));
    sword->reset = 0;
    item_enter_bearer(sword, guard, WEAR_NOWHERE);
    types("kill guard");
    types("flee east");
    assert_true(guard_comes_to(COURT, 12));
    guard = ring_mobile(&town, "guard");
    assert_int_equal(guard->mind->steps, 1);
    assert_int_equal(guard->items->reset, -1);
    assert_non_null(guard->affects);
    later(30000);
    guard = ring_mobile(&town, "guard");
    assert_null(guard->affects);
}

/* A peace over there, a door shut behind her: it turns back before it has come in, and is at home. */
PLAYS_ALL void test_hunter_turned_back(void **state)
{
    (void)state;
    for (unsigned shut = 0; shut < 2; shut++) {
        town.rooms[3].peaceful = shut == 0;
        flees_over_the_border(1);
        if (shut != 0)
            land_room(town.zones[LAND_TWO], (room_id){COURT})->doors[WEST] = DOOR_CLOSED;
        town_enters(&town, BOB, TEMPLE);
        later(12000);
        assert_int_equal(guards_of(LAND_TWO), 0);
        assert_int_equal(guards_of(LAND_ONE), 1);
        assert_true(ring_mobile(&town, "guard")->reset >= 0);
        assert_null(land_of(town.zones[LAND_ONE])->abroad);
        assert_non_null(strstr(town_reads(&town, BOB), "A gate guard leaves east.\n"));
        if (shut == 0) {
            town_close(&town);
            begin(NULL);
        }
    }
}

/* Who is no hunter, or has a day, or lost her otherwise than on foot, stays. */
PLAYS_ALL void test_hunters_who_stay(void **state)
{
    (void)state;
    opens(DOES(HUNTER), 0, 1);
    town_enters(&town, BOB, TEMPLE);
    types("kill guard");
    character_teleport(ada(), town.zones[LAND_TWO]->id, (room_id){COURT}, NO_ENTITY);
    ring_heard(&town);
    later(30000);
    assert_int_equal(guards_of(LAND_TWO), 0);
    static struct day_step night = { .hour = 22, .go = {HALL} };
    town.mobiles[GUARD].day = &night;
    town.mobiles[GUARD].day_count = 1;
    mind_shot(ring_mobile(&town, "guard"), ada()->id, EAST);
    later(30000);
    assert_int_equal(guards_of(LAND_TWO), 0);
}

/* Shot at from over there, a hunter comes; anybody else takes cover. */
PLAYS_ALL void test_shot_from_abroad(void **state)
{
    (void)state;
    for (unsigned hunts = 0; hunts < 2; hunts++) {
        opens(hunts != 0 ? DOES(HUNTER) : 0, 0, 1);
        town_enters(&town, BOB, TEMPLE);
        types("east");
        struct character *guard = ring_mobile(&town, "guard");
        mind_shot(guard, ada()->id, EAST);
        later(6000);
        assert_int_equal(guards_of(LAND_TWO), hunts);
        if (hunts == 0) {
            assert_int_equal(ring_mobile(&town, "guard")->room->proto->id.number, HALL);
            town_close(&town);
            begin(NULL);
        }
    }
}

/* Whoever died of it is not hunted: the temple is in the same land. */
PLAYS_ALL void test_hunts_no_dead(void **state)
{
    (void)state;
    opens(DOES(HUNTER), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    types("kill guard");
    ring_move(guard, HALL);
    ring_move(ada(), HALL);
    fight_begin(guard, ada());
    struct hurt end_of_it = { .from = guard, .kind = DAMAGE_BLUNT, .amount = 100000 };
    bool died;
    damage_deal(ada(), &end_of_it, &died);
    ring_heard(&town);
    town_run(&town);
    assert_true(died);
    assert_int_equal(town_room_of(&town, ADA), TEMPLE);
    assert_true(comes_to(guard, TEMPLE, 60));
    assert_null(guard->opponent);
}

PLAYS_ALL void test_archer(void **state)
{
    (void)state;
    opens(DOES(ARCHER), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    types("kill guard");
    assert_false(guard->ranged);            /* it has no bow */
    fight_leave(guard);
    fight_leave(ada());
    item_enter_bearer(item_new(guard->zone, (proto_id){KEY}, zone_new_id(guard->zone)), guard, WEAR_WIELD);
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(guard, 5000);
    types("kill guard");
    assert_true(guard->ranged);
    guard->ranged = false;                  /* somebody has advanced */
    for (unsigned seconds = 0; seconds < 120 && !guard->ranged; seconds++)
        later(1000);
    assert_true(guard->ranged);
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard gets out of reach.\n"));
}

PLAYS_ALL void test_phases(void **state)
{
    (void)state;
    static struct modifier gives[] = { { FIGURE_DAMROLL, 77 } };
    ring.role.phases[0] = (struct role_phase){ .below = 60, .says = "{name} stops smiling.", .skill = NO_SKILL, .gives = gives, .give_count = 1 };
    ring.role.phases[1] = (struct role_phase){ .below = 25, .says = "It bleeds.", .skill = NO_SKILL };
    ring.role.phase_count = 2;
    opens(DOES(BOSS) | DOES(STEADFAST), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(guard, 5000);
    int32_t before = figure(guard, FIGURE_DAMROLL);
    types("kill guard");
    later(4000);
    assert_int_equal(figure(guard, FIGURE_DAMROLL), before);
    hurt(guard, 50);
    town_reads(&town, ADA);
    later(4000);
    assert_int_equal(figure(guard, FIGURE_DAMROLL), before + 77);
    assert_non_null(strstr(town_reads(&town, ADA), "A gate guard stops smiling.\n"));
    town_copy_check(&town, LAND_ONE);
    hurt(guard, 20);
    later(4000);
    assert_non_null(strstr(town_reads(&town, ADA), "It bleeds.\n"));
    later(8000);
    const char *read = town_reads(&town, ADA);
    assert_null(strstr(read, "It bleeds."));
    assert_null(strstr(read, "stops smiling"));
    fight_leave(ada());
    types("east");         /* the land falls asleep */
    assert_int_equal(figure(guard, FIGURE_DAMROLL), before);
}

/* Its role knows something, and it does it instead of a blow. */
PLAYS_ALL void test_skills(void **state)
{
    (void)state;
    uint16_t skill = ring_skill(&ring, FIGURE_DODGE);
    ring.gives[FIGURE_DODGE].amount = 7;
    ring.effects[FIGURE_DODGE].ms = 60000;
    ring.role.skills[0] = (struct role_skill){ .name = "dodge", .skill = skill, .level = 6, .chance = 100 };
    ring.role.skill_count = 1;
    opens(DOES(STEADFAST), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    ring_lay(&ring, guard, FIGURE_HEALTH, 5000);
    ring_heal(guard, 5000);
    types("kill guard");
    later(10000);
    assert_null(affect_find(guard, skill)); /* of level 5, it does not have it yet */
    ring.role.skills[0].level = 5;
    later(10000);
    assert_non_null(affect_find(guard, skill));
}

/* Out of the next room: it comes; the timid goes the other way. */
PLAYS_ALL void test_shot(void **state)
{
    (void)state;
    opens(0, 0, 1);
    struct character *guard = ring_mobile(&town, "guard"), *rat = ring_mobile(&town, "rat");
    ring_lay(&ring, rat, FIGURE_HEALTH, 5000);
    ring_heal(rat, 5000);
    (void)guard;
    range_strike(ada(), rat, WITH_BOW, NORTH);
    assert_true(comes_to(rat, TEMPLE, 4));
    assert_ptr_equal(rat->opponent, ada());
    fight_leave(rat);
    fight_leave(ada());
    ring_move(rat, HALL);
    later(1000);
    town.mobiles[RAT].behaviours = DOES(COWARD);
    ring_move(ada(), VAULT);
    rat->room->doors[EAST] = DOOR_OPEN;
    range_strike(ada(), rat, WITH_BOW, WEST);
    assert_int_equal(rat->room->proto->id.number, TEMPLE);  /* away from the vault */
    land_room(rat->zone, (room_id){HALL})->doors[EAST] = DOOR_LOCKED;
}

PLAYS_ALL void test_thief(void **state)
{
    (void)state;
    opens(DOES(THIEF), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    assert_true(purse_flow(ada(), FLOW_CORPSE, 1000));
    for (unsigned tries = 0; tries < 40 && (guard->mind == NULL || guard->mind->stolen == 0); tries++) {
        mind_meets(ada());
        later(12000);
    }
    assert_non_null(guard->mind);
    int64_t stolen = guard->mind->stolen;
    assert_in_range(stolen, 1, 5 * 10);
    assert_int_equal(ada()->player->coins[PURSE_CARRIED], 1000 - stolen);
    assert_int_equal(town.zones[LAND_ONE]->books.flows[FLOW_THEFT], stolen);
    assert_null(guard->opponent);
}

PLAYS_ALL void test_scavenger(void **state)
{
    (void)state;
    opens(DOES(SCAVENGER), 0, 1);
    struct character *guard = ring_mobile(&town, "guard");
    unsigned before = items_count(guard->items);
    town_gives(&town, ADA, SWORD);
    types("drop sword");
    for (unsigned turns = 0; turns < 20; turns++)
        mind_scavenges(guard);
    assert_true(items_count(guard->items) > before);
    for (const struct item *item = guard->items; item != NULL; item = item->next)
        assert_string_not_equal(item->object->key, "one.sword");    /* that is Ada's */
}

PLAYS_ALL void test_keepers_are_left_alone(void **state)
{
    (void)state;
    snprintf(town.options.game_keepers, sizeof town.options.game_keepers, "ada");
    opens(DOES(AGGRESSIVE), 0, 1);
    later(20000);
    assert_null(ring_mobile(&town, "guard")->opponent);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(test_aggressive), TEST(test_walked_on), TEST(test_wary), TEST(test_peace_and_the_unseen), TEST(test_the_discreet), TEST(test_pack),
        TEST(test_healer), TEST(test_guard), TEST(test_calls), TEST(test_coward_and_home), TEST(test_steadfast), TEST(test_meek), TEST(test_hunter),
        TEST(test_hunter_abroad), TEST(test_hunter_there_and_back),
        TEST(test_hunter_dies_abroad), TEST(test_hunter_among_sleepers), TEST(test_hunter_comes_late), TEST(test_hunter_comes_home_asleep), TEST(test_hunter_as_it_was),
        TEST(test_hunter_turned_back),
        TEST(test_hunters_who_stay), TEST(test_shot_from_abroad), TEST(test_hunts_no_dead), TEST(test_archer), TEST(test_phases), TEST(test_skills),
        TEST(test_shot), TEST(test_thief), TEST(test_scavenger), TEST(test_keepers_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
