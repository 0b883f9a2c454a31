/* zones/grow/area_goods.c -- the things of an area: what they are, how they are made, where they lie.  See area.h. */
#include "zones/grow/area.h"
#include "zones/prose/english.h"

#include <string.h>

enum { DRAWS = 10, KINDS = 12, NAME_LONGEST = 60, LINE_LONGEST = 200 };

/* -- what each is ------------------------------------------------------------------------------------- */

static bool is_gear(const struct good *good)
{
    static const char *const gear[] = { "weapon", "armor", "shield", "ammunition", NULL };
    for (const char *const *kind = gear; *kind != NULL; kind++)
        if (strcmp(good->kind, *kind) == 0)
            return true;
    return false;
}

/* What lies about is of all sorts; what a boss has, or what is hidden, is better, and the more so the farther one has come. */
static const char *quality_of(struct area_made *area, const struct grown_object *object)
{
    static const char *const common[] = { "rough", "rough", "average", "average", "average", "good", "good", "good", "good", "excellent",
        "excellent", "superior" };
    static const char *const better[] = { "excellent", "superior", "superior", "pristine", "exquisite" };
    const char *written = pick_word(&area->dice, &object->good->quality);
    uint32_t thrown = dice_below(&area->dice, 12);
    if (!is_gear(object->good))
        return NULL;
    if (object->sort == GOOD_BOSS || object->sort == GOOD_SECRET)
        return better[object->level / 50 + thrown % 2 > 4 ? 4 : object->level / 50 + thrown % 2];
    return written != NULL ? written : common[thrown];
}

static uint32_t weight_of(const struct area_made *area, const struct grown_object *object)
{
    static const struct { const char *kind; uint32_t weight; } plain[] = {
        { "food", 1 }, { "drink", 2 }, { "key", 1 }, { "writing", 1 }, { "light", 2 }, { "container", 6 }, { "boat", 40 }, { NULL, 2 },
    };
    const struct gear_rules *gear = area->order->rules->gear;
    int family = object->family == NULL ? -1 : gear_family(area->order->rules, object->family);
    int material = object->material == NULL ? -1 : gear_material(area->order->rules, object->material);
    if (family < 0) {
        unsigned n = 0;
        while (plain[n].kind != NULL && strcmp(plain[n].kind, object->good->kind) != 0)
            n++;
        return plain[n].weight;
    }
    uint32_t stones = gear->families[family].stones, slot = 100;
    if (!gear->families[family].weapon && !gear->families[family].missiles && strcmp(object->good->kind, "shield") != 0)
        slot = 25;                             /* `stones` is of a suit; a piece of it is a quarter or less */
    uint32_t weight = stones * slot * (material < 0 ? 100 : gear->materials[material].weight) / 10000;
    return weight < 1 ? 1 : weight;
}

/* Of what is no gear: that follows from its make. */
static uint32_t value_of(struct area_made *area, const struct grown_object *object)
{
    static const struct { const char *kind; uint32_t base, square; } plain[] = {
        { "food", 2, 0 }, { "drink", 2, 0 }, { "key", 1, 0 }, { "boat", 200, 0 }, { "light", 10, 0 }, { "container", 12, 2 }, { "writing", 3, 2 },
        { NULL, 5, 8 },
    };
    unsigned n = 0;
    while (plain[n].kind != NULL && strcmp(plain[n].kind, object->good->kind) != 0)
        n++;
    uint32_t value = plain[n].base + plain[n].square * object->level * object->level / 100;
    return value + value * dice_below(&area->dice, 60) / 100 + 1;
}

static const char *given_by(struct area_made *area, const struct grown_object *object)
{
    static const char *const figures[] = { "str", "int", "wis", "dex", "con", "luk" };
    bool better = object->sort == GOOD_BOSS || object->sort == GOOD_SECRET;
    const char *figure = figures[dice_below(&area->dice, 6)];
    return better && object->good->wear != NULL && strcmp(object->good->kind, "ammunition") != 0 ? figure : NULL;
}

static void object_begin(struct area_made *area, unsigned number, unsigned good, enum good_sort sort)
{
    struct grown_object *object = &area->objects[number];
    const struct area_order *order = area->order;
    const struct good *kind = &order->theme->goods[good];
    object->good = kind;
    object->sort = (uint8_t)sort;
    object->ordinal = number;
    object->room = object->inside = -1;
    snprintf(object->key, sizeof object->key, "%.30s_%u", kind->key, number + 1);
    area_dice(area, "make", number, 0);
    uint32_t span = order->level_most - order->level_least, part = dice_below(&area->dice, 101);
    object->level = sort == GOOD_COMMON ? order->level_least + span * part / 100 : sort == GOOD_KEY ? order->level_least : order->level_most;
    object->family = pick_word(&area->dice, &kind->family);
    object->material = pick_word(&area->dice, &kind->material);
    object->quality = quality_of(area, object);
    object->weight = weight_of(area, object);
    object->value = is_gear(kind) ? 0 : value_of(area, object);
    object->gives = given_by(area, object);
}

/* -- words -------------------------------------------------------------------------------------------- */

unsigned closer_knows(void *memory, const char *text)
{
    const struct area_made *area = memory;
    struct marks marks;
    unsigned repeats = 0;
    sentences_of(text, &marks);
    for (unsigned n = 0; n < marks.sentence_count; n++)
        repeats += tally_of(area->memory->closer, marks.sentences[n]) > 0;
    marks_free(&marks);
    return repeats > 0 ? repeats : slip_of(text, NULL) != NULL;
}

unsigned said_repeats(struct area_made *area, const struct said *said)
{
    unsigned repeats = closer_knows(area, said->text);
    for (unsigned n = 0; n < said->extra_count; n++)
        repeats += closer_knows(area, said->extras[n].text);
    return repeats;
}

void closer_remember(struct area_made *area, const char *text)
{
    struct marks marks;
    if (area->order->coarse)
        return;
    sentences_of(text, &marks);
    for (unsigned n = 0; n < marks.sentence_count; n++)
        tally_add(area->memory->closer, marks.sentences[n]);
    marks_free(&marks);
}

void said_remember(struct area_made *area, const struct said *said)
{
    closer_remember(area, said->text);
    for (unsigned n = 0; n < said->extra_count; n++)
        closer_remember(area, said->extras[n].text);
}

static bool name_taken(const struct area_made *area, unsigned number, const char *name)
{
    for (unsigned n = 0; n < number; n++)
        if (strcmp(area->objects[n].said.name, name) == 0)
            return true;
    return false;
}

static void object_say(struct area_made *area, unsigned number, unsigned attempt, struct said *said)
{
    struct grown_object *object = &area->objects[number];
    const struct said_before before = { closer_knows, area };
    area_dice(area, "thing", number, attempt);
    area->prose.fault[0] = '\0';
    say_good(&area->prose, area->order->theme, area->order->common, object->good, object->details, area->order->coarse ? NULL : &before, said);
}

static unsigned object_badness(struct area_made *area, unsigned number, const struct said *said)
{
    unsigned bad = name_taken(area, number, said->name) ? 1000 : 0;
    bad += slip_of(said->name, NULL) != NULL || slip_of(said->line, NULL) != NULL || slip_of(said->text, NULL) != NULL ? 800 : 0;
    bool wrong = area->prose.fault[0] != '\0' || strlen(said->name) > NAME_LONGEST || strlen(said->line) > LINE_LONGEST || said->name[0] == '\0';
    return bad + (wrong ? 100000 : 0) + (area->order->coarse ? 0 : said_repeats(area, said) * 10);
}

static unsigned object_say_kind(struct area_made *area, unsigned number)
{
    struct grown_object *object = &area->objects[number];
    unsigned best = UINT32_MAX;
    for (unsigned tries = 0; tries < DRAWS && best > 0; tries++) {
        struct said said;
        object_say(area, number, tries, &said);
        unsigned bad = object_badness(area, number, &said);
        if (area->order->coarse && bad < 100000)
            bad = bad >= 1000 && tries < 6 ? bad : 0;
        if (bad < best) {
            said_free(&object->said);
            object->said = said;
            object->attempt = tries;
            best = bad;
        } else {
            said_free(&said);
        }
    }
    return best;
}

void object_say_more(struct area_made *area, unsigned number)
{
    struct grown_object *object = &area->objects[number];
    struct said said;
    if (object->said.extra_count >= SAID_EXTRAS_MOST)
        return;
    object->details = object->said.extra_count + 1;
    object_say(area, number, object->attempt, &said);
    bool more = said.extra_count > object->said.extra_count && strcmp(said.name, object->said.name) == 0;
    struct said *worse = more ? &object->said : &said;
    said_free(worse);
    if (more)
        object->said = said;
    area->prose.fault[0] = '\0';
}

static unsigned choose_good(struct area_made *area);

/* A kind of which all names are taken makes way for another. */
static void object_say_best(struct area_made *area, unsigned number)
{
    struct grown_object *object = &area->objects[number];
    unsigned bad = object_say_kind(area, number);
    for (unsigned tries = 1; tries < KINDS && bad >= 1000 && object->sort == GOOD_COMMON; tries++) {
        area_dice(area, "good", number, tries);
        unsigned good = choose_good(area);
        said_free(&object->said);
        object_begin(area, number, good, GOOD_COMMON);
        bad = object_say_kind(area, number);
    }
    if (bad >= 100000)
        area_fault(area, object->good->key);
    area->prose.fault[0] = '\0';
    said_remember(area, &object->said);
}

/* -- all of them -------------------------------------------------------------------------------------- */

static unsigned choose_good(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    uint32_t shares = 0;
    for (unsigned n = 0; n < theme->good_count; n++)
        shares += strcmp(theme->goods[n].kind, "key") == 0 ? 0 : theme->goods[n].share;
    uint32_t thrown = shares == 0 ? 0 : dice_below(&area->dice, shares);
    for (unsigned n = 0; n < theme->good_count; n++) {
        uint32_t share = strcmp(theme->goods[n].kind, "key") == 0 ? 0 : theme->goods[n].share;
        if (thrown < share)
            return n;
        thrown -= share;
    }
    return 0;
}

static bool lair_is_locked(const struct layout *layout)
{
    for (unsigned way = 0; way < DIRECTIONS; way++)
        if (layout->rooms[layout->lair].door[way] == DOOR_LOCKED)
            return true;
    return false;
}

/* The key to the lair, the boss's things, what is hidden, one of each kind, and then more of them. */
void objects_make(struct area_made *area)
{
    const struct theme *theme = area->order->theme;
    unsigned made = 0, most = area->order->objects;
    area_dice(area, "goods", 0, 0);
    unsigned lair_key = theme->keys.count == 0 ? 0 : theme->keys.list[dice_below(&area->dice, theme->keys.count)];
    const struct picks *kit = theme->boss.kit_count == 0 ? NULL : &theme->boss.kits[dice_below(&area->dice, theme->boss.kit_count)];
    if (made < most && lair_is_locked(&area->layout))
        object_begin(area, made++, lair_key, GOOD_KEY);
    for (unsigned n = 0; kit != NULL && n < kit->count && n < AREA_KIT_MOST && made < most; n++)
        object_begin(area, made++, kit->list[n], GOOD_BOSS);
    for (unsigned n = 0; n < theme->secret_reward.count && made < most; n++)
        object_begin(area, made++, theme->secret_reward.list[n], GOOD_SECRET);
    for (unsigned n = 0; n < theme->good_count && made < most; n++)
        if (strcmp(theme->goods[n].kind, "key") != 0)
            object_begin(area, made++, n, GOOD_COMMON);
    while (made < most) {
        area_dice(area, "good", made, 0);
        object_begin(area, made, choose_good(area), GOOD_COMMON);
        made++;
    }
    for (unsigned n = 0; n < most; n++)
        object_say_best(area, n);
}

int object_of(const struct area_made *area, unsigned good, unsigned sort)
{
    int found = -1;
    for (unsigned n = 0; n < area->order->objects; n++) {
        const struct grown_object *object = &area->objects[n];
        if (object->good == &area->order->theme->goods[good] && object->sort == sort
            && (found < 0 || object->used < area->objects[found].used))
            found = (int)n;
    }
    return found;
}

/* -- where they are ----------------------------------------------------------------------------------- */

/* A room of a place where such things lie; -1: they lie nowhere, or there is no such place. */
static int room_for(struct area_made *area, const struct grown_object *object)
{
    const struct picks *lies = &object->good->lies;
    unsigned rooms = area->order->rooms, start = dice_below(&area->dice, rooms);
    for (unsigned n = 0; n < rooms && lies->count > 0; n++) {
        unsigned room = (start + n) % rooms;
        if ((int)room != area->layout.secret && place_is(lies, area->order->theme, area->rooms[room].place))
            return (int)room;
    }
    return -1;
}

static bool has_kit_of(const struct folk *folk, unsigned good)
{
    for (unsigned kit = 0; folk != NULL && kit < folk->kit_count; kit++)
        for (unsigned n = 0; n < folk->kits[kit].count; n++)
            if (folk->kits[kit].list[n] == good)
                return true;
    return false;
}

/* Somebody who might have such a thing about him: of folk who have kits, those first that have such things in them. */
static bool give_to_somebody(struct area_made *area, unsigned number)
{
    const struct grown_object *object = &area->objects[number];
    unsigned mobiles = area->order->mobiles, start = dice_below(&area->dice, mobiles), good = (unsigned)(object->good - area->order->theme->goods);
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned n = 0; n < mobiles; n++) {
            struct grown_mobile *mobile = &area->mobiles[(start + n) % mobiles];
            bool fits = mobile->folk != NULL && mobile->folk->kit_count > 0 && (pass == 1 || has_kit_of(mobile->folk, good));
            if (!fits || mobile->kit_count >= AREA_KIT_MOST)
                continue;
            mobile->worn[mobile->kit_count] = false;
            mobile->kit[mobile->kit_count++] = number;
            return true;
        }
    return false;
}

/* In a container of this area that somebody has or that lies about, if it is not full. */
static bool put_into_something(struct area_made *area, unsigned number)
{
    for (unsigned n = 0; n < area->order->objects; n++) {
        const struct grown_object *holder = &area->objects[n];
        unsigned inside = 0;
        if (strcmp(holder->good->kind, "container") != 0 || holder->room < 0 || n == number || strcmp(area->objects[number].good->kind, "container") == 0)
            continue;
        for (unsigned at = 0; at < area->order->objects; at++)
            inside += area->objects[at].inside == (int)n;
        if (inside < 3) {
            area->objects[number].inside = (int)n;
            return true;
        }
    }
    return false;
}

static int any_room(struct area_made *area)
{
    for (;;) {
        unsigned room = dice_below(&area->dice, area->order->rooms);
        if ((int)room != area->layout.secret && (int)room != area->layout.lair)
            return (int)room;
    }
}

static void object_place(struct area_made *area, unsigned number)
{
    struct grown_object *object = &area->objects[number];
    area_dice(area, "lies", number, 0);
    bool box = strcmp(object->good->kind, "container") == 0;
    int room = room_for(area, object);
    uint32_t thrown = dice_below(&area->dice, 100);
    if (object->sort == GOOD_SECRET)
        object->room = area->layout.secret;
    else if (room >= 0 && (thrown < 70 || box))
        object->room = room;
    else if (box)
        object->room = any_room(area);
    else if (!(thrown % 3 == 0 && put_into_something(area, number)) && !give_to_somebody(area, number) && !put_into_something(area, number))
        object->room = room >= 0 ? room : any_room(area);
    object->used++;
}

/* Containers first: others may go into them. */
void objects_place(struct area_made *area)
{
    for (unsigned pass = 0; pass < 2; pass++)
        for (unsigned n = 0; n < area->order->objects; n++)
            if (area->objects[n].used == 0 && (strcmp(area->objects[n].good->kind, "container") == 0) == (pass == 0))
                object_place(area, n);
}
