/* tests/zones/fight/ring.h -- the town of tests/zones/town.h under rules of its own, for fights whose numbers are known.
 *
 * One race, one path, one role; three families of weapons, so that the town's sword cuts, and its key and lamp can be made
 * a bow and a throwing blade, and one of arrows, which the bow asks for when a test says so; and affects with nothing but a figure each: ring_lay() puts one upon somebody. */
#ifndef TESTS_ZONES_FIGHT_RING_H
#define TESTS_ZONES_FIGHT_RING_H

#include "tests/zones/town.h"

#include "zones/fight/fight_parts.h"
#include "zones/rules/creatures.h"

enum { RING_SWORD, RING_BOW, RING_BLADE, RING_ARROW, RING_FAMILIES };

struct ring {
    struct rules          rules;
    struct race           race;
    struct class_rule     class;
    struct role           role;
    struct build          build;
    struct creature_rules creatures;
    struct gear_family    families[RING_FAMILIES];
    struct gear_rules     gear;
    struct skill          skills[FIGURES];     /* each gives one figure, and is called like it */
    struct effect         effects[FIGURES];
    struct modifier       gives[FIGURES];
};

static inline int ring_order(const void *left, const void *right)
{
    return strcmp(((const struct skill *)left)->name, ((const struct skill *)right)->name);
}

/* By name, as the rules want them. */
PLAYS_ALL void ring_skills(struct ring *ring)
{
    for (unsigned at = 0; at < FIGURES; at++) {
        ring->gives[at] = (struct modifier){ (uint8_t)at, 1 };
        ring->effects[at] = (struct effect){ .kind = EFFECT_AFFECT, .gives = &ring->gives[at], .give_count = 1, .chance = 100,
                                             .times = 1, .damage = NO_DAMAGE, .pool = NO_POOL };
        ring->skills[at] = (struct skill){ .name = figure_words[at], .affect = figure_words[at], .text = "", .kind = SKILL_SPELL,
                                           .does = &ring->effects[at], .effect_count = 1, .needs = NO_SKILL };
    }
    qsort(ring->skills, FIGURES, sizeof ring->skills[0], ring_order);
    ring->rules.skills = ring->skills;
    ring->rules.skill_count = FIGURES;
}

PLAYS_ALL uint16_t ring_skill(const struct ring *ring, enum figure figure)
{
    unsigned at = 0;
    while (ring->skills[at].does != &ring->effects[figure])
        at++;
    return (uint16_t)at;
}

PLAYS_ALL void ring_make(struct ring *ring)
{
    memset(ring, 0, sizeof *ring);
    ring->race = (struct race){ .key = "human", .name = "Human", .about = "", .playable = true, .experience = 100,
                                .natures = 1u << NATURE_HUMANOID, .blow = DAMAGE_BLUNT, .blow_word = "hit" };
    ring->class = (struct class_rule){ .key = "fighter", .name = "Fighter", .code = "FIG", .about = "", .level = 1,
                                       .prime = FIGURE_STR };
    ring->role = (struct role){ .key = "soldier", .about = "", .health = 100, .mana = 100, .damage = 100, .armor = 100, .hit = 100,
                                .experience = 100, .coins = 100 };
    ring->build = (struct build){ .key = "plain", .health = 100, .damage = 100 };
    ring->families[RING_SWORD] = (struct gear_family){ .key = "sword", .weapon = true, .kind = DAMAGE_SLASH, .hands = 1 };
    ring->families[RING_BOW] = (struct gear_family){ .key = "bow", .weapon = true, .kind = DAMAGE_PIERCE, .distance = 2 };
    ring->families[RING_BLADE] = (struct gear_family){ .key = "thrown", .weapon = true, .kind = DAMAGE_PIERCE, .distance = 1 };
    ring->families[RING_ARROW] = (struct gear_family){ .key = "arrow", .about = "arrows", .missiles = true };
    ring->creatures = (struct creature_rules){ .roles = &ring->role, .role_count = 1, .builds = &ring->build, .build_count = 1 };
    ring->gear = (struct gear_rules){ .families = ring->families, .family_count = RING_FAMILIES };
    ring->rules = (struct rules){ .races = &ring->race, .race_count = 1, .classes = &ring->class, .class_count = 1, .path_count = 1,
                                  .gear = &ring->gear, .creatures = &ring->creatures };
    for (unsigned level = 0; level < LEVEL_TABLE; level++)
        ring->rules.levels[level].experience = 100 * (int64_t)level;
#define CONSTANT(member, word, least, most, initial, decides) ring->rules.constants.member = initial;
#include "zones/rules/constants.def"
#undef CONSTANT
    ring_skills(ring);
}

/* The town, everybody with a connection in the temple, which is not peaceful here. */
PLAYS_ALL void ring_begin(struct ring *ring, struct town *town)
{
    ring_make(ring);
    town_begin(town);
    town->setting.rules = &ring->rules;
    town->areas[0].level_min = town->areas[1].level_min = 1;
    town->areas[0].level_max = town->areas[1].level_max = 100;
    town->objects[KEY].kind = town->objects[LAMP].kind = ITEM_WEAPON;
    town->objects[KEY].wear = town->objects[LAMP].wear = WEAR_WIELD;
    town->objects[KEY].make.family = RING_BOW;
    town->objects[LAMP].make.family = RING_BLADE;
    town->mobiles[1].wanders = false;
}

/* So much of a figure, upon him for ever. */
PLAYS_ALL void ring_lay(struct ring *ring, struct character *who, enum figure figure, int32_t amount)
{
    pools_settle(who);
    ring->gives[figure].amount = amount;
    affect_lay(who, ring_skill(ring, figure), 0, 100, 1, FOREVER, NO_ENTITY);
    figures_stale(who);
}

/* What was said while no input was applied is heard. */
PLAYS_ALL void ring_heard(struct town *town)
{
    for (unsigned number = LAND_ONE; number <= LAND_TWO; number++) {
        struct message *message;
        for (zone_hearers_told(town->zones[number]); (message = message_list_take(&town->zones[number]->out)) != NULL;)
            town_post(town, message, number);
    }
}

PLAYS_ALL struct character *ring_mobile(struct town *town, const char *word)
{
    for (unsigned zone = LAND_ONE; zone <= LAND_TWO; zone++)
        for (unsigned at = 0; at < town->zones[zone]->area->room_count; at++) {
            struct character *found = person_in(&land_of(town->zones[zone])->rooms[at], word);
            if (found != NULL && found->mobile != NULL)
                return found;
        }
    return NULL;
}

PLAYS_ALL void ring_move(struct character *who, unsigned room)
{
    struct room *to = land_room(who->zone, (room_id){room});
    assert_non_null(to);
    room_leave(who);
    room_enter(to, who);
}

/* Health as it should be, whatever was before. */
PLAYS_ALL void ring_heal(struct character *who, int32_t health)
{
    pool_add(who, POOL_HEALTH, health - pool_has(who, POOL_HEALTH));
    assert_int_equal(pool_has(who, POOL_HEALTH), health);
}

PLAYS_ALL void ring_each_blow(struct town *town, unsigned at, bool each)
{
    toggle_set(&town_person(town, at)->player->toggles, TOGGLE_BRIEFCOMBAT, !each);
}

#endif
