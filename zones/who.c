/* zones/who.c -- see who.h.  Entered by workers, outside zone_apply; who_flags_print() by zones too.
 *
 *     Players in the world:
 *     Ada the Bold, level 12, keeper.
 *     Bob, level 3, in the void, linkless.
 *     2 players are in the world. */
#include "zones/who.h"

#include "core/bytes.h"
#include "core/markup.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *name_with_account(const char *name, const char *account, char words[NAME_WITH_ACCOUNT])
{
    snprintf(words, NAME_WITH_ACCOUNT, account[0] == '\0' ? "%s" : "%s (%s)", name, account);
    return words;
}

void who_flags_print(uint32_t flags, char words[WHO_FLAGS_SIZE])
{
    static const struct { uint32_t flag; const char *word; } shown[] = {
        { SEEN_KEEPER, "keeper" }, { SEEN_VOID, "in the void" }, { SEEN_LINKLESS, "linkless" },
    };
    size_t at = 0;
    words[0] = '\0';
    for (size_t n = 0; n < sizeof shown / sizeof *shown; n++)
        if ((flags & shown[n].flag) != 0)
            at += (size_t)snprintf(words + at, WHO_FLAGS_SIZE - at, "%s%s", at == 0 ? "" : ", ", shown[n].word);
}

static bool is_keepers(const char *wanted)
{
    return strcasecmp(wanted, "keepers") == 0 || strcasecmp(wanted, "keeper") == 0;
}

static bool is_wanted(const struct sighting *player, const char *wanted, bool keepers)
{
    if (keepers)
        return (player->flags & SEEN_KEEPER) != 0;
    return strncasecmp(player->name, wanted, strlen(wanted)) == 0;
}

static void put_player(struct bytes_writer *writer, const struct sighting *player)
{
    char flags[WHO_FLAGS_SIZE];
    who_flags_print(player->flags, flags);
    put_printf(writer, M_PLAYER "%s" M_PLAIN "%s%s, level %u%s%s.\n", player->name, player->title[0] == '\0' ? "" : " ",
               player->title, player->level, flags[0] == '\0' ? "" : ", ", flags);
}

static void put_count(struct bytes_writer *writer, const char *wanted, unsigned listed, unsigned count)
{
    const char *are = count == 1 ? "player is" : "players are";
    if (wanted[0] == '\0')
        put_printf(writer, "%u %s in the world.\n", count, are);
    else if (listed > 0)
        put_printf(writer, "%u of %u who %s in the world.\n", listed, count, count == 1 ? "is" : "are");
    else if (is_keepers(wanted))
        put_printf(writer, "No keeper is in the world just now.\n");
    else
        put_printf(writer, "Nobody whose name begins with '%s' is in the world.\n", wanted);
}

struct text *who_text(const struct sighting *list, unsigned count, const char *wanted)
{
    unsigned listed = 0;
    bool keepers = is_keepers(wanted);
    struct bytes_writer writer = {0};
    for (unsigned at = 0; at < count; at++) {
        if (!is_wanted(&list[at], wanted, keepers))
            continue;
        if (listed++ == 0)
            put_printf(&writer, "%s in the world:\n", keepers ? "Keepers" : "Players");
        put_player(&writer, &list[at]);
    }
    put_count(&writer, wanted, listed, count);
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}
