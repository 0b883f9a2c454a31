/* zones/world/view.c -- what one sees on looking round.  Entered by the zone's worker.
 *
 *     The Temple Steps [ Bank ] [ N (E) S ]   title: name, flags, exits, each a link
 *     Text of the room, one paragraph a line; what the hour and the weather add to it.
 *     Exits: north, east by the closed oak door, south.      for who wants them in words; not in the title then, if read aloud
 *     A brass lantern stands here. (2)        things, people; equal things once, with their number
 *
 * With the compass on, three lines take the place of the title:
 *
 *     The Temple Steps, 8am                   |     N
 *     City, raining                           |        (E)
 *     [ Bank ]                                |     S
 *
 * A way without a door is its letter alone; <E> is an open door, (E) a closed one, [E] a locked one. */
#include "zones/world/sky.h"

#include "core/markup.h"
#include "core/words.h"
#include "zones/body/hazard.h"
#include "zones/fight/fight_parts.h"
#include "zones/quests/quests.h"
#include "zones/world/facts.h"
#include "zones/world/map.h"
#include "zones/world/ships.h"
#include "zones/world/wild.h"

#include <stddef.h>
#include <string.h>

enum { EXITS_SIZE = 24 * DIRECTIONS, FLAGS_SIZE = 120, HEADER_SIZE = 200, COMPASS_COLUMN = 40, MAP_TITLE_MOST = 40 };

static const enum direction reading_order[DIRECTIONS] = { NORTH, SOUTH, EAST, WEST, UP, DOWN };

/* -- ways out ---------------------------------------------------------------------------------------- */

/* What stands around its letter, by the state of its door. */
static const char door_marks[][2] = {
    [DOOR_NONE] = { 0, 0 }, [DOOR_OPEN] = { '<', '>' }, [DOOR_CLOSED] = { '(', ')' }, [DOOR_LOCKED] = { '[', ']' },
};

static bool has_exit(const struct room *room, enum direction direction)
{
    return room_shows(room, direction);
}

/* A link that goes there; `blank` is put where there is no mark, unless it is 0. */
static size_t exit_print(const struct room *room, enum direction direction, char blank, char *line, size_t size)
{
#define WAY(name, letter) M_LINK name M_LINK_TEXT letter M_LINK_END
    static const char *const ways[DIRECTIONS] = {
        [NORTH] = WAY("north", "N"), [EAST] = WAY("east", "E"), [SOUTH] = WAY("south", "S"), [WEST] = WAY("west", "W"),
        [UP] = WAY("up", "U"),       [DOWN] = WAY("down", "D"),
    };
#undef WAY
    const char *mark = door_marks[room->doors[direction]];
    char before[2] = { mark[0] == 0 ? blank : mark[0] }, after[2] = { mark[1] == 0 ? blank : mark[1] };
    return words_print(line, size, "%s%s%s", before, ways[direction], after);
}

static void exits_print(const struct room *room, char line[EXITS_SIZE])
{
    size_t at = 0;
    for (unsigned turn = 0; turn < DIRECTIONS; turn++) {
        if (!has_exit(room, reading_order[turn]))
            continue;
        at += exit_print(room, reading_order[turn], 0, line + at, EXITS_SIZE - at);
        assert(at + 1 < EXITS_SIZE);
        line[at++] = ' ';
    }
    line[at] = '\0';
    if (at == 0)
        words_print(line, EXITS_SIZE, "No exits! ");
}

ZONE_THREAD static void tell_exits_in_words(struct character *who)
{
    static const char *const states[] = { [DOOR_OPEN] = "open", [DOOR_CLOSED] = "closed", [DOOR_LOCKED] = "locked" };
    const struct room *room = who->room;
    struct bytes_writer words = {0};
    for (unsigned turn = 0; turn < DIRECTIONS; turn++) {
        enum direction direction = reading_order[turn];
        if (!has_exit(room, direction))
            continue;
        struct text *way = room->doors[direction] == DOOR_NONE
            ? text_printf("%s%s", words.length == 0 ? "" : ", ", direction_names[direction])
            : text_printf("%s%s by the %s %s", words.length == 0 ? "" : ", ", direction_names[direction],
                          states[room->doors[direction]], room->proto->exits[direction].door_name);
        put_bytes(&words, text_bytes(way), text_length(way));
        text_unref(&way);
    }
    struct text *list = bytes_text(&words);
    if (text_length(list) == 0)
        tell(who, "No exits!\n");
    else
        tell(who, "Exits: %s.\n", text_bytes(list));
    text_unref(&list);
    bytes_free(&words);
}

/* -- the title --------------------------------------------------------------------------------------- */

/* "[ Bank Inn ]", or nothing. */
static void flags_print(const struct room_proto *room, char line[FLAGS_SIZE])
{
    static const struct { size_t offset; const char *shown; } flags[] = {
#define FLAG(member, shown) { offsetof(struct room_proto, member), shown },
        ROOM_FLAGS(FLAG)
#undef FLAG
    };
    size_t at = 0;
    line[0] = '\0';
    for (size_t flag = 0; flag < sizeof flags / sizeof *flags; flag++)
        if (flags[flag].shown != NULL && *(const bool *)((const char *)room + flags[flag].offset)) {
            at += words_print(line + at, FLAGS_SIZE - at, "%s%s ", at == 0 ? "[ " : "", flags[flag].shown);
            assert(at < FLAGS_SIZE - 1);
        }
    if (at > 0)
        words_print(line + at, FLAGS_SIZE - at, "]");
}

static unsigned letters_of(const char *words)
{
    unsigned letters = 0;
    for (; *words != '\0'; words++)
        letters += ((unsigned char)*words & 0xc0) != 0x80;
    return letters;
}

/* Over a map clients expect a short title: first the flags are left out, then the exits. */
static void shorten(const struct room *room, char flags[FLAGS_SIZE], bool *without_exits)
{
    size_t exits = sizeof " [ ]" - 1;
    for (unsigned direction = 0; direction < DIRECTIONS; direction++)
        exits += has_exit(room, direction) ? (door_marks[room->doors[direction]][0] == 0 ? 2 : 4) : 0;
    size_t name = letters_of(room->proto->name);
    if (name + exits + 1 + strlen(flags) > MAP_TITLE_MOST)
        flags[0] = '\0';
    *without_exits = *without_exits || name + exits > MAP_TITLE_MOST;
}

ZONE_THREAD static void tell_title(struct character *who, bool exits_follow)
{
    char exits[EXITS_SIZE], flags[FLAGS_SIZE];
    exits_print(who->room, exits);
    flags_print(who->room->proto, flags);
    if (who->room->zone->area->grid != NULL)
        shorten(who->room, flags, &exits_follow);
    tell(who, M_TITLE "%s%s%s", who->room->proto->name, flags[0] == '\0' ? "" : " ", flags);
    if (exits_follow)
        tell(who, M_PLAIN "\n");
    else
        tell(who, " [ %s]" M_PLAIN "\n", exits);
}

/* Three blanks, or the exit with its marks. */
static size_t compass_point(const struct room *room, enum direction direction, char *line, size_t size)
{
    if (has_exit(room, direction))
        return exit_print(room, direction, ' ', line, size);
    return words_print(line, size, "   ");
}

/* One of its lines: words, the bar, and two points with something between them. */
ZONE_THREAD static void tell_compass_line(struct character *who, const char *words, const char *lead, enum direction left,
                                          const char *between, enum direction right)
{
    char line[EXITS_SIZE];
    unsigned letters = letters_of(words);
    size_t at = compass_point(who->room, left, line, sizeof line);
    at += words_print(line + at, sizeof line - at, "%s", between);
    compass_point(who->room, right, line + at, sizeof line - at);
    int gap = letters < COMPASS_COLUMN ? (int)(COMPASS_COLUMN - letters) : 1;
    tell(who, M_TITLE "%s%*s| %s%s" M_PLAIN "\n", words, gap, "", lead, line);
}

ZONE_THREAD static void tell_compass(struct character *who)
{
    const struct room *room = who->room;
    char words[HEADER_SIZE], flags[FLAGS_SIZE];
    int hour = (int)(who->zone->now / WORLD_HOUR_MS % WORLD_HOURS);
    words_print(words, sizeof words, "%s, %d%s", room->proto->name, hour % 12 == 0 ? 12 : hour % 12, hour < 12 ? "am" : "pm");
    tell_compass_line(who, words, "   ", NORTH, "   ", UP);
    words_print(words, sizeof words, "%s, %s", terrain_rows[room->proto->terrain].client, weather_words[sky_weather(room)]);
    tell_compass_line(who, words, "", WEST, " @ ", EAST);
    flags_print(room->proto, flags);
    tell_compass_line(who, flags, "   ", SOUTH, "   ", DOWN);
}

/* -- things and people ------------------------------------------------------------------------------- */

static bool same_sight(const struct item *a, const struct item *b)
{
    return strcmp(a->object->line, b->object->line) == 0;
}

/* These two are functions of their own for a reason: written out inside the loop below, clang 14 at -O2 loses the second kind
 * of thing altogether (tests/replay.sh noticed). */
static bool seen_before(const struct item *first, const struct item *item)
{
    for (; first != item; first = first->next)
        if (same_sight(first, item) && !item_is_hidden(first))
            return true;
    return false;
}

static unsigned count_alike(const struct item *item)
{
    unsigned count = 0;
    for (const struct item *other = item; other != NULL; other = other->next)
        if (same_sight(other, item) && !item_is_hidden(other))
            count++;
    return count;
}

/* Each kind of thing once, where the first of it lies, with how many there are. */
ZONE_THREAD static void tell_things(struct character *who, const struct item *first)
{
    for (const struct item *item = first; item != NULL; item = item->next) {
        if (item_is_hidden(item) || seen_before(first, item))
            continue;
        char several[24] = "";
        unsigned count = count_alike(item);
        if (count > 1)
            words_print(several, sizeof several, " (%u)", count);
        tell(who, M_OBJECT M_LINK "look %s" M_LINK_TEXT "%s" M_LINK_END "%s" M_PLAIN "\n", item->object->keys[0], item->object->line,
             several);
    }
}

static const char *const postures[POSITIONS] = {
    [SLEEPING] = "is sleeping here", [RESTING] = "is resting here", [SITTING] = "is sitting here", [STANDING] = "is standing here",
};

/* "A gate guard". */
static struct text *sentence_name(const struct character *who)
{
    const char *name = character_name(who);
    char first = (char)(name[0] >= 'a' && name[0] <= 'z' ? name[0] - 'a' + 'A' : name[0]);
    return text_printf("%c%s", first, name + 1);
}

/* A mobile that goes about its own affairs: its area has a line for that, and equal ones are counted. */
static bool at_peace(const struct character *seen)
{
    return seen->mobile != NULL && !fights(seen) && !is_down(seen);
}

static bool told_before(const struct character *who, const struct character *seen)
{
    for (const struct character *other = who->room->people; other != seen; other = other->next)
        if (at_peace(other) && other->mobile->line == seen->mobile->line && can_see(who, other))
            return true;
    return false;
}

static unsigned people_alike(const struct character *who, const struct character *seen)
{
    unsigned count = 0;
    for (const struct character *other = seen; other != NULL; other = other->next)
        count += at_peace(other) && other->mobile->line == seen->mobile->line && can_see(who, other);
    return count;
}

ZONE_THREAD static void tell_mobile(struct character *who, const struct character *seen)
{
    char several[24] = "";
    unsigned count = people_alike(who, seen);
    if (told_before(who, seen))
        return;
    if (count > 1)
        words_print(several, sizeof several, " [%u]", count);
    quest_announce(who, seen);
    tell(who, M_MOBILE "%s%s" M_PLAIN "\n", seen->mobile->line, several);
}

ZONE_THREAD static void tell_person(struct character *who, const struct character *seen)
{
    if (fights(seen) || is_down(seen)) {
        const char *mark = seen->mobile != NULL ? M_MOBILE : M_PLAYER;
        struct text *name = sentence_name(seen);
        if (is_down(seen))
            tell(who, "%s%s " M_PLAIN "is lying here, %s.\n", mark, text_bytes(name), condition_words_of(seen));
        else
            tell(who, "%s%s " M_PLAIN "is here, fighting %s.\n", mark, text_bytes(name),
                 seen->opponent == who ? "YOU" : character_name(seen->opponent));
        text_unref(&name);
        return;
    }
    if (seen->mobile != NULL) {
        tell_mobile(who, seen);
        return;
    }
    const struct player *player = seen->player;
    bool linkless = player->session.number == NO_SESSION.number;
    tell(who, M_PLAYER "%s " M_PLAIN "%s%s%s%s.\n", seen->name, player->title, player->title[0] == '\0' ? "" : " ",
         postures[seen->position], linkless ? ", staring at nothing" : "");
}

/* In the dark: that somebody is there, or fights. */
ZONE_THREAD static void tell_shapes(struct character *who)
{
    unsigned count = 0;
    bool foe = false;
    for (const struct character *other = who->room->people; other != NULL; other = other->next) {
        count += other != who;
        foe = foe || other->opponent == who;
    }
    if (foe)
        tell(who, "Something here is fighting YOU.\n");
    else if (count > 0)
        tell(who, count == 1 ? "Something breathes here.\n" : "There is more than one thing breathing here.\n");
}

ZONE_THREAD static void look_round(struct character *who, bool brief)
{
    const struct room *room = who->room;
    const struct toggles *toggles = &who->player->toggles;
    bool in_words = toggle_is(toggles, TOGGLE_AUTOEXITS), dark = in_the_dark(who);
    if (!dark)
        tell_minimap(who);
    if (toggle_is(toggles, TOGGLE_COMPASS))
        tell_compass(who);
    else
        tell_title(who, in_words && toggle_is(toggles, TOGGLE_SCREENREADER));
    if (!dark)
        tell_map(who);
    if (dark) {
        tell(who, "It is too dark to make out anything here. A light would help.\n");
    } else if (!brief) {
        struct text *made;
        tell(who, "%s\n", room_words(room->zone, room->proto, &made));
        text_unref(&made);
        tell_room_hour(who);
    }
    if (in_words)
        tell_exits_in_words(who);
    tell_ships(who);
    if (dark) {
        tell_shapes(who);
        return;
    }
    if (room->proto->board != NULL)
        tell(who, M_OBJECT M_LINK "board" M_LINK_TEXT "A notice board stands here." M_LINK_END M_PLAIN "\n");
    tell_things(who, room->items);
    for (const struct character *seen = room->people; seen != NULL; seen = crowd_next(seen))
        if (seen != who && can_see(who, seen))
            tell_person(who, seen);
}

void look_at_room(struct character *who)
{
    if (who->player != NULL)
        look_round(who, false);
}

void glance_at_room(struct character *who)
{
    if (who->player != NULL)
        look_round(who, true);
}

void look_in_passing(struct character *who)
{
    if (who->player != NULL)
        look_round(who, toggle_is(&who->player->toggles, TOGGLE_BRIEF));
}
