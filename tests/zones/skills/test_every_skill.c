/* tests/zones/skills/test_every_skill.c -- every row of the tables is used once, its conditions met, and every one of its
 * effects has to come about.  What a throw of dice decides is tried on several stages, until each effect was seen. */
#include "tests/zones/skills/checks.h"

enum { TRIES = 120, GIVEN_POOL = 20000, GUARD_HEALTH = 20000 };

/* -- a stage ----------------------------------------------------------------------------------------- */

static bool starts_in_hall(const struct skill *skill)
{
    for (unsigned at = 0; at < skill->effect_count; at++)
        if (skill->does[at].kind == EFFECT_MOVE && (skill->does[at].where == WHERE_HOME || skill->does[at].where == WHERE_BACK))
            return true;
    return false;
}

PLAYS_ALL void person_made(struct character *who, uint16_t skill)
{
    struct growth *growth = &who->player->growth;
    who->player->level = ADA_LEVEL;
    growth->alignment = 0;
    growth->fed_until = growth->watered_until = NEVER_MS;
    for (unsigned at = 0; at < ATTRIBUTES; at++)
        growth->attributes[at] = 18;
    for (unsigned pool = 0; pool < POOLS; pool++)
        growth->pools[pool] = GIVEN_POOL;
    if (skill != NO_SKILL)
        *learned_add(who, skill) = (struct learned){ .skill = skill, .percent = 100, .rank = 1, .trained = 1 };
    figures_stale(who);
    pool_fill(who);
}

PLAYS_ALL struct character *mobile_of(unsigned proto)
{
    for (unsigned at = 0; at < town.areas[0].room_count; at++)
        for (struct character *who = land_of(town.zones[LAND_ONE])->rooms[at].people; who != NULL; who = who->next)
            if (who->mobile == &town.mobiles[proto])
                return who;
    return NULL;
}

PLAYS_ALL void moved_to(struct character *who, unsigned room)
{
    if (who->room->proto->id.number == room)
        return;
    room_leave(who);
    room_enter(land_room(who->zone, (room_id){room}), who);
}

PLAYS_ALL void people_made(struct stage *stage, unsigned room)
{
    stage->ada = town_person(&town, ADA);
    stage->bob = town_person(&town, BOB);
    stage->guard = mobile_of(0);
    stage->rat = mobile_of(1);
    moved_to(stage->ada, room);
    moved_to(stage->bob, room);
    moved_to(stage->guard, room);
    person_made(stage->ada, stage->number);
    person_made(stage->bob, NO_SKILL);
    pool_fill(stage->guard);
    stage->ada->player->group = stage->bob->player->group = (entity_id){ 1, GROUPS, 77 };
    town_gives(&town, ADA, LAMP);
    if (stage->skill->target == TARGET_CORPSE)
        stage->corpse = corpse_make(stage->guard, 0);
    if (stage->skill->target == TARGET_ANYBODY)
        moved_to(stage->bob, room == HALL ? VAULT : HALL);
    if (stage->skill->target == TARGET_ITEM) {
        stage->sword = put_on(stage->ada, SWORD, WEAR_NOWHERE);
        stage->shield = put_on(stage->ada, SHIELD, WEAR_NOWHERE);
    }
}

static void aim_words(struct stage *stage)
{
    const struct skill *skill = stage->skill;
    static const char *const words[TARGET_KINDS] = {
        [TARGET_NONE] = "", [TARGET_FOE] = "guard", [TARGET_OTHER] = "guard", [TARGET_FAR_FOE] = "guard", [TARGET_ANYBODY] = "bob",
        [TARGET_ITEM] = "sword", [TARGET_CORPSE] = "corpse", [TARGET_EXIT] = "north", [TARGET_WORD] = "rat",
    };
    const char *word = words[skill->target];
    for (unsigned at = 0; at < skill->effect_count; at++) {
        const struct effect *effect = &skill->does[at];
        if (effect->kind == EFFECT_ENCHANT && strcmp(effect->word, "armor") == 0)
            word = "shield";
        if (effect->kind == EFFECT_LOCATE && strcmp(effect->word, "person") != 0)
            word = strcmp(effect->word, "corpse") == 0 ? "corpse" : "chest";
        if (effect->kind == EFFECT_THROWVOICE)
            word = "guard good day";
        if (effect->kind == EFFECT_LURE)
            word = "north rat";
    }
    if (skill_does(skill, EFFECT_RESCUE))
        word = "bob";
    if (skill->target == TARGET_SELF_OR_FRIEND)
        word = other_of(stage) == stage->guard ? "guard" : "bob";
    snprintf(stage->words, sizeof stage->words, "%s", word);
}

/* What was said and sent while the stage was set by hand. */
PLAYS_ALL void posted(void)
{
    struct message *message;
    while ((message = message_list_take(&town.zones[LAND_ONE]->out)) != NULL)
        town_post(&town, message, LAND_ONE);
    town_run(&town);
}

/* So that one blow is not the end of it: a sum that is kept stays until something changes it. */
PLAYS_ALL void guard_hardens(struct stage *stage)
{
    size_of(stage->guard, figure(stage->guard, FIGURE_SIZE));
    stage->guard->figures[FIGURE_HEALTH] = GUARD_HEALTH;
    health_of(stage->guard, guard_percent);
}

PLAYS_ALL void stage_begin(struct stage *stage, uint16_t number, unsigned seed)
{
    *stage = (struct stage){ .number = number, .skill = &tables()->skills[number] };
    on_stage = number;
    guard_percent = 100;
    unsigned room = starts_in_hall(stage->skill) ? HALL : TEMPLE;
    town_begin(&town);
    town.setting.seed = seed;
    room_becomes(stage->skill);
    town.rooms[1].terrain = town.rooms[0].terrain;
    guard_made(stage->skill);
    sword_made(stage->skill);
    town.now = hour_for(stage->skill) * WORLD_HOUR_MS + 1;
    town_open(&town);
    town_enters(&town, ADA, TEMPLE);
    town_enters(&town, BOB, TEMPLE);
    people_made(stage, room);
    if (skill_does(stage->skill, EFFECT_LOCATE) && stage->corpse == NULL)
        corpse_make(stage->rat, 0);
    for (unsigned at = 0; at < stage->skill->effect_count; at++)
        if (stage->skill->kind != SKILL_PASSIVE)
            readyings[stage->skill->does[at].kind](stage, &stage->skill->does[at]);
    for (unsigned at = 0; at < stage->skill->when_count; at++)
        meetings[stage->skill->when[at].kind](stage, &stage->skill->when[at]);
    for (unsigned at = 0; at < stage->skill->effect_count; at++)
        if (stage->skill->does[at].on == ON_FOES && !fights(stage->ada) && stage->skill->kind != SKILL_PASSIVE)
            fight_still(stage->ada, stage->guard);
    if (!skill_does(stage->skill, EFFECT_HEAL))
        guard_hardens(stage);
    aim_words(stage);
    posted();
}

/* -- before and after -------------------------------------------------------------------------------- */

PLAYS_ALL void before_take(struct before *before, const struct stage *stage)
{
    const struct character *who[WERE] = { stage->ada, stage->bob, stage->guard, stage->rat };
    *before = (struct before){ .floor_items = items_count(stage->ada->room->items),
                               .coins = stage->ada->player->coins[PURSE_CARRIED] };
    for (unsigned at = 0; at < WERE; at++)
        was_take(&before->was[at], who[at]);
}

PLAYS_ALL const struct character *found_again(const struct was *was)
{
    const struct character *who = land_character(town.zones[LAND_ONE], was->id);
    return who != NULL ? who : land_character(town.zones[LAND_TWO], was->id);
}

/* Of those the stage has, who is reached by it: any of them will do. */
PLAYS_ALL bool reached(const struct stage *stage, const struct effect *effect, unsigned at)
{
    bool own = stage->skill->target == TARGET_NONE || stage->skill->target == TARGET_WORD || stage->skill->target == TARGET_EXIT
            || stage->skill->target == TARGET_ITEM || stage->skill->kind == SKILL_PASSIVE || stage->skill->kind == SKILL_STATE;
    switch (effect->on) {
    case ON_SELF:
        return at == WAS_ADA;
    case ON_FOES: case ON_OTHERS:
        return at == WAS_GUARD;
    case ON_FRIENDS:
        return at == WAS_ADA || at == WAS_BOB;
    case ON_ALL:
        return at != WAS_RAT;
    default:
        return own ? at == WAS_ADA : at == (strncmp(stage->words, "guard", 5) == 0 ? WAS_GUARD : stage->words[0] == 'b' ? WAS_BOB
                                             : stage->words[0] == 'c' ? WAS_ADA : WAS_RAT);
    }
}

PLAYS_ALL bool came_about(const struct stage *stage, const struct before *before, unsigned number)
{
    struct seen seen = { .stage = stage, .before = before, .effect = &stage->skill->does[number], .number = number };
    for (unsigned at = 0; at < WERE; at++) {
        if (!reached(stage, seen.effect, at))
            continue;
        seen.was = &before->was[at];
        seen.now = found_again(seen.was);
        if (checkings[seen.effect->kind](&seen))
            return true;
    }
    return false;
}

/* -- using it ---------------------------------------------------------------------------------------- */

PLAYS_ALL void used(struct stage *stage)
{
    char line[300];
    static const char *const verbs[SKILL_KINDS] = { [SKILL_SPELL] = "cast", [SKILL_PRAYER] = "cast", [SKILL_SONG] = "play" };
    if (stage->skill->kind == SKILL_STATE && stage->skill->does[0].kind == EFFECT_MOVE) {
        struct item *scroll = item_new(stage->ada->zone, (proto_id){LAMP}, zone_new_id(stage->ada->zone));
        town.objects[LAMP].casts = stage->skill;    /* the world moves nobody: it takes a scroll */
        town.objects[LAMP].casts_level = ADA_LEVEL;
        item_enter_bearer(scroll, stage->ada, WEAR_NOWHERE);
        skill_from_item(stage->ada, &scroll, "");
        town.objects[LAMP].casts = NULL;
        posted();
        return;
    }
    if (stage->skill->kind == SKILL_STATE) {
        skill_befalls(stage->ada, stage->number, ADA_LEVEL);
        posted();
        return;
    }
    snprintf(line, sizeof line, "%s '%s' %s", verbs[stage->skill->kind] != NULL ? verbs[stage->skill->kind] : "use",
             stage->skill->name,
             stage->words);
    town_types(&town, ADA, line);
    if (stage->skill->delay_ms > 0)
        town_later(&town, stage->skill->delay_ms);
    town_run(&town);
}

/* What a passive skill gives there is by knowing it: a moment ago he did not. */
PLAYS_ALL void passive_before(struct stage *stage, struct before *before)
{
    struct learned *learned = learned_find(stage->ada, stage->number);
    learned->percent = 0;
    figures_stale(stage->ada);
    before_take(before, stage);
    learned->percent = 100;
    figures_stale(stage->ada);
}

static char last_answer[2000];

PLAYS_ALL void try_once(uint16_t number, unsigned seed, uint32_t *observed)
{
    struct stage stage;
    struct before before;
    stage_begin(&stage, number, seed);
    town_reads(&town, ADA);
    town_reads(&town, BOB);
    before_take(&before, &stage);
    if (stage.skill->kind == SKILL_PASSIVE)
        passive_before(&stage, &before);
    else
        used(&stage);
    char *heard = strdup(town_reads(&town, BOB));
    before.read = town_reads(&town, ADA);
    before.heard = heard;
    snprintf(last_answer, sizeof last_answer, "%s", before.read);
    stage.guard = land_character(town.zones[LAND_ONE], before.was[WAS_GUARD].id);
    stage.ada = town_person(&town, ADA);
    for (unsigned at = 0; at < stage.skill->effect_count && stage.ada != NULL; at++)
        if (stage.guard != NULL || checkings[stage.skill->does[at].kind] == check_DAMAGE
            || checkings[stage.skill->does[at].kind] == check_STRIKE)
            *observed |= (uint32_t)came_about(&stage, &before, at) << at;
    town_run(&town);
    free(heard);
    town_close(&town);
}

PLAYS_ALL bool skill_works(uint16_t number)
{
    const struct skill *skill = &tables()->skills[number];
    uint32_t observed = 0, all = (1u << skill->effect_count) - 1;
    for (unsigned seed = 1; seed <= TRIES && observed != all; seed++)
        try_once(number, seed, &observed);
    for (unsigned at = 0; at < skill->effect_count; at++)
        if ((observed & 1u << at) == 0)
            print_error("%s:%u: '%s': its effect %u (%s) never came about; the last answer was:\n%s\n", skill->file, skill->at_line,
                        skill->name, at + 1, effect_words[skill->does[at].kind], last_answer);
    return observed == all;
}

PLAYS_ALL void every_row_does_what_it_says(void **state)
{
    (void)state;
    const char *only = getenv("SKILL");
    unsigned wrong = 0;
    for (uint16_t at = 0; at < tables()->skill_count; at++)
        if (only == NULL || strcmp(only, tables()->skills[at].name) == 0)
            wrong += !skill_works(at);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_row_does_what_it_says) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
