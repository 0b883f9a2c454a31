/* zones/grow/area_write.c -- an area grown, as the text of an area file (README of the project, "an area"). */
#include "zones/grow/area.h"

#include "core/bytes.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

enum { COLUMNS = 118 };

struct file { struct bytes_writer out; };

__attribute__((format(printf, 2, 3))) static void put_line(struct file *file, const char *format, ...)
{
    char line[700];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    assert(length >= 0 && length < (int)sizeof line);
    put_bytes(&file->out, line, (size_t)length);
}

/* In quotes, so that whatever it is it is that. */
static const char *quoted(const char *text, char *out, size_t size)
{
    size_t at = 0;
    out[at++] = '"';
    for (; *text != '\0' && at + 3 < size; text++) {
        if (*text == '"' || *text == '\\')
            out[at++] = '\\';
        out[at++] = *text;
    }
    out[at++] = '"';
    out[at] = '\0';
    return out;
}
#define QUOTED_SIZE 640
#define Q(text) quoted(text, (char[QUOTED_SIZE]){ 0 }, QUOTED_SIZE)

/* `key: >` and the text below it, wrapped; blanks between words are single already. */
static void put_folded(struct file *file, unsigned indent, const char *key, const char *text)
{
    put_line(file, "%*s%s: >\n", (int)indent, "", key);
    while (*text != '\0') {
        size_t length = strlen(text), most = COLUMNS - indent - 2;
        if (length > most) {
            length = most;
            while (length > 1 && text[length] != ' ')
                length--;
            if (length <= 1)
                length = strcspn(text + 1, " ") + 1;
        }
        put_line(file, "%*s%.*s\n", (int)indent + 2, "", (int)length, text);
        text += length;
        text += strspn(text, " ");
    }
}

static void put_keys(struct file *file, char *const *keys)
{
    put_line(file, "[");
    for (char *const *key = keys; *key != NULL; key++)
        put_line(file, "%s%s", key == keys ? "" : ", ", Q(*key));
    put_line(file, "]");
}

static void put_extras(struct file *file, unsigned indent, const struct said *said)
{
    if (said->extra_count == 0)
        return;
    put_line(file, "%*sextras:\n", (int)indent, "");
    for (unsigned n = 0; n < said->extra_count; n++) {
        put_line(file, "%*s- keys: ", (int)indent + 2, "");
        put_keys(file, said->extras[n].keys);
        put_line(file, "\n");
        put_folded(file, indent + 4, "text", said->extras[n].text);
    }
}

static void put_words(struct file *file, const char *before, const char *const *words, unsigned count)
{
    put_line(file, "%s[", before);
    for (unsigned n = 0; n < count; n++)
        put_line(file, "%s%s", n == 0 ? "" : ", ", words[n]);
    put_line(file, "]\n");
}

/* -- rooms -------------------------------------------------------------------------------------------- */

static uint32_t room_number(const struct area_made *area, int room)
{
    return area->order->first_room + (uint32_t)room;
}

static const char *lair_key(const struct area_made *area)
{
    for (unsigned n = 0; n < area->order->objects; n++)
        if (area->objects[n].sort == GOOD_KEY)
            return area->objects[n].key;
    return NULL;
}

static void put_exit(struct file *file, const struct area_made *area, unsigned number, enum direction way)
{
    static const char *const states[] = { [DOOR_NONE] = "", [DOOR_OPEN] = "open", [DOOR_CLOSED] = "closed", [DOOR_LOCKED] = "locked" };
    const struct layout_room *room = &area->layout.rooms[number];
    uint32_t to = room_number(area, room->to[way]);
    const char *door = area->door_names[number][way], *key = lair_key(area);
    enum door_state state = room->door[way] == DOOR_LOCKED && key == NULL ? DOOR_CLOSED : (enum door_state)room->door[way];
    put_line(file, "      %s: ", direction_names[way]);
    bool drop = area->layout.rooms[room->to[way]].to[direction_back(way)] != (int)number;
    if (state == DOOR_NONE && !room->hidden[way] && !drop) {
        put_line(file, "%u\n", (unsigned)to);
        return;
    }
    put_line(file, "{to: %u", (unsigned)to);
    if (drop)
        put_line(file, ", one_way: yes");
    if (room->hidden[way])
        put_line(file, ", hidden: yes");
    if (state != DOOR_NONE)
        put_line(file, ", door: %s, state: %s", Q(door), states[state]);
    if (state == DOOR_LOCKED)
        put_line(file, ", key: %s", key);
    put_line(file, "}\n");
}

static void put_room(struct file *file, const struct area_made *area, unsigned number)
{
    const struct grown_room *room = &area->rooms[number];
    const struct layout_room *where = &area->layout.rooms[number];
    const struct area_order *order = area->order;
    bool shop = where->role == ROLE_shop;
    put_line(file, "  %u:\n    name: %s\n", (unsigned)room_number(area, (int)number), Q(room->said.name));
    put_line(file, "    terrain: %s\n", room->place->terrain == NULL ? "inside" : room->place->terrain);
    if (room->place->flags.count > 0 || shop) {
        put_line(file, "    flags: [");
        for (unsigned n = 0; n < room->place->flags.count; n++)
            put_line(file, "%s%s", n == 0 ? "" : ", ", room->place->flags.list[n]);
        put_line(file, "%s]\n", !shop ? "" : room->place->flags.count > 0 ? ", shop" : "shop");
    }
    if (room->place->hazard != NULL) {
        uint32_t level = order->level_least + (order->level_most - order->level_least) * where->depth / 100;
        put_line(file, "    hazard: {state: %s, level: %u", room->place->hazard, (unsigned)(level / 2 + 1));
        if (room->place->hazard_spares != NULL)
            put_line(file, ", spares: %s", room->place->hazard_spares);
        put_line(file, "}\n");
    }
    put_folded(file, 4, "text", room->said.text);
    if (room->said.by_day != NULL)
        put_folded(file, 4, "by_day", room->said.by_day);
    if (room->said.by_night != NULL)
        put_folded(file, 4, "by_night", room->said.by_night);
    if (room->said.in_rain != NULL)
        put_folded(file, 4, "in_rain", room->said.in_rain);
    put_extras(file, 4, &room->said);
    put_line(file, "    exits:\n");
    for (unsigned way = 0; way < DIRECTIONS; way++)
        if (where->to[way] != LAYOUT_NOWHERE)
            put_exit(file, area, number, (enum direction)way);
}

/* -- mobiles ------------------------------------------------------------------------------------------ */

static void put_shop(struct file *file, const struct area_made *area, const struct grown_mobile *keeper)
{
    const struct person *person = keeper->person;
    put_line(file, "    shop:\n");
    if (keeper->sell_count > 0) {
        put_line(file, "      sells: [");
        for (unsigned n = 0; n < keeper->sell_count; n++)
            put_line(file, "%s%s", n == 0 ? "" : ", ", area->objects[keeper->sells[n]].key);
        put_line(file, "]\n");
    }
    if (person->buys.count > 0)
        put_words(file, "      buys: ", person->buys.list, person->buys.count);
    put_line(file, "      opens: %u\n      closes: %u\n", (unsigned)person->opens, (unsigned)person->closes);
}

static void put_mobile(struct file *file, const struct area_made *area, const struct grown_mobile *mobile)
{
    const struct said *said = &mobile->said;
    put_line(file, "  %s:\n    name: %s\n", mobile->key, Q(said->name));
    put_line(file, "    line: %s\n    keys: ", Q(said->line));
    put_keys(file, said->keys);
    put_line(file, "\n");
    put_folded(file, 4, "text", said->text);
    put_line(file, "    level: %u\n", (unsigned)mobile->level);
    if (mobile->race != NULL)
        put_line(file, "    race: %s\n", mobile->race);
    if (mobile->role != NULL)
        put_line(file, "    role: %s\n", mobile->role);
    if (mobile->build != NULL)
        put_line(file, "    build: %s\n", mobile->build);
    put_line(file, "    is: %s\n", said->is);
    if (mobile->behave_count > 0)
        put_words(file, "    behaves: ", mobile->behaves, mobile->behave_count);
    if (mobile->folk != NULL && mobile->folk->wanders)
        put_line(file, "    wanders: yes\n");
    if (mobile->say_count > 0)
        put_line(file, "    says:\n");
    for (unsigned n = 0; n < mobile->say_count; n++)
        put_line(file, "      - %s\n", Q(mobile->says[n]));
    if (mobile->sort == SORT_SHOP && (mobile->sell_count > 0 || mobile->person->buys.count > 0))
        put_shop(file, area, mobile);
    put_extras(file, 4, said);
}

/* -- objects ------------------------------------------------------------------------------------------ */

static void put_object(struct file *file, const struct grown_object *object)
{
    const struct said *said = &object->said;
    const struct good *good = object->good;
    bool gear = object->family != NULL;
    put_line(file, "  %s:\n    name: %s\n    line: %s\n    keys: ", object->key, Q(said->name), Q(said->line));
    put_keys(file, said->keys);
    put_line(file, "\n");
    put_folded(file, 4, "text", said->text);
    put_line(file, "    kind: %s\n", good->kind);
    if (good->wear != NULL)
        put_line(file, "    wear: %s\n", good->wear);
    if (strcmp(good->kind, "container") == 0)
        put_line(file, "    capacity: %u\n    state: open\n", (unsigned)(good->capacity == 0 ? 10 : good->capacity));
    if (gear)
        put_line(file, "    family: %s\n", object->family);
    if (object->material != NULL)
        put_line(file, "    material: %s\n", object->material);
    if (object->quality != NULL)
        put_line(file, "    quality: %s\n    level: %u\n", object->quality, (unsigned)object->level);
    if (object->gives != NULL)
        put_line(file, "    gives: {%s: %u}\n", object->gives, object->level > 120 ? 2u : 1u);
    put_line(file, "    weight: %u\n", (unsigned)object->weight);
    if (object->value > 0)
        put_line(file, "    value: %u\n", (unsigned)object->value);
    put_extras(file, 4, said);
}

/* -- resets ------------------------------------------------------------------------------------------- */

static void put_resets(struct file *file, const struct area_made *area)
{
    put_line(file, "resets:\n");
    for (unsigned n = 0; n < area->order->mobiles; n++) {
        const struct grown_mobile *mobile = &area->mobiles[n];
        for (unsigned at = 0; at < mobile->room_count; at++) {
            put_line(file, "  - {mobile: %s, room: %u", mobile->key, (unsigned)room_number(area, (int)mobile->rooms[at]));
            if (mobile->counts[at] > 1)
                put_line(file, ", count: %u", mobile->counts[at]);
            put_line(file, "}\n");
            for (unsigned kit = 0; kit < mobile->kit_count; kit++)
                put_line(file, "  - {%s: %s}\n", mobile->worn[kit] ? "wears" : "carries", area->objects[mobile->kit[kit]].key);
        }
    }
    for (unsigned n = 0; n < area->order->objects; n++) {
        const struct grown_object *object = &area->objects[n];
        if (object->room < 0)
            continue;
        put_line(file, "  - {object: %s, room: %u}\n", object->key, (unsigned)room_number(area, object->room));
        for (unsigned inside = 0; inside < area->order->objects; inside++)
            if (area->objects[inside].inside == (int)n)
                put_line(file, "  - {inside: %s}\n", area->objects[inside].key);
    }
}

/* -- quests ------------------------------------------------------------------------------------------- */

static void put_quest(struct file *file, const struct area_made *area, const struct grown_quest *quest)
{
    uint32_t most = area->order->level_most + 5;
    put_line(file, "  %s:\n    name: %s\n    giver: %s\n    levels: %u-%u\n", quest->key, Q(quest->name), quest->giver,
             (unsigned)area->order->level_least, (unsigned)(most > 200 ? 200 : most));
    put_folded(file, 4, "offer", quest->offer);
    put_line(file, "    steps:\n");
    for (unsigned n = 0; n < quest->step_count; n++) {
        const struct grown_step *step = &quest->steps[n];
        put_line(file, "      - %s: %s\n", step->does, step->target);
        if (step->count > 1 && (strcmp(step->does, "kill") == 0 || strcmp(step->does, "bring") == 0))
            put_line(file, "        count: %u\n", step->count);
        if (strcmp(step->does, "bring") == 0)
            put_line(file, "        to: %s\n", quest->giver);
        if (step->says != NULL)
            put_folded(file, 8, "says", step->says);
        put_line(file, "        journal: %s\n", Q(step->journal));
    }
    put_folded(file, 4, "done", quest->done);
    if (quest->object[0] == '\0' && quest->coins == 0 && quest->experience == 0)
        return;
    put_line(file, "    reward:\n");
    if (quest->object[0] != '\0')
        put_line(file, "      object: %s\n", quest->object);
    if (quest->coins > 0)
        put_line(file, "      coins: %u\n", (unsigned)quest->coins);
    if (quest->experience > 0)
        put_line(file, "      experience: %u\n", (unsigned)quest->experience);
}

/* -- the whole ---------------------------------------------------------------------------------------- */

static void put_head(struct file *file, const struct area_order *order, const struct layout *layout)
{
    put_line(file, "# Grown from zones/grow/themes/%s.yaml, with seed %llu.  Whoever edits it keeps it: it will not be written over.\n",
             order->theme->key, (unsigned long long)order->seed);
    bool plain = isalpha((unsigned char)order->name[0]) && strpbrk(order->name, ":#\"\\") == NULL;
    put_line(file, "area: %s\nlevels: %u-%u\nclimate: %s\n", plain ? order->name : Q(order->name), (unsigned)order->level_least, (unsigned)order->level_most,
             order->theme->climate);
    put_line(file, "gate: {room: %u, leaves: %s, land: [", (unsigned)order->first_room, direction_names[layout->leaves]);
    for (unsigned n = 0; n < order->theme->gate.count; n++)
        put_line(file, "%s%s", n == 0 ? "" : ", ", order->theme->gate.list[n]);
    put_line(file, "]}\n");
}

char *area_gate(const struct area_order *order, size_t *length)
{
    struct file file = { { 0 } };
    struct area_made *area = memory_get(sizeof *area);
    area->order = order;
    area_layout(order, &area->layout);
    prose_begin(&area->prose, order->theme->grammar, &area->dice);
    rooms_place(area);
    put_head(&file, order, &area->layout);
    put_line(&file, "rooms:\n");
    for (unsigned n = 0; n < order->rooms; n++) {
        const char *terrain = area->rooms[n].place->terrain;
        put_line(&file, "  %u:\n    terrain: %s\n", (unsigned)room_number(area, (int)n), terrain == NULL ? "inside" : terrain);
        memory_free(area->rooms[n].called);
    }
    prose_end(&area->prose);
    memory_free(area);
    *length = file.out.length;
    put_u8(&file.out, 0);
    return (char *)file.out.bytes;
}

char *area_write(const struct area_made *area, size_t *length)
{
    struct file file = { { 0 } };
    const struct area_order *order = area->order;
    put_head(&file, order, &area->layout);
    put_line(&file, "rooms:\n");
    for (unsigned n = 0; n < order->rooms; n++)
        put_room(&file, area, n);
    if (order->mobiles > 0)
        put_line(&file, "mobiles:\n");
    for (unsigned n = 0; n < order->mobiles; n++)
        put_mobile(&file, area, &area->mobiles[n]);
    if (order->objects > 0)
        put_line(&file, "objects:\n");
    for (unsigned n = 0; n < order->objects; n++)
        put_object(&file, &area->objects[n]);
    put_resets(&file, area);
    if (area->quest_count > 0)
        put_line(&file, "quests:\n");
    for (unsigned n = 0; n < area->quest_count; n++)
        put_quest(&file, area, &area->quests[n]);
    *length = file.out.length;
    put_u8(&file.out, 0);
    return (char *)file.out.bytes;
}
