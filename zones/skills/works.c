/* zones/skills/works.c -- see works.h.  Entered by the zone's worker. */
#include "zones/skills/works.h"

#include "core/memory.h"
#include "zones/fight/fight_parts.h"

#include <string.h>

enum { FIGURE_WORD_SIZE = 40 };

struct works *works_touch(struct item *item)
{
    item_touch(item);
    if (item->works == NULL)
        item->works = memory_get(sizeof *item->works);
    return item->works;
}

void works_put(struct bytes_writer *writer, const struct works *works)
{
    put_u32(writer, works->hits);
    put_u8(writer, works->give_count);
    for (unsigned at = 0; at < works->give_count; at++) {
        put_string(writer, figure_words[works->gives[at].figure]);
        put_i64(writer, works->gives[at].amount);
    }
    put_u8(writer, works->coat.kind);
    put_i64(writer, works->coat.amount);
    put_u32(writer, works->coat.times);
    put_i64(writer, works->coat.until);
}

/* A figure that is gone from the table is left out. */
void works_take(struct bytes_reader *reader, struct works *works)
{
    *works = (struct works){ .hits = take_u32(reader) };
    uint8_t count = take_u8(reader);
    if (count > WORKS_GIVES_MOST)
        reader->failed = true;
    for (unsigned n = 0; n < count && !reader->failed; n++) {
        char word[FIGURE_WORD_SIZE];
        take_string(reader, word, sizeof word);
        int64_t amount = take_i64(reader);
        for (unsigned at = 0; at < FIGURES && !reader->failed; at++)
            if (strcmp(figure_words[at], word) == 0 && amount >= -figure_most[at] && amount <= figure_most[at])
                works->gives[works->give_count++] = (struct modifier){ (uint8_t)at, (int32_t)amount };
    }
    works->coat.kind = take_u8(reader);
    works->coat.amount = (int32_t)take_i64(reader);
    works->coat.times = take_u32(reader);
    works->coat.until = take_i64(reader);
    if (works->coat.kind >= DAMAGE_KINDS && works->coat.times > 0)
        reader->failed = true;
}

void coat_bites(struct character *who, struct item *weapon, struct character *other)
{
    if (weapon == NULL || weapon->works == NULL || weapon->works->coat.times == 0 || other->room == NULL)
        return;
    struct works *works = works_touch(weapon);
    if (works->coat.until != 0 && works->coat.until < who->zone->now) {
        works->coat.times = 0;
        return;
    }
    const char *what = damage_words[works->coat.kind], *more = --works->coat.times == 0 ? ", and the last of it is gone" : "";
    bool died;
    struct hurt hurt = { .from = who, .kind = works->coat.kind, .amount = works->coat.amount, .what = what };
    tell(who, "The %s on your weapon bites%s.\n", what, more);
    tell(other, "There is %s on that weapon!\n", what);
    damage_deal(other, &hurt, &died);
}
