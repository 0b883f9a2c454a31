/* zones/grow/area_folk.c -- who lives in an area, where, how strong, and with what.  See area.h. */
#include "zones/grow/area.h"
#include "zones/prose/english.h"

#include "core/bytes.h"

#include <string.h>

enum { DRAWS = 10, KINDS = 12, NAME_LONGEST = 60, LINE_LONGEST = 200, SAYS_LONGEST = 300 };

/* -- where -------------------------------------------------------------------------------------------- */

static unsigned crowd_of(const struct area_made *area, unsigned made, unsigned room)
{
    unsigned crowd = 0;
    for (unsigned n = 0; n < made; n++)
        for (unsigned at = 0; at < area->mobiles[n].room_count; at++)
            crowd += area->mobiles[n].rooms[at] == room;
    return crowd;
}

static unsigned part_of(const struct area_made *area, const char *faction)
{
    const struct theme *theme = area->order->theme;
    const char *seen[8];
    unsigned count = 0;
    for (unsigned n = 0; n < theme->folk_count && faction != NULL; n++) {
        unsigned at = 0;
        while (theme->folk[n].faction != NULL && at < count && strcmp(seen[at], theme->folk[n].faction) != 0)
            at++;
        if (theme->folk[n].faction == NULL)
            continue;
        if (strcmp(theme->folk[n].faction, faction) == 0)
            return at;
        if (at == count && count < 8)
            seen[count++] = theme->folk[n].faction;
    }
    return UINT32_MAX;
}

/* Of some rooms that would do the emptiest: where its kind lives, in the part of its faction; never at the gate, in the lair, in
 * what is hidden. */
static unsigned room_for(struct area_made *area, unsigned made, const struct picks *live, const char *faction)
{
    const struct theme *theme = area->order->theme;
    unsigned part = part_of(area, faction), rooms = area->order->rooms, best = 0, least = UINT32_MAX, found = 0;
    for (unsigned tries = 0; tries < 120 && found < 3; tries++) {
        unsigned room = 1 + dice_below(&area->dice, rooms - 1);
        bool own = part == UINT32_MAX || area->rooms[room].part == part || tries > 50;
        bool lives = place_is(live, theme, area->rooms[room].place) || tries > 90;
        if (!own || !lives || (int)room == area->layout.secret || (int)room == area->layout.lair)
            continue;
        unsigned crowd = crowd_of(area, made, room);
        found++;
        if (crowd < least) {
            least = crowd;
            best = room;
        }
    }
    return best == 0 ? 1 : best;
}

/* The n-th room of a role; a room like any other if there is none. */
static unsigned room_of_role(const struct area_made *area, enum grow_role role, unsigned number)
{
    unsigned last = 1;
    for (unsigned n = 1; n < area->order->rooms; n++)
        if (area->layout.rooms[n].role == role) {
            last = n;
            if (number-- == 0)
                return n;
        }
    return last;
}

static void stands_in(struct grown_mobile *mobile, unsigned room, unsigned count)
{
    if (mobile->room_count == AREA_PLACES_MOST)
        return;
    mobile->rooms[mobile->room_count] = room;
    mobile->counts[mobile->room_count++] = count;
}

/* -- with what ---------------------------------------------------------------------------------------- */

static bool worn_already(const struct area_made *area, const struct grown_mobile *mobile, const char *slot)
{
    for (unsigned n = 0; n < mobile->kit_count; n++)
        if (mobile->worn[n] && strcmp(area->objects[mobile->kit[n]].good->wear, slot) == 0)
            return true;
    return false;
}

static void has(struct area_made *area, struct grown_mobile *mobile, unsigned object)
{
    const struct good *good = area->objects[object].good;
    if (mobile->kit_count == AREA_KIT_MOST)
        return;
    mobile->worn[mobile->kit_count] = good->wear != NULL && !worn_already(area, mobile, good->wear);
    mobile->kit[mobile->kit_count++] = object;
}

static void choose_kit(struct area_made *area, struct grown_mobile *mobile, const struct picks *kits, unsigned count)
{
    const struct picks *kit = count == 0 ? NULL : &kits[dice_below(&area->dice, count)];
    mobile->kit_count = 0;
    for (unsigned n = 0; kit != NULL && n < kit->count; n++) {
        int object = object_of(area, kit->list[n], GOOD_COMMON);
        if (object >= 0)
            has(area, mobile, (unsigned)object);
    }
}

static void keep_kit(struct area_made *area, const struct grown_mobile *mobile)
{
    for (unsigned n = 0; n < mobile->kit_count; n++)
        area->objects[mobile->kit[n]].used++;
}

/* A noun is its last word: a black-backed gull is a gull. */
static uint64_t alike(const struct area_made *area, const struct grown_mobile *mobile)
{
    struct bytes_writer writer = { 0 };
    const char *whole = mobile->said.noun != NULL ? mobile->said.noun : mobile->said.name, *noun = strrchr(whole, ' ');
    put_string(&writer, noun == NULL ? whole : noun + 1);
    put_string(&writer, mobile->role);
    for (unsigned n = 0; n < mobile->behave_count; n++)
        put_string(&writer, mobile->behaves[n]);
    for (unsigned n = 0; n < mobile->kit_count; n++)
        put_string(&writer, area->objects[mobile->kit[n]].good->key);
    uint64_t hash = bytes_hash(writer.bytes, writer.length);
    bytes_free(&writer);
    return hash;
}

static bool too_many_alike(const struct area_made *area, const struct grown_mobile *mobile)
{
    return tally_of(area->memory->alike, alike(area, mobile)) >= (mobile->kit_count > 0 ? ALIKE_MOST : ALIKE_BARE);
}

/* -- who ---------------------------------------------------------------------------------------------- */

static void behaves(struct grown_mobile *mobile, const char *word)
{
    for (unsigned n = 0; n < mobile->behave_count; n++)
        if (strcmp(mobile->behaves[n], word) == 0)
            return;
    if (mobile->behave_count < AREA_WORDS_MOST)
        mobile->behaves[mobile->behave_count++] = word;
}

static void is_like(struct area_made *area, struct grown_mobile *mobile, const struct words *role, const struct words *build,
                    const struct words *race, const struct words *behaved)
{
    mobile->role = pick_word(&area->dice, role);
    mobile->build = pick_word(&area->dice, build);
    mobile->race = pick_word(&area->dice, race);
    mobile->behave_count = 0;
    for (unsigned n = 0; n < behaved->count; n++)
        behaves(mobile, behaved->list[n]);
}

static uint32_t level_at(const struct area_order *order, unsigned percent)
{
    return order->level_least + (order->level_most - order->level_least) * percent / 100;
}

/* Low, middle or high in the span by its kind, and higher the deeper it lives. */
static uint32_t level_of(struct area_made *area, const struct folk *folk, unsigned room)
{
    static const unsigned from[GROW_LEVELS] = { [LEVEL_LOW] = 0, [LEVEL_MIDDLE] = 25, [LEVEL_HIGH] = 60 };
    unsigned own = from[folk->level] + dice_below(&area->dice, 41);
    return level_at(area->order, (2 * own + area->layout.rooms[room].depth) / 3);
}

static bool folk_name_taken(const struct area_made *area, unsigned number, const char *name)
{
    for (unsigned n = 0; n < number; n++)
        if (strcmp(area->mobiles[n].said.name, name) == 0)
            return true;
    return false;
}

static unsigned folk_badness(struct area_made *area, unsigned number, const struct grown_mobile *mobile, unsigned tries)
{
    const struct said *said = &mobile->said;
    bool wrong = area->prose.fault[0] != '\0' || strlen(said->name) > NAME_LONGEST || strlen(said->line) > LINE_LONGEST || said->name[0] == '\0';
    unsigned bad = (wrong ? 100000 : 0) + (folk_name_taken(area, number, said->name) ? 1000 : 0);
    if (area->order->coarse)
        return tries > 5 && !wrong ? 0 : bad;
    bad += too_many_alike(area, mobile) ? 1000 : 0;
    bad += slip_of(said->name, NULL) != NULL || slip_of(said->line, NULL) != NULL || slip_of(said->text, NULL) != NULL ? 800 : 0;
    return bad + said_repeats(area, said) * 10;
}

/* Nobody should be set upon by a shopkeeper. */
static bool is_peaceful(const struct grown_mobile *mobile)
{
    static const char *const peaceful[] = { "commoner", "trader", "prey", "mount", "healer", "watch", "teacher", "beast", NULL };
    bool is = mobile->sort != SORT_FOLK;
    for (const char *const *role = peaceful; *role != NULL; role++)
        is = is || (mobile->role != NULL && strcmp(mobile->role, *role) == 0);
    return is;
}

/* What else one of its kind may do, so that not a dozen of one noun do the same; in one order, as what counts is which. */
static void behave_otherwise(struct area_made *area, struct grown_mobile *mobile)
{
    static const char *const more[] = { "pack", "calls", "scavenger", "guard", "steadfast", "wary", "hunter" };
    enum { MORE = sizeof more / sizeof *more, HARMLESS = MORE - 2 };
    unsigned had = mobile->behave_count, most = is_peaceful(mobile) ? HARMLESS : MORE;
    for (unsigned tries = 0; tries < 30 && too_many_alike(area, mobile); tries++) {
        uint32_t set = 1u << dice_below(&area->dice, most);
        set |= tries < 6 ? 0 : 1u << dice_below(&area->dice, most);
        mobile->behave_count = had;
        for (unsigned n = 0; n < MORE; n++)
            if ((set & 1u << n) != 0)
                behaves(mobile, more[n]);
    }
}

/* What he has to say; each once, and short enough. */
static void remarks(struct area_made *area, struct grown_mobile *mobile, const struct wording *says, unsigned most)
{
    unsigned bound = area->prose.count;
    for (unsigned tries = 0; says != NULL && tries < 2 * most && mobile->say_count < AREA_SAYS_MOST && most > 0; tries++) {
        char *said = prose_say(&area->prose, says);
        prose_forget(&area->prose, bound);
        bool twice = said[0] == '\0' || strlen(said) > SAYS_LONGEST || slip_of(said, NULL) != NULL;
        for (unsigned n = 0; n < mobile->say_count; n++)
            twice = twice || strcmp(mobile->says[n], said) == 0;
        if (twice) {
            memory_free(said);
            continue;
        }
        mobile->says[mobile->say_count++] = said;
        most--;
    }
}

/* -- folk --------------------------------------------------------------------------------------------- */

static const struct folk *choose_folk(struct area_made *area, unsigned slot)
{
    const struct theme *theme = area->order->theme;
    if (slot < theme->folk_count)
        return &theme->folk[slot];             /* one of each, and then by their shares */
    uint32_t shares = 0;
    for (unsigned n = 0; n < theme->folk_count; n++)
        shares += theme->folk[n].share;
    uint32_t thrown = dice_below(&area->dice, shares);
    unsigned n = 0;
    for (; thrown >= theme->folk[n].share; n++)
        thrown -= theme->folk[n].share;
    return &theme->folk[n];
}

static void folk_say(struct area_made *area, const struct grown_mobile *mobile, unsigned attempt, struct said *said)
{
    const struct said_before before = { closer_knows, area };
    area_dice(area, "folk", mobile->ordinal, attempt);
    area->prose.fault[0] = '\0';
    say_folk(&area->prose, area->order->theme, area->order->common, mobile->folk, mobile->marks, area->order->coarse ? NULL : &before, said);
}

/* One try at him: words, ways, kit. */
static void folk_try(struct area_made *area, const struct grown_mobile *from, unsigned tries, struct grown_mobile *mobile)
{
    *mobile = *from;
    mobile->attempt = tries;
    folk_say(area, mobile, tries, &mobile->said);
    is_like(area, mobile, &mobile->folk->role, &mobile->folk->build, &mobile->folk->race, &mobile->folk->behaves);
    choose_kit(area, mobile, mobile->folk->kits, mobile->folk->kit_count);
    if (!area->order->coarse)
        behave_otherwise(area, mobile);
}

/* Animals that run together stand together. */
static unsigned herd(struct area_made *area, const char *role)
{
    static const char *const several[] = { "packhound", "swarm", "prey", NULL };
    unsigned count = 1 + dice_below(&area->dice, 3);
    for (const char *const *word = several; *word != NULL; word++)
        if (strcmp(role, *word) == 0)
            return count;
    return 1;
}

/* How well it went: 1000 and more is not good enough. */
static unsigned folk_of_kind(struct area_made *area, unsigned number, unsigned slot, const struct folk *folk)
{
    struct grown_mobile *mobile = &area->mobiles[number], tried;
    unsigned best = UINT32_MAX;
    said_free(&mobile->said);
    *mobile = (struct grown_mobile){ .sort = SORT_FOLK, .ordinal = slot, .folk = folk, .marks = mobile->marks };
    snprintf(mobile->key, sizeof mobile->key, "%.30s_%u", folk->key, slot + 1);
    area_dice(area, "home", slot, 0);
    unsigned room = room_for(area, number, &folk->live, folk->faction);
    mobile->level = level_of(area, folk, room);
    struct grown_mobile from = *mobile;
    for (unsigned tries = 0; tries < DRAWS && best > 0; tries++) {
        folk_try(area, &from, tries, &tried);
        unsigned bad = folk_badness(area, number, &tried, tries);
        struct said *worse = bad < best ? &mobile->said : &tried.said;
        said_free(worse);
        if (bad < best) {
            *mobile = tried;
            best = bad;
        }
    }
    area_dice(area, "habits", slot, 0);
    stands_in(mobile, room, herd(area, mobile->role));
    return best;
}

/* A kind of which all names are taken makes way for another. */
static void folk_make(struct area_made *area, unsigned number, unsigned slot)
{
    struct grown_mobile *mobile = &area->mobiles[number];
    unsigned bad = UINT32_MAX;
    for (unsigned tries = 0; tries < KINDS && bad >= 1000; tries++) {
        area_dice(area, "kind", slot, tries);
        bad = folk_of_kind(area, number, slot, choose_folk(area, tries == 0 ? slot : UINT32_MAX));
    }
    if (bad >= 100000)
        area_fault(area, mobile->folk->key);
    area->prose.fault[0] = '\0';
    remarks(area, mobile, mobile->folk->says, 1 + dice_below(&area->dice, 2));
    keep_kit(area, mobile);
    tally_add(area->memory->alike, alike(area, mobile));
    said_remember(area, &mobile->said);
}

void mobile_say_more(struct area_made *area, unsigned number)
{
    struct grown_mobile *mobile = &area->mobiles[number];
    struct said said;
    if (mobile->sort != SORT_FOLK || mobile->said.extra_count >= SAID_EXTRAS_MOST)
        return;
    mobile->marks = mobile->said.extra_count + 1;
    folk_say(area, mobile, mobile->attempt, &said);
    bool more = said.extra_count > mobile->said.extra_count && strcmp(said.name, mobile->said.name) == 0;
    struct said *worse = more ? &mobile->said : &said;
    said_free(worse);
    if (more)
        mobile->said = said;
    area->prose.fault[0] = '\0';
}

/* -- people with names -------------------------------------------------------------------------------- */

static void person_make(struct area_made *area, unsigned number, enum folk_sort sort, const struct person *person, unsigned ordinal,
                        const char *name)
{
    struct grown_mobile *mobile = &area->mobiles[number];
    unsigned bound = area->prose.count, tries = 0;
    area_dice(area, "person", ordinal, sort);
    *mobile = (struct grown_mobile){ .sort = (uint8_t)sort, .person = person, .ordinal = ordinal };
    snprintf(mobile->key, sizeof mobile->key, "%.40s", sort == SORT_BOSS ? "boss" : person->key);
    prose_bind(&area->prose, "direction", direction_names[area->layout.to_secret], NULL);
    do {
        said_free(&mobile->said);
        area->prose.fault[0] = '\0';
        say_person(&area->prose, area->order->theme, person, name, &mobile->said);
    } while ((strlen(mobile->said.line) > LINE_LONGEST || slip_of(mobile->said.line, NULL) != NULL || slip_of(mobile->said.text, NULL) != NULL)
             && ++tries < 3 * DRAWS);
    area_fault(area, person->key);
    prose_bind(&area->prose, "name", mobile->said.name, NULL);
    remarks(area, mobile, person->says, 2);
    remarks(area, mobile, person->knows, 2);
    area_fault(area, person->key);
    prose_forget(&area->prose, bound);
    is_like(area, mobile, &person->role, &person->build, &person->race, &person->behaves);
    if (sort != SORT_BOSS && !area->order->coarse)
        behave_otherwise(area, mobile);
    tally_add(area->memory->alike, alike(area, mobile));
    said_remember(area, &mobile->said);
}

static void boss_make(struct area_made *area)
{
    struct grown_mobile *boss = &area->mobiles[0];
    person_make(area, 0, SORT_BOSS, &area->order->theme->boss, 0, area->order->boss);
    boss->level = area->order->level_most;
    stands_in(boss, (unsigned)area->layout.lair, 1);
    for (unsigned n = 0; n < area->order->objects; n++)
        if (area->objects[n].sort == GOOD_BOSS)
            has(area, boss, n);
    keep_kit(area, boss);
}

static void shop_make(struct area_made *area, unsigned number, unsigned shop)
{
    struct grown_mobile *keeper = &area->mobiles[number];
    const struct person *person = &area->order->theme->shops[shop];
    person_make(area, number, SORT_SHOP, person, shop, area->order->shops[shop]);
    keeper->level = area->order->level_most;
    stands_in(keeper, room_of_role(area, ROLE_shop, shop), 1);
    for (unsigned n = 0; n < person->sells.count; n++)
        for (unsigned each = 0; each < 3 && keeper->sell_count < 32; each++) {
            int object = object_of(area, person->sells.list[n], GOOD_COMMON);
            bool again = object < 0;
            for (unsigned at = 0; !again && at < keeper->sell_count; at++)
                again = keeper->sells[at] == (unsigned)object;
            if (again || (each > 0 && area->objects[object].used > 0))
                break;
            keeper->sells[keeper->sell_count++] = (unsigned)object;
            area->objects[object].used++;
        }
}

/* Those of whom the chosen quests speak, and others up to three. */
static unsigned choose_named(struct area_made *area, unsigned chosen[AREA_NAMED_MOST])
{
    const struct theme *theme = area->order->theme;
    bool wanted[AREA_NAMED_MOST] = { false };
    unsigned count = 0, all = theme->named_count > AREA_NAMED_MOST ? AREA_NAMED_MOST : theme->named_count;
    for (unsigned n = 0; n < area->quest_count; n++) {
        const struct grow_quest *quest = &theme->quests[area->picks[n]];
        wanted[quest->giver] = true;
        for (unsigned at = 0; at < quest->step_count; at++)
            if (quest->steps[at].kind == STEP_TALK)
                wanted[quest->steps[at].target] = true;
    }
    for (unsigned n = 0; n < all; n++)
        count += wanted[n];
    area_dice(area, "named", 0, 0);
    for (unsigned n = 0, start = dice_below(&area->dice, all); n < all && count < 3; n++)
        if (!wanted[(start + n) % all]) {
            wanted[(start + n) % all] = true;
            count++;
        }
    count = 0;
    for (unsigned n = 0; n < all; n++)
        if (wanted[n])
            chosen[count++] = n;
    return count;
}

static void named_make(struct area_made *area, unsigned number, unsigned named, unsigned homes)
{
    struct grown_mobile *mobile = &area->mobiles[number];
    const struct person *person = &area->order->theme->named[named];
    bool gives = false;
    for (unsigned n = 0; n < area->quest_count; n++)
        gives = gives || area->order->theme->quests[area->picks[n]].giver == named;
    person_make(area, number, SORT_NAMED, person, named, area->order->named[named]);
    mobile->level = level_at(area->order, 50);
    area_dice(area, "home", named, 0);
    stands_in(mobile, gives ? room_of_role(area, ROLE_home, homes) : room_for(area, number, &person->live, NULL), 1);
    choose_kit(area, mobile, person->kits, person->kit_count);
    keep_kit(area, mobile);
}

/* The key to the lair is on somebody who lives before its door: everybody but the boss does. */
static void hide_key(struct area_made *area, unsigned first_folk)
{
    int key = -1;
    for (unsigned n = 0; n < area->order->objects; n++)
        key = area->objects[n].sort == GOOD_KEY ? (int)n : key;
    if (key < 0)
        return;
    area_dice(area, "keeper of the key", 0, 0);
    unsigned folk = area->order->mobiles - first_folk, start = dice_below(&area->dice, folk);
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned n = 0; n < folk; n++) {
            struct grown_mobile *mobile = &area->mobiles[first_folk + (start + n) % folk];
            if ((pass == 0 && (mobile->folk->kit_count == 0 || mobile->folk->level == LEVEL_LOW)) || mobile->kit_count == AREA_KIT_MOST)
                continue;
            mobile->worn[mobile->kit_count] = false;
            mobile->kit[mobile->kit_count++] = (unsigned)key;
            area->objects[key].used++;
            return;
        }
}

void mobiles_make(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    unsigned made = 0, most = area->order->mobiles, named[AREA_NAMED_MOST], homes = 0;
    unsigned shops = theme->shop_count > AREA_SHOPS_MOST ? AREA_SHOPS_MOST : theme->shop_count;
    boss_make(area);
    made++;
    for (unsigned n = 0; n < shops && made < most; n++)
        shop_make(area, made++, n);
    unsigned named_count = choose_named(area, named);
    for (unsigned n = 0; n < named_count && made < most; n++)
        named_make(area, made++, named[n], homes++);
    unsigned first_folk = made;
    for (; made < most; made++)
        folk_make(area, made, made - first_folk);
    if (first_folk < most)
        hide_key(area, first_folk);
}

int mobile_named(const struct area_made *area, const struct person *person)
{
    for (unsigned n = 0; n < area->order->mobiles; n++)
        if (area->mobiles[n].person == person)
            return (int)n;
    return -1;
}
