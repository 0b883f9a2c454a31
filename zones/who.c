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

static bool is_wanted(const struct sighting *player, const char *wanted)
{
    if (is_keepers(wanted))
        return (player->flags & SEEN_KEEPER) != 0;
    return strncasecmp(player->name, wanted, strlen(wanted)) == 0;
}

static void put_line(struct bytes_writer *writer, struct text *line)
{
    put_bytes(writer, text_bytes(line), text_length(line));
    text_unref(&line);
}

static void put_player(struct bytes_writer *writer, const struct sighting *player)
{
    char flags[WHO_FLAGS_SIZE];
    who_flags_print(player->flags, flags);
    put_line(writer, text_printf(M_PLAYER "%s" M_PLAIN "%s%s, level %u%s%s.\n", player->name, player->title[0] == '\0' ? "" : " ",
                                 player->title, player->level, flags[0] == '\0' ? "" : ", ", flags));
}

static struct text *last_line(const char *wanted, unsigned listed, unsigned count)
{
    const char *are = count == 1 ? "player is" : "players are";
    if (wanted[0] == '\0')
        return text_printf("%u %s in the world.\n", count, are);
    if (listed > 0)
        return text_printf("%u of %u who %s in the world.\n", listed, count, count == 1 ? "is" : "are");
    return is_keepers(wanted) ? text_string("No keeper is in the world just now.\n")
                              : text_printf("Nobody whose name begins with '%s' is in the world.\n", wanted);
}

struct text *who_text(const struct sighting *list, unsigned count, const char *wanted)
{
    unsigned listed = 0;
    struct bytes_writer writer = {0};
    for (unsigned at = 0; at < count; at++) {
        if (!is_wanted(&list[at], wanted))
            continue;
        if (listed++ == 0)
            put_line(&writer, text_string(is_keepers(wanted) ? "Keepers in the world:\n" : "Players in the world:\n"));
        put_player(&writer, &list[at]);
    }
    put_line(&writer, last_line(wanted, listed, count));
    struct text *text = bytes_text(&writer);
    bytes_free(&writer);
    return text;
}
